//! The whole way: a table in, clusters out.

use rustc_hash::FxHashMap;

use crate::{
    block::{Block, Blocks, Oversized},
    cluster::{self, Edge, Linkage},
    error::Error,
    model::{Model, Scorer},
    records::Records,
    schema::Schema,
    settings::Settings,
    table::Table,
    train::{self, Compared, Trained},
    watch::{Stage, Step, Watched},
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

impl Deduped {
    /// For each row the number of its cluster, from 1, in the order of their first rows.
    pub fn numbers(&self) -> Vec<u64> {
        let mut numbers: Vec<u64> = Vec::with_capacity(self.clusters.len());
        let mut last = 0;
        for (row, &first) in self.clusters.iter().enumerate() {
            last += u64::from(first as usize == row);
            numbers.push(numbers.get(first as usize).copied().unwrap_or(last));
        }
        numbers
    }

    /// What to take note of: what could not be learned, and keys that were not used.
    pub fn notes(&self) -> Vec<String> {
        let dropped = self.report.oversized.iter().filter(|key| key.dropped);
        let (count, most) = dropped.fold((0, 0), |(count, most), key| (count + 1, key.records.max(most)));
        let unused = (count > 0).then(|| {
            format!(
                "keys not used, as too many records share them: {count}, the largest of {most} records; pairs that share \
                 nothing else are not found"
            )
        });
        self.model.warnings().iter().cloned().chain(unused).collect()
    }
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
    /// The ten largest blocks that were compared.
    pub largest: Vec<Block>,
    /// The most records that could share a key: [`Settings::block_most`], or less where that would have made too many
    /// pairs.
    pub cap: usize,
    /// Keys too many records share.
    pub oversized: Vec<Oversized>,
    /// Cells that were cut.
    pub truncated: u64,
}

/// Trains on a table and deduplicates it.
pub fn dedupe(table: &Table, settings: &Settings) -> Deduped {
    match run(table, settings, &mut Watched::nobody()) {
        Ok(found) => found,
        Err(_) => unreachable!("nobody stops it"),
    }
}

/// The same, telling how far it is to someone who may stop it by saying `false`: before and after each part of the
/// work, and within those that take long, every few million pairs. It is asked on the thread that called.
///
/// # Errors
/// [`Error::Stopped`] when it was stopped.
pub fn dedupe_watched(
    table: &Table,
    settings: &Settings,
    go_on: &mut dyn FnMut(Step) -> bool,
) -> Result<Deduped, Error> {
    run(table, settings, &mut Watched::by(go_on))
}

fn run(table: &Table, settings: &Settings, watch: &mut Watched<'_>) -> Result<Deduped, Error> {
    let Learned { model, scorer, records, record_of, edges, report } = learn(table, settings, watch)?;
    let (clusters, pairs) =
        decide(&model, &scorer, &records, &record_of, &edges, &FxHashMap::default(), watch)?;
    Ok(Deduped { model, clusters, pairs, report })
}

/// A model, and the table it was trained on as it sees it.
pub(crate) struct Learned {
    pub(crate) model: Model,
    pub(crate) scorer: Scorer,
    pub(crate) records: Records,
    pub(crate) record_of: Vec<u32>,
    /// The pairs that reach the review threshold.
    pub(crate) edges: Vec<Edge>,
    pub(crate) report: Report,
}

/// Trains on a table and scores its pairs.
pub(crate) fn learn(table: &Table, settings: &Settings, watch: &mut Watched<'_>) -> Result<Learned, Error> {
    let rows = table.rows() as u64;
    watch.at(Stage::Reading, 0, rows)?;
    let schema = settings.schema.clone().unwrap_or_else(|| Schema::of(table));
    let (records, record_of, fillers) = Records::learn(table, &schema);
    watch.at(Stage::Reading, rows, rows)?;
    let Trained { model, blocks, compared, oversized } =
        train::train(schema, settings, &records, fillers, watch)?;
    let report = Report::of(&model, table, &records, &blocks, oversized);
    let scorer = Scorer::new(&model, &records);
    let edges = compared.edges(&scorer, &records, &blocks, model.settings.review_bits(), watch)?;
    Ok(Learned { model, scorer, records, record_of, edges, report })
}

/// Scores the pairs of a table under a model.
pub(crate) fn score(model: Model, table: &Table, watch: &mut Watched<'_>) -> Result<Learned, Error> {
    let rows = table.rows() as u64;
    watch.at(Stage::Reading, 0, rows)?;
    let (records, record_of) = Records::read(table, &model.schema, &model.fillers);
    watch.at(Stage::Reading, rows, rows)?;
    let blocks = Blocks::of(&model.blocking, &records);
    let scorer = Scorer::new(&model, &records);
    let least = model.settings.review_bits();
    let edges = Compared::Once.edges(&scorer, &records, &blocks, least, watch)?;
    let report = Report::of(&model, table, &records, &blocks, Vec::new());
    Ok(Learned { model, scorer, records, record_of, edges, report })
}

/// So many of the largest blocks are told.
const LARGEST: usize = 10;

impl Report {
    fn of(
        model: &Model,
        table: &Table,
        records: &Records,
        blocks: &Blocks,
        oversized: Vec<Oversized>,
    ) -> Self {
        let names = model.blocking.rules.iter().map(|rule| rule.name.clone());
        let block = |(rule, records): (usize, usize)| Block {
            rule: model.blocking.rules[rule].name.clone(),
            records,
        };
        Self {
            rows: table.rows(),
            records: records.len(),
            rules: names.zip(blocks.forecast()).collect(),
            largest: blocks.largest(LARGEST).into_iter().map(block).collect(),
            cap: model.blocking.cap,
            oversized,
            truncated: table.truncated(),
        }
    }
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
        let mut watch = Watched::nobody();
        let decided = score(self.clone(), table, &mut watch).and_then(|mut found| {
            let (apart, decided) = constraints(&found.record_of);
            found.edges.extend(decided);
            let Learned { model, scorer, records, record_of, edges, report } = found;
            let (clusters, pairs) =
                decide(&model, &scorer, &records, &record_of, &edges, &apart, &mut watch)?;
            Ok(Deduped { model, clusters, pairs, report })
        });
        match decided {
            Ok(found) => found,
            Err(_) => unreachable!("nobody stops it"),
        }
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
    watch: &mut Watched<'_>,
) -> Result<(Vec<u32>, Vec<Pair>), Error> {
    let score = |l, r| scorer.score(records, l, r);
    let threshold = model.settings.threshold_bits();
    let linkage = Linkage { threshold, score, ids: &records.ids, apart };
    let of = cluster::clusters(records.len(), edges, &linkage, watch)?;
    let first = first_rows(records.len(), record_of);
    let enough = |record| records.says_something(record) && score(record, record) >= threshold;
    Ok((rows_of(record_of, &of, enough), pairs_of(edges, &first)))
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

/// The cluster of each row. Rows that hold the same are one person when that much agreement is `enough` to say so.
pub(crate) fn rows_of(record_of: &[u32], of: &[u32], enough: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut first = vec![u32::MAX; of.len()];
    let mut members = vec![0_u32; of.len()];
    of.iter().for_each(|&cluster| members[cluster as usize] += 1);
    let mut one: FxHashMap<u32, bool> = FxHashMap::default();
    let mut cluster_of = |(row, &record): (usize, &u32)| {
        let cluster = of[record as usize] as usize;
        if first[cluster] != u32::MAX
            && members[cluster] == 1
            && !*one.entry(record).or_insert_with(|| enough(record))
        {
            return row as u32;
        }
        first[cluster] = first[cluster].min(row as u32);
        first[cluster]
    };
    record_of.iter().enumerate().map(&mut cluster_of).collect()
}
