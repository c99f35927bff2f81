//! The Chinese lunar calendar, and the holidays that follow it.

use chrono::Datelike;
use guanxi_macros::model;

use super::Date;

/// The first lunar year that is known. The last is 2100.
const FIRST_YEAR: i32 = 1900;

/// The number of 1900-01-31, on which the lunar year 1900 begins.
const FIRST_DAY: i32 = 693_626;

/// A day of the Chinese lunar calendar, from 1900-01-31 to the end of the lunar year 2100. Days are those of Beijing
/// (UTC+8), wherever the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LunarDate {
    year: i32,
    month: u32,
    leap: bool,
    day: u32,
}

impl LunarDate {
    /// The day; `leap` asks for the leap month that follows the regular one of the same number. `None` if there is no
    /// such day, or outside the lunar years 1900 to 2100.
    pub fn new(year: i32, month: u32, leap: bool, day: u32) -> Option<Self> {
        let (_, found) = months(year)?.find(|(_, m)| (m.number, m.leap) == (month, leap))?;
        (1..=found.days).contains(&day).then_some(Self { year, month, leap, day })
    }

    /// The lunar day of a day; `None` outside the years that are known.
    pub fn from_date(day: Date) -> Option<Self> {
        // A lunar year begins on 20 January at the earliest, so it is that of the common era or the one before.
        let common = day.to_chrono().year();
        [common, common - 1].into_iter().find_map(|year| {
            months(year)?.find_map(|(start, month)| {
                let day = u32::try_from(day.ordinal() - start).ok()? + 1;
                (day <= month.days).then_some(Self { year, month: month.number, leap: month.leap, day })
            })
        })
    }

    /// The day of the common calendar.
    pub fn to_date(self) -> Option<Date> {
        let (start, _) = months(self.year)?.find(|(_, m)| (m.number, m.leap) == (self.month, self.leap))?;
        Date::from_ordinal(start + i32::try_from(self.day).ok()? - 1)
    }

    /// The lunar year, named by the year of the common era in which it begins.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The number of the month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// Whether it lies in a leap month.
    pub fn is_leap(self) -> bool {
        self.leap
    }

    /// The day of the month, 1 to 30.
    pub fn day(self) -> u32 {
        self.day
    }

    /// When a birthday on this day is kept in a lunar year: in the regular month if the year has no such leap month, on
    /// day 29 if the month has no day 30. `None` outside the years that are known.
    pub fn birthday_in(self, year: i32) -> Option<Date> {
        [self.leap, false].into_iter().find_map(|leap| {
            let kept = |day| Self::new(year, self.month, leap, day);
            kept(self.day).or_else(|| kept(29))?.to_date()
        })
    }
}

/// A holiday of the Chinese lunar calendar. It lies in the regular month, never in a leap month.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LunarHoliday {
    /// 除夕, the day before Spring Festival. (It is no fixed day: the twelfth month often has no day 30.)
    NewYearsEve,
    /// 春节, 1/1.
    SpringFestival,
    /// 元宵节, 1/15.
    Lantern,
    /// 端午节, 5/5.
    DragonBoat,
    /// 七夕, 7/7.
    Qixi,
    /// 中秋节, 8/15.
    MidAutumn,
    /// 重阳节, 9/9.
    DoubleNinth,
}

impl LunarHoliday {
    /// All of them, in the order of the year.
    pub const ALL: [Self; 7] = [
        Self::NewYearsEve,
        Self::SpringFestival,
        Self::Lantern,
        Self::DragonBoat,
        Self::Qixi,
        Self::MidAutumn,
        Self::DoubleNinth,
    ];

    /// Its day in a year of the common era; each lies in every year once. `None` outside 1900 to 2100.
    pub fn in_year(self, year: i32) -> Option<Date> {
        let (month, day) = match self {
            Self::NewYearsEve => {
                return Date::from_ordinal(Self::SpringFestival.in_year(year)?.ordinal() - 1);
            }
            Self::SpringFestival => (1, 1),
            Self::Lantern => (1, 15),
            Self::DragonBoat => (5, 5),
            Self::Qixi => (7, 7),
            Self::MidAutumn => (8, 15),
            Self::DoubleNinth => (9, 9),
        };
        LunarDate::new(year, month, false, day)?.to_date()
    }
}

#[derive(Clone, Copy)]
struct Month {
    number: u32,
    leap: bool,
    days: u32,
}

/// The months of a lunar year in their order, each with the number of its first day.
fn months(year: i32) -> Option<impl Iterator<Item = (i32, Month)>> {
    let index = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
    let packed = *YEARS.get(index)?;
    let before: i32 = YEARS[..index].iter().map(|year| days_of(*year)).sum();
    Some(lengths(packed).scan(FIRST_DAY + before, |next, month| {
        let start = *next;
        *next += month.days.cast_signed();
        Some((start, month))
    }))
}

fn days_of(packed: u32) -> i32 {
    let leap = if packed & 15 == 0 { 0 } else { 29 };
    (12 * 29 + leap + (packed >> 4).count_ones()).cast_signed()
}

fn lengths(packed: u32) -> impl Iterator<Item = Month> {
    let days = move |bit: u32| 29 + (packed >> bit & 1);
    (1..=12).flat_map(move |number| {
        let regular = Month { number, leap: false, days: days(16 - number) };
        let leap = Month { number, leap: true, days: days(16) };
        std::iter::once(regular).chain((packed & 15 == number).then_some(leap))
    })
}

/// The lunar years 1900 to 2100. Bits 15 to 4: whether months 1 to 12 have 30 days; bits 3 to 0: the month that a leap month
/// follows, or 0; bit 16: whether the leap month has 30 days.
///
/// Source: new moons and solar terms at UTC+8 as the package lunar-python 1.4.8 works them out. lunardate 0.3.0 says the
/// same of 1900 to 2099 but for the beginning of four months whose new moon is near midnight, or was printed otherwise in
/// older almanacs: 1933/6, 1954/11, 1978/8 and 2057/9, each a day apart.
#[rustfmt::skip]
const YEARS: [u32; 201] = [
    0x04bd8, 0x04ae0, 0x0a570, 0x054d5, 0x0d260, 0x0d950, 0x16554, 0x056a0, 0x09ad0, 0x055d2, // 1900
    0x04ae0, 0x0a5b6, 0x0a4d0, 0x0d250, 0x1d255, 0x0b540, 0x0d6a0, 0x0ada2, 0x095b0, 0x14977, // 1910
    0x04970, 0x0a4b0, 0x0b4b5, 0x06a50, 0x06d40, 0x1ab54, 0x02b60, 0x09570, 0x052f2, 0x04970, // 1920
    0x06566, 0x0d4a0, 0x0ea50, 0x16a95, 0x05ad0, 0x02b60, 0x186e3, 0x092e0, 0x1c8d7, 0x0c950, // 1930
    0x0d4a0, 0x1d8a6, 0x0b550, 0x056a0, 0x1a5b4, 0x025d0, 0x092d0, 0x0d2b2, 0x0a950, 0x0b557, // 1940
    0x06ca0, 0x0b550, 0x15355, 0x04da0, 0x0a5b0, 0x14573, 0x052b0, 0x0a9a8, 0x0e950, 0x06aa0, // 1950
    0x0aea6, 0x0ab50, 0x04b60, 0x0aae4, 0x0a570, 0x05260, 0x0f263, 0x0d950, 0x05b57, 0x056a0, // 1960
    0x096d0, 0x04dd5, 0x04ad0, 0x0a4d0, 0x0d4d4, 0x0d250, 0x0d558, 0x0b540, 0x0b6a0, 0x195a6, // 1970
    0x095b0, 0x049b0, 0x0a974, 0x0a4b0, 0x0b27a, 0x06a50, 0x06d40, 0x0af46, 0x0ab60, 0x09570, // 1980
    0x04af5, 0x04970, 0x064b0, 0x074a3, 0x0ea50, 0x06b58, 0x05ac0, 0x0ab60, 0x096d5, 0x092e0, // 1990
    0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0, 0x092d0, 0x0cab5, // 2000
    0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50, 0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930, // 2010
    0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, // 2020
    0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, // 2030
    0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, // 2040
    0x14b63, 0x09370, 0x049f8, 0x04970, 0x064b0, 0x168a6, 0x0ea50, 0x06b20, 0x1a6c4, 0x0aae0, // 2050
    0x092e0, 0x0d2e3, 0x0c960, 0x0d557, 0x0d4a0, 0x0da50, 0x05d55, 0x056a0, 0x0a6d0, 0x055d4, // 2060
    0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50, 0x055a0, 0x0aba4, 0x0a5b0, 0x052b0, // 2070
    0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55, 0x04b60, 0x0a570, 0x054e4, 0x0d160, // 2080
    0x0e968, 0x0d520, 0x0daa0, 0x16aa6, 0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0, 0x0d150, 0x0f252, // 2090
    0x0d520, // 2100
];

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn lunar(year: i32, month: u32, leap: bool, day: u32) -> LunarDate {
        LunarDate::new(year, month, leap, day).unwrap()
    }

    #[test]
    fn holidays_fall_on_their_days() {
        use LunarHoliday::*;
        let known: [(LunarHoliday, &[&str]); 7] = [
            (
                SpringFestival,
                &[
                    "1900-01-31",
                    "2024-02-10",
                    "2025-01-29",
                    "2026-02-17",
                    "2027-02-06",
                    "2028-01-26",
                    "2029-02-13",
                    "2030-02-03",
                    "2031-01-23",
                    "2032-02-11",
                    "2033-01-31",
                ],
            ),
            (NewYearsEve, &["2025-01-28", "2026-02-16", "2030-02-02"]),
            (Lantern, &["2026-03-03"]),
            (DragonBoat, &["2026-06-19", "2027-06-09"]),
            (Qixi, &["2025-08-29", "2026-08-19", "2027-08-08"]),
            (MidAutumn, &["2025-10-06", "2026-09-25", "2027-09-15", "2033-09-08"]),
            (DoubleNinth, &["2025-10-29", "2026-10-18"]),
        ];
        for (holiday, days) in known {
            for text in days {
                let year = text[..4].parse().unwrap();
                assert_eq!(holiday.in_year(year), Some(day(text)), "{holiday:?} {year}");
            }
        }
        assert_eq!((SpringFestival.in_year(1899), NewYearsEve.in_year(2101)), (None, None));
    }

    #[test]
    fn every_holiday_lies_in_its_year_in_order() {
        for year in 1900..=2100 {
            let days = LunarHoliday::ALL.map(|holiday| holiday.in_year(year).unwrap());
            assert!(days.is_sorted(), "{year}");
            assert!(Date::new(year, 1, 1).unwrap() <= days[0] && days[6] <= Date::new(year, 12, 31).unwrap());
        }
    }

    #[test]
    fn leap_months_and_the_last_day_of_the_year() {
        let starts = [(2023, 2, "2023-03-22"), (2025, 6, "2025-07-25"), (2028, 5, "2028-06-23")];
        for (year, month, text) in
            starts.into_iter().chain([(2031, 3, "2031-04-22"), (2033, 11, "2033-12-22")])
        {
            assert_eq!(lunar(year, month, true, 1).to_date(), Some(day(text)));
        }
        let with_day_30: Vec<_> =
            (2024..=2031).filter(|y| LunarDate::new(*y, 12, false, 30).is_some()).collect();
        assert_eq!(with_day_30, [2029]);
        assert_eq!(LunarDate::new(2026, 6, true, 1), None);
    }

    #[test]
    fn birthdays_are_kept_where_their_day_is_missing() {
        let born = lunar(2025, 6, true, 3);
        assert_eq!(born.birthday_in(2025), Some(day("2025-07-27")));
        assert_eq!(born.birthday_in(2026), lunar(2026, 6, false, 3).to_date());
        let last = lunar(2029, 12, false, 30);
        assert_eq!(last.birthday_in(2029), Some(day("2030-02-02")));
        assert_eq!(last.birthday_in(2025), Some(day("2026-02-16")));
        assert_eq!(last.birthday_in(2101), None);
    }

    /// Every day there is, not a sample: there and back again, each lunar day after the one before.
    #[test]
    fn there_and_back_is_the_same_day() {
        let (first, last) = (day("1900-01-31"), day("2101-01-28"));
        let mut before: Option<LunarDate> = None;
        for number in first.ordinal()..=last.ordinal() {
            let own = Date::from_ordinal(number).unwrap();
            let lunar = LunarDate::from_date(own).unwrap();
            assert_eq!(lunar.to_date(), Some(own));
            assert_eq!(LunarDate::new(lunar.year, lunar.month, lunar.leap, lunar.day), Some(lunar));
            let goes_on = before.is_none_or(|b| {
                let same = (b.year, b.month, b.leap) == (lunar.year, lunar.month, lunar.leap);
                if same { lunar.day == b.day + 1 } else { lunar.day == 1 && b.day >= 29 }
            });
            assert!(goes_on, "{own}: {before:?}, {lunar:?}");
            before = Some(lunar);
        }
        let outside = [Date::MIN, Date::MAX, day("1900-01-30"), day("2101-01-29")];
        assert_eq!(outside.map(LunarDate::from_date), [None; 4]);
    }
}
