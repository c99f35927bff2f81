//! Rows: written, read, counted, removed, expected.

use guanxi_core::storage::{Expect, Op, Value, key::KeyWriter};

use super::{Home, tables::*};

/// Rows come back as they were written, from each kind of table.
pub fn what_is_put_is_read(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 5, Some(7), "Mei"), put(-2, -5, None, ""), put_entry(1, 9, Expect::Any)]).unwrap();
    let mei = get_now(&*storage, &ACCOUNTS, &account(1)).unwrap();
    assert_eq!((mei.version, mei.columns, mei.body), (1, columns(5, Some(7), "Mei"), b"Mei".to_vec()));
    let other = get_now(&*storage, &ACCOUNTS, &account(-2)).unwrap();
    assert_eq!((other.version, other.columns, other.body), (1, columns(-5, None, ""), vec![]));
    let posted = get_now(&*storage, &ENTRIES, &entry(1, 9)).unwrap();
    assert_eq!((posted.version, posted.body), (0, vec![1]));
    assert_eq!(get_now(&*storage, &ACCOUNTS, &account(2)), None);
    assert_eq!(get_now(&*storage, &ENTRIES, &entry(1, 8)), None);

    let keys = [account(5), account(-2), account(1), account(6)];
    let mut seen = Vec::new();
    reading(&*storage, |read| {
        read.get_many(&ACCOUNTS, &keys, &mut |i, row| seen.push((i, row.key.to_vec())))
    });
    seen.sort();
    assert_eq!(seen, [(1, account(-2)), (2, account(1))]);
}

/// A tracked row counts its writes, whatever they change; a new row begins at 1.
pub fn versions_count_writes(home: &Home) {
    let storage = home.open();
    let version = || get_now(&*storage, &ACCOUNTS, &account(1)).map(|row| row.version);
    for n in 1..=130 {
        storage.apply(&[put(1, 5, None, "a")]).unwrap();
        assert_eq!(version(), Some(n));
    }
    storage.apply(&[add(1, 1), add(1, 1)]).unwrap();
    assert_eq!(version(), Some(132));
    storage.apply(&[delete(1, Expect::Any), add(1, 1)]).unwrap();
    assert_eq!(version(), Some(1));
}

/// A removed row is gone from its table and its indexes; to remove what is not there is nothing.
pub fn deleting_ends_a_row(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 5, Some(1), "a"), put(2, 5, Some(2), "b"), put_entry(1, 1, Expect::Any)]).unwrap();
    let entry = Op::Delete { table: &ENTRIES, key: entry(1, 1), expect: Expect::Any };
    storage.apply(&[delete(1, Expect::Any), delete(3, Expect::Any), entry.clone()]).unwrap();
    storage.apply(&[delete(1, Expect::Any), entry]).unwrap();
    assert_eq!(get_now(&*storage, &ACCOUNTS, &account(1)), None);
    assert_eq!(get_now(&*storage, &ENTRIES, &self::entry(1, 1)), None);
    reading(&*storage, |read| {
        for index in 0..3 {
            assert_eq!(scan_index(read, index, &guanxi_core::storage::KeyRange::all(), 9)?.0, [2]);
        }
        Ok(())
    });
    assert_sound(&*storage);
}

/// What was expected holds, or the write fails and nothing changes.
pub fn expectations_hold(home: &Home) {
    let storage = home.open();
    let code = |op: Op| storage.apply(&[op]).map_err(|e| e.code());
    let expecting = |version| put_expecting(1, 2, None, "b", Expect::Version(version));
    assert_eq!(code(expecting(1)), Err("stale_version"));
    assert_eq!(code(put_expecting(1, 1, Some(1), "a", Expect::Absent)), Ok(()));
    assert_eq!(code(put_expecting(1, 9, None, "c", Expect::Absent)), Err("duplicate"));
    assert_eq!(code(expecting(2)), Err("stale_version"));
    assert_eq!(points_now(&*storage, 1), Some(1));
    assert_eq!(code(expecting(1)), Ok(()));
    let err = storage.apply(&[expecting(1)]).unwrap_err();
    assert_eq!((err.field("expected").as_deref(), err.field("found").as_deref()), (Some("1"), Some("2")));
    assert_eq!(code(delete(1, Expect::Version(1))), Err("stale_version"));
    assert_eq!(code(delete(1, Expect::Version(2))), Ok(()));
    assert_eq!(code(delete(1, Expect::Version(2))), Err("stale_version"));

    assert_eq!(code(put_entry(1, 1, Expect::Absent)), Ok(()));
    assert_eq!(code(put_entry(1, 1, Expect::Absent)), Err("duplicate"));
    assert_eq!(code(put_entry(1, 1, Expect::Any)), Ok(()));

    // The expectation comes before the unique key.
    storage.apply(&[put(5, 0, Some(5), ""), put(6, 0, Some(6), "")]).unwrap();
    assert_eq!(code(put_expecting(6, 0, Some(5), "", Expect::Version(9))), Err("stale_version"));
    assert_eq!(code(put_expecting(6, 0, Some(5), "", Expect::Version(1))), Err("duplicate"));
}

/// An add starts at 0, keeps the rest of the row, stops at its floor and at the end of numbers.
pub fn sums_have_a_floor(home: &Home) {
    let storage = home.open();
    let code = |op: Op| storage.apply(&[op]).map_err(|e| e.code());
    assert_eq!(code(add(1, -1)), Err("below_floor"));
    assert_eq!(get_now(&*storage, &ACCOUNTS, &account(1)), None);
    assert_eq!(code(add(1, 5)), Ok(()));
    let row = get_now(&*storage, &ACCOUNTS, &account(1)).unwrap();
    assert_eq!(
        (row.version, row.columns, row.body),
        (1, vec![Value::Int(5), Value::Null, Value::Null], vec![])
    );
    let err = storage.apply(&[add(1, -6)]).unwrap_err();
    assert_eq!((err.field("floor").as_deref(), err.field("result").as_deref()), (Some("0"), Some("-1")));
    assert_eq!(code(add(1, -5)), Ok(()));
    assert_eq!(points_now(&*storage, 1), Some(0));

    storage.apply(&[put(2, 1, Some(2), "kept")]).unwrap();
    let free = |delta| Op::Add { table: &ACCOUNTS, key: account(2), column: 0, delta, floor: None };
    assert_eq!(code(free(-4)), Ok(()));
    let row = get_now(&*storage, &ACCOUNTS, &account(2)).unwrap();
    assert_eq!((row.version, row.columns, row.body), (2, columns(-3, Some(2), "kept"), b"kept".to_vec()));
    assert!(code(free(i64::MIN)).is_err());
    assert_eq!(points_now(&*storage, 2), Some(-3));
    assert_sound(&*storage);
}

/// Bytes of every kind and length, in keys, columns and bodies.
pub fn large_and_odd_bytes_come_back(home: &Home) {
    let storage = home.open();
    let titles = ["", "\0", "\0\0", "a\0b", "关系", "a", "aa"];
    let lengths = [0, 1, 100, 4095, 4096, 4097, 70_000];
    let key = |title: &str| KeyWriter::new().text(title).finish();
    let note = |title: &str, len: usize| {
        let body = (0..len).map(|i| (i % 251) as u8).collect();
        Op::Put { table: &NOTES, key: key(title), columns: vec![], body, expect: Expect::Any }
    };
    for turn in 0..lengths.len() {
        let length = |i: usize| lengths[(i + turn) % lengths.len()];
        let ops: Vec<_> = titles.iter().enumerate().map(|(i, title)| note(title, length(i))).collect();
        storage.apply(&ops).unwrap();
        for (i, title) in titles.iter().enumerate() {
            let row = get_now(&*storage, &NOTES, &key(title)).unwrap();
            assert_eq!(row.body.len(), length(i), "{title:?}");
            assert!(row.body.iter().enumerate().all(|(i, byte)| *byte == (i % 251) as u8));
        }
    }
    storage.apply(&[put(1, i64::MIN, Some(0xFF), "a\0b关"), put(i64::MIN, i64::MAX, None, "\0")]).unwrap();
    assert_eq!(
        get_now(&*storage, &ACCOUNTS, &account(1)).unwrap().columns,
        columns(i64::MIN, Some(0xFF), "a\0b关")
    );
    assert_eq!(
        get_now(&*storage, &ACCOUNTS, &account(i64::MIN)).unwrap().columns,
        columns(i64::MAX, None, "\0")
    );
    assert_sound(&*storage);
}
