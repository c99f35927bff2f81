//! New stores and upgrades, in one transaction: when one cannot be finished, as with two rows of one key under a new
//! unique index, nothing has changed and the older version still opens the store.

use guanxi_core::{
    error::{Error, Result},
    storage::{Flow, Index, KeyRange, Read, Row, Schema, Table, tables::index_entry},
};
use rusqlite::{OptionalExtension, params};

use crate::{
    failure,
    rows::Rows,
    statements::{self, quoted},
};

/// How tables, indexes and feed are laid out. Grows when older code could not read it.
const LAYOUT: u32 = 1;
/// Rows that get their entries at once.
const STEP: usize = 4096;

/// Whether the store is what this schema wants.
///
/// # Errors
/// `newer_format`; `corrupt` for an SQLite file of somebody else's.
pub(crate) fn is_current(rows: &Rows<'_>, schema: &Schema) -> Result<bool> {
    if !has_table(rows, "guanxi_store")? {
        return Ok(false);
    }
    let layout = number(rows, "layout")?;
    if layout > LAYOUT {
        return Err(Error::newer(rows.file.display(), layout, LAYOUT));
    }
    let version = number(rows, "schema")?;
    if version > schema.version {
        return Err(Error::newer("the store", version, schema.version));
    }
    for table in schema.tables {
        let mut entries: Vec<_> = table.indexes.iter().map(statements::entry_name).collect();
        entries.sort_unstable();
        if !has_table(rows, table.name())? || entry_columns(rows, table)? != entries {
            return Ok(false);
        }
    }
    Ok(version == schema.version)
}

/// Brings the store up to a schema.
///
/// # Errors
/// As [`is_current`]; `duplicate` when rows stand in the way of a new unique index.
pub(crate) fn prepare(rows: &Rows<'_>, schema: &Schema) -> Result<()> {
    if is_current(rows, schema)? {
        return Ok(());
    }
    refuse_foreign(rows)?;
    run(rows, statements::STORE)?;
    run(rows, statements::FEED)?;
    for table in schema.tables {
        prepare_table(rows, table)?;
    }
    set(rows, "layout", LAYOUT)?;
    set(rows, "schema", schema.version)
}

fn prepare_table(rows: &Rows<'_>, table: &'static Table) -> Result<()> {
    let shape = shape(table);
    let key = format!("table {}", table.name());
    match text(rows, &key)? {
        None => run(rows, &statements::create(table))?,
        Some(known) if known != shape => {
            return Err(Error::internal(format_args!(
                "{}: the store has this table with other columns",
                table.name()
            )));
        }
        Some(_) => {}
    }
    put_text(rows, &key, &shape)?;
    let known = entry_columns(rows, table)?;
    for lost in known.iter().filter(|name| table.indexes.iter().all(|i| statements::entry_name(i) != **name))
    {
        run(
            rows,
            &format!("DROP INDEX IF EXISTS {}", quoted(lost.strip_prefix(statements::ENTRY).unwrap_or(lost))),
        )?;
        run(rows, &format!("ALTER TABLE {} DROP COLUMN {}", quoted(table.name()), quoted(lost)))?;
    }
    for index in table.indexes {
        if !known.contains(&statements::entry_name(index)) {
            run(rows, &statements::add_entry_column(table, index))?;
            fill(rows, table, index)?;
        }
        let made = rows.connection.execute(&statements::create_index(table, index), []);
        made.map_err(|e| failure::write_error(rows.file, table, e))?;
    }
    Ok(())
}

/// Gives every row its entry of a new index.
fn fill(rows: &Rows<'_>, table: &'static Table, index: &Index) -> Result<()> {
    let sql = format!(
        "UPDATE {} SET {} = ?2 WHERE row_key = ?1",
        quoted(table.name()),
        statements::entry_column(index)
    );
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

/// An SQLite file that is full of other things is not ours to write to.
fn refuse_foreign(rows: &Rows<'_>) -> Result<()> {
    let tables: i64 = ask(rows, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'", "")?.unwrap_or(0);
    if tables > 0 && !has_table(rows, "guanxi_store")? {
        return Err(Error::corrupt(rows.file.display(), "it is an SQLite file, but no store of guanxi"));
    }
    Ok(())
}

/// The columns of entries that a table has, sorted.
pub(crate) fn entry_columns(rows: &Rows<'_>, table: &Table) -> Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_info(?1) WHERE substr(name, 1, length(?2)) = ?2 ORDER BY name";
    let names = rows.connection.prepare(sql).and_then(|mut statement| {
        statement
            .query_map([table.name(), statements::ENTRY], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()
    });
    names.map_err(|e| failure::error(rows.file, e))
}

/// What may not change while rows of it are kept.
fn shape(table: &Table) -> String {
    let types = |columns: &[guanxi_core::storage::Column]| {
        columns.iter().map(|column| format!("{} {:?}", column.name, column.ty)).collect::<Vec<_>>().join(", ")
    };
    let tracked = if table.tracked { "tracked" } else { "plain" };
    format!("{tracked} ({}) {}", types(table.key), types(table.columns))
}

fn has_table(rows: &Rows<'_>, name: &str) -> Result<bool> {
    Ok(ask::<i64>(rows, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1", name)?.is_some())
}

fn number(rows: &Rows<'_>, name: &str) -> Result<u32> {
    let Some(text) = text(rows, name)? else { return Ok(0) };
    text.parse().map_err(|_| Error::corrupt(rows.file.display(), format_args!("its {name} does not read")))
}

fn text(rows: &Rows<'_>, name: &str) -> Result<Option<String>> {
    ask(rows, "SELECT value FROM guanxi_store WHERE name = ?1", name)
}

fn set(rows: &Rows<'_>, name: &str, value: u32) -> Result<()> {
    put_text(rows, name, &value.to_string())
}

fn put_text(rows: &Rows<'_>, name: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO guanxi_store (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    rows.connection.execute(sql, [name, value]).map(drop).map_err(|e| failure::error(rows.file, e))
}

/// The one value of the one row, if there is one.
fn ask<T: rusqlite::types::FromSql>(rows: &Rows<'_>, sql: &str, parameter: &str) -> Result<Option<T>> {
    let mut statement = rows.connection.prepare(sql).map_err(|e| failure::error(rows.file, e))?;
    let found = if statement.parameter_count() == 0 {
        statement.query_row([], |row| row.get(0)).optional()
    } else {
        statement.query_row([parameter], |row| row.get(0)).optional()
    };
    found.map_err(|e| failure::error(rows.file, e))
}

fn run(rows: &Rows<'_>, sql: &str) -> Result<()> {
    rows.connection.execute(sql, []).map(drop).map_err(|e| failure::error(rows.file, e))
}
