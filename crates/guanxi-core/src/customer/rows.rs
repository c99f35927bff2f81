//! Where profiles are kept, and how they are found.

use super::{Customer, personal};
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    scope::{
        Dossier, Erased, Look, Person, PersonalData, Stored, Tx,
        shown::{Shown, count_of, int, list_of, shown_table, text, text_of, time_of},
    },
    storage::{Column, KeyRange, Kind, Read, Table, Value, View, key::KeyWriter, row, shows},
    time::Timestamp,
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
    fn name(&self) -> &'static str {
        "customers"
    }

    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        personal::erase(tx, person)
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        personal::export(look, person, out)
    }

    fn last_heard(&self, _: &Look<'_>, _: RecordId) -> Result<Timestamp> {
        Ok(Timestamp::MIN)
    }

    fn binds(&self, _: &Look<'_>, _: &[RecordId], _: Timestamp) -> Result<bool> {
        Ok(false)
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 3] = [&CUSTOMERS, &CUSTOMER_NAMES, &CUSTOMER_ALIASES];
        &TABLES
    }
}

/// What SQL shows of a profile.
pub(crate) static SHOWN_CUSTOMERS: Shown =
    Shown { of: &CUSTOMERS, table: &SHOWN_CUSTOMERS_TABLE, columns: shown_customer };

pub(crate) static SHOWN_CUSTOMERS_TABLE: Table = shown_table(
    90,
    "shown_customers",
    &[CUSTOMER],
    &[
        text("id"),
        text("masked_name"),
        text("masked_email"),
        text("masked_phone"),
        text("country"),
        text("language"),
        text("tags"),
        text("sources"),
        int("records"),
        text("created_at"),
        text("updated_at"),
    ],
);

fn shown_customer(_: &[u8], body: &[u8]) -> Result<Vec<Value>> {
    let c: Customer = row::decode(CUSTOMERS.name(), body)?;
    Ok(vec![
        text_of(Some(c.id)),
        text_of(c.name.map(|name| name.masked())),
        text_of(c.email.map(|email| email.masked())),
        text_of(c.phone.map(|phone| phone.masked())),
        text_of(c.country),
        text_of(c.language),
        list_of(&c.tags),
        list_of(&c.sources),
        count_of(c.records),
        time_of(c.created_at),
        time_of(c.updated_at),
    ])
}

/// Customers with their figures.
pub(crate) static CUSTOMERS_VIEW: View = View {
    name: "crm_customers",
    doc: "A customer",
    columns: &[
        shows("customer_id", "c.id", "its id, as the API has it"),
        shows("masked_name", "c.masked_name", "its name, masked"),
        shows("masked_email", "c.masked_email", "its e-mail, masked"),
        shows("masked_phone", "c.masked_phone", "its phone, masked"),
        shows("country", "c.country", "ISO 3166-1 code"),
        shows("language", "c.language", "BCP 47 tag"),
        shows("tags", "c.tags", "tags, sorted, with commas between"),
        shows("sources", "c.sources", "where its records come from, with commas between"),
        shows("records", "c.records", "how many records it has"),
        shows("created_at", "c.created_at", "the earliest instant a record spoke of it, RFC 3339"),
        shows("updated_at", "c.updated_at", "the latest one"),
        shows("number_of_orders", "COALESCE(m.orders, 0)", "orders that count"),
        shows(
            "unconverted_orders",
            "COALESCE(m.unconverted, 0)",
            "those in a currency without a rate, in no sum",
        ),
        shows(
            "gross_amount_minor",
            "COALESCE(m.gross, 0)",
            "their totals, in minor units of the shop's currency",
        ),
        shows("refunded_amount_minor", "COALESCE(m.refunded, 0)", "paid back, in the same units"),
        shows("net_amount_minor", "COALESCE(m.gross - m.refunded, 0)", "the difference"),
        shows("first_order_date", "m.first_day", "the day of the first order, in the shop's zone"),
        shows("last_order_date", "m.last_day", "that of the last one"),
    ],
    from: "shown_customers AS c LEFT JOIN shown_customer_metrics AS m ON m.row_key = c.row_key",
    finds: &[],
};
