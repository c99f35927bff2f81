//! Exact numbers: decimals as they are written, fractions as they are worked out.

use std::{cmp::Ordering, fmt};

/// A decimal as it is written: `10.90` keeps its last digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, with the sign.
    pub digits: i128,
    /// How many of them stand behind the point.
    pub scale: u8,
}

/// Digits that a number in a query has at most.
pub(super) const DIGITS_MAX: usize = 30;

impl Decimal {
    /// A whole number.
    pub fn whole(n: i64) -> Self {
        Self { digits: i128::from(n), scale: 0 }
    }

    /// Whether it is written without a point.
    pub fn is_whole(self) -> bool {
        self.scale == 0
    }

    /// Reads digits with an optional sign and point; `None` for anything else, and for more than 30 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let dangling = unsigned.ends_with('.') || whole.is_empty();
        if dangling || !plain(whole) || !plain(fraction) || whole.len() + fraction.len() > DIGITS_MAX {
            return None;
        }
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        let sign = if text.starts_with('-') { -1 } else { 1 };
        Some(Self { digits: sign * digits, scale: fraction.len() as u8 })
    }

    /// The fraction that it is.
    pub(super) fn number(self) -> Number {
        Number::new(self.digits, 10i128.pow(u32::from(self.scale)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let point = if scale > 0 { "." } else { "" };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

/// An exact fraction. What grows beyond it is unknown (`None`), never rounded.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    num: i128,
    /// Above 0.
    den: i128,
}

impl Number {
    /// A fraction of two whole numbers; the lower one is above 0.
    pub fn new(num: i128, den: i128) -> Self {
        Self { num, den: den.max(1) }
    }

    /// A whole number.
    pub fn whole(n: impl Into<i128>) -> Self {
        Self::new(n.into(), 1)
    }

    /// Reads a number as JSON writes it; `None` when it is not one, or too long.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let plain = Decimal::parse(digits)?.number();
        let power = 10i128.checked_pow(exponent.unsigned_abs())?;
        if exponent >= 0 {
            Some(Self::new(plain.num.checked_mul(power)?, plain.den))
        } else {
            Some(Self::new(plain.num, plain.den.checked_mul(power)?))
        }
    }

    fn reduced(num: i128, den: i128) -> Option<Self> {
        let (mut a, mut b) = (num.unsigned_abs(), den.unsigned_abs());
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let by = i128::try_from(a.max(1)).ok()?;
        Some(Self::new(num / by, den / by))
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.den == other.den {
            return Some(Self::new(self.num.checked_add(other.num)?, self.den));
        }
        let num = self.num.checked_mul(other.den)?.checked_add(other.num.checked_mul(self.den)?)?;
        Self::reduced(num, self.den.checked_mul(other.den)?)
    }

    /// The same below zero.
    #[must_use]
    pub fn negative(self) -> Self {
        Self::new(self.num.saturating_neg(), self.den)
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::reduced(self.num.checked_mul(other.num)?, self.den.checked_mul(other.den)?)
    }

    /// The quotient; `None` by zero.
    pub fn by(self, other: Self) -> Option<Self> {
        let sign = other.num.signum();
        (sign != 0).then_some(())?;
        Self::reduced(
            self.num.checked_mul(other.den)?.checked_mul(sign)?,
            self.den.checked_mul(other.num.abs())?,
        )
    }

    /// The whole number that it is, if it is one.
    pub fn to_whole(self) -> Option<i64> {
        (self.num % self.den == 0).then(|| i64::try_from(self.num / self.den).ok()).flatten()
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    /// By whole parts, then by the remainders turned over: no product that could grow too large.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let (whole_a, whole_b) = (a.num.div_euclid(a.den), b.num.div_euclid(b.den));
            let (rest_a, rest_b) = (a.num.rem_euclid(a.den), b.num.rem_euclid(b.den));
            let order = match whole_a.cmp(&whole_b) {
                Ordering::Equal if rest_a == 0 || rest_b == 0 => rest_a.cmp(&rest_b),
                order => order,
            };
            if order != Ordering::Equal || rest_a == 0 || rest_b == 0 {
                return if turned { order.reverse() } else { order };
            }
            (a, b) = (Self::new(a.den, rest_a), Self::new(b.den, rest_b));
            turned = !turned;
        }
    }
}

impl fmt::Display for Number {
    /// A decimal of at most six digits behind the point, cut off; exact where fewer do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.num.unsigned_abs() / self.den.unsigned_abs();
        let mut rest = self.num.unsigned_abs() % self.den.unsigned_abs();
        let mut fraction = String::new();
        while rest > 0 && fraction.len() < 6 {
            rest = rest.saturating_mul(10);
            fraction.push((b'0' + (rest / self.den.unsigned_abs()).min(9) as u8) as char);
            rest %= self.den.unsigned_abs();
        }
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{}{whole}{point}{fraction}", if self.num < 0 { "-" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_read_and_written() {
        for text in ["0", "7", "-7", "10.90", "0.05", "-0.05", "123456789012345678901234567890"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
        for bad in ["", "-", "1.", ".5", "1e3", "1,000", "1234567890123456789012345678901"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
        assert_eq!(Number::parse("1.5e2"), Some(Number::whole(150)));
        assert_eq!(Number::parse("25e-2"), Some(Number::new(1, 4)));
    }

    proptest! {
        #[test]
        fn comparing_is_that_of_cross_products(
            a in -1_000_000i64..1_000_000, b in 1i64..1_000, c in -1_000_000i64..1_000_000, d in 1i64..1_000,
        ) {
            let expected = (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
            let of = |n: i64, d: i64| Number::new(n.into(), d.into());
            prop_assert_eq!(of(a, b).cmp(&of(c, d)), expected);
        }

        #[test]
        fn the_largest_compare_too(a in any::<i128>(), b in 1..i128::MAX, c in any::<i128>(), d in 1..i128::MAX) {
            let (x, y) = (Number::new(a, b), Number::new(c, d));
            prop_assert_eq!(x.cmp(&y), y.cmp(&x).reverse());
            prop_assert_eq!(x.cmp(&x), Ordering::Equal);
        }
    }
}
