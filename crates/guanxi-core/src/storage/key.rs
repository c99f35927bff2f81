//! Keys as bytes that sort as their values do, and back.
//!
//! An id is its sixteen bytes. A whole number is eight bytes, most significant first, the sign bit turned. Text ends
//! in `00 00`, a zero byte inside it is written `00 FF`. In columns each value has a byte in front: 0 for `Null`
//! (which sorts first), 1 otherwise.

use super::{Column, ColumnType, Table, Value};
use crate::error::{Error, Result};

/// Writes a key part by part: `KeyWriter::new().id(record).int(3).finish()`.
#[derive(Clone, Debug, Default)]
pub struct KeyWriter(Vec<u8>);

impl KeyWriter {
    /// An empty key.
    pub fn new() -> Self {
        Self(Vec::with_capacity(40))
    }

    /// Adds an id or a hash.
    #[must_use]
    pub fn id(mut self, id: &[u8; 16]) -> Self {
        self.0.extend_from_slice(id);
        self
    }

    /// Adds a whole number.
    #[must_use]
    pub fn int(mut self, n: i64) -> Self {
        write_int(&mut self.0, n);
        self
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        write_text(&mut self.0, text);
        self
    }

    /// Adds a value the way columns and indexes hold it.
    #[must_use]
    pub fn value(mut self, value: &Value) -> Self {
        write_value(&mut self.0, value);
        self
    }

    /// The key.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }
}

fn write_int(out: &mut Vec<u8>, n: i64) {
    out.extend_from_slice(&((n as u64) ^ (1 << 63)).to_be_bytes());
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        out.push(byte);
        if byte == 0 {
            out.push(0xFF);
        }
    }
    out.extend_from_slice(&[0, 0]);
}

pub(crate) fn write_value(out: &mut Vec<u8>, value: &Value) {
    out.push(u8::from(*value != Value::Null));
    match value {
        Value::Null => {}
        Value::Int(n) => write_int(out, *n),
        Value::Id(id) => out.extend_from_slice(id),
        Value::Text(text) => write_text(out, text),
    }
}

/// Reads a key part by part.
#[derive(Clone, Copy, Debug)]
pub struct KeyReader<'a>(&'a [u8]);

impl<'a> KeyReader<'a> {
    /// Reads these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next part as an id; `None` when the bytes are no such thing.
    pub fn id(&mut self) -> Option<[u8; 16]> {
        let (id, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*id)
    }

    /// The next part as a whole number.
    pub fn int(&mut self) -> Option<i64> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some((u64::from_be_bytes(*bytes) ^ (1 << 63)) as i64)
    }

    /// The next part as text.
    pub fn text(&mut self) -> Option<String> {
        let mut out = Vec::new();
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            if *byte == 0 {
                let (mark, rest) = self.0.split_first()?;
                self.0 = rest;
                match mark {
                    0 => return String::from_utf8(out).ok(),
                    0xFF => {}
                    _ => return None,
                }
            }
            out.push(*byte);
        }
    }

    /// The next part as a value the way columns hold it.
    pub fn value(&mut self, ty: ColumnType) -> Option<Value> {
        let (tag, rest) = self.0.split_first()?;
        self.0 = rest;
        match tag {
            0 => Some(Value::Null),
            1 => self.part(ty),
            _ => None,
        }
    }

    /// Whether all is read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn part(&mut self, ty: ColumnType) -> Option<Value> {
        Some(match ty {
            ColumnType::Id => Value::Id(self.id()?),
            ColumnType::Int => Value::Int(self.int()?),
            ColumnType::Text => Value::Text(self.text()?),
        })
    }
}

/// The values of a table's key, for storages that keep them as columns.
///
/// # Errors
/// `corrupt` when the bytes are no key of this table.
pub fn decode_key(table: &Table, key: &[u8]) -> Result<Vec<Value>> {
    let mut reader = KeyReader::new(key);
    read_all(table, table.key, &mut reader, KeyReader::part)
}

/// Encodes a row's columns.
pub(crate) fn encode_columns(out: &mut Vec<u8>, columns: &[Value]) {
    columns.iter().for_each(|value| write_value(out, value));
}

/// Decodes a row's columns.
pub(crate) fn decode_columns(table: &Table, bytes: &[u8]) -> Result<Vec<Value>> {
    read_all(table, table.columns, &mut KeyReader::new(bytes), KeyReader::value)
}

/// How many of these bytes are the row's columns; the body follows them.
pub(crate) fn columns_len(table: &Table, bytes: &[u8]) -> Result<usize> {
    let mut reader = KeyReader::new(bytes);
    for column in table.columns {
        reader
            .value(column.ty)
            .ok_or_else(|| Error::corrupt(table.name(), "the columns of a row do not read"))?;
    }
    Ok(bytes.len() - reader.0.len())
}

fn read_all<'a>(
    table: &Table,
    columns: &[Column],
    reader: &mut KeyReader<'a>,
    read: fn(&mut KeyReader<'a>, ColumnType) -> Option<Value>,
) -> Result<Vec<Value>> {
    let values: Option<Vec<_>> = columns.iter().map(|column| read(reader, column.ty)).collect();
    values
        .filter(|_| reader.is_empty())
        .ok_or_else(|| Error::corrupt(table.name(), "a key or its columns do not read"))
}

/// The first key after all that start with `prefix`; `None` when there is none.
pub fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|byte| *byte != 0xFF)?;
    let mut end = prefix[..=last].to_vec();
    end[last] += 1;
    Some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = (ColumnType, Value)> {
        prop_oneof![
            any::<i64>().prop_map(|n| (ColumnType::Int, Value::Int(n))),
            any::<[u8; 16]>().prop_map(|id| (ColumnType::Id, Value::Id(id))),
            "[\u{0}a-c\u{ff}关]{0,4}".prop_map(|t| (ColumnType::Text, Value::Text(t))),
            Just((ColumnType::Text, Value::Null)),
        ]
    }

    proptest! {
        #[test]
        fn values_come_back((ty, value) in value(), rest in any::<Vec<u8>>()) {
            let mut bytes = KeyWriter::new().value(&value).finish();
            bytes.extend_from_slice(&rest);
            let mut reader = KeyReader::new(&bytes);
            prop_assert_eq!(reader.value(ty), Some(value));
            prop_assert_eq!(reader.0, &rest[..]);
        }

        #[test]
        fn bytes_sort_as_values_do(a in any::<(i64, String)>(), b in any::<(i64, String)>()) {
            let key = |v: &(i64, String)| KeyWriter::new().text(&v.1).int(v.0).finish();
            prop_assert_eq!(key(&a).cmp(&key(&b)), (a.1.as_bytes(), a.0).cmp(&(b.1.as_bytes(), b.0)));
        }

        #[test]
        fn a_prefix_ends_after_all_that_start_with_it(prefix in any::<Vec<u8>>(), rest in any::<Vec<u8>>()) {
            let key = [&prefix[..], &rest].concat();
            prop_assert!(after_prefix(&prefix).is_none_or(|end| key < end));
        }

        #[test]
        fn reading_anything_never_panics(bytes in any::<Vec<u8>>()) {
            for ty in [ColumnType::Id, ColumnType::Int, ColumnType::Text] {
                let _ = KeyReader::new(&bytes).value(ty);
            }
        }
    }
}
