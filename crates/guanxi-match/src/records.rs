//! Records read from a table: a symbol for each field, every distinct value kept once.

use rustc_hash::FxHashMap;

use crate::{
    distinct::{Numbered, numbered},
    fillers::Fillers,
    hash,
    lookup::Lookup,
    normalise::name,
    schema::{Reader, Schema, Source, columns_of},
    spread,
    table::{Column, Table},
    value::{Kind, Value},
};

/// The values of one field. Symbol 0 is the missing one.
#[derive(Clone)]
pub(crate) struct Dictionary {
    pub(crate) values: Vec<Value>,
    /// How many distinct records hold it.
    pub(crate) counts: Vec<u32>,
    /// Made when a value is looked for: a table that is read needs none.
    known: Option<Lookup>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self::of(vec![Value::missing()]).0
    }
}

impl Dictionary {
    /// The values read one after another, [the missing one](Value::missing) first, and the symbol of each.
    fn of(mut read: Vec<Value>) -> (Self, Vec<u32>) {
        let ids: Vec<u64> = read.iter().map(|value| value.id).collect();
        let Numbered { of, firsts } = numbered(&ids);
        drop(ids);
        let mut firsts = std::iter::once(0).chain(firsts).peekable();
        let mut at = 0..;
        read.retain(|_| at.next().is_some_and(|at| firsts.next_if_eq(&at).is_some()));
        read.shrink_to_fit();
        (Self { counts: vec![0; read.len()], values: read, known: None }, of)
    }

    pub(crate) fn intern(&mut self, value: Option<Value>) -> u32 {
        let Some(value) = value else { return 0 };
        let values = &self.values;
        let known = self.known.get_or_insert_with(|| {
            let mut known = Lookup::default();
            (1..).zip(&values[1..]).for_each(|(symbol, value)| known.insert(value.id, symbol));
            known
        });
        if let Some(symbol) = known.find(value.id, |symbol| values[symbol as usize].id == value.id) {
            return symbol;
        }
        let symbol = self.values.len() as u32;
        known.insert(value.id, symbol);
        self.values.push(value);
        self.counts.push(0);
        symbol
    }

    /// Forgets the values that came last.
    fn truncate(&mut self, len: usize) {
        if let Some(known) = &mut self.known {
            (len..self.values.len())
                .rev()
                .for_each(|symbol| known.remove(self.values[symbol].id, symbol as u32));
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
    /// Those with rows; made when one is looked for.
    known: Option<Lookup>,
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
        let ids = &self.ids;
        if let Some(record) = self
            .known
            .get_or_insert_with(|| known(ids, &self.copies))
            .find(id, |record| ids[record as usize] == id)
        {
            self.copies[record as usize] += 1;
            return (record, false);
        }
        let record = self.copies.len() as u32;
        if let Some(known) = &mut self.known {
            known.insert(id, record);
        }
        self.copies.push(1);
        self.ids.push(id);
        self.symbols.extend_from_slice(row);
        self.count(row);
        (record, true)
    }

    fn count(&mut self, row: &[u32]) {
        for (&symbol, dictionary) in row.iter().zip(&mut self.dictionaries) {
            dictionary.counts[symbol as usize] += 1;
        }
    }

    /// Takes away one row of a record. A record without rows is found no more; its place stays.
    pub(crate) fn remove(&mut self, record: u32) {
        let at = record as usize;
        self.copies[at] -= 1;
        if self.copies[at] == 0 {
            if let Some(known) = &mut self.known {
                known.remove(self.ids[at], record);
            }
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

    /// Reads a table, and gives the record of each row. Placeholders of a model are left out.
    pub(crate) fn read(table: &Table, schema: &Schema, fillers: &Fillers) -> (Self, Vec<u32>) {
        let (dictionaries, columns) = fields(table, schema);
        Self::of(table, dictionaries, columns, fillers)
    }

    /// The same where no model says yet which values are placeholders.
    pub(crate) fn learn(table: &Table, schema: &Schema) -> (Self, Vec<u32>, Fillers) {
        let (dictionaries, columns) = fields(table, schema);
        let fillers = Fillers::of(schema, &dictionaries, &columns);
        let (records, record_of) = Self::of(table, dictionaries, columns, &fillers);
        (records, record_of, fillers)
    }

    fn of(
        table: &Table,
        dictionaries: Vec<Dictionary>,
        mut columns: Vec<Vec<u32>>,
        fillers: &Fillers,
    ) -> (Self, Vec<u32>) {
        fillers.clear(&dictionaries, &mut columns);
        let mut records = Self { dictionaries, ..Self::default() };
        let record_of = records.take(table.rows(), &columns);
        (records, record_of)
    }

    /// Takes up rows, of which each column has the symbols, and gives the record of each.
    fn take(&mut self, rows: usize, columns: &[Vec<u32>]) -> Vec<u32> {
        let ids = self.row_ids(rows, columns);
        let Numbered { of: mut record_of, firsts } = numbered(&ids);
        record_of.iter_mut().for_each(|record| *record -= 1); // no id is 0
        self.ids = firsts.iter().map(|&first| ids[first as usize]).collect();
        self.symbols.reserve_exact(firsts.len() * columns.len());
        for &first in &firsts {
            self.symbols.extend(columns.iter().map(|column| column[first as usize]));
        }
        self.copies = vec![0; firsts.len()];
        record_of.iter().for_each(|&record| self.copies[record as usize] += 1);
        for (dictionary, column) in self.dictionaries.iter_mut().zip(columns) {
            firsts.iter().for_each(|&first| dictionary.counts[column[first as usize] as usize] += 1);
        }
        record_of
    }

    /// The ids of rows: one column after the other, so that few values are looked up at a time.
    fn row_ids(&self, rows: usize, columns: &[Vec<u32>]) -> Vec<u64> {
        let mut ids = vec![1; rows];
        for (dictionary, column) in self.dictionaries.iter().zip(columns) {
            let of: Vec<u64> = dictionary.values.iter().map(|value| value.id).collect();
            ids.iter_mut().zip(column).for_each(|(id, &symbol)| *id = hash::pair(*id, of[symbol as usize]));
        }
        ids
    }

    /// Whether a record holds anything at all.
    pub(crate) fn says_something(&self, record: u32) -> bool {
        self.row(record).iter().any(|&symbol| symbol != 0)
    }
}

/// The values of each field, and their symbols in each row.
fn fields(table: &Table, schema: &Schema) -> (Vec<Dictionary>, Vec<Vec<u32>>) {
    let reader = Reader::new(schema);
    let both = both_parts(schema);
    let fields = spread::map(table.rows(), 0..schema.fields.len(), |field| match both {
        Some(given) if field == given => read_names(table, schema, &reader, given),
        Some(given) if field == given + 1 => Vec::new(),
        _ => vec![read_field(table, schema, &reader, field)],
    });
    fields.into_iter().flatten().unzip()
}

/// Finds the records that have rows by their ids.
fn known(ids: &[u64], copies: &[u32]) -> Lookup {
    let mut known = Lookup::default();
    let held = (0..).zip(ids.iter().zip(copies)).filter(|(_, (_, copies))| **copies > 0);
    held.for_each(|(record, (&id, _))| known.insert(id, record));
    known
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
    let mut alone = [0, 1].map(|at| Alone::of(columns.get(at).copied().flatten()));
    let in_two_cells = matches!(schema.fields[given].source, Source::NameParts(Some(_), Some(_)));
    let mut read = [0, 1].map(|_| vec![Value::missing()]);
    let mut add = |at: usize, value: Option<Value>| match value {
        Some(value) => {
            read[at].push(value);
            read[at].len() as u32 - 1
        }
        None => 0,
    };
    let mut seen: FxHashMap<(u32, u32), (u32, u32)> = FxHashMap::default();
    let mut out = [0, 1].map(|_| Vec::with_capacity(table.rows()));
    for row in 0..table.rows() {
        let cells = (symbol(0, row), symbol(1, row));
        let texts = || [text(0, cells.0), text(1, cells.1)];
        let places = if in_two_cells
            && alone[0].is(cells.0, || text(0, cells.0))
            && alone[1].is(cells.1, || text(1, cells.1))
        {
            let mut part = |at: usize, cell: u32| {
                let mut cells = [""; 2];
                alone[at].place(cell, || {
                    cells[at] = text(at, cell);
                    add(at, reader.name(given, &cells)[at].take())
                })
            };
            (part(0, cells.0), part(1, cells.1))
        } else {
            *seen.entry(cells).or_insert_with(|| {
                let [given, family] = reader.name(given, &texts());
                (add(0, given), add(1, family))
            })
        };
        out[0].push(places.0);
        out[1].push(places.1);
    }
    let fields = read.into_iter().zip(out).map(|(read, mut out)| {
        let (dictionary, symbols) = Dictionary::of(read);
        out.iter_mut().for_each(|place| *place = symbols[*place as usize]);
        (dictionary, out)
    });
    fields.collect()
}

/// The cells of a column that are read without a look at the other part of the name, by the symbols of their texts.
struct Alone(Vec<u32>);

/// Not looked at yet; looked at, and not alone; alone, and not read yet. What else there is are places of values.
const UNSEEN: u32 = u32::MAX;
const NOT_ALONE: u32 = u32::MAX - 1;
const UNREAD: u32 = u32::MAX - 2;

impl Alone {
    fn of(column: Option<&Column>) -> Self {
        Self(vec![UNSEEN; column.map_or(1, |column| column.distinct() + 1)])
    }

    fn is<'a>(&mut self, cell: u32, text: impl FnOnce() -> &'a str) -> bool {
        let held = &mut self.0[cell as usize];
        if *held == UNSEEN {
            *held = if name::stands_alone(text()) { UNREAD } else { NOT_ALONE };
        }
        *held != NOT_ALONE
    }

    /// The place of a value that stands alone.
    fn place(&mut self, cell: u32, read: impl FnOnce() -> u32) -> u32 {
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
    let texts = |symbols: &mut dyn Iterator<Item = u32>| {
        let cells = columns.iter().zip(symbols);
        cells.map(|(column, symbol)| column.map_or("", |column| column.text(symbol))).collect::<Vec<_>>()
    };
    let read = |cells: &[&str]| reader.value(field, cells).unwrap_or_else(Value::missing);
    let missing = || std::iter::once(Value::missing());
    let (values, mut out): (Vec<Value>, Vec<u32>) = if let [Some(column)] = columns[..] {
        let values = (0..=column.distinct() as u32).map(|symbol| read(&[column.text(symbol)]));
        (missing().chain(values).collect(), column.symbols().to_vec())
    } else {
        let cells =
            |row: usize| columns.iter().map(move |column| column.map_or(0, |column| column.symbols()[row]));
        let id = |row| cells(row).fold(1, |id, symbol| hash::pair(id, u64::from(symbol)));
        let Numbered { of, firsts } = numbered(&(0..table.rows()).map(id).collect::<Vec<_>>());
        let values = firsts.iter().map(|&first| read(&texts(&mut cells(first as usize))));
        let values = missing().chain(values).collect();
        (values, of.into_iter().map(|number| number - 1).collect()) // no id is 0
    };
    let (dictionary, symbols) = Dictionary::of(values);
    out.iter_mut().for_each(|place| *place = symbols[*place as usize + 1]); // the missing one was first
    (dictionary, out)
}
