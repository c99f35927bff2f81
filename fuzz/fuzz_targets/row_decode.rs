//! What a damaged file may hand to the readers of keys, columns and bodies.
//!
//! Nothing may panic; and what does read must be the only way to write it, so it is written again and compared.

#![no_main]

use guanxi_core::{
    id::{CustomerId, OrderId, RecordId},
    storage::{
        Column, ColumnType, Kind, RowRef, Space, Table, Value,
        key::{KeyReader, KeyWriter, after_prefix, decode_key},
        row,
    },
    time::{Date, Timestamp, Zone},
};
use libfuzzer_sys::fuzz_target;

const fn column(name: &'static str, ty: ColumnType) -> Column {
    Column { name, ty }
}

const COLUMNS: &[Column] = &[
    column("owner", ColumnType::Id),
    column("number", ColumnType::Int),
    column("word", ColumnType::Text),
    column("last", ColumnType::Int),
];

static TABLE: Table = Table {
    space: Space { number: 1, name: "fuzzed" },
    kind: Kind::State,
    key: COLUMNS,
    columns: COLUMNS,
    indexes: &[],
    tracked: true,
};

fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = data.split_first() else { return };
    match kind % 12 {
        0 => key(bytes),
        1 => columns(bytes),
        2 => values(bytes),
        3 => prefix(bytes),
        4 => body::<Vec<i64>>(bytes),
        5 => body::<Option<String>>(bytes),
        6 => body::<Timestamp>(bytes),
        7 => body::<Date>(bytes),
        8 => body::<Zone>(bytes),
        9 => body::<Vec<(Date, Option<Zone>)>>(bytes),
        10 => body::<(CustomerId, RecordId)>(bytes),
        _ => body::<Vec<(OrderId, Option<Timestamp>)>>(bytes),
    }
});

/// A table's key: no value has a byte in front.
fn key(bytes: &[u8]) {
    let Ok(values) = decode_key(&TABLE, bytes) else { return };
    let again = values.iter().fold(KeyWriter::new(), |key, value| match value {
        Value::Id(id) => key.id(id),
        Value::Int(n) => key.int(*n),
        Value::Text(text) => key.text(text),
        Value::Null => unreachable!("keys hold no null"),
    });
    assert_eq!(again.finish(), bytes);
}

fn columns(bytes: &[u8]) {
    let row = RowRef { key: bytes, version: 1, encoded_columns: bytes, body: bytes };
    let Ok(values) = row.columns(&TABLE) else { return };
    assert_eq!(row.to_owned(&TABLE).map(|row| row.columns).ok().as_ref(), Some(&values));
    let again = values.iter().fold(KeyWriter::new(), KeyWriter::value);
    assert_eq!(again.finish(), bytes);
}

/// Value after value, until one does not read; each takes at least a byte.
fn values(bytes: &[u8]) {
    let types = [ColumnType::Text, ColumnType::Int, ColumnType::Id];
    let mut reader = KeyReader::new(bytes);
    let mut read = 0;
    while reader.value(types[read % 3]).is_some() {
        read += 1;
        assert!(read <= bytes.len());
    }
}

/// The end of a prefix lies after everything that starts with it.
fn prefix(bytes: &[u8]) {
    let (prefix, rest) = bytes.split_at(bytes.len() / 2);
    if let Some(end) = after_prefix(prefix) {
        assert!([prefix, rest].concat() < end);
    }
}

/// What reads comes back from what is written of it. (Not byte for byte: CBOR has longer ways to write a number.)
fn body<T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()> + PartialEq + std::fmt::Debug>(
    bytes: &[u8],
) {
    let Ok(value) = row::decode::<T>("fuzzed", bytes) else { return };
    let again = row::encode(&value);
    assert_eq!(row::decode::<T>("fuzzed", &again).ok(), Some(value));
}
