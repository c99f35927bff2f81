//! What calls about orders will read, told ahead.

use super::{
    OrderInput, OrderRef,
    rows::{CUSTOMER_METRICS, ORDER_CONTENTS, ORDER_FACTS, ORDER_KEYS, RECORD_ORDERS, external_hash},
};
use crate::{
    customer::{CustomerRef, ahead::of_ref},
    id::{CustomerId, OrderId},
    identity::rows::{CUSTOMER_RECORDS, FACTS_OF_CUSTOMER},
    scope::Ahead,
    storage::{By, Hop, Want},
};

/// From an order's key to what is known of it.
static OF_ORDER: [Hop; 2] =
    [Hop { by: By::Body, to: &ORDER_FACTS, then: &[] }, Hop { by: By::Body, to: &ORDER_CONTENTS, then: &[] }];
/// From a customer's records to the orders booked on them.
static KEYS_OF_RECORD: [Hop; 1] = [Hop { by: By::Part(1), to: &RECORD_ORDERS, then: &[] }];

/// What recording an order reads: the order as it is known, whose it is, and the figures of that customer.
pub(crate) fn of_record(ahead: &Ahead<'_>, input: &OrderInput) -> Vec<Want> {
    let source = input.source.as_deref().unwrap_or("app");
    let mut wants = vec![of_key(ahead, source, &input.external_id)];
    if let Some(customer) = &input.customer {
        wants.extend(of_ref(ahead, customer));
        wants.extend(if let CustomerRef::Id(id) = customer { Some(of_metrics(*id)) } else { None });
    }
    wants
}

/// What recording orders reads: that, and what hangs on orders.
pub(super) fn of_records(ahead: &Ahead<'_>, inputs: &[OrderInput]) -> Vec<Want> {
    let orders = inputs.iter().flat_map(|input| of_record(ahead, input));
    orders.chain(of_followers(ahead)).collect()
}

/// What changing an order reads: the order, and what hangs on it.
pub(super) fn of_change(ahead: &Ahead<'_>, order: &OrderRef) -> Vec<Want> {
    let mut wants = of_order(ahead, order);
    wants.extend(of_followers(ahead));
    wants
}

/// What hangs on orders, whichever they are.
fn of_followers(ahead: &Ahead<'_>) -> impl Iterator<Item = Want> {
    ahead.orders.iter().flat_map(|follower| follower.wants())
}

/// What is read to find an order.
pub(crate) fn of_order(ahead: &Ahead<'_>, order: &OrderRef) -> Vec<Want> {
    match order {
        OrderRef::Id(_) => of_ids(order),
        OrderRef::External { source, external_id } => vec![of_key(ahead, source, external_id)],
    }
}

/// What is known of an order that is named by its id.
pub(crate) fn of_ids(order: &OrderRef) -> Vec<Want> {
    let OrderRef::Id(id) = order else { return vec![] };
    [&ORDER_FACTS, &ORDER_CONTENTS].map(|table| Want::new(table, *id.as_bytes())).into()
}

/// What happened to an order.
pub(super) fn of_facts(order: OrderId) -> Want {
    Want::new(&ORDER_FACTS, *order.as_bytes())
}

/// The figures of a customer.
pub(crate) fn of_metrics(customer: CustomerId) -> Want {
    Want::new(&CUSTOMER_METRICS, *customer.as_bytes())
}

/// Which orders a customer has.
pub(crate) fn of_customer(customer: CustomerId) -> Want {
    Want::new(&CUSTOMER_RECORDS, *customer.as_bytes()).then(&KEYS_OF_RECORD)
}

/// Whose the records of a customer are.
pub(super) fn of_owners(customer: CustomerId) -> Want {
    Want::new(&CUSTOMER_RECORDS, *customer.as_bytes()).then(&FACTS_OF_CUSTOMER)
}

fn of_key(ahead: &Ahead<'_>, source: &str, external_id: &str) -> Want {
    let key = external_hash(ahead.keyed, source.trim(), external_id.trim());
    Want::new(&ORDER_KEYS, key).then(&OF_ORDER)
}
