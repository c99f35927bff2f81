//! guanxi beside SQLite, in one run: `cargo xtask bench import|lookup|writes|ledger|duplicates|encoding|all`.
//!
//! Every side of every measurement runs in a process of its own, so that processor time, memory and bytes on disk are
//! its alone. SQLite runs as a careful user would run it: write-ahead log, `synchronous=FULL`, statements prepared
//! once, the same rows and indexes, the same batches, a cache of the same size. What is measured how, and what came
//! out, stands in `docs/benchmarks.md`.

mod area;
mod bare;
mod generate;
mod guanxi_side;
mod ledger;
mod measure;
mod post;
mod posting;
mod random;
mod report;
mod segments;
mod side;
mod sqlite_side;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

use self::{
    area::{Bench, Engine},
    side::Side,
};

/// Measures guanxi beside SQLite.
#[derive(Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Args {
    #[command(subcommand)]
    command: Command,
    /// Customers
    #[arg(long, global = true, value_name = "N")]
    rows: Option<u64>,
    /// Order lines
    #[arg(long, global = true, value_name = "N")]
    lines: Option<u64>,
    /// Entries of the ledger that balances are read from
    #[arg(long, global = true, value_name = "N")]
    entries: Option<u64>,
    /// guanxi's storage
    #[arg(long, global = true, value_enum, default_value_t = Engine::Redb)]
    storage: Engine,
    /// Small sizes, for a first look: 20,000 customers, 100,000 lines, as many entries
    #[arg(long, global = true)]
    quick: bool,
    /// Leave SQLite out
    #[arg(long, global = true)]
    alone: bool,
    /// Print the figures as JSON
    #[arg(long, global = true)]
    json: bool,
    /// Where stores and files are made; the system's folder for temporary files when left out
    #[arg(long, global = true, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Customers and order lines from CSV (K2b), bare rows through the storage (K2)
    Import {
        /// Customers only
        #[arg(long)]
        customers: bool,
    },
    /// Opening (K3) and reading (K4)
    Lookup,
    /// Durable writes from 1, 4, 16 and 32 callers (K5)
    Writes,
    /// Points: bare postings (K5), earning and redeeming, balances, a day of a million members
    Ledger {
        /// A part of them alone
        #[arg(long, value_enum, value_name = "PART")]
        only: Option<LedgerPart>,
    },
    /// Who somebody may be that is not stored yet, through the store (L1)
    Duplicates,
    /// A stored customer as bytes (K7)
    Encoding,
    /// Postings on PostgreSQL, beside SQL written by hand (K6)
    Posting(posting::Options),
    /// Segments: counting (G3), an order arrives (G1), the clock moves a day (G2), beside DuckDB, Polars and SQLite
    Segments(segments::Options),
    /// All of these but points, duplicates, postings on PostgreSQL and segments
    All,
    /// One side of a measurement, in the process that was started for it
    #[command(hide = true)]
    Side {
        /// What to run, as JSON
        side: String,
    },
}

/// A part of the measurements of points.
#[derive(Clone, Copy, clap::ValueEnum)]
enum LedgerPart {
    /// Previews and simulations
    Simulate,
    /// Orders that earn in bulk
    Bulk,
    /// Reading balances
    Balance,
    /// A day of many members
    Day,
}

fn main() -> Result<()> {
    let args = Args::parse();
    if let Command::Side { side } = &args.command {
        return serde_json::from_str::<Side>(side)?.run();
    }
    if let Command::Posting(options) = &args.command {
        return posting::run(options);
    }
    if let Command::Segments(options) = &args.command {
        return segments::run(options, args.alone);
    }
    let (rows, many) = if args.quick { (20_000, 100_000) } else { (1_000_000, 10_000_000) };
    let scratch = match &args.dir {
        Some(dir) => tempfile::tempdir_in(dir)?,
        None => tempfile::tempdir()?,
    };
    let mut bench = Bench {
        rows: args.rows.unwrap_or(rows),
        lines: args.lines.unwrap_or(many),
        entries: args.entries.unwrap_or(many),
        engine: args.storage,
        alone: args.alone,
        scratch,
        lines_of_report: Vec::new(),
    };
    match args.command {
        Command::Import { customers } => bench.import(customers)?,
        Command::Lookup => {
            bench.lookup()?;
            bench.writes()?;
        }
        Command::Writes => bench.writes()?,
        Command::Ledger { only: Some(LedgerPart::Simulate) } => bench.simulate()?,
        Command::Ledger { only: Some(LedgerPart::Bulk) } => bench.bulk()?,
        Command::Ledger { only: Some(LedgerPart::Balance) } => bench.balance()?,
        Command::Ledger { only: Some(LedgerPart::Day) } => bench.day()?,
        Command::Ledger { only: None } => {
            bench.writes()?;
            bench.ledger()?;
        }
        Command::Duplicates => bench.duplicates()?,
        Command::Encoding => bench.encoding()?,
        Command::All => {
            bench.import(false)?;
            bench.lookup()?;
            bench.writes()?;
            bench.encoding()?;
        }
        Command::Side { .. } | Command::Posting(_) | Command::Segments(_) => {
            unreachable!("it returned above")
        }
    }
    if args.json {
        report::json(&bench.lines_of_report)?
    } else {
        report::table(&bench.lines_of_report)
    }
    Ok(())
}
