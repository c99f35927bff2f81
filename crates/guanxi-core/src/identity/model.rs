use guanxi_macros::model;
use minicbor::bytes::ByteArray;

use super::RecordContent;
use crate::{
    id::{CustomerId, RecordId},
    time::Timestamp,
};

/// What kind of thing points at a customer.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// The name a source gave the record.
    ExternalId,
}

impl IdentifierKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::ExternalId => "external_id",
        }
    }
}

/// Why an identifier did not join two records.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HeldBackReason {
    /// The value is nobody's, such as `noemail@example.com`.
    Placeholder,
    /// More records bear it than one person has.
    Shared,
    /// The names are those of different persons.
    NameConflict,
    /// The birth dates are those of different persons.
    BirthDateConflict,
    /// It was decided that they are different persons.
    Decided,
}

/// An identifier that could have joined a record to a customer and did not: for dedupe to decide.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HeldBack {
    /// Which identifier.
    pub kind: IdentifierKind,
    /// Why.
    pub reason: HeldBackReason,
}

/// Why a record belongs to a customer.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum LinkCause {
    /// Nobody else was it.
    #[n(1)]
    New,
    /// It bears the same e-mail.
    #[n(2)]
    Email,
    /// It bears the same phone.
    #[n(3)]
    Phone,
    /// Staff entered it on this customer.
    #[n(4)]
    Manual,
    /// Another record bore identifiers of both.
    #[n(5)]
    Joined,
    /// The customer was deleted.
    #[n(6)]
    Deleted,
    /// Somebody said that they are one person.
    #[n(7)]
    Merged,
    /// They score so high that the shop's policy links them.
    #[n(8)]
    Duplicate,
    /// It was given back to a customer of its own.
    #[n(9)]
    Unmerged,
    /// The customer was erased.
    #[n(10)]
    Erased,
}

/// What somebody decided about two records.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum Verdict {
    /// One person.
    #[n(1)]
    Match,
    /// Two persons: nothing joins them again until somebody says otherwise.
    #[n(2)]
    NotTheSame,
    /// To be asked again later.
    #[n(3)]
    Later,
}

/// One decision about two records, kept under each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct PairFact {
    #[n(1)]
    pub(crate) verdict: Verdict,
    #[n(2)]
    pub(crate) recorded: Timestamp,
}

/// The pair of records that a link rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Weighed {
    /// The record of the other side.
    #[n(0)]
    pub(crate) record: RecordId,
    /// The record of this side.
    #[n(1)]
    pub(crate) own: RecordId,
    /// The binary logarithm of the odds, in thousandths.
    #[n(2)]
    pub(crate) weight_milli: i64,
}

/// One fact about a record.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
pub(crate) enum RecordFact {
    /// It came to be, belonging to a customer; with its first content when the source described it.
    #[n(1)]
    #[cbor(map)]
    Created {
        #[n(1)]
        source: String,
        /// The keyed hash of (source, external id), or of what stands for it.
        #[n(2)]
        key: ByteArray<16>,
        #[n(3)]
        customer: CustomerId,
        #[n(4)]
        cause: LinkCause,
        #[n(5)]
        version: Option<VersionInfo>,
        #[n(6)]
        recorded: Timestamp,
    },
    /// The source described it anew.
    #[n(2)]
    #[cbor(map)]
    Described {
        #[n(1)]
        version: VersionInfo,
        #[n(2)]
        recorded: Timestamp,
    },
    /// It belongs to this customer from now on; to none when the customer was deleted.
    #[n(3)]
    #[cbor(map)]
    Linked {
        #[n(1)]
        customer: Option<CustomerId>,
        #[n(2)]
        cause: LinkCause,
        #[n(3)]
        recorded: Timestamp,
        /// What the link rests on, when that was weighed.
        #[n(4)]
        evidence: Option<Weighed>,
        /// When it was given back: how many of its stays since the last deletion still hold. The last of them is gone
        /// back to when it was with this customer.
        #[n(5)]
        kept: Option<u32>,
    },
}

/// That a record belonged to a customer from some time on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stay {
    pub(crate) customer: CustomerId,
    pub(crate) since: Timestamp,
}

/// About one version of a record's content; the content itself is kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct VersionInfo {
    /// A keyed digest of the content.
    #[n(0)]
    pub(crate) digest: ByteArray<16>,
    /// When it was so at the source.
    #[n(1)]
    pub(crate) effective: Timestamp,
}

impl VersionInfo {
    /// The instant of what something else said of a person: older than all that the person's source says.
    pub(crate) const ASIDE: Timestamp = Timestamp::MIN;

    /// When the record was spoken of.
    pub(crate) fn said(&self, recorded: Timestamp) -> Timestamp {
        if self.effective == Self::ASIDE { recorded } else { self.effective }
    }
}

/// A record as its facts leave it.
#[derive(Clone)]
pub(crate) struct Record {
    pub(crate) id: RecordId,
    pub(crate) source: String,
    pub(crate) key: [u8; 16],
    pub(crate) customer: Option<CustomerId>,
    /// When it came to its present customer.
    pub(crate) linked: Timestamp,
    /// Every customer it belonged to, in order: where their ids lead when they have no records any more. Merges that
    /// were taken back are left out.
    pub(crate) stays: Vec<Stay>,
    /// How many of them a deletion ended: nothing goes back to those.
    pub(crate) ended: usize,
    /// Its customer was erased: it stands for what is kept and says nothing.
    pub(crate) erased: bool,
    /// How many facts it has: the number of the next one.
    pub(crate) facts: i64,
    /// How many of them count as versions: links that were taken back do not.
    pub(crate) counted: i64,
    /// Every version so far, to know content that came before.
    pub(crate) versions: Vec<VersionInfo>,
    /// The version that its content is of; none while it is bare.
    pub(crate) current: Option<VersionInfo>,
    /// When it was first spoken of.
    pub(crate) created: Timestamp,
    /// The instant that its current content is of.
    pub(crate) effective: Timestamp,
    /// Its current content: of the version with the latest (effective, recorded).
    pub(crate) content: RecordContent,
}

impl Record {
    /// Belongs to another customer from now on; the same for facts that are read and for those being written.
    pub(crate) fn follow(&mut self, customer: Option<CustomerId>, kept: Option<u32>, at: Timestamp) {
        self.facts += 1;
        self.customer = customer;
        let Some(customer) = customer else {
            (self.ended, self.linked) = (self.stays.len(), at);
            self.counted += 1;
            return;
        };
        if let Some(kept) = kept {
            let before = self.stays.len();
            self.stays.truncate(self.ended.saturating_add(kept as usize));
            if let Some(last) = self.stays[self.ended..].last().filter(|stay| stay.customer == customer) {
                // As if it had never left.
                self.linked = last.since;
                self.counted -= (before - self.stays.len()) as i64;
                return;
            }
        }
        self.stays.push(Stay { customer, since: at });
        self.linked = at;
        self.counted += 1;
    }

    /// Whose it is; whose it was last when that customer was deleted.
    pub(crate) fn last_customer(&self) -> Option<CustomerId> {
        self.customer.or(self.stays.last().map(|stay| stay.customer))
    }

    /// Whether it was this customer's at some time.
    pub(crate) fn belonged_to(&self, customer: CustomerId) -> bool {
        self.stays.iter().any(|stay| stay.customer == customer)
    }

    /// The customers it came from by merges, the first one first; its present one is not among them.
    pub(crate) fn origins(&self) -> &[Stay] {
        let live = &self.stays[self.ended.min(self.stays.len())..];
        live.split_last().map_or(&[], |(_, before)| before)
    }
}
