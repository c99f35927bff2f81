//! Rows of a customers file.

use std::collections::HashMap;

use super::{
    Columns, CustomerField as F, Mapping, Row,
    rows::row_text,
    run::{Done, Fault, Item, Rows, hash},
};
use crate::{
    change::Outcome,
    consent::{self, ConsentState, MARKETING},
    customer::{self, CustomerInput, Reading},
    error::Result,
    id::RecordId,
    scope::{Ahead, Tx},
    settings::ShopSettings,
    storage::Want,
    text::{Country, DateOrder, Email, Phone, detect_order, parse_instant},
    time::{Timestamp, Zone},
};

/// The source of rows that name none.
pub(super) const SOURCE: &str = "import";

/// Rows that the order of days and months is looked for in.
const SURVEY_ROWS: u64 = 20_000;

/// What a row becomes.
pub(super) struct CustomerRow {
    input: CustomerInput,
    consents: Vec<(&'static str, ConsentState)>,
    unreadable: Vec<String>,
}

/// Reads the rows of a customers file.
pub(super) struct CustomerRows {
    mapping: Mapping,
    zone: Zone,
    country: Option<Country>,
    order: Option<DateOrder>,
    samples: Vec<String>,
    /// How often a row that names no record came, word for word.
    copies: HashMap<u64, u32>,
}

impl CustomerRows {
    pub(super) fn new(mapping: &Mapping, settings: &ShopSettings) -> Self {
        let country = mapping.country;
        Self {
            order: mapping.date_order,
            zone: mapping.zone.unwrap_or(settings.zone),
            country: country.or(settings.country),
            mapping: mapping.clone(),
            samples: vec![],
            copies: HashMap::new(),
        }
    }

    fn instant(
        &self,
        columns: &Columns<F>,
        row: &Row<'_>,
        field: F,
        unreadable: &mut Vec<String>,
    ) -> Option<Timestamp> {
        let text = columns.get(row, field)?;
        let order = self.order.or_else(|| detect_order(self.samples.iter().map(String::as_str)));
        let at = parse_instant(text, self.zone, order).ok();
        if at.is_none() {
            unreadable.push(field.to_string());
        }
        at
    }

    fn input(&self, columns: &Columns<F>, row: &Row<'_>) -> Result<CustomerRow, Fault> {
        let text = |field| columns.get(row, field).map(str::to_owned);
        let mut unreadable = Vec::new();
        let mut input = CustomerInput::new();
        input.source =
            text(F::Source).or_else(|| self.mapping.source.clone()).or_else(|| Some(SOURCE.to_owned()));
        input.external_id = text(F::ExternalId);
        input.name = text(F::Name);
        input.given_name = text(F::GivenName);
        input.family_name = text(F::FamilyName);
        input.email = text(F::Email);
        input.phone = text(F::Phone);
        input.birth_date = text(F::BirthDate);
        input.gender = text(F::Gender);
        input.language = text(F::Language);
        input.company = text(F::Company);
        input.note = text(F::Note);
        let lines = [F::AddressLine1, F::AddressLine2, F::AddressLine3];
        input.address.lines = lines.into_iter().filter_map(text).collect();
        input.address.city = text(F::City);
        input.address.region = text(F::Region);
        input.address.country = text(F::Country).or_else(|| self.mapping.country.map(|c| c.to_string()));
        input.address.postcode = text(F::Postcode);
        input.tags = columns.get(row, F::Tags).map(tags).unwrap_or_default();
        input.fields = columns.custom(row).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        input.extra = columns.extra(row).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        input.created_at = self.instant(columns, row, F::CreatedAt, &mut unreadable);
        input.updated_at = self.instant(columns, row, F::UpdatedAt, &mut unreadable);
        let nobody = [
            &input.external_id,
            &input.name,
            &input.given_name,
            &input.family_name,
            &input.email,
            &input.phone,
        ];
        if nobody.iter().all(|v| v.is_none()) && input.company.is_none() {
            return Err(Fault::new("nobody", "it names nobody: no id, no name, no e-mail, no phone"));
        }
        let mut consents = Vec::new();
        for (field, channel) in [(F::EmailConsent, "email"), (F::SmsConsent, "sms")] {
            match columns.get(row, field).map(consent_state) {
                Some(Some(state)) => consents.push((channel, state)),
                Some(None) => unreadable.push(field.to_string()),
                None => {}
            }
        }
        Ok(CustomerRow { input, consents, unreadable })
    }

    /// What a row calls its record: its id, else its e-mail, else its phone.
    fn name(&self, input: &CustomerInput) -> Option<String> {
        let country = input.address.country.as_deref().and_then(|c| c.parse().ok()).or(self.country);
        input.external_id.clone().or_else(|| usable_contact(input, country))
    }

    /// A row that names no record is known by what it says, so that the same file again finds it.
    fn name_by_content(&mut self, row: &Row<'_>) -> String {
        let copies = self.copies.entry(hash(row.iter())).or_default();
        *copies += 1;
        format!("row-{}-{copies}", row_text(row))
    }
}

/// The e-mail, else the phone, that stands for an external id: one that reads and is no placeholder.
pub(super) fn usable_contact(input: &CustomerInput, country: Option<Country>) -> Option<String> {
    let email = input.email.as_deref().and_then(|t| t.parse::<Email>().ok()).filter(|e| !e.is_placeholder());
    let phone =
        || input.phone.as_deref().and_then(|t| Phone::parse(t, country).ok()).filter(|p| !p.is_placeholder());
    email.map(|e| e.as_str().to_owned()).or_else(|| phone().map(|p| p.e164().to_owned()))
}

impl Rows for CustomerRows {
    type Field = F;
    type Input = CustomerRow;
    const VERB: &'static str = "imports.customers";

    fn survey(&mut self, columns: &Columns<F>, row: &Row<'_>) {
        let times = [F::CreatedAt, F::UpdatedAt].into_iter().filter_map(|field| columns.get(row, field));
        self.samples.extend(times.map(str::to_owned));
        if self.samples.len() as u64 >= SURVEY_ROWS {
            self.settle();
        }
    }

    fn wants_survey(&self, rows_seen: u64) -> bool {
        self.order.is_none() && rows_seen < SURVEY_ROWS
    }

    fn take(&mut self, columns: &Columns<F>, row: &Row<'_>, out: &mut Vec<Item<CustomerRow>>) {
        self.settle();
        let mut input = self.input(columns, row);
        let mut identity = None;
        if let Ok(taken) = &mut input {
            let name = self.name(&taken.input).unwrap_or_else(|| {
                let name = self.name_by_content(row);
                taken.input.external_id = Some(name.clone());
                name
            });
            // Rows with a time of their own may come again: they are versions.
            let source = taken.input.source.as_deref().unwrap_or("");
            identity = taken.input.updated_at.is_none().then(|| (hash([source, &name]), hash(row.iter())));
        }
        out.push(Item {
            line: row.line(),
            number: row.number(),
            raw: row.raw().to_owned(),
            rows: 1,
            identity,
            input,
        });
    }

    fn end(&mut self, _: &Columns<F>, _: &mut Vec<Item<CustomerRow>>) {}

    fn wants(ahead: &Ahead<'_>, row: &CustomerRow) -> Vec<Want> {
        customer::ahead::of_upsert(ahead, &row.input, Reading::Lenient)
    }

    fn write(tx: &mut Tx<'_>, row: &CustomerRow) -> Result<Done> {
        let receipt = match customer::upsert(tx, &row.input, Reading::Lenient) {
            // Who was deleted stays so until the source says something new.
            Err(e) if e.code() == "deleted" => return Ok(Done::unchanged()),
            receipt => receipt?,
        };
        for (channel, state) in &row.consents {
            consent_of(tx, row, receipt.record_id, channel, *state)?;
        }
        let unreadable = receipt.issues.into_iter().map(|i| i.field).chain(row.unreadable.clone()).collect();
        Ok(Done {
            outcome: receipt.outcome,
            customer_created: receipt.customer_created,
            merged: receipt.merged.len() as u64,
            held_back: if receipt.outcome == Outcome::Unchanged { vec![] } else { receipt.held_back },
            unreadable,
            customer: (receipt.outcome != Outcome::Unchanged).then_some(receipt.customer.id),
        })
    }
}

/// Books what a row says of a consent on its record. A source that says again what it said before says nothing new,
/// whatever the person told others since.
fn consent_of(
    tx: &mut Tx<'_>,
    row: &CustomerRow,
    record: RecordId,
    channel: &str,
    state: ConsentState,
) -> Result<()> {
    let source = row.input.source.clone().unwrap_or_default();
    let dated = row.input.updated_at;
    if dated.is_none() && consent::last_said(tx, record, &source, MARKETING, channel)? == Some(state) {
        return Ok(());
    }
    let entry =
        consent::NewEntry { purpose: MARKETING, channel, state, at: dated, source: &source, wording: None };
    consent::record_on(tx, record, entry).map(drop)
}

impl CustomerRows {
    /// Decides the order of days and months out of what was surveyed.
    fn settle(&mut self) {
        if !self.samples.is_empty() {
            self.order = self.order.or_else(|| detect_order(self.samples.iter().map(String::as_str)));
            self.samples = Vec::new();
        }
    }
}

/// Several tags in one cell.
pub(super) fn tags(text: &str) -> Vec<String> {
    text.split([',', ';', '|', '，', '；', '、'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Texts that give a consent, texts that ask for one, texts that refuse it; folded.
const GRANTED: &[&str] = &[
    "true",
    "yes",
    "y",
    "1",
    "x",
    "subscribed",
    "granted",
    "opted in",
    "opt in",
    "on",
    "ja",
    "oui",
    "sí",
    "si",
    "是",
    "已订阅",
    "同意",
    "接受",
];
const PENDING: &[&str] = &["pending", "not confirmed", "unconfirmed", "待确认"];
const WITHDRAWN: &[&str] = &[
    "false",
    "no",
    "n",
    "0",
    "unsubscribed",
    "not subscribed",
    "withdrawn",
    "opted out",
    "opt out",
    "off",
    "nein",
    "non",
    "cleaned",
    "invalid",
    "redacted",
    "否",
    "未订阅",
    "已退订",
    "不同意",
    "拒绝",
];

fn consent_state(text: &str) -> Option<ConsentState> {
    let text = crate::text::fold(text).replace(['_', '-'], " ");
    let among = |words: &[&str]| words.iter().any(|w| crate::text::fold(w) == text);
    match () {
        () if among(GRANTED) => Some(ConsentState::Granted),
        () if among(PENDING) => Some(ConsentState::Pending),
        () if among(WITHDRAWN) => Some(ConsentState::Withdrawn),
        () => None,
    }
}
