//! What the shop has set: currency, zone, country, channels, stores, fields of its own, whom it trusts.
//!
//! Settings are a definition: each change is a new version, and every call runs under the version in force. The verbs
//! that change them are in [`shop`](crate::shop); the shape stands here because every call reads it.
//!
//! Invariant: a shop has one currency and one zone; what was counted under others is counted again when they change.

mod basis;
mod field;
mod model;
mod retention;
pub(crate) mod rows;

pub(crate) use self::retention::checked_retention;
pub use self::{
    basis::{LegalBasis, PurposeBasis},
    field::FieldValue,
    model::{DuplicatePolicy, FieldDefinition, FieldType, Policy, ShopSettings, Store, Survivorship},
    retention::{RetentionAction, RetentionData, RetentionRule},
};
