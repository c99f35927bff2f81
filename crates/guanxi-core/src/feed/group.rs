//! Groups: made, listed, rewound, forgotten.

use super::{
    FeedGroup, FeedStart, place,
    place::Place,
    rows::{FEED_GROUPS, GroupState, key},
};
use crate::{
    error::{Error, Result},
    scope::{
        Scope,
        look::{bad_key, get, scan},
    },
    storage::{Flow, KeyRange, Read, Storage, key::KeyReader},
};

/// How far the changes that a group still has to acknowledge are counted.
const LAG_MAX: usize = 10_000;
/// Longest name of a group or a worker, in bytes.
const NAME_MAX: usize = 100;
/// How often a call starts again when another worker was faster: each time one of them got on.
const TRIES: u32 = 100;

/// See [`Feed::define_group`](super::Feed::define_group).
pub(super) fn define(scope: &Scope, name: &str, start: FeedStart) -> Result<FeedGroup> {
    check_name("name", name)?;
    let storage = &*scope.engine.storage;
    let beginning = storage.feed_start()?;
    let place = Place::after(match start {
        FeedStart::Beginning => beginning,
        FeedStart::End => storage.feed_end()?,
    });
    let state = scope.write("feed.define_group", |tx| {
        if let Some(known) = get::<GroupState>(tx.rows(), &key(name))? {
            return Ok(known);
        }
        let state = GroupState::at(&place);
        tx.put(key(name), &state)?;
        Ok(state)
    })?;
    show(storage, name, &state)
}

/// See [`Feed::groups`](super::Feed::groups).
pub(super) fn list(scope: &Scope) -> Result<Vec<FeedGroup>> {
    let states = scope.read(|look| {
        let mut states = Vec::new();
        scan::<GroupState>(look.rows, &KeyRange::all(), &mut |key, state| {
            let name = KeyReader::new(key).text().ok_or_else(|| bad_key(&FEED_GROUPS))?;
            states.push((name, state));
            Ok(Flow::Continue(()))
        })?;
        Ok(states)
    })?;
    states.iter().map(|(name, state)| show(&*scope.engine.storage, name, state)).collect()
}

/// See [`Feed::rewind`](super::Feed::rewind).
pub(super) fn rewind(scope: &Scope, name: &str, to: Option<Place>) -> Result<FeedGroup> {
    let storage = &*scope.engine.storage;
    let place = to.map_or_else(|| storage.feed_start().map(Place::after), Ok)?;
    place::read_on(storage, &place, 1)?;
    let state = scope.write("feed.rewind", |tx| {
        let known = must_get(tx.rows(), name)?;
        // Nobody may acknowledge what was taken before.
        let lease = known.lease + 1;
        let state = GroupState { lease, attempts: 0, ..known.moved_to(&place) };
        tx.put(key(name), &state)?;
        Ok(state)
    })?;
    show(storage, name, &state)
}

/// See [`Feed::forget_group`](super::Feed::forget_group).
pub(super) fn forget(scope: &Scope, name: &str) -> Result<()> {
    scope.write("feed.forget_group", |tx| {
        must_get(tx.rows(), name)?;
        tx.delete(&FEED_GROUPS, key(name))
    })
}

/// Changes a group by what the feed says, which a transaction cannot read: decided on what the group was, and written
/// when it still is.
pub(super) fn change<R>(
    scope: &Scope,
    verb: &'static str,
    name: &str,
    mut decide: impl FnMut(&GroupState) -> Result<(Option<GroupState>, R)>,
) -> Result<R> {
    for _ in 0..TRIES {
        let before = scope.read(|look| must_get(look.rows, name))?;
        let (after, answer) = decide(&before)?;
        let Some(after) = after else { return Ok(answer) };
        let written = scope.write(verb, |tx| {
            let same = must_get(tx.rows(), name)? == before;
            if same {
                tx.put(key(name), &after)?;
            }
            Ok(same)
        })?;
        if written {
            return Ok(answer);
        }
    }
    Err(Error::contended(TRIES))
}

pub(super) fn must_get(rows: &dyn Read, name: &str) -> Result<GroupState> {
    get(rows, &key(name))?.ok_or_else(|| Error::not_found("group of the feed", name))
}

/// A group as callers see it.
pub(super) fn show(storage: &dyn Storage, name: &str, state: &GroupState) -> Result<FeedGroup> {
    let place = state.place();
    let counted = place::count(storage, &place, LAG_MAX);
    let (lag, waiting_since) = match counted {
        Ok((lag, since)) => (Some(lag as u64), since),
        Err(e) if e.code() == "cursor_expired" => (None, None),
        Err(e) => return Err(e),
    };
    Ok(FeedGroup {
        name: name.to_owned(),
        cursor: place.to_cursor(),
        lag,
        waiting_since,
        worker: state.out.as_ref().map(|out| out.worker.clone()),
        leased_until: state.out.as_ref().map(|out| out.until),
    })
}

/// Names of groups and workers stand in lists and logs.
pub(super) fn check_name(field: &str, name: &str) -> Result<()> {
    let ok = !name.trim().is_empty() && name.len() <= NAME_MAX && !name.chars().any(char::is_control);
    if ok {
        Ok(())
    } else {
        Err(Error::invalid(field, format_args!("expected 1 to {NAME_MAX} bytes of text")))
    }
}
