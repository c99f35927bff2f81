//! All CRM meaning of guanxi, and the storage trait. Apps depend on the `guanxi` crate, which re-exports this one.
//!
//! The core opens no file, reads no clock, asks no randomness of the system and starts no thread, but for those that
//! dedupe weighs pairs on. Its rooms and their order are drawn in `docs/architecture.md`: a room uses only rooms below
//! it.

pub mod analytics;
pub mod audit;
#[cfg(feature = "bridge")]
pub mod bridge;
pub mod change;
#[cfg(feature = "arrow")]
pub mod columns;
pub mod consent;
pub mod copy;
pub mod crm;
pub mod customer;
pub mod dedupe;
pub mod error;
pub mod event;
pub mod feed;
pub mod id;
pub mod identity;
pub mod import;
pub mod leaf;
pub mod loyalty;
pub mod money;
pub mod number;
pub mod order;
pub mod page;
pub mod payload;
pub mod privacy;
pub mod product;
pub mod progress;
pub mod proof;
pub mod referral;
pub mod report;
pub mod reward;
pub mod rule;
#[cfg(feature = "bridge")]
pub mod schema;
pub mod scope;
pub mod segment;
pub mod settings;
pub mod shop;
pub mod shown;
pub mod storage;
pub mod text;
mod text_form;
pub mod time;

pub use self::{
    crm::Crm,
    error::{Error, ErrorKind, Result},
};
