use std::{collections::BTreeMap, fmt, str::FromStr};

use guanxi_macros::model;

use super::input::hidden_debug;
use crate::{
    change::Outcome,
    error::{Error, Result},
    id::{CustomerId, RecordId},
    identity::HeldBack,
    page::PageRequest,
    settings::FieldValue,
    text::{Address, BirthDate, Country, Email, Language, PersonName, Phone},
    time::Timestamp,
};

/// A person or business the shop knows: the profile over all of its records.
#[model]
#[derive(Clone, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct Customer {
    /// Its id.
    #[n(1)]
    pub id: CustomerId,
    /// How many facts stand behind it; grows with every change. An un-merge takes back what the merge added.
    #[n(2)]
    pub version: u64,
    /// Its name.
    #[n(3)]
    pub name: Option<PersonName>,
    /// The e-mail to use.
    #[n(4)]
    pub email: Option<Email>,
    /// Other e-mails its records bear.
    #[n(5)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    #[model(default)]
    pub other_emails: Vec<Email>,
    /// The phone to use.
    #[n(6)]
    pub phone: Option<Phone>,
    /// Other phones its records bear.
    #[n(7)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    #[model(default)]
    pub other_phones: Vec<Phone>,
    /// Birth date, with or without a year.
    #[n(8)]
    pub birth_date: Option<BirthDate>,
    /// Gender, as the sources have it.
    #[n(9)]
    pub gender: Option<String>,
    /// Language.
    #[n(10)]
    pub language: Option<Language>,
    /// Company.
    #[n(11)]
    pub company: Option<String>,
    /// The address to use.
    #[n(12)]
    pub address: Option<Address>,
    /// Country: that of the address, else of the phone.
    #[n(13)]
    pub country: Option<Country>,
    /// Tags, sorted.
    #[n(14)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    #[model(default)]
    pub tags: Vec<String>,
    /// Values of the shop's own fields.
    #[n(15)]
    #[cbor(default, skip_if = "BTreeMap::is_empty")]
    #[model(default)]
    pub fields: BTreeMap<String, FieldValue>,
    /// Note.
    #[n(16)]
    pub note: Option<String>,
    /// Where its records come from, sorted, each once.
    #[n(17)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    #[model(default)]
    pub sources: Vec<String>,
    /// How many records it has.
    #[n(18)]
    pub records: u32,
    /// The earliest instant that a record spoke of it.
    #[n(19)]
    pub created_at: Timestamp,
    /// The latest instant that a record spoke of it.
    #[n(20)]
    pub updated_at: Timestamp,
}

impl Customer {
    /// A name to show: the person's, else the company's.
    pub fn display_name(&self) -> Option<String> {
        self.name.as_ref().map(ToString::to_string).or_else(|| self.company.clone())
    }
}

impl fmt::Debug for Customer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Customer {{ {}, version {}, … }}", self.id, self.version)
    }
}

/// A value that did not read and was kept as it came.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The field.
    pub field: String,
    /// Why it does not read; without the value.
    pub reason: String,
}

/// What an upsert or update did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UpsertReceipt {
    /// The customer as it is now.
    pub customer: Customer,
    /// The record that was written or found.
    pub record_id: RecordId,
    /// What happened to the record.
    pub outcome: Outcome,
    /// Whether the customer is new, too.
    pub customer_created: bool,
    /// Customers that went into this one: the record bore identifiers of both, or the policy links what is new.
    pub merged: Vec<CustomerId>,
    /// Identifiers that could have joined the record to others and did not.
    pub held_back: Vec<HeldBack>,
    /// Values that did not read and were kept as they came; only imports accept such.
    pub issues: Vec<Issue>,
}

/// What a delete did.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeleteReceipt {
    /// The customer that is gone.
    pub customer_id: CustomerId,
    /// How many records it had.
    pub records: u64,
}

/// Names a customer in a request. Its text: an id (`cus_…`), an e-mail (`mei@example.cn`), a phone with its country
/// (`+86 138 0013 8000`), or a source and what it calls the person (`shopify:6940095`).
#[model(or_text)]
#[derive(Clone, PartialEq)]
pub enum CustomerRef {
    /// By its id.
    Id(CustomerId),
    /// By what a source calls it; a record is made when there is none yet.
    Record {
        /// The source.
        source: String,
        /// Its name for the person.
        external_id: String,
    },
    /// By an e-mail that exactly one customer bears.
    Email(String),
    /// By a phone that exactly one customer bears.
    Phone(String),
}

hidden_debug!(CustomerRef);

impl From<CustomerId> for CustomerRef {
    fn from(id: CustomerId) -> Self {
        Self::Id(id)
    }
}

impl FromStr for CustomerRef {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        if text.contains('@') && !text.contains(':') {
            return Ok(Self::Email(text.to_owned()));
        }
        if text.starts_with('+') {
            return Ok(Self::Phone(text.to_owned()));
        }
        let (source, external_id) = text.split_once(':').ok_or_else(|| {
            Error::invalid(
                "customer",
                "expected cus_ and 26 letters, an e-mail, a phone starting with +, or source:id",
            )
        })?;
        Ok(Self::Record { source: source.to_owned(), external_id: external_id.to_owned() })
    }
}

/// What to look for.
#[model(spread, default)]
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CustomerQuery {
    /// An e-mail, a phone, an external id, or the beginning of one or several names.
    pub text: String,
    /// How many, and from where on.
    pub page: PageRequest,
}

hidden_debug!(CustomerQuery);

impl CustomerQuery {
    /// Looks for this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), page: PageRequest::default() }
    }

    /// Sets how many, and from where on.
    #[must_use]
    pub fn page(mut self, page: PageRequest) -> Self {
        self.page = page;
        self
    }
}

/// One page of customers.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CustomerPage {
    /// The customers.
    pub items: Vec<Customer>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_from_text_and_from_its_variants() {
        let id = CustomerId::from_bytes([1; 16]);
        let record =
            |source: &str, id: &str| CustomerRef::Record { source: source.into(), external_id: id.into() };
        for (text, reference) in [
            (id.to_string(), CustomerRef::Id(id)),
            ("mei@example.cn".into(), CustomerRef::Email("mei@example.cn".into())),
            ("+86 138 0013 8000".into(), CustomerRef::Phone("+86 138 0013 8000".into())),
            ("shopify:6940095".into(), record("shopify", "6940095")),
            ("news:mei@example.cn".into(), record("news", "mei@example.cn")),
        ] {
            assert!(text.parse::<CustomerRef>().unwrap() == reference);
            let json = serde_json::to_string(&text).unwrap();
            assert!(serde_json::from_str::<CustomerRef>(&json).unwrap() == reference);
            let json = serde_json::to_string(&reference).unwrap();
            assert!(serde_json::from_str::<CustomerRef>(&json).unwrap() == reference);
        }
        assert!("mei".parse::<CustomerRef>().is_err());
        assert!(serde_json::from_str::<CustomerRef>(r#"{"emial": "x"}"#).is_err());
    }
}
