use guanxi_macros::model;

use super::{PurposeBasis, RetentionRule};
use crate::{
    money::Currency,
    text::{Address, Country, Language},
    time::Zone,
};

/// The shop's settings.
#[model(default)]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct ShopSettings {
    /// What people call the shop.
    #[n(1)]
    pub name: Option<String>,
    /// The currency of its sums. Until set, the first order's currency becomes it.
    #[n(2)]
    pub currency: Option<Currency>,
    /// The zone of its days.
    #[n(3)]
    pub zone: Zone,
    /// The country that phone numbers and dates without one are read for.
    #[n(4)]
    pub country: Option<Country>,
    /// The language of its people.
    #[n(5)]
    pub language: Option<Language>,
    /// Where it sells: `web`, `wechat`, `till`.
    #[n(6)]
    #[cbor(default)]
    pub channels: Vec<String>,
    /// Its physical stores (门店).
    #[n(7)]
    #[cbor(default)]
    pub stores: Vec<Store>,
    /// Sources from the most trusted to the least, for [`Policy::MostTrusted`]; sources not named come last.
    #[n(8)]
    #[cbor(default)]
    pub trusted_sources: Vec<String>,
    /// Which of several records a field of a profile comes from.
    #[n(9)]
    #[cbor(default)]
    pub survivorship: Survivorship,
    /// An e-mail or phone borne by more records than this joins nobody any more (rule I1).
    #[n(10)]
    pub records_per_identifier_max: u32,
    /// Fields of its own that customers have.
    #[n(11)]
    #[cbor(default)]
    pub fields: Vec<FieldDefinition>,
    /// How many days the feed and the audit are kept; for ever while it is not set.
    #[n(12)]
    pub feed_days: Option<u32>,
    /// From where on customers are taken for duplicates.
    #[n(13)]
    #[cbor(default)]
    pub duplicates: DuplicatePolicy,
    /// What the purposes that customers are contacted for stand on, where that is other than by itself: a contract for
    /// `service`, `order` and `transaction`, consent for every other.
    #[n(14)]
    #[cbor(default)]
    pub purposes: Vec<PurposeBasis>,
    /// How long what is known of persons is kept; for ever where no rule says otherwise. What is past its time goes when
    /// `privacy.advance` is called.
    #[n(15)]
    #[cbor(default)]
    pub retention: Vec<RetentionRule>,
}

impl Default for ShopSettings {
    fn default() -> Self {
        Self {
            name: None,
            currency: None,
            zone: Zone::UTC,
            country: None,
            language: None,
            channels: vec![],
            stores: vec![],
            trusted_sources: vec![],
            survivorship: Survivorship::default(),
            records_per_identifier_max: 5,
            fields: vec![],
            feed_days: None,
            duplicates: DuplicatePolicy::default(),
            purposes: vec![],
            retention: vec![],
        }
    }
}

/// From where on customers are taken for duplicates. Probabilities are in millionths.
#[model(default)]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct DuplicatePolicy {
    /// The probability from which on a pair is kept for review; 50,000 unless set.
    #[n(1)]
    pub review_above_ppm: u32,
    /// The probability from which on a pair counts as likely one person; 400,000 unless set.
    #[n(2)]
    pub match_above_ppm: u32,
    /// The probability from which on customers are linked without being asked about; never while it is not set.
    #[n(3)]
    pub link_above_ppm: Option<u32>,
    /// More records than this are never linked without being asked about; 50 unless set.
    #[n(4)]
    pub records_max: u32,
    /// Whether what comes in by `customers` and `imports` is compared with all others and linked at once, from `link_above_ppm` on
    /// and under the model that was trained last; not unless set, since all records are kept in memory for it. What is
    /// only tried (`dry_run`) and what comes in before the first training is not.
    #[n(5)]
    #[cbor(default)]
    pub link_new: bool,
}

impl DuplicatePolicy {
    /// From where on what comes in is linked at once.
    pub(crate) fn links_new_above(&self) -> Option<u32> {
        self.link_above_ppm.filter(|_| self.link_new)
    }
}

impl Default for DuplicatePolicy {
    fn default() -> Self {
        Self {
            review_above_ppm: 50_000,
            match_above_ppm: 400_000,
            link_above_ppm: None,
            records_max: 50,
            link_new: false,
        }
    }
}

/// A physical store (门店).
#[model]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Store {
    /// Its short name in orders: `berlin-mitte`.
    #[n(1)]
    pub code: String,
    /// What people call it.
    #[n(2)]
    pub name: String,
    /// Where it is.
    #[n(3)]
    pub address: Option<Address>,
}

/// Which record a field of a profile comes from when several have it. Ties go on to the next of: the more recent
/// record, the longer value, the smaller record id.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum Policy {
    /// The record that was said last.
    #[n(1)]
    MostRecent,
    /// The record of the most trusted source.
    #[n(2)]
    MostTrusted,
    /// The value that most records say.
    #[n(3)]
    MostFrequent,
}

/// The policy of each field. What staff entered by hand always comes first.
#[model(default)]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Survivorship {
    /// Given and family name; most frequent unless set, as initials and typing errors are rare each.
    #[n(1)]
    pub name: Policy,
    /// E-mail; most recent unless set.
    #[n(2)]
    pub email: Policy,
    /// Phone; most recent unless set.
    #[n(3)]
    pub phone: Policy,
    /// Birth date; most frequent unless set.
    #[n(4)]
    pub birth_date: Policy,
    /// Address; most recent unless set.
    #[n(5)]
    pub address: Policy,
    /// Everything else; most recent unless set.
    #[n(6)]
    pub other: Policy,
}

impl Default for Survivorship {
    fn default() -> Self {
        Self {
            name: Policy::MostFrequent,
            email: Policy::MostRecent,
            phone: Policy::MostRecent,
            birth_date: Policy::MostFrequent,
            address: Policy::MostRecent,
            other: Policy::MostRecent,
        }
    }
}

/// A field of the shop's own that customers have.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct FieldDefinition {
    /// Its name: lower-case letters, digits and underscores, starting with a letter.
    #[n(1)]
    pub name: String,
    /// What values it takes.
    #[n(2)]
    #[model(rename = "type")]
    pub ty: FieldType,
    /// For choices: the values it takes.
    #[n(3)]
    #[model(default)]
    #[cbor(default)]
    pub choices: Vec<String>,
    /// The smallest number or shortest text.
    #[n(4)]
    pub min: Option<i64>,
    /// The largest number or longest text, in characters.
    #[n(5)]
    pub max: Option<i64>,
}

/// What values a field takes.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum FieldType {
    /// Text.
    #[n(1)]
    Text,
    /// A whole number.
    #[n(2)]
    Integer,
    /// True or false.
    #[n(3)]
    Boolean,
    /// A calendar day.
    #[n(4)]
    Date,
    /// One of the choices.
    #[n(5)]
    Choice,
}
