//! Events: what customers did, and the contacts the shop had with them.
//!
//! An *event* has a name, a time of its own and properties; (source, external id) is its natural key, and the same
//! again counts once. Its name and time are a fact; its properties may be personal and are kept apart. The *timeline*
//! of a customer shows events together with orders, refunds and consents, newest first.
//!
//! Running example: `web` says that `shopify:6940095` did `product_viewed` at 10:15 with `{"sku": "SKU-9"}`.

mod bounce;
mod model;
mod names;
mod record;
pub(crate) mod remove;
pub(crate) mod rows;
mod timeline;

use guanxi_macros::ops;

pub use self::model::{
    Direction, Event, EventInput, EventReceipt, TimelineItem, TimelineKind, TimelinePage, TimelineQuery,
};
pub(crate) use self::{
    bounce::{Bounces, is_hard, is_hard_bounce},
    model::EventFact,
    names::{MESSAGE_BOUNCED, MESSAGE_DELIVERED, MESSAGE_SENT, POINTS_EXPIRED},
    record::record,
};
use crate::{error::Result, scope::Scope};

/// What customers did.
#[derive(Clone)]
pub struct Events {
    pub(crate) scope: Scope,
}

#[ops]
impl Events {
    /// Takes an event in.
    ///
    /// # Errors
    /// `invalid_field` for a name that is empty or properties that are too large; `not_found` for a customer named by id,
    /// e-mail or phone that does not exist.
    pub fn record(&self, input: EventInput) -> Result<EventReceipt> {
        self.scope.write("events.record", |tx| record::record(tx, &input))
    }

    /// Takes several events in, all or none.
    ///
    /// # Errors
    /// As [`record`](Self::record), for the first that is refused.
    pub fn record_many(&self, inputs: Vec<EventInput>) -> Result<Vec<EventReceipt>> {
        self.scope
            .write("events.record_many", |tx| inputs.iter().map(|input| record::record(tx, input)).collect())
    }

    /// Everything a customer did and had, newest first.
    ///
    /// # Errors
    /// `invalid_cursor`; `not_found`.
    pub fn timeline(&self, query: TimelineQuery) -> Result<TimelinePage> {
        self.scope.read(|look| timeline::timeline(look, &query))
    }
}
