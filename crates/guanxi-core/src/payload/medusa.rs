//! Medusa, versions 1 and 2: customers, orders with their refunds, refunds, and events about carts, returns and swaps.
//!
//! Version 1 has amounts in whole minor units, version 2 as decimal numbers of the currency; which it is is told by the
//! totals that only version 2 has. Totals are there only where they were asked for; an order without is what its lines,
//! discounts, tax and shipping come to.

use super::{
    Fault,
    fact::{Amount, Fact, Person, Refunded, Taken},
    fields::Fields,
    json::Json,
    object::From,
    parts::{dated, nobody, positive, properties_of, ship_to, status, sum},
};
use crate::{
    customer::{AddressInput, CustomerInput},
    event::EventInput,
    money::{Currency, Money},
    order::{
        Discount, FinancialStatus, FulfillmentStatus, OrderInput, OrderLineInput, OrderRef, OrderStatus,
        RefundInput,
    },
    time::Timestamp,
};

/// What the ids of objects begin with.
const PREFIXES: &[(&str, &str)] = &[
    ("order_", "order"),
    ("cus_", "customer"),
    ("ref_", "refund"),
    ("ret_", "return"),
    ("return_", "return"),
    ("swap_", "swap"),
    ("cart_", "cart"),
    ("dorder_", "draft_order"),
    ("disc_", "discount"),
    ("gift_", "gift_card"),
    ("cgrp_", "customer_group"),
    ("paycol_", "payment_collection"),
    ("res_", "reservation"),
    ("pl_", "price_list"),
    ("plist_", "price_list"),
    ("dru_", "discount_rule"),
    ("cusgroup_", "customer_group"),
];

/// Whether an object looks like one of Medusa's: a prefix and a ULID.
pub(super) fn is_like(fields: &Fields) -> bool {
    let Some(Json::Text(id)) = fields.look("id") else { return false };
    let ulid =
        |rest: &str| rest.len() == 26 && rest.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    PREFIXES.iter().any(|(prefix, _)| id.strip_prefix(prefix).is_some_and(ulid)) && !fields.has("object")
}

/// Reads an object.
pub(super) fn read(fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let id = fields.look_text("id").unwrap_or_default();
    let told = PREFIXES.iter().find(|(prefix, _)| id.starts_with(prefix)).map(|(_, kind)| *kind);
    match from.kind.or(told) {
        Some("customer") => {
            let person = customer(fields, from)?;
            Ok(Taken::of(Fact::Customer(Box::new(person))))
        }
        Some("order") => order(fields, from),
        Some("refund") => refund_alone(fields, from),
        Some(kind @ ("cart" | "return" | "swap" | "claim" | "draft_order" | "gift_card")) => {
            let kind = kind.to_owned();
            happened(fields, from, &kind)
        }
        Some(kind) => Err(Fault::no_place(&fields.path, kind)),
        None => Err(Fault::unknown_kind(&fields.path, "customer, order, refund, cart, return or swap")),
    }
}

/// Whether amounts are decimal numbers of the currency, as in version 2.
fn is_decimal(fields: &Fields) -> bool {
    ["summary", "original_total", "item_total", "item_subtotal"].into_iter().any(|key| fields.has(key))
}

/// How amounts are written.
#[derive(Clone, Copy)]
struct Written {
    currency: Currency,
    decimal: bool,
}

impl Written {
    fn amount(self, fields: &mut Fields, key: &str) -> Result<Option<Money>, Fault> {
        if self.decimal { fields.money(key, self.currency) } else { fields.minor(key, self.currency) }
    }
}

fn postal(address: &mut Fields) -> Result<AddressInput, Fault> {
    let lines = [address.text("address_1")?, address.text("address_2")?].into_iter().flatten().collect();
    Ok(AddressInput {
        lines,
        city: address.text("city")?,
        region: address.text("province")?,
        country: address.text("country_code")?,
        postcode: address.text("postal_code")?,
        ..AddressInput::default()
    })
}

fn customer(mut fields: Fields, from: &From<'_>) -> Result<Person, Fault> {
    let mut input = CustomerInput::new().external_id(from.source, fields.needed_id("id")?);
    input.email = fields.text("email")?;
    input.phone = fields.text("phone")?;
    input.given_name = fields.text("first_name")?;
    input.family_name = fields.text("last_name")?;
    input.company = fields.text("company_name")?;
    input.created_at = fields.time("created_at", from.zone)?;
    input.updated_at = fields.time("updated_at", from.zone)?.or(input.created_at);
    if let Some(mut address) = fields.object("billing_address")? {
        input.address = postal(&mut address)?;
        fields.back("billing_address", address);
    }
    input.extra = fields.rest();
    Ok(Person { input, consents: vec![], aside: false })
}

fn order(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let id = fields.needed_id("id")?;
    let missing =
        Fault::new(&fields.at("currency_code"), "missing", "it has no currency; send the order whole");
    let currency = fields.currency("currency_code")?.ok_or(missing)?;
    let written = Written { currency, decimal: is_decimal(&fields) };
    let missing = Fault::new(&fields.at("created_at"), "missing", "it has no date; send the order whole");
    let placed = fields.time("created_at", from.zone)?.ok_or(missing)?;
    let mut order = OrderInput::new(from.source, id, placed);
    order.updated_at = fields.time("updated_at", from.zone)?.or(Some(placed));
    order.number = fields.short("display_id")?;
    order.cancelled_at = fields.time("canceled_at", from.zone)?;
    order.lines = lines(&mut fields, written)?;
    let discount = written.amount(&mut fields, "discount_total")?;
    order.discounts = discounts(&mut fields, discount)?;
    order.tax = written.amount(&mut fields, "tax_total")?;
    order.shipping = shipping(&mut fields, written)?;
    order.total = written.amount(&mut fields, "total")?;
    order.refunded = written.amount(&mut fields, "refunded_total")?.filter(|m| m.minor() != 0);
    let mut taken = Taken::default();
    states(&mut fields, &mut order, &mut taken)?;
    order.shipping_address = ship_to(&mut fields, "shipping_address", &mut taken, postal)?;
    let refunds = refunds(&mut fields, from, &order, written)?;
    let buyer = buyer(&mut fields, from, order.updated_at)?;
    order.extra = fields.rest();
    taken.facts.push(Fact::Order { order: Box::new(order), buyer, refunds });
    Ok(taken)
}

fn lines(fields: &mut Fields, written: Written) -> Result<Vec<OrderLineInput>, Fault> {
    let mut items = fields.list("items")?;
    let mut lines = Vec::new();
    for item in &mut items {
        let sku = match item.short("variant_sku")? {
            Some(sku) => Some(sku),
            None => variant_sku(item)?,
        };
        lines.push(OrderLineInput {
            sku,
            name: item.short("title")?,
            quantity: item.whole("quantity")?,
            unit_price: written.amount(item, "unit_price")?,
            ..OrderLineInput::default()
        });
    }
    fields.back_all("items", items);
    Ok(lines)
}

fn variant_sku(item: &mut Fields) -> Result<Option<String>, Fault> {
    let Some(mut variant) = item.object("variant")? else { return Ok(None) };
    let sku = variant.short("sku")?;
    item.back("variant", variant);
    Ok(sku)
}

/// Codes; the whole discount is that of the first, as lines do not hold it.
fn discounts(fields: &mut Fields, whole: Option<Money>) -> Result<Vec<Discount>, Fault> {
    let mut items = fields.list("discounts")?;
    let mut found = Vec::new();
    for item in &mut items {
        found.push(Discount { code: item.short("code")?, amount: 0 });
    }
    fields.back_all("discounts", items);
    let amount = whole.map_or(0, |m| m.minor());
    match found.first_mut() {
        Some(first) => first.amount = amount,
        None if amount != 0 => found.push(Discount { code: None, amount }),
        None => {}
    }
    Ok(found)
}

/// What shipping costs: the total where it is there, else what its methods come to.
fn shipping(fields: &mut Fields, written: Written) -> Result<Option<Money>, Fault> {
    if let Some(total) = written.amount(fields, "shipping_total")? {
        return Ok(Some(total));
    }
    let mut methods = fields.list("shipping_methods")?;
    let mut prices = Vec::new();
    for method in &mut methods {
        let key = if written.decimal { "amount" } else { "price" };
        prices.extend(written.amount(method, key)?);
    }
    fields.back_all("shipping_methods", methods);
    if prices.is_empty() {
        return Ok(None);
    }
    sum(fields, written.currency, prices).map(Some)
}

fn states(fields: &mut Fields, order: &mut OrderInput, taken: &mut Taken) -> Result<(), Fault> {
    let word = status(fields, "status", taken, |word| {
        Some(match word {
            "pending" | "requires_action" => OrderStatus::Open,
            "completed" | "archived" => OrderStatus::Closed,
            "canceled" => OrderStatus::Cancelled,
            "draft" => OrderStatus::Draft,
            _ => return None,
        })
    })?;
    order.status = word.unwrap_or_default();
    if order.cancelled_at.is_some() {
        order.status = OrderStatus::Cancelled;
    }
    order.financial_status = status(fields, "payment_status", taken, financial)?.unwrap_or_default();
    order.fulfillment_status = status(fields, "fulfillment_status", taken, fulfillment)?.unwrap_or_default();
    Ok(())
}

fn financial(word: &str) -> Option<FinancialStatus> {
    Some(match word {
        "not_paid" | "awaiting" | "requires_action" | "requires_more" => FinancialStatus::Pending,
        "authorized" | "partially_authorized" => FinancialStatus::Authorized,
        "captured" | "completed" => FinancialStatus::Paid,
        "partially_captured" => FinancialStatus::PartiallyPaid,
        "canceled" => FinancialStatus::Voided,
        other => return other.parse().ok(),
    })
}

fn fulfillment(word: &str) -> Option<FulfillmentStatus> {
    Some(match word {
        "not_fulfilled" | "canceled" | "requires_action" => FulfillmentStatus::Unfulfilled,
        "partially_fulfilled" | "partially_shipped" | "partially_delivered" => {
            FulfillmentStatus::PartiallyFulfilled
        }
        "fulfilled" => FulfillmentStatus::Fulfilled,
        "shipped" => FulfillmentStatus::InTransit,
        "delivered" | "partially_returned" => FulfillmentStatus::Delivered,
        "returned" => FulfillmentStatus::Returned,
        _ => return None,
    })
}

/// Whose it is: the customer that stands in it, else the customer's id, else who bears the e-mail.
fn buyer(fields: &mut Fields, from: &From<'_>, at: Option<Timestamp>) -> Result<Option<Box<Person>>, Fault> {
    if let Some(of) = fields.object("customer")? {
        let mut person = customer(of, from)?;
        person.aside = true;
        return Ok(Some(Box::new(person)));
    }
    let mut input = CustomerInput { source: Some(from.source.to_owned()), ..CustomerInput::new() };
    input.external_id = fields.id("customer_id")?;
    input.email = fields.look_text("email").map(str::to_owned);
    if input.external_id.is_none() && input.email.is_none() {
        return Ok(None);
    }
    dated(&mut input, at, at);
    Ok(Some(Box::new(Person { input, consents: vec![], aside: true })))
}

fn refunds(
    fields: &mut Fields,
    from: &From<'_>,
    order: &OrderInput,
    written: Written,
) -> Result<Vec<Refunded>, Fault> {
    let mut taken = Vec::new();
    for mut item in fields.list("refunds")? {
        let missing = Fault::new(&item.at("amount"), "missing", "it has no amount; send the refund whole");
        let amount = written.amount(&mut item, "amount")?.ok_or(missing)?;
        let amount = positive(&item, amount)?;
        taken.push(refund(item, from, &order.external_id, Some(amount))?);
    }
    Ok(taken)
}

fn refund_alone(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let missing =
        Fault::new(&fields.at("order_id"), "missing", "it does not say of which order; add order_id");
    let order = fields.id("order_id")?.ok_or(missing)?;
    let missing = Fault::new(&fields.at("amount"), "missing", "it has no amount; send the refund whole");
    let amount = fields.whole("amount")?.ok_or(missing)?;
    let mut refund = refund(fields, from, &order, None)?;
    refund.amount = Amount::Minor(amount);
    Ok(Taken::of(Fact::Refund(Box::new(refund))))
}

fn refund(
    mut fields: Fields,
    from: &From<'_>,
    order: &str,
    amount: Option<Money>,
) -> Result<Refunded, Fault> {
    let to = OrderRef::External { source: from.source.to_owned(), external_id: order.to_owned() };
    let mut input = RefundInput::new(to).external_id(fields.needed_id("id")?);
    input.amount = amount;
    input.reason = fields.short("reason")?;
    input.refunded_at = fields.time("created_at", from.zone)?;
    let path = fields.path.clone();
    input.extra = fields.rest();
    Ok(Refunded { path, input, units: vec![], amount: Amount::Known })
}

/// What belongs to a customer or an order and has no room of its own is an event.
fn happened(mut fields: Fields, from: &From<'_>, kind: &str) -> Result<Taken, Fault> {
    let properties = fields.look_all();
    let id = fields.needed_id("id")?;
    let made = fields.time("created_at", from.zone)?;
    let at = fields.time("updated_at", from.zone)?.or(made);
    let order = fields.id("order_id")?;
    let mut who = buyer(&mut fields, from, at)?;
    if let Some(mut cart) = fields.object("cart")?
        && who.is_none()
    {
        who = buyer(&mut cart, from, at)?;
    }
    if who.is_none() && order.is_none() {
        return Err(Fault::no_place(&fields.path, kind));
    }
    let version = at.map(|at| at.to_string()).unwrap_or_default();
    let key = format!("{kind}:{id}:{version}");
    let mut event = EventInput::new(format!("{kind}_updated"), nobody(from)).external_id(from.source, key);
    event.occurred_at = at;
    properties_of(&mut event, &properties);
    let order = order.filter(|_| who.is_none());
    Ok(Taken::of(Fact::Event { event: Box::new(event), who, order }))
}
