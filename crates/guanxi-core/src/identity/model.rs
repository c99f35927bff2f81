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
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub(crate) enum LinkCause {
    /// Nobody else was it.
    #[n(1)]
    New,
    #[n(2)]
    Email,
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
    },
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

/// A record as its facts leave it.
#[derive(Clone)]
pub(crate) struct Record {
    pub(crate) id: RecordId,
    pub(crate) source: String,
    pub(crate) key: [u8; 16],
    pub(crate) customer: Option<CustomerId>,
    /// When it came to its present customer.
    pub(crate) linked: Timestamp,
    /// Every customer it belonged to, in order: where their ids lead when they have no records any more.
    pub(crate) customers: Vec<CustomerId>,
    /// How many facts it has: the number of the next one.
    pub(crate) facts: i64,
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
