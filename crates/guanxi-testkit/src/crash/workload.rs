//! What the child does, as a function of thread and number.

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Column, ColumnType, Expect, Index, Kind, Op, Read, RowRef, Schema, Space, Storage, Table, Value,
        key::KeyWriter,
    },
};

/// Threads of a child unless told otherwise. The last one posts through [`Storage::apply`], the others through
/// [`Storage::write`].
pub const THREADS: i64 = 3;

/// Every posting with a multiple of this number is large: it removes the entries up to it and rewrites the pages.
pub const PERIOD: i64 = 64;

/// Pages of a thread, rewritten at once.
pub const PAGES: i64 = 1000;

/// The key of the row whose balance is the sum of all.
pub const TOTAL: i64 = -1;

const fn column(name: &'static str, ty: ColumnType) -> Column {
    Column { name, ty }
}

const fn space(number: u16, name: &'static str) -> Space {
    Space { number, name }
}

/// One entry a posting: key (thread, number); columns amount and a unique key.
pub static ENTRY: Table = Table {
    space: space(60_001, "crash_entry"),
    kind: Kind::Fact,
    key: &[column("thread", ColumnType::Int), column("number", ColumnType::Int)],
    columns: &[column("amount", ColumnType::Int), column("ident", ColumnType::Id)],
    indexes: &[Index { space: space(60_002, "crash_entry_ident"), columns: &[1], unique: true }],
    tracked: true,
};

/// One row a thread: columns balance and last posting. And the row [`TOTAL`].
pub static ACCOUNT: Table = Table {
    space: space(60_003, "crash_account"),
    kind: Kind::State,
    key: &[column("thread", ColumnType::Int)],
    columns: &[column("balance", ColumnType::Int), column("last", ColumnType::Int)],
    indexes: &[Index { space: space(60_004, "crash_account_balance"), columns: &[0], unique: false }],
    tracked: true,
};

/// One row a thread of some 400 bytes, written anew each time, so that there is garbage to collect.
pub static PROFILE: Table = Table {
    space: space(60_005, "crash_profile"),
    kind: Kind::Personal,
    key: &[column("thread", ColumnType::Int)],
    columns: &[],
    indexes: &[],
    tracked: false,
};

/// The rows of a large posting: key (thread, place); column the posting that wrote it.
pub static PAGE: Table = Table {
    space: space(60_006, "crash_page"),
    kind: Kind::State,
    key: &[column("thread", ColumnType::Int), column("place", ColumnType::Int)],
    columns: &[column("stamp", ColumnType::Int)],
    indexes: &[Index { space: space(60_007, "crash_page_stamp"), columns: &[0], unique: false }],
    tracked: true,
};

/// The tables of the workload.
pub static SCHEMA: Schema = Schema { version: 1, tables: &[&ENTRY, &ACCOUNT, &PROFILE, &PAGE] };

/// What posting `number` of a thread adds to its balance.
pub fn amount(thread: i64, number: i64) -> i64 {
    (number * 7919 + thread * 104_729) % 2001 - 1000
}

/// The unique key of a posting's entry.
pub fn ident(thread: i64, number: i64) -> [u8; 16] {
    // An odd factor spreads the keys over the index, without two that are the same.
    let mut ident = [0; 16];
    ident[..8]
        .copy_from_slice(&((number * 256 + thread) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    ident
}

/// The body of the profile after a posting: 300 to 500 bytes.
pub fn profile(thread: i64, number: i64) -> Vec<u8> {
    let word = format!("{thread}:{number};");
    word.bytes().cycle().take((300 + (number * 37) % 200) as usize).collect()
}

/// The feed entry of a posting.
pub fn feed_entry(thread: i64, number: i64) -> Vec<u8> {
    [thread.to_be_bytes(), number.to_be_bytes()].concat()
}

/// Thread and number of a feed entry; `None` when it is none of ours.
pub fn read_feed_entry(entry: &[u8]) -> Option<(i64, i64)> {
    let (thread, number) = entry.split_first_chunk()?;
    Some((i64::from_be_bytes(*thread), i64::from_be_bytes(number.try_into().ok()?)))
}

/// The last posting that a large one came with: entries up to it are gone, pages bear it.
pub fn period_start(number: i64) -> i64 {
    number - number % PERIOD
}

/// A thread's row, or one of its rows.
pub fn key(parts: &[i64]) -> Vec<u8> {
    parts.iter().fold(KeyWriter::new(), |key, part| key.int(*part)).finish()
}

/// A thread's balance and last posting.
///
/// # Errors
/// Those of the storage.
pub fn account(read: &dyn Read, thread: i64) -> Result<Option<(i64, i64, u64)>> {
    let mut found = Ok(None);
    read.get(&ACCOUNT, &key(&[thread]), &mut |row| found = read_account(row).map(Some))?;
    found
}

fn read_account(row: RowRef<'_>) -> Result<(i64, i64, u64)> {
    match row.columns(&ACCOUNT)?[..] {
        [Value::Int(balance), Value::Int(last)] => Ok((balance, last, row.version)),
        // An `Add` makes a row with the other columns null.
        [Value::Int(balance), Value::Null] => Ok((balance, 0, row.version)),
        _ => Err(Error::corrupt("crash_account", "columns of other types")),
    }
}

/// The last posting of a thread, 0 before the first.
///
/// # Errors
/// Those of the storage.
pub fn last_posting(storage: &dyn Storage, thread: i64) -> Result<i64> {
    let mut last = 0;
    storage.read(&mut |read| {
        last = account(read, thread)?.map_or(0, |(_, last, _)| last);
        Ok(())
    })?;
    Ok(last)
}

/// Posts in a transaction that reads, and writes to the feed.
///
/// # Errors
/// Those of the storage.
pub fn post_by_write(storage: &dyn Storage, thread: i64, number: i64) -> Result<()> {
    storage.write(&mut |tx| {
        let before = account(tx, thread)?;
        let (balance, last, expect) = match before {
            Some((balance, last, version)) => (balance, last, Expect::Version(version)),
            None => (0, 0, Expect::Absent),
        };
        if last != number - 1 {
            return Err(Error::internal(format!("thread {thread}: posting {number} after {last}")));
        }
        tx.op(&Op::Put {
            table: &ACCOUNT,
            key: key(&[thread]),
            columns: vec![Value::Int(balance + amount(thread, number)), Value::Int(number)],
            body: Vec::new(),
            expect,
        })?;
        rows(thread, number).iter().try_for_each(|op| tx.op(op))?;
        tx.append_feed(&feed_entry(thread, number))
    })
}

/// Posts without reading, and without the feed.
///
/// # Errors
/// Those of the storage.
pub fn post_by_apply(storage: &dyn Storage, thread: i64, number: i64) -> Result<()> {
    let mut ops = rows(thread, number);
    // The first one writes whole: an `Add` to no row would leave `last` null.
    if number == 1 {
        let columns = vec![Value::Int(amount(thread, 1)), Value::Int(1)];
        let row = Op::Put {
            table: &ACCOUNT,
            key: key(&[thread]),
            columns,
            body: Vec::new(),
            expect: Expect::Absent,
        };
        ops.push(row);
    } else {
        ops.push(add(thread, 0, amount(thread, number)));
        ops.push(add(thread, 1, 1));
    }
    storage.apply(&ops)
}

fn add(thread: i64, column: usize, delta: i64) -> Op {
    Op::Add { table: &ACCOUNT, key: key(&[thread]), column, delta, floor: None }
}

/// The writes of a posting, all but the account's.
fn rows(thread: i64, number: i64) -> Vec<Op> {
    let mut ops = vec![
        Op::Put {
            table: &ENTRY,
            key: key(&[thread, number]),
            columns: vec![Value::Int(amount(thread, number)), Value::Id(ident(thread, number))],
            body: Vec::new(),
            expect: Expect::Absent,
        },
        Op::Put {
            table: &PROFILE,
            key: key(&[thread]),
            columns: Vec::new(),
            body: profile(thread, number),
            expect: Expect::Any,
        },
        add(TOTAL, 0, amount(thread, number)),
    ];
    if number % PERIOD == 0 {
        ops.extend((number - PERIOD + 1..=number).map(|old| Op::Delete {
            table: &ENTRY,
            key: key(&[thread, old]),
            expect: Expect::Any,
        }));
        ops.extend((0..PAGES).map(|place| Op::Put {
            table: &PAGE,
            key: key(&[thread, place]),
            columns: vec![Value::Int(number)],
            body: profile(thread, place)[..40].to_vec(),
            expect: Expect::Any,
        }));
    }
    ops
}
