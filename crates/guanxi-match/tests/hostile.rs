//! Input that means harm, or nothing, ends soon and says so.

#![allow(clippy::unwrap_used)] // a test that cannot read its data fails
#![allow(clippy::print_stdout)] // what a million rows take

use std::collections::BTreeSet;

use cpu_time::ProcessTime;
use guanxi_match::{CELL_MOST, Deduped, Settings, Table, dedupe, forecast};

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
    assert!(found.clusters.iter().all(|&cluster| cluster == 0), "copies of one row are one person");
    assert!(found.model.warnings().iter().any(|warning| warning.contains("all 100000 rows")));
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

#[test]
fn a_column_of_one_value_is_no_evidence() {
    for (name, value) in
        [("city", "Berlin"), ("name", "Ann Smith"), ("email", "info@shop.org"), ("gender", "f")]
    {
        let mut alone = Table::new([name]);
        let mut numbered = Table::new(["row_id", name]);
        for row in 0..5_000 {
            alone.push([value]);
            numbered.push([format!("r{row}").as_str(), value]);
        }
        for table in [&alone, &numbered] {
            let found = dedupe(table, &Settings::default());
            let clusters: BTreeSet<u32> = found.clusters.iter().copied().collect();
            assert_eq!(clusters.len(), 5_000, "{name}");
            assert!(!found.model.warnings().is_empty(), "{name}");
        }
    }
}

#[test]
fn rows_that_say_nothing_are_nobody() {
    let mut table = Table::new(["name", "email"]);
    for cells in [["", ""], ["Ann Smith", "ann@smith.org"], ["", " "], ["n/a", "-"]] {
        table.push(cells);
    }
    assert_eq!(dedupe(&table, &Settings::default()).clusters, [0, 1, 2, 3]);
}

/// Every row is like many others, in names, phones and dates that are one slip apart.
fn near_duplicates(rows: usize) -> Table {
    let mut table = Table::new(["name", "email", "phone", "birth_date"]);
    for row in 0..rows {
        let name = format!("Ann{} Smith{}", letters(row % 100), letters(row / 100 % 100));
        let email = format!("ann.smith{}@mailbox.org", row % 1_009);
        let day = format!("1980-01-{:02}", 1 + row % 28);
        table.push([name, email, format!("020712{:05}", row % 9_973), day]);
    }
    table
}

#[test]
fn adversarial_near_duplicates_make_a_bounded_number_of_pairs() {
    let table = near_duplicates(6_000);
    let before = forecast(&table, &Settings::default());
    assert!(before.pairs() <= 2_000_000 + 36_000 * 10, "{}", before.pairs());
    let found = dedupe(&table, &Settings::default());
    assert_eq!(found.clusters.len(), 6_000);
    assert_eq!(found.report.rules, before.rules);
    assert_eq!(found.report.oversized, before.oversized);
}

#[test]
fn too_many_pairs_lower_the_cap_and_it_is_said() {
    let mut table = Table::new(["name", "email"]);
    for row in 0..60_000 {
        let name = format!("{} {}", letters(row / 100), letters(row / 100 + 7));
        table.push([name, format!("{}@mailbox.org", letters(row))]);
    }
    let settings = Settings { block_most: 20_000, ..Settings::default() };
    let before = forecast(&table, &settings);
    assert!(before.cap <= 20_000 && before.pairs() < 64 * 60_000 + 300_000 * 10, "{before:?}");
    let few = forecast(&table, &Settings { block_most: 100, ..settings });
    assert_eq!(few.cap, 100);
}

/// Deduplicates a table and prints what that took: the figures that `docs/benchmarks.md` tells.
fn measured(table: &Table) -> Deduped {
    let begun = ProcessTime::now();
    let found = dedupe(table, &Settings::default());
    let seconds = begun.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory not known").to_owned();
    let clusters: BTreeSet<u32> = found.clusters.iter().copied().collect();
    println!(
        "{seconds:.2} s, {peak}, {} clusters, {} keys too large",
        clusters.len(),
        found.report.oversized.len()
    );
    found
}

#[test]
#[ignore = "a million rows: run it alone, with --release"]
fn a_million_rows_that_are_all_equal() {
    let mut table = Table::new(["name", "email", "phone"]);
    (0..1_000_000).for_each(|_| table.push(["Ann Smith", "ann@smith.org", "+442071234567"]));
    assert!(measured(&table).clusters.iter().all(|&cluster| cluster == 0));
}

#[test]
#[ignore = "a million rows: run it alone, with --release"]
fn a_million_rows_with_a_column_of_one_value() {
    let mut table = Table::new(["row_id", "name"]);
    (0..1_000_000).for_each(|row| table.push([format!("r{row}").as_str(), "Ann Smith"]));
    assert!((0..).zip(measured(&table).clusters).all(|(row, cluster)| row == cluster));
}

#[test]
#[ignore = "a million rows: run it alone, with --release"]
fn a_million_rows_that_are_near_duplicates() {
    assert!(measured(&near_duplicates(1_000_000)).report.oversized.len() > 1_000);
}

fn letters(mut number: usize) -> String {
    let mut text = String::from("q");
    for _ in 0..5 {
        text.push((b'a' + (number % 26) as u8) as char);
        number /= 26;
    }
    text
}
