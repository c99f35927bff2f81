use serde_json::json;

use super::Folder;

const CASE: &str = r#"
about = "A customer is found under its e-mail."
now = "2026-03-01T02:15:00Z"

[[step]]
call = "customers.upsert"
with = { name = "Li Wei", email = "li.wei@example.cn" }
expect = { outcome = "created" }
"#;

#[test]
fn cases_run_and_a_failed_one_is_told() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("cases")).unwrap();
    folder.write("cases/good.toml", CASE);
    let verdict = folder.json(&["case", "cases"]);
    assert_eq!((&verdict["passed"], &verdict["cases"][0]["steps"]), (&json!(true), &json!(1)), "{verdict}");

    folder.write("cases/wrong.toml", &CASE.replace("created", "updated"));
    let ran = folder.run(&["case", "cases"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    assert!(
        ran.stdout.contains("FAILED cases/wrong.toml, line ") && ran.stdout.ends_with("2 cases, 1 failed\n"),
        "{}",
        ran.stdout
    );
    let ran = folder.run(&["case", "missing.toml"]);
    assert_eq!(ran.code, Some(1), "a case that cannot be read is no passed one");
}
