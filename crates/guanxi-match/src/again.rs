//! A table looked at again under the model that was trained on it.

use crate::{
    block::Blocks,
    cluster::Edge,
    dedupe::{Deduped, Scored, first_rows},
    evaluate::{People, THRESHOLDS, Truth, ratio},
    explain::Explanation,
    labels::{Held, Label},
    model::{Model, Scorer},
    pattern::Memo,
    records::Records,
    settings::bits,
    table::Table,
    watch::Watched,
};

/// A table with its model: other thresholds, all scores, and why pairs score as they do. Nothing is trained anew.
pub struct Again {
    model: Model,
    records: Records,
    record_of: Vec<u32>,
    scorer: Scorer,
    blocks: Blocks,
    edges: Vec<Edge>,
    held: Held,
    least: f64,
}

/// How many pairs of records score within some bits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// The least weight, in bits; what is below the first bin is counted in it.
    pub from: f64,
    /// The first weight above it; what is above the last bin is counted in it.
    pub to: f64,
    /// Pairs that are of one person, of two, and of which that is not known.
    pub same: u64,
    /// See `same`.
    pub different: u64,
    /// See `same`.
    pub unknown: u64,
}

impl Bin {
    /// All pairs in it.
    pub fn pairs(&self) -> u64 {
        self.same + self.different + self.unknown
    }
}

/// The first bin begins at minus so many bits.
const BITS: f64 = 60.0;
const BIN_BITS: f64 = 2.0;

impl Again {
    /// A table and what was found in it, to be measured: every threshold of [`THRESHOLDS`] can be asked for.
    pub fn of(table: &Table, found: &Deduped) -> Self {
        let least = THRESHOLDS[0].min(found.model.settings().threshold);
        Self::new(table, &found.model, least).with_labels(&found.labels)
    }

    /// Reads the table as the model says and scores its pairs. Pairs below `least`, a probability, are not kept:
    /// no threshold below it can be asked for later.
    pub fn new(table: &Table, model: &Model, least: f64) -> Self {
        let model = model.clone();
        let (records, record_of) = Records::read(table, model.schema(), &model.fillers);
        let scorer = Scorer::new(&model, &records);
        let blocks = Blocks::of(&model.blocking, &records);
        let floor = bits(least);
        let parts = blocks.fold(Vec::new, Memo::new, |edges, memo, pairs| {
            scorer.comparer.patterns(&records, pairs, memo, |l, r, pattern| {
                let score = scorer.score_of(&records, pattern, l, r).total;
                if score >= floor {
                    edges.push(Edge { l, r, score });
                }
            });
        });
        let edges = parts.into_iter().flatten().collect();
        Self { model, records, record_of, scorer, blocks, edges, held: Held::default(), least }
    }

    /// The same, holding to decisions, as [`Model::dedupe_with`] does.
    #[must_use]
    pub fn with_labels(mut self, labels: &[Label]) -> Self {
        self.held = Held::to(labels, |row| self.record_of.get(row as usize).copied());
        self
    }

    /// The clusters at another threshold, as [`Deduped`] has them; at the least probability that
    /// was kept when the threshold is below it.
    pub fn clusters(&self, threshold: f64) -> Vec<u32> {
        let Self { scorer, records, record_of, edges, held, .. } = self;
        let scored = Scored { scorer, records, record_of, edges };
        match scored.clusters(held, bits(threshold.max(self.least)), &mut Watched::nobody()) {
            Ok(clusters) => clusters,
            Err(_) => unreachable!("nobody stops it"),
        }
    }

    /// Why two rows score as they do.
    ///
    /// # Panics
    /// When the table has no such row.
    pub fn explain(&self, left: u32, right: u32) -> Explanation {
        let (l, r) = (self.record_of[left as usize], self.record_of[right as usize]);
        self.model.explain_pair(&self.scorer, &self.records, l, r)
    }

    /// The share of the pairs of rows of one person that blocking lets through, rows that say the same among them: no more
    /// can be found. 1 where there is no such pair.
    pub fn block_recall(&self, truth: &Truth) -> f64 {
        let people = People::of(truth, self.records.len(), &self.record_of);
        let alike: u64 = (0..self.records.len() as u32).map(|record| people.pairs_within(record)).sum();
        let compared = self.blocks.fold(
            || 0,
            || (),
            |found, (), pairs| *found += pairs.iter().map(|&(l, r)| people.pairs_between(l, r)).sum::<u64>(),
        );
        ratio((alike + compared.into_iter().sum::<u64>()) as f64, truth.pairs() as f64)
    }

    /// How the scores of all pairs that are compared lie.
    pub fn scores(&self, truth: Option<&Truth>) -> Vec<Bin> {
        let first = first_rows(self.records.len(), &self.record_of);
        let bins = (2.0 * BITS / BIN_BITS) as usize;
        let parts = self.blocks.fold(
            || vec![[0_u64; 3]; bins],
            Memo::new,
            |counts, memo, pairs| {
                self.scorer.comparer.patterns(&self.records, pairs, memo, |l, r, pattern| {
                    let score = self.scorer.score_of(&self.records, pattern, l, r).total;
                    let bin = ((score + BITS) / BIN_BITS).clamp(0.0, bins as f64 - 1.0) as usize;
                    let same = truth.and_then(|truth| truth.same(first[l as usize], first[r as usize]));
                    counts[bin][same.map_or(2, usize::from)] += 1;
                });
            },
        );
        let mut out: Vec<Bin> = (0..bins)
            .map(|bin| -BITS + bin as f64 * BIN_BITS)
            .map(|from| Bin { from, to: from + BIN_BITS, ..Bin::default() })
            .collect();
        for (bin, [different, same, unknown]) in
            parts.into_iter().flat_map(|part| part.into_iter().enumerate())
        {
            out[bin].different += different;
            out[bin].same += same;
            out[bin].unknown += unknown;
        }
        out
    }
}

impl std::fmt::Debug for Again {
    /// The records are personal data, and not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Again")
            .field("rows", &self.record_of.len())
            .field("pairs", &self.edges.len())
            .finish()
    }
}
