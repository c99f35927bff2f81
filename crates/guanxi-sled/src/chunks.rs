//! Keys and values as sled holds them: values in chunks of 4 KiB.
//!
//! A key is a zero byte, its space's number and itself. Its value is a zero byte and the first chunk; or the number
//! of further chunks and the first. These lie under a one byte, the space, the key and their own number.

use std::borrow::Cow;

use guanxi_core::storage::{Space, kv::Batch};
use sled::{Db, Result};

/// A larger log message than a quarter of a segment goes to a file that sled never syncs, and a tree page with many
/// large values is one message.
const CHUNK: usize = 4096;
/// Bytes before a key.
pub(crate) const PREFIX: usize = 3;
const NUMBER: usize = 4;

pub(crate) fn key(space: Space, key: &[u8]) -> Vec<u8> {
    prefixed(0, space, key)
}

/// After every key of a space.
pub(crate) fn end(space: Space) -> Vec<u8> {
    match space.number.checked_add(1) {
        Some(next) => key(Space { number: next, ..space }, &[]),
        None => vec![1],
    }
}

/// A batch as one of sled, with the chunks that fall away.
pub(crate) fn encode(db: &Db, batch: &Batch) -> Result<sled::Batch> {
    let mut out = sled::Batch::default();
    for (space, changes) in batch.spaces() {
        let has_chunks = db.scan_prefix(prefixed(1, space, &[])).next().transpose()?.is_some();
        for (bare, value) in changes {
            let key = key(space, bare);
            let before = if has_chunks { db.get(&key)?.map_or(0, |stored| further(&stored)) } else { 0 };
            let mut chunks = value.unwrap_or_default().chunks(CHUNK);
            let first = chunks.next().unwrap_or_default();
            let count = chunks.len() as u32;
            for (number, chunk) in (0..).zip(chunks) {
                out.insert(chunk_key(space, bare, number), chunk);
            }
            (count..before).for_each(|number| out.remove(chunk_key(space, bare, number)));
            match value {
                Some(_) => out.insert(key, [&count.to_be_bytes(), first].concat()),
                None => out.remove(key),
            }
        }
    }
    Ok(out)
}

/// The value that was stored, `None` when a part is missing.
pub(crate) fn decode<'a>(
    db: &Db,
    space: Space,
    key: &[u8],
    stored: &'a [u8],
) -> Result<Option<Cow<'a, [u8]>>> {
    let Some(first) = stored.get(NUMBER..) else { return Ok(None) };
    let mut value = Cow::Borrowed(first);
    for number in 0..further(stored) {
        let Some(chunk) = db.get(chunk_key(space, key, number))? else { return Ok(None) };
        value.to_mut().extend_from_slice(&chunk);
    }
    Ok(Some(value))
}

/// How many chunks follow the first.
fn further(stored: &[u8]) -> u32 {
    stored.first_chunk().map_or(0, |count| u32::from_be_bytes(*count))
}

/// No two are the same: keys of different lengths have chunk keys of different lengths.
fn chunk_key(space: Space, key: &[u8], number: u32) -> Vec<u8> {
    let mut out = prefixed(1, space, key);
    out.extend_from_slice(&number.to_be_bytes());
    out
}

fn prefixed(kind: u8, space: Space, key: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(PREFIX + key.len() + NUMBER);
    out.push(kind);
    out.extend_from_slice(&space.number.to_be_bytes());
    out.extend_from_slice(key);
    out
}
