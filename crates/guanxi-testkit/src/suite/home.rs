//! Where a storage under test lives.

use std::{path::Path, sync::Arc};

use guanxi_core::{
    error::Result,
    storage::{
        KeyValue, KvStorage, Memory, Schema, Storage,
        kv::{Batch, View},
    },
};
use tempfile::TempDir;

use super::tables;

type Open = dyn Fn(&Path) -> Result<Box<dyn Storage>> + Send + Sync;
type Tamper = dyn Fn(&Path, &Batch) -> Result<()> + Send + Sync;

/// A directory of its own, and how to open a storage in it, again and again.
pub struct Home {
    directory: TempDir,
    open: Box<Open>,
    tamper: Option<Box<Tamper>>,
}

impl Home {
    /// A storage of any kind.
    pub fn new<S: Storage + 'static>(open: impl Fn(&Path) -> Result<S> + Send + Sync + 'static) -> Self {
        let open = move |path: &Path| Ok(Box::new(open(path)?) as Box<dyn Storage>);
        Self { directory: tempfile::tempdir().expect("a directory"), open: Box::new(open), tamper: None }
    }

    /// A storage on a key-value engine, which can be damaged.
    pub fn key_value<K: KeyValue + 'static>(
        open: impl Fn(&Path) -> Result<KvStorage<K>> + Send + Sync + 'static,
    ) -> Self {
        let open = Arc::new(open);
        let again = open.clone();
        let tamper = move |path: &Path, batch: &Batch| {
            let storage = again(path)?;
            storage.engine().commit(batch, &mut || {})?;
            storage.close()
        };
        Self { tamper: Some(Box::new(tamper)), ..Self::new(move |path| open(path)) }
    }

    /// The storage in memory; opened again, it is the same.
    pub fn in_memory() -> Self {
        let memory = Arc::new(Memory::new());
        Self::key_value(move |_| Ok(KvStorage::new(memory.clone())))
    }

    /// Opens the storage, with the first of the test's schemas.
    pub fn open(&self) -> Box<dyn Storage> {
        self.open_with(&tables::FIRST)
    }

    /// Opens the storage with a schema.
    pub fn open_with(&self, schema: &'static Schema) -> Box<dyn Storage> {
        let storage = self.open_bare();
        storage.prepare(schema).expect("the schema is taken");
        storage
    }

    /// Opens the storage without a schema.
    pub fn open_bare(&self) -> Box<dyn Storage> {
        (self.open)(&self.directory.path().join("shop")).expect("the storage opens")
    }

    /// Writes past the storage, which must not be open; says whether this kind of storage lets it.
    pub fn tamper(&self, batch: &Batch) -> bool {
        let Some(tamper) = &self.tamper else { return false };
        tamper(&self.directory.path().join("shop"), batch).expect("the engine takes the batch");
        true
    }
}

/// All keys and values of a view's space.
pub fn dump(view: &dyn View, space: guanxi_core::storage::Space) -> Vec<(Vec<u8>, Vec<u8>)> {
    use std::ops::Bound::Unbounded;
    let mut all = Vec::new();
    let mut note = |key: &[u8], value: &[u8]| {
        all.push((key.to_vec(), value.to_vec()));
        guanxi_core::storage::Flow::Continue(())
    };
    view.range(space, (Unbounded, Unbounded), false, &mut note).expect("the view reads");
    all
}
