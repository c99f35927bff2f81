//! The command line as a whole.

use clap::{Args, Parser, Subcommand};
use guanxi::{Actor, Result};

use crate::{
    commands::{
        audit, case, compact, consents, copy, customers, dedupe, demo, duplicates, events, feed, import,
        init, loyalty, orders, privacy, proof, referrals, reports, rewards, segments, shop, stats,
    },
    context::Context,
    exit::{self, Exit},
};

const EXAMPLES: &str = "\
Examples:
  guanxi demo
  guanxi import customers customers.csv
  guanxi import orders orders.csv
  guanxi customers find \"li wei\"
  guanxi stats --json
  guanxi dedupe people.csv --out clusters.csv
  guanxi verify";

/// An e-commerce CRM that lives in a directory: customers, orders, figures.
#[derive(Debug, Parser)]
#[command(name = "guanxi", version, propagate_version = true, after_help = after_help(), max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

fn after_help() -> String {
    format!("{EXAMPLES}\n\n{}", exit::HELP)
}

/// What every command takes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Every command")]
pub(crate) struct Global {
    /// The store: a directory, or redb:DIR, sled:DIR, sqlite:FILE, postgres://USER@HOST/DATABASE [default: $GUANXI_URL, else redb:./guanxi-data]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Answer in JSON: one document on standard output; errors are one on standard error
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Who acts, as the audit has it: staff:mei [default: system]
    #[arg(long, global = true, value_name = "WHO")]
    pub(crate) actor: Option<Actor>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    #[command(subcommand)]
    Import(import::Import),
    #[command(subcommand)]
    Shop(shop::Shop),
    #[command(subcommand)]
    Customers(customers::Customers),
    #[command(subcommand)]
    Orders(orders::Orders),
    #[command(subcommand)]
    Events(events::Events),
    #[command(subcommand)]
    Loyalty(loyalty::Loyalty),
    #[command(subcommand)]
    Rewards(rewards::Rewards),
    #[command(subcommand)]
    Referrals(referrals::Referrals),
    Timeline(events::Timeline),
    #[command(subcommand)]
    Consents(consents::Consents),
    #[command(subcommand)]
    Privacy(privacy::Privacy),
    Stats(stats::Stats),
    #[command(subcommand)]
    Reports(reports::Reports),
    #[command(subcommand)]
    Segments(segments::Segments),
    Verify(proof::Verify),
    Rebuild(proof::Rebuild),
    Feed(feed::Feed),
    Audit(audit::Audit),
    Copy(copy::Copy),
    Compact(compact::Compact),
    #[command(subcommand)]
    Duplicates(duplicates::Duplicates),
    Dedupe(dedupe::Dedupe),
    Case(case::Case),
}

impl Command {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        match self {
            Self::Demo(command) => command.run(context),
            Self::Import(command) => command.run(context),
            Self::Init(command) => command.run(context),
            Self::Shop(command) => command.run(context),
            Self::Customers(command) => command.run(context),
            Self::Orders(command) => command.run(context),
            Self::Events(command) => command.run(context),
            Self::Loyalty(command) => command.run(context),
            Self::Rewards(command) => command.run(context),
            Self::Referrals(command) => command.run(context),
            Self::Timeline(command) => command.run(context),
            Self::Consents(command) => command.run(context),
            Self::Privacy(command) => command.run(context),
            Self::Stats(command) => command.run(context),
            Self::Reports(command) => command.run(context),
            Self::Segments(command) => command.run(context),
            Self::Verify(command) => command.run(context),
            Self::Rebuild(command) => command.run(context),
            Self::Feed(command) => command.run(context),
            Self::Audit(command) => command.run(context),
            Self::Copy(command) => command.run(context),
            Self::Compact(command) => command.run(context),
            Self::Duplicates(command) => command.run(context),
            Self::Dedupe(command) => command.run(context),
            Self::Case(command) => command.run(context),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
