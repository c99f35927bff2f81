//! Opening, closing, pausing, upgrading.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use guanxi_core::storage::{Expect, Flow, KeyRange, Op, Value};

use super::{Home, tables::*};

/// Everything is there after the storage was opened again, and goes on from there.
pub fn what_was_written_is_there_again(home: &Home) {
    let storage = home.open();
    writing(&*storage, |tx| {
        tx.op(&put(1, 5, Some(1), "a"))?;
        tx.op(&put(2, 6, None, "b"))?;
        tx.op(&put_entry(1, 1, Expect::Any))?;
        tx.append_feed(b"a")
    })
    .unwrap();
    storage.apply(&[delete(2, Expect::Any), add(1, 1)]).unwrap();
    let before = get_now(&*storage, &ACCOUNTS, &account(1)).unwrap();
    storage.close().unwrap();
    drop(storage);
    for _ in 0..2 {
        let storage = home.open();
        assert_eq!(get_now(&*storage, &ACCOUNTS, &account(1)).unwrap(), before);
        assert_eq!(get_now(&*storage, &ACCOUNTS, &account(2)), None);
        assert!(get_now(&*storage, &ENTRIES, &entry(1, 1)).is_some());
        assert_eq!(feed(&*storage), [b"a"]);
        assert_sound(&*storage);
        // Without `close`, as when a process ends.
    }
    let storage = home.open();
    writing(&*storage, |tx| tx.append_feed(b"b")).unwrap();
    assert_eq!(feed(&*storage), [b"a", b"b"]);
    assert!(!storage.capabilities().durable || storage.size_on_disk().unwrap() > 0);
}

/// After `close` every call gives `closed`, and closing again does nothing.
pub fn a_closed_storage_says_so(home: &Home) {
    let storage = home.open();
    storage.close().unwrap();
    storage.close().unwrap();
    let start = guanxi_core::storage::FeedPosition::START;
    let codes = [
        storage.apply(&[put(1, 1, None, "")]).map_err(|e| e.code()),
        storage.write(&mut |_| Ok(())).map_err(|e| e.code()),
        storage.read(&mut |_| panic!("no read")).map_err(|e| e.code()),
        storage.changes(&start, &mut |_, _| Flow::Continue(())).map_err(|e| e.code()),
        storage.check(&mut |_| {}).map_err(|e| e.code()),
        storage.prepare(&FIRST).map_err(|e| e.code()),
    ];
    assert_eq!(codes, [Err("closed"); 6]);
}

/// After `suspend` the next call works as before.
pub fn a_paused_storage_goes_on(home: &Home) {
    let storage = home.open();
    for i in 0..3 {
        storage.apply(&[add(1, 1)]).unwrap();
        storage.suspend().unwrap();
        storage.suspend().unwrap();
        assert_eq!(points_now(&*storage, 1), Some(i + 1));
    }
    storage.suspend().unwrap();
    storage.close().unwrap();
}

/// `close` lets a read under way come to its end.
pub fn closing_waits_for_calls(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, None, "")]).unwrap();
    let (storage, closed) = (&*storage, &AtomicBool::new(false));
    std::thread::scope(|scope| {
        reading(storage, |read| {
            scope.spawn(move || {
                storage.close().unwrap();
                closed.store(true, Ordering::SeqCst);
            });
            std::thread::sleep(Duration::from_millis(30));
            assert!(!closed.load(Ordering::SeqCst));
            assert_eq!(points(read, 1)?, Some(1));
            Ok(())
        });
    });
    assert!(closed.load(Ordering::SeqCst));
}

fn many(table: &'static guanxi_core::storage::Table, name: impl Fn(i64) -> String) -> Vec<Op> {
    let row = |i: i64| {
        let columns = vec![Value::Int(i % 7), Value::Null, Value::Text(name(i))];
        Op::Put { table, key: account(i), columns, body: vec![], expect: Expect::Any }
    };
    (0..10_000).map(row).collect()
}

/// A table with rows gains an index: it has an entry for each.
pub fn a_new_index_is_built(home: &Home) {
    let storage = home.open_with(&OLDER);
    storage.apply(&many(&OLDER_ACCOUNTS, |i| format!("name {}", i % 100))).unwrap();
    storage.close().unwrap();
    drop(storage);
    let storage = home.open_with(&FIRST);
    storage.prepare(&FIRST).unwrap();
    assert_sound(&*storage);
    let name = guanxi_core::storage::key::KeyWriter::new().value(&Value::Text("name 42".into())).finish();
    reading(&*storage, |read| {
        assert_eq!(scan_index(read, 2, &KeyRange::prefix(&name), 10_000)?.0.len(), 100);
        assert_eq!(scan_index(read, 2, &KeyRange::all(), 100_000)?.0.len(), 10_000);
        Ok(())
    });
}

/// Rows of one key stand in the way of a new unique index; the older version still opens, and mends it.
pub fn a_new_unique_index_can_be_refused(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, None, "same"), put(2, 1, None, "same"), put(3, 1, None, "other")]).unwrap();
    storage.close().unwrap();
    drop(storage);
    let storage = home.open_bare();
    assert_eq!(storage.prepare(&LATER).unwrap_err().code(), "duplicate");
    storage.close().unwrap();
    drop(storage);
    let storage = home.open();
    storage.apply(&[put(2, 1, None, "not the same")]).unwrap();
    assert_sound(&*storage);
    storage.close().unwrap();
    drop(storage);
    assert_sound(&*home.open_with(&LATER));
}

/// An index that one version leaves out and a later one has again is true, whatever changed between.
pub fn a_lost_index_comes_back_whole(home: &Home) {
    let storage = home.open();
    storage.apply(&many(&ACCOUNTS, |i| i.to_string())).unwrap();
    storage.close().unwrap();
    drop(storage);
    let storage = home.open_with(&LATER);
    let change = |i, points| {
        let columns = vec![Value::Int(points), Value::Null, Value::Text(format!("new {i}"))];
        Op::Put { table: &STRICT_ACCOUNTS, key: account(i), columns, body: vec![], expect: Expect::Any }
    };
    let gone = |i| Op::Delete { table: &STRICT_ACCOUNTS, key: account(i), expect: Expect::Any };
    storage.apply(&[change(3, 100), change(20_000, 200), gone(4), gone(5)]).unwrap();
    assert_sound(&*storage);
    storage.close().unwrap();
    drop(storage);
    let storage = home.open_with(&LATEST);
    assert_sound(&*storage);
    reading(&*storage, |read| {
        let (rows, _) = scan_index(read, 0, &KeyRange::all().reversed(), 2)?;
        assert_eq!(rows, [20_000, 3]);
        assert_eq!(scan_index(read, 0, &KeyRange::all(), 100_000)?.0.len(), 9_999);
        Ok(())
    });
}

/// Data of a newer version is refused, and stays as it is.
pub fn a_newer_schema_is_refused(home: &Home) {
    let storage = home.open_with(&LATER);
    let row = Op::Put {
        table: &MORE,
        key: account(1),
        columns: vec![Value::Int(1)],
        body: vec![],
        expect: Expect::Any,
    };
    storage.apply(&[row]).unwrap();
    storage.close().unwrap();
    drop(storage);
    let storage = home.open_bare();
    let err = storage.prepare(&FIRST).unwrap_err();
    assert_eq!(err.code(), "newer_format");
    assert_eq!((err.field("found").as_deref(), err.field("known").as_deref()), (Some("3"), Some("2")));
    storage.close().unwrap();
    drop(storage);
    let storage = home.open_with(&LATER);
    assert!(get_now(&*storage, &MORE, &account(1)).is_some());
    assert_sound(&*storage);
}
