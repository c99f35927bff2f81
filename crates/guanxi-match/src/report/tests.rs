use super::*;
use crate::{
    Settings, dedupe,
    evaluate::{THRESHOLDS, Truth, evaluate},
};

/// Forty people twice, the second time with a slip, and the truth.
fn people() -> (Table, Vec<String>) {
    let given = ["Anna", "Bernd", "Clara", "David", "Emma", "Felix", "Greta", "Hugo"];
    let family = ["Abel", "Brandt", "Conrad", "Dietz", "Engel"];
    let mut table = Table::new(["first_name", "last_name", "email", "city"]);
    let mut truth = Vec::new();
    for person in 0..40 {
        let (g, f) = (given[person % 8], family[person / 8]);
        let email = format!("{}.{}{person}@mailbox.org", g.to_lowercase(), f.to_lowercase());
        table.push([g, f, &email, "Berlin"]);
        table.push([g, &f.replace('n', "m"), &email, "Potsdam"]);
        truth.extend([person.to_string(), person.to_string()]);
    }
    (table, truth)
}

fn drawn(table: &Table, truth: Option<&[String]>, title: &str) -> String {
    let found = dedupe(table, &Settings::default());
    let again = Again::new(table, &found.model, THRESHOLDS[0]);
    let evaluation = truth.map(|truth| {
        let truth = Truth::of(truth.iter().map(String::as_str));
        evaluate(&again, &found, truth, PAIRS_MOST)
    });
    page(&Subject { title, table, found: &found, rows: &[], evaluation: evaluation.as_ref() }, &again)
}

#[test]
fn every_picture_is_there_and_nothing_from_elsewhere() {
    let (table, truth) = people();
    let page = drawn(&table, Some(&truth), "people.csv");
    for id in ["pairs", "quality", "weights", "scores", "clusters", "blocks", "fields"] {
        assert!(page.contains(&format!("<section id={id}>")), "{id}");
    }
    assert!(page.contains("Personal data.") && page.contains("<svg") && page.contains("class=waterfall"));
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    let without = drawn(&table, None, "people.csv");
    assert!(!without.contains("id=quality") && without.contains("id=clusters"));
}

#[test]
fn a_decided_pair_is_no_longer_doubtful() {
    let (table, _) = people();
    let model = dedupe(&table, &Settings::default()).model;
    let doubtful = |labels: &[crate::Label]| {
        let found = model.dedupe_with(&table, labels);
        Subject { title: "t", table: &table, found: &found, rows: &[], evaluation: None }.doubtful()
    };
    let all = doubtful(&[]);
    let first = all[0];
    let labels = [crate::Label { left: first.right, right: first.left, same: true }];
    assert_eq!(doubtful(&labels), all[1..]);
}

#[test]
fn the_largest_blocks_are_always_listed_and_those_over_the_cap_marked() {
    let (table, _) = people();
    let of = |block_most| {
        let found = dedupe(&table, &Settings { block_most, ..Settings::default() });
        let subject = Subject { title: "t", table: &table, found: &found, rows: &[], evaluation: None };
        (found.report.clone(), blocks::section(&subject).body)
    };
    let (report, body) = of(120);
    assert!(report.largest.len() == 10 && report.cap == 120 && report.oversized.is_empty(), "{report:?}");
    assert!(report.largest.is_sorted_by(|a, b| a.records >= b.records));
    assert!(body.contains("Largest blocks") && body.contains("No key is shared by more than 120 records."));
    assert_eq!(body.matches("<td>compared").count(), 10);
    let (report, body) = of(3);
    assert!(report.largest.iter().all(|block| block.records <= 3) && report.cap == 3);
    assert!(body.contains("<b>too large</b>") && body.contains("shared by more than 3 records"));
}

#[test]
fn hostile_cells_stay_text() {
    let (mut table, _) = people();
    let bad = "</script><script>alert(1)</script><img onerror=\"x\" src='y'>\u{202E}\u{0}&";
    for _ in 0..3 {
        table.push([bad, bad, "evil@mailbox.org", bad]);
        table.push(["Anna", &"<b>".repeat(200_000), "evil@mailbox.org", "</style>"]);
    }
    let page = drawn(&table, None, bad);
    assert_eq!(page.matches("<script>").count(), 1, "ours");
    assert_eq!(page.matches("</script>").count(), 1);
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(!page.contains("<img") && !page.contains("<b><b>") && !page.contains('\u{202E}'));
    assert!(page.contains("&lt;/script&gt;"), "it is shown");
    assert!(page.len() < 2_000_000, "{}", page.len());
}

#[test]
fn a_column_is_named_like_an_attack_too() {
    let mut table = Table::new(["<i>name</i>", "e-mail\"><script>"]);
    for row in 0..30 {
        table.push([format!("Anna {row}"), format!("anna{}@mailbox.org", row / 2)]);
    }
    let page = drawn(&table, None, "t");
    assert!(!page.contains("<i>name") && !page.contains("\"><script>"));
}

#[test]
fn tables_with_nothing_in_them_have_a_page() {
    for table in [Table::new(["name"]), Table::new(Vec::<String>::new())] {
        let page = drawn(&table, Some(&[]), "empty.csv");
        assert!(
            page.contains("Every row is a cluster of its own") && page.contains("No pair was compared"),
            "{page}"
        );
    }
    let mut one = Table::new(["name", "email"]);
    one.push(["Anna", "anna@mailbox.org"]);
    assert!(drawn(&one, Some(&["1".to_owned()]), "one.csv").ends_with("</html>\n"));
}

#[test]
fn chinese_is_shown_as_it_is() {
    let mut table = Table::new(["姓名", "电话"]);
    let names = ["张伟", "王芳", "李娜", "刘洋", "陈静", "杨敏"];
    for row in 0..60 {
        let phone = format!("138{:08}", (row / 2 * 7_919_317 + 21_436_587) % 100_000_000);
        table.push([if row == 1 { "張偉" } else { names[row / 2 % 6] }.to_owned(), phone]);
    }
    assert!(drawn(&table, None, "客户.csv").contains("张伟"));
}
