//! What SQL shows of orders: each as its facts leave it, its lines, its refunds.

use super::{
    fold::{Folded, FoldedRefund},
    metrics::StoredMetrics,
    model::OrderLine,
    rows::{CUSTOMER_METRICS, OrderPointer, must_load},
    sale::counts,
};
use crate::{
    error::Result,
    identity::rows::BY_RECORD,
    scope::{
        Tx,
        look::scan,
        shown::{Shown, ShownPage, ShownRow, count_of, int, list_of, shown_table, text, text_of, time_of},
    },
    storage::{Column, Flow, KeyRange, Read, Table, Value, View, key::KeyWriter, row, shows},
};

const ORDER: Column = Column::id("order_id");

pub(crate) static SHOWN_METRICS: Shown =
    Shown { of: &CUSTOMER_METRICS, table: &SHOWN_METRICS_TABLE, columns: shown_metrics };

pub(crate) static SHOWN_METRICS_TABLE: Table = shown_table(
    91,
    "shown_customer_metrics",
    &[Column::id("customer_id")],
    &[int("orders"), int("unconverted"), int("gross"), int("refunded"), text("first_day"), text("last_day")],
);

fn shown_metrics(_: &[u8], body: &[u8]) -> Result<Vec<Value>> {
    let m: StoredMetrics = row::decode(CUSTOMER_METRICS.name(), body)?;
    Ok(vec![
        count_of(m.orders),
        count_of(m.unconverted),
        Value::Int(m.gross),
        Value::Int(m.refunded),
        text_of(m.first_day),
        text_of(m.last_day),
    ])
}

/// An order of which only refunds are known so far is not shown.
pub(crate) static SHOWN_ORDERS: Table = shown_table(
    92,
    "shown_orders",
    &[ORDER],
    &[
        text("id"),
        Column::id("record_id"),
        text("source"),
        text("external_id"),
        text("number"),
        text("placed_at"),
        text("currency"),
        int("total"),
        int("tax"),
        int("shipping"),
        int("refunded"),
        int("counted"),
        text("status"),
        text("financial_status"),
        text("fulfillment_status"),
        text("cancelled_at"),
        text("channel"),
        text("store"),
        text("tags"),
    ],
);

pub(crate) static SHOWN_LINES: Table = shown_table(
    93,
    "shown_order_lines",
    &[ORDER, int("line")],
    &[
        text("id"),
        text("sku"),
        text("name"),
        text("category"),
        text("brand"),
        int("quantity"),
        int("unit_price"),
        int("discount"),
        int("total"),
    ],
);

pub(crate) static SHOWN_REFUNDS: Table = shown_table(
    94,
    "shown_refunds",
    &[ORDER, int("refund")],
    &[text("id"), text("external_id"), text("currency"), int("amount"), text("at")],
);

/// Shows an order as it is now.
pub(super) fn show(tx: &mut Tx<'_>, before: Option<&Folded>, after: &Folded) -> Result<()> {
    tx.show_change(|| before.map(rows_of).unwrap_or_default(), || rows_of(after))
}

/// What is shown of some orders.
pub(crate) fn page(rows: &dyn Read, after: Option<Vec<u8>>, at_most: usize) -> Result<ShownPage> {
    let mut ids = Vec::new();
    let range = KeyRange::all().after(after);
    let resume = scan::<OrderPointer>(rows, &range, &mut |_, pointer| {
        ids.push(pointer.0);
        Ok(if ids.len() < at_most { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    let mut shown = Vec::new();
    for id in ids {
        shown.extend(rows_of(&must_load(rows, id)?));
    }
    Ok((shown, resume))
}

fn rows_of(order: &Folded) -> Vec<ShownRow> {
    let key = |n: usize| KeyWriter::new().id(order.id.as_bytes()).int(n as i64).finish();
    let mut rows = Vec::new();
    if let (Some(content), Some(columns)) = (&order.content, order_columns(order)) {
        rows.push((&SHOWN_ORDERS, order.id.as_bytes().to_vec(), columns));
        let lines = content.lines.iter().enumerate();
        rows.extend(lines.map(|(n, line)| (&SHOWN_LINES, key(n), line_columns(order, line))));
    }
    let refunds = order.refunds.iter().enumerate();
    rows.extend(refunds.map(|(n, refund)| (&SHOWN_REFUNDS, key(n), refund_columns(order, refund))));
    rows
}

fn order_columns(order: &Folded) -> Option<Vec<Value>> {
    let c = order.content.as_ref()?;
    Some(vec![
        text_of(Some(order.id)),
        c.record.map_or(Value::Null, |record| Value::Id(*record.as_bytes())),
        text_of(Some(&order.source)),
        text_of(Some(&order.external_id)),
        text_of(c.number.as_ref()),
        time_of(c.placed_at),
        text_of(Some(c.currency)),
        Value::Int(c.total),
        Value::Int(c.tax),
        Value::Int(c.shipping),
        Value::Int(order.refunded()),
        Value::Int(i64::from(counts(c))),
        text_of(Some(c.status.as_str())),
        text_of(Some(c.financial.as_str())),
        text_of(Some(c.fulfillment.as_str())),
        c.cancelled_at.map_or(Value::Null, time_of),
        text_of(c.channel.as_ref()),
        text_of(c.store.as_ref()),
        list_of(&c.tags),
    ])
}

fn refund_columns(order: &Folded, refund: &FoldedRefund) -> Vec<Value> {
    vec![
        text_of(Some(order.id)),
        text_of(refund.external_id.as_ref()),
        text_of(Some(refund.currency)),
        Value::Int(refund.amount),
        time_of(refund.at),
    ]
}

fn line_columns(order: &Folded, line: &OrderLine) -> Vec<Value> {
    vec![
        text_of(Some(order.id)),
        text_of(line.sku.as_ref()),
        text_of(line.name.as_ref()),
        text_of(line.category.as_ref()),
        text_of(line.brand.as_ref()),
        Value::Int(line.quantity),
        line.unit_price.map_or(Value::Null, Value::Int),
        Value::Int(line.discount),
        Value::Int(line.total),
    ]
}

/// Orders.
pub(crate) static ORDERS_VIEW: View = View {
    name: "crm_orders",
    doc: "An order as it is now",
    columns: &[
        shows("order_id", "o.id", "its id, as the API has it"),
        shows("customer_id", "c.id", "whose; null for nobody's, and when the customer was deleted"),
        shows("source", "o.source", "where it comes from"),
        shows("external_id", "o.external_id", "what the source calls it"),
        shows("number", "o.number", "what people call it"),
        shows("placed_at", "o.placed_at", "when it was placed, RFC 3339"),
        shows("currency", "o.currency", "ISO 4217 code"),
        shows("total_minor", "o.total", "the total before refunds, in minor units of the order's currency"),
        shows("tax_minor", "o.tax", "tax in it"),
        shows("shipping_minor", "o.shipping", "shipping in it"),
        shows("refunded_minor", "o.refunded", "paid back"),
        shows("net_minor", "o.total - o.refunded", "the total less that"),
        shows("counted", "o.counted", "1 when it counts in figures, else 0"),
        shows("status", "o.status", "whether it stands: `open`, `closed`, `cancelled`, `draft`, `deleted`"),
        shows("financial_status", "o.financial_status", "where its payment stands"),
        shows("fulfillment_status", "o.fulfillment_status", "where its goods are"),
        shows("cancelled_at", "o.cancelled_at", "when it was called off, RFC 3339"),
        shows("channel", "o.channel", "the channel it was sold by"),
        shows("store", "o.store", "the physical store"),
        shows("tags", "o.tags", "its tags, with commas between"),
    ],
    from: "shown_orders AS o LEFT JOIN customer_records AS r ON r.record_id = o.record_id \
           LEFT JOIN shown_customers AS c ON c.row_key = r.customer_id",
    finds: &[BY_RECORD],
};

/// Lines of orders.
pub(crate) static LINES_VIEW: View = View {
    name: "crm_order_lines",
    doc: "A line of an order as it is now",
    columns: &[
        shows("order_id", "l.id", "the order"),
        shows("line", "l.line + 1", "which line of it, from 1"),
        shows("sku", "l.sku", "the shop's number of what was bought"),
        shows("name", "l.name", "its name at the time"),
        shows("category", "l.category", "its category at the time"),
        shows("brand", "l.brand", "its brand at the time"),
        shows("quantity", "l.quantity", "units; negative on a credit note"),
        shows(
            "unit_price_minor",
            "l.unit_price",
            "the price of one before discounts, in minor units of the order's currency",
        ),
        shows("discount_minor", "l.discount", "the discount on the line"),
        shows("total_minor", "l.total", "what the line comes to after it"),
    ],
    from: "shown_order_lines AS l",
    finds: &[],
};

/// Refunds of orders.
pub(crate) static REFUNDS_VIEW: View = View {
    name: "crm_refunds",
    doc: "Money given back, refund by refund; what a source only sums is in `refunded_minor` of its order",
    columns: &[
        shows("order_id", "f.id", "the order"),
        shows("external_id", "f.external_id", "what its source calls the refund"),
        shows("currency", "f.currency", "ISO 4217 code"),
        shows("amount_minor", "f.amount", "how much, in minor units"),
        shows("refunded_at", "f.at", "when, RFC 3339"),
    ],
    from: "shown_refunds AS f",
    finds: &[],
};
