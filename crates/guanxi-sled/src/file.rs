//! The files: opened, made, tidied, and what errors of sled mean.

use std::{
    fs::{self, File},
    io,
    path::Path,
    time::Duration,
};

use guanxi_core::error::{Error, Result};
use guanxi_files::{self as files, Hold};
use sled::Db;

/// sled lets go of its own lock a little after it was closed.
const TRIES: u32 = 100;

/// What is open. Its parts are closed in this order, the hold last.
pub(crate) struct Open {
    pub(crate) db: Db,
    /// The data file once more, to sync it.
    pub(crate) data: File,
    _hold: Hold,
}

impl Open {
    /// Opens the database of a store's directory.
    pub(crate) fn new(directory: &Path, data: &Path, cache_bytes: u64) -> Result<Self> {
        let hold = files::hold(directory)?;
        tidy(data).map_err(|e| files::error(data, e))?;
        let db = start(data, cache_bytes)?;
        let data = File::options().read(true).write(true).open(data.join("db"));
        Ok(Self { db, data: data.map_err(|e| files::error(directory, e))?, _hold: hold })
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

/// Opens a database of sled, or makes an empty one.
pub(crate) fn start(data: &Path, cache_bytes: u64) -> Result<Db> {
    // The flush in the background moves pages between two fsyncs: see the wrapper's table. Segments are free without it
    // when the last of their pages is written anew; a store is some tenth larger.
    let config = sled::Config::new().path(data).cache_capacity(cache_bytes).flush_every_ms(None);
    for _ in 1..TRIES {
        match config.open() {
            Err(e) if is_locked(&e) => std::thread::sleep(Duration::from_millis(10)),
            opened => return opened.map_err(|e| error(data, e)),
        }
    }
    config.open().map_err(|e| error(data, e))
}

fn is_locked(e: &sled::Error) -> bool {
    matches!(e, sled::Error::Io(e) if e.to_string().starts_with("could not acquire lock"))
}

/// What an error of sled means.
pub(crate) fn error(data: &Path, e: sled::Error) -> Error {
    let place = data.display();
    match e {
        e if is_locked(&e) => Error::locked(place),
        sled::Error::Io(e) => files::error(data, e),
        sled::Error::Corruption { .. } => Error::corrupt(place, "sled found damage").with_source(e),
        sled::Error::Unsupported(reason) => Error::corrupt(place, reason),
        e => Error::io(place, io::Error::other(e)),
    }
}
