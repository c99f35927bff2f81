use std::{fmt, str::FromStr};

use guanxi_macros::model;

use crate::{
    error::{Error, Result},
    leaf,
    money::{Currency, Money},
};

#[model(leaf = Decimal)]
/// An exchange rate, exact: units of the shop's currency for one unit of another. Its text is decimal: `7.1234`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Rate {
    #[n(0)]
    digits: u64,
    #[n(1)]
    scale: u8,
}

/// Decimal places of a rate at most.
const SCALE_MAX: u8 = 12;

impl Rate {
    /// An amount in the shop's currency, rounded half away from zero to its minor unit.
    ///
    /// # Errors
    /// `invalid_money` when it does not fit.
    pub fn convert(self, amount: Money, into: Currency) -> Result<Money> {
        let shift =
            i32::from(into.exponent()) - i32::from(amount.currency().exponent()) - i32::from(self.scale);
        let mut num = i128::from(amount.minor()) * i128::from(self.digits);
        let power = 10i128.checked_pow(shift.unsigned_abs()).ok_or_else(too_large)?;
        if shift >= 0 {
            num = num.checked_mul(power).ok_or_else(too_large)?;
        } else {
            let half = power / 2 * num.signum();
            num = (num + half) / power;
        }
        Money::new(i64::try_from(num).map_err(|_| too_large())?, into)
    }
}

fn too_large() -> Error {
    Error::money("the amount does not fit in the shop's currency")
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = 10u64.pow(u32::from(self.scale));
        write!(f, "{}", self.digits / power)?;
        match self.scale {
            0 => Ok(()),
            scale => write!(f, ".{:0width$}", self.digits % power, width = usize::from(scale)),
        }
    }
}

impl FromStr for Rate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let refused = || Error::invalid("exchange_rate", "expected a positive decimal number such as 7.1234");
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = format!("{whole}{fraction}");
        let ok = !whole.is_empty()
            && fraction.len() <= usize::from(SCALE_MAX)
            && digits.bytes().all(|b| b.is_ascii_digit());
        let digits = digits.parse::<u64>().ok().filter(|n| ok && *n > 0).ok_or_else(refused)?;
        Ok(Self { digits, scale: fraction.len() as u8 })
    }
}

#[cfg(feature = "arrow")]
impl crate::columns::Cell for Rate {
    type Column = crate::columns::Texts;
}

impl serde::Serialize for Rate {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { leaf::write_text(leaf::DECIMAL, self, s) }
    }
}

impl<'de> serde::Deserialize<'de> for Rate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if !d.is_human_readable() {
            return leaf::read(leaf::DECIMAL, |_| None, d);
        }
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(amount: &str, rate: &str, into: &str) -> String {
        let rate: Rate = rate.parse().unwrap();
        rate.convert(amount.parse().unwrap(), into.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(convert("10.00 USD", "7.1234", "CNY"), "71.23 CNY");
        assert_eq!(convert("0.01 USD", "0.5", "EUR"), "0.01 EUR");
        assert_eq!(convert("-0.01 USD", "0.5", "EUR"), "-0.01 EUR");
        assert_eq!(convert("100 JPY", "0.0065", "USD"), "0.65 USD");
        assert_eq!(convert("1.00 USD", "151.5", "JPY"), "152 JPY");
    }

    #[test]
    fn text_round_trips() {
        for (text, shown) in [("7.1234", "7.1234"), ("1", "1"), ("0.50", "0.5"), ("10.00", "10")] {
            assert_eq!(text.parse::<Rate>().unwrap().to_string(), shown);
        }
        for bad in ["", "0", "-1", "1,5", ".5", "1e3", "99999999999999999999999"] {
            assert!(bad.parse::<Rate>().is_err(), "{bad}");
        }
    }
}
