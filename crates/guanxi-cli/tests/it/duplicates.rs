use std::{
    io::Write,
    process::{Output, Stdio},
};

use serde_json::json;

use super::Folder;

const PEOPLE: &str = "source,id,name,email,phone,birth_date
shopify,1,Anna Wolf,anna@web.de,,1980-05-01
till,1,Anna Wolf,,+4915112345678,1980-05-01
shopify,2,Bernd Krause,bernd@web.de,,1970-02-03
till,2,Bernd Krause,,+4915112345679,1970-02-03
till,3,Carla Vogt,,+4915112345670,1991-11-12
";

fn people() -> Folder {
    let folder = Folder::new();
    folder.write("people.csv", PEOPLE);
    folder.ok(&["import", "customers", "people.csv"]);
    folder
}

/// What a walk with these answers prints.
fn walk(folder: &Folder, args: &[&str], answers: &str) -> String {
    let mut command = folder.command(&[&["duplicates", "review"], args].concat());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    assert!(status.success() && stderr.is_empty(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

#[test]
fn pairs_are_listed_and_walked_through() {
    let folder = people();
    let pairs = folder.json(&["duplicates", "list"]);
    let likely: Vec<_> = pairs["items"].as_array().unwrap().iter().filter(|p| p["likely"] == true).collect();
    assert_eq!(likely.len(), 2, "{pairs}");
    assert!(folder.ok(&["duplicates", "list"]).contains("probability"));
    assert_eq!(folder.json(&["duplicates", "run"])["merges"], json!([]));
    // What is no answer is asked again; the second pair is kept apart.
    let walked = walk(&folder, &[], "what?\nm\nn\n");
    assert!(walked.contains("One person?") && walked.contains("birth_date"), "{walked}");
    assert_eq!(folder.json(&["stats"])["customers"], 4);
    let rest = walk(&folder, &[], "");
    assert!(!rest.contains("One person?"), "all is decided: {rest}");
    assert_eq!(folder.json(&["duplicates", "review"])["items"], json!([]));
    folder.ok(&["verify"]);
}

#[test]
fn two_become_one_and_two_again() {
    let folder = people();
    let why = folder.ok(&["duplicates", "explain", "shopify:1", "till:1"]);
    assert!(why.contains("given name") && why.contains("together"), "{why}");
    let merged = folder.json(&["duplicates", "merge", "shopify:1", "till:1"]);
    let old = merged["merged"].as_str().unwrap();
    let records = folder.json(&["duplicates", "explain", "till:1"]);
    assert_eq!(records["records"].as_array().unwrap().len(), 2);
    assert!(folder.ok(&["duplicates", "explain", "till:1"]).contains("What makes them one"));
    let parted = folder.json(&["duplicates", "unmerge", old]);
    assert_eq!(parted["customer"]["id"], old);
    assert!(folder.ok(&["duplicates", "history", "till:1"]).contains("unmerged"));
    folder.ok(&["duplicates", "decide", "till:2", "shopify:2", "later"]);
    assert_eq!(folder.json(&["duplicates", "run", "--link", "yes"])["merges"].as_array().unwrap().len(), 1);
    folder.ok(&["verify"]);
}
