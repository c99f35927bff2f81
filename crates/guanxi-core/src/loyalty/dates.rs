//! From when points can be redeemed, and until when (rules P1, P4, P5).

use chrono::{Datelike, NaiveDate};

use super::program::{ExpiryPolicy, ProgramTerms};
use crate::time::{Date, Timestamp, Zone};

/// When points earned at an instant can be redeemed.
pub(super) fn vests_at(terms: &ProgramTerms, zone: Zone, earned_at: Timestamp) -> Timestamp {
    zone.plus_days(earned_at, terms.pending_days)
}

/// When points earned at an instant expire; `None` for never. A day on which they are still valid ends at the next
/// midnight of the program's zone.
pub(super) fn expires_at(terms: &ProgramTerms, zone: Zone, earned_at: Timestamp) -> Option<Timestamp> {
    let later = zone.plus_months(earned_at, terms.expiry_months);
    match terms.expiry {
        ExpiryPolicy::Never => None,
        ExpiryPolicy::Rolling | ExpiryPolicy::Inactivity => Some(later),
        ExpiryPolicy::EndOfMonth => {
            let day = zone.day(later).to_chrono();
            let (year, month) =
                if day.month() == 12 { (day.year() + 1, 1) } else { (day.year(), day.month() + 1) };
            Some(start(zone, year, month))
        }
        ExpiryPolicy::EndOfYear => Some(start(zone, zone.day(later).to_chrono().year() + 1, 1)),
        ExpiryPolicy::FixedDate => terms.expiry_date.map(|day| after(zone, day)),
    }
}

/// Whether two terms, in the same zone, give what is earned the same dates.
pub(super) fn alike(a: &ProgramTerms, b: &ProgramTerms) -> bool {
    let decisive =
        |terms: &ProgramTerms| (terms.pending_days, terms.expiry, terms.expiry_months, terms.expiry_date);
    decisive(a) == decisive(b)
}

/// The end of a day that is the last valid one.
pub(super) fn after(zone: Zone, last: Date) -> Timestamp {
    let next = last.to_chrono().succ_opt().and_then(Date::from_chrono);
    next.map_or(Timestamp::MAX, |day| zone.start_of_day(day))
}

/// The first instant of a month.
pub(super) fn start(zone: Zone, year: i32, month: u32) -> Timestamp {
    let day = NaiveDate::from_ymd_opt(year, month, 1).and_then(Date::from_chrono);
    day.map_or(Timestamp::MAX, |day| zone.start_of_day(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expiry(policy: ExpiryPolicy, months: u32, earned: &str) -> String {
        let terms = ProgramTerms { expiry: policy, expiry_months: months, ..ProgramTerms::default() };
        let zone = "Asia/Shanghai".parse().unwrap();
        expires_at(&terms, zone, earned.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn ends_of_months_and_years_are_local() {
        use ExpiryPolicy::{EndOfMonth, EndOfYear, Rolling};
        // G-P5, and its neighbours; midnight in Shanghai is 16:00 the day before in UTC
        assert_eq!(expiry(EndOfMonth, 12, "2020-07-06T10:00:00+08:00"), "2021-07-31T16:00:00Z");
        assert_eq!(expiry(EndOfMonth, 12, "2023-02-10T10:00:00+08:00"), "2024-02-29T16:00:00Z");
        assert_eq!(expiry(EndOfMonth, 0, "2025-12-31T23:59:59+08:00"), "2025-12-31T16:00:00Z");
        assert_eq!(expiry(EndOfYear, 0, "2025-03-01T00:00:00+08:00"), "2025-12-31T16:00:00Z");
        // T7
        assert_eq!(expiry(Rolling, 12, "2024-02-29T10:00:00+08:00"), "2025-02-28T02:00:00Z");
        assert_eq!(expiry(Rolling, 1, "2026-01-31T10:00:00+08:00"), "2026-02-28T02:00:00Z");
    }
}
