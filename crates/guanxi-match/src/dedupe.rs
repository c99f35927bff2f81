//! The whole way: a table in, clusters out.

use rustc_hash::FxHashMap;

use crate::{
    block::{Block, Blocks, Oversized},
    cluster::{self, Edge, Linkage},
    error::Error,
    labels::{Held, Label},
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
    /// For each row the first row that holds the same, which stands for it in `pairs`.
    pub alike: Vec<u32>,
    /// What was decided about pairs before.
    pub labels: Vec<Label>,
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

    /// The pairs that are left to people: below the threshold, and not decided.
    pub fn for_review(&self) -> impl Iterator<Item = &Pair> {
        let (threshold, decided) = (self.model.settings.threshold_bits(), self.pairs_of(&self.labels));
        self.pairs
            .iter()
            .filter(move |pair| pair.weight < threshold && !decided.contains(&(pair.left, pair.right)))
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
    unstopped(|watch| run(table, settings, &[], watch))
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
    run(table, settings, &[], &mut Watched::by(go_on))
}

/// The same, learning from what was decided about pairs, as [`Model::trained_on`] does, and holding to it, as
/// [`Model::dedupe_with`] does.
///
/// # Errors
/// [`Error::Stopped`] when it was stopped.
pub fn dedupe_labelled(
    table: &Table,
    settings: &Settings,
    labels: &[Label],
    go_on: &mut dyn FnMut(Step) -> bool,
) -> Result<Deduped, Error> {
    run(table, settings, labels, &mut Watched::by(go_on))
}

fn run(
    table: &Table,
    settings: &Settings,
    labels: &[Label],
    watch: &mut Watched<'_>,
) -> Result<Deduped, Error> {
    learn(table, settings, labels, watch)?.decide(labels, watch)
}

/// Does what nobody can stop.
fn unstopped(work: impl FnOnce(&mut Watched<'_>) -> Result<Deduped, Error>) -> Deduped {
    match work(&mut Watched::nobody()) {
        Ok(found) => found,
        Err(_) => unreachable!("nobody stops it"),
    }
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

/// Trains on a table and on labels of it, and scores its pairs.
pub(crate) fn learn(
    table: &Table,
    settings: &Settings,
    labels: &[Label],
    watch: &mut Watched<'_>,
) -> Result<Learned, Error> {
    let rows = table.rows() as u64;
    watch.at(Stage::Reading, 0, rows)?;
    let schema = settings.schema.clone().unwrap_or_else(|| Schema::of(table));
    let (records, record_of, fillers) = Records::learn(table, &schema);
    watch.at(Stage::Reading, rows, rows)?;
    let Trained { mut model, blocks, compared, oversized } =
        train::train(schema, settings, &records, fillers, watch)?;
    model.learn_from(&records, &record_of, labels);
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

impl Learned {
    /// Clusters the rows.
    fn decide(self, labels: &[Label], watch: &mut Watched<'_>) -> Result<Deduped, Error> {
        let Self { model, scorer, records, record_of, edges, report } = self;
        let held = Held::to(labels, |row| record_of.get(row as usize).copied());
        let scored = Scored { scorer: &scorer, records: &records, record_of: &record_of, edges: &edges };
        let clusters = scored.clusters(&held, model.settings.threshold_bits(), watch)?;
        let first = first_rows(records.len(), &record_of);
        let pairs = pairs_of(&edges, &first);
        let alike = record_of.iter().map(|&record| first[record as usize]).collect();
        Ok(Deduped { model, clusters, pairs, alike, labels: labels.to_vec(), report })
    }
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
        self.dedupe_with(table, &[])
    }

    /// The same, holding to decisions: rows decided to be apart never end in one cluster unless they hold exactly the
    /// same, and rows decided to be one count as surely one. Decisions about rows the table does not have are left out.
    pub fn dedupe_with(&self, table: &Table, labels: &[Label]) -> Deduped {
        unstopped(|watch| {
            let mut scored = score(self.clone(), table, watch)?;
            scored.report.oversized = self.blocking.oversized(&scored.records);
            scored.decide(labels, watch)
        })
    }
}

/// Records, and the pairs of them that score enough.
pub(crate) struct Scored<'a> {
    pub(crate) scorer: &'a Scorer,
    pub(crate) records: &'a Records,
    pub(crate) record_of: &'a [u32],
    pub(crate) edges: &'a [Edge],
}

impl Scored<'_> {
    /// For each row the first row of its cluster, at a threshold in bits.
    pub(crate) fn clusters(
        &self,
        held: &Held,
        threshold: f64,
        watch: &mut Watched<'_>,
    ) -> Result<Vec<u32>, Error> {
        let Self { scorer, records, record_of, edges } = self;
        let score = |l, r| scorer.in_cluster(records, l, r);
        let linkage = Linkage { threshold, score, ids: &records.ids, decided: &held.decided };
        let edges = held.beside(edges);
        let of = cluster::clusters(records.len(), &edges, &linkage, watch)?;
        Ok(rows_of(record_of, &of, |record| scorer.is_one(records, record, threshold)))
    }
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
