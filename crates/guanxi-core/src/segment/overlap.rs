//! Sizes of segments, and what they have in common: all worked out together.

use super::{
    OverlapRow, SegmentOverlap, SegmentSize, SegmentSizes, define::Definitions, evaluate::Evaluation,
};
use crate::{
    error::{Error, Result},
    scope::Look,
    time::Timestamp,
};

/// Segments that are compared at most: the answer grows with their square.
const COMPARED: usize = 100;

/// See [`Segments::sizes`](super::Segments::sizes).
pub(super) fn sizes(look: &Look<'_>, now: Timestamp) -> Result<SegmentSizes> {
    let definitions = Definitions::load(look)?;
    let keys: Vec<_> = definitions.segments.keys().map(String::as_str).collect();
    let sets = Sets::load(look, &definitions, &keys, now)?;
    let items = definitions.segments.values().zip(&sets.sets).map(|(segment, set)| {
        let members = set.common(set);
        SegmentSize { segment: segment.clone(), members, share_ppm: share(members, sets.customers) }
    });
    Ok(SegmentSizes { as_of: now, customers: sets.customers, items: items.collect() })
}

/// See [`Segments::overlap`](super::Segments::overlap).
pub(super) fn overlap(look: &Look<'_>, keys: Option<&[String]>, now: Timestamp) -> Result<SegmentOverlap> {
    let definitions = Definitions::load(look)?;
    let keys = chosen(&definitions, keys)?;
    let sets = Sets::load(look, &definitions, &keys, now)?;
    let rows = keys.iter().zip(&sets.sets).map(|(key, set)| {
        let members = set.common(set);
        let both: Vec<_> = sets.sets.iter().map(|other| set.common(other)).collect();
        OverlapRow {
            key: (*key).to_owned(),
            name: definitions.segments[*key].name.clone(),
            members,
            share_ppm: both.iter().map(|both| share(*both, members)).collect(),
            both,
        }
    });
    Ok(SegmentOverlap { as_of: now, customers: sets.customers, rows: rows.collect() })
}

/// The keys that were asked for, each once and in their order; all when none were.
fn chosen<'a>(definitions: &'a Definitions, asked: Option<&'a [String]>) -> Result<Vec<&'a str>> {
    let mut keys: Vec<&str> = Vec::new();
    match asked {
        None => keys.extend(definitions.segments.keys().map(String::as_str)),
        Some(asked) => {
            for key in asked {
                if !definitions.segments.contains_key(key) {
                    return Err(Error::not_found("segment", key));
                }
                if !keys.contains(&key.as_str()) {
                    keys.push(key);
                }
            }
        }
    }
    if keys.len() > COMPARED {
        let reason = format_args!("{} segments are too many to compare; name {COMPARED} at most", keys.len());
        return Err(Error::invalid("keys", reason));
    }
    Ok(keys)
}

/// The members of several segments.
struct Sets {
    sets: Vec<Set>,
    customers: u64,
}

impl Sets {
    fn load(look: &Look<'_>, definitions: &Definitions, keys: &[&str], now: Timestamp) -> Result<Self> {
        let mut evaluation = Evaluation::new(look, definitions, now);
        let members = evaluation.segments(keys)?;
        let customers = evaluation.customers()?;
        Ok(Self { sets: members.iter().map(|members| Set::new(&members.holds)).collect(), customers })
    }
}

/// Members, one bit a customer: pairs are counted 64 customers at a time.
struct Set(Vec<u64>);

impl Set {
    fn new(holds: &[bool]) -> Self {
        let word = |word: &[bool]| word.iter().rev().fold(0, |bits, holds| bits << 1 | u64::from(*holds));
        Self(holds.chunks(64).map(word).collect())
    }

    /// How many are in both.
    fn common(&self, other: &Self) -> u64 {
        self.0.iter().zip(&other.0).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }
}

/// What part of the whole that is, in millionths, rounded half up.
fn share(part: u64, whole: u64) -> u32 {
    let (part, whole) = (u128::from(part), u128::from(whole));
    if whole == 0 { 0 } else { ((2_000_000 * part + whole) / (2 * whole)) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_half_up() {
        assert_eq!((share(0, 0), share(0, 3), share(1, 3), share(2, 3)), (0, 0, 333_333, 666_667));
        assert_eq!((share(3, 3), share(1, 2_000_000), share(1, 2_000_001)), (1_000_000, 1, 0));
    }

    #[test]
    fn members_in_common_are_counted_as_one_by_one() {
        let (even, third): (Vec<_>, Vec<_>) = (0..131).map(|n| (n % 2 == 0, n % 3 == 0)).unzip();
        let both = even.iter().zip(&third).filter(|(a, b)| **a && **b).count() as u64;
        assert_eq!((Set::new(&even).common(&Set::new(&third)), both), (22, 22));
        assert_eq!(Set::new(&[]).common(&Set::new(&[])), 0);
    }
}
