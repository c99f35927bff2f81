//! Whose day it is: birthdays by either calendar, and anniversaries (rules D1, D5, D6).
//!
//! An occasion is a day, worked out from what is known of a customer; none is stored.

use std::collections::BTreeSet;

use chrono::Datelike;
use guanxi_macros::model;

use super::greeting::Greeting;
use crate::{
    customer::{Customer, hidden_debug},
    error::{Error, Result},
    id::CustomerId,
    order::{metrics::StoredMetrics, rows::CUSTOMER_METRICS},
    page::{Cursor, PageRequest},
    scope::{
        Look,
        look::{bad_key, scan},
    },
    storage::{
        Flow, KeyRange, Read,
        key::{KeyReader, KeyWriter},
    },
    text::{BirthDate, LeapPolicy},
    time::{Date, LunarDate, LunarHoliday, Timestamp, Zone},
};

/// A day of a customer's own that comes every year.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum OccasionKind {
    /// The day of birth.
    #[n(1)]
    Birthday,
    /// The day of birth by the Chinese lunar calendar; of birth dates with a year, from 1900-01-31 on. One in a leap month is
    /// kept in the regular month where the year has no such leap month, one on day 30 on day 29 of a shorter month.
    #[n(2)]
    LunarBirthday,
    /// The day of the first order that counts.
    #[n(3)]
    FirstOrder,
    /// The day on which a source first spoke of the customer.
    #[n(4)]
    SignUp,
}

impl OccasionKind {
    const ALL: [Self; 4] = [Self::Birthday, Self::LunarBirthday, Self::FirstOrder, Self::SignUp];

    /// Its name in keys and in reasons.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Birthday => "birthday",
            Self::LunarBirthday => "lunar_birthday",
            Self::FirstOrder => "first_order",
            Self::SignUp => "sign_up",
        }
    }
}

/// Which occasions of which days.
#[model(spread)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OccasionQuery {
    /// The first day.
    pub since: Date,
    /// The day after the last, 366 days later at most.
    pub until: Date,
    /// Which; all when left out.
    #[model(default)]
    pub kinds: Vec<OccasionKind>,
    /// When those of 29 February are kept in common years (rule D1).
    #[model(default)]
    pub leap_day: LeapPolicy,
    /// At what time of the day to greet; without it occasions are days alone (rule D2).
    #[model(default)]
    pub greeting: Option<Greeting>,
    /// How many, and from where on.
    #[model(default)]
    pub page: PageRequest,
}

impl OccasionQuery {
    /// All occasions from a day on, up to another that is left out.
    pub fn new(since: Date, until: Date) -> Self {
        let (leap_day, page) = (LeapPolicy::default(), PageRequest::default());
        Self { since, until, kinds: vec![], leap_day, greeting: None, page }
    }
}

/// A customer's day.
#[model]
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Occasion {
    /// Whose.
    pub customer_id: CustomerId,
    /// Which.
    pub kind: OccasionKind,
    /// When it is kept.
    pub on: Date,
    /// How many years it is; absent for a birth date without a year.
    pub years: Option<u32>,
    /// When to greet, where the query says at what time.
    pub greet_at: Option<Timestamp>,
}

hidden_debug!(Occasion);

/// One page of occasions.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OccasionPage {
    /// The occasions, by day.
    pub items: Vec<Occasion>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// A day that everybody keeps.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Holiday {
    /// Which.
    pub holiday: LunarHoliday,
    /// When it is, in Beijing.
    pub on: Date,
}

/// Days in a row, the last of which is left out.
#[derive(Clone, Copy)]
pub(super) struct Days {
    pub(super) from: Date,
    pub(super) until: Date,
}

impl Days {
    /// # Errors
    /// `invalid_field` when there are none, or more than in a year.
    fn new(from: Date, until: Date) -> Result<Self> {
        match until.days_since(from) {
            1..=DAYS_MAX => Ok(Self { from, until }),
            _ => Err(Error::invalid("until", format_args!("expected 1 to {DAYS_MAX} days after `since`"))),
        }
    }

    /// The years that an occasion may belong to: a lunar year begins in the year that names it and ends in the next.
    fn years(self) -> impl Iterator<Item = i32> {
        self.from.to_chrono().year() - 1..=self.until.to_chrono().year()
    }

    fn holds(self, day: Date) -> bool {
        (self.from..self.until).contains(&day)
    }
}

/// Days of a window at most.
const DAYS_MAX: i64 = 366;

/// The days on which a birthday is kept, and how many years it is then.
pub(super) fn birthdays(
    born: BirthDate,
    kind: OccasionKind,
    days: Days,
    leap: LeapPolicy,
) -> Vec<(Date, Option<u32>)> {
    let born_on = born.year().and_then(|year| Date::new(year.into(), born.month(), born.day()));
    let lunar = born_on.and_then(LunarDate::from_date);
    let in_year = |year: i32| match kind {
        OccasionKind::LunarBirthday => {
            let lunar = lunar?;
            Some((lunar.birthday_in(year)?, Some(year - lunar.year())))
        }
        _ => Some((born.birthday_in(year, leap)?, born.year().map(|born| year - i32::from(born)))),
    };
    let kept = days.years().filter_map(in_year).filter(|(day, _)| days.holds(*day));
    // Nobody has a birthday before the day of birth.
    kept.filter_map(|(day, years)| Some((day, years.map(u32::try_from).transpose().ok()?))).collect()
}

/// The anniversaries of a day, and how many years it is then; the day itself is none.
pub(super) fn anniversaries(first: Date, days: Days, leap: LeapPolicy) -> Vec<(Date, Option<u32>)> {
    let first = first.to_chrono();
    let Some(day) = BirthDate::new(None, first.month(), first.day()) else { return vec![] };
    let kept = days.years().filter_map(|year| Some((day.birthday_in(year, leap)?, year - first.year())));
    let kept = kept.filter(|(day, years)| days.holds(*day) && *years > 0);
    kept.map(|(day, years)| (day, u32::try_from(years).ok())).collect()
}

/// See [`Loyalty::occasions`](super::Loyalty::occasions).
pub(super) fn occasions(look: &Look<'_>, query: &OccasionQuery) -> Result<OccasionPage> {
    let days = Days::new(query.since, query.until)?;
    query.greeting.as_ref().map_or(Ok(()), Greeting::check)?;
    let limit = query.page.limit()?;
    let after = query.page.cursor(CURSOR)?.map(place).transpose()?;
    let kinds: Vec<_> =
        OccasionKind::ALL.into_iter().filter(|k| query.kinds.is_empty() || query.kinds.contains(k)).collect();
    // Of all occasions only as many are held as the page has, and one that tells whether there are more.
    let mut page: BTreeSet<Place> = BTreeSet::new();
    each(look.rows, &kinds, (days, query.leap_day, look.settings.zone), &mut |place| {
        if after.is_none_or(|after| place > after) {
            page.insert(place);
            if page.len() > limit + 1 {
                page.pop_last();
            }
        }
        Ok(())
    })?;
    let more = page.len() > limit;
    let shown: Vec<Place> = page.into_iter().take(limit).collect();
    let next_cursor = shown.last().filter(|_| more).map(|last| Cursor::new(CURSOR, key(*last)).to_string());
    let items = shown.into_iter().map(|(on, customer_id, kind, years)| {
        let greet_at = query.greeting.as_ref().map(|greeting| greeting.on(on, look.settings.zone));
        Occasion { customer_id, kind, on, years, greet_at }
    });
    Ok(OccasionPage { items: items.collect(), next_cursor })
}

/// Tells cursors of occasions from others.
const CURSOR: &str = "occasions";

/// Where an occasion stands in the list, and how many years it is.
type Place = (Date, CustomerId, OccasionKind, Option<u32>);

/// Visits every occasion of some days: by customer, not by day.
fn each(
    rows: &dyn Read,
    kinds: &[OccasionKind],
    (days, leap, zone): (Days, LeapPolicy, Zone),
    f: &mut dyn FnMut(Place) -> Result<()>,
) -> Result<()> {
    if kinds.iter().any(|kind| *kind != OccasionKind::FirstOrder) {
        scan::<Customer>(rows, &KeyRange::all(), &mut |_, customer| {
            for kind in kinds {
                let found = of_customer(&customer, *kind, (days, leap, zone));
                found.into_iter().try_for_each(|(on, years)| f((on, customer.id, *kind, years)))?;
            }
            Ok(Flow::Continue(()))
        })?;
    }
    if kinds.contains(&OccasionKind::FirstOrder) {
        scan::<StoredMetrics>(rows, &KeyRange::all(), &mut |key, metrics| {
            let id = KeyReader::new(key).id().ok_or_else(|| bad_key(&CUSTOMER_METRICS))?;
            let found = metrics.first_day.map_or_else(Vec::new, |first| anniversaries(first, days, leap));
            let place = |(on, years)| (on, CustomerId::from_bytes(id), OccasionKind::FirstOrder, years);
            found.into_iter().map(place).try_for_each(&mut *f)?;
            Ok(Flow::Continue(()))
        })?;
    }
    Ok(())
}

/// The occasions that a customer's own profile tells.
pub(super) fn of_customer(
    customer: &Customer,
    kind: OccasionKind,
    (days, leap, zone): (Days, LeapPolicy, Zone),
) -> Vec<(Date, Option<u32>)> {
    match (kind, customer.birth_date) {
        (OccasionKind::SignUp, _) => anniversaries(zone.day(customer.created_at), days, leap),
        (OccasionKind::Birthday | OccasionKind::LunarBirthday, Some(born)) => {
            birthdays(born, kind, days, leap)
        }
        _ => vec![],
    }
}

fn key((on, customer, kind, years): Place) -> Vec<u8> {
    let writer = KeyWriter::new().int(on.ordinal().into()).id(customer.as_bytes()).int(kind as i64);
    writer.int(years.map_or(-1, i64::from)).finish()
}

fn place(cursor: Cursor) -> Result<Place> {
    let bytes = cursor.into_bytes();
    let mut reader = KeyReader::new(&bytes);
    let mut read = || {
        let on = Date::from_ordinal(reader.int()?.try_into().ok()?)?;
        let customer = CustomerId::from_bytes(reader.id()?);
        let kind = reader.int()?;
        let kind = OccasionKind::ALL.into_iter().find(|k| *k as i64 == kind)?;
        Some((on, customer, kind, u32::try_from(reader.int()?).ok()))
    };
    read().ok_or_else(|| Error::cursor("it is damaged"))
}

/// See [`Loyalty::holidays`](super::Loyalty::holidays).
pub(super) fn holidays(since: Date, until: Date) -> Result<Vec<Holiday>> {
    if until <= since {
        return Err(Error::invalid("until", "expected later than `since`"));
    }
    let years = since.to_chrono().year().max(FIRST_YEAR)..=until.to_chrono().year().min(LAST_YEAR);
    let all = years.flat_map(|year| LunarHoliday::ALL.map(|holiday| (holiday, holiday.in_year(year))));
    let known = all.filter_map(|(holiday, on)| Some(Holiday { holiday, on: on? }));
    Ok(known.filter(|holiday| (since..until).contains(&holiday.on)).collect())
}

/// The years whose lunar holidays are known.
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2100;

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, until: &str) -> Days {
        Days::new(from.parse().unwrap(), until.parse().unwrap()).unwrap()
    }

    fn shown(found: Vec<(Date, Option<u32>)>) -> Vec<String> {
        found.into_iter().map(|(day, years)| format!("{day} {}", years.map_or(-1, i64::from))).collect()
    }

    #[test]
    fn birthdays_of_29_february() {
        let born: BirthDate = "2004-02-29".parse().unwrap();
        let of = |year: i32, leap| {
            let days = days(&format!("{year}-02-01"), &format!("{year}-04-01"));
            shown(birthdays(born, OccasionKind::Birthday, days, leap))
        };
        // G-D1
        assert_eq!(of(2026, LeapPolicy::Feb28), ["2026-02-28 22"]);
        assert_eq!(of(2026, LeapPolicy::Mar1), ["2026-03-01 22"]);
        assert_eq!(of(2026, LeapPolicy::LeapOnly), [""; 0]);
        assert_eq!(of(2028, LeapPolicy::LeapOnly), ["2028-02-29 24"]);
        assert_eq!(of(2003, LeapPolicy::Feb28), [""; 0]);
    }

    #[test]
    fn windows_over_new_year() {
        let over = days("2026-12-20", "2027-01-10");
        let of = |text: &str| {
            shown(birthdays(text.parse().unwrap(), OccasionKind::Birthday, over, LeapPolicy::Feb28))
        };
        assert_eq!(of("--12-20"), ["2026-12-20 -1"]);
        assert_eq!(of("1990-01-09"), ["2027-01-09 37"]);
        assert_eq!(of("1990-01-10"), [""; 0]);
        assert_eq!(shown(anniversaries("2026-12-24".parse().unwrap(), over, LeapPolicy::Feb28)), [""; 0]);
        let year = days("2026-12-24", "2027-12-25");
        assert_eq!(
            shown(anniversaries("2024-12-24".parse().unwrap(), year, LeapPolicy::Feb28)),
            ["2026-12-24 2", "2027-12-24 3"]
        );
        assert!(Days::new("2026-01-02".parse().unwrap(), "2026-01-02".parse().unwrap()).is_err());
        assert!(Days::new("2026-01-01".parse().unwrap(), "2027-01-03".parse().unwrap()).is_err());
    }

    #[test]
    fn lunar_birthdays() {
        let of = |born: &str, from: &str, until: &str| {
            let days = days(from, until);
            shown(birthdays(born.parse().unwrap(), OccasionKind::LunarBirthday, days, LeapPolicy::Feb28))
        };
        // Day 1 of the leap second month of 2023, which 2026 has not (rule D5).
        assert_eq!(of("2023-03-22", "2026-01-01", "2026-12-31"), ["2026-03-19 3"]);
        // Day 30 of the twelfth month of 2019, which has 29 days in 2025 and 30 in 2029 (rule D4).
        assert_eq!(of("2020-01-24", "2026-01-01", "2026-12-31"), ["2026-02-16 6"]);
        assert_eq!(of("2020-01-24", "2030-01-01", "2030-12-31"), ["2030-02-02 10"]);
        // Without a year, and before the calendar that is known.
        assert_eq!(of("--01-24", "2026-01-01", "2026-12-31"), [""; 0]);
        assert_eq!(of("1900-01-30", "2026-01-01", "2026-12-31"), [""; 0]);
    }
}
