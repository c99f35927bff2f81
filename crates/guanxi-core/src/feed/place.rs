//! A place between two changes, and reading on from it.

use super::FeedChange;
use crate::{
    change::CommitEntry,
    error::{Error, Result},
    page::Cursor,
    storage::{FeedPosition, Flow, Storage, row},
    time::Timestamp,
};

/// Tells cursors of the feed from others.
pub(super) const CURSOR: &str = "feed";

/// A place between two changes: after an entry, and so many changes into the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) after: FeedPosition,
    pub(super) skip: usize,
}

impl Place {
    /// After an entry.
    pub(super) fn after(position: FeedPosition) -> Self {
        Self { after: position, skip: 0 }
    }

    pub(super) fn read(cursor: Cursor) -> Result<Self> {
        let bytes = cursor.into_bytes();
        let (skip, position) = bytes.split_first_chunk().ok_or_else(|| Error::cursor("it is damaged"))?;
        Ok(Self { after: FeedPosition(position.to_vec()), skip: u32::from_be_bytes(*skip) as usize })
    }

    pub(super) fn to_cursor(&self) -> String {
        let mut bytes = (self.skip as u32).to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.after.0);
        Cursor::new(CURSOR, bytes).to_string()
    }

    /// A place that was given out is refused once what lies after it was dropped; before every change lies what was
    /// dropped first.
    ///
    /// # Errors
    /// `cursor_expired`; `invalid_cursor`.
    fn check(&self, storage: &dyn Storage) -> Result<()> {
        kept_after(storage, &self.after)
    }
}

/// Whether all that came after a position is kept.
///
/// # Errors
/// `cursor_expired`.
pub(crate) fn kept_after(storage: &dyn Storage, position: &FeedPosition) -> Result<()> {
    if *position == FeedPosition::START && storage.feed_start()? != FeedPosition::START {
        return Err(Error::cursor_expired());
    }
    Ok(())
}

/// Shows entries after a position, until the callback breaks.
pub(crate) fn entries(
    storage: &dyn Storage,
    after: &FeedPosition,
    f: &mut dyn FnMut(&FeedPosition, CommitEntry) -> Flow,
) -> Result<()> {
    let mut failed = None;
    storage.changes(after, &mut |at, entry| match row::decode::<CommitEntry>("feed", entry) {
        Ok(entry) => f(at, entry),
        Err(e) => {
            failed = Some(e);
            Flow::Break(())
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// No more than so many changes after a place that was given out before, and the place after them.
pub(super) fn read_on(storage: &dyn Storage, from: &Place, limit: usize) -> Result<(Vec<FeedChange>, Place)> {
    let read = read(storage, from, limit)?;
    from.check(storage)?; // afterwards: what is dropped meanwhile is noticed
    Ok(read)
}

/// The same after any place; before every change is the first that is kept.
pub(super) fn read(storage: &dyn Storage, from: &Place, limit: usize) -> Result<(Vec<FeedChange>, Place)> {
    let mut items = Vec::new();
    let mut place = from.clone();
    // A place inside an entry is told by the entry before it and how many of its changes were given out.
    entries(storage, &from.after, &mut |at, entry| {
        let given = entry.changes.len().min(place.skip + limit - items.len());
        items.extend(show(at, &entry, place.skip, given));
        if given < entry.changes.len() {
            place.skip = given;
            return Flow::Break(());
        }
        place = Place::after(at.clone());
        if items.len() < limit { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    Ok((items, place))
}

/// How many changes lie after a place that was given out before, counted no further than a bound, and when the first was committed.
pub(super) fn count(
    storage: &dyn Storage,
    from: &Place,
    at_most: usize,
) -> Result<(usize, Option<Timestamp>)> {
    let (mut count, mut since, mut skip) = (0, None, from.skip);
    entries(storage, &from.after, &mut |_, entry| {
        let new = entry.changes.len().saturating_sub(skip);
        skip = 0;
        count += new;
        if new > 0 {
            since.get_or_insert(entry.at);
        }
        if count < at_most { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    from.check(storage)?;
    Ok((count.min(at_most), since))
}

fn show(at: &FeedPosition, entry: &CommitEntry, from: usize, to: usize) -> impl Iterator<Item = FeedChange> {
    let place =
        at.0.iter().fold(String::with_capacity(2 * at.0.len()), |text, byte| text + &format!("{byte:02x}"));
    let changes = entry.changes.get(from..to).unwrap_or_default();
    changes.iter().zip(from..).map(move |(change, number)| FeedChange {
        key: format!("{place}-{number}"),
        at: entry.at,
        actor: entry.actor.clone(),
        verb: entry.verb.clone(),
        kind: change.kind,
        customer_id: change.customer,
        subject: change.subject.as_ref().map(ToString::to_string),
        segment: change.segment.as_ref().map(|moved| moved.key.clone()),
        effective_at: change.segment.as_ref().map(|moved| moved.at),
        corrected: change.segment.as_ref().is_some_and(|moved| moved.corrected),
    })
}
