use std::collections::BTreeMap;

use crate::{
    settings::FieldValue,
    text::{Address, BirthDate, Email, Language, PersonName, Phone},
    time::Timestamp,
};

/// What a record says about a person: read once, and beside it the text as it came where reading changed it.
#[derive(Clone, Default, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct RecordContent {
    #[n(1)]
    pub(crate) external_id: Option<String>,
    #[n(2)]
    pub(crate) name: Option<PersonName>,
    #[n(3)]
    pub(crate) email: Option<Email>,
    #[n(4)]
    pub(crate) phone: Option<Phone>,
    #[n(5)]
    pub(crate) birth_date: Option<BirthDate>,
    #[n(6)]
    pub(crate) gender: Option<String>,
    #[n(7)]
    pub(crate) language: Option<Language>,
    #[n(8)]
    pub(crate) company: Option<String>,
    #[n(9)]
    pub(crate) address: Option<Address>,
    #[n(10)]
    pub(crate) note: Option<String>,
    #[n(11)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub(crate) tags: Vec<String>,
    #[n(12)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub(crate) removed_tags: Vec<String>,
    #[n(13)]
    #[cbor(default, skip_if = "BTreeMap::is_empty")]
    pub(crate) fields: BTreeMap<String, FieldValue>,
    /// Text as it came, by field, where reading changed it or could not make sense of it.
    #[n(14)]
    #[cbor(default, skip_if = "BTreeMap::is_empty")]
    pub(crate) raw: BTreeMap<String, String>,
    /// What the source said that no field is for.
    #[n(15)]
    #[cbor(default, skip_if = "BTreeMap::is_empty")]
    pub(crate) extra: BTreeMap<String, String>,
    /// Fields that staff emptied by hand.
    #[n(16)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub(crate) cleared: Vec<String>,
    /// When the source first knew the person.
    #[n(17)]
    pub(crate) created_at: Option<Timestamp>,
}

impl RecordContent {
    /// The record is known by its key only: an order or event spoke of it before its source did.
    pub(crate) fn is_bare(&self) -> bool {
        *self == Self { external_id: self.external_id.clone(), ..Self::default() }
    }

    /// The e-mail, unless it is a placeholder.
    pub(crate) fn real_email(&self) -> Option<&Email> {
        self.email.as_ref().filter(|e| !e.is_placeholder())
    }

    /// The phone, unless it is a placeholder.
    pub(crate) fn real_phone(&self) -> Option<&Phone> {
        self.phone.as_ref().filter(|p| !p.is_placeholder())
    }

    /// The birth date, unless it is a placeholder.
    pub(crate) fn real_birth_date(&self) -> Option<BirthDate> {
        self.birth_date.filter(|d| !d.is_placeholder())
    }
}
