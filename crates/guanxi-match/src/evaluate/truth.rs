//! What is known of the rows of a table.

use rustc_hash::FxHashMap;

use crate::{block::pairs, table::Table};

/// Which rows are one person, where that is known.
#[derive(Clone, Debug, Default)]
pub struct Truth(Vec<Option<u32>>);

impl Truth {
    /// Out of a column: rows are one person when their cells are equal. Of an empty cell nothing is known.
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: FxHashMap<&str, u32> = FxHashMap::default();
        let mut known = |cell: &'a str| {
            let cell = cell.trim();
            let next = names.len() as u32;
            (!cell.is_empty()).then(|| *names.entry(cell).or_insert(next))
        };
        Self(cells.into_iter().map(&mut known).collect())
    }

    /// The same out of the column of a table; `None` when no column has this name.
    pub fn in_column(table: &Table, name: &str) -> Option<Self> {
        let column = table.columns().iter().find(|column| column.name() == name)?;
        Some(Self::of((0..table.rows()).map(|row| column.cell(row))))
    }

    /// How many rows it knows.
    pub fn known(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// Whether two rows are one person; `None` where that is not known.
    pub fn same(&self, left: u32, right: u32) -> Option<bool> {
        Some(self.person(left)? == self.person(right)?)
    }

    pub(super) fn person(&self, row: u32) -> Option<u32> {
        self.0.get(row as usize).copied().flatten()
    }

    /// The clusters of the rows that are known, and who they are.
    pub(super) fn beside(&self, clusters: &[u32]) -> (Vec<u32>, Vec<u32>) {
        clusters.iter().zip(&self.0).filter_map(|(&cluster, person)| Some((cluster, (*person)?))).unzip()
    }

    /// Pairs of rows of one person.
    pub(crate) fn pairs(&self) -> u64 {
        let mut rows: FxHashMap<u32, u64> = FxHashMap::default();
        self.0.iter().flatten().for_each(|&person| *rows.entry(person).or_insert(0) += 1);
        rows.values().map(|&n| pairs(n)).sum()
    }
}

/// Whose rows each record stands for.
pub(crate) struct People {
    /// Where those of each record end in the next.
    ends: Vec<u32>,
    /// A person and how many of the record's rows are theirs, by person.
    rows: Vec<(u32, u64)>,
}

impl People {
    /// Of so many records, where each row has its record.
    pub(crate) fn of(truth: &Truth, records: usize, record_of: &[u32]) -> Self {
        let mut all: Vec<(u32, u32)> = record_of
            .iter()
            .zip(&truth.0)
            .filter_map(|(&record, person)| Some((record, (*person)?)))
            .collect();
        all.sort_unstable();
        let (mut ends, mut rows) = (vec![0; records], Vec::new());
        for same in all.chunk_by(|a, b| a == b) {
            rows.push((same[0].1, same.len() as u64));
            ends[same[0].0 as usize] = rows.len() as u32;
        }
        let mut last = 0;
        ends.iter_mut().for_each(|end| (last, *end) = (last.max(*end), last.max(*end)));
        Self { ends, rows }
    }

    fn of_record(&self, record: u32) -> &[(u32, u64)] {
        let at = |record: usize| self.ends[record] as usize;
        let record = record as usize;
        &self.rows[record.checked_sub(1).map_or(0, at)..at(record)]
    }

    /// Pairs of rows of one person that are this record.
    pub(crate) fn pairs_within(&self, record: u32) -> u64 {
        self.of_record(record).iter().map(|&(_, n)| pairs(n)).sum()
    }

    /// Pairs of rows of one person, of which one is this record and one that.
    pub(crate) fn pairs_between(&self, l: u32, r: u32) -> u64 {
        let (l, r) = (self.of_record(l), self.of_record(r));
        let (few, many) = if l.len() <= r.len() { (l, r) } else { (r, l) };
        let of = |&(person, n): &(u32, u64)| {
            many.binary_search_by_key(&person, |other| other.0).map_or(0, |at| n * many[at].1)
        };
        few.iter().map(of).sum()
    }
}
