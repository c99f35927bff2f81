use clap::Args;
use guanxi::{AuditEntry, AuditPage, FeedChange, FeedPage, Result};

use crate::{
    args::Page,
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, cell, number},
};

/// Every committed change, once each, in order
#[derive(Debug, Args)]
#[command(after_help = "\
Every page has a next cursor, the last one too: ask again with it for what
came later.

Examples:
  guanxi feed --limit 10
  guanxi feed --cursor feed-00000000 --json")]
pub(crate) struct Feed {
    #[command(flatten)]
    page: Page,
}

impl Feed {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        context.out.answer(&context.existing()?.feed().changes(self.page.into())?)?;
        Ok(Exit::Done)
    }
}

impl Show for FeedPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("Nothing more.");
        } else {
            text.table(
                ["at", "actor", "what", "customer", "subject"],
                &[],
                self.items.iter().map(change_row),
            );
        }
        text.more(Some(&self.next_cursor));
    }
}

fn change_row(change: &FeedChange) -> [String; 5] {
    // The name that it has in JSON.
    let kind = serde_json::to_value(change.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
    [
        change.at.to_string(),
        change.actor.clone(),
        cell(kind),
        cell(change.customer_id),
        cell(change.subject.as_ref()),
    ]
}

/// Who did what when, one entry per commit
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  guanxi audit\n  guanxi audit --limit 5 --json")]
pub(crate) struct Audit {
    #[command(flatten)]
    page: Page,
}

impl Audit {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        context.out.answer(&context.existing()?.audit().list(self.page.into())?)?;
        Ok(Exit::Done)
    }
}

impl Show for AuditPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("Nothing yet.");
            return;
        }
        text.table(["at", "actor", "call", "changes", "note"], &[3], self.items.iter().map(entry_row));
        text.more(self.next_cursor.as_deref());
    }
}

fn entry_row(entry: &AuditEntry) -> [String; 5] {
    let AuditEntry { at, actor, verb, changes, note, .. } = entry;
    [at.to_string(), actor.clone(), verb.clone(), number(*changes), cell(note.as_ref())]
}
