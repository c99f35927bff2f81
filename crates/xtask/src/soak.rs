//! `cargo xtask soak`

use anyhow::Result;

use crate::{fuzz, steps::Steps, test};

/// Hours of crash rounds, fuzzing and property tests, before a release.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Rounds per storage and kind of death (kill -9, power cuts)
    #[arg(long, default_value_t = 100_000)]
    crash_rounds: u32,
    /// Minutes of fuzzing per target
    #[arg(long, default_value_t = 10)]
    fuzz_minutes: u64,
    /// Seconds that four processes hammer one PostgreSQL while connections break
    #[arg(long, default_value_t = 600)]
    hammer_seconds: u64,
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
    fuzz::add(&mut steps, options.fuzz_minutes * 60, fuzz::DRAWN);
    let soak = test::Soak { proptest_cases: options.proptest_cases, hammer_seconds: options.hammer_seconds };
    test::tests(&mut steps, options.crash_rounds, Some(soak));
    steps.finish("soak")
}
