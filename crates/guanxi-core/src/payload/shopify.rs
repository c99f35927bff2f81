//! Shopify's Admin API, REST, GraphQL and webhooks: customers, orders, refunds, draft orders, checkouts, disputes, gift cards.
//!
//! Amounts are decimal texts in the shop's currency, times have an offset. Of several generations of the API the newer
//! field is taken: `email_marketing_consent` before `accepts_marketing`, `discount_allocations` before `total_discount`,
//! `processed_at` before `created_at`.

use super::{
    Fault,
    fact::{Amount, Fact, Person, Refunded, Said, Taken, Units, record},
    fields::Fields,
    json::Json,
    object::From,
    parts::{nobody, positive, properties_of, ship_to, status, sum},
    shopify_graphql,
};
use crate::{
    consent::ConsentState,
    customer::{AddressInput, CustomerInput},
    event::EventInput,
    money::{Currency, Money},
    order::{
        Discount, FinancialStatus, FulfillmentStatus, OrderInput, OrderLineInput, OrderRef, OrderStatus,
        RefundInput, RefundLine,
    },
};

/// What can be taken in.
const KINDS: &str = "customer, order, refund, draft_order, checkout, dispute or gift_card";

/// Fields that tell what an object is, where nothing else does.
const TELLS: &[(&str, &str)] = &[
    ("abandoned_checkout_url", "checkout"),
    ("refund_line_items", "refund"),
    ("invoice_url", "draft_order"),
    ("total_line_items_price", "order"),
    ("financial_status", "order"),
    ("orders_count", "customer"),
    ("verified_email", "customer"),
    ("email_marketing_consent", "customer"),
    ("network_reason_code", "dispute"),
    ("initial_value", "gift_card"),
    ("gift_card_id", "gift_card_adjustment"),
    ("price_rule_id", "discount_code"),
    ("value_type", "price_rule"),
    ("cause_cancel", "order_risk"),
    ("total_price", "order"),
];

/// Whether an object looks like one of Shopify's.
pub(super) fn is_like(fields: &Fields) -> bool {
    if shopify_graphql::is_like(fields) {
        return true;
    }
    let numbered = matches!(fields.look("id"), Some(Json::Number(_)));
    numbered && (fields.has("admin_graphql_api_id") || TELLS.iter().any(|(field, _)| fields.has(field)))
}

/// Reads an object of either API.
pub(super) fn read(fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    if !shopify_graphql::is_like(&fields) {
        return read_rest(fields, from);
    }
    match shopify_graphql::to_rest(&fields) {
        (Json::Object(object), kind) => {
            read_rest(Fields::new(fields.path, object), &From { kind: kind.or(from.kind), ..*from })
        }
        _ => Err(Fault::unknown_kind(&fields.path, KINDS)),
    }
}

fn read_rest(fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let told = TELLS.iter().find(|(field, _)| fields.has(field)).map(|(_, kind)| *kind);
    match from.kind.or(told) {
        Some("customer") => customer(fields, from).map(|person| Taken::of(Fact::Customer(Box::new(person)))),
        Some("order") => order(fields, from),
        Some("draft_order") => draft(fields, from),
        Some("refund") => refund_alone(fields, from),
        Some("checkout") => checkout(fields, from),
        Some("dispute") => of_an_order(fields, from, "dispute", "dispute_opened", "initiated_at"),
        Some("gift_card") => of_an_order(fields, from, "gift_card", "gift_card_issued", "created_at"),
        Some(kind) => Err(Fault::no_place(&fields.path, kind)),
        None => Err(Fault::unknown_kind(&fields.path, KINDS)),
    }
}

/// What Shopify says of a person.
fn customer(mut fields: Fields, from: &From<'_>) -> Result<Person, Fault> {
    let mut input = CustomerInput::new().external_id(from.source, fields.needed_id("id")?);
    input.given_name = fields.text("first_name")?;
    input.family_name = fields.text("last_name")?;
    input.email = fields.text("email")?;
    input.phone = fields.text("phone")?;
    input.note = fields.text("note")?;
    input.language = fields.text("locale")?;
    input.tags = fields.tags("tags")?;
    input.created_at = fields.time("created_at", from.zone)?;
    input.updated_at = fields.time("updated_at", from.zone)?;
    if let Some(mut address) = fields.object("default_address")? {
        input.company = address.text("company")?;
        input.address = postal(&mut address)?;
        fields.back("default_address", address);
    }
    let consents = consents(&mut fields, from)?;
    input.extra = fields.rest();
    Ok(Person { input, consents, aside: false })
}

fn postal(address: &mut Fields) -> Result<AddressInput, Fault> {
    let lines = [address.text("address1")?, address.text("address2")?].into_iter().flatten().collect();
    let country = match address.text("country_code")? {
        Some(code) => Some(code),
        None => address.text("country")?,
    };
    Ok(AddressInput {
        lines,
        city: address.text("city")?,
        region: address.text("province")?,
        country,
        postcode: address.text("zip")?,
        latitude: address.text("latitude")?,
        longitude: address.text("longitude")?,
    })
}

/// Consents, of the newer generation of fields where it is there.
fn consents(fields: &mut Fields, from: &From<'_>) -> Result<Vec<Said>, Fault> {
    let mut said = Vec::new();
    for (channel, field) in [("email", "email_marketing_consent"), ("sms", "sms_marketing_consent")] {
        let Some(mut consent) = fields.object(field)? else { continue };
        let state = consent.text("state")?;
        let at = consent.time("consent_updated_at", from.zone)?;
        match state.as_deref().map(|word| (consent_state(word), word)) {
            Some((Some(state), _)) => said.push(Said { channel, state, at }),
            Some((None, word)) => consent.put("state", Json::Text(word.to_owned())),
            None => {}
        }
        fields.back(field, consent);
    }
    let older = fields.boolean("accepts_marketing")?;
    let at = fields.time("accepts_marketing_updated_at", from.zone)?;
    if let Some(yes) = older
        && said.iter().all(|said| said.channel != "email")
    {
        said.push(Said { channel: "email", state: yes_or_no(yes), at });
    }
    Ok(said)
}

fn yes_or_no(yes: bool) -> ConsentState {
    if yes { ConsentState::Granted } else { ConsentState::Withdrawn }
}

fn consent_state(word: &str) -> Option<ConsentState> {
    match word.to_ascii_lowercase().as_str() {
        "subscribed" => Some(ConsentState::Granted),
        "pending" => Some(ConsentState::Pending),
        "unsubscribed" | "not_subscribed" | "redacted" | "invalid" => Some(ConsentState::Withdrawn),
        _ => None,
    }
}

/// An order, whose it is, and what of it was paid back.
fn order(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let id = fields.needed_id("id")?;
    let (mut order, line_ids, mut taken) = body(&mut fields, from, &id)?;
    order.number = fields.short("name")?;
    if let Some(at) = fields.time("processed_at", from.zone)? {
        order.placed_at = at;
    }
    order.cancelled_at = fields.time("cancelled_at", from.zone)?;
    let closed = fields.time("closed_at", from.zone)?;
    order.status = match (order.cancelled_at, closed) {
        (Some(_), _) => OrderStatus::Cancelled,
        (None, Some(_)) => OrderStatus::Closed,
        (None, None) => OrderStatus::Open,
    };
    order.test = fields.boolean("test")?.unwrap_or_default();
    status(&mut fields, "financial_status", &mut taken, financial)?
        .into_iter()
        .for_each(|s| order.financial_status = s);
    let goods = status(&mut fields, "fulfillment_status", &mut taken, fulfillment)?;
    goods.into_iter().for_each(|s| order.fulfillment_status = s);
    let refunds = refunds(&mut fields, from, &order, &line_ids)?;
    let mut buyer = buyer(&mut fields, from, order.updated_at)?;
    accepts_at_checkout(&mut fields, &order, buyer.as_deref_mut())?;
    order.extra = fields.rest();
    taken.facts.push(Fact::Order { order: Box::new(order), buyer, refunds });
    Ok(taken)
}

/// What orders and draft orders have in common: the order, the platform's ids of its lines, what did not read.
fn body(fields: &mut Fields, from: &From<'_>, id: &str) -> Result<(OrderInput, Vec<String>, Taken), Fault> {
    let currency = needed_currency(fields)?;
    let placed = fields.time("created_at", from.zone)?;
    let placed = placed.or(fields.look_text("processed_at").and_then(|text| text.parse().ok()));
    let missing = || Fault::new(&fields.at("created_at"), "missing", "it has no date; send the order whole");
    let mut order = OrderInput::new(from.source, id, placed.ok_or_else(missing)?);
    order.updated_at = fields.time("updated_at", from.zone)?;
    let mut ids = Vec::new();
    let mut lines = fields.list("line_items")?;
    for item in &mut lines {
        ids.push(item.look_text("id").unwrap_or_default().to_owned());
        order.lines.push(line(item, currency)?);
    }
    fields.back_all("line_items", lines);
    order.total = Some(needed(fields, "total_price", currency)?);
    let tax = fields.money("total_tax", currency)?;
    match fields.boolean("taxes_included")? {
        Some(true) => {
            // Prices hold it already; it is kept.
            fields.put("taxes_included", Json::Bool(true));
            tax.into_iter().for_each(|tax| fields.put("total_tax", Json::Text(tax.amount())));
        }
        _ => order.tax = tax,
    }
    order.shipping = shipping(fields, currency)?;
    order.discounts = discounts(fields, &order, currency)?;
    order.tags = fields.tags("tags")?;
    order.note = fields.short("note")?;
    order.channel = fields.short("source_name")?;
    let mut taken = Taken::default();
    order.shipping_address = ship_to(fields, "shipping_address", &mut taken, postal)?;
    Ok((order, ids, taken))
}

fn needed_currency(fields: &mut Fields) -> Result<Currency, Fault> {
    let missing = Fault::new(&fields.at("currency"), "missing", "it has no currency; send the order whole");
    fields.currency("currency")?.ok_or(missing)
}

fn needed(fields: &mut Fields, key: &str, currency: Currency) -> Result<Money, Fault> {
    let missing = Fault::new(&fields.at(key), "missing", "it has no amount; send the object whole");
    fields.money(key, currency)?.ok_or(missing)
}

fn line(item: &mut Fields, currency: Currency) -> Result<OrderLineInput, Fault> {
    let mut line = OrderLineInput { sku: item.short("sku")?, ..OrderLineInput::default() };
    line.name = match item.short("name")? {
        Some(name) => Some(name),
        None => item.short("title")?,
    };
    line.brand = item.short("vendor")?;
    line.quantity = item.whole("quantity")?;
    line.unit_price = item.price("price", currency)?;
    let mut allocations = item.list("discount_allocations")?;
    let mut off = Vec::new();
    for allocation in &mut allocations {
        off.extend(allocation.money("amount", currency)?);
    }
    let whole = item.money("total_discount", currency)?;
    line.discount = if allocations.is_empty() { whole } else { Some(sum(item, currency, off)?) };
    item.back_all("discount_allocations", allocations);
    Ok(line)
}

/// What shipping costs: the sum where the API gives it, else what its lines come to.
fn shipping(fields: &mut Fields, currency: Currency) -> Result<Option<Money>, Fault> {
    let mut lines = fields.list("shipping_lines")?;
    let mut prices = Vec::new();
    for line in &mut lines {
        prices.extend(line.money("price", currency)?);
    }
    fields.back_all("shipping_lines", lines);
    let summed = if prices.is_empty() { None } else { Some(sum(fields, currency, prices)?) };
    Ok(shop_money(fields, "total_shipping_price_set", currency)?.or(summed))
}

/// The amount in the shop's currency of a `…_set`, if the shop's currency is this one.
fn shop_money(fields: &mut Fields, key: &str, currency: Currency) -> Result<Option<Money>, Fault> {
    let Some(mut set) = fields.object(key)? else { return Ok(None) };
    let mut found = None;
    if let Some(mut money) = set.object("shop_money")? {
        let of = money.currency("currency_code")?;
        if of.is_none_or(|of| of == currency) {
            found = money.money("amount", currency)?;
        } else if let Some(of) = of {
            money.put("currency_code", Json::Text(of.to_string()));
        }
        set.back("shop_money", money);
    }
    fields.back(key, set);
    Ok(found)
}

/// Codes, and what of the discounts does not stand on the lines.
fn discounts(fields: &mut Fields, order: &OrderInput, currency: Currency) -> Result<Vec<Discount>, Fault> {
    let whole = fields.money("total_discounts", currency)?;
    let mut codes = fields.list("discount_codes")?;
    let mut found = Vec::new();
    for item in &mut codes {
        let amount = item.money("amount", currency)?;
        found.push(Discount { code: item.short("code")?, amount: amount.map_or(0, |m| m.minor()) });
    }
    let on_lines: i64 =
        order.lines.iter().filter_map(|l| l.discount).map(|m| m.minor()).fold(0, i64::saturating_add);
    if on_lines != 0 {
        // The lines hold what the codes took off; only what is left is the order's own.
        let mut left = whole.map_or(0, |m| m.minor()).saturating_sub(on_lines).max(0);
        for discount in &mut found {
            discount.amount = discount.amount.clamp(0, left);
            left -= discount.amount;
        }
        if left > 0 {
            found.push(Discount { code: None, amount: left });
        }
    } else if let Some(whole) = whole.filter(|m| found.is_empty() && m.minor() != 0) {
        found.push(Discount { code: None, amount: whole.minor() });
    }
    whole.into_iter().for_each(|m| fields.put("total_discounts", Json::Text(m.amount())));
    fields.back_all("discount_codes", codes);
    Ok(found)
}

fn financial(word: &str) -> Option<FinancialStatus> {
    word.parse().ok()
}

fn fulfillment(word: &str) -> Option<FulfillmentStatus> {
    Some(match word {
        "partial" => FulfillmentStatus::PartiallyFulfilled,
        "restocked" => FulfillmentStatus::Returned,
        "unshipped" | "on_hold" | "scheduled" | "open" | "in_progress" | "pending_fulfillment" => {
            FulfillmentStatus::Unfulfilled
        }
        other => return other.parse().ok(),
    })
}

/// Whose an order or a checkout is: its customer, else who bears its e-mail or phone, which stay with the order, too.
fn buyer(
    fields: &mut Fields,
    from: &From<'_>,
    updated_at: Option<crate::time::Timestamp>,
) -> Result<Option<Box<Person>>, Fault> {
    if let Some(of) = fields.object("customer")? {
        let mut person = customer(of, from)?;
        person.aside = true;
        return Ok(Some(Box::new(person)));
    }
    let mut input = CustomerInput { source: Some(from.source.to_owned()), ..CustomerInput::new() };
    let text = |key: &str| fields.look_text(key).map(str::to_owned);
    input.email = text("email").or(text("contact_email"));
    input.phone = text("phone");
    let address = fields.look_object("billing_address");
    let phone = address.as_ref().and_then(|address| address.look_text("phone"));
    input.phone = input.phone.or(phone.map(str::to_owned));
    let named = input.email.is_some() || input.phone.is_some();
    if let Some(mut address) = address {
        input.given_name = address.text("first_name")?;
        input.family_name = address.text("last_name")?;
        input.company = address.text("company")?;
        input.address = postal(&mut address)?;
    }
    input.language = fields.look_text("customer_locale").map(str::to_owned);
    input.updated_at = updated_at;
    Ok(named.then(|| Box::new(Person { input, consents: vec![], aside: true })))
}

/// Who ticked the box at the checkout agreed then. Who did not said nothing.
fn accepts_at_checkout(
    fields: &mut Fields,
    order: &OrderInput,
    buyer: Option<&mut Person>,
) -> Result<(), Fault> {
    let Some(accepts) = fields.boolean("buyer_accepts_marketing")? else { return Ok(()) };
    match buyer.filter(|_| accepts) {
        Some(person) => person.consents.push(Said {
            channel: "email",
            state: ConsentState::Granted,
            at: Some(order.placed_at),
        }),
        None => fields.put("buyer_accepts_marketing", Json::Bool(accepts)),
    }
    Ok(())
}

/// The refunds of an order. Those that paid nothing back stay with the order, to be kept.
fn refunds(
    fields: &mut Fields,
    from: &From<'_>,
    order: &OrderInput,
    line_ids: &[String],
) -> Result<Vec<Refunded>, Fault> {
    let currency = order.total.map(|total| total.currency());
    let (mut taken, mut others) = (Vec::new(), Vec::new());
    for mut item in fields.list("refunds")? {
        let to =
            OrderRef::External { source: from.source.to_owned(), external_id: order.external_id.clone() };
        let Some(amount) = paid_back(&mut item, currency)? else {
            others.push(item.into_json());
            continue;
        };
        let mut goods = item.list("refund_line_items")?;
        let mut lines = Vec::new();
        for unit in &mut goods {
            let at =
                unit.look_text("line_item_id").and_then(|id| line_ids.iter().position(|line| line == id));
            let quantity = unit.whole("quantity")?;
            let line = at.and_then(|at| u32::try_from(at).ok());
            lines.extend(line.zip(quantity).map(|(line, quantity)| RefundLine { line, quantity }));
        }
        item.back_all("refund_line_items", goods);
        taken.push(refund(item, from, to, amount, lines)?);
    }
    fields.put("refunds", Json::List(others));
    Ok(taken)
}

/// A refund that comes without its order, and maybe before it.
fn refund_alone(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let order = fields.needed_id("order_id")?;
    let to = OrderRef::External { source: from.source.to_owned(), external_id: order };
    let Some(amount) = paid_back(&mut fields, None)? else {
        let reason = "no money went back by it; take its order in, which keeps it";
        return Err(Fault::new(&fields.at("transactions"), "nothing_paid_back", reason));
    };
    let mut goods = fields.list("refund_line_items")?;
    let mut units = Vec::new();
    for unit in &mut goods {
        let quantity = unit.whole("quantity")?;
        let Some(mut item) = unit.object("line_item")? else { continue };
        let sku = item.short("sku")?;
        units.extend(sku.clone().zip(quantity).map(|(sku, quantity)| Units { sku, quantity }));
        sku.into_iter().for_each(|sku| item.put("sku", Json::Text(sku)));
        unit.back("line_item", item);
    }
    fields.back_all("refund_line_items", goods);
    let mut refund = refund(fields, from, to, amount, vec![])?;
    refund.units = units;
    Ok(Taken::of(Fact::Refund(Box::new(refund))))
}

fn refund(
    mut fields: Fields,
    from: &From<'_>,
    order: OrderRef,
    amount: Money,
    lines: Vec<RefundLine>,
) -> Result<Refunded, Fault> {
    let mut input = RefundInput::new(order).external_id(fields.needed_id("id")?).amount(amount);
    input.lines = lines;
    input.reason = fields.short("note")?;
    let made = fields.time("created_at", from.zone)?;
    input.refunded_at = fields.time("processed_at", from.zone)?.or(made);
    let path = fields.path.clone();
    input.extra = fields.rest();
    Ok(Refunded { path, input, units: vec![], amount: Amount::Known })
}

/// What a refund's transactions paid back, if any did. An amount below 0 says the same.
fn paid_back(fields: &mut Fields, currency: Option<Currency>) -> Result<Option<Money>, Fault> {
    let mut transactions = fields.list("transactions")?;
    let mut paid: Option<Money> = None;
    for item in &mut transactions {
        let is_refund = item.look_text("kind").is_none_or(|kind| kind == "refund");
        let done = item.look_text("status").is_none_or(|status| status == "success");
        if !is_refund || !done {
            continue;
        }
        let of = item.look_text("currency").and_then(|code| code.parse().ok()).or(currency);
        let missing =
            || Fault::new(&item.at("currency"), "missing", "it has no currency; send the refund whole");
        let of = of.ok_or_else(missing)?;
        let set = match currency.filter(|shop| *shop != of) {
            Some(shop) => shop_money(item, "amount_set", shop)?,
            None => None,
        };
        let amount = match set {
            Some(amount) => Some(amount),
            None => item.money("amount", of)?,
        };
        let Some(amount) = amount else { continue };
        let fault = |e| Fault::of(&item.at("amount"), &e);
        let amount = positive(item, amount)?;
        paid = Some(match paid {
            Some(before) => before.checked_add(amount).map_err(fault)?,
            None => amount,
        });
    }
    fields.back_all("transactions", transactions);
    Ok(paid.filter(|amount| amount.minor() > 0))
}

/// A draft order: no order yet, counts nowhere.
fn draft(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let id = format!("draft_order:{}", fields.needed_id("id")?);
    let (mut order, _, mut taken) = body(&mut fields, from, &id)?;
    order.number = fields.short("name")?;
    order.status = OrderStatus::Draft;
    let buyer = buyer(&mut fields, from, order.updated_at)?;
    order.extra = fields.rest();
    taken.facts.push(Fact::Order { order: Box::new(order), buyer, refunds: vec![] });
    Ok(taken)
}

/// A checkout that was begun is an event: what became of it, as it was then.
fn checkout(mut fields: Fields, from: &From<'_>) -> Result<Taken, Fault> {
    let properties = fields.look_all();
    let id = fields.needed_id("id")?;
    let made = fields.time("created_at", from.zone)?;
    let updated = fields.time("updated_at", from.zone)?.or(made);
    let completed = fields.time("completed_at", from.zone)?;
    let name = if completed.is_some() { "checkout_completed" } else { "checkout_started" };
    let version = updated.map(|at| at.to_string()).unwrap_or_default();
    let missing = "it names nobody: no customer, no e-mail, no phone; there is no place for it";
    let missing = Fault::new(&fields.path, "no_place", missing);
    let who = buyer(&mut fields, from, updated)?.ok_or(missing)?;
    let mut event =
        EventInput::new(name, nobody(from)).external_id(from.source, format!("checkout:{id}:{version}"));
    event.occurred_at = completed.or(updated);
    properties_of(&mut event, &properties);
    Ok(Taken::of(Fact::Event { event: Box::new(event), who: Some(who), order: None }))
}

/// What belongs to a customer or an order and has no room of its own is an event.
fn of_an_order(
    mut fields: Fields,
    from: &From<'_>,
    kind: &str,
    name: &str,
    when: &str,
) -> Result<Taken, Fault> {
    let properties = fields.look_all();
    let id = fields.needed_id("id")?;
    let at = fields.time(when, from.zone)?;
    let state = fields.look_text("status").or(fields.look_text("updated_at")).unwrap_or_default().to_owned();
    let customer = fields.id("customer_id")?;
    let order = fields.id("order_id")?;
    if customer.is_none() && order.is_none() {
        let reason = format!(
            "the {kind} names neither a customer nor an order; there is no place for it, keep the file"
        );
        return Err(Fault::new(&fields.path, "no_place", reason));
    }
    let who = customer.as_ref().map_or_else(|| nobody(from), |id| record(from.source, id));
    let mut event = EventInput::new(name, who).external_id(from.source, format!("{kind}:{id}:{state}"));
    event.occurred_at = at;
    properties_of(&mut event, &properties);
    let order = order.filter(|_| customer.is_none());
    Ok(Taken::of(Fact::Event { event: Box::new(event), who: None, order }))
}
