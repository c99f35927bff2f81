//! Birth dates, with or without the year.

use std::{fmt, str::FromStr};

use guanxi_macros::model;

use super::{
    Country, DateOrder,
    date::{read_time, settle},
    date_pieces::read,
    leaf::text_serde,
};
use crate::{
    error::{Error, Result},
    time::{Date, stored_leaf},
};

/// No customer is older.
const FIRST_YEAR: u16 = 1880;

#[model(text)]
/// A birth date, or a birthday without a year. Its text is `1985-02-16`, or `--02-16` (ISO 8601:2000, 5.2.1.3 e).
/// `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BirthDate {
    /// 0 for none.
    year: u16,
    month: u8,
    day: u8,
}

impl BirthDate {
    /// The date; `None` if there is no such day, or if the year lies before 1880 or after 9999.
    pub fn new(year: Option<u16>, month: u32, day: u32) -> Option<Self> {
        Date::new(year.unwrap_or(2000).into(), month, day)?; // 2000 has a 29 February
        let fits = year.is_none_or(|year| year >= FIRST_YEAR);
        fits.then_some(Self { year: year.unwrap_or(0), month: month as u8, day: day as u8 })
    }

    /// Reads a birth date as people and exports write it: `1985-02-16`, `16/02/1985`, `1985年2月16日`, `19850216`,
    /// `16 Feb 1985`, `16.02.85`, `Feb 16`, `02-16`, `--02-16`. A time behind it is checked and left out.
    ///
    /// If several orders are possible, the country decides: month first in the US, year or month first in CN, HK, HU,
    /// JP, KR, TW, day first elsewhere. Without a country day comes first, but `02-03` is read as `--02-03`.
    ///
    /// A year of two digits is the last one that is not after `today`; without `today` it lies in 1920 to 2019.
    ///
    /// # Errors
    /// `invalid_field` (`birth_date`) if it is no date, lies before 1880, or after `today`.
    pub fn parse(text: &str, country: Option<Country>, today: Option<Date>) -> Result<Self> {
        let refused =
            || Error::invalid("birth_date", "expected a date such as 1985-02-16, 16/02/1985 or 02-16");
        let text = text.trim();
        let order = order_of(country);
        let (pieces, _) = read(text).filter(|(_, rest)| read_time(rest).is_some()).ok_or_else(refused)?;
        let month_first = match country {
            Some(_) => order != DateOrder::Dmy,
            None => text.starts_with("--") || (text.contains('-') && text.len() == "02-16".len()),
        };
        if let Some((month, day)) = pieces.month_and_day(month_first || text.starts_with("--")) {
            return Self::new(None, month, day).ok_or_else(refused);
        }
        let last = today.map_or(2019, |today| chrono::Datelike::year(&today.to_chrono()));
        let century = |short: u32| last - (last - short as i32).rem_euclid(100);
        let (year, month, day) = settle(&pieces, Some(order), century).ok_or_else(refused)?;
        let year = u16::try_from(year).map_err(|_| refused())?;
        Self::new(Some(year), month, day)
            .and_then(|date| date.not_after(today, pieces.has_short_year()))
            .ok_or_else(|| Error::invalid("birth_date", "lies before 1880 or in the future"))
    }

    /// The year, if known.
    pub fn year(self) -> Option<u16> {
        (self.year > 0).then_some(self.year)
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month.into()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.day.into()
    }

    /// Whether forms and imports put this day in for want of another: the zero days of computers and spreadsheets,
    /// and the first days that date pickers offer.
    pub fn is_placeholder(self) -> bool {
        const PLACEHOLDERS: [(u16, u8, u8); 9] = [
            (1899, 12, 30), // Excel
            (1899, 12, 31), // Excel
            (1900, 1, 1),   // SQL Server, date pickers
            (1901, 1, 1),
            (1904, 1, 1), // Excel on the Mac
            (1910, 1, 1),
            (1911, 11, 11),
            (1969, 12, 31), // 1970-01-01 seen from the Americas
            (1970, 1, 1),   // Unix
        ];
        PLACEHOLDERS.contains(&(self.year, self.month, self.day))
    }

    /// Whether the two cannot belong to one person: they differ, and not by swapped day and month alone. Without a
    /// year on one side the days are compared. A placeholder says nothing, so it never contradicts.
    pub fn contradicts(&self, other: &Self) -> bool {
        if self.is_placeholder() || other.is_placeholder() {
            return false;
        }
        let years_fit = self.year == other.year || self.year == 0 || other.year == 0;
        let (own, theirs) = ((self.month, self.day), (other.month, other.day));
        !(years_fit && (own == theirs || own == (theirs.1, theirs.0)))
    }

    /// The birthday in a year (rule D1 of the semantics); `None` if there is none, or outside the years 1 to 9999.
    pub fn birthday_in(self, year: i32, leap: LeapPolicy) -> Option<Date> {
        let own = Date::new(year, self.month(), self.day());
        match leap {
            _ if own.is_some() => own,
            LeapPolicy::Feb28 => Date::new(year, 2, 28),
            LeapPolicy::Mar1 => Date::new(year, 3, 1),
            LeapPolicy::LeapOnly => None,
        }
    }

    /// This date if it is not after `today`; one whose century was guessed goes back one.
    fn not_after(self, today: Option<Date>, guessed: bool) -> Option<Self> {
        let lies_after = |date: Self| {
            let day = Date::new(date.year.into(), date.month(), date.day());
            today.zip(day).is_some_and(|(today, day)| day > today)
        };
        match lies_after(self) {
            false => Some(self),
            true if guessed => Self::new(Some(self.year - 100), self.month(), self.day()),
            true => None,
        }
    }
}

/// How a country orders the parts of a date (CLDR 47, short date patterns).
fn order_of(country: Option<Country>) -> DateOrder {
    match country.as_ref().map(Country::as_str) {
        Some("US") => DateOrder::Mdy,
        Some("CN" | "HK" | "HU" | "JP" | "KR" | "TW") => DateOrder::Ymd,
        _ => DateOrder::Dmy,
    }
}

/// When a birthday on 29 February is kept in common years.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum LeapPolicy {
    /// On 28 February.
    #[default]
    #[n(1)]
    Feb28,
    /// On 1 March.
    #[n(2)]
    Mar1,
    /// Not at all.
    #[n(3)]
    LeapOnly,
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        match year {
            0 => write!(f, "--{month:02}-{day:02}"),
            _ => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(..)")
    }
}

impl FromStr for BirthDate {
    type Err = Error;

    /// Reads `1985-02-16` or `--02-16`.
    ///
    /// # Errors
    /// `invalid_field` (`birth_date`) for anything else, and before 1880.
    fn from_str(text: &str) -> Result<Self> {
        let refused = || Error::invalid("birth_date", "expected 1985-02-16 or --02-16, from 1880 on");
        let date = Self::parse(text, None, None).map_err(|_| refused())?;
        if date.to_string() == text { Ok(date) } else { Err(refused()) }
    }
}

text_serde!(BirthDate);

// Year, month and day as bits of one number: five bytes with a year, three without.
stored_leaf!(
    BirthDate,
    u32,
    |d| u32::from(d.year) << 9 | u32::from(d.month) << 5 | u32::from(d.day),
    |bits| {
        let year = u16::try_from(bits >> 9).ok()?;
        BirthDate::new((year > 0).then_some(year), bits >> 5 & 15, bits & 31)
    }
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> BirthDate {
        text.parse().unwrap()
    }

    #[test]
    fn forms() {
        let today = Date::new(2026, 3, 1);
        for (text, country, read) in [
            ("1985-02-16", "US", "1985-02-16"),
            ("1985-02-16T00:00:00Z", "", "1985-02-16"),
            ("16/02/1985", "US", "1985-02-16"),
            ("02/16/1985", "DE", "1985-02-16"),
            ("03/04/1985", "", "1985-04-03"),
            ("03/04/1985", "US", "1985-03-04"),
            ("03/04/1985", "GB", "1985-04-03"),
            ("1985.02.16", "", "1985-02-16"),
            ("1985/2/6", "CN", "1985-02-06"),
            ("19850216", "", "1985-02-16"),
            ("1985年2月16日", "", "1985-02-16"),
            ("16 Feb 1985", "", "1985-02-16"),
            ("February 16, 1985", "", "1985-02-16"),
            ("16.02.85", "DE", "1985-02-16"),
            ("85-02-06", "CN", "1985-02-06"),
            ("01/03/26", "", "2026-03-01"),
            ("02/03/26", "", "1926-03-02"),
            ("02/03/27", "", "1927-03-02"),
            ("29.02.24", "", "2024-02-29"),
            ("Feb 16", "", "--02-16"),
            ("16 février", "", "--02-16"),
            ("02-16", "", "--02-16"),
            ("02-03", "", "--02-03"),
            ("--02-03", "DE", "--02-03"),
            ("02/03", "DE", "--03-02"),
            ("02/03", "US", "--02-03"),
            ("02/03", "", "--03-02"),
            ("2月3日", "", "--02-03"),
            ("--02-29", "", "--02-29"),
        ] {
            let country = (!country.is_empty()).then(|| country.parse().unwrap());
            let parsed = BirthDate::parse(text, country, today).map(|date| date.to_string());
            assert_eq!(parsed.ok().as_deref(), Some(read), "{text}");
        }
        for bad in [
            "",
            "x",
            "1985",
            "1985-02",
            "1985-02-30",
            "1879-12-31",
            "0001-01-01",
            "2026-03-02",
            "2126-01-01",
            "02-30",
            "1985-02-16 x",
            "45321",
            "--",
            "16",
            "1985年",
        ] {
            assert!(BirthDate::parse(bad, None, today).is_err(), "{bad}");
        }
        assert_eq!(BirthDate::parse("02/03/19", None, None).unwrap(), date("2019-03-02"));
        assert_eq!(BirthDate::parse("02/03/20", None, None).unwrap(), date("1920-03-02"));
    }

    #[test]
    fn contradictions() {
        for (a, b, contradict) in [
            ("1985-02-16", "1985-02-16", false),
            ("1985-02-11", "1985-11-02", false),
            ("1985-02-16", "1985-02-17", true),
            ("1985-02-16", "1986-02-16", true),
            ("1985-02-16", "--02-16", false),
            ("1985-02-11", "--11-02", false),
            ("--02-16", "--02-17", true),
            ("1985-02-16", "1900-01-01", false),
        ] {
            assert_eq!(date(a).contradicts(&date(b)), contradict, "{a} {b}");
            assert_eq!(date(b).contradicts(&date(a)), contradict, "{b} {a}");
        }
    }

    #[test]
    fn leap_days() {
        // G-D1
        let born = date("2004-02-29");
        let in_year = |year, leap| born.birthday_in(year, leap).map(|day| day.to_string());
        assert_eq!(in_year(2026, LeapPolicy::default()).as_deref(), Some("2026-02-28"));
        assert_eq!(in_year(2026, LeapPolicy::Mar1).as_deref(), Some("2026-03-01"));
        assert_eq!(in_year(2026, LeapPolicy::LeapOnly), None);
        assert_eq!(in_year(2028, LeapPolicy::LeapOnly).as_deref(), Some("2028-02-29"));
        assert_eq!(date("--12-24").birthday_in(2026, LeapPolicy::Mar1), Date::new(2026, 12, 24));
        assert_eq!(serde_json::to_string(&LeapPolicy::Feb28).unwrap(), r#""feb28""#);
        assert_eq!(serde_json::from_str::<LeapPolicy>(r#""mar1""#).unwrap(), LeapPolicy::Mar1);
    }

    #[test]
    fn hidden_and_small() {
        let born = date("1985-02-16");
        assert!(!format!("{born:?}").contains('1'));
        assert_eq!(minicbor::to_vec(born).unwrap().len(), 5);
        assert!(minicbor::decode::<BirthDate>(&minicbor::to_vec(0u32).unwrap()).is_err());
        assert!(date("1970-01-01").is_placeholder() && !born.is_placeholder());
        assert!("16/02/1985".parse::<BirthDate>().is_err());
    }

    fn any_date() -> impl Strategy<Value = BirthDate> {
        let dates = (prop::option::of(1880u16..=9999), 1u32..=12, 1u32..=31);
        dates.prop_filter_map("no such day", |(year, month, day)| BirthDate::new(year, month, day))
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in ".*", dateish in "[0-9/.: 年月日-]{0,12}", year in any::<i32>()) {
            for text in [&text, &dateish] {
                if let Ok(date) = BirthDate::parse(text, None, None) {
                    let _ = date.birthday_in(year, LeapPolicy::Mar1);
                }
            }
        }

        #[test]
        fn text_json_and_bytes_come_back(born in any_date()) {
            prop_assert_eq!(date(&born.to_string()), born);
            let json = serde_json::to_string(&born).unwrap();
            prop_assert_eq!(serde_json::from_str::<BirthDate>(&json).unwrap(), born);
            prop_assert_eq!(minicbor::decode::<BirthDate>(&minicbor::to_vec(born).unwrap()).unwrap(), born);
        }

        #[test]
        fn contradiction_is_mutual_and_never_with_itself(a in any_date(), b in any_date()) {
            prop_assert_eq!(a.contradicts(&b), b.contradicts(&a));
            prop_assert!(!a.contradicts(&a));
        }
    }
}
