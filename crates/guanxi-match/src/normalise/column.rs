//! What a column of a table holds: told by its header in six languages, and by the look of its values.
//!
//! A header that says nothing, or something else than the values do, does not mislead: each kind that has a look of
//! its own (e-mail addresses, dates, numbers, genders ...) is asked for in the values first.

use std::sync::LazyLock;

use super::{
    cap_at, date, fold, gender, name, place,
    words::{self, Map, Set},
};

pub use super::hints::{country, hints};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whole names of people.
    FullName,
    /// Given names.
    GivenName,
    /// Family names.
    FamilyName,
    /// Middle names or initials.
    MiddleName,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
    /// Dates of birth.
    BirthDate,
    /// A part of a date of birth.
    DatePart(DatePart),
    /// Street addresses, or whole ones.
    Address,
    /// House numbers.
    StreetNumber,
    /// Cities and suburbs.
    City,
    /// Provinces, states and counties.
    Region,
    /// Postal codes.
    Postcode,
    /// Countries.
    Country,
    /// Genders.
    Gender,
    /// Numbers that one person has, and has for life: of social security, passports, members.
    Identifier,
    /// Quantities.
    Number,
    /// Few values, many rows each.
    Category,
    /// Several values in a cell.
    Set,
    /// Any other text.
    Text,
    /// Nothing to compare people by: empty or constant columns, sources, times of the row itself.
    Ignored,
    /// Another value in every row: the row's own id.
    Unique,
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePart {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
}

/// Tells what a column holds from its header and some of its values, empty ones too. A few hundred values from all
/// over the table are enough; no more than 2,000 are looked at.
pub fn detect(header: &str, samples: &[&str]) -> Kind {
    settle(header, Look::of(samples), samples.is_empty())
}

/// The same where each sample stands for other rows: of all cells, so many are filled and so many differ.
pub(crate) fn detect_distinct(header: &str, samples: &[&str], filled: usize, distinct: usize) -> Kind {
    settle(header, Look { cells: Some((filled, distinct)), ..Look::of(samples) }, samples.is_empty())
}

fn settle(header: &str, look: Look, is_unseen: bool) -> Kind {
    let said = said(header);
    let kind = said.map(|said| said.kind);
    if look.filled == 0 {
        return kind.filter(|_| is_unseen).unwrap_or(Kind::Ignored);
    }
    if let Some(part) = by_itself(header).filter(|part| look.is_part(*part)) {
        return Kind::DatePart(part);
    }
    match kind {
        Some(Kind::BirthDate) if look.is_days() => Kind::DatePart(DatePart::Day),
        Some(kind) if look.can_be(kind) && !said.is_some_and(|said| said.is_bare) => look.settled(kind),
        Some(Kind::BirthDate) if !look.can_be(Kind::BirthDate) => {
            let beside = beside_birth(header).filter(|kind| look.can_be(*kind));
            beside.map_or_else(|| look.kind(), |kind| look.settled(kind))
        }
        None if look.is_part(DatePart::Year) && names_a_year(header) => Kind::Ignored,
        _ => look.kind(),
    }
}

/// What a header says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) kind: Kind,
    /// Nothing stands beside it that could say something else: `phone` and `customer phone`, not `phone hash`.
    pub(crate) is_clear: bool,
    /// It says a part of a date, and not of which: `year`.
    pub(crate) is_bare: bool,
    /// It says a number that a state gives a person: `passport`, not `customer id`.
    pub(crate) is_lifelong: bool,
}

pub(crate) fn said(header: &str) -> Option<Said> {
    let words = spaced(cap_at(header, 120));
    let is_lifelong = |words: &[String]| LIFELONG.contains(&words.concat());
    if let Some(kind) = HEADERS.get(words.concat().as_str()) {
        return Some(Said { kind: *kind, is_clear: true, is_bare: false, is_lifelong: is_lifelong(&words) });
    }
    if let Some(part) = by_itself(header) {
        return Some(Said { kind: Kind::DatePart(part), is_clear: true, is_bare: true, is_lifelong: false });
    }
    let (kind, run) = by_words(&words)?;
    let mut beside = words[..run.start].iter().chain(&words[run.end..]);
    let is_clear = beside.all(|word| is_beside(word));
    let is_lifelong = is_lifelong(&words[run.clone()]);
    Some(Said { kind: numbered(kind, &words, &run), is_clear, is_bare: false, is_lifelong })
}

/// The longest run of words that says something, the last one of equal length: `customer e mail`.
fn by_words(words: &[String]) -> Option<(Kind, std::ops::Range<usize>)> {
    let runs =
        (1..=words.len()).rev().flat_map(|len| (0..=words.len() - len).rev().map(move |at| at..at + len));
    runs.filter_map(|run| Some((*HEADERS.get(words.get(run.clone())?.concat().as_str())?, run))).next()
}

/// What a header says besides birth: `city of birth`, `pays de naissance`.
fn beside_birth(header: &str) -> Option<Kind> {
    let words = spaced(cap_at(header, 120));
    let (_, birth) = by_words(&words)?;
    by_words(&words[..birth.start]).or_else(|| by_words(&words[birth.end..])).map(|(kind, _)| kind)
}

/// A word for `number` is not the row's where another one says of what: `Tel. Nr.` is a phone. A customer's is an id.
fn numbered(kind: Kind, words: &[String], run: &std::ops::Range<usize>) -> Kind {
    let is_number = |word: &String| NUMBERING.contains(word);
    match kind {
        Kind::Unique if words[run.clone()].iter().all(is_number) => match by_words(&words[..run.start]) {
            Some((Kind::FullName, _)) => Kind::Identifier,
            Some((
                kind @ (Kind::Phone | Kind::Address | Kind::StreetNumber | Kind::Postcode | Kind::Identifier),
                _,
            )) => kind,
            _ => Kind::Unique,
        },
        Kind::FullName if words[run.end..].iter().any(is_number) => Kind::Identifier,
        kind => kind,
    }
}

/// A word that leaves what another one says as it is.
fn is_beside(word: &str) -> bool {
    let is_known = || BESIDE.contains(word) || NUMBERING.contains(word) || HEADERS.contains_key(word);
    word.bytes().all(|byte| byte.is_ascii_digit()) || is_known()
}

/// The part of a date that a header says where nothing else stands in it: `year`, but not `census year`.
fn by_itself(header: &str) -> Option<DatePart> {
    PARTS.get(spaced(cap_at(header, 120)).concat().as_str()).copied()
}

/// Whether a header is that of a year without a word on birth, which need not be one: `census_year`, `Baujahr`.
pub(crate) fn names_a_year(header: &str) -> bool {
    let years = || PARTS.iter().filter(|(name, part)| **part == DatePart::Year && name.len() > 2);
    spaced(cap_at(header, 120)).iter().any(|word| years().any(|(name, _)| word.ends_with(name.as_str())))
}

/// Whether a header is that of an age.
pub(crate) fn is_age(header: &str) -> bool {
    let header = spaced(cap_at(header, 120)).concat();
    words_of("only age").any(|name| spaced(name).concat() == header)
}

/// The words of a header: `customerFirstName`, `customer_first-name` and `Customer first name` are three.
fn spaced(header: &str) -> Vec<String> {
    let mut text = String::with_capacity(header.len() + 8);
    let mut before = ' ';
    for c in header.chars() {
        let is_reading = fold::is_han(before) && is_katakana(c); // 名前カナ
        if c.is_uppercase() && before.is_lowercase()
            || c.is_ascii_digit() && before.is_alphabetic()
            || is_reading
        {
            text.push(' ');
        }
        text.push(c);
        before = c;
    }
    let folded = fold::text(&text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.take(12).map(str::to_owned).collect()
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{FF66}'..='\u{FF9D}')
}

/// Values looked at.
pub(super) const SAMPLES_MAX: usize = 2_000;

/// What the values look like: how many of the filled ones are what.
#[derive(Default)]
struct Look {
    filled: usize,
    distinct: usize,
    email: usize,
    date: usize,
    phone: usize,
    number: usize,
    /// Digits alone, of one length each.
    digits: usize,
    lengths: std::collections::BTreeMap<usize, usize>,
    gender: usize,
    set: usize,
    letters: usize,
    has_digit: usize,
    address: usize,
    city: usize,
    postcode: usize,
    nickname: usize,
    han_name: usize,
    two_words: usize,
    long: usize,
    /// Years in which people of registers were born, and those that numbers are taken for by their look.
    year: usize,
    late_year: usize,
    short_year: usize,
    month: usize,
    day: usize,
    time: usize,
    commonest: usize,
    company: usize,
    /// How many cells of the column are filled, and how many differ, where the samples are not its rows.
    cells: Option<(usize, usize)>,
}

impl Look {
    fn of(samples: &[&str]) -> Self {
        let mut look = Self::default();
        let mut counts = std::collections::HashMap::new();
        let step = samples.len().div_ceil(SAMPLES_MAX).max(1);
        for value in samples.iter().step_by(step) {
            let folded = fold::text(cap_at(value, 200));
            if super::placeholder::is_folded(super::placeholder::Kind::Other, &folded) {
                continue;
            }
            look.see(&folded);
            *counts.entry(folded).or_insert(0) += 1;
        }
        look.distinct = counts.len();
        look.commonest = counts.values().copied().max().unwrap_or(0);
        look
    }

    fn see(&mut self, folded: &str) {
        self.filled += 1;
        let digits = folded.bytes().filter(u8::is_ascii_digit).count();
        let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
        let words = folded.split([' ', ',']).filter(|w| !w.is_empty()).count();
        let is_han = folded.chars().any(fold::is_han);
        *self.lengths.entry(folded.len()).or_default() += 1;
        self.email += usize::from(folded.split_once('@').is_some_and(|(_, domain)| domain.contains('.')));
        // Whether it is a date is the same in any order.
        let date = (folded.len() >= 6).then(|| date::parse(folded, date::Order::DayMonthYear)).flatten();
        self.date += usize::from(date.is_some_and(|date| date.day > 0 && date.year.is_some()));
        self.time += usize::from(folded.contains(':') && digits >= 8);
        self.gender += usize::from(gender::parse(folded).is_some());
        self.number += usize::from(folded.parse::<f64>().is_ok_and(f64::is_finite));
        self.digits += usize::from(digits > 0 && digits == folded.len());
        self.letters += usize::from(letters > 0 && digits == 0);
        self.has_digit += usize::from(digits > 0);
        self.set += usize::from(folded.matches(['|', ';']).count() > 0 && letters > 0);
        self.phone += usize::from(
            letters < 4
                && (7..=15).contains(&digits)
                && folded.len() < 28
                && looks_like_phone(folded, digits),
        );
        let is_postcode = looks_like_postcode(folded, digits, letters);
        self.postcode += usize::from(is_postcode);
        self.company += usize::from(is_company(folded));
        let is_street =
            digits > 0 && letters > 3 && (words > 1 || is_han && digits + 2 < folded.chars().count());
        self.address += usize::from(is_street && !is_postcode);
        self.city += usize::from(place::is_city(folded) || place::is_province(folded));
        self.nickname += usize::from(name::is_known_given(folded.split(' ').next().unwrap_or_default()));
        self.two_words += usize::from((2..=4).contains(&words) && digits == 0 && folded.chars().count() < 40);
        let chars = folded.chars().count();
        self.han_name +=
            usize::from(is_han && digits == 0 && (2..=4).contains(&chars) && name::is_han_name(folded));
        self.long += usize::from(words > 6 || is_han && chars > 20 && digits == 0);
        let bare = folded.trim_end_matches(['年', '月', '日', '년', '월', '일']);
        let whole: Option<i32> = bare.strip_suffix(".0").unwrap_or(bare).parse().ok();
        let within = |range: std::ops::RangeInclusive<i32>| whole.is_some_and(|n| range.contains(&n));
        self.year += usize::from(within(1500..=2100));
        self.late_year += usize::from(within(1800..=2100));
        self.short_year += usize::from(within(0..=99));
        self.month += usize::from(within(1..=12) || date::is_month(folded));
        self.day += usize::from(within(1..=31));
    }

    /// Whether nearly all of the filled values are of a kind.
    fn mostly(&self, count: usize) -> bool {
        count * 10 >= self.filled * 7
    }

    fn hardly(&self, count: usize) -> bool {
        count * 10 <= self.filled * 3
    }

    /// Whether another value stands in every row.
    fn is_unique(&self) -> bool {
        let (filled, distinct) = self.rows();
        filled > 20 && distinct == filled
    }

    /// How many cells are filled, and how many differ.
    fn rows(&self) -> (usize, usize) {
        self.cells.unwrap_or((self.filled, self.distinct))
    }

    /// Whether values are a part of a date, as far as their look tells.
    fn is_part(&self, part: DatePart) -> bool {
        self.mostly(match part {
            DatePart::Year => self.year,
            DatePart::Month => self.month,
            DatePart::Day => self.day,
        })
    }

    /// Whether values are days of months, and not only a few small numbers.
    fn is_days(&self) -> bool {
        self.day * 10 >= self.filled * 9 && self.month * 10 <= self.filled * 8
    }

    /// Whether values can be what the header says.
    fn can_be(&self, kind: Kind) -> bool {
        let other = |count: usize| self.mostly(count) && self.filled > 3;
        match kind {
            Kind::Email => !self.hardly(self.email) || self.filled < 3,
            Kind::BirthDate => self.date * 2 >= self.filled || self.mostly(self.year),
            Kind::DatePart(DatePart::Year) => self.mostly(self.year) || self.mostly(self.short_year),
            Kind::DatePart(DatePart::Month) => self.mostly(self.month) || self.mostly(self.letters),
            Kind::DatePart(DatePart::Day) => self.mostly(self.day),
            Kind::Phone => self.has_digit * 2 >= self.filled && !other(self.email) && !other(self.address),
            Kind::FullName | Kind::GivenName | Kind::FamilyName | Kind::MiddleName => {
                !other(self.has_digit)
                    && !other(self.email)
                    && !other(self.gender.saturating_sub(self.one_letter()))
            }
            Kind::Gender => self.mostly(self.gender) || self.distinct <= 4,
            Kind::City | Kind::Region | Kind::Country => !other(self.has_digit) && !other(self.email),
            Kind::Address => !other(self.email) && !other(self.phone) && !other(self.date),
            Kind::Postcode => self.has_digit * 2 >= self.filled && !other(self.email) && !other(self.address),
            Kind::StreetNumber => self.has_digit * 2 >= self.filled && !other(self.date),
            Kind::Identifier => !other(self.email) && self.has_digit * 2 >= self.filled,
            Kind::Number => self.mostly(self.number),
            Kind::Set => !self.mostly(self.number),
            _ => true,
        }
    }

    fn one_letter(&self) -> usize {
        self.lengths.get(&1).copied().unwrap_or(0)
    }

    /// What the header says, made exact by the values.
    fn settled(&self, kind: Kind) -> Kind {
        match kind {
            Kind::Unique if self.filled > 20 && self.distinct * 10 < self.filled * 9 => Kind::Identifier,
            Kind::Category if self.filled > 20 && self.distinct == 1 => Kind::Ignored,
            Kind::FullName if self.company * 8 >= self.filled => Kind::Text,
            Kind::GivenName | Kind::FamilyName if self.is_whole_names() => Kind::FullName,
            kind => kind,
        }
    }

    fn is_whole_names(&self) -> bool {
        self.filled > 10 && (self.two_words * 10 >= self.filled * 9 || self.han_name * 10 >= self.filled * 9)
    }

    /// What the values look like, without a header that says it.
    fn kind(&self) -> Kind {
        let many = self.filled > 20;
        let unique = self.is_unique();
        if self.mostly(self.email) {
            return Kind::Email;
        }
        if self.mostly(self.time) {
            return Kind::Ignored;
        }
        if self.mostly(self.date) && !self.mostly(self.postcode) {
            return if self.is_sequence_like() { Kind::Ignored } else { Kind::BirthDate };
        }
        if self.filled > 3 && self.distinct <= 4 && self.mostly(self.gender) {
            return Kind::Gender;
        }
        if self.mostly(self.phone) {
            return Kind::Phone;
        }
        if many && self.distinct == 1 {
            return Kind::Ignored;
        }
        self.kind_of_text(many, unique)
    }

    fn kind_of_text(&self, many: bool, unique: bool) -> Kind {
        if self.mostly(self.city) {
            return Kind::City;
        }
        if self.mostly(self.han_name) && self.distinct > 4 {
            return Kind::FullName;
        }
        if self.nickname * 2 >= self.filled && self.distinct > 4 {
            return if self.mostly(self.two_words) { Kind::FullName } else { Kind::GivenName };
        }
        if self.mostly(self.address) {
            return Kind::Address;
        }
        if self.mostly(self.digits) || self.mostly(self.number) {
            return self.kind_of_number(many, unique);
        }
        if self.mostly(self.postcode) {
            return if unique { Kind::Unique } else { Kind::Postcode };
        }
        if self.mostly(self.set) {
            return Kind::Set;
        }
        if many && self.distinct == self.filled && self.mostly(self.has_digit) {
            return Kind::Unique; // codes, of what nothing says
        }
        if many && self.distinct * 20 <= self.filled {
            return Kind::Category;
        }
        if self.mostly(self.two_words) && self.nickname * 3 >= self.filled {
            return Kind::FullName;
        }
        Kind::Text
    }

    fn kind_of_number(&self, many: bool, unique: bool) -> Kind {
        if unique {
            return Kind::Unique;
        }
        let (filled, distinct) = self.rows();
        if self.mostly(self.late_year) {
            let are_many = self.distinct > 12 || distinct * 2 > filled;
            return if are_many { Kind::DatePart(DatePart::Year) } else { Kind::Category };
        }
        let one_length = self.lengths.values().any(|count| count * 10 >= self.filled * 9);
        let long = self.lengths.keys().any(|len| *len >= 7);
        if one_length && long && self.mostly(self.digits) && distinct * 3 > filled {
            return Kind::Identifier;
        }
        let mut lengths: Vec<usize> = self.lengths.values().copied().collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        // Codes of a few countries; amounts come in more lengths.
        let few_lengths = lengths.iter().take(2).sum::<usize>() * 10 >= self.filled * 9;
        if (one_length || few_lengths && self.distinct > 12 && self.postcode * 20 >= self.filled * 19)
            && self.mostly(self.postcode)
        {
            return Kind::Postcode;
        }
        if many && self.distinct <= 12 && self.distinct * 20 <= self.filled {
            Kind::Category
        } else {
            Kind::Number
        }
    }

    /// Dates of birth differ; times at which rows were made come in heaps.
    fn is_sequence_like(&self) -> bool {
        self.filled > 50 && self.commonest * 10 > self.filled * 3
    }
}

/// Whether a name is that of a business rather than a person.
fn is_company(folded: &str) -> bool {
    const PARTS: [&str; 8] = ["公司", "集团", "店", "餐厅", "酒店", "中心", "株式会社", "厂"];
    folded.split([' ', '.', ',']).any(|word| COMPANIES.contains(word))
        || !folded.is_ascii() && PARTS.iter().any(|part| folded.contains(part))
}

static COMPANIES: LazyLock<Set> = LazyLock::new(|| words::set(include_str!("data/company.txt")));

fn looks_like_phone(folded: &str, digits: usize) -> bool {
    let signs = folded.chars().filter(|c| !c.is_ascii_digit()).count();
    let is_mobile = digits == 11 && folded.starts_with('1') || digits >= 10 && folded.starts_with('0');
    let is_date = date::parse(folded, date::Order::DayMonthYear).is_some();
    !is_date && (folded.starts_with('+') || is_mobile || signs > 0 && digits >= 9 && !folded.contains('.'))
        || !is_date && digits == 10 && folded.len() > 11
}

fn looks_like_postcode(folded: &str, digits: usize, letters: usize) -> bool {
    let len = folded.len();
    let plain = letters == 0 && (4..=6).contains(&digits) && digits == len;
    let long = letters == 0 && digits == 9 && len == 10 && folded.as_bytes()[5] == b'-';
    let japanese = letters == 0 && digits == 7 && len == 8 && folded.as_bytes()[3] == b'-';
    let mixed = (1..=4).contains(&digits) && (2..=5).contains(&letters) && (5..=8).contains(&len);
    plain || long || japanese || mixed
}

/// Headers without blanks, by what they say.
static HEADERS: LazyLock<std::collections::HashMap<String, Kind>> = LazyLock::new(|| {
    let mut headers = std::collections::HashMap::new();
    for line in include_str!("data/headers.txt").lines() {
        let Some((kind, names)) = line.split_once(": ") else { continue };
        let Some(kind) = NAMES.get(kind) else { continue };
        headers.extend(names.split(" | ").map(|name| (spaced(name).concat(), *kind)));
    }
    headers
});

/// Headers that say a part of a date where nothing else stands in them.
static PARTS: LazyLock<std::collections::HashMap<String, DatePart>> = LazyLock::new(|| {
    let parts = [("only year", DatePart::Year), ("only month", DatePart::Month), ("only day", DatePart::Day)];
    let named = |(key, part)| words_of(key).map(move |name| (spaced(name).concat(), part));
    parts.into_iter().flat_map(named).collect()
});

/// Words for `number`, and those that say whose something is, or which of several.
static NUMBERING: LazyLock<std::collections::HashSet<String>> =
    LazyLock::new(|| words_of("numbering").flat_map(spaced).collect());
static BESIDE: LazyLock<std::collections::HashSet<String>> =
    LazyLock::new(|| words_of("beside").flat_map(spaced).collect());

/// Headers of the numbers that a state gives a person.
static LIFELONG: LazyLock<std::collections::HashSet<String>> =
    LazyLock::new(|| words_of("lifelong").map(|name| spaced(name).concat()).collect());

/// What a line of the headers lists.
fn words_of(key: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("data/headers.txt").lines().filter_map(|line| line.split_once(": "));
    lines.filter(move |(of, _)| *of == key).flat_map(|(_, names)| names.split(" | "))
}

static NAMES: LazyLock<Map<Kind>> = LazyLock::new(|| {
    let kinds = [
        ("full", Kind::FullName),
        ("given", Kind::GivenName),
        ("family", Kind::FamilyName),
        ("middle", Kind::MiddleName),
        ("email", Kind::Email),
        ("phone", Kind::Phone),
        ("birth", Kind::BirthDate),
        ("year", Kind::DatePart(DatePart::Year)),
        ("month", Kind::DatePart(DatePart::Month)),
        ("day", Kind::DatePart(DatePart::Day)),
        ("address", Kind::Address),
        ("house", Kind::StreetNumber),
        ("city", Kind::City),
        ("region", Kind::Region),
        ("postcode", Kind::Postcode),
        ("country", Kind::Country),
        ("gender", Kind::Gender),
        ("identifier", Kind::Identifier),
        ("lifelong", Kind::Identifier),
        ("number", Kind::Number),
        ("category", Kind::Category),
        ("set", Kind::Set),
        ("text", Kind::Text),
        ("ignored", Kind::Ignored),
        ("unique", Kind::Unique),
    ];
    kinds.into_iter().collect()
});

#[cfg(test)]
mod tests {
    use super::{DatePart, Kind, detect, said};

    /// Each row: the kind, and headers that say it without a look at values.
    #[test]
    fn headers_by_table() {
        let mut wrong = Vec::new();
        for line in
            include_str!("data/tests/headers.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (kind, headers) = line.split_once(": ").unwrap();
            for header in headers.split(" | ") {
                let got = said(header).map_or("none".to_owned(), |said| format!("{:?}", said.kind));
                if got != kind {
                    wrong.push(format!("{header}: {got}, not {kind}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn repeated(values: &[&'static str], times: usize) -> Vec<&'static str> {
        values.iter().copied().cycle().take(values.len() * times).collect()
    }

    #[test]
    fn headers_that_say_nothing() {
        let people = ["Anna Smith", "Bob Jones", "Mary Miller", "John Brown", "Liz Taylor", "Peter Parker"];
        let han = ["张伟", "王芳", "李娜", "刘洋", "陈静", "赵敏"];
        for (values, kind) in [
            (&["a@web.de", "b@gmail.com", "", "c@qq.com"][..], Kind::Email),
            (&["13812340567", "13912340568", "15012340569"], Kind::Phone),
            (&["+44 20 7946 0958", "020 7946 0959", "020 7946 0951"], Kind::Phone),
            (&["1990-03-05", "1985-12-01", "2001-07-30"], Kind::BirthDate),
            (&["19900305", "19851201", "20010730"], Kind::BirthDate),
            (&["5.3.1990", "1.12.1985", "30.7.2001"], Kind::BirthDate),
            (&["男", "女", "女", "男"], Kind::Gender),
            (&["f", "m", "f", "", "m"], Kind::Gender),
            (&people, Kind::FullName),
            (&["anna", "bob", "mary", "john", "liz", "peter"], Kind::GivenName),
            (&han, Kind::FullName),
            (&["北京市", "上海", "深圳市", "广州"], Kind::City),
            (&["12 Main Street", "7 Church Lane", "1 High St"], Kind::Address),
            (&["东门路10号3栋2单元501", "中山路5号", "建国路93号A座1203"], Kind::Address),
            (&["tq13 8df", "sw1a 1aa", "ec1a 1bb"], Kind::Postcode),
            (&["", "n/a", ""], Kind::Ignored),
        ] {
            assert_eq!(detect("column1", values), kind, "{values:?}");
        }
        assert_eq!(detect("x", &repeated(&["web"], 50)), Kind::Ignored);
        assert_eq!(detect("x", &repeated(&["red", "green", "blue"], 50)), Kind::Category);
    }

    #[test]
    fn headers_that_lie() {
        assert_eq!(detect("phone", &["a@web.de", "b@gmail.com", "c@qq.com", "d@qq.com"]), Kind::Email);
        assert_eq!(detect("email", &["13812340567", "13912340568", "15012340569"]), Kind::Phone);
        assert_eq!(
            detect("name", &["1990-03-05", "1985-12-01", "2001-07-30", "1970-02-03"]),
            Kind::BirthDate
        );
        assert_eq!(detect("dob", &["Anna", "Bob", "Mary", "John", "Peter", "Paul"]), Kind::GivenName);
    }

    #[test]
    fn places_of_birth() {
        let places = ["Salford", "Wigan", "Bolton", "Lyon", "Leeds", "Tours"];
        assert_eq!(detect("city of birth", &places), Kind::City);
        assert_eq!(detect("Ville de naissance", &places), Kind::City);
        assert_eq!(detect("pays_naissance", &["France", "Italie", "Maroc", "Espagne"]), Kind::Country);
        assert_eq!(detect("birth", &["1990-03-05", "1985-12-01", "2001-07-30"]), Kind::BirthDate);
    }

    #[test]
    fn row_ids_and_numbers_of_persons() {
        let ids: Vec<String> = (0..100).map(|n| format!("rec-{n}-org")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(detect("rec_id", &ids), Kind::Unique);
        assert_eq!(detect("anything", &ids), Kind::Unique);
        let people: Vec<String> = (0..100).map(|n| format!("{}", 5_218_064 + n / 2 * 7)).collect();
        let people: Vec<&str> = people.iter().map(String::as_str).collect();
        assert_eq!(detect("soc_sec_id", &people), Kind::Identifier);
        assert_eq!(detect("anything", &people), Kind::Identifier);
        // Called an id, but shared by rows: it is a person's.
        assert_eq!(detect("id", &people), Kind::Identifier);
    }

    #[test]
    fn parts_of_dates() {
        assert_eq!(detect("by", &["1913", "1950"]), Kind::DatePart(DatePart::Year));
        assert_eq!(detect("birth_month", &["1", "12"]), Kind::DatePart(DatePart::Month));
        assert_eq!(detect("bd", &["1", "31"]), Kind::DatePart(DatePart::Day));
    }
}
