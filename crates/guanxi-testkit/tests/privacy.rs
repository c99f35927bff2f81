//! What is left in the files of a store when a person is erased and the files are written anew; and the chain of the audit
//! under several writers at once.

#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{fs, path::Path, sync::Arc};

use guanxi_core::{
    Crm, Result,
    customer::{AddressInput, CustomerInput},
    event::EventInput,
    id::{CustomerId, SeededRandom},
    order::OrderInput,
    page::PageRequest,
    privacy::ErasureReason,
    storage::{OpenOptions, Storage},
    time::{FixedClock, Timestamp},
};
use guanxi_redb::Redb;
use guanxi_sled::Sled;
use guanxi_sqlite::Sqlite;

fn crm(storage: Arc<dyn Storage>, seed: u64) -> Crm {
    let now: Timestamp = "2026-03-01T02:15:00Z".parse().unwrap();
    Crm::new(storage, Arc::new(FixedClock::new(now)), Box::new(SeededRandom::new(seed))).unwrap()
}

/// What says who somebody was.
const OF_THE_PERSON: [&str; 6] =
    ["Zacharias", "Quittenbaum", "quittenbaum", "+4917012399887", "Pflaumenallee", "loves marzipan"];

fn address() -> AddressInput {
    let mut address = AddressInput::default();
    (address.lines, address.city) = (vec!["Pflaumenallee 77".into()], Some("Bonn".into()));
    address
}

/// A shop of strangers with one person among them, who came in several versions.
fn fill(crm: &Crm) -> CustomerId {
    let stranger = |n: u32| {
        let person =
            CustomerInput::new().external_id("shopify", n.to_string()).name(format!("Anna Wolf {n}"));
        crm.customers().upsert(person.email(format!("anna{n}@web.de"))).unwrap();
    };
    (0..150).for_each(stranger);
    let person = |note: &str| {
        let person = CustomerInput::new().external_id("till", "q").name("Zacharias Quittenbaum").note(note);
        let person =
            person.email("zacharias@quittenbaum.example").phone("+49 170 12399887").address(address());
        crm.customers().upsert(person).unwrap().customer.id
    };
    let id = person("loves marzipan");
    person("loves marzipan and tea");
    let mut order = OrderInput::new("shop", "1", "2026-02-01T10:00:00Z".parse().unwrap());
    (order.customer, order.shipping_address) = (Some(id.into()), Some(address()));
    order.note = Some("Quittenbaum, loves marzipan".into());
    crm.orders().record(order.total("12.00 EUR".parse().unwrap())).unwrap();
    let seen = EventInput::new("product_viewed", id.into()).property("for", "Zacharias");
    crm.events().record(seen).unwrap();
    (150..300).for_each(stranger);
    id
}

/// In which of the files below a folder a text stands.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if fs::read(&path).unwrap().windows(text.len()).any(|window| window == text.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn no_byte_is_left(open: impl Fn(&Path) -> Result<Arc<dyn Storage>>) {
    let folder = tempfile::tempdir().unwrap();
    let shop = crm(open(folder.path()).unwrap(), 7);
    let id = fill(&shop);
    for text in OF_THE_PERSON {
        assert_ne!(files_with(folder.path(), text), Vec::<String>::new(), "{text} stands somewhere at first");
    }
    shop.privacy().erase(id.into(), ErasureReason::SubjectRequest, Some(true)).unwrap();
    shop.privacy().compact().unwrap();
    // Also while the store is open.
    for text in OF_THE_PERSON {
        assert_eq!(files_with(folder.path(), text), Vec::<String>::new(), "{text}");
    }
    let stays = CustomerInput::new().external_id("shopify", "300").name("Bernd Weber");
    shop.customers().upsert(stays).unwrap();
    shop.close().unwrap();
    for text in OF_THE_PERSON {
        assert_eq!(files_with(folder.path(), text), Vec::<String>::new(), "{text}");
    }
    let again = crm(open(folder.path()).unwrap(), 8);
    assert_eq!(again.customers().count().unwrap(), 301);
    assert!(again.proof().verify().unwrap().is_equal());
    assert!(again.audit().verify(None).unwrap().intact);
    assert_eq!(again.customers().get(id).unwrap_err().code(), "erased");
}

#[test]
fn no_byte_is_left_in_redb() {
    no_byte_is_left(|folder| Ok(Arc::new(Redb::open(folder.join("shop"), &OpenOptions::new())?)));
}

#[test]
fn no_byte_is_left_in_sqlite() {
    no_byte_is_left(|folder| Ok(Arc::new(Sqlite::open(folder.join("shop.db"), &OpenOptions::new())?)));
}

#[test]
fn sled_says_that_it_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let shop = crm(Arc::new(Sled::open(folder.path(), &OpenOptions::new()).unwrap()), 7);
    assert_eq!(shop.privacy().compact().unwrap_err().code(), "unsupported");
    assert_eq!(shop.customers().count().unwrap(), 0);
}

/// A compaction that was cut off leaves nothing that could be taken for a store.
#[test]
fn what_a_compaction_left_goes_when_the_store_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let open = || crm(Arc::new(Redb::open(folder.path(), &OpenOptions::new()).unwrap()), 7);
    open().customers().upsert(CustomerInput::new().name("Anna Wolf")).unwrap();
    fs::write(folder.path().join("data.redb.new"), "Zacharias").unwrap();
    assert_eq!(open().customers().count().unwrap(), 1);
    assert_eq!(files_with(folder.path(), "Zacharias"), Vec::<String>::new());
}

/// Writers that seal while others write.
fn the_chain_holds_under_several_writers(open: impl Fn() -> Arc<dyn Storage> + Sync) {
    const WRITERS: u64 = 4;
    const EACH: u64 = 30;
    crm(open(), 1);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let open = &open;
            scope.spawn(move || {
                // Each with a connection of its own, as processes have.
                let shop = crm(open(), 100 + writer);
                for n in 0..EACH {
                    let person = CustomerInput::new().external_id(format!("w{writer}"), n.to_string());
                    shop.customers().upsert(person.name("Anna Wolf")).unwrap();
                    if n % 7 == 0 {
                        shop.audit().seal().unwrap();
                    }
                }
            });
        }
    });
    let shop = crm(open(), 2);
    let proof = shop.audit().verify(None).unwrap();
    assert!(proof.intact, "{proof:?}");
    assert_eq!(proof.checked, WRITERS * EACH);
    assert_eq!(shop.audit().export(PageRequest::new().with_limit(1000)).unwrap().head, proof.head);
    assert!(shop.audit().verify(Some(proof.head)).unwrap().intact);
}

#[test]
fn the_chain_holds_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    the_chain_holds_under_several_writers(|| Arc::new(Sqlite::open(&file, &OpenOptions::new()).unwrap()));
}

#[cfg(unix)]
#[test]
fn the_chain_holds_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("shop");
    the_chain_holds_under_several_writers(|| Arc::new(guanxi_testkit::server::open(&place).unwrap()));
}
