use guanxi_core::{
    Crm,
    change::ChangeKind,
    feed::{FeedBatch, FeedStart, FeedTake},
    page::PageRequest,
    scope::Actor,
    shop::ShopPatch,
    time::{Clock as _, FixedClock, Timestamp},
};
use proptest::prelude::*;

use super::{at, crm, input, open, order, record};

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

fn group_of_seven(limit: u32) -> (Crm, std::sync::Arc<FixedClock>, FeedBatch) {
    let (crm, clock) = open();
    for i in 0..7 {
        crm.customers().upsert(input("till", &i.to_string()).name(format!("Wang Nr{i}"))).unwrap();
    }
    crm.feed().define_group("warehouse".into(), None).unwrap();
    let batch = crm.feed().take(FeedTake::new("warehouse", "a").limit(limit)).unwrap();
    (crm, clock, batch)
}

#[test]
fn one_worker_has_a_batch_until_its_lease_ends() {
    let (crm, clock, first) = group_of_seven(3);
    let feed = crm.feed();
    assert_eq!((first.items.len(), first.attempt), (3, 1));
    let b = || feed.take(FeedTake::new("warehouse", "b").limit(5)).unwrap();
    let waits = b();
    assert_eq!((waits.items.len(), waits.lease, waits.leased_until), (0, None, first.leased_until));
    clock.set(first.leased_until.unwrap());
    let again = b();
    assert_eq!((&again.items[..3], again.items.len(), again.attempt), (&first.items[..], 5, 2));
    let late = feed.acknowledge("warehouse".into(), first.lease.unwrap(), None).unwrap_err();
    assert_eq!(late.code(), "stale_version");
    for _ in 0..2 {
        let group = feed.acknowledge("warehouse".into(), again.lease.unwrap(), None).unwrap();
        assert_eq!((group.lag, group.worker), (Some(2), None), "the same again changes nothing");
    }
}

#[test]
fn a_part_of_a_batch_can_be_done() {
    let (crm, _, batch) = group_of_seven(4);
    let (feed, lease) = (crm.feed(), batch.lease.unwrap());
    assert_eq!(feed.acknowledge("warehouse".into(), lease, Some(5)).unwrap_err().code(), "invalid_field");
    assert_eq!(feed.acknowledge("warehouse".into(), lease, Some(3)).unwrap().lag, Some(4));
    let next = feed.take(FeedTake::new("warehouse", "b")).unwrap();
    assert_eq!((&next.items[0], next.items.len(), next.attempt), (&batch.items[3], 4, 1));
    let undone = feed.acknowledge("warehouse".into(), next.lease.unwrap(), Some(0)).unwrap();
    assert_eq!((undone.lag, undone.worker), (Some(4), None));
    assert_eq!(feed.take(FeedTake::new("warehouse", "a")).unwrap().attempt, 2);
}

#[test]
fn a_group_begins_and_is_rewound_where_one_says() {
    let (crm, clock, batch) = group_of_seven(7);
    let feed = crm.feed();
    let end = feed.define_group("news".into(), Some(FeedStart::End)).unwrap();
    assert_eq!(end.lag, Some(0));
    clock.set(at("2026-03-02T00:00:00Z"));
    crm.customers().upsert(input("till", "new").name("Anna Wolf")).unwrap();
    assert_eq!(feed.take(FeedTake::new("news", "a")).unwrap().items.len(), 1);
    assert_eq!(feed.define_group("news".into(), None).unwrap().lag, Some(1), "it stays where it is");
    let since = feed.cursor_at(at("2026-03-01T12:00:00Z")).unwrap();
    assert_eq!(feed.rewind("warehouse".into(), Some(since)).unwrap().lag, Some(1));
    let late = feed.acknowledge("warehouse".into(), batch.lease.unwrap(), None).unwrap_err();
    assert_eq!(late.code(), "stale_version", "what was taken before is not acknowledged any more");
    assert_eq!(feed.rewind("warehouse".into(), None).unwrap().lag, Some(8));
    let names: Vec<_> = feed.groups().unwrap().into_iter().map(|group| group.name).collect();
    assert_eq!(names, ["news", "warehouse"]);
    feed.forget_group("news".into()).unwrap();
    assert_eq!(feed.take(FeedTake::new("news", "a")).unwrap_err().code(), "not_found");
}

#[test]
fn what_is_too_old_goes_and_who_had_not_read_it_is_told() {
    let (crm, clock, batch) = group_of_seven(2);
    let feed = crm.feed();
    let from_start = feed.define_group("slow".into(), None).unwrap().cursor;
    let page = feed.changes(PageRequest::new().with_limit(3)).unwrap();
    assert_eq!(feed.trim().unwrap().dropped, 0, "kept for ever unless set");
    crm.shop().set(ShopPatch::new().feed_days(30)).unwrap();
    clock.set(at("2026-03-31T02:15:00Z"));
    assert_eq!(feed.trim().unwrap().dropped, 0, "thirty days old");
    clock.set(at("2026-03-31T02:15:01Z"));
    assert_eq!(crm.dry_run().feed().trim().unwrap().dropped, 7, "the newest commit, of the setting, stays");
    assert_eq!(feed.trim().unwrap().dropped, 7);
    assert_eq!(feed.trim().unwrap().dropped, 1, "that of the trimming is the newest now");
    let kept = feed.changes(PageRequest::new()).unwrap();
    assert!(kept.items.is_empty(), "{kept:?}");
    for cursor in [from_start, page.next_cursor] {
        let err = feed.changes(PageRequest::new().with_cursor(cursor)).unwrap_err();
        assert_eq!(err.code(), "cursor_expired");
    }
    for (group, worker) in [("warehouse", "a"), ("slow", "b")] {
        let err = feed.take(FeedTake::new(group, worker)).unwrap_err();
        assert_eq!(err.code(), "cursor_expired");
    }
    let err = feed.acknowledge("warehouse".into(), batch.lease.unwrap(), None).unwrap_err();
    assert_eq!(err.code(), "cursor_expired");
    assert!(feed.groups().unwrap().iter().all(|group| group.lag.is_none()));
    assert_eq!(feed.rewind("slow".into(), None).unwrap().lag, Some(0));
    crm.customers().upsert(input("till", "new").name("Anna Wolf")).unwrap();
    assert_eq!(feed.take(FeedTake::new("slow", "b")).unwrap().items.len(), 1);
}

/// One step of two workers: changes come, a worker takes, acknowledges some, crashes, or time passes.
#[derive(Clone, Debug)]
enum Step {
    Change(u8),
    Take { worker: u8, limit: u32 },
    Acknowledge { worker: u8, done: Option<u32> },
    Crash { worker: u8 },
    Wait,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1..5u8).prop_map(Step::Change),
        4 => (0..2u8, 1..6u32).prop_map(|(worker, limit)| Step::Take { worker, limit }),
        4 => (0..2u8, prop::option::of(0..6u32)).prop_map(|(worker, done)| Step::Acknowledge { worker, done }),
        1 => (0..2u8).prop_map(|worker| Step::Crash { worker }),
        1 => Just(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever crashes between, what is acknowledged is the feed, each change once, in its order; and a key is that of one
    /// change only.
    #[test]
    fn every_change_is_acknowledged_once(steps in prop::collection::vec(step(), 1..60)) {
        let (crm, clock) = open();
        let feed = crm.feed();
        feed.define_group("g".into(), None).unwrap();
        let mut held: [Option<FeedBatch>; 2] = [None, None];
        let mut acknowledged = Vec::new();
        let mut people = 0;
        for step in steps {
            match step {
                Step::Change(many) => {
                    let inputs = (0..many).map(|_| {
                        people += 1;
                        input("till", &people.to_string()).name("Wang Li")
                    });
                    crm.customers().upsert_many(inputs.collect()).unwrap();
                }
                Step::Take { worker, limit } => {
                    let took = feed.take(FeedTake::new("g", ["a", "b"][usize::from(worker)]).limit(limit)).unwrap();
                    if took.lease.is_some() {
                        held[usize::from(worker)] = Some(took);
                    }
                }
                Step::Acknowledge { worker, done } => {
                    let Some(batch) = held[usize::from(worker)].take() else { continue };
                    let done = done.filter(|n| *n as usize <= batch.items.len());
                    match feed.acknowledge("g".into(), batch.lease.unwrap(), done) {
                        Ok(_) => {
                            let done = done.map_or(batch.items.len(), |n| n as usize);
                            acknowledged.extend(batch.items.into_iter().take(done));
                        }
                        Err(e) => prop_assert_eq!(e.code(), "stale_version"),
                    }
                }
                Step::Crash { worker } => held[usize::from(worker)] = None,
                Step::Wait => clock.set(Timestamp::from_micros(clock.now().micros() + 61_000_000).unwrap()),
            }
        }
        clock.set(Timestamp::from_micros(clock.now().micros() + 61_000_000).unwrap());
        loop {
            let batch = feed.take(FeedTake::new("g", "c").limit(3)).unwrap();
            let Some(lease) = batch.lease else { break };
            feed.acknowledge("g".into(), lease, None).unwrap();
            acknowledged.extend(batch.items);
        }
        let all = feed.changes(PageRequest::new().with_limit(1000)).unwrap().items;
        prop_assert_eq!(&acknowledged, &all);
        let keys: std::collections::BTreeSet<_> = all.iter().map(|change| &change.key).collect();
        prop_assert_eq!(keys.len(), all.len());
    }
}
