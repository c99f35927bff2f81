//! New stores and upgrades, in one transaction: when one cannot be finished, as with two rows of one key under a new
//! unique index, nothing has changed and the older version still opens the store.

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Flow, Index, KeyRange, Read, Row, Schema, Table, View,
        sql::{STORE_TABLE, Step, Stored, upgrade},
        tables::index_entry,
    },
};
use rusqlite::params;

use crate::{failure, rows::Rows, statements};

/// Rows that get their entries at once.
const STEP: usize = 4096;

/// Whether the store is what this schema wants.
///
/// # Errors
/// `newer_format`; `corrupt` for an SQLite file of somebody else's.
pub(crate) fn is_current(rows: &Rows<'_>, schema: &Schema) -> Result<bool> {
    Ok(upgrade(&stored(rows)?, schema, rows.sql)?.is_empty())
}

/// Brings the store up to a schema.
///
/// # Errors
/// As [`is_current`]; `duplicate` when rows stand in the way of a new unique index.
pub(crate) fn prepare(rows: &Rows<'_>, schema: &Schema) -> Result<()> {
    let stored = stored(rows)?;
    if !stored.tables.is_empty() && !stored.tables.contains_key(STORE_TABLE) {
        // A file that is full of other things is not ours to write to.
        return Err(Error::corrupt(rows.file.display(), "it is an SQLite file, but no store of guanxi"));
    }
    run(rows, statements::STORE)?;
    run(rows, statements::FEED)?;
    upgrade(&stored, schema, rows.sql)?.into_iter().try_for_each(|step| take(rows, step))
}

fn take(rows: &Rows<'_>, step: Step) -> Result<()> {
    match step {
        Step::Run(sql) => run(rows, &sql),
        Step::MakeIndex { table, sql } => {
            let made = rows.connection.execute(&sql, []);
            made.map(drop).map_err(|e| failure::write_error(rows.file, table, e))
        }
        Step::Fill { table, index } => fill(rows, table, index),
        Step::Set { name, value } => put_text(rows, &name, &value),
    }
}

/// Gives every row its entry of a new index.
fn fill(rows: &Rows<'_>, table: &'static Table, index: &Index) -> Result<()> {
    let sql = rows.sql.of(table).set_entry(index);
    let mut update = rows.connection.prepare(&sql).map_err(|e| failure::error(rows.file, e))?;
    let mut after = None;
    loop {
        let mut batch: Vec<Result<Row>> = Vec::new();
        after = rows.scan(table, &KeyRange::all().after(after), &mut |row| {
            batch.push(row.to_owned(table));
            if batch.len() < STEP { Flow::Continue(()) } else { Flow::Break(()) }
        })?;
        for row in batch {
            let row = row?;
            let entry = index_entry(index, &row.columns, &row.key);
            update.execute(params![row.key, entry]).map_err(|e| failure::error(rows.file, e))?;
        }
        if after.is_none() {
            return Ok(());
        }
    }
}

/// What the file holds: every table with its columns, and what the store says of itself.
fn stored(rows: &Rows<'_>) -> Result<Stored> {
    let mut stored = Stored::default();
    let columns = "SELECT tables.name, columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'";
    for (table, column) in pairs(rows, columns)? {
        stored.tables.entry(table).or_default().insert(column);
    }
    if stored.tables.contains_key(STORE_TABLE) {
        stored.values = pairs(rows, "SELECT name, value FROM guanxi_store")?.into_iter().collect();
    }
    Ok(stored)
}

fn pairs(rows: &Rows<'_>, sql: &str) -> Result<Vec<(String, String)>> {
    let found = rows.connection.prepare(sql).and_then(|mut statement| {
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()
    });
    found.map_err(|e| failure::error(rows.file, e))
}

pub(crate) fn put_text(rows: &Rows<'_>, name: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO guanxi_store (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    rows.connection.execute(sql, [name, value]).map(drop).map_err(|e| failure::error(rows.file, e))
}

fn run(rows: &Rows<'_>, sql: &str) -> Result<()> {
    rows.connection.execute(sql, []).map(drop).map_err(|e| failure::error(rows.file, e))
}

/// Whether the views are these.
pub(crate) fn are_shown(rows: &Rows<'_>, views: &[View]) -> Result<bool> {
    let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'view' AND name = ?1 AND sql = ?2";
    let mut statement = rows.connection.prepare(sql).map_err(|e| failure::error(rows.file, e))?;
    for view in views {
        if !statement.exists([view.name, &view.create()]).map_err(|e| failure::error(rows.file, e))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Makes the views, in place of older ones.
pub(crate) fn show(rows: &Rows<'_>, views: &[View]) -> Result<()> {
    for view in views {
        view.indexes().try_for_each(|index| run(rows, &index))?;
        run(rows, &view.remove())?;
        run(rows, &view.create())?;
    }
    Ok(())
}
