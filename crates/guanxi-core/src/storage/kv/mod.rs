//! What an embedded engine supplies, and the one adapter that makes a [`Storage`] of it.
//!
//! An engine is a [`KeyValue`]: spaces of ordered keys, a view of one state, and a batch that is written whole and is
//! on disk afterwards. [`KvStorage`] adds everything else, once for all engines: rows and their versions, indexes,
//! sums with a floor, the feed, the upgrade of older stores, and group commit.
//!
//! | file | holds |
//! |---|---|
//! | [`batch`](Batch) | the changes of one commit |
//! | [`changes`](Changes) | the same as bytes, for engines with a log |
//! | `commit` | group commit: many callers, one trip to the disk |
//! | `transaction` | what a write sees: its own changes over those under way over what is on disk |
//! | `rows` | rows as bytes, and the reads |
//! | `ops` | the writes |
//! | `feed` | where the feed begins once entries were dropped |
//! | `index` | index entries |
//! | `prepare` | new stores, upgrades, indexes built in steps |
//! | `check` | every index entry against its row, both ways |
//! | [`reopening`](Reopening) | for engines: opened again after a failure or a pause |
//! | [`opened`](Opened) | for engines: what is opened once for each space |
//! | [`chunked`](Chunked) | for engines: large values in parts |
//! | `prefix` | for engines: many spaces of keys [in one](under) |

mod batch;
mod changes;
mod check;
mod chunked;
mod commit;
mod feed;
mod index;
mod opened;
mod ops;
mod prefix;
mod prepare;
mod reopening;
mod rows;
#[cfg(test)]
mod tests;
mod transaction;

use std::{
    fmt,
    ops::Bound,
    sync::{Arc, Mutex, PoisonError},
};

pub use self::{
    batch::Batch, changes::Changes, chunked::Chunked, commit::CommitStats, opened::Opened, prefix::under,
    reopening::Reopening,
};
use self::{commit::GroupCommit, rows::Rows, transaction::Transaction};
use super::{Capabilities, FeedPosition, Flow, Gate, Read, Schema, Space, Storage, Write};
use crate::error::{Error, Result};

/// Where the adapter keeps what it knows of the store itself.
pub(super) const META: Space = Space { number: u16::MAX, name: "store" };
/// Where the adapter keeps the feed.
pub(super) const FEED: Space = Space { number: u16::MAX - 1, name: "feed" };

/// A lower and an upper end of keys. An engine is never given ends that cross.
pub type Bounds<'a> = (Bound<&'a [u8]>, Bound<&'a [u8]>);

/// An embedded engine. Open to be implemented; its crate adds nothing to what stands here.
pub trait KeyValue: Send + Sync {
    /// What it can do beyond the least.
    fn capabilities(&self) -> Capabilities {
        Capabilities::EMBEDDED
    }

    /// Runs a closure on one state: what is committed meanwhile is not seen by it.
    ///
    /// # Errors
    /// What the closure returned; `io`, `corrupt`.
    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()>;

    /// Writes a batch whole, or nothing of it; it is on disk when this returns. Never called by two threads at once.
    /// After an error, the next call finds the engine in working order, with what is on disk.
    ///
    /// An engine that has the batch on disk before views show it may call `on_disk` then: callers are answered, and see the
    /// batch over the engine's own state until this returns. After that no failure loses the batch.
    ///
    /// # Errors
    /// `disk_full`, `io`, `corrupt`.
    fn commit(&self, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()>;

    /// Bytes on disk, 0 where there is no disk.
    ///
    /// # Errors
    /// `io`.
    fn size_on_disk(&self) -> Result<u64> {
        Ok(0)
    }

    /// Writes its files anew, so that no byte of what was removed or replaced is left in them. No other call is under way.
    ///
    /// # Errors
    /// `unsupported`; `disk_full`, `io`, `corrupt`.
    fn compact(&self) -> Result<()> {
        Err(Error::unsupported("write its files anew; copy the store into a new one and remove the old one"))
    }

    /// Lets go of every file lock; the next call takes them again. No other call is under way.
    ///
    /// # Errors
    /// `io`.
    fn suspend(&self) -> Result<()> {
        Ok(())
    }

    /// Closes the files. No other call is under way, and none follows.
    ///
    /// # Errors
    /// `io`.
    fn close(&self) -> Result<()> {
        self.suspend()
    }
}

/// One state of an engine. A space that was never written to is empty.
pub trait View {
    /// Shows the value of this key, if there is one, and says whether there was.
    ///
    /// # Errors
    /// `io`, `corrupt`.
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool>;

    /// Shows the keys between two ends with their values, upwards or downwards, until the callback breaks. The
    /// callback may read from the same view.
    ///
    /// # Errors
    /// `io`, `corrupt`.
    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()>;
}

impl<V: View + ?Sized> View for &V {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        (**self).get(space, key, f)
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        (**self).range(space, bounds, reverse, f)
    }
}

impl<V: View + ?Sized> View for &mut V {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        (**self).get(space, key, f)
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        (**self).range(space, bounds, reverse, f)
    }
}

/// An engine that several hold.
impl<K: KeyValue + ?Sized> KeyValue for Arc<K> {
    fn capabilities(&self) -> Capabilities {
        (**self).capabilities()
    }

    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        (**self).view(f)
    }

    fn commit(&self, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()> {
        (**self).commit(batch, on_disk)
    }

    fn size_on_disk(&self) -> Result<u64> {
        (**self).size_on_disk()
    }

    fn compact(&self) -> Result<()> {
        (**self).compact()
    }

    fn suspend(&self) -> Result<()> {
        (**self).suspend()
    }

    fn close(&self) -> Result<()> {
        (**self).close()
    }
}

/// A [`Storage`] on a [`KeyValue`].
pub struct KvStorage<K> {
    engine: K,
    gate: Gate,
    commits: GroupCommit,
    schema: Mutex<Option<&'static Schema>>,
}

impl<K: KeyValue> KvStorage<K> {
    /// A storage on this engine.
    pub fn new(engine: K) -> Self {
        Self { engine, gate: Gate::default(), commits: GroupCommit::default(), schema: Mutex::new(None) }
    }

    /// The engine beneath. To write to it past the storage is to damage the store; tests do.
    pub fn engine(&self) -> &K {
        &self.engine
    }

    /// The engine, to put something between it and a storage.
    pub fn into_engine(self) -> K {
        self.engine
    }

    /// How often the engine committed so far, and how many writes that was.
    pub fn commits(&self) -> CommitStats {
        self.commits.stats()
    }

    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        let _inside = self.gate.enter()?;
        self.commits.view(&self.engine, f)
    }

    fn transact(&self, f: &mut dyn FnMut(&mut Transaction<'_>) -> Result<()>) -> Result<()> {
        let _inside = self.gate.enter()?;
        self.commits.write(&self.engine, f)
    }

    fn schema(&self) -> Option<&'static Schema> {
        *self.schema.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: KeyValue> Storage for KvStorage<K> {
    fn capabilities(&self) -> Capabilities {
        self.engine.capabilities()
    }

    fn prepare(&self, schema: &'static Schema) -> Result<()> {
        prepare::prepare(self, schema)?;
        *self.schema.lock().unwrap_or_else(PoisonError::into_inner) = Some(schema);
        Ok(())
    }

    fn read(&self, f: &mut dyn FnMut(&dyn Read) -> Result<()>) -> Result<()> {
        self.view(&mut |view| f(&Rows(view)))
    }

    fn write(&self, f: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        self.transact(&mut |tx| f(&mut Rows(tx)))
    }

    fn changes(&self, after: &FeedPosition, f: &mut dyn FnMut(&FeedPosition, &[u8]) -> Flow) -> Result<()> {
        let from = match after.0.len() {
            0 => Bound::Unbounded,
            8 => Bound::Excluded(&after.0[..]),
            _ => return Err(Error::cursor("it is no place in this feed")),
        };
        self.view(&mut |view| {
            if *after != FeedPosition::START && *after < feed::start(view)? {
                return Err(Error::cursor_expired());
            }
            let mut place = FeedPosition(Vec::with_capacity(8));
            view.range(FEED, (from, Bound::Unbounded), false, &mut |key, entry| {
                place.0.clear();
                place.0.extend_from_slice(key);
                f(&place, entry)
            })?;
            let at_end = place.0.is_empty() && *after != FeedPosition::START;
            if at_end && !view.get(FEED, &after.0, &mut |_| {})? {
                return Err(Error::cursor("it lies after the end of this feed"));
            }
            Ok(())
        })
    }

    fn feed_start(&self) -> Result<FeedPosition> {
        let mut start = FeedPosition::START;
        self.view(&mut |view| feed::start(view).map(|found| start = found))?;
        Ok(start)
    }

    fn feed_end(&self) -> Result<FeedPosition> {
        let mut end = FeedPosition::START;
        self.view(&mut |view| {
            view.range(FEED, (Bound::Unbounded, Bound::Unbounded), true, &mut |key, _| {
                end = FeedPosition(key.to_vec());
                Flow::Break(())
            })
        })?;
        Ok(end)
    }

    fn drop_feed(&self, until: &FeedPosition) -> Result<()> {
        self.transact(&mut |tx| feed::set_start(tx, until))?;
        let mut more = true;
        while more {
            self.transact(&mut |tx| feed::drop_some(tx, until).map(|left| more = left))?;
        }
        Ok(())
    }

    fn check(&self, report: &mut dyn FnMut(String)) -> Result<()> {
        let schema =
            self.schema().ok_or_else(|| Error::internal("a storage is checked before it was prepared"))?;
        self.view(&mut |view| check::check(view, schema, report))
    }

    fn size_on_disk(&self) -> Result<u64> {
        let _inside = self.gate.enter()?;
        self.engine.size_on_disk()
    }

    fn compact(&self) -> Result<()> {
        let _alone = self.gate.enter_alone()?;
        self.engine.compact()
    }

    fn suspend(&self) -> Result<()> {
        let _alone = self.gate.enter_alone()?;
        self.engine.suspend()
    }

    fn close(&self) -> Result<()> {
        self.gate.close(|| self.engine.close())
    }
}

impl<K> fmt::Debug for KvStorage<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KvStorage")
    }
}
