//! The feed, entry by entry, and the cursors of its groups: the same entry lies at another place in another store.

use std::collections::BTreeMap;

use super::{Job, state::CopyState};
use crate::{
    error::{Error, Result},
    feed::rows::{FEED_GROUPS, GroupState},
    scope::look::scan,
    storage::{Expect, FeedPosition, Flow, KeyRange, Op, Storage, key::KeyReader, row},
};

/// Entries of one commit.
const BATCH: usize = 1000;

type Entries = Vec<(FeedPosition, Vec<u8>)>;

/// Copies the entries that are not there yet.
pub(super) fn copy(job: &Job<'_>, state: &mut CopyState) -> Result<()> {
    loop {
        job.options.cancel.check()?;
        let entries = page(job.from, &FeedPosition(state.feed.to_vec()))?;
        let Some((last, _)) = entries.last() else { return Ok(()) };
        state.feed = last.0.clone().into();
        let kept = state.op();
        job.to.write(&mut |tx| {
            entries.iter().try_for_each(|(_, entry)| tx.append_feed(entry))?;
            tx.op(&kept)
        })?;
    }
}

/// Whether the old store has entries that the new one has not.
pub(super) fn is_behind(job: &Job<'_>, state: &CopyState) -> Result<bool> {
    Ok(!page(job.from, &FeedPosition(state.feed.to_vec()))?.is_empty())
}

fn page(storage: &dyn Storage, after: &FeedPosition) -> Result<Entries> {
    let mut entries = Vec::new();
    storage.changes(after, &mut |at, entry| {
        entries.push((at.clone(), entry.to_vec()));
        if entries.len() < BATCH { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    Ok(entries)
}

/// Compares the feeds and sets the groups of the new store to where they are in the old one. Gives the number of entries
/// and the names of groups that have no place any more.
pub(super) fn compare(job: &Job<'_>) -> Result<(u64, Vec<String>)> {
    let groups = groups(job.from)?;
    let mut places = BTreeMap::from([(job.from.feed_start()?, FeedPosition::START)]);
    places.insert(FeedPosition::START, FeedPosition::START);
    if job.from.feed_start()? != FeedPosition::START {
        places.remove(&FeedPosition::START);
    }
    let count = same(job, &mut |old, new| {
        if groups.iter().any(|(_, group)| group.place().after == *old) {
            places.insert(old.clone(), new.clone());
        }
    })?;
    let (mut ops, mut left_out) = (Vec::new(), Vec::new());
    for (name, group) in groups {
        let key = crate::feed::rows::key(&name);
        match places.get(&group.place().after) {
            Some(place) => {
                let body = row::encode(&group.with_position(place.clone()));
                ops.push(Op::Put { table: &FEED_GROUPS, key, columns: vec![], body, expect: Expect::Any });
            }
            None => left_out.push(name),
        }
    }
    job.to.apply(&ops)?;
    Ok((count, left_out))
}

fn groups(storage: &dyn Storage) -> Result<Vec<(String, GroupState)>> {
    let mut groups = Vec::new();
    storage.read(&mut |rows| {
        groups.clear();
        scan::<GroupState>(rows, &KeyRange::all(), &mut |key, group| {
            let name = KeyReader::new(key).text();
            groups.push((name.ok_or_else(|| crate::scope::look::bad_key(&FEED_GROUPS))?, group));
            Ok(Flow::Continue(()))
        })?;
        Ok(())
    })?;
    Ok(groups)
}

/// Walks both feeds side by side and counts the entries.
///
/// # Errors
/// `contended` when they are not the same.
pub(super) fn same(job: &Job<'_>, f: &mut dyn FnMut(&FeedPosition, &FeedPosition)) -> Result<u64> {
    let (mut at, mut count) = ([FeedPosition::START, FeedPosition::START], 0);
    loop {
        let (old, new) = (page(job.from, &at[0])?, page(job.to, &at[1])?);
        if !old.iter().map(|(_, entry)| entry).eq(new.iter().map(|(_, entry)| entry)) {
            return Err(Error::contended(super::ROUNDS));
        }
        let (Some((a, _)), Some((b, _))) = (old.last(), new.last()) else { return Ok(count) };
        at = [a.clone(), b.clone()];
        count += old.len() as u64;
        old.iter().zip(&new).for_each(|((old, _), (new, _))| f(old, new));
        job.options.cancel.check()?;
    }
}
