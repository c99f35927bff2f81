//! The real command, run on stores of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod browser;
mod cases;
mod copies;
mod dedupe;
mod demo;
mod duplicates;
mod errors;
mod help;
mod imports;
mod privacy;
mod proof;
mod segments;
mod shop;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// The data of the examples, as the command carries it.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// An empty folder in which commands are run.
struct Folder(TempDir);

/// How a command ended.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One with the store of the examples in it.
    fn with_shop() -> Self {
        let folder = Self::new();
        folder.ok(&["import", "customers", &format!("{DATA}/customers.csv")]);
        folder.ok(&["import", "orders", &format!("{DATA}/orders.csv")]);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guanxi"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        for name in ["GUANXI_URL", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    /// The same, with something to read.
    fn run_with(&self, args: &[&str], input: &str) -> Ran {
        let piped =
            self.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = piped.unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap().into()
    }

    /// What a command prints that must end well and say nothing else.
    fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{args:?}\n{}", ran.stdout);
        ran.stdout
    }

    /// The same with `--json`, read.
    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(&[args, &["--json"]].concat())).unwrap()
    }

    /// The exit code and the error document of a command that must fail.
    fn error(&self, args: &[&str]) -> (i32, Value) {
        let ran = self.run(&[args, &["--json"]].concat());
        assert_eq!(ran.stdout, "", "{args:?}");
        let document: Value =
            serde_json::from_str(&ran.stderr).unwrap_or_else(|_| panic!("{args:?}: {}", ran.stderr));
        (ran.code.unwrap(), document["error"].clone())
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
