//! What accounts hold at an instant (rule P1): decided by the clock, whatever was booked.

use std::collections::BTreeMap;

use super::{
    account::Account,
    model::{ExpiringPoints, PointBalance},
};
use crate::time::Timestamp;

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
        let lots = account.lots.iter().map(|lot| (lot, lot.left));
        let (ended, live): (Vec<_>, Vec<_>) = account.holds.iter().partition(|hold| hold.until <= at);
        let released = ended.iter().flat_map(|hold| &hold.drawn).map(|d| (&d.lot, d.points));
        for (lot, points) in lots.chain(released).filter(|(lot, _)| !lot.is_expired(at)) {
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
        out.held += live.iter().flat_map(|hold| &hold.drawn).map(|d| d.points).sum::<i64>();
        changes.extend(live.iter().map(|hold| hold.until));
        out.debt += account.debt;
    }
    out.expiring = expiring.into_iter().map(|(at, points)| ExpiringPoints { at, points }).collect();
    out.next_change = changes.into_iter().filter(|change| *change > at).min();
    out
}
