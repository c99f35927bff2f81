//! Sorted neighbourhood finds what no key finds, in a batch and one by one, and bounds what it looks at.

#![allow(clippy::unwrap_used)] // a test that cannot read its settings fails

use guanxi_match::{Index, Settings, Table, dedupe, forecast};

/// The family name alone decides what is compared: its text, or what stands near it.
fn settings(window: &str) -> Settings {
    let text = format!(
        r#"
        [[rules]]
        name = "family name"
        parts = [{{ field = 1, key = 0 }}]
        {window}
        "#
    );
    Settings::from_toml(&text).unwrap()
}

/// Three hundred people, each written twice, the second time with a letter more at the end of the family name.
fn slips() -> Table {
    let mut table = Table::new(COLUMNS);
    for at in 0..300_usize {
        let family = [1, 10, 100].map(|digit| SYLLABLES[at / digit % 10]).concat() + "n";
        let given = ["Alice", "Bruno", "Clara", "David", "Elena", "Felix", "Greta", "Hugo"][at % 8];
        let day = format!("19{:02}-{:02}-{:02}", 40 + at % 59, 1 + at % 12, 1 + at % 28);
        let email = format!("{}{at}@mailbox.org", given.to_lowercase());
        table.push([given, &family, &day, &email]);
        table.push([given, &format!("{family}g"), &day, &email]);
    }
    table
}

const SYLLABLES: [&str; 10] = ["ba", "do", "fe", "gi", "ku", "la", "mo", "ne", "ri", "su"];
const COLUMNS: [&str; 4] = ["first_name", "last_name", "birth_date", "email"];

#[test]
fn what_stands_near_is_found_where_no_key_is_shared() {
    let table = slips();
    let found = |settings: &Settings| dedupe(&table, settings).numbers().last().copied();
    assert_eq!(found(&settings("")), Some(600), "no two have one family name");
    assert_eq!(found(&settings("window = 2")), Some(300));
}

#[test]
fn what_comes_later_falls_in_where_it_belongs() {
    let table = slips();
    let mut seen = Table::new(COLUMNS);
    (0..table.rows()).filter(|row| row % 2 == 0).for_each(|row| seen.push(table.row(row)));
    let model = dedupe(&table, &settings("window = 2")).model;
    let mut index = Index::of(model, &seen);
    for row in (1..table.rows()).step_by(2) {
        let found = index.matching(&table.record(row));
        assert!(found.iter().any(|found| found.row as usize == row / 2), "row {row}");
    }
}

#[test]
fn pairs_grow_with_the_window_and_a_crowded_one_is_reported() {
    let pairs = |window| forecast(&slips(), &settings(window)).pairs();
    assert!(pairs("window = 2") <= 600 * 4 && pairs("window = 8") <= 600 * 16);
    assert!(pairs("window = 2") < pairs("window = 8"));
    let mut crowd = slips();
    (0..1000).for_each(|at| crowd.push(["Ann", "Berg", "", &format!("{at}@mailbox.org")]));
    let before = forecast(&crowd, &settings("window = 2"));
    assert!(before.oversized.iter().any(|key| key.records >= 1000), "{:?}", before.oversized);
    assert!(before.pairs() < 600 * 4 + 1000 * 120, "{}", before.pairs());
}
