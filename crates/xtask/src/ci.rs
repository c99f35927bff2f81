//! `cargo xtask ci`

use anyhow::Result;

use crate::{
    command::{answers, cargo, run as run_command},
    licences, msrv, readme, reference,
    steps::{Outcome, Steps},
    test, tidy,
};

/// What CI runs.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    test: test::Options,
    /// Leaves the tests out: only what `ci` adds to `test`
    #[arg(long)]
    without_tests: bool,
    /// Installs cargo-deny when it is missing (minutes of building); without it, it runs when it is there
    #[arg(long)]
    deny: bool,
}

/// Runs the task.
///
/// # Errors
/// When a step failed.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut steps = Steps::default();
    if !options.without_tests {
        test::add(&mut steps, &options.test);
    }
    steps.run_or_skip("format", || with("fmt", format));
    lints(&mut steps);
    steps.run("docs: every link leads somewhere", docs);
    reference::add(&mut steps);
    steps.run("tidy", tidy::run);
    steps.run("oldest Rust", msrv::run);
    steps.run("licences", licences::run);
    steps.run_or_skip("cargo deny", || deny(options.deny));
    steps.run("README and guide: the console snippets", readme::run);
    steps.finish("ci")
}

fn format() -> Result<()> {
    run_command(cargo().args(["fmt", "--all", "--", "--check", "-l"]))?;
    run_command(cargo().args(["fmt", "--manifest-path", "fuzz/Cargo.toml", "--", "--check", "-l"]))
}

fn lints(steps: &mut Steps) {
    let clippy = |which: &[&str]| {
        let args = ["clippy", "--locked", "--all-targets"];
        run_command(cargo().args(args).args(which).args(["--", "-D", "warnings"]))
    };
    steps
        .run_or_skip("lints, all features", || with("clippy", || clippy(&["--workspace", "--all-features"])));
    // The command needs its storages: the workspace as a whole would switch them on again.
    let bare = ["--package", "guanxi", "--package", "guanxi-core", "--no-default-features"];
    steps.run_or_skip("lints, no features", || with("clippy", || clippy(&bare)));
}

/// Runs a step that takes a component of rustup's that a minimal installation lacks.
fn with(component: &str, step: impl FnOnce() -> Result<()>) -> Result<Outcome> {
    match answers("cargo", &[component, "--version"]) {
        true => step().map(|()| Outcome::Passed),
        false => Ok(Outcome::Skipped(format!("cargo {component} is not installed"))),
    }
}

/// The pages of the crates, in `target/doc`; a link that leads nowhere is an error.
pub(crate) fn docs() -> Result<()> {
    let args = ["doc", "--workspace", "--lib", "--no-deps", "--all-features", "--locked"];
    // What the bindings offer is documented in their own languages.
    let bindings = ["guanxi-python", "guanxi-node", "guanxi-mobile"].map(|name| format!("--exclude={name}"));
    run_command(cargo().args(args).args(bindings).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Bans, sources, licences and, where their database can be reached, advisories.
fn deny(install: bool) -> Result<Outcome> {
    if !answers("cargo", &["deny", "--version"]) {
        if !install {
            return Ok(Outcome::Skipped("cargo-deny is not installed; --deny installs it".into()));
        }
        run_command(cargo().args(["install", "cargo-deny", "--locked"]))?;
    }
    run_command(cargo().args(["deny", "--locked", "check", "bans", "licenses", "sources"]))?;
    if !answers("git", &["ls-remote", "--exit-code", ADVISORIES, "HEAD"]) {
        return Ok(Outcome::Skipped(
            "bans, licences and sources hold; the advisories cannot be reached from here".into(),
        ));
    }
    run_command(cargo().args(["deny", "--locked", "check", "advisories"]))?;
    Ok(Outcome::Passed)
}

/// Where RustSec keeps its advisories; cargo-deny's default.
const ADVISORIES: &str = "https://github.com/RustSec/advisory-db";
