//! guanxi's side.

mod bare;
mod duplicates;
mod encoding;
mod import;
mod ledger;
mod post;
mod read;

use std::path::Path;

use anyhow::Result;
use guanxi::Crm;
use guanxi_core::storage::{OpenOptions, Storage};
use guanxi_redb::Redb;
use guanxi_sled::Sled;

use crate::{
    area::Engine,
    measure::Figures,
    side::{Task, folder},
};

/// Runs a task on a store.
pub(crate) fn run(task: &Task, engine: Engine, store: &Path) -> Result<Figures> {
    match task {
        Task::Customers(file) => import::customers(&crm(engine, store)?, file, store),
        Task::Orders(file) => import::orders(&crm(engine, store)?, file, store),
        Task::Load(rows) => bare::load(&*storage(engine, store)?, *rows, store),
        Task::Open => bare::open(|| storage(engine, store)),
        Task::WriteOn => bare::write_on(&*storage(engine, store)?),
        Task::ReadBare(rows) => bare::read(&*storage(engine, store)?, *rows),
        Task::ReadCustomers(rows) => read::read(&crm(engine, store)?, *rows),
        Task::Train => duplicates::train(&crm(engine, store)?),
        Task::FindNew(rows) => duplicates::find_new(&crm(engine, store)?, *rows),
        Task::Post(callers) => match engine {
            Engine::Redb => post::post(&Redb::open(folder(store)?, &OpenOptions::new())?, *callers),
            Engine::Sled => post::post(&Sled::open(folder(store)?, &OpenOptions::new())?, *callers),
        },
        Task::Ledger(task) => ledger::run(*task, engine, store),
        Task::Encoding => encoding::encoding(),
    }
}

fn crm(engine: Engine, store: &Path) -> Result<Crm> {
    let scheme = match engine {
        Engine::Redb => "redb",
        Engine::Sled => "sled",
    };
    Ok(guanxi::open(&format!("{scheme}:{}", folder(store)?.display()))?)
}

fn storage(engine: Engine, store: &Path) -> Result<Box<dyn Storage>> {
    let (store, options) = (folder(store)?, OpenOptions::new());
    Ok(match engine {
        Engine::Redb => Box::new(Redb::open(store, &options)?),
        Engine::Sled => Box::new(Sled::open(store, &options)?),
    })
}
