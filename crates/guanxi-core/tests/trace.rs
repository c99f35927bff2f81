//! What the feature `tracing` tells: every call and how it ended, and nothing of whom it is about. In a process of its own,
//! since who listens is asked once for all threads.

#![cfg(feature = "tracing")]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{
    fmt::{Debug, Write},
    sync::{Arc, Mutex},
};

use guanxi_core::{
    Crm,
    consent::{ConsentInput, ConsentState},
    customer::{CustomerInput, CustomerPatch, CustomerRef},
    id::SeededRandom,
    order::OrderInput,
    storage::Memory,
    time::{FixedClock, Timestamp},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// Keeps every field of every event and span as text.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<String>>);

impl Visit for Kept {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(self.0.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

impl Subscriber for Kept {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn calls_are_told_and_nobody_is_named() {
    let kept = Kept::default();
    tracing::subscriber::with_default(kept.clone(), || {
        let now: Timestamp = "2026-03-01T02:15:00Z".parse().unwrap();
        let (storage, clock) = (Arc::new(Memory::storage()), Arc::new(FixedClock::new(now)));
        let crm = Crm::new(storage, clock, Box::new(SeededRandom::new(7))).unwrap();
        let card = || CustomerRef::Record { source: "till".into(), external_id: "card-77".into() };
        let anna = CustomerInput::new().external_id("till", "card-77").name("Anna Wolf").email("anna@web.de");
        let anna = anna.phone("+4915112345678").note("likes tea");
        let id = crm.customers().upsert(anna).unwrap().customer.id;
        crm.customers().update(id, CustomerPatch::new().company("Wolf KG")).unwrap();
        let order = OrderInput::new("shop", "A-1", now).total("30.00 EUR".parse().unwrap());
        crm.orders().record(order.customer(card())).unwrap();
        let consent = ConsentInput::new(card(), "marketing", "email", ConsentState::Granted);
        crm.consents().record(consent).unwrap();
        crm.customers()
            .upsert(CustomerInput::new().external_id("till", "card-78").email("anna at web"))
            .unwrap_err();
        crm.customers().delete(id, None).unwrap();
        crm.customers().update(id, CustomerPatch::new().company("Wolf KG")).unwrap_err();
    });
    let told = kept.0.lock().unwrap();
    for call in
        ["customers.upsert", "customers.update", "orders.record", "consents.record", "=committed", "code="]
    {
        assert!(told.contains(call), "{call}\n{told}");
    }
    for personal in ["Anna", "anna", "Wolf", "web", "15112345678", "tea", "card", "A-1", "30.00"] {
        assert!(!told.contains(personal), "{personal}\n{told}");
    }
}
