//! What calls about points will read, told ahead.

use super::{
    EarnInput, RedeemInput,
    account::Known,
    rows::{ACCOUNTS_OF_CUSTOMER, POINT_ENTRIES, POINT_KEYS, PROGRAMS, entry_key, natural_id},
};
use crate::{
    customer::{CustomerRef, ahead::of_ref},
    id::{EntryId, RecordId},
    identity::rows::{BY_RECORD, CUSTOMER_RECORDS, RECORD_FACTS},
    order::{ahead::of_order, rows::CUSTOMER_METRICS},
    scope::Ahead,
    storage::{By, Hop, Want},
};

/// What earning reads before it knows the order: the order and the programs.
pub(super) fn of_earn(ahead: &Ahead<'_>, input: &EarnInput) -> Vec<Want> {
    let mut wants = of_order(ahead, &input.order);
    wants.push(Want::new(&PROGRAMS, []));
    wants
}

/// What it reads once the order is known: whose record it is booked on, what they have, and entries of its names.
pub(super) fn of_booked(record: RecordId, ids: [EntryId; 2]) -> Vec<Want> {
    let keys = ids.map(|id| Want::new(&POINT_KEYS, *id.as_bytes()));
    let record = *record.as_bytes();
    let has = Want::by(&BY_RECORD, record).then(&ACCOUNTS_OF_OWNER);
    keys.into_iter().chain([Want::new(&RECORD_FACTS, record), has]).collect()
}

/// The entries that are known, how the points of an order came out last, and what bears the names of new ones.
pub(super) fn of_entries<'a>(known: impl Iterator<Item = &'a Known>, names: [EntryId; 3]) -> Vec<Want> {
    let places = known.flat_map(|known| {
        let seqs = [Some(known.seq), known.revised].into_iter().flatten();
        seqs.map(|seq| entry_key(known.record, &known.program, seq))
    });
    let names = names.map(|id| Want::new(&POINT_KEYS, *id.as_bytes()));
    places.map(|key| Want::new(&POINT_ENTRIES, key)).chain(names).collect()
}

/// From a row of a customer's record to all the records of the customer, and their accounts;
/// and the customer's figures.
static ACCOUNTS_OF_OWNER: [Hop; 2] = [
    Hop { by: By::Part(0), to: &CUSTOMER_RECORDS, then: &ACCOUNTS_OF_CUSTOMER },
    Hop { by: By::Part(0), to: &CUSTOMER_METRICS, then: &[] },
];

/// What a look at a member reads: the programs, the member, and what it has.
pub(crate) fn of_member(ahead: &Ahead<'_>, customer: &CustomerRef) -> Vec<Want> {
    let mut wants = of_ref(ahead, customer);
    wants.push(Want::new(&PROGRAMS, []));
    if let CustomerRef::Id(id) = customer {
        wants.push(Want::new(&CUSTOMER_RECORDS, *id.as_bytes()).then(&ACCOUNTS_OF_CUSTOMER));
    }
    wants
}

/// What spending reads: the member and what it has, the programs, and what bears its name already.
pub(super) fn of_spend(ahead: &Ahead<'_>, input: &RedeemInput, kind: &str) -> Vec<Want> {
    let mut wants = of_member(ahead, &input.customer);
    wants.extend(input.order.iter().flat_map(|order| of_order(ahead, order)));
    if let (Some(program), Some(external_id)) = (&input.program, &input.external_id) {
        let source = input.source.as_deref().unwrap_or("app");
        let id = natural_id(ahead.keyed, kind, program.trim(), [source.trim(), external_id.trim()]);
        wants.push(Want::new(&POINT_KEYS, *id.as_bytes()));
    }
    wants
}
