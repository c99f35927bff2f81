//! Any bytes as what a platform sends, through to what is stored.
//!
//! Nothing may panic or blame itself; what is stored is what the facts make it; and the same again changes nothing.

#![no_main]

use std::{io::Cursor, sync::Arc};

use guanxi_core::{
    Crm,
    error::{Error, ErrorKind},
    id::SeededRandom,
    page::PageRequest,
    payload::{PayloadOptions, PayloadQuery, PayloadReport, Platform},
    storage::Memory,
    time::{FixedClock, Timestamp},
};
use libfuzzer_sys::fuzz_target;

const KINDS: [Option<&str>; 4] = [None, Some("order"), Some("customer"), Some("refund")];

fuzz_target!(|data: &[u8]| {
    let Some(([how], file)) = data.split_first_chunk() else { return };
    let mut query = PayloadQuery::default();
    let platforms = Platform::ALL.len() + 1;
    query.platform = Platform::ALL.get(usize::from(*how) % platforms).copied();
    query.kind = KINDS[usize::from(*how) / platforms % KINDS.len()].map(str::to_owned);
    query.batch_objects = Some(u32::from(*how % 3) + 1);
    let crm = open();
    match take(&crm, file, &query) {
        Ok(report) => taken(&crm, file, &query, &report),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Invalid, "{error}"),
    }
});

fn open() -> Crm {
    let now = Timestamp::from_micros(1_772_331_300_000_000).expect("a day in 2026");
    let (storage, clock) = (Arc::new(Memory::storage()), Arc::new(FixedClock::new(now)));
    Crm::new(storage, clock, Box::new(SeededRandom::new(7))).expect("memory opens")
}

fn take(crm: &Crm, file: &[u8], query: &PayloadQuery) -> Result<PayloadReport, Error> {
    crm.imports().payload(Cursor::new(file), PayloadOptions::new("fuzzed.json").query(query.clone()))
}

fn taken(crm: &Crm, file: &[u8], query: &PayloadQuery, report: &PayloadReport) {
    proved(crm);
    // A file that says two things of one object says them again, one after the other; what was refused while its order
    // was not known, or was another's, may be taken the next time.
    let spoke_again = report.updated > 0 || report.unchanged > 0;
    if report.rejected > 0 || spoke_again || report.customers_merged > 0 {
        return;
    }
    let before = changes(crm);
    let again = take(crm, file, query).expect("it was taken before");
    assert_eq!((again.created, again.updated, again.consents), (0, 0, 0), "{again:?}");
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
