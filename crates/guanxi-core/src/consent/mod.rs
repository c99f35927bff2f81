//! Consents: who agreed to what, by which channel, and when.
//!
//! A *consent* is a list of entries that only grows, per purpose × channel (`marketing` × `email`). Its state at an
//! instant is what the last entry up to then says. When records of one person disagree, the most restrictive state
//! holds until the person is asked again (rule E2).
//!
//! A consent can be *asked for*: it is pending until whoever reads what is sent to the address confirms it with a token,
//! which works once and for a while (double opt-in). Of the token only a keyed hash is kept.
//!
//! Running example: `newsletter:mei` grants marketing by e-mail in March and withdraws it in May; in April she may be
//! written to, in June not.

mod model;
mod record;
mod request;
pub(crate) mod rows;
mod state;

use guanxi_macros::ops;

pub use self::model::{
    Consent, ConsentInput, ConsentQuery, ConsentReceipt, ConsentRequest, ConsentRequestInput, ConsentState,
};
use self::record::record;
pub(crate) use self::{
    record::{NewEntry, last_said, record_on},
    state::said_by,
};
use crate::{error::Result, scope::Scope};

/// Consents of the shop's customers.
#[derive(Clone)]
pub struct Consents {
    pub(crate) scope: Scope,
}

#[ops]
impl Consents {
    /// Takes an entry in. Without a time of its own, an entry that says again what its record said last changes nothing:
    /// nobody was asked again.
    ///
    /// # Errors
    /// `invalid_field`; `not_found` for a customer that does not exist.
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
    /// since, has expired, the consent was withdrawn after it was asked for, or the address is the customer's no more.
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
}
