//! `cargo xtask soak`

use anyhow::Result;

use crate::{
    command::{cargo, run as run_command},
    fuzz,
    steps::Steps,
    test,
};

/// Hours of crash rounds, fuzzing and property tests, before a release.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Rounds of kill -9 and of power cuts, each, per storage
    #[arg(long, default_value_t = 100_000)]
    crash_rounds: u32,
    /// Minutes of fuzzing per target
    #[arg(long, default_value_t = 10)]
    fuzz_minutes: u64,
    /// Cases per property; proptest's own number is 256
    #[arg(long, default_value_t = 25_600)]
    proptest_cases: u32,
}

/// Runs the task.
///
/// # Errors
/// When a step failed.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut steps = Steps::default();
    steps.run(format!("tests, {} cases per property", options.proptest_cases), || {
        let args = ["test", "--workspace", "--locked", "--no-fail-fast"];
        run_command(cargo().args(args).env("PROPTEST_CASES", options.proptest_cases.to_string()))
    });
    fuzz::add(&mut steps, options.fuzz_minutes * 60);
    test::crash_rounds(&mut steps, options.crash_rounds);
    steps.finish("soak")
}
