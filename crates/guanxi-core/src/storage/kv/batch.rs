//! The changes of one commit.

use std::{
    collections::{BTreeMap, btree_map},
    fmt,
};

use super::{Bounds, Space};

/// The changes of one space in the order of their keys: a key with its new value, `None` for a key to be removed.
pub(super) type Changed = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Changes that are written together or not at all. Each key is there once, in order.
#[derive(Clone, Default)]
pub struct Batch(BTreeMap<Space, Changed>);

impl Batch {
    /// No change.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a key's value.
    pub fn put(&mut self, space: Space, key: Vec<u8>, value: Vec<u8>) {
        self.0.entry(space).or_default().insert(key, Some(value));
    }

    /// Removes a key, which need not exist.
    pub fn delete(&mut self, space: Space, key: Vec<u8>) {
        self.0.entry(space).or_default().insert(key, None);
    }

    /// Whether there is no change.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many keys change.
    pub fn len(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }

    /// The changes, space by space in the order of their numbers, keys in their order; `None` removes a key.
    pub fn spaces(&self) -> impl Iterator<Item = (Space, impl Iterator<Item = (&[u8], Option<&[u8]>)>)> {
        self.0
            .iter()
            .map(|(space, changed)| (*space, changed.iter().map(|(key, value)| (&key[..], value.as_deref()))))
    }

    /// As many bytes as [`write_to`](Self::write_to) writes.
    pub fn size(&self) -> usize {
        let change = |(key, value): (&Vec<u8>, &Option<Vec<u8>>)| {
            5 + key.len() + value.as_ref().map_or(0, |value| 4 + value.len())
        };
        let space = |(space, changed): (&Space, &Changed)| {
            5 + space.name.len() + changed.iter().map(change).sum::<usize>()
        };
        self.0.iter().map(space).sum()
    }

    /// Writes the changes as bytes that [`Changes`](super::Changes) reads: per space the length of its name in one byte, the name, the
    /// number of changes; per change the key, and the value or that there is none.
    ///
    /// Lengths and numbers are little-endian in four bytes; no key, value or name of ours is longer.
    pub fn write_to(&self, out: &mut Vec<u8>) {
        let length = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        for (space, changed) in &self.0 {
            out.push(u8::try_from(space.name.len()).unwrap_or(u8::MAX));
            out.extend_from_slice(space.name.as_bytes());
            out.extend_from_slice(&length(changed.len()));
            for (key, value) in changed {
                out.extend_from_slice(&length(key.len()));
                out.extend_from_slice(key);
                out.push(u8::from(value.is_some()));
                if let Some(value) = value {
                    out.extend_from_slice(&length(value.len()));
                    out.extend_from_slice(value);
                }
            }
        }
    }

    /// What becomes of a key: nothing, its removal, or its new value.
    pub(super) fn change(&self, space: Space, key: &[u8]) -> Option<Option<&[u8]>> {
        self.0.get(&space)?.get(key).map(Option::as_deref)
    }

    /// The changes of a space between two ends.
    pub(super) fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
    ) -> Option<btree_map::Range<'_, Vec<u8>, Option<Vec<u8>>>> {
        let changed = self.0.get(&space)?;
        Some(changed.range::<[u8], _>(bounds))
    }

    /// Adds later changes to these.
    pub(super) fn absorb(&mut self, later: Batch) {
        for (space, mut changed) in later.0 {
            let mine = self.0.entry(space).or_default();
            if mine.is_empty() {
                *mine = changed;
            } else if changed.len() < mine.len() {
                mine.extend(changed);
            } else {
                mine.append(&mut changed);
            }
        }
    }
}

/// Says how much there is, never what.
impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(space, changed)| (space.name, changed.len()))).finish()
    }
}
