//! Where profiles are kept, and how they are found.

use super::Customer;
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    scope::{PersonalData, Stored},
    storage::{Column, KeyRange, Kind, Read, Table, key::KeyWriter},
};

const CUSTOMER: Column = Column::id("customer_id");
const WORD: Column = Column::id("word");

/// The profile of each customer.
pub(crate) static CUSTOMERS: Table = Table::plain(20, "customers", Kind::State, &[CUSTOMER]);
/// From the place of a word of a name (see `Keyed::word`) to the customers that bear it.
pub(crate) static CUSTOMER_NAMES: Table = Table::plain(21, "customer_names", Kind::State, &[WORD, CUSTOMER]);
/// From a customer that has no records any more to the first record it had, which leads to where it went.
pub(crate) static CUSTOMER_ALIASES: Table = Table::plain(22, "customer_aliases", Kind::State, &[CUSTOMER]);

/// The body of a row in [`CUSTOMER_ALIASES`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct Alias(#[n(0)] pub(crate) RecordId);

impl Stored for Customer {
    const TABLE: &'static Table = &CUSTOMERS;
}
impl Stored for Alias {
    const TABLE: &'static Table = &CUSTOMER_ALIASES;
}

pub(crate) fn key(customer: CustomerId) -> Vec<u8> {
    customer.as_bytes().to_vec()
}

pub(crate) fn name_key(word: &[u8; 16], customer: CustomerId) -> Vec<u8> {
    KeyWriter::new().id(word).id(customer.as_bytes()).finish()
}

pub(crate) fn count(rows: &dyn Read) -> Result<u64> {
    rows.count(&CUSTOMERS, &KeyRange::all(), u64::MAX)
}

/// Profiles as one of the areas that hold data of persons.
pub(crate) struct CustomerData;

impl PersonalData for CustomerData {
    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 3] = [&CUSTOMERS, &CUSTOMER_NAMES, &CUSTOMER_ALIASES];
        &TABLES
    }
}
