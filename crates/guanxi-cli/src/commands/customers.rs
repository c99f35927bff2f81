use clap::{Args, Subcommand};
use guanxi::{
    Consent, ConsentQuery, Crm, Customer, CustomerMetrics, CustomerPage, CustomerQuery, CustomerRef, Result,
};
use serde::Serialize;

use crate::{
    args::{self, Page},
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, cell, money, number, text_of},
};

/// Find and show customers
#[derive(Debug, Subcommand)]
pub(crate) enum Customers {
    #[command(after_help = "\
Examples:
  guanxi customers find \"li w\"              the beginning of one or several names
  guanxi customers find li.wei@example.cn
  guanxi customers find +8613800138000
  guanxi customers find shopify:6940095     or the id alone")]
    Find(Find),
    #[command(after_help = "\
Examples:
  guanxi customers show cus_01h455vb4pex5vsknk084sn02q
  guanxi customers show li.wei@example.cn
  guanxi customers show shopify:6940095 --json")]
    Show(ShowOne),
    #[command(after_help = "Examples:\n  guanxi customers list --limit 10")]
    List(List),
}

/// Look customers up by e-mail, phone, external id, or the beginning of a name
#[derive(Debug, Args)]
pub(crate) struct Find {
    /// What to look for
    text: String,
    #[command(flatten)]
    page: Page,
}

/// Show a customer: profile, figures, consents
#[derive(Debug, Args)]
pub(crate) struct ShowOne {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
}

/// List customers, oldest first
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    page: Page,
}

impl Customers {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let crm = context.existing()?;
        match self {
            Self::Find(Find { text, page }) => {
                context.out.answer(&crm.customers().find(CustomerQuery::new(text).page(page.into()))?)?;
            }
            Self::Show(ShowOne { customer }) => context.out.answer(&Profile::load(&crm, customer)?)?,
            Self::List(List { page }) => context.out.answer(&crm.customers().list(page.into())?)?,
        }
        Ok(Exit::Done)
    }
}

/// Everything about one customer.
#[derive(Serialize)]
struct Profile {
    customer: Customer,
    metrics: CustomerMetrics,
    consents: Vec<Consent>,
}

impl Profile {
    fn load(crm: &Crm, reference: CustomerRef) -> Result<Self> {
        let customer = crm.customers().resolve(reference)?;
        let metrics = crm.orders().metrics(customer.id)?;
        let consents = crm.consents().state(ConsentQuery::new(CustomerRef::Id(customer.id)))?;
        Ok(Self { customer, metrics, consents })
    }
}

impl Show for Profile {
    fn show(&self, text: &mut Text) {
        let Customer { name, company, .. } = &self.customer;
        let title = text_of(name.as_ref()).or_else(|| company.clone());
        text.heading(title.as_deref().unwrap_or("(no name)"));
        text.pairs(profile_rows(&self.customer));
        text.heading("Orders");
        text.pairs(metrics_rows(&self.metrics));
        if !self.consents.is_empty() {
            text.heading("Consents");
            text.table(
                ["purpose", "channel", "state", "at", "source"],
                &[],
                self.consents.iter().map(consent_row),
            );
        }
    }
}

fn profile_rows(customer: &Customer) -> Vec<(&str, Option<String>)> {
    let list = |items: Vec<String>| (!items.is_empty()).then(|| items.join(", "));
    let mut rows = vec![
        ("id", Some(customer.id.to_string())),
        ("e-mail", text_of(customer.email.as_ref())),
        ("other e-mails", list(customer.other_emails.iter().map(ToString::to_string).collect())),
        ("phone", text_of(customer.phone.as_ref())),
        ("other phones", list(customer.other_phones.iter().map(ToString::to_string).collect())),
        ("birth date", text_of(customer.birth_date.as_ref())),
        ("gender", customer.gender.clone()),
        ("language", text_of(customer.language.as_ref())),
        ("company", customer.company.clone()),
        ("address", text_of(customer.address.as_ref())),
        ("country", customer.country.map(|c| c.as_str().to_owned())),
        ("tags", list(customer.tags.clone())),
        ("note", customer.note.clone()),
        ("records", Some(format!("{} from {}", number(customer.records), customer.sources.join(", ")))),
        ("since", Some(customer.created_at.to_string())),
        // A record that only orders speak of was never described.
        ("updated", (customer.updated_at >= customer.created_at).then(|| customer.updated_at.to_string())),
    ];
    rows.extend(customer.fields.iter().map(|(name, value)| (name.as_str(), Some(value.to_string()))));
    rows
}

fn metrics_rows(metrics: &CustomerMetrics) -> Vec<(&'static str, Option<String>)> {
    let unconverted = (metrics.unconverted_orders > 0).then(|| number(metrics.unconverted_orders));
    vec![
        ("orders", Some(number(metrics.number_of_orders))),
        ("spent", metrics.amount_spent.as_ref().map(money)),
        ("refunded", metrics.amount_refunded.filter(|m| m.minor() != 0).as_ref().map(money)),
        ("average order", metrics.average_order_value.as_ref().map(money)),
        ("first order", text_of(metrics.first_order_date)),
        ("last order", text_of(metrics.last_order_date)),
        ("days between orders", metrics.average_days_between_orders_milli.map(tenths)),
        ("without a rate", unconverted),
    ]
}

/// Thousandths as a number with one decimal, rounded half up.
fn tenths(milli: i64) -> String {
    let tenths = (milli + 50).div_euclid(100);
    format!("{}.{}", number(tenths / 10), tenths % 10)
}

fn consent_row(consent: &Consent) -> [String; 5] {
    let Consent { purpose, channel, state, at, source, .. } = consent;
    [purpose.clone(), channel.clone(), state.as_str().to_owned(), at.to_string(), source.clone()]
}

impl Show for CustomerPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("No customer.");
            return;
        }
        text.table(["id", "name", "e-mail", "phone", "country", "records"], &[5], self.items.iter().map(row));
        text.more(self.next_cursor.as_deref());
    }
}

fn row(customer: &Customer) -> [String; 6] {
    [
        customer.id.to_string(),
        customer.display_name().unwrap_or_default(),
        cell(customer.email.as_ref()),
        cell(customer.phone.as_ref()),
        cell(customer.country.as_ref().map(|c| c.as_str())),
        number(customer.records),
    ]
}
