use guanxi_macros::model;

use crate::{
    change::Outcome,
    customer::{CustomerRef, hidden_debug},
    id::CustomerId,
    time::Timestamp,
};

/// What was said.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum ConsentState {
    /// Yes.
    #[n(1)]
    Granted,
    /// Asked for and not confirmed yet.
    #[n(2)]
    Pending,
    /// No, or no longer.
    #[n(3)]
    Withdrawn,
}

impl ConsentState {
    /// Its name in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Pending => "pending",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// One entry of the list.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct ConsentEntry {
    #[n(1)]
    pub(crate) purpose: String,
    #[n(2)]
    pub(crate) channel: String,
    #[n(3)]
    pub(crate) state: ConsentState,
    #[n(4)]
    pub(crate) at: Timestamp,
    #[n(5)]
    pub(crate) source: String,
    #[n(6)]
    pub(crate) wording: Option<String>,
    #[n(7)]
    pub(crate) recorded: Timestamp,
}

/// An entry to take in.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ConsentInput {
    /// Who said it.
    pub customer: CustomerRef,
    /// For what: `marketing`, `profiling`.
    pub purpose: String,
    /// By which channel: `email`, `sms`, `phone`, `wechat`.
    pub channel: String,
    /// What was said.
    pub state: ConsentState,
    /// When; now when left out.
    pub at: Option<Timestamp>,
    /// Where it was said; `app` when left out.
    pub source: Option<String>,
    /// The wording shown, by its id and version: `newsletter-de/3`.
    pub wording: Option<String>,
}

hidden_debug!(ConsentInput);

impl ConsentInput {
    /// Said now.
    pub fn new(
        customer: CustomerRef,
        purpose: impl Into<String>,
        channel: impl Into<String>,
        state: ConsentState,
    ) -> Self {
        let (purpose, channel) = (purpose.into(), channel.into());
        Self { customer, purpose, channel, state, at: None, source: None, wording: None }
    }

    /// Sets when it was said.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }

    /// Sets where it was said.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Sets the wording shown.
    #[must_use]
    pub fn wording(mut self, wording: impl Into<String>) -> Self {
        self.wording = Some(wording.into());
        self
    }
}

/// What taking an entry in did.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentReceipt {
    /// `created`, or `unchanged`.
    pub outcome: Outcome,
    /// Whose it is.
    pub customer_id: Option<CustomerId>,
}

/// Whose consents, as of when.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ConsentQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// As of when; as of everything known when left out.
    pub at: Option<Timestamp>,
}

hidden_debug!(ConsentQuery);

impl ConsentQuery {
    /// A customer's consents as they stand.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, at: None }
    }

    /// Sets the instant to look at.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }
}

/// What a customer agreed to for one purpose by one channel.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consent {
    /// For what.
    pub purpose: String,
    /// By which channel.
    pub channel: String,
    /// What was said.
    pub state: ConsentState,
    /// When.
    pub at: Timestamp,
    /// Where.
    pub source: String,
    /// The wording shown.
    pub wording: Option<String>,
}
