use guanxi_macros::model;

use super::Consent;
use crate::{
    customer::{CustomerRef, hidden_debug},
    id::CustomerId,
    identity::IdentifierKind,
    settings::LegalBasis,
    time::Timestamp,
};

/// Whom to contact, for what, by which channel.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ContactQuery {
    /// Whom.
    pub customer: CustomerRef,
    /// For what: `marketing`, `service`. Letter case does not matter.
    pub purpose: String,
    /// By which channel: `email`, `sms`, `phone`, `whatsapp`, `wechat`. Letter case does not matter.
    pub channel: String,
    /// As of when; as of everything known when left out. Addresses and what purposes stand on are those of now.
    pub at: Option<Timestamp>,
}

hidden_debug!(ContactQuery);

impl ContactQuery {
    /// Whether a customer may be contacted as things stand.
    pub fn new(customer: CustomerRef, purpose: impl Into<String>, channel: impl Into<String>) -> Self {
        Self { customer, purpose: purpose.into(), channel: channel.into(), at: None }
    }

    /// Sets the instant to look at.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }
}

/// What decided whether a customer may be contacted. Of several the first in this order.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContactReason {
    /// Processing of what is known of the customer is restricted (GDPR article 18): nothing but keeping it.
    Restricted,
    /// The customer has no address that the channel reaches, or none but placeholders.
    NoAddress,
    /// The address is suppressed since somebody who bore it was erased, and no consent was given later.
    Suppressed,
    /// A message by this channel came back for good.
    Bounced,
    /// The purpose stands on a contract, a law or the shop's interest, and nothing speaks against it.
    LegalBasis,
    /// The customer agreed (GDPR article 7, PIPL article 14).
    ConsentGranted,
    /// The customer never said anything of it.
    NoConsent,
    /// The customer was asked, and has not answered yet.
    Pending,
    /// The customer was asked, and did not answer in time.
    Expired,
    /// The customer took it back, or said no (GDPR article 7(3), PIPL article 15).
    Withdrawn,
    /// The customer objected (GDPR article 21).
    Objected,
}

impl ContactReason {
    /// Whether it lets the customer be contacted.
    pub const fn allows(self) -> bool {
        matches!(self, Self::LegalBasis | Self::ConsentGranted)
    }

    /// Its name in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Restricted => "restricted",
            Self::NoAddress => "no_address",
            Self::Suppressed => "suppressed",
            Self::Bounced => "bounced",
            Self::LegalBasis => "legal_basis",
            Self::ConsentGranted => "consent_granted",
            Self::NoConsent => "no_consent",
            Self::Pending => "pending",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Objected => "objected",
        }
    }
}

/// Whether a customer may be contacted for a purpose by a channel, and why.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContactDecision {
    /// Whether it may be.
    pub allowed: bool,
    /// What decided it.
    pub reason: ContactReason,
    /// What the purpose stands on.
    pub basis: LegalBasis,
    /// Who.
    pub customer_id: CustomerId,
    /// Which address of the profile the channel reaches. Absent when it has none, and for channels whose addresses the profile
    /// does not hold: there what was said decides.
    pub address: Option<IdentifierKind>,
    /// Since when what decided it holds; absent where nothing happened that would have a time.
    pub since: Option<Timestamp>,
    /// What the customer said of this purpose and channel, whether or not it decided.
    pub consent: Option<Consent>,
}
