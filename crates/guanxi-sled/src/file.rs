//! The files: found, made, locked, tidied, and what their errors mean.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
    time::Duration,
};

use guanxi_core::error::{Error, Result};
use sled::Db;

use crate::Open;

/// sled lets go of its own lock a little after it was closed.
const TRIES: u32 = 100;

/// Opens what is there, or makes it.
pub(crate) fn open(directory: &Path, cache_bytes: u64, create: bool) -> Result<Open> {
    let at = |e| Error::io(directory.display(), e);
    let data = directory.join("data.sled");
    if !data.exists() && !create {
        return Err(Error::no_store(directory.display()));
    }
    fs::create_dir_all(directory).map_err(at)?;
    let lock = lock(directory)?;
    if data.exists() {
        tidy(&data).map_err(at)?;
    } else {
        make(directory, &data, cache_bytes)?;
    }
    let db = start(directory, &data, cache_bytes)?;
    let data = File::options().read(true).write(true).open(data.join("db")).map_err(at)?;
    Ok(Open { db, data, _lock: lock })
}

fn lock(directory: &Path) -> Result<File> {
    let at = |e| Error::io(directory.display(), e);
    let file =
        File::options().write(true).create(true).truncate(false).open(directory.join("lock")).map_err(at)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::locked(directory.display())),
        Err(TryLockError::Error(e)) => Err(at(e)),
    }
}

/// A snapshot whose writing was interrupted: sled takes it for the newest, finds it short, and gives up for ever.
fn tidy(data: &Path) -> io::Result<()> {
    for entry in fs::read_dir(data)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "generating") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Makes an empty database under another name, syncs it, and gives it its own.
fn make(directory: &Path, data: &Path, cache_bytes: u64) -> Result<()> {
    let at = |e| Error::io(directory.display(), e);
    let unfinished = directory.join("data.sled.new");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(at)?;
    }
    drop(start(directory, &unfinished, cache_bytes)?);
    sync_tree(&unfinished).map_err(at)?;
    fs::rename(&unfinished, data).map_err(at)?;
    sync_directory(directory).map_err(at)?;
    let parent = directory.canonicalize().map_err(at)?.parent().map(Path::to_owned);
    parent.map_or(Ok(()), |parent| sync_directory(&parent)).map_err(at)
}

fn sync_tree(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_tree(&path)?;
        } else {
            File::options().write(true).open(path)?.sync_all()?;
        }
    }
    sync_directory(path)
}

/// A name is on disk when its directory is; where directories cannot be opened, the system sees to it.
fn sync_directory(directory: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

fn start(directory: &Path, data: &Path, cache_bytes: u64) -> Result<Db> {
    // The background flush is for its collection of garbage, not for durability.
    let config = sled::Config::new().path(data).cache_capacity(cache_bytes).flush_every_ms(Some(500));
    for _ in 1..TRIES {
        match config.open() {
            Err(e) if is_locked(&e) => std::thread::sleep(Duration::from_millis(10)),
            opened => return opened.map_err(|e| error(directory, e)),
        }
    }
    config.open().map_err(|e| error(directory, e))
}

fn is_locked(e: &sled::Error) -> bool {
    matches!(e, sled::Error::Io(e) if e.to_string().starts_with("could not acquire lock"))
}

/// What an error of sled means.
pub(crate) fn error(directory: &Path, e: sled::Error) -> Error {
    let place = directory.display();
    match e {
        e if is_locked(&e) => Error::locked(place),
        sled::Error::Io(e) if e.kind() == io::ErrorKind::UnexpectedEof => {
            Error::corrupt(place, "a file of sled is not whole").with_source(e)
        }
        sled::Error::Io(e) => Error::io(place, e),
        sled::Error::Corruption { .. } => Error::corrupt(place, "sled found damage").with_source(e),
        sled::Error::Unsupported(reason) => Error::corrupt(place, reason),
        e => Error::io(place, io::Error::other(e)),
    }
}
