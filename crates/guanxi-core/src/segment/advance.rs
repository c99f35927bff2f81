//! Time alone moves customers into segments and out of them: at the very moments, in their order.

use super::{
    SegmentAdvance,
    follow::{Person, Step, missing, run, settle},
    ready::{Held, Ready},
    rows,
};
use crate::{
    error::Result,
    id::CustomerId,
    scope::{Scope, Tx, look::get},
    time::Timestamp,
};

/// Customers that one commit looks at.
const BATCH: usize = 500;

/// See [`Segments::advance`](super::Segments::advance).
pub(super) fn advance(scope: &Scope) -> Result<SegmentAdvance> {
    let mut report = SegmentAdvance { customers: 0, entered: 0, left: 0, ran: false, next_due: None };
    loop {
        let mut done = report.clone();
        let more = scope.write("segments.advance", |tx| {
            done = report.clone();
            let more = batch(tx, &mut done)?;
            if !more {
                finish(tx, &mut done)?;
            }
            Ok(more)
        })?;
        report = done;
        // What was only tried is due still.
        if !more || scope.dry_run {
            return Ok(report);
        }
    }
}

/// Moves those who are due first; says whether more are due.
fn batch(tx: &mut Tx<'_>, report: &mut SegmentAdvance) -> Result<bool> {
    let Some(clock) = rows::clock(tx.rows())? else { return Ok(false) };
    let held = tx.engine.memory.of::<Held>();
    let mut ready = held.take(&tx.look(), *clock.definitions)?;
    let mut due = rows::due(tx.rows(), BATCH)?;
    // Beyond the last of them there may be others that are due before those who come back.
    let end = match due.last() {
        Some((last, _)) if due.len() == BATCH => (*last).min(tx.now),
        _ => tx.now,
    };
    let mut looked_at = 0;
    while let Some((at, customer)) = due.pop_first().filter(|(at, _)| *at <= end) {
        let next = time(tx, &mut ready, &clock, customer, at, report)?;
        due.extend(next.map(|next| (next, customer)));
        looked_at += 1;
    }
    held.give(ready);
    report.customers += looked_at;
    Ok(looked_at > 0 && rows::due(tx.rows(), 1)?.first().is_some_and(|(at, _)| *at <= tx.now))
}

/// Has time move one customer at an instant; gives when to look at it again.
fn time(
    tx: &mut Tx<'_>,
    ready: &mut Ready,
    clock: &rows::Clock,
    customer: CustomerId,
    at: Timestamp,
    report: &mut SegmentAdvance,
) -> Result<Option<Timestamp>> {
    let was = rows::members_of(tx.rows(), customer)?;
    let known = get::<crate::customer::Customer>(tx.rows(), customer.as_bytes())?;
    let (is, next) = match known {
        Some(_) => {
            let look = tx.look();
            Person::load(&look, ready, clock, customer, at, false)?.at(&look, ready, at, &was)?
        }
        None => (vec![], None),
    };
    report.entered += missing(&is, &was).len() as u64;
    report.left += missing(&was, &is).len() as u64;
    settle(tx, customer, was, Step::of_time(at, is), None)?;
    rows::set_check(tx, customer, Some(at), next)?;
    Ok(next)
}

/// Notes how far time has come, and has the run made that a new day or a change of the shop asks for.
fn finish(tx: &mut Tx<'_>, report: &mut SegmentAdvance) -> Result<()> {
    let Some(mut clock) = rows::clock(tx.rows())? else { return Ok(()) };
    let today = tx.settings().zone.day(tx.now);
    let new_day = clock.ran_on < today && {
        let held = tx.engine.memory.of::<Held>();
        let ready = held.take(&tx.look(), *clock.definitions)?;
        let ranks = !ready.ranked.is_empty();
        held.give(ready);
        ranks
    };
    if clock.due || new_day {
        let (entered, left) = run(tx)?;
        (report.ran, report.entered, report.left) = (true, report.entered + entered, report.left + left);
    } else if tx.now > clock.advanced_to {
        (clock.advanced_to, clock.ran_on) = (tx.now, today.max(clock.ran_on));
        rows::set_clock(tx, &clock)?;
    }
    report.next_due = rows::due(tx.rows(), 1)?.first().map(|(at, _)| *at);
    Ok(())
}
