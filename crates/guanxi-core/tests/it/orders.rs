use guanxi_core::{
    change::Outcome,
    customer::CustomerRef,
    order::{
        FinancialStatus, FulfillmentStatus, OrderInput, OrderLineInput, OrderRef, OrderStatus, RefundInput,
        StatusInput,
    },
    page::PageRequest,
    shop::ShopPatch,
};

use super::{assert_proved, at, crm, input, money, open, order, record};

fn external(id: &str) -> OrderRef {
    OrderRef::External { source: "shop".into(), external_id: id.into() }
}

#[test]
fn lines_discounts_tax_and_shipping_make_the_total() {
    let crm = crm();
    let mut input =
        OrderInput::new("shop", "1", at("2026-02-01T10:00:00Z")).line("MUG", 2, money("134.00 CNY"));
    input.lines[0].discount = Some(money("8.00 CNY"));
    input.tax = Some(money("10.00 CNY"));
    input.shipping = Some(money("15.00 CNY"));
    input.discounts = vec![guanxi_core::order::Discount { code: Some("SPRING".into()), amount: 5_000 }];
    let order = crm.orders().record(input).unwrap().order;
    assert_eq!((order.total, order.lines[0].total), (money("235.00 CNY"), 26_000));
    assert_eq!(
        crm.shop().get().unwrap().currency,
        Some("CNY".parse().unwrap()),
        "the first order's currency"
    );
    assert_proved(&crm);
}

#[test]
fn the_same_order_twice_changes_nothing_and_other_content_is_a_new_version() {
    let (crm, clock) = open();
    crm.customers().upsert(input("till", "1").name("Anna Wolf")).unwrap();
    let one = || order("1", "2026-02-01T10:00:00Z", "10.00 EUR").customer(record("till", "1"));
    assert_eq!(crm.orders().record(one()).unwrap().outcome, Outcome::Created);
    let feed = crm.feed().changes(PageRequest::new()).unwrap();
    clock.set(at("2026-03-02T00:00:00Z"));
    assert_eq!(crm.orders().record(one()).unwrap().outcome, Outcome::Unchanged);
    assert_eq!(crm.feed().changes(PageRequest::new()).unwrap(), feed);
    let changed = crm.orders().record(one().total(money("12.00 EUR"))).unwrap();
    assert_eq!(
        (changed.outcome, changed.order.total, changed.order.version),
        (Outcome::Updated, money("12.00 EUR"), 2)
    );
    let metrics = crm.orders().metrics(changed.order.customer_id.unwrap()).unwrap();
    assert_eq!((metrics.number_of_orders, metrics.amount_spent), (1, Some(money("12.00 EUR"))));
    assert_proved(&crm);
}

#[test]
fn refunds_partial_full_repeated_and_too_large() {
    let crm = crm();
    let id = crm
        .orders()
        .record(order("1", "2026-02-01T10:00:00Z", "100.00 EUR").customer(record("till", "1")))
        .unwrap()
        .order;
    let customer = id.customer_id.unwrap();
    let part = || RefundInput::new(id.id).external_id("r1").amount(money("30.00 EUR"));
    let receipt = crm.orders().refund(part()).unwrap();
    assert_eq!((receipt.replayed, receipt.order.unwrap().net_amount), (false, money("70.00 EUR")));
    assert!(crm.orders().refund(part()).unwrap().replayed);
    let reused = crm.orders().refund(part().amount(money("31.00 EUR"))).unwrap_err();
    assert_eq!(reused.code(), "key_reused");
    let too_large = crm.orders().refund(RefundInput::new(id.id).amount(money("70.01 EUR"))).unwrap_err();
    assert_eq!(too_large.code(), "refund_too_large");
    assert_eq!(too_large.field("refunded").as_deref(), Some("30.00 EUR"));
    let other = crm.orders().refund(RefundInput::new(id.id).amount(money("1.00 USD"))).unwrap_err();
    assert_eq!(other.code(), "invalid_field");
    let rest = crm.orders().refund(RefundInput::new(id.id)).unwrap();
    assert_eq!((rest.amount, rest.order.unwrap().net_amount), (money("70.00 EUR"), money("0.00 EUR")));
    assert_eq!(
        crm.orders().refund(RefundInput::new(id.id)).unwrap_err().field("field").as_deref(),
        Some("amount")
    );
    let metrics = crm.orders().metrics(customer).unwrap();
    assert_eq!(
        (metrics.number_of_orders, metrics.amount_spent),
        (1, Some(money("0.00 EUR"))),
        "refunded in full, still an order"
    );
    assert_eq!(metrics.gross_amount_spent, Some(money("100.00 EUR")));
    assert_proved(&crm);
}

#[test]
fn a_refund_may_come_before_its_order() {
    let crm = crm();
    let early = RefundInput::new(external("7")).external_id("r").amount(money("5.00 EUR"));
    assert!(crm.orders().refund(early).unwrap().order.is_none());
    assert_eq!(crm.orders().get(external("7")).unwrap_err().code(), "not_found");
    let receipt = crm
        .orders()
        .record(order("7", "2026-02-01T10:00:00Z", "20.00 EUR").customer(record("till", "1")))
        .unwrap();
    assert_eq!((receipt.outcome, receipt.order.net_amount), (Outcome::Created, money("15.00 EUR")));
    assert_proved(&crm);
}

#[test]
fn what_counts_and_what_does_not() {
    let crm = crm();
    let book = |id: &str, change: &dyn Fn(&mut OrderInput)| {
        let mut input = order(id, "2026-02-01T10:00:00Z", "10.00 EUR").customer(record("till", "1"));
        change(&mut input);
        crm.orders().record(input).unwrap().order
    };
    assert!(book("open", &|_| ()).counted);
    assert!(book("pending", &|o| o.financial_status = FinancialStatus::Pending).counted);
    assert!(book("authorized", &|o| o.financial_status = FinancialStatus::Authorized).counted);
    assert!(book("refunded", &|o| o.refunded = Some(money("10.00 EUR"))).counted);
    assert!(!book("test", &|o| o.test = true).counted);
    assert!(!book("draft", &|o| o.status = OrderStatus::Draft).counted);
    assert!(!book("deleted", &|o| o.status = OrderStatus::Deleted).counted);
    assert!(!book("cancelled", &|o| o.status = OrderStatus::Cancelled).counted);
    assert!(!book("cancelled_at", &|o| o.cancelled_at = Some(at("2026-02-02T00:00:00Z"))).counted);
    assert!(!book("voided", &|o| o.financial_status = FinancialStatus::Voided).counted);
    let order = book("expired", &|o| o.financial_status = FinancialStatus::Expired);
    assert!(!order.counted);
    let metrics = crm.orders().metrics(order.customer_id.unwrap()).unwrap();
    assert_eq!((metrics.number_of_orders, metrics.amount_spent), (4, Some(money("30.00 EUR"))));
    assert_eq!(metrics.average_order_value, Some(money("7.50 EUR")));
    assert_proved(&crm);
}

#[test]
fn cancelling_and_moving_on() {
    let (crm, clock) = open();
    let placed = order("1", "2026-02-01T10:00:00Z", "10.00 EUR").customer(record("till", "1"));
    let customer = crm.orders().record(placed.clone()).unwrap().order.customer_id.unwrap();
    clock.set(at("2026-03-02T00:00:00Z"));
    let mut shipped = StatusInput::default();
    shipped.fulfillment_status = Some(FulfillmentStatus::Delivered);
    assert_eq!(
        crm.orders().set_status(external("1"), shipped).unwrap().order.fulfillment_status,
        FulfillmentStatus::Delivered
    );
    assert_eq!(crm.orders().set_status(external("1"), shipped).unwrap().outcome, Outcome::Unchanged);
    let cancelled = crm.orders().cancel(external("1"), Some("changed her mind".into())).unwrap();
    assert_eq!((cancelled.outcome, cancelled.order.counted), (Outcome::Updated, false));
    assert_eq!(crm.orders().cancel(external("1"), None).unwrap().outcome, Outcome::Unchanged);
    assert_eq!(crm.orders().metrics(customer).unwrap().number_of_orders, 0);
    assert_eq!(crm.orders().cancel(external("2"), None).unwrap_err().code(), "not_found");
    assert_proved(&crm);
}

#[test]
fn another_currency_counts_and_is_in_no_sum_without_a_rate() {
    let crm = crm();
    let with = |id: &str, total: &str, rate: Option<&str>| {
        let mut input = order(id, "2026-02-01T10:00:00Z", total).customer(record("till", "1"));
        input.exchange_rate = rate.map(|r| r.parse().unwrap());
        crm.orders().record(input).unwrap().order
    };
    with("1", "100.00 CNY", None);
    let order = with("2", "10.00 USD", None);
    assert_eq!((order.counted, order.net_amount_in_shop_currency), (true, None));
    let metrics = || crm.orders().metrics(order.customer_id.unwrap()).unwrap();
    assert_eq!((metrics().number_of_orders, metrics().unconverted_orders), (2, 1));
    assert_eq!(metrics().amount_spent, Some(money("100.00 CNY")));
    let order = with("2", "10.00 USD", Some("7.1234"));
    assert_eq!(order.net_amount_in_shop_currency, Some(money("71.23 CNY")));
    assert_eq!((metrics().unconverted_orders, metrics().amount_spent), (0, Some(money("171.23 CNY"))));
    assert_eq!(crm.reports().stats().unwrap().net_revenue, [money("171.23 CNY")]);
    assert_proved(&crm);
}

#[test]
fn a_credit_note_takes_money_back_and_is_no_order() {
    let crm = crm();
    crm.orders()
        .record(order("1", "2026-02-01T10:00:00Z", "100.00 GBP").customer(record("till", "1")))
        .unwrap();
    let mut credit = OrderInput::new("shop", "C1", at("2026-02-03T10:00:00Z")).customer(record("till", "1"));
    credit.lines = vec![{
        let mut line = OrderLineInput::default();
        (line.sku, line.quantity, line.unit_price) = (Some("MUG".into()), Some(-3), Some(money("10.00 GBP")));
        line
    }];
    let credit = crm.orders().record(credit).unwrap().order;
    assert_eq!(credit.total, money("-30.00 GBP"));
    let metrics = crm.orders().metrics(credit.customer_id.unwrap()).unwrap();
    assert_eq!((metrics.number_of_orders, metrics.amount_spent), (1, Some(money("70.00 GBP"))));
    assert_eq!(metrics.last_order_date.unwrap().to_string(), "2026-02-01");
    assert_proved(&crm);
}

#[test]
fn days_are_the_shops_and_follow_its_zone() {
    let crm = crm();
    crm.orders()
        .record(order("1", "2026-02-01T18:00:00Z", "1.00 CNY").customer(record("till", "1")))
        .unwrap();
    let second = crm
        .orders()
        .record(order("2", "2026-02-10T18:00:00Z", "2.00 CNY").customer(record("till", "1")))
        .unwrap();
    let metrics = || crm.orders().metrics(second.order.customer_id.unwrap()).unwrap();
    assert_eq!(metrics().first_order_date.unwrap().to_string(), "2026-02-01");
    assert_eq!(metrics().average_days_between_orders_milli, Some(9_000));
    assert!(crm.shop().set(ShopPatch::new().zone("Asia/Shanghai".parse().unwrap())).unwrap().rebuilt);
    assert_eq!(metrics().first_order_date.unwrap().to_string(), "2026-02-02");
    assert_proved(&crm);
}

#[test]
fn an_order_without_a_customer_is_the_shops() {
    let crm = crm();
    let guest = crm.orders().record(order("1", "2026-02-01T10:00:00Z", "10.00 EUR")).unwrap().order;
    assert_eq!(guest.customer_id, None);
    assert_eq!(crm.reports().stats().unwrap().net_revenue, [money("10.00 EUR")]);
    let err = crm.orders().record(
        order("2", "2026-02-01T10:00:00Z", "1.00 EUR").customer(CustomerRef::Email("no@web.de".into())),
    );
    assert_eq!(err.unwrap_err().code(), "not_found");
    assert_proved(&crm);
}

#[test]
fn amounts_of_an_order_have_one_currency() {
    let crm = crm();
    let mut mixed = order("1", "2026-02-01T10:00:00Z", "10.00 EUR");
    mixed.shipping = Some(money("1.00 USD"));
    let err = crm.orders().record(mixed).unwrap_err();
    assert_eq!((err.code(), err.field("field").as_deref()), ("invalid_field", Some("shipping")));
    let bare = OrderInput::new("shop", "2", at("2026-02-01T10:00:00Z"));
    assert_eq!(crm.orders().record(bare).unwrap_err().field("field").as_deref(), Some("total"));
    assert_eq!(crm.orders().count().unwrap(), 0);
}

#[test]
fn a_customers_orders_come_newest_first_in_pages() {
    let crm = crm();
    for day in 1..=9 {
        let placed = order(&day.to_string(), &format!("2026-02-0{day}T10:00:00Z"), "1.00 EUR")
            .customer(record("till", "1"));
        crm.orders().record(placed).unwrap();
    }
    let mut seen = Vec::new();
    let mut page = PageRequest::new().with_limit(4);
    loop {
        let found = crm.orders().list(record("till", "1"), page).unwrap();
        seen.extend(found.items.iter().map(|o| o.external_id.clone()));
        let Some(cursor) = found.next_cursor else { break };
        page = PageRequest::new().with_limit(4).with_cursor(cursor);
    }
    assert_eq!(seen, ["9", "8", "7", "6", "5", "4", "3", "2", "1"]);
}

#[test]
fn days_at_the_edge_of_time_do_no_harm() {
    let crm = crm();
    crm.shop().set(ShopPatch::new().zone("America/New_York".parse().unwrap())).unwrap();
    let first = order("1", "0001-01-01T00:00:00Z", "1.00 EUR").customer(record("till", "1"));
    let customer = crm.orders().record(first).unwrap().order.customer_id.unwrap();
    crm.orders()
        .record(order("2", "2026-02-01T10:00:00Z", "2.00 EUR").customer(record("till", "1")))
        .unwrap();
    assert_eq!(crm.orders().metrics(customer).unwrap().number_of_orders, 2);
    assert_eq!(crm.reports().revenue_by_month(None).unwrap().months.len(), 2, "no millennia of empty months");
    assert_proved(&crm);
}

#[test]
fn an_early_refund_in_another_currency_pays_nothing_back() {
    let crm = crm();
    crm.orders().refund(RefundInput::new(external("7")).amount(money("100.00 USD"))).unwrap();
    let receipt = crm.orders().record(order("7", "2026-02-01T10:00:00Z", "20000 JPY")).unwrap();
    assert_eq!(receipt.order.net_amount, money("20000 JPY"));
    assert_proved(&crm);
}

#[test]
fn a_rate_is_for_the_currency_it_was_given_for() {
    let crm = crm();
    crm.shop().set(ShopPatch::new().currency("CNY".parse().unwrap())).unwrap();
    let mut dollars = order("1", "2026-02-01T10:00:00Z", "10.00 USD").customer(record("till", "1"));
    dollars.exchange_rate = Some("7.12".parse().unwrap());
    let placed = crm.orders().record(dollars).unwrap().order;
    assert_eq!(placed.net_amount_in_shop_currency, Some(money("71.20 CNY")));
    crm.shop().set(ShopPatch::new().currency("EUR".parse().unwrap())).unwrap();
    assert_eq!(crm.orders().metrics(placed.customer_id.unwrap()).unwrap().unconverted_orders, 1);
    assert_proved(&crm);
}

#[test]
fn the_same_move_told_again_is_no_new_fact() {
    let crm = crm();
    crm.orders().record(order("1", "2026-02-01T10:00:00Z", "10.00 EUR")).unwrap();
    let mut late = StatusInput::default();
    (late.financial_status, late.at) = (Some(FinancialStatus::Refunded), Some(at("2026-02-01T09:00:00Z")));
    crm.orders().set_status(external("1"), late).unwrap();
    let version = crm.orders().get(external("1")).unwrap().version;
    assert_eq!(crm.orders().set_status(external("1"), late).unwrap().outcome, Outcome::Unchanged);
    assert_eq!(crm.orders().get(external("1")).unwrap().version, version);
}
