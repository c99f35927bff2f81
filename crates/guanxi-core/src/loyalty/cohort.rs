//! What became of the points of each month (rule P12b).
//!
//! Every entry says which lots it draws, and a lot says when it was earned: so each point that moved is counted in the month
//! of its own lot, and nothing is estimated. What is left is read from the accounts that the entries make.

use std::collections::BTreeMap;

use chrono::Datelike;
use guanxi_macros::model;

use super::{
    account::{Account, EntryFact, Known, Lot},
    model::EntryKind,
    program, rows,
    walk::{Visit, walk},
};
use crate::{
    error::{Error, Result},
    id::RecordId,
    identity,
    scope::{Look, look::get},
    time::{Timestamp, Zone},
};

/// What became of some points. What came in is what went out and what is left: `earned` + `added` + `transferred` =
/// `redeemed` − `given_back` + `settled` + `expired` + `clawed_back` + `withdrawn` + `forfeited` + `outstanding`.
#[model]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointOutcome {
    /// Earned by orders, events, occasions and referrals.
    pub earned: i64,
    /// Came in otherwise: by hand, from elsewhere, or given back as a new lot.
    pub added: i64,
    /// Got from other members less given to them. Points that are given keep their month, so this is 0 unless members who
    /// had done it were taken apart since.
    pub transferred: i64,
    /// Spent.
    pub redeemed: i64,
    /// Of them, given back to the lots that they came from.
    pub given_back: i64,
    /// Paid what was owed.
    pub settled: i64,
    /// Past their date, whether that was booked or not.
    pub expired: i64,
    /// Taken back because their order was. Those that had expired before stay expired.
    pub clawed_back: i64,
    /// Taken by hand.
    pub withdrawn: i64,
    /// Left with customers who were deleted.
    pub forfeited: i64,
    /// Still there: available, pending and held.
    pub outstanding: i64,
    /// Breakage: `expired` as a share of the points that were used (spent and not given back, or paid what was owed) or
    /// expired, in millionths, rounded half up; none before there are any.
    pub breakage_ppm: Option<u32>,
}

/// What became of the points of one month.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointCohort {
    /// The month in which they were earned, as `2026-03`.
    pub month: String,
    /// What became of them.
    pub points: PointOutcome,
}

/// Points by the month in which they were earned.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointCohortReport {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Timestamp,
    /// The months in which points were earned, oldest first.
    pub cohorts: Vec<PointCohort>,
    /// All months together.
    pub total: PointOutcome,
}

/// See [`Loyalty::point_cohorts`](super::Loyalty::point_cohorts).
pub(super) fn report(
    look: &Look<'_>,
    program: Option<&str>,
    at: Option<Timestamp>,
) -> Result<PointCohortReport> {
    let program = program::named(look, program)?;
    let at = at.unwrap_or_else(|| look.engine.clock.now());
    let zone = program.terms.zone(look.settings.zone);
    let mut months = Months { look, zone, at, of: BTreeMap::new() };
    walk(look.rows, &program.name, at, &mut months)?;
    let mut total = PointOutcome::default();
    months.of.values().for_each(|points| total.add(points));
    total.breakage_ppm = total.breakage();
    let cohorts = months.of.into_iter().map(|((year, month), points)| {
        let breakage_ppm = points.breakage();
        PointCohort {
            month: format!("{year:04}-{month:02}"),
            points: PointOutcome { breakage_ppm, ..points },
        }
    });
    Ok(PointCohortReport { program: program.name.clone(), at, cohorts: cohorts.collect(), total })
}

/// Year and month of a lot: what became of its points.
struct Months<'a> {
    look: &'a Look<'a>,
    zone: Zone,
    at: Timestamp,
    of: BTreeMap<(i32, u32), PointOutcome>,
}

impl Months<'_> {
    fn of(&mut self, lot: &Lot) -> &mut PointOutcome {
        let day = self.zone.day(lot.earned_at).to_chrono();
        self.of.entry((day.year(), day.month())).or_default()
    }
}

impl Visit for Months<'_> {
    fn entry(&mut self, record: RecordId, fact: &EntryFact) -> Result<()> {
        if let Some(lot) = &fact.lot {
            self.of(lot).came_in(fact.kind, lot.amount);
        }
        let kind = match (fact.kind, fact.of) {
            (EntryKind::Unmerged, Some(of)) => moved_by(self.look, of)?,
            (kind, _) => kind,
        };
        for drawn in fact.drawn.iter().filter(|drawn| drawn.record == record) {
            self.of(&drawn.lot).drawn(kind, drawn.points);
        }
        Ok(())
    }

    fn account(&mut self, record: RecordId, account: &Account) -> Result<()> {
        if account.lots.is_empty() && account.holds.is_empty() {
            return Ok(());
        }
        let is_owned = identity::rows::owner(self.look.rows, record)?.is_some();
        let at = self.at;
        for lot in &account.lots {
            self.of(lot).left(lot.left, lot.is_expired(at), is_owned);
        }
        for hold in &account.holds {
            // Held points do not expire; those of a hold that has run out are back in their lots.
            let is_over = hold.until <= at;
            for drawn in &hold.drawn {
                let expired = is_over && drawn.lot.is_expired(at);
                self.of(&drawn.lot).left(drawn.points, expired, is_owned);
            }
        }
        Ok(())
    }
}

/// Which kind of entry used the points that an un-merge brings back, and others instead (rule P13).
fn moved_by(look: &Look<'_>, of: crate::id::EntryId) -> Result<EntryKind> {
    let known = get::<Known>(look.rows, of.as_bytes())?;
    let known = known.ok_or_else(|| Error::internal("what an un-merge is about is known"))?;
    Ok(match rows::fact(look.rows, &known)?.kind {
        // What an order earned is what others' lots were taken for.
        EntryKind::Earned => EntryKind::ClawedBack,
        kind => kind,
    })
}

impl PointOutcome {
    fn came_in(&mut self, kind: EntryKind, points: i64) {
        let into = match kind {
            EntryKind::Earned => &mut self.earned,
            EntryKind::TransferredIn => &mut self.transferred,
            _ => &mut self.added,
        };
        *into = into.saturating_add(points);
    }

    fn drawn(&mut self, kind: EntryKind, points: i64) {
        let (out, points) = match kind {
            EntryKind::Redeemed | EntryKind::Captured => (&mut self.redeemed, points),
            EntryKind::GivenBack => (&mut self.given_back, -points),
            EntryKind::DebtSettled => (&mut self.settled, points),
            EntryKind::Expired => (&mut self.expired, points),
            EntryKind::ClawedBack => (&mut self.clawed_back, points),
            EntryKind::TransferredOut => (&mut self.transferred, -points),
            EntryKind::Adjusted => (&mut self.withdrawn, points),
            // What is held is still there; the others draw nothing.
            EntryKind::Held
            | EntryKind::Voided
            | EntryKind::Earned
            | EntryKind::Imported
            | EntryKind::TransferredIn
            | EntryKind::Unmerged => return,
        };
        *out = out.saturating_add(points);
    }

    fn left(&mut self, points: i64, is_expired: bool, is_owned: bool) {
        let of = match (is_expired, is_owned) {
            (true, _) => &mut self.expired,
            (false, true) => &mut self.outstanding,
            (false, false) => &mut self.forfeited,
        };
        *of = of.saturating_add(points);
    }

    fn add(&mut self, other: &Self) {
        let sums = [
            (&mut self.earned, other.earned),
            (&mut self.added, other.added),
            (&mut self.transferred, other.transferred),
            (&mut self.redeemed, other.redeemed),
            (&mut self.given_back, other.given_back),
            (&mut self.settled, other.settled),
            (&mut self.expired, other.expired),
            (&mut self.clawed_back, other.clawed_back),
            (&mut self.withdrawn, other.withdrawn),
            (&mut self.forfeited, other.forfeited),
            (&mut self.outstanding, other.outstanding),
        ];
        for (sum, points) in sums {
            *sum = sum.saturating_add(points);
        }
    }

    fn breakage(&self) -> Option<u32> {
        let used = i128::from(self.redeemed) - i128::from(self.given_back) + i128::from(self.settled);
        let (expired, all) = (i128::from(self.expired), used + i128::from(self.expired));
        if used < 0 || expired < 0 || all == 0 {
            return None;
        }
        u32::try_from((2_000_000 * expired + all) / (2 * all)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breakage_is_a_share_of_what_was_used_or_expired() {
        let of = |redeemed, given_back, settled, expired| {
            PointOutcome { redeemed, given_back, settled, expired, ..PointOutcome::default() }.breakage()
        };
        assert_eq!(of(0, 0, 0, 0), None);
        assert_eq!(of(5, 5, 0, 0), None);
        assert_eq!(of(0, 0, 0, 7), Some(1_000_000));
        assert_eq!(of(60, 10, 10, 30), Some(333_333));
        assert_eq!(of(1, 0, 0, 2), Some(666_667));
        assert_eq!(of(i64::MAX, 0, i64::MAX, i64::MAX), Some(333_333));
    }

    #[test]
    fn each_kind_of_entry_has_its_place() {
        let mut points = PointOutcome::default();
        points.came_in(EntryKind::Earned, 100);
        points.came_in(EntryKind::Imported, 10);
        points.came_in(EntryKind::TransferredIn, 5);
        for (kind, drawn) in [
            (EntryKind::Redeemed, 30),
            (EntryKind::Captured, 8),
            (EntryKind::GivenBack, -6),
            (EntryKind::DebtSettled, 4),
            (EntryKind::Expired, 3),
            (EntryKind::ClawedBack, 20),
            (EntryKind::TransferredOut, 5),
            (EntryKind::Adjusted, 2),
            (EntryKind::Held, 9),
        ] {
            points.drawn(kind, drawn);
        }
        points.left(40, false, true);
        points.left(9, true, true);
        points.left(-4, true, false);
        points.left(4, false, false);
        let expected = PointOutcome {
            earned: 100,
            added: 10,
            redeemed: 38,
            given_back: 6,
            settled: 4,
            expired: 8,
            clawed_back: 20,
            withdrawn: 2,
            forfeited: 4,
            outstanding: 40,
            ..PointOutcome::default()
        };
        assert_eq!(points, expected);
        let mut twice = points.clone();
        twice.add(&points);
        assert_eq!((twice.earned, twice.given_back, twice.outstanding), (200, 12, 80));
    }
}
