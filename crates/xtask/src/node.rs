//! `cargo xtask node`: the Node binding is built and tested, and the storefront on it.

use std::{path::Path, process::Command};

use anyhow::{Result, bail};

use crate::{
    command::{answers, in_root, is_ci, run as run_command},
    needs::run_with_postgres,
    steps::{Outcome, Steps},
    workspace,
};

const BINDING: &str = "bindings/node";
const STOREFRONT: &str = "examples/storefront";

/// npm as the platform calls it.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Runs the task.
///
/// # Errors
/// When a step failed.
pub(crate) fn run() -> Result<()> {
    let mut steps = Steps::default();
    add(&mut steps);
    steps.finish("node")
}

/// The steps, for tasks that contain this one.
pub(crate) fn add(steps: &mut Steps) {
    steps.run_or_skip("Node: types, tests, conformance cases, guide", || with_node(test_binding));
    steps.run_or_skip("Node: the storefront in a browser", || with_node(test_storefront));
}

/// Runs a step that takes Node and npm, which a machine may lack; CI may not.
fn with_node(step: impl FnOnce() -> Result<()>) -> Result<Outcome> {
    match (answers("node", &["--version"]) && answers(NPM, &["--version"]), is_ci()) {
        (true, _) => step().map(|()| Outcome::Passed),
        (false, true) => bail!("node and npm are not installed"),
        (false, false) => Ok(Outcome::Skipped("node and npm are not installed".into())),
    }
}

/// Pages of what `index.d.ts` declares.
pub(crate) fn reference(to: &Path) -> Result<Outcome> {
    with_node(|| {
        run_command(npm(BINDING).args(["ci", "--ignore-scripts"]))?;
        let typedoc =
            ["exec", "--", "typedoc", "--entryPoints", "index.d.ts", "--tsconfig", "test/tsconfig.json"];
        run_command(npm(BINDING).args(typedoc).args(["--disableSources", "--out"]).arg(to))
    })
}

fn test_binding() -> Result<()> {
    run_command(npm(BINDING).args(["ci", "--ignore-scripts"]))?;
    build()?;
    run_with_postgres(npm(BINDING).arg("test"))
}

/// The browser's part of the tests is skipped where there is none, except in CI.
fn test_storefront() -> Result<()> {
    if library_is_missing()? {
        build()?;
    }
    run_command(npm(STOREFRONT).args(["ci", "--ignore-scripts"]))?;
    run_with_postgres(npm(STOREFRONT).arg("test"))
}

/// Builds the library as the tests want it: quickly, and with a file that panics.
fn build() -> Result<()> {
    let mut command = npm(BINDING);
    command.env("GUANXI_BUILD_PROFILE", "dev").env("GUANXI_BUILD_FEATURES", "panic-for-tests,sql");
    run_command(command.args(["run", "build"]))
}

fn library_is_missing() -> Result<bool> {
    Ok(workspace::files(&workspace::root().join(BINDING), ".node")?.is_empty())
}

fn npm(folder: &str) -> Command {
    let mut command = in_root(NPM);
    command.current_dir(workspace::root().join(Path::new(folder)));
    command
}
