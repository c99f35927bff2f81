//! Consents: who agreed to what, by which channel, and when.
//!
//! A *consent* is a list of entries that only grows, per purpose × channel (`marketing` × `email`). Its state at an
//! instant is what the last entry up to then says. When records of one person disagree, the most restrictive state
//! holds until the person is asked again (rule E2).
//!
//! Running example: `newsletter:mei` grants marketing by e-mail in March and withdraws it in May; in April she may be
//! written to, in June not.

mod model;
mod record;
pub(crate) mod rows;
mod state;

use guanxi_macros::ops;

pub use self::model::{Consent, ConsentInput, ConsentQuery, ConsentReceipt, ConsentState};
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

    /// What a customer agreed to, as it stood at an instant: one entry per purpose × channel, sorted.
    ///
    /// # Errors
    /// `not_found`.
    pub fn state(&self, query: ConsentQuery) -> Result<Vec<Consent>> {
        self.scope.read(|look| state::state(look, &query))
    }
}
