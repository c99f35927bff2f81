//! What a transaction has seen and written so far: it is not asked for again.
//!
//! Rows by table and key, and ranges of keys of which every row is known. All reads of a transaction are of one state, so
//! what was seen stays true; what it writes itself is noted here too.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound,
};

use guanxi_core::storage::{Table, sql::Ends};

use crate::values::Kept;

/// Rows that are remembered; past that all is forgotten, and asked for again when it is needed.
const ROWS_MAX: usize = 50_000;

/// See the [module](self).
#[derive(Default)]
pub(crate) struct Known {
    tables: HashMap<u16, KnownTable>,
    rows: usize,
}

#[derive(Default)]
struct KnownTable {
    /// `None` where there is no row.
    rows: BTreeMap<Vec<u8>, Option<Kept>>,
    whole: Vec<Ends>,
}

impl Known {
    /// The row of a key: `Some(None)` when there is none, `None` when that is not known.
    pub(crate) fn get(&self, table: &Table, key: &[u8]) -> Option<Option<&Kept>> {
        let known = self.tables.get(&table.space.number)?;
        match known.rows.get(key) {
            Some(row) => Some(row.as_ref()),
            None => known.whole.iter().any(|ends| holds(ends, key)).then_some(None),
        }
    }

    /// The rows between two ends, when all of them are known.
    pub(crate) fn scan(&self, table: &Table, ends: &Ends) -> Option<Vec<(&Vec<u8>, &Kept)>> {
        let known = self.tables.get(&table.space.number)?;
        known.whole.iter().find(|whole| covers(whole, ends))?;
        let to = ends.to.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        let empty = ends.to.as_ref().is_some_and(|to| *to <= ends.from);
        let rows = (!empty).then(|| known.rows.range::<Vec<u8>, _>((Bound::Included(&ends.from), to)));
        Some(rows.into_iter().flatten().filter_map(|(key, row)| Some((key, row.as_ref()?))).collect())
    }

    /// Notes the row of a key, or that there is none.
    pub(crate) fn note(&mut self, table: &Table, key: Vec<u8>, row: Option<Kept>) {
        self.make_room(1);
        self.insert(table, key, row);
    }

    /// Notes rows, and that they are all between two ends.
    pub(crate) fn note_all(
        &mut self,
        table: &Table,
        rows: impl ExactSizeIterator<Item = (Vec<u8>, Kept)>,
        ends: Ends,
    ) {
        self.make_room(rows.len());
        rows.for_each(|(key, row)| self.insert(table, key, Some(row)));
        let whole = &mut self.tables.entry(table.space.number).or_default().whole;
        if !whole.iter().any(|known| covers(known, &ends)) {
            whole.retain(|known| !covers(&ends, known));
            whole.push(ends);
        }
    }

    fn make_room(&mut self, rows: usize) {
        if self.rows + rows > ROWS_MAX {
            *self = Self::default();
        }
    }

    fn insert(&mut self, table: &Table, key: Vec<u8>, row: Option<Kept>) {
        let before = self.tables.entry(table.space.number).or_default().rows.insert(key, row);
        self.rows += usize::from(before.is_none());
    }
}

fn holds(ends: &Ends, key: &[u8]) -> bool {
    *ends.from <= *key && ends.to.as_ref().is_none_or(|to| *key < **to)
}

fn covers(whole: &Ends, part: &Ends) -> bool {
    whole.from <= part.from
        && match (&whole.to, &part.to) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(whole), Some(part)) => part <= whole,
        }
}
