//! A table that comes from Arrow is the table that was pushed by hand.

#![cfg(feature = "arrow")]
#![allow(clippy::unwrap_used)] // a test that cannot read its data fails

use std::sync::Arc;

use arrow_array::{
    ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader, StringArray, cast::AsArray,
    types::UInt64Type,
};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use guanxi_match::{Error, Settings, Table, dedupe};
use proptest::prelude::*;

/// The cluster of every row of what Arrow reads: `row` and `cluster`, both from 1.
fn clusters(people: impl RecordBatchReader) -> Result<RecordBatch, Error> {
    let table = Table::from_arrow(people)?;
    Ok(dedupe(&table, &Settings::default()).clusters_to_arrow())
}

const NAMES: [&str; 3] = ["name", "email", "city"];

type Row = [Option<String>; 3];

/// People of whom some are in the table twice; cells are missing, or blank, or longer than is kept.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let name = prop_oneof![
        ("Ann|Bob|Chloé|伟", "Smith|Jones|O'Brien|王")
            .prop_map(|(given, family)| format!("{given} {family}")),
        "\\PC{0,8}",
        Just("x".repeat(1500)),
    ];
    let email = "[a-c]{1,2}@example\\.(org|com)";
    let city = prop_oneof!["Berlin|Paris", "[ \t]{0,2}"];
    let cell = |texts: BoxedStrategy<String>| prop::option::weighted(0.8, texts);
    let row = [cell(name.boxed()), cell(email.boxed()), cell(city.boxed())];
    prop::collection::vec(row, 0..60)
}

fn pushed(rows: &[Row]) -> Table {
    let mut table = Table::new(NAMES);
    rows.iter().for_each(|row| table.push(row.iter().map(|cell| cell.as_deref().unwrap_or_default())));
    table
}

/// The rows in batches of so many, each column of its type.
fn batches(rows: &[Row], kinds: &[DataType; 3], most: usize) -> impl RecordBatchReader {
    let fields = NAMES.iter().zip(kinds).map(|(name, kind)| Field::new(*name, kind.clone(), true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let columns = kinds.iter().enumerate().map(|(at, kind)| -> ArrayRef {
        let texts = StringArray::from_iter(rows.iter().map(|row| row[at].as_deref()));
        cast(&texts, kind).unwrap()
    });
    let whole = RecordBatch::try_new(schema.clone(), columns.collect()).unwrap();
    let part = |begin: usize| Ok(whole.slice(begin, most.min(rows.len() - begin)));
    let parts: Vec<Result<_, ArrowError>> = (0..rows.len()).step_by(most).map(part).collect();
    RecordBatchIterator::new(parts, schema)
}

fn kind() -> impl Strategy<Value = DataType> {
    let coded = |keys, values| DataType::Dictionary(Box::new(keys), Box::new(values));
    let ends = Arc::new(Field::new("run_ends", DataType::Int32, false));
    let values = Arc::new(Field::new("values", DataType::Utf8, true));
    prop::sample::select(vec![
        DataType::Utf8,
        DataType::LargeUtf8,
        DataType::Utf8View,
        coded(DataType::Int8, DataType::Utf8),
        coded(DataType::UInt32, DataType::LargeUtf8),
        DataType::RunEndEncoded(ends, values),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_table_from_arrow_is_the_one_that_was_pushed(
        rows in rows(),
        kinds in [kind(), kind(), kind()],
        most in 1..70_usize,
    ) {
        let (wanted, read) = (pushed(&rows), Table::from_arrow(batches(&rows, &kinds, most)).unwrap());
        prop_assert_eq!(read.rows(), wanted.rows());
        prop_assert_eq!(read.truncated(), wanted.truncated());
        for row in 0..wanted.rows() {
            prop_assert_eq!(read.record(row), wanted.record(row));
        }
        let (wanted, found) = (dedupe(&wanted, &Settings::default()), dedupe(&read, &Settings::default()));
        prop_assert_eq!(&found.clusters, &wanted.clusters);
        prop_assert_eq!(&found.pairs, &wanted.pairs);
        let numbers = clusters(batches(&rows, &kinds, most)).unwrap();
        let numbers = numbers["cluster"].as_primitive::<UInt64Type>().values().to_vec();
        prop_assert_eq!(numbers, wanted.numbers());
    }
}

#[test]
fn the_guide_shows_what_is_tested() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let [guide, own] = ["docs/guide/dedupe.md", "crates/guanxi-match/tests/arrow.rs"]
        .map(|path| std::fs::read_to_string(format!("{folder}/{path}")).unwrap());
    let begin = own.find("/// The cluster of").unwrap();
    let end = begin + own[begin..].find("\n}\n").unwrap();
    assert!(guide.contains(&own[begin..end]), "the guide shows something else");
}
