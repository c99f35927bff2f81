//! Who is who: records, the identifiers they bear, and the links that make customers of them.
//!
//! A *record* is what one source said about one person; its natural key is (source, external id). A *customer* is one
//! or more records joined by *links*. A record's facts are numbered from 0: how it came to be, each version of its
//! content, each link. Which customer it belongs to is what its last link says. Content is personal and kept apart
//! from the facts.
//!
//! Invariants: a record that exists has fact 0; links move records, never content; an e-mail or phone joins records
//! only under rule I1 (no placeholder, borne by few, names and birth dates do not contradict, nobody decided that they
//! are two persons). What was decided about two records is a fact, kept under each of them.
//!
//! ```text
//! shopify:6940095 ─┐
//! till:88          ├─ links ─→ cus_01j… (profile = survivorship over the three)
//! newsletter:mei   ┘
//! ```

mod content;
mod model;
mod personal;
mod resolve;
pub(crate) mod rows;

pub use self::model::{HeldBack, HeldBackReason, IdentifierKind, LinkCause, Verdict};
pub(crate) use self::{
    content::RecordContent,
    model::{PairFact, Record, RecordFact, VersionInfo, Weighed},
    resolve::{Candidate, Resolution, contradiction, resolve},
};
