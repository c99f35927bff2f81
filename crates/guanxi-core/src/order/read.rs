use super::{
    Order, OrderPage, OrderRef, Refund, ahead,
    fold::Folded,
    model::OrderPersonal,
    rows,
    sale::{counts, sale},
};
use crate::{
    customer::{CustomerRef, must_resolve},
    error::{Error, Result},
    identity,
    money::Money,
    page::{Cursor, PageRequest},
    scope::{Look, look::get as get_row},
    storage::key::KeyReader,
    time::Timestamp,
};

/// See [`Orders::get`](super::Orders::get).
pub(super) fn get(look: &Look<'_>, order: &OrderRef) -> Result<Order> {
    show(look, load(look, order)?)
}

/// The order that a request names.
pub(crate) fn load(look: &Look<'_>, order: &OrderRef) -> Result<Folded> {
    let id = match order {
        OrderRef::Id(id) => Some(*id),
        OrderRef::External { source, external_id } => {
            rows::find(look.rows, &look.engine.keyed, source.trim(), external_id.trim())?
        }
    };
    let found = id.map(|id| rows::load(look.rows, id)).transpose()?.flatten();
    found.ok_or_else(|| match order {
        OrderRef::Id(id) => Error::not_found("order", id),
        OrderRef::External { source, external_id } => {
            Error::not_found("order", format_args!("{source}:{external_id}"))
        }
    })
}

/// Tells cursors of orders from others.
const CURSOR: &str = "orders";

/// See [`Orders::list`](super::Orders::list).
pub(super) fn list(look: &Look<'_>, customer: &CustomerRef, page: &PageRequest) -> Result<OrderPage> {
    let limit = page.limit()?;
    let after = page.cursor(CURSOR)?.map(place).transpose()?;
    let mut orders = Vec::new();
    let customer = must_resolve(look, customer)?;
    look.rows.want(&[ahead::of_customer(customer.id)])?;
    for record in identity::rows::records_of(look.rows, customer.id)? {
        orders.extend(rows::orders_of(look.rows, record)?);
    }
    orders.sort_unstable();
    orders.reverse();
    orders.retain(|order| after.is_none_or(|after| *order < after));
    let next = (orders.len() > limit).then(|| orders[limit - 1]);
    orders.truncate(limit);
    let wants = orders.iter().map(|(_, id)| super::OrderRef::Id(*id));
    let mut wants: Vec<_> = wants.flat_map(|order| ahead::of_ids(&order)).collect();
    wants.push(ahead::of_owners(customer.id));
    look.rows.want(&wants)?;
    let items =
        orders.iter().map(|(_, id)| show(look, rows::must_load(look.rows, *id)?)).collect::<Result<_>>()?;
    let cursor = next.map(|(at, id)| {
        Cursor::new(CURSOR, crate::storage::key::KeyWriter::new().int(at.micros()).id(id.as_bytes()).finish())
    });
    Ok(OrderPage { items, next_cursor: cursor.map(|c| c.to_string()) })
}

fn place(cursor: Cursor) -> Result<(Timestamp, crate::id::OrderId)> {
    let bytes = cursor.into_bytes();
    let mut reader = KeyReader::new(&bytes);
    let at = reader.int().and_then(Timestamp::from_micros);
    at.zip(reader.id().map(crate::id::OrderId::from_bytes)).ok_or_else(|| Error::cursor("it is damaged"))
}

/// An order as the API shows it.
pub(crate) fn show(look: &Look<'_>, order: Folded) -> Result<Order> {
    let place = rows::fact_key(order.id, order.content_fact);
    let personal = get_row::<OrderPersonal>(look.rows, &place)?.unwrap_or_default();
    show_with(look, order, personal)
}

/// The same where what the order says of a person is known.
pub(super) fn show_with(look: &Look<'_>, order: Folded, personal: OrderPersonal) -> Result<Order> {
    let sale = sale(&order, look.settings)?;
    let refunded = order.refunded();
    let content = order.content.ok_or_else(|| Error::not_found("order", order.id))?;
    let money = |minor| Money::new(minor, content.currency);
    let customer_id = content.record.map_or(Ok(None), |r| identity::rows::owner(look.rows, r))?;
    let refunds = order.refunds.into_iter().map(|r| {
        let amount = Money::new(r.amount, r.currency)?;
        let (external_id, lines, reason, refunded_at, extra) =
            (r.external_id, r.lines, r.reason, r.at, r.extra);
        Ok(Refund { external_id, amount, lines, reason, refunded_at, extra })
    });
    let in_shop_currency =
        sale.filter(|s| !s.unconverted).map(|s| Money::new(s.net(), s.currency)).transpose()?;
    Ok(Order {
        id: order.id,
        version: order.facts as u64,
        source: order.source,
        external_id: order.external_id,
        customer_id,
        record_id: content.record,
        placed_at: content.placed_at,
        tax: money(content.tax)?,
        shipping: money(content.shipping)?,
        total: money(content.total)?,
        refunded: money(refunded)?,
        net_amount: money(content.total.saturating_sub(refunded))?,
        net_amount_in_shop_currency: in_shop_currency,
        counted: counts(&content),
        refunds: refunds.collect::<Result<_>>()?,
        number: content.number,
        lines: content.lines,
        discounts: content.discounts,
        status: content.status,
        financial_status: content.financial,
        fulfillment_status: content.fulfillment,
        cancelled_at: content.cancelled_at,
        channel: content.channel,
        store: content.store,
        exchange_rate: content.rate,
        test: content.test,
        tags: content.tags,
        shipping_address: personal.shipping_address,
        note: personal.note,
        extra: personal.extra,
    })
}
