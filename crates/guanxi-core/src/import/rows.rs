//! Where an import keeps how far it is.

use super::Checkpoint;
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
}

impl Stored for ImportState {
    const TABLE: &'static Table = &IMPORTS;
}
