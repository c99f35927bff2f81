//! What every storage does with tables in the same way: index entries, checks, names for messages.

use std::{collections::BTreeSet, ops::Bound};

use super::{
    ColumnType, Expect, Index, KeyRange, Row, Schema, Table, Value, key,
    kv::{FEED, META},
};
use crate::error::{Error, Result};

/// The entry of a row, `None` when the index leaves it out.
pub fn index_entry(index: &Index, columns: &[Value], row_key: &[u8]) -> Option<Vec<u8>> {
    let values = || index.columns.iter().map(|column| &columns[*column]);
    if index.unique && values().any(|value| *value == Value::Null) {
        return None;
    }
    let mut out = Vec::with_capacity(20 * index.columns.len() + row_key.len());
    values().for_each(|value| key::write_value(&mut out, value));
    if !index.unique {
        out.extend_from_slice(row_key);
    }
    Some(out)
}

/// The range of entries for a range of encoded columns. In a plain index the row's key follows the columns, so an end
/// that is exactly a set of columns must reach over, or pass over, all that start with it.
pub fn index_range(table: &Table, index: &Index, columns: &KeyRange) -> KeyRange {
    let mut range = columns.clone();
    if index.unique {
        return range;
    }
    let whole = |end: &[u8]| columns_len(table, index, end) == Some(end.len());
    let past = |end: &[u8]| key::after_prefix(end);
    if let Bound::Excluded(end) = &range.from
        && whole(end)
    {
        // Columns start with a 0 or a 1, so there is a key after them.
        range.from = past(end).map_or(Bound::Unbounded, Bound::Included);
    }
    if let Bound::Included(end) = &range.to
        && whole(end)
    {
        range.to = past(end).map_or(Bound::Unbounded, Bound::Excluded);
    }
    range
}

/// How many bytes of an entry are its columns.
pub(super) fn columns_len(table: &Table, index: &Index, entry: &[u8]) -> Option<usize> {
    key::values_len(index.columns.iter().map(|column| table.columns[*column].ty), entry)
}

/// The columns of a row as a [`RowRef`](super::RowRef) has them.
pub fn encode_columns(columns: &[Value]) -> Vec<u8> {
    let mut out = Vec::with_capacity(20 * columns.len());
    key::encode_columns(&mut out, columns);
    out
}

/// Columns that are not of the table would write a row that nobody can read.
///
/// # Errors
/// `internal`.
pub fn check_shape(table: &Table, columns: &[Value]) -> Result<()> {
    let fits = |(value, ty): (&Value, ColumnType)| {
        matches!(
            (value, ty),
            (Value::Null, _)
                | (Value::Int(_), ColumnType::Int)
                | (Value::Id(_), ColumnType::Id)
                | (Value::Text(_), ColumnType::Text)
        )
    };
    let same = columns.len() == table.columns.len()
        && columns.iter().zip(table.columns).all(|(value, column)| fits((value, column.ty)));
    if same { Ok(()) } else { Err(misuse(table, "the columns of a write are not those of the table")) }
}

/// A row after something was added to a whole-number column of it; a row that is not there yet starts with that column
/// 0, every other null, and an empty body.
#[derive(Debug)]
pub struct Added {
    /// Its version now.
    pub version: u64,
    /// Its columns now.
    pub columns: Vec<Value>,
    /// Its body, as before.
    pub body: Vec<u8>,
    sum: i64,
}

impl Added {
    /// Adds.
    ///
    /// # Errors
    /// `internal` for a column that holds no whole number or a table that is not tracked; `invalid_money` when the sum does
    /// not fit.
    pub fn new(table: &Table, before: Option<Row>, column: usize, delta: i64) -> Result<Self> {
        if !table.tracked || table.columns.get(column).is_none_or(|c| c.ty != ColumnType::Int) {
            return Err(misuse(table, "an add needs a whole-number column of a tracked table"));
        }
        let (version, mut columns, body) = before.map_or_else(
            || (0, vec![Value::Null; table.columns.len()], Vec::new()),
            |row| (row.version, row.columns, row.body),
        );
        let held = if let Value::Int(held) = columns[column] { held } else { 0 };
        let sum =
            held.checked_add(delta).ok_or_else(|| Error::money("the sum is larger than can be kept"))?;
        columns[column] = Value::Int(sum);
        Ok(Self { version: version + 1, columns, body, sum })
    }

    /// Whether the sum may stand; asked last, as `duplicate` of a unique index goes before it.
    ///
    /// # Errors
    /// `below_floor`.
    pub fn check_floor(&self, table: &Table, floor: Option<i64>) -> Result<()> {
        match floor {
            Some(floor) if self.sum < floor => Err(Error::floor(table.name(), floor, self.sum)),
            _ => Ok(()),
        }
    }
}

/// Whether a write has to look at the row before: a table that is not tracked is written blind where nothing is expected.
pub fn must_look(table: &Table, expect: Expect) -> bool {
    table.tracked || expect != Expect::Any
}

/// Whether the row is as a write expects it; `found` is its version, `None` where there is no row.
///
/// # Errors
/// `internal` when versions are expected of a table without; `stale_version`; `duplicate`.
pub fn check_expected(table: &Table, expect: Expect, found: Option<u64>) -> Result<()> {
    match expect {
        Expect::Version(_) if !table.tracked => Err(misuse(table, "rows have no versions")),
        Expect::Version(expected) if found.unwrap_or(0) != expected => {
            Err(Error::stale(table.name(), expected, found.unwrap_or(0)))
        }
        Expect::Absent if found.is_some() => Err(Error::duplicate(table.name(), "key")),
        _ => Ok(()),
    }
}

/// A table is used as it cannot be: a fault of ours.
pub fn misuse(table: &Table, reason: &str) -> Error {
    Error::internal(format_args!("{}: {reason}", table.name()))
}

/// A row's key for people, without what may be personal.
pub fn row_name(table: &Table, row_key: &[u8]) -> String {
    let Ok(parts) = key::decode_key(table, row_key) else {
        return format!("(a key of {} bytes)", row_key.len());
    };
    let parts: Vec<_> = parts.iter().map(part).collect();
    parts.join("/")
}

fn part(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Int(n) => n.to_string(),
        Value::Id(id) => id.iter().map(|byte| format!("{byte:02x}")).collect(),
        Value::Text(text) => format!("(text of {} bytes)", text.len()),
    }
}

/// A schema that no storage could keep.
///
/// # Errors
/// `internal`.
pub fn check_schema(schema: &Schema) -> Result<()> {
    let wrong =
        |table: &Table, reason: &str| Err(Error::internal(format_args!("{}: {reason}", table.name())));
    let mut numbers = BTreeSet::from([FEED.number, META.number]);
    for table in schema.tables {
        if !table.tracked && !table.indexes.is_empty() {
            return wrong(table, "a table that is not tracked has no indexes");
        }
        if table.indexes.iter().flat_map(|index| index.columns).any(|column| *column >= table.columns.len()) {
            return wrong(table, "an index is over a column that is not there");
        }
        let spaces = std::iter::once(table.space).chain(table.indexes.iter().map(|index| index.space));
        if !spaces.into_iter().all(|space| numbers.insert(space.number)) {
            return wrong(table, "the number of a space is used twice");
        }
    }
    Ok(())
}
