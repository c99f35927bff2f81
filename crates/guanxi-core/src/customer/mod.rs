//! Customers: who the shop's people are.
//!
//! A *customer* is a person; its profile is computed from its records by *survivorship*. `upsert` takes what a source
//! says about a person and finds or makes the record and the customer; `update` is what staff enter by hand, kept as a
//! record of its own that comes first; `find` looks people up by any identifier or by the beginning of a name.
//!
//! Invariants: every row of this area but the facts is a function of the customer's records and the shop's settings
//! ([`derive`]); the same content twice changes nothing; a customer that went into another is found under its old id.
//!
//! Running example: `shopify:6940095` says "Li Wei, li.wei@example.com", a till says "W. Li" with the same e-mail;
//! they are one customer with two records.

pub(crate) mod ahead;
mod arrive;
mod delete;
mod derive;
mod find;
mod input;
mod link;
mod merge;
mod model;
mod parse;
mod personal;
mod profile;
pub(crate) mod rows;
mod update;
mod upsert;

use guanxi_macros::ops;

pub(crate) use self::{
    derive::derive,
    find::must_resolve,
    input::hidden_debug,
    link::Why,
    merge::{merge, part},
    parse::{address, content},
    personal::{addresses, deleted, erased, is_left, person, person_of},
    rows::CUSTOMERS,
    upsert::{Booked, Reading, contact_key, ensure_record, record_for, upsert},
};
pub use self::{
    input::{AddressInput, CustomerInput, CustomerPatch},
    model::{Customer, CustomerPage, CustomerQuery, CustomerRef, DeleteReceipt, Issue, UpsertReceipt},
};
use crate::{
    error::Result,
    id::CustomerId,
    scope::{Ahead, Scope},
    storage::Want,
};

/// The shop's customers.
#[derive(Clone)]
pub struct Customers {
    pub(crate) scope: Scope,
}

#[ops]
impl Customers {
    /// Takes what a source says about a person: finds the record by (source, external id), else by e-mail or phone
    /// of the same source, or makes it; joins it to the customer that its identifiers name, or makes one.
    ///
    /// # Errors
    /// `invalid_field` for a value that does not read; see [`CustomerInput`] for what each takes.
    pub fn upsert(&self, input: CustomerInput) -> Result<UpsertReceipt> {
        let wants = |ahead: &Ahead<'_>| ahead::of_upsert(ahead, &input, Reading::Strict);
        let mut receipt =
            self.scope.write_ahead("customers.upsert", wants, |tx| upsert(tx, &input, Reading::Strict))?;
        arrive::settle(&self.scope, std::slice::from_mut(&mut receipt))?;
        Ok(receipt)
    }

    /// Takes many at once, in one commit: all of them or none.
    ///
    /// # Errors
    /// As [`upsert`](Self::upsert), for the first that cannot be taken.
    pub fn upsert_many(&self, inputs: Vec<CustomerInput>) -> Result<Vec<UpsertReceipt>> {
        let wants = |ahead: &Ahead<'_>| {
            inputs.iter().flat_map(|input| ahead::of_upsert(ahead, input, Reading::Strict)).collect()
        };
        let mut receipts: Vec<_> = self.scope.write_ahead("customers.upsert_many", wants, |tx| {
            inputs.iter().map(|input| upsert(tx, input, Reading::Strict)).collect::<Result<_>>()
        })?;
        arrive::settle(&self.scope, &mut receipts)?;
        Ok(receipts)
    }

    /// Changes a customer by hand. What is entered so comes before what every source says.
    ///
    /// # Errors
    /// `not_found`; `stale_version` when `expected_version` is given and is not the present one; `invalid_field`.
    pub fn update(&self, id: CustomerId, patch: CustomerPatch) -> Result<UpsertReceipt> {
        let mut receipt = self.scope.write("customers.update", |tx| update::update(tx, id, &patch))?;
        arrive::settle(&self.scope, std::slice::from_mut(&mut receipt))?;
        Ok(receipt)
    }

    /// Takes a customer out of lists, look-ups and reports. What came in stays as facts; `privacy.erase` is what
    /// forgets a person for good. A source that says something new about one of the records brings it back as a new
    /// customer.
    ///
    /// # Errors
    /// `not_found`; `stale_version`.
    pub fn delete(&self, id: CustomerId, expected_version: Option<u64>) -> Result<DeleteReceipt> {
        self.scope.write("customers.delete", |tx| delete::delete(tx, id, expected_version))
    }

    /// A customer by id; the id of one that was merged gives the customer that it went into.
    ///
    /// # Errors
    /// `not_found`.
    pub fn get(&self, id: CustomerId) -> Result<Customer> {
        let wants = |_: &Ahead<'_>| vec![Want::new(&rows::CUSTOMERS, rows::key(id))];
        self.scope.read_ahead(wants, |look| find::get(look, id))
    }

    /// The customer that a reference names: by id, by what a source calls it, by an e-mail or a phone.
    ///
    /// # Errors
    /// `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
    pub fn resolve(&self, customer: CustomerRef) -> Result<Customer> {
        self.scope.read_ahead(|ahead| ahead::of_ref(ahead, &customer), |look| must_resolve(look, &customer))
    }

    /// The customers that bear an e-mail, a phone number or an external id (`shopify:6940095`, or the id alone), or
    /// that have a name starting with this text; best first: exact identifiers before names, more orders later on. A
    /// text that reads as an e-mail is looked up as one, not as a name.
    ///
    /// # Errors
    /// `invalid_cursor`; `invalid_field` for a text without a letter or digit.
    pub fn find(&self, query: CustomerQuery) -> Result<CustomerPage> {
        self.scope.read(|look| find::find(look, &query))
    }

    /// Every customer, page by page, oldest first.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn list(&self, page: crate::page::PageRequest) -> Result<CustomerPage> {
        self.scope.read(|look| find::list(look, &page))
    }

    /// How many customers there are.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn count(&self) -> Result<u64> {
        self.scope.read_rows(rows::count)
    }
}
