//! Shopify's GraphQL Admin API: its objects turned into those of the REST API, which [`shopify`](super::shopify) reads.
//!
//! Names are in camel case, ids are `gid://shopify/Order/450789469`, lists are connections of edges or nodes, amounts are
//! sets of the shop's and the customer's currency. The number in an id is that of the REST API, so both are one order.

use super::{
    fields::Fields,
    json::{Json, Object},
};

/// What ids begin with.
pub(super) const GID: &str = "gid://shopify/";

/// What fields are called that have another name in the REST API.
const NAMES: &[(&str, &str)] = &[
    ("display_financial_status", "financial_status"),
    ("display_fulfillment_status", "fulfillment_status"),
    ("number_of_orders", "orders_count"),
    ("customer_accepts_marketing", "buyer_accepts_marketing"),
    ("marketing_state", "state"),
    ("marketing_opt_in_level", "opt_in_level"),
    ("marketing_updated_at", "consent_updated_at"),
    ("country_code_v2", "country_code"),
    ("original_unit_price_set", "price_set"),
    ("total_discount_set", "total_discount_set"),
];

/// Sets whose amount in the shop's currency the REST API has as a field of its own.
const SETS: &[(&str, &str)] = &[
    ("total_price_set", "total_price"),
    ("total_tax_set", "total_tax"),
    ("total_discounts_set", "total_discounts"),
    ("total_discount_set", "total_discount"),
    ("price_set", "price"),
    ("amount_set", "amount"),
];

/// Whether an object is one of the GraphQL API.
pub(super) fn is_like(fields: &Fields) -> bool {
    fields.look_text("id").is_some_and(|id| id.starts_with(GID))
}

/// The object as the REST API has it, and what it is.
pub(super) fn to_rest(fields: &Fields) -> (Json, Option<&'static str>) {
    let id = fields.look_text("id").unwrap_or_default();
    let kind = match id.strip_prefix(GID).and_then(|rest| rest.split('/').next()) {
        Some("Customer") => Some("customer"),
        Some("Order") => Some("order"),
        Some("Refund") => Some("refund"),
        Some("DraftOrder") => Some("draft_order"),
        Some("AbandonedCheckout" | "Checkout") => Some("checkout"),
        _ => None,
    };
    (turned(fields.look_all()), kind)
}

fn turned(json: Json) -> Json {
    match json {
        Json::List(items) => Json::List(items.into_iter().map(turned).collect()),
        Json::Object(object) => connection(object),
        other => other,
    }
}

/// A connection is its list; anything else an object.
fn connection(object: Object) -> Json {
    let mut nodes = None;
    for (key, value) in &object {
        match (key.as_str(), value) {
            ("nodes", Json::List(items)) => nodes = Some(items.clone()),
            ("edges", Json::List(items)) => {
                nodes = nodes.or_else(|| Some(items.iter().filter_map(node).collect()))
            }
            _ => {}
        }
    }
    match nodes {
        Some(items) => Json::List(items.into_iter().map(turned).collect()),
        None => Json::Object(renamed(object)),
    }
}

fn node(edge: &Json) -> Option<Json> {
    let Json::Object(edge) = edge else { return None };
    edge.iter().find(|(key, _)| key == "node").map(|(_, node)| node.clone())
}

fn renamed(object: Object) -> Object {
    let mut out = Object::new();
    for (key, value) in object {
        let snake = snake(&key);
        let name =
            NAMES.iter().find(|(old, _)| *old == snake).map_or(snake.as_str(), |(_, new)| new).to_owned();
        match (name.as_str(), value) {
            (name, Json::Text(id)) if id.starts_with(GID) && name == "id" => {
                out.push(("id".to_owned(), number_of(&id)));
                out.push(("admin_graphql_api_id".to_owned(), Json::Text(id)));
            }
            ("discount_codes", Json::List(codes)) => {
                out.push((name, Json::List(codes.into_iter().map(code).collect())))
            }
            (_, value) => out.push((name, turned(value))),
        }
    }
    amounts(&mut out);
    currency(&mut out);
    contacts(&mut out);
    refund(&mut out);
    out
}

/// `displayFinancialStatus` as `display_financial_status`.
fn snake(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The number at the end of an id, which the REST API calls it by.
fn number_of(id: &str) -> Json {
    let tail = id.rsplit('/').next().unwrap_or_default();
    let tail = tail.split('?').next().unwrap_or_default();
    let number = !tail.is_empty() && tail.bytes().all(|b| b.is_ascii_digit());
    if number { Json::Number(tail.to_owned()) } else { Json::Text(id.to_owned()) }
}

fn code(item: Json) -> Json {
    match item {
        Json::Text(code) => Json::Object(vec![("code".to_owned(), Json::Text(code))]),
        other => turned(other),
    }
}

fn field<'a>(object: &'a Object, key: &str) -> Option<&'a Json> {
    object.iter().find(|(name, _)| name == key).map(|(_, value)| value).filter(|value| **value != Json::Null)
}

fn inner<'a>(object: &'a Object, path: &[&str]) -> Option<&'a Json> {
    let (first, rest) = path.split_first()?;
    let found = field(object, first)?;
    match found {
        Json::Object(of) if !rest.is_empty() => inner(of, rest),
        found => Some(found).filter(|_| rest.is_empty()),
    }
}

fn add(object: &mut Object, key: &str, value: Option<Json>) {
    if let Some(value) = value.filter(|_| field(object, key).is_none()) {
        object.push((key.to_owned(), value));
    }
}

fn amounts(object: &mut Object) {
    for (set, plain) in SETS {
        let amount = inner(object, &[set, "shop_money", "amount"]).cloned();
        add(object, plain, amount);
    }
}

/// An order's currency: its code, else that of its total.
fn currency(object: &mut Object) {
    let of_total = ["total_price_set", "shop_money", "currency_code"];
    let code = field(object, "currency_code").or_else(|| inner(object, &of_total)).cloned();
    if field(object, "total_price_set").is_some() {
        add(object, "currency", code);
    }
}

/// E-mail and phone of a customer, with their consents, which newer versions of the API have in objects of their own.
fn contacts(object: &mut Object) {
    for (of, value, plain, consent) in [
        ("default_email_address", "email_address", "email", "email_marketing_consent"),
        ("default_phone_number", "phone_number", "phone", "sms_marketing_consent"),
    ] {
        let text = inner(object, &[of, value]).cloned();
        let said = inner(object, &[of, "state"]).and_then(|_| field(object, of)).cloned();
        add(object, plain, text);
        add(object, consent, said);
    }
}

/// A refund says in one sum what its transactions paid back.
fn refund(object: &mut Object) {
    let sum = |key: &str| inner(object, &["total_refunded_set", "shop_money", key]).cloned();
    if let (Some(amount), Some(code)) = (sum("amount"), sum("currency_code")) {
        let is = |(key, text): (&str, &str)| (key.to_owned(), Json::Text(text.to_owned()));
        let mut paid: Object = [("kind", "refund"), ("status", "success")].into_iter().map(is).collect();
        paid.push(("amount".to_owned(), amount));
        paid.push(("currency".to_owned(), code));
        if let Some((key, _)) = object.iter_mut().find(|(key, _)| key == "transactions") {
            *key = "all_transactions".to_owned();
        }
        object.push(("transactions".to_owned(), Json::List(vec![Json::Object(paid)])));
    }
    let line = inner(object, &["line_item", "id"]).cloned();
    add(object, "line_item_id", line);
    let order = inner(object, &["order", "id"]).cloned();
    if field(object, "total_refunded_set").is_some() {
        add(object, "order_id", order);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_of_both_apis_is_one() {
        let text = r#"{"id": "gid://shopify/Order/7", "displayFinancialStatus": "PAID", "discountCodes": ["A"],
            "totalPriceSet": {"shopMoney": {"amount": "12.50", "currencyCode": "EUR"}},
            "lineItems": {"edges": [{"node": {"sku": "x", "originalUnitPriceSet": {"shopMoney": {"amount": "1.0"}}}}]},
            "customer": {"id": "gid://shopify/Customer/3", "defaultEmailAddress": {"emailAddress": "a@web.de", "marketingState": "SUBSCRIBED"}}}"#;
        let Json::Object(object) = Json::read(text, "$").ok().unwrap() else { panic!() };
        let (Json::Object(rest), kind) = to_rest(&Fields::new("$", object)) else { panic!() };
        assert_eq!(kind, Some("order"));
        let shown = |path: &[&str]| inner(&rest, path).map(ToString::to_string).unwrap_or_default();
        assert_eq!((shown(&["id"]).as_str(), shown(&["total_price"]).as_str()), ("7", "\"12.50\""));
        assert_eq!(shown(&["currency"]), "\"EUR\"");
        assert_eq!(shown(&["discount_codes"]), r#"[{"code":"A"}]"#);
        assert!(shown(&["line_items"]).contains(r#""price":"1.0""#));
        assert_eq!(shown(&["customer", "email"]), "\"a@web.de\"");
        assert_eq!(shown(&["customer", "email_marketing_consent", "state"]), "\"SUBSCRIBED\"");
    }
}
