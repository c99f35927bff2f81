//! A log before an engine: one sync a commit, whatever the engine itself would take.
//!
//! A commit is a record at the end of the log, synced; then the engine takes it into memory. When
//! the log is full, or a commit is large, the engine writes all it has to disk, with the *number* of the last
//! commit it knows, and the log begins anew over its old records. After a crash the engine is given what it does not have, at
//! once: what the records that go on, without a gap, after the number on its disk made of each key in the end.
//!
//! Numbers only grow and never begin anew, so an old record is told from a new one, and what was torn by its check sum. A
//! record is replayed at most into the state that it was written for: it holds whole values, not differences.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use guanxi_core::{
    error::Result,
    storage::kv::{Batch, Changes},
};

use crate::{error, sync_names};

/// No log is longer: all of it is read into memory after a crash.
const LONGEST: usize = 64 << 20;
/// A larger commit would only be written twice.
const LARGE: usize = 1 << 20;
/// Number, length of the changes, check sum of all else.
const HEAD: usize = 16;

/// An engine that takes commits into memory first.
pub trait Behind {
    /// What it reads from: one state of it.
    type State;

    /// The state as it is now.
    ///
    /// # Errors
    /// `io`, `corrupt`.
    fn state(&self) -> Result<Self::State>;

    /// The number of the last commit that is on its disk; 0 in a new one.
    ///
    /// # Errors
    /// `io`, `corrupt`.
    fn on_disk(&self) -> Result<u64>;

    /// Writes changes: into memory, where readers see them, or, when a number is given, to disk with all that went into memory
    /// before them, and with the number.
    ///
    /// # Errors
    /// `disk_full`, `io`, `corrupt`; the engine must be opened again then.
    fn write<'a>(&self, spaces: impl Spaces<'a>, to_disk: Option<u64>) -> Result<()>;
}

/// Changes space by space, each a key with its new value, or without one when it is removed.
pub trait Spaces<'a>: Iterator<Item = (&'a str, Self::Changed)> {
    /// The changes of a space, in the order of their keys.
    type Changed: Iterator<Item = (&'a [u8], Option<&'a [u8]>)>;
}

impl<'a, I: Iterator<Item = (&'a str, C)>, C: Iterator<Item = (&'a [u8], Option<&'a [u8]>)>> Spaces<'a>
    for I
{
    type Changed = C;
}

/// An open engine and the log before it.
pub struct Logged<E: Behind> {
    /// Readers share a state until the next write; first, since the engine may only close when nobody reads.
    state: Mutex<Option<Arc<E::State>>>,
    engine: E,
    log: Mutex<Log>,
}

impl<E: Behind> Logged<E> {
    /// Opens the log of an engine that is open and locked, and gives the engine what it does not have.
    ///
    /// # Errors
    /// `disk_full`, `io`, `corrupt`.
    pub fn open(engine: E, log: &Path, log_bytes: usize) -> Result<Self> {
        let log = Log::open(log, log_bytes, engine.on_disk()?, &mut |changed| write_all(&engine, changed))?;
        Ok(Self { state: Mutex::default(), engine, log: Mutex::new(log) })
    }

    /// What is committed, for reading.
    ///
    /// # Errors
    /// `io`, `corrupt`.
    pub fn state(&self) -> Result<Arc<E::State>> {
        // Held while a new one is made, so that a write cannot come between that and its becoming the one that is shared.
        let mut shared = self.shared();
        match &*shared {
            Some(state) => Ok(state.clone()),
            None => Ok(shared.insert(Arc::new(self.engine.state()?)).clone()),
        }
    }

    /// Commits a batch: it is on disk when this returns, or before, when `on_disk` is called. After an error both must be opened
    /// again, which shows whether it is there.
    ///
    /// # Errors
    /// `disk_full`, `io`, `corrupt`.
    pub fn commit(&self, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()> {
        let mut log = self.log();
        let place = log.append(batch)?;
        match place {
            Place::Log => {
                on_disk();
                self.engine.write(named(batch), None)?;
            }
            Place::Engine(number) => {
                self.engine.write(named(batch), Some(number))?;
                log.restart(number);
            }
        }
        *self.shared() = None;
        Ok(())
    }

    /// Writes all that is in the log to the engine's disk, before it is closed.
    ///
    /// # Errors
    /// `disk_full`, `io`, `corrupt`.
    pub fn finish(self) -> Result<E> {
        let mut log = self.log();
        if let Some(number) = log.unwritten() {
            self.engine.write(named(&Batch::new()), Some(number))?;
            log.restart(number);
        }
        log.shrink()?;
        drop(log);
        Ok(self.engine)
    }

    fn shared(&self) -> MutexGuard<'_, Option<Arc<E::State>>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn named(batch: &Batch) -> impl Spaces<'_> {
    batch.spaces().map(|(space, changed)| (space.name, changed))
}

/// What many commits made of each key, space by space.
type Changed<'a> = BTreeMap<&'a str, BTreeMap<&'a [u8], Option<&'a [u8]>>>;

fn write_all(engine: &impl Behind, changed: &Changed<'_>) -> Result<()> {
    let spaces = changed.iter().map(|(name, keys)| (*name, keys.iter().map(|(key, value)| (*key, *value))));
    engine.write(spaces, None)
}

/// The log of one store.
#[derive(Debug)]
struct Log {
    file: File,
    path: PathBuf,
    /// As many bytes of records are kept before the engine must write to its disk.
    full: usize,
    /// Where the next record goes.
    end: usize,
    /// The number of the last commit.
    last: u64,
    /// Records read at opening. A sync of theirs may have failed before, so they are written again with the next one.
    unsure: Vec<u8>,
}

/// What makes a commit durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It is on disk, in the log: the engine need only take it into memory.
    Log,
    /// It does not fit: the engine must write it to disk with all before it, under this number, and then the log begins anew.
    Engine(u64),
}

impl Log {
    /// Opens the log of an engine whose disk has all commits up to a number, and gives it what the others changed.
    fn open(
        path: &Path,
        full: usize,
        on_disk: u64,
        replay: &mut dyn FnMut(&Changed<'_>) -> Result<()>,
    ) -> Result<Self> {
        let (file, bytes) = open(path).map_err(|e| error(path, e))?;
        let (path, full) = (path.to_owned(), full.min(LONGEST));
        let mut log = Self { file, path, full, end: 0, last: on_disk, unsure: Vec::new() };
        let mut changed = Changed::new();
        while let Some(changes) = record(&bytes[log.end..], log.last + 1) {
            changes.spaces().for_each(|(space, keys)| changed.entry(space).or_default().extend(keys));
            log.last += 1;
            log.end += HEAD + changes.as_bytes().len();
        }
        if !changed.is_empty() {
            replay(&changed)?;
        }
        if log.end < bytes.len() {
            log.shrink()?;
        }
        log.unsure = bytes;
        log.unsure.truncate(log.end);
        Ok(log)
    }

    /// Writes a commit to the end, on disk when it returns.
    fn append(&mut self, batch: &Batch) -> Result<Place> {
        let number = self.last + 1;
        if batch.size() > LARGE {
            return Ok(Place::Engine(number));
        }
        let mut bytes = std::mem::take(&mut self.unsure);
        let at = self.end - bytes.len();
        write_record(&mut bytes, number, batch);
        if at + bytes.len() > self.full {
            return Ok(Place::Engine(number));
        }
        self.write(at, &bytes).map_err(|e| error(&self.path, e))?;
        (self.end, self.last) = (at + bytes.len(), number);
        Ok(Place::Log)
    }

    /// The number the engine is to write down when it writes all it has to disk, `None` when it has.
    fn unwritten(&self) -> Option<u64> {
        (self.end > 0).then_some(self.last)
    }

    /// The engine has every commit up to this number on its disk: the next record goes to the front.
    fn restart(&mut self, on_disk: u64) {
        (self.end, self.last) = (0, on_disk);
        self.unsure.clear();
    }

    /// Gives the room of old records back.
    fn shrink(&self) -> Result<()> {
        self.file.set_len(self.end as u64).map_err(|e| error(&self.path, e))
    }

    fn write(&mut self, at: usize, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(at as u64))?;
        self.file.write_all(bytes)?;
        self.file.sync_data()
    }
}

/// The file and what is in it. A new one's name is on disk when this returns.
fn open(path: &Path) -> io::Result<(File, Vec<u8>)> {
    let is_new = !path.exists();
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    if is_new {
        path.parent().map_or(Ok(()), sync_names)?;
    }
    let mut bytes = Vec::new();
    // Nothing of ours is longer; what somebody else left there is not read into memory.
    (&mut file).take(LONGEST as u64).read_to_end(&mut bytes)?;
    Ok((file, bytes))
}

fn write_record(out: &mut Vec<u8>, number: u64, batch: &Batch) {
    let start = out.len();
    out.resize(start + HEAD, 0);
    batch.write_to(out);
    let length = u32::try_from(out.len() - start - HEAD).unwrap_or(u32::MAX);
    out[start..start + 8].copy_from_slice(&number.to_le_bytes());
    out[start + 8..start + 12].copy_from_slice(&length.to_le_bytes());
    let sum = check_sum(&out[start..]);
    out[start + 12..start + HEAD].copy_from_slice(&sum.to_le_bytes());
}

/// The changes of the record at the front, if it is whole and has this number.
fn record(bytes: &[u8], number: u64) -> Option<Changes<'_>> {
    let head = bytes.get(..HEAD)?;
    let length = u32::from_le_bytes(head[8..12].try_into().ok()?);
    let whole = bytes.get(..HEAD.checked_add(usize::try_from(length).ok()?)?)?;
    let sum = u32::from_le_bytes(head[12..].try_into().ok()?);
    let is_it = head[..8] == number.to_le_bytes() && sum == check_sum(whole);
    is_it.then(|| Changes::read(&whole[HEAD..])).flatten()
}

/// Of a record without the place of the check sum itself.
fn check_sum(record: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&record[..HEAD - 4]);
    sum.update(&record[HEAD..]);
    sum.finalize()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use guanxi_core::storage::Space;

    use super::*;

    const SPACE: Space = Space { number: 7, name: "things" };

    fn batch(key: &str, len: usize) -> Batch {
        let mut batch = Batch::new();
        batch.put(SPACE, key.into(), vec![1; len]);
        batch
    }

    /// Opens the log and says the keys of what was replayed.
    fn open_after(path: &Path, on_disk: u64) -> (Log, Vec<String>) {
        let mut keys = Vec::new();
        let log = Log::open(path, 1 << 20, on_disk, &mut |changed| {
            for (name, changed) in changed {
                assert_eq!(*name, "things");
                keys.extend(changed.keys().map(|key| String::from_utf8(key.to_vec()).unwrap()));
            }
            Ok(())
        });
        (log.unwrap(), keys)
    }

    fn fresh() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        (folder, path)
    }

    #[test]
    fn what_the_engine_does_not_have_is_given_to_it() {
        let (_folder, path) = fresh();
        let (mut log, _) = open_after(&path, 40);
        for key in ["a", "b", "c"] {
            assert_eq!(log.append(&batch(key, 9)).unwrap(), Place::Log);
        }
        let (mut log, replayed) = open_after(&path, 40);
        assert_eq!((replayed, log.unwritten()), (vec!["a".into(), "b".into(), "c".into()], Some(43)));
        log.append(&batch("d", 9)).unwrap();
        assert_eq!(open_after(&path, 40).1, ["a", "b", "c", "d"]);
        // The engine wrote all: nothing is old news to it.
        assert!(open_after(&path, 44).1.is_empty());
        // Nor is a log that goes on elsewhere taken for its own.
        assert!(open_after(&path, 41).1.is_empty());
    }

    #[test]
    fn of_what_several_commits_changed_the_last_is_given() {
        let (_folder, path) = fresh();
        let (mut log, _) = open_after(&path, 0);
        for len in [1, 2, 3] {
            log.append(&batch("a", len)).unwrap();
        }
        let mut gone = batch("b", 4);
        gone.delete(SPACE, b"c".to_vec());
        log.append(&gone).unwrap();
        let mut times = 0;
        Log::open(&path, 1 << 20, 0, &mut |changed| {
            times += 1;
            let lengths = changed["things"].values().map(|value| value.map(<[u8]>::len));
            assert_eq!(lengths.collect::<Vec<_>>(), [Some(3), Some(4), None]);
            Ok(())
        })
        .unwrap();
        assert_eq!(times, 1);
    }

    #[test]
    fn a_full_log_begins_anew_and_old_records_stay_old() {
        let (_folder, path) = fresh();
        let (mut log, _) = open_after(&path, 0);
        let written = (1..).find(|n| log.append(&batch(&n.to_string(), 100_000)).unwrap() != Place::Log);
        assert_eq!(written, Some(11), "ten records of 100,000 bytes fill a mebibyte");
        log.restart(11);
        log.append(&batch("new", 100_000)).unwrap();
        assert_eq!(open_after(&path, 11).1, ["new"]);
        log.restart(12);
        log.shrink().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().len(), 0);
        assert_eq!(log.append(&batch("large", LARGE)).unwrap(), Place::Engine(13));
        assert_eq!(log.unwritten(), None);
    }

    #[test]
    fn a_torn_or_damaged_record_ends_it() {
        let (_folder, path) = fresh();
        let (mut log, _) = open_after(&path, 0);
        for key in ["a", "b", "c"] {
            log.append(&batch(key, 50)).unwrap();
        }
        let whole = fs::read(&path).unwrap();
        let third = whole.len() / 3;
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x40;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(open_after(&path, 0).1.len(), at / third, "byte {at} flipped");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(open_after(&path, 0).1.len(), at / third, "cut at {at}");
        }
    }
}
