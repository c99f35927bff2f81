//! What sled does of itself, and the workarounds.

use std::fs;

use guanxi_core::storage::{FeedPosition, Storage};

use super::*;

fn append(storage: &KvStorage<Chunked<Sled>>, entry: &[u8]) -> Result<()> {
    storage.write(&mut |tx| tx.append_feed(entry))
}

fn entries(storage: &KvStorage<Chunked<Sled>>) -> Vec<Vec<u8>> {
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

/// sled keeps large values in files that it never syncs.
#[test]
fn large_values_go_to_no_files_of_their_own() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Sled::open(directory.path(), &OpenOptions::new()).unwrap();
    let large: Vec<Vec<u8>> = (1..5).map(|n| vec![n; usize::from(n) * 300_000]).collect();
    large.iter().for_each(|entry| append(&storage, entry).unwrap());
    assert_eq!(entries(&storage), large);
    let blobs = fs::read_dir(directory.path().join("data.sled/blobs")).unwrap();
    assert_eq!(blobs.count(), 0);
}

#[test]
fn a_store_that_vanished_is_not_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let storage = Sled::open(directory.path(), &OpenOptions::new()).unwrap();
    storage.suspend().unwrap();
    let data = directory.path().join("data.sled");
    fs::remove_dir_all(&data).unwrap();
    assert_eq!(append(&storage, b"a").unwrap_err().code(), "io");
    assert!(!data.exists());
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
