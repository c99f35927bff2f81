//! What a level asks of two records.

use rapidfuzz::distance::{damerau_levenshtein, jaro, jaro_winkler, levenshtein};
use rustc_hash::FxHashSet;

/// A condition. It does not hold where it asks about a value that is missing, as in SQL.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// What no level before asked for.
    Else,
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Missing(Value),
    Equal(Value, Value),
    /// A similarity of at least so much.
    Alike(Similarity, Value, Value, f64),
    /// So many edits at most.
    Near(Distance, Value, Value, f64),
    /// So many seconds at most.
    Apart(Value, Value, f64),
}

/// A cell of one of the two records, or what is taken from it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) column: String,
    pub(super) side: Side,
    pub(super) part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// What is taken from a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// A day written `1990-03-05`.
    Day,
    /// Of an e-mail address what stands before the @.
    User,
    /// Of a British postcode the area, district or sector: `SW`, `SW1A`, `SW1A 2`.
    Area,
    District,
    Sector,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Similarity {
    Jaro,
    JaroWinkler,
    Jaccard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distance {
    Levenshtein,
    DamerauLevenshtein,
}

/// The cells of a record by the names of their columns.
pub(super) type Cells<'a> = [(&'a str, &'a str)];

impl Condition {
    pub(super) fn holds(&self, left: &Cells<'_>, right: &Cells<'_>) -> bool {
        let both = |l: &Value, r: &Value| Some((l.text(left, right)?, r.text(left, right)?));
        match self {
            Self::Else => true,
            Self::All(all) => all.iter().all(|one| one.holds(left, right)),
            Self::Any(any) => any.iter().any(|one| one.holds(left, right)),
            Self::Missing(value) => value.text(left, right).is_none(),
            Self::Equal(l, r) => both(l, r).is_some_and(|(l, r)| l == r),
            Self::Alike(how, l, r, least) => both(l, r).is_some_and(|(l, r)| how.of(l, r) >= *least),
            Self::Near(how, l, r, most) => both(l, r).is_some_and(|(l, r)| how.of(l, r) as f64 <= *most),
            Self::Apart(l, r, most) => both(l, r)
                .and_then(|(l, r)| seconds(l).zip(seconds(r)))
                .is_some_and(|(l, r)| (l - r).unsigned_abs() as f64 <= *most),
        }
    }

    /// The column that this asks to be equal, when it asks for nothing else.
    pub(super) fn equal_column(&self) -> Option<&str> {
        match self {
            Self::Equal(l, r) if l.column == r.column && l.part == Part::Whole && r.part == Part::Whole => {
                Some(&l.column)
            }
            _ => None,
        }
    }
}

impl Value {
    /// `None` where the cell is empty or has no such part.
    fn text<'a>(&self, left: &Cells<'a>, right: &Cells<'a>) -> Option<&'a str> {
        let cells = if self.side == Side::Left { left } else { right };
        let cell = cells.iter().find(|cell| cell.0 == self.column)?.1;
        self.part.of(cell).filter(|text| !text.is_empty())
    }
}

impl Part {
    fn of(self, cell: &str) -> Option<&str> {
        match self {
            Self::Whole => Some(cell),
            Self::Day => seconds(cell).map(|_| cell),
            Self::User => cell.split('@').next(),
            Self::Area => cell.get(..area(cell)?),
            Self::District => cell.get(..district(cell)?),
            Self::Sector => sector(cell),
        }
    }
}

/// How long the one or two letters are that a postcode begins with.
fn area(code: &str) -> Option<usize> {
    let letters = code.bytes().take(2).take_while(u8::is_ascii_alphabetic).count();
    (letters > 0).then_some(letters)
}

/// The same with the digit that follows, and the digit or letter that may follow that.
fn district(code: &str) -> Option<usize> {
    let digit = area(code)?;
    let more = code.as_bytes().get(digit + 1).is_some_and(u8::is_ascii_alphanumeric);
    code.as_bytes().get(digit)?.is_ascii_digit().then_some(digit + 1 + usize::from(more))
}

fn sector(code: &str) -> Option<&str> {
    let end = district(code)?;
    let bytes = code.as_bytes();
    (bytes.get(end) == Some(&b' ') && bytes.get(end + 1)?.is_ascii_digit()).then(|| &code[..end + 2])
}

impl Similarity {
    fn of(self, l: &str, r: &str) -> f64 {
        match self {
            Self::Jaro => jaro::similarity(l.chars(), r.chars()),
            Self::JaroWinkler => jaro_winkler::similarity(l.chars(), r.chars()),
            Self::Jaccard => jaccard(l, r),
        }
    }
}

/// Of the characters of both texts the share that is in each.
fn jaccard(l: &str, r: &str) -> f64 {
    let (l, r): (FxHashSet<char>, FxHashSet<char>) = (l.chars().collect(), r.chars().collect());
    let shared = l.intersection(&r).count();
    shared as f64 / (l.len() + r.len() - shared) as f64
}

impl Distance {
    fn of(self, l: &str, r: &str) -> usize {
        match self {
            Self::Levenshtein => levenshtein::distance(l.chars(), r.chars()),
            Self::DamerauLevenshtein => damerau_levenshtein::distance(l.chars(), r.chars()),
        }
    }
}

/// Seconds since 1970 of a day written `1990-03-05` (days from civil; Hinnant 2013). Months and days may have one digit,
/// years fewer than four, and space may stand around, as DuckDB's `strptime` has it.
fn seconds(text: &str) -> Option<i64> {
    let mut parts = text.trim_ascii().splitn(3, '-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let is_number = part.len() <= digits && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i64>().ok()).flatten()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(days * 86_400)
}
