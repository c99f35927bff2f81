//! Levels of agreement between two values of a kind.
//!
//! Level 0 is "one of them is missing"; 1 is "they differ"; the greatest is "they are the same".

use rapidfuzz::distance::{jaro_winkler, osa};

use crate::{
    letters::{Letters, Spelled},
    value::{Address, Body, Kind, Value},
};

/// A level with what is expected of it before any data is seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected {
    /// What it is called.
    pub(crate) label: &'static str,
    /// How often two records of one person are at it.
    pub(crate) m: f64,
    /// How often records of two people are.
    pub(crate) u: f64,
}

const fn level(label: &'static str, m: f64, u: f64) -> Expected {
    Expected { label, m, u }
}

/// Names of people.
pub(crate) mod name {
    pub(crate) const DIFFERS: usize = 1;
    pub(crate) const PART: u8 = 4;
    pub(crate) const SWAPPED: u8 = 7;
    pub(crate) const SAME: u8 = 8;
}

const GIVEN: [Expected; 8] = [
    level("differs", 0.03, 0.955),
    level("loosely alike", 0.02, 0.03),
    level("sounds alike", 0.01, 0.001),
    level("initial or part", 0.05, 0.005),
    level("spelled alike", 0.08, 0.002),
    level("another form", 0.05, 0.001),
    level("in each other's place", 0.02, 0.0001),
    level("same", 0.74, 0.006),
];
const FAMILY: [Expected; 8] = [
    level("differs", 0.04, 0.962),
    level("loosely alike", 0.02, 0.025),
    level("sounds alike", 0.01, 0.001),
    level("initial or part", 0.02, 0.001),
    level("spelled alike", 0.08, 0.002),
    level("another form", 0.03, 0.001),
    level("in each other's place", 0.02, 0.0001),
    level("same", 0.78, 0.006),
];
const DATE: [Expected; 6] = [
    level("differs", 0.02, 0.94),
    level("same year or near", 0.01, 0.025),
    level("same day of the year", 0.02, 0.003),
    level("two parts same or a month", 0.04, 0.003),
    level("one slip", 0.07, 0.0015),
    level("same", 0.84, 0.0002),
];
const EMAIL: [Expected; 5] = [
    level("differs", 0.25, 0.9955),
    level("name alike", 0.06, 0.002),
    level("same name elsewhere", 0.04, 0.0003),
    level("one slip", 0.05, 0.0002),
    level("same", 0.60, 0.0001),
];
const PHONE: [Expected; 4] = [
    level("differs", 0.27, 0.9988),
    level("one slip", 0.05, 0.0001),
    level("same end", 0.03, 0.0001),
    level("same", 0.65, 0.0002),
];
const ADDRESS: [Expected; 6] = [
    level("differs", 0.20, 0.985),
    level("same street", 0.04, 0.012),
    level("something in common", 0.05, 0.002),
    level("nearly same", 0.10, 0.0004),
    level("same but for what is left out", 0.18, 0.0003),
    level("same", 0.43, 0.0003),
];
const POSTCODE: [Expected; 4] = [
    level("differs", 0.15, 0.93),
    level("same area", 0.05, 0.06),
    level("one slip", 0.05, 0.003),
    level("same", 0.75, 0.005),
];
const PLACE: [Expected; 3] =
    [level("differs", 0.15, 0.93), level("alike", 0.08, 0.01), level("same", 0.77, 0.06)];
const GENDER: [Expected; 2] = [level("differs", 0.03, 0.5), level("same", 0.97, 0.5)];
const CATEGORY: [Expected; 3] =
    [level("differs", 0.3, 0.8), level("something in common", 0.1, 0.05), level("same", 0.6, 0.15)];
const IDENTIFIER: [Expected; 3] =
    [level("differs", 0.05, 0.9995), level("one slip", 0.08, 0.0003), level("same", 0.87, 0.0002)];
const NUMBER: [Expected; 3] =
    [level("differs", 0.1, 0.75), level("near", 0.1, 0.15), level("same", 0.8, 0.1)];
const TEXT: [Expected; 5] = [
    level("differs", 0.08, 0.965),
    level("few words in common", 0.07, 0.02),
    level("half of the words in common", 0.15, 0.01),
    level("nearly same", 0.2, 0.002),
    level("same", 0.5, 0.003),
];

/// The levels of a kind, from the worst to the best.
pub(crate) fn levels(kind: Kind) -> &'static [Expected] {
    match kind {
        Kind::Given => &GIVEN,
        Kind::Family => &FAMILY,
        Kind::Date => &DATE,
        Kind::Email => &EMAIL,
        Kind::Phone => &PHONE,
        Kind::Address => &ADDRESS,
        Kind::Postcode => &POSTCODE,
        Kind::Place => &PLACE,
        Kind::Gender => &GENDER,
        Kind::Category => &CATEGORY,
        Kind::Identifier => &IDENTIFIER,
        Kind::Number => &NUMBER,
        Kind::Alias | Kind::Set | Kind::Text => &TEXT,
    }
}

/// From which level on two values of the kind are taken to be one.
pub(crate) fn agrees_from(kind: Kind) -> u8 {
    match kind {
        Kind::Given | Kind::Family => 5,
        Kind::Address => 4,
        Kind::Postcode => 2, // a city is an area
        _ => levels(kind).len() as u8,
    }
}

/// The level of two values that are not the same one.
pub(crate) fn level_of(kind: Kind, a: &Value, b: &Value) -> u8 {
    match kind {
        Kind::Given | Kind::Family => names(a, b),
        Kind::Date => dates(a, b),
        Kind::Email => emails(a, b),
        Kind::Phone => phones(a, b),
        Kind::Address => addresses(a, b),
        Kind::Postcode => postcodes(a, b),
        Kind::Place => places(a, b),
        Kind::Gender => 1,
        Kind::Category => categories(a, b),
        Kind::Identifier => 1 + u8::from(within(a.spelled(), b.spelled(), 1)),
        Kind::Number => numbers(a, b),
        Kind::Alias | Kind::Set | Kind::Text => texts(a, b),
    }
}

fn names(a: &Value, b: &Value) -> u8 {
    if a.keys[0] == b.keys[0] {
        return 6;
    }
    let (left, right) = (a.spelled(), b.spelled());
    let short = |value: &Value| matches!(value.body, Body::Name { short: true });
    if short(a) || short(b) {
        return if a.keys[2] == b.keys[2] || holds(left, right) { name::PART } else { 1 };
    }
    let alike = similarity(left, right, 0.75);
    let long = |value: &Value| value.text.chars().count() >= 4;
    if alike >= 0.9 || within(left, right, 1) && long(a) && long(b) {
        return 5;
    }
    if part_of(left, right) {
        return name::PART;
    }
    if a.keys[1] == b.keys[1] { 3 } else { 1 + u8::from(alike >= 0.75) }
}

/// Whether one text lies in the other.
fn holds(a: Spelled<'_>, b: Spelled<'_>) -> bool {
    let (short, long) = by_length(a, b);
    long.letters.may_hold(short.letters) && long.text.contains(short.text)
}

/// Whether one is a word of the other, its beginning, or a character of it.
fn part_of(a: Spelled<'_>, b: Spelled<'_>) -> bool {
    let (short, long) = by_length(a, b);
    if !long.letters.may_hold(short.letters) {
        return false;
    }
    let (short, long) = (short.text, long.text);
    if !short.is_ascii() {
        return long.contains(short);
    }
    short.len() >= 3 && long.starts_with(short) || long.split([' ', '-']).any(|word| word == short)
}

fn by_length<'a>(a: Spelled<'a>, b: Spelled<'a>) -> (Spelled<'a>, Spelled<'a>) {
    if a.text.len() < b.text.len() { (a, b) } else { (b, a) }
}

fn dates(a: &Value, b: &Value) -> u8 {
    let (Body::Date(l), Body::Date(r)) = (&a.body, &b.body) else { return 1 };
    if let (Some(left), Some(right)) = (bare_year(l), bare_year(r)) {
        return years(left.abs_diff(right), within(a.spelled(), b.spelled(), 1));
    }
    let year = l.year.is_some() && l.year == r.year;
    let month = l.month > 0 && l.month == r.month;
    let day = l.day > 0 && l.day == r.day;
    let turned = l.month == r.day && l.day == r.month && l.month > 0;
    if year && turned || within(a.spelled(), b.spelled(), 1) {
        return 5;
    }
    let days = days(l).zip(days(r)).map_or(i32::MAX, |(l, r)| (l - r).abs());
    match (year, month, day) {
        (true, true, _) | (true, _, true) => 4,
        _ if days <= 31 => 4,
        (false, true, true) => 3,
        (true, false, false) => 2,
        _ => 1 + u8::from(days <= 370),
    }
}

/// The year of a date that has nothing else.
fn bare_year(date: &crate::normalise::date::Date) -> Option<i16> {
    date.year.filter(|_| date.month == 0 && date.day == 0)
}

/// Of two years that lie so far apart. Who says an age, and when, is off by one or two; other slips are as common among years
/// of two people, since a year has three digits that vary.
fn years(apart: u16, slip: bool) -> u8 {
    match apart {
        0 => 6,
        1 => 5,
        2 => 4,
        _ => 1 + u8::from(slip),
    }
}

/// Days since some day, roughly: months have 30.44.
fn days(date: &crate::normalise::date::Date) -> Option<i32> {
    let year = i32::from(date.year?);
    (date.month > 0 && date.day > 0)
        .then(|| year * 365 + year / 4 + i32::from(date.month) * 3044 / 100 + i32::from(date.day))
}

fn emails(a: &Value, b: &Value) -> u8 {
    if told_apart(a.letters, b.letters, 0.85) {
        return 1;
    }
    let (Body::Email { local: l }, Body::Email { local: r }) = (&a.body, &b.body) else { return 1 };
    let (left, right) = (a.text.split_at(*l as usize), b.text.split_at(*r as usize));
    if left.0 == right.0 {
        return 3;
    }
    let spelled = |text, value: &Value| Spelled { text, letters: value.letters };
    let (l, r) = (spelled(left.0, a), spelled(right.0, b));
    if similarity(l, r, 0.85) < 0.85 {
        return 1;
    }
    if left.1 == right.1 && within(l, r, 1) { 4 } else { 2 }
}

fn phones(a: &Value, b: &Value) -> u8 {
    if a.keys[1] != 0 && a.keys[1] == b.keys[1] {
        return 3;
    }
    1 + u8::from(within(a.spelled(), b.spelled(), 1))
}

fn postcodes(a: &Value, b: &Value) -> u8 {
    if within(a.spelled(), b.spelled(), 1) {
        return 3;
    }
    1 + u8::from(a.keys[1] == b.keys[1])
}

fn places(a: &Value, b: &Value) -> u8 {
    let (a, b) = (a.spelled(), b.spelled());
    let long = |text: &str| text.chars().nth(1).is_some();
    let inside = holds(a, b) && long(a.text) && long(b.text);
    1 + u8::from(inside || similarity(a, b, 0.88) >= 0.88)
}

fn numbers(a: &Value, b: &Value) -> u8 {
    let (Body::Number(l), Body::Number(r)) = (&a.body, &b.body) else { return 1 };
    if l == r {
        return 3;
    }
    1 + u8::from((l - r).abs() <= 0.05 * l.abs().max(r.abs()))
}

fn categories(a: &Value, b: &Value) -> u8 {
    let (Body::Words(l), Body::Words(r)) = (&a.body, &b.body) else { return 1 };
    1 + u8::from(common(l, r) > 0)
}

fn texts(a: &Value, b: &Value) -> u8 {
    let (Body::Words(l), Body::Words(r)) = (&a.body, &b.body) else { return 1 };
    let common = common(l, r);
    let (least, most) = (l.len().min(r.len()), l.len().max(r.len()));
    if common == most {
        return 4;
    }
    let alike = similarity(a.spelled(), b.spelled(), 0.88);
    if alike >= 0.95 {
        return 4;
    }
    if common > 0 && (common * 2 >= most || common == least) || alike >= 0.88 {
        return 3;
    }
    1 + u8::from(common * 4 >= most && common > 0)
}

fn addresses(a: &Value, b: &Value) -> u8 {
    let (Body::Address(l), Body::Address(r)) = (&a.body, &b.body) else { return 1 };
    let numbers = numbered(l, r);
    let named = named(l, r);
    match (named, numbers) {
        (Likeness::Same, Likeness::Same) => 5,
        (Likeness::Same, Likeness::Near) | (Likeness::Near, Likeness::Same) => 4,
        (Likeness::Near, Likeness::Near) => 3,
        (Likeness::Unknown, Likeness::Same) | (Likeness::Same | Likeness::Near, Likeness::Unknown) => 3,
        (Likeness::Same | Likeness::Near, Likeness::Differs) => 2,
        _ if within(a.spelled(), b.spelled(), 2) => 4,
        _ => 1,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Near,
    Differs,
    Unknown,
}

/// How the numbers of two addresses agree: one may leave some out.
fn numbered(a: &Address, b: &Address) -> Likeness {
    let (short, long) =
        if a.numbers.len() <= b.numbers.len() { (&a.numbers, &b.numbers) } else { (&b.numbers, &a.numbers) };
    if short.is_empty() {
        return Likeness::Unknown;
    }
    if a.unit != 0 && b.unit != 0 && a.unit != b.unit {
        let shared = short.iter().filter(|number| long.contains(number)).count();
        return if shared >= 2 { Likeness::Near } else { Likeness::Differs };
    }
    let shared = short.iter().filter(|number| long.contains(number)).count();
    match short.len() - shared {
        0 => Likeness::Same,
        1 if shared >= 2 => Likeness::Near,
        _ => Likeness::Differs,
    }
}

/// How the names of street and place agree.
fn named(a: &Address, b: &Address) -> Likeness {
    let street = alike(a.street.spelled(), b.street.spelled());
    let place = alike(a.place.spelled(), b.place.spelled());
    match (street, place) {
        (Likeness::Unknown, other) | (other, Likeness::Unknown) => other,
        (Likeness::Same, _) | (_, Likeness::Same) => Likeness::Same,
        (Likeness::Near, _) | (_, Likeness::Near) => Likeness::Near,
        _ => Likeness::Differs,
    }
}

fn alike(a: Spelled<'_>, b: Spelled<'_>) -> Likeness {
    if a.text.is_empty() || b.text.is_empty() {
        return Likeness::Unknown;
    }
    if a.text == b.text {
        return Likeness::Same;
    }
    if similarity(a, b, 0.88) >= 0.88 || holds(a, b) { Likeness::Near } else { Likeness::Differs }
}

/// How many elements two sorted lists share.
pub(crate) fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, shared) = (i + 1, j + 1, shared + 1);
            }
        }
    }
    shared
}

/// Jaro-Winkler similarity; 0 where it is below `least`.
pub(crate) fn similarity(a: Spelled<'_>, b: Spelled<'_>, least: f64) -> f64 {
    if told_apart(a.letters, b.letters, least) {
        return 0.0;
    }
    let args = jaro_winkler::Args::default().score_cutoff(least);
    let found = if a.is_ascii() && b.is_ascii() {
        jaro_winkler::similarity_with_args(a.text.bytes(), b.text.bytes(), &args)
    } else {
        jaro_winkler::similarity_with_args(a.text.chars(), b.text.chars(), &args)
    };
    found.unwrap_or(0.0)
}

/// Whether letters alone tell that two texts are not so alike.
fn told_apart(a: Letters, b: Letters, least: f64) -> bool {
    a.is_ascii() && b.is_ascii() && !a.may_reach(b, least)
}

/// Whether two texts are at most so many edits (insertion, deletion, change, transposition) apart.
fn within(a: Spelled<'_>, b: Spelled<'_>, most: usize) -> bool {
    let ascii = a.is_ascii() && b.is_ascii();
    if ascii && !a.letters.may_be_within(b.letters, most) {
        return false;
    }
    let (a, b) = (a.text, b.text);
    let args = osa::Args::default().score_cutoff(most);
    match (ascii, most) {
        (true, 1) => one_edit(a.as_bytes(), b.as_bytes()),
        (true, _) => osa::distance_with_args(a.bytes(), b.bytes(), &args).is_some(),
        _ if a.len().abs_diff(b.len()) > most * 4 => false,
        (false, 1) => one_edit(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>()),
        (false, _) => osa::distance_with_args(a.chars(), b.chars(), &args).is_some(),
    }
}

/// Whether at most one edit lies between both: what is left between their common start and their common end is no
/// more than one place in each, or two that are swapped.
fn one_edit<T: Copy + PartialEq>(a: &[T], b: &[T]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    a.len() <= 1 && b.len() <= 1 || a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_edit_is_an_optimal_alignment_of_one(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            let distance = osa::distance(a.chars(), b.chars());
            let (a, b) = (Spelled::of(&a), Spelled::of(&b));
            prop_assert_eq!(within(a, b, 1), distance <= 1);
            prop_assert_eq!(within(a, b, 2), distance <= 2);
        }
    }

    #[test]
    fn years_alone_agree_as_far_as_they_are_near() {
        let level = |l: u16, r: u16| {
            years(l.abs_diff(r), within(Spelled::of(&l.to_string()), Spelled::of(&r.to_string()), 1))
        };
        for (other, expected) in [(1839, 6), (1840, 5), (1838, 5), (1841, 4), (1849, 2), (1939, 2), (1852, 1)]
        {
            assert_eq!(level(1839, other), expected, "{other}");
        }
    }
}
