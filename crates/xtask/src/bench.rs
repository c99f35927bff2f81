//! `cargo xtask bench`

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{
    command::{cargo, in_root, run as run_command},
    python, workspace,
};

/// Own figures beside the peers'.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// What to measure: `import`, `lookup`, `writes`, `ledger`, `duplicates`, `encoding`, `all`, `posting`, `segments`, `dedupe`
    area: String,
    /// Handed on to the benchmark
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    more: Vec<String>,
}

/// A package of its own, so that the peers weigh on nobody's build.
const PACKAGE: &str = "benches/compare/Cargo.toml";
/// The peers of deduplication are of Python.
const DEDUPE: &str = "benches/dedupe/bench.py";

/// The peers that are Python packages.
const PEERS: [&str; 2] = ["duckdb==2.0.1", "polars==2.1.0"];

/// Runs the task.
///
/// # Errors
/// When the benchmark cannot be built or ends badly.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.area == "dedupe" {
        return dedupe(&options.more);
    }
    if !workspace::root().join(PACKAGE).is_file() {
        bail!("{PACKAGE} is missing");
    }
    let args = ["run", "--release", "--locked", "--manifest-path", PACKAGE, "--", &options.area];
    let mut command = cargo();
    command.args(args).args(&options.more);
    if options.area == "segments" && !options.more.iter().any(|option| option == "--alone") {
        command.arg("--python").arg(peers()?);
    }
    run_command(&mut command)
}

/// A Python with the peers in it, made on first use.
fn peers() -> Result<PathBuf> {
    let venv = workspace::root().join("target/bench-peers");
    let python = venv.join("bin/python");
    if !python.is_file() {
        run_command(in_root("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run_command(in_root(&python.display().to_string()).args(pip).args(PEERS))?;
    Ok(python)
}

/// Tables beside the peers and the latency of one record, then what reading a value costs. Tables and the peers'
/// environment stay in `target/bench-dedupe`.
fn dedupe(more: &[String]) -> Result<()> {
    let python = python::interpreter().context(python::MISSING)?;
    let build = |what: &[&str]| run_command(cargo().args(["build", "--release", "--locked"]).args(what));
    build(&["--package", "guanxi-cli"])?;
    build(&["--package", "guanxi-match", "--example", "latency"])?;
    let target = workspace::metadata()?.target_directory;
    let [command, latency, folder] =
        ["release/guanxi", "release/examples/latency", "bench-dedupe"].map(|path| target.join(path));
    let own = ["--guanxi", command.as_str(), "--latency", latency.as_str(), "--folder", folder.as_str()];
    run_command(in_root(&python).arg(DEDUPE).args(more).args(own))?;
    let kernels =
        ["--package", "guanxi-match", "--test", "normalise_speed", "--", "--ignored", "--nocapture"];
    run_command(cargo().args(["test", "--release", "--locked"]).args(kernels))
}
