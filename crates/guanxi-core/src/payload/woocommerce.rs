//! WooCommerce's REST API, version 3, and its webhooks: customers, orders, refunds.
//!
//! Amounts are decimal texts. Each time comes twice, as local time without a zone and as UTC in a field of its own,
//! which is taken. An order lists what was paid back as totals below 0; a refund itself has an amount above 0 and a
//! time. Lines hold what coupons took off, and no tax.

use super::{
    Fault,
    fact::{Amount, Fact, Person, Refunded, Taken},
    fields::Fields,
    json::Json,
    object::From,
    parts::{dated, has_contact, positive, ship_to, status, sum},
};
use crate::{
    customer::{AddressInput, CustomerInput},
    money::{Currency, Money},
    order::{
        Discount, FinancialStatus, FulfillmentStatus, OrderInput, OrderLineInput, OrderRef, OrderStatus,
        RefundInput,
    },
    time::{Timestamp, Zone},
};

/// Fields that tell what an object is, where nothing else does.
const TELLS: &[(&str, &str)] = &[
    ("order_key", "order"),
    ("refunded_payment", "refund"),
    ("refunded_by", "refund"),
    ("is_paying_customer", "customer"),
    ("discount_type", "coupon"),
    ("line_items", "order"),
    ("username", "customer"),
];

/// Whether an object looks like one of WooCommerce's.
pub(super) fn is_like(fields: &Fields) -> bool {
    let numbered = matches!(fields.look("id"), Some(Json::Number(_)));
    numbered
        && (fields.has("date_created_gmt") || fields.has("date_created"))
        && TELLS.iter().any(|(f, _)| fields.has(f))
}

/// Reads an object.
pub(super) fn read(fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let told = TELLS.iter().find(|(field, _)| fields.has(field)).map(|(_, kind)| *kind);
    match from.kind.or(told) {
        Some("customer") => customer(fields, from),
        Some("order") => order(fields, from),
        Some("refund") => refund(fields, from),
        Some(kind) => Err(Fault::no_place(&fields.path, kind)),
        None => Err(Fault::unknown_kind(&fields.path, "customer, order or refund")),
    }
}

/// An instant: of the field in UTC where it is there, else of the local one.
fn time(fields: &mut Fields, key: &str, from: &From<'_>) -> Result<Option<Timestamp>, Fault> {
    match fields.time(&format!("{key}_gmt"), Zone::UTC)? {
        Some(at) => Ok(Some(at)),
        None => fields.time(key, from.zone),
    }
}

fn postal(address: &mut Fields) -> Result<AddressInput, Fault> {
    let lines = [address.text("address_1")?, address.text("address_2")?].into_iter().flatten().collect();
    Ok(AddressInput {
        lines,
        city: address.text("city")?,
        region: address.text("state")?,
        country: address.text("country")?,
        postcode: address.text("postcode")?,
        ..AddressInput::default()
    })
}

fn customer(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let mut input = CustomerInput::new().external_id(from.source, fields.needed_id("id")?);
    input.email = fields.text("email")?;
    input.given_name = fields.text("first_name")?;
    input.family_name = fields.text("last_name")?;
    input.created_at = time(&mut fields, "date_created", from)?;
    input.updated_at = time(&mut fields, "date_modified", from)?.or(input.created_at);
    if let Some(mut billing) = fields.object("billing")? {
        billed(&mut billing, &mut input)?;
        fields.back("billing", billing);
    }
    input.extra = fields.rest();
    let person = Person { input, consents: vec![], aside: false };
    Ok(Taken::of(Fact::Customer(Box::new(person))))
}

/// Takes of the billing address what is not known otherwise.
fn billed(billing: &mut Fields, input: &mut CustomerInput) -> Result<(), Fault> {
    if input.email.is_none() {
        input.email = billing.text("email")?;
    }
    if input.given_name.is_none() && input.family_name.is_none() {
        input.given_name = billing.text("first_name")?;
        input.family_name = billing.text("last_name")?;
    }
    input.phone = billing.text("phone")?;
    input.company = billing.text("company")?;
    input.address = postal(billing)?;
    Ok(())
}

fn order(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let id = fields.needed_id("id")?;
    let missing = Fault::new(&fields.at("currency"), "missing", "it has no currency; send the order whole");
    let currency = fields.currency("currency")?.ok_or(missing)?;
    let missing = Fault::new(&fields.at("date_created"), "missing", "it has no date; send the order whole");
    let placed = time(&mut fields, "date_created", from)?.ok_or(missing)?;
    let mut order = OrderInput::new(from.source, id, placed);
    order.updated_at = time(&mut fields, "date_modified", from)?.or(Some(placed));
    order.number = fields.short("number")?;
    order.channel = fields.short("created_via")?;
    order.note = fields.short("customer_note")?;
    let missing = Fault::new(&fields.at("total"), "missing", "it has no amount; send the order whole");
    order.total = Some(fields.money("total", currency)?.ok_or(missing)?);
    order.tax = fields.money("total_tax", currency)?;
    order.shipping = fields.money("shipping_total", currency)?;
    order.lines = lines(&mut fields, currency)?;
    order.discounts = coupons(&mut fields)?;
    order.refunded = listed_refunds(&mut fields, currency)?;
    let mut taken = Taken::default();
    order.shipping_address = ship_to(&mut fields, "shipping", &mut taken, postal)?;
    let paid = time(&mut fields, "date_paid", from)?.is_some();
    let word = status(&mut fields, "status", &mut taken, known)?;
    state(&mut order, word.unwrap_or("pending"), paid);
    let buyer = buyer(&mut fields, from, &order)?;
    order.extra = fields.rest();
    taken.facts.push(Fact::Order { order: Box::new(order), buyer, refunds: vec![] });
    Ok(taken)
}

/// Whose it is: a customer of the shop, or a guest who is known by e-mail or phone. What is billed says less of a
/// customer than the customer's own object, whenever that is of.
fn buyer(fields: &mut Fields, from: &From<'_>, order: &OrderInput) -> Result<Option<Box<Person>>, Fault> {
    let mut input = CustomerInput { source: Some(from.source.to_owned()), ..CustomerInput::new() };
    input.external_id = fields.id("customer_id")?;
    if input.external_id.is_none() && !has_contact(fields.look("billing")) {
        return Ok(None);
    }
    dated(&mut input, Some(order.placed_at), order.updated_at);
    if let Some(mut billing) = fields.look_object("billing") {
        billed(&mut billing, &mut input)?;
    }
    Ok(Some(Box::new(Person { input, consents: vec![], aside: true })))
}

fn lines(fields: &mut Fields, currency: Currency) -> Result<Vec<OrderLineInput>, Fault> {
    let mut items = fields.list("line_items")?;
    let mut lines = Vec::new();
    for item in &mut items {
        let (whole, total) = (item.money("subtotal", currency)?, item.money("total", currency)?);
        let off = whole.zip(total).map(|(whole, total)| whole.checked_sub(total)).transpose();
        lines.push(OrderLineInput {
            sku: item.short("sku")?,
            name: item.short("name")?,
            quantity: item.whole("quantity")?,
            unit_price: item.price("price", currency)?,
            discount: off.map_err(|e| Fault::of(&item.path, &e))?,
            total,
            ..OrderLineInput::default()
        });
    }
    fields.back_all("line_items", items);
    Ok(lines)
}

/// The codes that were used; what they took off stands on the lines.
fn coupons(fields: &mut Fields) -> Result<Vec<Discount>, Fault> {
    let mut items = fields.list("coupon_lines")?;
    let mut found = Vec::new();
    for item in &mut items {
        found.push(Discount { code: item.short("code")?, amount: 0 });
    }
    fields.back_all("coupon_lines", items);
    Ok(found)
}

/// What was paid back as the order lists it: without times, so the refunds themselves say more.
fn listed_refunds(fields: &mut Fields, currency: Currency) -> Result<Option<Money>, Fault> {
    let mut items = fields.list("refunds")?;
    let mut amounts = Vec::new();
    for item in &mut items {
        if let Some(total) = item.money("total", currency)? {
            item.put("total", Json::Text(total.amount()));
            amounts.push(positive(item, total)?);
        }
    }
    fields.back_all("refunds", items);
    let some = !amounts.is_empty();
    Ok(Some(sum(fields, currency, amounts)?).filter(|_| some))
}

fn known(word: &str) -> Option<&'static str> {
    const WORDS: &[&str] = &[
        "pending",
        "processing",
        "on-hold",
        "completed",
        "cancelled",
        "refunded",
        "failed",
        "trash",
        "checkout-draft",
        "auto-draft",
    ];
    let word = word.strip_prefix("wc-").unwrap_or(word);
    WORDS.iter().find(|known| **known == word).copied()
}

fn state(order: &mut OrderInput, word: &str, paid: bool) {
    use FinancialStatus as Paid;
    order.status = match word {
        "completed" | "refunded" => OrderStatus::Closed,
        "cancelled" | "failed" => OrderStatus::Cancelled,
        "trash" => OrderStatus::Deleted,
        "checkout-draft" | "auto-draft" => OrderStatus::Draft,
        _ => OrderStatus::Open,
    };
    if word == "completed" {
        order.fulfillment_status = FulfillmentStatus::Fulfilled;
    }
    let back = order.refunded.map_or(0, |m| m.minor());
    let total = order.total.map_or(0, |m| m.minor());
    order.financial_status = match () {
        () if word == "refunded" || back > 0 && back >= total => Paid::Refunded,
        () if back > 0 => Paid::PartiallyRefunded,
        () if word == "completed" || paid => Paid::Paid,
        () => Paid::Pending,
    };
}

/// A refund, which names its order in its links only.
fn refund(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let mut order = fields.id("parent_id")?;
    if order.is_none() {
        order = parent(&fields);
    }
    let missing = "it does not say of which order: neither parent_id nor _links.up; add parent_id";
    let order = order.ok_or_else(|| Fault::new(&fields.at("parent_id"), "missing", missing))?;
    let to = OrderRef::External { source: from.source.to_owned(), external_id: order };
    let mut input = RefundInput::new(to).external_id(fields.needed_id("id")?);
    input.reason = fields.short("reason")?;
    input.refunded_at = time(&mut fields, "date_created", from)?;
    let path = fields.path.clone();
    let missing = Fault::new(&fields.at("amount"), "missing", "it has no amount; send the refund whole");
    let amount = fields.text("amount")?.ok_or(missing)?;
    input.extra = fields.rest();
    let refund = Refunded { path, input, units: vec![], amount: Amount::Decimal(amount) };
    Ok(Taken::of(Fact::Refund(Box::new(refund))))
}

/// The number of the order in `…/orders/723`.
fn parent(fields: &Fields) -> Option<String> {
    let Some(Json::Object(links)) = fields.look("_links") else { return None };
    let (_, up) = links.iter().find(|(key, _)| key == "up")?;
    let Json::List(up) = up else { return None };
    let Some(Json::Object(first)) = up.first() else { return None };
    let (_, href) = first.iter().find(|(key, _)| key == "href")?;
    let Json::Text(href) = href else { return None };
    let number = href.trim_end_matches('/').rsplit('/').next()?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then(|| number.to_owned())
}
