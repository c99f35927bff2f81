//! Telephone numbers, by the calling codes and lengths of numbering plans.
//!
//! | written | country | E.164 | national |
//! | --- | --- | --- | --- |
//! | `(+86) 138-1234-0567`, `0086 138...`, `8613812340567` | any | `+8613812340567` | `13812340567` |
//! | `020 7946 0958 ext. 7` | GB | `+442079460958` | `2079460958` |
//! | `310/246-1501` | US | `+13102461501` | `3102461501` |
//! | `13812340567` | none | | `13812340567` |

use std::{borrow::Cow, sync::LazyLock};

use super::{cap_at, fold, placeholder, words::Map};

/// A number, as it compares.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    /// The number with a plus and its calling code, or `None` where no country is known, or where no number of the
    /// country has this length (one without its area code).
    pub e164: Option<String>,
    /// The digits at home, without trunk prefix and extension.
    pub national: String,
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone")
    }
}

/// Bytes of a number that are looked at.
const LOOKED_AT: usize = 80;
/// Digits of the longest number there is (ITU-T E.164, 6.2.1).
const DIGITS_MAX: usize = 15;
/// Digits of the shortest one that tells one person from another.
const DIGITS_MIN: usize = 6;

/// Reads a number as people write it; `country` (ISO 3166-1 alpha-2) is where one without a calling code is at home.
/// Extensions are left out; of two numbers the first is read. `None` for what is none, and for placeholders.
pub fn parse(text: &str, country: Option<&str>) -> Option<Phone> {
    let (plan, national) = read(text, country)?;
    let plan = plan.filter(|plan| plan.fits(&national));
    Some(Phone { e164: plan.map(|plan| format!("+{}{national}", plan.code)), national })
}

/// The national part alone, as [`parse`] has it.
pub(crate) fn national(text: &str, country: Option<&str>) -> Option<String> {
    read(text, country).map(|read| read.1)
}

fn read(text: &str, country: Option<&str>) -> Option<(Option<Plan>, String)> {
    // Full-width digits take three bytes.
    let folded = fold::text(cap_at(text, 3 * LOOKED_AT));
    let written = Written::read(cap_at(&folded, LOOKED_AT))?;
    let plan = country.and_then(|country| PLANS.by_country.get(country)).copied();
    let (plan, national) = match written.international(country) {
        Some(digits) => {
            let plan = of_code(digits, country)?;
            (Some(plan), plan.without_trunk(&digits[plan.code.len()..]).to_owned())
        }
        None => at_home(&written.digits, plan),
    };
    if national.len() < DIGITS_MIN || national.len() > DIGITS_MAX || placeholder::is_filler(&national) {
        return None;
    }
    Some((plan, national))
}

/// The country that a number says itself to be of: by its calling code, or by how only one country writes them.
pub(super) fn country_of(text: &str) -> Option<&'static str> {
    let folded = fold::text(cap_at(text, 3 * LOOKED_AT));
    let written = Written::read(cap_at(&folded, LOOKED_AT))?;
    if let Some(digits) = written.international(None) {
        return of_code(digits, None).map(|plan| plan.country);
    }
    let shape: String = folded.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    let (digits, len) = (&*written.digits, written.digits.len());
    let is_cn = len == 11 && digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9');
    match shape.as_str() {
        _ if is_cn => Some("CN"),
        "99 99 99 99 99" | "99.99.99.99.99" if digits.starts_with('0') => Some("FR"),
        "(999) 999-9999" | "999-999-9999" | "999.999.9999" | "(999)999-9999" if !digits.starts_with('0') => {
            Some("US")
        }
        "999-9999-9999" if digits.starts_with("010") => Some("KR"),
        "999-9999-9999" | "99-9999-9999" if digits.starts_with('0') => Some("JP"),
        "99999 999999" | "999 9999 9999" | "9999 999 9999" if digits.starts_with('0') => Some("GB"),
        _ => None,
    }
}

/// The digits of a text, and whether they begin with a calling code.
struct Written<'a> {
    digits: Cow<'a, str>,
    plus: bool,
}

/// Digits that are taken of a text.
const DIGITS_TAKEN: usize = 24;

impl<'a> Written<'a> {
    fn read(folded: &'a str) -> Option<Self> {
        let bare = folded.strip_prefix('+').unwrap_or(folded);
        if (1..=DIGITS_TAKEN).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Self { digits: Cow::Borrowed(bare), plus: bare.len() < folded.len() });
        }
        if let Some(digits) = scientific(folded) {
            return Some(Self { digits: Cow::Owned(digits), plus: false });
        }
        let text = folded.strip_suffix(".0").unwrap_or(folded);
        let text = first_of_two(without_extension(text)).replace("(0)", "");
        let digits: String = text.chars().filter(char::is_ascii_digit).take(DIGITS_TAKEN).collect();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let plus = text
            .find('+')
            .is_some_and(|plus| text.find(|c: char| c.is_ascii_digit()).is_some_and(|d| plus < d));
        (!digits.is_empty() && letters <= digits.len() && !text.contains('@'))
            .then_some(Self { digits: Cow::Owned(digits), plus })
    }

    /// The digits from the calling code on, if they are written with one.
    fn international(&self, country: Option<&str>) -> Option<&str> {
        if self.plus {
            return Some(self.digits.trim_start_matches('0'));
        }
        let prefixes: &[&str] = match country {
            Some("US" | "CA") => &["011", "00"],
            Some("AU") => &["0011", "00"],
            Some("JP") => &["010", "00"],
            _ => &["00"],
        };
        let rest = prefixes.iter().find_map(|prefix| self.digits.strip_prefix(prefix))?;
        (rest.len() > 8 && !rest.starts_with('0')).then_some(rest)
    }
}

/// `1.3812340567e10`, what spreadsheets make of numbers, if all digits are there.
fn scientific(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once('e')?;
    let (whole, fraction) = mantissa.split_once('.')?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let is_number = whole.len() == 1 && [whole, fraction].concat().bytes().all(|b| b.is_ascii_digit());
    (is_number && fraction.len() <= exponent && exponent < DIGITS_MAX && fraction.len() + 2 >= exponent)
        .then(|| format!("{whole}{fraction:0<exponent$}"))
}

/// Whatever stands before an extension.
fn without_extension(text: &str) -> &str {
    let end = ["ext", "x", "#", "转", "分机", "内线", "durchwahl", ";"].iter().filter_map(|mark| {
        let at = text.find(mark)?;
        (text[..at].bytes().filter(u8::is_ascii_digit).count() >= DIGITS_MIN).then_some(at)
    });
    end.min().map_or(text, |at| &text[..at])
}

fn first_of_two(text: &str) -> &str {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let cut = text.char_indices().find(|(at, c)| {
        matches!(c, '/' | ',' | '|' | '&')
            && digits(&text[..*at]) > DIGITS_MIN
            && digits(&text[*at..]) > DIGITS_MIN
    });
    cut.map_or(text, |(at, _)| &text[..at])
}

/// One country's numbers, as far as is needed to bring their writings together.
#[derive(Clone, Copy)]
struct Plan {
    /// The first of the countries that share it.
    country: &'static str,
    code: &'static str,
    trunk: &'static str,
    shortest: usize,
    longest: usize,
}

impl Plan {
    fn fits(&self, national: &str) -> bool {
        (self.shortest..=self.longest).contains(&national.len())
    }

    fn without_trunk<'a>(&self, digits: &'a str) -> &'a str {
        let rest = if self.trunk.is_empty() { None } else { digits.strip_prefix(self.trunk) };
        match rest {
            // A trunk prefix that is an area code's first digit elsewhere: North America's 1.
            Some(rest) if self.trunk != "0" && !self.fits(rest) => digits,
            Some(rest) => rest.trim_start_matches(self.trunk),
            None => digits,
        }
    }
}

/// The plan and national digits of a number without a plus.
fn at_home(digits: &str, plan: Option<Plan>) -> (Option<Plan>, String) {
    let Some(plan) = plan else {
        return nowhere(digits);
    };
    let national = plan.without_trunk(digits);
    if plan.fits(national) {
        return (Some(plan), national.to_owned());
    }
    let with_code = digits.strip_prefix(plan.code).map(|rest| plan.without_trunk(rest));
    if let Some(national) = with_code.filter(|national| plan.fits(national)) {
        return (Some(plan), national.to_owned());
    }
    let (foreign, rest) = nowhere(digits);
    if foreign.is_some() { (foreign, rest) } else { (Some(plan), national.to_owned()) }
}

/// A number without plus and country: only Chinese mobile numbers show where they are from, by their calling code.
fn nowhere(digits: &str) -> (Option<Plan>, String) {
    let mobile = digits.strip_prefix("86").filter(|rest| {
        rest.len() == 11 && rest.starts_with('1') && matches!(rest.as_bytes()[1], b'3'..=b'9')
    });
    match mobile {
        Some(national) => (PLANS.by_country.get("CN").copied(), national.to_owned()),
        None => (None, digits.trim_start_matches('0').to_owned()),
    }
}

/// The plan of a calling code; of several countries that share one the given country, or the first of the list.
fn of_code(digits: &str, country: Option<&str>) -> Option<Plan> {
    let home = country.and_then(|country| PLANS.by_country.get(country));
    if let Some(plan) = home.filter(|plan| digits.starts_with(plan.code)) {
        return Some(*plan);
    }
    (1..=3).rev().filter_map(|len| digits.get(..len)).find_map(|code| PLANS.by_code.get(code)).copied()
}

struct Plans {
    by_country: Map<Plan>,
    by_code: Map<Plan>,
}

static PLANS: LazyLock<Plans> = LazyLock::new(|| {
    let mut plans = Plans { by_country: Map::default(), by_code: Map::default() };
    for line in include_str!("data/calling_codes.txt").lines() {
        let mut words = line.split(' ');
        let mut next = || words.next().unwrap_or_default();
        let (code, trunk, lengths) = (next(), next(), next());
        let (shortest, longest) = lengths.split_once('-').unwrap_or((lengths, lengths));
        let plan = Plan {
            country: line.split(' ').nth(3).unwrap_or_default(),
            code,
            trunk: trunk.trim_matches('-'),
            shortest: shortest.parse().unwrap_or(DIGITS_MIN),
            longest: longest.parse().unwrap_or(DIGITS_MAX),
        };
        plans.by_code.entry(code).or_insert(plan);
        words.for_each(|country| {
            plans.by_country.entry(country).or_insert(plan);
        });
    }
    plans
});

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn table() {
        let mut wrong = Vec::new();
        for line in
            include_str!("data/tests/phones.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (raw, expected) = line.split_once(" -> ").unwrap();
            let (country, raw) = raw.split_once(' ').unwrap();
            let phone = parse(raw, Some(country).filter(|c| *c != "-"));
            let got = phone.map_or("none".to_owned(), |phone| phone.e164.unwrap_or(phone.national));
            if got != expected {
                wrong.push(format!("{country} {raw}: {got}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Google's metadata has an example of a mobile and a fixed number for each country.
    #[test]
    fn every_country_has_its_examples() {
        use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType};
        let mut wrong = Vec::new();
        let mut count = 0;
        for region in PHONE_NUMBER_UTIL.get_supported_regions() {
            let country = region.as_region_str();
            for kind in [PhoneNumberType::Mobile, PhoneNumberType::FixedLine] {
                let Ok(number) = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind)
                else {
                    continue;
                };
                let e164 = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned();
                let national = number.national_number.to_string();
                // Made-up digits in a row are placeholders here, and islands' short numbers tell nobody apart.
                let is_short =
                    national.len() < super::DIGITS_MIN || crate::normalise::placeholder::is_filler(&national);
                // Argentina writes a 15 inside its mobile numbers at home.
                if is_short
                    || e164.starts_with("+549")
                    || crate::normalise::placeholder::is_filler(&e164[3..])
                {
                    continue;
                }
                let home = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::National).into_owned();
                let abroad = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::International).into_owned();
                for written in [&home, &abroad, &e164] {
                    count += 1;
                    let got = parse(written, Some(country.as_str())).and_then(|phone| phone.e164);
                    if got.as_ref() != Some(&e164) {
                        wrong.push(format!("{country:?} {written}: {got:?}, not {e164}"));
                    }
                }
            }
        }
        assert!(count > 1000);
        assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
    }
}
