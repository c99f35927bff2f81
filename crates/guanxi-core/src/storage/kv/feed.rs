//! Where the feed begins, once entries were dropped.
//!
//! The beginning is written before the first entry goes, so that a place before it is refused from then on, however far the
//! dropping came.

use std::ops::Bound;

use super::{FEED, Flow, META, Transaction, View};
use crate::{
    error::{Error, Result},
    storage::FeedPosition,
};

/// The key of the last entry that was dropped, in the store's own space.
const START_KEY: &[u8] = b"feed-start";
/// Entries that go in one transaction.
const STEP: usize = 4096;

/// The last entry that was dropped.
pub(super) fn start(view: &dyn View) -> Result<FeedPosition> {
    let mut start = FeedPosition::START;
    view.get(META, START_KEY, &mut |place| start = FeedPosition(place.to_vec()))?;
    Ok(start)
}

/// Has the feed begin after this place; never earlier than it did.
pub(super) fn set_start(tx: &mut Transaction<'_>, until: &FeedPosition) -> Result<()> {
    if until.0.len() != 8 || is_newest(tx, until)? {
        return Err(Error::cursor("the feed cannot begin after it"));
    }
    if start(&*tx)? < *until {
        tx.put(META, START_KEY.to_vec(), until.0.clone());
    }
    Ok(())
}

/// Whether no entry lies after it. The newest entry stays: the numbers of new ones go on from it.
fn is_newest(tx: &Transaction<'_>, place: &FeedPosition) -> Result<bool> {
    let mut newest = true;
    tx.range(FEED, (Bound::Excluded(&place.0), Bound::Unbounded), false, &mut |_, _| {
        newest = false;
        Flow::Break(())
    })?;
    Ok(newest)
}

/// Drops some of the entries up to this place and says whether any are left.
pub(super) fn drop_some(tx: &mut Transaction<'_>, until: &FeedPosition) -> Result<bool> {
    let mut keys = Vec::new();
    tx.range(FEED, (Bound::Unbounded, Bound::Included(&until.0)), false, &mut |key, _| {
        keys.push(key.to_vec());
        if keys.len() < STEP { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    let more = keys.len() == STEP;
    keys.into_iter().for_each(|key| tx.delete(FEED, key));
    Ok(more)
}
