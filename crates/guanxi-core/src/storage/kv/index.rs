//! Index entries.
//!
//! An entry of a plain index is the encoded columns with the row's key after them, and an empty value. An entry of a
//! unique index is the encoded columns, and its value is the row's key; rows with a `Null` among them have no entry.

use super::{Transaction, View};
use crate::{
    error::{Error, Result},
    storage::{Index, Table, Value, tables::columns_len},
};

pub(super) use crate::storage::tables::{index_entry, index_range as range};

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
        let old = before.and_then(|columns| index_entry(index, columns, row_key));
        let new = after.and_then(|columns| index_entry(index, columns, row_key));
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
