//! Dates of birth.
//!
//! | written | read as |
//! | --- | --- |
//! | `1990年3月5日`, `1990/3/5`, `19900305`, `5.3.1990`, `1990-03-05T00:00:00Z` | 1990-03-05 |
//! | `3 Mar 1990`, `Mar 3, 1990`, `3. März 1990`, `3 de marzo de 1990` | 1990-03-03 |
//! | `昭和63年1月2日`, `S63.1.2`, `民国77年1月2日` | 1988-01-02 |
//! | `3月5日`, `March 1990`, `1990` | in part |
//! | `1900-01-01`, `1970-01-01`, `0000-00-00`, `32874` | none |
//!
//! Numbers alone such as `3/4/1990` are read by an [`Order`]; [`guess_order`] finds that of a column.

use std::{fmt, sync::LazyLock};

use super::{cap_at, fold, words::Map};

/// How a date of numbers alone is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Year, month, day; with the year last, the month is first.
    #[default]
    YearMonthDay,
    /// Day, month, year.
    DayMonthYear,
    /// Month, day, year.
    MonthDayYear,
}

/// A day, perhaps known in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The year, if it was written.
    pub year: Option<i16>,
    /// Month, 1 to 12; 0 if it was not written.
    pub month: u8,
    /// Day of the month, 1 to 31; 0 if it was not written.
    pub day: u8,
}

impl fmt::Display for Date {
    /// `1990-03-05`, `1990-03`, `1990`, `--03-05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// Bytes of a date that are looked at.
const LOOKED_AT: usize = 80;
/// Years in which customers, and people of registers, were born.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2200;
/// Years of two digits up to this one are of the twenty-first century.
const PIVOT: i32 = 30;

/// Reads a date. `None` for what is none, for days that do not exist, and for placeholders.
///
/// Of a time behind the date nothing is taken. Years of two digits are 1931 to 2030. Where the order cannot be
/// (`25/3/1990` in a column of months first), the one that can is taken; dots mean that the day is first.
pub fn parse(text: &str, order: Order) -> Option<Date> {
    let text = cap_at(text, LOOKED_AT).trim();
    if let Some(date) = iso(text.as_bytes()) {
        return date;
    }
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_digit()) {
        return None; // the name of a month alone is no date
    }
    let folded = fold::text(text);
    // `--03-05`, how a day without its year is shown (ISO 8601:2000), says its order.
    let order = if folded.starts_with("--") { Order::MonthDayYear } else { order };
    let marks = Marks::read(without_time(&folded))?;
    let date = match (marks.month, &marks.numbers[..]) {
        (Some(month), _) => marks.with_month(month),
        (None, [all]) if marks.is_plain => joined(all, order),
        (None, [only]) if only.is_year => of(Some(only.value), 0, 0),
        (None, [one, two]) => of_two(*one, *two, order, marks.has_year_mark),
        (None, [one, two, three]) => of_three([*one, *two, *three], order, &marks),
        _ => None,
    };
    date.filter(|date| !is_placeholder(*date))
}

/// Reads a date whose parts stand in columns of their own; an empty part is not known. The month may be a name.
pub fn from_parts(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str| {
        let folded = fold::text(cap_at(text, LOOKED_AT));
        let digits = folded.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.strip_suffix(".0").unwrap_or(digits).parse::<i32>().ok()
    };
    let named =
        MONTHS.get(fold::text(cap_at(month, LOOKED_AT)).trim_end_matches('.')).map(|month| i32::from(*month));
    let year = number(year).filter(|year| *year > 0).map(full_year);
    let month = named.or_else(|| number(month)).unwrap_or(0);
    let day = if month > 0 { number(day).unwrap_or(0) } else { 0 };
    if year.is_none() && month == 0 {
        return None;
    }
    of(year, month, day).filter(|date| !is_placeholder(*date))
}

/// The year of birth of who is so old in a year: one less where the birthday was still to come. Ages are whole years.
pub fn from_age(age: &str, year: &str) -> Option<Date> {
    let number = |text: &str| text.trim().trim_end_matches(".0").parse::<i32>().ok();
    let age = number(age).filter(|age| (0..=AGE_MOST).contains(age))?;
    number(year).filter(|_| is_year(year)).and_then(|year| of(Some(year - age), 0, 0))
}

/// The oldest age that is believed: that of Jeanne Calment (1875 to 1997).
const AGE_MOST: i32 = 122;

/// Whether a text is a year of four digits.
pub(crate) fn is_year(text: &str) -> bool {
    let text = text.trim().trim_end_matches(".0");
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a folded text is the name of a month.
pub(crate) fn is_month(folded: &str) -> bool {
    MONTHS.contains_key(folded.trim_end_matches('.'))
}

/// The order that most of these dates can have alone: only dates that cannot be read in two ways tell.
pub fn guess_order<'a>(samples: impl IntoIterator<Item = &'a str>) -> Order {
    let (mut year_first, mut day_first, mut month_first) = (0, 0, 0);
    for sample in samples {
        let folded = fold::text(cap_at(sample, LOOKED_AT));
        let Some(marks) = Marks::read(without_time(&folded)) else { continue };
        if let (None, [one, two, _]) = (marks.month, &marks.numbers[..]) {
            match (one, two) {
                _ if one.is_year || one.value > 31 => year_first += 1,
                _ if one.value > 12 && two.value <= 12 => day_first += 1,
                _ if two.value > 12 && one.value <= 12 => month_first += 1,
                _ => {}
            }
        }
    }
    match (year_first, day_first, month_first) {
        (_, 0, 0) => Order::YearMonthDay,
        (_, day, month) if day >= month => Order::DayMonthYear,
        _ => Order::MonthDayYear,
    }
}

/// `1990-03-05` and `1990/03/05`, the commonest; what else it could be is not asked then.
fn iso(text: &[u8]) -> Option<Option<Date>> {
    let [a, b, c, d, b'-' | b'/', e, f, b'-' | b'/', g, h] = text else { return None };
    let mut value = [0; 8];
    for (digit, place) in [a, b, c, d, e, f, g, h].into_iter().zip(&mut value) {
        *place = i32::from(digit.checked_sub(b'0').filter(|d| *d < 10)?);
    }
    let [a, b, c, d, e, f, g, h] = value;
    let date = of(Some(a * 1000 + b * 100 + c * 10 + d), e * 10 + f, g * 10 + h)?;
    Some(Some(date).filter(|date| !is_placeholder(*date)))
}

#[derive(Clone, Copy)]
struct Number {
    value: i32,
    digits: usize,
    is_year: bool,
}

/// What stands in a date.
struct Marks {
    numbers: Vec<Number>,
    month: Option<u8>,
    /// Digits and nothing else.
    is_plain: bool,
    has_dots: bool,
    has_year_mark: bool,
}

impl Marks {
    fn read(folded: &str) -> Option<Self> {
        let text = without_han_numerals(folded);
        let mut marks = Self {
            numbers: Vec::new(),
            month: None,
            is_plain: text.bytes().all(|b| b.is_ascii_digit()),
            has_dots: text.matches('.').count() == 2,
            has_year_mark: false,
        };
        let mut era = 0;
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            let len = match first {
                '0'..='9' => marks.number(rest, &mut era)?,
                c if c.is_alphabetic() => marks.word(rest, &mut era)?,
                c => c.len_utf8(),
            };
            rest = &rest[len..];
        }
        (marks.numbers.len() <= 3).then_some(marks)
    }

    fn number(&mut self, rest: &str, era: &mut i32) -> Option<usize> {
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        if len > 8 {
            return None;
        }
        let mut value: i32 = rest[..len].parse().ok()?;
        let is_marked = rest[len..].starts_with(['年', '년']);
        self.has_year_mark |= is_marked;
        if *era > 0 {
            value += std::mem::take(era);
        } else if is_marked && len <= 2 {
            value = full_year(value);
        }
        let is_year = is_marked || len == 4 || value > 999 && len <= 2;
        self.numbers.push(Number { value, digits: len, is_year });
        Some(len)
    }

    /// A word of letters: the name of a month, an era, or one that says nothing; any other one makes it no date.
    fn word(&mut self, rest: &str, era: &mut i32) -> Option<usize> {
        if let Some((mark, year)) = ERAS.iter().find(|(mark, _)| rest.starts_with(mark)) {
            let next = rest[mark.len()..].trim_start_matches([' ', '.']).chars().next();
            if mark.len() > 1 || next.is_some_and(|c| c.is_ascii_digit()) {
                *era = *year;
                return Some(mark.len());
            }
        }
        let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = &rest[..len];
        match MONTHS.get(word) {
            Some(month) if self.month.is_none() => self.month = Some(*month),
            _ if FILLERS.contains(&word) => {}
            _ if word.chars().all(|c| "年月日号生于出년월일".contains(c)) => {}
            _ => return None,
        }
        Some(len)
    }

    fn with_month(&self, month: u8) -> Option<Date> {
        let month = i32::from(month);
        match self.numbers[..] {
            [year] if year.is_year || year.value > 31 => of(Some(full_year(year.value)), month, 0),
            [day] => of(None, month, day.value),
            [year, day] if year.is_year => of(Some(year.value), month, day.value),
            [day, year] => of(Some(full_year(year.value)), month, day.value),
            _ => None,
        }
    }
}

/// Digits without a separator.
fn joined(all: &Number, order: Order) -> Option<Date> {
    let (value, parts) = (all.value, |a: i32, b: i32| (all.value / a % b, all.value % a));
    match all.digits {
        8 => {
            let year_first = of(Some(value / 10_000), value / 100 % 100, value % 100);
            let (front, year) = parts(10_000, 10_000);
            year_first.or_else(|| day_and_month(front / 100, front % 100, year, order))
        }
        6 => {
            let [a, b, c] = [value / 10_000, value / 100 % 100, value % 100];
            let year_first = of(Some(full_year(a)), b, c);
            match order {
                Order::YearMonthDay => year_first,
                _ => day_and_month(a, b, full_year(c), order).or(year_first),
            }
        }
        4 => of(Some(value), 0, 0),
        _ => None,
    }
}

fn of_two(one: Number, two: Number, order: Order, has_year_mark: bool) -> Option<Date> {
    if one.is_year || has_year_mark {
        return of(Some(one.value), two.value, 0);
    }
    if two.is_year {
        return of(Some(two.value), one.value, 0);
    }
    match order {
        Order::DayMonthYear => of(None, two.value, one.value).or_else(|| of(None, one.value, two.value)),
        _ => of(None, one.value, two.value).or_else(|| of(None, two.value, one.value)),
    }
}

fn of_three([one, two, three]: [Number; 3], order: Order, marks: &Marks) -> Option<Date> {
    if [one, two, three].iter().any(|n| n.digits > 4 || n.digits == 3) {
        return None;
    }
    let [a, b, c] = [one.value, two.value, three.value];
    if one.is_year {
        return of(Some(a), b, c).or_else(|| of(Some(a), c, b));
    }
    if !three.is_year
        && (order == Order::YearMonthDay || a > 31)
        && let Some(date) = of(Some(full_year(a)), b, c)
    {
        return Some(date);
    }
    if two.is_year {
        return None;
    }
    let order = if marks.has_dots { Order::DayMonthYear } else { order };
    day_and_month(a, b, full_year(c), order)
}

/// Two numbers before a year, by order; the other way round if that cannot be.
fn day_and_month(one: i32, two: i32, year: i32, order: Order) -> Option<Date> {
    let (day_first, month_first) = (of(Some(year), two, one), of(Some(year), one, two));
    match order {
        Order::DayMonthYear => day_first.or(month_first),
        _ => month_first.or(day_first),
    }
}

fn full_year(year: i32) -> i32 {
    match year {
        0..=PIVOT => 2000 + year,
        ..=99 => 1900 + year,
        _ => year,
    }
}

/// The date, if there is such a day; 0 stands for what is not known.
fn of(year: Option<i32>, month: i32, day: i32) -> Option<Date> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let is_leap = year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    let days = match month {
        0 => 0,
        2 => 28 + u8::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if day > days || year.is_some_and(|year| !YEARS.contains(&year)) || year.is_none() && day == 0 {
        return None;
    }
    Some(Date { year: year.map(|year| year as i16), month, day })
}

/// First and last days of calendars and clocks.
fn is_placeholder(date: Date) -> bool {
    let Some(year) = date.year else { return false };
    match (year, date.month, date.day) {
        (1900 | 1901 | 1970 | 1800 | 1753 | 1000 | 1600, 1, 1) | (1111, 11, 11) | (1899, 12, 30 | 31) => true,
        (1900 | 2100.., 0, 0) => true,
        (year, ..) => year > 2100,
    }
}

/// The text before a time: `t` or a blank, and two digits and a colon.
fn without_time(folded: &str) -> &str {
    let Some(colon) = folded.find(':') else { return folded };
    let before = &folded[..colon];
    let hour = before.trim_end_matches(|c: char| c.is_ascii_digit());
    if hour.len() == before.len() { folded } else { hour.trim_end_matches(['t', ' ', ',']) }
}

/// Chinese numerals by digits: `一九九〇年三月二十五日` is `1990年3月25日`.
fn without_han_numerals(folded: &str) -> String {
    if folded.is_ascii() || !folded.contains(is_numeral) {
        return folded.to_owned();
    }
    let mut text = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(start) = rest.find(is_numeral) {
        text.push_str(&rest[..start]);
        let len = rest[start..].find(|c| !is_numeral(c)).unwrap_or(rest.len() - start);
        text.push_str(&han_number(&rest[start..start + len]));
        rest = &rest[start + len..];
    }
    text + rest
}

const NUMERALS: &str = "〇一二三四五六七八九";

fn is_numeral(c: char) -> bool {
    NUMERALS.contains(c) || matches!(c, '十' | '元' | '零' | '廿' | '百')
}

/// Chinese numerals by digits, up to 999; without a ten or a hundred digit for digit.
pub(crate) fn han_number(numerals: &str) -> String {
    let digit = |c: char| NUMERALS.chars().position(|n| n == c);
    if !numerals.contains(['十', '百', '廿', '元']) {
        return numerals
            .chars()
            .filter_map(|c| if c == '零' { Some(0) } else { digit(c) })
            .map(|d| d.to_string())
            .collect();
    }
    let (mut total, mut last) = (0, None);
    for c in numerals.chars().take(8) {
        match c {
            '十' => total += last.take().unwrap_or(1) * 10,
            '百' => total += last.take().unwrap_or(1) * 100,
            '廿' => total += 20,
            '元' => last = Some(1),
            _ => last = digit(c),
        }
    }
    (total + last.unwrap_or(0)).to_string()
}

/// Years before the first one of an era.
const ERAS: &[(&str, i32)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("民国", 1911),
    ("公元", 0),
    ("西历", 0),
    ("r", 2018),
    ("h", 1988),
    ("s", 1925),
    ("t", 1911),
];

const FILLERS: &[&str] = &[
    "of",
    "the",
    "st",
    "nd",
    "rd",
    "th",
    "de",
    "del",
    "le",
    "er",
    "den",
    "der",
    "am",
    "born",
    "geb",
    "ne",
    "nee",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "星期",
    "t",
    "z",
];

/// Names of months in English, German, French, Spanish, Italian, Portuguese and Dutch, and how they are shortened.
static MONTHS: LazyLock<Map<u8>> = LazyLock::new(|| {
    let lines = include_str!("data/months.txt").lines().zip(1..);
    lines.flat_map(|(line, month)| line.split_whitespace().map(move |word| (word, month))).collect()
});

#[cfg(test)]
mod tests {
    use super::{Date, Order, from_parts, guess_order, parse};

    #[test]
    fn ages_in_a_year() {
        let year = |age, year| super::from_age(age, year).and_then(|date| date.year);
        assert_eq!((year("35", "1881"), year(" 0 ", "1851.0")), (Some(1846), Some(1851)));
        for (age, of) in
            [("", "1881"), ("35", ""), ("old", "1881"), ("-1", "1881"), ("123", "1881"), ("35", "81")]
        {
            assert_eq!(year(age, of), None, "{age} in {of}");
        }
    }

    #[test]
    fn table() {
        let mut wrong = Vec::new();
        for line in
            include_str!("data/tests/dates.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (raw, expected) = line.split_once(" -> ").unwrap();
            let (order, raw) = raw.split_once(' ').unwrap();
            let order = match order {
                "ymd" => Order::YearMonthDay,
                "dmy" => Order::DayMonthYear,
                _ => Order::MonthDayYear,
            };
            let got = parse(raw, order).map_or("none".to_owned(), |date| date.to_string());
            if got != expected {
                wrong.push(format!("{raw}: {got}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn columns_of_parts() {
        let date = |year, month, day| Some(Date { year, month, day });
        assert_eq!(from_parts("1990", "3", "5"), date(Some(1990), 3, 5));
        assert_eq!(from_parts("90", "March", "05"), date(Some(1990), 3, 5));
        assert_eq!(from_parts("1990年", "3月", "5日"), date(Some(1990), 3, 5));
        assert_eq!(from_parts("1990.0", "3.0", "5.0"), date(Some(1990), 3, 5));
        assert_eq!(from_parts("1990", "", ""), date(Some(1990), 0, 0));
        assert_eq!(from_parts("", "3", "5"), date(None, 3, 5));
        assert_eq!(from_parts("", "", "5"), None);
        assert_eq!(from_parts("1900", "1", "1"), None);
        assert_eq!(from_parts("1990", "2", "30"), None);
    }

    #[test]
    fn orders() {
        assert_eq!(guess_order(["1990-03-05", "19900101"]), Order::YearMonthDay);
        assert_eq!(guess_order(["3/4/1990", "25/4/1990", "4/4/1990"]), Order::DayMonthYear);
        assert_eq!(guess_order(["3/4/1990", "4/25/1990"]), Order::MonthDayYear);
        assert_eq!(guess_order(["", "no date"]), Order::YearMonthDay);
    }
}
