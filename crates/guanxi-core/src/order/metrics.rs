//! The figures of a customer's orders: kept step by step, equal to what counting anew gives.

use guanxi_macros::model;

use super::{
    Folded, ahead, personal, rows,
    rows::{CUSTOMER_METRICS, ORDER_CONTENTS, ORDER_FACTS, ORDER_KEYS, RECORD_ORDERS},
    sale::{Sale, sale},
    shown,
};
use crate::{
    customer::{CustomerRef, must_resolve},
    error::Result,
    id::{CustomerId, RecordId},
    identity,
    money::Money,
    scope::{Dossier, Erased, Look, Person, PersonalData, Tx, look::get as get_row},
    storage::Table,
    time::{Date, Timestamp},
};

/// The figures of a customer's orders, in the shop's currency and days. Which orders count: see
/// [`Order::counted`](super::Order).
#[model]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CustomerMetrics {
    /// Orders that count.
    pub number_of_orders: u64,
    /// Of them, orders in another currency without a rate: in no sum (rule O2).
    pub unconverted_orders: u64,
    /// Sum of totals before refunds; absent before the shop has a currency.
    pub gross_amount_spent: Option<Money>,
    /// Sum of refunds and credit notes.
    pub amount_refunded: Option<Money>,
    /// Gross minus refunded (rule O1).
    pub amount_spent: Option<Money>,
    /// Amount spent ÷ number of orders, rounded half away from zero; absent at 0 orders.
    pub average_order_value: Option<Money>,
    /// The day of the first order.
    pub first_order_date: Option<Date>,
    /// The day of the last order.
    pub last_order_date: Option<Date>,
    /// Days from the first to the last order ÷ (orders − 1), in thousandths of a day, rounded half up; absent below
    /// two orders.
    pub average_days_between_orders_milli: Option<i64>,
}

/// The figures as they are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct StoredMetrics {
    #[n(1)]
    pub(crate) orders: u64,
    #[n(2)]
    pub(crate) unconverted: u64,
    #[n(3)]
    pub(crate) credits: u64,
    #[n(4)]
    pub(crate) gross: i64,
    #[n(5)]
    pub(crate) refunded: i64,
    #[n(6)]
    pub(crate) first_at: Option<Timestamp>,
    #[n(7)]
    pub(crate) last_at: Option<Timestamp>,
    #[n(8)]
    pub(crate) first_day: Option<Date>,
    #[n(9)]
    pub(crate) last_day: Option<Date>,
}

impl StoredMetrics {
    pub(crate) fn add(&mut self, sale: &Sale) {
        self.count(sale, 1);
        if sale.is_credit {
            return;
        }
        if self.first_at.is_none_or(|first| sale.placed_at < first) {
            (self.first_at, self.first_day) = (Some(sale.placed_at), Some(sale.day));
        }
        if self.last_at.is_none_or(|last| sale.placed_at > last) {
            (self.last_at, self.last_day) = (Some(sale.placed_at), Some(sale.day));
        }
    }

    /// Takes a sale out; false when the first or last day must be looked for anew.
    fn remove(&mut self, sale: &Sale) -> bool {
        self.count(sale, -1);
        let at = Some(sale.placed_at);
        sale.is_credit || (at != self.first_at && at != self.last_at)
    }

    fn count(&mut self, sale: &Sale, sign: i64) {
        let one = |n: &mut u64| *n = n.saturating_add_signed(sign);
        if sale.is_credit {
            one(&mut self.credits);
        } else {
            one(&mut self.orders);
        }
        if sale.unconverted {
            one(&mut self.unconverted);
            return;
        }
        // A credit note's total is negative: money given back.
        let (gross, refunded) =
            if sale.is_credit { (0, sale.refunded - sale.total) } else { (sale.total, sale.refunded) };
        self.gross = self.gross.saturating_add(sign * gross);
        self.refunded = self.refunded.saturating_add(sign * refunded);
    }

    fn is_empty(&self) -> bool {
        self.orders == 0 && self.credits == 0
    }
}

/// Counts sales; `None` when there are none. The order does not matter.
pub(crate) fn count<'a>(sales: impl IntoIterator<Item = &'a Sale>) -> Option<StoredMetrics> {
    let mut metrics = StoredMetrics::default();
    sales.into_iter().for_each(|sale| metrics.add(sale));
    Some(metrics).filter(|m| !m.is_empty())
}

/// See [`Orders::metrics`](super::Orders::metrics).
pub(super) fn get(look: &Look<'_>, customer: CustomerId) -> Result<CustomerMetrics> {
    let customer = must_resolve(look, &CustomerRef::Id(customer))?;
    let stored = get_row::<StoredMetrics>(look.rows, customer.id.as_bytes())?;
    stored.map_or_else(|| Ok(CustomerMetrics::default()), |stored| show(&stored, look))
}

/// The figures as the API shows them.
pub(crate) fn show(stored: &StoredMetrics, look: &Look<'_>) -> Result<CustomerMetrics> {
    let money = |minor| look.settings.currency.map(|c| Money::new(minor, c)).transpose();
    let net = stored.gross.saturating_sub(stored.refunded);
    let some = stored.orders > 0;
    let span = stored.last_day.zip(stored.first_day).map_or(0, |(last, first)| last.days_since(first));
    Ok(CustomerMetrics {
        number_of_orders: stored.orders,
        unconverted_orders: stored.unconverted,
        gross_amount_spent: money(stored.gross)?,
        amount_refunded: money(stored.refunded)?,
        amount_spent: money(net)?,
        average_order_value: if some { money(divide(net, stored.orders as i64))? } else { None },
        first_order_date: stored.first_day,
        last_order_date: stored.last_day,
        average_days_between_orders_milli: (stored.orders > 1)
            .then(|| divide(span * 1000, stored.orders as i64 - 1)),
    })
}

/// `a ÷ b` rounded half away from zero, for b > 0.
fn divide(a: i64, b: i64) -> i64 {
    let (a, b) = (i128::from(a), i128::from(b));
    ((2 * a + a.signum() * b) / (2 * b)) as i64
}

/// An order of a customer changed from one sale to another: brings the figures up to date.
pub(super) fn changed(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    before: Option<&Sale>,
    after: Option<&Sale>,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let mut metrics = get_row::<StoredMetrics>(tx.rows(), customer.as_bytes())?.unwrap_or_default();
    if let (Some(before), Some(after)) = (before, after)
        && (before.is_credit, before.placed_at, before.day) == (after.is_credit, after.placed_at, after.day)
    {
        metrics.count(before, -1);
        metrics.count(after, 1);
        return save(tx, customer, Some(metrics));
    }
    let exact = before.is_none_or(|before| metrics.remove(before));
    if !exact {
        return recount(tx, customer);
    }
    if let Some(after) = after {
        metrics.add(after);
    }
    save(tx, customer, Some(metrics))
}

fn save(tx: &mut Tx<'_>, customer: CustomerId, metrics: Option<StoredMetrics>) -> Result<()> {
    match metrics.filter(|m| !m.is_empty()) {
        Some(metrics) => tx.put(customer.as_bytes().to_vec(), &metrics),
        None => tx.delete(&CUSTOMER_METRICS, customer.as_bytes().to_vec()),
    }
}

/// Counts the orders of a customer's records anew.
pub(crate) fn recount(tx: &mut Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.rows().want(&[ahead::of_customer(customer)])?;
    let mut sales = Vec::new();
    for record in identity::rows::records_of(tx.rows(), customer)? {
        let orders = rows::orders_of(tx.rows(), record)?;
        let wants: Vec<_> = orders.iter().map(|(_, id)| ahead::of_facts(*id)).collect();
        tx.rows().want(&wants)?;
        for (_, order) in orders {
            sales.extend(sale(&rows::must_load(tx.rows(), order)?, tx.settings())?);
        }
    }
    save(tx, customer, count(&sales))
}

/// Brings rows that depend on an order's content up to date after a fact was added to it.
pub(super) fn restate(tx: &mut Tx<'_>, before: Option<&Folded>, after: &Folded) -> Result<()> {
    shown::show(tx, before, after)?;
    let place = |order: &Folded| {
        order
            .content
            .as_ref()
            .and_then(|c| Some((c.record?, c.placed_at)))
            .map(|(r, at)| rows::record_order_key(r, at, order.id))
    };
    let (old, new) = (before.and_then(place), place(after));
    if old != new {
        if let Some(key) = old {
            tx.delete(&RECORD_ORDERS, key)?;
        }
        if let Some(key) = new {
            tx.put_key(&RECORD_ORDERS, key)?;
        }
    }
    let booked = |order: &Folded| order.content.as_ref().and_then(|content| content.record);
    if let Some(customer) = owner(tx, before.and_then(booked).filter(|was| Some(*was) != booked(after)))? {
        tx.touch(customer);
    }
    let old = before.map(|o| sale(o, tx.settings())).transpose()?.flatten();
    let new = sale(after, tx.settings())?;
    let record = |sale: &Option<Sale>| sale.as_ref().and_then(|s| s.record);
    let (was, is) = (owner(tx, record(&old))?, owner(tx, record(&new))?);
    if was == is {
        return is.map_or(Ok(()), |customer| changed(tx, customer, old.as_ref(), new.as_ref()));
    }
    if let Some(customer) = was {
        changed(tx, customer, old.as_ref(), None)?;
    }
    is.map_or(Ok(()), |customer| changed(tx, customer, None, new.as_ref()))
}

fn owner(tx: &Tx<'_>, record: Option<crate::id::RecordId>) -> Result<Option<CustomerId>> {
    record.map_or(Ok(None), |r| identity::rows::owner(tx.rows(), r))
}

/// Orders as one of the areas that hold data of persons.
pub(crate) struct OrderData;

impl PersonalData for OrderData {
    fn name(&self) -> &'static str {
        "orders"
    }

    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        personal::erase(tx, person)
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        personal::export(look, person, out)
    }

    fn last_heard(&self, look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
        personal::last_heard(look, record)
    }

    fn binds(&self, _: &Look<'_>, _: &[RecordId], _: Timestamp) -> Result<bool> {
        Ok(false)
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 5] =
            [&ORDER_FACTS, &ORDER_CONTENTS, &ORDER_KEYS, &RECORD_ORDERS, &CUSTOMER_METRICS];
        &TABLES
    }

    fn customers_changed(&self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        customers.iter().try_for_each(|customer| recount(tx, *customer))
    }
}
