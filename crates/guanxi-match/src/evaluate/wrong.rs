//! Pairs that were decided wrongly, with what they score.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Truth, sizes};
use crate::{again::Again, explain::Explanation};

/// How a decision about a pair can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// In one cluster, and two people.
    FalsePositive,
    /// In two clusters, and one person.
    FalseNegative,
}

/// Mistakes: how many, and some of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Wrong {
    /// Pairs of rows in one cluster that are of two people.
    pub false_positives: u64,
    /// Pairs of rows of one person that are in two clusters.
    pub false_negatives: u64,
    /// Some of them, false positives first, the most convincing ones on top. Each stands for two groups of rows: of
    /// two people in one cluster, or of two clusters of one person.
    pub pairs: Vec<WrongPair>,
}

/// A pair that was decided wrongly.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WrongPair {
    /// How.
    pub mistake: Mistake,
    /// The lower row, from 0.
    pub left: u32,
    /// The higher row.
    pub right: u32,
    /// What it scores.
    pub explanation: Explanation,
}

/// Pairs that are weighed for each one that is listed.
const WEIGHED: usize = 10;
/// Rows of a group that stand for it.
const SPOKEN: usize = 4;

/// Counts the mistakes and lists up to `most` of each kind.
pub fn wrong(again: &Again, clusters: &[u32], truth: &Truth, most: usize) -> Wrong {
    let (found, people) = truth.beside(clusters);
    let (found_n, truth_n, both) = sizes(&found, &people);
    let pairs = |n: &u64| n * n.saturating_sub(1) / 2;
    let right: u64 = both.values().map(pairs).sum();
    let mut listed = list(again, clusters, truth, Mistake::FalsePositive, most);
    listed.extend(list(again, clusters, truth, Mistake::FalseNegative, most));
    Wrong {
        false_positives: found_n.values().map(pairs).sum::<u64>() - right,
        false_negatives: truth_n.values().map(pairs).sum::<u64>() - right,
        pairs: listed,
    }
}

/// Rows by what holds them together and by what should not have.
type Groups = BTreeMap<u32, BTreeMap<u32, Vec<u32>>>;

fn list(again: &Again, clusters: &[u32], truth: &Truth, mistake: Mistake, most: usize) -> Vec<WrongPair> {
    let mut groups = Groups::new();
    for (row, &cluster) in (0_u32..).zip(clusters) {
        let Some(person) = truth.person(row) else { continue };
        let (outer, inner) = match mistake {
            Mistake::FalsePositive => (cluster, person),
            Mistake::FalseNegative => (person, cluster),
        };
        groups.entry(outer).or_default().entry(inner).or_default().push(row);
    }
    let neighbours = groups.values().flat_map(|inner| inner.values().zip(inner.values().skip(1)));
    let mut pairs: Vec<WrongPair> =
        neighbours.take(most * WEIGHED).filter_map(|(l, r)| closest(again, mistake, l, r)).collect();
    pairs.sort_by(|a, b| b.explanation.weight.total_cmp(&a.explanation.weight));
    pairs.truncate(most);
    pairs
}

/// The pair of two groups that scores best.
fn closest(again: &Again, mistake: Mistake, left: &[u32], right: &[u32]) -> Option<WrongPair> {
    let pairs =
        left.iter().take(SPOKEN).flat_map(|l| right.iter().take(SPOKEN).map(move |r| (*l.min(r), *l.max(r))));
    pairs
        .map(|(left, right)| WrongPair { mistake, left, right, explanation: again.explain(left, right) })
        .max_by(|a, b| a.explanation.weight.total_cmp(&b.explanation.weight))
}
