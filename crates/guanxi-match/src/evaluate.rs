//! How good clusters are, against the truth.
//!
//! [`Truth`] holds what is known, [`evaluate`] measures clusters against it at every threshold and lists what is
//! wrong. [`pairwise`] and [`b_cubed`] are the measures themselves.

mod curve;
mod truth;
mod wrong;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer, ser::SerializeStruct};

pub(crate) use self::truth::People;
pub use self::{
    curve::{Evaluation, Measured, THRESHOLDS, best, evaluate, measures},
    truth::Truth,
    wrong::{Mistake, Wrong, WrongPair, wrong},
};

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// The share of what was said that is true.
    pub precision: f64,
    /// The share of what is true that was said.
    pub recall: f64,
}

impl Quality {
    /// The harmonic mean of both; 0 when both are.
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// With its F1.
impl Serialize for Quality {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut quality = serializer.serialize_struct("Quality", 3)?;
        quality.serialize_field("precision", &self.precision)?;
        quality.serialize_field("recall", &self.recall)?;
        quality.serialize_field("f1", &self.f1())?;
        quality.end()
    }
}

/// Over all pairs of rows within clusters: 1 where there is no pair to be wrong about.
pub fn pairwise(found: &[u32], truth: &[u32]) -> Quality {
    let (found_n, truth_n, both) = sizes(found, truth);
    let pairs = |n: u64| (n * n.saturating_sub(1) / 2) as f64;
    let sum = |counts: &mut dyn Iterator<Item = u64>| counts.map(pairs).sum::<f64>();
    let right = sum(&mut both.values().copied());
    let said = sum(&mut found_n.values().copied());
    let is = sum(&mut truth_n.values().copied());
    Quality { precision: ratio(right, said), recall: ratio(right, is) }
}

/// B-cubed (Bagga and Baldwin 1998): the mean over rows.
pub fn b_cubed(found: &[u32], truth: &[u32]) -> Quality {
    let (found_n, truth_n, both) = sizes(found, truth);
    let (mut precision, mut recall) = (0.0, 0.0);
    for (&(f, t), &n) in &both {
        let n = n as f64;
        precision += n * n / found_n[&f] as f64;
        recall += n * n / truth_n[&t] as f64;
    }
    let rows = found.len().min(truth.len()) as f64;
    Quality { precision: ratio(precision, rows), recall: ratio(recall, rows) }
}

/// A point of a curve: what holds when pairs from a weight on are said to be one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The weight, in bits.
    pub weight: f64,
    /// Over pairs, clusters left aside.
    pub quality: Quality,
}

/// Precision and recall by threshold, from the highest weight down; one point for each weight that is seen.
pub fn curve(pairs: &[crate::Pair], truth: &[u32]) -> Vec<Point> {
    let mut sorted: Vec<&crate::Pair> = pairs.iter().collect();
    sorted.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let is = pairs_within(truth);
    let (mut said, mut right) = (0.0, 0.0);
    let mut curve: Vec<Point> = Vec::new();
    for pair in sorted {
        said += 1.0;
        let same =
            truth.get(pair.left as usize).zip(truth.get(pair.right as usize)).is_some_and(|(l, r)| l == r);
        right += f64::from(u8::from(same));
        let quality = Quality { precision: ratio(right, said), recall: ratio(right, is) };
        curve.pop_if(|last| last.weight == pair.weight);
        curve.push(Point { weight: pair.weight, quality });
    }
    curve
}

fn pairs_within(truth: &[u32]) -> f64 {
    let mut sizes: FxHashMap<u32, u64> = FxHashMap::default();
    truth.iter().for_each(|&cluster| *sizes.entry(cluster).or_insert(0) += 1);
    sizes.values().map(|&n| (n * n.saturating_sub(1) / 2) as f64).sum()
}

/// Pairs of rows that `one` has together and `other` has not, the first `most` of them. Swap both for the pairs
/// that were missed.
pub fn only_in(one: &[u32], other: &[u32], most: usize) -> Vec<(u32, u32)> {
    let mut members: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
    one.iter().enumerate().for_each(|(row, &cluster)| members.entry(cluster).or_default().push(row as u32));
    let apart = |l: u32, r: u32| other.get(l as usize) != other.get(r as usize);
    members
        .values()
        .flat_map(|rows| {
            rows.iter().enumerate().flat_map(|(at, &l)| rows[at + 1..].iter().map(move |&r| (l, r)))
        })
        .filter(|&(l, r)| apart(l, r))
        .take(most)
        .collect()
}

type Sizes = (FxHashMap<u32, u64>, FxHashMap<u32, u64>, FxHashMap<(u32, u32), u64>);

fn sizes(found: &[u32], truth: &[u32]) -> Sizes {
    let mut sizes = Sizes::default();
    for (&f, &t) in found.iter().zip(truth) {
        *sizes.0.entry(f).or_insert(0) += 1;
        *sizes.1.entry(t).or_insert(0) += 1;
        *sizes.2.entry((f, t)).or_insert(0) += 1;
    }
    sizes
}

pub(crate) fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 1.0 }
}

#[cfg(test)]
mod tests;
