//! The feed: order, places, nothing twice, nothing of a failure.

use guanxi_core::{
    error::Error,
    storage::{FeedPosition, Flow, Storage},
};

use super::{Home, tables::*};

fn after(storage: &dyn Storage, place: &FeedPosition, at_most: usize) -> (Vec<Vec<u8>>, FeedPosition) {
    let (mut seen, mut last) = (Vec::new(), place.clone());
    let mut step = |place: &FeedPosition, entry: &[u8]| {
        seen.push(entry.to_vec());
        last = place.clone();
        if seen.len() < at_most { Flow::Continue(()) } else { Flow::Break(()) }
    };
    storage.changes(place, &mut step).unwrap();
    (seen, last)
}

/// In the order of commits, and inside one in the order they were appended; each once from any place.
pub fn entries_come_in_order_and_once(home: &Home) {
    let storage = home.open();
    assert!(feed(&*storage).is_empty());
    let mut expected = Vec::new();
    for i in 0..40_u8 {
        let entries: Vec<_> = (0..i % 4).map(|n| vec![i, n]).collect();
        writing(&*storage, |tx| entries.iter().try_for_each(|entry| tx.append_feed(entry))).unwrap();
        expected.extend(entries);
    }
    assert_eq!(feed(&*storage), expected);
    for length in [1, 2, 7, 1000] {
        let (mut place, mut seen) = (FeedPosition::START, Vec::new());
        loop {
            let (page, next) = after(&*storage, &place, length);
            assert!(page.len() <= length);
            assert!(page.is_empty() || next > place, "places grow");
            if page.is_empty() {
                break;
            }
            seen.extend(page);
            place = next;
        }
        assert_eq!(seen, expected);
        writing(&*storage, |tx| tx.append_feed(b"")).unwrap();
        expected.push(vec![]);
        assert_eq!(after(&*storage, &place, 9).0, [b""], "a place goes on where it was");
    }
}

/// What was not committed is not in the feed.
pub fn a_write_that_failed_has_no_entry(home: &Home) {
    let storage = home.open();
    writing(&*storage, |tx| tx.append_feed(b"a")).unwrap();
    let failed = writing(&*storage, |tx| {
        tx.append_feed(b"b")?;
        Err(Error::cancelled())
    });
    assert_eq!(failed.unwrap_err().code(), "cancelled");
    writing(&*storage, |tx| tx.append_feed(b"c")).unwrap();
    assert_eq!(feed(&*storage), [b"a", b"c"]);
}

/// A place that this feed did not give.
pub fn foreign_places_are_refused(home: &Home) {
    let storage = home.open();
    writing(&*storage, |tx| tx.append_feed(b"a")).unwrap();
    for place in [vec![1, 2, 3], vec![0xFF; 8], vec![7; 100]] {
        let err = storage.changes(&FeedPosition(place), &mut |_, _| Flow::Continue(())).unwrap_err();
        assert_eq!(err.code(), "invalid_cursor");
    }
}

/// What is dropped is gone, and a place before it is refused; new entries go on after the last.
pub fn dropped_entries_are_refused(home: &Home) {
    let storage = home.open();
    assert_eq!(storage.feed_start().unwrap(), FeedPosition::START);
    assert_eq!(storage.feed_end().unwrap(), FeedPosition::START);
    let places: Vec<_> = (0..9_u8)
        .map(|i| {
            writing(&*storage, |tx| tx.append_feed(&[i])).unwrap();
            let last = after(&*storage, &FeedPosition::START, 1000).1;
            assert_eq!(storage.feed_end().unwrap(), last);
            last
        })
        .collect();
    assert_eq!(storage.drop_feed(&places[8]).unwrap_err().code(), "invalid_cursor", "the newest stays");
    storage.drop_feed(&places[4]).unwrap();
    storage.drop_feed(&places[2]).unwrap();
    let storage = {
        drop(storage);
        home.open()
    };
    assert_eq!(storage.feed_start().unwrap(), places[4]);
    assert_eq!(storage.feed_end().unwrap(), places[8]);
    assert_eq!(feed(&*storage), [[5], [6], [7], [8]]);
    assert_eq!(after(&*storage, &places[4], 1).0, [[5]], "nothing after this place was dropped");
    let err = storage.changes(&places[3], &mut |_, _| Flow::Continue(())).unwrap_err();
    assert_eq!(err.code(), "cursor_expired");
    storage.drop_feed(&places[7]).unwrap();
    writing(&*storage, |tx| tx.append_feed(b"new")).unwrap();
    assert_eq!(after(&*storage, &places[7], 9).0, [&[8][..], b"new"]);
}
