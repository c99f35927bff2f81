//! Processor time of a table, and how long one record against all and the explanation of one pair take.
//!
//! `cargo run --release -p guanxi-match --example latency -- FILE.csv`; a column `cluster`, the truth, is left out.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::{hint::black_box, time::Instant};

use guanxi_match::{Index, Settings, Table, dedupe};

fn main() {
    let file = std::env::args().nth(1).unwrap();
    let table = read(&file).without(&["cluster"]);
    let begun = cpu_time::ProcessTime::now();
    let found = dedupe(&table, &Settings::default());
    println!("{file}: {} rows, {:.3} CPU s", table.rows(), begun.elapsed().as_secs_f64());
    let mut index = Index::of(found.model, &table);
    let rows: Vec<usize> = (0..table.rows()).step_by((table.rows() / ASKED).max(1)).collect();
    time("one record against all", &rows, |row| _ = black_box(index.matching(&table.record(row))));
    time("explain one pair", &rows, |row| _ = black_box(index.explain(row as u32, 0)));
}

/// Records that are asked for, in turn.
const ASKED: usize = 5000;

fn time(what: &str, rows: &[usize], mut call: impl FnMut(usize)) {
    let nanos = rows.iter().map(|&row| {
        let begun = Instant::now();
        call(row);
        begun.elapsed().as_nanos()
    });
    let mut nanos: Vec<u128> = nanos.collect();
    nanos.sort_unstable();
    let at = |percent: usize| nanos[(nanos.len() - 1) * percent / 100] as f64 / 1000.0;
    println!("{what}: p50 {:.1} µs, p99 {:.1} µs", at(50), at(99));
}

fn read(file: &str) -> Table {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let mut table = Table::new(reader.headers().unwrap());
    reader.records().for_each(|record| table.push(&record.unwrap()));
    table
}
