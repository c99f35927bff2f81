//! Every index entry against its row, both ways.

use super::{FEED, Flow, Space, View, index, prepare, rows};
use crate::{
    error::Result,
    storage::{Index, KeyRange, RowRef, Schema, Table, Value, key, tables::row_name},
};

/// Tells each difference. Rows are named by table and key, text in keys by its length only.
pub(super) fn check(view: &dyn View, schema: &Schema, report: &mut dyn FnMut(String)) -> Result<()> {
    for table in schema.tables {
        check_rows(view, table, report)?;
        for index in table.indexes {
            check_entries(view, table, index, report)?;
        }
    }
    for unfinished in prepare::unfinished(view, schema)? {
        report(format!("{unfinished} is not built to its end"));
    }
    view.range(FEED, rows::ALL, false, &mut |place, _| {
        if place.len() != 8 {
            report("the feed has an entry without a number".to_owned());
        }
        Flow::Continue(())
    })
}

/// Every row reads and has its entries.
fn check_rows(view: &dyn View, table: &Table, report: &mut dyn FnMut(String)) -> Result<()> {
    each(view, table.space, &mut |row_key, value| {
        let columns = match rows::decode(table, row_key, value).and_then(|row| readable(table, &row)) {
            Ok(columns) => columns,
            Err(e) => {
                report(format!("{} {}: {e}", table.name(), row_name(table, row_key)));
                return Ok(());
            }
        };
        for index in table.indexes {
            let Some(entry) = index::index_entry(index, &columns, row_key) else { continue };
            let mut same = false;
            view.get(index.space, &entry, &mut |value| same = *value == *index::entry_value(index, row_key))?;
            if !same {
                report(format!(
                    "{} {}: no entry in {}",
                    table.name(),
                    row_name(table, row_key),
                    index.space.name
                ));
            }
        }
        Ok(())
    })
}

fn readable(table: &Table, row: &RowRef<'_>) -> Result<Vec<Value>> {
    key::decode_key(table, row.key)?;
    row.columns(table)
}

/// Every entry has its row, and is the one that the row asks for.
fn check_entries(
    view: &dyn View,
    table: &Table,
    index: &Index,
    report: &mut dyn FnMut(String),
) -> Result<()> {
    each(view, index.space, &mut |entry, value| {
        let row_key = match index::row_key(table, index, entry, value) {
            Ok(row_key) => row_key,
            Err(e) => {
                report(e.to_string());
                return Ok(());
            }
        };
        let mut same = Ok(false);
        let found = view.get(table.space, row_key, &mut |value| {
            let columns = rows::decode(table, row_key, value).and_then(|row| row.columns(table));
            same = columns
                .map(|columns| index::index_entry(index, &columns, row_key).is_some_and(|e| e == entry));
        })?;
        let wrong = match same {
            _ if !found => "an entry without a row",
            Ok(false) => "an entry that differs from the row",
            Ok(true) | Err(_) => return Ok(()), // a row that does not read was told before
        };
        report(format!("{} {}: {wrong} in {}", table.name(), row_name(table, row_key), index.space.name));
        Ok(())
    })
}

fn each(view: &dyn View, space: Space, f: rows::Visitor<'_, ()>) -> Result<()> {
    rows::walk(view, space, &KeyRange::all(), &mut |key, value| f(key, value).map(|()| Flow::Continue(())))
        .map(drop)
}
