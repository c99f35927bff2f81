use guanxi_macros::model;

use crate::{id::CustomerId, page::PageRequest, time::Timestamp};

/// One commit; a large one has several entries.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What was called.
    pub verb: String,
    /// How many changes.
    pub changes: u64,
    /// More about it; nobody's personal data.
    pub note: Option<String>,
}

/// One page of entries.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditPage {
    /// The entries, oldest first.
    pub items: Vec<AuditEntry>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// Which entries.
#[model(spread)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditQuery {
    /// Those that change something of this customer; an id of before a merge has those of that time.
    pub customer: Option<CustomerId>,
    /// Those of this call, such as `customers.update`, or of an area: `customers`.
    pub verb: Option<String>,
    /// Those of who acted so, such as `staff:mei`.
    pub actor: Option<String>,
    /// Those from this instant on.
    pub since: Option<Timestamp>,
    /// Those before this instant.
    pub until: Option<Timestamp>,
    /// How many, and from where on.
    #[model(default)]
    pub page: PageRequest,
}

/// What the chain is after so many entries: kept outside of the store, it proves later that nothing before was changed.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditHead {
    /// How many entries there are, those included that were dropped.
    pub entries: u64,
    /// The hash of the last one, in hexadecimal.
    pub hash: String,
}

impl AuditHead {
    /// One that was kept.
    pub fn new(entries: u64, hash: impl Into<String>) -> Self {
        Self { entries, hash: hash.into() }
    }
}

/// One page of entries as lines of JSON.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditExport {
    /// The lines, oldest first: `number`, `at`, `actor`, `verb`, `changes`, `note`, the bytes of the `entry` in hexadecimal,
    /// the hash of the `previous` one, and its own `hash`.
    pub items: Vec<String>,
    /// What the chain is after the last line.
    pub head: AuditHead,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// What looking at the chain found.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditProof {
    /// Every entry is as it was sealed, and as the anchor says.
    pub intact: bool,
    /// How many entries were looked at.
    pub checked: u64,
    /// How many of the oldest are not kept any more: the chain begins after them.
    pub dropped: u64,
    /// What the chain is after the last entry that is there.
    pub head: AuditHead,
    /// When it is not intact: up to this entry all is well.
    pub sound_until: Option<u64>,
    /// And by this one something was changed, put in, or taken out.
    pub broken_by: Option<u64>,
}
