//! Child processes.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// Cargo, in the root of the workspace, without a terminal to ask anything from.
pub(crate) fn cargo() -> Command {
    in_root(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// A program, in the root of the workspace.
pub(crate) fn in_root(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root()).stdin(Stdio::null());
    command
}

/// Runs it; its output goes where ours goes.
///
/// # Errors
/// When it cannot be started or does not end well.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    println!("$ {line}");
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    match status.success() {
        true => Ok(()),
        false => bail!("`{line}`: {status}"),
    }
}

/// The same command, with a PostgreSQL that lives as long as it does: its URL is in `GUANXI_TEST_POSTGRES`.
///
/// # Errors
/// When what starts the server cannot be built.
#[cfg(unix)]
pub(crate) fn with_postgres(command: Command) -> Result<Command> {
    run(cargo().args(["build", "--package", "guanxi-testkit", "--bin", "with-postgres"]))?;
    let mut with = Command::new(workspace::metadata()?.target_directory.join("debug/with-postgres"));
    with.arg(command.get_program()).args(command.get_args());
    command.get_current_dir().map(|folder| with.current_dir(folder));
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => with.env(name, value),
            None => with.env_remove(name),
        };
    }
    Ok(with)
}

/// Tests start a server on Unix alone.
#[cfg(not(unix))]
pub(crate) fn with_postgres(command: Command) -> Result<Command> {
    Ok(command)
}

/// Whether a program answers to being called with these arguments.
pub(crate) fn answers(program: &str, args: &[&str]) -> bool {
    in_root(program)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// Whether this run is CI's, where nothing may be left out in silence.
pub(crate) fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1")
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    [name]
        .into_iter()
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
