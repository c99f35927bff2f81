//! What a write sees: its own changes over those of its group over those under way over what is on disk.

use std::{cmp::Ordering, collections::btree_map, iter::Peekable, ops::Bound};

use super::{Batch, Bounds, FEED, Flow, Space, View};
use crate::error::{Error, Result};

/// One write under way. Dropped without [`finish`](Self::finish), nothing of it is kept.
pub(super) struct Transaction<'a> {
    base: &'a dyn View,
    /// Changes that are not on disk yet, older before newer.
    pending: [Option<&'a Batch>; 2],
    own: Batch,
    feed_next: Option<u64>,
    failed: bool,
}

/// What a write leaves.
pub(super) struct Outcome {
    /// Its changes.
    pub changes: Batch,
    /// The number of the feed's next entry, once somebody asked.
    pub feed_next: Option<u64>,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(base: &'a dyn View, pending: [Option<&'a Batch>; 2], feed_next: Option<u64>) -> Self {
        Self { base, pending, own: Batch::new(), feed_next, failed: false }
    }

    pub(super) fn put(&mut self, space: Space, key: Vec<u8>, value: Vec<u8>) {
        self.own.put(space, key, value);
    }

    pub(super) fn delete(&mut self, space: Space, key: Vec<u8>) {
        self.own.delete(space, key);
    }

    pub(super) fn append_feed(&mut self, entry: &[u8]) -> Result<()> {
        let number = match self.feed_next {
            Some(number) => number,
            None => self.last_feed_number()? + 1,
        };
        self.feed_next = Some(number + 1);
        self.own.put(FEED, number.to_be_bytes().to_vec(), entry.to_vec());
        Ok(())
    }

    /// A write inside failed: whatever the closure makes of that, this transaction must not be kept.
    pub(super) fn fail(&mut self) {
        self.failed = true;
    }

    pub(super) fn finish(self) -> Result<Outcome> {
        if self.failed {
            return Err(Error::internal("a write failed and its transaction went on to commit"));
        }
        Ok(Outcome { changes: self.own, feed_next: self.feed_next })
    }

    fn last_feed_number(&self) -> Result<u64> {
        let mut last = Ok(0);
        self.range(FEED, (Bound::Unbounded, Bound::Unbounded), true, &mut |key, _| {
            let number = key.try_into().map(u64::from_be_bytes);
            last = number.map_err(|_| Error::corrupt(FEED.name, "a number does not read"));
            Flow::Break(())
        })?;
        last
    }

    /// Newer before older.
    fn layers(&self) -> impl Iterator<Item = &Batch> {
        std::iter::once(&self.own).chain(self.pending.iter().rev().copied().flatten())
    }
}

impl View for Transaction<'_> {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        match self.layers().find_map(|layer| layer.change(space, key)) {
            Some(change) => Ok(change.map(f).is_some()),
            None => self.base.get(space, key, f),
        }
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        let layers = self.layers().filter_map(|layer| layer.range(space, bounds));
        let mut changes =
            Overlay { layers: layers.map(|range| Directed { range, reverse }.peekable()).collect(), reverse };
        if changes.layers.is_empty() {
            return self.base.range(space, bounds, reverse, f);
        }
        let mut flow = Flow::Continue(());
        self.base.range(space, bounds, reverse, &mut |key, value| {
            flow = changes.show_before(key, f);
            if flow.is_continue() {
                flow = match changes.take(key) {
                    Some(Some(changed)) => f(key, changed),
                    Some(None) => Flow::Continue(()),
                    None => f(key, value),
                };
            }
            flow
        })?;
        if flow.is_continue() {
            let _ = changes.show_rest(f);
        }
        Ok(())
    }
}

/// A range of changes upwards or downwards.
struct Directed<'a> {
    range: btree_map::Range<'a, Vec<u8>, Option<Vec<u8>>>,
    reverse: bool,
}

impl<'a> Iterator for Directed<'a> {
    type Item = (&'a [u8], Option<&'a [u8]>);

    fn next(&mut self) -> Option<Self::Item> {
        let next = if self.reverse { self.range.next_back() } else { self.range.next() };
        next.map(|(key, value)| (&key[..], value.as_deref()))
    }
}

/// Several ranges of changes as one; of a key that several change, the first range has the word.
struct Overlay<'a> {
    layers: Vec<Peekable<Directed<'a>>>,
    reverse: bool,
}

impl<'a> Overlay<'a> {
    /// Shows what comes before this key.
    fn show_before(&mut self, end: &[u8], f: &mut dyn FnMut(&[u8], &[u8]) -> Flow) -> Flow {
        while let Some(key) = self.peek() {
            if self.order(key, end) != Ordering::Less {
                break;
            }
            self.show(key, f)?;
        }
        Flow::Continue(())
    }

    fn show_rest(&mut self, f: &mut dyn FnMut(&[u8], &[u8]) -> Flow) -> Flow {
        while let Some(key) = self.peek() {
            self.show(key, f)?;
        }
        Flow::Continue(())
    }

    fn show(&mut self, key: &[u8], f: &mut dyn FnMut(&[u8], &[u8]) -> Flow) -> Flow {
        match self.take(key) {
            Some(Some(value)) => f(key, value),
            _ => Flow::Continue(()),
        }
    }

    /// What becomes of this key, which no range may have passed yet.
    fn take(&mut self, key: &[u8]) -> Option<Option<&'a [u8]>> {
        let mut found = None;
        for layer in &mut self.layers {
            if let Some((_, value)) = layer.next_if(|(k, _)| *k == key) {
                found = found.or(Some(value));
            }
        }
        found
    }

    fn peek(&mut self) -> Option<&'a [u8]> {
        let reverse = self.reverse;
        let keys = self.layers.iter_mut().filter_map(|layer| layer.peek().map(|(key, _)| *key));
        if reverse { keys.max() } else { keys.min() }
    }

    fn order(&self, a: &[u8], b: &[u8]) -> Ordering {
        if self.reverse { b.cmp(a) } else { a.cmp(b) }
    }
}
