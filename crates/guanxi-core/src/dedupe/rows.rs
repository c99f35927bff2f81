//! Where the review queue is kept.

use std::ops::ControlFlow;

use super::{FieldEvidence, PairExplanation};
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    scope::{
        Stored, Tx,
        look::{bad_key, scan_keys},
    },
    storage::{
        Column, KeyRange, Kind, Table,
        key::{KeyReader, KeyWriter},
        row,
    },
};

/// Pairs that somebody should look at, most likely first: what the last run found. The first column is the weight in
/// thousandths, negated.
pub(crate) static REVIEWS: Table = Table::plain(
    82,
    "duplicate_reviews",
    Kind::Progress,
    &[Column::int("rank"), Column::id("record_id"), Column::id("other_id")],
);

/// The body of a row in [`REVIEWS`]: why the pair scores as it does. Nothing of it is personal.
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct StoredReview {
    #[n(1)]
    pub(crate) probability_ppm: u32,
    #[n(2)]
    pub(crate) prior_milli: i64,
    #[n(3)]
    pub(crate) household_milli: i64,
    #[n(4)]
    pub(crate) fields: Vec<FieldEvidence>,
}

impl Stored for StoredReview {
    const TABLE: &'static Table = &REVIEWS;
}

impl StoredReview {
    pub(crate) fn of(explained: &PairExplanation) -> Self {
        Self {
            probability_ppm: explained.probability_ppm,
            prior_milli: explained.prior_milli,
            household_milli: explained.household_milli,
            fields: explained.evidence.clone(),
        }
    }

    /// The explanation of a pair, of the older customer first.
    pub(crate) fn show(self, place: &Place, sides: [(CustomerId, RecordId); 2]) -> PairExplanation {
        let [(customer_id, record_id), (other_id, other_record_id)] = sides;
        PairExplanation {
            customer_id,
            other_id,
            record_id,
            other_record_id,
            weight_milli: place.weight_milli,
            probability_ppm: self.probability_ppm,
            prior_milli: self.prior_milli,
            household_milli: self.household_milli,
            evidence: self.fields,
        }
    }
}

/// The parts of a key of [`REVIEWS`].
pub(crate) struct Place {
    pub(crate) weight_milli: i64,
    pub(crate) record: RecordId,
    pub(crate) other: RecordId,
}

impl Place {
    pub(crate) fn of(explained: &PairExplanation) -> Self {
        let (a, b) = (explained.record_id, explained.other_record_id);
        Self { weight_milli: explained.weight_milli, record: a.min(b), other: a.max(b) }
    }

    pub(crate) fn key(&self) -> Vec<u8> {
        let writer = KeyWriter::new().int(-self.weight_milli);
        writer.id(self.record.as_bytes()).id(self.other.as_bytes()).finish()
    }

    pub(crate) fn read(key: &[u8]) -> Result<Self> {
        let mut reader = KeyReader::new(key);
        let parts = (reader.int(), reader.id(), reader.id());
        let (Some(rank), Some(record), Some(other)) = parts else { return Err(bad_key(&REVIEWS)) };
        let (record, other) = (RecordId::from_bytes(record), RecordId::from_bytes(other));
        Ok(Self { weight_milli: -rank, record, other })
    }
}

/// Makes the queue be these pairs and no others; gives how many.
pub(crate) fn replace(tx: &mut Tx<'_>, pairs: &[PairExplanation]) -> Result<u64> {
    let mut old = Vec::new();
    scan_keys(tx.rows(), &REVIEWS, &KeyRange::all(), &mut |key| {
        old.push(key.to_vec());
        Ok(ControlFlow::Continue(()))
    })?;
    let new: std::collections::BTreeMap<_, _> =
        pairs.iter().map(|pair| (Place::of(pair).key(), row::encode(&StoredReview::of(pair)))).collect();
    for key in old.into_iter().filter(|key| !new.contains_key(key)) {
        tx.delete(&REVIEWS, key)?;
    }
    let count = new.len() as u64;
    for (key, body) in new {
        tx.put_body(&REVIEWS, key, body)?;
    }
    Ok(count)
}
