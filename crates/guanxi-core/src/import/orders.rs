//! Rows of an orders file: a row is an order, or one line of an order.
//!
//! Where lines have articles or prices of their own, rows with the same order id make one order, wherever they stand in
//! the file: the file is surveyed first for orders whose rows are scattered, and these are put together at the end. A
//! total on such rows is the order's when it is the same on all rows of each order (or stands on the first only), else
//! it is the line's.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Columns, Mapping, OrderField as F, Row,
    customers::{SOURCE, tags, usable_contact},
    rows::row_text,
    run::{Done, Fault, Item, Rows, hash},
    statuses,
};
use crate::{
    change::Outcome,
    customer::{self, CustomerInput, Reading},
    error::Result,
    id::RecordId,
    identity,
    money::{Currency, Money},
    order::{self, Discount, OrderInput, OrderLineInput},
    scope::{Ahead, Tx},
    settings::ShopSettings,
    storage::Want,
    text::{DateOrder, detect_order, parse_amount, parse_instant, parse_quantity},
    time::{Timestamp, Zone},
};

/// Rows that the order of days and months is looked for in.
const SURVEY_ROWS: u64 = 20_000;

/// What one or several rows become.
pub(super) struct OrderRow {
    order: OrderInput,
    /// What the row says of the customer, beside its id.
    customer: CustomerInput,
}

/// Reads the rows of an orders file.
pub(super) struct OrderRows {
    mapping: Mapping,
    zone: Zone,
    currency: Option<Currency>,
    order: Option<DateOrder>,
    samples: Vec<String>,
    survey: Survey,
    current: Option<Group>,
    /// Orders whose rows are scattered, in the order they came up.
    scattered: BTreeMap<u64, Group>,
    scattered_at: HashMap<u64, u64>,
    /// How often a row without an order id came, word for word.
    copies: HashMap<u64, u32>,
}

/// What the whole file shows.
#[derive(Default)]
struct Survey {
    /// Rows are lines of orders.
    by_line: bool,
    current: Option<u64>,
    ended: HashSet<u64>,
    scattered: HashSet<u64>,
    totals: Vec<String>,
    total_is_the_lines: bool,
}

/// The rows of one order.
struct Group {
    key: u64,
    rows: Vec<Parsed>,
}

/// One row, read.
struct Parsed {
    line: u64,
    number: u64,
    raw: String,
    content: u64,
    fault: Option<Fault>,
    said: Said,
}

/// What a row says of its order.
#[derive(Default)]
struct Said {
    source: String,
    order_id: String,
    customer_ref: Option<String>,
    customer: CustomerInput,
    placed_at: Option<Timestamp>,
    status: Option<statuses::Statuses>,
    financial: Option<statuses::Statuses>,
    fulfillment: Option<statuses::Statuses>,
    total: Option<Money>,
    discount: Option<Money>,
    tax: Option<Money>,
    shipping: Option<Money>,
    refunded: Option<Money>,
    cancelled_at: Option<Timestamp>,
    channel: Option<String>,
    store: Option<String>,
    note: Option<String>,
    tags: Vec<String>,
    article: Option<OrderLineInput>,
}

impl OrderRows {
    pub(super) fn new(mapping: &Mapping, settings: &ShopSettings) -> Self {
        Self {
            mapping: mapping.clone(),
            zone: mapping.zone.unwrap_or(settings.zone),
            currency: mapping.currency.or(settings.currency),
            order: mapping.date_order,
            samples: vec![],
            survey: Survey::default(),
            current: None,
            scattered: BTreeMap::new(),
            scattered_at: HashMap::new(),
            copies: HashMap::new(),
        }
    }

    fn source<'r>(&'r self, columns: &Columns<F>, row: &Row<'r>) -> &'r str {
        columns.get(row, F::Source).or(self.mapping.source.as_deref()).unwrap_or(SOURCE)
    }

    fn key(&self, columns: &Columns<F>, row: &Row<'_>) -> Option<u64> {
        let id = columns.get(row, F::OrderId)?;
        Some(hash([self.source(columns, row), id]))
    }

    fn parse(&mut self, columns: &Columns<F>, row: &Row<'_>) -> Parsed {
        let content = hash(row.iter());
        let order_id = columns.get(row, F::OrderId).map(str::to_owned).unwrap_or_else(|| {
            let copies = self.copies.entry(content).or_default();
            *copies += 1;
            format!("row-{}-{copies}", row_text(row))
        });
        let mut said = Said { order_id, source: self.source(columns, row).to_owned(), ..Said::default() };
        let fault = self.read(columns, row, &mut said).err();
        Parsed { line: row.line(), number: row.number(), raw: row.raw().to_owned(), content, fault, said }
    }

    fn read(&self, columns: &Columns<F>, row: &Row<'_>, said: &mut Said) -> Result<(), Fault> {
        let text = |field| columns.get(row, field).map(str::to_owned);
        said.customer_ref = text(F::CustomerRef);
        said.customer.email = text(F::CustomerEmail);
        said.customer.phone = text(F::CustomerPhone);
        said.customer.name = text(F::CustomerName);
        said.channel = text(F::Channel);
        said.store = text(F::Store);
        said.note = text(F::Note);
        said.tags = columns.get(row, F::Tags).map(tags).unwrap_or_default();
        said.placed_at = self.instant(columns, row, F::PlacedAt)?;
        said.cancelled_at = self.instant(columns, row, F::CancelledAt)?;
        for (field, place) in [
            (F::Status, &mut said.status),
            (F::FinancialStatus, &mut said.financial),
            (F::FulfillmentStatus, &mut said.fulfillment),
        ] {
            *place = match columns.get(row, field) {
                Some(text) => Some(
                    statuses::read(text)
                        .ok_or_else(|| fault(columns, field, "a status that is not known"))?,
                ),
                None => None,
            };
        }
        let currency = self.currency_of(columns, row)?;
        let amount = |field| self.amount(columns, row, field, currency);
        said.total = amount(F::Total)?;
        said.discount = amount(F::Discount)?.map(positive);
        said.tax = amount(F::Tax)?;
        said.shipping = amount(F::Shipping)?;
        said.refunded = amount(F::Refunded)?.map(positive);
        let quantity = columns.get(row, F::Quantity).map(parse_quantity).transpose();
        let article = OrderLineInput {
            sku: text(F::Sku),
            name: text(F::ProductName),
            category: text(F::Category),
            brand: text(F::Brand),
            unit_price: amount(F::UnitPrice)?,
            discount: amount(F::LineDiscount)?.map(positive),
            total: amount(F::LineTotal)?,
            quantity: quantity.map_err(|e| Fault::of(&e, columns.header(F::Quantity)))?,
        };
        said.article = (article != OrderLineInput::default()).then_some(article);
        Ok(())
    }

    fn instant(&self, columns: &Columns<F>, row: &Row<'_>, field: F) -> Result<Option<Timestamp>, Fault> {
        let Some(text) = columns.get(row, field) else { return Ok(None) };
        parse_instant(text, self.zone, self.order).map(Some).map_err(|e| Fault::of(&e, columns.header(field)))
    }

    fn currency_of(&self, columns: &Columns<F>, row: &Row<'_>) -> Result<Option<Currency>, Fault> {
        let Some(text) = columns.get(row, F::Currency) else { return Ok(self.currency) };
        text.parse().map(Some).map_err(|e| Fault::of(&e, columns.header(F::Currency)))
    }

    fn amount(
        &self,
        columns: &Columns<F>,
        row: &Row<'_>,
        field: F,
        currency: Option<Currency>,
    ) -> Result<Option<Money>, Fault> {
        let Some(text) = columns.get(row, field) else { return Ok(None) };
        let amount = parse_amount(text, currency, self.mapping.decimal);
        amount.map(Some).map_err(|e| Fault::of(&e, columns.header(field)))
    }

    fn give_out(&self, group: Group, out: &mut Vec<Item<OrderRow>>) {
        let Group { key, rows } = group;
        let line = rows.first().map_or(0, |r| r.line);
        let number = rows.iter().map(|r| r.number).max().unwrap_or_default();
        let content = rows.iter().fold(0u64, |h, r| h.rotate_left(5) ^ r.content);
        let raw = rows.iter().map(|r| r.raw.as_str()).collect::<Vec<_>>().join("\n");
        let count = rows.len() as u64;
        let input = self.assemble(rows);
        let (line, input) = match input {
            Ok(input) => (line, Ok(input)),
            Err((at, fault)) => (at, Err(fault)),
        };
        out.push(Item { line, number, raw, rows: count, identity: Some((key, content)), input });
    }

    /// One order out of its rows; a row that does not read takes the whole order with it, as its sum would be wrong.
    fn assemble(&self, rows: Vec<Parsed>) -> Result<OrderRow, (u64, Fault)> {
        let line = rows.first().map_or(0, |r| r.line);
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            match row.fault {
                Some(fault) => return Err((row.line, fault)),
                None => all.push(row.said),
            }
        }
        combine(all, self.survey.total_is_the_lines).map_err(|fault| (line, fault))
    }

    fn settle(&mut self) {
        if !self.samples.is_empty() {
            self.order = self.order.or_else(|| detect_order(self.samples.iter().map(String::as_str)));
            self.samples = Vec::new();
        }
    }
}

fn fault(columns: &Columns<F>, field: F, reason: &str) -> Fault {
    Fault { column: columns.header(field).map(str::to_owned), ..Fault::new("invalid_field", reason) }
}

fn positive(amount: Money) -> Money {
    if amount.minor() < 0 { amount.checked_mul(-1).unwrap_or(amount) } else { amount }
}

fn combine(mut rows: Vec<Said>, total_is_the_lines: bool) -> Result<OrderRow, Fault> {
    fn first<T: Clone>(rows: &[Said], f: impl Fn(&Said) -> &Option<T>) -> Option<T> {
        rows.iter().find_map(|r| f(r).clone())
    }
    let placed_at = first(&rows, |r| &r.placed_at).ok_or_else(|| Fault::new("missing", "it has no date"))?;
    let Some(head) = rows.first() else { return Err(Fault::new("missing", "it has no rows")) };
    let mut order = OrderInput::new(&head.source, &head.order_id, placed_at);
    let mut who = CustomerInput::new();
    who.source = Some(head.source.clone());
    who.external_id = first(&rows, |r| &r.customer_ref);
    who.email = first(&rows, |r| &r.customer.email);
    who.phone = first(&rows, |r| &r.customer.phone);
    who.name = first(&rows, |r| &r.customer.name);
    order.tax = first(&rows, |r| &r.tax);
    order.shipping = first(&rows, |r| &r.shipping);
    order.refunded = first(&rows, |r| &r.refunded);
    order.cancelled_at = first(&rows, |r| &r.cancelled_at);
    order.channel = first(&rows, |r| &r.channel);
    order.store = first(&rows, |r| &r.store);
    order.note = first(&rows, |r| &r.note);
    order.tags = rows.iter().find(|r| !r.tags.is_empty()).map(|r| r.tags.clone()).unwrap_or_default();
    if let Some(discount) = first(&rows, |r| &r.discount) {
        order.discounts.push(Discount { code: None, amount: discount.minor() });
    }
    for said in
        [first(&rows, |r| &r.status), first(&rows, |r| &r.financial), first(&rows, |r| &r.fulfillment)]
            .into_iter()
            .flatten()
    {
        said.apply(&mut order);
    }
    let single = rows.len() == 1;
    if total_is_the_lines {
        for row in &mut rows {
            let total = row.total.take();
            if let Some(article) = &mut row.article {
                article.total = article.total.or(total);
            }
        }
    } else {
        order.total = first(&rows, |r| &r.total);
    }
    for mut article in rows.into_iter().filter_map(|r| r.article) {
        // A row that is a whole order has one article, whose total is what the order's is.
        if single && article.total.is_none() && article.unit_price.is_none() {
            article.total = order.total;
        }
        order.lines.push(article);
    }
    Ok(OrderRow { order, customer: who })
}

impl Rows for OrderRows {
    type Field = F;
    type Input = OrderRow;
    const VERB: &'static str = "imports.orders";

    fn survey(&mut self, columns: &Columns<F>, row: &Row<'_>) {
        // The file's first currency becomes the shop's: rows without one are read in it now as they will be later.
        let named = || columns.get(row, F::Currency).and_then(|text| text.parse().ok());
        self.currency = self.currency.or_else(named);
        if self.order.is_none() && (self.samples.len() as u64) < SURVEY_ROWS {
            self.samples.extend(columns.get(row, F::PlacedAt).map(str::to_owned));
        }
        let lines = [F::Sku, F::ProductName, F::UnitPrice, F::LineTotal];
        self.survey.by_line = lines.into_iter().any(|f| columns.position(f).is_some());
        let Some(key) = self.key(columns, row).filter(|_| self.survey.by_line) else { return };
        let survey = &mut self.survey;
        if survey.current != Some(key) {
            survey.ended.extend(survey.current);
            if survey.ended.contains(&key) {
                survey.scattered.insert(key);
            }
            survey.current = Some(key);
            survey.totals.clear();
        }
        if let Some(total) = columns.get(row, F::Total) {
            survey.total_is_the_lines |= survey.totals.first().is_some_and(|first| first != total);
            if survey.totals.is_empty() {
                survey.totals.push(total.to_owned());
            }
        }
    }

    fn wants_survey(&self, rows_seen: u64) -> bool {
        let open = self.order.is_none() || self.currency.is_none();
        self.survey.by_line || rows_seen == 0 || (open && rows_seen < SURVEY_ROWS)
    }

    fn take(&mut self, columns: &Columns<F>, row: &Row<'_>, out: &mut Vec<Item<OrderRow>>) {
        self.settle();
        let key = self.key(columns, row);
        let parsed = self.parse(columns, row);
        let Some(key) = key.filter(|_| self.survey.by_line) else {
            let key = key.unwrap_or_else(|| hash([parsed.said.order_id.as_str()]));
            self.give_out(Group { key, rows: vec![parsed] }, out);
            return;
        };
        if self.survey.scattered.contains(&key) {
            let place = self.scattered_at.len() as u64;
            let place = *self.scattered_at.entry(key).or_insert(place);
            self.scattered.entry(place).or_insert_with(|| Group { key, rows: vec![] }).rows.push(parsed);
            return;
        }
        if let Some(group) = self.current.as_mut().filter(|g| g.key == key) {
            group.rows.push(parsed);
            return;
        }
        let done = self.current.replace(Group { key, rows: vec![parsed] });
        if let Some(group) = done {
            self.give_out(group, out);
        }
    }

    fn end(&mut self, _: &Columns<F>, out: &mut Vec<Item<OrderRow>>) {
        let scattered = std::mem::take(&mut self.scattered).into_values();
        for group in self.current.take().into_iter().chain(scattered).collect::<Vec<_>>() {
            self.give_out(group, out);
        }
    }

    fn wants(ahead: &Ahead<'_>, row: &OrderRow) -> Vec<Want> {
        let mut wants = order::ahead::of_record(ahead, &row.order);
        wants.extend(customer::ahead::of_upsert(ahead, &row.customer, Reading::Lenient));
        wants
    }

    fn write(tx: &mut Tx<'_>, row: &OrderRow) -> Result<Done> {
        order::check(tx, &row.order)?;
        let mut done = Done::unchanged();
        // What is known of an erased person is not taken in again with an order.
        let record = match order::record_if_erased(tx, &row.order)? {
            Some(record) => Some(record),
            None => whose(tx, &row.customer, &mut done)?,
        };
        done.outcome = order::write(tx, &row.order, record)?.0;
        Ok(done)
    }
}

/// The record that an order is booked on. What an orders file says of a person is taken only where nobody said more.
fn whose(tx: &mut Tx<'_>, said: &CustomerInput, done: &mut Done) -> Result<Option<RecordId>> {
    let country = tx.settings().country;
    let source = said.source.clone().unwrap_or_default();
    let keyed = &tx.engine.keyed;
    let key = match (&said.external_id, usable_contact(said, country)) {
        (Some(id), _) => identity::rows::external_hash(keyed, &source, id),
        (None, Some(_)) => customer::contact_key(tx, &source, said)?,
        (None, None) => return Ok(None),
    };
    let known = identity::rows::find_record(tx.rows(), &key)?;
    let says_more = said.email.is_some() || said.phone.is_some() || said.name.is_some();
    match (known, &said.external_id) {
        (Some(record), _) if !says_more || is_described(tx, record)? => Ok(Some(record)),
        (None, Some(id)) if !says_more => {
            done.customer_created = true;
            customer::ensure_record(tx, &source, id).map(|r| Some(r.id))
        }
        _ => describe(tx, said, done).map(Some),
    }
}

/// Whether a source said more of a record than its name.
fn is_described(tx: &Tx<'_>, record: RecordId) -> Result<bool> {
    Ok(!identity::rows::must_load(tx.rows(), record)?.content.is_bare())
}

fn describe(tx: &mut Tx<'_>, said: &CustomerInput, done: &mut Done) -> Result<RecordId> {
    let receipt = customer::upsert(tx, said, Reading::Lenient)?;
    done.customer_created = receipt.customer_created;
    done.merged = receipt.merged.len() as u64;
    if receipt.outcome != Outcome::Unchanged {
        done.held_back = receipt.held_back;
    }
    done.unreadable = receipt.issues.into_iter().map(|i| i.field).collect();
    Ok(receipt.record_id)
}
