use clap::{Args, Subcommand};
use guanxi::{
    CustomerRef, EntryId, Error, RedeemRewardInput, RedemptionPage, RedemptionQuery, RedemptionReceipt,
    Result, RewardOffer, RewardReceipt, RewardRedemption, RewardTerms, UseCodeInput,
};
use serde::Serialize;

use crate::{
    args::{self, Page},
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, clean, number},
};

/// What points buy
#[derive(Debug, Subcommand)]
pub(crate) enum Rewards {
    #[command(after_help = "\
Examples:
  guanxi rewards define mug --points 500 --stock 100
  guanxi rewards define tea --terms '{\"kind\": \"voucher\", \"value\": \"5.00 CNY\", \"points\": 500, \"valid_days\": 90}'")]
    Define(Define),
    #[command(after_help = "Examples:\n  guanxi rewards catalogue")]
    Catalogue(Catalogue),
    #[command(after_help = "Examples:\n  guanxi rewards redeem shopify:6940095 mug --id web:r-17")]
    Redeem(Redeem),
    #[command(after_help = "Examples:\n  guanxi rewards find 7K2M-9QXD-40TB")]
    Find(Find),
    #[command(after_help = "Examples:\n  guanxi rewards use 7K2M-9QXD-40TB --id till:u-3")]
    Use(Use),
    #[command(after_help = "Examples:\n  guanxi rewards cancel ent_01kj… --reason 'out of order'")]
    Cancel(Cancel),
    #[command(after_help = "Examples:\n  guanxi rewards list shopify:6940095")]
    List(List),
}

/// Define a reward, or a new version of one
#[derive(Debug, Args)]
pub(crate) struct Define {
    /// Its name
    name: String,
    /// All of its terms as JSON
    #[arg(long, value_name = "JSON")]
    terms: Option<String>,
    /// What it costs
    #[arg(long, value_name = "N")]
    points: Option<i64>,
    /// How many there are altogether
    #[arg(long, value_name = "N")]
    stock: Option<i64>,
    /// Whose points buy it, where the shop has several programs
    #[arg(long)]
    program: Option<String>,
}

/// Show every reward, with what is left of it
#[derive(Debug, Args)]
pub(crate) struct Catalogue {}

/// Redeem a reward: points for a code
#[derive(Debug, Args)]
pub(crate) struct Redeem {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// The reward's name
    reward: String,
    /// What its source calls it, so that the same again counts once: SOURCE:ID
    #[arg(long, value_name = "SOURCE:ID", value_parser = args::external)]
    id: Option<(String, String)>,
}

/// Show what a code stands for
#[derive(Debug, Args)]
pub(crate) struct Find {
    /// The code
    code: String,
}

/// Use a code: what it stands for is handed over
#[derive(Debug, Args)]
pub(crate) struct Use {
    /// The code
    code: String,
    /// What its source calls it, so that the same again counts once: SOURCE:ID
    #[arg(long, value_name = "SOURCE:ID", value_parser = args::external)]
    id: Option<(String, String)>,
}

/// Call a redemption off that was not used
#[derive(Debug, Args)]
pub(crate) struct Cancel {
    /// ent_…
    redemption: EntryId,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

/// What a customer redeemed, newest first
#[derive(Debug, Args)]
pub(crate) struct List {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    #[command(flatten)]
    page: Page,
}

impl Rewards {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let out = &context.out;
        let opened = context.existing()?;
        let rewards = opened.rewards();
        match self {
            Self::Define(Define { name, terms, points, stock, program }) => {
                let mut terms: RewardTerms = match &terms {
                    Some(text) => serde_json::from_str(text).map_err(|e| Error::argument("terms", e))?,
                    None => RewardTerms::default(),
                };
                terms.points = points.unwrap_or(terms.points);
                terms.stock = stock.or(terms.stock);
                terms.program = program.or(terms.program);
                out.answer(&rewards.define(&name, terms)?)?;
            }
            Self::Catalogue(Catalogue {}) => out.answer(&Offers { rewards: rewards.catalogue()? })?,
            Self::Redeem(Redeem { customer, reward, id }) => {
                let mut input = RedeemRewardInput::new(customer, reward);
                (input.source, input.external_id) = id.unzip();
                out.answer(&rewards.redeem(input)?)?;
            }
            Self::Find(Find { code }) => out.answer(&rewards.find_code(&code)?)?,
            Self::Use(Use { code, id }) => {
                let mut input = UseCodeInput::new(code);
                (input.source, input.external_id) = id.unzip();
                out.answer(&rewards.use_code(input)?)?;
            }
            Self::Cancel(Cancel { redemption, reason }) => {
                out.answer(&rewards.cancel(redemption, reason)?)?
            }
            Self::List(List { customer, page }) => {
                let mut query = RedemptionQuery::new(customer);
                query.page = page.into();
                out.answer(&rewards.list(query)?)?;
            }
        }
        Ok(Exit::Done)
    }
}

/// The catalogue.
#[derive(Serialize)]
struct Offers {
    rewards: Vec<RewardOffer>,
}

/// A name of JSON's, as that of a kind or a state.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

impl Show for Offers {
    fn show(&self, text: &mut Text) {
        if self.rewards.is_empty() {
            text.line("No reward yet.");
            return;
        }
        let rows = self.rewards.iter().map(|offer| {
            let terms = &offer.reward.terms;
            [
                offer.reward.name.clone(),
                word(terms.kind),
                number(terms.points),
                number(offer.taken),
                offer.left.map_or_else(String::new, number),
            ]
        });
        text.table(["reward", "kind", "points", "redeemed", "left"], &[2, 3, 4], rows);
    }
}

impl Show for RewardReceipt {
    fn show(&self, text: &mut Text) {
        let terms = &self.reward.terms;
        text.pairs([
            ("reward", Some(self.reward.name.clone())),
            ("version", Some(self.reward.version.to_string())),
            ("kind", Some(word(terms.kind))),
            ("points", Some(number(terms.points))),
            ("stock", terms.stock.map(number)),
        ]);
    }
}

impl Show for RedemptionReceipt {
    fn show(&self, text: &mut Text) {
        if self.replayed {
            text.line("The same had come before; nothing was written.");
        }
        self.redemption.show(text);
    }
}

impl Show for RewardRedemption {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("redemption", Some(self.id.to_string())),
            ("reward", Some(self.reward.name.clone())),
            ("code", Some(self.code.clone())),
            ("state", Some(word(self.state))),
            ("points", Some(number(self.points))),
            ("expires", self.expires_at.map(|at| at.to_string())),
            ("used", self.used_at.map(|at| at.to_string())),
            ("cancelled", self.cancelled_at.map(|at| at.to_string())),
            ("reason", self.reason.as_deref().map(clean)),
            ("customer", Some(self.customer_id.to_string())),
        ]);
    }
}

impl Show for RedemptionPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("Nothing redeemed.");
            return;
        }
        let rows = self.items.iter().map(|r| {
            [
                r.redeemed_at.to_string(),
                r.reward.name.clone(),
                word(r.state),
                r.code.clone(),
                r.id.to_string(),
            ]
        });
        text.table(["when", "reward", "state", "code", "id"], &[], rows);
        text.more(self.next_cursor.as_deref());
    }
}
