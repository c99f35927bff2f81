//! Postings on PostgreSQL: an entry and a balance that is never below zero, in one serializable transaction.
//!
//! Beside the storage stand two forms written by hand with the `postgres` crate, statements prepared once, on the same server
//! in the same run: the interactive one (begin, read, insert, update, commit: five trips) and one statement that does
//! it all. Both run again when others were faster, as the storage does.

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use comfy_table::{CellAlignment, Table as Shown, presets::ASCII_MARKDOWN};
use guanxi_core::{
    Crm,
    customer::CustomerInput,
    id::SeededRandom,
    order::OrderInput,
    storage::{Column, Expect, Kind, Op, OpenOptions, Schema, Space, Storage, Table, key::KeyWriter},
    time::FixedClock,
};
use guanxi_postgres::Postgres;
use guanxi_testkit::{dice::Dice, server::Server};
use postgres::{Client, IsolationLevel, NoTls, error::SqlState};

/// What to run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The server and database, such as postgres://crm@localhost/bench; a server of its own when left out
    #[arg(long)]
    url: Option<String>,
    /// Have the server of its own not wait for the disk: what is left is the work, the same on a busy disk
    #[arg(long)]
    without_fsync: bool,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// Times that the forms take turns; the table has the medians. A disk's pace changes from one moment to the next
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    rounds: u64,
}

static BALANCES: Table = Table {
    space: Space { number: 61_000, name: "balances" },
    kind: Kind::State,
    key: &[Column::id("customer_id")],
    columns: &[Column::int("balance")],
    indexes: &[],
    tracked: true,
};
static ENTRIES: Table = Table {
    space: Space { number: 61_001, name: "entries" },
    kind: Kind::Fact,
    key: &[Column::id("customer_id"), Column::int("number")],
    columns: &[Column::int("amount")],
    indexes: &[],
    tracked: false,
};
static POSTINGS: Schema = Schema { version: 1, tables: &[&BALANCES, &ENTRIES] };

/// How a posting is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Guanxi,
    Interactive,
    OneStatement,
}

/// In the order of their turns; the first is the measure of the others.
const FORMS: [Form; 3] = [Form::Interactive, Form::OneStatement, Form::Guanxi];

/// What a measurement gave.
struct Rate {
    postings: f64,
    median_ms: f64,
    repeats: f64,
}

/// Runs it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let settings: &[&str] = if options.without_fsync { &["fsync=off"] } else { &[] };
    let own = options.url.is_none().then(|| Server::start(settings));
    let url = match (&options.url, &own) {
        (Some(url), _) => url.clone(),
        (None, Some(own)) => own.url("bench").replace("?schema=bench", ""),
        (None, None) => unreachable!("there is a URL, or a server of its own"),
    };
    let storage_url =
        format!("{url}{}schema=guanxi_bench&connections=32", if url.contains('?') { '&' } else { '?' });
    let time = Duration::from_secs(options.seconds);
    let mut shown = Shown::new();
    shown.load_style(ASCII_MARKDOWN);
    shown.set_header([
        "accounts",
        "callers",
        "form",
        "postings/s",
        "median ms",
        "again per 1,000",
        "× interactive",
        "least and most",
    ]);
    for accounts in [10_000, 50] {
        for callers in [1, 8, 32] {
            let mut rounds = Vec::new();
            for _ in 0..options.rounds {
                let mut round = Vec::new();
                for form in FORMS {
                    fresh(&url, accounts)?;
                    round.push(measure(form, &url, &storage_url, (accounts, callers), time)?);
                }
                rounds.push(round);
            }
            for (at, form) in FORMS.iter().enumerate() {
                let mut row = vec![accounts.to_string(), callers.to_string(), format!("{form:?}")];
                row.extend(medians(&rounds, at));
                shown.add_row(row);
            }
        }
    }
    shown.column_iter_mut().skip(3).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    println!("{shown}");
    trips(&storage_url)
}

/// The cells of one form over the rounds; its ratio is taken within each round.
fn medians(rounds: &[Vec<Rate>], at: usize) -> [String; 5] {
    let sorted = |of: &dyn Fn(&[Rate]) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(|round| of(round)).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let median = |of: &dyn Fn(&[Rate]) -> f64| sorted(of)[rounds.len() / 2];
    let ratio = |round: &[Rate]| round[at].postings / round[0].postings;
    let ratios = sorted(&ratio);
    [
        format!("{:.0}", median(&|round| round[at].postings)),
        format!("{:.2}", median(&|round| round[at].median_ms)),
        format!("{:.0}", median(&|round| round[at].repeats)),
        format!("{:.2}", median(&ratio)),
        format!("{:.2}–{:.2}", ratios[0], ratios[ratios.len() - 1]),
    ]
}

/// Empty accounts in both shapes.
fn fresh(url: &str, accounts: u64) -> Result<()> {
    let mut client = Client::connect(url, NoTls).context("the server")?;
    client.batch_execute(
        "DROP SCHEMA IF EXISTS guanxi_bench CASCADE; DROP SCHEMA IF EXISTS hand_bench CASCADE; CREATE SCHEMA hand_bench; \
         CREATE TABLE hand_bench.balances (customer_id BYTEA PRIMARY KEY, balance BIGINT NOT NULL, version BIGINT NOT NULL); \
         CREATE TABLE hand_bench.entries (customer_id BYTEA NOT NULL, number BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (customer_id, number))",
    )?;
    let insert = client.prepare("INSERT INTO hand_bench.balances VALUES ($1, 0, 1)")?;
    let mut transaction = client.transaction()?;
    for number in 0..accounts {
        transaction.execute(&insert, &[&&id(number)[..]])?;
    }
    Ok(transaction.commit()?)
}

/// Ids lie apart, as hashes do.
fn id(number: u64) -> [u8; 16] {
    let spread = u128::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
    spread.to_be_bytes()
}

fn measure(
    form: Form,
    url: &str,
    storage_url: &str,
    (accounts, callers): (u64, u64),
    time: Duration,
) -> Result<Rate> {
    let storage = Postgres::open(storage_url, &OpenOptions::new())?;
    storage.prepare(&POSTINGS)?;
    for chunk in (0..accounts).collect::<Vec<_>>().chunks(1000) {
        storage.apply(&chunk.iter().map(|n| add(*n, 0)).collect::<Vec<_>>())?;
    }
    Client::connect(url, NoTls)?.batch_execute("ANALYZE; CHECKPOINT")?;
    let (stop, start) = (AtomicBool::new(false), Barrier::new(callers as usize + 1));
    let (repeats, before) = (AtomicU64::new(0), storage.repeats());
    let mut took: Vec<u64> = Vec::new();
    let mut elapsed = Duration::ZERO;
    thread::scope(|scope| -> Result<()> {
        let work = |caller: u64| {
            let post = poster(form, url, &storage, &repeats);
            start.wait();
            let mut post = post?;
            let (dice, mut took) = (Dice::new(caller), Vec::new());
            for number in 0.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let began = Instant::now();
                post(dice.any() % accounts, (caller * 10_000_000 + number) as i64, dice.below(20) as i64)?;
                took.push(began.elapsed().as_micros() as u64);
            }
            anyhow::Ok(took)
        };
        let threads: Vec<_> = (0..callers).map(|caller| scope.spawn(move || work(caller))).collect();
        start.wait();
        let began = Instant::now();
        thread::sleep(time);
        stop.store(true, Ordering::Relaxed);
        for thread in threads {
            took.extend(thread.join().map_err(|_| anyhow::anyhow!("a caller panicked"))??);
        }
        elapsed = began.elapsed();
        Ok(())
    })?;
    took.sort_unstable();
    let again = repeats.load(Ordering::Relaxed) + storage.repeats() - before;
    Ok(Rate {
        postings: took.len() as f64 / elapsed.as_secs_f64(),
        median_ms: took.get(took.len() / 2).copied().unwrap_or(0) as f64 / 1000.0,
        repeats: again as f64 * 1000.0 / took.len() as f64,
    })
}

fn add(account: u64, delta: i64) -> Op {
    let key = KeyWriter::new().id(&id(account)).finish();
    Op::Add { table: &BALANCES, key, column: 0, delta, floor: Some(0) }
}

type Post<'a> = Box<dyn FnMut(u64, i64, i64) -> Result<()> + 'a>;

/// What makes a posting: account, number, amount.
fn poster<'a>(form: Form, url: &str, storage: &'a Postgres, repeats: &'a AtomicU64) -> Result<Post<'a>> {
    if form == Form::Guanxi {
        return Ok(Box::new(|account, number, amount| {
            let key = KeyWriter::new().id(&id(account)).int(number).finish();
            let columns = vec![guanxi_core::storage::Value::Int(amount)];
            let entry = Op::Put { table: &ENTRIES, key, columns, body: vec![], expect: Expect::Absent };
            Ok(storage.apply(&[entry, add(account, amount)])?)
        }));
    }
    let mut client = Client::connect(url, NoTls)?;
    client
        .batch_execute("SET default_transaction_isolation TO serializable; SET search_path TO hand_bench")?;
    let select = client.prepare("SELECT balance FROM balances WHERE customer_id = $1")?;
    let insert = client.prepare("INSERT INTO entries VALUES ($1, $2, $3)")?;
    let update =
        client.prepare("UPDATE balances SET balance = $2, version = version + 1 WHERE customer_id = $1")?;
    let all = client.prepare(
        "WITH moved AS (UPDATE balances SET balance = balance + $3, version = version + 1 WHERE customer_id = $1 AND balance + $3 >= 0 RETURNING balance) \
         INSERT INTO entries SELECT $1, $2, $3 FROM moved",
    )?;
    Ok(Box::new(move |account, number, amount| {
        let account = id(account);
        let account = &account[..];
        loop {
            let done = match form {
                Form::OneStatement => client.execute(&all, &[&account, &number, &amount]).map(drop),
                _ => (|| {
                    let isolation = IsolationLevel::Serializable;
                    let mut transaction = client.build_transaction().isolation_level(isolation).start()?;
                    let balance: i64 = transaction.query_one(&select, &[&account])?.get(0);
                    transaction.execute(&insert, &[&account, &number, &amount])?;
                    transaction.execute(&update, &[&account, &(balance + amount)])?;
                    transaction.commit()
                })(),
            };
            match done {
                Ok(()) => return Ok(()),
                Err(e)
                    if e.code() == Some(&SqlState::T_R_SERIALIZATION_FAILURE)
                        || e.code() == Some(&SqlState::T_R_DEADLOCK_DETECTED)
                        || e.code() == Some(&SqlState::OUT_OF_MEMORY) =>
                {
                    repeats.fetch_add(1, Ordering::Relaxed);
                }
                Err(e) => return Err(e.into()),
            }
        }
    }))
}

/// Trips per verb, counted.
fn trips(storage_url: &str) -> Result<()> {
    let url = storage_url.replace("guanxi_bench", "guanxi_bench_shop");
    let storage = Arc::new(Postgres::open(&url, &OpenOptions::new())?);
    let (clock, random) = ("2026-03-01T02:15:00Z".parse().context("a time")?, Box::new(SeededRandom::new(1)));
    let crm = Crm::new(storage.clone(), Arc::new(FixedClock::new(clock)), random)?;
    let mut counted = Shown::new();
    counted.load_style(ASCII_MARKDOWN);
    counted.set_header(["verb", "trips", "target"]);
    let round = std::process::id();
    let mut count = |verb: &str, most: u32, call: &dyn Fn(u32) -> Result<()>| -> Result<()> {
        call(0)?;
        let before = storage.round_trips();
        (1..=100).try_for_each(call)?;
        let trips = (storage.round_trips() - before) as f64 / 100.0;
        counted.add_row([verb.to_owned(), format!("{trips:.2}"), format!("≤ {most}")]);
        Ok(())
    };
    let person = |n: u32| {
        CustomerInput::new()
            .external_id("bench", format!("{round}-{n}"))
            .email(format!("p{n}-{round}@example.cn"))
    };
    let placed: guanxi_core::time::Timestamp = "2026-02-01T10:00:00Z".parse().context("a time")?;
    count("customers.upsert", 3, &|n| Ok(crm.customers().upsert(person(n)).map(drop)?))?;
    count("orders.record", 3, &|n| {
        let email = guanxi_core::customer::CustomerRef::Email(format!("p{n}-{round}@example.cn"));
        let total = "10.00 EUR".parse().context("an amount")?;
        let order = OrderInput::new("bench", format!("{round}-{n}"), placed).customer(email).total(total);
        Ok(crm.orders().record(order).map(drop)?)
    })?;
    let posting = Postgres::open(storage_url, &OpenOptions::new())?;
    posting.prepare(&POSTINGS)?;
    posting.apply(&[add(1, 1)])?;
    let before = posting.round_trips();
    posting.apply(&[add(1, 1), add(2, 1)])?;
    counted.add_row(["a posting".to_owned(), (posting.round_trips() - before).to_string(), "≤ 1".to_owned()]);
    println!("{counted}");
    Ok(())
}
