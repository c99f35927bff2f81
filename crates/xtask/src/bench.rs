//! `cargo xtask bench`

use anyhow::{Result, bail};

use crate::{
    command::{cargo, run as run_command},
    workspace,
};

/// Own figures beside the peers'.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// What to measure: `import`, `lookup`, `writes`, `ledger`, `encoding`, `all`, `posting`
    area: String,
    /// Handed on to the benchmark
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    more: Vec<String>,
}

/// A package of its own, so that the peers weigh on nobody's build.
const PACKAGE: &str = "benches/compare/Cargo.toml";

/// Runs the task.
///
/// # Errors
/// When the benchmark cannot be built or ends badly.
pub(crate) fn run(options: &Options) -> Result<()> {
    if !workspace::root().join(PACKAGE).is_file() {
        bail!("{PACKAGE} is missing");
    }
    let args = ["run", "--release", "--locked", "--manifest-path", PACKAGE, "--", &options.area];
    run_command(cargo().args(args).args(&options.more))
}
