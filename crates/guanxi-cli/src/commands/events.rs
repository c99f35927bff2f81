use clap::{Args, Subcommand, ValueEnum};
use guanxi::{
    CustomerRef, Direction, Error, EventInput, EventReceipt, Outcome, Result, TimelineItem, TimelineKind,
    TimelinePage, TimelineQuery, Timestamp,
};
use serde_json::Value;

use crate::{
    args::{self, Page},
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, money, text_of},
};

/// Record what customers did
#[derive(Debug, Subcommand)]
pub(crate) enum Events {
    #[command(after_help = "\
A value is read as JSON where it is JSON, else as text.

Examples:
  guanxi events record shopify:6940095 product_viewed --property sku=SKU-9
  guanxi events record +8613800138000 call_logged --channel phone --direction inbound
  guanxi events record shopify:6940095 page_viewed --id web:e-7 --at 2026-03-01T10:15:00+08:00")]
    Record(Record),
}

/// Record an event; with --id the same again counts once
#[derive(Debug, Args)]
pub(crate) struct Record {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// What happened, in the past tense: product_viewed
    name: String,
    /// When; now when left out
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// What its source calls it: SOURCE:ID
    #[arg(long, value_name = "SOURCE:ID", value_parser = args::external)]
    id: Option<(String, String)>,
    /// For a contact: by which channel, such as phone, email, wechat
    #[arg(long)]
    channel: Option<String>,
    /// For a contact: which way
    #[arg(long, value_enum)]
    direction: Option<Way>,
    /// More about it, as often as you like
    #[arg(long = "property", value_name = "NAME=VALUE", value_parser = property)]
    properties: Vec<(String, Value)>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Way {
    Inbound,
    Outbound,
}

fn property(text: &str) -> Result<(String, Value)> {
    let (name, value) =
        text.split_once('=').ok_or_else(|| Error::invalid("property", "expected NAME=VALUE"))?;
    Ok((name.to_owned(), serde_json::from_str(value).unwrap_or_else(|_| Value::from(value))))
}

impl Events {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let Self::Record(record) = self;
        let opened = context.existing_or_new()?;
        context.out.answer(&opened.crm.events().record(record.into_input())?)?;
        Ok(Exit::Done)
    }
}

impl Record {
    fn into_input(self) -> EventInput {
        let mut input = EventInput::new(self.name, self.customer);
        input.occurred_at = self.at;
        (input.source, input.external_id) = self.id.unzip();
        input.channel = self.channel;
        input.direction = self.direction.map(|way| match way {
            Way::Inbound => Direction::Inbound,
            Way::Outbound => Direction::Outbound,
        });
        input.properties = self.properties.into_iter().collect();
        input
    }
}

impl Show for EventReceipt {
    fn show(&self, text: &mut Text) {
        text.line(match self.outcome {
            Outcome::Unchanged => "The event had come before.",
            _ => "Recorded.",
        });
        text.pairs([("event", Some(self.event_id.to_string())), ("customer", text_of(self.customer_id))]);
    }
}

/// Everything a customer did and had, newest first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  guanxi timeline li.wei@example.cn
  guanxi timeline shopify:6940095 --limit 5 --json")]
pub(crate) struct Timeline {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    #[command(flatten)]
    page: Page,
}

impl Timeline {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let query = TimelineQuery::new(self.customer).page(self.page.into());
        context.out.answer(&context.existing()?.events().timeline(query)?)?;
        Ok(Exit::Done)
    }
}

impl Show for TimelinePage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("Nothing yet.");
            return;
        }
        text.table(["at", "what", "about"], &[], self.items.iter().map(row));
        text.more(self.next_cursor.as_deref());
    }
}

fn row(item: &TimelineItem) -> [String; 3] {
    let (what, about) = match &item.kind {
        TimelineKind::Order { number, total, counted, .. } => {
            let counted = if *counted { "" } else { ", not counted" };
            ("order".to_owned(), format!("{number}, {}{counted}", money(total)))
        }
        TimelineKind::Refund { order_id, amount } => {
            ("refund".to_owned(), format!("{} for {order_id}", money(amount)))
        }
        TimelineKind::Event(event) => (event.name.clone(), properties(event)),
        TimelineKind::Consent { purpose, channel, state } => {
            ("consent".to_owned(), format!("{state}: {purpose} by {channel}"))
        }
        _ => ("other".to_owned(), String::new()),
    };
    [item.at.to_string(), what, about]
}

fn properties(event: &guanxi::Event) -> String {
    let channel = event.channel.iter().map(|channel| match event.direction {
        Some(Direction::Inbound) => format!("inbound by {channel}"),
        Some(Direction::Outbound) => format!("outbound by {channel}"),
        None => format!("by {channel}"),
    });
    let properties = event.properties.iter().map(|(name, value)| format!("{name}={value}"));
    channel.chain(properties).collect::<Vec<_>>().join(", ")
}
