//! Any rows as a shop's customers or orders, through to what is stored.
//!
//! Nothing may panic or blame itself; what is stored is what the facts make it; every row is told of; and the same file
//! again changes nothing, where none of its rows was refused or spoke against another.

#![no_main]

use std::{io::Cursor, sync::Arc};

use guanxi_core::{
    Crm,
    error::{Error, ErrorKind},
    id::SeededRandom,
    import::{ImportOptions, ImportReport},
    page::PageRequest,
    storage::Memory,
    time::{FixedClock, Timestamp},
};
use libfuzzer_sys::fuzz_target;

/// Known columns, so that the rows are read as something.
const CUSTOMERS: &str = "external_id,name,email,phone,birth_date,country,address_line1,updated_at,note\n";
const ORDERS: &str =
    "order_id,source,customer_ref,customer_email,placed_on,status,sku,units,amount,currency\n";

fuzz_target!(|data: &[u8]| {
    let Some(([what, batch], rows)) = data.split_first_chunk() else { return };
    let (is_orders, header) = match what % 4 {
        0 => (false, CUSTOMERS),
        1 => (true, ORDERS),
        other => (other == 3, ""),
    };
    let file = [header.as_bytes(), rows].concat();
    let crm = open();
    match import(&crm, is_orders, &file, *batch) {
        Ok(report) => taken(&crm, is_orders, &file, *batch, &report),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Invalid, "{error}"),
    }
});

fn open() -> Crm {
    let now = Timestamp::from_micros(1_772_331_300_000_000).expect("a day in 2026");
    let (storage, clock) = (Arc::new(Memory::storage()), Arc::new(FixedClock::new(now)));
    Crm::new(storage, clock, Box::new(SeededRandom::new(7))).expect("memory opens")
}

fn import(crm: &Crm, is_orders: bool, file: &[u8], batch: u8) -> Result<ImportReport, Error> {
    let options = ImportOptions::new("fuzzed.csv").batch_rows(usize::from(batch).max(1));
    match is_orders {
        true => crm.imports().orders(Cursor::new(file), options),
        false => crm.imports().customers(Cursor::new(file), options),
    }
}

fn taken(crm: &Crm, is_orders: bool, file: &[u8], batch: u8, report: &ImportReport) {
    let told = report.created + report.updated + report.unchanged + report.rejected;
    assert!(told == report.rows || is_orders && told <= report.rows, "{report:?}");
    proved(crm);
    // A row that was refused may be taken once the shop has a currency, which the first order gives it; rows without
    // a date that say two things of one record say them again, one after the other.
    if report.rejected > 0 || report.updated > 0 {
        return;
    }
    let before = changes(crm);
    let again = import(crm, is_orders, file, batch.wrapping_add(1)).expect("it was taken before");
    assert_eq!((again.created, again.updated, again.customers_created), (0, 0, 0), "{again:?}");
    assert_eq!(changes(crm), before, "the same file again changed something");
    proved(crm);
}

fn proved(crm: &Crm) {
    let proof = crm.proof().verify().expect("what was written reads");
    assert!(proof.is_equal(), "{proof:?}");
}

/// How many changes the feed has.
fn changes(crm: &Crm) -> usize {
    let (mut count, mut page) = (0, PageRequest::new().with_limit(1000));
    loop {
        let found = crm.feed().changes(page).expect("the feed reads");
        if found.items.is_empty() {
            return count;
        }
        count += found.items.len();
        page = PageRequest::new().with_limit(1000).with_cursor(found.next_cursor);
    }
}
