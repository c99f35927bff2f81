use guanxi_core::report::{RfmGroup, RfmQuery};

use super::{assert_proved, at, crm, input, money, order, record};

#[test]
fn revenue_by_month_has_no_holes_and_follows_refunds() {
    let crm = crm();
    for (id, when, total) in
        [("1", "2026-01-31T23:00:00Z", "10.00 EUR"), ("2", "2026-03-01T00:00:00Z", "5.00 EUR")]
    {
        crm.orders().record(order(id, when, total)).unwrap();
    }
    let refund = guanxi_core::order::RefundInput::new(guanxi_core::order::OrderRef::External {
        source: "shop".into(),
        external_id: "1".into(),
    });
    crm.orders().refund(refund.amount(money("4.00 EUR"))).unwrap();
    let months: Vec<_> = crm.reports().revenue_by_month(None).unwrap().months;
    let shown: Vec<_> = months.iter().map(|m| (m.month.as_str(), m.orders, m.net_revenue.amount())).collect();
    assert_eq!(
        shown,
        [("2026-01", 1, "6.00".to_owned()), ("2026-02", 0, "0.00".into()), ("2026-03", 1, "5.00".into())]
    );
    let then = crm.reports().revenue_by_month(Some("2026-02-10".parse().unwrap())).unwrap().months;
    assert_eq!(then[0].net_revenue, money("10.00 EUR"), "the refund came later");
    assert_eq!(then.len(), 1);
}

#[test]
fn g_r1_as_customers_and_orders() {
    let crm = crm();
    let today = at("2026-03-01T12:00:00Z");
    let table = [
        ("a", 3, 12, 1200, "555"),
        ("b", 5, 9, 900, "445"),
        ("c", 5, 9, 450, "444"),
        ("d", 20, 4, 400, "333"),
        ("e", 20, 4, 400, "333"),
        ("f", 40, 2, 150, "333"),
        ("g", 90, 1, 80, "212"),
        ("h", 90, 1, 80, "212"),
        ("i", 200, 1, 60, "111"),
        ("j", 365, 1, 20, "111"),
    ];
    let mut expected = Vec::new();
    for (name, days, orders, spend, code) in table {
        let customer =
            crm.customers().upsert(input("till", name).name(format!("Wang {name}"))).unwrap().customer.id;
        expected.push((customer, code));
        for n in 0..orders {
            let total = if n == 0 { spend * 100 - (orders - 1) } else { 1 };
            let placed =
                guanxi_core::time::Timestamp::from_micros(today.micros() - (days + 30 * n) * 86_400_000_000)
                    .unwrap();
            let mut order = order(&format!("{name}{n}"), "2026-01-01T00:00:00Z", "1.00 EUR")
                .customer(record("till", name));
            order.placed_at = placed;
            order.total = Some(guanxi_core::money::Money::new(total, "EUR".parse().unwrap()).unwrap());
            crm.orders().record(order).unwrap();
        }
    }
    let query = RfmQuery::as_of("2026-03-01".parse().unwrap());
    let scores = crm.reports().rfm_scores(query).unwrap();
    for (score, (customer, code)) in scores.iter().zip(&expected) {
        assert_eq!(score.customer_id, *customer);
        assert_eq!(format!("{}{}{}", score.recency, score.frequency, score.monetary), *code);
    }
    let report = crm.reports().rfm(query).unwrap();
    assert_eq!((report.population, report.low_population), (10, true));
    assert_eq!(report.groups.iter().map(|g| g.customers).sum::<u64>(), 10);
    assert_eq!(
        crm.reports().top_customers(2, None).unwrap().iter().map(|t| t.customer.id).collect::<Vec<_>>(),
        [expected[0].0, expected[1].0]
    );
    assert_proved(&crm);
}

#[test]
fn a_first_order_is_new_and_nobody_without_orders_is_scored() {
    let crm = crm();
    crm.customers().upsert(input("till", "1").name("Anna Wolf")).unwrap();
    crm.customers().upsert(input("till", "2").name("Bo Li")).unwrap();
    crm.orders()
        .record(order("1", "2026-02-20T00:00:00Z", "10.00 EUR").customer(record("till", "1")))
        .unwrap();
    let report = crm.reports().rfm(RfmQuery::as_of("2026-03-01".parse().unwrap())).unwrap();
    let count = |group| report.groups.iter().find(|g| g.group == group).unwrap().customers;
    assert_eq!((count(RfmGroup::New), count(RfmGroup::Prospects), count(RfmGroup::Dormant)), (1, 1, 0));
}
