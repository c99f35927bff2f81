//! sled as a storage of guanxi, behind a wrapper that makes it durable.
//!
//! sled 0.34.7 is known, not maintained, and by itself not durable on Linux. What this wrapper does about it:
//!
//! | trouble | cure |
//! |---|---|
//! | its `flush` is no fsync on Linux | after it, `sync_data` on a handle of ours, then the commit is acknowledged |
//! | a new segment's header calls stable what no fsync covered, and recovery then passes over holes in it | what reading left (it mends splits) is synced before a batch, and nothing is written in the background |
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

use std::path::{Path, PathBuf};

use guanxi_core::{
    error::Result,
    storage::{
        Capabilities, Flow, KeyValue, KvStorage, OpenOptions, Space,
        kv::{Batch, Bounds, Chunked, Reopening, View, under},
    },
};
use guanxi_files as files;
use sled::Db;

use crate::file::Open;

mod file;
#[cfg(test)]
mod tests;

/// A larger log message than a quarter of a segment goes to a file that sled never syncs, and a tree page with many
/// large values is one message.
const LARGEST_VALUE: usize = 4096;

/// A sled database.
#[derive(Debug)]
pub struct Sled {
    data: PathBuf,
    /// Readers share it; the committer has it alone.
    open: Reopening<Open>,
}

impl Sled {
    /// Opens the store in a directory.
    ///
    /// # Errors
    /// `no_store` when it is not there and may not be made, `locked`, `corrupt`, `disk_full`, `io`.
    pub fn open(directory: impl AsRef<Path>, options: &OpenOptions) -> Result<KvStorage<Chunked<Self>>> {
        let (directory, cache) = (directory.as_ref().to_owned(), options.cache_bytes as u64);
        let data = files::find_or_make(&directory, "data.sled", options.create, |new| {
            file::start(new, cache).map(drop)
        })?;
        let place = data.clone();
        let open = Reopening::new(move || Open::new(&directory, &place, cache))?;
        Ok(KvStorage::new(Chunked::new(Self { data, open }, LARGEST_VALUE)))
    }

    /// Runs a piece of sled.
    fn guard<T>(&self, f: impl FnOnce() -> sled::Result<T>) -> Result<T> {
        self.open.guard(|| f().map_err(|e| file::error(&self.data, e)))
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

    fn commit(&self, batch: &Batch, _: &mut dyn FnMut()) -> Result<()> {
        let mut changes = sled::Batch::default();
        for (space, of_space) in batch.spaces() {
            for (key, value) in of_space {
                match value {
                    Some(value) => changes.insert(key_of(space, key), value),
                    None => changes.remove(key_of(space, key)),
                }
            }
        }
        self.open.alone(|Open { db, data, .. }| {
            self.guard(|| {
                if db.flush()? > 0 {
                    data.sync_data()?;
                }
                db.apply_batch(changes)?;
                db.flush()?;
                Ok(data.sync_data()?)
            })
        })
    }

    fn size_on_disk(&self) -> Result<u64> {
        files::size(&self.data).map_err(|e| files::error(&self.data, e))
    }

    fn suspend(&self) -> Result<()> {
        self.open.let_go(|open| {
            drop(open);
            Ok(())
        })
    }
}

/// The state of the database while no commit runs.
struct Snapshot<'a> {
    sled: &'a Sled,
    db: &'a Db,
}

impl View for Snapshot<'_> {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        let found = self.sled.guard(|| self.db.get(key_of(space, key)))?;
        Ok(found.map(|value| f(&value)).is_some())
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        let mut rows = self.db.range(under(&space.number.to_be_bytes(), bounds));
        while let Some((key, value)) = self.sled.guard(|| {
            let next = if reverse { rows.next_back() } else { rows.next() };
            next.transpose()
        })? {
            if f(&key[size_of_val(&space.number)..], &value).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn key_of(space: Space, key: &[u8]) -> Vec<u8> {
    [&space.number.to_be_bytes(), key].concat()
}
