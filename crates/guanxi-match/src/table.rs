//! Tables of raw text, every distinct cell kept once.

use crate::{hash, lookup::Lookup};

/// Bytes of a cell that are kept; no value of a customer is longer, and comparisons stay bounded.
pub const CELL_MOST: usize = 1024;

/// A table of raw text: columns with a name, rows in the order they were pushed.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
    truncated: u64,
}

/// A column: a symbol for each row, 0 where the cell is missing, and the text of each symbol.
#[derive(Clone)]
pub struct Column {
    name: String,
    symbols: Vec<u32>,
    /// The texts, one after the other.
    texts: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    known: Lookup,
}

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
        Self { name, symbols: Vec::new(), texts: String::new(), ends: vec![0], known: Lookup::default() }
    }

    /// Adds a cell, and says whether it was cut.
    fn push(&mut self, cell: &str) -> bool {
        let cell = cell.trim();
        let kept = cap(cell);
        let symbol = if kept.is_empty() { 0 } else { self.symbol_of(kept) };
        self.symbols.push(symbol);
        kept.len() < cell.len()
    }

    fn symbol_of(&mut self, text: &str) -> u32 {
        let hash = hash::text(text);
        if let Some(symbol) = self.known.find(hash, |symbol| self.text(symbol) == text) {
            return symbol;
        }
        let symbol = self.ends.len() as u32;
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
        self.known.insert(hash, symbol);
        symbol
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of a row's cell; empty when missing.
    pub fn cell(&self, row: usize) -> &str {
        self.text(self.symbols[row])
    }

    /// How many different texts there are, the missing one apart.
    pub fn distinct(&self) -> usize {
        self.ends.len() - 1
    }

    pub(crate) fn symbols(&self) -> &[u32] {
        &self.symbols
    }

    pub(crate) fn text(&self, symbol: u32) -> &str {
        cut(&self.texts, &self.ends, symbol)
    }
}

/// The text of a symbol; that of 0 is empty.
fn cut<'a>(texts: &'a str, ends: &[usize], symbol: u32) -> &'a str {
    let at = symbol as usize;
    &texts[ends[at.saturating_sub(1)]..ends[at]]
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
