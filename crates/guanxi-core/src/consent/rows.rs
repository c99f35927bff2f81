//! Where consents are kept.

use super::model::ConsentEntry;
use crate::{
    error::Result,
    id::RecordId,
    scope::{
        PersonalData, Stored,
        look::{bad_key, scan},
    },
    storage::{
        Column, Flow, KeyRange, Kind, Read, Table,
        key::{KeyReader, KeyWriter},
    },
};

/// The entries of each record, in the order they came in.
pub(crate) static CONSENTS: Table =
    Table::plain(50, "consents", Kind::Fact, &[Column::id("record_id"), Column::int("seq")]);

impl Stored for ConsentEntry {
    const TABLE: &'static Table = &CONSENTS;
}

pub(crate) fn key(record: RecordId, seq: i64) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).int(seq).finish()
}

/// The entries of a record, in the order they came in, with their numbers.
pub(crate) fn entries(rows: &dyn Read, record: RecordId) -> Result<Vec<(i64, ConsentEntry)>> {
    let mut entries = Vec::new();
    scan::<ConsentEntry>(rows, &KeyRange::prefix(record.as_bytes()), &mut |key, entry| {
        let mut reader = KeyReader::new(key);
        let seq = reader.id().and_then(|_| reader.int()).ok_or_else(|| bad_key(&CONSENTS))?;
        entries.push((seq, entry));
        Ok(Flow::Continue(()))
    })?;
    Ok(entries)
}

/// Consents as one of the areas that hold data of persons.
pub(crate) struct ConsentData;

impl PersonalData for ConsentData {
    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 1] = [&CONSENTS];
        &TABLES
    }
}
