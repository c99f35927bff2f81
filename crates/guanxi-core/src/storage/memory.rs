//! A storage that forgets: the model of what the others do, and the home of tests.

use std::{
    collections::BTreeMap,
    fmt,
    ops::Bound,
    sync::{Arc, PoisonError, RwLock},
};

use super::{
    Capabilities, Flow, Space,
    kv::{Batch, Bounds, KeyValue, KvStorage, View},
};
use crate::error::Result;

/// Keys in memory. A view holds on to the state it began with; a commit beside a view copies what it changes.
#[derive(Default)]
pub struct Memory(RwLock<State>);

type Keys = BTreeMap<Vec<u8>, Arc<[u8]>>;

#[derive(Clone, Default)]
struct State(Arc<BTreeMap<Space, Arc<Keys>>>);

impl Memory {
    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty storage.
    pub fn storage() -> KvStorage<Self> {
        KvStorage::new(Self::new())
    }

    fn state(&self) -> State {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl KeyValue for Memory {
    fn capabilities(&self) -> Capabilities {
        Capabilities::TRANSIENT
    }

    fn compact(&self) -> Result<()> {
        Ok(())
    }

    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        f(&self.state())
    }

    fn commit(&self, batch: &Batch, _: &mut dyn FnMut()) -> Result<()> {
        let mut state = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let spaces = Arc::make_mut(&mut state.0);
        for (space, changes) in batch.spaces() {
            let keys = Arc::make_mut(spaces.entry(space).or_default());
            for (key, value) in changes {
                match value {
                    Some(value) => keys.insert(key.to_vec(), value.into()),
                    None => keys.remove(key),
                };
            }
        }
        Ok(())
    }
}

impl View for State {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        Ok(self.0.get(&space).and_then(|keys| keys.get(key)).map(|value| f(value)).is_some())
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        let Some(keys) = self.0.get(&space) else { return Ok(()) };
        let mut range = keys.range::<[u8], (Bound<&[u8]>, Bound<&[u8]>)>(bounds);
        let _ = match reverse {
            false => range.try_for_each(|(key, value)| f(key, value)),
            true => range.rev().try_for_each(|(key, value)| f(key, value)),
        };
        Ok(())
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory")
    }
}
