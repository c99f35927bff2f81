//! Values on their way to the server and back, in its binary formats.
//!
//! PostgreSQL's text holds no zero byte. It is written as two characters, U+10FFFE and `0`, and U+10FFFE itself, which
//! stands for nothing in Unicode, as U+10FFFE and `1`.

use std::borrow::Cow;

use bytes::{BufMut as _, BytesMut};
use fallible_iterator::FallibleIterator;
use guanxi_core::{
    error::{Error, Result},
    storage::{ColumnType, Table, Value, tables::encode_columns},
};
use postgres_protocol::{IsNull, Oid, message::backend::DataRowBody};

use crate::wire::null_or;

/// A value for a statement.
#[derive(Clone, Debug)]
pub(crate) enum Parameter<'a> {
    Null(ColumnType),
    Int(i64),
    Bytes(&'a [u8]),
    Owned(Vec<u8>),
    Text(Cow<'a, str>),
}

const ESCAPE: char = '\u{10FFFE}';

impl<'a> Parameter<'a> {
    pub(crate) fn of(value: &'a Value, ty: ColumnType) -> Self {
        match value {
            Value::Null => Self::Null(ty),
            Value::Int(n) => Self::Int(*n),
            Value::Id(id) => Self::Bytes(id),
            Value::Text(text) => Self::Text(escaped(text)),
        }
    }

    pub(crate) fn bytes_or_null(bytes: Option<&'a Vec<u8>>) -> Self {
        bytes.map_or(Self::Null(ColumnType::Id), |bytes| Self::Bytes(bytes))
    }

    /// The same, to be kept.
    pub(crate) fn to_kept(&self) -> Parameter<'static> {
        match self {
            Self::Null(ty) => Parameter::Null(*ty),
            Self::Int(n) => Parameter::Int(*n),
            Self::Bytes(bytes) => Parameter::Owned(bytes.to_vec()),
            Self::Owned(bytes) => Parameter::Owned(bytes.clone()),
            Self::Text(text) => Parameter::Text(Cow::Owned(text.clone().into_owned())),
        }
    }

    pub(crate) fn type_number(&self) -> Oid {
        match self {
            Self::Bytes(_) | Self::Owned(_) | Self::Null(ColumnType::Id) => 17,
            Self::Int(_) | Self::Null(ColumnType::Int) => 20,
            Self::Text(_) | Self::Null(ColumnType::Text) => 25,
        }
    }

    pub(crate) fn write(&self, out: &mut BytesMut) -> IsNull {
        match self {
            Self::Null(_) => return null_or(false),
            Self::Int(n) => out.put_i64(*n),
            Self::Bytes(bytes) => out.put_slice(bytes),
            Self::Owned(bytes) => out.put_slice(bytes),
            Self::Text(text) => out.put_slice(text.as_bytes()),
        }
        null_or(true)
    }
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['\0', ESCAPE]) {
        return Cow::Borrowed(text);
    }
    let first = text.replace(ESCAPE, &format!("{ESCAPE}1"));
    Cow::Owned(first.replace('\0', &format!("{ESCAPE}0")))
}

fn unescaped(text: &str) -> Option<String> {
    if !text.contains(ESCAPE) {
        return Some(text.to_owned());
    }
    let mut parts = text.split(ESCAPE);
    let mut out = parts.next()?.to_owned();
    for part in parts {
        out.push(if part.starts_with('0') { '\0' } else { ESCAPE });
        out.push_str(part.strip_prefix(['0', '1'])?);
    }
    Some(out)
}

/// The cells of a row as the server sent it.
#[derive(Clone, Copy)]
pub(crate) struct Cells<'a>(pub(crate) &'a DataRowBody);

/// A row as the core sees it, and the place of it in its scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) version: u64,
    pub(crate) columns: Vec<u8>,
    pub(crate) body: Vec<u8>,
}

impl<'a> Cells<'a> {
    /// The cells' bytes, `None` for null.
    pub(crate) fn list(self) -> Vec<Option<&'a [u8]>> {
        let mut cells = Vec::with_capacity(8);
        let mut ranges = self.0.ranges();
        while let Ok(Some(range)) = ranges.next() {
            cells.push(range.and_then(|range| self.0.buffer().get(range)));
        }
        cells
    }

    /// The whole number in the first cell.
    pub(crate) fn int(self) -> Option<i64> {
        int(self.list().first().copied().flatten()?)
    }

    /// The texts of the first two cells.
    pub(crate) fn texts(self) -> Option<(String, String)> {
        let cells = self.list();
        let text = |at: usize| String::from_utf8(cells.get(at).copied().flatten()?.to_vec()).ok();
        Some((text(0)?, text(1)?))
    }

    /// Key, row and, from a scan, the key or entry that its order goes by.
    pub(crate) fn row(self, table: &Table) -> Result<(Vec<u8>, Kept, Vec<u8>)> {
        let cells = self.list();
        self::row(table, &cells).ok_or_else(|| Error::corrupt(table.name(), "a row does not read"))
    }
}

fn row(table: &Table, cells: &[Option<&[u8]>]) -> Option<(Vec<u8>, Kept, Vec<u8>)> {
    let (key, version) = ((*cells.first()?)?, int((*cells.get(1)?)?)?);
    let columns = table.columns.iter().enumerate().map(|(i, column)| value(*cells.get(2 + i)?, column.ty));
    let columns: Option<Vec<_>> = columns.collect();
    let body = (*cells.get(2 + table.columns.len())?)?;
    let place = cells.get(3 + table.columns.len()).copied().flatten().unwrap_or_default();
    let columns = encode_columns(&columns?);
    let kept = Kept { version: version.unsigned_abs(), columns, body: body.to_vec() };
    Some((key.to_vec(), kept, place.to_vec()))
}

fn value(cell: Option<&[u8]>, ty: ColumnType) -> Option<Value> {
    let Some(cell) = cell else { return Some(Value::Null) };
    match ty {
        ColumnType::Id => cell.try_into().ok().map(Value::Id),
        ColumnType::Int => int(cell).map(Value::Int),
        ColumnType::Text => unescaped(std::str::from_utf8(cell).ok()?).map(Value::Text),
    }
}

/// Whole numbers come in four bytes or in eight.
fn int(cell: &[u8]) -> Option<i64> {
    match cell.len() {
        4 => cell.try_into().ok().map(|bytes| i64::from(i32::from_be_bytes(bytes))),
        8 => cell.try_into().ok().map(i64::from_be_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back() {
        for text in ["", "Mei", "a\0b", "\0\0", "\u{10FFFE}", "0\u{10FFFE}\0x1", "关\u{10FFFE}0"] {
            let kept = escaped(text);
            assert!(!kept.contains('\0'));
            assert_eq!(unescaped(&kept).as_deref(), Some(text));
        }
    }
}
