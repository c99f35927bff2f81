//! Records read from a table: a symbol for each field, every distinct value kept once.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    hash,
    lookup::Lookup,
    normalise::name,
    schema::{Reader, Schema, Source, columns_of},
    table::{Column, Table},
    value::{Kind, Value},
};

/// The values of one field. Symbol 0 is the missing one.
#[derive(Clone)]
pub(crate) struct Dictionary {
    pub(crate) values: Vec<Value>,
    /// How many distinct records hold it.
    pub(crate) counts: Vec<u32>,
    known: Lookup,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self { values: vec![Value::missing()], counts: vec![0], known: Lookup::default() }
    }
}

impl Dictionary {
    pub(crate) fn intern(&mut self, value: Option<Value>) -> u32 {
        let Some(value) = value else { return 0 };
        let values = &self.values;
        if let Some(symbol) = self.known.find(value.id, |symbol| values[symbol as usize].id == value.id) {
            return symbol;
        }
        let symbol = self.values.len() as u32;
        self.known.insert(value.id, symbol);
        self.values.push(value);
        self.counts.push(0);
        symbol
    }

    /// Forgets the values that came last.
    fn truncate(&mut self, len: usize) {
        for symbol in (len..self.values.len()).rev() {
            self.known.remove(self.values[symbol].id, symbol as u32);
        }
        self.values.truncate(len);
        self.counts.truncate(len);
    }
}

/// Distinct records: rows that are equal in every field are one.
#[derive(Clone, Default)]
pub(crate) struct Records {
    pub(crate) dictionaries: Vec<Dictionary>,
    /// Row-major, one symbol a field.
    pub(crate) symbols: Vec<u32>,
    /// How many rows each record stands for.
    pub(crate) copies: Vec<u32>,
    /// A hash of what each record holds; the same in every table.
    pub(crate) ids: Vec<u64>,
    known: Lookup,
}

impl Records {
    pub(crate) fn new(fields: usize) -> Self {
        Self { dictionaries: vec![Dictionary::default(); fields], ..Self::default() }
    }

    pub(crate) fn width(&self) -> usize {
        self.dictionaries.len()
    }

    pub(crate) fn len(&self) -> usize {
        self.copies.len()
    }

    pub(crate) fn row(&self, record: u32) -> &[u32] {
        let at = record as usize * self.width();
        &self.symbols[at..at + self.width()]
    }

    /// Adds a row, and gives its record; also whether that is new.
    pub(crate) fn push(&mut self, row: &[u32]) -> (u32, bool) {
        let values = row.iter().zip(&self.dictionaries);
        let id = values.fold(1, |id, (&symbol, known)| hash::pair(id, known.values[symbol as usize].id));
        self.push_as(id, row)
    }

    /// The same for a row whose id is known.
    fn push_as(&mut self, id: u64, row: &[u32]) -> (u32, bool) {
        if let Some(record) = self.known.find(id, |record| self.ids[record as usize] == id) {
            self.copies[record as usize] += 1;
            return (record, false);
        }
        let record = self.copies.len() as u32;
        self.known.insert(id, record);
        self.copies.push(1);
        self.ids.push(id);
        self.symbols.extend_from_slice(row);
        for (&symbol, dictionary) in row.iter().zip(&mut self.dictionaries) {
            dictionary.counts[symbol as usize] += 1;
        }
        (record, true)
    }

    /// Takes away one row of a record. A record without rows is found no more; its place stays.
    pub(crate) fn remove(&mut self, record: u32) {
        let at = record as usize;
        self.copies[at] -= 1;
        if self.copies[at] == 0 {
            self.known.remove(self.ids[at], record);
            let from = at * self.width();
            for (&symbol, dictionary) in self.symbols[from..].iter().zip(&mut self.dictionaries) {
                dictionary.counts[symbol as usize] -= 1;
            }
        }
    }

    /// Takes back the row that was pushed last.
    pub(crate) fn take_back(&mut self, record: u32, was_new: bool) {
        self.remove(record);
        if was_new {
            self.symbols.truncate(record as usize * self.width());
            self.ids.pop();
            self.copies.pop();
        }
    }

    /// How many values each field has, to go back to.
    pub(crate) fn mark(&self) -> Vec<usize> {
        self.dictionaries.iter().map(|dictionary| dictionary.values.len()).collect()
    }

    /// Forgets the values that came since the mark, which no row holds.
    pub(crate) fn forget(&mut self, mark: &[usize]) {
        self.dictionaries.iter_mut().zip(mark).for_each(|(dictionary, &len)| dictionary.truncate(len));
    }

    /// Reads a table, and gives the record of each row.
    pub(crate) fn read(table: &Table, schema: &Schema) -> (Self, Vec<u32>) {
        let reader = Reader::new(schema);
        let both = both_parts(schema);
        let fields: Vec<Vec<(Dictionary, Vec<u32>)>> = (0..schema.fields.len())
            .into_par_iter()
            .map(|field| match both {
                Some(given) if field == given => read_names(table, schema, &reader, given),
                Some(given) if field == given + 1 => Vec::new(),
                _ => vec![read_field(table, schema, &reader, field)],
            })
            .collect();
        let mut records = Self::new(0);
        let (dictionaries, columns): (Vec<_>, Vec<_>) = fields.into_iter().flatten().unzip();
        records.dictionaries = dictionaries;
        records.reserve(table.rows());
        let mut row = vec![0; columns.len()];
        let mut record_of = Vec::with_capacity(table.rows());
        let ids = records.row_ids(table.rows(), &columns);
        for (at, &id) in ids.iter().enumerate() {
            row.iter_mut().zip(&columns).for_each(|(symbol, column)| *symbol = column[at]);
            record_of.push(records.push_as(id, &row).0);
        }
        (records, record_of)
    }
}

impl Records {
    /// The ids of rows, of which each column has the symbols: one column after the other, so that few values are looked
    /// up at a time.
    fn row_ids(&self, rows: usize, columns: &[Vec<u32>]) -> Vec<u64> {
        let mut ids = vec![1; rows];
        for (dictionary, column) in self.dictionaries.iter().zip(columns) {
            let of: Vec<u64> = dictionary.values.iter().map(|value| value.id).collect();
            ids.iter_mut().zip(column).for_each(|(id, &symbol)| *id = hash::pair(*id, of[symbol as usize]));
        }
        ids
    }

    /// Makes room for all rows at once, so that no room is left over.
    fn reserve(&mut self, rows: usize) {
        self.symbols.reserve_exact(rows * self.width());
        self.copies.reserve_exact(rows);
        self.ids.reserve_exact(rows);
        for dictionary in &mut self.dictionaries {
            dictionary.values.shrink_to_fit();
            dictionary.counts.shrink_to_fit();
        }
    }

    /// Whether a record holds anything at all.
    pub(crate) fn says_something(&self, record: u32) -> bool {
        self.row(record).iter().any(|&symbol| symbol != 0)
    }
}

/// The field of given names, if that of family names follows and both are read from the same cells.
fn both_parts(schema: &Schema) -> Option<usize> {
    let given = schema.index_of(Kind::Given)?;
    let family = schema.fields.get(given + 1).filter(|field| field.kind == Kind::Family)?;
    (family.source == schema.fields[given].source).then_some(given)
}

/// Given and family names of every row; each distinct combination of cells is read once.
fn read_names(
    table: &Table,
    schema: &Schema,
    reader: &Reader<'_>,
    given: usize,
) -> Vec<(Dictionary, Vec<u32>)> {
    let names = columns_of(&schema.fields[given]);
    let columns: Vec<_> =
        names.iter().map(|name| table.columns().iter().find(|column| column.name() == *name)).collect();
    let symbol = |at: usize, row: usize| columns.get(at).copied().flatten().map_or(0, |c| c.symbols()[row]);
    let text = |at: usize, symbol: u32| columns.get(at).copied().flatten().map_or("", |c| c.text(symbol));
    let mut seen: FxHashMap<(u32, u32), (u32, u32)> = FxHashMap::default();
    let mut alone = [0, 1].map(|at| Alone::of(columns.get(at).copied().flatten()));
    let in_two_cells = matches!(schema.fields[given].source, Source::NameParts(Some(_), Some(_)));
    let mut out = [0, 1].map(|_| (Dictionary::default(), Vec::with_capacity(table.rows())));
    for row in 0..table.rows() {
        let cells = (symbol(0, row), symbol(1, row));
        let texts = [text(0, cells.0), text(1, cells.1)];
        let read = if in_two_cells && alone[0].is(cells.0, texts[0]) && alone[1].is(cells.1, texts[1]) {
            // With itself in the other cell a word reads as it does with any other.
            let mut part = |at: usize, cell: u32| {
                let value = || reader.name(given, &[texts[at]; 2])[at].take();
                alone[at].symbol(cell, || out[at].0.intern(value()))
            };
            (part(0, cells.0), part(1, cells.1))
        } else {
            *seen.entry(cells).or_insert_with(|| {
                let [given, family] = reader.name(given, &texts);
                (out[0].0.intern(given), out[1].0.intern(family))
            })
        };
        out[0].1.push(read.0);
        out[1].1.push(read.1);
    }
    out.into()
}

/// The cells of a column that are read without a look at the other part of the name, by the symbols of their texts.
struct Alone(Vec<u32>);

/// Not looked at yet; looked at, and not alone; alone, and not read yet. What else there is are symbols of values.
const UNSEEN: u32 = u32::MAX;
const NOT_ALONE: u32 = u32::MAX - 1;
const UNREAD: u32 = u32::MAX - 2;

impl Alone {
    fn of(column: Option<&Column>) -> Self {
        Self(vec![UNSEEN; column.map_or(1, |column| column.distinct() + 1)])
    }

    fn is(&mut self, cell: u32, text: &str) -> bool {
        let held = &mut self.0[cell as usize];
        if *held == UNSEEN {
            *held = if name::stands_alone(text) { UNREAD } else { NOT_ALONE };
        }
        *held != NOT_ALONE
    }

    /// The symbol of a value that stands alone.
    fn symbol(&mut self, cell: u32, read: impl FnOnce() -> u32) -> u32 {
        let held = &mut self.0[cell as usize];
        if *held == UNREAD {
            *held = read();
        }
        *held
    }
}

/// A field of every row; each distinct combination of cells is read once.
fn read_field(table: &Table, schema: &Schema, reader: &Reader<'_>, field: usize) -> (Dictionary, Vec<u32>) {
    let names = columns_of(&schema.fields[field]);
    let columns: Vec<_> =
        names.iter().map(|name| table.columns().iter().find(|column| column.name() == *name)).collect();
    let mut dictionary = Dictionary::default();
    let mut read = |symbols: &[u32]| {
        let cells: Vec<&str> = columns
            .iter()
            .zip(symbols)
            .map(|(column, &symbol)| column.map_or("", |column| column.text(symbol)))
            .collect();
        dictionary.intern(reader.value(field, &cells))
    };
    let mut out = Vec::with_capacity(table.rows());
    if let [Some(column)] = columns[..] {
        let mut seen = vec![u32::MAX; column.distinct() + 1];
        for &symbol in column.symbols() {
            if seen[symbol as usize] == u32::MAX {
                seen[symbol as usize] = read(&[symbol]);
            }
            out.push(seen[symbol as usize]);
        }
    } else {
        let mut seen: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        let mut symbols = vec![0; columns.len()];
        for row in 0..table.rows() {
            for (symbol, column) in symbols.iter_mut().zip(&columns) {
                *symbol = column.map_or(0, |column| column.symbols()[row]);
            }
            let found = seen.get(&symbols).copied();
            out.push(found.unwrap_or_else(|| {
                let value = read(&symbols);
                seen.insert(symbols.clone(), value);
                value
            }));
        }
    }
    (dictionary, out)
}
