//! Own figures of a storage: `cargo bench -p guanxi-testkit --bench storage -- [redb|sled|memory] [rows]`.
//!
//! Loads rows with three look-up keys in batches (target K2), reads them in several ways (K4), and posts durable
//! pairs of records from 1, 4, 16 and 32 callers (K5).

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use guanxi_core::storage::{
    Column, ColumnType, Expect, Flow, Index, KeyRange, KeyValue, Kind, KvStorage, Memory, Op, OpenOptions,
    Schema, Space, Storage, Table, Value, key::KeyWriter,
};
use guanxi_redb::Redb;
use guanxi_sled::Sled;

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
static BALANCES: Table = Table {
    space: Space { number: 5, name: "balances" },
    kind: Kind::State,
    key: &[Column { name: "id", ty: ColumnType::Int }],
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
static SCHEMA: Schema = Schema { version: 1, tables: &[&CUSTOMERS, &BALANCES, &ENTRIES] };

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let engine = args.next().unwrap_or_else(|| "redb".to_owned());
    let rows: u64 = args.next().map_or(100_000, |rows| rows.parse().unwrap());
    let directory = tempfile::tempdir_in(".").unwrap();
    match &engine[..] {
        "redb" => run(rows, |name| Redb::open(directory.path().join(name), &OpenOptions::new()).unwrap()),
        "sled" => run(rows, |name| Sled::open(directory.path().join(name), &OpenOptions::new()).unwrap()),
        "memory" => run(rows, |_| Memory::storage()),
        other => panic!("no engine {other}"),
    }
}

fn run<K: KeyValue>(rows: u64, open: impl Fn(&str) -> KvStorage<K>) {
    let storage = open("load");
    storage.prepare(&SCHEMA).unwrap();
    load(&storage, rows);
    reads(&storage, rows);
    storage.close().unwrap();
    for callers in [1, 4, 16, 32] {
        let storage = open(&format!("posts{callers}"));
        storage.prepare(&SCHEMA).unwrap();
        post(&storage, callers);
    }
}

fn load<K: KeyValue>(storage: &KvStorage<K>, rows: u64) {
    let (clock, cpu) = (Instant::now(), cpu_time());
    let batch = 5_000;
    for from in (0..rows).step_by(batch) {
        let ops: Vec<_> = (from..rows.min(from + batch as u64)).map(customer).collect();
        storage.apply(&ops).unwrap();
    }
    let mb = storage.size_on_disk().unwrap() >> 20;
    println!(
        "load {rows} rows: {:.1} s, {:.1} CPU s, {mb} MB, RSS {} MB",
        clock.elapsed().as_secs_f64(),
        cpu_time() - cpu,
        rss()
    );
}

fn customer(i: u64) -> Op {
    let columns = vec![Value::Id(mix(i, 1)), Value::Id(mix(i, 2)), Value::Int(i as i64 / 10)];
    Op::Put { table: &CUSTOMERS, key: id(i), columns, body: vec![i as u8; 320], expect: Expect::Any }
}

fn id(i: u64) -> Vec<u8> {
    let mut id = mix(i, 3);
    id[..8].copy_from_slice(&i.to_be_bytes());
    id.to_vec()
}

/// Sixteen bytes that look random (SplitMix64).
fn mix(i: u64, salt: u64) -> [u8; 16] {
    let one = |n: u64| {
        let mut z = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)).to_be_bytes()
    };
    let mut out = [0; 16];
    out[..8].copy_from_slice(&one(i * 16 + salt));
    out[8..].copy_from_slice(&one(i * 16 + salt + 8));
    out
}

fn reads<K: KeyValue>(storage: &KvStorage<K>, rows: u64) {
    let times = 20_000;
    let picks: Vec<u64> =
        (0..times).map(|i| u64::from_be_bytes(mix(i, 7)[..8].try_into().unwrap()) % rows).collect();
    measure("read by id", times, || {
        for i in &picks {
            storage
                .read(&mut |read| read.get(&CUSTOMERS, &id(*i), &mut |_| {}).map(|found| assert!(found)))
                .unwrap();
        }
    });
    measure("read by e-mail", times, || {
        for i in &picks {
            let range = KeyRange::prefix(&KeyWriter::new().value(&Value::Id(mix(*i, 1))).finish());
            page(storage, &CUSTOMERS.indexes[0], &range, 1);
        }
    });
    measure("page of 50", times / 20, || {
        for i in &picks[..times as usize / 20] {
            let from = KeyWriter::new().value(&Value::Int(*i as i64 / 10)).finish();
            let range = KeyRange { from: std::ops::Bound::Included(from), ..KeyRange::all() };
            page(storage, &CUSTOMERS.indexes[2], &range, 50);
        }
    });
    measure("scan a row", rows, || {
        let mut seen = 0;
        storage
            .read(&mut |read| {
                read.scan(&CUSTOMERS, &KeyRange::all(), &mut |_| {
                    seen += 1;
                    Flow::Continue(())
                })
                .map(drop)
            })
            .unwrap();
        assert_eq!(seen, rows);
    });
}

fn page<K: KeyValue>(storage: &KvStorage<K>, index: &'static Index, range: &KeyRange, len: usize) {
    let mut seen = 0;
    storage
        .read(&mut |read| {
            read.scan_index(&CUSTOMERS, index, range, &mut |_| {
                seen += 1;
                if seen < len { Flow::Continue(()) } else { Flow::Break(()) }
            })
            .map(drop)
        })
        .unwrap();
    assert!(seen > 0);
}

fn measure(what: &str, times: u64, f: impl FnOnce()) {
    let cpu = cpu_time();
    f();
    println!("{what}: {:.2} CPU us", (cpu_time() - cpu) * 1e6 / times as f64);
}

fn post<K: KeyValue>(storage: &KvStorage<K>, callers: u64) {
    let (next, cpu, clock) = (AtomicU64::new(0), cpu_time(), Instant::now());
    let before = storage.commits();
    let time = Duration::from_secs(3);
    std::thread::scope(|scope| {
        for _ in 0..callers {
            scope.spawn(|| {
                while clock.elapsed() < time {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let (account, entry) = ((n % 10_000) as i64, n as i64);
                    let balance = KeyWriter::new().int(account).finish();
                    let key = KeyWriter::new().int(account).int(entry).finish();
                    storage
                        .apply(&[
                            Op::Add { table: &BALANCES, key: balance, column: 0, delta: 5, floor: Some(0) },
                            Op::Put {
                                table: &ENTRIES,
                                key,
                                columns: vec![],
                                body: vec![7; 60],
                                expect: Expect::Absent,
                            },
                        ])
                        .unwrap();
                }
            });
        }
    });
    let (posts, stats) = (next.load(Ordering::Relaxed), storage.commits());
    let per_commit = posts as f64 / (stats.commits - before.commits) as f64;
    println!(
        "post from {callers}: {:.0}/s, {per_commit:.1} a commit, {:.0} CPU us each",
        posts as f64 / clock.elapsed().as_secs_f64(),
        (cpu_time() - cpu) * 1e6 / posts as f64,
    );
}

/// Seconds of processor time of this process, where the system tells.
fn cpu_time() -> f64 {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return f64::NAN };
    let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks = |i: usize| fields[i].parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}

/// Megabytes of memory in use, where the system tells.
fn rss() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
    line.split_whitespace().next().unwrap_or("0").parse::<u64>().unwrap() >> 10
}
