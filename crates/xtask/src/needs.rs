//! PostgreSQL for tests: its programs, and a server. Tests start one on Unix alone.

use std::process::Command;

use anyhow::Result;
#[cfg(unix)]
use {
    crate::command::{answers, in_root},
    anyhow::bail,
    guanxi_testserver::{Server, programs},
};

use crate::command::run as run_command;

#[cfg(unix)]
const MISSING: &str =
    "PostgreSQL 15 or newer is missing: install its server, or name its folder in GUANXI_POSTGRES_BIN";

/// Its programs, set up where this task may: tests start a server of their own, and fail without.
///
/// # Errors
/// When they are missing and cannot be installed here.
#[cfg(unix)]
pub(crate) fn postgres() -> Result<()> {
    if programs().is_some() {
        return Ok(());
    }
    let root = in_root("id").arg("-u").output().is_ok_and(|out| out.stdout.trim_ascii() == b"0");
    if !root || !answers("apt-get", &["--version"]) {
        bail!(MISSING);
    }
    run_command(in_root("apt-get").args(["update", "-qq"]))?;
    let install = ["install", "-y", "-qq", "--no-install-recommends", "postgresql"];
    run_command(in_root("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install))?;
    if programs().is_some() {
        Ok(())
    } else {
        bail!("PostgreSQL was installed, and its programs are not found")
    }
}

/// Runs a command beside a server that lives as long as it does: its URL is in `GUANXI_TEST_POSTGRES`.
///
/// # Errors
/// Those of running it, and when PostgreSQL is not installed.
#[cfg(unix)]
pub(crate) fn run_with_postgres(command: &mut Command) -> Result<()> {
    if programs().is_none() {
        bail!(MISSING);
    }
    // What these tests show does not hang on power cuts, and they take minutes less.
    let server = Server::start(&["fsync=off"]);
    run_command(command.env("GUANXI_TEST_POSTGRES", server.url("tests")))
}

#[cfg(not(unix))]
pub(crate) fn postgres() -> Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn run_with_postgres(command: &mut Command) -> Result<()> {
    run_command(command)
}
