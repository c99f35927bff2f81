use std::ops::Bound;

use super::Engine;
use crate::{
    error::{Error, Result},
    settings::ShopSettings,
    storage::{Flow, KeyRange, Read, RowRef, Table, Want, key::after_prefix, row},
};

/// A type that is the body of a table's rows.
pub(crate) trait Stored: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> {
    /// The table.
    const TABLE: &'static Table;
}

/// One state of the store, with what is needed to read it.
pub(crate) struct Look<'a> {
    pub(crate) rows: &'a dyn Read,
    pub(crate) engine: &'a Engine,
    pub(crate) settings: &'a ShopSettings,
    /// It is durable, and no older than the call: what is made of it may be held for later calls.
    pub(crate) durable: bool,
}

/// Reads the row of a key as what it holds.
pub(crate) fn get<T: Stored>(rows: &dyn Read, key: &[u8]) -> Result<Option<T>> {
    let mut found = None;
    rows.get(T::TABLE, key, &mut |r| found = Some(row::decode(T::TABLE.name(), r.body)))?;
    found.transpose()
}

/// Visits the rows of a range as what they hold; the callback gets the key, too. Returns from where to go on when the
/// callback broke off.
pub(crate) fn scan<T: Stored>(
    rows: &dyn Read,
    range: &KeyRange,
    f: &mut dyn FnMut(&[u8], T) -> Result<Flow>,
) -> Result<Option<Vec<u8>>> {
    let mut failed = None;
    let resume = rows.scan(T::TABLE, range, &mut |r| {
        let flow = row::decode(T::TABLE.name(), r.body).and_then(|value| f(r.key, value));
        flow.unwrap_or_else(|e| {
            failed = Some(e);
            Flow::Break(())
        })
    })?;
    failed.map_or(Ok(resume), Err)
}

/// Rows of others that a walk passes before it looks for the next of its own.
const PASSED: usize = 8;

/// Visits the rows of a table whose keys begin with one of these ids, which are sorted; the callback gets the place of the
/// id, too. Ids that lie close together in the table cost one walk, not one each.
pub(crate) fn scan_each(
    look: &Look<'_>,
    table: &'static Table,
    ids: &[[u8; 16]],
    f: &mut dyn FnMut(usize, RowRef<'_>) -> Result<()>,
) -> Result<()> {
    let Some(last) = ids.last() else { return Ok(()) };
    if look.engine.asks_ahead {
        return scan_told(look.rows, table, ids, f);
    }
    let to = after_prefix(last).map_or(Bound::Unbounded, Bound::Excluded);
    let (mut next, mut failed) = (0, None);
    while next < ids.len() {
        let from = Bound::Included(ids[next].to_vec());
        let (range, mut passed) = (KeyRange { from, to: to.clone(), reverse: false, after: None }, 0);
        let resume = look.rows.scan(table, &range, &mut |row| {
            let id = row.key.get(..16).unwrap_or(row.key);
            while ids.get(next).is_some_and(|wanted| &wanted[..] < id) {
                next += 1;
            }
            if ids.get(next).is_none_or(|wanted| wanted[..] != *id) {
                passed += 1;
                return if passed > PASSED { Flow::Break(()) } else { Flow::Continue(()) };
            }
            passed = 0;
            failed = f(next, row).err();
            if failed.is_some() { Flow::Break(()) } else { Flow::Continue(()) }
        })?;
        match failed {
            Some(e) => return Err(e),
            None if resume.is_none() => break,
            None => {}
        }
    }
    Ok(())
}

/// The same where each walk would be a trip: all are told ahead, and fetched in one.
fn scan_told(
    rows: &dyn Read,
    table: &'static Table,
    ids: &[[u8; 16]],
    f: &mut dyn FnMut(usize, RowRef<'_>) -> Result<()>,
) -> Result<()> {
    rows.want(&ids.iter().map(|id| Want::new(table, *id)).collect::<Vec<_>>())?;
    for (place, id) in ids.iter().enumerate() {
        let mut done = Ok(());
        rows.scan(table, &KeyRange::prefix(id), &mut |row| {
            done = f(place, row);
            if done.is_ok() { Flow::Continue(()) } else { Flow::Break(()) }
        })?;
        done?;
    }
    Ok(())
}

/// The rows whose keys begin so, as what they hold, with their keys.
pub(crate) fn all<T: Stored>(rows: &dyn Read, prefix: &[u8]) -> Result<Vec<(Vec<u8>, T)>> {
    let mut found = Vec::new();
    scan::<T>(rows, &KeyRange::prefix(prefix), &mut |key, value| {
        found.push((key.to_vec(), value));
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

/// Visits the keys of a range.
pub(crate) fn scan_keys(
    rows: &dyn Read,
    table: &'static Table,
    range: &KeyRange,
    f: &mut dyn FnMut(&[u8]) -> Result<Flow>,
) -> Result<Option<Vec<u8>>> {
    let mut failed = None;
    let resume = rows.scan(table, range, &mut |r| {
        f(r.key).unwrap_or_else(|e| {
            failed = Some(e);
            Flow::Break(())
        })
    })?;
    failed.map_or(Ok(resume), Err)
}

/// The error for a key that does not read.
pub(crate) fn bad_key(table: &Table) -> Error {
    Error::corrupt(table.name(), "a key does not read")
}
