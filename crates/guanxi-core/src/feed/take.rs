//! Taking changes and acknowledging them.
//!
//! One batch of a group is out at a time, so that changes of a customer reach its workers in their order. It is the
//! worker's until its lease ends; from then on whoever asks next gets it again. A lease has a number: who took too long
//! finds that the number is not the last one any more, and moves nothing.

use super::{
    FeedBatch, FeedGroup, FeedTake,
    group::{change, check_name, show},
    place,
    rows::{GroupState, Out},
};
use crate::{
    error::{Error, Result},
    page::PageRequest,
    scope::Scope,
    time::Timestamp,
};

/// How long a worker has when it does not say, in seconds.
const LEASE: u32 = 60;
/// How long it may say.
const LEASE_MAX: u32 = 86_400;

/// See [`Feed::take`](super::Feed::take).
pub(super) fn take(scope: &Scope, asked: &FeedTake) -> Result<FeedBatch> {
    check_name("worker", &asked.worker)?;
    let limit = PageRequest { limit: asked.limit, cursor: None }.limit()?;
    let seconds = asked.lease_seconds.unwrap_or(LEASE);
    if !(1..=LEASE_MAX).contains(&seconds) {
        return Err(Error::invalid("lease_seconds", format_args!("expected 1 to {LEASE_MAX}")));
    }
    change(scope, "feed.take", &asked.group, |group| {
        let now = scope.engine.clock.now();
        if let Some(out) = group.out.as_ref().filter(|out| out.worker != asked.worker && out.until > now) {
            return Ok((None, nothing(Some(out.until))));
        }
        let place = group.place();
        let storage = &*scope.engine.storage;
        let (items, _) = place::read_on(storage, &place, limit)?;
        if items.is_empty() {
            return Ok((None, nothing(None)));
        }
        let until = later(now, seconds)?;
        let out = Out { worker: asked.worker.clone(), until, count: items.len() as u32 };
        let (lease, attempts) = (group.lease + 1, group.attempts.saturating_add(1));
        let after = GroupState { lease, attempts, out: Some(out), ..group.clone() };
        let batch = FeedBatch { items, lease: Some(lease), leased_until: Some(until), attempt: attempts };
        Ok((Some(after), batch))
    })
}

fn nothing(leased_until: Option<Timestamp>) -> FeedBatch {
    FeedBatch { items: vec![], lease: None, leased_until, attempt: 0 }
}

fn later(now: Timestamp, seconds: u32) -> Result<Timestamp> {
    let micros = now.micros().saturating_add(i64::from(seconds) * 1_000_000);
    Timestamp::from_micros(micros).ok_or_else(|| Error::invalid("lease_seconds", "the lease would never end"))
}

/// See [`Feed::acknowledge`](super::Feed::acknowledge).
pub(super) fn acknowledge(scope: &Scope, name: &str, lease: u64, done: Option<u32>) -> Result<FeedGroup> {
    let storage = &*scope.engine.storage;
    let state = change(scope, "feed.acknowledge", name, |group| {
        if lease != group.lease {
            return Err(Error::stale("a lease of the feed", lease, group.lease));
        }
        let Some(out) = &group.out else { return Ok((None, group.clone())) };
        let done = done.unwrap_or(out.count);
        if done > out.count {
            return Err(Error::invalid("done", format_args!("the batch has {} changes", out.count)));
        }
        let place = group.place();
        let after = if done == 0 { place } else { place::read_on(storage, &place, done as usize)?.1 };
        let after = group.clone().moved_to(&after);
        Ok((Some(after.clone()), after))
    })?;
    show(storage, name, &state)
}
