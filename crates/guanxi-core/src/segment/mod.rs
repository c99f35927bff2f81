//! Segments: which customers a condition holds for.
//!
//! A *query* is a condition in the [language of segments](crate::rule), over the attributes and functions of this room's
//! registry. A *segment* is a query under a key, with versions; a *list* is a segment without one. A *pin* puts a
//! customer into a segment, or keeps it out, whatever the query says. Queries may ask about segments:
//! `segment('vip') AND last_order_date < -90d`, so whatever can be asked of a query can be asked of a segment.
//!
//! Invariants: membership is a function of facts, definitions and the instant; it is not stored. Segments never lead back
//! to themselves. What no area keeps yet is fed by standard events; a model's predictions are NULL.
//!
//! Running example: `vip`, `amount_spent >= 500 AND last_order_date >= -365d`.

mod define;
mod evaluate;
mod events;
mod explain;
mod load;
mod members;
mod model;
mod names;
mod one;
mod orders;
mod overlap;
mod pin;
mod preview;
pub(crate) mod rows;
mod standard;
mod values;

use guanxi_macros::ops;

pub use self::model::{
    MemberPage, MemberQuery, OverlapRow, PinChange, PinReceipt, Profile, QueryCheck, Segment, SegmentCount,
    SegmentExplanation, SegmentInput, SegmentMember, SegmentOverlap, SegmentPreview, SegmentReceipt,
    SegmentSize, SegmentSizes,
};
pub(crate) use self::{
    names::registry,
    one::{holds_for, spelled},
};
use crate::{
    customer::CustomerRef,
    error::{Error, Result},
    rule::Registry,
    scope::Scope,
    settings::FieldDefinition,
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

    /// Defines a segment, or a new version of one. The same again changes nothing.
    ///
    /// # Errors
    /// `invalid_field` for the key or the name; `invalid_query` with the first problem of the query, also when it leads
    /// back to the segment itself.
    pub fn define(&self, input: SegmentInput) -> Result<SegmentReceipt> {
        self.scope.write("segments.define", |tx| define::define(tx, &input))
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
}
