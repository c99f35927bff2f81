//! The feed: every committed change, exactly once per cursor, in order per customer.
//!
//! A reader keeps the cursor of the last page and asks again with it; a page may be empty, its cursor still goes on.
//! Changes of one commit come one after the other and carry the time and the actor of the commit. Which facts changed
//! is told by ids; what they say is read from the areas.

use guanxi_macros::{model, ops};

use crate::{
    change::{ChangeKind, CommitEntry},
    error::{Error, Result},
    id::CustomerId,
    page::{Cursor, PageRequest},
    scope::Scope,
    storage::{FeedPosition, Flow, row},
    time::Timestamp,
};

/// The change feed.
#[derive(Clone)]
pub struct Feed {
    pub(crate) scope: Scope,
}

/// One committed change.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedChange {
    /// When it was committed.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// By which call.
    pub verb: String,
    /// What happened.
    pub kind: ChangeKind,
    /// Whom it touched.
    pub customer_id: Option<CustomerId>,
    /// What it is about beside the customer: the id of a record, an order, an event.
    pub subject: Option<String>,
}

/// One page of changes.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedPage {
    /// The changes, in the order they were committed.
    pub items: Vec<FeedChange>,
    /// From where to go on, always: what comes later is found with it.
    pub next_cursor: String,
}

/// Tells cursors of the feed from others.
const CURSOR: &str = "feed";

#[ops]
impl Feed {
    /// The changes after a cursor; from the beginning without one.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn changes(&self, page: PageRequest) -> Result<FeedPage> {
        let limit = page.limit()?;
        let (mut position, mut skip) =
            page.cursor(CURSOR)?.map_or(Ok((FeedPosition::START, 0)), read_cursor)?;
        let mut items = Vec::new();
        let mut failed = None;
        // A cursor inside an entry names the entry before it and how many of its changes were given out.
        let storage = &self.scope.engine.storage;
        storage.changes(&position.clone(), &mut |at, entry| {
            let entry = match row::decode::<CommitEntry>("feed", entry) {
                Ok(entry) => entry,
                Err(e) => {
                    failed = Some(e);
                    return Flow::Break(());
                }
            };
            let given = entry.changes.len().min(skip + limit - items.len());
            items.extend(show(&entry, skip, given));
            if given < entry.changes.len() {
                skip = given;
                return Flow::Break(());
            }
            (position, skip) = (at.clone(), 0);
            if items.len() < limit { Flow::Continue(()) } else { Flow::Break(()) }
        })?;
        failed.map_or(Ok(()), Err)?;
        Ok(FeedPage { items, next_cursor: write_cursor(&position, skip) })
    }
}

fn show(entry: &CommitEntry, from: usize, to: usize) -> impl Iterator<Item = FeedChange> {
    entry.changes.get(from..to).unwrap_or_default().iter().map(|change| FeedChange {
        at: entry.at,
        actor: entry.actor.clone(),
        verb: entry.verb.clone(),
        kind: change.kind,
        customer_id: change.customer,
        subject: change.subject.as_ref().map(ToString::to_string),
    })
}

fn write_cursor(position: &FeedPosition, skip: usize) -> String {
    let mut bytes = (skip as u32).to_be_bytes().to_vec();
    bytes.extend_from_slice(&position.0);
    Cursor::new(CURSOR, bytes).to_string()
}

fn read_cursor(cursor: Cursor) -> Result<(FeedPosition, usize)> {
    let bytes = cursor.into_bytes();
    let (skip, position) = bytes.split_first_chunk().ok_or_else(|| Error::cursor("it is damaged"))?;
    Ok((FeedPosition(position.to_vec()), u32::from_be_bytes(*skip) as usize))
}
