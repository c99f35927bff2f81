//! What is SQLite's alone; the rest is in the suite of guanxi-testkit.

use guanxi_core::storage::{
    Column, Expect, Index, Kind, Op, OpenOptions, Schema, Space, Storage, Table, Value, key::KeyWriter,
};
use rusqlite::Connection;

use super::Sqlite;

static ACCOUNTS: Table = Table {
    space: Space { number: 1, name: "accounts" },
    kind: Kind::State,
    key: &[Column::id("customer_id"), Column::int("year")],
    columns: &[Column::int("points"), Column::text("card"), Column::int("in_stock")],
    indexes: &[Index { space: Space { number: 2, name: "by_card" }, columns: &[1], unique: true }],
    tracked: true,
};
static SCHEMA: Schema = Schema { version: 1, tables: &[&ACCOUNTS] };

static LATER: Schema = Schema { version: 2, tables: &[&ACCOUNTS] };

fn put(customer: u8, card: &str) -> Op {
    let key = KeyWriter::new().id(&[customer; 16]).int(2026).finish();
    let columns = vec![Value::Int(7), Value::Text(card.into()), Value::Int(3)];
    Op::Put { table: &ACCOUNTS, key, columns, body: vec![1], expect: Expect::Any }
}

#[test]
fn every_tool_can_read_keys_and_columns() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/shop.db");
    let storage = Sqlite::open(&file, &OpenOptions::new()).unwrap();
    storage.prepare(&SCHEMA).unwrap();
    storage.apply(&[put(1, "A-7"), put(1, "A-8")]).unwrap();
    let other = Connection::open(&file).unwrap();
    let sql = "SELECT hex(customer_id), year, points, card, row_version FROM accounts";
    let row: (String, i64, i64, String, i64) = other
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .unwrap();
    assert_eq!(row, ("01".repeat(16), 2026, 7, "A-8".to_owned(), 2));
    let err = storage.apply(&[put(2, "A-8")]).unwrap_err();
    assert_eq!((err.code(), err.field("index").as_deref()), ("duplicate", Some("by_card")));
}

#[test]
fn damage_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let storage = Sqlite::open(&file, &OpenOptions::new()).unwrap();
    storage.prepare(&SCHEMA).unwrap();
    storage.apply(&[put(1, "A-7"), put(2, "A-8")]).unwrap();
    let told = || {
        let mut told = Vec::new();
        storage.check(&mut |problem| told.push(problem)).unwrap();
        told.join("; ")
    };
    assert_eq!(told(), "");
    let other = Connection::open(&file).unwrap();
    other.execute("UPDATE accounts SET card = 'B-9' WHERE customer_id = ?1", [[1u8; 16]]).unwrap();
    assert!(told().contains("an entry that differs in by_card"), "{}", told());
    other.execute("UPDATE accounts SET points = 'many' WHERE customer_id = ?1", [[1u8; 16]]).unwrap();
    assert!(told().contains("does not read"), "{}", told());
}

#[test]
fn a_column_is_not_taken_for_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let storage = Sqlite::open(&file, &OpenOptions::new()).unwrap();
    storage.prepare(&SCHEMA).unwrap();
    storage.apply(&[put(1, "A-7")]).unwrap();
    storage.prepare(&LATER).unwrap();
    let other = Connection::open(&file).unwrap();
    let kept: i64 = other.query_row("SELECT in_stock FROM accounts", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 3);
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    Connection::open(&file).unwrap().execute("CREATE TABLE notes (text TEXT)", []).unwrap();
    let storage = Sqlite::open(&file, &OpenOptions::new()).unwrap();
    assert_eq!(storage.prepare(&SCHEMA).unwrap_err().code(), "corrupt");
    std::fs::write(folder.path().join("text"), "no database, but long enough to be looked at".repeat(40))
        .unwrap();
    let err = Sqlite::open(folder.path().join("text"), &OpenOptions::new()).unwrap_err();
    assert_eq!(err.code(), "corrupt", "{err}");
    let options = OpenOptions::new().create(false);
    assert_eq!(Sqlite::open(folder.path().join("none"), &options).unwrap_err().code(), "no_store");
}
