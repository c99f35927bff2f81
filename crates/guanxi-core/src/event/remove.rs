//! Events whose time is over.

use std::ops::Bound;

use super::{
    EventFact,
    rows::{self, EVENT_CONTENTS, EVENT_KEYS, EVENTS, LastRemoved},
};
use crate::{
    error::Result,
    id::RecordId,
    scope::{
        Look, Tx,
        look::{get, scan, scan_keys},
    },
    storage::{Flow, KeyRange, key::after_prefix},
    time::Timestamp,
};

/// Newer events that a walk passes before it looks for the older ones of the next record.
const PASSED: usize = 8;

/// The keys of events that happened before an instant, in a range, no more than `most`; and the range that is left.
pub(crate) fn before(
    look: &Look<'_>,
    before: Timestamp,
    mut range: KeyRange,
    most: usize,
) -> Result<(Vec<Vec<u8>>, Option<KeyRange>)> {
    let mut found = Vec::new();
    loop {
        let (mut passed, mut next) = (0, None);
        scan_keys(look.rows, &EVENTS, &range, &mut |key| {
            let (record, at, _) = rows::read_key(key)?;
            if at < before {
                passed = 0;
                found.push(key.to_vec());
                next = (found.len() == most).then(|| KeyRange::all().after(Some(key.to_vec())));
            } else {
                passed += 1;
                // Those of a record stand by their time: none of the others is older. Where each walk would be a trip, all are passed.
                let skips = passed > PASSED && !look.engine.asks_ahead;
                next = after_prefix(record.as_bytes()).filter(|_| skips).map(since);
            }
            Ok(if next.is_none() { Flow::Continue(()) } else { Flow::Break(()) })
        })?;
        match next {
            Some(left) if found.len() < most => range = left,
            left => return Ok((found, left)),
        }
    }
}

fn since(key: Vec<u8>) -> KeyRange {
    KeyRange { from: Bound::Included(key), ..KeyRange::all() }
}

/// Destroys an event, and notes when it was if its customer was heard of by it.
pub(crate) fn remove(tx: &mut Tx<'_>, key: &[u8], fact: &EventFact) -> Result<()> {
    if fact.is_heard() {
        let (record, at, _) = rows::read_key(key)?;
        let known = get::<LastRemoved>(tx.rows(), record.as_bytes())?;
        if known.is_none_or(|known| known.0 < at) {
            tx.put(record.as_bytes().to_vec(), &LastRemoved(at))?;
        }
    }
    if let Some(hash) = fact.key {
        tx.delete(&EVENT_KEYS, hash.to_vec())?;
    }
    tx.delete(&EVENTS, key.to_vec())?;
    tx.delete(&EVENT_CONTENTS, key.to_vec())
}

/// Destroys the properties of an event.
pub(crate) fn strip(tx: &mut Tx<'_>, key: &[u8]) -> Result<()> {
    tx.delete(&EVENT_CONTENTS, key.to_vec())
}

/// When the customer of a record was last heard of by events, also by those that were removed.
pub(crate) fn last_heard(look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
    let removed = get::<LastRemoved>(look.rows, record.as_bytes())?;
    let mut last = removed.map_or(Timestamp::MIN, |removed| removed.0);
    let range = KeyRange::prefix(record.as_bytes()).reversed();
    scan::<EventFact>(look.rows, &range, &mut |key, fact| {
        if !fact.is_heard() {
            return Ok(Flow::Continue(()));
        }
        last = last.max(rows::read_key(key)?.1);
        Ok(Flow::Break(()))
    })?;
    Ok(last)
}
