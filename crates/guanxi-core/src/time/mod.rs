//! Instants, days, zones, and the clock that is handed in.

mod lunar;
mod zone;

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, TimeZone};
use guanxi_macros::model;

pub use self::{
    lunar::{LunarDate, LunarHoliday},
    zone::Zone,
};
use crate::{
    error::{Error, Result},
    leaf,
};

/// Tells the time. The core reads no clock of its own.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// Sets the clock, and says whether it is one that can be set.
    fn move_to(&self, _now: Timestamp) -> bool {
        false
    }
}

/// A clock that stands still, or moves when told: for tests and simulations.
#[derive(Debug)]
pub struct FixedClock(std::sync::atomic::AtomicI64);

impl FixedClock {
    /// A clock that shows `now`.
    pub fn new(now: Timestamp) -> Self {
        Self(std::sync::atomic::AtomicI64::new(now.micros()))
    }

    /// Sets the clock.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.micros(), std::sync::atomic::Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(std::sync::atomic::Ordering::SeqCst))
    }

    fn move_to(&self, now: Timestamp) -> bool {
        self.set(now);
        true
    }
}

#[model(leaf = Timestamp)]
/// An instant in UTC, in microseconds. Its text is RFC 3339 (`2026-03-01T02:15:00Z`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Before every instant in use.
    pub const MIN: Self = Self(-62_135_596_800_000_000); // 0001-01-01
    /// After every instant in use.
    pub const MAX: Self = Self(253_402_300_799_999_999); // 9999-12-31

    /// The instant so many microseconds after 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    pub fn from_micros(micros: i64) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0).contains(&micros).then_some(Self(micros))
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The same instant as chrono has it.
    pub fn to_chrono(self) -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }

    /// From chrono, cut to microseconds; `None` outside the years 1 to 9999.
    pub fn from_chrono<Tz: TimeZone>(at: chrono::DateTime<Tz>) -> Option<Self> {
        Self::from_micros(at.timestamp_micros())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_chrono().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        chrono::DateTime::parse_from_rfc3339(text)
            .ok()
            .and_then(Self::from_chrono)
            .ok_or_else(|| Error::invalid("time", "expected an instant such as 2026-03-01T10:15:00+08:00"))
    }
}

#[model(leaf = Date)]
/// A calendar day without a zone. Its text is ISO 8601 (`2026-03-01`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(NaiveDate);

impl Date {
    /// The first day there is.
    pub const MIN: Self = Self(edge(1, 1, 1));
    /// The last day there is.
    pub const MAX: Self = Self(edge(9999, 12, 31));

    /// The day; `None` if there is none such, or outside the years 1 to 9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::from_chrono)
    }

    /// From chrono; `None` outside the years 1 to 9999.
    pub fn from_chrono(day: NaiveDate) -> Option<Self> {
        (1..=9999).contains(&day.year()).then_some(Self(day))
    }

    /// The same day as chrono has it.
    pub const fn to_chrono(self) -> NaiveDate {
        self.0
    }

    /// Its number, counted from 0001-01-01 = 1.
    pub fn ordinal(self) -> i32 {
        self.0.num_days_from_ce()
    }

    /// The day of this number.
    pub fn from_ordinal(days: i32) -> Option<Self> {
        NaiveDate::from_num_days_from_ce_opt(days).and_then(Self::from_chrono)
    }

    /// Days from `earlier` to this one; negative if it lies after.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from(self.ordinal()) - i64::from(earlier.ordinal())
    }
}

const fn edge(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(Self::from_chrono);
        day.ok_or_else(|| Error::invalid("date", "expected a day such as 2026-03-01"))
    }
}

macro_rules! leaf_serde {
    ($name:ident, $leaf:expr, $to:expr, $from:expr) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                if s.is_human_readable() {
                    s.collect_str(self)
                } else {
                    let to: fn(&$name) -> _ = $to;
                    s.serialize_newtype_struct($leaf, &to(self))
                }
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                if d.is_human_readable() {
                    let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                    text.parse().map_err(serde::de::Error::custom)
                } else {
                    leaf::read($leaf, $from, d)
                }
            }
        }
    };
}
leaf_serde!(Timestamp, leaf::TIMESTAMP, |t| t.micros(), Timestamp::from_micros);
leaf_serde!(Date, leaf::DATE, |d| d.ordinal(), |n| i32::try_from(n).ok().and_then(Date::from_ordinal));

#[cfg(feature = "arrow")]
mod cells {
    use arrow_array::types::{Date32Type, TimestampMicrosecondType};

    use super::{Date, Timestamp};
    use crate::columns::{Cell, Column, Made, Numbers, number_cell};

    /// The number of 1970-01-01, from which Arrow counts days.
    const EPOCH: i32 = 719_163;

    number_cell! { Date => Date32Type, |day| day.ordinal() - EPOCH; }

    impl Cell for Timestamp {
        type Column = Instants;
    }

    /// A column of instants in UTC.
    #[derive(Debug, Default)]
    pub struct Instants(Numbers<TimestampMicrosecondType>);

    impl Column<Timestamp> for Instants {
        fn push(&mut self, value: Option<&Timestamp>) {
            self.0.0.append_option(value.map(|at| at.micros()));
        }
        fn finish(mut self) -> Made {
            Ok(std::sync::Arc::new(self.0.0.finish().with_timezone("UTC")))
        }
    }
}

macro_rules! stored_leaf {
    ($name:ty, $as:ty, $to:expr, $from:expr) => {
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                c: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                let to: fn(&$name) -> $as = $to;
                minicbor::Encode::encode(&to(self), e, c)
            }
        }
        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, c: &mut C) -> Result<Self, minicbor::decode::Error> {
                let from: fn($as) -> Option<$name> = $from;
                from(minicbor::Decode::decode(d, c)?)
                    .ok_or_else(|| minicbor::decode::Error::message(concat!("no ", stringify!($name))))
            }
        }
    };
}
pub(crate) use stored_leaf;

stored_leaf!(Timestamp, i64, |t| t.micros(), Timestamp::from_micros);
stored_leaf!(Date, i32, |d| d.ordinal(), Date::from_ordinal);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        let at: Timestamp = "2026-03-01T10:15:00.25+08:00".parse().unwrap();
        assert_eq!(at.to_string(), "2026-03-01T02:15:00.250Z");
        let day: Date = "2024-02-29".parse().unwrap();
        assert_eq!((day.to_string().as_str(), Date::from_ordinal(day.ordinal())), ("2024-02-29", Some(day)));
        assert!("2023-02-29".parse::<Date>().is_err());
    }
}
