//! The model: training it, and what it is.

use guanxi_match::Model;

use super::{
    DuplicateModel, kept,
    rows::{self, StoredModel},
    teller::Teller,
};
use crate::{
    error::{Error, Result},
    scope::{Look, Scope},
};

/// See [`Duplicates::train`](super::Duplicates::train).
pub(super) fn train(scope: &Scope, teller: &mut Teller) -> Result<DuplicateModel> {
    kept::train(scope, "duplicates.train", teller, |kept, version, stored| {
        Ok(shown(version, stored, kept.index.model()))
    })
}

/// See [`Duplicates::model`](super::Duplicates::model).
pub(super) fn show(look: &Look<'_>) -> Result<DuplicateModel> {
    let (version, stored) =
        rows::newest(look.rows)?.ok_or_else(|| Error::not_found("model", "of duplicates"))?;
    Ok(shown(version, &stored, &stored.read()?))
}

fn shown(version: i64, stored: &StoredModel, model: &Model) -> DuplicateModel {
    DuplicateModel {
        version,
        trained_at: stored.trained,
        records: stored.records,
        fields: model.schema().fields.iter().map(|field| field.name.clone()).collect(),
        warnings: model.warnings().to_vec(),
    }
}
