//! Rewarding both sides, and taking it back.

use super::{
    Referral, ReferralCheck, ReferralProgram,
    attribute::subject,
    check::{self, Sides},
    rows::{self, Known, ReferralFact, Rewarded},
    view,
};
use crate::{
    change::ChangeKind,
    error::Result,
    id::{CustomerId, EntryId, RecordId},
    identity,
    loyalty::grant::{Grant, grant, take_back},
    order::{self, Folded, OrderRef},
    scope::Tx,
};

/// See [`Referrals::settle`](super::Referrals::settle).
pub(super) fn settle(tx: &mut Tx<'_>, order: &OrderRef) -> Result<Vec<Referral>> {
    let order = order::load(&tx.look(), order)?;
    let booked = order.content.as_ref().and_then(|content| content.record);
    let mut settled = Vec::new();
    // The order that qualified settles its referral, whoever has it now.
    if let Some(friend) = rows::by_order(tx.rows(), order.id)?
        && let Some(known) = rows::referral(tx.rows(), friend)?
    {
        settled.push(again(tx, &known, &order)?);
    }
    let friend = booked.map_or(Ok(None), |record| identity::rows::owner(tx.rows(), record))?;
    let Some(friend) = friend else { return Ok(settled) };
    for record in identity::rows::records_of(tx.rows(), friend)? {
        if let Some(known) = rows::referral(tx.rows(), record)?.filter(|known| known.is_open()) {
            settled.push(first(tx, &known, friend, &order)?);
        }
    }
    Ok(settled)
}

/// An order that may qualify.
fn first(tx: &mut Tx<'_>, known: &Known, friend: CustomerId, order: &Folded) -> Result<Referral> {
    let program = rows::program_version(tx.rows(), &known.program, known.version)?;
    let placed_at = order.content.as_ref().map_or(tx.now, |content| content.placed_at);
    let checks = {
        let look = tx.look();
        let referrer = identity::rows::owner(look.rows, known.referrer)?;
        let Some(referrer) = referrer else { return view::show(&look, known, None, tx.now) };
        let mut checks = check::guards(&look, &program, known, Sides { friend, referrer }, placed_at)?;
        let guarded = checks.iter().all(|check| check.passed);
        checks.extend(check::order(&look, &program, known, friend, order)?);
        (checks, guarded, referrer)
    };
    let (checks, guarded, referrer) = checks;
    let of_order = |check: &&ReferralCheck| ["window", "order", "condition"].contains(&check.name.as_str());
    if !checks.iter().filter(of_order).all(|check| check.passed) {
        return view::show(&tx.look(), known, Some(checks), tx.now);
    }
    if guarded {
        reward(tx, &program, known, order, checks)?;
    } else {
        rows::append(tx, known.friend, &ReferralFact::Refused { recorded: tx.now, checks })?;
    }
    tx.changed(ChangeKind::ReferralChanged, Some(friend), Some(subject(referrer)));
    shown(tx, known.friend)
}

fn reward(
    tx: &mut Tx<'_>,
    program: &ReferralProgram,
    known: &Known,
    order: &Folded,
    checks: Vec<ReferralCheck>,
) -> Result<()> {
    let at = order.content.as_ref().map_or(tx.now, |content| content.placed_at.min(tx.now));
    let mut side = |record: RecordId, points: i64, name: &str| -> Result<Option<EntryId>> {
        let key = format!("{}:{name}", known.friend);
        let program = program.terms.program.as_deref();
        let of =
            Grant { record, program, points, kind: "referral", key: &key, reason: name, order: order.id, at };
        if points > 0 { grant(tx, &of).map(Some) } else { Ok(None) }
    };
    let referrer_entry = side(known.referrer, program.terms.referrer_points, "referrer")?;
    let friend_entry = side(known.friend, program.terms.friend_points, "friend")?;
    let rewarded = Rewarded { at, order: order.id, referrer_entry, friend_entry, checks };
    rows::append(tx, known.friend, &ReferralFact::Rewarded { recorded: tx.now, rewarded })?;
    tx.put(order.id.as_bytes().to_vec(), &rows::OfOrder(known.friend))
}

/// The order that qualified may qualify no more.
fn again(tx: &mut Tx<'_>, known: &Known, order: &Folded) -> Result<Referral> {
    let program = rows::program_version(tx.rows(), &known.program, known.version)?;
    let (enough, found) = check::amount(&program, order)?;
    if !enough && known.reversed.is_none() {
        reverse(tx, known, format!("the order: {found}"))?;
    }
    shown(tx, known.friend)
}

/// Takes the points of both sides back.
pub(super) fn reverse(tx: &mut Tx<'_>, known: &Known, reason: String) -> Result<()> {
    let Some(rewarded) = &known.rewarded else { return Ok(()) };
    for entry in rewarded.referrer_entry.iter().chain(&rewarded.friend_entry) {
        take_back(tx, *entry)?;
    }
    rows::append(tx, known.friend, &ReferralFact::Reversed { recorded: tx.now, reason })?;
    let friend = identity::rows::owner(tx.rows(), known.friend)?;
    let referrer = identity::rows::owner(tx.rows(), known.referrer)?;
    tx.changed(ChangeKind::ReferralChanged, friend, referrer.map(subject));
    Ok(())
}

fn shown(tx: &Tx<'_>, friend: RecordId) -> Result<Referral> {
    view::show(&tx.look(), &rows::must_referral(tx.rows(), friend)?, None, tx.now)
}
