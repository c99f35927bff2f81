//! What people decided: training from it, holding to it, and asking for more of it.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    cluster::Edge,
    compare,
    dedupe::{Deduped, Pair},
    model::{Model, Scorer},
    pattern::{LEVELS, Memo, level},
    records::Records,
    settings::bits,
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
        let scorer = Scorer::new(self, &records);
        let mut counts = vec![[0.0; LEVELS]; self.schema.fields.len()];
        for (l, r) in labels.iter().filter(|label| label.same).filter_map(|label| label.records(&record_of)) {
            let pattern = scorer.comparer.pattern(&records, l, r, &mut Memo::none());
            counts.iter_mut().enumerate().for_each(|(field, counts)| counts[level(pattern, field)] += 1.0);
        }
        let mut model = self.clone();
        for (field, counts) in counts.iter().enumerate() {
            let levels = compare::levels(scorer.comparer.kinds()[field]).len();
            for state in 0..if scorer.comparer.nested(field) { 3 } else { 1 } {
                let range = state * levels + 1..=(state + 1) * levels;
                let seen: f64 = counts[range.clone()].iter().sum();
                for at in range {
                    let m = &mut model.weights.fields[field].m[at];
                    *m = (counts[at] + STRENGTH * *m) / (seen + STRENGTH);
                }
            }
        }
        model
    }

    /// Deduplicates a table under this model, holding to decisions: rows decided to be apart never end in one
    /// cluster unless they hold exactly the same, and rows decided to be one count as surely one.
    pub fn dedupe_with(&self, table: &Table, labels: &[Label]) -> Deduped {
        self.decide_with(table, |record_of| {
            let mut apart = FxHashMap::default();
            let mut edges = Vec::new();
            for label in labels {
                let Some((l, r)) = label.records(record_of).filter(|(l, r)| l != r) else { continue };
                let (l, r) = (l.min(r), l.max(r));
                apart.insert((l, r), !label.same);
                if label.same {
                    edges.push(Edge { l, r, score: crate::cluster::SURE });
                }
            }
            (apart, edges)
        })
    }
}

impl Label {
    fn records(&self, record_of: &[u32]) -> Option<(u32, u32)> {
        Some((*record_of.get(self.left as usize)?, *record_of.get(self.right as usize)?))
    }
}

impl Deduped {
    /// The pair an answer about would teach most: the one nearest to the threshold that was not asked yet.
    pub fn next_question(&self, asked: &[Label]) -> Option<Pair> {
        let known: rustc_hash::FxHashSet<(u32, u32)> =
            asked.iter().map(|label| (label.left.min(label.right), label.left.max(label.right))).collect();
        let threshold = bits(self.model.settings().threshold);
        let far = |pair: &Pair| (pair.weight - threshold).abs();
        self.pairs
            .iter()
            .filter(|pair| !known.contains(&(pair.left, pair.right)))
            .min_by(|a, b| far(a).total_cmp(&far(b)).then((a.left, a.right).cmp(&(b.left, b.right))))
            .copied()
    }
}
