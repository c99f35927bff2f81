//! What redb does of itself: files that are missing, held, damaged, newer, full.

use std::{
    collections::HashSet,
    fs,
    io::{self, ErrorKind},
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use guanxi_core::storage::{FeedPosition, Storage};
use redb::{StorageBackend, backends::InMemoryBackend};
use tempfile::TempDir;

use super::*;

fn append(storage: &KvStorage<Redb>, entry: &[u8]) -> Result<()> {
    storage.write(&mut |tx| tx.append_feed(entry))
}

fn entries(storage: &KvStorage<Redb>) -> usize {
    let mut count = 0;
    let mut step = |_: &FeedPosition, _: &[u8]| {
        count += 1;
        Flow::Continue(())
    };
    storage.changes(&FeedPosition::START, &mut step).unwrap();
    count
}

/// A store with some content, closed.
fn store() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let storage = Redb::open(directory.path(), &OpenOptions::new()).unwrap();
    (0..50).for_each(|i| append(&storage, &[i; 500]).unwrap());
    storage.close().unwrap();
    let file = directory.path().join("data.redb");
    (directory, file)
}

#[test]
fn what_is_not_there_is_made_only_when_asked() {
    let directory = tempfile::tempdir().unwrap();
    let shop = directory.path().join("deep/shop");
    let options = OpenOptions::new().create(false);
    assert_eq!(Redb::open(&shop, &options).unwrap_err().code(), "no_store");
    assert!(!shop.exists());
    append(&Redb::open(&shop, &OpenOptions::new()).unwrap(), b"a").unwrap();
    assert_eq!(entries(&Redb::open(&shop, &options).unwrap()), 1);
}

#[test]
fn a_store_that_is_held_is_locked_until_it_is_let_go() {
    let (directory, _) = store();
    let options = OpenOptions::new();
    let first = Redb::open(directory.path(), &options).unwrap();
    assert_eq!(Redb::open(directory.path(), &options).unwrap_err().code(), "locked");
    first.suspend().unwrap();
    let second = Redb::open(directory.path(), &options).unwrap();
    assert_eq!(append(&first, b"a").unwrap_err().code(), "locked");
    second.close().unwrap();
    append(&first, b"a").unwrap();
    assert_eq!(entries(&first), 51);
}

#[test]
fn a_damaged_file_is_refused_and_left_as_it_is() {
    let (directory, file) = store();
    let whole = fs::read(&file).unwrap();
    type Damage<'a> = (&'a str, &'a dyn Fn(&mut Vec<u8>));
    let damages: [Damage<'_>; 4] = [
        ("front", &|bytes| bytes[..64].fill(0x55)),
        ("both commit slots", &|bytes| bytes[64..320].fill(3)),
        ("cut short", &|bytes| bytes.truncate(bytes.len() / 2)),
        ("another file", &|bytes| *bytes = b"name,email\n".repeat(1000)),
    ];
    for (what, damage) in damages {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(&file, &bytes).unwrap();
        let opened = Redb::open(directory.path(), &OpenOptions::new());
        assert_eq!(opened.map(drop).unwrap_err().code(), "corrupt", "{what}");
        assert!(fs::read(&file).unwrap() == bytes, "{what}: the file was changed");
    }
}

#[test]
fn damage_inside_is_an_error_not_a_panic() {
    let (directory, file) = store();
    let mut bytes = fs::read(&file).unwrap();
    bytes[4096..].fill(0xA5);
    fs::write(&file, &bytes).unwrap();
    let opened = Redb::open(directory.path(), &OpenOptions::new());
    let read = opened.and_then(|s| s.changes(&FeedPosition::START, &mut |_, _| Flow::Continue(())));
    assert_eq!(read.unwrap_err().code(), "corrupt");
}

#[test]
fn a_newer_file_is_told_from_a_damaged_one() {
    let (directory, file) = store();
    let mut bytes = fs::read(&file).unwrap();
    (bytes[64], bytes[192]) = (4, 4);
    fs::write(&file, &bytes).unwrap();
    let err = Redb::open(directory.path(), &OpenOptions::new()).map(drop).unwrap_err();
    assert_eq!((err.code(), err.field("found").as_deref()), ("newer_format", Some("4")));
}

#[test]
fn a_store_whose_making_was_cut_off_is_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let unfinished = directory.path().join("data.redb.new");
    for len in [0, 72 << 10] {
        let _ = fs::remove_file(directory.path().join("data.redb"));
        fs::write(&unfinished, vec![0; len]).unwrap();
        let storage = Redb::open(directory.path(), &OpenOptions::new()).unwrap();
        append(&storage, b"a").unwrap();
        assert_eq!(entries(&storage), 1);
        assert!(!unfinished.exists());
    }
}

#[test]
fn what_is_only_in_the_log_is_there_after_opening_and_closing_writes_it_to_the_store() {
    let (directory, file) = store();
    let log = directory.path().join("data.log");
    let storage = Redb::open(directory.path(), &OpenOptions::new()).unwrap();
    let before = fs::read(&file).unwrap();
    append(&storage, b"a").unwrap();
    append(&storage, b"b").unwrap();
    assert!(fs::read(&file).unwrap() == before, "redb's own file was not touched");
    // As a process that was killed leaves it.
    let crashed = tempfile::tempdir().unwrap();
    fs::write(crashed.path().join("data.redb"), before).unwrap();
    fs::copy(&log, crashed.path().join("data.log")).unwrap();
    let again = Redb::open(crashed.path(), &OpenOptions::new()).unwrap();
    assert_eq!(entries(&again), entries(&storage));
    append(&again, b"c").unwrap();
    storage.close().unwrap();
    assert_eq!(fs::metadata(&log).unwrap().len(), 0);
    assert_eq!(entries(&Redb::open(directory.path(), &OpenOptions::new()).unwrap()) + 1, entries(&again));
}

#[test]
fn a_file_that_vanished_is_not_made_anew() {
    let (directory, file) = store();
    let storage = Redb::open(directory.path(), &OpenOptions::new()).unwrap();
    storage.suspend().unwrap();
    fs::remove_file(&file).unwrap();
    assert_eq!(append(&storage, b"a").unwrap_err().code(), "io");
    assert!(!file.exists());
}

/// A file in memory on a disk with so many free blocks; what was written once can be written again.
#[derive(Debug, Clone)]
struct SmallDisk {
    file: Arc<InMemoryBackend>,
    free: Arc<AtomicU64>,
    used: Arc<Mutex<HashSet<u64>>>,
}

type Done<T = ()> = std::result::Result<T, io::Error>;

impl StorageBackend for SmallDisk {
    fn len(&self) -> Done<u64> {
        self.file.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> Done {
        self.file.read(offset, out)
    }
    fn set_len(&self, len: u64) -> Done {
        self.used.lock().unwrap().retain(|block| *block < len.div_ceil(BLOCK));
        self.file.set_len(len)
    }
    fn sync_data(&self) -> Done {
        self.file.sync_data()
    }
    fn write(&self, offset: u64, data: &[u8]) -> Done {
        for block in offset / BLOCK..(offset + data.len() as u64).div_ceil(BLOCK) {
            let mut used = self.used.lock().unwrap();
            if !used.contains(&block) {
                let free = self.free.load(Ordering::SeqCst).checked_sub(1);
                self.free.store(free.ok_or(ErrorKind::StorageFull)?, Ordering::SeqCst);
                used.insert(block);
            }
        }
        self.file.write(offset, data)
    }
}

const BLOCK: u64 = 4096;

#[test]
fn a_full_disk_leaves_the_data_as_it_was_and_later_calls_work() {
    let (free, used) = (Arc::new(AtomicU64::new(u64::MAX)), Arc::default());
    let disk = SmallDisk { file: Arc::default(), free: free.clone(), used };
    let reopen = move || Ok(Database::builder().create_with_backend(disk.clone())?);
    let logs = tempfile::tempdir().unwrap();
    let storage = Redb::start(logs.path().join("data"), 1 << 20, reopen).unwrap();
    let (mut kept, mut refused) = (0, 0);
    // Too large for the log, so that each goes to redb's disk.
    let large = vec![1; 1 << 20];
    for blocks in 0..40 {
        free.store(blocks % 8 * 50, Ordering::SeqCst);
        match append(&storage, &large) {
            Ok(()) => kept += 1,
            Err(e) => {
                assert_eq!(e.code(), "disk_full", "{blocks}");
                refused += 1;
            }
        }
        assert_eq!(entries(&storage), kept, "{blocks}");
    }
    assert!(kept > 0 && refused > 5, "{kept} kept, {refused} refused");
    free.store(u64::MAX, Ordering::SeqCst);
    append(&storage, b"a").unwrap();
    assert_eq!(entries(&storage), kept + 1);
}
