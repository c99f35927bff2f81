//! Stripe's objects and its webhooks: customers, charges, refunds, and events about anything else of a customer.
//!
//! Amounts are whole numbers of the smallest unit of their currency as Stripe has it, times are seconds since 1970. Only
//! a charge is an order: a payment intent, a checkout session or an invoice speaks of the same money. Objects of test mode
//! count nowhere. Objects do not say when they were changed; the event that brings one does.
//!
//! Which currencies have which unit: <https://docs.stripe.com/currencies#zero-decimal>.

use super::{
    Fault,
    fact::{Amount, Fact, Person, Refunded, Taken, record},
    fields::Fields,
    json::Json,
    object::From,
    parts::{dated, has_contact, nobody, properties_of, ship_to, status},
};
use crate::{
    customer::{AddressInput, CustomerInput},
    event::EventInput,
    money::{Currency, Money},
    order::{FinancialStatus, OrderInput, OrderRef, OrderStatus, RefundInput},
    time::Timestamp,
};

/// Whether an object looks like one of Stripe's: each names its type.
pub(super) fn is_like(fields: &Fields) -> bool {
    const TYPES: &[&str] = &[
        "event",
        "customer",
        "charge",
        "refund",
        "dispute",
        "invoice",
        "coupon",
        "discount",
        "subscription",
        "payment_intent",
        "checkout.session",
        "setup_intent",
        "payment_method",
        "card",
        "product",
        "price",
    ];
    matches!(fields.look("object"), Some(Json::Text(kind)) if TYPES.contains(&kind.as_str()))
}

/// What brought an object.
struct Brought {
    /// The event's id and type, if an event did.
    event: Option<(String, String)>,
    at: Option<Timestamp>,
}

/// Reads an object, or the event that brings one.
pub(super) fn read(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    if fields.look_text("object") != Some("event") {
        return object(fields, from, &Brought { event: None, at: None });
    }
    let id = fields.needed_id("id")?;
    let kind = fields.text("type")?.unwrap_or_default();
    let at = fields.epoch("created")?;
    let path = fields.at("data.object");
    let missing = || Fault::new(&path, "missing", "the event brings no object; send it as it came");
    let mut data = fields.object("data")?.ok_or_else(missing)?;
    let brought = data.object("object")?.ok_or_else(missing)?;
    object(brought, from, &Brought { event: Some((id, kind)), at })
}

fn object(fields: Fields, from: &From<'_>, brought: &Brought) -> Result<Taken, Fault> {
    let kind = fields.look_text("object").or(from.kind).unwrap_or_default().to_owned();
    let deleted = matches!(fields.look("deleted"), Some(Json::Bool(true)))
        || brought.event.as_ref().is_some_and(|(_, kind)| kind == "customer.deleted");
    match kind.as_str() {
        "customer" if !deleted => customer(fields, from, brought),
        "charge" => charge(fields, from, brought),
        "refund" => refund_alone(fields, from),
        "payment_intent" => payment(fields, from, brought),
        "" => Err(Fault::unknown_kind(&fields.path, "customer, charge, refund")),
        _ => happened(fields, from, brought, &kind),
    }
}

/// An amount of Stripe's smallest unit in that of ISO 4217, which is another for three currencies.
fn amount(fields: &mut Fields, key: &str, currency: Currency) -> Result<Option<Money>, Fault> {
    let Some(units) = fields.whole(key)? else { return Ok(None) };
    let minor = match currency.as_str() {
        "MGA" => units.checked_mul(100),
        "ISK" | "UGX" => Some(units / 100).filter(|_| units % 100 == 0),
        _ => Some(units),
    };
    let refused = || Fault::new(&fields.at(key), "invalid_money", format!("it is no amount of {currency}"));
    Money::new(minor.ok_or_else(refused)?, currency).map(Some).map_err(|e| Fault::of(&fields.at(key), &e))
}

fn currency(fields: &mut Fields) -> Result<Currency, Fault> {
    let missing = Fault::new(&fields.at("currency"), "missing", "it has no currency; send the object whole");
    fields.currency("currency")?.ok_or(missing)
}

fn postal(address: &mut Fields) -> Result<AddressInput, Fault> {
    let lines = [address.text("line1")?, address.text("line2")?].into_iter().flatten().collect();
    Ok(AddressInput {
        lines,
        city: address.text("city")?,
        region: address.text("state")?,
        country: address.text("country")?,
        postcode: address.text("postal_code")?,
        ..AddressInput::default()
    })
}

/// Takes name, e-mail, phone and address; an address may be a text elsewhere, which stays.
fn described(fields: &mut Fields, input: &mut CustomerInput) -> Result<(), Fault> {
    input.name = fields.text("name")?;
    input.email = fields.text("email")?;
    input.phone = fields.text("phone")?;
    if let Some(mut address) = fields.object("address")? {
        input.address = postal(&mut address)?;
        fields.back("address", address);
    }
    Ok(())
}

fn customer(mut fields: Fields, from: &From<'_>, brought: &Brought) -> Result<Taken, Fault> {
    let mut input = CustomerInput::new().external_id(from.source, fields.needed_id("id")?);
    described(&mut fields, &mut input)?;
    input.created_at = fields.epoch("created")?;
    input.updated_at = brought.at.or(input.created_at);
    if let Some(Json::List(locales)) = fields.look("preferred_locales")
        && let Some(Json::Text(first)) = locales.first()
    {
        input.language = Some(first.clone());
    }
    input.extra = fields.rest();
    Ok(Taken::of(Fact::Customer(Box::new(Person { input, consents: vec![], aside: false }))))
}

/// A charge is the order: money that was taken, and what of it went back.
fn charge(mut fields: Fields, from: &From<'_>, brought: &Brought) -> Result<Taken, Fault> {
    let id = fields.needed_id("id")?;
    let currency = currency(&mut fields)?;
    let missing = Fault::new(&fields.at("created"), "missing", "it has no time; send the charge whole");
    let made = fields.epoch("created")?.ok_or(missing)?;
    let mut order = OrderInput::new(from.source, id, made);
    order.updated_at = brought.at.or(Some(made));
    let missing = Fault::new(&fields.at("amount"), "missing", "it has no amount; send the charge whole");
    order.total = Some(amount(&mut fields, "amount", currency)?.ok_or(missing)?);
    order.refunded = amount(&mut fields, "amount_refunded", currency)?.filter(|m| m.minor() != 0);
    order.number = fields.short("receipt_number")?;
    order.test = fields.boolean("livemode")? == Some(false);
    let mut taken = Taken::default();
    let captured = fields.boolean("captured")?.unwrap_or(true);
    let state = status(&mut fields, "status", &mut taken, |word| {
        Some(word).filter(|w| WORDS.contains(w)).map(str::to_owned)
    })?;
    states(&mut order, state.as_deref(), captured);
    if let Some(mut shipping) = fields.object("shipping")? {
        order.shipping_address = ship_to(&mut shipping, "address", &mut taken, postal)?;
        fields.back("shipping", shipping);
    }
    let refunds = refunds(&mut fields, from, &order)?;
    let buyer = payer(&mut fields, from, &order)?;
    order.extra = fields.rest();
    taken.facts.push(Fact::Order { order: Box::new(order), buyer, refunds });
    Ok(taken)
}

/// What becomes of a charge.
const WORDS: &[&str] = &["succeeded", "pending", "failed"];

fn states(order: &mut OrderInput, word: Option<&str>, captured: bool) {
    use FinancialStatus as Paid;
    let (back, total) = (order.refunded.map_or(0, |m| m.minor()), order.total.map_or(0, |m| m.minor()));
    order.financial_status = match word {
        Some("succeeded") if back > 0 && back >= total => Paid::Refunded,
        Some("succeeded") if back > 0 => Paid::PartiallyRefunded,
        Some("succeeded") if captured => Paid::Paid,
        Some("succeeded") => Paid::Authorized,
        Some("failed") => Paid::Voided,
        _ => Paid::Pending,
    };
    if word == Some("failed") {
        order.status = OrderStatus::Cancelled;
    }
}

/// Who paid: Stripe's customer, else who is billed. What is billed says less than the customer's own object, whenever that
/// is of.
fn payer(fields: &mut Fields, from: &From<'_>, order: &OrderInput) -> Result<Option<Box<Person>>, Fault> {
    let mut input = CustomerInput { source: Some(from.source.to_owned()), ..CustomerInput::new() };
    input.external_id = customer_id(fields)?;
    let known = has_contact(fields.look("billing_details")) || fields.look_text("receipt_email").is_some();
    if input.external_id.is_none() && !known {
        return Ok(None);
    }
    if let Some(mut billing) = fields.look_object("billing_details") {
        described(&mut billing, &mut input)?;
    }
    input.email = input.email.or(fields.look_text("receipt_email").map(str::to_owned));
    dated(&mut input, Some(order.placed_at), order.updated_at);
    Ok(Some(Box::new(Person { input, consents: vec![], aside: true })))
}

/// The customer that an object names: by its id, or whole where it was expanded.
fn customer_id(fields: &mut Fields) -> Result<Option<String>, Fault> {
    if !matches!(fields.look("customer"), Some(Json::Object(_))) {
        return fields.id("customer");
    }
    let Some(mut expanded) = fields.object("customer")? else { return Ok(None) };
    let id = expanded.id("id")?;
    fields.back("customer", expanded);
    Ok(id)
}

/// The refunds of a charge, where it lists them.
fn refunds(fields: &mut Fields, from: &From<'_>, order: &OrderInput) -> Result<Vec<Refunded>, Fault> {
    let Some(mut list) = fields.object("refunds")? else { return Ok(vec![]) };
    let (mut taken, mut others) = (Vec::new(), Vec::new());
    for item in list.list("data")? {
        if is_done(&item) {
            taken.push(refund(item, from, &order.external_id)?);
        } else {
            others.push(item.into_json());
        }
    }
    list.put("data", Json::List(others));
    fields.back("refunds", list);
    Ok(taken)
}

/// Whether a refund's money is on its way: it neither waits nor failed.
fn is_done(refund: &Fields) -> bool {
    refund.look_text("status").is_none_or(|status| status == "succeeded")
}

fn refund_alone(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    if !is_done(&fields) {
        let reason = "no money went back by it yet; the event that says so brings it again";
        return Err(Fault::new(&fields.at("status"), "nothing_paid_back", reason));
    }
    let missing =
        Fault::new(&fields.at("charge"), "missing", "it names no charge; ask Stripe for the charge");
    let charge = fields.id("charge")?.ok_or(missing)?;
    Ok(Taken::of(Fact::Refund(Box::new(refund(fields, from, &charge)?))))
}

fn refund(mut fields: Fields, from: &From<'_>, charge: &str) -> Result<Refunded, Fault> {
    let currency = currency(&mut fields)?;
    let missing = Fault::new(&fields.at("amount"), "missing", "it has no amount; send the refund whole");
    let amount = amount(&mut fields, "amount", currency)?.ok_or(missing)?;
    let order = OrderRef::External { source: from.source.to_owned(), external_id: charge.to_owned() };
    let mut input = RefundInput::new(order).external_id(fields.needed_id("id")?).amount(amount);
    input.reason = fields.short("reason")?;
    input.refunded_at = fields.epoch("created")?;
    let path = fields.path.clone();
    input.extra = fields.rest();
    Ok(Refunded { path, input, units: vec![], amount: Amount::Known })
}

/// A payment intent brings its charges where the API lists them, and is an event of its customer.
fn payment(mut fields: Fields, from: &From<'_>, brought: &Brought) -> Result<Taken, Fault> {
    let mut taken = Taken::default();
    let all = fields.look_all();
    if let Some(mut list) = fields.object("charges")? {
        for item in list.list("data")? {
            let more = charge(item, from, brought)?;
            taken.facts.extend(more.facts);
            taken.unreadable.extend(more.unreadable);
        }
    }
    let Json::Object(object) = all else { return Ok(taken) };
    match happened(Fields::new(fields.path, object), from, brought, "payment_intent") {
        Ok(more) => taken.facts.extend(more.facts),
        Err(fault) if fault.code == "no_place" && !taken.facts.is_empty() => {}
        Err(fault) => return Err(fault),
    }
    Ok(taken)
}

/// What has no room of its own is an event of its customer, of its e-mail, or of the customer of its charge.
fn happened(mut fields: Fields, from: &From<'_>, brought: &Brought, kind: &str) -> Result<Taken, Fault> {
    let properties = fields.look_all();
    let id = fields.id("id")?.unwrap_or_default();
    let made = fields.epoch("created")?;
    let state = fields.look_text("status").unwrap_or_default().to_owned();
    let customer = if kind == "customer" { Some(id.clone()) } else { customer_id(&mut fields)? };
    let email = fields.look_text("customer_email").map(str::to_owned).or(details(&mut fields)?);
    let charge = fields.id("charge")?;
    let (name, key) = match &brought.event {
        Some((event, kind)) => (kind.replace('.', "_"), format!("{event}:{kind}:{id}")),
        None => (format!("{}_updated", kind.replace('.', "_")), format!("{kind}:{id}:{state}")),
    };
    let mut event = EventInput::new(name, nobody(from)).external_id(from.source, key);
    event.occurred_at = brought.at.or(made);
    properties_of(&mut event, &properties);
    let mut who = None;
    let mut order = None;
    match (customer, email, charge) {
        (Some(id), ..) => event.customer = record(from.source, &id),
        (None, Some(email), _) => {
            let source = Some(from.source.to_owned());
            let input = CustomerInput {
                source,
                email: Some(email),
                updated_at: event.occurred_at,
                ..CustomerInput::new()
            };
            who = Some(Box::new(Person { input, consents: vec![], aside: true }));
        }
        (None, None, Some(charge)) => order = Some(charge),
        (None, None, None) => return Err(Fault::no_place(&fields.path, kind)),
    }
    Ok(Taken::of(Fact::Event { event: Box::new(event), who, order }))
}

/// The e-mail of a checkout session's buyer.
fn details(fields: &mut Fields) -> Result<Option<String>, Fault> {
    let Some(mut details) = fields.object("customer_details")? else { return Ok(None) };
    details.text("email")
}
