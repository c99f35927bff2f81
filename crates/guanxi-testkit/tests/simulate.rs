//! A simulation under the terms in force says what the orders really earn: random orders of random customers earn for
//! real, in the order they were placed, and are simulated.

#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{collections::BTreeMap, sync::Arc};

use guanxi_core::{
    Crm,
    customer::{CustomerInput, CustomerRef},
    id::SeededRandom,
    loyalty::{
        EarnInput, EarningRule, ExpiryPolicy, ImportPointsInput, ProgramTerms, RedeemInput, SimulationQuery,
        Stacking,
    },
    money::Money,
    order::OrderInput,
    page::PageRequest,
    storage::Memory,
    time::{FixedClock, Timestamp},
};
use guanxi_testkit::dice::Dice;

const HOUR: i64 = 3_600_000_000;
/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000_000;

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros).unwrap()
}

fn terms(dice: &Dice) -> ProgramTerms {
    let mut terms = ProgramTerms::default();
    terms.earn_amount = Some("1.00 CNY".parse().unwrap());
    terms.redeem_amount = Some("0.01 CNY".parse().unwrap());
    terms.pending_days = dice.below(3) as u32;
    terms.expiry =
        [ExpiryPolicy::Never, ExpiryPolicy::Rolling, ExpiryPolicy::EndOfMonth, ExpiryPolicy::Inactivity]
            [dice.below(4)];
    terms.expiry_months = 1;
    terms.points_per_order_max = (dice.below(2) == 0).then_some(80);
    terms.points_per_day_max = (dice.below(2) == 0).then_some(150);
    terms.breakage_ppm = dice.below(1_000_000) as u32;
    terms.stacking = Stacking::Add;
    let mut first = EarningRule::default();
    (first.name, first.bonus, first.first_purchase) = ("first".into(), Some(7), true);
    let mut app = EarningRule::default();
    (app.name, app.multiplier_milli, app.channels) = ("app".into(), Some(1500), vec!["app".into()]);
    terms.rules = vec![first, app];
    terms
}

fn run(seed: u64) {
    let dice = Dice::new(seed);
    let clock = Arc::new(FixedClock::new(at(START)));
    let storage = Arc::new(Memory::storage());
    let crm = Crm::new(storage, clock.clone(), Box::new(SeededRandom::new(seed))).unwrap();
    let terms = terms(&dice);
    crm.loyalty().define_program("club", terms.clone()).unwrap();
    let mut orders = Vec::new();
    for number in 0..60 {
        let placed = at(START + number * HOUR * (1 + dice.below(24) as i64));
        let customer = CustomerRef::Record { source: "till".into(), external_id: dice.below(5).to_string() };
        let total = Money::new(dice.below(20_000) as i64, "CNY".parse().unwrap()).unwrap();
        let mut order = OrderInput::new("till", number.to_string(), placed).customer(customer).total(total);
        if dice.below(3) == 0 {
            order = order.channel("app");
        }
        orders.push((placed, order));
    }
    clock.set(at(START + 60 * 24 * HOUR));
    orders.sort_by_key(|(placed, order)| (*placed, order.external_id.clone()));
    let made: Vec<_> =
        orders.iter().map(|(_, order)| crm.orders().record(order.clone()).unwrap().order.id).collect();
    let page = crm.loyalty().simulate(SimulationQuery::new(terms)).unwrap();
    assert!(page.items.is_empty(), "seed {seed}");
    let totals = page.totals.unwrap();
    assert_eq!((totals.orders, totals.differing), (60, 0), "seed {seed}");
    assert_eq!(totals.current, totals.changed, "seed {seed}");
    let earned = made.into_iter().map(|id| crm.loyalty().earn(EarnInput::new(id)).unwrap().entry.points);
    assert_eq!(earned.sum::<i64>(), totals.current.earned, "seed {seed}");
    let owed = crm.loyalty().liability(None, None).unwrap();
    assert_eq!(
        (owed.outstanding, owed.value, owed.liability),
        (totals.current.outstanding, totals.current.value, totals.current.liability),
        "seed {seed}"
    );
}

#[test]
fn what_is_simulated_is_what_orders_earn() {
    for seed in 0..40 {
        run(seed);
    }
}

/// Each order is paid for with its own number of points, so that points counted for another order would show.
#[test]
fn points_that_pay_for_an_order_are_those_of_its_name() {
    const ORDERS: i64 = 300;
    let clock = Arc::new(FixedClock::new(at(START)));
    let crm = Crm::new(Arc::new(Memory::storage()), clock.clone(), Box::new(SeededRandom::new(9))).unwrap();
    let mut terms = ProgramTerms::default();
    terms.earn_amount = Some("1.00 CNY".parse().unwrap());
    terms.redeem_amount = Some("1.00 CNY".parse().unwrap());
    crm.loyalty().define_program("club", terms.clone()).unwrap();
    let customer = |n: i64| CustomerRef::Record { source: "till".into(), external_id: (n % 7).to_string() };
    for n in 0..7 {
        crm.customers().upsert(CustomerInput::new().external_id("till", n.to_string())).unwrap();
        crm.loyalty().import_points(ImportPointsInput::new(customer(n), 1_000_000, n.to_string())).unwrap();
    }
    let mut paid = BTreeMap::new();
    for n in 0..ORDERS {
        let total = Money::new(100_000, "CNY".parse().unwrap()).unwrap();
        let order = OrderInput::new("till", n.to_string(), at(START)).customer(customer(n)).total(total);
        let order = crm.orders().record(order).unwrap().order;
        if n % 3 > 0 {
            crm.loyalty().redeem(RedeemInput::new(customer(n), n).order(order.id)).unwrap();
        }
        *paid.entry(order.customer_id.unwrap()).or_insert(0) += if n % 3 > 0 { n } else { 0 };
    }
    terms.earn_on_points_paid = true;
    let mut query = SimulationQuery::new(terms);
    let page = crm.loyalty().simulate(query.clone()).unwrap();
    // The same orders, asked for as those of a period.
    query.since = Some(at(START));
    assert_eq!(crm.loyalty().simulate(query).unwrap(), page);
    let lost = page.items.iter().map(|item| (item.customer_id, item.changed - item.current));
    assert!(lost.eq(paid));
    let totals = page.totals.unwrap();
    assert_eq!((totals.orders, totals.changed.earned), (ORDERS as u64, ORDERS * 1_000));
}

/// More customers and orders than are read at once, each customer's orders far apart, some of nobody, some refused.
#[test]
fn what_is_read_in_parts_is_read_whole() {
    const CUSTOMERS: u64 = 1_100;
    const ORDERS: u64 = 5 * CUSTOMERS;
    let clock = Arc::new(FixedClock::new(at(START)));
    let crm = Crm::new(Arc::new(Memory::storage()), clock.clone(), Box::new(SeededRandom::new(5))).unwrap();
    let mut terms = ProgramTerms::default();
    terms.earn_amount = Some("1.00 CNY".parse().unwrap());
    crm.loyalty().define_program("club", terms.clone()).unwrap();
    let order = |number: u64| {
        let currency = if number.is_multiple_of(11) { "EUR" } else { "CNY" };
        let total = Money::new(100 * (number % 7) as i64, currency.parse().unwrap()).unwrap();
        let order = OrderInput::new("till", number.to_string(), at(START + number as i64)).total(total);
        let external_id = (number * 17 % CUSTOMERS).to_string();
        if number.is_multiple_of(13) {
            order
        } else {
            order.customer(CustomerRef::Record { source: "till".into(), external_id })
        }
    };
    clock.set(at(START + HOUR));
    // One in the shop's currency comes first.
    let numbers: Vec<u64> = (1..ORDERS).collect();
    let mut whose = BTreeMap::new();
    for part in numbers.chunks(500) {
        let made = crm.orders().record_many(part.iter().map(|n| order(*n)).collect()).unwrap();
        for (number, receipt) in part.iter().zip(made) {
            if let Some(customer) = receipt.order.customer_id {
                let points = if number % 11 == 0 { 0 } else { (number % 7) as i64 };
                let (orders, earned) = whose.entry(customer).or_insert((0, 0));
                (*orders, *earned) = (*orders + 1, *earned + points);
            }
        }
    }
    terms.earn_points = Some(3);
    let simulate = |page| {
        let mut query = SimulationQuery::new(terms.clone());
        query.page = page;
        crm.loyalty().simulate(query).unwrap()
    };
    let mut page = simulate(PageRequest::new().with_limit(400));
    let totals = page.totals.take().unwrap();
    let sum: (u64, i64) = whose.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert_eq!((totals.orders, totals.current.earned, totals.changed.earned), (sum.0, sum.1, 3 * sum.1));
    assert_eq!(totals.customers, whose.len() as u64);
    let mut items = page.items;
    while let Some(cursor) = page.next_cursor {
        page = simulate(PageRequest::new().with_limit(400).with_cursor(cursor));
        assert!(page.totals.is_none());
        items.append(&mut page.items);
    }
    let found = items.iter().map(|item| (item.customer_id, item.orders, item.current, item.changed));
    let differing = whose.iter().filter(|(_, (_, earned))| *earned > 0);
    let expected = differing.map(|(customer, (orders, earned))| (*customer, *orders, *earned, 3 * *earned));
    assert!(found.eq(expected));
    assert_eq!(totals.differing, items.len() as u64);
}
