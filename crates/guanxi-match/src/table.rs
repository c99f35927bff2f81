//! Tables of raw text.

use std::sync::OnceLock;

use crate::{
    distinct::{Numbered, numbered},
    hash,
};

/// Bytes of a cell that are kept; no value of a customer is longer, and comparisons stay bounded.
pub const CELL_MOST: usize = 1024;

/// A table of raw text: columns with a name, rows in the order they were pushed.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
    truncated: u64,
}

/// A column: the text of each row.
#[derive(Clone)]
pub struct Column {
    name: String,
    chunks: Vec<Chunk>,
    /// Found out when it is asked for.
    symbols: OnceLock<Symbols>,
}

/// Some rows of a column.
#[derive(Clone, Default)]
struct Chunk {
    /// The texts, one after the other.
    texts: String,
    /// Where each of them ends.
    ends: Vec<u32>,
    /// Which text each row has, once the chunk is full and every text is kept once; before, each row has its own.
    of: Vec<u16>,
}

/// A symbol for each row, 0 where the cell is missing.
#[derive(Clone)]
struct Symbols {
    of: Vec<u32>,
    /// A text of each symbol: the chunk, and its place there in the last 16 bits.
    texts: Vec<u32>,
}

/// Rows of a chunk, as a power of 2. Their texts take less than 2^32 bytes.
const ROWS: u32 = 16;

impl std::fmt::Debug for Column {
    /// The cells are personal data, and not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column").field("name", &self.name).field("distinct", &self.distinct()).finish()
    }
}

impl Table {
    /// An empty table with these columns.
    pub fn new<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self { columns: names.into_iter().map(|name| Column::new(name.into())).collect(), ..Self::default() }
    }

    /// Adds a row. Missing cells at the end are empty, cells beyond the last column are left out; text of white
    /// space alone is missing, and text beyond [`CELL_MOST`] bytes is cut and counted.
    pub fn push<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            let cell = cells.next();
            self.truncated += u64::from(column.push(cell.as_ref().map_or("", AsRef::as_ref)));
        }
        self.rows += 1;
    }

    /// Adds so many rows, column by column: `fill` is told the place of a column, and pushes a cell of each row, as
    /// [`push`](Self::push) takes it. After an error the columns are of different lengths.
    #[cfg(feature = "arrow")]
    pub(crate) fn push_columns<E>(
        &mut self,
        rows: usize,
        mut fill: impl FnMut(usize, &mut dyn FnMut(&str)) -> Result<(), E>,
    ) -> Result<(), E> {
        for (at, column) in self.columns.iter_mut().enumerate() {
            fill(at, &mut |cell| self.truncated += u64::from(column.push(cell)))?;
        }
        self.rows += rows;
        Ok(())
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, in their order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many cells were longer than [`CELL_MOST`] and were cut.
    pub fn truncated(&self) -> u64 {
        self.truncated
    }

    /// The cells of a row; the empty text where one is missing.
    pub fn row(&self, row: usize) -> Vec<&str> {
        self.columns.iter().map(|column| column.cell(row)).collect()
    }

    /// A row as a record: the names of its columns with their cells.
    pub fn record(&self, row: usize) -> Vec<(&str, &str)> {
        self.columns.iter().map(|column| (column.name(), column.cell(row))).collect()
    }

    /// The table without the columns of these names.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.columns.retain(|column| !names.contains(&column.name.as_str()));
        self
    }
}

impl Column {
    fn new(name: String) -> Self {
        Self { name, chunks: vec![Chunk::default()], symbols: OnceLock::new() }
    }

    /// Adds a cell, and says whether it was cut.
    fn push(&mut self, cell: &str) -> bool {
        let cell = cell.trim();
        let kept = cap(cell);
        self.symbols.take();
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.push(kept);
            if chunk.ends.len() == 1 << ROWS {
                chunk.close();
                self.chunks.push(Chunk::default());
            }
        }
        kept.len() < cell.len()
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of a row's cell; empty when missing.
    pub fn cell(&self, row: usize) -> &str {
        self.chunks[row >> ROWS].cell(row & ((1 << ROWS) - 1))
    }

    /// How many different texts there are, the missing one apart. They are counted when this is first asked after the
    /// last row was pushed.
    pub fn distinct(&self) -> usize {
        self.numbers().texts.len()
    }

    pub(crate) fn symbols(&self) -> &[u32] {
        &self.numbers().of
    }

    /// The text of a symbol; that of 0 is empty.
    pub(crate) fn text(&self, symbol: u32) -> &str {
        let Some(at) = (symbol as usize).checked_sub(1) else { return "" };
        let place = self.numbers().texts[at];
        self.chunks[(place >> ROWS) as usize].text(place as usize & ((1 << ROWS) - 1))
    }

    fn numbers(&self) -> &Symbols {
        self.symbols.get_or_init(|| Symbols::of(&self.chunks))
    }
}

impl Chunk {
    fn push(&mut self, text: &str) {
        self.texts.push_str(text);
        self.ends.push(self.texts.len() as u32);
    }

    fn text(&self, at: usize) -> &str {
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[begin as usize..self.ends[at] as usize]
    }

    fn cell(&self, row: usize) -> &str {
        self.text(self.of.get(row).map_or(row, |&at| usize::from(at)))
    }

    /// A hash of each text; 0 for the empty one.
    fn hashes(&self) -> impl Iterator<Item = u64> + '_ {
        let texts = (0..self.ends.len()).map(|at| self.text(at));
        texts.map(|text| if text.is_empty() { 0 } else { hash::text(text) })
    }

    /// Keeps every text once, the empty one first.
    fn close(&mut self) {
        let Numbered { of, firsts } = numbered(&self.hashes().collect::<Vec<_>>());
        let without_gap = u32::from(firsts.len() == of.len()); // else 2^16 texts and the empty one
        let mut kept =
            Self { of: of.iter().map(|&at| (at - without_gap) as u16).collect(), ..Self::default() };
        kept.ends.reserve_exact(firsts.len() + 1);
        kept.texts.reserve_exact(firsts.iter().map(|&first| self.text(first as usize).len()).sum());
        if without_gap == 0 {
            kept.push("");
        }
        firsts.iter().for_each(|&first| kept.push(self.text(first as usize)));
        *self = kept;
    }
}

impl Symbols {
    fn of(chunks: &[Chunk]) -> Self {
        let hashes: Vec<u64> = chunks.iter().flat_map(Chunk::hashes).collect();
        let Numbered { of: numbers, firsts } = numbered(&hashes);
        drop(hashes);
        let mut of = Vec::with_capacity(chunks.len() << ROWS);
        let (mut texts, mut firsts, mut begin) =
            (Vec::with_capacity(firsts.len()), firsts.iter().peekable(), 0);
        for (chunk, number) in chunks.iter().zip(0_u32..) {
            let end = begin + chunk.ends.len();
            while let Some(first) = firsts.next_if(|first| (**first as usize) < end) {
                texts.push(number << ROWS | (first - begin as u32));
            }
            if chunk.of.is_empty() {
                of.extend_from_slice(&numbers[begin..end]);
            } else {
                of.extend(chunk.of.iter().map(|&at| numbers[begin + usize::from(at)]));
            }
            begin = end;
        }
        Self { of, texts }
    }
}

fn cap(text: &str) -> &str {
    if text.len() <= CELL_MOST {
        return text;
    }
    let mut end = CELL_MOST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_what_was_pushed_and_symbols_go_by_the_first() {
        let cell = |row: usize, turn: usize| match (row * 7919) % turn {
            0 => String::new(),
            n => format!("c{n}"),
        };
        // Few texts, more than a chunk has rows, and none twice.
        for turn in [3, 100_000, usize::MAX] {
            let mut table = Table::new(["a"]);
            let rows = 150_000;
            for row in 0..rows {
                table.push([cell(row + 1, turn)]);
            }
            let column = &table.columns()[0];
            let mut known = std::collections::HashMap::from([(String::new(), 0)]);
            for row in 0..rows {
                let text = cell(row + 1, turn);
                assert_eq!(column.cell(row), text);
                let next = known.len() as u32;
                let symbol = *known.entry(text.clone()).or_insert(next);
                assert_eq!(column.symbols()[row], symbol);
                assert_eq!(column.text(symbol), text);
            }
            assert_eq!(column.distinct(), known.len() - 1);
        }
    }

    #[test]
    fn what_comes_later_is_counted_too() {
        let mut table = Table::new(["a"]);
        table.push(["x"]);
        assert_eq!(table.columns()[0].distinct(), 1);
        table.push(["y"]);
        assert_eq!((table.columns()[0].distinct(), table.columns()[0].cell(1)), (2, "y"));
    }
}
