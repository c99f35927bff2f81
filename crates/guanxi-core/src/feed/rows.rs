//! Where groups keep how far they are.

use minicbor::bytes::ByteVec;

use crate::{
    scope::Stored,
    storage::{Column, FeedPosition, Kind, Table, key::KeyWriter},
    time::Timestamp,
};

use super::place::Place;

/// The groups by name.
pub(crate) static FEED_GROUPS: Table =
    Table::plain(80, "feed_groups", Kind::Progress, &[Column::text("name")]);

/// The body of a row in [`FEED_GROUPS`].
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct GroupState {
    /// The entry of the feed before the first change that is not acknowledged, or before that change's own.
    #[n(1)]
    pub(super) position: ByteVec,
    /// How many changes of the entry after it are acknowledged.
    #[n(2)]
    pub(super) skip: u32,
    /// The number of the last lease.
    #[n(3)]
    pub(super) lease: u64,
    /// The batch that is out.
    #[n(4)]
    pub(super) out: Option<Out>,
    /// How often the change after the place was given out.
    #[n(5)]
    pub(super) attempts: u32,
}

/// A batch that a worker has.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(super) struct Out {
    #[n(1)]
    pub(super) worker: String,
    #[n(2)]
    pub(super) until: Timestamp,
    /// How many changes it has.
    #[n(3)]
    pub(super) count: u32,
}

impl GroupState {
    /// A group that begins at a place.
    pub(super) fn at(place: &Place) -> Self {
        Self {
            position: place.after.0.clone().into(),
            skip: place.skip as u32,
            lease: 0,
            out: None,
            attempts: 0,
        }
    }

    /// Up to where all is acknowledged.
    pub(crate) fn place(&self) -> Place {
        Place { after: FeedPosition(self.position.to_vec()), skip: self.skip as usize }
    }

    /// The same group at another place, with no batch out. A lease from before is not taken any more.
    pub(super) fn moved_to(self, place: &Place) -> Self {
        let attempts = if self.place() == *place { self.attempts } else { 0 };
        Self { lease: self.lease, attempts, ..Self::at(place) }
    }

    /// The same group in another store, whose feed has the same entries at other positions.
    pub(crate) fn with_position(self, position: FeedPosition) -> Self {
        Self { position: position.0.into(), ..self }
    }
}

impl Stored for GroupState {
    const TABLE: &'static Table = &FEED_GROUPS;
}

pub(crate) fn key(name: &str) -> Vec<u8> {
    KeyWriter::new().text(name).finish()
}
