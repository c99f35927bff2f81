//! All of a write, or nothing.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use guanxi_core::{
    error::Error,
    storage::{Expect, KeyRange, Storage},
};

use super::{Home, tables::*};

fn assert_only_account_one(storage: &dyn Storage) {
    reading(storage, |read| {
        assert_eq!(scan(read, &KeyRange::all(), 9)?.0, [1]);
        for index in 0..3 {
            assert_eq!(scan_index(read, index, &KeyRange::all(), 9)?.0, [1]);
        }
        assert_eq!(read.count(&ENTRIES, &KeyRange::all(), 9)?, 0);
        Ok(())
    });
    assert_eq!(points_now(storage, 1), Some(1));
    assert!(feed(storage).is_empty());
    assert_sound(storage);
}

fn change_everything(tx: &mut dyn guanxi_core::storage::Write) -> guanxi_core::error::Result<()> {
    for op in [put(2, 5, Some(2), "b"), add(1, 5), put(1, 9, Some(3), "c"), put_entry(1, 1, Expect::Any)] {
        tx.op(&op)?;
    }
    tx.append_feed(b"changed")
}

/// A closure that returns an error.
pub fn an_error_leaves_nothing(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, Some(1), "a")]).unwrap();
    let ended = writing(&*storage, |tx| {
        change_everything(tx)?;
        Err(Error::not_found("account", 7))
    });
    assert_eq!(ended.unwrap_err().code(), "not_found");
    assert_only_account_one(&*storage);
}

/// A closure that panics; the panic goes on to the caller, and the storage works on.
pub fn a_panic_leaves_nothing(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, Some(1), "a")]).unwrap();
    let ended = catch_unwind(AssertUnwindSafe(|| {
        writing(&*storage, |tx| {
            change_everything(tx)?;
            panic!("on purpose")
        })
    }));
    assert_eq!(ended.unwrap_err().downcast_ref::<&str>(), Some(&"on purpose"));
    let ended = catch_unwind(AssertUnwindSafe(|| storage.read(&mut |_| panic!("on purpose"))));
    assert!(ended.is_err());
    assert_only_account_one(&*storage);
    storage.apply(&[add(1, 1)]).unwrap();
}

/// A write inside failed, and the closure would go on.
pub fn a_swallowed_failure_is_not_kept(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, Some(1), "a")]).unwrap();
    let ended = writing(&*storage, |tx| {
        change_everything(tx)?;
        let _ = tx.op(&add(1, -100));
        Ok(())
    });
    assert!(ended.is_err());
    assert_only_account_one(&*storage);
}

/// One failure among several writes of `apply`.
pub fn several_writes_are_one(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, Some(1), "a")]).unwrap();
    for last in [add(1, -2), put(3, 0, Some(1), ""), put_expecting(1, 1, None, "", Expect::Absent)] {
        let ops = [put(2, 5, Some(2), "b"), add(1, 0), put_entry(1, 1, Expect::Any), last];
        assert!(storage.apply(&ops).is_err());
        assert_only_account_one(&*storage);
    }
    storage.apply(&[]).unwrap();
    assert_only_account_one(&*storage);
}

/// A reader sees one instant, whatever is committed while it reads.
pub fn a_reader_sees_one_state(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, Some(1), "a"), put(2, 2, Some(2), "b")]).unwrap();
    let (storage, written) = (&*storage, &AtomicBool::new(false));
    std::thread::scope(|scope| {
        reading(storage, |read| {
            assert_eq!(points(read, 1)?, Some(1));
            scope.spawn(move || {
                storage
                    .apply(&[put(1, 7, Some(2), "a"), put(2, 7, Some(1), "b"), put(3, 7, None, "c")])
                    .unwrap_err();
                storage.apply(&[put(1, 7, None, "a"), delete(2, Expect::Any), put(3, 7, None, "c")]).unwrap();
                written.store(true, Ordering::SeqCst);
            });
            let beside = storage.capabilities().concurrent_reads;
            for _ in 0..if beside { 1000 } else { 20 } {
                if written.load(Ordering::SeqCst) {
                    break;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            assert_eq!(
                written.load(Ordering::SeqCst),
                beside,
                "reads go on beside a write exactly when it says so"
            );
            assert_eq!((points(read, 1)?, points(read, 2)?, points(read, 3)?), (Some(1), Some(2), None));
            assert_eq!(scan(read, &KeyRange::all(), 9)?.0, [1, 2]);
            assert_eq!(scan_index(read, 0, &KeyRange::all(), 9)?.0, [1, 2]);
            Ok(())
        });
    });
    assert_eq!((points_now(storage, 1), points_now(storage, 3)), (Some(7), Some(7)));
}
