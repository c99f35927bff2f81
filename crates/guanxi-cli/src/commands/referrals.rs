use clap::{Args, Subcommand};
use guanxi::{
    CustomerRef, Error, OrderRef, Referral, ReferralCode, ReferralInput, ReferralPage, ReferralProgram,
    ReferralQuery, ReferralTerms, Result,
};
use serde::Serialize;

use crate::{
    args::{self, Page},
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, clean, number},
};

/// Customers who bring their friends
#[derive(Debug, Subcommand)]
pub(crate) enum Referrals {
    #[command(after_help = "\
Examples:
  guanxi referrals define friends --terms '{\"referrer_points\": 500, \"friend_points\": 200, \"order_min\": \"100.00 CNY\"}'")]
    Define(Define),
    #[command(after_help = "Examples:\n  guanxi referrals programs")]
    Programs(Programs),
    #[command(after_help = "Examples:\n  guanxi referrals code shopify:6940095")]
    Code(Code),
    #[command(after_help = "Examples:\n  guanxi referrals attribute 7K2M-9QXD shopify:6940101")]
    Attribute(Attribute),
    #[command(after_help = "Examples:\n  guanxi referrals settle shopify:1002")]
    Settle(Settle),
    #[command(after_help = "Examples:\n  guanxi referrals list shopify:6940095")]
    List(List),
}

/// Define a program, or a new version of one
#[derive(Debug, Args)]
pub(crate) struct Define {
    /// Its name
    name: String,
    /// All of its terms as JSON
    #[arg(long, value_name = "JSON")]
    terms: String,
}

/// Show every program
#[derive(Debug, Args)]
pub(crate) struct Programs {}

/// Show the code of a customer, made when there is none yet
#[derive(Debug, Args)]
pub(crate) struct Code {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// In which program, where the shop has several
    #[arg(long)]
    program: Option<String>,
}

/// Note that a customer came with a code
#[derive(Debug, Args)]
pub(crate) struct Attribute {
    /// The code
    code: String,
    /// Who came with it: cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
}

/// Look again what an order means for its referral
#[derive(Debug, Args)]
pub(crate) struct Settle {
    /// ord_… or SOURCE:ID
    order: OrderRef,
}

/// Whom a customer referred, and by whom it came
#[derive(Debug, Args)]
pub(crate) struct List {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    #[command(flatten)]
    page: Page,
}

impl Referrals {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let out = &context.out;
        let opened = context.existing()?;
        let referrals = opened.referrals();
        match self {
            Self::Define(Define { name, terms }) => {
                let terms: ReferralTerms =
                    serde_json::from_str(&terms).map_err(|e| Error::argument("terms", e))?;
                out.answer(&referrals.define(&name, terms)?)?;
            }
            Self::Programs(Programs {}) => out.answer(&All { programs: referrals.programs()? })?,
            Self::Code(Code { customer, program }) => out.answer(&referrals.code(customer, program)?)?,
            Self::Attribute(Attribute { code, customer }) => {
                out.answer(&referrals.attribute(ReferralInput::new(code, customer))?)?;
            }
            Self::Settle(Settle { order }) => out.answer(&Settled { referrals: referrals.settle(order)? })?,
            Self::List(List { customer, page }) => {
                let mut query = ReferralQuery::new(customer);
                query.page = page.into();
                out.answer(&referrals.list(query)?)?;
            }
        }
        Ok(Exit::Done)
    }
}

#[derive(Serialize)]
struct All {
    programs: Vec<ReferralProgram>,
}

#[derive(Serialize)]
struct Settled {
    referrals: Vec<Referral>,
}

impl Show for All {
    fn show(&self, text: &mut Text) {
        if self.programs.is_empty() {
            text.line("No program yet.");
            return;
        }
        let rows = self.programs.iter().map(|program| {
            let terms = &program.terms;
            [
                program.name.clone(),
                number(terms.referrer_points),
                number(terms.friend_points),
                terms.order_min.map_or_else(String::new, |min| min.to_string()),
            ]
        });
        text.table(["program", "referrer", "friend", "order of"], &[1, 2, 3], rows);
    }
}

impl Show for ReferralProgram {
    fn show(&self, text: &mut Text) {
        let terms = &self.terms;
        text.pairs([
            ("program", Some(self.name.clone())),
            ("version", Some(self.version.to_string())),
            ("referrer", Some(number(terms.referrer_points))),
            ("friend", Some(number(terms.friend_points))),
            ("order of", terms.order_min.map(|min| min.to_string())),
            ("condition", terms.condition.as_deref().map(clean)),
        ]);
    }
}

impl Show for ReferralCode {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("code", Some(self.code.clone())),
            ("link", self.link.as_deref().map(clean)),
            ("program", Some(self.program.clone())),
            ("customer", Some(self.customer_id.to_string())),
        ]);
    }
}

impl Show for Settled {
    fn show(&self, text: &mut Text) {
        if self.referrals.is_empty() {
            text.line("Nobody referred this customer, or it was settled before.");
        }
        self.referrals.iter().for_each(|referral| referral.show(text));
    }
}

impl Show for Referral {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("program", Some(self.program.clone())),
            ("state", Some(clean(&self.text))),
            ("friend", self.friend_id.map(|id| id.to_string())),
            ("referrer", self.referrer_id.map(|id| id.to_string())),
            ("came", Some(self.attributed_at.to_string())),
            ("order", self.order_id.map(|id| id.to_string())),
        ]);
        if !self.checks.is_empty() {
            let word = |passed| if passed { "passed" } else { "failed" }.to_owned();
            let rows = self.checks.iter().map(|c| [c.name.clone(), word(c.passed), clean(&c.detail)]);
            text.table(["check", "", "found"], &[], rows);
        }
    }
}

impl Show for ReferralPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("Nobody referred.");
            return;
        }
        let id = |id: Option<guanxi::CustomerId>| id.map_or_else(String::new, |id| id.to_string());
        let rows = self
            .items
            .iter()
            .map(|r| [r.attributed_at.to_string(), id(r.referrer_id), id(r.friend_id), clean(&r.text)]);
        text.table(["when", "referrer", "friend", "state"], &[], rows);
        text.more(self.next_cursor.as_deref());
    }
}
