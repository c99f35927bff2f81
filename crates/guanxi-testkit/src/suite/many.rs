//! Many callers at once.

use std::sync::{
    Barrier,
    atomic::{AtomicBool, Ordering},
};

use guanxi_core::storage::{Expect, KeyRange};

use super::{Home, tables::*};

const CALLERS: i64 = 8;
const EACH: i64 = 25;

/// Runs something from several threads at once, so many times each.
fn from_all(f: impl Fn(i64, i64) + Sync) {
    let start = Barrier::new(CALLERS as usize);
    std::thread::scope(|scope| {
        for caller in 0..CALLERS {
            let (start, f) = (&start, &f);
            scope.spawn(move || {
                start.wait();
                (0..EACH).for_each(|turn| f(caller, turn));
            });
        }
    });
}

/// Adds from all sides to few rows.
pub fn no_sum_is_lost(home: &Home) {
    let storage = home.open();
    from_all(|caller, turn| {
        let ops = [add(turn % 2, 1), add(9, 2), put_entry(caller, turn, Expect::Absent)];
        storage.apply(&ops).unwrap();
    });
    let total = CALLERS * EACH;
    let sum = points_now(&*storage, 0).unwrap() + points_now(&*storage, 1).unwrap();
    assert_eq!((sum, points_now(&*storage, 9)), (total, Some(2 * total)));
    reading(&*storage, |read| {
        assert_eq!(read.count(&ENTRIES, &KeyRange::all(), u64::MAX)?, total as u64);
        Ok(())
    });
    assert_sound(&*storage);
}

/// Reads a number, decides, writes it one higher; and only one can be the first to take a key.
pub fn no_decision_is_lost(home: &Home) {
    let storage = home.open();
    let first = std::sync::Mutex::new(vec![0; EACH as usize]);
    from_all(|caller, turn| {
        writing(&*storage, |tx| {
            let seen = points(&*tx, 1)?.unwrap_or(0);
            tx.op(&put(1, seen + 1, None, "counted"))
        })
        .unwrap();
        match storage.apply(&[put(100 + caller * EACH + turn, 0, Some(turn as u8), "")]) {
            Ok(()) => first.lock().unwrap()[turn as usize] += 1,
            Err(e) => assert_eq!(e.code(), "duplicate"),
        }
    });
    assert_eq!(points_now(&*storage, 1), Some(CALLERS * EACH));
    assert_eq!(get_now(&*storage, &ACCOUNTS, &account(1)).unwrap().version, (CALLERS * EACH) as u64);
    assert!(first.lock().unwrap().iter().all(|count| *count == 1));
    assert_sound(&*storage);
}

/// Each commit's entry is there, once, in its caller's order.
pub fn the_feed_has_every_entry(home: &Home) {
    let storage = home.open();
    from_all(|caller, turn| writing(&*storage, |tx| tx.append_feed(&[caller as u8, turn as u8])).unwrap());
    let entries = feed(&*storage);
    assert_eq!(entries.len() as i64, CALLERS * EACH);
    for caller in 0..CALLERS {
        let turns: Vec<_> =
            entries.iter().filter(|e| i64::from(e[0]) == caller).map(|e| i64::from(e[1])).collect();
        assert_eq!(turns, (0..EACH).collect::<Vec<_>>());
    }
}

/// Points move between two accounts; every reader finds them all.
pub fn readers_see_whole_writes(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 1000, None, "a"), put(2, 1000, None, "b")]).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    reading(&*storage, |read| {
                        let (one, two) = (points(read, 1)?.unwrap(), points(read, 2)?.unwrap());
                        assert_eq!(one + two, 2000);
                        assert_eq!(scan_index(read, 0, &KeyRange::all(), 9)?.0.len(), 2);
                        Ok(())
                    });
                }
            });
        }
        let moves = || from_all(|caller, _| storage.apply(&[add(1, -caller), add(2, caller)]).unwrap());
        let moved = std::panic::catch_unwind(std::panic::AssertUnwindSafe(moves));
        done.store(true, Ordering::Relaxed);
        moved.unwrap();
    });
    assert_sound(&*storage);
}
