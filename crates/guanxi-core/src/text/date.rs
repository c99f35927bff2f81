//! Days and instants as spreadsheets and exports write them.
//!
//! | written | read as |
//! | --- | --- |
//! | `2026-03-01`, `2026/3/1`, `20260301`, `2026年3月1日` | year first, whatever the order |
//! | `16/02/1985`, `02/16/1985`, `16.02.85` | what is possible; if several readings are, the order given, else day first |
//! | `1-Mar-2026`, `Mar 1, 2026`, `1er mars 2026`, `16 de febrero de 1985` | month by name (English, German, French, Spanish, Italian, Portuguese, Dutch) |
//! | `45321`, `45321.4375` | a serial day of Excel, 1900 system (`45321` = 2024-01-30) |
//! | `1772331300`, `1772331300000` | seconds, milliseconds since 1970 (instants only) |
//!
//! A year of two digits lies in 1969 to 2068, as POSIX has it (`strptime`, `%y`).

use std::{fmt, str::FromStr};

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use guanxi_macros::model;

use super::date_pieces::{Pieces, Ymd, read};
use crate::{
    error::{Error, Result},
    time::{Date, Timestamp, Zone},
};

/// The order in which a file writes the numbers of a date.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// Year, month, day.
    Ymd,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

impl DateOrder {
    /// Every order, the likelier reading of an undecided text first.
    pub(super) const ALL: [Self; 3] = [Self::Dmy, Self::Mdy, Self::Ymd];
}

impl FromStr for DateOrder {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let known = Self::ALL.into_iter().find(|order| order.to_string().eq_ignore_ascii_case(text.trim()));
        known.ok_or_else(|| Error::invalid("date_order", "expected ymd, dmy or mdy"))
    }
}

impl fmt::Display for DateOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ymd => "ymd",
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
        })
    }
}

/// Reads a day. A time behind it is checked and left out: the day is the one that is written.
///
/// A text with only one possible reading is read so even against `order`.
///
/// # Errors
/// `invalid_field` (`date`) if it is no day, or outside the years 1 to 9999.
pub fn parse_day(text: &str, order: Option<DateOrder>) -> Result<Date> {
    let text = text.trim();
    let day = if let Some((day, rest)) = iso_day(text) {
        read_time(rest).map(|_| day)
    } else if let Some(number) = Number::of(text) {
        number.excel().map(|at| at.date()).or_else(|| Some(number.compact(order)?.0))
    } else {
        written(text, order).map(|(day, _)| day)
    };
    day.and_then(Date::from_chrono).ok_or_else(|| Error::invalid("date", "expected a day such as 2026-03-01"))
}

/// Reads an instant. A text without a zone is local time in `zone`; a day alone is its first instant there, and 24:00
/// is the first instant of the day after (ISO 8601-1:2019/Amd 1).
///
/// # Errors
/// `invalid_field` (`time`) if it is no instant, or outside the years 1 to 9999.
pub fn parse_instant(text: &str, zone: Zone, order: Option<DateOrder>) -> Result<Timestamp> {
    let text = text.trim();
    let at = if let Some((day, rest)) = iso_day(text) {
        read_time(rest).and_then(|time| instant(time.on(day)?, time.offset, zone))
    } else if let Some(number) = Number::of(text) {
        number.instant(zone, order)
    } else {
        written(text, order).and_then(|(day, time)| instant(time.on(day)?, time.offset, zone))
    };
    at.ok_or_else(|| Error::invalid("time", "expected an instant such as 2026-03-01T10:15:00+08:00"))
}

/// The order that dates of a column are written in, from samples of it. `None` if nothing settles it, or if samples
/// contradict each other.
///
/// Dates with the year first are not ambiguous: they decide only when no other numeric dates are there.
pub fn detect_order<'a>(samples: impl Iterator<Item = &'a str>) -> Option<DateOrder> {
    let (mut year_first, mut others) = (false, false);
    let mut possible = [true; 3];
    for sample in samples.map(str::trim) {
        let Some((pieces, _)) = read(sample).filter(|(pieces, _)| pieces.is_numeric()) else { continue };
        if pieces.year_is_first() {
            year_first = true;
            continue;
        }
        let fits = DateOrder::ALL.map(|order| pieces.in_order(order, posix_year).is_some_and(is_day));
        if fits.contains(&true) {
            others = true;
            possible.iter_mut().zip(fits).for_each(|(all, fits)| *all &= fits);
        }
    }
    match (others, possible) {
        (false, _) => year_first.then_some(DateOrder::Ymd),
        // Two digits of a year in front are rare: day first is meant if it is possible throughout.
        (true, [true, false, _]) => Some(DateOrder::Dmy),
        (true, [false, true, _]) => Some(DateOrder::Mdy),
        (true, [false, false, true]) => Some(DateOrder::Ymd),
        _ => None,
    }
}

/// The century of a year of two digits, as POSIX has it.
fn posix_year(short: u32) -> i32 {
    short as i32 + if short < 69 { 2000 } else { 1900 }
}

fn is_day((year, month, day): Ymd) -> bool {
    NaiveDate::from_ymd_opt(year, month, day).is_some()
}

/// A day with its parts apart, and the time behind it.
fn written(text: &str, order: Option<DateOrder>) -> Option<(NaiveDate, WrittenTime)> {
    let (pieces, rest) = read(text)?;
    let (year, month, day) = settle(&pieces, order, posix_year)?;
    Some((NaiveDate::from_ymd_opt(year, month, day)?, read_time(rest)?))
}

/// The reading of three pieces: the order given if it is possible, else the first that is.
pub(super) fn settle(
    pieces: &Pieces,
    order: Option<DateOrder>,
    century: impl Fn(u32) -> i32 + Copy,
) -> Option<Ymd> {
    let candidates = order.into_iter().chain(DateOrder::ALL);
    candidates.filter_map(|order| pieces.in_order(order, century)).find(|ymd| is_day(*ymd))
}

fn instant(local: NaiveDateTime, offset: Option<i32>, zone: Zone) -> Option<Timestamp> {
    let Some(seconds) = offset else { return Some(zone.instant(local)) };
    Timestamp::from_chrono(local.checked_sub_signed(Duration::seconds(seconds.into()))?.and_utc())
}

/// `2026-03-01…`, by far the most frequent form.
fn iso_day(text: &str) -> Option<(NaiveDate, &str)> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h, ref rest @ ..] = text.as_bytes() else { return None };
    let digits = [a, b, c, d, e, f, g, h].map(|b| u32::from(b.wrapping_sub(b'0')));
    if digits.iter().any(|d| *d > 9) || rest.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let [a, b, c, d, e, f, g, h] = digits;
    let day = NaiveDate::from_ymd_opt((a * 1000 + b * 100 + c * 10 + d) as i32, e * 10 + f, g * 10 + h)?;
    Some((day, text.get(10..)?))
}

/// Digits alone, with or without a fraction.
struct Number<'a> {
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Number<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let fits =
            (5..=14).contains(&whole.len()) && fraction.len() <= 17 && digits(whole) && digits(fraction);
        fits.then_some(Self { whole, fraction })
    }

    fn instant(&self, zone: Zone, order: Option<DateOrder>) -> Option<Timestamp> {
        let count = || self.whole.parse::<i64>().ok();
        match self.whole.len() {
            5 => Some(zone.instant(self.excel()?)),
            10 => Timestamp::from_micros(count()? * 1_000_000 + self.share_of(1_000_000)),
            13 => Timestamp::from_micros(count()? * 1000 + self.share_of(1000)),
            _ => {
                let (day, time) = self.compact(order)?;
                Some(zone.instant(time.on(day)?))
            }
        }
    }

    /// Days since 1899-12-30, the fraction being the time of day, to the millisecond.
    fn excel(&self) -> Option<NaiveDateTime> {
        let days: i64 = self.whole.parse().ok().filter(|_| self.whole.len() == 5)?;
        let start = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(NaiveTime::MIN);
        start.checked_add_signed(Duration::days(days) + Duration::milliseconds(self.share_of(86_400_000)))
    }

    /// `20260301`, `20260301101500`.
    fn compact(&self, order: Option<DateOrder>) -> Option<(NaiveDate, WrittenTime)> {
        let fits = matches!(self.whole.len(), 8 | 14) && self.fraction.is_empty();
        let (day, time) = self.whole.split_at_checked(8).filter(|_| fits)?;
        let (year, month, day) = settle(&read(day)?.0, order, posix_year)?;
        Some((NaiveDate::from_ymd_opt(year, month, day)?, read_time(time)?))
    }

    /// The fraction of `whole`, rounded half up.
    fn share_of(&self, whole: u32) -> i64 {
        let scale = 10u128.pow(self.fraction.len() as u32);
        let fraction: u128 = self.fraction.parse().unwrap_or(0);
        ((fraction * u128::from(whole) * 2 + scale) / (2 * scale)) as i64
    }
}

/// Words of the half day, and whether they add twelve hours.
const HALVES: &[(&str, bool)] = &[
    ("上午", false),
    ("下午", true),
    ("午前", false),
    ("午後", true),
    ("오전", false),
    ("오후", true),
    ("a.m.", false),
    ("p.m.", true),
    ("am", false),
    ("pm", true),
];

/// A time of day as written.
pub(super) struct WrittenTime {
    time: NaiveTime,
    /// Whether it is 24:00, the end of the day.
    ends_day: bool,
    /// Seconds ahead of UTC, if written.
    offset: Option<i32>,
}

impl WrittenTime {
    fn on(&self, day: NaiveDate) -> Option<NaiveDateTime> {
        let next = || day.succ_opt().filter(|day| Date::from_chrono(*day).is_some());
        let day = if self.ends_day { next()? } else { day };
        Some(day.and_time(self.time))
    }
}

/// The time of day; midnight for nothing.
pub(super) fn read_time(text: &str) -> Option<WrittenTime> {
    let mut at = Cursor(text.trim_start_matches([' ', '\u{3000}', '\u{a0}', '\u{202f}', ',', '.', 'T', 't']));
    if at.0.is_empty() {
        return Some(WrittenTime { time: NaiveTime::MIN, ends_day: false, offset: None });
    }
    let before = at.half();
    let (hour, minute, second) = at.clock()?;
    let micros = at.fraction();
    at.blank();
    let half = before.or_else(|| at.half());
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        None => hour,
    };
    let offset = at.offset()?;
    let ends_day = (hour, minute, second, micros) == (24, 0, 0, 0);
    let hour = if ends_day { 0 } else { hour };
    Some(WrittenTime { time: NaiveTime::from_hms_micro_opt(hour, minute, second, micros)?, ends_day, offset })
}

/// What is left of a text.
struct Cursor<'a>(&'a str);

impl Cursor<'_> {
    fn blank(&mut self) {
        self.0 = self.0.trim_start();
    }

    fn eat(&mut self, any: &[char]) -> bool {
        let rest = self.0.strip_prefix(any);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.0.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if found {
            self.0 = self.0.get(word.len()..).unwrap_or_default();
        }
        found
    }

    /// Up to `most` digits; `None` if there are none.
    fn digits(&mut self, most: usize) -> Option<&str> {
        let len = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(len).filter(|_| len > 0)?;
        self.0 = rest;
        Some(digits)
    }

    fn number(&mut self, most: usize) -> Option<u32> {
        self.digits(most)?.parse().ok()
    }

    fn half(&mut self) -> Option<bool> {
        let half = HALVES.iter().find(|(word, _)| self.eat_word(word))?;
        self.blank();
        Some(half.1)
    }

    /// `9:05`, `09:05:30`, `9时5分30秒`, `9h05`, `101500`.
    fn clock(&mut self) -> Option<(u32, u32, u32)> {
        let hour = self.number(2)?;
        if self.0.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((hour, self.number(2)?, self.number(2).unwrap_or(0)));
        }
        if !self.eat(&[':', '：', '时', '時', '点', '點', 'h', '시']) {
            // `9 PM`
            return self.0.trim_start().starts_with(['a', 'A', 'p', 'P']).then_some((hour, 0, 0));
        }
        self.blank();
        let Some(minute) = self.number(2) else { return self.0.is_empty().then_some((hour, 0, 0)) };
        let second = if self.eat(&[':', '：', '分', '분']) {
            self.blank();
            self.number(2).unwrap_or(0)
        } else {
            0
        };
        self.eat(&['秒', '초']);
        Some((hour, minute, second))
    }

    /// Microseconds of a fraction of a second, cut.
    fn fraction(&mut self) -> u32 {
        let fraction =
            self.0.strip_prefix(['.', ',']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let Some(rest) = fraction else { return 0 };
        self.0 = rest;
        let digits = self.digits(usize::MAX).unwrap_or_default();
        digits.bytes().chain(std::iter::repeat(b'0')).take(6).fold(0, |n, b| n * 10 + u32::from(b - b'0'))
    }

    /// The zone at the end: inner `None` if none is written, outer `None` if what is there is no zone.
    fn offset(&mut self) -> Option<Option<i32>> {
        self.blank();
        if self.0.is_empty() {
            return Some(None);
        }
        let utc = ["UTC", "GMT", "Z"].iter().any(|word| self.eat_word(word));
        let sign = match () {
            () if self.eat(&['+']) => 1,
            () if self.eat(&['-', '−']) => -1,
            () => return (utc && self.0.is_empty()).then_some(Some(0)),
        };
        let hours = self.number(2)?;
        self.eat(&[':']);
        let minutes = self.number(2).unwrap_or(0);
        let name = self.0.trim_start(); // `GMT+0800 (China Standard Time)`
        let ends = name.is_empty() || (name.starts_with('(') && name.ends_with(')'));
        (ends && hours <= 18 && minutes < 60).then_some(Some(sign * (hours * 3600 + minutes * 60) as i32))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        DateOrder::{Dmy, Mdy, Ymd},
        *,
    };

    #[test]
    fn days() {
        for (text, order, day) in [
            ("2026-03-01", Some(Mdy), "2026-03-01"),
            ("2026-03-01 23:30:00", None, "2026-03-01"),
            ("2026/3/1", Some(Dmy), "2026-03-01"),
            ("1985.02.16", None, "1985-02-16"),
            ("20260301", None, "2026-03-01"),
            ("16021985", None, "1985-02-16"),
            ("2026年3月1日", None, "2026-03-01"),
            ("２０２６年３月１日", None, "2026-03-01"),
            ("2026년 3월 1일", None, "2026-03-01"),
            ("03/04/2026", None, "2026-04-03"),
            ("03/04/2026", Some(Mdy), "2026-03-04"),
            ("03/04/2026", Some(Ymd), "2026-04-03"),
            ("16/02/1985", Some(Mdy), "1985-02-16"),
            ("02/16/1985", Some(Dmy), "1985-02-16"),
            ("16.02.85", None, "1985-02-16"),
            ("85.02.16", None, "1985-02-16"),
            ("26/03/01", Some(Ymd), "2026-03-01"),
            ("1-Mar-2026", None, "2026-03-01"),
            ("Mar 1, 2026", None, "2026-03-01"),
            ("2026-03-01 24:00", None, "2026-03-01"),
            ("1.3.2026 24:00", None, "2026-03-01"),
            ("Sunday, March 1st, 2026", None, "2026-03-01"),
            ("1. März 2026", None, "2026-03-01"),
            ("1er mars 2026", None, "2026-03-01"),
            ("16 de febrero de 1985", None, "1985-02-16"),
            ("15 août 2025", None, "2025-08-15"),
            ("45321", None, "2024-01-30"),
            ("45321.4375", None, "2024-01-30"),
        ] {
            assert_eq!(parse_day(text, order).unwrap().to_string(), day, "{text}");
        }
        for bad in [
            "",
            "x",
            "2026",
            "2026-02-30",
            "31/04/2026",
            "2026-03",
            "13/13/2026",
            "1/1/1/1",
            "1772331300",
            "2026-03-01x",
            "2026-03-01 25:00",
            "Marvin 16 1985",
            "16 Foo 1985",
            "0000-00-00",
            "2026-03-011",
        ] {
            assert!(parse_day(bad, None).is_err(), "{bad}");
        }
    }

    #[test]
    fn instants() {
        let zone: Zone = "Asia/Shanghai".parse().unwrap();
        for (text, order, at) in [
            ("2026-03-01", None, "2026-02-28T16:00:00Z"),
            ("2026-03-01T10:15:00Z", None, "2026-03-01T10:15:00Z"),
            ("2026-03-01T10:15:00.250+02:00", None, "2026-03-01T08:15:00.250Z"),
            ("2026-03-01 10:15:00 -0500", None, "2026-03-01T15:15:00Z"),
            ("2026-03-01 10:15:00", None, "2026-03-01T02:15:00Z"),
            ("2026-03-01T10:15", None, "2026-03-01T02:15:00Z"),
            ("2026-03-01 10:15:00 UTC", None, "2026-03-01T10:15:00Z"),
            ("2026/3/1 9:05", None, "2026-03-01T01:05:00Z"),
            ("3/1/26 9:05 PM", Some(Mdy), "2026-03-01T13:05:00Z"),
            ("3/1/2026, 12:05:00 a.m.", Some(Mdy), "2026-02-28T16:05:00Z"),
            ("1-Mar-2026", None, "2026-02-28T16:00:00Z"),
            ("Mar 1, 2026 9 am", None, "2026-03-01T01:00:00Z"),
            ("2026年3月1日 9时5分", None, "2026-03-01T01:05:00Z"),
            ("2026年3月1日 下午9:05:30", None, "2026-03-01T13:05:30Z"),
            ("Sun Mar 01 2026 10:15:00 GMT+0800 (China Standard Time)", None, "2026-03-01T02:15:00Z"),
            ("Sun, 01 Mar 2026 10:15:00 +0000", None, "2026-03-01T10:15:00Z"),
            ("45321.4375", None, "2024-01-30T02:30:00Z"),
            ("45321", None, "2024-01-29T16:00:00Z"),
            ("1772331300", None, "2026-03-01T02:15:00Z"),
            ("1772331300250", None, "2026-03-01T02:15:00.250Z"),
            ("20260301", None, "2026-02-28T16:00:00Z"),
            ("20260301T101500Z", None, "2026-03-01T10:15:00Z"),
            ("20260301101500", None, "2026-03-01T02:15:00Z"),
            ("2026-03-01 24:00", None, "2026-03-01T16:00:00Z"),
            ("2026-02-28T24:00:00Z", None, "2026-03-01T00:00:00Z"),
            ("20260301240000", None, "2026-03-01T16:00:00Z"),
            ("1 Mar 2026 24:00", None, "2026-03-01T16:00:00Z"),
        ] {
            let read = parse_instant(text, zone, order);
            assert_eq!(read.map(|at| at.to_string()).ok().as_deref(), Some(at), "{text}");
        }
        for bad in [
            "",
            "now",
            "2026-03-01 24:01",
            "9999-12-31 24:00",
            "2026-03-01 25:00",
            "2026-03-01 13:00 PM",
            "2026-03-01 10:15 EST",
            "2026-03-01 10:15:00+",
            "9:05",
            "99999999999",
        ] {
            assert!(parse_instant(bad, zone, None).is_err(), "{bad}");
        }
    }

    #[test]
    fn orders_of_columns() {
        for (column, order) in [
            (&["01/02/2026", "16/02/2026"][..], Some(Dmy)),
            (&["01/02/2026", "02/16/2026 10:15", "", "x"], Some(Mdy)),
            (&["02/16/2026", "16/02/2026"], None),
            (&["01/02/2026"], None),
            (&["2026-02-01", "20260301"], Some(Ymd)),
            (&["2026-02-01", "02/16/2026"], Some(Mdy)),
            (&["2026-02-01", "02/03/2026"], None),
            (&["25/03/26", "01/03/26"], Some(Dmy)),
            (&["26/03/25", "85/03/01"], Some(Ymd)),
            (&["1 Mar 2026", "45321"], None),
            (&[], None),
        ] {
            assert_eq!(detect_order(column.iter().copied()), order, "{column:?}");
        }
        assert_eq!("MDY".parse::<DateOrder>().unwrap(), Mdy);
        assert_eq!(serde_json::to_string(&Ymd).unwrap(), r#""ymd""#);
    }

    fn any_day() -> impl Strategy<Value = Date> {
        (1i32..=3_652_059).prop_map(|n| Date::from_ordinal(n).unwrap())
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in ".*", dateish in "[0-9/.: 年月日TZapm+-]{0,24}") {
            for text in [&text, &dateish] {
                let _ = (parse_day(text, None), parse_instant(text, Zone::UTC, Some(Mdy)));
                let _ = detect_order([text.as_str()].into_iter());
            }
        }

        #[test]
        fn canonical_text_comes_back(day in any_day(), micros in -62_135_596_800_000_000i64..=253_402_300_799_999_999) {
            prop_assert_eq!(parse_day(&day.to_string(), Some(Mdy)).unwrap(), day);
            let at = Timestamp::from_micros(micros).unwrap();
            let zone: Zone = "America/New_York".parse().unwrap();
            prop_assert_eq!(parse_instant(&at.to_string(), zone, None).unwrap(), at);
        }

        #[test]
        fn every_order_reads_its_own(day in any_day()) {
            let day = day.to_chrono();
            for (form, order) in [("%d/%m/%Y", Dmy), ("%m/%d/%Y", Mdy), ("%Y/%m/%d", Ymd), ("%d %b %Y", Dmy)] {
                let text = day.format(form).to_string();
                prop_assert_eq!(parse_day(&text, Some(order)).unwrap().to_chrono(), day, "{}", text);
            }
        }
    }
}
