//! The tables of the suite, and short words for what it does with them.

use guanxi_core::{
    error::Result,
    storage::{
        Column, ColumnType, Expect, Flow, Index, KeyRange, Kind, Op, Read, Row, RowRef, Schema, Space,
        Storage, Table, Value, Write,
        key::{KeyReader, KeyWriter},
    },
};

const COLUMNS: &[Column] = &[
    Column { name: "points", ty: ColumnType::Int },
    Column { name: "owner", ty: ColumnType::Id },
    Column { name: "name", ty: ColumnType::Text },
];
const BY_POINTS: Index =
    Index { space: Space { number: 2, name: "accounts_by_points" }, columns: &[0], unique: false };
const BY_OWNER: Index =
    Index { space: Space { number: 3, name: "accounts_by_owner" }, columns: &[1], unique: true };
const BY_NAME: Index =
    Index { space: Space { number: 4, name: "accounts_by_name" }, columns: &[2, 0], unique: false };
const BY_UNIQUE_NAME: Index =
    Index { space: Space { number: 8, name: "accounts_by_unique_name" }, columns: &[2], unique: true };

const fn accounts(indexes: &'static [Index]) -> Table {
    let key = &[Column { name: "number", ty: ColumnType::Int }];
    let space = Space { number: 1, name: "accounts" };
    Table { space, kind: Kind::State, key, columns: COLUMNS, indexes, tracked: true }
}

/// A tracked table: points, owner, name; indexes by points, by owner (unique), by name and points.
pub static ACCOUNTS: Table = accounts(&[BY_POINTS, BY_OWNER, BY_NAME]);
/// The accounts before they had an index by name and points.
pub static OLDER_ACCOUNTS: Table = accounts(&[BY_POINTS, BY_OWNER]);
/// The accounts with a unique index by name in place of the one by points.
pub static STRICT_ACCOUNTS: Table = accounts(&[BY_OWNER, BY_NAME, BY_UNIQUE_NAME]);

/// A table that is not tracked, with a column.
pub static ENTRIES: Table = Table {
    space: Space { number: 5, name: "entries" },
    kind: Kind::Fact,
    key: &[Column { name: "account", ty: ColumnType::Int }, Column { name: "number", ty: ColumnType::Int }],
    columns: &[Column { name: "sort", ty: ColumnType::Text }],
    indexes: &[],
    tracked: false,
};

/// A table that is not tracked, under text.
pub static NOTES: Table = Table {
    space: Space { number: 6, name: "notes" },
    kind: Kind::Personal,
    key: &[Column { name: "title", ty: ColumnType::Text }],
    columns: &[],
    indexes: &[],
    tracked: false,
};

/// A table that a later schema adds.
pub static MORE: Table = Table {
    space: Space { number: 7, name: "more" },
    kind: Kind::Definition,
    key: &[Column { name: "number", ty: ColumnType::Int }],
    columns: &[Column { name: "points", ty: ColumnType::Int }],
    indexes: &[Index { space: Space { number: 9, name: "more_by_points" }, columns: &[0], unique: false }],
    tracked: true,
};

/// The schema of most tests.
pub static FIRST: Schema = Schema { version: 2, tables: &[&ACCOUNTS, &ENTRIES, &NOTES] };
/// An older one, with an index less.
pub static OLDER: Schema = Schema { version: 1, tables: &[&OLDER_ACCOUNTS, &ENTRIES] };
/// A later one, with another table, a unique index more, and an index less.
pub static LATER: Schema = Schema { version: 3, tables: &[&STRICT_ACCOUNTS, &ENTRIES, &NOTES, &MORE] };
/// One yet later, which has the lost index again.
pub static LATEST: Schema = Schema { version: 4, tables: &[&ACCOUNTS, &ENTRIES, &NOTES] };

/// The key of an account.
pub fn account(number: i64) -> Vec<u8> {
    KeyWriter::new().int(number).finish()
}

/// The key of an entry.
pub fn entry(account: i64, number: i64) -> Vec<u8> {
    KeyWriter::new().int(account).int(number).finish()
}

/// Columns of an account.
pub fn columns(points: i64, owner: Option<u8>, name: &str) -> Vec<Value> {
    let owner = owner.map_or(Value::Null, |owner| Value::Id([owner; 16]));
    vec![Value::Int(points), owner, Value::Text(name.to_owned())]
}

/// Writes an account.
pub fn put(number: i64, points: i64, owner: Option<u8>, name: &str) -> Op {
    put_expecting(number, points, owner, name, Expect::Any)
}

/// Writes an account under a condition.
pub fn put_expecting(number: i64, points: i64, owner: Option<u8>, name: &str, expect: Expect) -> Op {
    let columns = columns(points, owner, name);
    Op::Put { table: &ACCOUNTS, key: account(number), columns, body: name.as_bytes().to_vec(), expect }
}

/// Removes an account.
pub fn delete(number: i64, expect: Expect) -> Op {
    Op::Delete { table: &ACCOUNTS, key: account(number), expect }
}

/// Adds points to an account, not below zero.
pub fn add(number: i64, delta: i64) -> Op {
    Op::Add { table: &ACCOUNTS, key: account(number), column: 0, delta, floor: Some(0) }
}

/// Writes an entry.
pub fn put_entry(account: i64, number: i64, expect: Expect) -> Op {
    let columns = vec![Value::Text("earned".to_owned())];
    Op::Put { table: &ENTRIES, key: entry(account, number), columns, body: vec![1], expect }
}

/// The row of a key.
pub fn get(read: &dyn Read, table: &'static Table, key: &[u8]) -> Result<Option<Row>> {
    let mut row = None;
    let found = read.get(table, key, &mut |r| row = Some(r.to_owned(table)))?;
    assert_eq!(found, row.is_some(), "a row is shown exactly when there is one");
    row.transpose()
}

/// The row of a key, read by itself.
pub fn get_now(storage: &dyn Storage, table: &'static Table, key: &[u8]) -> Option<Row> {
    let mut row = None;
    storage.read(&mut |read| get(read, table, key).map(|found| row = found)).expect("a read");
    row
}

/// The points of an account; `None` without one.
pub fn points(read: &dyn Read, number: i64) -> Result<Option<i64>> {
    Ok(get(read, &ACCOUNTS, &account(number))?.map(|row| match row.columns[0] {
        Value::Int(points) => points,
        _ => 0,
    }))
}

/// The same, read by itself.
pub fn points_now(storage: &dyn Storage, number: i64) -> Option<i64> {
    let mut found = None;
    storage.read(&mut |read| points(read, number).map(|points| found = points)).expect("a read");
    found
}

/// The account numbers of a range, and where to go on.
pub fn scan(read: &dyn Read, range: &KeyRange, at_most: usize) -> Result<(Vec<i64>, Option<Vec<u8>>)> {
    let mut numbers = Vec::new();
    let next = read.scan(&ACCOUNTS, range, &mut |row| note(&mut numbers, row, at_most))?;
    Ok((numbers, next))
}

/// The account numbers of a range of an index, and where to go on.
pub fn scan_index(
    read: &dyn Read,
    index: usize,
    range: &KeyRange,
    at_most: usize,
) -> Result<(Vec<i64>, Option<Vec<u8>>)> {
    let mut numbers = Vec::new();
    let index = &ACCOUNTS.indexes[index];
    let next = read.scan_index(&ACCOUNTS, index, range, &mut |row| note(&mut numbers, row, at_most))?;
    Ok((numbers, next))
}

fn note(numbers: &mut Vec<i64>, row: RowRef<'_>, at_most: usize) -> Flow {
    numbers.push(KeyReader::new(row.key).int().expect("the key of an account"));
    if numbers.len() < at_most { Flow::Continue(()) } else { Flow::Break(()) }
}

/// Runs reads on one state.
pub fn reading(storage: &dyn Storage, mut f: impl FnMut(&dyn Read) -> Result<()>) {
    storage.read(&mut |read| f(read)).expect("a read");
}

/// Runs a transaction.
pub fn writing(storage: &dyn Storage, mut f: impl FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
    storage.write(&mut |tx| f(tx))
}

/// The feed as bytes.
pub fn feed(storage: &dyn Storage) -> Vec<Vec<u8>> {
    let mut entries = Vec::new();
    let start = guanxi_core::storage::FeedPosition::START;
    let mut step = |_: &_, entry: &[u8]| {
        entries.push(entry.to_vec());
        Flow::Continue(())
    };
    storage.changes(&start, &mut step).expect("the feed reads");
    entries
}

/// Fails when an index and its table differ.
pub fn assert_sound(storage: &dyn Storage) {
    storage.check(&mut |difference| panic!("{difference}")).expect("the check reads");
}
