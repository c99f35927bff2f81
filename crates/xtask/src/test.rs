//! `cargo xtask test`

use std::{num::NonZero, thread};

use anyhow::Result;

use crate::{
    codegen,
    command::{cargo, run as run_command},
    fuzz, mobile, needs, node, python, rooms,
    steps::Steps,
};

/// All that a developer needs to trust a change.
#[derive(clap::Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Rounds per storage and kind of death (kill -9, power cuts)
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
    steps.run("generated files are fresh", || codegen::run(true));
    tests(steps, options.crash_rounds, None);
    python::add(steps);
    node::add(steps);
    mobile::add(steps);
    steps.run("example: forward", forward);
    fuzz::add(steps, options.fuzz_seconds, 1);
}

/// The example that forwards the feed is a workspace of its own; without a server of NATS, half of it is left out.
fn forward() -> Result<()> {
    run_command(cargo().args(["test", "--locked", "--manifest-path", "examples/forward/Cargo.toml"]))
}

/// How long tests go on that are short else.
pub(crate) struct Soak {
    /// Cases per property.
    pub(crate) proptest_cases: u32,
    /// Seconds that processes hammer one PostgreSQL.
    pub(crate) hammer_seconds: u64,
}

/// Every test of the workspace. Those of `guanxi-testkit` kill a child process that writes, and cut its power, so many
/// times per storage.
pub(crate) fn tests(steps: &mut Steps, crash_rounds: u32, soak: Option<Soak>) {
    steps.run("PostgreSQL for tests", needs::postgres);
    steps.run(format!("tests, with {crash_rounds} crash rounds per storage and kind of death"), || {
        let mut command = cargo();
        command.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
        command.env("GUANXI_CRASH_ROUNDS", crash_rounds.to_string());
        // Many wait most of their time: for a disk, a process that is to be killed, a server.
        let at_once = 2 * thread::available_parallelism().map_or(1, NonZero::get);
        command.env("RUST_TEST_THREADS", at_once.to_string());
        if let Some(soak) = &soak {
            command.env("PROPTEST_CASES", soak.proptest_cases.to_string());
            command.env("GUANXI_HAMMER_SECONDS", soak.hammer_seconds.to_string());
        }
        run_command(&mut command)
    });
}
