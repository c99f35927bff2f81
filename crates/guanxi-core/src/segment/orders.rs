//! Orders as rows: of orders, lines, refunds, coupons.

use std::{collections::HashMap, sync::Arc};

use super::{
    load::{Known, Owners, Whom},
    names::{CANCELLED, UNPAID},
};
use crate::{
    error::Result,
    money::Money,
    order::{
        FinancialStatus, Folded, OrderStatus,
        rows::{each, must_load, orders_of},
        sale::{Sale, content_as_sale, counts},
    },
    product::{Product, rows::latest},
    rule::{Columns, Number, Row, Value},
    scope::Look,
    settings::ShopSettings,
    time::Timestamp,
};

/// An order of a customer.
pub(super) struct Bought {
    pub(super) order: Folded,
    /// Whether it counts, and what it adds.
    pub(super) sale: Sale,
    pub(super) counts: bool,
    settings: Arc<ShopSettings>,
}

/// Loads the orders of customers: tests, drafts and deleted ones are none.
pub(super) fn load(
    look: &Look<'_>,
    owners: &Owners,
    until: Timestamp,
    whom: Whom,
    into: &mut [Vec<Bought>],
) -> Result<()> {
    let settings = Arc::new(look.settings.clone());
    let mut take = |order: Folded| -> Result<()> {
        let order = order.refunded_until(until);
        let Some(content) = &order.content else { return Ok(()) };
        let place = content.record.and_then(|record| owners.get(&record));
        let exists = !content.test && !matches!(content.status, OrderStatus::Draft | OrderStatus::Deleted);
        let Some(place) = place.filter(|_| exists && content.placed_at <= until) else { return Ok(()) };
        let sale = content_as_sale(content, order.refunded(), &settings)?;
        let counts = counts(content);
        into[*place].push(Bought { order, sale, counts, settings: settings.clone() });
        Ok(())
    };
    match whom {
        Whom::All => each(look.rows, &mut take)?,
        Whom::One(_) => {
            for record in owners.keys() {
                for (_, id) in orders_of(look.rows, *record)? {
                    take(must_load(look.rows, id)?)?;
                }
            }
        }
    }
    into.iter_mut().for_each(|orders| orders.sort_by_key(|b| (b.sale.placed_at, b.order.id)));
    Ok(())
}

/// Products by their numbers.
#[derive(Default)]
pub(super) struct Products(HashMap<String, Option<Product>>);

impl Products {
    /// Loads those that orders name.
    pub(super) fn load(&mut self, look: &Look<'_>, orders: &[Vec<Bought>]) -> Result<()> {
        let contents = orders.iter().flatten().filter_map(|b| b.order.content.as_ref());
        for sku in contents.flat_map(|c| &c.lines).filter_map(|line| line.sku.as_ref()) {
            if !self.0.contains_key(sku) {
                self.0.insert(sku.clone(), latest(look.rows, sku)?);
            }
        }
        Ok(())
    }

    fn get(&self, sku: Option<&String>) -> Option<&Product> {
        self.0.get(sku?)?.as_ref()
    }
}

impl Bought {
    /// Whether it is an order that counts: a credit note is none.
    pub(super) fn is_counted(&self) -> bool {
        self.counts && !self.sale.is_credit
    }

    fn row(&self, at: Timestamp, values: Vec<Value>) -> Row {
        let content = self.order.content.as_ref();
        let cancelled =
            content.is_some_and(|c| c.status == OrderStatus::Cancelled || c.cancelled_at.is_some());
        let unpaid = content
            .is_some_and(|c| matches!(c.financial, FinancialStatus::Voided | FinancialStatus::Expired));
        Row {
            at,
            unit: *self.order.id.as_bytes(),
            witness: Arc::from(self.order.id.to_string()),
            hidden: if cancelled { CANCELLED } else { 0 } | if unpaid { UNPAID } else { 0 },
            values,
            properties: None,
        }
    }

    /// An amount of the order in the shop's currency; NULL without a rate (rule O2).
    fn in_shop(&self, known: &Known, minor: i64) -> Value {
        let Some(content) = &self.order.content else { return Value::Null };
        let shop = self.settings.currency.unwrap_or(content.currency);
        if shop == content.currency {
            return known.money(minor);
        }
        let amount = Money::new(minor, content.currency);
        let fits = content.rate_into.is_none_or(|into| into == shop);
        match (amount, content.rate.filter(|_| fits)) {
            (Ok(amount), Some(rate)) => {
                rate.convert(amount, shop).map_or(Value::Null, |m| known.money(m.minor()))
            }
            _ => Value::Null,
        }
    }
}

fn text(text: Option<&String>) -> Value {
    text.map_or(Value::Null, Value::text)
}

/// How many columns `orders_placed` has.
const ORDER_COLUMNS: usize = 17;

/// Rows of `orders_placed`, columns as the registry has them.
pub(super) fn order_rows(known: &Known, place: usize, columns: Columns) -> Vec<Row> {
    let orders = &known.orders[place];
    let first = orders.iter().find(|b| b.is_counted()).map(|b| b.order.id);
    let rows = orders.iter().filter(|b| !b.sale.is_credit).filter_map(|bought| {
        let Bought { order, sale, .. } = bought;
        let content = order.content.as_ref()?;
        let presented =
            |minor: i64| Value::Number(Number::new(minor.into(), content.currency.scale().into()));
        let refunded = order.refunded();
        let shop = |minor: i64| if sale.unconverted { Value::Null } else { known.money(minor) };
        let units = || content.lines.iter().map(|line| line.quantity).fold(0i64, i64::saturating_add);
        // What nobody looks at is not made.
        let value = |column: usize| match column {
            _ if !columns.has(column) => Value::Null,
            0 => shop(sale.total),
            1 => shop(sale.net()),
            2 => presented(content.total),
            3 => presented(content.total.saturating_sub(refunded)),
            4 => Value::text(content.currency.as_str()),
            5 => Value::text(content.status.as_str().to_uppercase()),
            6 => Value::text(content.financial.as_str().to_uppercase()),
            7 => Value::text(content.fulfillment.as_str().to_uppercase()),
            8 => text(content.channel.as_ref()),
            9 | 11 => Value::text(&order.source),
            10 => text(content.store.as_ref()),
            12 => Value::list(content.discounts.iter().filter_map(|d| d.code.as_ref())),
            13 => Value::list(&content.tags),
            14 => Value::whole(units()),
            15 => Value::Boolean(first == Some(order.id)),
            _ => Value::Boolean(content.total > 0 && refunded >= content.total),
        };
        let last = (0..ORDER_COLUMNS).rev().find(|column| columns.has(*column));
        let values = (0..last.map_or(0, |last| last + 1)).map(value).collect();
        Some(bought.row(sale.placed_at, values))
    });
    rows.collect()
}

/// Rows of `products_purchased`.
pub(super) fn product_rows(known: &Known, place: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for bought in known.orders[place].iter().filter(|b| b.is_counted()) {
        let Some(content) = &bought.order.content else { continue };
        for (at, line) in content.lines.iter().enumerate() {
            let product = known.products.get(line.sku.as_ref());
            let came_back: i64 = bought
                .order
                .refunds
                .iter()
                .flat_map(|refund| &refund.lines)
                .filter(|back| back.line as usize == at)
                .map(|back| back.quantity)
                .fold(0, i64::saturating_add);
            let net = line.quantity.saturating_sub(came_back);
            let of_product = |get: fn(&Product) -> Option<&String>| product.and_then(get);
            let values = vec![
                text(line.sku.as_ref()),
                product.map_or(Value::Null, |product| Value::list(&product.tags)),
                text(line.category.as_ref().or_else(|| of_product(|p| p.category.as_ref()))),
                Value::whole(line.quantity),
                Value::whole(net),
                text(line.sku.as_ref()),
                text(line.sku.as_ref()),
                text(line.brand.as_ref().or_else(|| of_product(|p| p.brand.as_ref()))),
                text(of_product(|p| p.vendor.as_ref())),
                line.unit_price.map_or(Value::Null, |price| bought.in_shop(known, price)),
                bought.in_shop(known, line.discount),
                Value::text(&bought.order.external_id),
                Value::Boolean(line.quantity > 0 && net <= 0),
            ];
            rows.push(bought.row(bought.sale.placed_at, values));
        }
    }
    rows
}

/// Rows of `refunds_received`.
pub(super) fn refund_rows(known: &Known, place: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for bought in &known.orders[place] {
        for (at, refund) in bought.order.refunds.iter().enumerate() {
            let same = bought.order.content.as_ref().is_some_and(|c| c.currency == refund.currency);
            let amount = if same { bought.in_shop(known, refund.amount) } else { Value::Null };
            let mut row = bought.row(refund.at, vec![amount, text(refund.reason.as_ref())]);
            // Two refunds of one order are two; whether it was called off afterwards does not matter.
            row.unit[15] ^= at as u8;
            row.unit[14] ^= (at >> 8) as u8;
            row.hidden = 0;
            rows.push(row);
        }
    }
    rows.sort_by_key(|row| (row.at, row.unit));
    rows
}

/// Rows of `coupons_used`.
pub(super) fn coupon_rows(known: &Known, place: usize) -> Vec<Row> {
    let counted = known.orders[place].iter().filter(|b| b.is_counted());
    let rows = counted.flat_map(|bought| {
        let discounts = bought.order.content.iter().flat_map(|content| &content.discounts);
        discounts.filter(|discount| discount.code.is_some()).map(|discount| {
            let values = vec![text(discount.code.as_ref()), bought.in_shop(known, discount.amount)];
            bought.row(bought.sale.placed_at, values)
        })
    });
    rows.collect()
}
