//! Moving house: every storage into every other, cut off on the way and gone on with.
#![cfg(all(feature = "redb", feature = "sled", feature = "sqlite"))]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{path::Path, sync::Arc};

use guanxi::{
    CopyOptions, CopyReport, Crm, CustomerInput, CustomerRef, Error, FeedTake, FixedClock, OrderInput,
    PageRequest, Result, SeededRandom, ShopPatch,
    progress::{CancelToken, Progress},
    storage::{KvStorage, Memory, OpenOptions, Storage},
};
use guanxi_redb::Redb;
use guanxi_sled::Sled;
use guanxi_sqlite::Sqlite;

const KINDS: [&str; 4] = ["memory", "redb", "sled", "sqlite"];

/// A place for a store of one kind.
struct Place {
    kind: &'static str,
    folder: tempfile::TempDir,
    memory: Arc<Memory>,
}

impl Place {
    fn new(kind: &'static str) -> Self {
        Self { kind, folder: tempfile::tempdir().unwrap(), memory: Arc::new(Memory::new()) }
    }

    fn open(&self) -> Arc<dyn Storage> {
        let (path, options): (&Path, _) = (&self.folder.path().join("shop"), &OpenOptions::new());
        match self.kind {
            "memory" => Arc::new(KvStorage::new(self.memory.clone())),
            "redb" => Arc::new(Redb::open(path, options).unwrap()),
            "sled" => Arc::new(Sled::open(path, options).unwrap()),
            _ => Arc::new(Sqlite::open(path, options).unwrap()),
        }
    }

    fn crm(&self) -> Result<Crm> {
        let clock = FixedClock::new("2026-03-01T02:15:00Z".parse().unwrap());
        Crm::new(self.open(), Arc::new(clock), Box::new(SeededRandom::new(7)))
    }
}

fn fill(crm: &Crm) {
    crm.feed().define_group("warehouse".into(), None).unwrap();
    for i in 0..40 {
        let input = CustomerInput::new().external_id("till", i.to_string());
        let inputs = vec![
            input.name(format!("Wang Nr{i}")).email(format!("w{i}@example.cn")),
            CustomerInput::new()
                .external_id("web", i.to_string())
                .name(format!("Wang Nr{i}"))
                .email(format!("w{i}@example.cn")),
        ];
        crm.customers().upsert_many(inputs).unwrap();
        let customer = CustomerRef::Record { source: "till".into(), external_id: i.to_string() };
        let order = OrderInput::new("till", i.to_string(), "2026-02-01T10:00:00Z".parse().unwrap());
        crm.orders().record(order.customer(customer).total("1.00 EUR".parse().unwrap())).unwrap();
    }
    // The group is inside a commit: of its two changes one is acknowledged.
    let batch = crm.feed().take(FeedTake::new("warehouse", "a").limit(4)).unwrap();
    crm.feed().acknowledge("warehouse".into(), batch.lease.unwrap(), None).unwrap();
}

/// What callers see, without what tells places of the feed.
fn seen(crm: &Crm) -> String {
    let page = PageRequest::new().with_limit(1000);
    let changes = crm.feed().changes(page.clone()).unwrap().items;
    let changes: Vec<_> =
        changes.iter().map(|c| (c.at, &c.verb, c.kind, c.customer_id, &c.subject)).collect();
    let group: Vec<_> = crm.feed().groups().unwrap().iter().map(|g| (g.name.clone(), g.lag)).collect();
    let customers = crm.customers().list(page).unwrap();
    let (stats, settings) = (crm.reports().stats().unwrap(), crm.shop().get().unwrap());
    format!("{changes:?} {group:?} {customers:?} {stats:?} {settings:?}")
}

/// Copies, stopping after so many signs of progress.
fn copy(from: &Place, to: &Place, steps: u32) -> Result<CopyReport> {
    let (token, left) = (CancelToken::new(), std::sync::atomic::AtomicU32::new(steps));
    let stop = token.clone();
    let listener = move |_: &Progress| {
        if left.fetch_sub(1, std::sync::atomic::Ordering::Relaxed) <= 1 {
            stop.cancel();
        }
    };
    let (from, to) = (from.open(), to.open());
    let done = Crm::copy(&*from, &*to, &CopyOptions::new().cancel(token).progress(Arc::new(listener)));
    from.close().unwrap();
    to.close().unwrap();
    done
}

fn refused(crm: Result<Crm>) -> Error {
    crm.map(drop).unwrap_err()
}

#[test]
fn every_storage_into_every_other() {
    for from in KINDS.map(Place::new) {
        let crm = from.crm().unwrap();
        fill(&crm);
        let expected = seen(&crm);
        crm.close().unwrap();
        for to in KINDS.map(Place::new) {
            let what = format!("{} to {}", from.kind, to.kind);
            for steps in [1, 3, 9, 14, 20] {
                assert_eq!(copy(&from, &to, steps).unwrap_err().code(), "cancelled", "{what}");
                assert_eq!(refused(to.crm()).code(), "unfinished_copy", "{what}");
            }
            let report = copy(&from, &to, u32::MAX).unwrap();
            assert!(report.resumed && report.rows > 500 && report.feed_entries == 80, "{what} {report:?}");
            let crm = to.crm().unwrap();
            assert_eq!(seen(&crm), expected, "{what}");
            assert!(crm.proof().verify().unwrap().is_equal(), "{what}");
            let next = crm.feed().take(FeedTake::new("warehouse", "b")).unwrap();
            assert_eq!(next.items.len(), 50, "the group goes on: {what}");
            crm.close().unwrap();
            assert_eq!(copy(&from, &to, u32::MAX).unwrap().rows, report.rows, "again it is there already");
        }
    }
}

#[test]
fn what_is_written_meanwhile_comes_too() {
    let (from, to) = (Place::new("sqlite"), Place::new("redb"));
    let crm = from.crm().unwrap();
    fill(&crm);
    assert_eq!(copy(&from, &to, 40).unwrap_err().code(), "cancelled");
    let customer = crm.customers().list(PageRequest::new()).unwrap().items[0].id;
    crm.customers().delete(customer, None).unwrap();
    crm.shop().set(ShopPatch::new().zone("Europe/Berlin".parse().unwrap())).unwrap();
    copy(&from, &to, u32::MAX).unwrap();
    assert_eq!(seen(&to.crm().unwrap()), seen(&crm));
}

#[test]
fn other_data_is_left_alone() {
    let (from, to) = (Place::new("redb"), Place::new("sqlite"));
    assert_eq!(copy(&from, &to, u32::MAX).unwrap_err().code(), "no_store", "never opened");
    fill(&from.crm().unwrap());
    let other = to.crm().unwrap();
    other.customers().upsert(CustomerInput::new().external_id("x", "1").name("Anna Wolf")).unwrap();
    let before = seen(&other);
    other.close().unwrap();
    assert_eq!(copy(&from, &to, u32::MAX).unwrap_err().code(), "not_empty");
    let other = to.crm().unwrap();
    assert_eq!(seen(&other), before);
    // A copy that was used since is a store of its own.
    let copied = Place::new("memory");
    copy(&from, &copied, u32::MAX).unwrap();
    copied
        .crm()
        .unwrap()
        .customers()
        .upsert(CustomerInput::new().external_id("x", "1").name("Anna Wolf"))
        .unwrap();
    assert_eq!(copy(&from, &copied, u32::MAX).unwrap_err().code(), "not_empty");
    assert_eq!(copied.crm().unwrap().reports().stats().unwrap().customers, 41);
}
