//! How far a copy is: kept in the new store until it is whole, and after that as the sign that it is one.

use minicbor::bytes::{ByteArray, ByteVec};
use sha2::{Digest, Sha256};

use super::copied;
use crate::{
    error::{Error, Result},
    feed::rows::FEED_GROUPS,
    scope::{SECRETS, Stored, look::get},
    storage::{
        Column, Expect, FeedPosition, Flow, KeyRange, Kind, Op, Read, Schema, Storage, Table, key::KeyWriter,
        row,
    },
};

/// How far the copy into this store is.
pub(crate) static COPIES: Table = Table::plain(81, "copies", Kind::Progress, &[Column::text("name")]);

/// The body of the row in [`COPIES`].
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct CopyState {
    /// Which store is copied.
    #[n(1)]
    pub(super) source: ByteArray<32>,
    /// The table that is being copied, by its number; those before it are done.
    #[n(2)]
    pub(super) table: Option<u16>,
    /// The last key of it that is there.
    #[n(3)]
    pub(super) after: Option<ByteVec>,
    /// All tables are there.
    #[n(4)]
    pub(super) tables_done: bool,
    /// The last entry of the feed that is there, by its place in the old store.
    #[n(5)]
    pub(super) feed: ByteVec,
    /// Rows copied.
    #[n(6)]
    pub(super) rows: u64,
    /// Everything is there and was compared.
    #[n(7)]
    pub(super) finished: bool,
}

impl CopyState {
    pub(super) fn new(source: [u8; 32]) -> Self {
        Self {
            source: source.into(),
            table: None,
            after: None,
            tables_done: false,
            feed: Vec::new().into(),
            rows: 0,
            finished: false,
        }
    }

    /// The write that keeps it.
    pub(super) fn op(&self) -> Op {
        Op::Put { table: &COPIES, key: key(), columns: vec![], body: row::encode(self), expect: Expect::Any }
    }
}

impl Stored for CopyState {
    const TABLE: &'static Table = &COPIES;
}

fn key() -> Vec<u8> {
    KeyWriter::new().text("into this store").finish()
}

/// A store that is half of another must not be opened: what is not there yet would be made anew.
///
/// # Errors
/// `unfinished_copy`.
pub(crate) fn refuse_unfinished(rows: &dyn Read) -> Result<()> {
    match get::<CopyState>(rows, &key())? {
        Some(state) if !state.finished => Err(Error::unfinished_copy()),
        _ => Ok(()),
    }
}

/// The copy into a store.
pub(super) fn load(storage: &dyn Storage) -> Result<Option<CopyState>> {
    let mut found = None;
    storage.read(&mut |rows| {
        found = get::<CopyState>(rows, &key())?;
        Ok(())
    })?;
    Ok(found)
}

/// Keeps it by itself.
pub(super) fn save(storage: &dyn Storage, state: &CopyState) -> Result<()> {
    storage.apply(&[state.op()])
}

/// What tells a store from every other: a hash of its secrets; none when it has none, as a store has that was never opened.
pub(super) fn fingerprint(storage: &dyn Storage) -> Result<Option<[u8; 32]>> {
    let mut digest = Sha256::new();
    let mut any = false;
    storage.read(&mut |rows| {
        refuse_unfinished(rows)?;
        (digest, any) = (Sha256::new(), false);
        rows.scan(&SECRETS, &KeyRange::all(), &mut |row| {
            any = true;
            digest.update(row.key);
            digest.update(row.body);
            Flow::Continue(())
        })?;
        Ok(())
    })?;
    Ok(any.then(|| digest.finalize().into()))
}

/// Whether a storage holds nothing at all.
pub(super) fn is_empty(schema: &'static Schema, storage: &dyn Storage) -> Result<bool> {
    let mut empty = storage.feed_start()? == FeedPosition::START;
    storage.read(&mut |rows| {
        for table in copied(schema).chain([&FEED_GROUPS]) {
            empty &= rows.count(table, &KeyRange::all(), 1)? == 0;
        }
        Ok(())
    })?;
    storage.changes(&FeedPosition::START, &mut |_, _| {
        empty = false;
        Flow::Break(())
    })?;
    Ok(empty)
}
