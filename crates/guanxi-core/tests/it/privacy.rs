use std::sync::Arc;

use guanxi_core::{
    Crm,
    audit::AuditQuery,
    crm::SCHEMA,
    id::SeededRandom,
    page::PageRequest,
    privacy::ErasureReason,
    storage::{FeedPosition, Flow, KeyRange, KeyValue, KvStorage, Memory, Space, Storage, kv::Batch},
    time::FixedClock,
};
use sha2::{Digest, Sha256};

use super::{assert_proved, rows};

/// What says who somebody was in the shop that has one of everything.
const OF_PERSONS: [&str; 12] = [
    "Anna",
    "Wolf",
    "anna.wolf",
    "web.de",
    "15112345679",
    "Bo Li",
    "Cai Xu",
    "Weg 1",
    "Bonn",
    "6940095",
    "b2b",
    "Wolf KG",
];

/// The tables and entries of the feed in which a text stands, in a key or a body.
fn places(storage: &dyn Storage, text: &str) -> Vec<String> {
    let has = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    let mut places = Vec::new();
    storage
        .read(&mut |rows| {
            for table in SCHEMA.tables {
                rows.scan(table, &KeyRange::all(), &mut |row| {
                    if has(row.key) || has(row.body) || has(row.encoded_columns) {
                        places.push(table.name().to_owned());
                    }
                    Flow::Continue(())
                })?;
            }
            Ok(())
        })
        .unwrap();
    let feed = &mut |_: &FeedPosition, entry: &[u8]| {
        if has(entry) {
            places.push("feed".to_owned());
        }
        Flow::Continue(())
    };
    storage.changes(&FeedPosition::START, feed).unwrap();
    places
}

#[test]
fn nothing_is_left_of_anybody_when_all_are_erased() {
    let (crm, storage) = rows::open();
    rows::run(&crm);
    let known = OF_PERSONS.iter().filter(|text| !places(&*storage, text).is_empty()).count();
    assert!(known >= 6, "the shop has persons: {known}");
    let revenue = crm.reports().stats().unwrap().net_revenue;
    let deleted = crm.audit().find(AuditQuery::default()).unwrap();
    assert!(!deleted.items.is_empty());
    let feed = crm.feed().changes(PageRequest::new().with_limit(1000)).unwrap();
    let ids: std::collections::BTreeSet<_> =
        feed.items.iter().filter_map(|change| change.customer_id).collect();
    for id in ids {
        crm.privacy().erase(id.into(), ErasureReason::Retention, None).unwrap();
    }
    for text in OF_PERSONS {
        assert_eq!(places(&*storage, text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(crm.customers().count().unwrap(), 0);
    assert_eq!(crm.reports().stats().unwrap().net_revenue, revenue);
    assert_proved(&crm);
    assert!(crm.audit().verify(None).unwrap().intact);
}

/// The space of the feed, as the adapter of the engines has it.
const FEED: Space = Space { number: u16::MAX - 1, name: "feed" };

/// The feed: places with the bytes there.
type Entries = Vec<(Vec<u8>, Vec<u8>)>;

/// A store of ten commits, sealed after five and at the end; the keys and bytes of its feed.
fn sealed() -> (Crm, Arc<KvStorage<Memory>>, Entries) {
    let storage = Arc::new(Memory::storage());
    let clock = Arc::new(FixedClock::new(super::at(super::NOW)));
    let crm = Crm::new(storage.clone(), clock, Box::new(SeededRandom::new(7))).unwrap();
    for n in 1..=10 {
        crm.customers().upsert(super::input("till", &n.to_string()).name("Anna Wolf")).unwrap();
        if n % 5 == 0 {
            crm.audit().seal().unwrap();
        }
    }
    let mut entries = Vec::new();
    let feed = &mut |at: &FeedPosition, entry: &[u8]| {
        entries.push((at.0.clone(), entry.to_vec()));
        Flow::Continue(())
    };
    storage.changes(&FeedPosition::START, feed).unwrap();
    (crm, storage, entries)
}

#[test]
fn an_audit_that_was_tampered_with_shows() {
    let tamper = |change: &dyn Fn(&mut Batch, &Entries)| {
        let (crm, storage, entries) = sealed();
        assert!(crm.audit().verify(None).unwrap().intact);
        let mut batch = Batch::new();
        change(&mut batch, &entries);
        storage.engine().commit(&batch, &mut || {}).unwrap();
        let proof = crm.audit().verify(None).unwrap();
        assert!(!proof.intact);
        // Looking at it again does not make it sound.
        assert_eq!(crm.audit().verify(None).unwrap(), proof);
        (proof.sound_until.unwrap(), proof.broken_by.unwrap())
    };
    let flip = |at: usize| {
        move |batch: &mut Batch, entries: &Entries| {
            let (key, mut entry) = entries[at].clone();
            let last = entry.len() - 1;
            entry[last] ^= 1;
            batch.put(FEED, key, entry);
        }
    };
    assert_eq!(tamper(&flip(0)), (0, 5));
    assert_eq!(tamper(&flip(7)), (5, 10));
    assert_eq!(tamper(&|batch, entries| batch.delete(FEED, entries[2].0.clone())), (0, 5));
    assert_eq!(tamper(&|batch, entries| batch.delete(FEED, entries[9].0.clone())), (5, 10));
    let swap = |batch: &mut Batch, entries: &Entries| {
        batch.put(FEED, entries[3].0.clone(), entries[4].1.clone());
        batch.put(FEED, entries[4].0.clone(), entries[3].1.clone());
    };
    assert_eq!(tamper(&swap), (0, 5));
}

#[test]
fn whoever_has_the_lines_can_work_the_chain_out() {
    let (crm, _, entries) = sealed();
    let lines = crm.audit().export(PageRequest::new()).unwrap();
    let mut hash = [0; 32];
    for (line, (_, entry)) in lines.items.iter().zip(&entries) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!((&line["entry"], &line["previous"]), (&hex(entry).into(), &hex(&hash).into()));
        hash = Sha256::new().chain_update(hash).chain_update(entry).finalize().into();
        assert_eq!(line["hash"], hex(&hash));
    }
    assert_eq!(lines.items.len(), 10);
}
