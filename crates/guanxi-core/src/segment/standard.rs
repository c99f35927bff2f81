//! Standard events: what no area keeps yet comes in as an event of a known name with known properties.

use serde_json::{Map, Value as Json};

use super::names::column;
use crate::{
    event::{MESSAGE_BOUNCED, MESSAGE_DELIVERED, MESSAGE_SENT, POINTS_EXPIRED},
    rule::{Function, Type},
};

/// A function whose rows are the events of one name.
pub(super) struct Standard {
    pub(super) function: &'static str,
    /// The event's name.
    pub(super) event: &'static str,
    /// Only by this channel.
    pub(super) channel: Option<&'static str>,
    doc: &'static str,
    shopify: bool,
    pub(super) columns: &'static [Field],
    /// Only the last event of each value of this property is a row.
    pub(super) last_by: Option<&'static str>,
    sums: &'static [(&'static str, &'static str)],
}

/// A column, and the properties that it is read from: the first that is there.
pub(super) struct Field {
    name: &'static str,
    pub(super) kind: Kind,
    pub(super) from: &'static [&'static str],
}

/// How a property is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Id,
    Text,
    Number,
    Yes,
    Day,
    Texts,
    /// The event's channel, in capitals.
    Channel,
}

impl Kind {
    fn ty(self) -> Type {
        match self {
            Self::Id => Type::Id,
            Self::Text | Self::Channel => Type::Text,
            Self::Number => Type::Decimal,
            Self::Yes => Type::Boolean,
            Self::Day => Type::Date,
            Self::Texts => Type::Among(Box::new(Type::Text)),
        }
    }
}

const fn field(name: &'static str, kind: Kind, from: &'static [&'static str]) -> Field {
    Field { name, kind, from }
}

const VIEWED: &[Field] = &[
    field("id", Kind::Id, &["id", "product_id", "collection_id", "sku"]),
    field("tag", Kind::Texts, &["tags", "tag"]),
];
const MAIL: &[Field] = &[field("activity_id", Kind::Id, &["activity_id"])];
const MESSAGE: &[Field] = &[
    field("channel", Kind::Channel, &[]),
    field("campaign", Kind::Text, &["campaign"]),
    field("automation", Kind::Text, &["automation"]),
    field("activity_id", Kind::Id, &["activity_id"]),
];
const AMOUNT: &[(&str, &str)] = &[("sum_amount", "amount")];
const POINTS: &[(&str, &str)] = &[("sum_points", "points")];

const fn standard(
    function: &'static str,
    event: &'static str,
    doc: &'static str,
    columns: &'static [Field],
) -> Standard {
    Standard { function, event, channel: None, doc, shopify: false, columns, last_by: None, sums: &[] }
}

const fn shopify(
    function: &'static str,
    event: &'static str,
    doc: &'static str,
    columns: &'static [Field],
) -> Standard {
    Standard { shopify: true, ..standard(function, event, doc, columns) }
}

const fn mail(function: &'static str, event: &'static str, doc: &'static str) -> Standard {
    Standard { channel: Some("email"), ..shopify(function, event, doc, MAIL) }
}

/// All of them.
pub(super) static STANDARD: [Standard; 27] = [
    mail("shopify_email.bounced", MESSAGE_BOUNCED, "a message by e-mail that bounced"),
    mail("shopify_email.clicked", "message_clicked", "a click in a message by e-mail"),
    mail("shopify_email.delivered", MESSAGE_DELIVERED, "a message by e-mail that arrived"),
    mail("shopify_email.marked_as_spam", "message_complained", "a message by e-mail marked as spam"),
    mail("shopify_email.opened", "message_opened", "a message by e-mail that was opened"),
    mail(
        "shopify_email.unsubscribed",
        "message_unsubscribed",
        "a message by e-mail that led to unsubscribing",
    ),
    shopify("storefront.product_viewed", "product_viewed", "a look at a product", VIEWED),
    shopify("storefront.collection_viewed", "collection_viewed", "a look at a collection", VIEWED),
    Standard {
        last_by: Some("account"),
        ..shopify(
            "store_credit_accounts",
            "store_credit_changed",
            "a store credit account as it stands; `account` tells several apart",
            &[
                field("currency", Kind::Text, &["currency"]),
                field("balance", Kind::Number, &["balance"]),
                field("next_expiry_date", Kind::Day, &["next_expiry_date"]),
                field("last_credit_date", Kind::Day, &["last_credit_date"]),
            ],
        )
    },
    Standard {
        sums: AMOUNT,
        ..standard(
            "checkouts_abandoned",
            "checkout_abandoned",
            "a checkout that was left",
            &[field("amount", Kind::Number, &["amount"]), field("recovered", Kind::Yes, &["recovered"])],
        )
    },
    standard(
        "carts_updated",
        "cart_updated",
        "a change of a cart",
        &[field("amount", Kind::Number, &["amount"])],
    ),
    standard(
        "returns_requested",
        "return_requested",
        "a return asked for",
        &[field("reason", Kind::Text, &["reason"])],
    ),
    standard(
        "reviews_written",
        "review_written",
        "a review",
        &[field("rating", Kind::Number, &["rating"]), field("id", Kind::Id, &["id", "product_id", "sku"])],
    ),
    standard(
        "tickets_opened",
        "ticket_opened",
        "a question or complaint",
        &[
            field("status", Kind::Text, &["status"]),
            field("topic", Kind::Text, &["topic"]),
            field("satisfaction", Kind::Number, &["satisfaction"]),
        ],
    ),
    standard("messages_sent", MESSAGE_SENT, "a message that was sent", MESSAGE),
    standard("messages_delivered", MESSAGE_DELIVERED, "a message that arrived", MESSAGE),
    standard("messages_opened", "message_opened", "a message that was opened", MESSAGE),
    standard("messages_clicked", "message_clicked", "a click in a message", MESSAGE),
    standard("messages_bounced", MESSAGE_BOUNCED, "a message that bounced", MESSAGE),
    standard("messages_complained", "message_complained", "a message that was complained about", MESSAGE),
    standard("messages_unsubscribed", "message_unsubscribed", "a message that led to unsubscribing", MESSAGE),
    Standard {
        sums: POINTS,
        ..standard(
            "points_earned",
            "points_earned",
            "points credited",
            &[field("points", Kind::Number, &["points"])],
        )
    },
    Standard {
        sums: POINTS,
        ..standard(
            "points_redeemed",
            "points_redeemed",
            "points spent",
            &[field("points", Kind::Number, &["points"])],
        )
    },
    Standard {
        sums: POINTS,
        ..standard(
            "points_expired",
            POINTS_EXPIRED,
            "points that expired",
            &[field("points", Kind::Number, &["points"])],
        )
    },
    standard(
        "referrals_made",
        "referral_made",
        "somebody brought along",
        &[field("code", Kind::Text, &["code"])],
    ),
    standard(
        "forms_submitted",
        "form_submitted",
        "a form that was sent",
        &[field("form", Kind::Text, &["form"])],
    ),
    Standard {
        last_by: Some("subscription"),
        ..standard(
            "subscriptions",
            "subscription_changed",
            "a subscription to a product as it stands; `subscription` tells several apart",
            &[
                field("status", Kind::Text, &["status"]),
                field("product_id", Kind::Id, &["product_id"]),
                field("next_billing_date", Kind::Day, &["next_billing_date"]),
            ],
        )
    },
];

/// The thing that an event says the state of, such as one of several subscriptions, so that only the last event of each
/// counts; `None` for events that happened and are over.
pub(crate) fn state_of(event: &str, properties: Option<&Map<String, Json>>) -> Option<String> {
    let by =
        STANDARD.iter().filter(|standard| standard.event == event).find_map(|standard| standard.last_by)?;
    Some(properties.and_then(|said| said.get(by)).map_or_else(String::new, ToString::to_string))
}

/// The standard of a function.
pub(super) fn of(function: &str) -> Option<&'static Standard> {
    STANDARD.iter().find(|standard| standard.function == function)
}

/// The functions, for the registry.
pub(super) fn functions() -> Vec<Function> {
    STANDARD.iter().map(function).collect()
}

fn function(standard: &Standard) -> Function {
    let columns = standard.columns.iter().map(|field| {
        let doc = match field.from {
            [] => "by which channel, in capitals",
            _ => "the property of the event",
        };
        column(field.name, field.kind.ty(), doc)
    });
    let shopify: &'static [&'static str] = match standard.function {
        "store_credit_accounts" => &["currency", "balance", "next_expiry_date", "last_credit_date"],
        _ if standard.shopify => &["id", "tag", "activity_id", "date", "count"],
        _ => &[],
    };
    Function {
        name: standard.function.into(),
        doc: format!("{}, by the event `{}`", standard.doc, standard.event).into(),
        extension: !standard.shopify,
        columns: columns.collect(),
        sums: standard.sums.to_vec(),
        properties: false,
        timed: true,
        shopify,
    }
}
