//! What SQL shows is what the API says, without personal data.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use guanxi::{
    BalanceQuery, ConsentInput, ConsentState, Crm, CustomerId, CustomerInput, CustomerRef, EarnInput,
    EntryQuery, EventInput, ExpiryPolicy, Options, OrderInput, OrderRef, PageRequest, ProgramTerms,
    RedeemInput, RefundInput, SegmentInput, ShopPatch,
};
use rusqlite::{Connection, types::Value};

const NAMES: [&str; 4] = ["Anna Wolf", "Li Wei", "Thomas Weber", "Anna Wolf"];

fn open(url: &str) -> Crm {
    guanxi::open_with(url, Options::new().now("2026-03-01T02:15:00Z".parse().unwrap()).seed(7)).unwrap()
}

fn source(n: usize) -> &'static str {
    if n == 3 { "app" } else { "till" }
}

fn person(n: usize) -> CustomerRef {
    CustomerRef::Record { source: source(n).into(), external_id: n.to_string() }
}

fn fill(crm: &Crm) {
    crm.shop()
        .set(ShopPatch::new().currency("EUR".parse().unwrap()).zone("Europe/Berlin".parse().unwrap()))
        .unwrap();
    for (n, name) in NAMES.iter().enumerate() {
        let input = CustomerInput::new().external_id(source(n), n.to_string()).name(*name);
        let mut input = input.phone(format!("+4915112345{n}78"));
        input.email = (n != 3).then(|| format!("secret{n}@web.de"));
        crm.customers().upsert(input).unwrap();
        for order in 0..3 {
            let placed = format!("2026-02-0{}T23:30:00Z", order + 1).parse().unwrap();
            let input = OrderInput::new("shop", format!("{n}-{order}"), placed).customer(person(n));
            crm.orders().record(input.line("SKU-9", order as i64 + 1, "12.50 EUR".parse().unwrap())).unwrap();
        }
    }
    let of = |id: &str| OrderRef::External { source: "shop".into(), external_id: id.into() };
    crm.orders()
        .refund(RefundInput::new(of("0-1")).external_id("r1").amount("5.00 EUR".parse().unwrap()))
        .unwrap();
    crm.orders().cancel(of("1-0"), Some("secret reason".into())).unwrap();
    // Two customers become one, another is deleted, an order changes hands and loses a line.
    let both = CustomerInput::new().external_id("app", "3").name(NAMES[0]).email("secret0@web.de");
    assert_eq!(crm.customers().upsert(both.phone("+4915112345378")).unwrap().merged.len(), 1);
    let gone = crm.customers().resolve(person(2)).unwrap().id;
    crm.customers().delete(gone, None).unwrap();
    let moved = OrderInput::new("shop", "1-2", "2026-02-03T23:30:00Z".parse().unwrap()).customer(person(0));
    let once = moved.line("SKU-1", 1, "3.00 EUR".parse().unwrap());
    let twice = once.clone().line("SKU-2", 1, "4.00 EUR".parse().unwrap());
    crm.orders().record(twice).unwrap();
    crm.orders().record(once).unwrap();
    let event = EventInput::new("product_viewed", person(0)).property("secret", "secret");
    crm.events().record(event.occurred_at("2026-02-05T00:00:00Z".parse().unwrap())).unwrap();
    crm.consents().record(ConsentInput::new(person(0), "marketing", "email", ConsentState::Granted)).unwrap();
    points(crm, &of);
    crm.segments().define(SegmentInput::new("spender", "amount_spent >= 30")).unwrap();
}

/// Both records of one customer have points, some of them spent, some held; the deleted customer has some, too.
fn points(crm: &Crm, of: &dyn Fn(&str) -> OrderRef) {
    let loyalty = crm.loyalty();
    let mut terms = ProgramTerms::default();
    (terms.earn_amount, terms.earn_points) = (Some("1.00 EUR".parse().unwrap()), Some(10));
    (terms.redeem_amount, terms.redeem_points) = (Some("1.00 EUR".parse().unwrap()), Some(100));
    (terms.expiry, terms.expiry_months) = (ExpiryPolicy::EndOfMonth, 12);
    loyalty.define_program("club", terms).unwrap();
    loyalty.earn(EarnInput::new(of("0-0"))).unwrap();
    loyalty.earn(EarnInput::new(of("3-1"))).unwrap();
    loyalty.earn(EarnInput::new(of("1-1"))).unwrap();
    loyalty.redeem(RedeemInput::new(person(0), 200)).unwrap();
    loyalty.hold(RedeemInput::new(person(0), 100)).unwrap();
}

fn rows(connection: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|i| row.get(i)).collect());
    rows.unwrap().map(Result::unwrap).collect()
}

fn text(value: impl ToString) -> Value {
    Value::Text(value.to_string())
}

fn compare(crm: &Crm, connection: &Connection) {
    let customers = crm.customers().list(PageRequest::new()).unwrap().items;
    let shown = rows(
        connection,
        "SELECT customer_id, masked_name, masked_email, number_of_orders, net_amount_minor, \
        first_order_date, records FROM crm_customers ORDER BY customer_id",
    );
    assert_eq!((shown.len(), customers.len()), (2, 2), "four less one merged and one deleted");
    let mut expected: Vec<_> = customers
        .iter()
        .map(|customer| {
            let metrics = crm.orders().metrics(customer.id).unwrap();
            let first = metrics.first_order_date.map_or(Value::Null, text);
            vec![
                text(customer.id),
                customer.name.as_ref().map_or(Value::Null, |name| text(name.masked())),
                customer.email.as_ref().map_or(Value::Null, |email| text(email.masked())),
                Value::Integer(metrics.number_of_orders as i64),
                Value::Integer(metrics.amount_spent.map_or(0, |m| m.minor())),
                first,
                Value::Integer(i64::from(customer.records)),
            ]
        })
        .collect();
    expected.sort_by_key(|row| format!("{:?}", row[0]));
    assert_eq!(shown, expected);

    let shown = rows(
        connection,
        "SELECT order_id, customer_id, placed_at, total_minor, refunded_minor, counted, status, \
        cancelled_at, (SELECT count(*) FROM crm_order_lines l WHERE l.order_id = o.order_id), \
        (SELECT sum(total_minor) FROM crm_order_lines l WHERE l.order_id = o.order_id) FROM crm_orders o",
    );
    assert_eq!(shown.len() as u64, crm.orders().count().unwrap());
    for row in shown {
        let Value::Text(id) = &row[0] else { panic!("{row:?}") };
        let order = crm.orders().get(OrderRef::Id(id.parse().unwrap())).unwrap();
        assert_eq!(
            row[1..],
            [
                order.customer_id.map_or(Value::Null, text),
                text(order.placed_at),
                Value::Integer(order.total.minor()),
                Value::Integer(order.refunded.minor()),
                Value::Integer(i64::from(order.counted)),
                text(order.status.as_str()),
                order.cancelled_at.map_or(Value::Null, text),
                Value::Integer(order.lines.len() as i64),
                Value::Integer(order.lines.iter().map(|line| line.total).sum()),
            ],
            "{id}"
        );
    }
    let refunds = rows(connection, "SELECT external_id, amount_minor, currency FROM crm_refunds");
    assert_eq!(refunds, [[text("r1"), Value::Integer(500), text("EUR")]]);
    let anna = crm.customers().resolve(person(0)).unwrap().id;
    let events = rows(connection, "SELECT customer_id, name, occurred_at FROM crm_events");
    assert_eq!(events, [[text(anna), text("product_viewed"), text("2026-02-05T00:00:00Z")]]);
    compare_points(crm, connection, anna);
    let members = rows(connection, "SELECT customer_id, segment, entered_at FROM crm_segment_memberships");
    assert_eq!(members, [[text(anna), text("spender"), text("2026-03-01T02:15:00Z")]]);
    let consents = rows(connection, "SELECT customer_id, purpose, channel, state FROM crm_consents");
    assert_eq!(consents, [[text(anna), text("marketing"), text("email"), text("granted")]]);
}

fn compare_points(crm: &Crm, connection: &Connection, anna: CustomerId) {
    let balances = rows(
        connection,
        "SELECT customer_id, program, points, held_points, debt_points, next_change_at FROM crm_point_balances \
        WHERE points <> 0 ORDER BY points DESC",
    );
    let li = crm.customers().resolve(person(1)).unwrap().id;
    let expected = [li, anna].map(|customer| {
        let b = crm.loyalty().balance(BalanceQuery::new(customer.into())).unwrap();
        vec![
            text(customer),
            text("club"),
            Value::Integer(b.available + b.pending),
            Value::Integer(b.held),
            Value::Integer(b.debt),
            b.next_change.map_or(Value::Null, text),
        ]
    });
    assert_eq!(balances, expected);
    let of_anna = "FROM crm_point_entries WHERE customer_id = (SELECT min(customer_id) FROM crm_point_balances \
        WHERE held_points > 0)";
    let sum = rows(connection, &format!("SELECT sum(points) {of_anna}"));
    let held = rows(connection, "SELECT points + held_points FROM crm_point_balances WHERE held_points > 0");
    assert_eq!(sum, held, "entries make the balance");
    let shown = rows(
        connection,
        &format!("SELECT entry_id, kind, happened_at, order_id, expires_at {of_anna} ORDER BY entry_id"),
    );
    let entries = crm.loyalty().entries(EntryQuery::new(anna.into())).unwrap().items;
    let mut expected: Vec<_> = entries
        .iter()
        .map(|e| {
            let kind = serde_json::to_value(e.kind).unwrap();
            let (order, end) = (e.order_id.map_or(Value::Null, text), e.expires_at.map_or(Value::Null, text));
            vec![text(e.id), text(kind.as_str().unwrap()), text(e.at), order, end]
        })
        .collect();
    expected.sort_by_key(|row| format!("{:?}", row[0]));
    let mut ids = shown.clone();
    ids.dedup_by(|a, b| a[0] == b[0]);
    assert_eq!(ids.len(), expected.len());
    assert!(expected.iter().all(|row| shown.contains(row)), "{shown:?} {expected:?}");
}

#[test]
fn views_say_what_the_api_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let crm = open(&format!("sqlite:{}", file.display()));
    fill(&crm);
    let connection = Connection::open(&file).unwrap();
    compare(&crm, &connection);
    for view in &guanxi::shown::VIEWS {
        let shown = format!("{:?}", rows(&connection, &format!("SELECT * FROM {}", view.name)));
        assert!(!shown.contains("ecret") && !shown.contains("Wolf") && !shown.contains("Blob"), "{shown}");
    }
    crm.proof().rebuild().unwrap();
    compare(&crm, &connection);
}

#[test]
#[cfg(feature = "redb")]
fn what_was_there_before_is_shown_too() {
    let folder = tempfile::tempdir().unwrap();
    let (old, file) = (folder.path().join("old").display().to_string(), folder.path().join("shop.db"));
    let crm = open(&old);
    fill(&crm);
    crm.close().unwrap();
    let new = format!("sqlite:{}", file.display());
    guanxi::copy(&old, &new, &guanxi::CopyOptions::new()).unwrap();
    let crm = open(&new);
    let connection = Connection::open(&file).unwrap();
    compare(&crm, &connection);
    // A store of an earlier version has neither views nor what they show.
    crm.close().unwrap();
    for table in [
        "customers",
        "customer_metrics",
        "orders",
        "order_lines",
        "refunds",
        "events",
        "consents",
        "point_entries",
        "point_accounts",
        "segment_members",
        "state",
    ] {
        connection.execute(&format!("DELETE FROM shown_{table}"), []).unwrap();
    }
    connection.execute("DROP VIEW crm_orders", []).unwrap();
    compare(&open(&new), &connection);
}

#[test]
fn what_is_shown_is_proved_and_mended() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("shop.db");
    let url = format!("sqlite:{}", file.display());
    let crm = open(&url);
    fill(&crm);
    let proof = crm.proof().verify().unwrap();
    assert!(proof.is_equal(), "{proof:#?}");
    let shown = proof.tables.iter().filter(|table| table.table.starts_with("shown_"));
    assert_eq!(shown.filter(|table| table.rows > 0).count(), 10, "something of every kind is shown");
    drop(crm);

    let connection = Connection::open(&file).unwrap();
    for sql in [
        "UPDATE shown_orders SET total = total + 1 WHERE row_key = (SELECT min(row_key) FROM shown_orders)",
        "DELETE FROM shown_customers WHERE row_key = (SELECT min(row_key) FROM shown_customers)",
        "UPDATE shown_segment_members SET entered = '1999-01-01T00:00:00Z'",
        "INSERT INTO shown_refunds SELECT x'ff', order_id, refund, id, external_id, currency, amount, at, body FROM shown_refunds",
    ] {
        assert_eq!(connection.execute(sql, []).unwrap(), 1, "{sql}");
    }
    drop(connection);
    let crm = open(&url);
    let differing = |report: &guanxi::VerifyReport| -> Vec<_> {
        let differing = report.tables.iter().filter(|table| table.differing() > 0);
        differing.map(|table| (table.table.clone(), table.missing, table.extra, table.different)).collect()
    };
    let wrong = [
        ("shown_customers".to_owned(), 1, 0, 0),
        ("shown_orders".to_owned(), 0, 0, 1),
        ("shown_refunds".to_owned(), 0, 1, 0),
        ("shown_segment_members".to_owned(), 0, 0, 1),
    ];
    let mut found = differing(&crm.proof().verify().unwrap());
    found.sort();
    assert_eq!(found, wrong);
    crm.proof().rebuild().unwrap();
    assert!(crm.proof().verify().unwrap().is_equal());
    compare(&crm, &Connection::open(&file).unwrap());
}
