use guanxi_core::{
    change::Outcome,
    consent::{ConsentInput, ConsentState},
    event::{EventInput, TimelineKind, TimelineQuery},
    order::RefundInput,
    page::PageRequest,
};

use super::{assert_proved, at, crm, input, money, order, record};

fn viewed(id: &str, when: &str) -> EventInput {
    EventInput::new("product_viewed", record("web", "v1"))
        .external_id("web", id)
        .occurred_at(at(when))
        .property("sku", "MUG")
}

#[test]
fn an_event_counts_once() {
    let crm = crm();
    let first = crm.events().record(viewed("e1", "2026-02-01T10:00:00Z")).unwrap();
    assert_eq!(first.outcome, Outcome::Created);
    let again = crm.events().record(viewed("e1", "2026-02-01T10:00:00Z")).unwrap();
    assert_eq!((again.outcome, again.event_id), (Outcome::Unchanged, first.event_id));
    assert_eq!(crm.reports().stats().unwrap().events, 1);
    assert_proved(&crm);
}

#[test]
fn several_events_are_taken_all_or_none() {
    let crm = crm();
    let bad = EventInput::new(" ", record("web", "v1"));
    assert!(crm.events().record_many(vec![viewed("e1", "2026-02-01T10:00:00Z"), bad]).is_err());
    assert_eq!(crm.reports().stats().unwrap().events, 0);
    assert_eq!(
        crm.events()
            .record_many(vec![viewed("e1", "2026-02-01T10:00:00Z"), viewed("e2", "2026-02-01T11:00:00Z")])
            .unwrap()
            .len(),
        2
    );
    assert_proved(&crm);
}

#[test]
fn the_timeline_shows_everything_newest_first() {
    let crm = crm();
    crm.customers().upsert(input("web", "v1").name("Anna Wolf").email("anna@web.de")).unwrap();
    crm.customers().upsert(input("till", "9").name("Anna Wolf").email("anna@web.de")).unwrap();
    crm.events().record(viewed("e1", "2026-02-01T10:00:00Z")).unwrap();
    let booked = crm
        .orders()
        .record(order("1", "2026-02-02T10:00:00Z", "10.00 EUR").customer(record("till", "9")))
        .unwrap();
    let mut refund = RefundInput::new(booked.order.id).amount(money("4.00 EUR"));
    refund.refunded_at = Some(at("2026-02-04T10:00:00Z"));
    crm.orders().refund(refund).unwrap();
    let consent = ConsentInput::new(record("web", "v1"), "marketing", "email", ConsentState::Granted);
    crm.consents().record(consent.at(at("2026-02-03T10:00:00Z"))).unwrap();
    for i in 0..5 {
        crm.events().record(viewed(&format!("x{i}"), "2026-01-01T00:00:00Z")).unwrap();
    }
    let mut kinds = Vec::new();
    let mut page = PageRequest::new().with_limit(2);
    loop {
        let found = crm.events().timeline(TimelineQuery::new(record("web", "v1")).page(page)).unwrap();
        kinds.extend(found.items.into_iter().map(|item| match item.kind {
            TimelineKind::Order { .. } => "order",
            TimelineKind::Refund { .. } => "refund",
            TimelineKind::Event(_) => "event",
            TimelineKind::Consent { .. } => "consent",
            _ => "other",
        }));
        let Some(cursor) = found.next_cursor else { break };
        page = PageRequest::new().with_limit(2).with_cursor(cursor);
    }
    assert_eq!(kinds, ["refund", "consent", "order", "event", "event", "event", "event", "event", "event"]);
}
