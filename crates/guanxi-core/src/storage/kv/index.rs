//! Index entries.
//!
//! An entry of a plain index is the encoded columns with the row's key after them, and an empty value. An entry of a
//! unique index is the encoded columns, and its value is the row's key; rows with a `Null` among them have no entry.

use std::ops::Bound;

use super::{Transaction, View};
use crate::{
    error::{Error, Result},
    storage::{Index, KeyRange, Table, Value, key},
};

/// The entry of a row, `None` when the index leaves it out.
pub(super) fn entry(index: &Index, columns: &[Value], row_key: &[u8]) -> Option<Vec<u8>> {
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

/// The value of a row's entry.
pub(super) fn entry_value(index: &Index, row_key: &[u8]) -> Vec<u8> {
    if index.unique { row_key.to_vec() } else { Vec::new() }
}

/// The key of the row that an entry belongs to.
pub(super) fn row_key<'a>(
    table: &Table,
    index: &Index,
    entry: &'a [u8],
    value: &'a [u8],
) -> Result<&'a [u8]> {
    if index.unique {
        return Ok(value);
    }
    let len = columns_len(table, index, entry);
    let len = len.ok_or_else(|| Error::corrupt(index.space.name, "the columns of an entry do not read"))?;
    Ok(&entry[len..])
}

/// Brings the entries of a row from what it was to what it becomes; `None` where there is no row.
///
/// # Errors
/// `duplicate` when another row has the same values in a unique index.
pub(super) fn update(
    tx: &mut Transaction<'_>,
    table: &Table,
    row_key: &[u8],
    before: Option<&[Value]>,
    after: Option<&[Value]>,
) -> Result<()> {
    for index in table.indexes {
        let old = before.and_then(|columns| entry(index, columns, row_key));
        let new = after.and_then(|columns| entry(index, columns, row_key));
        if old == new {
            continue;
        }
        if let Some(new) = new {
            add(tx, table, index, new, row_key)?;
        }
        if let Some(old) = old {
            tx.delete(index.space, old);
        }
    }
    Ok(())
}

/// Adds an entry of a row.
///
/// # Errors
/// `duplicate` when the entry of a unique index belongs to another row.
pub(super) fn add(
    tx: &mut Transaction<'_>,
    table: &Table,
    index: &Index,
    entry: Vec<u8>,
    row_key: &[u8],
) -> Result<()> {
    let mut taken = false;
    if index.unique {
        tx.get(index.space, &entry, &mut |owner| taken = owner != row_key)?;
    }
    if taken {
        return Err(Error::duplicate(table.name(), index.space.name));
    }
    tx.put(index.space, entry, entry_value(index, row_key));
    Ok(())
}

/// The range of entries for a range of encoded columns. In a plain index the row's key follows the columns, so an end
/// that is exactly a set of columns must reach over, or pass over, all that start with it.
pub(super) fn range(table: &Table, index: &Index, columns: &KeyRange) -> KeyRange {
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

fn columns_len(table: &Table, index: &Index, entry: &[u8]) -> Option<usize> {
    key::values_len(index.columns.iter().map(|column| table.columns[*column].ty), entry)
}
