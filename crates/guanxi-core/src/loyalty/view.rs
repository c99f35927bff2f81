//! What accounts hold at an instant (rule P1): decided by the clock, whatever was booked.

use std::collections::BTreeMap;

use super::{
    account::{Account, Lot},
    model::{ExpiringPoints, PointBalance},
};
use crate::time::Timestamp;

/// What several accounts have that is not past, whether it can be drawn yet or not; without what is held.
pub(super) fn outstanding<'a>(accounts: impl Iterator<Item = &'a Account>, at: Timestamp) -> i64 {
    accounts.flat_map(|account| unheld(account, at)).map(|(_, points)| points).sum()
}

/// What is in the lots of an account that are not past, and what holds that ended gave back to them.
fn unheld(account: &Account, at: Timestamp) -> impl Iterator<Item = (&Lot, i64)> {
    let lots = account.lots.iter().map(|lot| (lot, lot.left));
    let ended = account.holds.iter().filter(move |hold| hold.until <= at);
    let released = ended.flat_map(|hold| &hold.drawn).map(|d| (&d.lot, d.points));
    lots.chain(released).filter(move |(lot, _)| !lot.is_expired(at))
}

/// What several accounts hold together.
pub(super) fn balance<'a>(
    program: &str,
    accounts: impl Iterator<Item = &'a Account>,
    at: Timestamp,
) -> PointBalance {
    let mut out = PointBalance {
        program: program.to_owned(),
        at,
        available: 0,
        pending: 0,
        held: 0,
        debt: 0,
        expiring: vec![],
        next_change: None,
    };
    let mut expiring: BTreeMap<Timestamp, i64> = BTreeMap::new();
    let mut changes: Vec<Timestamp> = Vec::new();
    for account in accounts {
        for (lot, points) in unheld(account, at) {
            if lot.is_available(at) {
                out.available += points;
            } else {
                out.pending += points;
                changes.push(lot.vests_at.max(lot.earned_at));
            }
            if let Some(end) = lot.expires_at {
                *expiring.entry(end).or_default() += points;
                changes.push(end);
            }
        }
        for hold in account.holds.iter().filter(|hold| hold.until > at) {
            out.held += hold.drawn.iter().map(|d| d.points).sum::<i64>();
            changes.push(hold.until);
        }
        out.debt += account.debt;
    }
    out.expiring = expiring.into_iter().map(|(at, points)| ExpiringPoints { at, points }).collect();
    out.next_change = changes.into_iter().filter(|change| *change > at).min();
    out
}
