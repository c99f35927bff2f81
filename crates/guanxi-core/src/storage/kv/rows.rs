//! Rows as bytes, and how they are read.
//!
//! The value under a row's key is its encoded columns with the body after them; tables that are tracked have the
//! version in front, seven bits a byte, least significant first (LEB128).

use std::ops::Bound;

use super::{Bounds, Flow, Read, View, index};
use crate::{
    error::{Error, Result},
    storage::{Index, KeyRange, RowRef, Space, Table, Value, key},
};

/// Reads rows out of a view.
pub(super) struct Rows<V>(pub V);

impl<V: View> Read for Rows<V> {
    fn get(&self, table: &'static Table, key: &[u8], f: &mut dyn FnMut(RowRef<'_>)) -> Result<bool> {
        get(&self.0, table, key, f)
    }

    fn scan(
        &self,
        table: &'static Table,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        walk(&self.0, table.space, range, &mut |key, bytes| Ok(f(decode(table, key, bytes)?)))
    }

    fn scan_index(
        &self,
        table: &'static Table,
        index: &'static Index,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        walk(&self.0, index.space, &index::range(table, index, range), &mut |entry, value| {
            let key = index::row_key(table, index, entry, value)?;
            let mut flow = Flow::Continue(());
            if !get(&self.0, table, key, &mut |row| flow = f(row))? {
                return Err(Error::corrupt(
                    table.name(),
                    format_args!("{} has an entry without a row", index.space.name),
                ));
            }
            Ok(flow)
        })
    }

    fn count(&self, table: &'static Table, range: &KeyRange, at_most: u64) -> Result<u64> {
        let mut count = 0;
        let Some(bounds) = range.bounds().filter(|_| at_most > 0) else { return Ok(0) };
        self.0.range(table.space, bounds, range.reverse, &mut |_, _| {
            count += 1;
            if count < at_most { Flow::Continue(()) } else { Flow::Break(()) }
        })?;
        Ok(count)
    }
}

/// Shows the row of a key.
pub(super) fn get(view: &dyn View, table: &Table, key: &[u8], f: &mut dyn FnMut(RowRef<'_>)) -> Result<bool> {
    let mut shown = Ok(());
    let found = view.get(table.space, key, &mut |bytes| shown = decode(table, key, bytes).map(&mut *f))?;
    shown.map(|()| found)
}

/// What is shown keys and values, and may fail.
pub(super) type Visitor<'a, T> = &'a mut dyn FnMut(&[u8], &[u8]) -> Result<T>;

/// Shows keys and values until the callback breaks; returns the key it broke at.
pub(super) fn walk(
    view: &dyn View,
    space: Space,
    range: &KeyRange,
    f: Visitor<'_, Flow>,
) -> Result<Option<Vec<u8>>> {
    let Some(bounds) = range.bounds() else { return Ok(None) };
    let mut stopped = Ok(None);
    view.range(space, bounds, range.reverse, &mut |key, value| match f(key, value) {
        Ok(Flow::Continue(())) => Flow::Continue(()),
        Ok(Flow::Break(())) => {
            stopped = Ok(Some(key.to_vec()));
            Flow::Break(())
        }
        Err(e) => {
            stopped = Err(e);
            Flow::Break(())
        }
    })?;
    stopped
}

/// Everything.
pub(super) const ALL: Bounds<'static> = (Bound::Unbounded, Bound::Unbounded);

/// The value that is kept under a row's key.
pub(super) fn encode(table: &Table, version: u64, columns: &[Value], body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(4 + 20 * columns.len() + body.len());
    if table.tracked {
        write_version(&mut out, version);
    }
    key::encode_columns(&mut out, columns);
    out.extend_from_slice(body);
    out
}

/// Reads the value under a row's key.
pub(super) fn decode<'a>(table: &Table, key: &'a [u8], value: &'a [u8]) -> Result<RowRef<'a>> {
    let (version, rest) = match table.tracked {
        true => read_version(value)
            .ok_or_else(|| Error::corrupt(table.name(), "the version of a row does not read"))?,
        false => (0, value),
    };
    let (encoded_columns, body) = rest.split_at(key::columns_len(table, rest)?);
    Ok(RowRef { key, version, encoded_columns, body })
}

fn write_version(out: &mut Vec<u8>, mut version: u64) {
    while version >= 0x80 {
        out.push(version as u8 | 0x80);
        version >>= 7;
    }
    out.push(version as u8);
}

fn read_version(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut version = 0;
    for (i, byte) in bytes.iter().enumerate().take(10) {
        version |= u64::from(byte & 0x7F).checked_shl(7 * i as u32)?;
        if byte & 0x80 == 0 {
            return Some((version, &bytes[i + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn versions_come_back(version in any::<u64>(), rest in any::<Vec<u8>>()) {
            let mut bytes = Vec::new();
            write_version(&mut bytes, version);
            bytes.extend_from_slice(&rest);
            prop_assert_eq!(read_version(&bytes), Some((version, &rest[..])));
        }

        #[test]
        fn reading_anything_never_panics(bytes in any::<Vec<u8>>()) {
            let _ = read_version(&bytes);
        }
    }
}
