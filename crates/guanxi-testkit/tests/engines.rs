//! What is there for engines, and that it leaves little for them to do.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
};

use guanxi_core::error::{Error, Result};
use guanxi_files::{error, find_or_make, hold, size};

fn make(path: &Path) -> Result<()> {
    fs::write(path, "whole").map_err(|e| error(path, e))
}

#[test]
fn what_is_not_there_is_made_once_and_only_when_asked() {
    let root = tempfile::tempdir().unwrap();
    let shop = root.path().join("deep/shop");
    assert_eq!(find_or_make(&shop, "data", false, make).unwrap_err().code(), "no_store");
    assert!(!shop.exists());
    assert_eq!(find_or_make(&shop, "data", true, make).unwrap(), shop.join("data"));
    for create in [false, true] {
        find_or_make(&shop, "data", create, |_| panic!("it is there")).unwrap();
    }
}

#[test]
fn what_was_cut_off_or_failed_is_made_anew() {
    let shop = tempfile::tempdir().unwrap();
    let unfinished = shop.path().join("data.new");
    fs::create_dir(&unfinished).unwrap();
    fs::write(unfinished.join("torn"), "to").unwrap();
    let half = |path: &Path| {
        fs::write(path, "ha").unwrap();
        Err(Error::internal("on purpose"))
    };
    assert_eq!(find_or_make(shop.path(), "data", true, half).unwrap_err().code(), "internal");
    assert!(!shop.path().join("data").exists());
    let path = find_or_make(shop.path(), "data", true, make).unwrap();
    assert_eq!(fs::read(path).unwrap(), b"whole");
    assert!(!unfinished.exists());
}

#[test]
fn two_do_not_make_it_at_once() {
    let shop = tempfile::tempdir().unwrap();
    let held = hold(shop.path()).unwrap();
    assert_eq!(find_or_make(shop.path(), "data", true, make).unwrap_err().code(), "locked");
    drop(held);
    find_or_make(shop.path(), "data", true, make).unwrap();
    hold(shop.path()).unwrap();
}

/// A process that is being started has all open files for a moment, and with them what they lock.
#[test]
fn what_was_let_go_can_be_held_again_while_processes_start() {
    let shop = tempfile::tempdir().unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let mut process = Command::new(env!("CARGO_BIN_EXE_crash-child"));
                process.stderr(Stdio::null()).stdout(Stdio::null()).status().ok();
            }
        });
        let failed = (0..20_000).find(|_| hold(shop.path()).is_err());
        done.store(true, Ordering::Relaxed);
        assert_eq!(failed, None);
    });
}

#[test]
fn the_size_is_that_of_everything() {
    let shop = tempfile::tempdir().unwrap();
    fs::create_dir(shop.path().join("in")).unwrap();
    for (name, len) in [("a", 10_000), ("in/b", 20_000)] {
        fs::write(shop.path().join(name), vec![1; len]).unwrap();
        fs::File::options().write(true).open(shop.path().join(name)).unwrap().sync_all().unwrap();
    }
    assert!((30_000..60_000).contains(&size(shop.path()).unwrap()));
    assert!(size(&shop.path().join("none")).is_err());
}

/// Lines of code of a crate: no blank lines, no comments, no tests.
fn lines(krate: &str) -> usize {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(krate).join("src");
    let files = fs::read_dir(src).unwrap().map(|entry| entry.unwrap().path());
    let sources =
        files.filter(|path| !path.ends_with("tests.rs")).map(|path| fs::read_to_string(path).unwrap());
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
    sources.map(|source| source.lines().filter(is_code).count()).sum()
}

#[test]
fn a_storage_is_two_hundred_lines_at_most() {
    for krate in ["guanxi-redb", "guanxi-sled"] {
        let lines = lines(krate);
        assert!((50..=200).contains(&lines), "{krate}: {lines}; what any engine needs belongs to storage/kv");
    }
}
