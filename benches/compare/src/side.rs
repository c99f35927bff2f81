//! One side of a measurement: what a process is started for, and what it hands back.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::{area::Engine, guanxi_side, measure::Figures, sqlite_side};

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Who {
    /// guanxi, on one of its storages.
    Guanxi(Engine),
    /// SQLite.
    Sqlite,
}

/// What is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Task {
    /// Takes in a file of customers.
    Customers(PathBuf),
    /// Takes in a file of order lines.
    Orders(PathBuf),
    /// Loads so many bare rows with three look-up keys.
    Load(u64),
    /// Opens a store and closes it again.
    Open,
    /// Writes until it is killed.
    WriteOn,
    /// Reads bare rows, of which there are so many.
    ReadBare(u64),
    /// Reads customers that were taken in, of so many rows.
    ReadCustomers(u64),
    /// Durable postings from so many callers.
    Post(usize),
    /// Encodes and decodes a stored customer.
    Encoding,
}

/// Who does what where.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Side {
    pub(crate) who: Who,
    pub(crate) task: Task,
    /// The folder of the store.
    pub(crate) store: PathBuf,
}

impl Side {
    /// Runs it in this process and prints its figures as one line of JSON.
    pub(crate) fn run(&self) -> Result<()> {
        let figures = match self.who {
            Who::Guanxi(engine) => guanxi_side::run(&self.task, engine, &self.store)?,
            Who::Sqlite => sqlite_side::run(&self.task, &self.store)?,
        };
        println!("{}", serde_json::to_string(&figures)?);
        Ok(())
    }

    /// Runs it in a process of its own.
    pub(crate) fn in_process(&self) -> Result<Figures> {
        let out = self.command()?.stderr(Stdio::inherit()).output()?;
        ensure!(out.status.success(), "{:?} failed at {:?}", self.who, self.task);
        let text = String::from_utf8(out.stdout)?;
        serde_json::from_str(text.trim()).context("a side printed no figures")
    }

    /// Runs it in a process of its own and counts how often that forces the disk, where `strace` is there to tell.
    pub(crate) fn counting_syncs(&self) -> Result<(Figures, Option<f64>)> {
        let summary = tempfile::NamedTempFile::new()?;
        let plain = self.command()?;
        let mut traced = Command::new("strace");
        traced
            .args(["-f", "--seccomp-bpf", "-c", "-e", "trace=fsync,fdatasync,msync", "-o"])
            .arg(summary.path());
        traced.arg(plain.get_program()).args(plain.get_args());
        let Ok(out) = traced.stderr(Stdio::null()).output() else { return Ok((self.in_process()?, None)) };
        ensure!(out.status.success(), "{:?} failed at {:?} under strace", self.who, self.task);
        let figures = serde_json::from_slice(&out.stdout).context("a side printed no figures")?;
        Ok((figures, Some(calls(&std::fs::read_to_string(summary.path())?))))
    }

    /// The process it runs in.
    pub(crate) fn command(&self) -> Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("side").arg(serde_json::to_string(self)?);
        Ok(command)
    }
}

/// All calls in a summary of `strace -c`: the fourth column, one line a kind of call.
fn calls(summary: &str) -> f64 {
    let cells = summary.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let kinds = cells.filter(|cells| cells.last().is_some_and(|name| name.ends_with("sync")));
    kinds.filter_map(|cells| cells.get(3)?.parse::<f64>().ok()).sum()
}

/// The folder of a store, made when it is not there.
pub(crate) fn folder(path: &Path) -> Result<&Path> {
    std::fs::create_dir_all(path)?;
    Ok(path)
}
