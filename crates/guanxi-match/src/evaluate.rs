//! How good clusters are, against the truth.
//!
//! [`Truth`] holds what is known, [`evaluate`] measures clusters against it at every threshold and lists what is
//! wrong. [`pairwise`] and [`b_cubed`] are the measures themselves.

mod curve;
mod truth;
mod wrong;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer, ser::SerializeStruct};

pub use self::{
    curve::{Evaluation, Measured, THRESHOLDS, best, curve, evaluate},
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

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 1.0 }
}

#[cfg(test)]
mod tests;
