use std::collections::BTreeMap;

use guanxi_macros::model;

use crate::time::Timestamp;

/// What a source says about a person. Everything is text as people write it; reading it is the core's business.
///
/// (source, external id) is the record's natural key: the same again is an update, and the same content again changes
/// nothing. Without an external id the e-mail, else the phone, stands for it within its source.
#[model(input, default)]
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CustomerInput {
    /// Who says it: `shopify`, `till`, `newsletter`. `app` when left out.
    pub source: Option<String>,
    /// What the source calls the person.
    pub external_id: Option<String>,
    /// The whole name, when it is not known in parts.
    pub name: Option<String>,
    /// Given name.
    pub given_name: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number, in any usual form; read for the country of the address, else the shop's.
    pub phone: Option<String>,
    /// Birth date, with or without a year, in any usual form.
    pub birth_date: Option<String>,
    /// Gender, as the source has it.
    pub gender: Option<String>,
    /// Language, as a BCP 47 tag: `zh-CN`.
    pub language: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Postal address.
    pub address: AddressInput,
    /// A note.
    pub note: Option<String>,
    /// Tags that this source gives the person.
    pub tags: Vec<String>,
    /// Values of the shop's own fields.
    pub fields: BTreeMap<String, String>,
    /// What the source said that no field is for; kept as it is.
    pub extra: BTreeMap<String, String>,
    /// When the source first knew the person.
    pub created_at: Option<Timestamp>,
    /// When this was so at the source; now when left out.
    pub updated_at: Option<Timestamp>,
}

/// A postal address as people write it.
#[model(input, default)]
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct AddressInput {
    /// Street, house, flat.
    pub lines: Vec<String>,
    /// City.
    pub city: Option<String>,
    /// State, province or county.
    pub region: Option<String>,
    /// Country: an ISO 3166 code or a usual name.
    pub country: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Latitude in degrees, as decimal text.
    pub latitude: Option<String>,
    /// Longitude in degrees, as decimal text.
    pub longitude: Option<String>,
}

/// What staff change on a customer by hand. Absent fields stay as they are.
#[model(spread, default)]
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CustomerPatch {
    /// Refuse when the customer's version is another one.
    pub expected_version: Option<u64>,
    /// The whole name.
    pub name: Option<String>,
    /// Given name.
    pub given_name: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Birth date.
    pub birth_date: Option<String>,
    /// Gender.
    pub gender: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Postal address, whole.
    pub address: Option<AddressInput>,
    /// A note.
    pub note: Option<String>,
    /// Tags to add.
    pub add_tags: Vec<String>,
    /// Tags to take away, whoever gave them.
    pub remove_tags: Vec<String>,
    /// Values of the shop's own fields.
    pub fields: BTreeMap<String, String>,
    /// Fields to leave empty whatever the sources say: `email`, `phone`, `birth_date`, `gender`, `language`,
    /// `company`, `address`, `note`, `name`, or the name of a field of the shop's own.
    pub clear: Vec<String>,
}

macro_rules! setters {
    ($($name:ident: $doc:literal),*) => {$(
        #[doc = $doc]
        #[must_use]
        pub fn $name(mut self, value: impl Into<String>) -> Self {
            self.$name = Some(value.into());
            self
        }
    )*};
}

impl CustomerInput {
    /// Says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    setters!(
        source: "Sets who says it.",
        name: "Sets the whole name.",
        given_name: "Sets the given name.",
        family_name: "Sets the family name.",
        email: "Sets the e-mail address.",
        phone: "Sets the phone number.",
        birth_date: "Sets the birth date.",
        gender: "Sets the gender.",
        language: "Sets the language.",
        company: "Sets the company.",
        note: "Sets the note."
    );

    /// Sets what a source calls the person: `.external_id("shopify", "6940095")`.
    #[must_use]
    pub fn external_id(mut self, source: impl Into<String>, id: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self.external_id = Some(id.into());
        self
    }

    /// Sets the postal address.
    #[must_use]
    pub fn address(mut self, address: AddressInput) -> Self {
        self.address = address;
        self
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
    }

    /// Sets a field of the shop's own.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// Sets when this was so at the source.
    #[must_use]
    pub fn updated_at(mut self, at: Timestamp) -> Self {
        self.updated_at = Some(at);
        self
    }
}

impl AddressInput {
    /// An address with one line.
    pub fn line(line: impl Into<String>) -> Self {
        Self { lines: vec![line.into()], ..Self::default() }
    }

    setters!(
        city: "Sets the city.",
        region: "Sets the state, province or county.",
        country: "Sets the country.",
        postcode: "Sets the postcode."
    );
}

impl CustomerPatch {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    setters!(
        name: "Sets the whole name.",
        given_name: "Sets the given name.",
        family_name: "Sets the family name.",
        email: "Sets the e-mail address.",
        phone: "Sets the phone number.",
        birth_date: "Sets the birth date.",
        gender: "Sets the gender.",
        language: "Sets the language.",
        company: "Sets the company.",
        note: "Sets the note."
    );

    /// Refuses when the customer's version is another one.
    #[must_use]
    pub fn expected_version(mut self, version: u64) -> Self {
        self.expected_version = Some(version);
        self
    }

    /// Adds a tag.
    #[must_use]
    pub fn add_tag(mut self, tag: impl Into<String>) -> Self {
        self.add_tags.push(tag.into());
        self
    }

    /// Takes a tag away.
    #[must_use]
    pub fn remove_tag(mut self, tag: impl Into<String>) -> Self {
        self.remove_tags.push(tag.into());
        self
    }

    /// Sets a field of the shop's own.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// Leaves a field empty whatever the sources say.
    #[must_use]
    pub fn clear(mut self, field: impl Into<String>) -> Self {
        self.clear.push(field.into());
        self
    }
}

/// Inputs hold personal data; what is printed of them says only that.
macro_rules! hidden_debug {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { … }"))
            }
        }
    )*};
}
pub(crate) use hidden_debug;

hidden_debug!(CustomerInput, AddressInput, CustomerPatch);
