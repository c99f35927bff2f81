//! Where an import keeps how far it is.

use super::{Checkpoint, Row};
use crate::{
    scope::Stored,
    storage::{Column, Kind, Table},
};

/// How far the import of each file is, by a hash of its kind, its beginning and its mapping.
pub(crate) static IMPORTS: Table = Table::plain(70, "imports", Kind::Progress, &[Column::id("hash")]);

/// The body of a row in [`IMPORTS`]: up to where everything is committed and every reject given out.
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(super) struct ImportState {
    #[n(1)]
    pub(super) checkpoint: Checkpoint,
    #[n(2)]
    pub(super) finished: bool,
    #[n(3)]
    #[cbor(default)]
    pub(super) digest: RowsDigest,
}

/// What names a row that has no name of its own: the same in every run.
pub(super) fn row_text(row: &Row<'_>) -> String {
    let mut digest = RowsDigest::default();
    row.iter().for_each(|cell| digest.add(cell));
    digest.to_text()
}

/// Tells the rows of one file from those of another: FNV-1a (Fowler, Noll, Vo), 64 bits, over the rows as they came.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(super) struct RowsDigest(#[n(0)] u64);

impl Default for RowsDigest {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl RowsDigest {
    pub(super) fn add(&mut self, row: &str) {
        for byte in row.bytes().chain([b'\n']) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }

    fn to_text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

impl Stored for ImportState {
    const TABLE: &'static Table = &IMPORTS;
}
