//! Durable postings, each caller on a connection of its own.

use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use anyhow::{Result, ensure};
use rusqlite::{Connection, TransactionBehavior, params};

use crate::{
    measure::{Figures, Meter},
    post::{ACCOUNTS, ENTRY, POINTS, SECONDS},
};

const SCHEMA: &str = "
    CREATE TABLE balances (account INTEGER PRIMARY KEY, points INTEGER NOT NULL, version INTEGER NOT NULL);
    CREATE TABLE entries (account INTEGER, number INTEGER, body BLOB, PRIMARY KEY (account, number)) WITHOUT ROWID;
";

pub(super) fn post(store: &Path, callers: usize) -> Result<Figures> {
    super::open(store)?.execute_batch(SCHEMA)?;
    let next = AtomicU64::new(0);
    let connections = (0..callers).map(|_| super::open(store)).collect::<Result<Vec<_>>>()?;
    let meter = Meter::start();
    thread::scope(|scope| -> Result<()> {
        let (next, meter) = (&next, &meter);
        let threads: Vec<_> = connections
            .into_iter()
            .map(|mut connection| {
                scope.spawn(move || -> Result<()> {
                    while meter.wall() < SECONDS {
                        one(&mut connection, next.fetch_add(1, Ordering::Relaxed) as i64)?;
                    }
                    Ok(())
                })
            })
            .collect();
        threads.into_iter().try_for_each(|t| t.join().expect("a caller panicked"))
    })?;
    let (posts, wall, cpu) = (next.into_inner() as f64, meter.wall(), meter.cpu());
    Ok([("rate", posts / wall), ("per_commit", 1.0), ("commits", posts), ("cpu_each", cpu / posts)]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .filter(|(_, value)| value.is_finite())
        .collect())
}

fn one(connection: &mut Connection, n: i64) -> Result<()> {
    let account = n % ACCOUNTS;
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let points: i64 = tx
        .prepare_cached(
            "INSERT INTO balances VALUES (?1, ?2, 1)
             ON CONFLICT (account) DO UPDATE SET points = points + ?2, version = version + 1 RETURNING points",
        )?
        .query_row([account, POINTS], |row| row.get(0))?;
    ensure!(points >= 0, "a balance fell below 0");
    tx.prepare_cached("INSERT INTO entries VALUES (?1, ?2, ?3)")?.execute(params![account, n, ENTRY])?;
    Ok(tx.commit()?)
}
