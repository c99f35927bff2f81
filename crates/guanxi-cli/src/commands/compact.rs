use clap::Args;
use guanxi::Result;
use serde::Serialize;

use crate::{
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, number},
};

/// Write the store's files anew, without old bytes
#[derive(Debug, Args)]
#[command(after_help = "\
For redb and SQLite. A sled store is copied into a new one instead; on
PostgreSQL the server's VACUUM FULL does it.

Examples:
  guanxi compact")]
pub(crate) struct Compact {}

impl Compact {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let crm = context.existing()?;
        let before_bytes = crm.size_on_disk()?;
        context.out.answer(&Compacted { before_bytes, after_bytes: crm.privacy().compact()? })?;
        Ok(Exit::Done)
    }
}

/// What it took before, and takes now.
#[derive(Serialize)]
struct Compacted {
    before_bytes: u64,
    after_bytes: u64,
}

impl Show for Compacted {
    fn show(&self, text: &mut Text) {
        let (before, after) = (number(self.before_bytes), number(self.after_bytes));
        text.line(format_args!("{before} bytes before, {after} bytes now."));
    }
}
