//! Where the model and the review queue are kept.

use std::ops::ControlFlow;

use guanxi_match::Model;

use super::{FieldEvidence, PairExplanation};
use crate::{
    error::{Error, Result},
    id::{CustomerId, RecordId},
    scope::{
        Stored, Tx,
        look::{bad_key, get, scan_keys},
    },
    storage::{
        Column, Flow, KeyRange, Kind, Read, Table,
        key::{KeyReader, KeyWriter},
        row,
    },
    time::Timestamp,
};

/// Pairs that somebody should look at, most likely first: what the last run found. The first column is the weight in
/// thousandths, negated.
pub(crate) static REVIEWS: Table = Table::plain(
    82,
    "duplicate_reviews",
    Kind::Progress,
    &[Column::int("rank"), Column::id("record_id"), Column::id("other_id")],
);

/// What pairs are weighed by: the model that was trained last. It is a definition: it follows from no facts that are
/// still there, and decides about records to come. Of its versions the last is kept alone, since a model knows how often
/// values are held, which those who are erased are to be gone from with the next training.
pub(crate) static MODELS: Table =
    Table::plain(83, "duplicate_models", Kind::Definition, &[Column::int("version")]);

/// The body of a row in [`MODELS`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct StoredModel {
    #[n(1)]
    pub(crate) trained: Timestamp,
    /// How many records it was trained on.
    #[n(2)]
    pub(crate) records: u64,
    /// The model, as the engine writes it.
    #[n(3)]
    pub(crate) model: String,
}

impl Stored for StoredModel {
    const TABLE: &'static Table = &MODELS;
}

impl StoredModel {
    /// The model.
    ///
    /// # Errors
    /// `corrupt`.
    pub(crate) fn read(&self) -> Result<Model> {
        Model::from_json(&self.model).map_err(|cause| Error::corrupt(MODELS.name(), cause))
    }
}

/// The version of the model in force; `None` while there is none.
pub(crate) fn newest_version(rows: &dyn Read) -> Result<Option<i64>> {
    let mut version = None;
    scan_keys(rows, &MODELS, &KeyRange::all().reversed(), &mut |key| {
        version = Some(KeyReader::new(key).int().ok_or_else(|| bad_key(&MODELS))?);
        Ok(Flow::Break(()))
    })?;
    Ok(version)
}

/// The model in force, with its version.
pub(crate) fn newest(rows: &dyn Read) -> Result<Option<(i64, StoredModel)>> {
    let Some(version) = newest_version(rows)? else { return Ok(None) };
    Ok(get::<StoredModel>(rows, &model_key(version))?.map(|model| (version, model)))
}

/// Puts a model in force, unless it is the one that is, and gives it with its version.
pub(crate) fn save(tx: &mut Tx<'_>, model: &Model, records: u64) -> Result<(i64, StoredModel)> {
    let text = model.to_json().map_err(Error::internal)?;
    let mut version = 1;
    if let Some((before, stored)) = newest(tx.rows())? {
        if stored.model == text {
            return Ok((before, stored));
        }
        tx.delete(&MODELS, model_key(before))?;
        version += before;
    }
    let stored = StoredModel { trained: tx.now, records, model: text };
    tx.put(model_key(version), &stored)?;
    tx.note(format!("model {version}, trained on {records} records"));
    Ok((version, stored))
}

fn model_key(version: i64) -> Vec<u8> {
    KeyWriter::new().int(version).finish()
}

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

/// Takes pairs with these records from the queue.
pub(crate) fn forget(tx: &mut Tx<'_>, records: &[RecordId]) -> Result<()> {
    let mut gone = Vec::new();
    scan_keys(tx.rows(), &REVIEWS, &KeyRange::all(), &mut |key| {
        let place = Place::read(key)?;
        if records.contains(&place.record) || records.contains(&place.other) {
            gone.push(key.to_vec());
        }
        Ok(ControlFlow::Continue(()))
    })?;
    gone.into_iter().try_for_each(|key| tx.delete(&REVIEWS, key))
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
