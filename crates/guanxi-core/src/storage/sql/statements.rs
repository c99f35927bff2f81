//! The SQL of one table, every value a parameter.

use std::{fmt::Write as _, ops::Bound};

use super::Dialect;
use crate::storage::{Column, ColumnType, Index, KeyRange, Table};

/// What the names of columns of entries start with: no declared column has a colon in its name, so none is taken for one.
pub const ENTRY: &str = "index:";

/// The statements of one table.
#[derive(Debug)]
pub struct Statements {
    dialect: Dialect,
    table: &'static Table,
    /// Makes the table.
    pub create: String,
    /// Reads the row of a key.
    pub get: String,
    /// Reads the version of the row of a key.
    pub version: String,
    /// Writes a row whole, over one that is there. Its parameters: key, version (of tracked tables), parts of the key,
    /// [own columns](own_columns), an entry per index, body.
    pub put: String,
    /// The same for a row that is not there yet: fails on one that is.
    pub insert: String,
    /// The same, counting the version up from what is there; without the parameter for it, and only for tracked tables.
    pub count_up: Option<String>,
    /// Removes the row of a key.
    pub delete: String,
    /// Divides by zero when there is a row of this key: so a condition fails on the server, and with it all that was sent
    /// behind it.
    pub expect_none: String,
    /// Divides by zero when the row of a key (the first parameter) has not this version (the second).
    pub expect_version: Option<String>,
    adds: Vec<Option<Add>>,
    scans: Vec<[String; 4]>,
    counts: [String; 2],
}

/// Adds to a whole-number column of a tracked table that no index is over.
#[derive(Debug)]
pub struct Add {
    /// Adds, making the row when there is none: parameters as of `count_up`, where the column is what to add.
    pub add: String,
    /// The same, and divides by zero when the sum is below a floor, the last parameter. The sum is looked at as it is
    /// written: a question of its own would guard the place of the row against writers of others.
    pub add_above: String,
}

/// In which order rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// In that of their keys.
    Key,
    /// In that of the index at this position of the table's indexes.
    Index(usize),
}

/// Two ends as SQL gets them: from the first one, up to and without the second. Without a second, to the end of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The lower end, in the range.
    pub from: Vec<u8>,
    /// The upper end, past the range.
    pub to: Option<Vec<u8>>,
}

impl Ends {
    /// The ends of a range; `None` when nothing can lie between them.
    pub fn of(range: &KeyRange) -> Option<Self> {
        let (from, to) = range.bounds()?;
        // The first bytes after these: they with a zero behind them.
        let next = |key: &[u8]| [key, &[0]].concat();
        let from = match from {
            Bound::Included(key) => key.to_vec(),
            Bound::Excluded(key) => next(key),
            Bound::Unbounded => Vec::new(),
        };
        let to = match to {
            Bound::Included(key) => Some(next(key)),
            Bound::Excluded(key) => Some(key.to_vec()),
            Bound::Unbounded => None,
        };
        Some(Self { from, to })
    }
}

impl Statements {
    pub(super) fn new(dialect: &Dialect, table: &'static Table) -> Self {
        let of = Maker { dialect, table, name: quoted(table.name()) };
        let orders = std::iter::once("row_key".to_owned()).chain(table.indexes.iter().map(entry_column));
        Self {
            dialect: *dialect,
            table,
            create: of.create(),
            get: of.get(),
            version: of.version(),
            put: of.put(),
            insert: of.insert(true),
            count_up: table.tracked.then(|| of.count_up()),
            delete: of.delete(),
            expect_none: of.unless(&format!("row_key = {}1", of.dialect.parameter), 0),
            expect_version: table.tracked.then(|| of.expect_version()),
            adds: (0..table.columns.len()).map(|column| of.add(column)).collect(),
            scans: orders.map(|by| of.scans(&by)).collect(),
            counts: [false, true].map(|ended| of.count(ended)),
        }
    }

    /// The table.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// Reads rows between two ends: the lower one, the upper one if there is one, and the length of the page where scans
    /// are paged. Columns: those of [`get`](Self::get), then the key or the entry that the order goes by.
    pub fn scan(&self, order: Order, ended: bool, reverse: bool) -> &str {
        let order = match order {
            Order::Key => 0,
            Order::Index(position) => 1 + position,
        };
        &self.scans[order][usize::from(ended) + 2 * usize::from(reverse)]
    }

    /// Adds to the column at this position; `None` for one that it takes a look at the row to add to.
    pub fn add(&self, column: usize) -> Option<&Add> {
        self.adds.get(column)?.as_ref()
    }

    /// Counts rows between two ends, no further than a bound, the last parameter.
    pub fn count(&self, ended: bool) -> &str {
        &self.counts[usize::from(ended)]
    }

    /// What [`get`](Self::get) reads, of a table under another name.
    pub fn columns_of(&self, alias: &str) -> String {
        let version = if self.table.tracked { format!("{alias}.row_version") } else { "0".to_owned() };
        let columns: String =
            self.table.columns.iter().map(|c| format!(", {alias}.{}", quoted(c.name))).collect();
        format!("{alias}.row_key, {version}{columns}, {alias}.body")
    }

    /// Adds the column of an index to a table that has rows.
    pub fn add_entry_column(&self, index: &Index) -> String {
        let name = quoted(self.table.name());
        format!("ALTER TABLE {name} ADD COLUMN {} {}", entry_column(index), self.dialect.bytes)
    }

    /// Makes the index over that column.
    pub fn create_index(&self, index: &Index) -> String {
        let unique = if index.unique { "UNIQUE " } else { "" };
        let (name, column) = (quoted(index.space.name), entry_column(index));
        format!("CREATE {unique}INDEX IF NOT EXISTS {name} ON {} ({column})", quoted(self.table.name()))
    }

    /// Sets the entry (the second parameter) of the row of a key (the first).
    pub fn set_entry(&self, index: &Index) -> String {
        let place = self.dialect.parameter;
        let name = quoted(self.table.name());
        format!("UPDATE {name} SET {} = {place}2 WHERE row_key = {place}1", entry_column(index))
    }

    /// Reads key and entry of every row from a key on, in the order of keys; a page where scans are paged.
    pub fn entries(&self, index: &Index) -> String {
        let place = self.dialect.parameter;
        let limit = if self.dialect.paged { format!(" LIMIT {place}2") } else { String::new() };
        let (entry, name) = (entry_column(index), quoted(self.table.name()));
        format!("SELECT row_key, {entry} FROM {name} WHERE row_key >= {place}1 ORDER BY row_key{limit}")
    }
}

/// A name as SQL takes it.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The name of the column that holds a row's entry of an index.
pub fn entry_name(index: &Index) -> String {
    format!("{ENTRY}{}", index.space.name)
}

fn entry_column(index: &Index) -> String {
    quoted(&entry_name(index))
}

/// The declared columns with their positions, without those that are called as a part of the key: these have the same
/// values and stand once.
pub fn own_columns(table: &Table) -> impl Iterator<Item = (usize, &Column)> {
    let in_key = |name| table.key.iter().any(|part| part.name == name);
    table.columns.iter().enumerate().filter(move |(_, column)| !in_key(column.name))
}

/// What the statements of a table are made from.
struct Maker<'a> {
    dialect: &'a Dialect,
    table: &'static Table,
    name: String,
}

impl Maker<'_> {
    fn create(&self) -> String {
        let Dialect { bytes, int, .. } = self.dialect;
        let mut sql = format!("CREATE TABLE {} (row_key {bytes} PRIMARY KEY NOT NULL", self.name);
        if self.table.tracked {
            let _ = write!(sql, ", row_version {int} NOT NULL");
        }
        for part in self.table.key {
            let _ = write!(sql, ", {} {} NOT NULL", quoted(part.name), self.dialect.type_name(part.ty));
        }
        for (_, column) in own_columns(self.table) {
            let _ = write!(sql, ", {} {}", quoted(column.name), self.dialect.type_name(column.ty));
        }
        for index in self.table.indexes {
            let _ = write!(sql, ", {} {bytes}", entry_column(index));
        }
        let _ = write!(sql, ", body {bytes} NOT NULL){}", self.dialect.table_end);
        sql
    }

    /// Every column but the version, as the statements that write take them; the key comes first.
    fn columns(&self) -> Vec<String> {
        let mut names = vec!["row_key".to_owned()];
        names.extend(self.table.key.iter().map(|part| quoted(part.name)));
        names.extend(own_columns(self.table).map(|(_, column)| quoted(column.name)));
        names.extend(self.table.indexes.iter().map(entry_column));
        names.push("body".to_owned());
        names
    }

    /// Inserts a row; without its version as a parameter, the version is 1.
    fn insert(&self, versioned: bool) -> String {
        let mut names = self.columns();
        if versioned && self.table.tracked {
            names.insert(1, "row_version".to_owned());
        }
        let mut places: Vec<_> =
            (1..=names.len()).map(|i| format!("{}{i}", self.dialect.parameter)).collect();
        if !versioned {
            names.push("row_version".to_owned());
            places.push("1".to_owned());
        }
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, names.join(", "), places.join(", "))
    }

    fn put(&self) -> String {
        let version = self.table.tracked.then(|| "row_version = excluded.row_version".to_owned());
        self.or_update(true, version)
    }

    fn count_up(&self) -> String {
        self.or_update(false, Some(format!("row_version = {}.row_version + 1", self.name)))
    }

    fn expect_version(&self) -> String {
        let place = self.dialect.parameter;
        self.unless(&format!("row_key = {place}1 AND row_version = {place}2"), 1)
    }

    /// Divides by zero when whether there is such a row is not as wanted: 1 for a row, 0 for none.
    fn unless(&self, condition: &str, wanted: u8) -> String {
        let (found, none) = (wanted, 1 - wanted);
        format!(
            "SELECT 1 / (CASE WHEN EXISTS (SELECT 1 FROM {} WHERE {condition}) THEN {found} ELSE {none} END)",
            self.name
        )
    }

    fn add(&self, column: usize) -> Option<Add> {
        let (_, named) = own_columns(self.table).find(|(position, _)| *position == column)?;
        let indexed = self.table.indexes.iter().any(|index| index.columns.contains(&column));
        if !self.table.tracked || indexed || named.ty != ColumnType::Int {
            return None;
        }
        let (place, name, table) = (self.dialect.parameter, quoted(named.name), &self.name);
        let insert = self.insert(false);
        let update = format!(
            "row_version = {table}.row_version + 1, {name} = COALESCE({table}.{name}, 0) + excluded.{name}"
        );
        let add = format!("{insert} ON CONFLICT (row_key) DO UPDATE SET {update}");
        let floor = self.columns().len() + 1;
        let add_above = format!(
            "WITH added AS ({add} RETURNING {name} AS sum) SELECT 1 / (CASE WHEN sum < {place}{floor} THEN 0 ELSE 1 END) FROM added"
        );
        Some(Add { add, add_above })
    }

    fn or_update(&self, versioned: bool, version: Option<String>) -> String {
        let rest = self.columns().split_off(1);
        let updates = rest.into_iter().map(|name| format!("{name} = excluded.{name}"));
        let updates: Vec<_> = version.into_iter().chain(updates).collect();
        let insert = self.insert(versioned);
        format!("{insert} ON CONFLICT (row_key) DO UPDATE SET {}", updates.join(", "))
    }

    fn delete(&self) -> String {
        format!("DELETE FROM {} WHERE row_key = {}1", self.name, self.dialect.parameter)
    }

    const fn row_version(&self) -> &'static str {
        if self.table.tracked { "row_version" } else { "0" }
    }

    /// What a row is read from: key, version, declared columns, body, in this order.
    fn read(&self) -> String {
        let columns: String = self.table.columns.iter().map(|c| format!(", {}", quoted(c.name))).collect();
        format!("SELECT row_key, {}{columns}, body", self.row_version())
    }

    fn get(&self) -> String {
        format!("{} FROM {} WHERE row_key = {}1", self.read(), self.name, self.dialect.parameter)
    }

    fn version(&self) -> String {
        let place = self.dialect.parameter;
        format!("SELECT {} FROM {} WHERE row_key = {place}1", self.row_version(), self.name)
    }

    /// Upwards and downwards, without and with an upper end.
    fn scans(&self, by: &str) -> [String; 4] {
        [(false, false), (true, false), (false, true), (true, true)].map(|(ended, reverse)| {
            let ends = self.ends(by, ended);
            let order = if reverse { "DESC" } else { "ASC" };
            let limit = if self.dialect.paged { self.limit(ended) } else { String::new() };
            format!("{}, {by} FROM {} WHERE {ends} ORDER BY {by} {order}{limit}", self.read(), self.name)
        })
    }

    fn count(&self, ended: bool) -> String {
        let (ends, limit) = (self.ends("row_key", ended), self.limit(ended));
        format!("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {ends}{limit}) AS counted", self.name)
    }

    fn ends(&self, by: &str, ended: bool) -> String {
        let place = self.dialect.parameter;
        let end = if ended { format!(" AND {by} < {place}2") } else { String::new() };
        format!("{by} >= {place}1{end}")
    }

    fn limit(&self, ended: bool) -> String {
        format!(" LIMIT {}{}", self.dialect.parameter, 2 + u8::from(ended))
    }
}
