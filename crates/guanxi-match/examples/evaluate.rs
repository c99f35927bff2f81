//! Deduplicates a CSV file that knows the truth (a column `cluster`, which is not looked at), and tells how well.
//!
//! `cargo run --release -p guanxi-match --example evaluate -- FILE.csv [MORE.csv to append ...]`
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use std::collections::HashMap;

use guanxi_match::{Settings, Table, dedupe, evaluate};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (verbose, files): (Vec<_>, Vec<_>) = args.into_iter().partition(|arg| arg.starts_with("--"));
    let (table, truth) = read(&files);
    let begun = cpu_time::ProcessTime::now();
    let wall = std::time::Instant::now();
    let found = dedupe(&table, &Settings::default());
    let (cpu, wall) = (begun.elapsed(), wall.elapsed());
    if !verbose.is_empty() {
        for field in &found.model.schema().fields {
            eprintln!("{:?} {} {:?} within {:?}", field.kind, field.name, field.source, field.within);
        }
        for left in &found.model.schema().left_out {
            eprintln!("left out {left:?}");
        }
        found.report.rules.iter().for_each(|rule| eprintln!("{rule:?}"));
        eprintln!("oversized {}", found.report.oversized.len());
        for level in found.model.levels() {
            eprintln!(
                "{:<16} {:<14} {:<32} m {:<10.6} u {:<10.7} h {:<10.6} {:>7.2}",
                level.field, level.around, level.level, level.m, level.u, level.household, level.weight
            );
        }
        eprintln!("prior {:e} household {:e}", found.model.prior(), found.model.household());
        if verbose.iter().any(|arg| arg == "--latency") {
            latency(&table, &found.model);
        }
        if verbose.iter().any(|arg| arg == "--wrong") {
            wrong(&table, &truth, &found);
        }
    }
    let pairs: u64 = found.report.rules.iter().map(|rule| rule.1).sum();
    let quality = evaluate::pairwise(&found.clusters, &truth);
    let cubed = evaluate::b_cubed(&found.clusters, &truth);
    let mut best = (0.0, 0.0);
    if table.rows() < 100_000 && !verbose.iter().any(|arg| arg == "--wrong" || arg == "--quick") {
        for threshold in
            [0.01, 0.05, 0.1, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999]
        {
            let settings = Settings { threshold, ..Settings::default() };
            let f1 = evaluate::pairwise(&dedupe(&table, &settings).clusters, &truth).f1();
            if f1 > best.0 {
                best = (f1, threshold);
            }
        }
    }
    println!(
        "{:<28} rows {:>7} records {:>7} pairs<= {:>9} cpu {:>7.3} wall {:>6.3}  P {:.4} R {:.4} F1 {:.4} B3 {:.4}  best F1 {:.4} at {}",
        files[0].rsplit('/').next().unwrap(),
        found.report.rows,
        found.report.records,
        pairs,
        cpu.as_secs_f64(),
        wall.as_secs_f64(),
        quality.precision,
        quality.recall,
        quality.f1(),
        cubed.f1(),
        best.0,
        best.1,
    );
}

fn read(files: &[String]) -> (Table, Vec<u32>) {
    let mut names: HashMap<String, u32> = HashMap::new();
    let mut truth = Vec::new();
    let mut table: Option<Table> = None;
    for file in files {
        let mut reader = csv::Reader::from_path(file).unwrap();
        let headers = reader.headers().unwrap().clone();
        let at = headers.iter().position(|name| name == "cluster").unwrap();
        let kept = |record: &csv::StringRecord| -> Vec<String> {
            record.iter().enumerate().filter(|cell| cell.0 != at).map(|cell| cell.1.to_owned()).collect()
        };
        let table = table.get_or_insert_with(|| Table::new(kept(&headers)));
        for record in reader.records() {
            let record = record.unwrap();
            let next = names.len() as u32;
            truth.push(*names.entry(record[at].to_owned()).or_insert(next));
            table.push(kept(&record));
        }
    }
    (table.unwrap(), truth)
}

/// Lists wrong pairs: said and not true, true and not said.
fn wrong(table: &Table, truth: &[u32], found: &guanxi_match::Deduped) {
    let mut shown = [0, 0];
    let weights: HashMap<(u32, u32), f64> =
        found.pairs.iter().map(|pair| ((pair.left, pair.right), pair.weight)).collect();
    for l in 0..table.rows() {
        for r in l + 1..table.rows() {
            let (said, is) = (found.clusters[l] == found.clusters[r], truth[l] == truth[r]);
            if said != is && shown[usize::from(is)] < 2000 {
                shown[usize::from(is)] += 1;
                let what = if said { "FALSE" } else { "MISSED" };
                eprintln!(
                    "{what} {:?}\n   {}\n   {}",
                    weights.get(&(l as u32, r as u32)),
                    table.row(l).join("|"),
                    table.row(r).join("|")
                );
                let why = found.model.explain(&table.record(l), &table.record(r));
                let fields: Vec<String> = why
                    .fields
                    .iter()
                    .map(|e| format!("{}: {} {:+.1}{:+.1}", e.field, e.level, e.weight, e.frequency))
                    .collect();
                eprintln!(
                    "   {:.2} = prior {:.1}, {}, household {:.1}",
                    why.weight,
                    why.prior,
                    fields.join(", "),
                    why.household
                );
            }
        }
    }
}

/// Times one record against all, and the explanation of a pair.
fn latency(table: &Table, model: &guanxi_match::Model) {
    let mut index = guanxi_match::Index::of(model.clone(), table);
    let step = (table.rows() / 5000).max(1);
    let mut nanos = [Vec::new(), Vec::new()];
    for row in (0..table.rows()).step_by(step) {
        let record = table.record(row);
        let begun = std::time::Instant::now();
        std::hint::black_box(index.matching(&record));
        nanos[0].push(begun.elapsed().as_nanos());
        let begun = std::time::Instant::now();
        std::hint::black_box(index.explain(row as u32, 0));
        nanos[1].push(begun.elapsed().as_nanos());
    }
    for (what, mut nanos) in ["match", "explain"].into_iter().zip(nanos) {
        nanos.sort_unstable();
        eprintln!("{what}: p50 {} ns, p99 {} ns", nanos[nanos.len() / 2], nanos[nanos.len() * 99 / 100]);
    }
}
