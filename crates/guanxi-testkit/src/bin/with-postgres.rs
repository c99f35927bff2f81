//! Runs a command that finds a real PostgreSQL in `GUANXI_TEST_POSTGRES`: the URL of an empty schema. The server goes when
//! the command ends.

use std::process::{Command, ExitCode};

use guanxi_testkit::server::Server;

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let Some(program) = words.next() else { return ExitCode::FAILURE };
    let server = Server::start(&[]);
    let status = Command::new(program).args(words).env("GUANXI_TEST_POSTGRES", server.url("tests")).status();
    drop(server);
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
