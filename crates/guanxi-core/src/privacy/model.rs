use guanxi_macros::model;

use crate::{
    change::Outcome,
    id::CustomerId,
    scope::{DossierSection, KeptReason},
    settings::RetentionRule,
    time::Timestamp,
};

/// Why a person is erased.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum ErasureReason {
    /// The person asked for it (GDPR article 17, PIPL article 47).
    #[n(1)]
    SubjectRequest,
    /// The person withdrew the consent that the data was kept by (17(1)(b)).
    #[n(2)]
    WithdrawnConsent,
    /// The person objected, and nothing weighs more (17(1)(c)).
    #[n(3)]
    Objection,
    /// It was kept against the law (17(1)(d)).
    #[n(4)]
    Unlawful,
    /// A law asks for it (17(1)(e)).
    #[n(5)]
    LegalObligation,
    /// It is not needed any more, or its time is over (17(1)(a)).
    #[n(6)]
    Retention,
    /// Something else.
    #[n(7)]
    Other,
}

/// What an erasure did in one area.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct ErasedArea {
    /// The area.
    #[n(1)]
    pub area: String,
    /// How much was destroyed: versions of records, profiles, addresses of orders, events, consents, codes.
    #[n(2)]
    pub destroyed: u64,
    /// How much is kept, without what says who it was: records, orders, entries.
    #[n(3)]
    pub kept: u64,
    /// Why it is kept.
    #[n(4)]
    pub kept_because: Option<KeptReason>,
}

/// What an erasure did; nobody's personal data.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErasureReceipt {
    /// `updated`, or `unchanged` when the customer was erased before; all else is of that time then.
    pub outcome: Outcome,
    /// Who was erased: an id that stands for nobody any more.
    pub customer_id: CustomerId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: ErasureReason,
    /// How many e-mails and phones are suppressed since.
    pub suppressed: u64,
    /// What it did, area by area.
    pub areas: Vec<ErasedArea>,
}

/// One page of erasures.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErasurePage {
    /// The receipts, by the age of the customers.
    pub items: Vec<ErasureReceipt>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// What a rule of retention destroys, or destroyed.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct RetentionCount {
    /// The rule.
    #[n(1)]
    pub rule: RetentionRule,
    /// What began before this instant is past its time by it.
    #[n(2)]
    pub before: Timestamp,
    /// How many: events, contacts or customers.
    #[n(3)]
    pub removed: u64,
    /// When the time of the oldest of them began; absent when there are none.
    #[n(4)]
    pub oldest: Option<Timestamp>,
    /// How many more are past their time and kept, since processing of their customer is restricted (GDPR article 18).
    #[n(5)]
    pub restricted: u64,
}

/// What is past its time by the rules of retention, or was; nobody's personal data.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetentionReport {
    /// The instant.
    pub as_of: Timestamp,
    /// What each rule destroys, in the order of the settings.
    pub rules: Vec<RetentionCount>,
}

/// A run of the rules of retention that destroyed something; nobody's personal data.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct RetentionRun {
    /// When it began.
    #[n(1)]
    pub at: Timestamp,
    /// By whom.
    #[n(2)]
    pub actor: String,
    /// It came to its end. When it was cut off, another one went on.
    #[n(3)]
    pub finished: bool,
    /// What each rule destroyed, in the order of the settings.
    #[n(4)]
    pub rules: Vec<RetentionCount>,
}

/// One page of runs.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetentionRunPage {
    /// The runs, newest first.
    pub items: Vec<RetentionRun>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// All that is known of a person.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CustomerDossier {
    /// Who.
    pub customer_id: CustomerId,
    /// The ids of customers that went into it.
    pub former_ids: Vec<CustomerId>,
    /// When it was put together.
    pub exported_at: Timestamp,
    /// What is known, one section for each kind of things; what there is none of is left out.
    pub sections: Vec<DossierSection>,
}
