//! Earning and redeeming with the rows that guanxi reads and writes for them, each caller on a connection of its own.

use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use anyhow::{Result, bail, ensure};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::{
    ledger::{BULK, BYTES, CALLS, Ledger, MEMBERS, POINTS},
    measure::{Figures, Meter},
    random::mix16,
};

const SCHEMA: &str = "
    CREATE TABLE order_keys (key BLOB PRIMARY KEY, id BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE orders (id BLOB PRIMARY KEY, record BLOB NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE records (id BLOB PRIMARY KEY, customer BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE customer_records (customer BLOB, record BLOB, PRIMARY KEY (customer, record)) WITHOUT ROWID;
    CREATE TABLE point_entries (record BLOB, seq INTEGER, body BLOB NOT NULL, PRIMARY KEY (record, seq)) WITHOUT ROWID;
    CREATE TABLE point_accounts (record BLOB PRIMARY KEY, points INTEGER NOT NULL, entries INTEGER NOT NULL, due INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE point_keys (entry BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE point_due (due INTEGER, record BLOB, PRIMARY KEY (due, record)) WITHOUT ROWID;
    CREATE TABLE feed (position INTEGER PRIMARY KEY, body BLOB NOT NULL);
";

/// Does what is measured.
pub(super) fn run(task: Ledger, store: &Path) -> Result<Figures> {
    match task {
        Ledger::Fill { orders, members } => {
            fill(super::open(store)?, orders, members).map(|()| Figures::new())
        }
        Ledger::Earn(callers, first) => rate(store, callers, first, |tx, n| earn(tx, n)),
        Ledger::Redeem(callers, first) => rate(store, callers, first, |tx, n| redeem(tx, n)),
        Ledger::Bulk(orders, first) => bulk(super::open(store)?, orders, first),
        Ledger::Try | Ledger::Balance(_) | Ledger::Advance(_) => bail!("only guanxi does that"),
    }
}

/// Names of rows look random, as keyed hashes do.
fn record(n: u64) -> [u8; 16] {
    mix16(n)
}

fn order(n: u64) -> [u8; 16] {
    mix16(1 << 40 | n)
}

fn fill(mut connection: Connection, orders: u64, members: u64) -> Result<()> {
    connection.execute_batch(SCHEMA)?;
    let tx = connection.transaction()?;
    for n in 0..members {
        tx.prepare_cached("INSERT INTO records VALUES (?1, ?1)")?.execute([record(n)])?;
        tx.prepare_cached("INSERT INTO customer_records VALUES (?1, ?1)")?.execute([record(n)])?;
        tx.prepare_cached("INSERT INTO point_accounts VALUES (?1, ?2, 1, 0, ?3)")?.execute(params![
            record(n),
            POINTS,
            vec![0_u8; BYTES[2]]
        ])?;
        tx.prepare_cached("INSERT INTO point_due VALUES (0, ?1)")?.execute([record(n)])?;
    }
    for n in 0..orders {
        tx.prepare_cached("INSERT INTO order_keys VALUES (?1, ?1)")?.execute([order(n)])?;
        tx.prepare_cached("INSERT INTO orders VALUES (?1, ?2, ?3)")?.execute(params![
            order(n),
            record(n % members),
            vec![0_u8; BYTES[0]]
        ])?;
    }
    Ok(tx.commit()?)
}

fn rate(
    store: &Path,
    callers: usize,
    first: u64,
    call: impl Fn(&Transaction<'_>, u64) -> Result<()> + Sync,
) -> Result<Figures> {
    let next = AtomicU64::new(first);
    let connections = (0..callers).map(|_| super::open(store)).collect::<Result<Vec<_>>>()?;
    let meter = Meter::start();
    thread::scope(|scope| -> Result<()> {
        let (next, call) = (&next, &call);
        let threads: Vec<_> = connections
            .into_iter()
            .map(|mut connection| {
                scope.spawn(move || -> Result<()> {
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        if n >= first + CALLS {
                            return Ok(());
                        }
                        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                        call(&tx, n)?;
                        tx.commit()?;
                    }
                })
            })
            .collect();
        threads.into_iter().try_for_each(|t| t.join().expect("a caller panicked"))
    })?;
    let calls = CALLS as f64;
    Ok([("rate", calls / meter.wall()), ("cpu_each", meter.cpu() / calls)]
        .map(|(n, v)| (n.to_owned(), v))
        .into())
}

fn bulk(mut connection: Connection, orders: u64, first: u64) -> Result<Figures> {
    let all: Vec<u64> = (first..first + orders).collect();
    let meter = Meter::start();
    for part in all.chunks(BULK) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        part.iter().try_for_each(|n| earn(&tx, *n))?;
        tx.commit()?;
    }
    Ok([("rate".to_owned(), orders as f64 / meter.wall())].into())
}

/// Reads the order by its name and whose it is, then posts.
fn earn(tx: &Transaction<'_>, n: u64) -> Result<()> {
    let id: [u8; 16] =
        tx.prepare_cached("SELECT id FROM order_keys WHERE key = ?1")?.query_row([order(n)], |r| r.get(0))?;
    let (record, _): ([u8; 16], Vec<u8>) = tx
        .prepare_cached("SELECT record, body FROM orders WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    post(tx, record, mix16(1 << 41 | n), 168, BYTES[1])
}

fn redeem(tx: &Transaction<'_>, n: u64) -> Result<()> {
    post(tx, record(n % MEMBERS), mix16(1 << 42 | n), -3, BYTES[1] / 2)
}

fn post(tx: &Transaction<'_>, record: [u8; 16], entry: [u8; 16], points: i64, bytes: usize) -> Result<()> {
    let known = tx.prepare_cached("SELECT 1 FROM point_keys WHERE entry = ?1")?.exists([entry])?;
    ensure!(!known, "it was asked before");
    let customer: [u8; 16] =
        tx.prepare_cached("SELECT customer FROM records WHERE id = ?1")?.query_row([record], |r| r.get(0))?;
    let (mut left, mut seq, mut due) = (0, 0, 0);
    let mut accounts = tx.prepare_cached(
        "SELECT points, entries, due FROM customer_records JOIN point_accounts USING (record) WHERE customer = ?1",
    )?;
    let mut rows = accounts.query([customer])?;
    while let Some(row) = rows.next()? {
        (left, seq, due) = (row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?);
    }
    ensure!(left + points >= 0, "a balance fell below 0");
    tx.prepare_cached("INSERT INTO point_entries VALUES (?1, ?2, ?3)")?.execute(params![
        record,
        seq,
        vec![1_u8; bytes]
    ])?;
    // guanxi writes the index of due accounts when what is due first changes: at a first lot, seldom later.
    tx.prepare_cached(
        "UPDATE point_accounts SET points = ?2, entries = ?3, due = ?4, body = ?5 WHERE record = ?1",
    )?
    .execute(params![record, left + points, seq + 1, due, vec![2_u8; BYTES[2]]])?;
    tx.prepare_cached("INSERT INTO point_keys VALUES (?1, ?2)")?
        .execute(params![entry, vec![3_u8; BYTES[3]]])?;
    tx.prepare_cached("INSERT INTO feed (body) VALUES (?1)")?.execute([vec![4_u8; BYTES[4]]])?;
    Ok(())
}
