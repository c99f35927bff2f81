//! What SQL shows of rows: declared columns beside the bodies, for people who read tables with other tools.
//!
//! Where a storage is read with SQL, writing a row also writes what is shown of it, in the same transaction, into a table of
//! its own; other storages keep nothing of it. Bodies stay closed, what is personal is shown as a mask.

use std::collections::BTreeMap;

use super::Tx;
use crate::{
    error::Result,
    storage::{Column, ColumnType, Kind, Op, Space, Table, Value},
    time::Timestamp,
};

/// What is shown of each row of a table.
pub(crate) struct Shown {
    /// The rows that are shown.
    pub(crate) of: &'static Table,
    /// Where: a table with the same key.
    pub(crate) table: &'static Table,
    /// The columns of a row, from its key and body.
    pub(crate) columns: fn(&[u8], &[u8]) -> Result<Vec<Value>>,
}

/// A row of what is shown: its table, key and columns.
pub(crate) type ShownRow = (&'static Table, Vec<u8>, Vec<Value>);

/// Some rows of what is shown, and from where to go on.
pub(crate) type ShownPage = (Vec<ShownRow>, Option<Vec<u8>>);

/// A table of what is shown.
pub(crate) const fn shown_table(
    number: u16,
    name: &'static str,
    key: &'static [Column],
    columns: &'static [Column],
) -> Table {
    Table { space: Space { number, name }, kind: Kind::Shown, key, columns, indexes: &[], tracked: false }
}

/// A column of text.
pub(crate) const fn text(name: &'static str) -> Column {
    Column { name, ty: ColumnType::Text }
}

/// A column of whole numbers.
pub(crate) const fn int(name: &'static str) -> Column {
    Column { name, ty: ColumnType::Int }
}

/// Text, or null.
pub(crate) fn text_of(value: Option<impl ToString>) -> Value {
    value.map_or(Value::Null, |value| Value::Text(value.to_string()))
}

/// A term of the model by its name in the API.
pub(crate) fn name_of(term: impl serde::Serialize) -> Value {
    let name = serde_json::to_value(term).ok();
    text_of(name.as_ref().and_then(serde_json::Value::as_str))
}

/// Some texts in one, or null.
pub(crate) fn list_of(values: &[String]) -> Value {
    if values.is_empty() { Value::Null } else { Value::Text(values.join(", ")) }
}

/// A count; larger ones than SQL can have do not come up.
pub(crate) fn count_of(n: impl TryInto<i64>) -> Value {
    Value::Int(n.try_into().unwrap_or(i64::MAX))
}

/// A time, as the API writes it.
pub(crate) fn time_of(at: Timestamp) -> Value {
    Value::Text(at.to_string())
}

impl Tx<'_> {
    /// Shows a row, or no longer, where anything is shown.
    pub(crate) fn show(
        &mut self,
        table: &'static Table,
        key: Vec<u8>,
        columns: impl FnOnce() -> Vec<Value>,
    ) -> Result<()> {
        if !self.engine.shows {
            return Ok(());
        }
        let (body, expect) = (Vec::new(), crate::storage::Expect::Any);
        self.op(&Op::Put { table, key, columns: columns(), body, expect })
    }

    /// Shows what changed: rows as they are now, and no longer those that are gone.
    pub(crate) fn show_change(
        &mut self,
        before: impl FnOnce() -> Vec<ShownRow>,
        after: impl FnOnce() -> Vec<ShownRow>,
    ) -> Result<()> {
        if !self.engine.shows {
            return Ok(());
        }
        let named = |(table, key, columns): ShownRow| ((table.space.number, key), (table, columns));
        let mut gone: BTreeMap<_, _> = before().into_iter().map(named).collect();
        for (name, (table, columns)) in after().into_iter().map(named) {
            if gone.remove(&name).is_none_or(|(_, before)| before != columns) {
                self.show(table, name.1, || columns)?;
            }
        }
        gone.into_iter().try_for_each(|((_, key), (table, _))| self.hide(table, key))
    }

    /// Shows a row no longer.
    pub(crate) fn hide(&mut self, table: &'static Table, key: Vec<u8>) -> Result<()> {
        if !self.engine.shows {
            return Ok(());
        }
        self.op(&Op::Delete { table, key, expect: crate::storage::Expect::Any })
    }

    /// Shows a row that was just written.
    pub(super) fn show_row(&mut self, table: &'static Table, key: &[u8], body: &[u8]) -> Result<()> {
        match self.shown(table) {
            Some(shown) => {
                let columns = (shown.columns)(key, body)?;
                self.show(shown.table, key.to_vec(), || columns)
            }
            None => Ok(()),
        }
    }

    /// Shows a row no longer that was just removed.
    pub(super) fn hide_row(&mut self, table: &'static Table, key: &[u8]) -> Result<()> {
        self.shown(table).map_or(Ok(()), |shown| self.hide(shown.table, key.to_vec()))
    }

    fn shown(&self, table: &Table) -> Option<&'static Shown> {
        let all = if self.engine.shows { self.engine.shown } else { &[] };
        all.iter().copied().find(|shown| shown.of.space == table.space)
    }
}
