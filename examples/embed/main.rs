//! guanxi inside a program that has other things to do: web hooks come in on several threads and are recorded at once;
//! another thread follows the feed and keeps what the rest of the program needs to know, here a count of orders per
//! customer for its start page.
//!
//! `cargo run --example embed` keeps nothing; `cargo run --example embed -- ./shop` keeps a store on disk.
#![allow(clippy::print_stdout)] // an example talks

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, mpsc},
    thread,
};

use guanxi::{ChangeKind, Crm, CustomerId, OrderInput, PageRequest, RefundInput, Result};

/// What the web shop sends: one JSON document per call. A call may come twice, and a refund before its order.
const HOOKS: &[(&str, &str)] = &[
    (
        "orders/paid",
        r#"{"source": "shop", "external_id": "1001", "placed_at": "2026-03-01T10:15:00+08:00",
        "customer": "shop:7", "lines": [{"sku": "MUG", "quantity": 2, "unit_price": "134.00 CNY"}], "financial_status": "paid"}"#,
    ),
    (
        "orders/paid",
        r#"{"source": "shop", "external_id": "1002", "placed_at": "2026-03-02T09:00:00+08:00",
        "customer": "shop:8", "total": "59.90 CNY", "financial_status": "paid"}"#,
    ),
    ("refunds/create", r#"{"order": "shop:1003", "external_id": "R1", "amount": "20.00 CNY"}"#),
    (
        "orders/paid",
        r#"{"source": "shop", "external_id": "1003", "placed_at": "2026-03-02T11:30:00+08:00",
        "customer": "shop:7", "total": "88.00 CNY", "financial_status": "paid"}"#,
    ),
    (
        "orders/paid",
        r#"{"source": "shop", "external_id": "1001", "placed_at": "2026-03-01T10:15:00+08:00",
        "customer": "shop:7", "lines": [{"sku": "MUG", "quantity": 2, "unit_price": "134.00 CNY"}], "financial_status": "paid"}"#,
    ),
    ("orders/paid", r#"{"source": "shop", "external_id": "1004", "placed_at": "today"}"#),
];

fn main() -> Result<()> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "memory:".to_owned());
    let counts = run(&url)?;
    for (customer, orders) in counts {
        println!("{customer}: {orders} orders");
    }
    Ok(())
}

/// Takes every hook in on three threads, follows the feed to its end, and gives the count of orders per customer.
pub(crate) fn run(url: &str) -> Result<BTreeMap<CustomerId, u64>> {
    let crm = guanxi::open(url)?;
    let (hooks, inbox) = mpsc::channel();
    HOOKS.iter().for_each(|hook| hooks.send(*hook).unwrap_or_default());
    drop(hooks); // the inbox ends when it is empty
    let inbox = Arc::new(Mutex::new(inbox));
    let workers: Vec<_> = (1..=3).map(|n| spawn_worker(n, crm.clone(), inbox.clone())).collect();
    workers.into_iter().for_each(|worker| worker.join().unwrap_or_default());
    let counts = follow(&crm)?;
    crm.close()?;
    Ok(counts)
}

type Inbox = Arc<Mutex<mpsc::Receiver<(&'static str, &'static str)>>>;

/// Handles are cheap to clone and safe to share; each thread acts under a name of its own, which the audit keeps.
fn spawn_worker(n: u32, crm: Crm, inbox: Inbox) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let crm = crm.acting_as(guanxi::Actor::staff(&format!("hooks-{n}")));
        loop {
            let next = inbox.lock().unwrap_or_else(|e| e.into_inner()).recv();
            let Ok((topic, body)) = next else { return };
            match take(&crm, topic, body) {
                Ok(what) => println!("{topic}: {what}"),
                Err(why) => println!("{topic}: refused, {why}"),
            }
        }
    })
}

/// Records one hook. The shop's JSON is that of the inputs here; a real shop's is mapped field by field.
fn take(crm: &Crm, topic: &str, body: &str) -> Result<String, Box<dyn std::error::Error>> {
    match topic {
        "orders/paid" => {
            let receipt = crm.orders().record(serde_json::from_str::<OrderInput>(body)?)?;
            Ok(format!("{:?}", receipt.outcome).to_lowercase())
        }
        "refunds/create" => {
            let receipt = crm.orders().refund(serde_json::from_str::<RefundInput>(body)?)?;
            Ok(if receipt.replayed { "known already" } else { "recorded" }.to_owned())
        }
        other => Err(format!("nobody asked for {other}").into()),
    }
}

/// Reads the feed from the beginning to its present end. A program that keeps the last cursor goes on from there.
fn follow(crm: &Crm) -> Result<BTreeMap<CustomerId, u64>> {
    let mut counts = BTreeMap::new();
    let mut page = PageRequest::new().with_limit(100);
    loop {
        let changes = crm.feed().changes(page)?;
        if changes.items.is_empty() {
            return Ok(counts);
        }
        let recorded = changes.items.iter().filter(|change| change.kind == ChangeKind::OrderRecorded);
        recorded.filter_map(|change| change.customer_id).for_each(|id| *counts.entry(id).or_default() += 1);
        page = PageRequest::new().with_limit(100).with_cursor(changes.next_cursor);
    }
}
