//! The writes.

use super::{Rows, Transaction, Write, index, rows};
use crate::{
    error::Result,
    storage::{
        Expect, Op, Table, Value,
        tables::{Added, check_expected, check_shape, must_look},
    },
};

impl Write for Rows<&mut Transaction<'_>> {
    fn op(&mut self, op: &Op) -> Result<()> {
        let tx = &mut *self.0;
        let done = match op {
            Op::Put { table, key, columns, body, expect } => put(tx, table, key, columns, body, *expect),
            Op::Delete { table, key, expect } => delete(tx, table, key, *expect),
            Op::Add { table, key, column, delta, floor } => add(tx, table, key, *column, *delta, *floor),
        };
        done.inspect_err(|_| tx.fail())
    }

    fn append_feed(&mut self, entry: &[u8]) -> Result<()> {
        self.0.append_feed(entry).inspect_err(|_| self.0.fail())
    }
}

fn put(
    tx: &mut Transaction<'_>,
    table: &Table,
    key: &[u8],
    columns: &[Value],
    body: &[u8],
    expect: Expect,
) -> Result<()> {
    check_shape(table, columns)?;
    let before = before(tx, table, key, expect)?;
    let version = before.as_ref().map_or(1, |row| row.version + 1);
    index::update(tx, table, key, before.as_ref().map(|row| &row.columns[..]), Some(columns))?;
    tx.put(table.space, key.to_vec(), rows::encode(table, version, columns, body));
    Ok(())
}

fn delete(tx: &mut Transaction<'_>, table: &Table, key: &[u8], expect: Expect) -> Result<()> {
    let before = before(tx, table, key, expect)?;
    if table.tracked && before.is_none() {
        return Ok(());
    }
    index::update(tx, table, key, before.as_ref().map(|row| &row.columns[..]), None)?;
    tx.delete(table.space, key.to_vec());
    Ok(())
}

fn add(
    tx: &mut Transaction<'_>,
    table: &'static Table,
    key: &[u8],
    column: usize,
    delta: i64,
    floor: Option<i64>,
) -> Result<()> {
    let mut before = None;
    rows::get(&*tx, table, key, &mut |row| before = Some(row.to_owned(table)))?;
    let before = before.transpose()?;
    let columns_before = before.as_ref().map(|row| row.columns.clone());
    let after = Added::new(table, before, column, delta)?;
    index::update(tx, table, key, columns_before.as_deref(), Some(&after.columns))?;
    after.check_floor(table, floor)?;
    tx.put(table.space, key.to_vec(), rows::encode(table, after.version, &after.columns, &after.body));
    Ok(())
}

/// What must be known of a row before it is written over.
struct Before {
    version: u64,
    /// Its columns where indexes need them, else empty.
    columns: Vec<Value>,
}

/// Looks at the row before a write, when there is a reason to: a table that is not tracked is written blind.
///
/// # Errors
/// `duplicate` or `stale_version` when it is not as expected.
fn before(tx: &Transaction<'_>, table: &Table, key: &[u8], expect: Expect) -> Result<Option<Before>> {
    if !must_look(table, expect) {
        return Ok(None);
    }
    let mut before = None;
    rows::get(tx, table, key, &mut |row| {
        let columns = if table.indexes.is_empty() { Ok(Vec::new()) } else { row.columns(table) };
        before = Some(columns.map(|columns| Before { version: row.version, columns }));
    })?;
    let before = before.transpose()?;
    check_expected(table, expect, before.as_ref().map(|row| row.version))?;
    Ok(before)
}
