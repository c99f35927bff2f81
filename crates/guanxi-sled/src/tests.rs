//! What sled does of itself, and the workarounds.

use std::fs;

use guanxi_core::storage::{FeedPosition, Storage};

use super::*;

fn append(storage: &KvStorage<Sled>, entry: &[u8]) -> Result<()> {
    storage.write(&mut |tx| tx.append_feed(entry))
}

fn entries(storage: &KvStorage<Sled>) -> Vec<Vec<u8>> {
    let mut entries = Vec::new();
    let mut step = |_: &FeedPosition, entry: &[u8]| {
        entries.push(entry.to_vec());
        Flow::Continue(())
    };
    storage.changes(&FeedPosition::START, &mut step).unwrap();
    entries
}

#[test]
fn what_is_not_there_is_made_only_when_asked() {
    let directory = tempfile::tempdir().unwrap();
    let shop = directory.path().join("deep/shop");
    let options = OpenOptions::new().create(false);
    assert_eq!(Sled::open(&shop, &options).unwrap_err().code(), "no_store");
    assert!(!shop.exists());
    append(&Sled::open(&shop, &OpenOptions::new()).unwrap(), b"a").unwrap();
    assert_eq!(entries(&Sled::open(&shop, &options).unwrap()), [b"a"]);
}

#[test]
fn a_store_that_is_held_is_locked_until_it_is_let_go() {
    let directory = tempfile::tempdir().unwrap();
    let options = OpenOptions::new();
    let first = Sled::open(directory.path(), &options).unwrap();
    assert_eq!(Sled::open(directory.path(), &options).unwrap_err().code(), "locked");
    first.suspend().unwrap();
    let second = Sled::open(directory.path(), &options).unwrap();
    assert_eq!(append(&first, b"a").unwrap_err().code(), "locked");
    second.close().unwrap();
    append(&first, b"a").unwrap();
    assert_eq!(entries(&first), [b"a"]);
}

#[test]
fn an_interrupted_snapshot_does_not_lock_the_store_out() {
    let directory = tempfile::tempdir().unwrap();
    let options = OpenOptions::new();
    let storage = Sled::open(directory.path(), &options).unwrap();
    append(&storage, b"a").unwrap();
    storage.close().unwrap();
    let data = directory.path().join("data.sled");
    fs::write(data.join("snap.7FFFFFFFFFFFFFFF.generating"), b"sho").unwrap();
    // Without the wrapper it is lost: this is what the workaround is for.
    assert!(sled::Config::new().path(&data).open().is_err());
    assert_eq!(entries(&Sled::open(directory.path(), &options).unwrap()), [b"a"]);
}

#[test]
fn an_interrupted_first_start_begins_anew() {
    let directory = tempfile::tempdir().unwrap();
    let unfinished = directory.path().join("data.sled.new");
    fs::create_dir_all(&unfinished).unwrap();
    fs::write(unfinished.join("conf"), b"torn, and longer than eight bytes").unwrap();
    let storage = Sled::open(directory.path(), &OpenOptions::new()).unwrap();
    append(&storage, b"a").unwrap();
    assert_eq!(entries(&storage), [b"a"]);
    assert!(!unfinished.exists());
}

#[test]
fn large_values_come_back_and_leave_nothing_behind() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Sled::open(directory.path(), &OpenOptions::new()).unwrap();
    let space = Space { number: 7, name: "seven" };
    let engine = storage.engine();
    for len in [0_usize, 1, 4095, 4096, 4097, 8192, 300_000, 5000, 10] {
        let value: Vec<u8> = (0..len).map(|i| i as u8).collect();
        let mut batch = Batch::new();
        batch.put(space, b"key".to_vec(), value.clone());
        batch.put(space, b"key2".to_vec(), vec![1; 9000]);
        engine.commit(&batch).unwrap();
        let mut seen = Vec::new();
        let mut note = |key: &[u8], value: &[u8]| {
            seen.push((key.to_vec(), value.to_vec()));
            Flow::Continue(())
        };
        engine
            .view(&mut |view| view.range(space, (Bound::Unbounded, Bound::Unbounded), false, &mut note))
            .unwrap();
        assert_eq!(seen, [(b"key".to_vec(), value), (b"key2".to_vec(), vec![1; 9000])]);
        assert_eq!(chunk_count(engine), len.div_ceil(4096).saturating_sub(1) + 2, "{len}");
    }
    let mut batch = Batch::new();
    batch.delete(space, b"key".to_vec());
    batch.delete(space, b"key2".to_vec());
    engine.commit(&batch).unwrap();
    assert_eq!(chunk_count(engine), 0);
}

fn chunk_count(engine: &Sled) -> usize {
    engine.open.beside(|open| Ok(open.db.scan_prefix([1]).count())).unwrap()
}

#[test]
fn a_damaged_file_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Sled::open(directory.path(), &OpenOptions::new()).unwrap();
    (0..200).for_each(|i| append(&storage, &[i; 500]).unwrap());
    storage.close().unwrap();
    let conf = directory.path().join("data.sled/conf");
    fs::write(&conf, b"not what sled wrote there").unwrap();
    let opened = Sled::open(directory.path(), &OpenOptions::new());
    assert_eq!(opened.map(drop).unwrap_err().code(), "corrupt");
}
