use serde_json::json;

use super::{Folder, names};

#[test]
fn init_makes_a_store_once() {
    let folder = Folder::new();
    let made = folder.json(&["init", "--currency", "CNY", "--zone", "Asia/Shanghai", "--country", "CN"]);
    assert_eq!((&made["created"], &made["url"]), (&json!(true), &json!("redb:./guanxi-data")));
    assert_eq!(names(folder.0.path()), ["guanxi-data"]);
    assert_eq!(made["settings"]["zone"], "Asia/Shanghai");
    let again = folder.json(&["init"]);
    assert_eq!(
        (&again["created"], &again["outcome"], &again["settings"]),
        (&json!(false), &json!("unchanged"), &made["settings"])
    );
    let stats = folder.json(&["stats"]);
    assert_eq!(
        (&stats["records"], &stats["orders"], &stats["net_revenue"]),
        (&json!(0), &json!(0), &json!([]))
    );
}

#[test]
fn the_place_is_an_option_or_of_the_environment() {
    let folder = Folder::new();
    folder.ok(&["--url", "sled:one", "init"]);
    let ran = folder.command(&["init"]).env("GUANXI_URL", "two").output().unwrap();
    assert!(ran.status.success());
    folder.ok(&["init", "--url", "three"]);
    assert_eq!(names(folder.0.path()), ["one", "three", "two"]);
    assert_eq!(folder.json(&["--url", "sled:one", "shop", "show"])["zone"], "UTC");
}

#[test]
fn settings_are_changed_and_shown() {
    let folder = Folder::new();
    let set = folder.json(&[
        "shop",
        "set",
        "--name",
        "Tea & Mugs",
        "--trusted-sources",
        "shopify,pos",
        "--survivorship",
        "email=most_trusted",
    ]);
    assert_eq!(set["created"], true, "a writing command makes the store");
    folder.ok(&["shop", "define-field", "shoe_size", "integer", "--min", "30", "--max", "50"]);
    folder.ok(&["shop", "define-store", "berlin-mitte", "Berlin Mitte"]);
    let shop = folder.json(&["shop", "show"]);
    assert_eq!((&shop["name"], &shop["trusted_sources"]), (&json!("Tea & Mugs"), &json!(["shopify", "pos"])));
    assert_eq!(
        (&shop["survivorship"]["email"], &shop["survivorship"]["name"]),
        (&json!("most_trusted"), &json!("most_frequent"))
    );
    assert_eq!(
        shop["fields"],
        json!([{ "name": "shoe_size", "type": "integer", "choices": [], "min": 30, "max": 50 }])
    );
    assert_eq!(shop["stores"][0]["code"], "berlin-mitte");
    let text = folder.ok(&["shop", "show"]);
    assert!(text.contains("Tea & Mugs") && text.contains("30 to 50"), "{text}");
}

#[test]
fn events_come_on_the_timeline_and_in_feed_and_audit() {
    let folder = Folder::new();
    let record = [
        "events",
        "record",
        "shopify:1",
        "call_logged",
        "--id",
        "crm:c-7",
        "--at",
        "2026-03-01T10:15:00+08:00",
        "--channel",
        "phone",
        "--direction",
        "inbound",
        "--property",
        "minutes=3",
        "--actor",
        "staff:mei",
    ];
    assert_eq!(folder.json(&record)["outcome"], "created");
    assert_eq!(folder.json(&record)["outcome"], "unchanged");
    let timeline = folder.json(&["timeline", "shopify:1"]);
    let item = &timeline["items"][0];
    assert_eq!(
        (&item["at"], &item["kind"]["event"]["properties"]),
        (&json!("2026-03-01T02:15:00Z"), &json!({ "minutes": 3 }))
    );
    assert!(folder.ok(&["timeline", "shopify:1"]).contains("inbound by phone, minutes=3"));
    assert_eq!(folder.json(&["audit"])["items"][0]["actor"], "staff:mei");

    let first = folder.json(&["feed", "--limit", "1"]);
    assert_eq!(first["items"][0]["kind"], "customer_created");
    let rest = folder.json(&["feed", "--cursor", first["next_cursor"].as_str().unwrap()]);
    assert_eq!(
        (rest["items"].as_array().unwrap().len(), &rest["items"][0]["kind"]),
        (1, &json!("event_recorded"))
    );
    let end = folder.json(&["feed", "--cursor", rest["next_cursor"].as_str().unwrap()]);
    assert_eq!(end["items"], json!([]));
}
