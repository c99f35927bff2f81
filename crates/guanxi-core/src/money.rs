//! Money: whole minor units and a currency, never floats.
//!
//! | operation | result |
//! | --- | --- |
//! | `a.checked_add(b)`, `a.checked_sub(b)` | `invalid_money` when currencies differ or the result does not fit |
//! | `a.checked_mul(n)` | `n` times as much |
//! | `a.mul_ratio(num, den)` | `a × num ÷ den`, rounded half away from zero |
//! | `a.split(&weights)` | shares that add up to `a`: the largest-remainder method |
//! | `a.checked_cmp(b)` | an order within a currency |

use std::{
    cmp::Ordering,
    fmt,
    str::FromStr,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use guanxi_macros::model;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeStruct};

use crate::{
    error::{Error, Result},
    leaf, number,
};

#[model(text)]
/// A currency of ISO 4217, by its three letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Its three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Decimal places of its minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn exponent(self) -> u8 {
        iso_currency::Currency::from_code(self.as_str()).and_then(|c| c.exponent()).unwrap_or(2) as u8
    }

    /// Whether ISO 4217 has it. Stored rows say one currency over and over: the one that was found last is known at once.
    fn is_known(self) -> bool {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let [a, b, c] = self.0;
        let code = u32::from_be_bytes([0, a, b, c]);
        if code != 0 && LAST.load(Relaxed) == code {
            return true;
        }
        let known = iso_currency::Currency::from_code(self.as_str()).is_some();
        if known {
            LAST.store(code, Relaxed);
        }
        known
    }

    /// Minor units in one unit.
    pub(crate) fn scale(self) -> i64 {
        10i64.pow(u32::from(self.exponent()))
    }
}

impl FromStr for Currency {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let letters =
            <[u8; 3]>::try_from(text.trim().as_bytes()).ok().map(|l| l.map(|b| b.to_ascii_uppercase()));
        let known = letters.map(Self).filter(|code| code.is_known());
        known.ok_or_else(|| Error::invalid("currency", "expected a code of ISO 4217 such as CNY"))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

impl<C> minicbor::Encode<C> for Currency {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(self.as_str())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Currency {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str()?.parse().map_err(|_| minicbor::decode::Error::message("no Currency"))
    }
}

#[model(leaf = Money)]
/// An amount of money. Its text is `134.00 CNY`, its JSON `{"amount": "134.00", "currency": "CNY"}`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
pub struct Money {
    #[n(0)]
    minor: i64,
    #[n(1)]
    currency: Currency,
}

impl Money {
    /// So many minor units: 13,400 of CNY are 134.00 CNY.
    ///
    /// # Errors
    /// `invalid_money` outside ±(2^53 − 1).
    pub fn new(minor: i64, currency: Currency) -> Result<Self> {
        if minor.unsigned_abs() > number::MAX as u64 {
            return Err(Error::money("the amount is outside ±(2^53 − 1) minor units"));
        }
        Ok(Self { minor, currency })
    }

    /// Nothing.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Its minor units.
    pub const fn minor(&self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Its decimal text without the currency: `134.00`.
    pub fn amount(&self) -> String {
        let (scale, digits) = (self.currency.scale().unsigned_abs(), usize::from(self.currency.exponent()));
        let (sign, minor) = (if self.minor < 0 { "-" } else { "" }, self.minor.unsigned_abs());
        match digits {
            0 => format!("{sign}{minor}"),
            _ => format!("{sign}{}.{:0digits$}", minor / scale, minor % scale),
        }
    }

    /// The sum.
    ///
    /// # Errors
    /// `invalid_money` when currencies differ or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self> {
        self.same(other)?;
        Self::new(self.minor + other.minor, self.currency)
    }

    /// The difference.
    ///
    /// # Errors
    /// As [`checked_add`](Self::checked_add).
    pub fn checked_sub(self, other: Self) -> Result<Self> {
        self.same(other)?;
        Self::new(self.minor - other.minor, self.currency)
    }

    /// `n` times as much.
    ///
    /// # Errors
    /// `invalid_money` when it does not fit.
    pub fn checked_mul(self, n: i64) -> Result<Self> {
        self.mul_ratio(n, 1)
    }

    /// `num ÷ den` of it, rounded half away from zero.
    ///
    /// # Errors
    /// `invalid_money` for a denominator of 0, or when it does not fit.
    pub fn mul_ratio(self, num: i64, den: i64) -> Result<Self> {
        if den == 0 {
            return Err(Error::money("a ratio has a denominator of 0"));
        }
        let (num, den) =
            (i128::from(self.minor) * i128::from(num) * i128::from(den.signum()), i128::from(den).abs());
        let rounded = (2 * num + num.signum() * den) / (2 * den);
        Self::new(i64::try_from(rounded).unwrap_or(i64::MAX), self.currency)
    }

    /// Shares in proportion to weights, by the largest remainder: every share is cut down, the missing units go to the
    /// largest fractions, ties to the earlier. The shares add up to the whole.
    ///
    /// # Errors
    /// `invalid_money` when no weight is above 0 or one is below.
    pub fn split(self, weights: &[u64]) -> Result<Vec<Self>> {
        let shares = number::split(self.minor.unsigned_abs(), weights)
            .ok_or_else(|| Error::money("to split money at least one weight must be above 0"))?;
        let sign = self.minor.signum();
        shares.into_iter().map(|share| Self::new(share as i64 * sign, self.currency)).collect()
    }

    /// Which is more.
    ///
    /// # Errors
    /// `invalid_money` when currencies differ.
    pub fn checked_cmp(self, other: Self) -> Result<Ordering> {
        self.same(other)?;
        Ok(self.minor.cmp(&other.minor))
    }

    /// The sum of several amounts; nothing of `currency` for none.
    ///
    /// # Errors
    /// As [`checked_add`](Self::checked_add).
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }

    fn same(self, other: Self) -> Result<()> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(Error::money(format_args!(
            "{} and {} do not mix; convert one first",
            self.currency, other.currency
        )))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Money {
    type Err = Error;

    /// Reads `134.00 CNY`: no more decimal places than the currency has.
    fn from_str(text: &str) -> Result<Self> {
        let (amount, currency) = text
            .trim()
            .split_once(' ')
            .ok_or_else(|| Error::money("expected an amount and a currency such as 134.00 CNY"))?;
        parse(amount, currency.parse()?)
    }
}

/// Reads a plain decimal amount of a currency.
fn parse(amount: &str, currency: Currency) -> Result<Money> {
    let refused = || {
        let places = currency.exponent();
        Error::money(format_args!(
            "expected a decimal amount with at most {places} places, as {currency} has"
        ))
    };
    let (sign, digits) = amount.strip_prefix('-').map_or((1, amount), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let places = usize::from(currency.exponent());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || fraction.len() > places {
        return Err(refused());
    }
    let minor: i64 = format!("{whole}{fraction:0<places$}").parse().map_err(|_| refused())?;
    Money::new(sign * minor, currency)
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if !s.is_human_readable() {
            return leaf::write_text(leaf::MONEY, self, s);
        }
        let mut out = s.serialize_struct("Money", 2)?;
        out.serialize_field("amount", &self.amount())?;
        out.serialize_field("currency", &self.currency)?;
        out.end()
    }
}

#[cfg(feature = "arrow")]
mod cells {
    use std::sync::Arc;

    use arrow_array::{builder::PrimitiveBuilder, types::Decimal128Type};

    use super::{Currency, Money};
    use crate::columns::{Cell, Column, Made, Texts, field, structs};

    /// Decimal places of the amounts in a column: as many as any currency has.
    const PLACES: u8 = 4;
    /// Digits of the amounts in a column: 16 of 2^53, and the places of a currency that has none of its own.
    const DIGITS: u8 = 20;

    impl Cell for Money {
        type Column = Moneys;
    }

    /// A column of money: structs of an amount and a currency.
    #[derive(Debug, Default)]
    pub struct Moneys {
        valid: Vec<bool>,
        amounts: Amounts,
        currencies: Texts,
    }

    #[derive(Debug, Default)]
    struct Amounts(PrimitiveBuilder<Decimal128Type>);

    impl Column<Money> for Moneys {
        fn push(&mut self, value: Option<&Money>) {
            let places = |money: &Money| u32::from(PLACES.saturating_sub(money.currency.exponent()));
            self.valid.push(value.is_some());
            self.amounts.0.append_option(value.map(|m| i128::from(m.minor) * 10i128.pow(places(m))));
            self.currencies.push(value.map(|money| &money.currency));
        }
        fn finish(mut self) -> Made {
            let amounts = self.amounts.0.finish().with_precision_and_scale(DIGITS, PLACES as i8)?;
            let currencies = <Texts as Column<Currency>>::finish(self.currencies);
            structs(self.valid, vec![field("amount", Ok(Arc::new(amounts)))?, field("currency", currencies)?])
        }
    }
}

/// The forms that money is read from: an object, or text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Form {
    Object { amount: String, currency: Currency },
    Text(String),
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if !d.is_human_readable() {
            return leaf::read(leaf::MONEY, |_| None, d);
        }
        let money = match Form::deserialize(d)? {
            Form::Object { amount, currency } => parse(&amount, currency),
            Form::Text(text) => text.parse(),
        };
        money.map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn text_and_json() {
        for (text, minor) in
            [("134.00 CNY", 13_400), ("-0.05 EUR", -5), ("1200 JPY", 1200), ("1.234 KWD", 1234)]
        {
            assert_eq!((money(text).minor(), money(text).to_string().as_str()), (minor, text));
        }
        assert_eq!(money("5 CNY").to_string(), "5.00 CNY");
        for bad in ["", "5", "5.001 CNY", "5.0 JPY", "5 XYZ", ".5 CNY", "5. 0 CNY", "99999999999999999 CNY"] {
            assert!(bad.parse::<Money>().is_err(), "{bad}");
        }
        let json = serde_json::to_string(&money("134.00 CNY")).unwrap();
        assert_eq!(json, r#"{"amount":"134.00","currency":"CNY"}"#);
        assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money("134.00 CNY"));
        assert_eq!(serde_json::from_str::<Money>(r#""134.00 CNY""#).unwrap(), money("134.00 CNY"));
    }

    #[test]
    fn the_largest_remainder_gets_the_missing_unit() {
        // G-C3: 199.00, 199.00, 59.90, off 40.00
        let shares = money("40.00 CNY").split(&[19_900, 19_900, 5_990]).unwrap();
        assert_eq!(shares.iter().map(Money::amount).collect::<Vec<_>>(), ["17.39", "17.38", "5.23"]);
        assert!(money("1.00 CNY").split(&[0, 0]).is_err());
    }

    #[test]
    fn currencies_do_not_mix() {
        let err = money("1.00 CNY").checked_add(money("1.00 EUR")).unwrap_err();
        assert_eq!(err.code(), "invalid_money");
    }

    proptest! {
        #[test]
        fn shares_add_up_and_are_near(minor in -number::MAX..=number::MAX, weights in prop::collection::vec(0u64..1_000_000, 1..20)) {
            prop_assume!(weights.iter().any(|w| *w > 0));
            let whole = Money::new(minor, "EUR".parse().unwrap()).unwrap();
            let shares = whole.split(&weights).unwrap();
            let sum: i64 = shares.iter().map(Money::minor).sum();
            prop_assert_eq!(sum, minor);
            let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
            for (share, weight) in shares.iter().zip(&weights) {
                let exact = u128::from(minor.unsigned_abs()) * u128::from(*weight) / total;
                prop_assert!(u128::from(share.minor().unsigned_abs()) - exact <= 1);
            }
        }

        #[test]
        fn text_comes_back(minor in -number::MAX..=number::MAX, code in prop::sample::select(vec!["EUR", "JPY", "KWD", "CNY"])) {
            let amount = Money::new(minor, code.parse().unwrap()).unwrap();
            prop_assert_eq!(money(&amount.to_string()), amount);
        }

        #[test]
        fn a_ratio_rounds_half_away_from_zero(minor in -1_000_000i64..1_000_000, num in -1000i64..1000, den in 1i64..1000) {
            let amount = Money::new(minor, "EUR".parse().unwrap()).unwrap();
            let (up, down) = (amount.mul_ratio(num, den).unwrap(), amount.mul_ratio(-num, den).unwrap());
            prop_assert_eq!(up.minor(), -down.minor());
            let twice = 2 * (i128::from(up.minor()) * i128::from(den) - i128::from(minor) * i128::from(num));
            prop_assert!(twice.abs() <= i128::from(den));
        }

        #[test]
        fn anything_can_be_read(text in ".*") {
            let _ = text.parse::<Money>();
        }
    }
}
