//! The attributes and functions of segments, and their types. The language reference is made of this.

use std::borrow::Cow;

use super::standard;
use crate::{
    analytics::RfmGroup,
    rule::{Attribute, Code, Column, Function, Registry, Type},
    settings::{FieldDefinition, FieldType},
    text::{Country, Language},
};

/// The registry of segments, with the shop's own fields.
pub(crate) fn registry(fields: &[FieldDefinition]) -> Registry {
    let mut attributes = shopify_attributes();
    attributes.extend(own_attributes());
    attributes.extend(fields.iter().map(field));
    let mut functions = order_functions();
    functions.extend(standard::functions());
    functions.extend(other_functions());
    let meant = vec![
        ("total_spent", "amount_spent"),
        ("orders_count", "number_of_orders"),
        ("customer_order_count", "number_of_orders"),
        ("order_count", "number_of_orders"),
        ("tags", "customer_tags"),
        ("email_marketing_state", "email_subscription_status"),
        ("accepts_marketing", "email_subscription_status"),
        ("country", "customer_countries"),
        ("language", "customer_language"),
        ("created_at", "customer_added_date"),
        ("total_orders", "number_of_orders"),
    ];
    let values = vec![
        ("product_subscription_status", "ACTIVE", "SUBSCRIBED"),
        ("product_subscription_status", "CANCELLED", "CANCELED"),
    ];
    Registry::new(attributes, functions, meant, values)
}

fn attribute(name: &'static str, ty: Type, doc: &'static str) -> Attribute {
    Attribute { name: name.into(), ty, doc: doc.into(), extension: false, birth: false }
}

fn own(name: &'static str, ty: Type, doc: &'static str) -> Attribute {
    Attribute { extension: true, ..attribute(name, ty, doc) }
}

/// Whether customers get messages by a channel.
const SUBSCRIPTION: [&str; 6] =
    ["SUBSCRIBED", "NOT_SUBSCRIBED", "PENDING", "UNSUBSCRIBED", "INVALID", "REDACTED"];

fn country() -> Type {
    Type::Code(Code {
        about: "an ISO 3166-1 code such as 'CA'",
        is: |text| text.parse::<Country>().is_ok_and(|c| c.as_str() == text),
    })
}

fn region() -> Type {
    let is = |text: &str| {
        text.split_once('-').is_some_and(|(country, region)| {
            country.len() == 2
                && country.bytes().all(|b| b.is_ascii_uppercase())
                && (1..=3).contains(&region.len())
                && region.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        })
    };
    Type::Code(Code { about: "an ISO 3166-2 code such as 'US-NY'", is })
}

fn city() -> Type {
    let is = |text: &str| {
        let mut parts = text.splitn(3, '-');
        let country = parts.next().is_some_and(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_uppercase()));
        let rest: Vec<_> = parts.collect();
        country
            && rest.len() == 2
            && rest.iter().all(|r| !r.is_empty())
            && !text.contains(char::is_whitespace)
    };
    Type::Code(Code { about: "a country, region and city without blanks such as 'US-CA-LosAngeles'", is })
}

fn language() -> Type {
    Type::Code(Code {
        about: "a language such as 'en' or 'en-US'",
        is: |text| text.parse::<Language>().is_ok(),
    })
}

fn shopify_attributes() -> Vec<Attribute> {
    let groups: Vec<_> = RfmGroup::ALL.into_iter().map(|g| Cow::Borrowed(g.as_str())).collect();
    vec![
        attribute(
            "abandoned_checkout_date",
            Type::Date,
            "the last abandoned checkout, by the event `checkout_abandoned`; NULL: never",
        ),
        attribute(
            "amount_spent",
            Type::Money,
            "totals of orders that count, minus refunds, in the shop's currency; 0 without orders",
        ),
        attribute("companies", Type::list(Type::Id), "the company of the profile"),
        attribute(
            "created_by_app_id",
            Type::Id,
            "the app that made the profile, by the event `customer_created` with `app_id`; NULL: no app",
        ),
        attribute(
            "customer_account_status",
            Type::choice(["DECLINED", "DISABLED", "ENABLED", "INVITED"]),
            "by the event `account_changed` with `status`; DISABLED for plain guests",
        ),
        attribute("customer_added_date", Type::Date, "when a record first spoke of the customer"),
        attribute(
            "customer_cities",
            Type::list(city()),
            "the city of the address, as country-region-city without blanks",
        ),
        attribute(
            "customer_countries",
            Type::list(country()),
            "the country of the address, else of the phone",
        ),
        attribute(
            "customer_regions",
            Type::list(region()),
            "the region of the address; empty where it is a name and no code",
        ),
        attribute("customer_email_domain", Type::Text, "what stands behind the @; NULL: no e-mail"),
        attribute("customer_language", language(), "the language of the profile; NULL: not known"),
        attribute("customer_tags", Type::Folded(Box::new(Type::list(Type::Text))), "the tags of the profile"),
        attribute(
            "email_subscription_status",
            Type::choice(SUBSCRIPTION),
            "the consent for `marketing` by `email`; NULL: no e-mail",
        ),
        attribute(
            "sms_subscription_status",
            Type::choice(["SUBSCRIBED", "NOT_SUBSCRIBED", "PENDING", "UNSUBSCRIBED", "REDACTED"]),
            "the consent for `marketing` by `sms`; NULL: no phone",
        ),
        attribute("first_order_date", Type::Date, "the first order that counts; NULL: none"),
        attribute("last_order_date", Type::Date, "the last order that counts; NULL: none"),
        attribute("number_of_orders", Type::Integer, "orders that count; 0 without orders"),
        attribute(
            "predicted_spend_tier",
            Type::choice(["HIGH", "MEDIUM", "LOW"]),
            "NULL until there is a model",
        ),
        attribute(
            "product_subscription_status",
            Type::choice(["SUBSCRIBED", "CANCELED", "EXPIRED", "FAILED", "NEVER_SUBSCRIBED", "PAUSED"]),
            "the last of its subscriptions to change, by the event `subscription_changed` with `status`",
        ),
        attribute(
            "rfm_group",
            Type::Choice(groups),
            "the group of recency, frequency and money; PROSPECTS without orders",
        ),
    ]
}

fn own_attributes() -> Vec<Attribute> {
    let birth = |name: &'static str| Attribute {
        birth: true,
        ..own(name, Type::Date, "the day of birth; without a year only anniversaries are asked of it")
    };
    vec![
        own("gross_amount_spent", Type::Money, "totals of orders that count, before refunds"),
        own("amount_refunded", Type::Money, "refunds of orders that count, and credit notes"),
        own(
            "average_order_value",
            Type::Money,
            "amount spent ÷ number of orders, rounded half away from zero; NULL without orders",
        ),
        own("days_since_last_order", Type::Integer, "days of the store; NULL without orders"),
        own(
            "average_days_between_orders",
            Type::Decimal,
            "days from the first to the last order ÷ (orders − 1); NULL below two orders",
        ),
        own(
            "days_to_second_order",
            Type::Integer,
            "days from the first to the second order; NULL below two orders",
        ),
        own(
            "return_rate",
            Type::Decimal,
            "amount refunded ÷ gross amount spent; NULL where nothing was spent",
        ),
        own(
            "preferred_channel",
            Type::Text,
            "the channel of most orders that count, two at least; ties: the later used, then the lower name; NULL below two",
        ),
        own("rfm_recency", Type::Integer, "1 to 5; NULL without orders"),
        own("rfm_frequency", Type::Integer, "1 to 5; NULL without orders"),
        own("rfm_monetary", Type::Integer, "1 to 5; NULL without orders"),
        own(
            "lifecycle_stage",
            Type::choice(["LEAD", "PROSPECT", "NEW", "ACTIVE", "AT_RISK", "LAPSED", "LOST"]),
            "by the gap between orders: see the rules",
        ),
        own(
            "reactivated",
            Type::Boolean,
            "an order of the last 30 days came more than two gaps after the one before",
        ),
        birth("birth_date"),
        Attribute { extension: false, ..birth("customer.metafields.facts.birth_date") },
        own("customer_gender", Type::Text, "as the sources have it; NULL: not known"),
        own("predicted_clv", Type::Money, "NULL until there is a model"),
        own("predicted_orders", Type::Decimal, "NULL until there is a model"),
        own("churn_probability", Type::Decimal, "NULL until there is a model"),
        own("expected_next_order_date", Type::Date, "NULL until there is a model"),
    ]
}

/// A field of the shop's own, under the name that Shopify's short form has.
fn field(field: &FieldDefinition) -> Attribute {
    let ty = match field.ty {
        FieldType::Text => Type::Text,
        FieldType::Integer => Type::Integer,
        FieldType::Boolean => Type::Boolean,
        FieldType::Date => Type::Date,
        FieldType::Choice => Type::Choice(field.choices.iter().cloned().map(Cow::Owned).collect()),
    };
    Attribute {
        name: format!("customer.{}", field.name).into(),
        ty,
        doc: "a field of the shop's own".into(),
        extension: false,
        birth: false,
    }
}

/// A column of a function.
pub(super) fn column(name: &'static str, ty: Type, doc: &'static str) -> Column {
    Column { name: name.into(), ty, doc: doc.into(), reveals: 0, presented: None }
}

/// Orders that were called off, and such whose payment was: passed over unless asked for.
pub(super) const CANCELLED: u8 = 1;
pub(super) const UNPAID: u8 = 2;

fn among() -> Type {
    Type::Among(Box::new(Type::Text))
}

fn order_functions() -> Vec<Function> {
    let in_currency =
        |name, presented, doc| Column { presented: Some(presented), ..column(name, Type::Money, doc) };
    let revealing = |name, ty, reveals, doc| Column { reveals, ..column(name, ty, doc) };
    let status = Type::choice(["OPEN", "CLOSED", "CANCELLED"]);
    let financial = Type::choice([
        "PENDING",
        "AUTHORIZED",
        "PARTIALLY_PAID",
        "PAID",
        "PARTIALLY_REFUNDED",
        "REFUNDED",
        "VOIDED",
        "EXPIRED",
    ]);
    let fulfillment = Type::choice([
        "UNFULFILLED",
        "PARTIALLY_FULFILLED",
        "FULFILLED",
        "IN_TRANSIT",
        "DELIVERED",
        "RETURNED",
    ]);
    let orders = Function {
        name: "orders_placed".into(),
        doc: "an order; those that count, unless `status` or `financial_status` is asked for".into(),
        extension: false,
        columns: vec![
            in_currency("amount", "presented_amount", "total before refunds"),
            in_currency("net_amount", "presented_net_amount", "total minus refunds"),
            column("presented_amount", Type::Money, "total in the order's own currency"),
            column("presented_net_amount", Type::Money, "total minus refunds, in the order's own currency"),
            column("currency", Type::Text, "the order's own currency; amounts beside it are then in it"),
            revealing("status", status, CANCELLED, "whether it stands"),
            revealing("financial_status", financial, UNPAID, "where its payment stands"),
            column("fulfillment_status", fulfillment, "where its goods are"),
            column("channel", Type::Text, "where it was bought"),
            column("source_name", Type::Text, "the source that it comes from"),
            column("location_id", Type::Id, "the physical store"),
            column("app_id", Type::Id, "the source that it comes from"),
            column("discount_code", among(), "codes it was given discounts for"),
            column("tag", among(), "its tags"),
            column("item_count", Type::Integer, "units of all lines"),
            column("is_first", Type::Boolean, "the first of the customer's orders that count"),
            column("refunded", Type::Boolean, "paid back in full"),
        ],
        sums: vec![("sum_amount", "amount"), ("sum_net_amount", "net_amount")],
        properties: false,
        timed: true,
        shopify: &["date", "amount", "location_id", "app_id", "count", "sum_amount"],
    };
    let products = Function {
        name: "products_purchased".into(),
        doc: "a line of an order that counts; `count` counts orders".into(),
        extension: false,
        columns: vec![
            column("id", Type::Id, "the shop's number of the product"),
            column("tag", among(), "a tag of the product"),
            column("category", Type::Text, "category at the time, else that of the product"),
            column("quantity", Type::Integer, "units ordered"),
            column("net_quantity", Type::Integer, "units ordered minus units that came back"),
            column("sku", Type::Text, "the same as id, as a text"),
            column("variant_id", Type::Id, "the same as id"),
            column("brand", Type::Text, "brand at the time, else that of the product"),
            column("vendor", Type::Text, "vendor of the product"),
            column("price", Type::Money, "price of a unit before discounts"),
            column("discount", Type::Money, "discount on the line"),
            column("order_id", Type::Id, "what its source calls the order"),
            column("refunded", Type::Boolean, "every unit came back"),
        ],
        sums: vec![("sum_quantity", "net_quantity")],
        properties: false,
        timed: true,
        shopify: &["id", "tag", "category", "date", "quantity", "count", "sum_quantity"],
    };
    let refunds = Function {
        name: "refunds_received".into(),
        doc: "money given back for an order".into(),
        extension: true,
        columns: vec![
            column("amount", Type::Money, "how much, in the shop's currency"),
            column("reason", Type::Text, "why"),
        ],
        sums: vec![("sum_amount", "amount")],
        properties: false,
        timed: true,
        shopify: &[],
    };
    let coupons = Function {
        name: "coupons_used".into(),
        doc: "a code that an order that counts was given a discount for".into(),
        extension: true,
        columns: vec![
            column("code", Type::Text, "the code"),
            column("amount", Type::Money, "the discount, in the shop's currency"),
        ],
        sums: vec![("sum_amount", "amount")],
        properties: false,
        timed: true,
        shopify: &[],
    };
    vec![orders, products, refunds, coupons]
}

fn other_functions() -> Vec<Function> {
    let plain = |name: &'static str, doc: &'static str, columns: Vec<Column>| Function {
        name: name.into(),
        doc: doc.into(),
        extension: true,
        columns,
        sums: vec![],
        properties: false,
        timed: true,
        shopify: &[],
    };
    let states = Type::choice(["GRANTED", "PENDING", "WITHDRAWN", "OBJECTED"]);
    vec![
        Function {
            properties: true,
            ..plain(
                "event",
                "an event by its name: `event.ride`, `event('Viewed Product')`",
                vec![
                    column("source", Type::Text, "who says it"),
                    column("channel", Type::Text, "of contacts: by which channel"),
                    column("direction", Type::choice(["INBOUND", "OUTBOUND"]), "of contacts: which way"),
                ],
            )
        },
        plain(
            "consent",
            "what holds for one purpose by one channel; `date` is when it was said",
            vec![
                column("channel", Type::Text, "by which channel, in capitals; `*` of a no to every one"),
                column("purpose", Type::Text, "for what, in capitals"),
                column("status", states, "what was said"),
            ],
        ),
        Function {
            timed: false,
            extension: false,
            shopify: &["coordinates", "distance_km", "distance_mi"],
            ..plain(
                "customer_within_distance",
                "the address of the profile, if it has coordinates",
                vec![column("coordinates", Type::Point, "where it is")],
            )
        },
    ]
}
