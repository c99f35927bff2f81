//! Storages by URL: those that must hold, and some that must not.

mod journal;
mod stock_sled;

use std::path::Path;

use guanxi_core::{
    error::{Error, Result},
    storage::{KvStorage, OpenOptions, Storage},
};
use guanxi_redb::Redb;
use guanxi_sled::Sled;
use guanxi_sqlite::Sqlite;

use self::{
    journal::{Habits, Journal},
    stock_sled::StockSled,
};

/// Opens a storage: `redb:`, `sled:` and `sqlite:` as users do; `careful:`, a plain journal; `careless:`, the same without an
/// fsync; `unchecked:`, the same without check sums; `stock-sled:`, sled without its wrapper.
///
/// # Errors
/// `unknown_storage`; those of opening.
pub fn open(url: &str) -> Result<Box<dyn Storage>> {
    let (scheme, path) = url.split_once(':').unwrap_or_default();
    let path = Path::new(path);
    let journal = |syncs, checks| -> Result<Box<dyn Storage>> {
        Ok(Box::new(KvStorage::new(Journal::open(path, Habits { syncs, checks })?)))
    };
    match scheme {
        // With a log that is full so soon that a round writes pages, too.
        "redb" => Ok(Box::new(Redb::open(path, &OpenOptions::new().log_bytes(128 << 10))?)),
        "sled" => Ok(Box::new(Sled::open(path, &OpenOptions::new())?)),
        "sqlite" => Ok(Box::new(Sqlite::open(path, &OpenOptions::new())?)),
        "careful" => journal(true, true),
        "careless" => journal(false, true),
        "unchecked" => journal(true, false),
        "stock-sled" => Ok(Box::new(KvStorage::new(StockSled::open(path)?))),
        _ => Err(Error::unknown_storage(
            scheme,
            "redb, sled, sqlite, careful, careless, unchecked, stock-sled",
        )),
    }
}
