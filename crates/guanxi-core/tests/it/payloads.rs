//! What platforms send, taken in as it comes.

use std::io::Cursor;

use guanxi_core::{
    Crm, Result,
    consent::{ConsentQuery, ConsentState},
    order::{FinancialStatus, Order, OrderRef, OrderStatus},
    page::PageRequest,
    payload::{PayloadOptions, PayloadQuery, PayloadReport, Platform},
};

use serde_json::Value;

use super::{assert_proved, crm, money, record};

fn take(crm: &Crm, text: impl AsRef<[u8]>) -> PayloadReport {
    try_take(crm, text, PayloadQuery::default()).unwrap()
}

fn try_take(crm: &Crm, text: impl AsRef<[u8]>, query: PayloadQuery) -> Result<PayloadReport> {
    crm.imports().payload(Cursor::new(text.as_ref()), PayloadOptions::new("sent.json").query(query))
}

fn sample(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../guanxi-testkit/fixtures/payloads");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

/// Takes a sample in twice; the second time changes nothing.
fn sampled(crm: &Crm, name: &str) -> PayloadReport {
    let report = take(crm, sample(name));
    let before = crm.feed().changes(PageRequest::new().with_limit(1000)).unwrap().items.len();
    let again = take(crm, sample(name));
    assert_eq!((again.created, again.updated, again.consents), (0, 0, 0), "{name}: {again:#?}");
    let after = crm.feed().changes(PageRequest::new().with_limit(1000)).unwrap().items.len();
    assert_eq!(before, after, "{name}: the same again changed something");
    assert_proved(crm);
    report
}

fn ordered(crm: &Crm, source: &str, id: &str) -> Order {
    crm.orders().get(OrderRef::External { source: source.into(), external_id: id.into() }).unwrap()
}

fn count(report: &PayloadReport, kind: &str) -> (u64, u64, u64) {
    let of = report.kinds.iter().find(|count| count.kind == kind);
    of.map_or((0, 0, 0), |count| (count.created, count.updated, count.unchanged))
}

#[test]
fn a_shopify_order_its_refund_and_its_customer_in_any_order() {
    let files = ["shopify/refund.json", "shopify/order.json", "shopify/customer.json"];
    for turn in 0..3 {
        let crm = crm();
        for at in 0..3 {
            let report = sampled(&crm, files[(turn + at) % 3]);
            assert_eq!(report.rejected, 0, "{report:#?}");
        }
        let order = ordered(&crm, "shopify", "450789469");
        assert_eq!((order.total, order.refunded), (money("409.94 USD"), money("209.00 USD")));
        assert_eq!(order.financial_status, FinancialStatus::Authorized);
        assert_eq!(order.placed_at, "2008-01-10T16:00:00Z".parse().unwrap());
        assert_eq!(order.refunds[0].refunded_at, "2016-06-20T17:35:06Z".parse().unwrap());
        assert_eq!(order.discounts[0].code.as_deref(), Some("TENOFF"));
        assert!(order.extra["client_details"].contains("0.0.0.0"), "what no field is for is kept");
        let bob = crm.customers().resolve(record("shopify", "207119551")).unwrap();
        assert_eq!(bob.email.unwrap().as_str(), "bob.norman@hostmail.com");
        assert_eq!(order.customer_id, Some(bob.id));
        let consents = crm.consents().state(ConsentQuery::new(record("shopify", "207119551"))).unwrap();
        assert_eq!((consents[0].channel.as_str(), consents[0].state), ("email", ConsentState::Withdrawn));
    }
}

#[test]
fn every_sample_is_taken_in_or_told() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../guanxi-testkit/fixtures/payloads");
    let names = |folder: &str| {
        let all = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
        let mut all: Vec<_> = all.filter(|name| !name.contains("NOTICE")).collect();
        all.sort();
        all
    };
    let mut told = Vec::new();
    for platform in names(root) {
        for name in names(&format!("{root}/{platform}")) {
            let report = sampled(&crm(), &format!("{platform}/{name}"));
            let kinds: Vec<_> = report.kinds.iter().map(|k| format!("{} {}", k.kind, k.created)).collect();
            let codes = report.rejects.iter().map(|r| format!("{} {}", r.path, r.code));
            let codes: Vec<_> = codes.take(3).collect();
            let (kinds, codes) = (kinds.join(", "), codes.join(", "));
            told.push(format!("{platform}/{name}: {} | {kinds} | {codes}", report.objects));
        }
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_woocommerce_order_moves_on_and_is_a_guests() {
    let crm = crm();
    sampled(&crm, "woocommerce/order_727_completed.json");
    let late = take(&crm, sample("woocommerce/order_727_processing.json"));
    assert_eq!(late.rejected, 0);
    let order = ordered(&crm, "woocommerce", "727");
    assert_eq!(
        (order.total, order.tax, order.shipping),
        (money("29.35 USD"), money("1.35 USD"), money("10.00 USD"))
    );
    assert_eq!(order.placed_at, "2017-03-22T19:28:02Z".parse().unwrap(), "of two times the one in UTC");
    assert_eq!((order.status, order.financial_status), (OrderStatus::Closed, FinancialStatus::Paid));
    assert_eq!(order.lines[1].sku.as_deref(), Some("Bar3"));
    assert_eq!(order.customer_id, None, "an address of example.com stands for nobody");
    assert!(order.extra["billing"].contains("john.doe@example.com"));
    sampled(&crm, "woocommerce/customer_25.json");
    sampled(&crm, "woocommerce/customer_25_updated.json");
    take(&crm, sample("woocommerce/customer_25.json"));
    let known = crm.customers().resolve(record("woocommerce", "25")).unwrap();
    assert_eq!(known.name.unwrap().to_string(), "James Doe");
}

#[test]
fn a_woocommerce_refund_has_the_currency_of_its_order() {
    let order = r#"{"id": 723, "date_created": "2017-03-21T16:00:00", "date_created_gmt": "2017-03-21T19:00:00", "currency": "JPY",
        "order_key": "k", "status": "processing", "total": "1000", "date_paid_gmt": "2017-03-21T19:00:00", "line_items": [],
        "refunds": [{"id": 726, "reason": "", "total": "-10"}], "billing": {"email": "a@web.de"}}"#;
    let crm = crm();
    let early = take(&crm, sample("woocommerce/refund_726.json"));
    assert_eq!(early.rejects[0].code, "invalid_field", "{early:#?}");
    take(&crm, order);
    assert_eq!(ordered(&crm, "woocommerce", "723").refunded, money("10 JPY"), "as the order lists it");
    sampled(&crm, "woocommerce/refund_726.json");
    let order = ordered(&crm, "woocommerce", "723");
    assert_eq!((order.refunded, order.refunds.len()), (money("10 JPY"), 1), "once, not twice");
    assert_eq!(order.refunds[0].refunded_at, "2017-03-21T20:07:11Z".parse().unwrap());
    assert_eq!(order.financial_status, FinancialStatus::PartiallyRefunded);
}

#[test]
fn stripe_charges_are_orders_in_minor_units() {
    let crm = crm();
    sampled(&crm, "stripe/charge.refunded.json");
    let order = ordered(&crm, "stripe", "ch_000000000000000000000000");
    assert_eq!((order.total, order.refunded), (money("1.00 USD"), money("1.00 USD")));
    assert_eq!((order.financial_status, order.test, order.counted), (FinancialStatus::Refunded, true, false));
    assert_eq!(order.placed_at, "2022-03-26T18:39:07Z".parse().unwrap());
    assert_eq!(order.refunds[0].refunded_at, "2022-03-26T18:39:09Z".parse().unwrap());
    for (currency, units, total) in [
        ("jpy", 500, "500 JPY"),
        ("kwd", 1500, "1.500 KWD"),
        ("ugx", 50_000, "500 UGX"),
        ("mga", 500, "500.00 MGA"),
    ] {
        let charge = format!(
            r#"{{"id": "ch_{currency}", "object": "charge", "amount": {units}, "currency": "{currency}", "created": 1648319947,
            "status": "succeeded", "livemode": true, "customer": "cus_1", "billing_details": {{"name": "Mei Li", "email": "mei@web.de"}}}}"#
        );
        assert_eq!(take(&crm, &charge).rejected, 0);
        let order = ordered(&crm, "stripe", &format!("ch_{currency}"));
        assert_eq!((order.total, order.counted), (money(total), true));
    }
    let mei = crm.customers().resolve(record("stripe", "cus_1")).unwrap();
    assert_eq!(mei.email.unwrap().as_str(), "mei@web.de");
    let older = r#"{"id": "cus_1", "object": "customer", "created": 1600000000, "name": "Li Mei", "email": "mei@web.de", "phone": null}"#;
    take(&crm, older);
    let mei = crm.customers().resolve(record("stripe", "cus_1")).unwrap();
    assert_eq!(
        mei.created_at,
        "2020-09-13T12:26:40Z".parse().unwrap(),
        "what a customer's own object says comes before what is billed"
    );
    assert_proved(&crm);
}

#[test]
fn medusa_of_both_versions() {
    let crm = crm();
    sampled(&crm, "medusa/order.json");
    let order = ordered(&crm, "medusa", "order_01F0YET7CZ741ECWG1J3N34RXF");
    assert_eq!((order.total, order.shipping), (money("82.00 USD"), money("10.00 USD")));
    assert_eq!((order.discounts[0].code.as_deref(), order.discounts[0].amount), (Some("TEST134"), 800));
    assert_eq!((order.number.as_deref(), order.financial_status), (Some("1"), FinancialStatus::Pending));
    let two = r#"{"order": {"id": "order_01JZZZZZZZZZZZZZZZZZZZZZZZ", "currency_code": "eur", "display_id": 4, "status": "pending",
        "created_at": "2025-01-02T03:04:05.678Z", "item_total": 20.5, "total": 24.4, "shipping_total": 3.9, "tax_total": 0,
        "payment_status": "captured", "email": "two@web.de", "items": [{"title": "Mug", "quantity": 2, "unit_price": 10.25}]}}"#;
    assert_eq!(take(&crm, two).rejected, 0);
    let order = ordered(&crm, "medusa", "order_01JZZZZZZZZZZZZZZZZZZZZZZZ");
    assert_eq!((order.total, order.lines[0].unit_price), (money("24.40 EUR"), Some(1025)));
    assert_eq!(order.placed_at, "2025-01-02T03:04:05.678Z".parse().unwrap());
    assert_proved(&crm);
}

#[test]
fn an_order_of_shopifys_two_apis_is_one() {
    let crm = crm();
    let graphql = r#"{"data": {"orders": {"edges": [{"node": {"id": "gid://shopify/Order/450789469", "name": "1001",
        "createdAt": "2008-01-10T16:00:00Z", "updatedAt": "2008-01-11T00:00:00Z", "displayFinancialStatus": "PARTIALLY_REFUNDED",
        "displayFulfillmentStatus": "FULFILLED", "currencyCode": "USD",
        "totalPriceSet": {"shopMoney": {"amount": "409.94", "currencyCode": "USD"}},
        "lineItems": {"edges": [{"node": {"id": "gid://shopify/LineItem/466157049", "name": "IPod", "sku": "IPOD2008GREEN", "quantity": 1,
            "originalUnitPriceSet": {"shopMoney": {"amount": "199.0", "currencyCode": "USD"}}}}]},
        "customer": {"id": "gid://shopify/Customer/207119551", "firstName": "Bob", "updatedAt": "2020-01-01T00:00:00Z",
            "defaultEmailAddress": {"emailAddress": "bob.norman@hostmail.com", "marketingState": "SUBSCRIBED", "marketingUpdatedAt": "2019-01-01T00:00:00Z"}},
        "refunds": [{"id": "gid://shopify/Refund/509562969", "createdAt": "2016-06-20T17:35:06Z",
            "totalRefundedSet": {"shopMoney": {"amount": "209.0", "currencyCode": "USD"}},
            "refundLineItems": {"edges": [{"node": {"quantity": 1, "lineItem": {"id": "gid://shopify/LineItem/466157049"}}}]}}]}}]}}}"#;
    let report = take(&crm, graphql);
    assert_eq!(
        (report.rejected, count(&report, "order").0, count(&report, "refund").0),
        (0, 1, 1),
        "{report:#?}"
    );
    assert_eq!(count(&take(&crm, sample("shopify/refund.json")), "refund"), (0, 0, 1));
    take(&crm, sample("shopify/order.json"));
    let order = ordered(&crm, "shopify", "450789469");
    assert_eq!(
        (order.refunded, order.financial_status),
        (money("209.00 USD"), FinancialStatus::PartiallyRefunded)
    );
    assert_eq!((order.refunds[0].lines[0].line, order.lines[0].unit_price), (0, Some(19_900)));
    let consents = crm.consents().state(ConsentQuery::new(record("shopify", "207119551"))).unwrap();
    assert_eq!(
        (consents[0].state, consents[0].at),
        (ConsentState::Granted, "2019-01-01T00:00:00Z".parse().unwrap())
    );
    assert_proved(&crm);
}

#[test]
fn an_older_version_never_takes_the_place_of_a_newer_one() {
    let crm = crm();
    let version = |at: &str, email: &str, status: &str| {
        format!(
            r#"{{"orders": [{{"id": 7, "currency": "EUR", "total_price": "12.50", "created_at": "2026-01-01T10:00:00+01:00",
            "updated_at": "{at}", "financial_status": "{status}", "customer": {{"id": 3, "email": "{email}", "updated_at": "{at}",
            "email_marketing_consent": {{"state": "subscribed", "consent_updated_at": "{at}"}}}}}}]}}"#
        )
    };
    let newer = version("2026-01-03T00:00:00Z", "new@web.de", "paid");
    let older = version("2026-01-02T00:00:00Z", "old@web.de", "pending");
    take(&crm, &newer);
    take(&crm, &older);
    let order = ordered(&crm, "shopify", "7");
    assert_eq!((order.financial_status, order.total), (FinancialStatus::Paid, money("12.50 EUR")));
    let customer = crm.customers().resolve(record("shopify", "3")).unwrap();
    assert_eq!(customer.email.unwrap().as_str(), "new@web.de");
    for version in [&older, &newer, &older] {
        let report = take(&crm, version);
        assert_eq!((report.created, report.updated, report.consents), (0, 0, 0), "{report:#?}");
    }
    assert_proved(&crm);
}

#[test]
fn one_bad_object_loses_nothing_else() {
    let good = |id: u32| {
        format!(
            r#"{{"id": {id}, "currency": "EUR", "total_price": "1.00", "created_at": "2026-01-01T10:00:00Z", "financial_status": "paid"}}"#
        )
    };
    for (bad, path, code) in [
        (
            r#"{"id": 2, "currency": "EUR", "total_price": [1], "created_at": "2026-01-01T10:00:00Z"}"#,
            "$.orders[1].total_price",
            "invalid_field",
        ),
        (
            r#"{"id": 2, "currency": "EUR", "total_price": "1e300", "created_at": "2026-01-01T10:00:00Z"}"#,
            "$.orders[1].total_price",
            "invalid_money",
        ),
        (
            r#"{"id": 2, "currency": "EUR", "total_price": "1.005", "created_at": "2026-01-01T10:00:00Z"}"#,
            "$.orders[1].total_price",
            "invalid_money",
        ),
        (
            r#"{"id": 2, "currency": "EUR", "created_at": "2026-01-01T10:00:00Z"}"#,
            "$.orders[1].total_price",
            "missing",
        ),
        (r#"{"id": 2, "currency": "XYZ", "total_price": "1.00"}"#, "$.orders[1].currency", "invalid_field"),
        (
            r#"{"id": 2, "currency": "EUR", "total_price": "1.00", "created_at": "soon"}"#,
            "$.orders[1].created_at",
            "invalid_field",
        ),
        (
            r#"{"id": 2, "currency": "EUR", "total_price": "1.00", "created_at": "2026-01-01T10:00:00Z", "line_items": [{"quantity": 1e30}]}"#,
            "$.orders[1].line_items[0].quantity",
            "invalid_field",
        ),
        (r#"{"id": {}, "currency": "EUR"}"#, "$.orders[1].id", "invalid_field"),
        (r#"{"id": 2, "x": }"#, "$.orders[1]", "malformed"),
        ("17", "$.orders[1]", "malformed"),
    ] {
        let crm = crm();
        let mut query = PayloadQuery::default();
        query.platform = Some(Platform::Shopify);
        let report =
            try_take(&crm, format!(r#"{{"orders": [{}, {bad}, {}]}}"#, good(1), good(3)), query).unwrap();
        assert_eq!(count(&report, "order"), (2, 0, 0), "{bad}: {report:#?}");
        let reject = &report.rejects[0];
        assert_eq!((reject.index, reject.path.as_str(), reject.code.as_str()), (1, path, code), "{bad}");
        assert_eq!(report.rejected, 1);
        assert_proved(&crm);
    }
    let crm = crm();
    let report = take(&crm, format!(r#"{{"orders": [{}, {}"#, good(1), &good(2)[..40]));
    assert_eq!((count(&report, "order").0, report.rejects[0].code.as_str()), (1, "truncated"));
    let deep = format!("[{}, {{\"id\": {}}}]", good(1), "[".repeat(200_000) + &"]".repeat(200_000));
    let mut query = PayloadQuery::default();
    query.kind = Some("order".into());
    let report = try_take(&crm, deep, query).unwrap();
    assert_eq!(report.rejects[0].code, "too_deep");
}

#[test]
fn a_guest_is_known_by_e_mail_and_a_draft_counts_nowhere() {
    let crm = crm();
    let guest = r#"{"order": {"id": 8, "currency": "JPY", "total_price": "1200", "created_at": "2026-01-01T10:00:00Z",
        "financial_status": "paid", "email": "Guest@Web.de", "buyer_accepts_marketing": true,
        "billing_address": {"first_name": "Gus", "last_name": "Gast", "address1": "Ring 1", "country_code": "DE"}}}"#;
    let report = take(&crm, guest);
    assert_eq!(
        (count(&report, "order").0, count(&report, "customer").0, report.consents),
        (1, 1, 1),
        "{report:#?}"
    );
    let order = ordered(&crm, "shopify", "8");
    assert_eq!(order.total, money("1200 JPY"));
    let gus = crm.customers().resolve("guest@web.de".parse().unwrap()).unwrap();
    assert_eq!((order.customer_id, gus.name.map(|n| n.to_string())), (Some(gus.id), Some("Gus Gast".into())));
    assert_eq!((take(&crm, guest).unchanged, take(&crm, guest).consents), (1, 0));
    take(&crm, sample("shopify/draft_order.json"));
    let drafts = crm.orders().count().unwrap();
    assert_eq!(drafts, 2);
    assert_eq!(ordered(&crm, "shopify", "draft_order:517119332").status, OrderStatus::Draft);
}

/// Puts another value in the place of the n-th of a tree; whether there was one.
fn replace(value: &mut Value, n: &mut usize, with: &Value) -> bool {
    if *n == 0 {
        *value = with.clone();
        return true;
    }
    *n -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, n, with)),
        Value::Object(fields) => fields.values_mut().any(|field| replace(field, n, with)),
        _ => false,
    }
}

/// Values that no field expects, or only some do.
fn strange() -> Vec<Value> {
    let deep = (0..70).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    let huge = "9".repeat(400);
    vec![
        Value::Null,
        Value::Bool(true),
        Value::from(-1),
        Value::from(u64::MAX),
        Value::from(1e300),
        Value::from(huge),
        Value::from("\u{0}\u{202e}x\n"),
        Value::Array(vec![Value::from(1)]),
        Value::Object(serde_json::Map::new()),
        deep,
    ]
}

#[test]
fn strange_values_in_any_place_of_a_sample_lose_nothing_else() {
    let good = |id: u32| {
        format!(
            r#"{{"id": {id}, "currency": "EUR", "total_price": "1.00", "created_at": "2026-01-01T10:00:00Z", "financial_status": "paid"}}"#
        )
    };
    for (name, kind) in [
        ("shopify/order.json", None),
        ("shopify/refund.json", None),
        ("shopify/customer.json", None),
        ("shopify/checkouts.json", None),
        ("woocommerce/order_727_completed.json", None),
        ("woocommerce/customer_25.json", None),
        ("medusa/order.json", None),
        ("medusa/refund.json", Some("refund")),
        ("stripe/charge.refunded.json", None),
        ("stripe/invoice.paid.json", None),
    ] {
        let sample: Value = serde_json::from_slice(&sample(name)).unwrap();
        let (crm, strange) = (crm(), strange());
        for at in 0.. {
            let mut changed = sample.clone();
            if !replace(&mut changed, &mut { at }, &strange[at % strange.len()]) {
                break;
            }
            let mut query = PayloadQuery::default();
            query.kind = kind.map(str::to_owned);
            let file = format!("[{}, {changed}, {}]", good(900_001), good(900_002));
            let report = try_take(&crm, file, query).unwrap();
            let taken = report.kinds.iter().map(|k| k.created + k.updated + k.unchanged).sum::<u64>();
            assert!(report.objects == 3 && (kind.is_some() || taken >= 2), "{name} {at}: {report:#?}");
        }
        assert_proved(&crm);
        if kind.is_none() {
            assert_eq!(ordered(&crm, "shopify", "900002").total, money("1.00 EUR"));
        }
    }
}

#[test]
fn a_sample_that_is_cut_off_anywhere_is_told() {
    for name in ["shopify/orders.json", "woocommerce/order_727_completed.json", "stripe/charge.refunded.json"]
    {
        let (whole, crm) = (sample(name), crm());
        for end in (0..whole.trim_ascii_end().len()).step_by(97) {
            match try_take(&crm, &whole[..end], PayloadQuery::default()) {
                Ok(report) => {
                    assert!(report.rejected > 0 || report.objects == 0, "{name} {end}: {report:#?}")
                }
                Err(e) => assert_eq!(e.code(), "invalid_file", "{name} {end}"),
            }
        }
        assert_eq!(crm.customers().count().unwrap(), 0, "{name}");
        assert_proved(&crm);
    }
}
