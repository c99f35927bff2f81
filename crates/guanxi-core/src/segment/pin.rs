use super::{
    PinChange, PinReceipt,
    rows::{PinFact, all, clock, pin_key, pins_of, set_clock},
};
use crate::{
    change::{ChangeKind, Outcome},
    customer::{CustomerRef, must_resolve},
    error::{Error, Result},
    identity::rows::records_of,
    scope::Tx,
};

/// See [`Segments::pin`](super::Segments::pin).
pub(super) fn pin(
    tx: &mut Tx<'_>,
    key: &str,
    customer: &CustomerRef,
    change: PinChange,
) -> Result<PinReceipt> {
    if !all(tx.rows())?.contains_key(key) {
        return Err(Error::not_found("segment", key));
    }
    let customer_id = must_resolve(&tx.look(), customer)?.id;
    let said = pins_of(tx.rows(), key)?;
    let mut outcome = Outcome::Unchanged;
    for record in records_of(tx.rows(), customer_id)? {
        let (before, seq) = said.get(&record).map_or((PinChange::Clear, 0), |(fact, n)| (fact.change, *n));
        if before != change {
            tx.put(pin_key(key, record, seq), &PinFact { change, recorded: tx.now })?;
            outcome = Outcome::Updated;
        }
    }
    if outcome == Outcome::Updated {
        note(tx, key)?;
        tx.changed(ChangeKind::SegmentPinned, Some(customer_id), None);
        tx.note(format!("segment {key}"));
    }
    Ok(PinReceipt { outcome, customer_id })
}

/// Has pins of a segment be looked for from now on.
fn note(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    let clock = clock(tx.rows())?;
    match clock.filter(|clock| !clock.pinned.iter().any(|other| other == key)) {
        Some(mut clock) => {
            clock.pinned.push(key.to_owned());
            set_clock(tx, &clock)
        }
        None => Ok(()),
    }
}
