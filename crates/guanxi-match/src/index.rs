//! One trained model and all records in memory: a new record is matched as it comes.
//!
//! Which records a pair is scored for, and how, follows from the two records and the model alone. Inserting records
//! one by one, in any order, and removing some, therefore gives the pairs and the clusters that the batch of those
//! that are left gives.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    chains::Chains,
    cluster::{self, Edge, Linkage},
    dedupe::{Learned, learn, rows_of, score},
    error::Error,
    explain::Explanation,
    labels::{Held, Label},
    model::{Model, Scorer},
    pattern::Memo,
    records::Records,
    settings::{Settings, bits},
    table::Table,
    watch::{Step, Watched},
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
    /// The record of each row; [`GONE`] once it is removed.
    record_of: Vec<u32>,
    chains: Chains,
    /// For each record those that it scores enough with, and the scores.
    near: Vec<Vec<(u32, f64)>>,
    held: usize,
    left_out: u64,
}

impl std::fmt::Debug for Index {
    /// Records are personal data, and not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("rows", &self.held).finish_non_exhaustive()
    }
}

/// Records a new one is scored against at most; what a key brings beyond is left out.
pub const CANDIDATES_MOST: usize = 20_000;

/// Rows of one record that are shown as matches of others; rows that hold the same beyond are matched to these alone.
pub const COPIES_MOST: usize = 50;

const GONE: u32 = u32::MAX;

impl Index {
    /// An empty index.
    pub fn new(model: Model) -> Self {
        Self::of(model, &Table::default())
    }

    /// An index of all rows of a table.
    pub fn of(model: Model, table: &Table) -> Self {
        match score(model, table, &mut Watched::nobody()) {
            Ok(scored) => Self::made(scored),
            Err(_) => unreachable!("nobody stops it"),
        }
    }

    /// The same, telling how far it is to someone who may stop it by saying `false`.
    ///
    /// # Errors
    /// [`Error::Stopped`] when it was stopped.
    pub fn of_watched(
        model: Model,
        table: &Table,
        go_on: &mut dyn FnMut(Step) -> bool,
    ) -> Result<Self, Error> {
        score(model, table, &mut Watched::by(go_on)).map(Self::made)
    }

    /// Trains on a table, and gives the index of it. Whoever listens may stop it by saying `false`.
    ///
    /// # Errors
    /// [`Error::Stopped`] when it was stopped.
    pub fn trained(
        table: &Table,
        settings: &Settings,
        go_on: &mut dyn FnMut(Step) -> bool,
    ) -> Result<Self, Error> {
        learn(table, settings, &[], &mut Watched::by(go_on)).map(Self::made)
    }

    fn made(of: Learned) -> Self {
        let Learned { model, scorer, records, record_of, edges, .. } = of;
        let mut rows = vec![Vec::new(); records.len()];
        (0..).zip(&record_of).for_each(|(row, &record)| rows[record as usize].push(row));
        let mut near = vec![Vec::new(); records.len()];
        for Edge { l, r, score } in edges {
            near[l as usize].push((r, score));
            near[r as usize].push((l, score));
        }
        near.iter_mut().for_each(Vec::shrink_to_fit);
        let chains = Chains::of(&model.blocking, &records);
        let held = record_of.len();
        Self { model, scorer, records, rows, record_of, chains, near, held, left_out: 0 }
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.held
    }

    /// How many rows were removed; what they said stays in memory until the index is made anew.
    pub fn removed(&self) -> usize {
        self.record_of.len() - self.held
    }

    /// How many candidates were left out so far because a record had more than [`CANDIDATES_MOST`]. Above 0 a match may
    /// have been missed, and the order of the records may matter: make the blocking rules finer.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.held == 0
    }

    /// Adds a record, given as names of columns with their cells, as the next row, and gives the rows that reach the
    /// review threshold, best first.
    pub fn insert(&mut self, cells: &[(&str, &str)]) -> Vec<Match> {
        let symbols = self.model.symbols(&mut self.records, cells);
        self.scorer.know(&self.model, &self.records);
        let (record, new) = self.records.push(&symbols);
        let row = self.record_of.len() as u32;
        self.record_of.push(record);
        self.held += 1;
        if new {
            let keys = self.chains.keys(&self.model.blocking, &self.records, record);
            let candidates = self.candidates(&keys);
            let near = self.scored(record, &candidates);
            near.iter().for_each(|&(other, score)| self.near[other as usize].push((record, score)));
            self.near.push(near);
            self.chains.push(&self.model.blocking, &self.records, &keys);
            self.rows.push(Vec::new());
        }
        let found = self.matches_of(record);
        self.rows[record as usize].push(row);
        found
    }

    /// Takes a row out. Whether there was one.
    pub fn remove(&mut self, row: u32) -> bool {
        let Some(place) = self.record_of.get_mut(row as usize).filter(|place| **place != GONE) else {
            return false;
        };
        let record = std::mem::replace(place, GONE);
        self.held -= 1;
        self.rows[record as usize].retain(|&other| other != row);
        if self.rows[record as usize].is_empty() {
            let keys = self.chains.keys(&self.model.blocking, &self.records, record);
            self.chains.remove(&self.model.blocking, &self.records, &keys, record);
            for (other, _) in std::mem::take(&mut self.near[record as usize]) {
                self.near[other as usize].retain(|near| near.0 != record);
            }
        }
        self.records.remove(record);
        true
    }

    /// The rows that may be the same person as a record, best first, without adding it.
    pub fn matching(&mut self, cells: &[(&str, &str)]) -> Vec<Match> {
        let mark = self.records.mark();
        let symbols = self.model.symbols(&mut self.records, cells);
        self.scorer.know(&self.model, &self.records);
        let (record, new) = self.records.push(&symbols);
        let found = if new {
            let keys = self.chains.keys(&self.model.blocking, &self.records, record);
            let candidates = self.candidates(&keys);
            let near = self.scored(record, &candidates);
            self.matches(&near)
        } else {
            self.matches_of(record)
        };
        self.records.take_back(record, new);
        self.records.forget(&mark);
        self.scorer.forget(&mark);
        found
    }

    /// Whether a row says just this.
    pub fn holds(&mut self, row: u32, cells: &[(&str, &str)]) -> bool {
        let mark = self.records.mark();
        let symbols = self.model.symbols(&mut self.records, cells);
        let same = self.record(row).is_some_and(|record| self.records.row(record) == symbols);
        self.records.forget(&mark);
        same
    }

    /// The other rows that may be the same person as a row, best first; none of a row that is not there.
    pub fn matches_of_row(&self, row: u32) -> Vec<Match> {
        let Some(record) = self.record(row) else { return Vec::new() };
        let mut found = self.matches_of(record);
        found.retain(|found| found.row != row);
        found
    }

    /// Why two rows score as they do. `None` when there is no such row.
    pub fn explain(&self, left: u32, right: u32) -> Option<Explanation> {
        let (l, r) = (self.record(left)?, self.record(right)?);
        Some(self.model.explain_pair(&self.scorer, &self.records, l, r))
    }

    /// For each row, the first row of its cluster. A row that was removed is by itself.
    pub fn clusters(&self) -> Vec<u32> {
        let rows: Vec<u32> =
            (0..self.record_of.len() as u32).filter(|&row| self.record(row).is_some()).collect();
        let mut out: Vec<u32> = (0..self.record_of.len() as u32).collect();
        let clusters = self.clusters_among(&rows, self.model.settings.threshold, &[]);
        rows.iter().zip(clusters).for_each(|(&row, cluster)| out[row as usize] = cluster);
        out
    }

    /// The rows that hang together with some, those among them, sorted: by matches that reach a threshold, by holding the
    /// same, and by what `others` says of a row.
    pub fn hanging_together<'a>(
        &self,
        seeds: &[u32],
        threshold: f64,
        others: impl Fn(u32) -> &'a [u32],
    ) -> Vec<u32> {
        let least = bits(threshold);
        let (mut seen, mut rows) = (FxHashSet::default(), Vec::new());
        let mut waiting: Vec<u32> = seeds.iter().filter_map(|&row| self.record(row)).collect();
        while let Some(record) = waiting.pop() {
            if !seen.insert(record) {
                continue;
            }
            let near = self.near[record as usize].iter().filter(|near| near.1 >= least);
            waiting.extend(near.map(|near| near.0));
            for &row in &self.rows[record as usize] {
                rows.push(row);
                waiting.extend(others(row).iter().filter_map(|&other| self.record(other)));
            }
        }
        rows.sort_unstable();
        rows
    }

    /// For each of these rows the first of them in its cluster, at a threshold no lower than the one that pairs are
    /// kept from, holding to decisions about them. Where the rows are all that hang together by matches and decisions
    /// this is what the batch of all records gives, as
    /// [`Model::dedupe_with`] does.
    pub fn clusters_among(&self, rows: &[u32], threshold: f64, labels: &[Label]) -> Vec<u32> {
        let mut place: FxHashMap<u32, u32> = FxHashMap::default();
        let (mut records, mut record_of) = (Vec::new(), Vec::with_capacity(rows.len()));
        let known: Vec<usize> = (0..rows.len()).filter(|&at| self.record(rows[at]).is_some()).collect();
        for &at in &known {
            let record = self.record_of[rows[at] as usize];
            record_of.push(*place.entry(record).or_insert_with(|| {
                records.push(record);
                records.len() as u32 - 1
            }));
        }
        let edges = self.edges_among(&records, &place);
        let held = Held::to(labels, |row| self.record(row).and_then(|record| place.get(&record)).copied());
        let score =
            |l: u32, r: u32| self.scorer.in_cluster(&self.records, records[l as usize], records[r as usize]);
        let ids: Vec<u64> = records.iter().map(|&record| self.records.ids[record as usize]).collect();
        let threshold = bits(threshold);
        let linkage = Linkage { threshold, score, ids: &ids, decided: &held.decided };
        let of = cluster::clusters(records.len(), &held.beside(&edges), &linkage, &mut Watched::nobody());
        let enough = |at: u32| self.scorer.is_one(&self.records, records[at as usize], threshold);
        let clusters = rows_of(&record_of, &of.unwrap_or_default(), enough);
        let mut out = rows.to_vec();
        known.iter().zip(clusters).for_each(|(&at, first)| out[at] = rows[known[first as usize]]);
        out
    }

    fn edges_among(&self, records: &[u32], place: &FxHashMap<u32, u32>) -> Vec<Edge> {
        let mut edges = Vec::new();
        for (l, &record) in (0..).zip(records) {
            let near = self.near[record as usize].iter();
            let inside = near.filter_map(|&(other, score)| Some((*place.get(&other)?, score)));
            edges.extend(inside.filter(|near| near.0 > l).map(|(r, score)| Edge { l, r, score }));
        }
        edges
    }

    fn record(&self, row: u32) -> Option<u32> {
        self.record_of.get(row as usize).copied().filter(|&record| record != GONE)
    }

    /// Records that share a key, each once, in their order.
    fn candidates(&mut self, keys: &[u64]) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for (rule, _) in keys.iter().enumerate().filter(|key| *key.1 != 0) {
            let sharing = self.chains.sharing(&self.model.blocking, &self.records, keys, rule);
            for record in sharing {
                if found.len() < CANDIDATES_MOST {
                    found.push(record);
                } else {
                    self.left_out += 1;
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn scored(&self, record: u32, candidates: &[u32]) -> Vec<(u32, f64)> {
        let (least, mut memo) = (self.model.settings.review_bits(), Memo::none());
        let scored = candidates.iter().filter_map(|&other| {
            let pattern = self.scorer.comparer.pattern(&self.records, other, record, &mut memo);
            let score = self.scorer.score_of(&self.records, pattern, other, record).total;
            (score >= least).then_some((other, score))
        });
        scored.collect()
    }

    /// Of a record that is held: its own rows where that much agreement says something, and those it scores enough with.
    fn matches_of(&self, record: u32) -> Vec<Match> {
        let own = self.scorer.score(&self.records, record, record);
        let says = self.records.says_something(record) && own >= self.model.settings.review_bits();
        let mut near = self.near[record as usize].clone();
        near.extend(says.then_some((record, own)));
        self.matches(&near)
    }

    fn matches(&self, near: &[(u32, f64)]) -> Vec<Match> {
        let shown = |record: u32| self.rows[record as usize].iter().take(COPIES_MOST);
        let mut found: Vec<Match> = near
            .iter()
            .flat_map(|&(record, weight)| shown(record).map(move |&row| Match { row, weight }))
            .collect();
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.row.cmp(&b.row)));
        found
    }
}
