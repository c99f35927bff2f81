//! Time zones.

use std::{
    collections::HashMap,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
    sync::{LazyLock, PoisonError, RwLock},
};

use chrono::{Datelike, Days, Months, NaiveDateTime, TimeDelta, Timelike};
use guanxi_macros::model;
use jiff::{civil::DateTime, tz::TimeZone};

use super::{Date, Timestamp, stored_leaf};
use crate::error::{Error, Result};

#[model(text)]
/// A time zone of the IANA database (`Asia/Shanghai`).
#[derive(Clone, Copy)]
pub struct Zone(&'static Known);

struct Known {
    name: &'static str,
    rules: TimeZone,
}

static UTC: Known = Known { name: "UTC", rules: TimeZone::UTC };

/// Every zone that was asked for, by name. They are kept for good: the database has some six hundred.
static KNOWN: LazyLock<RwLock<HashMap<&'static str, Zone>>> =
    LazyLock::new(|| RwLock::new(HashMap::from([(UTC.name, Zone::UTC)])));

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(&UTC);

    /// Its name in the IANA database.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The local time that clocks show here at an instant.
    pub fn local(self, at: Timestamp) -> NaiveDateTime {
        // The last day of the year 9999 is outside of what the rules are asked for; the offset is that of the day before.
        let asked = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::MAX);
        let offset = self.0.rules.to_offset(asked).seconds();
        at.to_chrono().naive_utc() + TimeDelta::seconds(offset.into())
    }

    /// The calendar day that an instant falls on here.
    pub fn day(self, at: Timestamp) -> Date {
        let day = self.local(at).date();
        Date::from_chrono(day).unwrap_or(if day.year() < 1 { Date::MIN } else { Date::MAX })
    }

    /// The first instant of a day here. Where clocks skip midnight, the first instant after the gap.
    pub fn start_of_day(self, day: Date) -> Timestamp {
        self.instant(day.to_chrono().and_time(chrono::NaiveTime::MIN))
    }

    /// So many months later at the same local time; a day that the month does not have is its last (rule T7).
    #[must_use]
    pub fn plus_months(self, at: Timestamp, months: u32) -> Timestamp {
        let later = self.local(at).checked_add_months(Months::new(months));
        later.map_or(Timestamp::MAX, |local| self.instant(local))
    }

    /// So many calendar days later at the same local time.
    #[must_use]
    pub fn plus_days(self, at: Timestamp, days: u32) -> Timestamp {
        let later = self.local(at).checked_add_days(Days::new(u64::from(days)));
        later.map_or(Timestamp::MAX, |local| self.instant(local))
    }

    /// The instant of a local time here: a repeated one means the earlier, a skipped one moves forward by the gap
    /// (rule M0 of the semantics).
    pub fn instant(self, local: NaiveDateTime) -> Timestamp {
        let edge = if local.year() < 1 { Timestamp::MIN } else { Timestamp::MAX };
        let at = civil(local).and_then(|local| self.0.rules.to_ambiguous_timestamp(local).compatible().ok());
        // chrono counts a leap second into the nanoseconds; it is the second after, as in an instant's text.
        let leap = i64::from(local.nanosecond() / NANOS) * 1_000_000;
        at.map_or(edge, |at| {
            Timestamp((at.as_microsecond() + leap).clamp(Timestamp::MIN.0, Timestamp::MAX.0))
        })
    }
}

/// Nanoseconds of a second.
const NANOS: u32 = 1_000_000_000;

/// A local time as the rules are asked for it; `None` outside the years that they know.
fn civil(local: NaiveDateTime) -> Option<DateTime> {
    let small = |n: u32| i8::try_from(n).ok();
    DateTime::new(
        i16::try_from(local.year()).ok()?,
        small(local.month())?,
        small(local.day())?,
        small(local.hour())?,
        small(local.minute())?,
        small(local.second())?,
        i32::try_from(local.nanosecond() % NANOS).ok()?,
    )
    .ok()
}

/// The zone of this name, in whatever case.
fn find(name: &str) -> Option<Zone> {
    let known = |name| KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(name).copied();
    if let Some(zone) = known(name) {
        return Some(zone);
    }
    let rules = TimeZone::get(name).ok().filter(|rules| !rules.is_unknown())?;
    let name = rules.iana_name()?.to_owned();
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(zone) = known.get(&*name) {
        return Some(*zone);
    }
    let name: &'static str = name.leak();
    let zone = Zone(Box::leak(Box::new(Known { name, rules })));
    known.insert(name, zone);
    Some(zone)
}

impl FromStr for Zone {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        find(text).ok_or_else(|| Error::invalid("zone", "expected an IANA time zone such as Asia/Shanghai"))
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl serde::Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

stored_leaf!(Zone, String, |zone| zone.name().to_owned(), |name| name.parse().ok());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_case_is_one_zone() {
        let (one, other): (Zone, Zone) = ("asia/SHANGHAI".parse().unwrap(), "Asia/Shanghai".parse().unwrap());
        assert_eq!((one, one.name()), (other, "Asia/Shanghai"));
        assert_eq!("utc".parse::<Zone>().unwrap(), Zone::UTC);
        for no_zone in ["", "Etc/Unknown", "Asia/Shang", "+08:00", "EST5EDT,M3.2.0,M11.1.0"] {
            assert!(no_zone.parse::<Zone>().is_err(), "{no_zone}");
        }
    }

    #[test]
    fn a_day_is_the_shops_day() {
        // G-S2: New York, local 2018-01-01 22:00
        let zone: Zone = "America/New_York".parse().unwrap();
        let at = "2018-01-02T03:00:00Z".parse().unwrap();
        assert_eq!(zone.day(at).to_string(), "2018-01-01");
        assert_eq!(zone.start_of_day(zone.day(at)).to_string(), "2018-01-01T05:00:00Z");
    }

    #[test]
    fn days_at_the_edge_stay_days() {
        assert_eq!("America/New_York".parse::<Zone>().unwrap().day(Timestamp::MIN), Date::MIN);
        assert_eq!("Asia/Shanghai".parse::<Zone>().unwrap().day(Timestamp::MAX), Date::MAX);
    }

    #[test]
    fn instants_at_the_edge_stay_there() {
        let [shanghai, new_york] =
            ["Asia/Shanghai", "America/New_York"].map(|name| name.parse::<Zone>().unwrap());
        assert_eq!(shanghai.start_of_day(Date::MIN), Timestamp::MIN);
        assert!(new_york.start_of_day(Date::MIN) > Timestamp::MIN);
        assert_eq!(new_york.instant(Date::MAX.to_chrono().and_hms_opt(23, 0, 0).unwrap()), Timestamp::MAX);
    }

    #[test]
    fn a_leap_second_is_the_second_after() {
        let local =
            chrono::NaiveDateTime::parse_from_str("2016-12-31 23:59:60", "%Y-%m-%d %H:%M:%S").unwrap();
        assert_eq!(Zone::UTC.instant(local), "2016-12-31T23:59:60Z".parse().unwrap());
        assert_eq!(Zone::UTC.instant(local).to_string(), "2017-01-01T00:00:00Z");
    }

    #[test]
    fn clock_changes() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let local = |text: &str| chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(
            zone.instant(local("2026-03-29 02:30")).to_string(),
            "2026-03-29T01:30:00Z",
            "skipped: 03:30"
        );
        assert_eq!(
            zone.instant(local("2026-10-25 02:30")).to_string(),
            "2026-10-25T00:30:00Z",
            "repeated: the earlier"
        );
    }
}
