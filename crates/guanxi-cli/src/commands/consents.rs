use clap::{Args, Subcommand};
use guanxi::{
    Consent, ConsentInput, ConsentQuery, ConsentReceipt, ConsentRequest, ConsentRequestInput, ConsentState,
    ContactDecision, ContactQuery, CustomerRef, Outcome, Result, Timestamp,
};
use serde::Serialize;

use crate::{
    args,
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, cell, clean},
};

/// What customers agreed to
#[derive(Debug, Subcommand)]
pub(crate) enum Consents {
    #[command(after_help = "\
Examples:
  guanxi consents list shopify:6940095
  guanxi consents list li.wei@example.cn --at 2026-03-01T00:00:00Z")]
    List(List),
    #[command(after_help = "\
Examples:
  guanxi consents give shopify:6940095 marketing email --source till --wording newsletter-de/3")]
    Give(Said),
    #[command(after_help = "Examples:\n  guanxi consents withdraw li.wei@example.cn marketing email")]
    Withdraw(Said),
    #[command(after_help = "\
Examples:
  guanxi consents request shopify:6940095 marketing email --wording newsletter-de/3")]
    Request(Request),
    #[command(after_help = "\
Examples:
  guanxi consents confirm 01jnbw8e3wfn4v7kd6gq9xvh2m4b7k2m9qxd40tb1c8e3wfn4v7k")]
    Confirm(Confirm),
    #[command(after_help = "\
Examples:
  guanxi consents may-contact shopify:6940095 marketing email
  guanxi consents may-contact li.wei@example.cn service sms --json")]
    MayContact(MayContact),
}

/// What a customer agreed to, as it stands or stood
#[derive(Debug, Args)]
pub(crate) struct List {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// As it stood at this instant
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
}

/// Enter what a customer said
#[derive(Debug, Args)]
pub(crate) struct Said {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// For what: marketing, profiling
    purpose: String,
    /// By which channel: email, sms, phone, wechat
    channel: String,
    /// When it was said [default: now]
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
    /// Where it was said [default: app]
    #[arg(long)]
    source: Option<String>,
    /// The wording shown, by its id and version
    #[arg(long)]
    wording: Option<String>,
    /// What proves it: the number of a signed form
    #[arg(long)]
    evidence: Option<String>,
}

/// Ask for a consent, to be confirmed by a token
#[derive(Debug, Args)]
pub(crate) struct Request {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// For what: marketing, profiling
    purpose: String,
    /// By which channel: email, sms, phone, wechat
    channel: String,
    /// Where the token is sent [default: the newest]
    #[arg(long)]
    address: Option<String>,
    /// Where it was asked for [default: app]
    #[arg(long)]
    source: Option<String>,
    /// The wording shown, by its id and version
    #[arg(long)]
    wording: Option<String>,
    /// Hours for which the token is good [default: 72]
    #[arg(long, value_name = "HOURS")]
    valid_hours: Option<u32>,
}

/// Grant what was asked for, by its token
#[derive(Debug, Args)]
pub(crate) struct Confirm {
    /// The token
    token: String,
}

/// Whether a customer may be contacted, and why
#[derive(Debug, Args)]
pub(crate) struct MayContact {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// For what: marketing, service
    purpose: String,
    /// By which channel: email, sms, phone, wechat
    channel: String,
    /// As it stood at this instant
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
}

impl Consents {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        match self {
            Self::List(List { customer, at }) => {
                let mut query = ConsentQuery::new(customer);
                query.at = at;
                context.out.answer(&Listed(context.existing()?.consents().state(query)?))?;
            }
            Self::Give(said) => said.record(context, ConsentState::Granted)?,
            Self::Withdraw(said) => said.record(context, ConsentState::Withdrawn)?,
            Self::Request(Request { customer, purpose, channel, address, source, wording, valid_hours }) => {
                let mut input = ConsentRequestInput::new(customer, purpose, channel);
                (input.address, input.source, input.wording) = (address, source, wording);
                input.valid_hours = valid_hours;
                context.out.answer(&context.existing()?.consents().request(input)?)?;
            }
            Self::Confirm(Confirm { token }) => {
                context.out.answer(&context.existing()?.consents().confirm(&token)?)?;
            }
            Self::MayContact(MayContact { customer, purpose, channel, at }) => {
                let mut query = ContactQuery::new(customer, purpose, channel);
                query.at = at;
                context.out.answer(&context.existing()?.consents().may_contact(query)?)?;
            }
        }
        Ok(Exit::Done)
    }
}

impl Said {
    fn record(self, context: &Context, state: ConsentState) -> Result<()> {
        let mut input = ConsentInput::new(self.customer, self.purpose, self.channel, state);
        (input.at, input.source) = (self.at, self.source);
        (input.wording, input.evidence) = (self.wording, self.evidence);
        context.out.answer(&context.existing()?.consents().record(input)?)
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<Consent>);

impl Show for Listed {
    fn show(&self, text: &mut Text) {
        if self.0.is_empty() {
            text.line("Nothing was said.");
            return;
        }
        let row = |consent: &Consent| {
            let Consent { purpose, channel, state, at, source, wording, .. } = consent;
            let (state, at) = (state.as_str().to_owned(), at.to_string());
            [purpose.clone(), channel.clone(), state, at, source.clone(), cell(wording.as_ref())]
        };
        text.table(["purpose", "channel", "state", "at", "source", "wording"], &[], self.0.iter().map(row));
    }
}

impl Show for ConsentRequest {
    fn show(&self, text: &mut Text) {
        if self.outcome == Outcome::Unchanged {
            text.line(format_args!("Granted already: {}.", self.customer_id));
            return;
        }
        text.pairs([
            ("customer", Some(self.customer_id.to_string())),
            ("send to", self.address.as_deref().map(clean)),
            ("token", self.token.clone()),
            ("good until", self.expires_at.map(|at| at.to_string())),
        ]);
    }
}

impl Show for ContactDecision {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("allowed", Some(if self.allowed { "yes" } else { "no" }.to_owned())),
            ("because", Some(self.reason.as_str().replace('_', " "))),
            ("since", self.since.map(|at| at.to_string())),
            ("stands on", Some(self.basis.as_str().replace('_', " "))),
            ("customer", Some(self.customer_id.to_string())),
        ]);
    }
}

impl Show for ConsentReceipt {
    fn show(&self, text: &mut Text) {
        let news = if self.outcome == Outcome::Unchanged { "That holds already" } else { "Entered" };
        text.line(format_args!("{news}: {}.", cell(self.customer_id)));
    }
}
