use guanxi_macros::model;

use super::names::NOT_HEARD;
use crate::{
    change::Outcome,
    customer::{CustomerRef, hidden_debug},
    id::{CustomerId, EventId, OrderId},
    money::Money,
    page::PageRequest,
    time::Timestamp,
};

/// Which way a contact went.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum Direction {
    /// From the customer to the shop.
    #[n(1)]
    Inbound,
    /// From the shop to the customer.
    #[n(2)]
    Outbound,
}

/// Something a customer did, or a contact with one.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct EventInput {
    /// Its name, in the past tense: `product_viewed`, `call_logged`.
    pub name: String,
    /// Whose it is. A record that does not exist yet is made.
    pub customer: CustomerRef,
    /// When it happened; now when left out.
    pub occurred_at: Option<Timestamp>,
    /// Who says it; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it. Without it the same event twice is two events.
    pub external_id: Option<String>,
    /// For contacts: by which channel, such as `phone`, `email`, `wechat`.
    pub channel: Option<String>,
    /// For contacts: which way.
    pub direction: Option<Direction>,
    /// More about it: a JSON object.
    #[model(default)]
    pub properties: serde_json::Map<String, serde_json::Value>,
}

hidden_debug!(EventInput);

impl EventInput {
    /// Something that happens now.
    pub fn new(name: impl Into<String>, customer: CustomerRef) -> Self {
        Self {
            name: name.into(),
            customer,
            occurred_at: None,
            source: None,
            external_id: None,
            channel: None,
            direction: None,
            properties: serde_json::Map::new(),
        }
    }

    /// Sets when it happened.
    #[must_use]
    pub fn occurred_at(mut self, at: Timestamp) -> Self {
        self.occurred_at = Some(at);
        self
    }

    /// Sets what a source calls it.
    #[must_use]
    pub fn external_id(mut self, source: impl Into<String>, id: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self.external_id = Some(id.into());
        self
    }

    /// Sets a property.
    #[must_use]
    pub fn property(mut self, name: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.properties.insert(name.into(), value.into());
        self
    }
}

/// What an event is beside its properties.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct EventFact {
    #[n(1)]
    pub(crate) name: String,
    #[n(2)]
    pub(crate) source: String,
    /// The keyed hash of (source, external id).
    #[n(3)]
    pub(crate) key: Option<minicbor::bytes::ByteArray<16>>,
    #[n(4)]
    pub(crate) channel: Option<String>,
    #[n(5)]
    pub(crate) direction: Option<Direction>,
    #[n(6)]
    pub(crate) recorded: Timestamp,
}

impl EventFact {
    /// Whether it is a contact, rather than something that the customer did.
    pub(crate) fn is_contact(&self) -> bool {
        self.channel.is_some() || self.direction.is_some()
    }

    /// Whether the customer was heard of by it: what the shop sends, and what becomes of that, tells nothing.
    pub(crate) fn is_heard(&self) -> bool {
        self.direction != Some(Direction::Outbound) && !NOT_HEARD.contains(&self.name.as_str())
    }

    /// Whether it went by a channel; letter case does not matter.
    pub(crate) fn is_by(&self, channel: &str) -> bool {
        self.channel.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(channel))
    }
}

/// An event.
#[model]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Its name.
    pub name: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Who says it.
    pub source: String,
    /// For contacts: by which channel.
    pub channel: Option<String>,
    /// For contacts: which way.
    pub direction: Option<Direction>,
    /// More about it.
    pub properties: serde_json::Map<String, serde_json::Value>,
}

hidden_debug!(Event);

/// What taking an event in did.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventReceipt {
    /// `created`, or `unchanged` when it had come before.
    pub outcome: Outcome,
    /// The event.
    pub event_id: EventId,
    /// Whose it is.
    pub customer_id: Option<CustomerId>,
}

/// Whose timeline, and from where on.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TimelineQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// How many, and from where on.
    #[model(default)]
    pub page: PageRequest,
}

hidden_debug!(TimelineQuery);

impl TimelineQuery {
    /// The newest of a customer.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, page: PageRequest::default() }
    }

    /// Sets how many, and from where on.
    #[must_use]
    pub fn page(mut self, page: PageRequest) -> Self {
        self.page = page;
        self
    }
}

/// One thing on a timeline.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TimelineItem {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: TimelineKind,
}

/// What a thing on a timeline is.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TimelineKind {
    /// An order was placed.
    Order {
        /// Which.
        order_id: OrderId,
        /// What people call it.
        number: String,
        /// Total before refunds.
        total: Money,
        /// Whether it counts.
        counted: bool,
    },
    /// Money was given back.
    Refund {
        /// For which order.
        order_id: OrderId,
        /// How much.
        amount: Money,
    },
    /// The customer did something, or there was a contact.
    Event(Event),
    /// A consent was given, asked for or withdrawn.
    Consent {
        /// For what.
        purpose: String,
        /// By which channel.
        channel: String,
        /// What was said.
        state: String,
    },
}

/// One page of a timeline.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TimelinePage {
    /// The things, newest first.
    pub items: Vec<TimelineItem>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}
