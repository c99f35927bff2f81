//! Referral: customers bring their friends.
//!
//! A *program* says what both get. Each customer has a *code* in it, to give to friends. A friend who comes with a code
//! is *referred*: that is known once, the first code counts. When an order of the friend *qualifies*, both get points;
//! when that order comes back, both lose them again, each in the order's own commit. *Guards* refuse what is no
//! referral: one person with two names, one household, a ring of customers who refer each other, more friends than
//! anyone has.
//!
//! Invariants: a friend is referred once; each side gets its points once, and loses them at most once, by entries of the
//! ledger with natural keys; a referral is of the records it was made on, so that merging and un-merging move it along,
//! and one whose two sides turn out to be one person is taken back.
//!
//! Running example: `friends`, 500 points for Mei and 200 for Bo, whom she sends her code `7K2M-9QXD`; Bo's first order of
//! 100.00 CNY or more within 30 days qualifies. He sends it back, and 500 and 200 points are taken back.

mod attribute;
mod check;
mod code;
mod define;
pub(crate) mod follow;
mod input;
mod model;
pub(crate) mod rows;
mod settle;
mod view;

use guanxi_macros::ops;

pub use self::{
    input::{ReferralInput, ReferralQuery},
    model::{
        Referral, ReferralCheck, ReferralCode, ReferralPage, ReferralProgram, ReferralState, ReferralTerms,
    },
};
use crate::{customer::CustomerRef, error::Result, order::OrderRef, scope::Scope};

/// The shop's referrals.
#[derive(Clone)]
pub struct Referrals {
    pub(crate) scope: Scope,
}

#[ops]
impl Referrals {
    /// Defines a program, or a new version of one. The same terms again change nothing; who was referred before is
    /// rewarded by the terms of then.
    ///
    /// # Errors
    /// `not_found` for the loyalty program; `invalid_field`, naming the first field that cannot be taken;
    /// `invalid_query` for the condition.
    pub fn define(&self, name: &str, terms: ReferralTerms) -> Result<ReferralProgram> {
        self.scope.write("referrals.define", |tx| define::define(tx, name, &terms))
    }

    /// Every program as it is now, by name.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn programs(&self) -> Result<Vec<ReferralProgram>> {
        self.scope.read_rows(rows::programs)
    }

    /// The code of a customer, made when there is none yet: the same customer has the same code for ever.
    ///
    /// # Errors
    /// `not_found`, also for the program; `deleted`.
    pub fn code(&self, customer: CustomerRef, program: Option<String>) -> Result<ReferralCode> {
        self.scope.write("referrals.code", |tx| code::code(tx, &customer, program.as_deref()))
    }

    /// Notes that a customer came with a code. The first code counts; the same again changes nothing.
    ///
    /// # Errors
    /// `invalid_field` for what cannot be a code, or a time ahead of the clock; `not_found` for a code that nobody has;
    /// `deleted`, also for the customer whose code it is; `referral_refuses` for one's own code, a customer who bought
    /// before, and one who came with another code.
    pub fn attribute(&self, input: ReferralInput) -> Result<Referral> {
        self.scope.write("referrals.attribute", |tx| attribute::attribute(tx, &input))
    }

    /// Looks again what an order means for the referral of its customer, if there is one: rewards both sides when it qualifies,
    /// takes the points back when the order that qualified counts no more or not enough. Whatever happens to an order does
    /// this by itself, in its own commit; this call says what was looked at, and helps where the condition came to hold
    /// later. As often as one likes.
    ///
    /// # Errors
    /// `not_found`.
    pub fn settle(&self, order: OrderRef) -> Result<Vec<Referral>> {
        self.scope.write("referrals.settle", |tx| settle::settle(tx, &order))
    }

    /// Whom a customer referred, newest first, and before them by whom it was referred itself.
    ///
    /// # Errors
    /// `invalid_cursor`; `not_found`.
    pub fn list(&self, query: ReferralQuery) -> Result<ReferralPage> {
        self.scope.read(|look| view::list(look, &query))
    }
}
