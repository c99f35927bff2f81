//! Decisions hold, teach, and are asked for where they tell most.

#![allow(clippy::unwrap_used)] // a test that cannot read its data fails

use guanxi_match::{
    Again, Deduped, Error, Index, Label, Model, Pair, Settings, Stage, Table, dedupe, dedupe_labelled,
    dedupe_watched, evaluate,
};

fn table() -> Table {
    let mut table = Table::new(["first_name", "last_name", "email", "birth_date"]);
    for at in 0..120_u32 {
        let (given, family) = (GIVEN[at as usize % 12], FAMILY[(at / 12) as usize % 10]);
        let email = format!("{given}.{family}@gmail.com").to_lowercase();
        let day = format!("19{:02}-{:02}-{:02}", 50 + at % 40, 1 + at % 12, 1 + at % 28);
        table.push([given, family, &email, &day]);
        if at % 3 == 0 {
            table.push([given, family, "", &day]);
        }
    }
    table
}

const GIVEN: [&str; 12] = [
    "Alice", "Bruno", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jonas", "Karin", "Louis",
];
const FAMILY: [&str; 10] =
    ["Abbott", "Becker", "Carter", "Duncan", "Ellis", "Fowler", "Garner", "Hobbs", "Ingram", "Jensen"];

#[test]
fn what_was_decided_to_be_apart_stays_apart_and_what_is_one_stays_one() {
    let table = table();
    let model = dedupe(&table, &Settings::default()).model;
    assert_eq!(model.dedupe(&table).clusters[1], 0);
    let labels = [Label { left: 0, right: 1, same: false }, Label { left: 2, right: 7, same: true }];
    let found = model.dedupe_with(&table, &labels);
    assert_ne!(found.clusters[0], found.clusters[1]);
    assert_eq!(found.clusters[2], found.clusters[7]);
    assert_eq!(found.clusters, model.dedupe_with(&table, &labels).clusters);
}

#[test]
fn two_told_apart_stay_apart_among_hundreds_that_are_surely_one() {
    let mut table = Table::new(["first_name", "last_name", "email"]);
    for at in 0..500 {
        table.push([GIVEN[at % 12], FAMILY[at / 12 % 10], &format!("customer{at}@mailbox.org")]);
    }
    let model = dedupe(&table, &Settings::default()).model;
    let mut labels: Vec<Label> = (1..500).map(|at| Label { left: at - 1, right: at, same: true }).collect();
    assert!(model.dedupe_with(&table, &labels).clusters.iter().all(|&cluster| cluster == 0));
    labels.push(Label { left: 20, right: 450, same: false });
    let clusters = model.dedupe_with(&table, &labels).clusters;
    assert_ne!(clusters[20], clusters[450]);
    labels.reverse();
    assert_eq!(clusters, model.dedupe_with(&table, &labels).clusters);
    assert_eq!(
        clusters,
        Index::of(model, &table).clusters_among(&(0..500).collect::<Vec<_>>(), 0.4, &labels)
    );
}

#[test]
fn a_decided_pair_is_told_once_and_left_to_nobody() {
    let table = table();
    let model = dedupe(&table, &Settings::default().threshold(0.999_999_999)).model;
    let before = model.dedupe(&table);
    let asked: Vec<Pair> = before.for_review().copied().take(3).collect();
    assert_eq!(asked.len(), 3);
    let labels: Vec<Label> =
        asked.iter().map(|pair| Label { left: pair.right, right: pair.left, same: true }).collect();
    let after = model.dedupe_with(&table, &labels);
    assert_eq!(after.pairs, before.pairs, "what pairs score is not what was decided");
    assert_eq!(after.for_review().count(), before.for_review().count() - 3);
    assert_eq!(after.labels, labels);
    // A decision about pairs that do not score is no pair either.
    let far = [Label { left: 2, right: 77, same: true }];
    assert_eq!(model.dedupe_with(&table, &far).pairs, before.pairs);
}

#[test]
fn a_copy_answers_for_the_row_it_repeats() {
    let mut table = table();
    let first = dedupe(&table, &Settings { review: 0.000_001, ..Settings::default() });
    let Pair { left, right, .. } = first.next_question(&[]).unwrap();
    let copies = [left, right].map(|row| {
        let cells: Vec<String> = table.row(row as usize).into_iter().map(str::to_owned).collect();
        table.push(cells);
        table.rows() as u32 - 1
    });
    let found = first.model.dedupe(&table);
    assert_eq!(copies.map(|row| found.alike[row as usize]), [left, right]);
    assert_eq!(found.next_question(&[]).map(|pair| (pair.left, pair.right)), Some((left, right)));
    let asked = [Label { left: copies[1], right: copies[0], same: false }];
    assert_ne!(found.next_question(&asked).map(|pair| (pair.left, pair.right)), Some((left, right)));
    let held = first.model.dedupe_with(&table, &asked);
    assert_ne!(held.clusters[left as usize], held.clusters[right as usize]);
    assert_eq!(held.next_question(&[]), found.next_question(&asked));
}

#[test]
fn training_with_labels_is_training_and_then_labels() {
    let table = table();
    let labels = [Label { left: 0, right: 1, same: false }, Label { left: 2, right: 7, same: true }];
    let settings = Settings::default();
    let whole = dedupe_labelled(&table, &settings, &labels, &mut |_| true).unwrap();
    let taught = dedupe(&table, &settings).model.trained_on(&table, &labels);
    let parts = taught.dedupe_with(&table, &labels);
    assert_eq!(whole.model.to_json().unwrap(), taught.to_json().unwrap());
    assert_eq!((&whole.clusters, &whole.pairs), (&parts.clusters, &parts.pairs));
    for threshold in [0.1, 0.4, 0.9] {
        let model = Model::from_json(
            &taught.to_json().unwrap().replace("\"threshold\":0.4", &format!("\"threshold\":{threshold}")),
        );
        let again = Again::new(&table, &taught, 0.05).with_labels(&labels);
        assert_eq!(again.clusters(threshold), model.unwrap().dedupe_with(&table, &labels).clusters);
    }
    let none = dedupe_labelled(&table, &settings, &[], &mut |_| true).unwrap();
    assert_eq!(none.model.to_json().unwrap(), dedupe(&table, &settings).model.to_json().unwrap());
}

#[test]
fn keys_that_are_not_used_are_told_under_a_model_too() {
    let mut people = Table::new(["first_name", "last_name", "city", "email"]);
    for at in 0..1_200 {
        let email = if at % 3 == 0 { "info@shop.example" } else { "" };
        people.push([GIVEN[at % 12], FAMILY[at % 7], ["Berlin", "Bonn"][at % 2], email]);
        people.push([GIVEN[at % 5], &format!("Name{at}"), "Berlin", &format!("a{at}@mailbox.org")]);
    }
    let found = dedupe(&people, &Settings { block_most: 20, ..Settings::default() });
    let told = |mut found: Vec<guanxi_match::Oversized>| {
        found.sort_by(|a, b| (&a.rule, a.records, a.dropped).cmp(&(&b.rule, b.records, b.dropped)));
        found
    };
    let first = told(found.report.oversized);
    assert!(first.iter().any(|key| key.dropped) && first.iter().any(|key| !key.dropped), "{first:?}");
    assert_eq!(told(found.model.dedupe(&people).report.oversized), first);
}

#[test]
fn labels_move_the_weights_their_way() {
    let table = table();
    let model = dedupe(&table, &Settings::default()).model;
    let labels: Vec<Label> = (0..60).map(|at| Label { left: at, right: at + 60, same: true }).collect();
    let taught = model.trained_on(&table, &labels);
    let differs = |model: &guanxi_match::Model| {
        model.levels().into_iter().find(|l| l.field == "given name" && l.level == "differs").unwrap().m
    };
    assert!(differs(&taught) > differs(&model));
}

#[test]
fn the_next_question_is_the_nearest_that_was_not_asked() {
    let found = dedupe(&table(), &Settings { review: 0.000_001, ..Settings::default() });
    let first = found.next_question(&[]).unwrap();
    let asked = [Label { left: first.left, right: first.right, same: true }];
    let second = found.next_question(&asked);
    assert_ne!(Some(first), second);
}

/// Asks about so many pairs, and gives the clusters that hold to the answers. `ask` shows both rows to somebody, who says
/// whether they are one person.
fn taught(people: &Table, most: usize, ask: impl Fn(u32, u32) -> bool) -> (Deduped, Vec<Label>) {
    let model = dedupe(people, &Settings::default()).model;
    let (mut found, mut labels) = (model.dedupe(people), Vec::new());
    while labels.len() < most {
        let Some(Pair { left, right, .. }) = found.next_question(&labels) else { break };
        labels.push(Label { left, right, same: ask(left, right) });
        found = model.trained_on(people, &labels).dedupe_with(people, &labels);
    }
    (found, labels)
}

#[test]
fn the_loop_of_the_guide_holds_to_the_answers() {
    let table = table();
    // Rows of one person have one name and birthday.
    let name = |row: u32| [0, 1, 3].map(|at| table.columns()[at].cell(row as usize).to_owned());
    let (found, labels) = taught(&table, 20, |left, right| name(left) == name(right));
    assert!(!labels.is_empty());
    for Label { left, right, same } in labels {
        assert_eq!(
            found.clusters[left as usize] == found.clusters[right as usize],
            same,
            "{left} and {right}"
        );
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let [guide, own] = ["docs/guide/dedupe.md", "crates/guanxi-match/tests/labels.rs"]
        .map(|path| std::fs::read_to_string(format!("{folder}/{path}")).unwrap());
    let begin = own.find("/// Asks about").unwrap();
    let end = begin + own[begin..].find("\n}\n").unwrap();
    assert!(guide.contains(&own[begin..end]), "the guide shows another loop");
}

#[test]
fn it_stops_where_it_is_told_to() {
    let mut seen = Vec::new();
    let all = dedupe_watched(&table(), &Settings::default(), &mut |step| {
        assert!(step.done <= step.total, "{step:?}");
        seen.push(step.stage);
        true
    });
    assert!(all.is_ok());
    seen.dedup();
    let stages = [
        Stage::Reading,
        Stage::Blocking,
        Stage::Comparing,
        Stage::Learning,
        Stage::Scoring,
        Stage::Clustering,
    ];
    assert_eq!(seen, stages);
    for last in stages {
        let mut seen = Vec::new();
        let stopped = dedupe_watched(&table(), &Settings::default(), &mut |step| {
            seen.push(step.stage);
            step.stage != last
        });
        assert!(matches!(stopped, Err(Error::Stopped)));
        assert_eq!(seen.pop(), Some(last), "nothing comes after it was stopped");
    }
}

#[test]
fn settings_are_read_from_toml_and_json() {
    let settings = Settings::from_toml("threshold = 0.9\nblock_most = 50\n").unwrap();
    assert_eq!((settings.threshold, settings.block_most), (0.9, 50));
    assert_eq!(settings, Settings::from_json(r#"{"threshold": 0.9, "block_most": 50}"#).unwrap());
    assert!(Settings::from_toml("treshold = 0.9").is_err());
}

#[test]
fn qualities_of_a_small_case_by_hand() {
    // Said {0,1,2} {3}; true {0,1} {2,3}.
    let (found, truth) = ([0, 0, 0, 3], [0, 0, 1, 1]);
    let pairs = evaluate::pairwise(&found, &truth);
    assert_eq!((pairs.precision, pairs.recall), (1.0 / 3.0, 0.5));
    let cubed = evaluate::b_cubed(&found, &truth);
    assert!((cubed.precision - (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0) / 4.0).abs() < 1e-12);
    assert!((cubed.recall - (1.0 + 1.0 + 0.5 + 0.5) / 4.0).abs() < 1e-12);
    assert_eq!(evaluate::only_in(&found, &truth, 10), [(0, 2), (1, 2)]);
    assert_eq!(evaluate::only_in(&truth, &found, 10), [(2, 3)]);
}
