//! Rule S6: what is kept of segments is what working them out anew gives, after any facts, in any order, at any time, for any
//! queries; and what is said to come next comes then and not before.

use std::{collections::BTreeSet, sync::Arc};

use guanxi_core::{
    Crm,
    event::EventInput,
    id::{CustomerId, SeededRandom},
    page::PageRequest,
    segment::{MemberQuery, PinChange, SegmentInput},
    storage::Memory,
    time::{FixedClock, Timestamp},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{
    assert_proved, at,
    laws::{Call, call, run},
    order, record,
};

/// A length of time as queries write it.
fn offset() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..45i32).prop_map(|n| format!("-{n}d")),
        1 => (0..30i32).prop_map(|n| format!("+{n}d")),
        1 => (1..5i32).prop_map(|n| format!("-{n}w")),
        2 => (1..4i32).prop_map(|n| format!("-{n}m")),
        1 => (1..3i32).prop_map(|n| format!("-{n}q")),
        1 => Just("-1y".to_owned()),
        2 => (1..1000i32).prop_map(|n| format!("-{n}h")),
        1 => (1..5000i32).prop_map(|n| format!("-{n}min")),
        1 => Just("today".to_owned()),
        1 => Just("yesterday".to_owned()),
        1 => Just("now".to_owned()),
        1 => (1..28u8).prop_map(|n| format!("2026-02-{n:02}")),
        1 => (1..28u8).prop_map(|n| format!("2026-02-{n:02}T10:00:00")),
    ]
}

fn op() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["=", "!=", ">", ">=", "<", "<="])
}

fn negated() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "NOT "])
}

/// A test of a time.
fn of_time() -> impl Strategy<Value = String> {
    let period = prop::sample::select(vec![
        "this_week",
        "last_week",
        "this_month",
        "last_month",
        "this_quarter",
        "last_quarter",
        "this_year",
        "last_year",
    ]);
    prop_oneof![
        4 => (op(), offset()).prop_map(|(op, at)| format!("{op} {at}")),
        2 => (negated(), offset(), offset()).prop_map(|(not, a, b)| format!("{not}BETWEEN {a} AND {b}")),
        1 => (negated(), period).prop_map(|(not, period)| format!("{not}IN {period}")),
        1 => negated().prop_map(|not| format!("IS {not}NULL")),
    ]
}

/// Filters and aggregates of orders.
fn of_orders() -> impl Strategy<Value = String> {
    let number = |name: &'static str| (op(), 0..60i32).prop_map(move |(op, n)| format!("{name} {op} {n}"));
    let of_rows = prop_oneof![
        number("amount"),
        Just("status != 'CANCELLED'".to_owned()),
        Just("is_first = true".to_owned()),
        Just("currency = 'EUR'".to_owned()),
    ];
    let of_all = prop_oneof![
        (op(), 0..4i32).prop_map(|(op, n)| format!("count {op} {n}")),
        number("sum_amount"),
        of_time().prop_map(|test| format!("last_date {test}")),
        of_time().prop_map(|test| format!("first_date {test}")),
        (0..3i32).prop_map(|n| format!("days_active >= {n}")),
        (prop::sample::select(vec!["day", "week", "month"]), 1..6i32, op(), 0..4i32)
            .prop_map(|(unit, n, op, of)| format!("active_periods('{unit}', {n}) {op} {of}")),
    ];
    let some = |text: BoxedStrategy<String>| prop::option::of(text);
    (
        some(of_rows.boxed()),
        some(of_time().prop_map(|test| format!("date {test}")).boxed()),
        some(of_all.boxed()),
    )
        .prop_map(|(a, b, c)| [a, b, c].into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn clause() -> impl Strategy<Value = String> {
    let days = || {
        prop::sample::select(vec![
            "last_order_date",
            "first_order_date",
            "customer_added_date",
            "abandoned_checkout_date",
        ])
    };
    prop_oneof![
        3 => (days(), of_time()).prop_map(|(name, test)| format!("{name} {test}")),
        1 => (op(), 0..3i32).prop_map(|(op, n)| format!("number_of_orders {op} {n}")),
        1 => (op(), 0..90i32).prop_map(|(op, n)| format!("amount_spent {op} {n}")),
        2 => (op(), 0..60i32).prop_map(|(op, n)| format!("days_since_last_order {op} {n}")),
        1 => (op(), 1..4i32).prop_map(|(op, n)| format!("days_since_last_order {op} {n} * average_days_between_orders")),
        1 => (0..40i32).prop_map(|n| format!("number_of_orders * 9 < days_since_last_order - {n}")),
        1 => (days(), op(), days()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        4 => (negated(), of_orders()).prop_map(|(not, rows)| format!("orders_placed {not}MATCHES ({rows})")),
        2 => (negated(), of_time()).prop_map(|(not, test)| format!("event.seen {not}MATCHES (date {test}, properties.n > 2)")),
        1 => (prop::sample::select(vec!["FIRST", "LAST"]), of_time())
            .prop_map(|(pick, test)| format!("{pick} orders_placed MATCHES (date {test})")),
        2 => (1..40i32, prop::sample::select(vec!["d", "h", "w", "m"]), negated()).prop_map(|(n, unit, not)| {
            format!("SEQUENCE (event.seen () THEN {not}orders_placed () WITHIN {n}{unit})")
        }),
        1 => (1..20i32, 1..20i32, prop::sample::select(vec!["STOPPED", "RESTARTED"]))
            .prop_map(|(a, b, habit)| format!("{habit}(event.seen (), {a}d, {b}d)")),
        2 => (days(), 0..20i32, 0..20i32).prop_map(|(name, a, b)| {
            format!("anniversary({name}) BETWEEN -{a}d AND +{b}d")
        }),
        1 => Just("anniversary(first_order_date) = today".to_owned()),
        1 => Just("customer_tags CONTAINS 'seen'".to_owned()),
        1 => Just("customer_email_domain = 'web.de'".to_owned()),
        1 => Just("email_subscription_status != 'SUBSCRIBED'".to_owned()),
        1 => Just("reachable('EMAIL')".to_owned()),
        1 => of_time().prop_map(|test| format!("consent MATCHES (date {test})")),
        1 => Just("bucket('spring', 100) < 50".to_owned()),
        1 => (0..3u8).prop_map(|n| format!("segment('s{n}')")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    let one = (negated(), clause()).prop_map(|(not, clause)| format!("{not}({clause})"));
    one.prop_recursive(2, 4, 2, |inner| {
        (inner.clone(), prop::sample::select(vec!["AND", "OR"]), inner)
            .prop_map(|(a, join, b)| format!("({a} {join} {b})"))
    })
}

fn query() -> impl Strategy<Value = String> {
    (condition(), 0..20u8, 1..28u8).prop_map(|(condition, way, day)| match way {
        0 => format!("{condition} AS OF 2026-02-{day:02}"),
        1 => format!("{condition} IN TIME ZONE 'Pacific/Apia'"),
        _ => condition,
    })
}

/// A query that is worked out by runs.
fn ranked() -> impl Strategy<Value = String> {
    prop_oneof![
        (1..60u8).prop_map(|n| format!("TOP {n}% BY amount_spent")),
        (1..4u8).prop_map(|n| format!("NTILE(3, amount_spent) = {n}")),
        Just("rfm_group IN ('NEW', 'CHAMPIONS')".to_owned()),
        Just("lifecycle_stage = 'ACTIVE' OR segment('s0')".to_owned()),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Call(Call),
    /// The clock goes on by so many microseconds.
    Time(i64),
    /// It goes on, and time is told.
    Advance(i64),
    Define(u8, String),
    Pin {
        pick: u8,
        segment: u8,
        change: u8,
    },
    Late {
        record: u8,
        days: i64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    const HOUR: i64 = 3_600_000_000;
    prop_oneof![
        10 => call().prop_map(Step::Call),
        3 => (1..90 * 24 * HOUR).prop_map(Step::Time),
        2 => (1..20 * HOUR).prop_map(Step::Time),
        3 => (0..40 * 24 * HOUR).prop_map(Step::Advance),
        1 => (0..4u8, query()).prop_map(|(n, query)| Step::Define(n, query)),
        1 => (0..9u8, 0..4u8, 0..3u8).prop_map(|(pick, segment, change)| Step::Pin { pick, segment, change }),
        2 => (0..5u8, 0..40i64).prop_map(|(record, days)| Step::Late { record, days }),
    ]
}

struct World {
    crm: Crm,
    clock: Arc<FixedClock>,
    now: Timestamp,
}

impl World {
    fn new() -> Self {
        let (clock, now) = (Arc::new(FixedClock::new(at(super::NOW))), at(super::NOW));
        let storage = Arc::new(Memory::storage());
        let crm = Crm::new(storage, clock.clone(), Box::new(SeededRandom::new(7))).unwrap();
        Self { crm, clock, now }
    }

    fn go_on(&mut self, micros: i64) {
        self.now = Timestamp::from_micros(self.now.micros() + micros).unwrap();
        self.clock.set(self.now);
    }

    /// Refused where it leads back to itself or does not check: queries are drawn, not thought out.
    fn define(&self, key: &str, query: &str) {
        if let Err(e) = self.crm.segments().define(SegmentInput::new(key, query)) {
            assert_eq!(e.code(), "invalid_query", "{query}: {e}");
        }
    }

    fn customers(&self) -> Vec<CustomerId> {
        let page = PageRequest::new().with_limit(1000);
        self.crm.customers().list(page).unwrap().items.into_iter().map(|customer| customer.id).collect()
    }

    fn run(&mut self, step: &Step) {
        self.go_on(1000);
        match step {
            Step::Call(call) => run(&self.crm, call),
            Step::Time(micros) => self.go_on(*micros),
            Step::Advance(micros) => {
                self.go_on(*micros);
                let report = self.crm.segments().advance().unwrap();
                assert!(report.next_due.is_none_or(|due| due > self.now), "{report:?}");
                self.compare(if report.ran { "sr" } else { "s" });
            }
            Step::Define(n, query) => {
                self.define(&format!("s{n}"), query);
                self.compare("s");
            }
            Step::Pin { pick, segment, change } => {
                let customers = self.customers();
                if let Some(id) = customers.get(usize::from(*pick)) {
                    let change =
                        [PinChange::Include, PinChange::Exclude, PinChange::Clear][usize::from(*change)];
                    let _ = self.crm.segments().pin(&format!("s{segment}"), (*id).into(), change);
                }
            }
            Step::Late { record: n, days } => {
                let then = Timestamp::from_micros(self.now.micros() - days * 86_400_000_000).unwrap();
                let by = || record("till", &n.to_string());
                let _ = self
                    .crm
                    .events()
                    .record(EventInput::new("seen", by()).occurred_at(then).property("n", *n));
                let mut input = order(&format!("late{n}-{days}"), &then.to_string(), "12.00 EUR");
                input.customer = Some(by());
                let _ = self.crm.orders().record(input);
            }
        }
    }

    /// The members of a segment, worked out anew.
    fn members(&self, key: &str) -> BTreeSet<CustomerId> {
        let query = MemberQuery::new(format!("segment('{key}')")).page(PageRequest::new().with_limit(1000));
        self.crm
            .segments()
            .members(query)
            .unwrap()
            .items
            .into_iter()
            .map(|member| member.customer_id)
            .collect()
    }

    /// What is kept of each customer is what working out anew gives, for segments whose keys begin so.
    fn compare(&self, of: &str) {
        let customers = self.customers();
        let kept: Vec<BTreeSet<String>> = customers.iter().map(|id| self.kept(*id)).collect();
        for segment in self.crm.segments().list().unwrap() {
            if !of.contains(&segment.key[..1]) {
                continue;
            }
            let members = self.members(&segment.key);
            for (id, kept) in customers.iter().zip(&kept) {
                assert_eq!(
                    kept.contains(&segment.key),
                    members.contains(id),
                    "{} is {:?}; {id} at {}: {:?}",
                    segment.key,
                    segment.query,
                    self.now,
                    self.crm.segments().history((*id).into()).unwrap(),
                );
            }
        }
    }

    fn kept(&self, id: CustomerId) -> BTreeSet<String> {
        let kept = self.crm.segments().memberships(id.into(), None).unwrap();
        kept.items.into_iter().map(|item| item.segment).collect()
    }

    /// What is said to come next is the very next thing to come.
    fn foresee(&mut self) {
        let now = self.now;
        for id in self.customers() {
            let kept = self.kept(id);
            let plain: BTreeSet<_> = kept.iter().filter(|key| key.starts_with('s')).cloned().collect();
            let next = self.crm.segments().memberships(id.into(), None).unwrap().next_change;
            let horizon = next.as_ref().map_or(now.micros() + 400 * 86_400_000_000, |next| next.at.micros());
            let anew = |world: &Self| -> BTreeSet<String> {
                (0..4)
                    .map(|n| format!("s{n}"))
                    .filter(|key| world.crm.segments().get(key).is_ok() && world.members(key).contains(&id))
                    .collect()
            };
            for part in [2, 3, 7] {
                self.set(now.micros() + (horizon - now.micros()) / part);
                assert_eq!(anew(self), plain, "{id} between {now} and {next:?}");
            }
            self.set(horizon - 1);
            assert_eq!(anew(self), plain, "{id} just before {next:?}");
            if let Some(next) = &next {
                self.set(horizon);
                let mut then = plain.clone();
                then.retain(|key| !next.leaves.contains(key));
                then.extend(next.enters.iter().filter(|key| key.starts_with('s')).cloned());
                assert_eq!(anew(self), then, "{id} at {next:?}");
            }
            self.set(now.micros());
        }
    }

    fn set(&mut self, micros: i64) {
        self.clock.set(Timestamp::from_micros(micros).unwrap());
    }
}

/// The law would hold of nothing, too: most queries that are drawn are taken, and they move people, by facts and by time.
#[test]
fn what_is_drawn_moves_customers() {
    let mut runner = TestRunner::deterministic();
    let mut draw = |n: usize| {
        (prop::collection::vec(query(), n), prop::collection::vec(step(), 3 * n)).new_tree(&mut runner)
    };
    let (mut taken, mut by_time, mut by_facts, mut corrected) = (0, 0, 0, 0);
    for _ in 0..20 {
        let (queries, steps) = draw(10).unwrap().current();
        let mut world = World::new();
        for (n, query) in queries.iter().enumerate() {
            world.define(&format!("q{n}"), query);
        }
        taken += world.crm.segments().list().unwrap().len();
        for step in &steps {
            world.run(step);
        }
        for id in world.customers() {
            for moved in world.crm.segments().history(id.into()).unwrap() {
                by_facts += usize::from(moved.cause.is_some());
                by_time += usize::from(moved.cause.is_none() && moved.verb != "segments.define");
                corrected += usize::from(moved.corrected);
            }
        }
    }
    assert!(
        taken > 170 && by_time > 50 && by_facts > 100 && corrected > 10,
        "{taken} {by_time} {by_facts} {corrected}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_what_working_out_anew_gives(
        queries in prop::collection::vec(query(), 3),
        by_runs in ranked(),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut world = World::new();
        for (n, query) in queries.iter().enumerate() {
            world.define(&format!("s{n}"), query);
        }
        world.define("r", &by_runs);
        let _ = world.crm.segments().define(SegmentInput::list("s3"));
        for step in &steps {
            world.run(step);
        }
        world.go_on(1);
        world.crm.segments().advance().unwrap();
        world.compare("s");
        assert_proved(&world.crm);
        world.foresee();
    }
}
