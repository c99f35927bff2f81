//! SQLite's side.

mod bare;
mod customers;
mod ledger;
mod orders;
mod post;
mod read;
mod shop;

use std::path::Path;

use anyhow::{Result, bail};
use rusqlite::{Connection, config::DbConfig};

use crate::{
    measure::Figures,
    side::{Task, folder},
};

/// Runs a task on a store.
pub(crate) fn run(task: &Task, store: &Path) -> Result<Figures> {
    match task {
        Task::Customers(file) => customers::take_in(open(store)?, file, store),
        Task::Orders(file) => orders::take_in(open(store)?, file, store),
        Task::Load(rows) => bare::load(open(store)?, *rows, store),
        Task::Open => bare::open(store),
        Task::WriteOn => bare::write_on(open(store)?),
        Task::ReadBare(rows) => bare::read(&open(store)?, *rows),
        Task::ReadCustomers(rows) => read::read(&open(store)?, *rows),
        Task::Post(callers) => post::post(store, *callers),
        Task::Ledger(task) => ledger::run(*task, store),
        Task::Encoding => bail!("SQLite keeps columns"),
        Task::Train | Task::FindNew(_) => bail!("SQLite knows nobody"),
    }
}

/// A connection as durable as guanxi's storages are, with a cache of the same size.
fn open(store: &Path) -> Result<Connection> {
    let connection = Connection::open(folder(store)?.join("data.sqlite"))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "cache_size", -32 * 1024)?;
    // Else it plans some statements anew at every run, for the values at hand: a quarter of an import.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.busy_timeout(std::time::Duration::from_secs(30))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}
