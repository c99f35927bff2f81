//! The feed: entries come without a place, under the mark of their transaction, and get one from whoever reads.
//!
//! A number drawn while writing would be no order: a transaction that draws early and commits late would be skipped by a
//! reader that is past its number. So places are given to entries that are committed, by one reader at a time, in the
//! order of the server's clock when they were written. Of two commits that touched the same rows the second began after
//! the first had ended, so entries of one customer keep their order. Places once given never change and have no holes.

use guanxi_core::{
    error::{Error, Result},
    storage::{FeedPosition, Flow},
};

use crate::{
    failure::Failure,
    pool::{Pool, pause},
    rows::Rows,
    statements::{
        ANY_AFTER, ANY_WITHOUT_PLACE, BEGIN_ALONE, CHANGES, COMMIT, DROP_UNTIL, FEED_END, FEED_START,
        GIVE_PLACES, LOCK, LOCK_ROW, SET_VALUE,
    },
    values::Parameter,
};

/// The row that whoever gives places has locked.
const PLACES: &str = "places";
/// Entries of one page.
const PAGE: usize = 500;
/// Tries until the feed is given up.
const TRIES: u32 = 10;

/// Shows the entries after a position.
pub(crate) fn changes(
    pool: &Pool,
    after: &FeedPosition,
    f: &mut dyn FnMut(&FeedPosition, &[u8]) -> Flow,
) -> Result<()> {
    let mut from = place(after)?;
    patiently(pool, give_places)?;
    let mut known = from == 0;
    loop {
        let page = patiently(pool, |pool| page(pool, from))?;
        if !known {
            let start = start(pool)?;
            if from < start {
                return Err(Error::cursor_expired());
            }
            known = from == start;
        }
        let full = page.len() == PAGE;
        for (place, entry) in page {
            if place == from {
                known = true;
                continue; // given out before
            }
            if !known {
                return Err(no_place());
            }
            from = place;
            if f(&FeedPosition(place.to_be_bytes().to_vec()), &entry).is_break() {
                return Ok(());
            }
        }
        if !full {
            return if known { Ok(()) } else { Err(no_place()) };
        }
    }
}

/// The number of a place; 0 before every entry.
fn place(position: &FeedPosition) -> Result<i64> {
    let place = match position.0.len() {
        0 => 0,
        8 => position.0[..].try_into().map(i64::from_be_bytes).unwrap_or_default(),
        _ => return Err(no_place()),
    };
    if place < 0 { Err(no_place()) } else { Ok(place) }
}

/// The last entry; 0 when there is none.
pub(crate) fn end(pool: &Pool) -> Result<i64> {
    patiently(pool, give_places)?;
    patiently(pool, |pool| {
        let mut end = 0;
        let mut lease = pool.lease()?;
        lease.queue(FEED_END, &[])?;
        lease.go(&mut |_, cells| end = cells.int().unwrap_or(0))?;
        Ok(end)
    })
}

/// The last entry that was dropped; 0 when none was.
pub(crate) fn start(pool: &Pool) -> Result<i64> {
    patiently(pool, |pool| {
        let mut start = 0;
        let mut lease = pool.lease()?;
        lease.queue(FEED_START, &[])?;
        lease.go(&mut |_, cells| start = cells.int().unwrap_or(0))?;
        Ok(start)
    })
}

/// Drops entries up to this position, which is not the newest.
pub(crate) fn drop_until(rows: &Rows<'_>, until: &FeedPosition) -> Result<()> {
    let until = place(until)?;
    let place = || vec![Parameter::Int(until)];
    let (mut newer, mut start) = (0, 0);
    rows.ask(&[(ANY_AFTER, place())], &mut |_, cells| newer = cells.int().unwrap_or(0))?;
    rows.ask(&[(FEED_START, vec![])], &mut |_, cells| start = cells.int().unwrap_or(0))?;
    if newer == 0 {
        return Err(Error::cursor("the feed cannot begin after it"));
    }
    rows.tell_set(DROP_UNTIL, &place())?;
    if start < until {
        let value = Parameter::Text(until.to_string().into());
        rows.tell_set(SET_VALUE, &[Parameter::Text("feed_start".into()), value])?;
    }
    Ok(())
}

fn no_place() -> Error {
    Error::cursor("it is no place in this feed")
}

/// Does something that can be done again.
fn patiently<T>(pool: &Pool, f: impl Fn(&Pool) -> Result<T, Failure>) -> Result<T> {
    let mut tries = 0;
    loop {
        match f(pool) {
            Ok(done) => return Ok(done),
            // A condition: a place that somebody else gave meanwhile.
            Err(failure)
                if tries < TRIES
                    && (failure.is_lost() || failure.is_conflict() || failure.is_condition()) =>
            {
                tries += 1;
                pause(tries + 2);
            }
            Err(failure) => return Err(failure.error(&pool.address.to_string())),
        }
    }
}

fn give_places(pool: &Pool) -> Result<(), Failure> {
    let mut lease = pool.lease()?;
    let mut waiting = None;
    lease.queue(ANY_WITHOUT_PLACE, &[])?;
    lease.go(&mut |_, cells| waiting = cells.int())?;
    if waiting == Some(0) {
        return Ok(());
    }
    let lock = [Parameter::Text(PLACES.into())];
    lease.queue(LOCK_ROW, &lock)?;
    lease.go(&mut |_, _| ())?;
    lease.queue(BEGIN_ALONE, &[])?;
    lease.queue(LOCK, &lock)?;
    lease.queue(GIVE_PLACES, &[])?;
    lease.queue(COMMIT, &[])?;
    lease.go(&mut |_, _| ())
}

fn page(pool: &Pool, from: i64) -> Result<Vec<(i64, Vec<u8>)>, Failure> {
    let mut page = Vec::new();
    let mut lease = pool.lease()?;
    lease.queue(CHANGES, &[Parameter::Int(from), Parameter::Int(PAGE as i64)])?;
    lease.go(&mut |_, cells| {
        let entry = cells.list().get(1).copied().flatten();
        page.extend(cells.int().zip(entry.map(<[u8]>::to_vec)));
    })?;
    Ok(page)
}
