//! One trained model and all records in memory: a new record is matched as it comes.
//!
//! Which records a pair is scored for, and how, follows from the two records and the model alone. Inserting records
//! one by one, in any order, therefore gives the pairs and the clusters the batch gives.

use rustc_hash::FxHashMap;

use crate::{
    cluster::{self, Edge, Linkage},
    explain::Explanation,
    model::{Model, Scorer},
    pattern::Memo,
    records::Records,
    table::Table,
};

/// A record that may be the same person as another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The number of the other row, as it was given to [`Index::insert`].
    pub row: u32,
    /// The binary logarithm of the odds.
    pub weight: f64,
}

impl Match {
    /// The probability that both are one person.
    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + (-self.weight).exp2())
    }
}

/// All records of a table, ready to be matched against.
pub struct Index {
    model: Model,
    scorer: Scorer,
    records: Records,
    /// The rows of each distinct record.
    rows: Vec<Vec<u32>>,
    record_of: Vec<u32>,
    keys: FxHashMap<u64, Vec<u32>>,
    edges: Vec<Edge>,
    memo: Memo,
    left_out: u64,
}

impl std::fmt::Debug for Index {
    /// Records are personal data, and not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("rows", &self.record_of.len()).finish_non_exhaustive()
    }
}

/// Records a new one is scored against at most; what a key brings beyond is left out.
pub const CANDIDATES_MOST: usize = 20_000;

impl Index {
    /// An empty index.
    pub fn new(model: Model) -> Self {
        let records = Records::new(model.schema.fields.len());
        Self {
            scorer: Scorer::new(&model, &records),
            records,
            model,
            rows: Vec::new(),
            record_of: Vec::new(),
            keys: FxHashMap::default(),
            edges: Vec::new(),
            memo: Memo::new(),
            left_out: 0,
        }
    }

    /// An index of all rows of a table.
    pub fn of(model: Model, table: &Table) -> Self {
        let mut index = Self::new(model);
        for row in 0..table.rows() {
            index.insert(&table.record(row));
        }
        index
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.record_of.len()
    }

    /// How many candidates were left out so far because a record had more than [`CANDIDATES_MOST`]. Above 0 a match may
    /// have been missed, and the order of the records may matter: make the blocking rules finer.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.record_of.is_empty()
    }

    /// Adds a record, given as names of columns with their cells, as the next row, and gives the rows that reach the
    /// review threshold, best first.
    pub fn insert(&mut self, cells: &[(&str, &str)]) -> Vec<Match> {
        let symbols = self.model.symbols(&mut self.records, cells);
        self.scorer.know(&self.model, &self.records);
        let (record, new) = self.records.push(&symbols);
        let row = self.record_of.len() as u32;
        self.record_of.push(record);
        if !new {
            let found = self.matches_of(record);
            self.rows[record as usize].push(row);
            return found;
        }
        self.rows.push(vec![row]);
        let keys = self.keys_of(record);
        let candidates = self.candidates(&keys);
        let edges = self.scored(record, &candidates);
        for key in keys {
            self.keys.entry(key).or_default().push(record);
        }
        self.edges.extend(&edges);
        self.matches(edges.iter().map(|edge| (edge.l, edge.score)))
    }

    /// The rows that may be the same person as a record, best first, without adding it.
    pub fn matching(&mut self, cells: &[(&str, &str)]) -> Vec<Match> {
        let symbols = self.model.symbols(&mut self.records, cells);
        self.scorer.know(&self.model, &self.records);
        let known = self.records.len() as u32;
        let (record, new) = self.records.push(&symbols);
        let found = if new {
            let keys = self.keys_of(record);
            let candidates = self.candidates(&keys);
            let edges = self.scored(record, &candidates);
            self.matches(edges.iter().map(|edge| (edge.l, edge.score)))
        } else {
            self.matches_of(record)
        };
        self.records.take_back(record, record >= known);
        found
    }

    /// Why two rows score as they do. `None` when there is no such row.
    pub fn explain(&self, left: u32, right: u32) -> Option<Explanation> {
        let (l, r) = (*self.record_of.get(left as usize)?, *self.record_of.get(right as usize)?);
        Some(self.model.explain_pair(&self.scorer, &self.records, l, r))
    }

    /// For each row, the first row of its cluster.
    pub fn clusters(&self) -> Vec<u32> {
        let linkage = Linkage {
            threshold: self.model.settings.threshold_bits(),
            score: |l, r| self.scorer.score(&self.records, l, r),
            ids: &self.records.ids,
            apart: &FxHashMap::default(),
        };
        let of = cluster::clusters(self.records.len(), &self.edges, &linkage);
        crate::dedupe::rows_of(&self.scorer, &self.records, &self.record_of, &of, &linkage)
    }

    fn keys_of(&self, record: u32) -> Vec<u64> {
        let mut keys = vec![0; self.model.blocking.rules.len()];
        self.model.blocking.keys(&self.records, self.records.row(record), &mut keys);
        keys.retain(|key| *key != 0);
        keys
    }

    /// Records that share a key, each once, in their order.
    fn candidates(&mut self, keys: &[u64]) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for records in keys.iter().filter_map(|key| self.keys.get(key)) {
            let room = CANDIDATES_MOST.saturating_sub(found.len());
            let taken = records.len().min(room);
            found.extend(&records[..taken]);
            self.left_out += (records.len() - taken) as u64;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn scored(&mut self, record: u32, candidates: &[u32]) -> Vec<Edge> {
        let least = self.model.settings.review_bits();
        let scored = candidates.iter().filter_map(|&other| {
            let pattern = self.scorer.comparer.pattern(&self.records, other, record, &mut self.memo);
            let score = self.scorer.score_of(&self.records, pattern, other, record).total;
            (score >= least).then_some(Edge { l: other, r: record, score })
        });
        scored.collect()
    }

    /// Of a record that is held already: its own rows, and those it was matched to.
    fn matches_of(&mut self, record: u32) -> Vec<Match> {
        let keys = self.keys_of(record);
        let mut candidates = self.candidates(&keys);
        candidates.push(record);
        candidates.dedup();
        let edges = self.scored(record, &candidates);
        self.matches(edges.iter().map(|edge| (edge.l, edge.score)))
    }

    fn matches(&self, scored: impl Iterator<Item = (u32, f64)>) -> Vec<Match> {
        let rows = |record: u32| &self.rows[record as usize];
        let mut found: Vec<Match> = scored
            .flat_map(|(record, weight)| rows(record).iter().map(move |&row| Match { row, weight }))
            .collect();
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.row.cmp(&b.row)));
        found
    }
}
