use std::path::PathBuf;

use clap::{Args, Subcommand};
use guanxi::{
    CustomerDossier, CustomerRef, ErasedArea, ErasurePage, ErasureReason, ErasureReceipt, Error, KeptReason,
    ObjectionInput, Outcome, RestrictionReason, RestrictionReceipt, Result, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::retention::Retention;
use crate::{
    args::{self, Page},
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, clean, count, number},
};

/// What is known of a person: handed out, or destroyed
#[derive(Debug, Subcommand)]
pub(crate) enum Privacy {
    #[command(after_help = "\
Examples:
  guanxi privacy export cus_01h455vb4pex5vsknk084sn02q --json > li-wei.json
  guanxi privacy export shopify:6940095 --html li-wei.html")]
    Export(Export),
    #[command(after_help = "\
What the law orders kept stays, tied to nobody: amounts, lines and dates of
orders, entries of the ledger of points. It cannot be undone. What lies in
backups is not touched; `guanxi compact` clears the store's own files.

Examples:
  guanxi privacy erase cus_01h455vb4pex5vsknk084sn02q --reason subject_request --yes
  guanxi privacy erase shopify:6940095 --reason objection --suppress --yes")]
    Erase(Erase),
    #[command(after_help = "Examples:\n  guanxi privacy erasures --json > erased.json")]
    Erasures(Erasures),
    #[command(after_help = "Examples:\n  guanxi privacy restrict shopify:6940095 --reason contested")]
    Restrict(Restrict),
    #[command(after_help = "Examples:\n  guanxi privacy unrestrict shopify:6940095")]
    Unrestrict(Unrestrict),
    #[command(after_help = "\
Examples:
  guanxi privacy object shopify:6940095
  guanxi privacy object li.wei@example.cn --purpose survey --channel email")]
    Object(Object),
    #[command(subcommand)]
    Retention(Retention),
}

/// Hand out all that is known of a customer
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// Write it as a page that people read, in one file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Destroy what is kept of a customer
#[derive(Debug, Args)]
pub(crate) struct Erase {
    /// cus_…, also of one that was deleted; SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// subject_request, withdrawn_consent, objection, unlawful, legal_obligation, retention or other
    #[arg(long, value_parser = reason::<ErasureReason>)]
    reason: ErasureReason,
    /// Keep keyed hashes of its addresses, so that marketing does not reach them
    #[arg(long)]
    suppress: bool,
    /// Do it
    #[arg(long)]
    yes: bool,
}

/// List whom to erase again after a backup was restored
#[derive(Debug, Args)]
pub(crate) struct Erasures {
    #[command(flatten)]
    page: Page,
}

/// Keep what is known of a customer, and use it no more
#[derive(Debug, Args)]
pub(crate) struct Restrict {
    /// cus_…, also of one that was deleted; SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// contested, unlawful, legal_claim, objection or other
    #[arg(long, value_parser = reason::<RestrictionReason>)]
    reason: RestrictionReason,
}

/// Lift a restriction; tell the person before
#[derive(Debug, Args)]
pub(crate) struct Unrestrict {
    /// cus_…, also of one that was deleted; SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
}

/// Enter that a customer objects to being contacted
#[derive(Debug, Args)]
pub(crate) struct Object {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// To what [default: marketing]
    #[arg(long)]
    purpose: Option<String>,
    /// By which channel [default: every one]
    #[arg(long)]
    channel: Option<String>,
    /// When it was said [default: now]
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
    /// Where it was said [default: app]
    #[arg(long)]
    source: Option<String>,
    /// What proves it: the number of a letter
    #[arg(long)]
    evidence: Option<String>,
}

impl From<Object> for ObjectionInput {
    fn from(said: Object) -> Self {
        let mut input = Self::new(said.customer);
        (input.purpose, input.channel, input.at) = (said.purpose, said.channel, said.at);
        (input.source, input.evidence) = (said.source, said.evidence);
        input
    }
}

/// Reads a reason by its name in the API.
fn reason<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T> {
    let named = T::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(text));
    named.map_err(|e| Error::invalid("reason", e))
}

impl Privacy {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let crm = context.existing()?;
        match self {
            Self::Retention(retention) => retention.run(context, &crm)?,
            Self::Export(Export { customer, html: Some(file) }) => {
                let page = crm.privacy().export_page(customer)?;
                std::fs::write(&file, &page).map_err(|e| Error::io(file.display().to_string(), e))?;
                context.out.answer(&Written { file: file.display().to_string(), bytes: page.len() })?;
            }
            Self::Export(Export { customer, html: None }) => {
                context.out.answer(&crm.privacy().export(customer)?)?;
            }
            Self::Erase(Erase { customer, reason, suppress, yes }) => {
                if !yes {
                    return Err(Error::invalid("yes", "an erasure cannot be undone; say --yes to do it"));
                }
                context.out.answer(&crm.privacy().erase(customer, reason, Some(suppress))?)?;
            }
            Self::Erasures(Erasures { page }) => {
                context.out.answer(&crm.privacy().erasures(page.into())?)?;
            }
            Self::Restrict(Restrict { customer, reason }) => {
                context.out.answer(&crm.privacy().restrict(customer, reason)?)?;
            }
            Self::Unrestrict(Unrestrict { customer }) => {
                context.out.answer(&crm.privacy().unrestrict(customer)?)?;
            }
            Self::Object(said) => context.out.answer(&crm.privacy().object(said.into())?)?,
        }
        Ok(Exit::Done)
    }
}

/// A page that was written.
#[derive(Serialize)]
struct Written {
    file: String,
    bytes: usize,
}

impl Show for Written {
    fn show(&self, text: &mut Text) {
        text.line(format_args!("Wrote {} to {}.", count(self.bytes as u64, "byte"), self.file));
    }
}

impl Show for CustomerDossier {
    fn show(&self, text: &mut Text) {
        for section in &self.sections {
            text.heading(section.name.replace('_', " "));
            for item in &section.items {
                let shown = |value: &serde_json::Value| match value {
                    serde_json::Value::String(value) => clean(value),
                    other => clean(other),
                };
                let fields: Vec<_> =
                    item.iter().map(|(name, value)| (name.as_str(), Some(shown(value)))).collect();
                text.pairs(fields);
                text.blank();
            }
        }
    }
}

impl Show for ErasureReceipt {
    fn show(&self, text: &mut Text) {
        let before = if self.outcome == Outcome::Unchanged { " before" } else { "" };
        text.line(format_args!("{} was erased{before}, at {} by {}.", self.customer_id, self.at, self.actor));
        text.table(["area", "destroyed", "kept", "why"], &[1, 2], self.areas.iter().map(area_row));
        if self.suppressed > 0 {
            text.line(format_args!("{} suppressed.", count(self.suppressed, "address")));
        }
    }
}

impl Show for RestrictionReceipt {
    fn show(&self, text: &mut Text) {
        let before = if self.outcome == Outcome::Unchanged { " already" } else { "" };
        match self.reason.zip(self.since) {
            Some((reason, since)) => text.line(format_args!(
                "{} is restricted{before}, since {since}: {}.",
                self.customer_id,
                reason.as_str().replace('_', " ")
            )),
            None => text.line(format_args!("{} is not restricted{before}.", self.customer_id)),
        }
    }
}

fn area_row(area: &ErasedArea) -> [String; 4] {
    let why = match area.kept_because {
        Some(KeptReason::Accounting) => "books of account: amounts, lines, dates",
        Some(KeptReason::Ledger) => "the ledger of points adds up with them",
        Some(KeptReason::Pseudonym) => "ids alone, that what is kept is tied to",
        _ => "",
    };
    [area.area.clone(), number(area.destroyed), number(area.kept), why.to_owned()]
}

impl Show for ErasurePage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("Nobody was erased.");
            return;
        }
        let row = |receipt: &ErasureReceipt| {
            let ErasureReceipt { customer_id, at, actor, .. } = receipt;
            [customer_id.to_string(), at.to_string(), actor.clone()]
        };
        text.table(["customer", "erased at", "by"], &[], self.items.iter().map(row));
        text.more(self.next_cursor.as_deref());
    }
}
