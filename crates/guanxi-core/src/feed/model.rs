use guanxi_macros::model;

use crate::{change::ChangeKind, id::CustomerId, time::Timestamp};

/// One committed change.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedChange {
    /// Names this change among all of the store, the same however often it is given out: who takes changes in keeps it
    /// to tell what came before.
    pub key: String,
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
    /// Of segments entered and left: the segment's key.
    pub segment: Option<String>,
    /// Of segments entered and left: when that took effect. By time alone it is the very moment, however late the clock
    /// was told of it.
    pub effective_at: Option<Timestamp>,
    /// Of segments entered and left: it follows from a fact of a time that was over already, so the past looks otherwise
    /// now.
    #[model(default)]
    pub corrected: bool,
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

/// Where a new group begins.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedStart {
    /// At the first change that is kept.
    Beginning,
    /// After the last change there is.
    End,
}

/// A group: readers that follow the feed together, with one cursor that the store keeps.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedGroup {
    /// Its name.
    pub name: String,
    /// Up to where all is acknowledged; a cursor of `feed.changes` too.
    pub cursor: String,
    /// How many changes are still to be acknowledged, counted no further than 10,000; absent when the cursor fell out
    /// of what the feed keeps, and the group must be rewound.
    pub lag: Option<u64>,
    /// When the oldest of them was committed.
    pub waiting_since: Option<Timestamp>,
    /// The worker that has a batch.
    pub worker: Option<String>,
    /// Until when it has it; later another worker gets the batch.
    pub leased_until: Option<Timestamp>,
}

/// What a worker asks for.
#[model(spread)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedTake {
    /// The group.
    pub group: String,
    /// Who takes: a name that no other worker of the group has, 1 to 100 bytes.
    pub worker: String,
    /// At most this many changes, 1 to 1,000; 50 when left out.
    pub limit: Option<u32>,
    /// How long it has for them, 1 to 86,400 seconds; 60 when left out.
    pub lease_seconds: Option<u32>,
}

impl FeedTake {
    /// Fifty changes for a minute.
    pub fn new(group: impl Into<String>, worker: impl Into<String>) -> Self {
        Self { group: group.into(), worker: worker.into(), limit: None, lease_seconds: None }
    }

    /// Sets how many at most.
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Sets for how long.
    #[must_use]
    pub fn lease_seconds(mut self, seconds: u32) -> Self {
        self.lease_seconds = Some(seconds);
        self
    }
}

/// What a worker gets.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedBatch {
    /// The changes, in the order they were committed; none when there is nothing new, or while another worker has a
    /// batch.
    pub items: Vec<FeedChange>,
    /// What to acknowledge the batch by; absent when it is empty.
    pub lease: Option<u64>,
    /// Until when the batch is this worker's, or, of an empty one, until when it is another's.
    pub leased_until: Option<Timestamp>,
    /// How often the first change of the batch was given out, this time included: more than 1 after a worker did not
    /// acknowledge it.
    pub attempt: u32,
}

/// What trimming did.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedTrimReport {
    /// Commits dropped.
    pub dropped: u64,
}
