//! The values of attributes, and the rows that are neither orders nor events.

use std::{collections::HashMap, sync::Arc};

use super::load::Known;
use crate::{
    analytics::RfmGroup,
    consent::{Consent, ConsentState, Grounds, MARKETING, Place, said_for},
    customer::Customer,
    event,
    order::metrics::StoredMetrics,
    rule::{Number, Row, Value},
    settings::FieldValue,
    time::{Date, Timestamp},
};

/// Attributes that follow from orders.
pub(super) fn is_of_orders(name: &str) -> bool {
    matches!(
        name,
        "amount_spent"
            | "gross_amount_spent"
            | "amount_refunded"
            | "average_order_value"
            | "number_of_orders"
            | "first_order_date"
            | "last_order_date"
            | "days_since_last_order"
            | "average_days_between_orders"
            | "days_to_second_order"
            | "return_rate"
            | "preferred_channel"
    )
}

/// The event that an attribute follows from.
pub(super) fn event_of(name: &str) -> Option<&'static str> {
    match name {
        "abandoned_checkout_date" => Some("checkout_abandoned"),
        "created_by_app_id" => Some("customer_created"),
        "customer_account_status" | "lifecycle_stage" => Some("account_changed"),
        "product_subscription_status" => Some("subscription_changed"),
        _ => None,
    }
}

/// The value of an attribute of a customer.
pub(super) fn attribute(known: &Known, place: usize, name: &str) -> Value {
    let customer = &known.customers[place];
    if is_of_orders(name) {
        return of_orders(known, place, name);
    }
    match name {
        "companies" => Value::list(&customer.company),
        "customer_added_date" => Value::At(customer.created_at),
        "customer_cities" => Value::list(city(customer)),
        "customer_countries" => Value::list(customer.country.iter().map(|c| c.as_str().to_owned())),
        "customer_regions" => Value::list(region(customer)),
        "customer_email_domain" => {
            let domain = customer.email.as_ref().and_then(|e| e.as_str().rsplit_once('@'));
            domain.map_or(Value::Null, |(_, domain)| Value::text(domain))
        }
        "customer_language" => customer.language.as_ref().map_or(Value::Null, |l| Value::text(l.as_str())),
        "customer_gender" => customer.gender.as_ref().map_or(Value::Null, Value::text),
        "customer_tags" => Value::list(&customer.tags),
        "birth_date" | "customer.metafields.facts.birth_date" => birth_date(known, customer),
        "email_subscription_status" if customer.email.is_some() => subscription(known, place, "email"),
        "sms_subscription_status" if customer.phone.is_some() => subscription(known, place, "sms"),
        "rfm_group" => {
            let group = known.scores.get(&customer.id).map_or(RfmGroup::Prospects, |score| score.group);
            Value::text(group.as_str())
        }
        "rfm_recency" => known.scores.get(&customer.id).map_or(Value::Null, |s| Value::whole(s.recency)),
        "rfm_frequency" => known.scores.get(&customer.id).map_or(Value::Null, |s| Value::whole(s.frequency)),
        "rfm_monetary" => known.scores.get(&customer.id).map_or(Value::Null, |s| Value::whole(s.monetary)),
        "lifecycle_stage" => Value::text(stage(known, place)),
        "reactivated" => Value::Boolean(known.stages.get(&customer.id).is_some_and(|(_, back)| *back)),
        _ if event_of(name).is_some() => of_events(known, place, name),
        _ => name.strip_prefix("customer.").map_or(Value::Null, |path| own_field(known, customer, path)),
    }
}

fn of_orders(known: &Known, place: usize, name: &str) -> Value {
    let orders = &known.orders[place];
    let StoredMetrics { orders: n, gross, refunded, first_at, last_at, .. } = known.figures[place];
    let net = gross.saturating_sub(refunded);
    let zone = known.moment.zone;
    let days = || orders.iter().filter(|b| b.is_counted()).map(|b| zone.day(b.sale.placed_at));
    let at = |at: Option<Timestamp>| at.map_or(Value::Null, Value::At);
    match name {
        "amount_spent" => known.money(net),
        "gross_amount_spent" => known.money(gross),
        "amount_refunded" => known.money(refunded),
        "average_order_value" if n > 0 => known.money(divide(net, n as i64)),
        "number_of_orders" => Value::whole(n as i64),
        "first_order_date" => at(first_at),
        "last_order_date" => at(last_at),
        "days_since_last_order" => {
            days().next_back().map_or(Value::Null, |last| Value::whole(known.moment.today().days_since(last)))
        }
        "average_days_between_orders" if n > 1 => {
            let span =
                days().next().zip(days().next_back()).map_or(0, |(first, last)| last.days_since(first));
            Value::Number(Number::new(span.into(), i128::from(n) - 1))
        }
        "days_to_second_order" => {
            let days: Vec<Date> = days().take(2).collect();
            if let [first, second] = *days { Value::whole(second.days_since(first)) } else { Value::Null }
        }
        "return_rate" if gross > 0 => Value::Number(Number::new(refunded.into(), gross.into())),
        "preferred_channel" => preferred_channel(known, place),
        _ => Value::Null,
    }
}

/// `a ÷ b` rounded half away from zero, for b > 0.
fn divide(a: i64, b: i64) -> i64 {
    let (a, b) = (i128::from(a), i128::from(b));
    ((2 * a + a.signum() * b) / (2 * b)) as i64
}

/// The channel of most orders, two at least; ties: the later used, then the lower name.
fn preferred_channel(known: &Known, place: usize) -> Value {
    let mut used: HashMap<&str, (u64, Timestamp)> = HashMap::new();
    for bought in known.orders[place].iter().filter(|b| b.is_counted()) {
        if let Some(channel) = bought.order.content.as_ref().and_then(|c| c.channel.as_deref()) {
            let entry = used.entry(channel).or_insert((0, Timestamp::MIN));
            *entry = (entry.0 + 1, entry.1.max(bought.sale.placed_at));
        }
    }
    let best = used.into_iter().max_by(|(a, x), (b, y)| x.cmp(y).then_with(|| b.cmp(a)));
    best.filter(|(_, (n, _))| *n > 1).map_or(Value::Null, |(channel, _)| Value::text(channel))
}

fn of_events(known: &Known, place: usize, name: &str) -> Value {
    let event = event_of(name).unwrap_or_default();
    let last = known.events[place].iter().rfind(|e| e.fact.name == event);
    let property = |property: &str| {
        let json = last.and_then(|e| e.properties.as_ref()?.get(property))?;
        match Value::of_json(json) {
            Value::Number(n) => Some(Value::text(n.to_string())),
            text @ Value::Text(_) => Some(text),
            _ => None,
        }
    };
    match name {
        "abandoned_checkout_date" => last.map_or(Value::Null, |e| Value::At(e.at)),
        "created_by_app_id" => property("app_id").unwrap_or_default(),
        "customer_account_status" => property("status").unwrap_or_else(|| Value::text("DISABLED")),
        _ => property("status").unwrap_or_else(|| Value::text("NEVER_SUBSCRIBED")),
    }
}

fn birth_date(known: &Known, customer: &Customer) -> Value {
    let Some(date) = customer.birth_date else { return Value::Null };
    match date.year().and_then(|year| Date::new(year.into(), date.month(), date.day())) {
        Some(day) => Value::At(known.moment.zone.start_of_day(day)),
        None => Value::MonthDay(date.month(), date.day()),
    }
}

/// A field of the shop's own: by the last part of its path, or all parts joined.
fn own_field(known: &Known, customer: &Customer, path: &str) -> Value {
    let path = path.strip_prefix("metafields.").unwrap_or(path);
    let joined = path.replace('.', "_");
    let last = path.rsplit('.').next().unwrap_or(path);
    match customer.fields.get(&joined).or_else(|| customer.fields.get(last)) {
        None => Value::Null,
        Some(FieldValue::Boolean(yes)) => Value::Boolean(*yes),
        Some(FieldValue::Integer(n)) => Value::whole(*n),
        Some(FieldValue::Date(day)) => Value::At(known.moment.zone.start_of_day(*day)),
        Some(FieldValue::Text(text)) => Value::text(text),
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The region's code, without its country.
fn region_code(customer: &Customer) -> Option<String> {
    let address = customer.address.as_ref()?;
    let (region, country) = (address.region.as_ref()?, address.country.as_ref()?);
    let code = region.strip_prefix(country.as_str()).and_then(|r| r.strip_prefix('-')).unwrap_or(region);
    Some(plain(code))
}

fn region(customer: &Customer) -> Option<String> {
    let code = region_code(customer)?;
    let is_code = code.len() <= 3 && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let country = customer.address.as_ref()?.country.as_ref()?;
    is_code.then(|| format!("{}-{code}", country.as_str()))
}

fn city(customer: &Customer) -> Option<String> {
    let address = customer.address.as_ref()?;
    let (country, city) = (address.country.as_ref()?, address.city.as_ref()?);
    Some(format!("{}-{}-{}", country.as_str(), region_code(customer)?, plain(city)))
}

fn said<'a>(known: &'a Known, place: usize, channel: &str) -> Option<&'a Consent> {
    said_for(&known.consents[place], MARKETING, channel)
}

fn subscription(known: &Known, place: usize, channel: &str) -> Value {
    Value::text(match said(known, place, channel).map(|c| c.state) {
        None => "NOT_SUBSCRIBED",
        Some(ConsentState::Granted) => "SUBSCRIBED",
        Some(ConsentState::Pending) => "PENDING",
        Some(ConsentState::Withdrawn | ConsentState::Objected) => "UNSUBSCRIBED",
    })
}

/// Who never bought is a prospect once there is an account or a consent, and a lead before.
fn stage(known: &Known, place: usize) -> &'static str {
    if let Some((stage, _)) = known.stages.get(&known.customers[place].id) {
        return stage.as_str();
    }
    let agreed = known.consents[place].iter().any(|c| c.state == ConsentState::Granted);
    let account = of_events(known, place, "customer_account_status") == Value::text("ENABLED");
    if agreed || account { "PROSPECT" } else { "LEAD" }
}

/// Whether marketing may go out by a channel now, as `consents.may_contact` has it.
pub(super) fn is_reachable(known: &Known, place: usize, channel: &str) -> bool {
    let address = Place::of(&known.customers[place], channel);
    let suppressed = || known.suppressions.get(&address.hash(&known.keyed)?).copied();
    let bounces =
        known.events[place].iter().filter(|e| event::is_hard(&e.fact, e.properties.as_deref(), channel));
    let grounds = Grounds {
        basis: known.marketing,
        restricted: known.restricted[place],
        address,
        suppressed: if known.suppressions.is_empty() { None } else { suppressed() },
        bounced: bounces.map(|e| e.at).max(),
        said: said(known, place, channel),
    };
    grounds.decide().0.allows()
}

/// Rows of `consent`.
pub(super) fn consent_rows(known: &Known, place: usize) -> Vec<Row> {
    let rows = known.consents[place].iter().enumerate().map(|(at, consent)| {
        let mut unit = [0; 16];
        unit[8..].copy_from_slice(&(at as u64).to_be_bytes());
        let upper = |text: &str| Value::text(text.to_uppercase());
        Row {
            at: consent.at,
            unit,
            witness: Arc::from(format!("{} by {}", consent.purpose, consent.channel)),
            hidden: 0,
            values: vec![upper(&consent.channel), upper(&consent.purpose), upper(consent.state.as_str())],
            properties: None,
        }
    });
    rows.collect()
}

/// Rows of `customer_within_distance`.
pub(super) fn address_rows(known: &Known, place: usize) -> Vec<Row> {
    let customer = &known.customers[place];
    let point = customer.address.as_ref().and_then(|a| a.latitude_e6.zip(a.longitude_e6));
    let row = point.map(|(latitude, longitude)| Row {
        at: customer.updated_at,
        unit: *customer.id.as_bytes(),
        witness: Arc::from("address"),
        hidden: 0,
        values: vec![Value::Point(latitude, longitude)],
        properties: None,
    });
    row.into_iter().collect()
}
