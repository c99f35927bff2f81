//! Quality by threshold.

use serde::Serialize;

use super::{Quality, Truth, Wrong, b_cubed, pairwise, wrong};
use crate::{again::Again, dedupe::Deduped};

/// The thresholds of a curve.
pub const THRESHOLDS: [f64; 21] = [
    0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99,
    0.995, 0.999, 0.9999,
];

/// How good the clusters at a threshold are, over the rows whose truth is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// The threshold, a probability.
    pub threshold: f64,
    /// Over pairs of rows.
    pub pairwise: Quality,
    /// Over rows.
    pub b_cubed: Quality,
}

/// Clusters against the truth.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// What they are measured against.
    pub truth: Truth,
    /// The clusters that were found.
    pub found: Measured,
    /// Clusters at [`THRESHOLDS`] and at the one of the settings, by threshold.
    pub curve: Vec<Measured>,
    /// The share of the pairs of rows of one person that were compared: see [`Again::block_recall`].
    pub block_recall: f64,
    /// What is wrong with the clusters that were found.
    pub wrong: Wrong,
}

impl Evaluation {
    /// The point of the curve with the highest pairwise F1.
    pub fn best(&self) -> Measured {
        best(&self.curve).unwrap_or(self.found)
    }
}

/// Measures what was found at every threshold, without training anew, and lists up to `most` mistakes of each kind.
pub fn evaluate(again: &Again, found: &Deduped, truth: Truth, most: usize) -> Evaluation {
    let threshold = found.model.settings().threshold;
    let mut thresholds = THRESHOLDS.to_vec();
    thresholds.push(threshold);
    thresholds.sort_by(f64::total_cmp);
    thresholds.dedup();
    let curve = measures(again, &truth, &thresholds);
    let (block_recall, wrong) = (again.block_recall(&truth), wrong(again, &found.clusters, &truth, most));
    Evaluation { found: measure(&found.clusters, &truth, threshold), curve, block_recall, wrong, truth }
}

/// Measures the clusters at these thresholds.
pub fn measures(again: &Again, truth: &Truth, thresholds: &[f64]) -> Vec<Measured> {
    thresholds.iter().map(|&threshold| measure(&again.clusters(threshold), truth, threshold)).collect()
}

/// The point with the highest pairwise F1; of equal ones the first.
pub fn best(curve: &[Measured]) -> Option<Measured> {
    curve
        .iter()
        .copied()
        .reduce(|best, next| if next.pairwise.f1() > best.pairwise.f1() { next } else { best })
}

fn measure(clusters: &[u32], truth: &Truth, threshold: f64) -> Measured {
    let (found, people) = truth.beside(clusters);
    Measured { threshold, pairwise: pairwise(&found, &people), b_cubed: b_cubed(&found, &people) }
}
