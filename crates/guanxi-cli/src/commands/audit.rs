use std::{fs::File, io::Write, path::PathBuf};

use clap::{Args, Subcommand};
use guanxi::{
    AuditEntry, AuditHead, AuditPage, AuditProof, AuditQuery, Crm, CustomerId, Error, PageRequest, Result,
    Timestamp,
};
use serde::Serialize;

use crate::{
    args::Page,
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, cell, count, number},
};

/// Who did what when, one entry per commit; with a chain of hashes over it
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:\n  guanxi audit\n  guanxi audit --limit 5 --json")]
pub(crate) struct Audit {
    #[command(flatten)]
    page: Page,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(after_help = "\
Examples:
  guanxi audit find --customer cus_01h455vb4pex5vsknk084sn02q
  guanxi audit find --verb privacy --by staff:mei --since 2026-03-01T00:00:00Z")]
    Find(Find),
    #[command(after_help = "\
The head that it prints, kept elsewhere, proves later that nothing was changed.

Examples:
  guanxi audit export audit.jsonl")]
    Export(Export),
    #[command(after_help = "\
Exits with 1 when an entry was changed, put in or taken out.

Examples:
  guanxi audit verify
  guanxi audit verify --entries 1042 --hash 9f86d081884c7d65…")]
    Verify(Verify),
}

/// The commits about a customer, by a call, by somebody, in a time
#[derive(Debug, Args)]
pub(crate) struct Find {
    /// cus_…
    #[arg(long)]
    customer: Option<CustomerId>,
    /// A call such as customers.update, or an area
    #[arg(long, value_name = "CALL")]
    verb: Option<String>,
    /// Who acted; --actor says who acts now
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// From this instant on
    #[arg(long, value_name = "INSTANT")]
    since: Option<Timestamp>,
    /// Before this instant
    #[arg(long, value_name = "INSTANT")]
    until: Option<Timestamp>,
    #[command(flatten)]
    page: Page,
}

/// Write every entry with its hash, one line of JSON each
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The file to write
    file: PathBuf,
}

/// Look whether every entry is as it was sealed
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Of a head that was kept: how many entries there were
    #[arg(long, value_name = "N", requires = "hash")]
    entries: Option<u64>,
    /// Of a head that was kept: the hash
    #[arg(long, value_name = "HASH", requires = "entries")]
    hash: Option<String>,
}

impl Audit {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let crm = context.existing()?;
        match self.command {
            None => context.out.answer(&crm.audit().list(self.page.into())?)?,
            Some(Command::Find(Find { customer, verb, by, since, until, page })) => {
                let mut query = AuditQuery::default();
                (query.customer, query.verb, query.actor) = (customer, verb, by);
                (query.since, query.until, query.page) = (since, until, page.into());
                context.out.answer(&crm.audit().find(query)?)?;
            }
            Some(Command::Export(Export { file })) => context.out.answer(&export(&crm, file)?)?,
            Some(Command::Verify(Verify { entries, hash })) => {
                let anchor = entries.zip(hash).map(|(entries, hash)| AuditHead::new(entries, hash));
                let proof = crm.audit().verify(anchor)?;
                context.out.answer(&proof)?;
                return Ok(if proof.intact { Exit::Done } else { Exit::Unequal });
            }
        }
        Ok(Exit::Done)
    }
}

fn export(crm: &Crm, file: PathBuf) -> Result<Exported> {
    let place = file.display().to_string();
    let io = |e| Error::io(place.clone(), e);
    let mut out = std::io::BufWriter::new(File::create(&file).map_err(io)?);
    let mut page = PageRequest::new().with_limit(1000);
    loop {
        let lines = crm.audit().export(page)?;
        lines.items.iter().try_for_each(|line| writeln!(out, "{line}")).map_err(io)?;
        match lines.next_cursor {
            Some(cursor) => page = PageRequest::new().with_limit(1000).with_cursor(cursor),
            None => {
                out.flush().map_err(io)?;
                return Ok(Exported { file: place.clone(), head: lines.head });
            }
        }
    }
}

/// What was written.
#[derive(Serialize)]
struct Exported {
    file: String,
    head: AuditHead,
}

impl Show for Exported {
    fn show(&self, text: &mut Text) {
        text.line(format_args!("Wrote {}.", self.file));
        show_head(&self.head, text);
    }
}

fn show_head(head: &AuditHead, text: &mut Text) {
    text.line(format_args!("Head: {} {}", head.entries, head.hash));
}

impl Show for AuditProof {
    fn show(&self, text: &mut Text) {
        let checked = count(self.checked, "entry");
        match self.broken_by {
            None => text.line(format_args!("Intact: {checked} looked at.")),
            Some(by) => text.line(format_args!(
                "Tampered with: sound up to entry {}, changed by entry {}.",
                number(self.sound_until.unwrap_or_default()),
                number(by)
            )),
        }
        show_head(&self.head, text);
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
