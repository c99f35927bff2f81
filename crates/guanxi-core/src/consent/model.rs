use guanxi_macros::model;
use minicbor::bytes::ByteArray;

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
    /// No to this purpose altogether, also where it needs no consent: an objection (GDPR article 21). Stronger than no.
    #[n(4)]
    Objected,
}

impl ConsentState {
    /// Its name in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Pending => "pending",
            Self::Withdrawn => "withdrawn",
            Self::Objected => "objected",
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
    #[n(8)]
    pub(crate) evidence: Option<String>,
    /// The request that it answers, by the keyed hash of its token.
    #[n(9)]
    pub(crate) confirms: Option<ByteArray<16>>,
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
    /// By which channel: `email`, `sms`, `phone`, `wechat`; `*` for a no to every channel.
    pub channel: String,
    /// What was said.
    pub state: ConsentState,
    /// When; now when left out.
    pub at: Option<Timestamp>,
    /// Where it was said; `app` when left out.
    pub source: Option<String>,
    /// The wording shown, by its id and version: `newsletter-de/3`.
    pub wording: Option<String>,
    /// What proves it, as the shop keeps it: the number of a signed form, the log entry of a call.
    pub evidence: Option<String>,
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
        Self { customer, purpose, channel, state, at: None, source: None, wording: None, evidence: None }
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

    /// Sets what proves it.
    #[must_use]
    pub fn evidence(mut self, evidence: impl Into<String>) -> Self {
        self.evidence = Some(evidence.into());
        self
    }
}

/// An objection of a customer to a purpose.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ObjectionInput {
    /// Who objects.
    pub customer: CustomerRef,
    /// To what; `marketing` when left out.
    pub purpose: Option<String>,
    /// By which channel; every one when left out.
    pub channel: Option<String>,
    /// When; now when left out.
    pub at: Option<Timestamp>,
    /// Where it was said; `app` when left out.
    pub source: Option<String>,
    /// What proves it, as the shop keeps it.
    pub evidence: Option<String>,
}

hidden_debug!(ObjectionInput);

impl ObjectionInput {
    /// To marketing by every channel, now.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, purpose: None, channel: None, at: None, source: None, evidence: None }
    }
}

/// A consent to ask for: its bearer confirms it by a token that is sent to the address.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ConsentRequestInput {
    /// Who is asked.
    pub customer: CustomerRef,
    /// For what.
    pub purpose: String,
    /// By which channel.
    pub channel: String,
    /// Where the token is sent: an e-mail or a phone of the customer. For `email`, `sms`, `phone` and `whatsapp` the newest it
    /// has when left out.
    pub address: Option<String>,
    /// Where it was asked for; `app` when left out.
    pub source: Option<String>,
    /// The wording shown, by its id and version.
    pub wording: Option<String>,
    /// Hours for which the token is good; 72 when left out.
    pub valid_hours: Option<u32>,
}

hidden_debug!(ConsentRequestInput);

impl ConsentRequestInput {
    /// Asked now, at the customer's newest address.
    pub fn new(customer: CustomerRef, purpose: impl Into<String>, channel: impl Into<String>) -> Self {
        let (purpose, channel) = (purpose.into(), channel.into());
        Self { customer, purpose, channel, address: None, source: None, wording: None, valid_hours: None }
    }
}

/// A consent that was asked for.
#[model]
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentRequest {
    /// `created`, or `unchanged` where the consent is granted already.
    pub outcome: Outcome,
    /// Who is asked.
    pub customer_id: CustomerId,
    /// Where to send the token.
    pub address: Option<String>,
    /// What to send there, in a link mostly: 52 letters and digits, which are kept nowhere. Absent when nothing needs to be confirmed.
    pub token: Option<String>,
    /// From when on the token is good no more.
    pub expires_at: Option<Timestamp>,
}

hidden_debug!(ConsentRequest);

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
    /// By which channel; `*` of a no to every channel, which stands at each channel of its own as well.
    pub channel: String,
    /// What was said.
    pub state: ConsentState,
    /// When.
    pub at: Timestamp,
    /// Where.
    pub source: String,
    /// The wording shown.
    pub wording: Option<String>,
    /// What proves it.
    pub evidence: Option<String>,
}
