//! Input that means harm, or nothing, ends soon and says so.

#![allow(clippy::unwrap_used)] // a test that cannot read its data fails

use guanxi_match::{CELL_MOST, Settings, Table, dedupe};

#[test]
fn a_table_without_rows_or_columns() {
    let none: [&str; 0] = [];
    assert!(dedupe(&Table::new(none), &Settings::default()).clusters.is_empty());
    assert!(dedupe(&Table::new(["name", "email"]), &Settings::default()).clusters.is_empty());
    let mut one = Table::new(["name"]);
    one.push(["Ann"]);
    assert_eq!(dedupe(&one, &Settings::default()).clusters, [0]);
}

#[test]
fn rows_that_are_all_equal_are_looked_at_once() {
    let mut table = Table::new(["name", "email", "phone"]);
    for _ in 0..100_000 {
        table.push(["Ann Smith", "ann@smith.org", "+442071234567"]);
    }
    let found = dedupe(&table, &Settings::default());
    assert_eq!(found.report.records, 1);
    assert_eq!(found.clusters.len(), 100_000);
}

#[test]
fn a_huge_cell_is_cut_and_reported() {
    let mut table = Table::new(["name", "notes"]);
    let huge = "x".repeat(10_000_000);
    table.push(["Ann", &huge]);
    table.push(["Bob", &huge]);
    assert!(table.columns()[1].cell(0).len() <= CELL_MOST);
    assert_eq!(dedupe(&table, &Settings::default()).report.truncated, 2);
}

#[test]
fn a_key_everyone_shares_is_reported_and_not_multiplied_out() {
    let mut table = Table::new(["name", "phone", "birth_date"]);
    for row in 0..20_000 {
        let name = format!("{} {}", ["Ann", "Bob", "Cy", "Di"][row % 4], letters(row));
        let day = format!("19{:02}-{:02}-{:02}", 30 + row % 60, 1 + row % 12, 1 + row % 28);
        table.push([&name, "02071234567", &day]);
    }
    let found = dedupe(&table, &Settings::default());
    let pairs: u64 = found.report.rules.iter().map(|rule| rule.1).sum();
    assert!(pairs < 20_000 * 400, "{pairs}");
    assert!(!found.report.oversized.is_empty());
}

fn letters(mut number: usize) -> String {
    let mut text = String::from("q");
    for _ in 0..5 {
        text.push((b'a' + (number % 26) as u8) as char);
        number /= 26;
    }
    text
}
