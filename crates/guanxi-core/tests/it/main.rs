//! The core through its public handle, on memory storage.

#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

mod consents;
mod customers;
mod dedupe;
mod events;
mod feed;
mod freshness;
mod identity;
mod imports;
mod laws;
mod occasions;
mod orders;
mod payloads;
mod privacy;
mod products;
mod reports;
mod retention;
mod rows;
mod segments;
mod shop;
mod sums;
mod survivorship;

use std::sync::Arc;

use guanxi_core::{
    Crm,
    customer::{CustomerInput, CustomerRef},
    id::SeededRandom,
    money::Money,
    order::OrderInput,
    storage::Memory,
    time::{FixedClock, Timestamp},
};

/// The time of every test, unless it says otherwise.
const NOW: &str = "2026-03-01T02:15:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

/// A store in memory with a clock that can be set.
fn open() -> (Crm, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::new(at(NOW)));
    let crm = Crm::new(Arc::new(Memory::storage()), clock.clone(), Box::new(SeededRandom::new(7))).unwrap();
    (crm, clock)
}

fn crm() -> Crm {
    open().0
}

fn input(source: &str, id: &str) -> CustomerInput {
    CustomerInput::new().external_id(source, id)
}

fn record(source: &str, id: &str) -> CustomerRef {
    CustomerRef::Record { source: source.into(), external_id: id.into() }
}

fn order(id: &str, placed_at: &str, total: &str) -> OrderInput {
    OrderInput::new("shop", id, at(placed_at)).total(money(total))
}

/// Every test ends with it: state is what the facts make it.
fn assert_proved(crm: &Crm) {
    let report = crm.proof().verify().unwrap();
    assert!(report.is_equal(), "{report:#?}");
}
