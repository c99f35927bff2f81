use guanxi_macros::model;

use crate::{
    change::Outcome,
    error::{Error, Result},
    money::Currency,
    scope::Tx,
    settings::{
        DuplicatePolicy, FieldDefinition, FieldType, PurposeBasis, RetentionRule, ShopSettings, Store,
        Survivorship, checked_retention,
    },
    text::{Country, Language, checked_text},
    time::Zone,
};

/// Settings to change; what is left out stays.
#[model(spread, default)]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ShopPatch {
    /// What people call the shop.
    pub name: Option<String>,
    /// The currency of its sums.
    pub currency: Option<Currency>,
    /// The zone of its days.
    pub zone: Option<Zone>,
    /// The country that phone numbers and dates without one are read for.
    pub country: Option<Country>,
    /// The language of its people.
    pub language: Option<Language>,
    /// Where it sells.
    pub channels: Option<Vec<String>>,
    /// Sources from the most trusted to the least.
    pub trusted_sources: Option<Vec<String>>,
    /// Which of several records a field of a profile comes from.
    pub survivorship: Option<Survivorship>,
    /// An e-mail or phone borne by more records than this joins nobody any more: 1 to 1,000.
    pub records_per_identifier_max: Option<u32>,
    /// How many days the feed and the audit are kept: 1 to 36,500; 0 to keep them for ever. What is older goes when
    /// `feed.trim` is called.
    pub feed_days: Option<u32>,
    /// From where on customers are taken for duplicates: probabilities of 1 to 1,000,000 that do not fall from review to
    /// match to link, and 2 to 1,000 records.
    pub duplicates: Option<DuplicatePolicy>,
    /// What the purposes that customers are contacted for stand on, each named once, where that is other than by itself: a
    /// contract for `service`, `order` and `transaction`, consent for every other. All that were set before are replaced.
    pub purposes: Option<Vec<PurposeBasis>>,
    /// How long what is known of persons is kept, each kind of data named once for an action and a basis. All that were set
    /// before are replaced. What is past its time goes when `privacy.advance` is called.
    pub retention: Option<Vec<RetentionRule>>,
}

macro_rules! setters {
    ($($name:ident: $ty:ty, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[must_use]
        pub fn $name(mut self, value: $ty) -> Self {
            self.$name = Some(value);
            self
        }
    )*};
}

impl ShopPatch {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    setters! {
        name: String, "Sets what people call the shop.";
        currency: Currency, "Sets the currency of its sums.";
        zone: Zone, "Sets the zone of its days.";
        country: Country, "Sets the country that phone numbers and dates without one are read for.";
        language: Language, "Sets the language of its people.";
        channels: Vec<String>, "Sets where it sells.";
        trusted_sources: Vec<String>, "Sets sources from the most trusted to the least.";
        survivorship: Survivorship, "Sets which of several records a field of a profile comes from.";
        feed_days: u32, "Sets how many days the feed and the audit are kept; 0 keeps them for ever.";
        duplicates: DuplicatePolicy, "Sets from where on customers are taken for duplicates.";
        purposes: Vec<PurposeBasis>, "Sets what the purposes that customers are contacted for stand on.";
        retention: Vec<RetentionRule>, "Sets how long what is known of persons is kept.";
        records_per_identifier_max: u32, "Sets how many records may share an e-mail or phone and still be joined by it.";
    }
}

/// A hundred years, about.
const FEED_DAYS_MAX: u32 = 36_500;

/// What a change of settings did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SettingsReceipt {
    /// `updated` or `unchanged`.
    pub outcome: Outcome,
    /// The settings in force.
    pub settings: ShopSettings,
    /// State depends on what changed and was derived anew.
    pub rebuilt: bool,
}

/// See [`ShopHandle::set`](super::ShopHandle::set).
pub(super) fn set(tx: &mut Tx<'_>, patch: &ShopPatch) -> Result<SettingsReceipt> {
    let p = patch.clone();
    let mut settings = tx.settings().clone();
    if let Some(n) = p.records_per_identifier_max.filter(|n| !(1..=1000).contains(n)) {
        return Err(Error::invalid(
            "records_per_identifier_max",
            format_args!("expected 1 to 1000, got {n}"),
        ));
    }
    if let Some(n) = p.feed_days.filter(|n| *n > FEED_DAYS_MAX) {
        return Err(Error::invalid("feed_days", format_args!("expected 0 to {FEED_DAYS_MAX}, got {n}")));
    }
    p.duplicates.as_ref().map_or(Ok(()), check_duplicates)?;
    settings.purposes = p.purposes.map_or(Ok(settings.purposes), checked_purposes)?;
    settings.retention = p.retention.map_or(Ok(settings.retention), checked_retention)?;
    settings.duplicates = p.duplicates.unwrap_or(settings.duplicates);
    settings.feed_days = p.feed_days.map_or(settings.feed_days, |n| Some(n).filter(|n| *n > 0));
    settings.name = p.name.map(|n| checked_text("name", &n)).transpose()?.or(settings.name);
    settings.currency = p.currency.or(settings.currency);
    settings.zone = p.zone.unwrap_or(settings.zone);
    settings.country = p.country.or(settings.country);
    settings.language = p.language.or(settings.language);
    settings.channels = p.channels.unwrap_or(settings.channels);
    settings.trusted_sources = p.trusted_sources.unwrap_or(settings.trusted_sources);
    settings.survivorship = p.survivorship.unwrap_or(settings.survivorship);
    settings.records_per_identifier_max =
        p.records_per_identifier_max.unwrap_or(settings.records_per_identifier_max);
    save(tx, settings)
}

fn check_duplicates(policy: &DuplicatePolicy) -> Result<()> {
    let DuplicatePolicy { review_above_ppm, match_above_ppm, link_above_ppm, records_max, link_new } = policy;
    let link = link_above_ppm.unwrap_or(1_000_000);
    let in_order = (1..=*match_above_ppm).contains(review_above_ppm) && *match_above_ppm <= link;
    if !in_order || link > 1_000_000 {
        return Err(Error::invalid(
            "duplicates",
            "expected millionths that do not fall from review to match to link, 1 to 1000000",
        ));
    }
    if *link_new && link_above_ppm.is_none() {
        return Err(Error::invalid("duplicates", "link_new: expected link_above_ppm beside it"));
    }
    if !(2..=1000).contains(records_max) {
        return Err(Error::invalid(
            "duplicates",
            format_args!("records_max: expected 2 to 1000, got {records_max}"),
        ));
    }
    Ok(())
}

fn checked_purposes(purposes: Vec<PurposeBasis>) -> Result<Vec<PurposeBasis>> {
    let mut checked: Vec<PurposeBasis> = Vec::with_capacity(purposes.len());
    for PurposeBasis { purpose, basis } in purposes {
        let purpose = checked_text("purposes", &purpose)?;
        if checked.iter().any(|before| before.purpose.eq_ignore_ascii_case(&purpose)) {
            return Err(Error::invalid("purposes", "each purpose stands on one basis; one is named twice"));
        }
        checked.push(PurposeBasis { purpose, basis });
    }
    Ok(checked)
}

fn save(tx: &mut Tx<'_>, settings: ShopSettings) -> Result<SettingsReceipt> {
    let before = tx.settings().clone();
    let changed = tx.set_settings(settings)?;
    let after = tx.settings().clone();
    let rebuilt = changed && state_depends(&before, &after);
    if rebuilt {
        (tx.engine.rebuild)(tx)?;
    }
    let outcome = if changed { Outcome::Updated } else { Outcome::Unchanged };
    Ok(SettingsReceipt { outcome, settings: after, rebuilt })
}

/// Whether profiles or figures are others under the new settings.
fn state_depends(a: &ShopSettings, b: &ShopSettings) -> bool {
    let of = |s: &ShopSettings| (s.currency, s.zone, s.trusted_sources.clone(), s.survivorship.clone());
    of(a) != of(b)
}

/// See [`ShopHandle::define_field`](super::ShopHandle::define_field).
pub(super) fn define_field(tx: &mut Tx<'_>, field: &FieldDefinition) -> Result<SettingsReceipt> {
    check_name(&field.name)?;
    if field.ty == FieldType::Choice && field.choices.is_empty() {
        return Err(Error::invalid("choices", "a choice needs at least one value"));
    }
    if field.min.zip(field.max).is_some_and(|(min, max)| min > max) {
        return Err(Error::invalid("min", "larger than max"));
    }
    let mut settings = tx.settings().clone();
    match settings.fields.iter_mut().find(|f| f.name == field.name) {
        Some(before) if before.ty != field.ty => {
            return Err(Error::invalid("type", "a field keeps its type; define one with another name"));
        }
        Some(before) => before.clone_from(field),
        None => settings.fields.push(field.clone()),
    }
    save(tx, settings)
}

/// Names that every customer has already.
const TAKEN: [&str; 12] = [
    "id",
    "name",
    "email",
    "phone",
    "birth_date",
    "gender",
    "language",
    "company",
    "address",
    "country",
    "tags",
    "note",
];

fn check_name(name: &str) -> Result<()> {
    let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !letters || !name.starts_with(|c: char| c.is_ascii_lowercase()) || name.len() > 64 {
        return Err(Error::invalid(
            "name",
            "expected up to 64 lower-case letters, digits and underscores, a letter first",
        ));
    }
    if TAKEN.contains(&name) {
        Err(Error::invalid("name", "every customer has a field of this name"))
    } else {
        Ok(())
    }
}

/// See [`ShopHandle::define_store`](super::ShopHandle::define_store).
pub(super) fn define_store(tx: &mut Tx<'_>, store: &Store) -> Result<SettingsReceipt> {
    let store = Store {
        code: checked_text("code", &store.code)?,
        name: checked_text("name", &store.name)?,
        ..store.clone()
    };
    let mut settings = tx.settings().clone();
    match settings.stores.iter_mut().find(|s| s.code == store.code) {
        Some(before) => *before = store,
        None => settings.stores.push(store),
    }
    save(tx, settings)
}
