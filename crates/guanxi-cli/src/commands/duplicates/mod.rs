//! Customers that may be one person: found, looked at, merged, taken apart.

pub(super) mod policy;
mod review;
mod shown;

use clap::{Args, Subcommand, ValueEnum};
use guanxi::{CustomerRef, DuplicateQuery, RecordId, Result, Verdict};
use serde::Serialize;

use crate::{args, args::Page, context::Context, exit::Exit, interrupt, progress::Bar};

/// Customers that may be one person: find, review, merge, take apart
#[derive(Debug, Subcommand)]
pub(crate) enum Duplicates {
    #[command(after_help = "\
Examples:
  guanxi duplicates list
  guanxi duplicates list --customer shopify:6940095
  guanxi duplicates list --above 0.9 --json")]
    List(List),
    #[command(after_help = "\
Examples:
  guanxi duplicates run              as the shop's policy has it
  guanxi duplicates run --link yes   links all that are likely one person")]
    Run(Run),
    #[command(after_help = "\
Examples:
  guanxi duplicates train")]
    Train(Train),
    #[command(after_help = "\
Examples:
  guanxi duplicates review
  guanxi duplicates review --later
  guanxi duplicates review --json    the queue, nothing asked")]
    Review(review::Command),
    #[command(after_help = "\
Examples:
  guanxi duplicates decide shopify:6940095 till:88 not-the-same")]
    Decide(Decide),
    #[command(after_help = "\
Examples:
  guanxi duplicates explain shopify:6940095 till:88   why two score as they do
  guanxi duplicates explain shopify:6940095           what makes its records one")]
    Explain(Explain),
    #[command(after_help = "\
Examples:
  guanxi duplicates merge shopify:6940095 till:88")]
    Merge(Two),
    #[command(after_help = "\
Examples:
  guanxi duplicates unmerge cus_01h455vb4pex5vsknk084sn02q rec_01h455vb4pex5vsknk084sn02q
  guanxi duplicates unmerge cus_01h455vb4pex5vsknk084sn02q   by its old id: all that came with it")]
    Unmerge(Unmerge),
    #[command(after_help = "Examples:\n  guanxi duplicates history shopify:6940095")]
    History(One),
}

/// List pairs that may be one person, most likely first
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Pairs of this customer only
    #[arg(long, value_parser = args::customer)]
    customer: Option<CustomerRef>,
    /// Pairs of this probability and above, 0 to 1 [default: the shop's]
    #[arg(long, value_name = "PROBABILITY", value_parser = share)]
    above: Option<u32>,
    #[command(flatten)]
    page: Page,
}

/// Look at all records: link what the policy allows, fill the review queue
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Whether to link likely pairs, whatever the policy is
    #[arg(long)]
    link: Option<YesNo>,
}

/// Learn from all records what agreement says; `run` does so, too
#[derive(Debug, Args)]
pub(crate) struct Train {}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

/// Decide about two customers
#[derive(Debug, Args)]
pub(crate) struct Decide {
    #[command(flatten)]
    two: Two,
    /// What they are
    verdict: Said,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Said {
    /// One person: merges them
    Match,
    /// Two persons: nothing joins them again
    NotTheSame,
    /// To be asked again
    Later,
}

impl From<Said> for Verdict {
    fn from(said: Said) -> Self {
        match said {
            Said::Match => Self::Match,
            Said::NotTheSame => Self::NotTheSame,
            Said::Later => Self::Later,
        }
    }
}

/// Merge two customers: the older keeps its id
#[derive(Debug, Args)]
pub(crate) struct Two {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// The other one
    #[arg(value_parser = args::customer)]
    other: CustomerRef,
}

/// Explain a pair, or what makes the records of one customer one person
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// The other one of a pair
    #[arg(value_parser = args::customer)]
    other: Option<CustomerRef>,
}

/// Give records back to a customer of their own
#[derive(Debug, Args)]
pub(crate) struct Unmerge {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// rec_…; none with an old id: all records that came with it
    records: Vec<RecordId>,
}

/// Show every link of a customer's records
#[derive(Debug, Args)]
pub(crate) struct One {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
}

impl Duplicates {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let duplicates = context.existing()?.duplicates();
        match self {
            Self::List(List { customer, above, page }) => {
                let mut query = DuplicateQuery::default();
                (query.customer, query.above_ppm, query.page) = (customer, above, page.into());
                let bar = Bar::rows("comparing", context.out.json);
                let found = duplicates.find(query, Some(bar.listener()), interrupt::token()?)?;
                drop(bar);
                context.out.answer(&found)?;
            }
            Self::Run(Run { link }) => {
                let link = link.map(|link| matches!(link, YesNo::Yes));
                let bar = Bar::rows("comparing", context.out.json);
                let report = duplicates.run(link, Some(bar.listener()), interrupt::token()?)?;
                drop(bar);
                context.out.answer(&report)?;
            }
            Self::Train(Train {}) => {
                let bar = Bar::rows("comparing", context.out.json);
                let model = duplicates.train(Some(bar.listener()), interrupt::token()?)?;
                drop(bar);
                context.out.answer(&model)?;
            }
            Self::Review(review) => review.run(context, &duplicates)?,
            Self::Decide(Decide { two: Two { customer, other }, verdict }) => {
                context.out.answer(&duplicates.decide(customer, other, verdict.into())?)?;
            }
            Self::Explain(Explain { customer, other: Some(other) }) => {
                context.out.answer(&duplicates.explain(customer, other)?)?;
            }
            Self::Explain(Explain { customer, other: None }) => {
                context.out.answer(&duplicates.explain_customer(customer)?)?;
            }
            Self::Merge(Two { customer, other }) => {
                context.out.answer(&duplicates.merge(customer, other)?)?;
            }
            Self::Unmerge(Unmerge { customer, records }) => {
                context.out.answer(&duplicates.unmerge(customer, records)?)?;
            }
            Self::History(One { customer }) => {
                let items = duplicates.history(customer)?;
                context.out.answer(&History { items })?;
            }
        }
        Ok(Exit::Done)
    }
}

/// Every link of a customer's records.
#[derive(Serialize)]
struct History {
    items: Vec<guanxi::LinkChange>,
}

/// A probability, as millionths.
fn share(text: &str) -> std::result::Result<u32, String> {
    let share: f64 = text.parse().map_err(|_| "expected a number from 0 to 1".to_owned())?;
    if !(0.000_001..=1.0).contains(&share) {
        return Err("expected a number from 0.000001 to 1".to_owned());
    }
    Ok((share * 1e6).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities() {
        assert_eq!((share("0.9"), share("1")), (Ok(900_000), Ok(1_000_000)));
        assert!(share("0").is_err() && share("1.1").is_err() && share("NaN").is_err() && share("x").is_err());
    }
}
