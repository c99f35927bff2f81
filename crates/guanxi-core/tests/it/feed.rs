use guanxi_core::{change::ChangeKind, page::PageRequest, scope::Actor};

use super::{crm, input, order, record};

#[test]
fn every_change_is_given_out_once_whatever_the_page() {
    let crm = crm().acting_as(Actor::staff("mei"));
    for i in 0..7 {
        crm.customers().upsert(input("till", &i.to_string()).name(format!("Wang Nr{i}"))).unwrap();
    }
    crm.orders().record(order("1", "2026-02-01T10:00:00Z", "1.00 EUR").customer(record("new", "1"))).unwrap();
    let all = crm.feed().changes(PageRequest::new()).unwrap().items;
    let kinds: Vec<_> = all.iter().map(|c| c.kind).collect();
    let mut expected = vec![ChangeKind::CustomerCreated; 8];
    expected.extend([ChangeKind::SettingsChanged, ChangeKind::OrderRecorded]);
    assert_eq!(kinds, expected);
    assert!(all.iter().all(|c| c.actor == "staff:mei"));
    for limit in 1..=all.len() as u32 + 1 {
        let mut seen = Vec::new();
        let mut page = PageRequest::new().with_limit(limit);
        loop {
            let found = crm.feed().changes(page).unwrap();
            if found.items.is_empty() {
                break;
            }
            seen.extend(found.items);
            page = PageRequest::new().with_limit(limit).with_cursor(found.next_cursor);
        }
        assert_eq!(seen, all, "{limit} at a time");
    }
}

#[test]
fn the_last_cursor_finds_what_comes_later() {
    let crm = crm();
    let empty = crm.feed().changes(PageRequest::new()).unwrap();
    crm.customers().upsert(input("till", "1").name("Anna Wolf")).unwrap();
    let later = crm.feed().changes(PageRequest::new().with_cursor(&empty.next_cursor)).unwrap();
    assert_eq!(later.items.len(), 1);
    let none = crm.feed().changes(PageRequest::new().with_cursor(&later.next_cursor)).unwrap();
    assert!(none.items.is_empty());
    assert_eq!(none.next_cursor, later.next_cursor);
    let foreign = crm.feed().changes(PageRequest::new().with_cursor("customers-00")).unwrap_err();
    assert_eq!(foreign.code(), "invalid_cursor");
}

#[test]
fn the_audit_shows_commits() {
    let crm = crm().acting_as(Actor::staff("mei"));
    crm.customers().upsert(input("till", "1").name("Anna Wolf")).unwrap();
    crm.proof().rebuild().unwrap();
    let entries = crm.audit().list(PageRequest::new()).unwrap().items;
    let verbs: Vec<_> = entries.iter().map(|e| (e.verb.as_str(), e.changes)).collect();
    assert_eq!(verbs, [("customers.upsert", 1), ("proof.rebuild", 0)]);
    assert_eq!(entries[1].note.as_deref(), Some("0 rows differed"));
    assert_eq!(crm.feed().changes(PageRequest::new()).unwrap().items.len(), 1, "a note is no change");
}
