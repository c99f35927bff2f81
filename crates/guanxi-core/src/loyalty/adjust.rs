//! Points by hand, from elsewhere, and from one member to another.

use super::{
    AdjustInput, ImportPointsInput, PointsReceipt, TransferInput,
    account::EntryFact,
    dates,
    ledger::{Asked, Ledger, replayed},
    model::EntryKind,
    program::{self, POINTS_MAX},
};
use crate::{
    customer::record_for,
    error::{Error, Result},
    id::EntryId,
    scope::Tx,
    text::checked_text,
};

/// See [`Loyalty::adjust`](super::Loyalty::adjust).
pub(super) fn adjust(tx: &mut Tx<'_>, input: &AdjustInput) -> Result<PointsReceipt> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let reason = checked_text("reason", &input.reason)?;
    if input.points == 0 || input.points.unsigned_abs() > POINTS_MAX.unsigned_abs() {
        return Err(Error::invalid("points", format_args!("expected ±1 to ±{POINTS_MAX}")));
    }
    let booked = record_for(tx, &input.customer)?;
    let (record, customer) = (booked.id, booked.customer.ok_or_else(Error::deleted)?);
    let content = format!("{} {record} {reason}", input.points);
    let key = (input.source.as_deref(), input.external_id.as_deref());
    let asked = Asked::new(tx, "adjust", &program.name, key, &content)?;
    let mut ledger = Ledger::open(tx, program, customer)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return ledger.receipt(tx, asked.id, true);
    }
    let now = tx.now;
    if input.points > 0 {
        // What staff give can be spent at once.
        let terms = &ledger.program.terms;
        let expires_at = dates::expires_at(terms, ledger.zone, now);
        let lot = ledger.lot_of(record, asked.id, input.points, (now, now, expires_at))?;
        let fact = EntryFact {
            lot: Some(lot.clone()),
            reason: Some(reason),
            ..asked.entry(EntryKind::Adjusted, now)
        };
        ledger.post(tx, record, fact)?;
        ledger.settle_debt(tx, &lot, record)?;
    } else {
        ledger.release_ended(tx, now)?;
        let drawn = ledger.draw_all(now, -input.points)?;
        let fact = EntryFact { drawn, reason: Some(reason), ..asked.entry(EntryKind::Adjusted, now) };
        ledger.post(tx, record, fact)?;
    }
    ledger.receipt(tx, asked.id, false)
}

/// See [`Loyalty::import_points`](super::Loyalty::import_points).
pub(super) fn import(tx: &mut Tx<'_>, input: &ImportPointsInput) -> Result<PointsReceipt> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let points = program::positive("points", input.points)?;
    let booked = record_for(tx, &input.customer)?;
    let (record, customer) = (booked.id, booked.customer.ok_or_else(Error::deleted)?);
    let content = format!("{points} {record} {:?} {:?}", input.earned_at, input.expires_at);
    let key = (input.source.as_deref(), Some(input.external_id.as_str()));
    let asked = Asked::new(tx, "import", &program.name, key, &content)?;
    let mut ledger = Ledger::open(tx, program, customer)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return ledger.receipt(tx, asked.id, true);
    }
    let earned_at = input.earned_at.unwrap_or(tx.now);
    if earned_at > tx.now {
        return Err(Error::invalid("earned_at", "it lies ahead of the clock"));
    }
    let expires_at =
        input.expires_at.or_else(|| dates::expires_at(&ledger.program.terms, ledger.zone, earned_at));
    let lot = ledger.lot_of(record, asked.id, points, (earned_at, earned_at, expires_at))?;
    let fact = EntryFact { lot: Some(lot.clone()), ..asked.entry(EntryKind::Imported, earned_at) };
    ledger.post(tx, record, fact)?;
    ledger.settle_debt(tx, &lot, record)?;
    ledger.receipt(tx, asked.id, false)
}

/// See [`Loyalty::transfer`](super::Loyalty::transfer).
pub(super) fn transfer(tx: &mut Tx<'_>, input: &TransferInput) -> Result<PointsReceipt> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let points = program::positive("points", input.points)?;
    let (from, to) = (record_for(tx, &input.customer)?, record_for(tx, &input.other)?);
    let (giver, taker) = (from.customer.ok_or_else(Error::deleted)?, to.customer.ok_or_else(Error::deleted)?);
    let content = format!("{points} {} {}", from.id, to.id);
    let key = (input.source.as_deref(), input.external_id.as_deref());
    let asked = Asked::new(tx, "transfer", &program.name, key, &content)?;
    let mut ledger = Ledger::open(tx, program.clone(), giver)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return ledger.receipt(tx, asked.id, true);
    }
    if giver == taker {
        return Err(Error::invalid("other", "expected another member"));
    }
    ledger.check_time(tx, tx.now)?;
    ledger.release_ended(tx, tx.now)?;
    let drawn = ledger.draw_all(tx.now, points)?;
    let fact = EntryFact { drawn: drawn.clone(), ..asked.entry(EntryKind::TransferredOut, tx.now) };
    ledger.post(tx, from.id, fact)?;
    let mut other = Ledger::open(tx, program, taker)?;
    for lot in drawn {
        let id = EntryId::from_bytes(tx.new_id());
        let dates = (lot.lot.earned_at, lot.lot.vests_at, lot.lot.expires_at);
        let made = other.lot_of(to.id, id, lot.points, dates)?;
        let fact = EntryFact {
            lot: Some(made.clone()),
            reason: Some(asked.id.to_string()),
            ..EntryFact::new(id, EntryKind::TransferredIn, tx.now)
        };
        other.post(tx, to.id, fact)?;
        other.settle_debt(tx, &made, to.id)?;
    }
    ledger.receipt(tx, asked.id, false)
}
