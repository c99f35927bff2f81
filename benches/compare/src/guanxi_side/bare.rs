//! Bare rows: the storage without the library above it.

use std::{ops::Bound, path::Path};

use anyhow::{Result, ensure};
use guanxi_core::storage::{
    Column, ColumnType, Expect, Flow, Index, KeyRange, Kind, Op, Schema, Space, Storage, Table, Value,
    key::KeyWriter,
};

use crate::{
    bare::{BATCH, Picks, READS, body, email, id, phone, since},
    measure::{Figures, Meter, disk_mb, memory_mb},
};

static CUSTOMERS: Table = Table {
    space: Space { number: 1, name: "customers" },
    kind: Kind::State,
    key: &[Column { name: "id", ty: ColumnType::Id }],
    columns: &[
        Column { name: "email", ty: ColumnType::Id },
        Column { name: "phone", ty: ColumnType::Id },
        Column { name: "since", ty: ColumnType::Int },
    ],
    indexes: &[
        Index { space: Space { number: 2, name: "customers_by_email" }, columns: &[0], unique: true },
        Index { space: Space { number: 3, name: "customers_by_phone" }, columns: &[1], unique: false },
        Index { space: Space { number: 4, name: "customers_by_since" }, columns: &[2], unique: false },
    ],
    tracked: true,
};
static SCHEMA: Schema = Schema { version: 1, tables: &[&CUSTOMERS] };

/// Loads so many rows.
pub(super) fn load(storage: &dyn Storage, rows: u64, store: &Path) -> Result<Figures> {
    let meter = Meter::start();
    storage.prepare(&SCHEMA)?;
    for from in (0..rows).step_by(BATCH) {
        write(storage, from, rows.min(from + BATCH as u64))?;
    }
    let mut figures = meter.figures()?;
    storage.close()?;
    figures.insert("disk".into(), disk_mb(store)?);
    Ok(figures)
}

/// Writes rows until the process is killed.
pub(super) fn write_on(storage: &dyn Storage) -> Result<Figures> {
    storage.prepare(&SCHEMA)?;
    for from in (1 << 40..).step_by(100) {
        write(storage, from, from + 100)?;
    }
    Ok(Figures::new())
}

fn write(storage: &dyn Storage, from: u64, to: u64) -> Result<()> {
    let ops: Vec<_> = (from..to).map(row).collect();
    Ok(storage.apply(&ops)?)
}

fn row(n: u64) -> Op {
    let columns = vec![Value::Id(email(n)), Value::Id(phone(n)), Value::Int(since(n))];
    let (key, body) = (id(n).to_vec(), body(n).to_vec());
    Op::Put { table: &CUSTOMERS, key, columns, body, expect: Expect::Any }
}

/// Opens a store and reads a row.
pub(super) fn open(storage: impl FnOnce() -> Result<Box<dyn Storage>>) -> Result<Figures> {
    let meter = Meter::start();
    let storage = storage()?;
    storage.prepare(&SCHEMA)?;
    get(&*storage, 0)?;
    let mut figures = meter.figures()?;
    figures.insert("memory".into(), memory_mb("VmRSS")?);
    storage.close()?;
    Ok(figures)
}

/// Reads rows in several ways.
pub(super) fn read(storage: &dyn Storage, rows: u64) -> Result<Figures> {
    storage.prepare(&SCHEMA)?;
    let picks = Picks::new(rows);
    let mut figures = Figures::new();
    figures.insert("id".into(), picks.each(READS, |n| get(storage, n))?);
    let by_email = |n| {
        let range = KeyRange::prefix(&KeyWriter::new().value(&Value::Id(email(n))).finish());
        page(storage, &CUSTOMERS.indexes[0], &range, 1)
    };
    figures.insert("email".into(), picks.each(READS, by_email)?);
    let page_of_50 = |n| {
        let from = Bound::Included(KeyWriter::new().value(&Value::Int(since(n))).finish());
        page(storage, &CUSTOMERS.indexes[2], &KeyRange { from, ..KeyRange::all() }, 50)
    };
    figures.insert("page".into(), picks.each(READS / 20, page_of_50)?);
    let meter = Meter::start();
    scan(storage, rows)?;
    figures.insert("scan".into(), meter.cpu());
    Ok(figures)
}

fn get(storage: &dyn Storage, n: u64) -> Result<()> {
    let mut len = 0;
    storage.read(&mut |read| read.get(&CUSTOMERS, &id(n), &mut |row| len = row.body.len()).map(drop))?;
    ensure!(len == body(n).len(), "a row is missing");
    Ok(())
}

fn page(storage: &dyn Storage, index: &'static Index, range: &KeyRange, len: usize) -> Result<()> {
    let mut seen = 0;
    storage.read(&mut |read| {
        read.scan_index(&CUSTOMERS, index, range, &mut |_| {
            seen += 1;
            if seen < len { Flow::Continue(()) } else { Flow::Break(()) }
        })
        .map(drop)
    })?;
    ensure!(seen > 0, "a page is empty");
    Ok(())
}

fn scan(storage: &dyn Storage, rows: u64) -> Result<()> {
    let mut seen = 0;
    storage.read(&mut |read| {
        read.scan(&CUSTOMERS, &KeyRange::all(), &mut |_| {
            seen += 1;
            Flow::Continue(())
        })
        .map(drop)
    })?;
    ensure!(seen >= rows, "rows are missing: {seen} of {rows}");
    Ok(())
}
