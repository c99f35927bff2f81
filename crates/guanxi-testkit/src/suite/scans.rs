//! Ranges of a table: their ends, directions, pages, counts.

use std::ops::Bound::{Excluded, Included, Unbounded};

use guanxi_core::storage::{Expect, KeyRange};

use super::{Home, tables::*};

fn filled(home: &Home) -> Box<dyn guanxi_core::storage::Storage> {
    let storage = home.open();
    let ops: Vec<_> = (0..10).map(|i| put(i * 10, i, None, "a")).collect();
    storage.apply(&ops).unwrap();
    storage
}

/// Each kind of end, both directions, ranges that are empty or the wrong way round.
pub fn ranges_have_their_ends(home: &Home) {
    let storage = filled(home);
    let cases = [
        (Unbounded, Unbounded, vec![0, 10, 20, 30, 40, 50, 60, 70, 80, 90]),
        (Included(30), Included(50), vec![30, 40, 50]),
        (Excluded(30), Excluded(50), vec![40]),
        (Included(31), Excluded(49), vec![40]),
        (Unbounded, Excluded(10), vec![0]),
        (Excluded(70), Unbounded, vec![80, 90]),
        (Included(30), Included(30), vec![30]),
        (Included(30), Excluded(30), vec![]),
        (Excluded(30), Excluded(30), vec![]),
        (Included(50), Included(30), vec![]),
        (Excluded(90), Unbounded, vec![]),
    ];
    for (from, to, mut expected) in cases {
        let range = KeyRange { from: from.map(account), to: to.map(account), ..KeyRange::all() };
        reading(&*storage, |read| {
            assert_eq!(read.count(&ACCOUNTS, &range, u64::MAX)?, expected.len() as u64, "{from:?} {to:?}");
            assert_eq!(scan(read, &range, 99)?, (expected.clone(), None), "{from:?} {to:?}");
            expected.reverse();
            assert_eq!(
                scan(read, &range.clone().reversed(), 99)?,
                (expected.clone(), None),
                "{from:?} {to:?}"
            );
            Ok(())
        });
    }
    storage
        .apply(&[put_entry(1, 1, Expect::Any), put_entry(1, 2, Expect::Any), put_entry(2, 1, Expect::Any)])
        .unwrap();
    reading(&*storage, |read| {
        assert_eq!(read.count(&ENTRIES, &KeyRange::prefix(&account(1)), 9)?, 2);
        assert_eq!(read.count(&NOTES, &KeyRange::all(), 9)?, 0);
        Ok(())
    });
}

/// Pages of any length, in both directions, show each row once.
pub fn pages_join_up(home: &Home) {
    let storage = filled(home);
    for reverse in [false, true] {
        let range = KeyRange { reverse, from: Included(account(10)), to: Included(account(80)), after: None };
        for length in 1..10 {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                reading(&*storage, |read| {
                    let (rows, next) = scan(read, &range.clone().after(after.clone()), length)?;
                    assert!(rows.len() <= length);
                    seen.extend(rows);
                    after = next;
                    Ok(())
                });
                if after.is_none() {
                    break;
                }
            }
            let mut expected: Vec<_> = (1..9).map(|i| i * 10).collect();
            if reverse {
                expected.reverse();
            }
            assert_eq!(seen, expected, "pages of {length}");
        }
    }
}

/// Counting goes no further than asked.
pub fn counting_stops(home: &Home) {
    let storage = filled(home);
    reading(&*storage, |read| {
        for at_most in [0, 1, 9, 10, 11] {
            assert_eq!(read.count(&ACCOUNTS, &KeyRange::all(), at_most)?, at_most.min(10));
        }
        Ok(())
    });
}

/// Inside a write, scans see what it wrote and no longer what it removed, in order.
pub fn a_write_scans_its_own_changes(home: &Home) {
    let storage = filled(home);
    let all = KeyRange::all();
    writing(&*storage, |tx| {
        for op in [
            put(5, 50, Some(1), "b"),
            delete(10, Expect::Any),
            put(20, 99, None, "c"),
            put(100, -1, None, "d"),
        ] {
            tx.op(&op)?;
        }
        let mut expected = vec![0, 5, 20, 30, 40, 50, 60, 70, 80, 90, 100];
        assert_eq!(scan(&*tx, &all, 99)?.0, expected);
        assert_eq!(scan(&*tx, &all, 3)?.0, expected[..3]);
        assert_eq!(tx.count(&ACCOUNTS, &all, 99)?, 11);
        assert_eq!(scan_index(&*tx, 0, &all, 99)?.0, [100, 0, 30, 40, 50, 60, 70, 80, 90, 5, 20]);
        assert_eq!(scan_index(&*tx, 1, &all, 99)?.0, [5]);
        expected.reverse();
        assert_eq!(scan(&*tx, &all.clone().reversed(), 99)?.0, expected);
        assert_eq!(points(&*tx, 10)?, None);
        assert_eq!(points(&*tx, 20)?, Some(99));
        Ok(())
    })
    .unwrap();
    assert_sound(&*storage);
}
