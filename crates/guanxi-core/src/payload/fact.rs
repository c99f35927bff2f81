//! What an object comes to, whichever platform sent it.

use crate::{
    consent::ConsentState,
    customer::{CustomerInput, CustomerRef},
    event::EventInput,
    order::{OrderInput, RefundInput},
    time::Timestamp,
};

/// What a platform says of a person.
#[derive(Default)]
pub(super) struct Person {
    pub(super) input: CustomerInput,
    pub(super) consents: Vec<Said>,
    /// It stands inside of something else, and may be less than what the platform has of the person: it is taken where
    /// nothing is known, or what is known is older.
    pub(super) aside: bool,
}

/// A consent to marketing, given, asked for or refused.
pub(super) struct Said {
    pub(super) channel: &'static str,
    pub(super) state: ConsentState,
    /// When; when the person was so at the source, if it is not told.
    pub(super) at: Option<Timestamp>,
}

/// A refund, and where in its object it stands.
pub(super) struct Refunded {
    pub(super) path: String,
    pub(super) input: RefundInput,
    /// What came back, where the lines of the order are not at hand.
    pub(super) units: Vec<Units>,
    pub(super) amount: Amount,
}

/// How much a refund is, where its platform leaves the currency to the order.
pub(super) enum Amount {
    /// It says so itself.
    Known,
    /// A decimal number.
    Decimal(String),
    /// Whole minor units.
    Minor(i64),
}

/// Units of an article that came back.
pub(super) struct Units {
    pub(super) sku: String,
    pub(super) quantity: i64,
}

/// One thing that an object says.
pub(super) enum Fact {
    Customer(Box<Person>),
    Order {
        order: Box<OrderInput>,
        /// Whose it is.
        buyer: Option<Box<Person>>,
        refunds: Vec<Refunded>,
    },
    Refund(Box<Refunded>),
    Event {
        event: Box<EventInput>,
        /// Whose it is, where nobody may have heard of it yet.
        who: Option<Box<Person>>,
        /// Whose it is, where that follows from an order.
        order: Option<String>,
    },
}

/// What one object comes to.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) facts: Vec<Fact>,
    /// Fields whose value did not read or whose word is not known; they are kept as they came.
    pub(super) unreadable: Vec<String>,
}

impl Taken {
    pub(super) fn of(fact: Fact) -> Self {
        Self { facts: vec![fact], unreadable: vec![] }
    }
}

/// A record of a source.
pub(super) fn record(source: &str, external_id: &str) -> CustomerRef {
    CustomerRef::Record { source: source.to_owned(), external_id: external_id.to_owned() }
}
