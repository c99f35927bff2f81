//! Two processes on one store: no posting is lost, no customer is doubled, and state is what the facts make it.
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{
    io::Write as _,
    path::Path,
    process::{Child, Command},
    sync::Arc,
};

use guanxi_core::{
    Crm,
    change::ChangeKind,
    customer::CustomerInput,
    id::SeededRandom,
    order::OrderInput,
    page::PageRequest,
    shop::ShopPatch,
    storage::{Column, Kind, Op, OpenOptions, Schema, Space, Storage, Table, Value, key::KeyWriter},
    time::{FixedClock, Timestamp},
};
use guanxi_postgres::Postgres;
use guanxi_sqlite::Sqlite;

/// Tells a child what it is to do, and on which store: a file, or a URL.
const ROLE: &str = "GUANXI_TEST_ROLE";
const STORE: &str = "GUANXI_TEST_STORE";

static BALANCES: Table = Table {
    space: Space { number: 61_000, name: "balances" },
    kind: Kind::State,
    key: &[Column::int("account")],
    columns: &[Column::int("balance")],
    indexes: &[],
    tracked: true,
};
static ENTRIES: Table =
    Table::plain(61_001, "entries", Kind::Fact, &[Column::int("process"), Column::int("number")]);
static POSTINGS: Schema = Schema { version: 1, tables: &[&BALANCES, &ENTRIES] };

/// Postings of each of the two processes.
const EACH: i64 = 5_000;

fn start(role: &str, store: &str) -> Child {
    command(role, store).spawn().unwrap()
}

fn command(role: &str, store: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--ignored", "--test-threads", "1"]);
    command.env(ROLE, role).env(STORE, store);
    command
}

fn run_two(roles: [&str; 2], store: &str) {
    let children = roles.map(|role| start(role, store));
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
}

#[test]
#[ignore = "what the tests below start, twice"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let store = std::env::var(STORE).unwrap();
    let (what, number) = role.split_once(' ').unwrap();
    match what {
        "post" => post(&store, number.parse().unwrap()),
        "rename" => rename(&store),
        _ => sell(&store, number),
    }
}

/// Reads the balance, writes an entry and the new balance: one after the other, or one would be lost.
fn post(store: &str, process: i64) {
    let storage = storage(store);
    storage.prepare(&POSTINGS).unwrap();
    for number in 0..EACH {
        storage
            .write(&mut |tx| {
                let mut balance = 0;
                tx.get(&BALANCES, &account(), &mut |row| {
                    let columns = row.columns(&BALANCES).unwrap();
                    balance = if let Value::Int(n) = columns[0] { n } else { 0 };
                })?;
                tx.op(&put(&ENTRIES, KeyWriter::new().int(process).int(number).finish(), vec![]))?;
                tx.op(&put(&BALANCES, account(), vec![Value::Int(balance + 1)]))
            })
            .unwrap();
    }
}

fn account() -> Vec<u8> {
    KeyWriter::new().int(1).finish()
}

fn put(table: &'static Table, key: Vec<u8>, columns: Vec<Value>) -> Op {
    Op::Put { table, key, columns, body: vec![], expect: guanxi_core::storage::Expect::Any }
}

fn storage(store: &str) -> Arc<dyn Storage> {
    if store.starts_with("postgres:") {
        Arc::new(Postgres::open(store, &OpenOptions::new()).unwrap())
    } else {
        Arc::new(Sqlite::open(Path::new(store), &OpenOptions::new()).unwrap())
    }
}

#[test]
fn no_posting_is_lost_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    no_posting_is_lost(&folder.path().join("shop.db").display().to_string());
}

#[cfg(unix)]
#[test]
fn no_posting_is_lost_on_postgres() {
    no_posting_is_lost(&guanxi_testkit::server::of_this_process().url("two_post"));
}

fn no_posting_is_lost(store: &str) {
    run_two(["post 1", "post 2"], store);
    let storage = storage(store);
    storage.prepare(&POSTINGS).unwrap();
    let (mut balance, mut entries) = (Value::Null, 0);
    storage
        .read(&mut |rows| {
            rows.get(&BALANCES, &account(), &mut |row| balance = row.columns(&BALANCES).unwrap().remove(0))?;
            entries = rows.count(&ENTRIES, &guanxi_core::storage::KeyRange::all(), u64::MAX)?;
            Ok(())
        })
        .unwrap();
    assert_eq!((balance, entries), (Value::Int(2 * EACH), 2 * EACH as u64));
}

fn open(store: &str, seed: u64) -> Crm {
    let now: Timestamp = "2026-03-01T02:15:00Z".parse().unwrap();
    Crm::new(storage(store), Arc::new(FixedClock::new(now)), Box::new(SeededRandom::new(seed))).unwrap()
}

/// Two tills sell to the same hundred people at the same time.
fn sell(store: &str, till: &str) {
    let crm = open(store, till.parse().unwrap());
    for n in 0..300 {
        let person = n % 100;
        let input = CustomerInput::new()
            .external_id(format!("till-{till}"), person.to_string())
            .email(format!("person{person}@example.cn"));
        let customer = crm.customers().upsert(input).unwrap().customer.id;
        let placed = "2026-02-01T10:00:00Z".parse().unwrap();
        let order = OrderInput::new(format!("till-{till}"), n.to_string(), placed)
            .customer(customer.into())
            .total("10.00 EUR".parse().unwrap());
        crm.orders().record(order).unwrap();
    }
    crm.close().unwrap();
}

#[test]
fn two_processes_sell_to_the_same_people_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    two_sell_to_the_same_people(&folder.path().join("shop.db").display().to_string());
}

#[cfg(unix)]
#[test]
fn two_processes_sell_to_the_same_people_on_postgres() {
    two_sell_to_the_same_people(&guanxi_testkit::server::of_this_process().url("two_sell"));
}

fn two_sell_to_the_same_people(store: &str) {
    run_two(["sell 1", "sell 2"], store);
    let crm = open(store, 3);
    let stats = crm.reports().stats().unwrap();
    assert_eq!((stats.records, stats.customers, stats.orders), (200, 100, 600));
    assert!(crm.proof().verify().unwrap().is_equal());
    let (mut seen, mut page) = (0, PageRequest::new().with_limit(1000));
    loop {
        let changes = crm.feed().changes(page).unwrap();
        if changes.items.is_empty() {
            break;
        }
        seen += changes.items.iter().filter(|c| c.kind == ChangeKind::OrderRecorded).count();
        page = PageRequest::new().with_limit(1000).with_cursor(changes.next_cursor);
    }
    assert_eq!(seen, 600, "each change once");
}

/// Gives the shop each name that it is told, and answers when that is committed.
fn rename(store: &str) {
    let crm = open(store, 1);
    for name in std::io::stdin().lines() {
        crm.shop().set(ShopPatch::new().name(name.unwrap())).unwrap();
        std::fs::write(Path::new(store).with_extension("done"), "").unwrap();
    }
}

/// What the core holds in memory is never older than what another process committed before the call: the staleness is
/// nothing, in calls and in time.
#[test]
fn what_another_process_changed_is_seen_by_the_next_call() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let store = file.display().to_string();
    let crm = open(&store, 2);
    let mut command = command("rename 1", &store);
    let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let mut names = child.stdin.take().unwrap();
    let done = file.with_extension("done");
    let (mut stale, mut slowest) = (0, std::time::Duration::ZERO);
    for round in 0..200 {
        let before = crm.shop().get().unwrap().name;
        assert_ne!(before, Some(format!("shop {round}")), "it is held in memory now, and old");
        writeln!(names, "shop {round}").unwrap();
        while !done.exists() {
            std::thread::yield_now();
        }
        std::fs::remove_file(&done).unwrap();
        let committed = std::time::Instant::now();
        while crm.shop().get().unwrap().name != Some(format!("shop {round}")) {
            stale += 1;
        }
        slowest = slowest.max(committed.elapsed());
    }
    drop(names);
    assert!(child.wait().unwrap().success());
    println!("stale calls: {stale} of 200; the slowest first call: {slowest:?}");
    assert_eq!(stale, 0);
}
