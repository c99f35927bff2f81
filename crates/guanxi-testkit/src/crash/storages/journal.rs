//! A storage as simple as can be, careful or careless on purpose: the tests are tested with it.
//!
//! All keys are in memory; every commit is one frame at the end of one file: length, check sum, changes.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError, RwLock},
};

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Flow, Space,
        kv::{Batch, Bounds, KeyValue, View},
    },
};

/// What a journal does and leaves undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Habits {
    /// Each frame is synced before its commit returns.
    pub(super) syncs: bool,
    /// Frames whose check sum does not fit are the torn end.
    pub(super) checks: bool,
}

/// What the frames add up to.
#[derive(Debug, Default)]
struct Spaces(BTreeMap<u16, BTreeMap<Vec<u8>, Vec<u8>>>);

/// The engine.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: Mutex<File>,
    spaces: RwLock<Spaces>,
    habits: Habits,
}

impl Journal {
    pub(super) fn open(path: &Path, habits: Habits) -> Result<Self> {
        let failed = |e| Error::io(path.display(), e);
        let bytes = if path.exists() { std::fs::read(path).map_err(failed)? } else { Vec::new() };
        let mut spaces = Spaces::default();
        let mut good = 0;
        while let Some((changes, len)) = read_frame(&bytes[good..], habits.checks) {
            changes.into_iter().for_each(|change| change.apply(&mut spaces));
            good += len;
        }
        let file = File::options().append(true).create(true).open(path).map_err(failed)?;
        file.set_len(good as u64).map_err(failed)?;
        if habits.syncs {
            let folder = path.parent().unwrap_or(Path::new("."));
            file.sync_all().and_then(|()| File::open(folder)?.sync_all()).map_err(failed)?;
        }
        Ok(Self { path: path.to_owned(), file: file.into(), spaces: spaces.into(), habits })
    }
}

impl KeyValue for Journal {
    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        f(&*self.spaces.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn commit(&self, batch: &Batch, _: &mut dyn FnMut()) -> Result<()> {
        let changes: Vec<Change> = batch
            .spaces()
            .flat_map(|(space, changes)| changes.map(move |(key, value)| Change::new(space, key, value)))
            .collect();
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.write_all(&frame(&changes));
        let synced = written.and_then(|()| if self.habits.syncs { file.sync_data() } else { Ok(()) });
        synced.map_err(|e| Error::io(self.path.display(), e))?;
        let mut spaces = self.spaces.write().unwrap_or_else(PoisonError::into_inner);
        changes.into_iter().for_each(|change| change.apply(&mut spaces));
        Ok(())
    }
}

impl View for Spaces {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        let value = self.0.get(&space.number).and_then(|keys| keys.get(key));
        value.into_iter().for_each(|value| f(value));
        Ok(value.is_some())
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        let Some(keys) = self.0.get(&space.number) else { return Ok(()) };
        let mut range = keys.range::<[u8], _>(bounds);
        let mut next = || if reverse { range.next_back() } else { range.next() };
        while let Some((key, value)) = next() {
            if f(key, value).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// One change of one key.
struct Change {
    space: u16,
    key: Vec<u8>,
    value: Option<Vec<u8>>,
}

impl Change {
    fn new(space: Space, key: &[u8], value: Option<&[u8]>) -> Self {
        Self { space: space.number, key: key.to_vec(), value: value.map(<[u8]>::to_vec) }
    }

    fn apply(self, spaces: &mut Spaces) {
        let keys = spaces.0.entry(self.space).or_default();
        match self.value {
            Some(value) => drop(keys.insert(self.key, value)),
            None => drop(keys.remove(&self.key)),
        }
    }
}

fn frame(changes: &[Change]) -> Vec<u8> {
    let mut content = Vec::new();
    for change in changes {
        content.extend_from_slice(&change.space.to_le_bytes());
        put_bytes(&mut content, &change.key);
        content.push(u8::from(change.value.is_some()));
        put_bytes(&mut content, change.value.as_deref().unwrap_or_default());
    }
    let mut out = Vec::new();
    out.extend_from_slice(&check_sum(&content).to_le_bytes());
    put_bytes(&mut out, &content);
    out
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// A frame and its length; `None` at the end, torn or not.
fn read_frame(bytes: &[u8], checks: bool) -> Option<(Vec<Change>, usize)> {
    let (sum, mut rest) = bytes.split_first_chunk()?;
    let mut content = take_bytes(&mut rest)?;
    if content.is_empty() || checks && u64::from_le_bytes(*sum) != check_sum(content) {
        return None;
    }
    let len = bytes.len() - rest.len();
    let mut changes = Vec::new();
    while let Some(change) = take_change(&mut content) {
        changes.push(change);
    }
    Some((changes, len))
}

fn take_change(bytes: &mut &[u8]) -> Option<Change> {
    let (space, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    let key = take_bytes(bytes)?.to_vec();
    let (is_there, rest) = bytes.split_first()?;
    *bytes = rest;
    let value = take_bytes(bytes)?.to_vec();
    Some(Change { space: u16::from_le_bytes(*space), key, value: (*is_there == 1).then_some(value) })
}

fn take_bytes<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (len, rest) = bytes.split_first_chunk()?;
    let (taken, rest) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    *bytes = rest;
    Some(taken)
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo): enough against torn pages.
fn check_sum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}
