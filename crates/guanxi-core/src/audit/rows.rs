//! Where the seals of the audit are kept.

use minicbor::bytes::{ByteArray, ByteVec};

use crate::{
    scope::Stored,
    storage::{
        Column, Kind, Table,
        key::{KeyReader, KeyWriter},
    },
    time::Timestamp,
};

/// What the chain was after so many entries.
pub(crate) static AUDIT_SEALS: Table =
    Table::plain(151, "audit_seals", Kind::Fact, &[Column::int("entries")]);
/// The last of them with its place in this store, from where to go on: one row.
pub(crate) static AUDIT_HEAD: Table =
    Table::plain(152, "audit_head", Kind::Progress, &[Column::text("name")]);

/// The body of a row in [`AUDIT_SEALS`].
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Seal {
    #[n(1)]
    pub(super) hash: ByteArray<32>,
    #[n(2)]
    pub(super) at: Timestamp,
    /// What came up to here was dropped from the feed: the chain begins here.
    #[n(3)]
    #[cbor(default)]
    pub(super) begins: bool,
}

/// The body of the row in [`AUDIT_HEAD`].
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Head {
    #[n(1)]
    pub(super) entries: u64,
    #[n(2)]
    pub(super) hash: ByteArray<32>,
    #[n(3)]
    pub(super) place: ByteVec,
}

impl Stored for Seal {
    const TABLE: &'static Table = &AUDIT_SEALS;
}
impl Stored for Head {
    const TABLE: &'static Table = &AUDIT_HEAD;
}

pub(super) fn seal_key(entries: u64) -> Vec<u8> {
    KeyWriter::new().int(entries as i64).finish()
}

pub(super) fn read_seal_key(key: &[u8]) -> Option<u64> {
    KeyReader::new(key).int().and_then(|entries| entries.try_into().ok())
}

pub(super) fn head_key() -> Vec<u8> {
    KeyWriter::new().text("all").finish()
}
