use clap::Args;
use guanxi::{FeedChange, FeedPage, Result};

use crate::{
    args::Page,
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, cell},
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
