use std::collections::BTreeMap;

use guanxi_macros::model;

use crate::analytics::sales;
use crate::{
    customer,
    error::Result,
    event::rows::EVENTS,
    identity::rows::RECORD_KEYS,
    money::{Currency, Money},
    order,
    scope::Look,
    storage::KeyRange,
    time::Date,
};

/// How much there is of everything.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stats {
    /// Records: what sources said about persons.
    pub records: u64,
    /// Customers: who they are.
    pub customers: u64,
    /// Orders, whether they count or not.
    pub orders: u64,
    /// Orders that count.
    pub counted_orders: u64,
    /// Totals minus refunds over the orders that count: in the shop's currency first, then one sum per currency of
    /// orders that have no rate (rule O2).
    pub net_revenue: Vec<Money>,
    /// Orders in other currencies without a rate.
    pub unconverted_orders: u64,
    /// Events.
    pub events: u64,
    /// The day of the first order that counts.
    pub first_order_date: Option<Date>,
    /// The day of the last order that counts.
    pub last_order_date: Option<Date>,
}

pub(super) fn stats(look: &Look<'_>) -> Result<Stats> {
    let count = |table| look.rows.count(table, &KeyRange::all(), u64::MAX);
    let mut out = Stats {
        records: count(&RECORD_KEYS)?,
        customers: customer::rows::count(look.rows)?,
        orders: order::rows::count(look.rows)?,
        counted_orders: 0,
        net_revenue: vec![],
        unconverted_orders: 0,
        events: count(&EVENTS)?,
        first_order_date: None,
        last_order_date: None,
    };
    let mut nets: BTreeMap<(bool, Currency), i64> = BTreeMap::new();
    sales::each(look, None, &mut |sale| {
        let net = nets.entry((sale.unconverted, sale.currency)).or_default();
        *net = net.saturating_add(sale.net());
        out.unconverted_orders += u64::from(sale.unconverted);
        if !sale.is_credit {
            out.counted_orders += 1;
            out.first_order_date = Some(out.first_order_date.map_or(sale.day, |day| day.min(sale.day)));
            out.last_order_date = Some(out.last_order_date.map_or(sale.day, |day| day.max(sale.day)));
        }
        Ok(())
    })?;
    out.net_revenue =
        nets.into_iter().map(|((_, currency), net)| Money::new(net, currency)).collect::<Result<_>>()?;
    Ok(out)
}
