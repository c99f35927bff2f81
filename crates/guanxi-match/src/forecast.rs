//! What deduplication would look at, before anything is compared.

use crate::{
    block::{Blocking, Blocks, Oversized, pairs},
    records::Records,
    schema::Schema,
    settings::Settings,
    table::Table,
};

/// Counts of pairs that a table would make. It takes the time of reading the table and finding blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Rows of the table.
    pub rows: usize,
    /// Rows that differ in what is compared.
    pub records: usize,
    /// For each rule that would be used, its name and how many pairs share a key of it. A pair is counted by each
    /// rule that finds it, and compared once.
    pub rules: Vec<(String, u64)>,
    /// The most records that may share a key: [`Settings::block_most`], or less where that would make too many pairs.
    pub cap: usize,
    /// Keys more records share than that.
    pub oversized: Vec<Oversized>,
}

impl Forecast {
    /// How many pairs would be compared, at most.
    pub fn pairs(&self) -> u64 {
        self.rules.iter().map(|rule| rule.1).sum()
    }

    /// How many pairs of keys that are not used would not be compared, unless another rule finds them.
    pub fn lost(&self) -> u64 {
        self.oversized.iter().filter(|key| key.dropped).map(|key| pairs(key.records as u64)).sum()
    }
}

/// Tells what [`dedupe`](crate::dedupe) would look at under the same settings.
pub fn forecast(table: &Table, settings: &Settings) -> Forecast {
    let schema = settings.schema.clone().unwrap_or_else(|| Schema::of(table));
    let (records, ..) = Records::learn(table, &schema);
    let mut blocking = Blocking::of(&schema, settings.block_most);
    if let Some(rules) = &settings.rules {
        blocking.rules.clone_from(rules);
    }
    let (oversized, known) = blocking.learn(&records);
    let blocks = Blocks::with(&blocking, &records, known);
    Forecast {
        rows: table.rows(),
        records: records.len(),
        rules: blocking.rules.iter().map(|rule| rule.name.clone()).zip(blocks.forecast()).collect(),
        cap: blocking.cap,
        oversized,
    }
}
