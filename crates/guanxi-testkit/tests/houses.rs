//! Moving house between a file and PostgreSQL: nothing is lost on the way there and back, the views of both show the same
//! rows, and what one process wrote the other sees in its next call.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{path::Path, sync::Arc};

use guanxi_core::{
    Crm, Result,
    consent::{ConsentInput, ConsentState},
    copy::CopyOptions,
    customer::{CustomerInput, CustomerRef},
    event::EventInput,
    feed::FeedTake,
    id::SeededRandom,
    loyalty::{EarnInput, ProgramTerms, RedeemInput},
    order::{OrderInput, OrderRef, RefundInput},
    page::PageRequest,
    progress::CancelToken,
    segment::SegmentInput,
    shop::ShopPatch,
    shown,
    storage::{OpenOptions, Storage},
    time::FixedClock,
};
use guanxi_postgres::Postgres;
use guanxi_redb::Redb;
use guanxi_sqlite::Sqlite;
use guanxi_testkit::server;
use rusqlite::types::Value;

fn postgres(schema: &str) -> Arc<dyn Storage> {
    let url = server::of_this_process().url(schema);
    Arc::new(Postgres::open(&url, &OpenOptions::new()).unwrap())
}

fn sqlite(file: &Path) -> Arc<dyn Storage> {
    Arc::new(Sqlite::open(file, &OpenOptions::new()).unwrap())
}

fn crm(storage: Arc<dyn Storage>) -> Crm {
    let clock = FixedClock::new("2026-03-01T02:15:00Z".parse().unwrap());
    Crm::new(storage, Arc::new(clock), Box::new(SeededRandom::new(7))).unwrap()
}

/// People of two sources with orders, a refund, an event and a consent each; one was deleted, two became one.
fn fill(crm: &Crm) {
    let shop = ShopPatch::new().currency("EUR".parse().unwrap()).zone("Europe/Berlin".parse().unwrap());
    crm.shop().set(shop).unwrap();
    crm.feed().define_group("warehouse".into(), None).unwrap();
    let at = |day: u32| format!("2026-02-{day:02}T23:30:00Z").parse().unwrap();
    for n in 0..20 {
        let person = CustomerRef::Record { source: "till".into(), external_id: n.to_string() };
        let input = CustomerInput::new().external_id("till", n.to_string()).name(format!("Li Nr{n}"));
        crm.customers().upsert(input.email(format!("li{n}@web.de"))).unwrap();
        for order in 0..3 {
            let input =
                OrderInput::new("shop", format!("{n}-{order}"), at(order + 1)).customer(person.clone());
            let price = "12.50 EUR".parse().unwrap();
            crm.orders().record(input.line("SKU-9", i64::from(order) + 1, price)).unwrap();
        }
        let order = OrderRef::External { source: "shop".into(), external_id: format!("{n}-0") };
        let refund = RefundInput::new(order).external_id(n.to_string()).amount("5.00 EUR".parse().unwrap());
        crm.orders().refund(refund).unwrap();
        crm.events().record(EventInput::new("product_viewed", person.clone()).occurred_at(at(9))).unwrap();
        let consent = ConsentInput::new(person, "marketing", "email", ConsentState::Granted);
        crm.consents().record(consent).unwrap();
    }
    let twin = CustomerInput::new().external_id("web", "0").name("Li Nr0").email("li0@web.de");
    crm.customers().upsert(twin).unwrap();
    let gone = CustomerRef::Record { source: "till".into(), external_id: "7".into() };
    crm.customers().delete(crm.customers().resolve(gone).unwrap().id, None).unwrap();
    points(crm);
    let input = SegmentInput::new("buyer", "number_of_orders > 0");
    crm.segments().define(input).unwrap();
}

fn points(crm: &Crm) {
    let mut terms = ProgramTerms::default();
    (terms.earn_amount, terms.earn_points) = (Some("1.00 EUR".parse().unwrap()), Some(10));
    (terms.redeem_amount, terms.redeem_points) = (Some("1.00 EUR".parse().unwrap()), Some(100));
    crm.loyalty().define_program("club", terms).unwrap();
    for n in [0, 3, 5] {
        let order = OrderRef::External { source: "shop".into(), external_id: format!("{n}-2") };
        crm.loyalty().earn(EarnInput::new(order)).unwrap();
        let person = CustomerRef::Record { source: "till".into(), external_id: n.to_string() };
        crm.loyalty().redeem(RedeemInput::new(person, 100)).unwrap();
    }
}

/// What callers see, without places of the feed.
fn seen(crm: &Crm) -> String {
    let page = PageRequest::new().with_limit(1000);
    let changes = crm.feed().changes(page.clone()).unwrap().items;
    let changes: Vec<_> =
        changes.iter().map(|c| (c.at, &c.verb, c.kind, c.customer_id, &c.subject)).collect();
    let customers = crm.customers().list(page).unwrap();
    let (stats, settings) = (crm.reports().stats().unwrap(), crm.shop().get().unwrap());
    format!("{changes:?} {customers:?} {stats:?} {settings:?}")
}

fn copy(from: &dyn Storage, to: &dyn Storage, cancel: CancelToken) -> Result<u64> {
    Crm::copy(from, to, &CopyOptions::new().cancel(cancel)).map(|report| report.rows)
}

/// The rows of a view of a file, as `psql -At` writes them, sorted.
fn of_file(file: &Path, view: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(file).unwrap();
    let mut statement = connection.prepare(&format!("SELECT * FROM {view}")).unwrap();
    let columns = statement.column_count();
    let cell = |value: Value| match value {
        Value::Null => String::new(),
        Value::Integer(n) => n.to_string(),
        Value::Text(text) => text,
        other => panic!("{view} shows {other:?}"),
    };
    let rows = statement.query_map([], |row| {
        let cells: rusqlite::Result<Vec<_>> = (0..columns).map(|i| row.get(i).map(cell)).collect();
        cells.map(|cells| cells.join("|"))
    });
    let mut rows: Vec<_> = rows.unwrap().map(std::result::Result::unwrap).collect();
    rows.sort();
    rows
}

fn of_server(schema: &str, view: &str) -> Vec<String> {
    let shown = server::of_this_process().sql(&format!("SELECT * FROM {schema}.{view}"));
    let mut rows: Vec<_> = shown.lines().map(str::to_owned).collect();
    rows.sort();
    rows
}

#[test]
fn there_and_back_and_the_views_show_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let from = sqlite(&file);
    let first = crm(from.clone());
    fill(&first);
    let expected = seen(&first);
    let to = postgres("moved");
    let stopped = CancelToken::default();
    stopped.cancel();
    assert_eq!(copy(&*from, &*to, stopped).unwrap_err().code(), "cancelled");
    let rows = copy(&*from, &*to, CancelToken::default()).unwrap();
    let second = crm(to.clone());
    assert_eq!(seen(&second), expected);
    assert!(second.proof().verify().unwrap().is_equal());
    let same = |when: &str| {
        for view in &shown::VIEWS {
            let of_file = of_file(&file, view.name);
            assert!(!of_file.is_empty(), "{} shows nothing", view.name);
            assert_eq!(of_server("moved", view.name), of_file, "{} {when}", view.name);
        }
    };
    same("after the move");
    second.proof().rebuild().unwrap();
    same("made of the facts again");
    // Both write the same from here on.
    for crm in [&first, &second] {
        let input = CustomerInput::new().external_id("till", "1").name("Li Nr1").email("new@web.de");
        crm.customers().upsert(input).unwrap();
        let order = OrderRef::External { source: "shop".into(), external_id: "1-2".into() };
        crm.orders().cancel(order, None).unwrap();
    }
    same("after changes");
    let expected = seen(&second);
    drop(second);
    let home: Arc<dyn Storage> =
        Arc::new(Redb::open(folder.path().join("shop"), &OpenOptions::new()).unwrap());
    assert!(copy(&*to, &*home, CancelToken::default()).unwrap() >= rows);
    let third = crm(home);
    assert_eq!(seen(&third), expected);
    assert!(third.proof().verify().unwrap().is_equal());
    assert_eq!(third.feed().take(FeedTake::new("warehouse", "a").limit(5)).unwrap().items.len(), 5);
}

/// Settings are held in memory; the next call of another process sees a change all the same.
#[test]
fn what_one_wrote_the_other_sees_in_its_next_call() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let pairs = [["stale", "stale"].map(postgres), [&file, &file].map(|file| sqlite(file))];
    for [one, other] in pairs.map(|pair| pair.map(crm)) {
        for zone in ["Europe/Berlin", "Asia/Shanghai"].repeat(20) {
            one.shop().set(ShopPatch::new().zone(zone.parse().unwrap())).unwrap();
            assert_eq!(other.shop().get().unwrap().zone.to_string(), zone);
        }
    }
}
