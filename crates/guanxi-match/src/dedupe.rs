//! The whole way: a table in, clusters out.

use rustc_hash::FxHashMap;

use crate::{
    block::{Blocks, Oversized},
    cluster::{self, Edge, Linkage},
    error::Error,
    model::{Model, Scorer},
    records::Records,
    schema::Schema,
    settings::Settings,
    table::Table,
    train::{self, Compared, Trained},
};

/// What deduplication found.
#[derive(Clone, Debug)]
pub struct Deduped {
    /// The model that decided.
    pub model: Model,
    /// For each row, the first row of its cluster.
    pub clusters: Vec<u32>,
    /// Pairs of rows that score above the review threshold, by their first and second row. Of rows that hold the
    /// same the first stands for all.
    pub pairs: Vec<Pair>,
    /// What was done.
    pub report: Report,
}

/// Two rows and how likely they are one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The lower row.
    pub left: u32,
    /// The higher row.
    pub right: u32,
    /// The binary logarithm of the odds.
    pub weight: f64,
}

impl Pair {
    /// The probability that both are one person.
    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + (-self.weight).exp2())
    }
}

/// Counts of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Rows of the table.
    pub rows: usize,
    /// Rows that differ in what is compared.
    pub records: usize,
    /// For each rule its name and how many pairs share a key of it.
    pub rules: Vec<(String, u64)>,
    /// Keys too many records share.
    pub oversized: Vec<Oversized>,
    /// Cells that were cut.
    pub truncated: u64,
}

/// A part of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Cells are read.
    Reading,
    /// Weights are learned, and pairs compared.
    Training,
    /// Pairs are scored.
    Scoring,
    /// Clusters are made.
    Clustering,
}

/// Trains on a table and deduplicates it.
pub fn dedupe(table: &Table, settings: &Settings) -> Deduped {
    match dedupe_watched(table, settings, &mut |_| true) {
        Ok(found) => found,
        Err(_) => unreachable!("nobody stops it"),
    }
}

/// The same, telling each stage before it begins to someone who may stop there by saying `false`.
///
/// # Errors
/// [`Error::Stopped`] when it was stopped.
pub fn dedupe_watched(
    table: &Table,
    settings: &Settings,
    go_on: &mut dyn FnMut(Stage) -> bool,
) -> Result<Deduped, Error> {
    let mut reach = |stage| if go_on(stage) { Ok(()) } else { Err(Error::Stopped) };
    reach(Stage::Reading)?;
    let schema = settings.schema.clone().unwrap_or_else(|| Schema::of(table));
    let (records, record_of) = Records::read(table, &schema);
    reach(Stage::Training)?;
    let Trained { model, blocks, compared, oversized } = train::train(schema, settings, &records);
    let report = Report {
        rows: table.rows(),
        records: records.len(),
        rules: model.blocking.rules.iter().map(|rule| rule.name.clone()).zip(blocks.forecast()).collect(),
        oversized,
        truncated: table.truncated(),
    };
    reach(Stage::Scoring)?;
    let scorer = Scorer::new(&model, &records);
    let edges = compared.edges(&scorer, &records, &blocks, model.settings.review_bits());
    reach(Stage::Clustering)?;
    let (clusters, pairs) = decide(&model, &scorer, &records, &record_of, &edges, &FxHashMap::default());
    Ok(Deduped { model, clusters, pairs, report })
}

impl Model {
    /// Deduplicates a table under this model, without training. Rows score and cluster as they would when inserted
    /// one by one into an [`Index`](crate::Index).
    pub fn dedupe(&self, table: &Table) -> Deduped {
        self.decide_with(table, |_| Default::default())
    }

    /// The same with constraints made of the records of rows.
    pub(crate) fn decide_with(
        &self,
        table: &Table,
        constraints: impl FnOnce(&[u32]) -> (FxHashMap<(u32, u32), bool>, Vec<Edge>),
    ) -> Deduped {
        let (records, record_of) = Records::read(table, &self.schema);
        let blocks = Blocks::of(&self.blocking, &records);
        let scorer = Scorer::new(self, &records);
        let (apart, decided) = constraints(&record_of);
        let mut edges = Compared::none().edges(&scorer, &records, &blocks, self.settings.review_bits());
        edges.extend(decided);
        let report = Report {
            rows: table.rows(),
            records: records.len(),
            rules: self.blocking.rules.iter().map(|rule| rule.name.clone()).zip(blocks.forecast()).collect(),
            oversized: Vec::new(),
            truncated: table.truncated(),
        };
        let (clusters, pairs) = decide(self, &scorer, &records, &record_of, &edges, &apart);
        Deduped { model: self.clone(), clusters, pairs, report }
    }
}

/// Clusters the rows.
pub(crate) fn decide(
    model: &Model,
    scorer: &Scorer,
    records: &Records,
    record_of: &[u32],
    edges: &[Edge],
    apart: &FxHashMap<(u32, u32), bool>,
) -> (Vec<u32>, Vec<Pair>) {
    let linkage = Linkage {
        threshold: model.settings.threshold_bits(),
        score: |l, r| scorer.score(records, l, r),
        ids: &records.ids,
        apart,
    };
    let of = cluster::clusters(records.len(), edges, &linkage);
    let first = first_rows(records.len(), record_of);
    (rows_of(scorer, records, record_of, &of, &linkage), pairs_of(edges, &first))
}

pub(crate) fn first_rows(records: usize, record_of: &[u32]) -> Vec<u32> {
    let mut first = vec![u32::MAX; records];
    for (row, &record) in record_of.iter().enumerate() {
        let first = &mut first[record as usize];
        *first = (*first).min(row as u32);
    }
    first
}

fn pairs_of(edges: &[Edge], first: &[u32]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = edges
        .iter()
        .map(|edge| {
            let (a, b) = (first[edge.l as usize], first[edge.r as usize]);
            Pair { left: a.min(b), right: a.max(b), weight: edge.score }
        })
        .collect();
    pairs.sort_unstable_by_key(|pair| (pair.left, pair.right));
    pairs
}

/// The cluster of each row. Rows that hold the same are one person when that much agreement is enough to say so.
pub(crate) fn rows_of<S>(
    scorer: &Scorer,
    records: &Records,
    record_of: &[u32],
    of: &[u32],
    linkage: &Linkage<'_, S>,
) -> Vec<u32> {
    let mut first = vec![u32::MAX; records.len()];
    let mut members = vec![0_u32; records.len()];
    of.iter().for_each(|&cluster| members[cluster as usize] += 1);
    let mut one: FxHashMap<u32, bool> = FxHashMap::default();
    let mut enough = |record| {
        *one.entry(record).or_insert_with(|| {
            records.says_something(record) && scorer.score(records, record, record) >= linkage.threshold
        })
    };
    let mut cluster_of = |(row, &record): (usize, &u32)| {
        let cluster = of[record as usize] as usize;
        if first[cluster] != u32::MAX && members[cluster] == 1 && !enough(record) {
            return row as u32;
        }
        first[cluster] = first[cluster].min(row as u32);
        first[cluster]
    };
    record_of.iter().enumerate().map(&mut cluster_of).collect()
}
