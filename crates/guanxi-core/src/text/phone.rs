//! Telephone numbers.
//!
//! | written | in | read as |
//! | --- | --- | --- |
//! | `+44 (0)20 7946-0958` | any | `+442079460958` |
//! | `0049 30 901820` | any | `+4930901820` |
//! | `020 7946 0958 ext. 7` | GB | `+442079460958 x7` |
//! | `16028084624` | US | `+16028084624` |
//! | `8613800138000` | any | `+8613800138000` |
//! | `000 000 0000` | US | `+10000000000`, a [placeholder](Phone::is_placeholder) |
//!
//! What a number means is read with the metadata of Google's libphonenumber. Numbers of a possible length that nobody
//! was given are kept: made-up data has them, and so have numbering plans younger than the metadata.

use std::{fmt, str::FromStr};

use guanxi_macros::model;

use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, Region};

use super::{
    Country,
    fold::{half_width, is_invisible},
    leaf::text_serde,
};
use crate::error::{Error, Result};

/// Digits of the longest number there is (ITU-T E.164, 6.2.1).
const DIGITS_MAX: usize = 15;
/// Digits of the longest extension kept.
const EXTENSION_MAX: usize = 11;
/// Fewest digits that are taken for a filler such as `0000000` whatever the numbering plan says.
const FILLER_MIN: usize = 6;
/// A number of this length without a country is tried as one that lacks its plus.
const FOREIGN_MIN: usize = 12;
/// The same for one that nobody at home can have; shorter ones are slips more often than numbers from abroad.
const FOREIGN_MIN_AT_HOME: usize = 11;
/// Each of two numbers in one text has this many digits.
const ONE_OF_TWO_MIN: usize = 7;

#[model(text)]
/// A telephone number in international form (ITU-T E.164), with an extension if there is one. Its text is
/// `+442079460958`, or `+442079460958 x7`. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    text: Box<str>,
    /// Where the number ends and ` x7` begins.
    end: u8,
}

impl Phone {
    /// Reads a number as people write it; `country` is where one without a country's calling code is at home.
    ///
    /// Blanks, dots, dashes, slashes, brackets, full-width digits and `(0)` do not matter; extensions follow `x`,
    /// `ext`, `#` or `转`, and words such as `Mobile:` or `(home)` say nothing. Of two numbers with `;` or `/` between them
    /// the first is read; `1.3785857443E10` is read if the spreadsheet kept all digits. Of several meanings a number that can be assigned is preferred, then one at home. Fillers
    /// (`0000000`, `1234567`) are kept behind the country's calling code, or without a country behind the plus alone.
    ///
    /// # Errors
    /// `invalid_field`, whose reason does not repeat the number: characters out of place, a length that no number has
    /// there (a number without its area code has none), a calling code that does not exist or, without a country, none
    /// at all.
    pub fn parse(text: &str, country: Option<Country>) -> Result<Self> {
        let text = half_width(text);
        Self::parse_one(&text, country).or_else(|err| match first_of_two(&text) {
            Some(first) => Self::parse_one(first, country),
            None => Err(err),
        })
    }

    fn parse_one(text: &str, country: Option<Country>) -> Result<Self> {
        let written = Written::read(text)?;
        let digits = match written.plus {
            true => international(&written.digits)?,
            false => domestic(&written.digits, country)?,
        };
        if digits.len() > DIGITS_MAX {
            return Err(invalid("too many digits"));
        }
        Ok(Self::new(&digits, written.extension.as_deref()))
    }

    /// The number without its extension: `+442079460958`.
    pub fn e164(&self) -> &str {
        &self.text[..usize::from(self.end)]
    }

    /// The digits of the extension.
    pub fn extension(&self) -> Option<&str> {
        self.text.get(usize::from(self.end) + " x".len()..)
    }

    /// The country whose numbering plan it belongs to. Where several share a calling code and none has assigned it,
    /// the main one of that code.
    pub fn country(&self) -> Option<Country> {
        let (code, national) = split(&self.e164()[1..])?;
        let region = PHONE_NUMBER_UTIL
            .get_region_for_number(&number(code, national))
            .or_else(|| PHONE_NUMBER_UTIL.get_region_for_country_code(code))?;
        match region {
            // Ascension and Tristan da Cunha have codes of their own in numbering plans, but not in ISO 3166-1.
            Region::AC | Region::TA => Country::from_alpha2("SH"),
            _ => Country::from_alpha2(region.as_region_str().as_str()),
        }
    }

    /// Whether it stands for the lack of a number: one digit over and over, digits in a row (`1234567890`), a number
    /// that ends in seven zeros, a well-known one (`13800138000`), or one that North America sets apart for fiction
    /// (555-0100 to 555-0199 in any area).
    pub fn is_placeholder(&self) -> bool {
        let digits = &self.e164()[1..];
        let (code, national) = split(digits).unwrap_or((0, digits));
        is_filler(national)
            || is_filler(digits)
            || national.ends_with("0000000")
            || SAMPLES.contains(&national)
            || code == NANP && is_fiction(national)
    }

    /// The number for eyes that need not know it: its calling code and last two digits, `+86***00`.
    pub fn masked(&self) -> String {
        let digits = &self.e164()[1..];
        let code = split(digits).map_or(String::new(), |(code, _)| code.to_string());
        format!("+{code}***{}", &digits[digits.len().saturating_sub(2)..])
    }

    fn new(digits: &str, extension: Option<&str>) -> Self {
        let mut text = format!("+{digits}");
        // At most 16 characters: both callers see to it.
        let end = text.len() as u8;
        if let Some(extension) = extension {
            text.push_str(" x");
            text.push_str(extension);
        }
        Self { text: text.into_boxed_str(), end }
    }

    /// Takes canonical text as it is: what is stored was parsed once.
    fn from_canonical(text: &str) -> Option<Self> {
        let (e164, extension) = text.split_once(" x").map_or((text, None), |(e164, x)| (e164, Some(x)));
        let digits = e164.strip_prefix('+')?;
        let sound = |t: &str, max| (1..=max).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
        (sound(digits, DIGITS_MAX) && extension.is_none_or(|x| sound(x, EXTENSION_MAX)))
            .then(|| Self::new(digits, extension))
    }
}

/// Chinese numbers that forms show as samples, and people type.
const SAMPLES: &[&str] =
    &["13800138000", "13900139000", "13912345678", "13812345678", "13012345678", "18812345678"];

/// The calling code of the North American Numbering Plan.
const NANP: i32 = 1;

/// 555-0100 to 555-0199, which the plan's administrator keeps for fiction, and 555-5555.
fn is_fiction(national: &str) -> bool {
    let local = national.get(3..).filter(|local| local.len() == 7);
    local.is_some_and(|local| local.starts_with("55501") || local == "5555555")
}

/// The first of two whole numbers.
fn first_of_two(text: &str) -> Option<&str> {
    let whole = |part: &str| part.bytes().filter(u8::is_ascii_digit).count() >= ONE_OF_TWO_MIN;
    let (first, rest) = text.split_once([';', '/'])?;
    (whole(first) && whole(rest)).then_some(first)
}

/// What was written, without its punctuation.
struct Written {
    plus: bool,
    digits: String,
    extension: Option<String>,
}

impl Written {
    fn read(text: &str) -> Result<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let text = without_remark(without_label(text));
        if let Some(digits) = unshortened(text) {
            return Ok(Self { plus: false, digits, extension: None });
        }
        let (number, tail) = text.find(starts_tail).map_or((text, ""), |at| text.split_at(at));
        let extension = extension(tail)?;
        let (plus, digits) = digits(number)?;
        match digits.len() {
            0..=2 => Err(invalid("too few digits")),
            // Room for `00`, or for a trunk zero that was not marked as one.
            n if n > DIGITS_MAX + 3 => Err(invalid("too many digits")),
            _ => Ok(Self { plus, digits, extension }),
        }
    }
}

/// Words that say what kind of number it is.
const LABELS: &[&str] = &[
    "tel",
    "telephone",
    "telefon",
    "telefono",
    "teléfono",
    "téléphone",
    "phone",
    "mobile",
    "mobil",
    "móvil",
    "movil",
    "handy",
    "cell",
    "cellphone",
    "mob",
    "portable",
    "home",
    "work",
    "office",
    "privat",
    "private",
    "whatsapp",
    "t",
    "m",
    "p",
    "手机",
    "手机号",
    "手机号码",
    "电话",
    "电话号码",
    "联系电话",
    "座机",
    "手機",
    "電話",
];

/// Without `tel:` and the like, and without the `.0` that spreadsheets add to whole numbers.
fn without_label(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let text = match text.split_at(end) {
        (label, rest) if is_label(label) => rest.trim_start_matches([':', '.', ' ']),
        _ => text,
    };
    match text.strip_suffix(".0") {
        Some(whole) if whole.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => text,
    }
}

fn is_label(word: &str) -> bool {
    !word.is_empty() && LABELS.contains(&word.to_lowercase().as_str())
}

/// Without words in brackets at the end: `(home)`.
fn without_remark(text: &str) -> &str {
    let remark = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match remark {
        Some((number, words)) if !words.contains(|c: char| c.is_ascii_digit()) => number.trim_end(),
        _ => text,
    }
}

/// The digits of `1.3785857443E10`. With fewer behind the point some are lost, and those that were zeros cannot be told
/// from them.
fn unshortened(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let (whole, fraction) = mantissa.split_once('.')?;
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let digits = whole.len() == 1 && [whole, fraction].concat().bytes().all(|b| b.is_ascii_digit());
    (digits && fraction.len() == exponent).then(|| [whole, fraction].concat())
}

fn starts_tail(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '#' | ';' | '转' | '轉' | '分')
}

/// The extension in what follows a number.
fn extension(tail: &str) -> Result<Option<String>> {
    const MARKS: &[&str] =
        &["extension", "ext", "extn", "x", "#", "转分机", "轉分機", "转", "轉", "分机", "分機"];
    let tail = tail.to_ascii_lowercase();
    let tail = tail.trim_matches(|c: char| c.is_whitespace() || c == ';' || is_invisible(c));
    if tail.is_empty() || is_label(tail) {
        return Ok(None);
    }
    let digits = MARKS.iter().find_map(|mark| {
        let rest = tail.strip_prefix(mark)?.trim_start_matches([' ', '.', ':', '=', '-', '#']);
        rest.bytes().all(|b| b.is_ascii_digit()).then_some(rest)
    });
    match digits {
        Some("") => Ok(None),
        Some(digits) if digits.len() <= EXTENSION_MAX => Ok(Some(digits.to_owned())),
        Some(_) => Err(invalid("the extension has too many digits")),
        None => Err(invalid("letters where digits are expected; an extension follows x, ext, # or 转")),
    }
}

/// The digits of a number and whether a plus stands before them.
fn digits(number: &str) -> Result<(bool, String)> {
    let mut plus = false;
    let mut digits = String::with_capacity(number.len());
    let mut rest = number.chars();
    while let Some(c) = rest.next() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => plus = true,
            '+' => return Err(invalid("more than one number: give one")),
            // The trunk zero, for those who call from within: `+44 (0)20`.
            '(' if rest.as_str().starts_with("0)") && !digits.is_empty() => {
                rest.next();
            }
            '-' | '.' | '/' | '(' | ')' | '[' | ']' | ',' | '\'' | '_' | '~' | '·' => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => {}
            _ if c.is_whitespace() || is_invisible(c) => {}
            _ => return Err(invalid("a character that has no place in a number")),
        }
    }
    Ok((plus, digits))
}

/// The digits of a number in international form, from those after its plus.
fn international(digits: &str) -> Result<String> {
    if is_repeated(digits) && digits.len() <= DIGITS_MAX {
        return Ok(digits.to_owned());
    }
    let Some((code, national)) = split(digits) else {
        return Err(invalid("it begins with a calling code that no country has"));
    };
    // The usual case: as it stands, it can be assigned.
    if is_valid(&number(code, national)) {
        return Ok(digits.to_owned());
    }
    unassigned(digits)
}

/// The same for digits that cannot be assigned as they stand.
fn unassigned(digits: &str) -> Result<String> {
    // Take away what is only dialled within the country, as long as there is something to take away.
    let mut readings = vec![digits.to_owned()];
    while let Ok(next) = PHONE_NUMBER_UTIL.parse(format!("+{}", readings[readings.len() - 1]), None) {
        let found = joined(&next);
        if readings.contains(&found) {
            break;
        }
        if is_valid(&next) {
            return Ok(found);
        }
        readings.push(found);
    }
    let national = split(digits).map_or("", |(_, national)| national);
    let filler = is_filler(national) && digits.len() <= DIGITS_MAX;
    readings
        .into_iter()
        .find(|reading| filler || is_possible(reading))
        .ok_or_else(|| invalid("its length does not fit the country of its calling code"))
}

/// The digits of a number in international form, from those written without a plus.
fn domestic(digits: &str, country: Option<Country>) -> Result<String> {
    let home = country.and_then(home);
    let filler = home.map_or(String::new(), |(_, code)| code.to_string()) + digits;
    if is_repeated(digits) && filler.len() <= DIGITS_MAX {
        return Ok(filler);
    }
    let dialled_out = digits.strip_prefix("00").filter(|rest| !rest.starts_with('0'));
    if let Some(found) = dialled_out.and_then(valid) {
        return Ok(found);
    }
    let found = match home {
        Some((region, code)) => at_home(digits, region, code),
        None => abroad(digits),
    };
    found
        .or_else(|| dialled_out.and_then(|rest| international(rest).ok()))
        .or_else(|| (is_filler(digits) && filler.len() <= DIGITS_MAX).then_some(filler))
        .ok_or_else(|| match home {
            Some((_, code)) if is_local(&number(code, digits)) => invalid("its area code is missing"),
            Some((region, _)) => {
                invalid(format_args!("its length does not fit {region}; write a foreign number with a plus"))
            }
            None => invalid("give the country, or a plus and its calling code before the number"),
        })
}

/// The numbering plan of a country, and its calling code.
fn home(country: Country) -> Option<(Region, i32)> {
    let region = Region::from_code(country.as_str()).ok()?;
    Some((region, PHONE_NUMBER_UTIL.get_country_code_for_region(region)?))
}

/// The best reading within one numbering plan: what can be assigned, also of numbers that carry their calling code
/// without a plus, before what is only possible.
fn at_home(digits: &str, region: Region, code: i32) -> Option<String> {
    let national = PHONE_NUMBER_UTIL.parse(digits, Some(region)).ok();
    if let Some(found) = national.as_ref().filter(|number| is_valid(number)) {
        return Some(joined(found));
    }
    let with_code = digits.strip_prefix(&code.to_string()).map(|_| digits);
    with_code
        .and_then(valid)
        .or_else(|| abroad_at_home(digits))
        .or_else(|| national.and_then(|number| unassigned(&joined(&number)).ok()))
        .or_else(|| with_code.and_then(|digits| international(digits).ok()))
}

/// The reading of a long number as one that carries its calling code without a plus.
fn abroad(digits: &str) -> Option<String> {
    if digits.len() >= FOREIGN_MIN { valid(digits) } else { None }
}

/// The same for a number that nobody at home can have. Digits in a row are no number from anywhere, and eleven that begin
/// with North America's code may be a mobile number of China yet to be given out.
fn abroad_at_home(digits: &str) -> Option<String> {
    let telling = digits.len() >= FOREIGN_MIN || !(digits.starts_with('1') || is_filler(digits));
    (telling && digits.len() >= FOREIGN_MIN_AT_HOME).then(|| valid(digits)).flatten()
}

/// The international reading, if it can be assigned.
fn valid(digits: &str) -> Option<String> {
    let (code, national) = split(digits)?;
    if is_valid(&number(code, national)) {
        return Some(digits.to_owned());
    }
    let read = PHONE_NUMBER_UTIL.parse(format!("+{digits}"), None).ok()?;
    let found = joined(&read);
    (found != digits && is_valid(&read)).then_some(found)
}

/// The calling code, and the digits after it.
fn split(digits: &str) -> Option<(i32, &str)> {
    // No calling code begins with another one.
    (1..=3).find_map(|len| {
        let (code, national) = digits.split_at_checked(len)?;
        let code = code.parse().ok()?;
        PHONE_NUMBER_UTIL.get_region_for_country_code(code).map(|_| (code, national))
    })
}

fn number(code: i32, national: &str) -> PhoneNumber {
    // The number keeps its leading zeros apart; of zeros alone the last is the number.
    let zeros = national.bytes().take_while(|b| *b == b'0').count().min(national.len().saturating_sub(1));
    PhoneNumber {
        country_code: code,
        national_number: national.parse().unwrap_or_default(),
        italian_leading_zero: (zeros > 0).then_some(true),
        number_of_leading_zeros: (zeros > 1).then_some(zeros as i32),
        ..PhoneNumber::default()
    }
}

fn joined(number: &PhoneNumber) -> String {
    let zeros = match number.italian_leading_zero {
        Some(true) => number.number_of_leading_zeros.unwrap_or(1).max(0) as usize,
        _ => 0,
    };
    format!("{}{}{}", number.country_code, "0".repeat(zeros), number.national_number)
}

fn is_valid(number: &PhoneNumber) -> bool {
    PHONE_NUMBER_UTIL.is_valid_number(number)
}

fn is_possible(digits: &str) -> bool {
    let possible = |(code, national)| {
        let number = number(code, national);
        PHONE_NUMBER_UTIL.is_possible_number(&number) && !is_local(&number)
    };
    digits.len() <= DIGITS_MAX && split(digits).is_some_and(possible)
}

/// Whether a number of this length is one without its area code, which cannot be called from elsewhere.
fn is_local(number: &PhoneNumber) -> bool {
    let length = PHONE_NUMBER_UTIL.is_possible_number_with_reason(number);
    matches!(length, Ok(NumberLengthType::IsPossibleLocalOnly))
}

/// Digits that a hand types without looking: one over and over, or one after the other.
fn is_filler(digits: &str) -> bool {
    is_repeated(digits) || digits.len() >= FILLER_MIN && (is_row(digits, 1) || is_row(digits, 9))
}

fn is_repeated(digits: &str) -> bool {
    digits.len() >= FILLER_MIN && is_row(digits, 0)
}

/// Whether every digit is the one before plus `step`, where 9 is followed by 0.
fn is_row(digits: &str, step: u8) -> bool {
    digits.as_bytes().windows(2).all(|pair| (pair[0] - b'0' + step) % 10 == pair[1] - b'0')
}

fn invalid(reason: impl fmt::Display) -> Error {
    Error::invalid("phone", reason)
}

impl FromStr for Phone {
    type Err = Error;

    /// Reads a number that begins with a plus.
    ///
    /// # Errors
    /// As [`parse`](Self::parse); also without a plus.
    fn from_str(text: &str) -> Result<Self> {
        if !half_width(text).trim_start().starts_with('+') {
            return Err(invalid("expected a plus, the country's calling code and the number: +442079460958"));
        }
        Self::parse(text, None)
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

text_serde!(Phone);

impl<C> minicbor::Encode<C> for Phone {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.text)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Phone {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::from_canonical(d.str()?).ok_or_else(|| minicbor::decode::Error::message("no Phone"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn country(code: &str) -> Option<Country> {
        Country::from_alpha2(code)
    }

    fn phone(text: &str, code: &str) -> Phone {
        Phone::parse(text, country(code)).unwrap_or_else(|err| panic!("{text} in {code:?}: {err}"))
    }

    #[test]
    fn forms_that_people_write() {
        for (text, code, read) in [
            ("+44 20 7946 0958", "", "+442079460958"),
            ("+44 (0)20 7946-0958", "", "+442079460958"),
            ("+44 020 7946 0958", "", "+442079460958"),
            ("0044 20 7946 0958", "", "+442079460958"),
            ("0044 (0) 20 7946 0958", "DE", "+442079460958"),
            ("020 7946 0958", "GB", "+442079460958"),
            ("(020) 7946/0958", "GB", "+442079460958"),
            ("(0)20 7946 0958", "GB", "+442079460958"),
            ("20.7946.0958", "GB", "+442079460958"),
            ("442079460958", "GB", "+442079460958"),
            ("tel:+44-20-7946-0958", "", "+442079460958"),
            ("(602) 808-4624", "US", "+16028084624"),
            ("16028084624", "US", "+16028084624"),
            ("1-602-808-4624 x7", "US", "+16028084624 x7"),
            ("602.808.4624x07123", "US", "+16028084624 x07123"),
            ("+1 602 808 4624 ext. 7", "", "+16028084624 x7"),
            ("001-602-808-4624x38", "US", "+16028084624 x38"),
            ("011 44 20 7946 0958", "US", "+442079460958"),
            ("010-6552 9988转7", "CN", "+861065529988 x7"),
            ("010-65529988-转分机 712", "CN", "+861065529988 x712"),
            ("139 1074 5566", "CN", "+8613910745566"),
            ("１３９１０７４５５６６", "CN", "+8613910745566"),
            ("8613910745566", "CN", "+8613910745566"),
            ("8613910745566", "", "+8613910745566"),
            ("8613910745566", "US", "+8613910745566"),
            ("0086 139-1074-5566", "CN", "+8613910745566"),
            ("13910745566.0", "CN", "+8613910745566"),
            ("030 901820", "DE", "+4930901820"),
            ("06 6982", "IT", "+39066982"),
            ("+39 06 6982", "", "+39066982"),
            ("33625904147", "CN", "+33625904147"),
            ("16028084624", "CN", "+8616028084624"),
            ("1.3785857443E10", "CN", "+8613785857443"),
            ("1.3785857443e+10", "CN", "+8613785857443"),
            ("Mobile: 13785857443", "CN", "+8613785857443"),
            ("手机：13785857443", "CN", "+8613785857443"),
            ("602-957-6143 (home)", "US", "+16029576143"),
            ("602-957-6143 home", "US", "+16029576143"),
            ("13785857443（本人）", "CN", "+8613785857443"),
            ("602-957-6143 (home) / 602-957-6144", "US", "+16029576143"),
            ("602-957-6143; 602-957-6144", "US", "+16029576143"),
            ("13785857443/13785857444", "CN", "+8613785857443"),
            ("030 901820 / 030 901821", "DE", "+4930901820"),
            ("0049 30/9018200", "DE", "+49309018200"),
            ("+44 20 7946 0958 / +44 20 7946 0959", "", "+442079460958"),
            ("020 7946 0958;ext=7", "GB", "+442079460958 x7"),
            // possible, though nobody has it
            ("(555) 555-1234x123", "US", "+15555551234 x123"),
            ("10912345678", "CN", "+8610912345678"),
            ("+1 555 010 9999", "", "+15550109999"),
        ] {
            assert_eq!(phone(text, code).to_string(), read, "{text} in {code:?}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for (text, code) in [
            ("", "US"),
            ("12", "US"),
            ("hello", "US"),
            ("n/a", "US"),
            ("+", ""),
            ("+1", ""),
            ("+999 123 4567", ""),
            ("6028084624", ""),
            ("+44 20 7946 0958 +44 20 7946 0959", ""),
            ("957-6143", "US"),
            ("+1 957 6143", ""),
            ("957-6143 / 957-6144", "US"),
            ("1.37858574E10", "CN"),
            ("1.3786E+10", "CN"),
            ("(home)", "US"),
            ("602 808 4624 5555 555", "US"),
            ("+44207946095812345678", ""),
            ("lin@shop.cn", "US"),
            ("1-800-FLOWERS", "US"),
            ("12:30", "US"),
        ] {
            let err = Phone::parse(text, country(code)).expect_err(text);
            assert_eq!(err.field("field").as_deref(), Some("phone"), "{text}");
        }
        assert!("6028084624".parse::<Phone>().is_err() && "8613910745566".parse::<Phone>().is_err());
        assert_eq!(" ＋44 20 7946 0958".parse::<Phone>().unwrap().e164(), "+442079460958");
    }

    #[test]
    fn placeholders_are_kept_and_known() {
        for (text, code, read) in [
            ("0000000000", "US", "+10000000000"),
            ("000-000-0000", "", "+0000000000"),
            ("+10000000000", "", "+10000000000"),
            ("00000000000", "CN", "+8600000000000"),
            ("11111111", "DE", "+4911111111"),
            ("999 999 9999", "US", "+19999999999"),
            ("1234567890", "US", "+11234567890"),
            ("1234567890", "", "+1234567890"),
            ("0123456789", "DE", "+49123456789"),
            ("12345678901", "CN", "+8612345678901"),
            ("12345678901", "US", "+12345678901"),
            ("9876543210", "US", "+19876543210"),
            ("13800138000", "CN", "+8613800138000"),
            ("13800000000", "CN", "+8613800000000"),
            ("13900139000", "CN", "+8613900139000"),
            ("18812345678", "CN", "+8618812345678"),
            ("(602) 555-0100", "US", "+16025550100"),
            ("212-555-0199", "US", "+12125550199"),
            ("212-555-5555", "US", "+12125555555"),
        ] {
            let read_phone = phone(text, code);
            assert!(read_phone.is_placeholder(), "{text}");
            assert_eq!(read_phone.to_string(), read, "{text} in {code:?}");
        }
        for (text, code) in [
            ("13910745566", "CN"),
            ("6028084624", "US"),
            ("602-555-0200", "US"),
            ("13900139001", "CN"),
            ("030 901820", "DE"),
            ("13888888889", "CN"),
        ] {
            assert!(!phone(text, code).is_placeholder(), "{text}");
        }
    }

    #[test]
    fn parts() {
        let desk = phone("020 7946 0958 ext 12", "GB");
        assert_eq!((desk.e164(), desk.extension()), ("+442079460958", Some("12")));
        assert_eq!((desk.masked().as_str(), format!("{desk:?}").as_str()), ("+44***58", "Phone(…)"));
        for (text, code) in [
            ("+442079460958", "GB"),
            ("+441534455455", "JE"),
            ("+16028084624", "US"),
            ("+16044567890", "CA"),
            ("+8613910745566", "CN"),
            ("+74951234567", "RU"),
            ("+15550109999", "US"),
            ("+2904123", "SH"),
        ] {
            assert_eq!(text.parse::<Phone>().unwrap().country(), country(code), "{text}");
        }
        assert_eq!(phone("+80012345678", "").country(), None, "belongs to no country");
    }

    #[test]
    fn json_and_storage() {
        for text in ["+442079460958", "+442079460958 x7", "+10000000000", "+0000000000"] {
            let phone: Phone = text.parse().unwrap();
            assert_eq!(serde_json::to_string(&phone).unwrap(), format!("{text:?}"));
            assert_eq!(serde_json::from_str::<Phone>(&format!("{text:?}")).unwrap(), phone);
            let bytes = minicbor::to_vec(&phone).unwrap();
            assert_eq!(minicbor::decode::<Phone>(&bytes).unwrap(), phone);
        }
        for damaged in ["", "+", "442079460958", "+44207946095812345", "+44 x", "+44 20"] {
            assert!(minicbor::decode::<Phone>(&minicbor::to_vec(damaged).unwrap()).is_err(), "{damaged}");
        }
    }

    fn comes_back(text: &str, code: &str) -> std::result::Result<(), TestCaseError> {
        if let Ok(phone) = Phone::parse(text, country(code)) {
            prop_assert!(phone.e164().len() <= DIGITS_MAX + 1);
            prop_assert_eq!(&phone.to_string().parse::<Phone>().unwrap(), &phone, "{}", text);
            prop_assert_eq!(Phone::from_canonical(&phone.text), Some(phone.clone()));
            phone.country();
            phone.is_placeholder();
            phone.masked();
        }
        Ok(())
    }

    const CODES: [&str; 12] = ["", "CN", "US", "GB", "DE", "IT", "BR", "AR", "JP", "RU", "MX", "AQ"];

    proptest! {
        #[test]
        fn anything_can_be_read(text in ".*", code in prop::sample::select(CODES.to_vec())) {
            comes_back(&text, code)?;
        }

        #[test]
        fn numbers_come_back(text in "\\+?(00?|8|1|44|49|39|54)?[0-9 ()-]{2,18}( ?(x|ext|转)[0-9]{1,4})?",
            code in prop::sample::select(CODES.to_vec())) {
            comes_back(&text, code)?;
        }
    }
}
