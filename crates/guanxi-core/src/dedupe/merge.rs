//! Merging by hand, and taking apart.

use std::collections::BTreeSet;

use super::{BookedCounts, MergeReceipt, UnmergeReceipt};
use crate::{
    change::Outcome,
    consent,
    customer::{self, CustomerRef, Why, must_resolve},
    error::{Error, Result},
    event::{self, EventFact},
    id::{CustomerId, RecordId},
    identity::{self, LinkCause},
    order::{self, OrderFact},
    scope::{
        Tx,
        look::{get, scan},
    },
    storage::{Flow, KeyRange, Read},
    time::Timestamp,
};

/// See [`Duplicates::merge`](super::Duplicates::merge).
pub(super) fn merge(tx: &mut Tx<'_>, customer: &CustomerRef, other: &CustomerRef) -> Result<MergeReceipt> {
    let customer = must_resolve(&tx.look(), customer)?;
    let other = must_resolve(&tx.look(), other)?.id;
    if customer.id == other {
        return Ok(MergeReceipt { outcome: Outcome::Unchanged, customer, merged: None });
    }
    let merged = Some(customer.id.max(other));
    let customer = customer::merge(tx, customer.id, other, Why::of(LinkCause::Merged))?;
    Ok(MergeReceipt { outcome: Outcome::Updated, customer, merged })
}

/// See [`Duplicates::unmerge`](super::Duplicates::unmerge).
pub(super) fn unmerge(
    tx: &mut Tx<'_>,
    reference: &CustomerRef,
    records: &[RecordId],
) -> Result<UnmergeReceipt> {
    let from = must_resolve(&tx.look(), reference)?.id;
    let leaving: BTreeSet<RecordId> = match reference {
        CustomerRef::Id(old) if records.is_empty() && *old != from => came_under(tx.rows(), *old, from)?,
        _ => records.iter().copied().collect(),
    };
    let linked = |record: &RecordId| -> Result<Timestamp> {
        let known = identity::rows::load(tx.rows(), *record)?;
        known.map(|r| r.linked).ok_or_else(|| Error::not_found("record", record))
    };
    let of_leaving = leaving.iter().map(linked).collect::<Result<Vec<_>>>()?;
    let left = identity::rows::records_of(tx.rows(), from)?.into_iter().filter(|r| !leaving.contains(r));
    let of_left = left.map(|record| linked(&record)).collect::<Result<Vec<_>>>()?;
    // The first of the one met the first of the other.
    let together = of_leaving.into_iter().min().max(of_left.into_iter().min()).unwrap_or(Timestamp::MIN);
    let parted = customer::part(tx, from, &leaving)?;
    let booked = counts(tx.rows(), &leaving, None)?;
    let booked_since = counts(tx.rows(), &leaving, Some(together))?;
    let left_since = counts(tx.rows(), &parted.left_records, Some(together))?;
    let customer = must_resolve(&tx.look(), &CustomerRef::Id(parted.customer))?;
    let left = must_resolve(&tx.look(), &CustomerRef::Id(parted.left))?;
    Ok(UnmergeReceipt { customer, left, booked, booked_since, left_since })
}

/// The records of a customer that came to it under an older id.
fn came_under(rows: &dyn Read, old: CustomerId, now: CustomerId) -> Result<BTreeSet<RecordId>> {
    let mut came = BTreeSet::new();
    for record in identity::rows::records_of(rows, now)? {
        if identity::rows::without_content(rows, record)?.belonged_to(old) {
            came.insert(record);
        }
    }
    Ok(came)
}

/// What is booked on records, or of that what came in after an instant.
fn counts<'a>(
    rows: &dyn Read,
    records: impl IntoIterator<Item = &'a RecordId>,
    after: Option<Timestamp>,
) -> Result<BookedCounts> {
    let counts_for = |recorded: Timestamp| u64::from(after.is_none_or(|after| recorded > after));
    let mut counts = BookedCounts::default();
    for record in records {
        for (_, order) in order::rows::orders_of(rows, *record)? {
            let first = get::<OrderFact>(rows, &order::rows::fact_key(order, 0))?;
            counts.orders += first.map_or(0, |fact| counts_for(fact.recorded()));
        }
        scan::<EventFact>(rows, &KeyRange::prefix(record.as_bytes()), &mut |_, fact: event::EventFact| {
            counts.events += counts_for(fact.recorded);
            Ok(Flow::Continue(()))
        })?;
        for (_, entry) in consent::rows::entries(rows, *record)? {
            counts.consents += counts_for(entry.recorded);
        }
    }
    Ok(counts)
}
