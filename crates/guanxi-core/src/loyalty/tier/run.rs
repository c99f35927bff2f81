//! The levels that figures give, by a run through time.

use super::{TierDowngrade, TierTerms, TierWindow, counted::Counted};
use crate::{
    loyalty::dates,
    time::{Timestamp, Zone},
};

/// What happens at one instant, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// An order leaves the window, or a year ends.
    Leaves(usize),
    YearEnds,
    /// Something is taken off.
    Off(usize, usize),
    /// An order counts.
    Enters(usize),
}

/// A run through time: the level that the figures give, and the figure.
struct Run<'a> {
    terms: &'a TierTerms,
    zone: Zone,
    figure: i64,
    /// The figure of the year before.
    year_before: i64,
    year: i64,
    /// The last year in which the tier was reached.
    kept: i64,
    level: usize,
    grace_end: Option<Timestamp>,
    changes: Vec<(Timestamp, usize)>,
}

impl Run<'_> {
    fn enters(&mut self, at: Timestamp, amount: i64) {
        self.figure = self.figure.saturating_add(amount);
        let reached = self.terms.level(self.figure);
        if reached > self.level {
            self.moves(at, reached);
        }
        if reached >= self.level {
            self.grace_end = None;
            self.kept = self.year;
        }
    }

    /// The figures fell: at once, or after the grace.
    fn leaves(&mut self, at: Timestamp, amount: i64) {
        self.figure = self.figure.saturating_sub(amount);
        if self.terms.level(self.figure) >= self.level || self.grace_end.is_some() {
            return;
        }
        if self.terms.grace_days == 0 {
            self.falls(at, self.figure);
        } else {
            self.grace_end = Some(self.zone.plus_days(at, self.terms.grace_days));
        }
    }

    fn grace_ends(&mut self, until: Timestamp, steps_at_end: bool) {
        let is_over = |end: &Timestamp| *end < until || *end == until && steps_at_end;
        while let Some(end) = self.grace_end.filter(is_over) {
            self.grace_end = None;
            if self.terms.level(self.figure) < self.level {
                self.falls(end, self.figure);
            }
            if self.terms.level(self.figure) < self.level {
                self.grace_end = Some(self.zone.plus_days(end, self.terms.grace_days));
            }
        }
    }

    fn year_ends(&mut self, at: Timestamp) {
        self.year += 1;
        (self.year_before, self.figure) = (self.figure, 0);
        if self.level > 0 && self.kept + 1 < self.year {
            self.falls(at, self.year_before);
            self.kept = self.year - 1;
        }
    }

    fn falls(&mut self, at: Timestamp, figure: i64) {
        let to = match self.terms.downgrade {
            TierDowngrade::Recompute => self.terms.level(figure),
            TierDowngrade::OneDown => self.level - 1,
        };
        self.moves(at, to);
    }

    fn moves(&mut self, at: Timestamp, to: usize) {
        self.level = to;
        self.changes.push((at, to));
    }
}

/// Years of the future that are looked at: a tier is lost one by one at the most.
fn years_ahead(terms: &TierTerms) -> u32 {
    terms.levels.len() as u32 + 3
}

/// The levels that figures give: every change up to an instant and after it, and the figure at that instant.
pub(super) fn run(
    terms: &TierTerms,
    zone: Zone,
    counted: &[Counted],
    at: Timestamp,
) -> (Vec<(Timestamp, usize)>, i64) {
    let mut steps: Vec<(Timestamp, Step)> = Vec::new();
    for (i, item) in counted.iter().enumerate() {
        steps.push((item.at, Step::Enters(i)));
        let later = item.off.iter().enumerate().filter(|(_, (when, _))| *when > item.at);
        steps.extend(later.map(|(j, (when, _))| (*when, Step::Off(i, j))));
        if terms.window == TierWindow::Rolling {
            steps.push((zone.plus_months(item.at, terms.window_months.unwrap_or(12)), Step::Leaves(i)));
        }
    }
    let first = counted.iter().map(|item| item.at).min();
    if let Some(first) = first {
        let last = zone.plus_months(at.max(first), 12 * years_ahead(terms));
        steps.extend(year_ends(terms.window, zone, first, last).map(|end| (end, Step::YearEnds)));
    }
    steps.sort_unstable();
    let mut run = Run {
        terms,
        zone,
        figure: 0,
        year_before: 0,
        year: 0,
        kept: 0,
        level: 0,
        grace_end: None,
        changes: vec![],
    };
    let mut present: Vec<Option<(i64, i64)>> = vec![None; counted.len()];
    let mut figure = 0;
    for (when, step) in steps {
        run.grace_ends(when, !matches!(step, Step::Leaves(_) | Step::YearEnds));
        match step {
            Step::Enters(i) => {
                let amount = counted[i].at_first();
                present[i] = Some((amount, run.year));
                run.enters(when, amount);
            }
            Step::Off(i, j) => {
                let off = counted[i].off[j].1;
                if let Some((left, year)) = &mut present[i] {
                    *left -= off;
                    if *year == run.year {
                        run.figure = run.figure.saturating_sub(off);
                    }
                }
            }
            Step::Leaves(i) => {
                let left = present[i].take().map_or(0, |(left, _)| left);
                run.leaves(when, left);
            }
            Step::YearEnds => run.year_ends(when),
        }
        if when <= at {
            figure = run.figure;
        }
    }
    run.grace_ends(Timestamp::MAX, true);
    (run.changes, figure)
}

/// The ends of the years of a window, after its first order.
fn year_ends(
    window: TierWindow,
    zone: Zone,
    first: Timestamp,
    last: Timestamp,
) -> impl Iterator<Item = Timestamp> {
    use chrono::Datelike;
    let year = zone.day(first).to_chrono().year();
    let ends: Box<dyn Iterator<Item = Timestamp>> = match window {
        TierWindow::CalendarYear => {
            Box::new((1..).map(move |n| dates::start(zone, year.saturating_add(n), 1)))
        }
        TierWindow::AnniversaryYear => Box::new((1..).map(move |n: u32| zone.plus_months(first, 12 * n))),
        TierWindow::Rolling | TierWindow::Lifetime => Box::new(std::iter::empty()),
    };
    ends.take_while(move |end| *end <= last && *end < Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::{super::TierLevel, *};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn tiers(window: TierWindow, grace_days: u32, downgrade: TierDowngrade) -> TierTerms {
        let level = |name: &str, threshold| TierLevel { name: name.to_owned(), threshold, benefits: vec![] };
        let levels = vec![level("silver", 1_000), level("gold", 5_000), level("platinum", 20_000)];
        TierTerms { window, levels, grace_days, downgrade, ..TierTerms::default() }
    }

    /// Changes as `month-day:level`, for orders of (time, amount).
    fn changes(terms: &TierTerms, orders: &[(&str, i64)]) -> Vec<String> {
        let counted: Vec<_> = orders
            .iter()
            .map(|(when, amount)| Counted { at: at(when), amount: *amount, off: vec![] })
            .collect();
        let (changes, _) = run(terms, Zone::UTC, &counted, at("2026-06-01T00:00:00Z"));
        changes.into_iter().map(|(when, level)| format!("{when} {level}")).collect()
    }

    const G_T2: [(&str, i64); 2] = [("2025-01-15T12:00:00Z", 3_000), ("2025-06-10T09:00:00Z", 2_500)];

    #[test]
    fn a_rolling_window_is_half_open() {
        let terms = tiers(TierWindow::Rolling, 0, TierDowngrade::Recompute);
        let expected = [
            "2025-01-15T12:00:00Z 1",
            "2025-06-10T09:00:00Z 2",
            "2026-01-15T12:00:00Z 1",
            "2026-06-10T09:00:00Z 0",
        ];
        assert_eq!(changes(&terms, &G_T2), expected);
    }

    #[test]
    fn grace_ends_before_what_happens_at_its_end() {
        let terms = tiers(TierWindow::Rolling, 30, TierDowngrade::Recompute);
        let with = |when, amount| changes(&terms, &[G_T2[0], G_T2[1], (when, amount)]);
        let after = |all: Vec<String>| all[2..].to_vec();
        // before the end an order keeps Gold: nothing happens until June
        assert_eq!(after(with("2026-02-14T11:59:59Z", 2_500))[0], "2026-07-10T09:00:00Z 1");
        // at the end it is lost and reached again
        let lost = ["2026-02-14T12:00:00Z 1", "2026-02-14T12:00:00Z 2"];
        assert_eq!(after(with("2026-02-14T12:00:00Z", 2_500))[..2], lost);
        assert_eq!(after(with("2026-02-14T12:00:00Z", 2_000))[..1], lost[..1]);
    }

    #[test]
    fn where_a_member_falls_to() {
        let order = [("2025-01-15T12:00:00Z", 20_000)];
        let fall = |downgrade| changes(&tiers(TierWindow::Rolling, 0, downgrade), &order)[1].clone();
        assert_eq!(fall(TierDowngrade::Recompute), "2026-01-15T12:00:00Z 0");
        assert_eq!(fall(TierDowngrade::OneDown), "2026-01-15T12:00:00Z 2");
    }

    #[test]
    fn a_tier_of_a_calendar_year_lasts_to_the_end_of_the_next() {
        let terms = tiers(TierWindow::CalendarYear, 0, TierDowngrade::Recompute);
        let all = changes(&terms, &[("2025-11-30T10:00:00Z", 5_000), ("2026-03-01T10:00:00Z", 1_200)]);
        assert_eq!(all, ["2025-11-30T10:00:00Z 2", "2027-01-01T00:00:00Z 1", "2028-01-01T00:00:00Z 0"]);
    }

    #[test]
    fn what_is_taken_off_counts_at_the_next_evaluation() {
        let terms = tiers(TierWindow::Rolling, 0, TierDowngrade::Recompute);
        let first = Counted { at: at("2025-01-15T12:00:00Z"), amount: 500, off: vec![] };
        let second = Counted {
            at: at("2025-06-10T09:00:00Z"),
            amount: 6_000,
            off: vec![(at("2025-07-01T00:00:00Z"), 5_500)],
        };
        let (changes, figure) = run(&terms, Zone::UTC, &[first, second], at("2025-08-01T00:00:00Z"));
        assert_eq!((changes[0].1, figure), (2, 1_000));
        assert_eq!(changes[1], (at("2026-01-15T12:00:00Z"), 0));
    }
}
