//! Large values in parts, for engines that take only small ones.
//!
//! A value lies under a zero byte and its key: how many parts follow, and its first part. These lie under a one byte,
//! the key and their own number. No two are the same: keys of different lengths have parts under different lengths.

use std::{borrow::Cow, ops::Bound};

use super::{Batch, Bounds, KeyValue, View, prefix::under};
use crate::{
    error::{Error, Result},
    storage::{Capabilities, Flow, Space},
};

const VALUES: &[u8] = &[0];
const PARTS: &[u8] = &[1];
const COUNT: usize = size_of::<u32>();

/// An engine whose values are no longer than a limit, and some bytes for their count.
#[derive(Debug)]
pub struct Chunked<K> {
    engine: K,
    limit: usize,
}

impl<K: KeyValue> Chunked<K> {
    /// Keeps parts of `limit` bytes, which is not 0.
    pub fn new(engine: K, limit: usize) -> Self {
        Self { engine, limit: limit.max(1) }
    }

    /// A batch in parts, with the removal of parts that fall away.
    fn split(&self, view: &dyn View, batch: &Batch) -> Result<Batch> {
        let mut out = Batch::new();
        for (space, changes) in batch.spaces() {
            let has_parts = has_parts(view, space)?;
            for (key, value) in changes {
                let before = if has_parts { parts_of(view, space, key)? } else { 0 };
                let mut parts = value.unwrap_or_default().chunks(self.limit);
                let first = parts.next().unwrap_or_default();
                let count = parts.len() as u32;
                for (number, part) in (0..).zip(parts) {
                    out.put(space, part_key(key, number), part.to_vec());
                }
                (count..before).for_each(|number| out.delete(space, part_key(key, number)));
                match value {
                    Some(_) => out.put(space, value_key(key), [&count.to_be_bytes(), first].concat()),
                    None => out.delete(space, value_key(key)),
                }
            }
        }
        Ok(out)
    }
}

impl<K: KeyValue> KeyValue for Chunked<K> {
    fn capabilities(&self) -> Capabilities {
        self.engine.capabilities()
    }

    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        self.engine.view(&mut |view| f(&Whole(view)))
    }

    fn commit(&self, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()> {
        let mut split = Batch::new();
        self.engine.view(&mut |view| {
            split = self.split(view, batch)?;
            Ok(())
        })?;
        self.engine.commit(&split, on_disk)
    }

    fn size_on_disk(&self) -> Result<u64> {
        self.engine.size_on_disk()
    }

    fn suspend(&self) -> Result<()> {
        self.engine.suspend()
    }

    fn close(&self) -> Result<()> {
        self.engine.close()
    }
}

/// A state with its values whole.
struct Whole<'a>(&'a dyn View);

impl View for Whole<'_> {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        let mut whole = Ok(());
        let found = self.0.get(space, &value_key(key), &mut |stored| {
            whole = join(self.0, space, key, stored).map(|value| f(&value));
        })?;
        whole.map(|()| found)
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        let (from, to) = under(VALUES, bounds);
        let bounds = (from.as_ref().map(Vec::as_slice), to.as_ref().map(Vec::as_slice));
        let mut whole = Ok(());
        self.0.range(space, bounds, reverse, &mut |key, stored| {
            let key = &key[VALUES.len()..];
            match join(self.0, space, key, stored) {
                Ok(value) => f(key, &value),
                Err(e) => {
                    whole = Err(e);
                    Flow::Break(())
                }
            }
        })?;
        whole
    }
}

/// The value of which this is the stored beginning.
fn join<'a>(view: &dyn View, space: Space, key: &[u8], stored: &'a [u8]) -> Result<Cow<'a, [u8]>> {
    let missing = || Error::corrupt("the store", "a part of a value is missing");
    let mut value = Cow::Borrowed(stored.get(COUNT..).ok_or_else(missing)?);
    for number in 0..count(stored) {
        let found = view.get(space, &part_key(key, number), &mut |part| value.to_mut().extend(part))?;
        found.then_some(()).ok_or_else(missing)?;
    }
    Ok(value)
}

/// Most spaces have small values only, and their writes need no look at what was there.
fn has_parts(view: &dyn View, space: Space) -> Result<bool> {
    let mut any = false;
    view.range(space, (Bound::Included(PARTS), Bound::Unbounded), false, &mut |_, _| {
        any = true;
        Flow::Break(())
    })?;
    Ok(any)
}

fn parts_of(view: &dyn View, space: Space, key: &[u8]) -> Result<u32> {
    let mut parts = 0;
    view.get(space, &value_key(key), &mut |stored| parts = count(stored))?;
    Ok(parts)
}

fn count(stored: &[u8]) -> u32 {
    stored.first_chunk().map_or(0, |count| u32::from_be_bytes(*count))
}

fn value_key(key: &[u8]) -> Vec<u8> {
    [VALUES, key].concat()
}

fn part_key(key: &[u8], number: u32) -> Vec<u8> {
    [PARTS, key, &number.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::storage::Memory;

    const SPACE: Space = Space { number: 7, name: "seven" };
    const ALL: Bounds<'_> = (Bound::Unbounded, Bound::Unbounded);

    fn contents(engine: &dyn KeyValue, bounds: Bounds<'_>, reverse: bool) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
        let mut seen = Vec::new();
        let mut note = |key: &[u8], value: &[u8]| {
            seen.push((key.to_vec(), value.to_vec()));
            Flow::Continue(())
        };
        engine.view(&mut |view| view.range(SPACE, bounds, reverse, &mut note)).map(|()| seen)
    }

    fn put(engine: &dyn KeyValue, key: &[u8], value: &[u8]) {
        let mut batch = Batch::new();
        batch.put(SPACE, key.to_vec(), value.to_vec());
        engine.commit(&batch, &mut || {}).unwrap();
    }

    #[test]
    fn large_values_come_back_and_leave_nothing_behind() {
        let memory = Arc::new(Memory::new());
        let engine = Chunked::new(memory.clone(), 10);
        put(&engine, b"key2", &[1; 25]);
        for len in [0_usize, 1, 9, 10, 11, 20, 1000, 15, 3] {
            let value: Vec<u8> = (0..len).map(|i| i as u8).collect();
            put(&engine, b"key", &value);
            let both = [(b"key".to_vec(), value.clone()), (b"key2".to_vec(), vec![1; 25])];
            assert_eq!(contents(&engine, ALL, false).unwrap(), both);
            assert_eq!(contents(&engine, ALL, true).unwrap(), [both[1].clone(), both[0].clone()]);
            assert_eq!(
                contents(&engine, (Bound::Excluded(b"key"), Bound::Unbounded), false).unwrap(),
                both[1..]
            );
            let stored = contents(&memory, ALL, false).unwrap();
            assert_eq!(stored.len(), len.div_ceil(10).max(1) + 3, "{len}");
            assert!(stored.iter().all(|(_, value)| value.len() <= 10 + COUNT));
        }
        let mut batch = Batch::new();
        batch.delete(SPACE, b"key".to_vec());
        batch.delete(SPACE, b"key2".to_vec());
        engine.commit(&batch, &mut || {}).unwrap();
        assert_eq!(contents(&memory, ALL, false).unwrap(), []);
    }

    #[test]
    fn a_part_that_is_missing_is_told() {
        let memory = Arc::new(Memory::new());
        let engine = Chunked::new(memory.clone(), 10);
        put(&engine, b"key", &[1; 25]);
        let mut batch = Batch::new();
        batch.delete(SPACE, part_key(b"key", 1));
        memory.commit(&batch, &mut || {}).unwrap();
        assert_eq!(contents(&engine, ALL, false).unwrap_err().code(), "corrupt");
        let get = engine.view(&mut |view| view.get(SPACE, b"key", &mut |_| panic!("half a value")).map(drop));
        assert_eq!(get.unwrap_err().code(), "corrupt");
    }
}
