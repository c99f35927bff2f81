use clap::{Args, Subcommand};
use guanxi::{
    Crm, Error, LegalBasis, Result, RetentionAction, RetentionCount, RetentionData, RetentionReport,
    RetentionRule, RetentionRun, RetentionRunPage, ShopPatch, Timestamp,
};
use serde::Serialize;

use crate::{
    args::Page,
    context::Context,
    output::Show,
    text::{Text, cell, number},
};

/// How long what is known of persons is kept
#[derive(Debug, Subcommand)]
pub(crate) enum Retention {
    #[command(after_help = "\
A rule is DATA:ACTION:PERIOD, or DATA:ACTION:PERIOD:BASIS.
Data: events, contacts, customers. Actions: delete, anonymise; customers are
anonymised alone. A period: 26m, or 90d. Bases, of whose data: contract, of
customers who ordered; consent, of those who never did and agreed to something;
legitimate_interest, of all others.

Examples:
  guanxi privacy retention set events:delete:26m customers:anonymise:36m
  guanxi privacy retention set customers:anonymise:12m:legitimate_interest
  guanxi privacy retention set --none")]
    Set(Set),
    #[command(after_help = "Examples:\n  guanxi privacy retention rules")]
    Rules(Rules),
    #[command(after_help = "\
Examples:
  guanxi privacy retention preview
  guanxi privacy retention preview --as-of 2027-01-01T00:00:00Z")]
    Preview(Preview),
    #[command(after_help = "\
It cannot be undone. Who is restricted is not touched; what the law orders kept
stays, tied to nobody. Run it daily; cut off, it goes on when it is run again.

Examples:
  guanxi privacy retention run --yes")]
    Run(Run),
    #[command(after_help = "Examples:\n  guanxi privacy retention runs --json > destroyed.json")]
    Runs(Runs),
}

/// Set the rules, all of them
#[derive(Debug, Args)]
pub(crate) struct Set {
    /// events:delete:26m, customers:anonymise:36m:contract
    #[arg(value_name = "RULE", value_parser = rule, required_unless_present = "none")]
    rules: Vec<RetentionRule>,
    /// No rule: everything is kept
    #[arg(long, conflicts_with = "rules")]
    none: bool,
}

/// Show the rules in force
#[derive(Debug, Args)]
pub(crate) struct Rules {}

/// Tell what a run would destroy
#[derive(Debug, Args)]
pub(crate) struct Preview {
    /// At which instant [default: now]
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<Timestamp>,
}

/// Destroy what is past its time
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Do it
    #[arg(long)]
    yes: bool,
}

/// List what runs destroyed
#[derive(Debug, Args)]
pub(crate) struct Runs {
    #[command(flatten)]
    page: Page,
}

impl Retention {
    pub(crate) fn run(self, context: &Context, crm: &Crm) -> Result<()> {
        let out = &context.out;
        match self {
            Self::Set(Set { rules, none: _ }) => {
                let receipt = crm.shop().set(ShopPatch::new().retention(rules))?;
                out.answer(&Shown { rules: receipt.settings.retention })
            }
            Self::Rules(Rules {}) => out.answer(&Shown { rules: crm.shop().get()?.retention }),
            Self::Preview(Preview { as_of }) => out.answer(&crm.privacy().preview_retention(as_of)?),
            Self::Run(Run { yes: false }) => {
                Err(Error::invalid("yes", "what is destroyed cannot be had back; say --yes to do it"))
            }
            Self::Run(Run { yes: true }) => out.answer(&crm.privacy().advance()?),
            Self::Runs(Runs { page }) => out.answer(&crm.privacy().retention_runs(page.into())?),
        }
    }
}

const DATA: [RetentionData; 3] = [RetentionData::Events, RetentionData::Contacts, RetentionData::Customers];
const ACTIONS: [RetentionAction; 2] = [RetentionAction::Delete, RetentionAction::Anonymise];
const BASES: [LegalBasis; 4] =
    [LegalBasis::Consent, LegalBasis::Contract, LegalBasis::LegalObligation, LegalBasis::LegitimateInterest];

/// Reads a rule, as [`written`] writes it.
fn rule(text: &str) -> Result<RetentionRule> {
    let refused = || Error::invalid("retention", "expected a rule such as events:delete:26m");
    let mut parts = text.split(':');
    let mut part = || parts.next();
    let (data, action, period, basis) = (part(), part(), part(), part());
    let data = DATA.into_iter().find(|known| Some(known.as_str()) == data).ok_or_else(refused)?;
    let action = ACTIONS.into_iter().find(|known| Some(known.as_str()) == action).ok_or_else(refused)?;
    let basis =
        basis.map(|basis| BASES.into_iter().find(|known| known.as_str() == basis).ok_or_else(refused));
    let period = period.ok_or_else(refused)?;
    let read = |unit: char| period.strip_suffix(unit).and_then(|n| n.parse::<u32>().ok());
    let rule = match (read('m'), read('d')) {
        (Some(months), _) => RetentionRule::after_months(data, action, months),
        (_, Some(days)) => RetentionRule::after_days(data, action, days),
        (None, None) => return Err(refused()),
    };
    if part().is_some() {
        return Err(refused());
    }
    Ok(RetentionRule { basis: basis.transpose()?, ..rule })
}

pub(super) fn written(rule: &RetentionRule) -> String {
    let period = match (rule.after_months, rule.after_days) {
        (Some(months), _) => format!("{months}m"),
        (None, days) => format!("{}d", days.unwrap_or_default()),
    };
    let basis = rule.basis.map(|basis| format!(":{}", basis.as_str())).unwrap_or_default();
    format!("{}:{}:{period}{basis}", rule.data.as_str(), rule.action.as_str())
}

/// The rules in force.
#[derive(Serialize)]
struct Shown {
    rules: Vec<RetentionRule>,
}

impl Show for Shown {
    fn show(&self, text: &mut Text) {
        if self.rules.is_empty() {
            text.line("No rule: everything is kept.");
        }
        self.rules.iter().for_each(|rule| text.line(written(rule)));
    }
}

const COLUMNS: [&str; 5] = ["rule", "from before", "destroyed", "oldest", "restricted"];

fn row(count: &RetentionCount) -> [String; 5] {
    let RetentionCount { rule, before, removed, oldest, restricted, .. } = count;
    [written(rule), before.to_string(), number(*removed), cell(*oldest), number(*restricted)]
}

impl Show for RetentionReport {
    fn show(&self, text: &mut Text) {
        if self.rules.is_empty() {
            text.line("No rule: everything is kept.");
            return;
        }
        text.line(format_args!("What is past its time at {}:", self.as_of));
        text.table(COLUMNS, &[2, 4], self.rules.iter().map(row));
    }
}

impl Show for RetentionRunPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("No run destroyed anything.");
        }
        for RetentionRun { at, actor, finished, rules, .. } in &self.items {
            let end = if *finished { "" } else { ", cut off" };
            text.line(format_args!("At {at} by {actor}{end}:"));
            text.table(COLUMNS, &[2, 4], rules.iter().map(row));
        }
        text.more(self.next_cursor.as_deref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_as_it_is_written() {
        for text in ["events:delete:26m", "contacts:anonymise:90d", "customers:anonymise:36m:contract"] {
            assert_eq!(written(&rule(text).unwrap()), text);
        }
        for text in
            ["", "events", "events:delete", "events:delete:26", "events:delete:-1d", "orders:delete:1m"]
        {
            assert!(rule(text).is_err(), "{text}");
        }
        assert!(rule("events:delete:1m:because").is_err());
        assert!(rule("events:delete:1m:contract:").is_err());
    }
}
