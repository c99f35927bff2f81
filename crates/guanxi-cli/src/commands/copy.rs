use clap::Args;
use guanxi::{CopyOptions, CopyReport, Result};
use serde::Serialize;

use super::proof::{Job, Proof};
use crate::{
    context::Context,
    exit::Exit,
    interrupt,
    output::Show,
    progress::Bar,
    text::{Text, count},
};

/// Move a store to another storage; cut off, it goes on when it is run again
#[derive(Debug, Args)]
#[command(after_help = "\
The target must be empty, or hold a part of the same copy. The source stays as
it is. At the end both are compared row by row, and the target is verified.

Examples:
  guanxi copy redb:./guanxi-data sqlite:shop.db
  guanxi copy sqlite:shop.db sled:./shop --json")]
pub(crate) struct Copy {
    /// The store to copy
    #[arg(value_name = "FROM_URL")]
    from: String,
    /// Where to
    #[arg(value_name = "TO_URL")]
    to: String,
}

impl Copy {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let bar = Bar::rows(&self.to, context.out.json);
        let options = CopyOptions::new().cancel(interrupt::token()?).progress(bar.listener());
        let report = guanxi::copy(&self.from, &self.to, &options)?;
        drop(bar);
        let proof = Proof::new(context.open(&self.to)?.proof().verify()?, Job::Verify);
        let equal = proof.equal;
        context.out.answer(&Copied::new(self, report, proof))?;
        Ok(if equal { Exit::Done } else { Exit::Unequal })
    }
}

/// What was copied.
#[derive(Serialize)]
struct Copied {
    from: String,
    to: String,
    rows: u64,
    feed_entries: u64,
    resumed: bool,
    groups_left_out: Vec<String>,
    proof: Proof,
}

impl Copied {
    fn new(command: Copy, report: CopyReport, proof: Proof) -> Self {
        let CopyReport { rows, feed_entries, groups_left_out, resumed, .. } = report;
        Self { from: command.from, to: command.to, rows, feed_entries, resumed, groups_left_out, proof }
    }
}

impl Show for Copied {
    fn show(&self, text: &mut Text) {
        let went_on = if self.resumed { ", going on with a copy that was cut off" } else { "" };
        text.line(format_args!(
            "Copied {} to {}{went_on}: {}, {} of the feed, compared and equal.",
            self.from,
            self.to,
            count(self.rows, "row"),
            count(self.feed_entries, "commit")
        ));
        for name in &self.groups_left_out {
            text.line(format_args!("left behind: {name}, a group of the feed that must begin anew"));
        }
        text.blank();
        self.proof.show(text);
    }
}
