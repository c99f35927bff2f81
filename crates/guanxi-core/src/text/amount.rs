//! Amounts and quantities as spreadsheets hold them.
//!
//! | written | read as | rule |
//! | --- | --- | --- |
//! | `1,234.50` `1.234,50` | 1234.50 | with both marks, the last one is the decimal mark |
//! | `1,234,567` `1 234 567` `1'234'567` | 1234567 | a mark that repeats parts thousands; so do blanks and apostrophes |
//! | `1,234` | 1234 | one comma before exactly three digits parts thousands |
//! | `12,5` `0,125` `1 234,500` | 12.5, 0.125, 1234.5 | any other single comma is the decimal mark |
//! | `1.234` | 1.234 | a single dot is the decimal mark |
//! | `(12.00)` `12-` `−12` | −12 | brackets, or one minus on either side |
//! | `1.2E3` `29.330000000000002` | 1200, 29.33 | as programs write floats |
//!
//! A [`DecimalMark`] decides the two ambiguous rows: with `Comma`, `1,234` is 1.234 and `1.234` is 1234. What has only
//! one meaning keeps it. Decimal places beyond those of the currency are rounded, half away from zero.
//!
//! Signs that several currencies share mean the shop's own if it is one of them, and else: `$` USD, `¥` and `元` CNY,
//! `£` GBP, `₩` KRW, `Rs` INR; `kr` says nothing without a shop's currency.

use std::{borrow::Cow, fmt};

use guanxi_macros::model;

use super::fold::{half_width, is_invisible};
use crate::{
    error::{Error, Result},
    money::{Currency, Money},
};

/// The mark between whole units and their fractions.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecimalMark {
    /// `1,234.50`
    #[model(rename = ".")]
    Dot,
    /// `1.234,50`
    #[model(rename = ",")]
    Comma,
}

/// Reads an amount of money; the forms are listed above. A code or sign of a currency in the text beats
/// `default_currency`; `mark` decides what is ambiguous.
///
/// # Errors
/// `invalid_field` where there is no number, marks stand where no number has them, the currency is not known, or there
/// is none; `invalid_money` when the amount does not fit.
pub fn parse_amount(
    text: &str,
    default_currency: Option<Currency>,
    mark: Option<DecimalMark>,
) -> Result<Money> {
    let text = plain(text);
    let written = Written::read("amount", &text)?;
    let currency = written.currency(default_currency)?;
    let number = Number::read(written.number, mark).map_err(|reason| Error::invalid("amount", reason))?;
    let minor = number.rounded(i32::from(currency.exponent())).unwrap_or(i64::MAX);
    Money::new(if written.negative { -minor } else { minor }, currency)
}

/// Reads a whole number of things: `3`, `3.0`, `-2`, `1,000`.
///
/// # Errors
/// `invalid_field` for anything else, also for a fraction or a number that does not fit.
pub fn parse_quantity(text: &str) -> Result<i64> {
    let invalid = |reason: &str| Error::invalid("quantity", reason);
    let text = plain(text);
    let written = Written::read("quantity", &text)?;
    if written.units().next().is_some() {
        return Err(invalid("expected a number alone"));
    }
    let number = Number::read(written.number, None).map_err(invalid)?;
    if !number.is_whole() {
        return Err(invalid("expected a whole number"));
    }
    let quantity = number.rounded(0).ok_or_else(|| invalid("too large"))?;
    Ok(if written.negative { -quantity } else { quantity })
}

/// At half width, without invisible characters.
fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let narrow = |c| match c {
        '￥' => '¥',
        '￡' => '£',
        '￦' => '₩',
        '\u{2212}' | '\u{2010}'..='\u{2015}' | '\u{fe63}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        _ => c,
    };
    Cow::Owned(half_width(text).chars().filter(|c| !is_invisible(*c)).map(narrow).collect())
}

/// A number and what stands around it.
struct Written<'a> {
    negative: bool,
    before: &'a str,
    number: &'a str,
    after: &'a str,
}

impl<'a> Written<'a> {
    fn read(field: &'static str, text: &'a str) -> Result<Self> {
        let digit = |c: char| c.is_ascii_digit();
        let (Some(mut start), Some(last)) = (text.find(digit), text.rfind(digit)) else {
            return Err(Error::invalid(field, "expected a number"));
        };
        // `.5`, but not `Rs.500`
        if let Some(rest) = text[..start].strip_suffix(['.', ','])
            && !rest.ends_with(char::is_alphabetic)
        {
            start -= 1;
        }
        let (before, number, after) = (&text[..start], &text[start..=last], without_dash(&text[last + 1..]));
        let minuses = before.matches('-').count() + after.matches('-').count();
        let brackets = (before.matches('(').count(), after.matches(')').count());
        let negative = match (minuses, brackets) {
            (0, (0, 0)) => false,
            (1, (0, 0)) | (0, (1, 1)) => true,
            _ => return Err(Error::invalid(field, "its sign can be read in several ways")),
        };
        Ok(Self { negative, before, number, after })
    }

    /// The words and signs around the number that are not its sign.
    fn units(&self) -> impl Iterator<Item = &'a str> {
        let bare = |text: &'a str| {
            text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '+' | '(' | ')'))
        };
        [bare(self.before), bare(self.after)].into_iter().filter(|unit| !unit.is_empty())
    }

    fn currency(&self, default: Option<Currency>) -> Result<Currency> {
        let invalid = |reason: &str| Error::invalid("amount", reason);
        let mut found = None;
        // `$` in `$12 AUD` is what the code says.
        let mut units: Vec<&str> = self.units().collect();
        units.sort_by_key(|unit| !unit.bytes().any(|b| b.is_ascii_alphabetic()));
        for unit in units {
            let currency =
                currency_of(unit, found.or(default)).ok_or_else(|| invalid("its currency is not known"))?;
            if found.is_some_and(|found| found != currency) {
                return Err(invalid("it names two currencies"));
            }
            found = Some(currency);
        }
        found.or(default).ok_or_else(|| invalid("it names no currency; set one for the file or the shop"))
    }
}

/// Without the dash that stands for no cents (`12,-`), and without a lone full stop.
fn without_dash(after: &str) -> &str {
    match after.strip_prefix(['.', ',']) {
        Some(rest) => rest.trim_start_matches('-'),
        None => after,
    }
}

/// Signs of one currency.
const SIGNS: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("u.s.$", "USD"),
    ("usd$", "USD"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("dollars", "USD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("澳元", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("加元", "CAD"),
    ("hk$", "HKD"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("nz$", "NZD"),
    ("s$", "SGD"),
    ("sg$", "SGD"),
    ("新元", "SGD"),
    ("nt$", "TWD"),
    ("新台币", "TWD"),
    ("r$", "BRL"),
    ("mx$", "MXN"),
    ("mop$", "MOP"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("rmb", "CNY"),
    ("cn¥", "CNY"),
    ("rmb¥", "CNY"),
    ("人民币", "CNY"),
    ("圆", "CNY"),
    ("块", "CNY"),
    ("jp¥", "JPY"),
    ("円", "JPY"),
    ("日元", "JPY"),
    ("원", "KRW"),
    ("韩元", "KRW"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("руб", "RUB"),
    ("руб.", "RUB"),
    ("р.", "RUB"),
    ("₺", "TRY"),
    ("tl", "TRY"),
    ("₫", "VND"),
    ("đ", "VND"),
    ("฿", "THB"),
    ("₱", "PHP"),
    ("₪", "ILS"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₸", "KZT"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("lei", "RON"),
    ("rp", "IDR"),
    ("rm", "MYR"),
    ("fr", "CHF"),
    ("fr.", "CHF"),
    ("sfr", "CHF"),
    ("sfr.", "CHF"),
];

/// Signs that several currencies share; the first one is meant where the shop's own is none of them.
const SHARED: &[(&str, &[&str])] = &[
    (
        "$",
        &[
            "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "BBD",
            "BMD", "BND", "BSD", "BZD", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD",
            "CUP", "MOP", "BRL",
        ],
    ),
    ("¥", &["CNY", "JPY"]),
    ("元", &["CNY", "HKD", "TWD", "MOP", "SGD"]),
    ("£", &["GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SSP", "SYP"]),
    ("₩", &["KRW", "KPW"]),
    ("rs", &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
    ("rs.", &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
    ("₨", &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
];

/// Currencies that `kr` stands for, none more than another.
const CROWNS: &[&str] = &["DKK", "ISK", "NOK", "SEK"];

/// The currency of a code or sign.
fn currency_of(unit: &str, default: Option<Currency>) -> Option<Currency> {
    if let Ok(code) = unit.parse() {
        return Some(code);
    }
    let unit = unit.to_lowercase();
    let own = |shared: &[&str]| default.filter(|own| shared.contains(&own.as_str()));
    if unit == "kr" || unit == "kr." {
        return own(CROWNS);
    }
    if let Some((_, shared)) = SHARED.iter().find(|(sign, _)| *sign == unit) {
        return own(shared).or_else(|| shared.first()?.parse().ok());
    }
    SIGNS.iter().find(|(sign, _)| *sign == unit).and_then(|(_, code)| code.parse().ok())
}

/// A number without its sign: its digits, and how many of them stand before the decimal mark (which may lie outside).
#[derive(Debug, PartialEq)]
struct Number {
    digits: String,
    point: i32,
}

impl Number {
    fn read(text: &str, mark: Option<DecimalMark>) -> Result<Self, &'static str> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
            None => (text, 0),
        };
        let mantissa = mantissa.trim_end();
        let point = match text.len() > mantissa.len() && mantissa.matches(['.', ',']).count() == 1 {
            true => mantissa.find(['.', ',']),
            false => decimal_mark(mantissa, mark),
        };
        let (whole, fraction) = point.map_or((mantissa, ""), |at| (&mantissa[..at], &mantissa[at + 1..]));
        if !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err("a mark or a character stands where no number has one");
        }
        let whole = ungrouped(whole)?;
        let point = i32::try_from(whole.len()).map_err(|_| "too many digits")? + exponent;
        Ok(Self { digits: whole + fraction, point })
    }

    /// Whether no digit but zero follows the decimal mark.
    fn is_whole(&self) -> bool {
        let point = usize::try_from(self.point).unwrap_or(0);
        self.digits.bytes().skip(point).all(|b| b == b'0')
    }

    /// The number times `10^places`, rounded half up (it has no sign); `None` when it does not fit.
    fn rounded(&self, places: i32) -> Option<i64> {
        let digits = self.digits.trim_start_matches('0');
        let dropped = i32::try_from(self.digits.len() - digits.len()).ok()?;
        let keep = self.point.checked_add(places)?.checked_sub(dropped)?;
        let Ok(keep) = usize::try_from(keep) else {
            return Some(0);
        };
        if digits.is_empty() {
            return Some(0);
        }
        if keep > 18 {
            return None;
        }
        let kept = &digits[..keep.min(digits.len())];
        let up = digits.as_bytes().get(keep).is_some_and(|next| *next >= b'5');
        let value: i64 = format!("0{kept:0<keep$}").parse().ok()?;
        Some(value + i64::from(up))
    }
}

fn exponent_of(text: &str) -> Result<i32, &'static str> {
    let digits = text.trim_start_matches(['+', '-']);
    let sound = text.len() - digits.len() <= 1 && (1..=3).contains(&digits.len());
    let exponent = text.parse().ok().filter(|_| sound);
    exponent.ok_or("letters where digits are expected")
}

/// Where the decimal mark is, if there is one.
fn decimal_mark(text: &str, hint: Option<DecimalMark>) -> Option<usize> {
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let (at, last) = *marks.last()?;
    let alike = marks.iter().all(|(_, c)| *c == last);
    match (marks.len(), alike) {
        // The only mark: ambiguous if it may part thousands.
        (1, _) if may_part_thousands(&text[..at], &text[at + 1..]) => {
            let decimal = if hint == Some(DecimalMark::Comma) { ',' } else { '.' };
            (last == decimal).then_some(at)
        }
        (1, _) => Some(at),
        (_, true) => None,
        (_, false) => Some(at),
    }
}

/// `1,234`, but not `0,125`, `1 234,500` or `12,50`.
fn may_part_thousands(before: &str, after: &str) -> bool {
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&before.len())
        && digits(before)
        && !before.starts_with('0')
        && after.len() == 3
        && digits(after)
}

/// Digits without the marks between their groups: of three, or of two before the last three as in India.
fn ungrouped(text: &str) -> Result<String, &'static str> {
    let is_mark = |c: char| matches!(c, '.' | ',' | '\'' | '_') || c.is_whitespace();
    let groups: Vec<&str> = text.split(is_mark).collect();
    let digits = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let mut marks = text.chars().filter(|c| is_mark(*c)).map(|c| if c.is_whitespace() { ' ' } else { c });
    let first_mark = marks.next();
    let one_kind = marks.all(|mark| Some(mark) == first_mark);
    let shaped = match groups.as_slice() {
        [_] => true,
        [first, middle @ .., last] => {
            (1..=3).contains(&first.len())
                && middle.iter().all(|g| matches!(g.len(), 2 | 3))
                && last.len() == 3
        }
        [] => false,
    };
    (digits && one_kind && shaped)
        .then(|| groups.concat())
        .ok_or("a mark or a character stands where no number has one")
}

impl fmt::Display for DecimalMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dot => ".",
            Self::Comma => ",",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DecimalMark::*, *};

    fn code(text: &str) -> Option<Currency> {
        text.parse().ok()
    }

    fn amount(text: &str, default: &str, mark: Option<DecimalMark>) -> String {
        parse_amount(text, code(default), mark).unwrap_or_else(|err| panic!("{text}: {err}")).to_string()
    }

    #[test]
    fn forms_that_spreadsheets_hold() {
        for (text, read) in [
            ("12", "12.00"),
            ("12.5", "12.50"),
            ("12,5", "12.50"),
            ("12,50", "12.50"),
            (" 12.50 ", "12.50"),
            ("1,234.50", "1234.50"),
            ("1.234,50", "1234.50"),
            ("1 234,50", "1234.50"),
            ("1\u{202f}234,50", "1234.50"),
            ("1\u{a0}234", "1234.00"),
            ("1'234.50", "1234.50"),
            ("1’234.50", "1234.50"),
            ("1,234", "1234.00"),
            ("1,234,567", "1234567.00"),
            ("1.234.567", "1234567.00"),
            ("1.234.567,8", "1234567.80"),
            ("1,23,456.70", "123456.70"),
            ("0,125", "0.13"),
            ("1 234,500", "1234.50"),
            ("1.234", "1.23"),
            ("1234,567", "1234.57"),
            ("(12.00)", "-12.00"),
            ("12-", "-12.00"),
            ("-12", "-12.00"),
            ("−12", "-12.00"),
            ("+12", "12.00"),
            ("（１２．５０）", "-12.50"),
            ("１，２３４．５", "1234.50"),
            ("1.2E3", "1200.00"),
            ("1.234e+3", "1234.00"),
            ("12E-1", "1.20"),
            ("29.330000000000002", "29.33"),
            ("1.005", "1.01"),
            ("-1.005", "-1.01"),
            ("0.004", "0.00"),
            ("-0.004", "0.00"),
            ("0.1e-30", "0.00"),
            ("1e-300", "0.00"),
            (".5", "0.50"),
            ("-.5", "-0.50"),
            ("12.", "12.00"),
            ("12,-", "12.00"),
            ("0", "0.00"),
            ("000012", "12.00"),
            ("2.675", "2.68"),
            ("99999999999999.99", ""),
            ("0.30000000000000004", "0.30"),
        ] {
            match parse_amount(text, code("EUR"), None) {
                Ok(money) => assert_eq!(money.amount(), read, "{text}"),
                Err(err) => assert!(read.is_empty() && err.code() == "invalid_money", "{text}: {err}"),
            }
        }
    }

    #[test]
    fn a_hint_decides_what_is_ambiguous() {
        for (text, mark, read) in [
            ("1,234", Comma, "1.23"),
            ("1.234", Comma, "1234.00"),
            ("1,234", Dot, "1234.00"),
            ("1.234", Dot, "1.23"),
            ("12,50", Dot, "12.50"),
            ("12.50", Comma, "12.50"),
            ("29.330000000000002", Comma, "29.33"),
            ("1,234,567", Comma, "1234567.00"),
            ("1,234.5", Comma, "1234.50"),
            ("1.234e3", Comma, "1234.00"),
        ] {
            assert_eq!(amount(text, "EUR", Some(mark)), format!("{read} EUR"), "{text} with {mark}");
        }
    }

    #[test]
    fn signs_and_codes() {
        for (text, default, read) in [
            ("¥1,234", "", "1234.00 CNY"),
            ("¥1,234", "JPY", "1234 JPY"),
            ("¥12", "EUR", "12.00 CNY"),
            ("￥12", "CNY", "12.00 CNY"),
            ("12元", "", "12.00 CNY"),
            ("12 元", "HKD", "12.00 HKD"),
            ("CNY 12", "EUR", "12.00 CNY"),
            ("12cny", "", "12.00 CNY"),
            ("RMB12.5", "", "12.50 CNY"),
            ("$12.5", "", "12.50 USD"),
            ("$12.5", "AUD", "12.50 AUD"),
            ("$12.5", "EUR", "12.50 USD"),
            ("US$ 12", "AUD", "12.00 USD"),
            ("A$12", "USD", "12.00 AUD"),
            ("$12.00 CAD", "USD", "12.00 CAD"),
            ("$12 USD", "CAD", "12.00 USD"),
            ("12,50 €", "", "12.50 EUR"),
            ("€12", "USD", "12.00 EUR"),
            ("-€12", "", "-12.00 EUR"),
            ("€-12", "", "-12.00 EUR"),
            ("($12.00)", "", "-12.00 USD"),
            ("(12.00) EUR", "", "-12.00 EUR"),
            ("£3.50", "EUR", "3.50 GBP"),
            ("12 円", "", "12 JPY"),
            ("Rs.500", "", "500.00 INR"),
            ("Rs 500", "PKR", "500.00 PKR"),
            ("99 kr", "SEK", "99.00 SEK"),
            ("99,00 zł", "", "99.00 PLN"),
            ("R$ 1.234,56", "", "1234.56 BRL"),
            ("12.5 JPY", "", "13 JPY"),
            ("KWD 1.2345", "", "1.235 KWD"),
            ("CHF 12.-", "", "12.00 CHF"),
            ("EUR 1.2E3", "", "1200.00 EUR"),
        ] {
            assert_eq!(amount(text, default, None), read, "{text} where {default:?} is usual");
        }
        let err = parse_amount("12", None, None).unwrap_err();
        assert_eq!(err.to_string(), "amount: it names no currency; set one for the file or the shop");
    }

    #[test]
    fn what_is_no_amount() {
        for text in [
            "",
            "-",
            "free",
            "€",
            "12 apples",
            "1.2.3",
            "1,2,3",
            "1,2345,678",
            "1,234.567.890",
            "12 50",
            "1'23",
            "--12",
            "(-12)",
            "(12",
            "12)",
            "1e",
            "1e5e5",
            "1e9999",
            "$12 EUR",
            "12%",
            "1..2",
            "12 kr",
            "2026-03-01",
            "10:15",
            "1 234'567",
            "1,,234",
        ] {
            let err = parse_amount(text, code("EUR"), None).expect_err(text);
            assert_eq!(
                (err.code(), err.field("field").as_deref()),
                ("invalid_field", Some("amount")),
                "{text}"
            );
        }
        for text in ["1e30", "99999999999999999999999999", "9007199254740992 JPY"] {
            assert_eq!(parse_amount(text, code("EUR"), None).unwrap_err().code(), "invalid_money", "{text}");
        }
    }

    #[test]
    fn quantities_are_whole() {
        for (text, read) in [
            ("3", 3),
            ("3.0", 3),
            ("3,00", 3),
            ("-2", -2),
            ("1,000", 1000),
            ("1 000", 1000),
            ("(4)", -4),
            ("１２", 12),
            ("1.5E1", 15),
            ("0", 0),
            ("+7", 7),
            ("999999999999999999", 999_999_999_999_999_999),
        ] {
            assert_eq!(parse_quantity(text).unwrap(), read, "{text}");
        }
        for text in ["", "x", "1.5", "0,5", "3 pcs", "$3", "1e-1", "9999999999999999999", "--1", "3%"] {
            assert_eq!(
                parse_quantity(text).unwrap_err().field("field").as_deref(),
                Some("quantity"),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in ".*|[-(]?[$¥€]?[0-9., '’]{1,12}([eE][-+]?[0-9]{1,3})?[-)]?( ?[A-Z]{3})?",
            mark in prop::sample::select(vec![None, Some(Dot), Some(Comma)])) {
            let _ = parse_quantity(&text);
            if let Ok(money) = parse_amount(&text, code("USD"), mark) {
                prop_assert_eq!(parse_amount(&money.to_string(), None, Some(Dot)).unwrap(), money);
            }
        }

        #[test]
        fn every_way_to_write_an_amount_is_read(minor in -9_000_000_000_000_000i64..=9_000_000_000_000_000,
            (thousands, mark) in prop::sample::select(vec![
                ("", Dot), (",", Dot), (" ", Dot), ("'", Dot), ("", Comma), (".", Comma), (" ", Comma), ("'", Comma),
            ]),
            currency in prop::sample::select(vec!["EUR", "KWD"])) {
            let money = Money::new(minor, code(currency).unwrap()).unwrap();
            let plain = money.amount();
            let (whole, fraction) = plain.split_once('.').unwrap();
            let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
            let first = (whole.len() - 1) % 3 + 1;
            let mut grouped = whole[..first].to_owned();
            for at in (first..whole.len()).step_by(3) {
                grouped += thousands;
                grouped += &whole[at..at + 3];
            }
            let text = format!("{sign}{grouped}{mark}{fraction} {currency}");
            prop_assert_eq!(parse_amount(&text, None, Some(mark)).unwrap(), money);
        }

        #[test]
        fn quantities_come_back(quantity in -999_999_999_999_999_999i64..=999_999_999_999_999_999) {
            prop_assert_eq!(parse_quantity(&quantity.to_string()).unwrap(), quantity);
        }
    }
}
