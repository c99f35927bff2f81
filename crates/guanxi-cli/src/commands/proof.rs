use clap::Args;
use guanxi::{Result, TableProof, VerifyReport};
use serde::Serialize;

use crate::{
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, count, number},
};

/// Prove that what is stored is what the facts make it; 1 when it is not
#[derive(Debug, Args)]
#[command(after_help = "\
Everything that is derived is derived again from the facts and compared byte
for byte; every index entry is looked up in its row. Exits with 0 when all is
equal, with 1 when not.

Examples:
  guanxi verify
  guanxi verify --json || guanxi rebuild")]
pub(crate) struct Verify {}

impl Verify {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let proof = Proof::new(context.existing()?.proof().verify()?, Job::Verify);
        context.out.answer(&proof)?;
        Ok(if proof.equal { Exit::Done } else { Exit::Unequal })
    }
}

/// Derive everything again from the facts, and put right what differs
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  guanxi rebuild\n  guanxi rebuild --json")]
pub(crate) struct Rebuild {}

impl Rebuild {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        context.out.answer(&Proof::new(context.existing()?.proof().rebuild()?, Job::Rebuild))?;
        Ok(Exit::Done)
    }
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Job {
    Verify,
    Rebuild,
}

/// A report of either command.
#[derive(Serialize)]
pub(crate) struct Proof {
    /// Whether stored state was what the facts make it.
    pub(crate) equal: bool,
    tables: Vec<TableProof>,
    storage_problems: Vec<String>,
    #[serde(skip)]
    job: Job,
}

impl Proof {
    pub(crate) fn new(report: VerifyReport, job: Job) -> Self {
        let equal = report.is_equal();
        let VerifyReport { tables, storage_problems, .. } = report;
        Self { equal, tables, storage_problems, job }
    }
}

impl Show for Proof {
    fn show(&self, text: &mut Text) {
        let differing: u64 = self.tables.iter().map(TableProof::differing).sum();
        text.line(match (self.job, self.equal) {
            (_, true) => "Equal: what is stored is what the facts make it.".to_owned(),
            (Job::Verify, false) => {
                format!("NOT EQUAL, by {}. `guanxi rebuild` puts that right.", count(differing, "row"))
            }
            (Job::Rebuild, false) => format!("Put right {} that differed.", count(differing, "row")),
        });
        text.blank();
        text.table(
            ["table", "rows", "missing", "extra", "different"],
            &[1, 2, 3, 4],
            self.tables.iter().map(row),
        );
        for problem in &self.storage_problems {
            text.line(format_args!("storage: {problem}"));
        }
    }
}

fn row(table: &TableProof) -> [String; 5] {
    let TableProof { table: name, rows, missing, extra, different, .. } = table;
    [name.clone(), number(*rows), number(*missing), number(*extra), number(*different)]
}
