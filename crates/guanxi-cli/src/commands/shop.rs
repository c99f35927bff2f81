use clap::{Args, Subcommand, ValueEnum};
use guanxi::{
    Country, Currency, Error, FieldDefinition, FieldType, Language, LegalBasis, Outcome, Policy,
    PurposeBasis, Result, SettingsReceipt, ShopPatch, ShopSettings, Store, Survivorship, Zone,
};
use serde::Serialize;

use super::{duplicates::policy, retention};
use crate::{
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, number, text_of},
};

/// Show and change the shop's settings
#[derive(Debug, Subcommand)]
pub(crate) enum Shop {
    /// Show the settings in force
    #[command(after_help = "Examples:\n  guanxi shop show\n  guanxi shop show --json")]
    Show,
    #[command(
        arg_required_else_help = true,
        after_help = "\
Another currency, zone, trust or survivorship changes profiles and figures:
they are derived anew, which takes a while on a large store.

Examples:
  guanxi shop set --currency EUR --zone Europe/Berlin --country DE
  guanxi shop set --trusted-sources shopify,pos --survivorship email=most_trusted
  guanxi shop set --purpose newsletter=legitimate_interest
  guanxi shop set --duplicates link=0.99 --duplicates new=yes"
    )]
    Set(Set),
    #[command(after_help = "\
Examples:
  guanxi shop define-field shoe_size integer --min 30 --max 50
  guanxi shop define-field shirt_size choice --choices S,M,L")]
    DefineField(DefineField),
    #[command(after_help = "Examples:\n  guanxi shop define-store berlin-mitte \"Berlin Mitte\"")]
    DefineStore(DefineStore),
}

impl Shop {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        if matches!(self, Self::Show) {
            context.out.answer(&context.existing()?.shop().get()?)?;
            return Ok(Exit::Done);
        }
        let opened = context.existing_or_new()?;
        let shop = opened.crm.shop();
        let receipt = match self {
            Self::Show => return Ok(Exit::Done),
            Self::Set(set) => shop.set(set.into_patch()),
            Self::DefineField(field) => shop.define_field(field.into_definition()),
            Self::DefineStore(DefineStore { code, name }) => {
                shop.define_store(Store { code, name, address: None })
            }
        }?;
        context.out.answer(&Changed::new(context, opened.created, receipt))?;
        Ok(Exit::Done)
    }
}

/// Change settings; what is left out stays
#[derive(Debug, Args)]
pub(crate) struct Set {
    /// What people call the shop
    #[arg(long)]
    name: Option<String>,
    /// The currency of its sums: CNY. Until set, the first order's becomes it
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// The zone of its days: Asia/Shanghai. Until set, UTC
    #[arg(long)]
    zone: Option<Zone>,
    /// The country that phones and dates without one are read for: CN
    #[arg(long, value_name = "CODE")]
    country: Option<Country>,
    /// The language of its people: zh
    #[arg(long, value_name = "CODE")]
    language: Option<Language>,
    /// Where it sells: web,wechat,till
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    channels: Option<Vec<String>>,
    /// Sources from the most trusted to the least: shopify,pos
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    trusted_sources: Option<Vec<String>>,
    /// Which record a field of a profile comes from, FIELD=POLICY: email=most_trusted. Fields: name, email, phone,
    /// birth_date, address, other. Policies: most_recent, most_trusted, most_frequent. Fields left out go back to
    /// what they are by themselves
    #[arg(long, value_name = "FIELD=POLICY", value_parser = rule)]
    survivorship: Vec<(Field, Policy)>,
    /// From where on customers are taken for duplicates: review=0.05 match=0.4 link=never records=50 new=no is what it is
    /// by itself, and what is left out goes back to. `link`: from which probability on they are linked without asking;
    /// `records`: more are never; `new`: whether what comes in is linked at once
    #[arg(long, value_name = "NAME=VALUE", value_parser = policy::word)]
    duplicates: Vec<policy::Word>,
    /// What a purpose of contact stands on, PURPOSE=BASIS: newsletter=legitimate_interest. Bases: consent, contract,
    /// legal_obligation, legitimate_interest. By themselves service, order and transaction stand on a contract, all else on
    /// consent; purposes left out go back to that
    #[arg(long, value_name = "PURPOSE=BASIS", value_parser = purpose)]
    purpose: Vec<PurposeBasis>,
    /// An e-mail or phone borne by more records than this joins nobody any more
    #[arg(long, value_name = "N")]
    records_per_identifier_max: Option<u32>,
}

impl Set {
    pub(crate) fn into_patch(self) -> ShopPatch {
        let mut patch = ShopPatch::new();
        patch.name = self.name;
        patch.currency = self.currency;
        patch.zone = self.zone;
        patch.country = self.country;
        patch.language = self.language;
        patch.channels = self.channels;
        patch.trusted_sources = self.trusted_sources;
        patch.records_per_identifier_max = self.records_per_identifier_max;
        patch.survivorship = (!self.survivorship.is_empty()).then(|| survivorship(&self.survivorship));
        patch.purposes = (!self.purpose.is_empty()).then_some(self.purpose);
        patch.duplicates = (!self.duplicates.is_empty()).then(|| policy::policy(&self.duplicates));
        patch
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Field {
    Name,
    Email,
    Phone,
    BirthDate,
    Address,
    Other,
}

fn rule(text: &str) -> Result<(Field, Policy)> {
    let refused = || Error::invalid("survivorship", "expected FIELD=POLICY such as email=most_trusted");
    let (field, policy) = text.split_once('=').ok_or_else(refused)?;
    let field = Field::from_str(field, false).map_err(|_| refused())?;
    let policy = match policy {
        "most_recent" => Policy::MostRecent,
        "most_trusted" => Policy::MostTrusted,
        "most_frequent" => Policy::MostFrequent,
        _ => return Err(refused()),
    };
    Ok((field, policy))
}

const BASES: [LegalBasis; 4] =
    [LegalBasis::Consent, LegalBasis::Contract, LegalBasis::LegalObligation, LegalBasis::LegitimateInterest];

fn purpose(text: &str) -> Result<PurposeBasis> {
    let refused = || Error::invalid("purposes", "expected PURPOSE=BASIS such as service=contract");
    let (purpose, basis) = text.split_once('=').ok_or_else(refused)?;
    let basis = BASES.into_iter().find(|known| known.as_str() == basis).ok_or_else(refused)?;
    Ok(PurposeBasis { purpose: purpose.to_owned(), basis })
}

fn survivorship(rules: &[(Field, Policy)]) -> Survivorship {
    let mut all = Survivorship::default();
    for (field, policy) in rules {
        *match field {
            Field::Name => &mut all.name,
            Field::Email => &mut all.email,
            Field::Phone => &mut all.phone,
            Field::BirthDate => &mut all.birth_date,
            Field::Address => &mut all.address,
            Field::Other => &mut all.other,
        } = *policy;
    }
    all
}

/// Define a field of the shop's own that customers have, or change its limits
#[derive(Debug, Args)]
pub(crate) struct DefineField {
    /// Its name: lower-case letters, digits and underscores
    name: String,
    /// What it takes
    #[arg(value_enum, value_name = "TYPE")]
    ty: Type,
    /// For a choice: the values it takes
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    choices: Vec<String>,
    /// The smallest number or shortest text
    #[arg(long, allow_negative_numbers = true)]
    min: Option<i64>,
    /// The largest number or longest text
    #[arg(long, allow_negative_numbers = true)]
    max: Option<i64>,
}

impl DefineField {
    fn into_definition(self) -> FieldDefinition {
        let Self { name, ty, choices, min, max } = self;
        FieldDefinition { name, ty: ty.into(), choices, min, max }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Type {
    Text,
    Integer,
    Boolean,
    Date,
    Choice,
}

impl From<Type> for FieldType {
    fn from(ty: Type) -> Self {
        match ty {
            Type::Text => Self::Text,
            Type::Integer => Self::Integer,
            Type::Boolean => Self::Boolean,
            Type::Date => Self::Date,
            Type::Choice => Self::Choice,
        }
    }
}

/// Define a physical store (门店), or change it
#[derive(Debug, Args)]
pub(crate) struct DefineStore {
    /// Its short name in orders
    code: String,
    /// What people call it
    name: String,
}

/// What a change of settings did.
#[derive(Serialize)]
pub(crate) struct Changed {
    /// Which store.
    url: String,
    /// Whether it was made just now.
    created: bool,
    outcome: Outcome,
    rebuilt: bool,
    settings: ShopSettings,
}

impl Changed {
    pub(crate) fn new(context: &Context, created: bool, receipt: SettingsReceipt) -> Self {
        let SettingsReceipt { outcome, settings, rebuilt, .. } = receipt;
        Self { url: context.url(), created, outcome, rebuilt, settings }
    }
}

impl Show for Changed {
    fn show(&self, text: &mut Text) {
        let what = match (self.created, self.outcome) {
            (true, _) => "Made a store",
            (false, Outcome::Unchanged) => "Nothing to change in the store",
            (false, _) => "Changed the settings of the store",
        };
        text.line(format_args!("{what} at {}.", self.url));
        if self.rebuilt && !self.created {
            text.line("Profiles and figures were derived anew.");
        }
        text.blank();
        self.settings.show(text);
    }
}

impl Show for ShopSettings {
    fn show(&self, text: &mut Text) {
        let purposes = self.purposes.iter().map(|p| format!("{}={}", p.purpose, p.basis.as_str()));
        let purposes: Vec<String> = purposes.collect();
        let retention: Vec<String> = self.retention.iter().map(retention::written).collect();
        let list = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
        text.pairs([
            ("name", self.name.clone()),
            (
                "currency",
                Some(self.currency.map_or_else(|| "that of the first order".to_owned(), |c| c.to_string())),
            ),
            ("zone", Some(self.zone.to_string())),
            (
                "country",
                Some(self.country.map_or_else(|| "each record's own".to_owned(), |c| c.as_str().to_owned())),
            ),
            ("language", text_of(self.language.as_ref())),
            ("channels", list(&self.channels)),
            ("trusted sources", list(&self.trusted_sources)),
            ("records per identifier", Some(number(self.records_per_identifier_max))),
            ("survivorship", Some(policies(&self.survivorship))),
            ("duplicates", Some(policy::words(&self.duplicates))),
            ("purposes", list(&purposes)),
            ("retention", list(&retention)),
        ]);
        if !self.fields.is_empty() {
            text.heading("Fields");
            text.table(["name", "type", "takes"], &[], self.fields.iter().map(field_row));
        }
        if !self.stores.is_empty() {
            text.heading("Stores");
            text.table(["code", "name"], &[], self.stores.iter().map(|s| [s.code.clone(), s.name.clone()]));
        }
    }
}

fn policies(rules: &Survivorship) -> String {
    let Survivorship { name, email, phone, birth_date, address, other } = rules;
    let rules = [
        ("name", name),
        ("email", email),
        ("phone", phone),
        ("birth_date", birth_date),
        ("address", address),
        ("other", other),
    ];
    rules.map(|(field, policy)| format!("{field}={}", policy_name(*policy))).join(" ")
}

fn policy_name(policy: Policy) -> &'static str {
    match policy {
        Policy::MostRecent => "most_recent",
        Policy::MostTrusted => "most_trusted",
        Policy::MostFrequent => "most_frequent",
    }
}

fn field_row(field: &FieldDefinition) -> [String; 3] {
    let ty = match field.ty {
        FieldType::Text => "text",
        FieldType::Integer => "integer",
        FieldType::Boolean => "boolean",
        FieldType::Date => "date",
        FieldType::Choice => "choice",
    };
    let bound = |b: Option<i64>| b.map_or_else(|| "…".to_owned(), number);
    let takes = match (field.min, field.max) {
        (None, None) => field.choices.join(", "),
        (min, max) => format!("{} to {}", bound(min), bound(max)),
    };
    [field.name.clone(), ty.to_owned(), takes]
}
