use super::Engine;
use crate::{
    error::{Error, Result},
    settings::ShopSettings,
    storage::{Flow, KeyRange, Read, Table, row},
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
