//! What is known of the rows of a table.

use rustc_hash::FxHashMap;

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
}
