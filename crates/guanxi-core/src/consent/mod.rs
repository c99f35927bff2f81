//! Consents: who agreed to what, by which channel, and when.
//!
//! A *consent* is a list of entries that only grows, per purpose × channel (`marketing` × `email`). Its state at an
//! instant is what the last entry up to then says. When records of one person disagree, the most restrictive state
//! holds until the person is asked again (rule E2).
//!
//! A consent can be *asked for*: it is pending until whoever reads what is sent to the address confirms it with a token,
//! which works once and for a while (double opt-in). Of the token only a keyed hash is kept.
//!
//! An *objection* is the strongest no: it counts for what needs no consent, too, unless a contract or a law asks for it. While
//! processing is *restricted*, what is known of a customer is kept, and nobody is contacted.
//!
//! Running example: `newsletter:mei` grants marketing by e-mail in March and withdraws it in May; in April she may be
//! written to, in June not.

mod contact;
mod may_contact;
mod model;
mod record;
mod request;
mod restriction;
pub(crate) mod rows;
mod state;

use guanxi_macros::ops;

use self::record::record;
pub use self::{
    contact::{ContactDecision, ContactQuery, ContactReason},
    model::{
        Consent, ConsentInput, ConsentQuery, ConsentReceipt, ConsentRequest, ConsentRequestInput,
        ConsentState, ObjectionInput,
    },
    restriction::{RestrictionReason, RestrictionReceipt},
};
pub(crate) use self::{
    may_contact::{Grounds, Place, kind_of, said_for},
    record::{NewEntry, last_said, object, record_on},
    restriction::{restrict, restricted, restricted_customers},
    state::{of_records as agreed, said_by},
};
use crate::{
    customer::ahead::of_ref,
    error::Result,
    scope::{Ahead, Scope},
};

/// The purpose of the consents that sources and platforms hold, and of reach.
pub(crate) const MARKETING: &str = "marketing";

/// The channel of a no to every channel.
pub(crate) const EVERY_CHANNEL: &str = "*";

/// Consents of the shop's customers.
#[derive(Clone)]
pub struct Consents {
    pub(crate) scope: Scope,
}

#[ops]
impl Consents {
    /// Takes an entry in. Without a time of its own, an entry that says again what its record said last changes nothing:
    /// nobody was asked again. A no can be said to every channel (`*`); it counts for each until something else is said of
    /// that one later.
    ///
    /// # Errors
    /// `invalid_field`, also for a yes to every channel; `not_found` for a customer that does not exist.
    pub fn record(&self, input: ConsentInput) -> Result<ConsentReceipt> {
        self.scope.write("consents.record", |tx| record(tx, &input))
    }

    /// Asks a customer for a consent: it is pending until [`confirm`](Self::confirm) is called with the token, which the app
    /// sends to the address (double opt-in, rule M4). Where it is granted already nothing is asked.
    ///
    /// # Errors
    /// `invalid_field`, also for an address that is none of the customer's, and where it has none; `not_found`; `deleted`.
    pub fn request(&self, input: ConsentRequestInput) -> Result<ConsentRequest> {
        self.scope.write("consents.request", |tx| request::request(tx, &input))
    }

    /// Grants what was asked for with this token, once. The same again changes nothing as long as that holds.
    ///
    /// # Errors
    /// `invalid_field` for what cannot be a token; `not_found`; `deleted`; `consent_closed` when it was used and withdrawn
    /// since, has expired, the customer withdrew or objected after it was asked for, or the address is the customer's no more.
    pub fn confirm(&self, token: &str) -> Result<ConsentReceipt> {
        self.scope.write("consents.confirm", |tx| request::confirm(tx, token))
    }

    /// What a customer agreed to, as it stood at an instant: one entry per purpose × channel, sorted.
    ///
    /// # Errors
    /// `not_found`.
    pub fn state(&self, query: ConsentQuery) -> Result<Vec<Consent>> {
        self.scope.read(|look| state::state(look, &query))
    }

    /// Whether a customer may be contacted for a purpose by a channel, as it stood at an instant, and why. It is the one
    /// gate: whatever is sent asks it, at the time of sending. `reachable` of segments gives the same answer for
    /// `marketing`.
    ///
    /// Whatever the purpose, processing must not be restricted (`privacy.restrict`), and the customer must have an address that
    /// is not suppressed and from which nothing came back for good. Beyond that it hangs on what the purpose stands on,
    /// which the shop's settings tell (`purposes`): under consent the last word must be yes; under the shop's interest it must
    /// not be anything else, and nothing said is no obstacle; under a contract or a law nobody is asked, and no objection
    /// counts (GDPR articles 6, 7 and 21, PIPL articles 13 to 15).
    ///
    /// # Errors
    /// `invalid_field`, also for an e-mail or phone that does not read, or that several customers bear; `not_found`;
    /// `erased`.
    pub fn may_contact(&self, query: ContactQuery) -> Result<ContactDecision> {
        let wants = |ahead: &Ahead<'_>| of_ref(ahead, &query.customer);
        self.scope.read_ahead(wants, |look| may_contact::may_contact(look, &query))
    }
}
