use super::Folder;
use serde_json::json;

#[test]
fn a_check_needs_no_store_and_tells_by_its_exit_code() {
    let folder = Folder::new();
    let valid = folder.run(&["segments", "check", "number_of_orders >= 3 AND last_order_date < -90d"]);
    assert_eq!(valid.code, Some(0), "{}", valid.stderr);
    let ran = folder.run(&["segments", "check", "total_spent > 5 AND", "--json"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(answer["valid"], false);
    let codes: Vec<_> = answer["problems"].as_array().unwrap().iter().map(|p| p["code"].clone()).collect();
    assert_eq!(codes, [json!("SEGMENT_SYNTAX"), json!("SEGMENT_UNKNOWN_ATTRIBUTE")]);
    assert_eq!(answer["problems"][1]["suggestion"], "amount_spent");
}

#[test]
fn a_profile_refuses_what_its_language_has_not() {
    let folder = Folder::new();
    let args = ["segments", "check", "TOP 10 BY amount_spent"];
    assert_eq!(folder.run(&args).code, Some(0));
    assert_eq!(folder.run(&[&args[..], &["--profile", "shopify"]].concat()).code, Some(2));
}

#[test]
fn a_query_comes_from_standard_input_too() {
    let folder = Folder::new();
    let ran = folder.run_with(&["segments", "fmt"], "products_purchased(tag: 'x') = false\n");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "products_purchased NOT MATCHES (tag = 'x')\n"));
}

#[test]
fn a_shop_is_counted_defined_and_explained() {
    let folder = Folder::with_shop();
    let all = folder.json(&["segments", "count", "number_of_orders >= 0"]);
    assert_eq!(all["members"], all["customers"]);
    folder.ok(&["segments", "define", "buyers", "number_of_orders > 0", "--name", "Buyers"]);
    let buyers = folder.json(&["segments", "count", "segment('buyers')"]);
    let others = folder.json(&["segments", "count", "NOT segment('buyers')"]);
    let sum = buyers["members"].as_u64().unwrap() + others["members"].as_u64().unwrap();
    assert!(buyers["members"].as_u64() > Some(0) && Some(sum) == all["customers"].as_u64());
    let page = folder.json(&["segments", "members", "segment('buyers')", "--limit", "1"]);
    let member = page["items"][0]["customer_id"].as_str().unwrap();
    assert!(folder.ok(&["segments", "explain", member, "segment('buyers')"]).contains("number_of_orders"));
    assert!(folder.ok(&["segments", "diff", "buyers", "number_of_orders > 1"]).contains("would leave"));
    assert!(folder.ok(&["segments", "list"]).contains("number_of_orders > 0"));
    assert!(folder.ok(&["segments", "of", member]).contains("buyers"));
    let moves = folder.json(&["segments", "of", member, "--history"]);
    assert_eq!(
        (&moves["items"][0]["segment"], &moves["items"][0]["entered"]),
        (&"buyers".into(), &true.into())
    );
    assert!(folder.ok(&["segments", "advance"]).contains("0 entered, 0 left."));
    assert_eq!(folder.run(&["segments", "count", "foo"]).code, Some(3));
}

#[test]
fn sizes_and_overlaps_are_those_that_counting_gives() {
    let folder = Folder::with_shop();
    assert!(folder.ok(&["segments", "overlap"]).contains("No segment yet."));
    folder.ok(&["segments", "define", "buyers", "number_of_orders > 0"]);
    folder.ok(&["segments", "define", "big", "amount_spent >= 100 AS OF 1998-06-30", "--name", "Big"]);
    let counted = |query: &str| folder.json(&["segments", "count", query])["members"].clone();
    let (big, buyers) = (counted("segment('big')"), counted("segment('buyers')"));
    let both = counted("segment('big') AND segment('buyers')");
    let sizes = folder.json(&["segments", "list", "--sizes"]);
    let members: Vec<_> = sizes["items"].as_array().unwrap().iter().map(|i| i["members"].clone()).collect();
    assert_eq!(members, [big.clone(), buyers.clone()]);
    assert!(big.as_u64() > Some(0) && folder.ok(&["segments", "list", "--sizes"]).contains("Big"));
    let overlap = folder.json(&["segments", "overlap", "buyers", "big"]);
    assert_eq!(overlap["rows"][0]["both"], json!([buyers, both]));
    assert_eq!(overlap["rows"][1]["both"], json!([both, big]));
    assert!(folder.ok(&["segments", "overlap"]).contains("100.00 %"));
    for n in 0..4 {
        folder.ok(&["segments", "define", &format!("more-{n}"), &format!("number_of_orders > {n}")]);
    }
    assert!(folder.ok(&["segments", "overlap"]).contains("of other"));
    assert_eq!(folder.run(&["segments", "overlap", "nobodys"]).code, Some(4));
}
