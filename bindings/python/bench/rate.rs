//! What the same work costs in Rust, to compare with `bench.py` and Node's `bench.mjs`: prints one figure per line, in microseconds of CPU.
//! `rate CUSTOMERS.CSV --bulk` does the bulk calls alone.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark that a developer runs")]

use std::{hint::black_box, io::Cursor};

use cpu_time::ProcessTime;
use guanxi::{CustomerInput, PageRequest, RfmQuery, columns, import::ImportOptions};

/// Microseconds of CPU of the quickest of several rounds.
fn best(rounds: u32, mut work: impl FnMut()) -> f64 {
    let round = |_| {
        let from = ProcessTime::now();
        work();
        from.elapsed().as_secs_f64() * 1e6
    };
    (0..rounds).map(round).fold(f64::INFINITY, f64::min)
}

fn main() {
    let path = std::env::args().nth(1).expect("rate CUSTOMERS.CSV");
    let csv = std::fs::read(path).unwrap();
    let import = best(3, || {
        let crm = guanxi::open("memory:").unwrap();
        crm.imports().customers(Cursor::new(csv.clone()), ImportOptions::new("customers.csv")).unwrap();
    });
    println!("import {import:.0}");
    let inputs: Vec<_> = (0..5000)
        .map(|i| {
            CustomerInput::new()
                .name(format!("Person {i}"))
                .email(format!("p{i}@example.com"))
                .external_id("till", i.to_string())
        })
        .collect();
    let upsert = best(3, || {
        let crm = guanxi::open("memory:").unwrap();
        black_box(crm.customers().upsert_many(inputs.clone()).unwrap());
    });
    println!("upsert_many {upsert:.0}");
    let orders = std::env::args().nth(2);
    if orders.as_deref() == Some("--bulk") {
        return;
    }
    let crm = guanxi::open("memory:").unwrap();
    crm.imports().customers(Cursor::new(csv), ImportOptions::new("customers.csv")).unwrap();
    let page = || crm.customers().list(PageRequest::new().with_limit(1000)).unwrap();
    println!("page {:.0}", best(20, || drop(black_box(page()))));
    let items = page().items;
    println!(
        "customers_as_columns {:.0}",
        best(50, || drop(black_box(columns::rows(&items, None).unwrap())))
    );
    if let Some(path) = orders {
        let orders = std::fs::File::open(path).unwrap();
        crm.imports().orders(orders, ImportOptions::new("orders.csv")).unwrap();
        let mut scores = crm.reports().rfm_scores(RfmQuery::default()).unwrap();
        scores.truncate(1000);
        println!(
            "scores_as_columns {:.0}",
            best(50, || drop(black_box(columns::rows(&scores, None).unwrap())))
        );
    }
    let get = best(20, || (0..1000).for_each(|_| drop(black_box(crm.shop().get().unwrap()))));
    println!("shop_get {:.3}", get / 1000.0);
    let empty = guanxi::open("memory:").unwrap();
    let count = best(50, || {
        for _ in 0..1000 {
            black_box(empty.customers().count().unwrap());
        }
    });
    println!("count_of_none {:.3}", count / 1000.0);
}
