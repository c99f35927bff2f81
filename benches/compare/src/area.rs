//! The areas: which measurements they are made of, and their targets.

use std::{collections::BTreeMap, path::PathBuf, process::Stdio, thread, time::Duration};

use anyhow::Result;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::{
    generate,
    ledger::{CALLS, DUE, Ledger, MEMBERS, ORDERS_EACH, SIMULATED},
    measure::Figures,
    report::Line,
    side::{Side, Task, Who},
};

/// A storage of guanxi.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
pub(crate) enum Engine {
    /// The default.
    Redb,
    /// By name.
    Sled,
}

/// A run.
pub(crate) struct Bench {
    pub(crate) rows: u64,
    pub(crate) lines: u64,
    pub(crate) entries: u64,
    pub(crate) engine: Engine,
    pub(crate) alone: bool,
    pub(crate) scratch: TempDir,
    pub(crate) lines_of_report: Vec<Line>,
}

/// The figures of both sides.
struct Both {
    guanxi: Figures,
    sqlite: Option<Figures>,
}

impl Both {
    /// The medians of several rounds.
    fn median(rounds: &[Self]) -> Self {
        let guanxi = medians(rounds.iter().map(|both| &both.guanxi));
        let sqlite = rounds.iter().map(|both| both.sqlite.as_ref()).collect::<Option<Vec<_>>>();
        Self { guanxi, sqlite: sqlite.map(|rounds| medians(rounds.into_iter())) }
    }

    fn line(&self, what: impl Into<String>, name: &str, unit: &'static str) -> Line {
        self.line_in(what, name, unit, 1.0)
    }

    /// The same in another unit.
    fn line_in(&self, what: impl Into<String>, name: &str, unit: &'static str, factor: f64) -> Line {
        let of = |figures: &Figures| figures.get(name).map_or(f64::NAN, |value| value * factor);
        Line::new(what, unit, of(&self.guanxi), self.sqlite.as_ref().map(of))
    }
}

/// How often each side posts.
const ROUNDS: usize = 5;

/// Of each figure the median of several rounds.
fn medians<'a>(rounds: impl Iterator<Item = &'a Figures>) -> Figures {
    let mut all: BTreeMap<&String, Vec<f64>> = BTreeMap::new();
    for (name, value) in rounds.flatten() {
        all.entry(name).or_default().push(*value);
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    all.into_iter().map(|(name, values)| (name.clone(), median(values))).collect()
}

impl Bench {
    /// Import (K2, K2b).
    pub(crate) fn import(&mut self, customers_only: bool) -> Result<()> {
        let m = self.rows as f64 / 1e6;
        let file = self.file("customers.csv");
        generate::customers(&file, self.rows)?;
        let what = format!("K2b import {} customers", self.rows);
        let both = self.both("shop", &Task::Customers(file.clone()))?;
        self.import_lines(&both, &what, Some((120.0 * m, 2000.0 * m, Some(400.0))));
        std::fs::remove_file(file)?;
        if customers_only {
            return Ok(());
        }
        let file = self.file("orders.csv");
        generate::orders(&file, self.lines, self.rows)?;
        let what = format!("import {} order lines", self.lines);
        let both = self.both("shop", &Task::Orders(file.clone()))?;
        self.import_lines(&both, &what, None);
        std::fs::remove_file(file)?;
        let what = format!("K2 load {} bare rows", self.rows);
        let both = self.both("bare", &Task::Load(self.rows))?;
        self.import_lines(&both, &what, Some((60.0 * m, 900.0 * m, Some(2.0 * 32.0 + 64.0))));
        Ok(())
    }

    /// Lines of something that is written in bulk, with the most processor time, disk and memory it may take.
    fn import_lines(&mut self, both: &Both, what: &str, most: Option<(f64, f64, Option<f64>)>) {
        let lines = [
            (both.line(format!("{what}: processor"), "cpu", "CPU s"), most.map(|m| m.0)),
            (both.line(format!("{what}: wall clock"), "wall", "s"), None),
            (both.line(format!("{what}: on disk"), "disk", "MB"), most.map(|m| m.1)),
            (both.line(format!("{what}: memory"), "memory", "MB"), most.and_then(|m| m.2)),
        ];
        let targeted = lines.into_iter().map(|(line, most)| match most {
            Some(most) => line.at_most(most),
            None => line,
        });
        self.lines_of_report.extend(targeted);
    }

    /// Opening and reading (K3, K4).
    pub(crate) fn lookup(&mut self) -> Result<()> {
        self.fill("bare", &Task::Load(self.rows))?;
        let file = self.file("customers.csv");
        if !self.store("shop", "guanxi").exists() {
            generate::customers(&file, self.rows)?;
            self.fill("shop", &Task::Customers(file))?;
        }
        let clean = self.both("bare", &Task::Open)?;
        let killed = self.open_after_kill()?;
        let bare = self.both("bare", &Task::ReadBare(self.rows))?;
        let customers = self.both("shop", &Task::ReadCustomers(self.rows))?;
        let m = self.rows as f64 / 1e6;
        self.lines_of_report.extend([
            clean.line_in("K3 open after a clean close", "wall", "ms", 1e3).at_most(10.0),
            clean.line("K3 memory once open", "memory", "MB").at_most(20.0),
            killed.line_in("K3 open after a kill", "wall", "ms", 1e3).at_most(100.0),
            bare.line_in("K4 bare rows: read by id", "id", "CPU µs", 1e6).at_most(15.0),
            bare.line_in("K4 bare rows: read by e-mail", "email", "CPU µs", 1e6).at_most(25.0),
            bare.line_in("K4 bare rows: page of 50", "page", "CPU µs", 1e6).at_most(400.0),
            bare.line("K4 bare rows: scan", "scan", "CPU s").at_most(3.0 * m),
            customers.line_in("K4 customers.get by id", "id", "CPU µs", 1e6).at_most(15.0),
            customers.line_in("K4 customers.find by e-mail", "email", "CPU µs", 1e6).at_most(25.0),
            customers.line_in("K4 customers.list, page of 50", "page", "CPU µs", 1e6).at_most(400.0),
            customers.line("K4 customers.list, all", "scan", "CPU s").at_most(3.0 * m),
        ]);
        Ok(())
    }

    /// Durable postings (K5): both sides in turn, several times, since the disk is now fast and now slow.
    pub(crate) fn writes(&mut self) -> Result<()> {
        let mut alone = f64::NAN;
        for (callers, both) in self.postings([1, 4, 16, 32])? {
            let line = both.line(format!("K5 postings from {callers}"), "rate", "a second");
            let rate = line.guanxi;
            let (line, per_commit) = match callers {
                1 => {
                    alone = rate;
                    (line.ratio_at_least(0.4), None)
                }
                4 => (line, None),
                16 => (line.at_least(4.0 * alone).ratio_at_least(2.0), Some(10.0)),
                _ => (line.ratio_at_least(2.0), Some(20.0)),
            };
            let shared = both.line(format!("K5 postings a commit from {callers}"), "per_commit", "");
            let shared = per_commit.map_or(shared.clone(), |least| shared.at_least(least));
            let cpu =
                both.line_in(format!("K5 processor a posting from {callers}"), "cpu_each", "CPU µs", 1e6);
            self.lines_of_report.extend([line, shared, cpu]);
        }
        self.syncs(16)
    }

    /// Postings from so many callers: the medians of several rounds, each with every number of callers on both sides.
    fn postings<const N: usize>(&self, callers: [usize; N]) -> Result<[(usize, Both); N]> {
        let mut rounds = callers.map(|callers| (callers, Vec::new()));
        for round in 0..ROUNDS {
            for (callers, figures) in &mut rounds {
                figures.push(self.both(&format!("post{callers}-{round}"), &Task::Post(*callers))?);
            }
        }
        Ok(rounds.map(|(callers, figures)| (callers, Both::median(&figures))))
    }

    /// How often a commit forces the disk.
    fn syncs(&mut self, callers: usize) -> Result<()> {
        let (mut of_commits, mut of_all) = (Vec::new(), Vec::new());
        for (who, name) in self.sides() {
            let post =
                |callers, store| Side { who, task: Task::Post(callers), store: self.store(store, name) };
            // Opening and closing force it, too.
            let (_, beside) = post(0, "no-syncs").counting_syncs()?;
            let (figures, all) = post(callers, "syncs").counting_syncs()?;
            let Some((all, beside)) = all.zip(beside) else { return Ok(()) };
            let (syncs, growths) = (all.syncs - beside.syncs, all.growths - beside.growths);
            of_commits.push((syncs - growths) / figures["commits"]);
            of_all.push(syncs / figures["commits"]);
        }
        let line = |what: &str, each: &[f64]| {
            Line::new(format!("K5 syncs a commit from {callers}{what}"), "", each[0], each.get(1).copied())
        };
        let commits = line("", &of_commits).at_most(2.0);
        self.lines_of_report.extend([commits, line(", with those of growth", &of_all)]);
        Ok(())
    }

    /// Points: earning and redeeming beside SQLite with the same rows; what only guanxi does.
    pub(crate) fn ledger(&mut self) -> Result<()> {
        const CALLERS: [usize; 4] = [1, 4, 16, 32];
        const ROUNDS: u64 = 3;
        let one_by_one = CALLERS.len() as u64 * ROUNDS * CALLS;
        let at_once = self.rows.min(SIMULATED).saturating_sub(one_by_one);
        let orders = one_by_one + at_once;
        self.fill("ledger", &Task::Ledger(Ledger::Fill { orders, members: MEMBERS }))?;
        let mut rounds = CALLERS.map(|callers| (callers, Vec::new(), Vec::new()));
        let mut first = 0;
        for _ in 0..ROUNDS {
            for (callers, earned, redeemed) in &mut rounds {
                earned.push(self.both("ledger", &Task::Ledger(Ledger::Earn(*callers, first)))?);
                redeemed.push(self.both("ledger", &Task::Ledger(Ledger::Redeem(*callers, first)))?);
                first += CALLS;
            }
        }
        for (what, which) in [("earn", 0), ("redeem", 1)] {
            let mut alone = f64::NAN;
            for (callers, earned, redeemed) in &rounds {
                let both = Both::median(if which == 0 { earned } else { redeemed });
                let rate = both.line(format!("{what} from {callers}"), "rate", "a second");
                alone = if *callers == 1 { rate.guanxi } else { alone };
                let rate = match callers {
                    1 => rate.ratio_at_least(0.4),
                    4 => rate,
                    16 => rate.at_least(4.0 * alone).ratio_at_least(2.0),
                    _ => rate.ratio_at_least(2.0),
                };
                let cpu = format!("processor of one {what} from {callers}");
                self.lines_of_report.extend([rate, both.line_in(cpu, "cpu_each", "CPU µs", 1e6)]);
            }
        }
        self.guanxi("ledger", Task::Ledger(Ledger::Bulk(at_once, first)))?;
        let tried = self.tried()?;
        self.bulk()?;
        self.lines_of_report.extend(tried);
        self.balance()?;
        self.day()
    }

    /// All orders earn at once, in parts.
    pub(crate) fn bulk(&mut self) -> Result<()> {
        let (orders, members) = (self.rows, self.rows.div_ceil(ORDERS_EACH));
        self.fill("bulk", &Task::Ledger(Ledger::Fill { orders, members }))?;
        let both = self.both("bulk", &Task::Ledger(Ledger::Bulk(orders, 0)))?;
        let what = format!("{orders} orders of {members} members earn in bulk");
        self.lines_of_report.push(both.line(what, "rate", "a second").at_least(10_000.0));
        Ok(())
    }

    /// Balances of members with a hundred entries each.
    pub(crate) fn balance(&mut self) -> Result<()> {
        let balance = self.guanxi("balances", Task::Ledger(Ledger::Balance(self.entries)))?;
        let what = format!("balance, {} entries", self.entries);
        self.lines_of_report.push(balance.line_in(what, "balance", "CPU µs", 1e6).at_most(20.0));
        Ok(())
    }

    /// The clock moves a day on.
    pub(crate) fn day(&mut self) -> Result<()> {
        let day = self.guanxi("day", Task::Ledger(Ledger::Advance(self.rows)))?;
        let of_day = format!("{} members, {} accounts and {} tiers due", self.rows, DUE.0, DUE.1);
        self.lines_of_report.extend([
            day.line(format!("advance a day: {of_day}"), "day", "s").at_most(1.0),
            day.line("the same: processor", "day_cpu", "CPU s"),
            day.line("the first time, with every member", "first", "s"),
        ]);
        Ok(())
    }

    /// Of the points only what is tried and not written, on orders that all earned.
    pub(crate) fn simulate(&mut self) -> Result<()> {
        let orders = self.rows.min(SIMULATED);
        self.guanxi("ledger", Task::Ledger(Ledger::Fill { orders, members: MEMBERS }))?;
        self.guanxi("ledger", Task::Ledger(Ledger::Bulk(orders, 0)))?;
        let tried = self.tried()?;
        self.lines_of_report.extend(tried);
        Ok(())
    }

    /// Previews and simulates on the store of the ledger.
    fn tried(&self) -> Result<[Line; 2]> {
        let tried = self.guanxi("ledger", Task::Ledger(Ledger::Try))?;
        Ok([
            tried.line("preview of an order", "preview", "a second").at_least(300_000.0),
            tried.line("simulate, orders", "simulate", "a second").at_least(300_000.0),
        ])
    }

    /// Who somebody may be that is not stored yet, through the store (L1).
    pub(crate) fn duplicates(&mut self) -> Result<()> {
        let file = self.file("customers.csv");
        generate::customers(&file, self.rows)?;
        self.guanxi("shop", Task::Customers(file))?;
        let train = self.guanxi("shop", Task::Train)?;
        let find = self.guanxi("shop", Task::FindNew(self.rows))?;
        let what = format!("{} customers", self.rows);
        self.lines_of_report.extend([
            train.line(format!("duplicates.train, {what}: processor"), "cpu", "CPU s"),
            find.line(format!("duplicates.find_new, {what}: the first, which reads all"), "first", "s"),
            find.line("the next, median", "p50", "µs"),
            find.line("the next, of a hundred the slowest but one", "p99", "µs"),
            find.line("memory", "memory", "MB"),
        ]);
        Ok(())
    }

    /// Runs what only guanxi does.
    fn guanxi(&self, store: &str, task: Task) -> Result<Both> {
        let who = Who::Guanxi(self.engine);
        let figures = Side { who, task: task.clone(), store: self.store(store, "guanxi") }.in_process()?;
        eprintln!("guanxi: {task:?}: {figures:.4?}");
        Ok(Both { guanxi: figures, sqlite: None })
    }

    /// A stored customer (K7).
    pub(crate) fn encoding(&mut self) -> Result<()> {
        let both = self.guanxi("none", Task::Encoding)?;
        self.lines_of_report.extend([
            both.line("K7 stored customer", "bytes", "bytes").at_most(320.0),
            both.line_in("K7 encode", "encode", "CPU µs", 1e6).at_most(1.0),
            both.line_in("K7 decode", "decode", "CPU µs", 1e6).at_most(1.5),
        ]);
        Ok(())
    }

    /// Kills a process of each side in the middle of its writing, and opens what it left.
    fn open_after_kill(&self) -> Result<Both> {
        for (who, name) in self.sides() {
            let side = Side { who, task: Task::WriteOn, store: self.store("bare", name) };
            let mut child = side.command()?.stdout(Stdio::null()).spawn()?;
            thread::sleep(Duration::from_secs(3));
            child.kill()?;
            child.wait()?;
        }
        self.both("bare", &Task::Open)
    }

    /// Runs a task on both sides for what it leaves, unless an earlier one left it.
    fn fill(&self, store: &str, task: &Task) -> Result<()> {
        for (who, name) in self.sides() {
            let store = self.store(store, name);
            if !store.exists() {
                Side { who, task: task.clone(), store }.in_process()?;
            }
        }
        Ok(())
    }

    /// Runs a task on both sides, guanxi first.
    fn both(&self, store: &str, task: &Task) -> Result<Both> {
        let mut figures = Vec::new();
        for (who, name) in self.sides() {
            let side = Side { who, task: task.clone(), store: self.store(store, name) };
            let got = side.in_process()?;
            eprintln!("{name}: {task:?}: {got:.4?}");
            figures.push(got);
        }
        let mut figures = figures.into_iter();
        Ok(Both { guanxi: figures.next().unwrap_or_default(), sqlite: figures.next() })
    }

    fn sides(&self) -> impl Iterator<Item = (Who, &'static str)> {
        let sqlite = (!self.alone).then_some((Who::Sqlite, "sqlite"));
        [(Who::Guanxi(self.engine), "guanxi")].into_iter().chain(sqlite)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn store(&self, name: &str, side: &str) -> PathBuf {
        self.scratch.path().join(format!("{name}.{side}"))
    }
}
