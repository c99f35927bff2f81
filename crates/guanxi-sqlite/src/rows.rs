//! Rows inside a transaction: reads and writes.

use std::{cell::Cell, path::Path};

use guanxi_core::{
    error::{Error, Result},
    storage::{
        ColumnType, Expect, Flow, Index, KeyRange, Op, Read, RowRef, Table, Value, Write,
        key::decode_key,
        sql::{Ends, Order, Sql, own_columns},
        tables::{
            Added, check_expected, check_shape, encode_columns, index_entry, index_range, misuse, must_look,
        },
    },
};
use rusqlite::{
    Connection, OptionalExtension, Row, ToSql, params,
    types::{ToSqlOutput, ValueRef},
};

use crate::failure;

/// One state, or a transaction under way.
pub(crate) struct Rows<'a> {
    pub(crate) file: &'a Path,
    pub(crate) connection: &'a Connection,
    pub(crate) sql: &'a Sql,
    /// A write failed: the transaction must not be kept, whatever its closure makes of that.
    pub(crate) failed: Cell<bool>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(file: &'a Path, connection: &'a Connection, sql: &'a Sql) -> Self {
        Self { file, connection, sql, failed: Cell::new(false) }
    }

    /// Visits the rows of a range. Returns the key or the entry of where the visit broke off.
    fn visit(
        &self,
        table: &'static Table,
        order: Order,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        let Some(ends) = Ends::of(range) else { return Ok(None) };
        let statements = self.sql.of(table);
        let sql = statements.scan(order, ends.to.is_some(), range.reverse);
        let mut statement = self.connection.prepare_cached(sql).map_err(|e| self.error(e))?;
        let mut rows = match &ends.to {
            Some(to) => statement.query([&ends.from, to]),
            None => statement.query([&ends.from]),
        }
        .map_err(|e| self.error(e))?;
        while let Some(row) = rows.next().map_err(|e| self.error(e))? {
            if show(table, row, f)?.is_break() {
                let last = 3 + table.columns.len();
                return blob(table, row, last).map(|entry| Some(entry.to_vec()));
            }
        }
        Ok(None)
    }

    fn error(&self, failure: rusqlite::Error) -> Error {
        failure::error(self.file, failure)
    }
}

/// Shows a row as the core sees it.
fn show<R>(table: &Table, row: &Row<'_>, f: &mut dyn FnMut(RowRef<'_>) -> R) -> Result<R> {
    let columns = (0..table.columns.len())
        .map(|i| value(table, row, 2 + i, table.columns[i].ty))
        .collect::<Result<Vec<_>>>()?;
    let version: i64 = row.get(1).map_err(|_| unreadable(table))?;
    Ok(f(RowRef {
        key: blob(table, row, 0)?,
        version: version.unsigned_abs(),
        encoded_columns: &encode_columns(&columns),
        body: blob(table, row, 2 + table.columns.len())?,
    }))
}

fn blob<'r>(table: &Table, row: &'r Row<'_>, column: usize) -> Result<&'r [u8]> {
    let found = row.get_ref(column).ok().and_then(|value| value.as_blob().ok());
    found.ok_or_else(|| unreadable(table))
}

fn value(table: &Table, row: &Row<'_>, column: usize, ty: ColumnType) -> Result<Value> {
    let found = row.get_ref(column).map_err(|_| unreadable(table))?;
    let read = match (found, ty) {
        (ValueRef::Null, _) => Some(Value::Null),
        (ValueRef::Integer(n), ColumnType::Int) => Some(Value::Int(n)),
        (ValueRef::Blob(bytes), ColumnType::Id) => bytes.try_into().ok().map(Value::Id),
        (ValueRef::Text(text), ColumnType::Text) => {
            std::str::from_utf8(text).ok().map(|text| Value::Text(text.to_owned()))
        }
        _ => None,
    };
    read.ok_or_else(|| unreadable(table))
}

fn unreadable(table: &Table) -> Error {
    Error::corrupt(table.name(), "a row does not read")
}

impl Read for Rows<'_> {
    fn get(&self, table: &'static Table, key: &[u8], f: &mut dyn FnMut(RowRef<'_>)) -> Result<bool> {
        let statements = self.sql.of(table);
        let mut statement = self.connection.prepare_cached(&statements.get).map_err(|e| self.error(e))?;
        let mut rows = statement.query([key]).map_err(|e| self.error(e))?;
        match rows.next().map_err(|e| self.error(e))? {
            Some(row) => show(table, row, f).map(|()| true),
            None => Ok(false),
        }
    }

    fn scan(
        &self,
        table: &'static Table,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        self.visit(table, Order::Key, range, f)
    }

    fn scan_index(
        &self,
        table: &'static Table,
        index: &'static Index,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        let position = table.indexes.iter().position(|i| i.space == index.space);
        let order = Order::Index(position.ok_or_else(|| misuse(table, "an index of another table"))?);
        self.visit(table, order, &index_range(table, index, range), f)
    }

    fn count(&self, table: &'static Table, range: &KeyRange, at_most: u64) -> Result<u64> {
        let Some(ends) = Ends::of(range) else { return Ok(0) };
        let statements = self.sql.of(table);
        let mut statement =
            self.connection.prepare_cached(statements.count(ends.to.is_some())).map_err(|e| self.error(e))?;
        let at_most = i64::try_from(at_most).unwrap_or(i64::MAX);
        let count: rusqlite::Result<i64> = match &ends.to {
            Some(to) => statement.query_row(params![ends.from, to, at_most], |row| row.get(0)),
            None => statement.query_row(params![ends.from, at_most], |row| row.get(0)),
        };
        let count = count.map_err(|e| self.error(e))?;
        Ok(count.unsigned_abs())
    }
}

impl Write for Rows<'_> {
    fn op(&mut self, op: &Op) -> Result<()> {
        let done = match op {
            Op::Put { table, key, columns, body, expect } => self.put(table, key, columns, body, *expect),
            Op::Delete { table, key, expect } => self.delete(table, key, *expect),
            Op::Add { table, key, column, delta, floor } => self.add(table, key, *column, *delta, *floor),
        };
        done.inspect_err(|_| self.failed.set(true))
    }

    fn append_feed(&mut self, entry: &[u8]) -> Result<()> {
        let sql = "INSERT INTO guanxi_feed (entry) VALUES (?1)";
        let done = self.connection.prepare_cached(sql).and_then(|mut s| s.execute([entry]));
        done.map(drop).map_err(|e| self.error(e)).inspect_err(|_| self.failed.set(true))
    }
}

impl Rows<'_> {
    fn put(
        &self,
        table: &'static Table,
        key: &[u8],
        columns: &[Value],
        body: &[u8],
        expect: Expect,
    ) -> Result<()> {
        check_shape(table, columns)?;
        let before = self.before(table, key, expect)?;
        self.write(table, key, before.unwrap_or(0) + 1, columns, body)
    }

    fn delete(&self, table: &'static Table, key: &[u8], expect: Expect) -> Result<()> {
        self.before(table, key, expect)?;
        let statements = self.sql.of(table);
        let done = self.connection.prepare_cached(&statements.delete).and_then(|mut s| s.execute([key]));
        done.map(drop).map_err(|e| self.error(e))
    }

    fn add(
        &self,
        table: &'static Table,
        key: &[u8],
        column: usize,
        delta: i64,
        floor: Option<i64>,
    ) -> Result<()> {
        let mut before = None;
        self.get(table, key, &mut |row| before = Some(row.to_owned(table)))?;
        let after = Added::new(table, before.transpose()?, column, delta)?;
        self.write(table, key, after.version, &after.columns, &after.body)?;
        after.check_floor(table, floor)
    }

    fn write(
        &self,
        table: &'static Table,
        key: &[u8],
        version: u64,
        columns: &[Value],
        body: &[u8],
    ) -> Result<()> {
        let parts = decode_key(table, key)?;
        let entries: Vec<_> = table.indexes.iter().map(|index| index_entry(index, columns, key)).collect();
        let version = version.cast_signed();
        let mut values: Vec<&dyn ToSql> = vec![&key];
        if table.tracked {
            values.push(&version);
        }
        let parts: Vec<_> = parts.iter().map(Parameter).collect();
        let columns: Vec<_> = own_columns(table).map(|(i, _)| Parameter(&columns[i])).collect();
        values.extend(parts.iter().chain(&columns).map(|value| value as &dyn ToSql));
        values.extend(entries.iter().map(|entry| entry as &dyn ToSql));
        values.push(&body);
        let statements = self.sql.of(table);
        let done = self.connection.prepare_cached(&statements.put).and_then(|mut s| s.execute(&values[..]));
        done.map(drop).map_err(|e| failure::write_error(self.file, table, e))
    }

    /// The version of the row before a write, when there is a reason to look: a table that is not tracked is written blind.
    fn before(&self, table: &'static Table, key: &[u8], expect: Expect) -> Result<Option<u64>> {
        if !must_look(table, expect) {
            return Ok(None);
        }
        let statements = self.sql.of(table);
        let found = self
            .connection
            .prepare_cached(&statements.version)
            .and_then(|mut statement| statement.query_row([key], |row| row.get::<_, i64>(0)).optional());
        let before = found.map_err(|e| self.error(e))?.map(i64::unsigned_abs);
        check_expected(table, expect, before)?;
        Ok(before)
    }
}

/// A value on its way into a statement.
struct Parameter<'a>(&'a Value);

impl ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Id(id) => ValueRef::Blob(id),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}
