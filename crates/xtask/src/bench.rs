//! `cargo xtask bench`

use anyhow::{Context, Result, bail};

use crate::{
    command::{cargo, in_root, run as run_command},
    python, workspace,
};

/// Own figures beside the peers'.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// What to measure: `import`, `lookup`, `writes`, `encoding`, `all`, `posting`; `dedupe`
    area: String,
    /// Handed on to the benchmark
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    more: Vec<String>,
}

/// A package of its own, so that the peers weigh on nobody's build.
const PACKAGE: &str = "benches/compare/Cargo.toml";
/// The peers of deduplication are of Python.
const DEDUPE: &str = "benches/dedupe/bench.py";

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
    run_command(cargo().args(args).args(&options.more))
}

/// Tables and the peers' environment stay in `target/bench-dedupe`.
fn dedupe(more: &[String]) -> Result<()> {
    let python = python::interpreter().context(python::MISSING)?;
    run_command(cargo().args(["build", "--release", "--locked", "--package", "guanxi-cli"]))?;
    let target = workspace::metadata()?.target_directory;
    let (command, folder) = (target.join("release/guanxi"), target.join("bench-dedupe"));
    let own = ["--guanxi", command.as_str(), "--folder", folder.as_str()];
    run_command(in_root(&python).arg(DEDUPE).args(more).args(own))
}
