use guanxi_macros::model;

use crate::{
    change::Outcome,
    id::CustomerId,
    page::PageRequest,
    rule::{Problem, Reason},
    time::{Date, Timestamp, Zone},
};

/// Which language a query must keep to.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// All of it.
    #[default]
    Guanxi,
    /// What Shopify takes: no extensions, ten clauses, 500 ids, 5,000 characters.
    Shopify,
}

/// What there is to say about a query.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueryCheck {
    /// Whether it can run: none of the problems is a fault.
    pub valid: bool,
    /// The query in the spelling of today; absent when it does not read.
    pub formatted: Option<String>,
    /// Faults first, what does not read before the rest, each group by place; then warnings.
    pub problems: Vec<Problem>,
}

/// A segment to define.
#[model(input)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentInput {
    /// Its short name in queries: lower-case letters, digits, `-` and `_`, 64 at most.
    pub key: String,
    /// What people call it; up to 255 characters; the key when left out.
    pub name: Option<String>,
    /// Who is in it; without one only those that are pinned.
    pub query: Option<String>,
}

impl SegmentInput {
    /// A segment of those for whom a query holds.
    pub fn new(key: impl Into<String>, query: impl Into<String>) -> Self {
        Self { key: key.into(), name: None, query: Some(query.into()) }
    }

    /// A list that customers are put on by hand.
    pub fn list(key: impl Into<String>) -> Self {
        Self { key: key.into(), name: None, query: None }
    }

    /// Sets what people call it.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}

/// One version of a segment.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct Segment {
    /// Its short name in queries.
    #[n(1)]
    pub key: String,
    /// Counts its versions, from 1.
    #[n(2)]
    pub version: u64,
    /// What people call it.
    #[n(3)]
    pub name: String,
    /// Who is in it, in the spelling of today; absent for lists.
    #[n(4)]
    pub query: Option<String>,
    /// When this version came in.
    #[n(5)]
    pub recorded_at: Timestamp,
    /// It was taken away with this version.
    #[n(6)]
    #[cbor(default)]
    #[model(default)]
    pub removed: bool,
}

/// What defining a segment did.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The segment as it is now.
    pub segment: Segment,
    /// Warnings about its query.
    pub warnings: Vec<Problem>,
}

/// Whose members, and from where on.
#[model(spread)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemberQuery {
    /// The condition; `segment('vip')` for the members of a segment.
    pub query: String,
    /// How many, and from where on.
    #[model(default)]
    pub page: PageRequest,
}

impl MemberQuery {
    /// The first of those for whom a query holds.
    pub fn new(query: impl Into<String>) -> Self {
        Self { query: query.into(), page: PageRequest::default() }
    }

    /// Sets how many, and from where on.
    #[must_use]
    pub fn page(mut self, page: PageRequest) -> Self {
        self.page = page;
        self
    }
}

/// A customer for whom a query holds.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentMember {
    /// Who.
    pub customer_id: CustomerId,
}

/// One page of members, by their ids.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemberPage {
    /// The members.
    pub items: Vec<SegmentMember>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// How many a query holds for.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentCount {
    /// Customers for whom it holds.
    pub members: u64,
    /// Customers in all.
    pub customers: u64,
}

/// How many customers are in a segment.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentSize {
    /// The segment as it is now.
    pub segment: Segment,
    /// Customers in it.
    pub members: u64,
    /// What part of all customers that is, in millionths, rounded half up; 0 without customers.
    pub share_ppm: u32,
}

/// How many customers are in each segment.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentSizes {
    /// The instant of the call; queries with `AS OF` look from their own.
    pub as_of: Timestamp,
    /// Customers in all.
    pub customers: u64,
    /// Every segment, by key.
    pub items: Vec<SegmentSize>,
}

/// What one segment has in common with each.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OverlapRow {
    /// The segment's short name.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Customers in it.
    pub members: u64,
    /// Customers that are in this segment and in that of each row, in the order of the rows; its members at its own.
    pub both: Vec<u64>,
    /// What part of this segment's members those are, in millionths, rounded half up; 0 for a segment without members.
    pub share_ppm: Vec<u32>,
}

/// How many customers segments have in common, two by two.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentOverlap {
    /// The instant of the call; queries with `AS OF` look from their own.
    pub as_of: Timestamp,
    /// Customers in all.
    pub customers: u64,
    /// One row a segment.
    pub rows: Vec<OverlapRow>,
}

/// Who would enter and leave a segment if it were defined so.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentPreview {
    /// Members now; 0 for a segment that is not there yet.
    pub members_before: u64,
    /// Members then.
    pub members_after: u64,
    /// How many would enter.
    pub enter: u64,
    /// How many would leave.
    pub leave: u64,
    /// The first ten who would enter, by their ids.
    pub entering: Vec<CustomerId>,
    /// The first ten who would leave.
    pub leaving: Vec<CustomerId>,
    /// Warnings about the query.
    pub warnings: Vec<Problem>,
}

/// A word by hand about a customer and a segment.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum PinChange {
    /// In it, whatever the query says.
    #[n(1)]
    Include,
    /// Out of it, whatever the query says.
    #[n(2)]
    Exclude,
    /// As the query says.
    #[n(3)]
    Clear,
}

/// What a word by hand did.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PinReceipt {
    /// `updated`, or `unchanged` when it stood so already.
    pub outcome: Outcome,
    /// Whom it is about.
    pub customer_id: CustomerId,
}

/// Why a query holds for a customer, or does not.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentExplanation {
    /// Who.
    pub customer_id: CustomerId,
    /// Whether it holds.
    pub holds: bool,
    /// The query in the spelling of today.
    pub query: String,
    /// The instant it was looked at.
    pub as_of: Timestamp,
    /// Whose days hold.
    pub zone: Zone,
    /// For `segment('vip')` alone: pinned in or out by hand, which goes before the query.
    pub pinned: Option<bool>,
    /// Every part, the whole first, each followed by its own parts, one deeper. For `segment('vip')` alone it goes on
    /// with the parts of that segment's query.
    pub reasons: Vec<Reason>,
}

/// What advancing did.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentAdvance {
    /// How often a customer was looked at because time may have moved it.
    pub customers: u64,
    /// How often a segment was entered.
    pub entered: u64,
    /// How often a segment was left.
    pub left: u64,
    /// All customers were worked out anew: for places, RFM and stages, or after a change of the shop.
    pub ran: bool,
    /// When time alone may move somebody next, midnight runs aside; absent when it never will.
    pub next_due: Option<Timestamp>,
}

/// A segment that a customer is in.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentMembership {
    /// The segment's key.
    pub segment: String,
    /// Since when.
    pub since: Timestamp,
}

/// What time alone will do to a customer, if nothing else happens.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentChange {
    /// When.
    pub at: Timestamp,
    /// Segments that it will come into.
    pub enters: Vec<String>,
    /// Segments that it will fall out of.
    pub leaves: Vec<String>,
}

/// The segments of a customer at an instant.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomerSegments {
    /// Who.
    pub customer_id: CustomerId,
    /// The instant.
    pub as_of: Timestamp,
    /// The segments, by their keys.
    pub items: Vec<SegmentMembership>,
    /// What comes next, of the present; absent when time alone changes nothing.
    pub next_change: Option<SegmentChange>,
}

/// A customer came into a segment, or fell out of it.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentMove {
    /// The segment's key.
    pub segment: String,
    /// The version of the segment in force when it was recorded.
    pub version: u64,
    /// It came in; else it fell out.
    pub entered: bool,
    /// When it took effect.
    pub at: Timestamp,
    /// When it was written down: with the fact that caused it, or when time was advanced.
    pub recorded_at: Timestamp,
    /// The call that wrote it down.
    pub verb: String,
    /// The id of the fact that caused it; absent where time did, or a definition.
    pub cause: Option<String>,
    /// It follows from a fact of a time that was over already.
    pub corrected: bool,
}

/// A segment on one day of the store.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentDay {
    /// The day.
    pub day: Date,
    /// How often it was entered.
    pub entered: u64,
    /// How often it was left.
    pub left: u64,
    /// Members at the end of the day.
    pub members: u64,
}
