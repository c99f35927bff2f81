//! What people decided: training from it, holding to it, and asking for more of it.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::{
    cluster::{Edge, SURE},
    compare,
    dedupe::{Deduped, Pair},
    model::Model,
    pattern::{Comparer, LEVELS, Memo, level},
    records::Records,
    table::Table,
};

/// A decision about two rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// A row.
    pub left: u32,
    /// Another row.
    pub right: u32,
    /// Whether both are one person.
    pub same: bool,
}

/// Labels that what the model knew counts for.
const STRENGTH: f64 = 20.0;

impl Model {
    /// The model with what labelled pairs of one person tell of how often they agree, beside what it knew. Labels
    /// of rows the table does not have are left out.
    #[must_use]
    pub fn trained_on(&self, table: &Table, labels: &[Label]) -> Self {
        let (records, record_of) = Records::read(table, &self.schema, &self.fillers);
        let mut model = self.clone();
        model.learn_from(&records, &record_of, labels);
        model
    }

    /// Learns from labelled pairs of records.
    pub(crate) fn learn_from(&mut self, records: &Records, record_of: &[u32], labels: &[Label]) {
        if !labels.iter().any(|label| label.same) {
            return;
        }
        let comparer = Comparer::new(&self.schema);
        let mut counts = vec![[0.0; LEVELS]; self.schema.fields.len()];
        let record = |row: u32| record_of.get(row as usize).copied();
        for (l, r) in labels.iter().filter(|label| label.same).filter_map(|label| label.records(record)) {
            let pattern = comparer.pattern(records, l, r, &mut Memo::none());
            counts.iter_mut().enumerate().for_each(|(field, counts)| counts[level(pattern, field)] += 1.0);
        }
        for (field, counts) in counts.iter().enumerate() {
            let levels = compare::levels(comparer.kinds()[field]).len();
            for state in 0..if comparer.nested(field) { 3 } else { 1 } {
                let range = state * levels + 1..=(state + 1) * levels;
                let seen: f64 = counts[range.clone()].iter().sum();
                for at in range {
                    let m = &mut self.weights.fields[field].m[at];
                    *m = (counts[at] + STRENGTH * *m) / (seen + STRENGTH);
                }
            }
        }
    }
}

impl Label {
    /// The records of its rows, the lower first; `None` where one is not known.
    fn records(&self, record: impl Fn(u32) -> Option<u32>) -> Option<(u32, u32)> {
        let (l, r) = (record(self.left)?, record(self.right)?);
        Some((l.min(r), l.max(r)))
    }
}

/// What was decided about records.
#[derive(Default)]
pub(crate) struct Held {
    /// For each decided pair, the lower record first, whether it is two people. What was said last counts.
    pub(crate) decided: FxHashMap<(u32, u32), bool>,
}

impl Held {
    /// Labels, by the record of each row.
    pub(crate) fn to(labels: &[Label], record: impl Fn(u32) -> Option<u32>) -> Self {
        let pairs = labels.iter().filter_map(|label| Some((label.records(&record)?, !label.same)));
        Self { decided: pairs.filter(|((l, r), _)| l != r).collect() }
    }

    /// Scored pairs, and those that were decided to be one.
    pub(crate) fn beside<'a>(&self, scored: &'a [Edge]) -> Cow<'a, [Edge]> {
        let mut one: Vec<Edge> = self
            .decided
            .iter()
            .filter(|(_, apart)| !**apart)
            .map(|(&(l, r), _)| Edge { l, r, score: SURE })
            .collect();
        if one.is_empty() {
            return Cow::Borrowed(scored);
        }
        one.sort_unstable_by_key(|edge| (edge.l, edge.r));
        Cow::Owned([scored, &one].concat())
    }
}

impl Deduped {
    /// The pair an answer about would teach most: the one nearest to the threshold that was neither decided before
    /// nor is among `asked`.
    pub fn next_question(&self, asked: &[Label]) -> Option<Pair> {
        let mut known = self.pairs_of(&self.labels);
        known.extend(self.pairs_of(asked));
        let threshold = self.model.settings.threshold_bits();
        let far = |pair: &Pair| (pair.weight - threshold).abs();
        self.pairs
            .iter()
            .filter(|pair| !known.contains(&(pair.left, pair.right)))
            .min_by(|a, b| far(a).total_cmp(&far(b)).then((a.left, a.right).cmp(&(b.left, b.right))))
            .copied()
    }

    /// The pairs that labels are about, by the rows that stand for them.
    pub(crate) fn pairs_of(&self, labels: &[Label]) -> FxHashSet<(u32, u32)> {
        let first = |row: u32| self.alike.get(row as usize).copied();
        labels.iter().filter_map(|label| label.records(first)).collect()
    }
}
