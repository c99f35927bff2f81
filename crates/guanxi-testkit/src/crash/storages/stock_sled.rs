//! sled as its documentation has it: a transaction and `flush()`, which on Linux is no fsync.
//!
//! What `guanxi-sled` adds to this is what the power cuts are about.

use std::{
    ops::Bound,
    path::Path,
    sync::{PoisonError, RwLock},
};

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Flow, Space,
        kv::{Batch, Bounds, KeyValue, View},
    },
};
use sled::transaction::{ConflictableTransactionError, TransactionError};

/// The engine: all spaces in one tree, their numbers in front of the keys.
#[derive(Debug)]
pub(super) struct StockSled {
    db: sled::Db,
    // sled has no snapshots: views and commits take turns.
    turns: RwLock<()>,
}

impl StockSled {
    pub(super) fn open(path: &Path) -> Result<Self> {
        Ok(Self { db: sled::open(path).map_err(failed)?, turns: RwLock::default() })
    }
}

impl KeyValue for StockSled {
    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        let _turn = self.turns.read().unwrap_or_else(PoisonError::into_inner);
        f(&Tree(&self.db))
    }

    fn commit(&self, batch: &Batch, _: &mut dyn FnMut()) -> Result<()> {
        let _turn = self.turns.write().unwrap_or_else(PoisonError::into_inner);
        let written = self.db.transaction(|tx| {
            for (space, changes) in batch.spaces() {
                for (key, value) in changes {
                    match value {
                        Some(value) => drop(tx.insert(at(space, key), value)?),
                        None => drop(tx.remove(at(space, key))?),
                    }
                }
            }
            tx.flush();
            Ok::<_, ConflictableTransactionError<()>>(())
        });
        match written {
            Ok(()) => Ok(()),
            Err(TransactionError::Storage(e)) => Err(failed(e)),
            Err(TransactionError::Abort(())) => Err(Error::internal("sled aborted by itself")),
        }
    }
}

struct Tree<'a>(&'a sled::Db);

impl View for Tree<'_> {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        let value = self.0.get(at(space, key)).map_err(failed)?;
        value.iter().for_each(|value| f(value));
        Ok(value.is_some())
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        let end = space
            .number
            .checked_add(1)
            .map_or(Bound::Unbounded, |n| Bound::Excluded(n.to_be_bytes().to_vec()));
        let lower = match bounds.0 {
            Bound::Unbounded => Bound::Included(at(space, &[])),
            given => given.map(|key| at(space, key)),
        };
        let upper = if bounds.1 == Bound::Unbounded { end } else { bounds.1.map(|key| at(space, key)) };
        let mut range = self.0.range((lower, upper));
        while let Some(pair) = if reverse { range.next_back() } else { range.next() } {
            let (key, value) = pair.map_err(failed)?;
            if f(&key[2..], &value).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn at(space: Space, key: &[u8]) -> Vec<u8> {
    [&space.number.to_be_bytes(), key].concat()
}

fn failed(e: sled::Error) -> Error {
    match e {
        sled::Error::Io(e) => Error::io("sled", e),
        sled::Error::Corruption { .. } => Error::corrupt("sled", "sled says so"),
        other => Error::internal(other),
    }
}
