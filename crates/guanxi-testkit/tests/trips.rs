//! How often each verb waits for the server: what `docs/guide/storages.md` says, and no more.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{path::Path, sync::Arc};

use guanxi_core::{
    Crm,
    consent::{ContactQuery, ObjectionInput, RestrictionReason},
    customer::{CustomerInput, CustomerQuery, CustomerRef},
    event::EventInput,
    id::SeededRandom,
    loyalty::{AdjustInput, BalanceQuery, EarnInput, PoolInput, ProgramTerms, RedeemInput},
    order::{OrderInput, OrderRef, RefundInput},
    page::PageRequest,
    referral::{ReferralInput, ReferralTerms},
    reward::{RedeemRewardInput, RewardTerms, UseCodeInput},
    settings::{RetentionAction, RetentionData, RetentionRule},
    shop::ShopPatch,
    storage::{Column, Expect, Kind, Op, Schema, Space, Storage, Table, Value, key::KeyWriter},
    time::{FixedClock, Timestamp},
};
use guanxi_postgres::Postgres;
use guanxi_testkit::server;

fn shop(schema: &str) -> (Crm, Arc<Postgres>) {
    let now: Timestamp = "2026-03-01T02:15:00Z".parse().unwrap();
    let storage = server::open(&Path::new(schema).join("shop")).unwrap();
    let storage = Arc::new(storage);
    let (clock, random) = (Arc::new(FixedClock::new(now)), Box::new(SeededRandom::new(1)));
    (Crm::new(storage.clone(), clock, random).unwrap(), storage)
}

/// The trips of calls, by what was done.
struct Trips {
    storage: Arc<Postgres>,
    seen: Vec<(&'static str, u64)>,
}

impl Trips {
    fn of<T>(&mut self, what: &'static str, call: impl FnOnce() -> guanxi_core::Result<T>) -> T {
        let before = self.storage.round_trips();
        let done = call().unwrap();
        self.seen.push((what, self.storage.round_trips() - before));
        done
    }
}

fn person(source: &str, id: &str, email: &str) -> CustomerInput {
    CustomerInput::new().external_id(source, id).email(email).name("Li Wei")
}

fn order(id: &str, customer: CustomerRef) -> OrderInput {
    let placed = "2026-02-01T10:00:00Z".parse().unwrap();
    OrderInput::new("till", id, placed).customer(customer).total("10.00 EUR".parse().unwrap())
}

#[test]
fn verbs_take_few_trips() {
    let (crm, storage) = shop("trips");
    // The first calls find out what is the shop's: they are not what a shop does all day.
    crm.customers().upsert(person("till", "0", "zero@example.cn")).unwrap();
    crm.orders().record(order("0", CustomerRef::Email("zero@example.cn".into()))).unwrap();
    let mut trips = Trips { storage, seen: vec![] };
    let upsert = |input: CustomerInput| crm.customers().upsert(input);
    let mei = trips.of("customers.upsert: a new customer", || upsert(person("till", "1", "mei@example.cn")));
    let mei = mei.customer.id;
    trips.of("customers.upsert: nothing new", || upsert(person("till", "1", "mei@example.cn")));
    trips.of("customers.upsert: another name", || {
        upsert(person("till", "1", "mei@example.cn").name("Li Mei"))
    });
    trips.of("customers.upsert: another source joins", || upsert(person("web", "7", "mei@example.cn")));
    trips.of("customers.upsert: another e-mail", || upsert(person("till", "1", "li.mei@example.cn")));
    let record = |input: OrderInput| crm.orders().record(input);
    let first = trips.of("orders.record: by the customer's id", || record(order("1", mei.into())));
    trips.of("orders.record: the same again", || record(order("1", mei.into())));
    let by_name = || CustomerRef::Record { source: "till".into(), external_id: "1".into() };
    trips.of("orders.record: by the source's name", || record(order("2", by_name())));
    trips.of("orders.record: by e-mail", || record(order("3", CustomerRef::Email("mei@example.cn".into()))));
    trips.of("orders.record: another total", || {
        record(order("2", by_name()).total("12.00 EUR".parse().unwrap()))
    });
    trips.of("orders.refund", || {
        let refund = RefundInput::new(OrderRef::Id(first.order.id)).amount("4.00 EUR".parse().unwrap());
        crm.orders().refund(refund)
    });
    let mut terms = ProgramTerms::default();
    terms.earn_amount = Some("1.00 EUR".parse().unwrap());
    crm.loyalty().define_program("club", terms).unwrap();
    let second = record(order("4", mei.into())).unwrap().order.id;
    trips.of("loyalty.earn", || crm.loyalty().earn(EarnInput::new(second)));
    trips.of("loyalty.earn: the same again", || crm.loyalty().earn(EarnInput::new(second)));
    trips.of("loyalty.earn: of an order that came back in part", || {
        crm.loyalty().earn(EarnInput::new(first.order.id))
    });
    crm.loyalty().adjust(AdjustInput::new(mei.into(), 100, "trips")).unwrap();
    trips.of("orders.refund: points come back", || {
        let refund = RefundInput::new(OrderRef::Id(first.order.id)).amount("2.00 EUR".parse().unwrap());
        crm.orders().refund(refund)
    });
    trips.of("orders.record: another total, points come back", || {
        record(order("1", mei.into()).total("8.00 EUR".parse().unwrap()))
    });
    trips.of("loyalty.redeem", || crm.loyalty().redeem(RedeemInput::new(mei.into(), 10)));
    let pool = |customer: CustomerRef| crm.loyalty().join_pool(PoolInput::new(customer, "home")).unwrap();
    pool(CustomerRef::Email("zero@example.cn".into()));
    pool(mei.into());
    trips.of("loyalty.redeem: in a pool", || crm.loyalty().redeem(RedeemInput::new(mei.into(), 10)));
    crm.loyalty().leave_pool(mei.into(), None).unwrap();
    trips.of("loyalty.balance", || crm.loyalty().balance(BalanceQuery::new(mei.into())));
    let mut mug = RewardTerms::default();
    (mug.points, mug.stock) = (10, Some(100));
    crm.rewards().define("mug", mug).unwrap();
    let redeem = || crm.rewards().redeem(RedeemRewardInput::new(mei.into(), "mug"));
    let redeemed = trips.of("rewards.redeem", redeem);
    trips.of("rewards.use_code", || crm.rewards().use_code(UseCodeInput::new(&redeemed.redemption.code)));
    trips.of("customers.get", || crm.customers().get(mei));
    trips.of("customers.find", || crm.customers().find(CustomerQuery::new("mei")));
    trips.of("customers.list: 50", || crm.customers().list(PageRequest::new().with_limit(50)));
    let may = ContactQuery::new(mei.into(), "marketing", "email");
    trips.of("consents.may_contact", || crm.consents().may_contact(may));
    trips.of("privacy.object", || crm.privacy().object(ObjectionInput::new(mei.into())));
    trips.of("privacy.restrict", || crm.privacy().restrict(mei.into(), RestrictionReason::Contested));
    trips.of("orders.get", || crm.orders().get(OrderRef::Id(first.order.id)));
    trips.of("orders.list", || crm.orders().list(mei.into(), PageRequest::new()));
    trips.of("orders.metrics", || crm.orders().metrics(mei));
    trips.of("feed.changes: new ones", || crm.feed().changes(PageRequest::new().with_limit(5)));
    trips.of("feed.changes", || crm.feed().changes(PageRequest::new().with_limit(5)));
    let mut friends = ReferralTerms::default();
    (friends.referrer_points, friends.friend_points) = (500, 200);
    crm.referrals().define("friends", friends).unwrap();
    let code = crm.referrals().code(mei.into(), None).unwrap().code;
    let bo = crm.customers().upsert(person("till", "bo", "bo@example.cn").name("Bo Ng")).unwrap().customer.id;
    crm.referrals().attribute(ReferralInput::new(&code, bo.into())).unwrap();
    trips.of("orders.record: a friend's that rewards both sides", || record(order("5", bo.into())));
    trips.of("orders.record: a customer's whom nobody referred", || record(order("6", mei.into())));
    let many =
        |from: i32| (from..from + 100).map(|i| person("list", &i.to_string(), &format!("p{i}@example.cn")));
    trips.of("customers.upsert_many: 100 new", || crm.customers().upsert_many(many(0).collect()));
    trips.of("customers.upsert_many: 100 known", || crm.customers().upsert_many(many(0).collect()));
    let seen = |n: i32| {
        let by = CustomerRef::Record { source: "list".into(), external_id: n.to_string() };
        EventInput::new("product_viewed", by).occurred_at("2020-01-01T00:00:00Z".parse().unwrap())
    };
    crm.events().record_many((0..100).map(seen).collect()).unwrap();
    let events = RetentionRule::after_months(RetentionData::Events, RetentionAction::Delete, 26);
    let customers = RetentionRule::after_months(RetentionData::Customers, RetentionAction::Anonymise, 36);
    crm.shop().set(ShopPatch::new().retention(vec![events, customers])).unwrap();
    let gone = trips.of("privacy.advance: a hundred events", || crm.privacy().advance());
    assert_eq!(gone.rules[0].removed, 100);
    trips.of("privacy.advance: nothing to do", || crm.privacy().advance());
    for (what, count) in &trips.seen {
        println!("{count:>3}  {what}");
    }
    for (what, count) in trips.seen {
        let most = match what {
            _ if what.contains("points come back") || what.contains("referred") => 4,
            _ if what.contains("rewards both") => 9,
            _ if what.starts_with("customers.upsert:") || what.starts_with("orders.record") => 3,
            "orders.refund" | "rewards.use_code" => 4,
            "loyalty.earn" | "loyalty.redeem" => 3,
            "loyalty.redeem: in a pool" => 6,
            _ if what.contains("100") => 20,
            _ if what.starts_with("privacy.advance") => 40,
            _ => 5,
        };
        assert!(count <= most, "{what}: {count} trips, not {most}");
    }
}

static BALANCES: Table = Table {
    space: Space { number: 61_000, name: "balances" },
    kind: Kind::State,
    key: &[Column::id("customer_id")],
    columns: &[Column::int("balance")],
    indexes: &[],
    tracked: true,
};
static ENTRIES: Table =
    Table::plain(61_001, "entries", Kind::Fact, &[Column::id("customer_id"), Column::int("number")]);
static POSTINGS: Schema = Schema { version: 1, tables: &[&BALANCES, &ENTRIES] };

#[test]
fn a_posting_is_one_trip() {
    let storage = server::open(Path::new("posting_trips/shop")).unwrap();
    storage.prepare(&POSTINGS).unwrap();
    let post = |number: i64| {
        let key = KeyWriter::new().id(&[7; 16]).int(number).finish();
        let entry = Op::Put { table: &ENTRIES, key, columns: vec![], body: vec![1], expect: Expect::Absent };
        let key = KeyWriter::new().id(&[7; 16]).finish();
        storage.apply(&[entry, Op::Add { table: &BALANCES, key, column: 0, delta: -3, floor: Some(-7) }])
    };
    let before = storage.round_trips();
    post(1).unwrap();
    post(2).unwrap();
    // The first of all made a connection, which is a trip of its own.
    assert!(storage.round_trips() - before <= 3);
    let err = post(3).unwrap_err();
    assert_eq!((err.code(), err.field("result").as_deref()), ("below_floor", Some("-9")));
    assert_eq!(post(2).unwrap_err().code(), "duplicate");
    let mut balance = Value::Null;
    let key = KeyWriter::new().id(&[7; 16]).finish();
    let read = |row: guanxi_core::storage::RowRef<'_>| balance = row.columns(&BALANCES).unwrap().remove(0);
    let mut read = Some(read);
    storage
        .read(&mut |rows| rows.get(&BALANCES, &key, &mut |row| read.take().unwrap()(row)).map(drop))
        .unwrap();
    assert_eq!(balance, Value::Int(-6));
}
