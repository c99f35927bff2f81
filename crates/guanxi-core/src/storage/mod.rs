//! Where rows are kept.
//!
//! The core talks to a [`Storage`]: tables of rows with a key, declared columns, indexes over them and a body. An
//! embedded engine supplies less, a [`KeyValue`]; one adapter, [`KvStorage`], makes a
//! storage of it. Both traits are synchronous and object-safe; callbacks take the place of iterators with lifetimes.
//!
//! What every storage keeps, and the conformance suite of `guanxi-testkit` proves:
//!
//! - A write is serializable, all of it or nothing, and on disk when it returns.
//! - A read sees one state, that of an instant; what is not yet durable is not seen.
//! - Every index entry belongs to a row and every row has its entries.

mod cached;
mod gate;
pub mod key;
pub mod kv;
pub mod memory;
mod options;
pub mod row;
pub mod schema;
pub mod sql;
pub mod tables;
mod view;
mod want;

use std::ops::{Bound, ControlFlow};

pub(crate) use self::cached::Cached;
pub use self::schema::{Column, ColumnType, Index, Kind, Schema, Space, Table};
pub(crate) use self::view::shows;
pub use self::{
    gate::Gate,
    kv::{KeyValue, KvStorage},
    memory::Memory,
    options::OpenOptions,
    view::{FoundBy, View, ViewColumn},
    want::{BODY_ID, By, Hop, Want},
};
use crate::error::{Error, Result};

/// One value of a declared column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing; unique indexes leave rows with it out.
    Null,
    /// A whole number, a count of microseconds, an amount.
    Int(i64),
    /// Sixteen bytes: an id or a keyed hash.
    Id([u8; 16]),
    /// Text.
    Text(String),
}

/// A row as a storage shows it, borrowed for the time of a callback.
#[derive(Clone, Copy, Debug)]
pub struct RowRef<'a> {
    /// The encoded key: see [`key`].
    pub key: &'a [u8],
    /// Counts the writes of this row, from 1; 0 in tables that are not tracked.
    pub version: u64,
    /// The encoded columns: [`columns`](RowRef::columns) reads them.
    pub encoded_columns: &'a [u8],
    /// What the core keeps in the row: see [`row`].
    pub body: &'a [u8],
}

impl RowRef<'_> {
    /// The declared columns' values.
    ///
    /// # Errors
    /// `corrupt` when the stored bytes are no columns of this table.
    pub fn columns(&self, table: &Table) -> Result<Vec<Value>> {
        key::decode_columns(table, self.encoded_columns)
    }

    /// The row as a value of its own.
    ///
    /// # Errors
    /// As [`columns`](Self::columns).
    pub fn to_owned(&self, table: &Table) -> Result<Row> {
        let columns = self.columns(table)?;
        Ok(Row { key: self.key.to_vec(), version: self.version, columns, body: self.body.to_vec() })
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The encoded key.
    pub key: Vec<u8>,
    /// Counts the writes of this row, from 1; 0 in tables that are not tracked.
    pub version: u64,
    /// The declared columns' values, in their order.
    pub columns: Vec<Value>,
    /// What the core keeps in the row.
    pub body: Vec<u8>,
}

/// What must be true of the row before a write, else the whole write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Anything.
    Any,
    /// No row has this key, else `duplicate`.
    Absent,
    /// The row has this version, else `stale_version`. Tracked tables only.
    Version(u64),
}

/// One write.
#[derive(Clone, Debug)]
pub enum Op {
    /// Writes a row whole.
    Put {
        /// Where.
        table: &'static Table,
        /// Its encoded key.
        key: Vec<u8>,
        /// Its columns, as many as the table declares.
        columns: Vec<Value>,
        /// Its body.
        body: Vec<u8>,
        /// What must be true before.
        expect: Expect,
    },
    /// Removes a row; nothing happens when there is none (and anything is expected).
    Delete {
        /// Where.
        table: &'static Table,
        /// Its encoded key.
        key: Vec<u8>,
        /// What must be true before.
        expect: Expect,
    },
    /// Adds to a whole-number column of a row of a tracked table; a missing row starts with that column 0, every
    /// other `Null`, and an empty body.
    Add {
        /// Where.
        table: &'static Table,
        /// Its encoded key.
        key: Vec<u8>,
        /// Which column, by its position.
        column: usize,
        /// What to add, negative to take.
        delta: i64,
        /// The sum may not fall below it, else `below_floor`.
        floor: Option<i64>,
    },
}

/// Which rows a scan visits: a range of encoded keys, and from where to go on.
#[derive(Clone, Debug)]
pub struct KeyRange {
    /// The lower end.
    pub from: Bound<Vec<u8>>,
    /// The upper end.
    pub to: Bound<Vec<u8>>,
    /// From the upper end downwards.
    pub reverse: bool,
    /// Go on after this place: what an earlier scan of the same range returned.
    pub after: Option<Vec<u8>>,
}

impl KeyRange {
    /// Every row.
    pub fn all() -> Self {
        Self { from: Bound::Unbounded, to: Bound::Unbounded, reverse: false, after: None }
    }

    /// Every row whose key starts with these bytes.
    pub fn prefix(prefix: &[u8]) -> Self {
        let to = key::after_prefix(prefix).map_or(Bound::Unbounded, Bound::Excluded);
        Self { from: Bound::Included(prefix.to_vec()), to, reverse: false, after: None }
    }

    /// The same rows from the upper end downwards.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        self.reverse = !self.reverse;
        self
    }

    /// The same rows, going on after the place an earlier scan returned.
    #[must_use]
    pub fn after(mut self, resume: Option<Vec<u8>>) -> Self {
        self.after = resume;
        self
    }

    /// The two ends with `after` worked in; `None` when nothing can lie between them.
    pub fn bounds(&self) -> Option<kv::Bounds<'_>> {
        fn slice(bound: &Bound<Vec<u8>>) -> Bound<&[u8]> {
            match bound {
                Bound::Included(b) => Bound::Included(b),
                Bound::Excluded(b) => Bound::Excluded(b),
                Bound::Unbounded => Bound::Unbounded,
            }
        }
        let (mut from, mut to) = (slice(&self.from), slice(&self.to));
        match (&self.after, self.reverse) {
            (Some(after), false) => from = Bound::Excluded(after),
            (Some(after), true) => to = Bound::Excluded(after),
            (None, _) => {}
        }
        let empty = match (from, to) {
            (Bound::Included(a), Bound::Included(b)) => a > b,
            (Bound::Included(a) | Bound::Excluded(a), Bound::Included(b) | Bound::Excluded(b)) => a >= b,
            _ => false,
        };
        (!empty).then_some((from, to))
    }
}

/// Whether a scan goes on.
pub type Flow = ControlFlow<()>;

/// Reads one state of the storage.
pub trait Read {
    /// Shows the row of this key, if there is one, and says whether there was.
    ///
    /// # Errors
    /// `corrupt`, `io`.
    fn get(&self, table: &'static Table, key: &[u8], f: &mut dyn FnMut(RowRef<'_>)) -> Result<bool>;

    /// Shows the rows of several keys, with the position of each in `keys`; keys without a row are passed over.
    ///
    /// # Errors
    /// As [`get`](Read::get).
    fn get_many(
        &self,
        table: &'static Table,
        keys: &[Vec<u8>],
        f: &mut dyn FnMut(usize, RowRef<'_>),
    ) -> Result<()> {
        for (i, key) in keys.iter().enumerate() {
            self.get(table, key, &mut |row| f(i, row))?;
        }
        Ok(())
    }

    /// Shows the rows of a range in the order of their keys, until the callback breaks. Returns from where to go on,
    /// `None` when the range came to its end.
    ///
    /// # Errors
    /// As [`get`](Read::get).
    fn scan(
        &self,
        table: &'static Table,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>>;

    /// The same in the order of an index, over a range of its encoded columns (see [`key::KeyWriter`]).
    ///
    /// # Errors
    /// As [`get`](Read::get).
    fn scan_index(
        &self,
        table: &'static Table,
        index: &'static Index,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>>;

    /// How many rows a range holds, counting no further than `at_most`.
    ///
    /// # Errors
    /// As [`get`](Read::get).
    fn count(&self, table: &'static Table, range: &KeyRange, at_most: u64) -> Result<u64>;

    /// Tells what will be read soon. A storage whose reads are trips fetches it now, in one, and answers from that later;
    /// see [`Capabilities::asks_ahead`]. What is read is the same with this and without.
    ///
    /// # Errors
    /// As [`get`](Read::get).
    fn want(&self, wants: &[Want]) -> Result<()> {
        let _ = wants;
        Ok(())
    }
}

/// Reads and writes inside one transaction; reads see its own writes.
pub trait Write: Read {
    /// Does one write.
    ///
    /// # Errors
    /// In this order: `stale_version` or `duplicate` from [`Expect`], `duplicate` of a unique index, `below_floor`,
    /// `corrupt`, `io`. After an error the transaction must end in one.
    fn op(&mut self, op: &Op) -> Result<()>;

    /// Appends an entry to the feed, to be given out by [`Storage::changes`] once this transaction is committed.
    ///
    /// # Errors
    /// `io`.
    fn append_feed(&mut self, entry: &[u8]) -> Result<()>;
}

/// A place in the feed. Its bytes mean something to the storage that gave it only; [`FeedPosition::START`] comes
/// before every entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeedPosition(pub Vec<u8>);

impl FeedPosition {
    /// Before every entry.
    pub const START: Self = Self(Vec::new());
}

/// What a storage can do beyond the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Capabilities {
    /// What was committed outlives the process.
    pub durable: bool,
    /// Several processes may have it open at once.
    pub multi_process: bool,
    /// Reads go on while a write runs.
    pub concurrent_reads: bool,
    /// Reads are trips to a server: it is worth telling ahead what will be read.
    pub asks_ahead: bool,
    /// People read its tables with SQL: [`Storage::show`] makes views.
    pub sql: bool,
}

impl Capabilities {
    /// An embedded storage: durable, one process, readers beside the writer.
    pub const EMBEDDED: Self =
        Self { durable: true, multi_process: false, concurrent_reads: true, asks_ahead: false, sql: false };
    /// A storage that forgets.
    pub const TRANSIENT: Self =
        Self { durable: false, multi_process: false, concurrent_reads: true, asks_ahead: false, sql: false };
}

/// Keeps rows. Open to be implemented; `guanxi-testkit` has the suite that an implementation must pass.
pub trait Storage: Send + Sync {
    /// What it can do beyond the least.
    fn capabilities(&self) -> Capabilities;

    /// Makes the tables of this schema, or brings older ones up to it. Called once after opening.
    ///
    /// # Errors
    /// `newer_format` when the data was written by a newer version; nothing is changed then.
    fn prepare(&self, schema: &'static Schema) -> Result<()>;

    /// Makes these views, in place of older ones of their names. Called after [`prepare`](Storage::prepare); a storage
    /// that is not read with SQL has none.
    ///
    /// # Errors
    /// `io`, `corrupt`.
    fn show(&self, _views: &[View]) -> Result<()> {
        Ok(())
    }

    /// Runs a closure on one state. Where the connection to a server breaks it runs again on another one, so it has no
    /// effects of its own.
    ///
    /// # Errors
    /// What the closure returned; `closed`; `io`, `corrupt`.
    fn read(&self, f: &mut dyn FnMut(&dyn Read) -> Result<()>) -> Result<()>;

    /// The same on a state that may be some time behind, for figures over much data: a storage with copies to read from
    /// asks one of them. It never sees the writes of this process for certain.
    ///
    /// # Errors
    /// As [`read`](Storage::read).
    fn read_stale(&self, f: &mut dyn FnMut(&dyn Read) -> Result<()>) -> Result<()> {
        self.read(f)
    }

    /// Runs a closure in a serializable transaction; on `Ok` its writes are on disk when this returns, on an error
    /// or a panic nothing of it is kept. The closure runs again after a conflict, so it has no effects of its own.
    ///
    /// # Errors
    /// What the closure returned; `closed`; `contended` after too many conflicts; `unknown_outcome`; `disk_full`,
    /// `io`, `corrupt`.
    fn write(&self, f: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()>;

    /// Does several writes at once, all or none, without reads between: the hot path.
    ///
    /// # Errors
    /// As [`write`](Storage::write) and [`Write::op`].
    fn apply(&self, ops: &[Op]) -> Result<()> {
        self.write(&mut |tx| ops.iter().try_for_each(|op| tx.op(op)))
    }

    /// Shows the feed's entries after a position, in commit order, until the callback breaks.
    ///
    /// # Errors
    /// `invalid_cursor` when the position is not of this storage; `cursor_expired` when entries after it were dropped
    /// (never for [`FeedPosition::START`], which means the first that is kept); `closed`; `io`, `corrupt`.
    fn changes(&self, after: &FeedPosition, f: &mut dyn FnMut(&FeedPosition, &[u8]) -> Flow) -> Result<()>;

    /// The last entry of the feed that was dropped; [`FeedPosition::START`] when none was.
    ///
    /// # Errors
    /// `closed`; `io`, `corrupt`.
    fn feed_start(&self) -> Result<FeedPosition> {
        Ok(FeedPosition::START)
    }

    /// The last entry of the feed; [`FeedPosition::START`] when it is empty. Entries that are committed after the call
    /// began may lie behind it.
    ///
    /// # Errors
    /// `closed`; `io`, `corrupt`.
    fn feed_end(&self) -> Result<FeedPosition> {
        let mut end = self.feed_start()?;
        self.changes(&end.clone(), &mut |at, _| {
            end.clone_from(at);
            Flow::Continue(())
        })?;
        Ok(end)
    }

    /// Drops the feed's entries up to this position and with it, for ever. The position is one that
    /// [`changes`](Storage::changes) gave, and not that of the newest entry, which stays.
    ///
    /// # Errors
    /// `unsupported`; `closed`; `disk_full`, `io`, `corrupt`.
    fn drop_feed(&self, _until: &FeedPosition) -> Result<()> {
        Err(Error::unsupported("drop entries of the feed"))
    }

    /// Looks every index entry up in its row and every row in its indexes, and tells each difference.
    ///
    /// # Errors
    /// `closed`; `io`, `corrupt` when it cannot even be read.
    fn check(&self, report: &mut dyn FnMut(String)) -> Result<()>;

    /// Writes its files anew, so that no byte of what was removed or replaced is left in them. Other calls wait.
    ///
    /// # Errors
    /// `unsupported`; `contended` while another process reads; `closed`; `disk_full`, `io`, `corrupt`.
    fn compact(&self) -> Result<()> {
        Err(Error::unsupported("write its files anew; copy the store into a new one and remove the old one"))
    }

    /// Bytes on disk, 0 where there is no disk.
    ///
    /// # Errors
    /// `io`.
    fn size_on_disk(&self) -> Result<u64> {
        Ok(0)
    }

    /// Lets go of every file lock, as a phone app must before it sleeps. The next call takes them again.
    ///
    /// # Errors
    /// `io`.
    fn suspend(&self) -> Result<()> {
        Ok(())
    }

    /// Closes it after the calls under way; every later call gives `closed`. Closing again does nothing.
    ///
    /// # Errors
    /// `io`.
    fn close(&self) -> Result<()>;
}
