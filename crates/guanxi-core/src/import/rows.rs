//! Where an import keeps how far it is.

use super::Checkpoint;
use crate::{
    scope::Stored,
    storage::{Column, ColumnType, Kind, Space, Table},
};

/// How far the import of each file is, by a hash of its kind, its beginning and its mapping.
pub(crate) static IMPORTS: Table = Table {
    space: Space { number: 70, name: "imports" },
    kind: Kind::Progress,
    key: &[Column { name: "hash", ty: ColumnType::Id }],
    columns: &[],
    indexes: &[],
    tracked: false,
};

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
