use std::collections::BTreeMap;

use chrono::Datelike;
use guanxi_macros::model;

use crate::analytics::sales;
use crate::{error::Result, money::Money, scope::Look, time::Date};

/// Net revenue by month.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RevenueReport {
    /// The months, oldest first.
    pub months: Vec<MonthRevenue>,
    /// Orders in other currencies without a rate, in no month.
    pub unconverted_orders: u64,
}

/// One month.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MonthRevenue {
    /// The month, as `1997-01`.
    pub month: String,
    /// Orders placed in it that count.
    pub orders: u64,
    /// Their totals minus refunds.
    pub net_revenue: Money,
}

/// Months that are shown without holes.
const MONTHS_MAX: i32 = 600;

pub(super) fn by_month(look: &Look<'_>, as_of: Option<Date>) -> Result<RevenueReport> {
    let mut months: BTreeMap<i32, (u64, i64)> = BTreeMap::new();
    let mut unconverted = 0;
    sales::each(look, as_of, &mut |sale| {
        if sale.unconverted {
            unconverted += 1;
            return Ok(());
        }
        let day = sale.day.to_chrono();
        let month = months.entry(day.year() * 12 + day.month0() as i32).or_default();
        month.0 += u64::from(!sale.is_credit);
        month.1 = month.1.saturating_add(sale.net());
        Ok(())
    })?;
    let report = |months| RevenueReport { months, unconverted_orders: unconverted };
    let Some(currency) = look.settings.currency else { return Ok(report(vec![])) };
    let (Some(first), Some(last)) = (months.keys().next().copied(), months.keys().last().copied()) else {
        return Ok(report(vec![]));
    };
    // Months without orders are shown, unless a stray date would make centuries of them.
    let shown: Vec<i32> =
        if last - first < MONTHS_MAX { (first..=last).collect() } else { months.keys().copied().collect() };
    let rows = shown.into_iter().map(|month| {
        let (orders, net) = months.get(&month).copied().unwrap_or_default();
        let name = format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
        Ok(MonthRevenue { month: name, orders, net_revenue: Money::new(net, currency)? })
    });
    Ok(report(rows.collect::<Result<_>>()?))
}
