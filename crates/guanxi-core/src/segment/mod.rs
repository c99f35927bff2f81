//! Segments: which customers a condition holds for.
//!
//! A *query* is a condition in the [language of segments](crate::rule), over the attributes and functions of this room's
//! registry. A *segment* is a query under a key, with versions; a *list* is a segment without one. A *pin* puts a
//! customer into a segment, or keeps it out, whatever the query says. Queries may ask about segments:
//! `segment('vip') AND last_order_date < -90d`, so whatever can be asked of a query can be asked of a segment.
//!
//! Membership is *kept*: each commit that changes a customer works out what that does to its segments, notes how it *moved*
//! as a fact, and tells the feed; time is told by [`advance`](Segments::advance).
//!
//! Invariants: membership is a function of facts, definitions and the instant: what is kept is what working it out anew
//! gives (rule S6), but for places, RFM and stages, which are as of the last run. Segments never lead back to themselves. What no area keeps yet is fed by standard events; a model's predictions are NULL.
//!
//! Running example: `vip`, `amount_spent >= 500 AND last_order_date >= -365d`.

mod advance;
mod define;
mod evaluate;
mod events;
mod explain;
pub(crate) mod follow;
mod history;
mod load;
mod members;
mod model;
mod names;
mod one;
mod orders;
mod overlap;
mod pin;
mod preview;
mod ready;
pub(crate) mod rows;
pub(crate) mod shown;
mod standard;
mod values;

use guanxi_macros::ops;

pub use self::model::{
    CustomerSegments, MemberPage, MemberQuery, OverlapRow, PinChange, PinReceipt, Profile, QueryCheck,
    Segment, SegmentAdvance, SegmentChange, SegmentCount, SegmentDay, SegmentExplanation, SegmentInput,
    SegmentMember, SegmentMembership, SegmentMove, SegmentOverlap, SegmentPreview, SegmentReceipt,
    SegmentSize, SegmentSizes,
};
pub(crate) use self::{
    names::registry,
    one::{holds_for, spelled},
    standard::state_of,
};
use crate::{
    customer::CustomerRef,
    error::{Error, Result},
    rule::Registry,
    scope::Scope,
    settings::FieldDefinition,
    time::{Date, Timestamp},
};

/// Groups of customers by what is known of them.
#[derive(Clone)]
pub struct Segments {
    pub(crate) scope: Scope,
}

/// The attributes and functions of segments, for a shop with these fields of its own: what the language reference is
/// made of.
pub fn language(fields: &[FieldDefinition]) -> Registry {
    registry(fields)
}

#[ops]
impl Segments {
    /// Reads and checks a query, with the shop's own fields and segments. Tells everything that is wrong at once.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn check(&self, query: &str, profile: Option<Profile>) -> Result<QueryCheck> {
        self.scope.read(|look| define::check(look, query, profile.unwrap_or_default()))
    }

    /// Defines a segment, or a new version of one, and works out who is in it: as a commit of its own, which looks at all
    /// customers. The same again changes nothing.
    ///
    /// # Errors
    /// `invalid_field` for the key or the name; `invalid_query` with the first problem of the query, also when it leads
    /// back to the segment itself.
    pub fn define(&self, input: SegmentInput) -> Result<SegmentReceipt> {
        let mut receipts = self.define_all("segments.define", std::slice::from_ref(&input))?;
        receipts.pop().ok_or_else(|| Error::internal("each input has a receipt"))
    }

    /// Defines many at once, in one commit, all of them or none, and works out who is in them together. One may ask about
    /// those before it.
    ///
    /// # Errors
    /// As [`define`](Self::define), for the first that cannot be defined.
    pub fn define_many(&self, inputs: Vec<SegmentInput>) -> Result<Vec<SegmentReceipt>> {
        self.define_all("segments.define_many", &inputs)
    }

    /// A segment as it is now.
    ///
    /// # Errors
    /// `not_found`.
    pub fn get(&self, key: &str) -> Result<Segment> {
        self.scope
            .read(|look| rows::all(look.rows)?.remove(key).ok_or_else(|| Error::not_found("segment", key)))
    }

    /// Every segment as it is now, by key.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn list(&self) -> Result<Vec<Segment>> {
        self.scope.read(|look| Ok(rows::all(look.rows)?.into_values().collect()))
    }

    /// Every version of a segment, oldest first; also of one that was taken away.
    ///
    /// # Errors
    /// `not_found`.
    pub fn versions(&self, key: &str) -> Result<Vec<Segment>> {
        self.scope.read(|look| {
            let versions = rows::versions(look.rows, key)?;
            if versions.is_empty() { Err(Error::not_found("segment", key)) } else { Ok(versions) }
        })
    }

    /// Takes a segment away; its versions stay. The answer is its last version.
    ///
    /// # Errors
    /// `not_found`; `in_use` when another segment asks about it.
    pub fn remove(&self, key: &str) -> Result<Segment> {
        self.scope.write("segments.remove", |tx| define::remove(tx, key))
    }

    /// The customers that a query holds for, by their ids. Every page is worked out anew, as of the call.
    ///
    /// # Errors
    /// `invalid_query`; `invalid_field` for the limit; `invalid_cursor`.
    pub fn members(&self, query: MemberQuery) -> Result<MemberPage> {
        let now = self.scope.engine.clock.now();
        self.scope.read_stale(|look| members::members(look, &query, now))
    }

    /// How many customers a query holds for.
    ///
    /// # Errors
    /// `invalid_query`.
    pub fn count(&self, query: &str) -> Result<SegmentCount> {
        let now = self.scope.engine.clock.now();
        self.scope.read_stale(|look| members::count(look, query, now))
    }

    /// How many customers are in each segment, pins included, by key. All segments are worked out together: what they
    /// ask for is loaded once.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn sizes(&self) -> Result<SegmentSizes> {
        let now = self.scope.engine.clock.now();
        self.scope.read_stale(|look| overlap::sizes(look, now))
    }

    /// How many customers segments have in common, two by two, pins included: of these segments, in this order, each
    /// once; of all, by key, when left out. They are worked out together, as for [`sizes`](Self::sizes).
    ///
    /// # Errors
    /// `not_found` for a key; `invalid_field` for the keys when there are more than 100 segments.
    pub fn overlap(&self, keys: Option<Vec<String>>) -> Result<SegmentOverlap> {
        let now = self.scope.engine.clock.now();
        self.scope.read_stale(|look| overlap::overlap(look, keys.as_deref(), now))
    }

    /// Who would enter and leave a segment if it were defined so. Writes nothing.
    ///
    /// # Errors
    /// As [`define`](Self::define).
    pub fn preview(&self, input: SegmentInput) -> Result<SegmentPreview> {
        let now = self.scope.engine.clock.now();
        self.scope.read_stale(|look| preview::preview(look, &input, now))
    }

    /// Puts a customer into a segment, keeps it out, or leaves it to the query again. The word holds for the records that
    /// the customer has now: it goes with them through merges.
    ///
    /// # Errors
    /// `not_found` for the segment, then for the customer.
    pub fn pin(&self, key: &str, customer: CustomerRef, change: PinChange) -> Result<PinReceipt> {
        self.scope.write("segments.pin", |tx| pin::pin(tx, key, &customer, change))
    }

    /// Why a query holds for a customer, or does not: each part with what it comes to, the values found, and the ids of
    /// the rows that decided it. Shows values of the profile: for the shop's own staff.
    ///
    /// # Errors
    /// `invalid_query`; `not_found`.
    pub fn explain(&self, customer: CustomerRef, query: &str) -> Result<SegmentExplanation> {
        let now = self.scope.engine.clock.now();
        self.scope.read_stale(|look| explain::explain(look, &customer, query, now))
    }

    /// Has time move customers into segments and out of them, up to now: each at the very moment, in the order of the
    /// moments, for the feed to tell. The first call of a store day also works out anew what depends on all customers:
    /// places among them, RFM and lifecycle stages; so does the first after a change of the shop's settings or products.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn advance(&self) -> Result<SegmentAdvance> {
        advance::advance(&self.scope)
    }

    /// The segments that a customer is in, since when, and what time alone will change next. Of a past instant: what it was
    /// in by what is known now of that time; a time to come is answered as if nothing happened until then.
    ///
    /// # Errors
    /// `not_found`.
    pub fn memberships(&self, customer: CustomerRef, at: Option<Timestamp>) -> Result<CustomerSegments> {
        let now = self.scope.engine.clock.now();
        self.scope.read(|look| history::memberships(look, &customer, at, now))
    }

    /// How a customer came into segments and fell out of them, in the order that it was written down, with what caused it.
    ///
    /// # Errors
    /// `not_found`.
    pub fn history(&self, customer: CustomerRef) -> Result<Vec<SegmentMove>> {
        self.scope.read(|look| history::history(look, &customer))
    }

    /// How a segment grew and shrank, one row a store day, both days included; 3,660 days at most.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` for the days.
    pub fn size_by_day(&self, key: &str, from: Date, to: Date) -> Result<Vec<SegmentDay>> {
        self.scope.read_stale(|look| history::size_by_day(look, key, from, to))
    }
}

impl Segments {
    fn define_all(&self, verb: &'static str, inputs: &[SegmentInput]) -> Result<Vec<SegmentReceipt>> {
        self.scope.write(verb, |tx| define::define_all(tx, inputs))
    }
}
