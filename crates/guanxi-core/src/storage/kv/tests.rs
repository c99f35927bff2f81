//! What the adapter does of itself. What every storage keeps is in the suite of `guanxi-testkit`.

use std::{
    sync::{
        Barrier,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use super::*;
use crate::storage::{
    Column, ColumnType, Expect, Index, KeyRange, Kind, Memory, Op, Table, Value, key::KeyWriter,
};

static ACCOUNTS: Table = Table {
    space: Space { number: 1, name: "accounts" },
    kind: Kind::State,
    key: &[Column { name: "id", ty: ColumnType::Int }],
    columns: &[
        Column { name: "points", ty: ColumnType::Int },
        Column { name: "owner", ty: ColumnType::Text },
    ],
    indexes: &[
        Index { space: Space { number: 2, name: "accounts_by_points" }, columns: &[0], unique: false },
        Index { space: Space { number: 3, name: "accounts_by_owner" }, columns: &[1], unique: true },
    ],
    tracked: true,
};
static SCHEMA: Schema = Schema { version: 1, tables: &[&ACCOUNTS] };

fn put(id: i64, points: i64, owner: &str) -> Op {
    let columns = vec![Value::Int(points), Value::Text(owner.to_owned())];
    Op::Put { table: &ACCOUNTS, key: key(id), columns, body: vec![9], expect: Expect::Any }
}

fn add(id: i64, delta: i64) -> Op {
    Op::Add { table: &ACCOUNTS, key: key(id), column: 0, delta, floor: Some(0) }
}

fn key(id: i64) -> Vec<u8> {
    KeyWriter::new().int(id).finish()
}

fn points<S: Storage>(storage: &S, id: i64) -> Option<i64> {
    let mut points = None;
    storage
        .read(&mut |read| {
            read.get(&ACCOUNTS, &key(id), &mut |row| match row.columns(&ACCOUNTS).unwrap()[0] {
                Value::Int(n) => points = Some(n),
                _ => panic!(),
            })
            .map(drop)
        })
        .unwrap();
    points
}

fn by_points(read: &dyn Read, range: &KeyRange) -> Vec<i64> {
    let mut ids = Vec::new();
    let mut reader = |row: crate::storage::RowRef<'_>| {
        ids.push(crate::storage::key::KeyReader::new(row.key).int().unwrap());
        Flow::Continue(())
    };
    read.scan_index(&ACCOUNTS, &ACCOUNTS.indexes[0], range, &mut reader).unwrap();
    ids
}

fn prepared<K: KeyValue>(engine: K) -> KvStorage<K> {
    let storage = KvStorage::new(engine);
    storage.prepare(&SCHEMA).unwrap();
    storage
}

#[test]
fn an_index_range_is_over_columns_not_entries() {
    let storage = prepared(Memory::new());
    let ops: Vec<_> = (0..6).map(|i| put(i, i / 2, &format!("owner {i}"))).collect();
    storage.apply(&ops).unwrap();
    let end = |n: i64| KeyWriter::new().value(&Value::Int(n)).finish();
    let range = |from, to| KeyRange { from, to, reverse: false, after: None };
    use Bound::{Excluded, Included, Unbounded};
    storage
        .read(&mut |read| {
            assert_eq!(by_points(read, &range(Included(end(1)), Included(end(1)))), [2, 3]);
            assert_eq!(by_points(read, &range(Excluded(end(0)), Excluded(end(2)))), [2, 3]);
            assert_eq!(by_points(read, &range(Excluded(end(1)), Unbounded)), [4, 5]);
            assert_eq!(by_points(read, &range(Unbounded, Included(end(0))).reversed()), [1, 0]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_write_sees_its_own_changes_in_order() {
    let storage = prepared(Memory::new());
    storage.apply(&[put(1, 5, "a"), put(3, 5, "c"), put(5, 5, "e")]).unwrap();
    storage
        .write(&mut |tx| {
            tx.op(&put(2, 5, "b"))?;
            tx.op(&put(3, 6, "c"))?;
            tx.op(&Op::Delete { table: &ACCOUNTS, key: key(5), expect: Expect::Version(1) })?;
            assert_eq!(by_points(&*tx, &KeyRange::all()), [1, 2, 3]);
            assert_eq!(by_points(&*tx, &KeyRange::all().reversed()), [3, 2, 1]);
            assert_eq!(tx.count(&ACCOUNTS, &KeyRange::all(), 9)?, 3);
            Ok(())
        })
        .unwrap();
    storage.check(&mut |difference| panic!("{difference}")).unwrap();
}

#[test]
fn a_call_from_inside_is_refused_not_hung() {
    let (storage, other) = (prepared(Memory::new()), prepared(Memory::new()));
    let err = storage.write(&mut |_| storage.read(&mut |_| Ok(()))).unwrap_err();
    assert_eq!(err.code(), "internal");
    let err = storage.read(&mut |_| storage.close()).unwrap_err();
    assert_eq!(err.code(), "internal");
    storage.read(&mut |_| other.apply(&[put(1, 1, "a")])).unwrap();
    assert_eq!(points(&other, 1), Some(1));
}

#[test]
fn a_failed_write_is_not_kept_even_when_its_error_is_swallowed() {
    let storage = prepared(Memory::new());
    let err = storage
        .write(&mut |tx| {
            tx.op(&put(1, 1, "a"))?;
            let _ = tx.op(&add(1, -2));
            Ok(())
        })
        .unwrap_err();
    assert_eq!(err.code(), "internal");
    assert_eq!(points(&storage, 1), None);
}

/// Waits in a commit until it is let go, and fails when told to.
#[derive(Default)]
struct Slow {
    memory: Memory,
    commits: AtomicU64,
    held: AtomicBool,
    fails: AtomicBool,
    after: AtomicBool,
}

impl KeyValue for Slow {
    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        self.memory.view(f)
    }

    fn commit(&self, batch: &Batch, _: &mut dyn FnMut()) -> Result<()> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        while self.held.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(1));
        }
        if self.after.load(Ordering::SeqCst) {
            self.memory.commit(batch, &mut || {})?;
        }
        if self.fails.swap(false, Ordering::SeqCst) {
            return Err(Error::io("the disk", std::io::ErrorKind::StorageFull.into()));
        }
        self.memory.commit(batch, &mut || {})
    }
}

fn wait_for(what: impl Fn() -> bool) {
    while !what() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// One write is held in its commit; others come meanwhile. Returns how each ended.
fn one_under_way_others_behind(
    storage: &KvStorage<Slow>,
    others: &(dyn Fn(u64) -> Result<()> + Sync),
) -> Vec<Result<()>> {
    let before = storage.engine().commits.load(Ordering::SeqCst);
    storage.engine().held.store(true, Ordering::SeqCst);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| storage.apply(&[add(1, 10)]));
        wait_for(|| storage.engine().commits.load(Ordering::SeqCst) > before);
        let rest: Vec<_> = (0..4).map(|i| scope.spawn(move || others(i))).collect();
        wait_for(|| storage.commits.waiting() == 4);
        assert_eq!(points(storage, 1), None, "what is not on disk is not seen");
        storage.engine().held.store(false, Ordering::SeqCst);
        std::iter::once(first).chain(rest).map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn a_write_sees_what_is_under_way_and_shares_a_commit() {
    let storage = prepared(Slow::default());
    let before = storage.commits();
    let ended = one_under_way_others_behind(&storage, &|_| storage.apply(&[add(1, -2)]));
    assert!(ended.iter().all(Result::is_ok), "{ended:?}");
    assert_eq!(points(&storage, 1), Some(2));
    let stats = storage.commits();
    assert_eq!((stats.commits - before.commits, stats.writes - before.writes), (2, 5));
}

#[test]
fn what_was_built_on_a_failed_commit_fails_with_it() {
    let storage = prepared(Slow::default());
    storage.engine().fails.store(true, Ordering::SeqCst);
    let ended = one_under_way_others_behind(&storage, &|_| storage.apply(&[add(1, -2)]));
    let codes: Vec<_> = ended.into_iter().map(|e| e.unwrap_err().code()).collect();
    assert_eq!(codes, ["disk_full"; 5]);
    assert_eq!(points(&storage, 1), None);
    storage.apply(&[add(1, 3)]).unwrap();
    assert_eq!(points(&storage, 1), Some(3));
}

#[test]
fn a_refusal_that_rests_on_a_failed_commit_is_not_told() {
    let storage = prepared(Slow::default());
    storage.engine().fails.store(true, Ordering::SeqCst);
    let ended = one_under_way_others_behind(&storage, &|_| {
        storage.write(&mut |tx| {
            if tx.get(&ACCOUNTS, &key(1), &mut |_| {})? { Err(Error::closed()) } else { Ok(()) }
        })
    });
    assert!(ended.iter().all(|e| e.as_ref().is_err_and(|e| e.code() == "disk_full")), "{ended:?}");
}

/// A write whose closure has begun, saw what is pending, and goes on when it is let go.
fn long_write(storage: &KvStorage<Slow>, began: &AtomicBool, let_go: &AtomicBool) -> Result<()> {
    storage.write(&mut |tx| {
        tx.op(&add(1, 100))?;
        began.store(true, Ordering::SeqCst);
        wait_for(|| let_go.load(Ordering::SeqCst));
        Ok(())
    })
}

#[test]
fn a_closure_that_ran_on_what_failed_meanwhile_fails_with_it() {
    let storage = prepared(Slow::default());
    let (began, let_go) = (AtomicBool::new(false), AtomicBool::new(false));
    let before = storage.engine().commits.load(Ordering::SeqCst);
    storage.engine().held.store(true, Ordering::SeqCst);
    storage.engine().fails.store(true, Ordering::SeqCst);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| storage.apply(&[add(1, 1)]));
        wait_for(|| storage.engine().commits.load(Ordering::SeqCst) > before);
        let long = scope.spawn(|| long_write(&storage, &began, &let_go));
        wait_for(|| began.load(Ordering::SeqCst));
        storage.engine().held.store(false, Ordering::SeqCst);
        wait_for(|| !storage.engine().fails.load(Ordering::SeqCst));
        let_go.store(true, Ordering::SeqCst);
        let ended = [first, long].map(|thread| thread.join().unwrap().unwrap_err().code());
        assert_eq!(ended, ["disk_full"; 2]);
    });
    assert_eq!(points(&storage, 1), None);
    storage.apply(&[add(1, 3)]).unwrap();
    assert_eq!(points(&storage, 1), Some(3));
}

#[test]
fn a_batch_that_is_there_after_a_failure_has_an_unknown_outcome() {
    let storage = prepared(Slow::default());
    storage.engine().after.store(true, Ordering::SeqCst);
    storage.engine().fails.store(true, Ordering::SeqCst);
    let mut entry = |tx: &mut dyn Write| tx.op(&add(1, 7)).and_then(|()| tx.append_feed(b"a"));
    assert_eq!(storage.write(&mut entry).unwrap_err().code(), "unknown_outcome");
    storage.engine().after.store(false, Ordering::SeqCst);
    storage.write(&mut entry).unwrap();
    assert_eq!(points(&storage, 1), Some(14));
    let mut numbers = Vec::new();
    let mut note = |place: &FeedPosition, _: &[u8]| {
        numbers.push(place.0[7]);
        Flow::Continue(())
    };
    storage.changes(&FeedPosition::START, &mut note).unwrap();
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn a_panic_takes_only_its_own_changes_with_it() {
    let storage = prepared(Slow::default());
    let ended = one_under_way_others_behind(&storage, &|i| {
        let apply = || {
            storage.write(&mut |tx| {
                tx.op(&add(1, 1))?;
                assert!(i != 2, "on purpose");
                Ok(())
            })
        };
        if i != 2 {
            return apply();
        }
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(apply)).is_err());
        storage.apply(&[add(2, 1)])
    });
    assert!(ended.iter().all(Result::is_ok), "{ended:?}");
    assert_eq!((points(&storage, 1), points(&storage, 2)), (Some(13), Some(1)));
}

#[test]
fn many_callers_share_commits_and_lose_nothing() {
    struct Disk(Memory);
    impl KeyValue for Disk {
        fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
            self.0.view(f)
        }
        fn commit(&self, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()> {
            std::thread::sleep(Duration::from_millis(2));
            self.0.commit(batch, on_disk)
        }
    }
    let storage = prepared(Disk(Memory::new()));
    let (callers, each) = (16, 20);
    let start = Barrier::new(callers);
    let before = storage.commits();
    std::thread::scope(|scope| {
        for _ in 0..callers {
            scope.spawn(|| {
                start.wait();
                (0..each).for_each(|_| storage.apply(&[add(1, 1)]).unwrap());
            });
        }
    });
    let stats = storage.commits();
    let (commits, writes) = (stats.commits - before.commits, stats.writes - before.writes);
    assert_eq!(points(&storage, 1), Some((callers * each) as i64));
    assert_eq!(writes, (callers * each) as u64);
    assert!(writes >= 8 * commits, "{writes} writes took {commits} commits");
}

/// Has a batch in its log when it says so, and in its state a while later.
#[derive(Default)]
struct Ahead {
    memory: Memory,
    held: AtomicBool,
    in_log: AtomicU64,
    taken_in: AtomicU64,
    /// As many batches have to be taken in before the next view finds a state.
    late: AtomicU64,
    fails: AtomicBool,
}

impl KeyValue for Ahead {
    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        let late = self.late.swap(0, Ordering::SeqCst);
        wait_for(|| self.taken_in.load(Ordering::SeqCst) >= late);
        self.memory.view(f)
    }

    fn commit(&self, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()> {
        on_disk();
        self.in_log.fetch_add(1, Ordering::SeqCst);
        wait_for(|| !self.held.load(Ordering::SeqCst));
        self.memory.commit(batch, &mut || {})?;
        self.taken_in.fetch_add(1, Ordering::SeqCst);
        let fails = self.fails.swap(false, Ordering::SeqCst);
        if fails { Err(Error::io("the disk", std::io::ErrorKind::StorageFull.into())) } else { Ok(()) }
    }
}

#[test]
fn who_waits_is_answered_when_it_is_on_disk_and_sees_it() {
    let storage = prepared(Ahead::default());
    storage.apply(&[put(1, 1, "a")]).unwrap();
    for fails in [false, true] {
        let before = (storage.engine().in_log.load(Ordering::SeqCst), points(&storage, 1).unwrap());
        storage.engine().held.store(true, Ordering::SeqCst);
        storage.engine().fails.store(fails, Ordering::SeqCst);
        std::thread::scope(|scope| {
            let leader = scope.spawn(|| storage.apply(&[add(1, 10)]));
            wait_for(|| storage.engine().in_log.load(Ordering::SeqCst) > before.0);
            assert_eq!(points(&storage, 1), Some(before.1 + 10), "on disk and not seen");
            // Who only looked, and saw nothing that is not on disk, need not wait for the engine.
            storage.write(&mut |tx| tx.get(&ACCOUNTS, &key(1), &mut |_| {}).map(drop)).unwrap();
            let behind = scope.spawn(|| storage.apply(&[add(1, 100)]));
            wait_for(|| storage.commits.waiting() == 1);
            assert_eq!(points(&storage, 1), Some(before.1 + 10));
            storage.engine().held.store(false, Ordering::SeqCst);
            // What is in the log is not lost, whatever the engine says then.
            leader.join().unwrap().unwrap();
            behind.join().unwrap().unwrap();
        });
        assert_eq!(points(&storage, 1), Some(before.1 + 110));
    }
    storage.check(&mut |difference| panic!("{difference}")).unwrap();
}

#[test]
fn a_batch_is_not_seen_over_a_newer_state() {
    let storage = prepared(Ahead::default());
    storage.apply(&[put(1, 1, "a")]).unwrap();
    let engine = storage.engine();
    let before = (engine.in_log.load(Ordering::SeqCst), engine.taken_in.load(Ordering::SeqCst));
    engine.held.store(true, Ordering::SeqCst);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| storage.apply(&[add(1, 10)]));
        wait_for(|| engine.in_log.load(Ordering::SeqCst) > before.0);
        engine.late.store(before.1 + 2, Ordering::SeqCst);
        let reader = scope.spawn(|| points(&storage, 1));
        wait_for(|| engine.late.load(Ordering::SeqCst) == 0);
        engine.held.store(false, Ordering::SeqCst);
        first.join().unwrap().unwrap();
        storage.apply(&[add(1, 100)]).unwrap();
        assert_eq!(reader.join().unwrap(), Some(111));
    });
}

#[test]
fn readers_never_see_a_state_twice_old() {
    let storage = prepared(Ahead::default());
    storage.apply(&[put(1, 0, "a"), put(2, 0, "b")]).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut last = 0;
                    while !done.load(Ordering::SeqCst) {
                        let mut seen = Vec::new();
                        storage
                            .read(&mut |read| {
                                seen.clear();
                                for id in [1, 2] {
                                    read.get(&ACCOUNTS, &key(id), &mut |row| match row
                                        .columns(&ACCOUNTS)
                                        .unwrap()[0]
                                    {
                                        Value::Int(n) => seen.push(n),
                                        _ => panic!(),
                                    })?;
                                }
                                Ok(())
                            })
                            .unwrap();
                        assert!(seen[0] == seen[1] && seen[0] >= last, "{seen:?} after {last}");
                        last = seen[0];
                    }
                })
            })
            .collect();
        let writers: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| (0..2_000).for_each(|_| storage.apply(&[add(1, 1), add(2, 1)]).unwrap())))
            .collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        done.store(true, Ordering::SeqCst);
        readers.into_iter().for_each(|reader| reader.join().unwrap());
    });
    assert_eq!(points(&storage, 1), Some(8_000));
}
