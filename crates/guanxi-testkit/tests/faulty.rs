//! Acknowledged writes stay and failed ones leave nothing, whatever the disk does.

#![allow(clippy::unwrap_used)]

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use guanxi_core::storage::{Expect, KeyRange, KeyValue, KvStorage, Memory, OpenOptions, Storage};
use guanxi_redb::Redb;
use guanxi_testkit::{
    faulty::{DiskFault, Fault, Faulty, FaultyEngine},
    suite::tables::*,
};
use proptest::prelude::*;

fn faulty() -> (KvStorage<FaultyEngine<Arc<Memory>>>, Arc<Memory>) {
    let memory = Arc::new(Memory::new());
    let storage = KvStorage::new(FaultyEngine::new(memory.clone()));
    storage.prepare(&FIRST).unwrap();
    (storage, memory)
}

/// Posts from several threads; returns how each ended.
fn post_from_many<K: KeyValue>(
    storage: &KvStorage<K>,
    callers: i64,
    each: i64,
) -> Vec<(i64, i64, Result<(), &'static str>)> {
    let ended = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for caller in 0..callers {
            let ended = &ended;
            scope.spawn(move || {
                for turn in 0..each {
                    let posted = storage.write(&mut |tx| {
                        tx.op(&add(caller % 3, 1))?;
                        tx.op(&put_entry(caller, turn, Expect::Absent))?;
                        tx.append_feed(&[caller as u8, turn as u8])
                    });
                    ended.lock().unwrap().push((caller, turn, posted.map_err(|e| e.code())));
                }
            });
        }
    });
    ended.into_inner().unwrap()
}

/// What was acknowledged is there, what failed is not, sums and feed agree with the entries.
fn assert_honest<K: KeyValue>(storage: &KvStorage<K>, ended: &[(i64, i64, Result<(), &'static str>)]) {
    let feed = feed(storage);
    let mut there = 0;
    for (caller, turn, posted) in ended {
        let entry = get_now(storage, &ENTRIES, &entry(*caller, *turn)).is_some();
        match posted {
            Ok(()) => assert!(entry, "{caller}/{turn} was acknowledged"),
            Err("unknown_outcome") => {}
            Err(code) => assert!(!entry, "{caller}/{turn} failed with {code} and is there"),
        }
        let told = feed.iter().filter(|told| **told == [*caller as u8, *turn as u8]).count();
        assert_eq!(told, usize::from(entry), "{caller}/{turn} in the feed");
        there += i64::from(entry);
    }
    let points: i64 = (0..3).filter_map(|account| points_now(storage, account)).sum();
    assert_eq!((points, feed.len() as i64), (there, there));
    assert_sound(storage);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_bad_disk_tells_no_lies(
        faults in proptest::collection::vec((0..30_u64, prop::sample::select(vec![
            DiskFault::Full,
            DiskFault::Io,
            DiskFault::IoAfter,
            DiskFault::Panic,
            DiskFault::Slow(Duration::from_millis(3)),
        ])), 0..8),
    ) {
        let (storage, memory) = faulty();
        faults.iter().for_each(|(at, fault)| storage.engine().after(*at, *fault));
        let ended = post_from_many(&storage, 5, 8);
        assert_honest(&storage, &ended);
        drop(storage);
        let again = KvStorage::new(memory);
        again.prepare(&FIRST).unwrap();
        assert_honest(&again, &ended);
    }
}

#[test]
fn a_bad_disk_under_redb_tells_no_lies() {
    let directory = tempfile::tempdir().unwrap();
    let redb = Redb::open(directory.path(), &OpenOptions::new()).unwrap();
    let storage = KvStorage::new(FaultyEngine::new(redb.into_engine()));
    storage.prepare(&FIRST).unwrap();
    for (at, fault) in [(1, DiskFault::Full), (2, DiskFault::IoAfter), (5, DiskFault::Io), (6, DiskFault::Io)]
    {
        storage.engine().after(at, fault);
    }
    let ended = post_from_many(&storage, 6, 10);
    assert!(ended.iter().any(|(.., posted)| posted.is_err()));
    assert_honest(&storage, &ended);
}

#[test]
fn half_a_batch_is_found_by_the_check() {
    let (storage, _) = faulty();
    storage.engine().after(0, DiskFault::Torn);
    assert_eq!(storage.apply(&[put(1, 5, Some(1), "a")]).unwrap_err().code(), "io");
    let mut found = 0;
    storage.check(&mut |_| found += 1).unwrap();
    assert!(found > 0);
}

#[test]
fn a_disk_that_cannot_even_be_read_leaves_the_outcome_unknown() {
    let (storage, memory) = faulty();
    std::thread::scope(|scope| {
        storage.engine().after(0, DiskFault::Slow(Duration::from_millis(50)));
        storage.engine().after(1, DiskFault::Io);
        let slow = scope.spawn(|| storage.apply(&[add(1, 1)]));
        std::thread::sleep(Duration::from_millis(10));
        let failed = scope.spawn(|| storage.apply(&[add(1, 1)]));
        std::thread::sleep(Duration::from_millis(10));
        storage.engine().unreadable(true);
        slow.join().unwrap().unwrap();
        assert_eq!(failed.join().unwrap().unwrap_err().code(), "unknown_outcome");
    });
    assert_eq!(storage.read(&mut |_| Ok(())).unwrap_err().code(), "io");
    storage.engine().unreadable(false);
    storage.apply(&[add(1, 1)]).unwrap();
    drop(storage);
    assert_eq!(points_now(&KvStorage::new(memory), 1), Some(2));
}

#[test]
fn a_faulty_storage_does_as_told_and_then_works() {
    let storage = Faulty::new(Memory::storage());
    storage.prepare(&FIRST).unwrap();
    let code = || storage.apply(&[add(1, 1), add(2, 1)]).map_err(|e| e.code());
    storage.next([Fault::UnknownBefore, Fault::UnknownAfter, Fault::Full, Fault::Operation(1)]);
    assert_eq!(code(), Err("unknown_outcome"));
    assert_eq!(points_now(&storage, 1), None);
    assert_eq!(code(), Err("unknown_outcome"));
    assert_eq!(points_now(&storage, 1), Some(1));
    assert_eq!(code(), Err("disk_full"));
    assert_eq!(code(), Err("io"));
    assert_eq!((points_now(&storage, 1), points_now(&storage, 2)), (Some(1), Some(1)));

    storage.next([Fault::Conflict(2), Fault::Slow(Duration::from_millis(1))]);
    let mut runs = 0;
    let mut count = |tx: &mut dyn guanxi_core::storage::Write| {
        runs += 1;
        tx.op(&add(1, 1))
    };
    storage.write(&mut count).unwrap();
    assert_eq!((runs, points_now(&storage, 1)), (3, Some(2)));
    assert_eq!(code(), Ok(()));
    assert_eq!(code(), Ok(()));
    storage
        .read(&mut |read| {
            assert_eq!(scan(read, &KeyRange::all(), 9)?.0, [1, 2]);
            Ok(())
        })
        .unwrap();
}
