use serde_json::json;

use super::Folder;

#[test]
fn a_customer_is_handed_out_and_erased() {
    let folder = Folder::with_shop();
    let found = folder.json(&["customers", "list", "--limit", "1"]);
    let customer = &found["items"][0];
    let (id, name) = (customer["id"].as_str().unwrap(), customer["name"]["full"].as_str().unwrap());

    let written = folder.json(&["privacy", "export", id, "--html", "page.html"]);
    assert_eq!(written["file"], "page.html");
    let page = std::fs::read_to_string(folder.path("page.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains(name), "{page}");
    assert_eq!(folder.json(&["privacy", "export", id])["sections"][0]["name"], "profile");

    let erase = ["privacy", "erase", id, "--reason", "subject_request"];
    let refused = folder.run(&erase);
    assert_eq!(refused.code, Some(3), "{}", refused.stderr);
    assert!(refused.stderr.contains("--yes"), "{}", refused.stderr);
    let erase = [&erase[..], &["--yes", "--actor", "staff:mei"]].concat();
    let receipt = folder.json(&erase);
    assert_eq!((&receipt["customer_id"], &receipt["outcome"]), (&json!(id), &json!("updated")));
    assert_eq!(folder.json(&erase)["outcome"], "unchanged");
    let gone = folder.run(&["customers", "show", id]);
    assert_eq!(gone.code, Some(4), "{}", gone.stderr);
    assert!(gone.stderr.contains("erased"), "{}", gone.stderr);
    assert_eq!(folder.json(&["privacy", "erasures"])["items"][0]["actor"], "staff:mei");
    assert_eq!(folder.json(&["privacy", "export", id])["sections"][0]["name"], "erasure");
    assert!(folder.ok(&["privacy", "erasures"]).contains(id));
    folder.ok(&["verify"]);
    assert!(folder.json(&["compact"])["after_bytes"].as_u64().unwrap() > 0);
    folder.ok(&["verify"]);
    assert_eq!(folder.run(&["privacy", "erase", id, "--reason", "because", "--yes"]).code, Some(2));
}

#[test]
fn consents_are_given_listed_and_withdrawn() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    let give = ["consents", "give", "till:1", "marketing", "email", "--wording", "news/3"];
    assert_eq!(folder.json(&give)["outcome"], "created");
    assert_eq!(folder.json(&give)["outcome"], "unchanged");
    assert!(folder.ok(&["consents", "list", "till:1"]).contains("news/3"));
    folder.ok(&["consents", "withdraw", "till:1", "marketing", "email"]);
    assert_eq!(folder.json(&["consents", "list", "till:1"])[0]["state"], "withdrawn");
    let may = ["consents", "may-contact", "till:1", "marketing", "wechat"];
    assert_eq!(folder.json(&may)["reason"], "no_consent");
    assert_eq!(folder.json(&["privacy", "object", "till:1", "--source", "letter"])["outcome"], "created");
    assert_eq!(folder.json(&may)["reason"], "objected");
    assert!(folder.ok(&may).contains("objected"));
    assert!(folder.ok(&["privacy", "restrict", "till:1", "--reason", "legal_claim"]).contains("legal claim"));
    assert_eq!(folder.json(&may)["reason"], "restricted");
    assert_eq!(folder.json(&["privacy", "unrestrict", "till:1"])["outcome"], "updated");
    assert_eq!(folder.json(&may)["reason"], "objected");
    assert_eq!(folder.run(&["privacy", "restrict", "till:1", "--reason", "because"]).code, Some(2));
}

#[test]
fn rules_of_retention_are_set_tried_and_run() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    let retention = |args: &[&'static str]| [&["privacy", "retention"], args].concat();
    assert!(folder.ok(&retention(&["rules"])).contains("No rule"));
    let set = folder.json(&retention(&["set", "events:delete:26m", "customers:anonymise:90d:consent"]));
    assert_eq!(
        set["rules"][1],
        json!({ "data": "customers", "action": "anonymise", "after_months": null, "after_days": 90, "basis": "consent" })
    );
    assert!(folder.ok(&retention(&["rules"])).contains("customers:anonymise:90d:consent"));
    assert!(folder.ok(&["shop", "show"]).contains("events:delete:26m"));
    let seen = ["events", "record", "till:1", "product_viewed", "--at", "2020-01-01T00:00:00Z"];
    folder.ok(&seen);
    let preview = folder.json(&retention(&["preview", "--as-of", "2022-03-02T00:00:00Z"]));
    assert_eq!(preview["rules"][0]["removed"], 1);
    assert_eq!(
        folder.json(&retention(&["preview", "--as-of", "2022-03-01T23:59:59Z"]))["rules"][0]["removed"],
        0
    );
    assert!(folder.ok(&retention(&["preview"])).contains("events:delete:26m"));
    let refused = folder.run(&retention(&["run"]));
    assert_eq!(refused.code, Some(3), "{}", refused.stderr);
    assert!(refused.stderr.contains("--yes"), "{}", refused.stderr);
    assert!(folder.ok(&retention(&["runs"])).contains("No run"));
    assert_eq!(folder.json(&retention(&["run", "--yes", "--actor", "staff:mei"]))["rules"][0]["removed"], 1);
    assert_eq!(folder.json(&retention(&["run", "--yes"]))["rules"][0]["removed"], 0);
    let runs = folder.json(&retention(&["runs"]));
    assert_eq!(
        (&runs["items"][0]["actor"], &runs["items"][0]["finished"]),
        (&json!("staff:mei"), &json!(true))
    );
    assert!(folder.ok(&retention(&["runs"])).contains("staff:mei"));
    folder.ok(&["verify"]);
    assert_eq!(folder.run(&retention(&["set", "orders:delete:26m"])).code, Some(2));
    assert_eq!(folder.run(&retention(&["set", "customers:delete:26m"])).code, Some(3));
    assert_eq!(folder.json(&retention(&["set", "--none"]))["rules"], json!([]));
}

#[test]
fn the_audit_is_looked_through_exported_and_verified() {
    let folder = Folder::with_shop();
    let found = folder.json(&["customers", "list", "--limit", "1"]);
    let id = found["items"][0]["id"].as_str().unwrap();
    let by_hand = ["consents", "give", id, "marketing", "email", "--actor", "staff:mei"];
    folder.ok(&by_hand);
    let mine = folder.json(&["audit", "find", "--by", "staff:mei", "--customer", id]);
    assert_eq!(mine["items"].as_array().unwrap().len(), 1);
    assert_eq!(mine["items"][0]["verb"], "consents.record");
    assert_eq!(folder.json(&["audit", "find", "--verb", "loyalty"])["items"], json!([]));

    let head = folder.json(&["audit", "export", "audit.jsonl"])["head"].clone();
    let lines = std::fs::read_to_string(folder.path("audit.jsonl")).unwrap();
    assert_eq!(lines.lines().count() as u64, head["entries"].as_u64().unwrap());
    assert!(
        lines.lines().last().unwrap().contains(head["hash"].as_str().unwrap()),
        "the last line has the head"
    );
    let (entries, hash) = (head["entries"].to_string(), head["hash"].as_str().unwrap());
    let anchored = ["audit", "verify", "--entries", &entries, "--hash", hash];
    assert_eq!(folder.json(&anchored)["intact"], true);
    let other = "0".repeat(64);
    let wrong = folder.run(&["audit", "verify", "--entries", &entries, "--hash", &other]);
    assert_eq!(wrong.code, Some(1), "{}", wrong.stderr);
    assert!(wrong.stdout.contains("Tampered"), "{}", wrong.stdout);
}
