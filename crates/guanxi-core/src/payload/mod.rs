//! What commerce platforms send: their customers, orders and refunds as JSON, taken in as they come.
//!
//! A *payload* is JSON of one platform: one object, a list, an envelope around a list, the envelope of a webhook, or an
//! object on each line. Each object becomes facts of the areas below, under the platform's own ids; what has no field
//! is kept as source data of the record, the order or the refund. An object that cannot be taken is told with its place
//! and stops nothing.
//!
//! - Amounts never go through a float; times keep their instant.
//! - The same object again changes nothing; an older version of it never takes the place of a newer one.
//! - What is refused leaves nothing behind.
//!
//! Running example: `shopify:450789469`, an order of `shopify:207119551`, of which 209.00 USD go back.

mod bulk;
mod fact;
mod fields;
mod json;
mod medusa;
mod model;
mod object;
mod parts;
mod run;
mod scan;
mod shopify;
mod shopify_graphql;
mod stripe;
mod webhook;
mod woocommerce;
mod write;

pub use self::model::{PayloadCount, PayloadOptions, PayloadQuery, PayloadReject, PayloadReport, Platform};
pub(crate) use self::run::take;
pub use self::webhook::{WebhookQuery, WebhookReceipt, verify};
use crate::error::Error;

/// Why an object, or a part of one, cannot be taken.
#[derive(Debug)]
pub(crate) struct Fault {
    /// Where: `$.orders[3].total_price`.
    path: String,
    code: &'static str,
    /// What is wrong, and what mends it; nothing of what the object says.
    reason: String,
}

impl Fault {
    fn new(path: &str, code: &'static str, reason: impl Into<String>) -> Self {
        Self { path: path.to_owned(), code, reason: reason.into() }
    }

    /// An object that nothing could come of.
    fn no_place(path: &str, kind: &str) -> Self {
        Self::new(
            path,
            "no_place",
            format!("a {kind} is nobody's, and there is no place for it; keep the file"),
        )
    }

    /// An object that does not show what it is.
    fn unknown_kind(path: &str, kinds: &str) -> Self {
        Self::new(path, "unknown_kind", format!("it is not plain what it is; say the kind: {kinds}"))
    }

    /// What an error says of a place.
    fn of(path: &str, err: &Error) -> Self {
        let reason = err.field("reason").unwrap_or_else(|| err.to_string());
        Self { path: path.to_owned(), code: err.code(), reason }
    }
}
