//! One side of a measurement: what a process is started for, and what it hands back.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::{area::Engine, guanxi_side, ledger::Ledger, measure::Figures, sqlite_side};

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
    /// Learns what tells people apart.
    Train,
    /// Asks who somebody may be, of so many rows.
    FindNew(u64),
    /// Durable postings from so many callers.
    Post(usize),
    /// Points through the whole library.
    Ledger(Ledger),
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
    pub(crate) fn counting_syncs(&self) -> Result<(Figures, Option<Forced>)> {
        let log = tempfile::NamedTempFile::new()?;
        let plain = self.command()?;
        let mut traced = Command::new("strace");
        traced
            .args(["-f", "--seccomp-bpf", "-e", "trace=fsync,fdatasync,msync,ftruncate", "-o"])
            .arg(log.path());
        traced.arg(plain.get_program()).args(plain.get_args());
        let Ok(out) = traced.stderr(Stdio::null()).output() else { return Ok((self.in_process()?, None)) };
        ensure!(out.status.success(), "{:?} failed at {:?} under strace", self.who, self.task);
        let figures = serde_json::from_slice(&out.stdout).context("a side printed no figures")?;
        Ok((figures, Some(Forced::read(&std::fs::read_to_string(log.path())?))))
    }

    /// The process it runs in.
    pub(crate) fn command(&self) -> Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("side").arg(serde_json::to_string(self)?);
        Ok(command)
    }
}

/// How often a process forced the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Forced {
    /// All times.
    pub(crate) syncs: f64,
    /// Times that it made a file longer than before, which redb forces at once.
    pub(crate) growths: f64,
}

impl Forced {
    /// Reads a log of `strace -f`: a line is the number of a thread and its call, the rest of a call that another's
    /// interrupted has a line of its own without the call's opening bracket.
    fn read(log: &str) -> Self {
        let (mut forced, mut longest) = (Self::default(), 0);
        let calls = log.lines().filter_map(|line| {
            line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').split_once('(')
        });
        for (name, arguments) in calls {
            if name == "ftruncate" {
                let length = arguments
                    .split([',', ')'])
                    .nth(1)
                    .and_then(|len| len.trim().parse().ok())
                    .unwrap_or(0_u64);
                forced.growths += f64::from(u8::from(length > longest));
                longest = longest.max(length);
            } else if name.ends_with("sync") {
                forced.syncs += 1.0;
            }
        }
        forced
    }
}

/// The folder of a store, made when it is not there.
pub(crate) fn folder(path: &Path) -> Result<&Path> {
    std::fs::create_dir_all(path)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_counted() {
        let log = "7 ftruncate(3, 100) = 0\n7 fdatasync(3) = 0\n8  fdatasync(3 <unfinished ...>\n7 fsync(4) = 0\n\
                   8 <... fdatasync resumed>) = 0\n7 ftruncate(3, 50) = 0\n7 ftruncate(3, 200 <unfinished ...>\n\
                   9 +++ exited with 0 +++\n";
        assert_eq!(Forced::read(log), Forced { syncs: 3.0, growths: 2.0 });
    }
}
