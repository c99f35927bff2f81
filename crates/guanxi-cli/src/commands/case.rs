use std::{path::PathBuf, sync::Arc};

use clap::Args;
use guanxi::{Crm, Error, Result, storage::Memory};
use guanxi_testkit::cases::{self, CaseReport};
use serde::Serialize;

use crate::{
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, clean, count},
};

/// Run conformance cases, each on an empty store in memory; 1 when one fails
#[derive(Debug, Args)]
#[command(after_help = "\
A case is a TOML file: a clock, and steps that each make a call and say what it
must answer. A folder stands for every case beneath it. The store of --url is
not touched.

Examples:
  guanxi case order-counts-once.toml
  guanxi case cases/customers --json")]
pub(crate) struct Case {
    /// Files of cases, or folders of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Case {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let mut files = Vec::new();
        for path in self.files {
            if path.is_dir() {
                files.extend(cases::files(&path).map_err(|e| Error::io(path.display(), e))?);
            } else {
                files.push(path);
            }
        }
        let mut open = |setup: &cases::Setup| {
            let storage = Arc::new(Memory::storage());
            Crm::new(storage, setup.clock.clone(), setup.random())
        };
        let cases: Vec<_> = files.iter().map(|file| Ran::from(cases::run_file(file, &mut open))).collect();
        let verdict = Verdict { passed: cases.iter().all(|case| case.passed), cases };
        context.out.answer(&verdict)?;
        Ok(if verdict.passed { Exit::Done } else { Exit::Unequal })
    }
}

/// How all of them went.
#[derive(Serialize)]
struct Verdict {
    passed: bool,
    cases: Vec<Ran>,
}

/// How one went.
#[derive(Serialize)]
struct Ran {
    name: String,
    about: String,
    passed: bool,
    steps: usize,
    failure: Option<Failure>,
    #[serde(skip)]
    line: String,
}

/// What was not as expected first.
#[derive(Serialize)]
struct Failure {
    line: Option<usize>,
    step: Option<usize>,
    call: Option<String>,
    reason: String,
}

impl From<CaseReport> for Ran {
    fn from(report: CaseReport) -> Self {
        let (passed, line) = (report.is_passed(), report.to_string());
        let CaseReport { name, about, steps, failure, .. } = report;
        let failure = failure.map(|f| Failure { line: f.line, step: f.step, call: f.call, reason: f.reason });
        Self { name, about, passed, steps, failure, line }
    }
}

impl Show for Verdict {
    fn show(&self, text: &mut Text) {
        for case in &self.cases {
            text.line(format_args!(
                "{} {}",
                if case.passed { "ok    " } else { "FAILED" },
                clean(&case.line)
            ));
        }
        let failed = self.cases.iter().filter(|case| !case.passed).count();
        text.line(format_args!("{}, {failed} failed", count(self.cases.len() as u64, "case")));
    }
}
