//! Bare rows.

use std::path::Path;

use anyhow::{Result, ensure};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    bare::{BATCH, Picks, READS, body, email, id, phone, since},
    measure::{Figures, Meter, disk_mb, memory_mb},
};

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS customers (
        id BLOB PRIMARY KEY, email BLOB, phone BLOB, since INTEGER, version INTEGER NOT NULL, body BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX IF NOT EXISTS customers_by_email ON customers (email);
    CREATE INDEX IF NOT EXISTS customers_by_phone ON customers (phone);
    CREATE INDEX IF NOT EXISTS customers_by_since ON customers (since);
";

pub(super) fn load(mut connection: Connection, rows: u64, store: &Path) -> Result<Figures> {
    let meter = Meter::start();
    connection.execute_batch(SCHEMA)?;
    for from in (0..rows).step_by(BATCH) {
        write(&mut connection, from, rows.min(from + BATCH as u64))?;
    }
    let mut figures = meter.figures()?;
    connection.close().map_err(|(_, e)| e)?;
    figures.insert("disk".into(), disk_mb(store)?);
    Ok(figures)
}

pub(super) fn write_on(mut connection: Connection) -> Result<Figures> {
    connection.execute_batch(SCHEMA)?;
    for from in (1 << 40..).step_by(100) {
        write(&mut connection, from, from + 100)?;
    }
    Ok(Figures::new())
}

fn write(connection: &mut Connection, from: u64, to: u64) -> Result<()> {
    let tx = connection.transaction()?;
    {
        let mut insert = tx.prepare_cached(
            "INSERT INTO customers VALUES (?1, ?2, ?3, ?4, 1, ?5) ON CONFLICT (id) DO UPDATE SET
             email = excluded.email, phone = excluded.phone, since = excluded.since, version = version + 1,
             body = excluded.body",
        )?;
        for n in from..to {
            insert.execute(params![id(n), email(n), phone(n), since(n), body(n)])?;
        }
    }
    Ok(tx.commit()?)
}

pub(super) fn open(store: &Path) -> Result<Figures> {
    let meter = Meter::start();
    let connection = super::open(store)?;
    connection.execute_batch(SCHEMA)?;
    get(&connection, 0)?;
    let mut figures = meter.figures()?;
    figures.insert("memory".into(), memory_mb("VmRSS")?);
    Ok(figures)
}

pub(super) fn read(connection: &Connection, rows: u64) -> Result<Figures> {
    let picks = Picks::new(rows);
    let mut figures = Figures::new();
    figures.insert("id".into(), picks.each(READS, |n| get(connection, n))?);
    figures.insert("email".into(), picks.each(READS, |n| by_email(connection, n))?);
    figures.insert("page".into(), picks.each(READS / 20, |n| page(connection, n))?);
    let meter = Meter::start();
    let seen = show(connection, "SELECT id, version, body FROM customers ORDER BY id", [])?;
    ensure!(seen >= rows, "rows are missing");
    figures.insert("scan".into(), meter.cpu());
    Ok(figures)
}

fn get(connection: &Connection, n: u64) -> Result<()> {
    let mut select = connection.prepare_cached("SELECT body FROM customers WHERE id = ?1")?;
    let len = select.query_row([id(n)], |row| Ok(row.get_ref(0)?.as_blob()?.len())).optional()?;
    ensure!(len == Some(body(n).len()), "a row is missing");
    Ok(())
}

fn by_email(connection: &Connection, n: u64) -> Result<()> {
    let mut select = connection.prepare_cached("SELECT body FROM customers WHERE email = ?1")?;
    let len = select.query_row([email(n)], |row| Ok(row.get_ref(0)?.as_blob()?.len())).optional()?;
    ensure!(len == Some(body(n).len()), "a row is missing");
    Ok(())
}

fn page(connection: &Connection, n: u64) -> Result<()> {
    let sql = "SELECT id, version, body FROM customers WHERE since >= ?1 ORDER BY since LIMIT 50";
    ensure!(show(connection, sql, [since(n)])? > 0, "a page is empty");
    Ok(())
}

/// Looks at every row of a query.
fn show(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<u64> {
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query(params)?;
    let mut seen = 0;
    while let Some(row) = rows.next()? {
        std::hint::black_box((row.get_ref(0)?, row.get_ref(1)?, row.get_ref(2)?));
        seen += 1;
    }
    Ok(seen)
}
