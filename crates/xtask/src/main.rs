//! Tasks of the project: `cargo xtask test`, `cargo xtask ci` and what they are made of.
//!
//! A task is a list of [steps](steps); every step runs even when one before it failed, and the summary at the end
//! says which did and how long each took.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command that speaks to the developer")]

mod bench;
mod ci;
mod codegen;
mod command;
mod crates;
mod fuzz;
mod imports;
mod licences;
mod markdown;
mod mobile;
mod msrv;
mod needs;
mod node;
mod python;
mod readme;
mod reference;
mod rooms;
mod soak;
mod steps;
mod test;
mod tidy;
mod workspace;

use clap::{Parser, Subcommand};

/// Tasks of the guanxi project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// All that a developer needs to trust a change: tests, order of rooms, crash rounds, fuzzing.
    Test(test::Options),
    /// What CI runs: `test`, and formatting, lints, licences, docs, README, oldest Rust.
    Ci(ci::Options),
    /// Own figures beside the peers', for one area or all: `import`, `lookup`, `writes`, `encoding`; `dedupe`.
    Bench(bench::Options),
    /// Hours of crash rounds, fuzzing and property tests, before a release.
    Soak(soak::Options),
    /// Fuzzes one target, or all, or runs a target over given inputs.
    Fuzz(fuzz::Options),
    /// Writes the bindings' generated files from the core's description of itself.
    Codegen {
        /// Only says which are stale
        #[arg(long)]
        check: bool,
    },
    /// Builds and tests the Node binding, and the storefront on it.
    Node,
    /// Kotlin and Swift: builds the library, checks that what uniffi writes is fresh, runs the tests in both languages.
    Mobile(mobile::Options),
    /// Builds the Python binding and runs its tests and type checkers.
    Python(python::Options),
    /// Compares the imports inside guanxi-core, and between the crates, with the order written down.
    Rooms,
    /// Small manners: dead links, forgotten `todo!`s, long files, the lint table.
    Tidy,
    /// Licences of every dependency against `deny.toml`, without a network.
    Licences,
    /// Runs the `console` snippets of the README and the guide.
    Readme,
    /// The reference of every language as HTML pages, under `target/reference`.
    Reference,
}

fn main() -> std::process::ExitCode {
    match run(&Args::parse().task) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> anyhow::Result<()> {
    match task {
        Task::Test(options) => test::run(options),
        Task::Ci(options) => ci::run(options),
        Task::Bench(options) => bench::run(options),
        Task::Soak(options) => soak::run(options),
        Task::Fuzz(options) => fuzz::run(options),
        Task::Codegen { check } => codegen::run(*check),
        Task::Node => node::run(),
        Task::Mobile(options) => mobile::run(options),
        Task::Python(options) => python::run(options),
        Task::Rooms => rooms::run(),
        Task::Tidy => tidy::run(),
        Task::Licences => licences::run(),
        Task::Readme => readme::run(),
        Task::Reference => reference::run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_in_order() {
        super::Args::command().debug_assert();
    }
}
