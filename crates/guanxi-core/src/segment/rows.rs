//! Where segments and their pins are kept.

use std::collections::{BTreeMap, HashMap};

use super::{
    load::Owners,
    model::{PinChange, Segment},
};
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
    time::Timestamp,
};

/// Every version of each segment.
pub(crate) static SEGMENTS: Table =
    Table::plain(61, "segments", Kind::Definition, &[Column::text("key"), Column::int("version")]);
/// Records whose customers are in or out of a segment by hand.
pub(crate) static SEGMENT_PINS: Table = Table::plain(
    62,
    "segment_pins",
    Kind::Fact,
    &[Column::text("key"), Column::id("record_id"), Column::int("seq")],
);

/// Somebody said that a record's customer is in a segment, or out of it, or neither any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct PinFact {
    #[n(1)]
    pub(crate) change: PinChange,
    #[n(2)]
    pub(crate) recorded: Timestamp,
}

impl Stored for Segment {
    const TABLE: &'static Table = &SEGMENTS;
}
impl Stored for PinFact {
    const TABLE: &'static Table = &SEGMENT_PINS;
}

pub(crate) fn key(segment: &str, version: u64) -> Vec<u8> {
    KeyWriter::new().text(segment).int(version as i64).finish()
}

pub(crate) fn pin_key(segment: &str, record: RecordId, seq: i64) -> Vec<u8> {
    KeyWriter::new().text(segment).id(record.as_bytes()).int(seq).finish()
}

/// Every version of a segment, oldest first.
pub(super) fn versions(rows: &dyn Read, segment: &str) -> Result<Vec<Segment>> {
    let mut found = Vec::new();
    let prefix = KeyWriter::new().text(segment).finish();
    scan::<Segment>(rows, &KeyRange::prefix(&prefix), &mut |_, version| {
        found.push(version);
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

/// Every segment in force, by its key.
pub(super) fn all(rows: &dyn Read) -> Result<BTreeMap<String, Segment>> {
    let mut found = BTreeMap::new();
    scan::<Segment>(rows, &KeyRange::all(), &mut |_, segment| {
        found.insert(segment.key.clone(), segment);
        Ok(Flow::Continue(()))
    })?;
    found.retain(|_, segment: &mut Segment| !segment.removed);
    Ok(found)
}

/// The pins of records, by the record: what was said last, and how often something was.
pub(super) fn pins_of(rows: &dyn Read, segment: &str) -> Result<HashMap<RecordId, (PinFact, i64)>> {
    let mut found: HashMap<RecordId, (PinFact, i64)> = HashMap::new();
    let prefix = KeyWriter::new().text(segment).finish();
    scan::<PinFact>(rows, &KeyRange::prefix(&prefix), &mut |key, fact| {
        let mut reader = KeyReader::new(key);
        let (_, record, seq) = (reader.text(), reader.id(), reader.int());
        let (record, seq) = record.zip(seq).ok_or_else(|| bad_key(&SEGMENT_PINS))?;
        found.insert(RecordId::from_bytes(record), (fact, seq + 1));
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

/// Who is in or out by hand, by the customer's place. Of several records the last word holds; at one instant, out.
pub(super) fn pins(rows: &dyn Read, segment: &str, owners: &Owners) -> Result<HashMap<usize, bool>> {
    let mut last: HashMap<usize, PinFact> = HashMap::new();
    for (record, (fact, _)) in pins_of(rows, segment)? {
        let Some(place) = owners.get(&record) else { continue };
        let held = last.entry(*place).or_insert(fact);
        let rank = |fact: &PinFact| (fact.recorded, fact.change == PinChange::Exclude);
        if rank(&fact) > rank(held) {
            *held = fact;
        }
    }
    let pinned = last.into_iter().filter(|(_, fact)| fact.change != PinChange::Clear);
    Ok(pinned.map(|(place, fact)| (place, fact.change == PinChange::Include)).collect())
}

/// Pins as one of the areas that hold data of persons.
pub(crate) struct SegmentData;

impl PersonalData for SegmentData {
    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 1] = [&SEGMENT_PINS];
        &TABLES
    }
}
