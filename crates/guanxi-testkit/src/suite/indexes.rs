//! Indexes: order, ranges, pages, uniqueness.

use std::ops::Bound::{Excluded, Included, Unbounded};

use guanxi_core::storage::{Expect, KeyRange, Storage, Value, key::KeyWriter};

use super::{Home, tables::*};

const BY_POINTS: usize = 0;
const BY_OWNER: usize = 1;
const BY_NAME: usize = 2;

fn int(n: i64) -> Vec<u8> {
    KeyWriter::new().value(&Value::Int(n)).finish()
}

fn text(text: &str) -> Vec<u8> {
    KeyWriter::new().value(&Value::Text(text.to_owned())).finish()
}

fn filled(home: &Home) -> Box<dyn Storage> {
    let storage = home.open();
    let names = ["b", "a", "b", "", "b", "ab"];
    let ops: Vec<_> = (0..6).map(|i| put(i, i / 2 - 1, Some(9 - i as u8), names[i as usize])).collect();
    storage.apply(&ops).unwrap();
    storage.apply(&[add(9, 1)]).unwrap();
    storage
}

/// The order is that of the values, and of the key among equal ones; a range is over values.
pub fn rows_come_in_the_order_of_an_index(home: &Home) {
    let storage = filled(home);
    let range = |from, to| KeyRange { from, to, reverse: false, after: None };
    let cases = [
        (BY_POINTS, KeyRange::all(), vec![0, 1, 2, 3, 4, 5, 9]),
        (BY_POINTS, range(Included(int(0)), Included(int(0))), vec![2, 3]),
        (BY_POINTS, range(Excluded(int(-1)), Excluded(int(1))), vec![2, 3]),
        (BY_POINTS, range(Excluded(int(0)), Unbounded), vec![4, 5, 9]),
        (BY_POINTS, range(Unbounded, Included(int(-1))), vec![0, 1]),
        (BY_POINTS, range(Included(int(2)), Unbounded), vec![]),
        (BY_OWNER, KeyRange::all(), vec![5, 4, 3, 2, 1, 0]),
        (BY_NAME, KeyRange::prefix(&text("b")), vec![0, 2, 4]),
        (BY_NAME, range(Included(text("a")), Excluded(text("b"))), vec![1, 5]),
        (BY_NAME, KeyRange::all(), vec![9, 3, 1, 5, 0, 2, 4]),
    ];
    for (index, range, mut expected) in cases {
        reading(&*storage, |read| {
            assert_eq!(scan_index(read, index, &range, 99)?, (expected.clone(), None), "{index} {range:?}");
            expected.reverse();
            assert_eq!(
                scan_index(read, index, &range.clone().reversed(), 99)?.0,
                expected,
                "{index} {range:?}"
            );
            Ok(())
        });
    }
    storage.apply(&[put(2, 7, Some(7), "a"), delete(4, Expect::Any)]).unwrap();
    reading(&*storage, |read| {
        assert_eq!(scan_index(read, BY_POINTS, &KeyRange::all(), 99)?.0, [0, 1, 3, 5, 9, 2]);
        assert_eq!(scan_index(read, BY_NAME, &KeyRange::prefix(&text("a")), 99)?.0, [1, 2]);
        Ok(())
    });
    assert_sound(&*storage);
}

/// Pages go on in the middle of equal values.
pub fn pages_of_an_index_join_up(home: &Home) {
    let storage = home.open();
    let ops: Vec<_> = (0..12).map(|i| put(i, i / 6, Some(i as u8), "same")).collect();
    storage.apply(&ops).unwrap();
    for (index, reverse) in [(BY_POINTS, false), (BY_POINTS, true), (BY_OWNER, false), (BY_OWNER, true)] {
        let range = KeyRange { reverse, ..KeyRange::all() };
        for length in 1..6 {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                reading(&*storage, |read| {
                    let (rows, next) = scan_index(read, index, &range.clone().after(after.clone()), length)?;
                    seen.extend(rows);
                    after = next;
                    Ok(())
                });
                if after.is_none() {
                    break;
                }
            }
            let mut expected: Vec<_> = (0..12).collect();
            if reverse {
                expected.reverse();
            }
            assert_eq!(seen, expected, "{index}, pages of {length}");
        }
    }
}

/// Two rows with one unique key: the second is refused, by name, and changes nothing.
pub fn a_unique_key_is_taken_once(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, Some(7), "a")]).unwrap();
    let err = storage.apply(&[put(3, 1, Some(3), "c"), put(2, 1, Some(7), "b")]).unwrap_err();
    assert_eq!(err.code(), "duplicate");
    assert_eq!(err.field("index").as_deref(), Some("accounts_by_owner"));
    assert_eq!((points_now(&*storage, 2), points_now(&*storage, 3)), (None, None));
    assert_eq!(
        storage.apply(&[put(4, 1, Some(8), "a"), put(5, 1, Some(8), "b")]).unwrap_err().code(),
        "duplicate"
    );
    storage.apply(&[put(1, 2, Some(7), "its own key is no obstacle")]).unwrap();
    // Writes happen in their order: what a later one gives up is still taken, what an earlier one gave up is free.
    let early = storage.apply(&[put(6, 1, Some(7), "too early"), put(1, 2, None, "gives it up")]);
    assert_eq!(early.unwrap_err().code(), "duplicate");
    storage.apply(&[put(1, 2, None, "gives it up"), put(0, 1, Some(7), "takes it")]).unwrap();
    assert_sound(&*storage);
}

/// Any number of rows may have no value under a unique index.
pub fn null_takes_no_unique_key(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, None, "a"), put(2, 1, None, "b"), put(3, 1, Some(0), "c")]).unwrap();
    storage.apply(&[put(3, 1, None, "c"), put(1, 1, Some(0), "a")]).unwrap();
    reading(&*storage, |read| {
        assert_eq!(scan_index(read, BY_OWNER, &KeyRange::all(), 9)?.0, [1]);
        Ok(())
    });
    assert_sound(&*storage);
}

/// A key is free again when its row changed or went, in the same transaction too.
pub fn a_freed_key_can_be_taken(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1, Some(1), "a"), put(2, 1, Some(2), "b")]).unwrap();
    storage.apply(&[delete(1, Expect::Any), put(2, 1, Some(1), "b"), put(3, 1, Some(2), "c")]).unwrap();
    storage.apply(&[put(2, 1, None, "b")]).unwrap();
    storage.apply(&[put(3, 1, Some(1), "c"), put(2, 1, Some(2), "b")]).unwrap();
    reading(&*storage, |read| {
        assert_eq!(scan_index(read, BY_OWNER, &KeyRange::all(), 9)?.0, [3, 2]);
        Ok(())
    });
    assert_sound(&*storage);
}
