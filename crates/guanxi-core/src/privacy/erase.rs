use super::{
    ErasedArea, ErasureReason, ErasureReceipt,
    rows::{self, ErasureFact},
};
use crate::{
    change::{ChangeKind, Outcome},
    consent::rows::SuppressedSince,
    customer::{self, CustomerRef},
    dedupe,
    error::{Error, Result},
    id::CustomerId,
    scope::{Look, Person, Tx, look::get},
};

/// See [`Privacy::erase`](super::Privacy::erase).
pub(super) fn erase(
    tx: &mut Tx<'_>,
    reference: &CustomerRef,
    reason: ErasureReason,
    suppress: bool,
) -> Result<ErasureReceipt> {
    if let Some(before) = erased_before(&tx.look(), reference)? {
        return Ok(before);
    }
    let person = customer::person(&tx.look(), reference)?;
    erase_person(tx, &person, reason, suppress)
}

/// Erases a person who is not erased yet.
pub(super) fn erase_person(
    tx: &mut Tx<'_>,
    person: &Person,
    reason: ErasureReason,
    suppress: bool,
) -> Result<ErasureReceipt> {
    let suppressed = if suppress { suppress_addresses(tx, person)? } else { 0 };
    let mut areas = Vec::new();
    for area in tx.engine.areas {
        let erased = area.erase(tx, person)?;
        if erased.destroyed + erased.kept > 0 {
            areas.push(ErasedArea {
                area: area.name().to_owned(),
                destroyed: erased.destroyed,
                kept: erased.kept,
                kept_because: erased.kept_because,
            });
        }
    }
    dedupe::rows::forget(tx, &person.records)?;
    let actor = tx.actor().as_str().to_owned();
    let fact = ErasureFact { at: tx.now, actor, reason, suppressed, areas };
    tx.put(rows::key(person.customer), &fact)?;
    tx.changed(ChangeKind::CustomerErased, Some(person.customer), None);
    Ok(fact.show(person.customer, Outcome::Updated))
}

/// The receipt of a customer that is erased already.
pub(super) fn erased_before(look: &Look<'_>, reference: &CustomerRef) -> Result<Option<ErasureReceipt>> {
    let CustomerRef::Id(id) = reference else { return Ok(None) };
    let Some(gone) = customer::erased(look, *id)? else { return Ok(None) };
    receipt(look, gone).map(Some)
}

fn receipt(look: &Look<'_>, customer: CustomerId) -> Result<ErasureReceipt> {
    let fact = get::<ErasureFact>(look.rows, &rows::key(customer))?;
    let fact = fact.ok_or_else(|| Error::corrupt(rows::ERASURES.name(), "an erasure is not there"))?;
    Ok(fact.show(customer, Outcome::Unchanged))
}

fn suppress_addresses(tx: &mut Tx<'_>, person: &Person) -> Result<u64> {
    let addresses = customer::addresses(&tx.look(), person)?;
    let since = SuppressedSince(tx.now);
    for hash in &addresses {
        tx.put(hash.to_vec(), &since)?;
    }
    Ok(addresses.len() as u64)
}
