//! Segments: how long it takes to count them (G3), to tell what an order moves (G1) and what a day moves (G2), and to open a
//! store and evaluate 100 (a phone).
//!
//! A shop and its segments are made from a seed; each segment is written twice, in the language of segments and as SQL over
//! a row of figures per customer. The peers, in one Python process (`segments.py` beside this), read the same orders; every
//! count of every side must be the same.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use anyhow::{Context as _, Result, ensure};
use guanxi::Crm;
use guanxi_core::{
    customer::{CustomerInput, CustomerRef},
    id::SeededRandom,
    order::OrderInput,
    segment::SegmentInput,
    storage::{Memory, OpenOptions, Storage},
    time::{FixedClock, Timestamp},
};
use guanxi_redb::Redb;

use crate::{measure::Meter, random::Sequence};

/// What to run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Customers
    #[arg(long, default_value_t = 1_000_000)]
    customers: u64,
    /// Orders
    #[arg(long, default_value_t = 10_000_000)]
    orders: u64,
    /// How many segments, in several runs
    #[arg(long, value_delimiter = ',', default_values_t = [100, 1_000])]
    segments: Vec<usize>,
    /// Orders that arrive
    #[arg(long, default_value_t = 1_000)]
    arrivals: u64,
    /// A Python that has the peers: `cargo xtask bench segments` makes one
    #[arg(long)]
    python: Option<PathBuf>,
}

/// The last day of the orders, in days since 1970, and noon of it: now.
const TODAY: i64 = 20_512;
const DAY: i64 = 86_400;
/// Days that orders are spread over.
const DAYS: u64 = 730;
/// Windows in days.
const WINDOWS: [i64; 6] = [7, 30, 60, 90, 180, 365];
/// Different tags.
const TAGS: u64 = 20;

struct Order {
    customer: u64,
    /// Seconds since 1970.
    at: i64,
    cents: u64,
}

/// A segment in both languages.
struct Segment {
    query: String,
    sql: String,
}

fn instant(seconds: i64) -> Result<Timestamp> {
    Timestamp::from_micros(seconds * 1_000_000).context("an instant of this century")
}

fn now() -> i64 {
    TODAY * DAY + DAY / 2
}

fn orders(options: &Options) -> Vec<Order> {
    let mut random = Sequence::new(7);
    let one = |_| {
        // The lower of two: some customers order often, many hardly ever.
        let customer = random.below(options.customers).min(random.below(options.customers));
        let at = now() - random.below(DAYS * DAY as u64) as i64;
        Order { customer, at, cents: 199 + random.below(20_000) }
    };
    let mut orders: Vec<_> = (0..options.orders).map(one).collect();
    orders.sort_by_key(|order| order.at);
    orders
}

fn tag(customer: u64) -> u64 {
    crate::random::mix(customer) % TAGS
}

/// Segments of one to three clauses.
fn segments(n: usize) -> Vec<Segment> {
    let mut random = Sequence::new(11);
    let one = |_| {
        let mut segment = clause(&mut random);
        for _ in 0..random.below(3) {
            let (other, join) = (clause(&mut random), *random.pick(&["AND", "AND", "OR"]));
            segment.query = format!("({} {join} {})", segment.query, other.query);
            segment.sql = format!("({} {join} {})", segment.sql, other.sql);
        }
        segment
    };
    (0..n).map(one).collect()
}

fn clause(random: &mut Sequence) -> Segment {
    let (days, count) = (*random.pick(&WINDOWS), 1 + random.below(6));
    let amount = 50 * (1 + random.below(20));
    let (query, sql) = match random.below(9) {
        0 => (format!("number_of_orders >= {count}"), format!("n >= {count}")),
        1 => (format!("amount_spent >= {amount}"), format!("spent >= {}", amount * 100)),
        2 => {
            (format!("last_order_date >= -{days}d"), format!("coalesce(last_day >= {}, false)", TODAY - days))
        }
        3 => (format!("last_order_date < -{days}d"), format!("coalesce(last_day < {}, false)", TODAY - days)),
        4 => (
            format!("first_order_date >= -{days}d"),
            format!("coalesce(first_day >= {}, false)", TODAY - days),
        ),
        5 => (
            format!("orders_placed MATCHES (date > -{days}d, count >= {count})"),
            format!("n_{days} >= {count}"),
        ),
        6 => (
            format!("orders_placed MATCHES (date > -{days}d, sum_amount >= {amount})"),
            format!("s_{days} >= {}", amount * 100),
        ),
        7 => (format!("orders_placed NOT MATCHES (date > -{days}d)"), format!("n_{days} = 0")),
        _ => {
            let tag = random.below(TAGS);
            (format!("customer_tags CONTAINS 't{tag}'"), format!("tag = {tag}"))
        }
    };
    Segment { query, sql }
}

/// Runs it.
pub(crate) fn run(options: &Options, alone: bool) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let orders = orders(options);
    println!(
        "{} customers, {} orders; every figure: wall clock / processor",
        options.customers,
        orders.len()
    );
    let mut counts = Vec::new();
    for n in &options.segments {
        let segments = segments(*n);
        let memory: Arc<dyn Storage> = Arc::new(Memory::storage());
        counts = guanxi(&format!("guanxi, in memory, {n} segments"), memory, options, &orders, &segments)?;
        let store = folder.path().join(format!("redb-{n}"));
        let redb: Arc<dyn Storage> = Arc::new(Redb::open(&store, &OpenOptions::new())?);
        let on_disk = guanxi(&format!("guanxi, redb, {n} segments"), redb, options, &orders, &segments)?;
        ensure!(on_disk == counts, "the storages differ");
        if *n == 100 {
            cold(&store)?;
        }
        if let Some(python) = options.python.as_ref().filter(|_| !alone) {
            peers(python, folder.path(), options, &orders, &segments, &counts)?;
        }
    }
    println!("guanxi's process had {:.0} MB at most", crate::measure::memory_mb("VmHWM")?);
    ensure!(!counts.is_empty(), "there are no segments");
    Ok(())
}

/// Says what something took, per so many.
fn told<R>(what: &str, of: u64, f: impl FnOnce() -> Result<R>) -> Result<R> {
    let meter = Meter::start();
    let out = f()?;
    let (wall, cpu) = (meter.wall() / of as f64, meter.cpu() / of as f64);
    let (unit, times) = if wall < 1e-3 {
        ("µs", 1e6)
    } else if wall < 1.0 {
        ("ms", 1e3)
    } else {
        ("s", 1.0)
    };
    println!("  {what}: {:.1} / {:.1} {unit}", wall * times, cpu * times);
    Ok(out)
}

/// Figures of guanxi over a storage; the sizes of the segments before anything arrives.
fn guanxi(
    name: &str,
    storage: Arc<dyn Storage>,
    options: &Options,
    orders: &[Order],
    segments: &[Segment],
) -> Result<Vec<u64>> {
    println!("{name}");
    let clock = Arc::new(FixedClock::new(instant(now())?));
    let crm = Crm::new(storage, clock.clone(), Box::new(SeededRandom::new(7)))?;
    told("load", 1, || load(&crm, options, orders))?;
    let inputs = segments.iter().enumerate().map(|(n, s)| SegmentInput::new(format!("s{n:04}"), &s.query));
    told("define all, with members and moves", 1, || Ok(crm.segments().define_many(inputs.collect())?))?;
    let sizes = told("G3 count all", 1, || Ok(crm.segments().sizes()?))?;
    let mut random = Sequence::new(13);
    let (mut moves, mut took) = (0, Vec::new());
    told("G1 an order arrives, mean", options.arrivals, || {
        for n in 0..options.arrivals {
            let customer = random.below(options.customers).min(random.below(options.customers));
            let order = Order { customer, at: now(), cents: 199 + random.below(20_000) };
            let meter = Meter::start();
            let receipt = crm.orders().record(input(&format!("new{n}"), &order)?)?;
            took.push(meter.wall());
            moves += receipt.entered.len() + receipt.left.len();
        }
        Ok(())
    })?;
    took.sort_by(f64::total_cmp);
    println!("  G1 median {:.0} µs; {moves} moves", took[took.len() / 2] * 1e6);
    clock.set(instant(now() + DAY)?);
    let report = told("G2 the clock moves a day", 1, || Ok(crm.segments().advance()?))?;
    println!("  G2 looked at {} customers; {} moves", report.customers, report.entered + report.left);
    let sizes = sizes.items.iter().map(|size| size.members).collect();
    crm.close()?;
    Ok(sizes)
}

fn load(crm: &Crm, options: &Options, orders: &[Order]) -> Result<()> {
    for from in (0..options.customers).step_by(1000) {
        let some = from..(from + 1000).min(options.customers);
        let one = |n: u64| {
            let mut input =
                CustomerInput::new().external_id("shop", n.to_string()).name(format!("Customer {n}"));
            input.tags = vec![format!("t{}", tag(n))];
            input
        };
        crm.customers().upsert_many(some.map(one).collect())?;
    }
    for (chunk, some) in orders.chunks(1000).enumerate() {
        let inputs = some.iter().enumerate().map(|(n, order)| input(&(chunk * 1000 + n).to_string(), order));
        crm.orders().record_many(inputs.collect::<Result<_>>()?)?;
    }
    Ok(())
}

fn input(id: &str, order: &Order) -> Result<OrderInput> {
    let total = format!("{}.{:02} EUR", order.cents / 100, order.cents % 100).parse()?;
    let mut input = OrderInput::new("shop", id, instant(order.at)?).total(total);
    let external_id = order.customer.to_string();
    input.customer = Some(CustomerRef::Record { source: "shop".into(), external_id });
    Ok(input)
}

/// Opens a store anew and counts every segment, as an app does that was just started.
fn cold(store: &Path) -> Result<()> {
    let clock = Arc::new(FixedClock::new(instant(now() + DAY)?));
    told("cold open and count", 1, || {
        let storage = Arc::new(Redb::open(store, &OpenOptions::new())?);
        let crm = Crm::new(storage, clock, Box::new(SeededRandom::new(7)))?;
        let sizes = crm.segments().sizes()?;
        crm.close()?;
        Ok(sizes)
    })
    .map(drop)
}

/// The peers on the same shop, in a process of their own, which checks the counts.
fn peers(
    python: &Path,
    folder: &Path,
    options: &Options,
    orders: &[Order],
    segments: &[Segment],
    counts: &[u64],
) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("orders.csv"))?);
    writeln!(file, "customer,day,cents")?;
    for order in orders {
        writeln!(file, "{},{},{}", order.customer, order.at.div_euclid(DAY), order.cents)?;
    }
    file.flush()?;
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("customers.csv"))?);
    writeln!(file, "id,tag")?;
    (0..options.customers).try_for_each(|n| writeln!(file, "{n},{}", tag(n)))?;
    file.flush()?;
    let sql: Vec<_> = segments.iter().map(|segment| &segment.sql).collect();
    let shop = serde_json::json!({
        "today": TODAY, "windows": WINDOWS, "segments": sql, "counts": counts, "arrivals": options.arrivals.min(200),
    });
    std::fs::write(folder.join("shop.json"), shop.to_string())?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/segments.py");
    let status = Command::new(python).arg(script).arg(folder).status()?;
    ensure!(status.success(), "the peers ended badly: {status}");
    Ok(())
}
