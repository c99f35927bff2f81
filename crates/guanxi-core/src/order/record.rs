use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;

use super::{
    Order, OrderInput, OrderLineInput, OrderReceipt,
    fold::{Folded, OrderFact},
    metrics,
    model::{OrderContent, OrderLine, OrderPersonal},
    personal, read, rows, sale,
};
use crate::{
    change::{ChangeKind, Outcome, Subject},
    customer::{CustomerRef, address, record_for},
    error::{Error, Result},
    id::{CustomerId, OrderId, RecordId},
    identity,
    money::{Currency, Money},
    scope::{OrderChange, Tx},
    storage::row,
    text::checked_text,
};

/// See [`Orders::record`](super::Orders::record).
pub(crate) fn record(tx: &mut Tx<'_>, input: &OrderInput) -> Result<OrderReceipt> {
    check(tx, input)?;
    let record = record_of(tx, input)?;
    let (outcome, order) = write(tx, input, record)?;
    let described = outcome != Outcome::Unchanged && order.content_fact + 1 == order.facts;
    let written = described && personal::erased_record(tx, &order)?.is_none();
    let order = match written {
        true => read::show_with(&tx.look(), order, personal(input)?)?,
        false => read::show(&tx.look(), order)?,
    };
    receipt(tx, outcome, order)
}

/// What a write did to an order, and to its customer's segments.
pub(super) fn receipt(tx: &mut Tx<'_>, outcome: Outcome, order: Order) -> Result<OrderReceipt> {
    let (entered, left) = tx.follow(order.customer_id)?;
    Ok(OrderReceipt { outcome, order, entered, left })
}

/// The record that an order is booked on: that of its source's name for the customer; for a customer named otherwise
/// the one it was booked on before, if that is still the customer's, else the customer's first.
fn record_of(tx: &mut Tx<'_>, input: &OrderInput) -> Result<Option<RecordId>> {
    if let Some(record) = personal::record_if_erased(tx, input)? {
        return Ok(Some(record));
    }
    let Some(customer) = &input.customer else { return Ok(None) };
    let record = record_for(tx, customer)?;
    if !matches!(customer, CustomerRef::Record { .. })
        && let Some(before) = known(tx, input)?.and_then(|order| order.content?.record)
        && identity::rows::owner(tx.rows(), before)? == record.customer
    {
        return Ok(Some(before));
    }
    Ok(Some(record.id))
}

/// The order as it is known so far.
pub(super) fn known(tx: &Tx<'_>, input: &OrderInput) -> Result<Option<Folded>> {
    let source = checked_text("source", input.source.as_deref().unwrap_or("app"))?;
    let external_id = checked_text("external_id", &input.external_id)?;
    let id = rows::find(tx.rows(), &tx.engine.keyed, &source, &external_id)?;
    id.map(|id| rows::must_load(tx.rows(), id)).transpose()
}

/// Looks whether an order would be refused, writing nothing: a refused order leaves nothing behind.
pub(crate) fn check(tx: &Tx<'_>, input: &OrderInput) -> Result<()> {
    let content = content(input)?;
    let refunded = known(tx, input)?.map_or(0, |order| order.refunds_in(content.currency));
    sale::content_as_sale(&content, content.refunded.max(refunded), tx.settings())?;
    personal(input).map(drop)
}

/// Writes an order that was [checked](check), booked on a record.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    input: &OrderInput,
    record: Option<RecordId>,
) -> Result<(Outcome, Folded)> {
    let source = checked_text("source", input.source.as_deref().unwrap_or("app"))?;
    let external_id = checked_text("external_id", &input.external_id)?;
    let (mut content, mut personal) = (content(input)?, personal(input)?);
    content.record = record;
    let before = known(tx, input)?;
    let of_erased = before.as_ref().map_or(Ok(None), |order| personal::erased_record(tx, order))?;
    if of_erased.is_some() {
        (content.record, content.tags, personal) = (of_erased, vec![], OrderPersonal::default());
    }
    let digest = digest(tx, &content, &personal);
    let effective = input.updated_at.unwrap_or(tx.now);
    let dated = input.updated_at.is_some();
    if let Some(order) = &before
        && order.says_already(digest, effective, dated)
    {
        return Ok((Outcome::Unchanged, before.unwrap_or_else(|| unreachable!("it is there"))));
    }
    if let Some(order) = &before {
        order.tell_ahead(tx)?;
    }
    if content.rate.is_none() {
        adopt_currency(tx, content.currency)?;
    }
    content.rate_into = content.rate.and(tx.settings().currency);
    let fact = OrderFact::Described {
        source: source.clone(),
        external_id: external_id.clone(),
        effective,
        recorded: tx.now,
        digest: ByteArray::from(digest),
        content,
    };
    let after = match &before {
        None => rows::create(tx, &source, &external_id, &fact)?,
        Some(order) => rows::append(tx, order, &fact)?,
    };
    keep_personal(tx, before.as_ref(), &after, &personal)?;
    metrics::restate(tx, before.as_ref(), &after)?;
    let new = before.as_ref().is_none_or(|order| order.content.is_none());
    let (outcome, kind) = if new {
        (Outcome::Created, ChangeKind::OrderRecorded)
    } else {
        (Outcome::Updated, ChangeKind::OrderUpdated)
    };
    note(tx, kind, &after)?;
    // Who had it before is touched, too.
    if let Some(order) = &before
        && let (had, has) = (owner(tx, order)?, owner(tx, &after)?)
        && had.is_some()
        && had != has
    {
        tx.changed(kind, had, Some(subject(&after)));
    }
    let is_new = before.is_none() && sale::stands_whole(&after);
    tx.order_changed(after.id, if is_new { OrderChange::New } else { OrderChange::Told })?;
    Ok((outcome, after))
}

/// Writes what an order says of a person beside its new fact. When the order goes over to another record, what it said
/// of whose it was goes; a description that is late already says nothing of whose it is.
fn keep_personal(
    tx: &mut Tx<'_>,
    before: Option<&Folded>,
    after: &Folded,
    personal: &OrderPersonal,
) -> Result<()> {
    let record = |order: &Folded| order.content.as_ref().and_then(|content| content.record);
    if before.is_some_and(|order| record(order) != record(after)) {
        tx.delete_all(&rows::ORDER_CONTENTS, after.id.as_bytes())?;
    }
    if personal.is_empty() || after.content_fact + 1 != after.facts {
        return Ok(());
    }
    tx.put(rows::fact_key(after.id, after.content_fact), personal)
}

/// Notes a change of an order for the feed.
pub(super) fn note(tx: &mut Tx<'_>, kind: ChangeKind, order: &Folded) -> Result<()> {
    let customer = owner(tx, order)?;
    tx.changed(kind, customer, Some(subject(order)));
    Ok(())
}

/// Whose an order is.
fn owner(tx: &Tx<'_>, order: &Folded) -> Result<Option<CustomerId>> {
    let record = order.content.as_ref().and_then(|c| c.record);
    record.map_or(Ok(None), |record| identity::rows::owner(tx.rows(), record))
}

fn subject(order: &Folded) -> Subject {
    Subject { prefix: OrderId::PREFIX, bytes: *order.id.as_bytes() }
}

/// The first order's currency becomes the shop's, when none was set.
fn adopt_currency(tx: &mut Tx<'_>, currency: Currency) -> Result<()> {
    if tx.settings().currency.is_none() {
        let mut settings = tx.settings().clone();
        settings.currency = Some(currency);
        tx.set_settings(settings)?;
    }
    Ok(())
}

pub(super) fn digest(tx: &Tx<'_>, content: &OrderContent, personal: &OrderPersonal) -> [u8; 16] {
    let mut bytes = row::encode(content);
    bytes.extend(row::encode(personal));
    tx.engine.keyed.digest(&bytes)
}

fn personal(input: &OrderInput) -> Result<OrderPersonal> {
    let shipping_address = input.shipping_address.as_ref().map(address).transpose()?.flatten();
    let note = input.note.as_deref().map(|n| checked_text("note", n)).transpose()?;
    Ok(OrderPersonal { shipping_address, note, extra: extra(&input.extra)? })
}

/// Bytes of what no field is for, at most.
const EXTRA_MAX: usize = 1 << 20;

/// What a source said that no field is for.
pub(super) fn extra(said: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let bytes = said.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
    if bytes > EXTRA_MAX {
        return Err(Error::invalid("extra", format_args!("expected no more than {EXTRA_MAX} bytes")));
    }
    Ok(said.clone())
}

/// What an order says, but for the person.
pub(crate) fn content(input: &OrderInput) -> Result<OrderContent> {
    let currency = currency(input)?;
    let lines = input.lines.iter().map(|l| line(l, currency)).collect::<Result<Vec<_>>>()?;
    let minor =
        |field: &str, money: &Option<Money>| money.as_ref().map_or(Ok(0), |m| minor(field, m, currency));
    let (tax, shipping) = (minor("tax", &input.tax)?, minor("shipping", &input.shipping)?);
    let total = match &input.total {
        Some(total) => self::minor("total", total, currency)?,
        None => total(&lines, input, tax, shipping)?,
    };
    Money::new(total, currency)?;
    let text =
        |field: &str, text: &Option<String>| text.as_deref().map(|t| checked_text(field, t)).transpose();
    Ok(OrderContent {
        record: None,
        rate_into: None,
        placed_at: input.placed_at,
        currency,
        lines,
        discounts: input.discounts.clone(),
        tax,
        shipping,
        total,
        refunded: minor("refunded", &input.refunded)?,
        status: input.status,
        financial: input.financial_status,
        fulfillment: input.fulfillment_status,
        cancelled_at: input.cancelled_at,
        channel: text("channel", &input.channel)?,
        store: text("store", &input.store)?,
        rate: input.exchange_rate,
        test: input.test,
        tags: input.tags.iter().map(|t| checked_text("tags", t)).collect::<Result<_>>()?,
        number: text("number", &input.number)?,
    })
}

/// The one currency of all amounts of an order.
fn currency(input: &OrderInput) -> Result<Currency> {
    let on_order = [&input.total, &input.tax, &input.shipping, &input.refunded].into_iter().flatten();
    let on_lines =
        input.lines.iter().flat_map(|l| [&l.unit_price, &l.total, &l.discount].into_iter().flatten());
    let first = on_order.chain(on_lines).next().map(Money::currency);
    first.ok_or_else(|| Error::invalid("total", "an order needs an amount: a total, or lines with prices"))
}

fn minor(field: &str, money: &Money, currency: Currency) -> Result<i64> {
    if money.currency() != currency {
        let reason = format!("{} among amounts in {currency}; an order has one currency", money.currency());
        return Err(Error::invalid(field, reason));
    }
    Ok(money.minor())
}

/// Units of a line at most.
pub(super) const QUANTITY_MAX: u64 = 1_000_000_000;

fn line(input: &OrderLineInput, currency: Currency) -> Result<OrderLine> {
    let quantity = input.quantity.unwrap_or(1);
    if quantity.unsigned_abs() > QUANTITY_MAX {
        return Err(Error::invalid("quantity", format_args!("expected no more than {QUANTITY_MAX}")));
    }
    let unit_price = input.unit_price.as_ref().map(|m| minor("unit_price", m, currency)).transpose()?;
    let discount = input.discount.as_ref().map_or(Ok(0), |m| minor("discount", m, currency))?;
    let computed = || {
        let gross = unit_price.unwrap_or(0).checked_mul(quantity)?;
        gross.checked_sub(discount)
    };
    let total = match &input.total {
        Some(total) => minor("line total", total, currency)?,
        None => computed().ok_or_else(|| Error::money("a line's total does not fit"))?,
    };
    let text =
        |field: &str, text: &Option<String>| text.as_deref().map(|t| checked_text(field, t)).transpose();
    Ok(OrderLine {
        sku: text("sku", &input.sku)?,
        name: text("name", &input.name)?,
        category: text("category", &input.category)?,
        brand: text("brand", &input.brand)?,
        quantity,
        unit_price,
        discount,
        total,
    })
}

fn total(lines: &[OrderLine], input: &OrderInput, tax: i64, shipping: i64) -> Result<i64> {
    let discounts = input.discounts.iter().map(|d| d.amount);
    let sum = lines.iter().map(|l| i128::from(l.total)).sum::<i128>()
        - discounts.map(i128::from).sum::<i128>()
        + i128::from(tax)
        + i128::from(shipping);
    let credit = lines.iter().any(|l| l.total < 0);
    let sum = if credit { sum } else { sum.max(0) };
    i64::try_from(sum).map_err(|_| Error::money("the order's total does not fit"))
}
