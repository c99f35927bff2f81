use std::{fs, io::Write, process::Stdio};

use serde_json::json;

use super::{DATA, Folder, names};

const ORDERS: &str = "order_id,customer_ref,placed_at,total,currency\n\
    1,7,2026-02-01,10.00,EUR\n2,7,someday,10.00,EUR\n3,7,2026-02-02,ten,EUR\n4,7\n";

#[test]
fn the_shop_of_the_examples() {
    let folder = Folder::new();
    let people = folder.json(&["import", "customers", &format!("{DATA}/customers.csv")]);
    assert_eq!(people["store_created"], true);
    let taken = people["report"]["created"].as_u64().unwrap();
    assert_eq!(taken + people["report"]["rejected"].as_u64().unwrap(), 5535);
    folder.ok(&["import", "orders", &format!("{DATA}/orders.csv")]);

    let stats = folder.json(&["stats"]);
    assert_eq!(stats["net_revenue"], json!([{ "amount": "244091.94", "currency": "USD" }]));
    assert_eq!((stats["records"].as_u64(), stats["orders"].as_u64()), (Some(taken), Some(6919)));
    assert!(stats["customers"].as_u64().unwrap() < taken);
    assert!(folder.ok(&["stats"]).contains("244,091.94 USD"));

    let found = folder.json(&["customers", "find", "marieclairebonnet40@gmail.com"]);
    let id = found["items"][0]["id"].as_str().unwrap();
    let by_record = folder.json(&["customers", "show", "support:0"]);
    assert_eq!(by_record["customer"]["id"], id);
    assert_eq!(folder.json(&["customers", "show", id]), by_record);
    assert!(folder.ok(&["customers", "find", "marie-cl bonn"]).contains(id));

    let order = folder.json(&["orders", "show", "pos:O000001"]);
    assert_eq!(order["total"], json!({ "amount": "29.33", "currency": "USD" }));
    let whose = order["customer_id"].as_str().unwrap();
    assert!(folder.ok(&["orders", "list", whose]).contains("pos:O000001"));
    assert!(folder.ok(&["timeline", whose]).contains("29.33 USD"));

    let again = folder.json(&["import", "orders", &format!("{DATA}/orders.csv")]);
    assert_eq!((&again["report"]["unchanged"], &again["report"]["created"]), (&json!(6919), &json!(0)));
    folder.ok(&["verify"]);

    let revenue = folder.json(&["reports", "revenue", "--as-of", "1997-02-28"]);
    assert_eq!(revenue["months"].as_array().unwrap().len(), 2);
    let rfm = folder.json(&["reports", "rfm", "--as-of", "1998-06-30"]);
    let grouped: u64 =
        rfm["groups"].as_array().unwrap().iter().map(|g| g["customers"].as_u64().unwrap()).sum();
    assert_eq!(Some(grouped), stats["customers"].as_u64());
}

#[test]
fn rejects_go_to_a_file_and_are_no_error() {
    let folder = Folder::new();
    folder.write("orders.csv", ORDERS);
    let taken = folder.json(&["import", "orders", "orders.csv"]);
    assert_eq!((&taken["report"]["created"], &taken["report"]["rejected"]), (&json!(1), &json!(3)));
    assert_eq!(taken["rejects_file"], "orders.rejects.csv");
    let rejects = fs::read_to_string(folder.path("orders.rejects.csv")).unwrap();
    assert_eq!(rejects.lines().count(), 4, "{rejects}");
    assert!(rejects.contains("3,placed_at,") && rejects.contains("\"2,7,someday,10.00,EUR\""), "{rejects}");
    assert_eq!(names(folder.0.path()), ["guanxi-data", "orders.csv", "orders.rejects.csv"]);

    let text = folder.ok(&["import", "orders", "orders.csv", "--rejects", "bad.csv"]);
    assert!(text.contains("3 rows refused") && text.contains("bad.csv"), "{text}");
    assert!(!text.contains("someday"), "what a row says stays in the file: {text}");
}

#[test]
fn a_dry_run_leaves_nothing() {
    let folder = Folder::new();
    folder.write("orders.csv", ORDERS);
    let tried = folder.json(&["import", "orders", "orders.csv", "--dry-run"]);
    assert_eq!((&tried["report"]["created"], &tried["report"]["rejected"]), (&json!(1), &json!(3)));
    assert_eq!(names(folder.0.path()), ["orders.csv"]);
    folder.ok(&["init"]);
    folder.ok(&["import", "orders", "orders.csv", "--dry-run", "--rejects", "bad.csv"]);
    assert_eq!(folder.json(&["stats"])["orders"], 0);
    assert!(folder.path("bad.csv").exists());
}

#[test]
fn options_say_how_to_read_and_beat_the_mapping() {
    let folder = Folder::new();
    folder.write("till.csv", "Beleg;Kunde;am;Summe\n1;7;02.03.2026;1.234,50\n");
    folder.write("till.toml", "source = \"kasse\"\ncurrency = \"EUR\"\n[columns]\nBeleg = \"order_id\"\nKunde = \"customer_ref\"\nam = \"placed_at\"\nSumme = \"total\"\n");
    folder.ok(&[
        "import",
        "orders",
        "till.csv",
        "--mapping",
        "till.toml",
        "--source",
        "till",
        "--date-order",
        "dmy",
        "--decimal",
        "comma",
    ]);
    let order = folder.json(&["orders", "show", "till:1"]);
    assert_eq!(order["total"], json!({ "amount": "1234.50", "currency": "EUR" }));
    assert_eq!(order["placed_at"], "2026-03-02T00:00:00Z");

    folder.write("wrong.toml", "[columns]\nBeleg = \"ordr\"\n");
    let (code, error) = folder.error(&["import", "orders", "till.csv", "--mapping", "wrong.toml"]);
    assert_eq!((code, &error["fields"]["place"]), (3, &json!("wrong.toml, line 2")));
    assert_eq!(folder.run(&["import", "orders", "till.csv", "--encoding", "klingon"]).code, Some(2));
}

#[test]
fn standard_input_is_a_file_too() {
    let folder = Folder::new();
    let mut child = folder
        .command(&["import", "customers", "-", "--source", "crm", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("id,name,email\n1,Li Wei,li.wei@example.cn\n".as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(folder.json(&["customers", "show", "crm:1"])["customer"]["email"], "li.wei@example.cn");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_between_batches_and_the_same_command_goes_on() {
    use std::{process::Command, time::Duration};

    let folder = Folder::new();
    let file = format!("{DATA}/customers.csv");
    let args = ["import", "customers", &file, "--batch-rows", "50"];
    let child = folder.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !folder.path("guanxi-data/data.redb").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(7), "{said}");
    assert!(said.contains("cancelled") && said.contains("goes on where it stopped"), "{said}");
    let before = folder.json(&["stats"])["records"].as_u64().unwrap();
    assert!(before < 5535);
    folder.ok(&args);
    assert_eq!(folder.json(&["stats"])["records"], 5535);
    folder.ok(&["verify"]);
}

#[test]
fn what_a_platform_sends() {
    let folder = Folder::new();
    let order = r#"{"id": 7, "currency": "EUR", "total_price": "12.50", "created_at": "2026-02-01T10:00:00+01:00",
        "financial_status": "paid", "customer": {"id": 3, "email": "mei@web.de"}}"#;
    folder.write("orders.json", &format!(r#"{{"orders": [{order}, {{"id": 8, "currency": "EUR"}}]}}"#));
    let import = ["import", "payload", "orders.json", "--platform", "shopify", "--rejects", "bad.jsonl"];
    let taken = folder.json(&import);
    assert_eq!((&taken["report"]["objects"], &taken["report"]["created"]), (&json!(2), &json!(2)));
    assert_eq!(taken["report"]["rejects"][0]["path"], "$.orders[1].created_at");
    assert_eq!(fs::read_to_string(folder.path("bad.jsonl")).unwrap().lines().count(), 1);
    let again = folder.ok(&import);
    assert!(again.contains("1 refused") && again.contains("unchanged"), "{again}");
    let order = folder.json(&["orders", "show", "shopify:7"]);
    assert_eq!(order["total"], json!({ "amount": "12.50", "currency": "EUR" }));
    let one = folder.json(&["import", "payload", "orders.json", "--platform", "shopify", "--dry-run"]);
    assert_eq!(one["report"]["created"], 0);
}
