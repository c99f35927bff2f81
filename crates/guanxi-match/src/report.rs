//! A report to look at: one HTML file that needs nothing beside it.
//!
//! It shows rows of the table, and says so on its top. Charts are drawn here, the script only searches and selects;
//! text from outside goes through `html::escaped` and nowhere else.

mod blocks;
mod charts;
mod clusters;
mod fields;
mod html;
mod pairs;
mod summary;
mod weights;

use rustc_hash::FxHashSet;

use crate::{
    again::Again,
    dedupe::{Deduped, Pair},
    evaluate::Evaluation,
    schema::columns_of,
    table::Table,
};

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What the table is called.
    pub title: &'a str,
    /// The table.
    pub table: &'a Table,
    /// What was found in it.
    pub found: &'a Deduped,
    /// What each row is called, such as its number in a file; its place from 1 when there are fewer.
    pub rows: &'a [u64],
    /// How good that is, when the truth is known.
    pub evaluation: Option<&'a Evaluation>,
}

/// The most pairs of a kind that are shown.
pub const PAIRS_MOST: usize = 40;

/// The page, as HTML. It holds personal data.
pub fn page(subject: &Subject<'_>, again: &Again) -> String {
    let bins = again.scores(subject.evaluation.map(|evaluation| &evaluation.truth));
    let mut sections = vec![
        pairs::section(subject, again),
        weights::section(subject),
        charts::scores(subject, &bins),
        clusters::section(subject),
        blocks::section(subject),
        fields::section(subject),
    ];
    if let Some(evaluation) = subject.evaluation {
        sections.insert(1, charts::quality(subject, evaluation));
    }
    html::document(subject.title, &summary::section(subject), &sections)
}

impl Subject<'_> {
    /// What a row is called.
    fn row_name(&self, row: u32) -> u64 {
        self.rows.get(row as usize).copied().unwrap_or(u64::from(row) + 1)
    }

    /// The weight from which on two records are taken to be one person.
    fn threshold_bits(&self) -> f64 {
        self.found.model.settings().threshold_bits()
    }

    /// Pairs that nobody decided, by how near they are to the threshold.
    fn doubtful(&self) -> Vec<Pair> {
        let threshold = self.threshold_bits();
        let decided = self.found.pairs_of(&self.found.labels);
        let mut pairs = self.found.pairs.clone();
        pairs.retain(|pair| !decided.contains(&(pair.left, pair.right)));
        pairs.sort_by(|a, b| (a.weight - threshold).abs().total_cmp(&(b.weight - threshold).abs()));
        pairs
    }

    /// The columns that are compared, as their fields are ordered, then the others.
    fn columns(&self) -> Vec<usize> {
        let columns = self.table.columns();
        let fields = self.found.model.schema().fields.iter().flat_map(columns_of);
        let mut order: Vec<usize> =
            fields.filter_map(|name| columns.iter().position(|column| column.name() == name)).collect();
        order.extend(0..columns.len());
        let mut seen = FxHashSet::default();
        order.retain(|&at| seen.insert(at));
        order
    }

    fn one_cluster(&self, left: u32, right: u32) -> bool {
        self.found.clusters[left as usize] == self.found.clusters[right as usize]
    }
}

#[cfg(test)]
mod tests;
