//! The feed: every committed change, exactly once per cursor, in order per customer.
//!
//! A reader keeps the cursor of the last page and asks again with it; a page may be empty, its cursor still goes on.
//! Changes of one commit come one after the other and carry the time and the actor of the commit. Which facts changed
//! is told by ids; what they say is read from the areas.
//!
//! A *group* is a reader whose cursor the store keeps. Its workers *take* a batch, do what is to be done, and
//! *acknowledge* it. A worker that is gone loses its batch to the next when its *lease* ends. So every change is given
//! out at least once, and acknowledged once; the *key* of a change tells one that came before.
//!
//! How long changes are kept is a setting, `feed_days`; [`trim`](Feed::trim) drops what is older, and a cursor or a group
//! that has not read it yet is told so (`cursor_expired`), never silently moved on.
//!
//! Running example: `warehouse`, a group of two workers that tell a warehouse of new orders.

mod group;
mod model;
mod place;
pub(crate) mod rows;
mod take;
mod trim;

use guanxi_macros::ops;

pub use self::model::{FeedBatch, FeedChange, FeedGroup, FeedPage, FeedStart, FeedTake, FeedTrimReport};
use self::place::{CURSOR, Place};
pub(crate) use self::place::{entries, kept_after};
use crate::{error::Result, page::PageRequest, scope::Scope, storage::Flow, time::Timestamp};

/// The change feed.
#[derive(Clone)]
pub struct Feed {
    pub(crate) scope: Scope,
}

#[ops]
impl Feed {
    /// The changes after a cursor; without one, from the first that is kept.
    ///
    /// # Errors
    /// `invalid_cursor`; `cursor_expired` when changes after the cursor are not kept any more.
    pub fn changes(&self, page: PageRequest) -> Result<FeedPage> {
        let limit = page.limit()?;
        let storage = &*self.scope.engine.storage;
        let (items, place) = match page.cursor(CURSOR)? {
            Some(cursor) => place::read_on(storage, &Place::read(cursor)?, limit)?,
            None => place::read(storage, &Place::after(storage.feed_start()?), limit)?,
        };
        Ok(FeedPage { items, next_cursor: place.to_cursor() })
    }

    /// The cursor before the first change that was committed at this time or later: from where to read what happened
    /// since.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn cursor_at(&self, at: Timestamp) -> Result<String> {
        let storage = &*self.scope.engine.storage;
        let mut before = storage.feed_start()?;
        place::entries(storage, &before.clone(), &mut |place, entry| {
            if entry.at >= at {
                return Flow::Break(());
            }
            before.clone_from(place);
            Flow::Continue(())
        })?;
        Ok(Place::after(before).to_cursor())
    }

    /// Makes a group that follows the feed, from the beginning unless told otherwise. One that is there stays where it
    /// is.
    ///
    /// # Errors
    /// `invalid_field` for a name that is empty or longer than 100 bytes.
    pub fn define_group(&self, name: String, start: Option<FeedStart>) -> Result<FeedGroup> {
        group::define(&self.scope, &name, start.unwrap_or(FeedStart::Beginning))
    }

    /// Every group with how far it is, by name.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn groups(&self) -> Result<Vec<FeedGroup>> {
        group::list(&self.scope)
    }

    /// The next changes of a group, for one worker until its lease ends. Until they are acknowledged no other worker
    /// gets any, so that changes stay in order; a worker that asks again, or whoever asks first after the lease ended,
    /// gets them again.
    ///
    /// # Errors
    /// `invalid_field`; `not_found`; `cursor_expired` when changes that the group has not read are not kept any more;
    /// `contended`.
    pub fn take(&self, query: FeedTake) -> Result<FeedBatch> {
        take::take(&self.scope, &query)
    }

    /// Says that a batch is done, or the first so many of its changes; the rest is given out again at once. The same
    /// again changes nothing.
    ///
    /// # Errors
    /// `not_found`; `stale_version` when the lease ended and somebody else took the batch; `invalid_field` for more
    /// changes than the batch has; `contended`.
    pub fn acknowledge(&self, group: String, lease: u64, done: Option<u32>) -> Result<FeedGroup> {
        take::acknowledge(&self.scope, &group, lease, done)
    }

    /// Sets a group to a cursor, or to the first change that is kept. A batch that is out can be acknowledged no more.
    ///
    /// # Errors
    /// `invalid_cursor`; `cursor_expired`; `not_found`.
    pub fn rewind(&self, group: String, cursor: Option<String>) -> Result<FeedGroup> {
        let page = PageRequest { limit: None, cursor };
        let place = page.cursor(CURSOR)?.map(Place::read).transpose()?;
        group::rewind(&self.scope, &group, place)
    }

    /// Forgets a group.
    ///
    /// # Errors
    /// `not_found`.
    pub fn forget_group(&self, name: String) -> Result<()> {
        group::forget(&self.scope, &name)
    }

    /// Drops what is older than the setting `feed_days` allows, from the feed and so from the audit too, whose chain begins
    /// after it then; the newest commit always stays. For a job that runs now and then.
    ///
    /// # Errors
    /// `corrupt` when the audit was tampered with: see `audit.verify`; `unsupported` by this storage; `disk_full`, `io`.
    pub fn trim(&self) -> Result<FeedTrimReport> {
        trim::trim(&self.scope)
    }
}
