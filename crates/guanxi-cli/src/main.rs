//! The `guanxi` command: an e-commerce CRM from the shell.
//!
//! One file per group of commands under `commands`; each reads its arguments, calls the engine, and hands what came
//! back to [`Output`](output::Output), which shows it as JSON or as text. `docs/guide/command-line.md` is the
//! reference: every command, the shapes of its JSON, the exit codes.

mod answer;
mod args;
mod chart;
mod cli;
mod commands;
mod context;
mod exit;
mod interrupt;
mod output;
mod progress;
mod text;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let context = context::Context::new(cli.global);
    match cli.command.run(&context) {
        Ok(exit) => exit.into(),
        Err(error) => {
            context.out.failure(&error);
            exit::code(&error).into()
        }
    }
}
