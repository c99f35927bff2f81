use std::fs;

use serde_json::{Value, json};

use super::{Folder, names};

/// Thirty people twice, a stranger, a short row and an empty one: 63 rows, the seventh short, the last empty.
pub(super) fn people(delimiter: &str) -> String {
    let given = ["Anna", "Bernd", "Clara", "David", "Emma", "Jürgen"];
    let family = ["Müller", "Brandt", "Conrad", "Dietz", "Engel"];
    let mut rows = vec!["first_name,last_name,email,birth_date,person".to_owned()];
    for person in 0..30 {
        let (g, f) = (given[person % 6], family[person / 6]);
        let rest = format!(
            "{g}{person}@mailbox.org,19{:02}-0{}-1{},P{person}",
            50 + person,
            1 + person % 9,
            person % 10
        );
        rows.push(format!("{g},{f},{rest}"));
        rows.push(format!("{g},{},{rest}", f.replace('n', "m")));
    }
    rows.insert(7, "Anna,short".to_owned());
    rows.push("Zoë,Fremd,zoe@mailbox.org,2001-02-03,".to_owned());
    rows.push(",,,,".to_owned());
    rows.join("\n").replace(',', delimiter) + "\n"
}

/// The cluster of each row, as `--out` has them.
fn clusters(folder: &Folder, file: &str) -> Vec<u64> {
    let text = fs::read_to_string(folder.path(file)).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("row,cluster"));
    let pairs = lines.map(|line| line.split_once(',').unwrap());
    let pairs: Vec<(usize, u64)> =
        pairs.map(|(row, cluster)| (row.parse().unwrap(), cluster.parse().unwrap())).collect();
    assert!(pairs.iter().enumerate().all(|(at, pair)| pair.0 == at + 1), "{text}");
    pairs.into_iter().map(|pair| pair.1).collect()
}

#[test]
fn every_row_has_a_cluster_whatever_the_file_is_written_in() {
    let folder = Folder::new();
    let utf8 = people(",");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(utf8.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = people(";").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    fs::write(folder.path("utf8.csv"), &utf8).unwrap();
    fs::write(folder.path("utf16.csv"), utf16).unwrap();
    fs::write(folder.path("latin.csv"), latin).unwrap();
    let mut all = Vec::new();
    for file in ["utf8.csv", "utf16.csv", "latin.csv"] {
        let answer = folder.json(&["dedupe", file, "--out", "out.csv", "--truth", "person"]);
        assert_eq!((&answer["rows"], &answer["rejected"]), (&json!(63), &json!(1)), "{file}");
        assert_eq!(answer["rejects"][0]["row"], 7);
        assert_eq!(answer["out_file"], "out.csv");
        let found = clusters(&folder, "out.csv");
        assert_eq!(found.len(), 63, "{file}");
        assert_eq!(answer["clusters"].as_u64(), found.iter().max().copied());
        assert_eq!(found[..2], [1, 1]);
        assert_eq!(
            found.iter().filter(|cluster| **cluster == found[6]).count(),
            1,
            "what cannot be read is alone"
        );
        assert_eq!(found.iter().filter(|cluster| **cluster == found[62]).count(), 1, "nothing is said there");
        all.push(found);
    }
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(names(folder.0.path()), ["latin.csv", "out.csv", "utf16.csv", "utf8.csv"], "and no store");
}

#[test]
fn the_truth_measures_and_decides_nothing() {
    let folder = Folder::new();
    folder.write("people.csv", &people(","));
    folder.write("lies.csv", &people(",").replace(",P1", ",P2"));
    let answer = folder.json(&["dedupe", "people.csv", "--truth", "person", "--out", "a.csv"]);
    let measured = &answer["evaluation"];
    assert_eq!((&measured["truth"], &measured["rows"]), (&json!("person"), &json!(60)));
    let f1 = |at: &str, over: &str| measured[at][over]["f1"].as_f64().unwrap();
    assert!(f1("default", "pairwise") > 0.9 && f1("default", "b_cubed") > 0.9, "{measured}");
    assert!(f1("best", "pairwise") >= f1("default", "pairwise"));
    assert!(measured["curve"].as_array().unwrap().len() > 10);
    let compared = measured["block_recall"].as_f64().unwrap();
    assert!(
        compared >= measured["default"]["pairwise"]["recall"].as_f64().unwrap() && compared <= 1.0,
        "{measured}"
    );
    assert!(answer["fields"].as_array().unwrap().iter().all(|field| field["columns"] != json!(["person"])));
    assert_eq!(measured["wrong"], json!([]));
    let lied = folder.json(&["dedupe", "lies.csv", "--truth", "person", "--out", "b.csv"]);
    assert_eq!(clusters(&folder, "a.csv"), clusters(&folder, "b.csv"));
    assert!(lied["evaluation"]["default"]["pairwise"]["f1"].as_f64().unwrap() < f1("default", "pairwise"));

    let wrong = lied["evaluation"]["wrong"].as_array().unwrap();
    let is =
        |pair: &Value| (pair["left"].as_u64() < pair["right"].as_u64(), pair["mistake"] == "false_negative");
    assert!(!wrong.is_empty() && wrong.iter().all(|pair| is(pair) == (true, true)), "{wrong:?}");
    assert!(wrong.iter().all(|pair| pair["explanation"]["fields"].as_array().unwrap().len() > 2));

    let text = folder.ok(&["dedupe", "people.csv", "--truth", "person"]);
    for said in [
        "63 rows of people.csv are",
        "What is compared",
        "Against person, over 60 rows",
        "B-cubed",
        "row could not be read",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Anna"), "no personal data: {text}");
    let (code, error) = folder.error(&["dedupe", "people.csv", "--truth", "persn"]);
    assert_eq!((code, &error["fields"]["field"]), (3, &json!("truth")));
}

#[test]
fn labels_are_held_to_and_their_errors_name_the_place() {
    let folder = Folder::new();
    folder.write("people.csv", &people(","));
    let plain = folder.json(&["dedupe", "people.csv", "--out", "plain.csv"]);
    assert_eq!(
        (clusters(&folder, "plain.csv")[..4].to_vec(), &plain["labels"]),
        (vec![1, 1, 2, 2], &json!(0))
    );
    // The seventh row cannot be read, so rows of the file are not rows of what is compared.
    folder.write("labels.csv", "Same;Left;Right\nno;14;15\nyes;3;62\n");
    let held = folder.json(&["dedupe", "people.csv", "--labels", "labels.csv", "--out", "held.csv"]);
    let found = clusters(&folder, "held.csv");
    assert_eq!(held["labels"], 2);
    assert_ne!(found[13], found[14]);
    assert_eq!(found[2], found[61]);
    for (content, place) in [
        ("left,right,same\n1,7,yes\n", "labels.csv, row 1, right: row 7 of the file could not be read"),
        (
            "left,right,same\n1,2,no\n64,2,yes\n",
            "labels.csv, row 2, left: the file has no row 64, but 1 to 63",
        ),
        ("left,right,same\n1,2,perhaps\n", "labels.csv, row 1, same: expected true or false"),
        ("left,right,same\none,2,true\n", "labels.csv, row 1, left: expected the number of a row, from 1"),
        ("left,right\n1,2\n", "labels.csv: no column \"same\"; it has left, right"),
    ] {
        folder.write("labels.csv", content);
        let (code, error) = folder.error(&["dedupe", "people.csv", "--labels", "labels.csv"]);
        assert_eq!((code, &error["code"]), (3, &json!("invalid_file")), "{content}");
        assert!(error["message"].as_str().unwrap().contains(place), "{error}");
    }
    let (code, _) = folder.error(&["dedupe", "people.csv", "--labels", "none.csv"]);
    assert_eq!(code, 9, "a file that is not there is no file without decisions");
}

#[test]
fn answers_are_kept_as_they_come_and_not_asked_for_again() {
    let folder = Folder::new();
    folder.write("people.csv", &people(","));
    folder.write("settings.toml", "review = 0.000001\n");
    let ask = ["dedupe", "people.csv", "--settings", "settings.toml", "--labels", "labels.csv", "--ask"];
    let (code, error) = folder.error(&ask);
    assert_eq!((code, &error["fields"]["field"]), (3, &json!("ask")));
    for (file, labels, reason) in [
        ("-", "labels.csv", "answers are read from standard input"),
        ("people.csv", "people.csv", "it is the file that is read"),
    ] {
        let ran = folder.run(&["dedupe", file, "--labels", labels, "--ask"]);
        assert!(ran.code == Some(3) && ran.stderr.contains(reason), "{}", ran.stderr);
    }
    let ran = folder.run_with(&ask, "what?\nn\ns\nm\nq\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("One person?").count(), 4, "{}", ran.stdout);
    let labels = fs::read_to_string(folder.path("labels.csv")).unwrap();
    let lines: Vec<&str> = labels.lines().collect();
    assert_eq!((lines.len(), lines[0]), (3, "left,right,same"), "{labels}");
    assert!(lines[1].ends_with(",false") && lines[2].ends_with(",true"), "{labels}");
    let next = folder.json(&ask[..6])["next_question"].clone();
    let asked = |line: &str| line.starts_with(&format!("{},{},", next["left"], next["right"]));
    assert!(next["probability"].is_f64() && !lines.iter().any(|line| asked(line)), "{next} {labels}");
    // The input ends the walk, too, and what was answered is held to.
    let ran = folder.run_with(&ask, "n\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path("labels.csv")).unwrap().lines().count(), 4);
    assert!(ran.stdout.contains("labels held to"), "{}", ran.stdout);
    assert_eq!(folder.run(&["dedupe", "people.csv", "--ask"]).code, Some(2));
}

#[test]
fn a_forecast_counts_and_compares_nothing() {
    let folder = Folder::new();
    fs::write(folder.path("people.csv"), people(",")).unwrap();
    let ahead = folder.json(&["dedupe", "people.csv", "--forecast"]);
    let done = folder.json(&["dedupe", "people.csv"]);
    assert_eq!(ahead["rules"], done["rules"]);
    assert_eq!(ahead["oversized"], done["oversized"]);
    let pairs = ahead["rules"].as_array().unwrap().iter().map(|rule| rule["pairs"].as_u64().unwrap());
    assert_eq!(ahead["pairs"].as_u64(), Some(pairs.sum()));
    assert!(ahead.get("clusters").is_none());
}

#[test]
fn tables_with_little_in_them() {
    let folder = Folder::new();
    folder.write("header.csv", "name,email\n");
    folder.write("one.csv", "name\nAnna\nAnna\n\"\"\nBernd\n");
    folder.write("truth.csv", "person\n1\n1\n2\n");
    folder.write("same.csv", &format!("a,a,\n{}", "x,x,x\n".repeat(50)));
    folder.write("nothing.csv", "");
    let rows = |file: &str, more: &[&str]| {
        let args = [&["dedupe", file, "--out", "out.csv", "--report", "out.html"], more].concat();
        let answer: Value = folder.json(&args);
        let found = clusters(&folder, "out.csv");
        assert_eq!(answer["rows"].as_u64(), Some(found.len() as u64), "{file}");
        assert!(fs::read_to_string(folder.path("out.html")).unwrap().ends_with("</html>\n"));
        found.len()
    };
    assert_eq!(rows("header.csv", &[]), 0);
    assert_eq!(rows("header.csv", &["--truth", "email"]), 0);
    assert_eq!(rows("one.csv", &[]), 4);
    assert_eq!(rows("truth.csv", &["--truth", "person"]), 3);
    assert_eq!(rows("same.csv", &[]), 50);
    assert_eq!(folder.error(&["dedupe", "nothing.csv"]).1["code"], "invalid_file");
    assert_eq!(folder.error(&["dedupe", "missing.csv"]).1["code"], "io");
}

#[test]
fn bytes_that_are_no_text_end_well_and_are_told() {
    let folder = Folder::new();
    let (text, bad) = (people(","), b"Bernd,\xFF\xC3(\xE2\x82,b\xF0@mailbox.org,1950-01-01,P9\n");
    fs::write(folder.path("bad.csv"), [text.as_bytes(), bad].concat()).unwrap();
    let args = ["dedupe", "bad.csv", "--encoding", "utf-8", "--out", "out.csv", "--report", "out.html"];
    let answer = folder.json(&args);
    assert_eq!((&answer["rows"], &answer["rejected"]), (&json!(64), &json!(2)));
    assert_eq!(answer["rejects"][1]["row"], 64);
    assert!(answer["rejects"][1]["reason"].as_str().unwrap().contains("UTF-8"), "{answer}");
    let found = clusters(&folder, "out.csv");
    assert_eq!(found.iter().filter(|cluster| **cluster == found[63]).count(), 1);

    // Nothing but such bytes, with and without an encoding said.
    let noise: Vec<u8> = (0..400_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    fs::write(folder.path("noise.csv"), noise).unwrap();
    for more in [&[][..], &["--encoding", "utf-8"], &["--delimiter", "comma"]] {
        let (code, error) = folder.error(&[&["dedupe", "noise.csv"], more].concat());
        assert_eq!((code, &error["code"]), (3, &json!("invalid_file")), "{more:?}: {error}");
    }
}

#[test]
fn a_cell_of_ten_megabytes_ends_well_and_is_told() {
    let folder = Folder::new();
    let huge = "x".repeat(10_000_000);
    folder.write("huge.csv", &format!("{}Anna,{huge},anna@mailbox.org,1950-01-01,P0\n", people(",")));
    let answer = folder.json(&["dedupe", "huge.csv", "--out", "out.csv", "--report", "out.html"]);
    assert_eq!((&answer["rows"], &answer["rejected"]), (&json!(64), &json!(2)));
    assert_eq!(answer["rejects"][1]["row"], 64);
    assert_eq!(clusters(&folder, "out.csv").len(), 64);
    assert!(fs::metadata(folder.path("out.html")).unwrap().len() < 2_000_000);
    let text = folder.ok(&["dedupe", "huge.csv"]);
    assert!(text.len() < 10_000 && text.contains("64 rows of huge.csv"), "{text}");

    // The same in the header, and a quote that nobody closes.
    folder.write("header.csv", &format!("name,{huge}\nAnna,1\n"));
    folder.write("open.csv", &format!("{}\"{huge}", people(",")));
    let (code, error) = folder.error(&["dedupe", "header.csv"]);
    assert_eq!((code, &error["code"]), (3, &json!("invalid_file")), "{error}");
    assert!(error.to_string().len() < 1_000);
    assert_eq!(folder.json(&["dedupe", "open.csv"])["rejected"], 2);
}

#[test]
fn settings_are_taken_and_their_errors_name_the_place() {
    let folder = Folder::new();
    folder.write("people.csv", &people(","));
    folder.write("strict.toml", "threshold = 0.999\nreview = 0.5\n");
    folder.write("strict.json", "{\"threshold\": 0.999, \"review\": 0.5}");
    for file in ["strict.toml", "strict.json"] {
        let answer = folder.json(&["dedupe", "people.csv", "--settings", file]);
        assert_eq!((&answer["threshold"], &answer["review"]), (&json!(0.999), &json!(0.5)), "{file}");
    }
    let own = "[[schema.fields]]\nname = \"mail\"\nkind = \"email\"\nsource = { columns = [\"email\"] }\n";
    folder.write("own.toml", own);
    let answer = folder.json(&["dedupe", "people.csv", "--settings", "own.toml"]);
    assert_eq!(answer["fields"], json!([{ "field": "mail", "kind": "email", "columns": ["email"] }]));
    for (name, text, place) in [
        ("a.toml", "treshold = 0.5", "a.toml, treshold"),
        ("b.json", "{\"threshold\": \"high\"}", "b.json, threshold"),
        ("c.toml", &own.replace("\"email\"\n", "\"mail\"\n"), "c.toml, schema.fields[0].kind"),
        ("d.toml", &own.replace("[\"email\"]", "[\"telephone\"]"), "d.toml, schema.fields[0]"),
        ("e.json", "{\"threshold\": 2}", "e.json, threshold"),
        ("f.toml", "threshold = ", "f.toml"),
        ("g.json", "{\"threshold\": 0.5", "g.json"),
    ] {
        folder.write(name, text);
        let (code, error) = folder.error(&["dedupe", "people.csv", "--settings", name, "--out", "out.csv"]);
        assert_eq!(
            (code, &error["code"], &error["fields"]["place"]),
            (3, &json!("invalid_file"), &json!(place)),
            "{error}"
        );
    }
    assert!(!folder.path("out.csv").exists());
}

#[test]
fn files_are_written_whole_or_not_at_all() {
    let folder = Folder::new();
    folder.write("people.csv", &people(","));
    let (code, error) = folder.error(&["dedupe", "people.csv", "--out", "people.csv"]);
    assert_eq!((code, &error["code"]), (3, &json!("invalid_file")), "not over what is read");
    assert_eq!(folder.error(&["dedupe", "people.csv", "--report", "no/such/place.html"]).0, 9);
    assert_eq!(names(folder.0.path()), ["people.csv"]);
    let text = folder.ok(&["dedupe", "people.csv", "--report", "report.html"]);
    assert!(text.contains("in clear text: report.html"), "{text}");
    let report = fs::read_to_string(folder.path("report.html")).unwrap();
    assert!(report.contains("Personal data.") && report.contains("Müller"));
    let again = folder.ok(&["dedupe", "people.csv", "--report", "report.html", "--out", "out.csv"]);
    assert!(again.contains("Clusters: out.csv"));
    assert_eq!(fs::read_to_string(folder.path("report.html")).unwrap(), report, "the same again");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_and_nothing_is_written() {
    use std::process::{Command, Stdio};

    let folder = Folder::new();
    let rows: String =
        (0..150_000).map(|n| format!("Anna{n},Abel{},anna{n}@mailbox.org\n", n % 977)).collect();
    folder.write("many.csv", &format!("first_name,last_name,email\n{rows}"));
    let args = ["dedupe", "many.csv", "--out", "out.csv"];
    let child = folder.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while names(folder.0.path()).len() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(7), &b""[..]), "{said}");
    assert!(said.contains("cancelled"), "{said}");
    assert_eq!(names(folder.0.path()), ["many.csv"], "nothing half done");
}
