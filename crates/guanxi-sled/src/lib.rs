//! sled as a storage of guanxi, behind a wrapper that makes it durable.
//!
//! sled 0.34.7 is known, not maintained, and by itself not durable on Linux. What this wrapper does about it:
//!
//! | trouble | cure |
//! |---|---|
//! | its `flush` is no fsync on Linux | after it, `sync_data` on a handle of ours, then the commit is acknowledged |
//! | an interrupted `snap.*.generating` makes a store that never opens again | removed before opening |
//! | it has no lock on phones | a lock file of ours |
//! | an interrupted first start leaves torn settings | made under another name, synced, renamed |
//! | no reader sees a state: every step sees the newest | readers and the committer exclude each other |
//! | large log messages go to files that it never syncs | values are kept in chunks of 4 KiB |
//! | an error leaves it in a state of its own | opened again at the next call |
//!
//! A store is a directory with `data.sled` and `lock` in it. There is one tree, for one batch of one tree is the one
//! atomic write that needs no reads; keys start with the number of their space. Left over: memory is not bounded by
//! the cache, some 200,000 customers are its size, and after an I/O error in a commit sled may keep a part of it.

use std::{
    fmt,
    fs::File,
    ops::Bound,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Capabilities, Flow, KeyValue, KvStorage, OpenOptions, Space,
        kv::{Batch, Bounds, Reopening, View},
    },
};
use sled::Db;

mod chunks;
mod file;
#[cfg(test)]
mod tests;

/// A sled database.
pub struct Sled {
    directory: PathBuf,
    /// Readers share it; the committer has it alone.
    open: Reopening<Open>,
}

/// What is open. Its parts are closed in this order, the lock last.
struct Open {
    db: Db,
    /// The data file once more, to sync it.
    data: File,
    _lock: File,
}

impl Sled {
    /// Opens the store in a directory.
    ///
    /// # Errors
    /// `no_store` when it is not there and may not be made, `locked`, `corrupt`, `disk_full`, `io`.
    pub fn open(directory: impl AsRef<Path>, options: &OpenOptions) -> Result<KvStorage<Self>> {
        let (place, options) = (directory.as_ref().to_owned(), options.clone());
        let directory = place.clone();
        let made = AtomicBool::new(!options.create); // a store that vanished is not made anew
        let open = Reopening::new(move || {
            file::open(&place, options.cache_bytes as u64, !made.swap(true, Ordering::Relaxed))
        })?;
        Ok(KvStorage::new(Self { directory, open }))
    }

    /// Runs a piece of sled.
    fn guard<T>(&self, f: impl FnOnce() -> sled::Result<T>) -> Result<T> {
        self.open.guard(|| f().map_err(|e| file::error(&self.directory, e)))
    }
}

impl KeyValue for Sled {
    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::EMBEDDED;
        capabilities.concurrent_reads = false;
        capabilities
    }

    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        self.open.beside(|open| f(&Snapshot { sled: self, db: &open.db }))
    }

    fn commit(&self, batch: &Batch) -> Result<()> {
        self.open.alone(|Open { db, data, .. }| {
            self.guard(|| {
                db.apply_batch(chunks::encode(db, batch)?)?;
                db.flush()?;
                Ok(data.sync_data()?)
            })
        })
    }

    fn size_on_disk(&self) -> Result<u64> {
        self.open.beside(|open| self.guard(|| open.db.size_on_disk()))
    }

    fn suspend(&self) -> Result<()> {
        self.open.let_go(|open| {
            drop(open);
            Ok(())
        })
    }

    fn close(&self) -> Result<()> {
        self.suspend()
    }
}

/// The state of the database while no commit runs.
struct Snapshot<'a> {
    sled: &'a Sled,
    db: &'a Db,
}

impl View for Snapshot<'_> {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        let found = self.sled.guard(|| self.db.get(chunks::key(space, key)))?;
        let Some(value) = found else { return Ok(false) };
        self.show(space, key, &value, f).map(|()| true)
    }

    fn range(
        &self,
        space: Space,
        (from, to): Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        let from = match from {
            Bound::Unbounded => Bound::Included(chunks::key(space, &[])),
            bound => bound.map(|key| chunks::key(space, key)),
        };
        let to = match to {
            Bound::Unbounded => Bound::Excluded(chunks::end(space)),
            bound => bound.map(|key| chunks::key(space, key)),
        };
        let mut rows = self.db.range((from, to));
        while let Some((key, value)) = self.sled.guard(|| {
            let next = if reverse { rows.next_back() } else { rows.next() };
            next.transpose()
        })? {
            let key = &key[chunks::PREFIX..];
            let mut flow = Flow::Continue(());
            self.show(space, key, &value, &mut |value| flow = f(key, value))?;
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl Snapshot<'_> {
    fn show(&self, space: Space, key: &[u8], stored: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<()> {
        let whole = self.sled.guard(|| chunks::decode(self.db, space, key, stored))?;
        let missing = || Error::corrupt(self.sled.directory.display(), "a part of a value is missing");
        f(&whole.ok_or_else(missing)?);
        Ok(())
    }
}

impl fmt::Debug for Sled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sled({})", self.directory.display())
    }
}
