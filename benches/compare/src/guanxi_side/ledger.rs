//! Points through the whole library.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, ensure};
use guanxi::{
    AdjustInput, BalanceQuery, Crm, CustomerId, CustomerInput, CustomerRef, EarnInput, EarningRule,
    ExpiryPolicy, ImportPointsInput, Money, OrderInput, OrderRef, PreviewInput, ProgramTerms, RedeemInput,
    SimulationQuery, TierLevel, TierTerms, Timestamp,
};
use guanxi_core::{id::SeededRandom, time::FixedClock};

use crate::{
    area::Engine,
    ledger::{BULK, CALLS, DUE, Ledger, MEMBERS, POINTS},
    measure::{Figures, Meter},
    random::Sequence,
};

const DAY: i64 = 86_400_000_000;
/// 2026-03-01T02:15:00Z.
const NOW: i64 = 1_772_331_300_000_000;
/// Callers that fill a store.
const FILLERS: usize = 32;

struct Shop {
    crm: Crm,
    clock: Arc<FixedClock>,
}

/// Does what is measured.
pub(super) fn run(task: Ledger, engine: Engine, store: &Path) -> Result<Figures> {
    let shop = Shop::open(engine, store)?;
    let figures = match task {
        Ledger::Fill { orders, members } => shop.fill(orders, members).map(|()| Figures::new()),
        Ledger::Earn(callers, first) => rate(callers, first, |n| {
            let receipt = shop.crm.loyalty().earn(EarnInput::new(order_ref(n)))?;
            ensure!(!receipt.replayed && receipt.entry.points > 0, "order {n} earned before");
            Ok(())
        }),
        Ledger::Redeem(callers, first) => rate(callers, first, |n| {
            let input = RedeemInput::new(member(n % MEMBERS), 3).external_id("till", format!("r{n}"));
            ensure!(!shop.crm.loyalty().redeem(input)?.replayed, "redemption {n} was made before");
            Ok(())
        }),
        Ledger::Bulk(orders, first) => shop.bulk(orders, first),
        Ledger::Try => shop.preview_and_simulate(),
        Ledger::Balance(entries) => shop.balance(entries),
        Ledger::Advance(members) => shop.advance(members),
    };
    shop.crm.close()?;
    figures
}

/// Calls by so many callers.
fn rate(callers: usize, first: u64, call: impl Fn(u64) -> Result<()> + Sync) -> Result<Figures> {
    let meter = Meter::start();
    from(callers, first..first + CALLS, call)?;
    let calls = CALLS as f64;
    Ok([("rate", calls / meter.wall()), ("cpu_each", meter.cpu() / calls)]
        .map(|(n, v)| (n.to_owned(), v))
        .into())
}

/// Calls once for each number, in turn, by so many callers.
fn from(
    callers: usize,
    numbers: std::ops::Range<u64>,
    call: impl Fn(u64) -> Result<()> + Sync,
) -> Result<()> {
    let next = AtomicU64::new(numbers.start);
    let work = || -> Result<()> {
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= numbers.end {
                return Ok(());
            }
            call(n)?;
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..callers).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|t| t.join().expect("a caller panicked"))
    })
}

fn at(micros: i64) -> Result<Timestamp> {
    Timestamp::from_micros(micros).context("a time")
}

fn money(minor: i64) -> Result<Money> {
    Ok(Money::new(minor, "CNY".parse()?)?)
}

fn member(n: u64) -> CustomerRef {
    CustomerRef::Record { source: "till".into(), external_id: n.to_string() }
}

fn order_ref(n: u64) -> OrderRef {
    OrderRef::External { source: "till".into(), external_id: format!("o{n}") }
}

fn order(n: u64, members: u64) -> Result<OrderInput> {
    let member = member(n % members);
    let order = OrderInput::new("till", format!("o{n}"), at(NOW - DAY)?).customer(member).channel("app");
    Ok(order.line("SKU-1", 2, money(4_990 + (n % 100) as i64)?).line("SKU-2", 1, money(1_250)?))
}

/// A point for each 1.00 CNY, half as many again in the app, a year long.
fn club() -> Result<ProgramTerms> {
    let mut terms = ProgramTerms::default();
    (terms.earn_amount, terms.redeem_amount) = (Some(money(100)?), Some(money(1)?));
    (terms.expiry, terms.expiry_months) = (ExpiryPolicy::Rolling, 12);
    let mut app = EarningRule::default();
    (app.name, app.multiplier_milli, app.channels) = ("app".into(), Some(1_500), vec!["app".into()]);
    terms.rules = vec![app];
    Ok(terms)
}

impl Shop {
    fn open(engine: Engine, store: &Path) -> Result<Self> {
        let clock = Arc::new(FixedClock::new(at(NOW)?));
        // Each process makes other ids.
        let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos() as u64;
        let storage = Arc::from(super::storage(engine, store)?);
        Ok(Self { crm: Crm::new(storage, clock.clone(), Box::new(SeededRandom::new(seed)))?, clock })
    }

    fn fill(&self, orders: u64, members: u64) -> Result<()> {
        self.crm.loyalty().define_program("club", club()?)?;
        self.members(members)?;
        let all: Vec<u64> = (0..orders).collect();
        for part in all.chunks(BULK) {
            self.crm.orders().record_many(part.iter().map(|n| order(*n, members)).collect::<Result<_>>()?)?;
        }
        from(FILLERS, 0..members, |n| {
            self.crm.loyalty().import_points(ImportPointsInput::new(member(n), POINTS, n.to_string()))?;
            Ok(())
        })
    }

    /// Customers by number.
    fn members(&self, count: u64) -> Result<Vec<CustomerId>> {
        let mut all = Vec::new();
        let numbers: Vec<u64> = (0..count).collect();
        for part in numbers.chunks(BULK) {
            let inputs = part.iter().map(|n| CustomerInput::new().external_id("till", n.to_string()));
            let made = self.crm.customers().upsert_many(inputs.collect())?;
            all.extend(made.into_iter().map(|receipt| receipt.customer.id));
        }
        Ok(all)
    }

    fn bulk(&self, orders: u64, first: u64) -> Result<Figures> {
        let all: Vec<u64> = (first..first + orders).collect();
        let meter = Meter::start();
        for part in all.chunks(BULK) {
            let inputs = part.iter().map(|n| EarnInput::new(order_ref(*n))).collect();
            self.crm.loyalty().earn_many(inputs)?;
        }
        Ok([("rate".to_owned(), orders as f64 / meter.wall())].into())
    }

    fn preview_and_simulate(&self) -> Result<Figures> {
        const PREVIEWS: u64 = 100_000;
        let mut preview = PreviewInput::new(order(7, MEMBERS)?);
        preview.order.customer = None;
        let meter = Meter::start();
        for _ in 0..PREVIEWS {
            ensure!(self.crm.loyalty().preview(preview.clone())?.points == 168, "a preview is wrong");
        }
        let preview = PREVIEWS as f64 / meter.wall();
        let mut terms = club()?;
        terms.rules.clear();
        let meter = Meter::start();
        let page = self.crm.loyalty().simulate(SimulationQuery::new(terms))?;
        let orders = page.totals.context("the first page has them")?.orders as f64;
        Ok([("preview".to_owned(), preview), ("simulate".to_owned(), orders / meter.wall())].into())
    }

    /// Each member has a hundred entries: points come in, and most are taken out again.
    fn balance(&self, entries: u64) -> Result<Figures> {
        const READS: usize = 100_000;
        self.crm.loyalty().define_program("club", club()?)?;
        let members = self.members((entries / 100).max(1))?;
        from(FILLERS, 0..entries, |n| {
            let points = if (n / members.len() as u64).is_multiple_of(2) { 10 } else { -8 };
            let member = members[(n % members.len() as u64) as usize];
            self.crm.loyalty().adjust(AdjustInput::new(member.into(), points, "bench"))?;
            Ok(())
        })?;
        let mut dice = Sequence::new(3);
        // What is read once is warm.
        let some: Vec<_> = (0..1_000.min(members.len())).map(|_| *dice.pick(&members)).collect();
        let read = |member: CustomerId| self.crm.loyalty().balance(BalanceQuery::new(member.into()));
        some.iter().try_for_each(|member| read(*member).map(drop))?;
        let meter = Meter::start();
        for n in 0..READS {
            ensure!(read(some[n % some.len()])?.available > 0, "a member has nothing");
        }
        Ok([("balance".to_owned(), meter.cpu() / READS as f64)].into())
    }

    /// Members with a lot each and tiers over twelve months, of whom some have something due the next day.
    fn advance(&self, count: u64) -> Result<Figures> {
        let mut terms = club()?;
        let level = |name: &str, threshold| TierLevel { name: name.into(), threshold, benefits: vec![] };
        let mut tiers = TierTerms::default();
        tiers.levels = vec![level("silver", 1_000), level("gold", 1_000_000)];
        terms.tiers = Some(tiers);
        self.crm.loyalty().define_program("club", terms)?;
        self.members(count)?;
        let (points, moves) = (DUE.0.min(count), DUE.1.min(count));
        let all: Vec<u64> = (0..count).collect();
        let named = |n: u64| CustomerRef::Record { source: "till".into(), external_id: n.to_string() };
        for part in all.chunks(BULK) {
            let orders = part.iter().map(|n| {
                // 365 days before noon of the next day, or later.
                let days = if *n < moves { 365 } else { 1 + (n % 300) as i64 };
                let placed = at(NOW + DAY / 2 - days * DAY)?;
                Ok(OrderInput::new("till", format!("o{n}"), placed).customer(named(*n)).total(money(5_000)?))
            });
            self.crm.orders().record_many(orders.collect::<Result<_>>()?)?;
        }
        from(FILLERS, 0..count, |n| {
            let days = if n < points { 0 } else { 2 + (n % 700) as i64 };
            let mut input = ImportPointsInput::new(named(n), 100, n.to_string());
            input.expires_at = Some(at(NOW + DAY / 2 + days * DAY)?);
            self.crm.loyalty().import_points(input)?;
            Ok(())
        })?;
        let meter = Meter::start();
        let first = self.crm.loyalty().advance()?;
        ensure!(first.tier_changes == count && first.accounts == 0, "the first day: {first:?}");
        let first = meter.wall();
        self.clock.set(at(NOW + DAY)?);
        let meter = Meter::start();
        let report = self.crm.loyalty().advance()?;
        let (wall, cpu) = (meter.wall(), meter.cpu());
        ensure!((report.accounts, report.tier_changes) == (points, moves), "the day: {report:?}");
        Ok([("first", first), ("day", wall), ("day_cpu", cpu)].map(|(n, v)| (n.to_owned(), v)).into())
    }
}
