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
    loyalty::grant::{Grant, grant, refusal, take_back},
    order::{self, Folded, OrderRef, rows as order_rows},
    scope::Tx,
    time::Timestamp,
};

/// See [`Referrals::settle`](super::Referrals::settle).
pub(super) fn settle(tx: &mut Tx<'_>, order: &OrderRef) -> Result<Vec<Referral>> {
    let order = order::load(&tx.look(), order)?;
    let about = by(tx, &order)?;
    let shown = about.into_iter().map(|(friend, checks)| {
        view::show(&tx.look(), &rows::must_referral(tx.rows(), friend)?, checks, tx.now)
    });
    shown.collect()
}

/// The record of a friend, and what was looked at if its referral still waits.
type LookedAt = (RecordId, Option<Vec<ReferralCheck>>);

/// Does what an order means for referrals, and says for which: that which it qualified for, whoever has the order now, and
/// those of its customer that nobody was rewarded for.
pub(super) fn by(tx: &mut Tx<'_>, order: &Folded) -> Result<Vec<LookedAt>> {
    let mut about = Vec::new();
    if let Some(friend) = rows::by_order(tx.rows(), order.id)?
        && let Some(known) = rows::referral(tx.rows(), friend)?
    {
        again(tx, &known, order)?;
        about.push((friend, None));
    }
    let booked = order.content.as_ref().and_then(|content| content.record);
    let friend = booked.map_or(Ok(None), |record| identity::rows::owner(tx.rows(), record))?;
    let Some(friend) = friend else { return Ok(about) };
    for record in identity::rows::records_of(tx.rows(), friend)? {
        let known = rows::referral(tx.rows(), record)?.filter(|known| known.rewarded.is_none());
        let Some(known) = known else { continue };
        let checks = if known.is_open() { first(tx, &known, friend, order)? } else { None };
        about.push((record, checks));
    }
    Ok(about)
}

/// Looks whether an order that a customer has already qualifies for a referral that waits; the earliest goes first.
pub(super) fn by_orders_of(tx: &mut Tx<'_>, friend: CustomerId) -> Result<()> {
    let mut orders = Vec::new();
    for record in identity::rows::records_of(tx.rows(), friend)? {
        orders.extend(order_rows::orders_of(tx.rows(), record)?);
    }
    orders.sort_unstable();
    for (_, order) in orders {
        let order = order_rows::must_load(tx.rows(), order)?;
        by(tx, &order)?;
    }
    Ok(())
}

/// An order that may qualify; what was looked at when it does not.
fn first(
    tx: &mut Tx<'_>,
    known: &Known,
    friend: CustomerId,
    order: &Folded,
) -> Result<Option<Vec<ReferralCheck>>> {
    let referrer = identity::rows::owner(tx.rows(), known.referrer)?;
    let Some(referrer) = referrer else { return Ok(None) };
    let program = rows::program_version(tx.rows(), &known.program, known.version)?;
    let placed_at = order.content.as_ref().map_or(tx.now, |content| content.placed_at);
    let sides = Sides { friend, referrer };
    let guards = check::guards(&tx.look(), &program, known, sides, placed_at)?;
    let is_referral = guards.iter().all(|check| check.passed);
    let of_order = check::order(&tx.look(), &program, known, friend, order)?;
    let mut qualifies = of_order.iter().all(|check| check.passed);
    let mut checks = [guards, of_order].concat();
    if qualifies && is_referral {
        // The order is not refused for it, whatever the loyalty program says.
        let refused = refusal(tx, known.friend, program.terms.program.as_deref(), at(tx, order))?;
        qualifies = refused.is_none();
        let refused =
            refused.map(|detail| ReferralCheck { name: "program".to_owned(), passed: false, detail });
        checks.extend(refused);
    }
    if !qualifies {
        return Ok(Some(checks));
    }
    if is_referral {
        reward(tx, &program, known, order, checks)?;
    } else {
        rows::append(tx, known.friend, &ReferralFact::Refused { recorded: tx.now, checks })?;
    }
    tx.changed(ChangeKind::ReferralChanged, Some(friend), Some(subject(referrer)));
    Ok(None)
}

fn reward(
    tx: &mut Tx<'_>,
    program: &ReferralProgram,
    known: &Known,
    order: &Folded,
    checks: Vec<ReferralCheck>,
) -> Result<()> {
    let at = at(tx, order);
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

/// When both sides earn for an order.
fn at(tx: &Tx<'_>, order: &Folded) -> Timestamp {
    order.content.as_ref().map_or(tx.now, |content| content.placed_at.min(tx.now))
}

/// The order that qualified may qualify no more.
fn again(tx: &mut Tx<'_>, known: &Known, order: &Folded) -> Result<()> {
    let program = rows::program_version(tx.rows(), &known.program, known.version)?;
    let (enough, found) = check::amount(&program, order)?;
    if !enough && known.reversed.is_none() {
        reverse(tx, known, format!("the order: {found}"))?;
    }
    Ok(())
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
