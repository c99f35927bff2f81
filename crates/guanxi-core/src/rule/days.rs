//! Days and instants of queries against an instant of evaluation.

use chrono::{Datelike, Duration, Months};

use super::tree::{Literal, Offset, Period, Unit};
use crate::time::{Date, Timestamp, Zone};

/// The instant a rule is evaluated at, and whose days hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub now: Timestamp,
    /// Whose days.
    pub zone: Zone,
}

/// A stretch that a literal stands for: a whole day of the store, a second, an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first microsecond.
    pub(super) from: i64,
    /// The first one that no longer equals it.
    pub(super) until: i64,
    /// The first one after it: for `>` and `<=`.
    pub(super) after: i64,
}

impl Moment {
    /// The present day.
    pub fn today(self) -> Date {
        self.zone.day(self.now)
    }

    /// The last instant of a day: what `AS OF` means.
    pub fn end_of(day: Date, zone: Zone) -> Self {
        let next = zone.start_of_day(moved(day, 1, Unit::Day));
        Self { now: Timestamp::from_micros(next.micros() - 1).unwrap_or(next), zone }
    }

    /// What a literal of time stands for; `None` when it is none.
    pub(super) fn span(self, literal: &Literal) -> Option<Span> {
        match literal {
            Literal::Datetime(at) => {
                let from = self.zone.instant(*at).micros();
                Some(Span { from, until: from + 1_000_000, after: from + 1 })
            }
            Literal::Now => Some(Span::instant(self.now.micros())),
            Literal::Offset(Offset { amount, unit: Unit::Hour | Unit::Minute }) => {
                let unit = match literal {
                    Literal::Offset(Offset { unit: Unit::Hour, .. }) => 3_600_000_000,
                    _ => 60_000_000,
                };
                Some(Span::instant(self.now.micros() + i64::from(*amount) * unit))
            }
            _ => self.day(literal).map(|day| self.days(day, day)),
        }
    }

    /// The day that a literal stands for.
    pub(super) fn day(self, literal: &Literal) -> Option<Date> {
        match literal {
            Literal::Date(day) => Some(*day),
            Literal::Today => Some(self.today()),
            Literal::Yesterday => Some(moved(self.today(), -1, Unit::Day)),
            Literal::Offset(offset) => Some(moved(self.today(), offset.amount, offset.unit)),
            _ => None,
        }
    }

    /// From the start of one day to the end of another.
    pub(super) fn days(self, first: Date, last: Date) -> Span {
        let from = self.zone.start_of_day(first).micros();
        let until = match last {
            Date::MAX => i64::MAX,
            _ => self.zone.start_of_day(moved(last, 1, Unit::Day)).micros(),
        };
        Span { from, until, after: until }
    }

    /// The first and last day of a period; weeks begin on Monday.
    pub(super) fn period(self, period: Period) -> (Date, Date) {
        let today = self.today();
        let (year, month) = (today.to_chrono().year(), today.to_chrono().month());
        let first = match period.unit {
            Unit::Week => {
                moved(today, -(today.to_chrono().weekday().num_days_from_monday() as i32), Unit::Day)
            }
            Unit::Month => Date::new(year, month, 1).unwrap_or(today),
            Unit::Quarter => Date::new(year, (month - 1) / 3 * 3 + 1, 1).unwrap_or(today),
            _ => Date::new(year, 1, 1).unwrap_or(today),
        };
        let first = if period.last { moved(first, -1, period.unit) } else { first };
        (first, moved(moved(first, 1, period.unit), -1, Unit::Day))
    }
}

impl Span {
    fn instant(at: i64) -> Self {
        Self { from: at, until: at + 1, after: at + 1 }
    }
}

/// A day so many units later. Months and years clamp to the end of the month; days beyond the calendar are its ends.
pub(super) fn moved(day: Date, amount: i32, unit: Unit) -> Date {
    let months = match unit {
        Unit::Month => amount,
        Unit::Quarter => amount.saturating_mul(3),
        Unit::Year => amount.saturating_mul(12),
        _ => 0,
    };
    let base = day.to_chrono();
    let moved = match unit {
        Unit::Day => base.checked_add_signed(Duration::days(amount.into())),
        Unit::Week => base.checked_add_signed(Duration::days(i64::from(amount) * 7)),
        _ if months >= 0 => base.checked_add_months(Months::new(months.unsigned_abs())),
        _ => base.checked_sub_months(Months::new(months.unsigned_abs())),
    };
    let edge = if amount < 0 { Date::MIN } else { Date::MAX };
    moved.and_then(Date::from_chrono).unwrap_or(edge)
}

/// The end of a length of time: hours, days and weeks are elapsed time, months and years move in the calendar.
pub(super) fn ends(start: Timestamp, length: Offset, zone: Zone) -> i64 {
    let micros = |seconds: i64| start.micros().saturating_add(i64::from(length.amount) * seconds * 1_000_000);
    match length.unit {
        Unit::Minute => micros(60),
        Unit::Hour => micros(3600),
        Unit::Day => micros(86_400),
        Unit::Week => micros(604_800),
        unit => {
            let day = zone.day(start);
            let into = start.micros() - zone.start_of_day(day).micros();
            zone.start_of_day(moved(day, length.amount, unit)).micros().saturating_add(into)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days_move_in_the_calendar() {
        assert_eq!(moved(day("2026-03-31"), -1, Unit::Month), day("2026-02-28"));
        assert_eq!(moved(day("2024-02-29"), -1, Unit::Year), day("2023-02-28"));
        assert_eq!(moved(day("2021-05-15"), -7, Unit::Day), day("2021-05-08"));
        assert_eq!(moved(day("2026-01-15"), -2, Unit::Quarter), day("2025-07-15"));
        assert_eq!(moved(day("2026-01-15"), -1_000_000, Unit::Year), Date::MIN);
    }

    #[test]
    fn periods() {
        let moment = Moment { now: "2026-03-05T12:00:00Z".parse().unwrap(), zone: Zone::UTC }; // a Thursday
        for (name, first, last) in [
            ("this_week", "2026-03-02", "2026-03-08"),
            ("last_week", "2026-02-23", "2026-03-01"),
            ("last_month", "2026-02-01", "2026-02-28"),
            ("this_quarter", "2026-01-01", "2026-03-31"),
            ("last_quarter", "2025-10-01", "2025-12-31"),
            ("last_year", "2025-01-01", "2025-12-31"),
        ] {
            let period = Period::ALL.iter().find(|(_, n)| *n == name).unwrap().0;
            assert_eq!(moment.period(period), (day(first), day(last)), "{name}");
        }
    }

    #[test]
    fn a_day_has_the_hours_that_the_clock_gives_it() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let moment = Moment { now: "2026-03-29T12:00:00Z".parse().unwrap(), zone };
        let span = moment.span(&Literal::Today).unwrap();
        assert_eq!((span.until - span.from) / 3_600_000_000, 23);
    }
}
