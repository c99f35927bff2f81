//! Durable postings of two records.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use anyhow::Result;
use guanxi_core::storage::{
    Column, ColumnType, Expect, KeyValue, Kind, KvStorage, Op, Schema, Space, Storage, Table, key::KeyWriter,
};

use crate::{
    measure::{Figures, Meter},
    post::{ACCOUNTS, ENTRY, POINTS, SECONDS},
};

static BALANCES: Table = Table {
    space: Space { number: 5, name: "balances" },
    kind: Kind::State,
    key: &[Column { name: "account", ty: ColumnType::Int }],
    columns: &[Column { name: "points", ty: ColumnType::Int }],
    indexes: &[],
    tracked: true,
};
static ENTRIES: Table = Table {
    space: Space { number: 6, name: "entries" },
    kind: Kind::Fact,
    key: &[Column { name: "account", ty: ColumnType::Int }, Column { name: "number", ty: ColumnType::Int }],
    columns: &[],
    indexes: &[],
    tracked: false,
};
static SCHEMA: Schema = Schema { version: 1, tables: &[&BALANCES, &ENTRIES] };

/// Posts from so many callers.
pub(super) fn post<K: KeyValue>(storage: &KvStorage<K>, callers: usize) -> Result<Figures> {
    storage.prepare(&SCHEMA)?;
    let (next, before) = (AtomicU64::new(0), storage.commits());
    let meter = Meter::start();
    thread::scope(|scope| -> Result<()> {
        let post_on = || -> Result<()> {
            while meter.wall() < SECONDS {
                one(storage, next.fetch_add(1, Ordering::Relaxed) as i64)?;
            }
            Ok(())
        };
        let threads: Vec<_> = (0..callers).map(|_| scope.spawn(post_on)).collect();
        threads.into_iter().try_for_each(|t| t.join().expect("a caller panicked"))
    })?;
    let (posts, wall, cpu) = (next.into_inner() as f64, meter.wall(), meter.cpu());
    let commits = (storage.commits().commits - before.commits) as f64;
    storage.close()?;
    Ok([
        ("rate", posts / wall),
        ("per_commit", posts / commits),
        ("commits", commits),
        ("cpu_each", cpu / posts),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .filter(|(_, value)| value.is_finite())
    .collect())
}

fn one(storage: &dyn Storage, n: i64) -> Result<()> {
    let account = n % ACCOUNTS;
    let balance = KeyWriter::new().int(account).finish();
    let key = KeyWriter::new().int(account).int(n).finish();
    Ok(storage.apply(&[
        Op::Add { table: &BALANCES, key: balance, column: 0, delta: POINTS, floor: Some(0) },
        Op::Put { table: &ENTRIES, key, columns: vec![], body: ENTRY.to_vec(), expect: Expect::Absent },
    ])?)
}
