//! Opening by URL: every storage that is built in keeps, locks, sleeps and closes alike.

#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use guanxi::{Crm, CustomerInput, CustomerRef, Options, OrderInput, PageRequest, Result, Timestamp};

fn now() -> Timestamp {
    "2026-03-01T02:15:00Z".parse().unwrap()
}

fn open(url: &str) -> Result<Crm> {
    guanxi::open_with(url, Options::new().now(now()).seed(7))
}

/// A customer with an order.
fn fill(crm: &Crm) {
    let input =
        CustomerInput::new().external_id("shopify", "6940095").name("Li Wei").email("li.wei@example.cn");
    let saved = crm.customers().upsert(input).unwrap();
    let order = OrderInput::new("shopify", "SO-1001", now()).customer(CustomerRef::Id(saved.customer.id));
    crm.orders().record(order.line("SKU-9", 2, "134.00 CNY".parse().unwrap())).unwrap();
}

/// All that can be read of a store, as text.
fn everything(crm: &Crm) -> String {
    let customers = crm.customers().list(PageRequest::new()).unwrap();
    let orders = crm.orders().list(CustomerRef::Id(customers.items[0].id), PageRequest::new()).unwrap();
    let feed = crm.feed().changes(PageRequest::new()).unwrap();
    serde_json::to_string(&(customers, orders, feed, crm.audit().list(PageRequest::new()).unwrap())).unwrap()
}

/// What holds for every storage; `$url` makes the URL of a folder.
macro_rules! for_every_storage {
    ($name:ident, $url:expr, $keeps:expr) => {
        mod $name {
            use super::*;

            fn url(folder: &tempfile::TempDir) -> String {
                let make: fn(std::path::Display<'_>) -> String = $url;
                make(folder.path().join("shop").display())
            }

            #[test]
            fn reopening_keeps_everything() {
                let folder = tempfile::tempdir().unwrap();
                let crm = open(&url(&folder)).unwrap();
                fill(&crm);
                let before = everything(&crm);
                crm.close().unwrap();
                let again = open(&url(&folder)).unwrap();
                if !$keeps {
                    assert_eq!(again.customers().count().unwrap(), 0, "memory forgets");
                    return;
                }
                assert_eq!(everything(&again), before);
                assert!(again.proof().verify().unwrap().is_equal());
                assert!(again.size_on_disk().unwrap() > 0);
            }

            #[test]
            fn seed_and_time_make_the_same_bytes() {
                let of = |seed: u64, now: Timestamp| {
                    let folder = tempfile::tempdir().unwrap();
                    let crm = guanxi::open_with(&url(&folder), Options::new().now(now).seed(seed)).unwrap();
                    fill(&crm);
                    everything(&crm)
                };
                assert_eq!(of(7, now()), of(7, now()));
                assert_ne!(of(7, now()), of(8, now()));
                assert_ne!(of(7, now()), of(7, "2026-03-01T02:15:01Z".parse().unwrap()));
            }

            #[test]
            fn one_has_it_open_at_a_time() {
                let folder = tempfile::tempdir().unwrap();
                let crm = open(&url(&folder)).unwrap();
                let second = open(&url(&folder));
                if !$keeps {
                    assert!(second.is_ok(), "each memory is its own");
                    return;
                }
                let err = second.map(drop).unwrap_err();
                assert_eq!((err.code(), err.kind()), ("locked", guanxi::ErrorKind::Unavailable));
                drop(crm);
                assert!(open(&url(&folder)).is_ok(), "a dropped handle lets go");
            }

            #[test]
            fn a_suspended_store_lets_go_and_wakes() {
                let folder = tempfile::tempdir().unwrap();
                let crm = open(&url(&folder)).unwrap();
                fill(&crm);
                let before = everything(&crm);
                crm.suspend().unwrap();
                if $keeps {
                    let other = open(&url(&folder)).unwrap();
                    assert_eq!(everything(&other), before);
                    assert_eq!(crm.customers().count().unwrap_err().code(), "locked");
                    other.close().unwrap();
                }
                assert_eq!(everything(&crm), before, "the next call takes it up again");
                fill(&crm);
            }

            #[test]
            fn a_closed_store_is_closed_for_every_handle() {
                let folder = tempfile::tempdir().unwrap();
                let crm = open(&url(&folder)).unwrap();
                let (other, customers) = (crm.dry_run(), crm.customers());
                crm.close().unwrap();
                crm.close().unwrap();
                assert_eq!(other.orders().count().unwrap_err().code(), "closed");
                assert_eq!(
                    customers.upsert(CustomerInput::new().name("Li Wei")).unwrap_err().code(),
                    "closed"
                );
                assert_eq!(crm.feed().changes(PageRequest::new()).unwrap_err().code(), "closed");
            }

            #[test]
            fn what_must_exist_is_not_made() {
                let folder = tempfile::tempdir().unwrap();
                let must = || guanxi::open_with(&url(&folder), Options::new().must_exist()).map(drop);
                assert_eq!(must().unwrap_err().code(), "no_store");
                assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
                if $keeps {
                    open(&url(&folder)).unwrap().close().unwrap();
                    must().unwrap();
                }
            }
        }
    };
}

for_every_storage!(memory, |_| "memory:".to_owned(), false);
#[cfg(feature = "redb")]
for_every_storage!(redb, |path| format!("redb:{path}"), true);
#[cfg(feature = "redb")]
for_every_storage!(a_bare_path, |path| path.to_string(), true);
#[cfg(feature = "sled")]
for_every_storage!(sled, |path| format!("sled:{path}"), true);

#[test]
fn a_storage_that_is_not_built_in_is_named() {
    let err = open("mongo:shop").map(drop).unwrap_err();
    assert_eq!((err.code(), err.field("scheme").as_deref()), ("unknown_storage", Some("mongo")));
    assert!(err.field("known").unwrap().contains("memory:"), "{err}");
}

#[test]
fn the_actor_stands_in_the_feed() {
    let options = Options::new().now(now()).seed(7).actor("staff:mei".parse().unwrap()).cache_bytes(1 << 20);
    let crm = guanxi::open_with("memory:", options).unwrap();
    fill(&crm);
    let feed = crm.feed().changes(PageRequest::new()).unwrap().items;
    assert!(feed.iter().all(|change| change.actor == "staff:mei" && change.at == now()));
}

#[test]
fn unseeded_stores_differ() {
    let id = || {
        let crm = guanxi::open_with("memory:", Options::new().now(now())).unwrap();
        fill(&crm);
        crm.customers().list(PageRequest::new()).unwrap().items[0].id
    };
    assert_ne!(id(), id());
}
