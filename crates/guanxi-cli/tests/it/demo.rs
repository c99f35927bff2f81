use serde_json::json;

use super::{Folder, names};

#[test]
fn the_demo_tells_what_a_shop_is_worth_and_goes_without_a_trace() {
    let folder = Folder::new();
    let temporary = folder.path("temporary");
    std::fs::create_dir(&temporary).unwrap();
    let output = folder
        .command(&["demo"])
        .env("TMPDIR", &temporary)
        .env("TEMP", &temporary)
        .env("TMP", &temporary)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    for part in [
        "5,535",
        "by identifiers",
        "6,919",
        "244,091.94 USD",
        "1998-06-30",
        "1997-03",
        "████",
        "CHAMPIONS",
        "platinum",
        "6,919 orders earned",
        "积分",
        "沉睡客户",
        "segment('win-back')",
        "rows/s",
        "guanxi demo --dir",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(names(&temporary).is_empty());
    assert_eq!(names(folder.0.path()), ["temporary"]);
}

#[test]
fn a_demo_that_is_kept() {
    let folder = Folder::new();
    let tour = folder.json(&["demo", "--dir", "kept", "--as-of", "1997-12-31"]);
    assert_eq!((&tour["url"], &tour["as_of"]), (&json!("kept"), &json!("1997-12-31")));
    assert_eq!(tour["customers"]["rows"], 5535);
    assert_eq!(tour["stats"]["net_revenue"], json!([{ "amount": "244091.94", "currency": "USD" }]));
    assert_eq!(tour["revenue"]["months"].as_array().unwrap().last().unwrap()["month"], "1997-12");
    let top = tour["top"]["items"].as_array().unwrap();
    assert_eq!(top.len(), 5);
    for customer in top {
        assert!(customer["metrics"]["last_order_date"].as_str().unwrap() <= "1997-12-31", "{customer}");
    }
    // Within 4 and 2 % of what the publishers of the orders count.
    let people = |when: &str, what: &str| tour["deduped"][when][what].as_i64().unwrap();
    assert!((people("after", "buyers") - 2357).abs() * 100 <= 2357 * 4, "{}", tour["deduped"]);
    assert!((people("after", "repeat_buyers") - 1152).abs() * 100 <= 1152 * 2, "{}", tour["deduped"]);
    assert!(people("before", "customers") > people("after", "customers"));
    assert_eq!(tour["stats"]["customers"], people("after", "customers"));
    folder.ok(&["--url", "kept", "verify"]);
    let (code, error) = folder.error(&["demo", "--dir", "kept"]);
    assert_eq!((code, &error["fields"]["field"]), (3, &json!("dir")));
}

#[test]
fn a_demo_that_is_kept_in_a_place_of_its_own() {
    let folder = Folder::new();
    let temporary = folder.path("temporary");
    std::fs::create_dir(&temporary).unwrap();
    let mut command = folder.command(&["demo", "--keep", "--json"]);
    let output = ["TMPDIR", "TEMP", "TMP"]
        .iter()
        .fold(&mut command, |c, name| c.env(name, &temporary))
        .output()
        .unwrap();
    let tour: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let url = tour["url"].as_str().unwrap();
    assert!(url.contains("temporary"), "{url}");
    let stats = folder.json(&["--url", url, "stats"]);
    assert_eq!(stats["orders"], 6919);
    folder.ok(&["--url", url, "verify"]);
}

#[test]
fn the_segments_of_the_demo() {
    let tour = Folder::new().json(&["demo"]);
    let items = tour["segments"]["sizes"]["items"].as_array().unwrap();
    let sizes: Vec<_> = items
        .iter()
        .map(|i| (i["segment"]["key"].as_str().unwrap(), i["members"].as_i64().unwrap()))
        .collect();
    let size = |key: &str| sizes.iter().find(|(k, _)| *k == key).unwrap().1;
    let after = |what: &str| tour["deduped"]["after"][what].as_i64().unwrap();
    assert_eq!(tour["segments"]["sizes"]["customers"], after("customers"));
    assert_eq!(size("never-bought"), after("customers") - after("buyers"));
    assert_eq!(size("first-time"), after("buyers") - after("repeat_buyers"));
    assert_eq!(size("top-tenth"), (after("buyers") + 9) / 10);
    // As counted once from each customer's orders and profile, without the language.
    assert_eq!(
        sizes,
        [
            ("active", 299),
            ("birthday", 139),
            ("dormant", 1786),
            ("first-time", 1139),
            ("lapsed-high", 79),
            ("never-bought", 616),
            ("no-consent", 2796),
            ("overdue", 336),
            ("regulars", 227),
            ("top-tenth", 230),
            ("vip", 133),
            ("win-back", 297),
        ]
    );
    let rows = tour["segments"]["overlap"]["rows"].as_array().unwrap();
    let both: Vec<_> = rows.iter().map(|row| row["both"].clone()).collect();
    assert_eq!(
        both,
        [
            json!([133, 133, 0, 0]),
            json!([133, 230, 62, 62]),
            json!([0, 62, 1786, 79]),
            json!([0, 62, 79, 79])
        ]
    );
    let explained = &tour["segments"]["explained"];
    assert_eq!(explained["holds"], true);
    assert_eq!(explained["reasons"][3]["found"], json!(["number_of_orders = 57"]));
}

#[test]
fn nobodys_name_is_shown_in_full() {
    let folder = Folder::with_shop();
    let text = folder.ok(&["reports", "top"]);
    let top = folder.json(&["reports", "top"]);
    let items = top["items"].as_array().unwrap();
    assert_eq!(items.len(), 10);
    for item in items {
        let shown = item["masked_name"].as_str().unwrap();
        assert!(shown.contains("***") && text.contains(shown), "{shown}");
        let profile = folder.ok(&["customers", "show", item["customer_id"].as_str().unwrap()]);
        let name = profile.lines().next().unwrap();
        for word in name.split(' ').filter(|word| word.chars().count() > 3) {
            assert!(!text.contains(word) && !top.to_string().contains(word), "{word} of {shown}");
        }
    }
}
