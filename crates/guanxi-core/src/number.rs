//! Whole numbers as every language has them: within ±(2^53 − 1), where JavaScript counts exactly.

use serde::{Deserialize, Deserializer, de};

/// The largest whole number that every language has.
pub const MAX: i64 = (1 << 53) - 1;

/// Shares of a whole in proportion to weights, by the largest remainder: every share is cut down, the missing units go
/// to the largest fractions, ties to the earlier. The shares add up to the whole; `None` when no weight is above 0.
pub(crate) fn split(whole: u64, weights: &[u64]) -> Option<Vec<u64>> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    if sum == 0 {
        return None;
    }
    match weights {
        _ if whole == 0 => return Some(vec![0; weights.len()]),
        [_] => return Some(vec![whole]),
        _ => {}
    }
    let whole = u128::from(whole);
    // Below 2^64 × 2^64, so nothing overflows; a share is no more than the whole.
    let mut shares: Vec<u64> = weights.iter().map(|w| (whole * u128::from(*w) / sum) as u64).collect();
    let missing = whole - shares.iter().map(|s| u128::from(*s)).sum::<u128>();
    if missing == 0 {
        return Some(shares);
    }
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(whole * u128::from(weights[*i]) % sum));
    order.iter().take(missing as usize).for_each(|i| shares[*i] += 1);
    Some(shares)
}

/// A whole number of 64 bits, or perhaps one, that every language can hold: how calls read theirs.
#[cfg(feature = "bridge")]
pub(crate) struct Safe<T>(pub(crate) T);

#[cfg(feature = "bridge")]
impl<'de, T: Whole<'de>> Deserialize<'de> for Safe<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        safe(d).map(Self)
    }
}

#[cfg(feature = "bridge")]
impl<'de, T: Whole<'de>> Deserialize<'de> for Safe<Option<T>> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        safe_option(d).map(Self)
    }
}

/// Reads a whole number that every language can hold.
pub(crate) fn safe<'de, D: Deserializer<'de>, T: Whole<'de>>(d: D) -> Result<T, D::Error> {
    check(T::deserialize(d)?)
}

/// The same for one that may be left out.
pub(crate) fn safe_option<'de, D: Deserializer<'de>, T: Whole<'de>>(d: D) -> Result<Option<T>, D::Error> {
    Option::<T>::deserialize(d)?.map(check).transpose()
}

fn check<'de, T: Whole<'de>, E: de::Error>(number: T) -> Result<T, E> {
    if number.magnitude() <= MAX.unsigned_abs() {
        Ok(number)
    } else {
        Err(E::custom("a whole number outside ±(2^53 − 1), which not every language can hold"))
    }
}

/// The two types that are wider than that.
pub(crate) trait Whole<'de>: Deserialize<'de> {
    fn magnitude(&self) -> u64;
}

impl Whole<'_> for i64 {
    fn magnitude(&self) -> u64 {
        self.unsigned_abs()
    }
}

impl Whole<'_> for u64 {
    fn magnitude(&self) -> u64 {
        *self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Two {
        #[serde(deserialize_with = "safe")]
        a: i64,
        #[serde(default, deserialize_with = "safe_option")]
        b: Option<u64>,
    }

    #[test]
    fn the_edges() {
        let two: Two = serde_json::from_str(r#"{"a": -9007199254740991, "b": 9007199254740991}"#).unwrap();
        assert_eq!((two.a, two.b), (-MAX, Some(MAX as u64)));
        assert_eq!(serde_json::from_str::<Two>(r#"{"a": 0}"#).unwrap().b, None);
        for bad in [r#"{"a": 9007199254740992}"#, r#"{"a": 0, "b": 9007199254740992}"#, r#"{"a": 1.5}"#] {
            assert!(serde_json::from_str::<Two>(bad).is_err(), "{bad}");
        }
    }
}
