//! `cargo xtask test`

use anyhow::Result;

use crate::{
    command::{cargo, run as run_command},
    fuzz, rooms,
    steps::Steps,
};

/// All that a developer needs to trust a change.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Rounds of kill -9 and of power cuts, each, per storage
    #[arg(long, default_value_t = 100)]
    crash_rounds: u32,
    /// Seconds of fuzzing per target; 0 leaves fuzzing out
    #[arg(long, default_value_t = 20)]
    fuzz_seconds: u64,
}

/// Runs the task.
///
/// # Errors
/// When a step failed.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut steps = Steps::default();
    add(&mut steps, options);
    steps.finish("test")
}

/// The steps, for tasks that contain this one.
pub(crate) fn add(steps: &mut Steps, options: &Options) {
    steps.run("order of rooms", rooms::run);
    steps.run("tests: unit, conformance, properties, docs", || {
        run_command(cargo().args(["test", "--workspace", "--locked", "--no-fail-fast"]))
    });
    crash_rounds(steps, options.crash_rounds);
    fuzz::add(steps, options.fuzz_seconds);
}

/// Kills a child process that writes, and cuts its power, so many times per storage.
pub(crate) fn crash_rounds(steps: &mut Steps, rounds: u32) {
    steps.run(format!("crashes: {rounds} rounds per storage"), || {
        let args = ["test", "--package", "guanxi-testkit", "--test", "crash", "--locked", "--no-fail-fast"];
        run_command(cargo().args(args).env("GUANXI_CRASH_ROUNDS", rounds.to_string()))
    });
}
