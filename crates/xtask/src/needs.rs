//! What tests need beside Rust, set up where this task may.

use std::path::Path;

use anyhow::{Result, bail};

use crate::command::{answers, in_root, run as run_command};

/// PostgreSQL's programs: tests start a server of their own, and fail without.
///
/// # Errors
/// When they are missing and cannot be installed here.
pub(crate) fn postgres() -> Result<()> {
    if has_postgres() {
        return Ok(());
    }
    let root = in_root("id").arg("-u").output().is_ok_and(|out| out.stdout.trim_ascii() == b"0");
    if !root || !answers("apt-get", &["--version"]) {
        bail!(
            "PostgreSQL 15 or newer is missing: install its server, or name its folder in GUANXI_POSTGRES_BIN"
        );
    }
    run_command(in_root("apt-get").args(["update", "-qq"]))?;
    let install = ["install", "-y", "-qq", "--no-install-recommends", "postgresql"];
    run_command(in_root("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install))?;
    if has_postgres() { Ok(()) } else { bail!("PostgreSQL was installed, and its programs are not found") }
}

fn has_postgres() -> bool {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let named = std::env::var_os("GUANXI_POSTGRES_BIN").map(std::path::PathBuf::from);
    let mut folders = debian.map(|entry| entry.path().join("bin")).chain(named);
    folders.any(|folder| has_server(&folder)) || answers("initdb", &["--version"])
}

fn has_server(folder: &Path) -> bool {
    folder.join("initdb").is_file()
}
