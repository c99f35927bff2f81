//! The profile of a person who is erased, or who asks what is known.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Customer, CustomerRef,
    derive::identifier_hashes,
    find,
    link::Relinking,
    rows::{self, Alias, CUSTOMERS},
};
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    identity::{LinkCause, Record, rows as records},
    scope::{Dossier, Erased, Look, Person, Tx, look::get},
};

/// The person that a reference names. By its id also one whose customer was deleted.
///
/// # Errors
/// As [`must_resolve`](super::must_resolve).
pub(crate) fn person(look: &Look<'_>, reference: &CustomerRef) -> Result<Person> {
    match (find::must_resolve(look, reference), reference) {
        (Ok(customer), _) => person_of(look, customer.id, records::records_of(look.rows, customer.id)?),
        (Err(e), CustomerRef::Id(id)) if e.code() == "not_found" => {
            let left = left_by(look, *id)?;
            if left.is_empty() { Err(e) } else { person_of(look, *id, left) }
        }
        (Err(e), _) => Err(e),
    }
}

/// The keyed hashes of the e-mails and phones that a person's records bear.
pub(crate) fn addresses(look: &Look<'_>, person: &Person) -> Result<BTreeSet<[u8; 16]>> {
    let mut hashes = BTreeSet::new();
    for record in &person.records {
        hashes.extend(identifier_hashes(&records::must_load(look.rows, *record)?, &look.engine.keyed));
    }
    Ok(hashes)
}

/// The customer that was erased, of whom an id was.
pub(crate) fn erased(look: &Look<'_>, id: CustomerId) -> Result<Option<CustomerId>> {
    let Some(record) = alias(look, id)? else { return Ok(None) };
    let record = records::without_content(look.rows, record)?;
    Ok(record.stays.last().filter(|_| record.erased).map(|stay| stay.customer))
}

fn alias(look: &Look<'_>, id: CustomerId) -> Result<Option<RecordId>> {
    Ok(get::<Alias>(look.rows, &rows::key(id))?.map(|Alias(record)| record))
}

/// The records that a deleted customer left, which no index tells: a pass over all.
fn left_by(look: &Look<'_>, id: CustomerId) -> Result<Vec<RecordId>> {
    let mut left = Vec::new();
    if alias(look, id)?.is_none() {
        return Ok(left);
    }
    records::each(look.rows, &mut |record, _| {
        if is_left(&record) && record.last_customer() == Some(id) {
            left.push(record.id);
        }
        Ok(())
    })?;
    Ok(left)
}

/// The records that each deleted customer left: a pass over all.
pub(crate) fn deleted(look: &Look<'_>) -> Result<BTreeMap<CustomerId, Vec<RecordId>>> {
    let mut left: BTreeMap<_, Vec<_>> = BTreeMap::new();
    records::each(look.rows, &mut |record, _| {
        if let Some(customer) = record.last_customer().filter(|_| is_left(&record)) {
            left.entry(customer).or_default().push(record.id);
        }
        Ok(())
    })?;
    Ok(left)
}

/// Whether a record was left by a customer that was deleted.
pub(crate) fn is_left(record: &Record) -> bool {
    record.customer.is_none() && !record.erased
}

/// A customer and its records, with the ids of customers that went into it, and into nobody else.
pub(crate) fn person_of(look: &Look<'_>, customer: CustomerId, records: Vec<RecordId>) -> Result<Person> {
    let mut ids = vec![customer];
    for record in &records {
        for stay in records::without_content(look.rows, *record)?.stays {
            let led_here = alias(look, stay.customer)?.is_some_and(|first| records.contains(&first));
            if led_here && !ids.contains(&stay.customer) {
                ids.push(stay.customer);
            }
        }
    }
    Ok(Person { customer, ids, records })
}

/// Takes its records from a customer for ever, and with them all that finds it.
pub(super) fn erase(tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
    let known = tx.rows().get(&CUSTOMERS, &rows::key(person.customer), &mut |_| ())?;
    let mut relinking = Relinking::default();
    relinking.load(tx, person.customer)?;
    relinking.release(tx, person.customer, LinkCause::Erased)?;
    relinking.finish(tx, person.customer)?;
    Ok(Erased::all(u64::from(known)))
}

/// The profile that is made of the records.
pub(super) fn export(look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
    let profile = get::<Customer>(look.rows, &rows::key(person.customer))?;
    profile.map_or(Ok(()), |profile| out.add("profile", &profile))
}
