//! Every sale up to a day: what the reports count.

use std::collections::HashMap;

use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    identity,
    order::{
        rows,
        sale::{Sale, sale},
    },
    scope::Look,
    time::{Date, Timestamp},
};

/// Visits every sale placed up to the end of a day, net of the refunds made up to then.
pub(crate) fn each(
    look: &Look<'_>,
    as_of: Option<Date>,
    f: &mut dyn FnMut(Sale) -> Result<()>,
) -> Result<()> {
    let end = as_of
        .and_then(|day| Date::from_ordinal(day.ordinal() + 1))
        .map(|next| look.settings.zone.start_of_day(next));
    rows::each(look.rows, &mut |order| {
        let order = match end.and_then(|end| Timestamp::from_micros(end.micros() - 1)) {
            Some(last) => order.refunded_until(last),
            None => order,
        };
        match sale(&order, look.settings)? {
            Some(sale) if as_of.is_none_or(|day| sale.day <= day) => f(sale),
            _ => Ok(()),
        }
    })
}

/// Remembers whose each record is.
#[derive(Default)]
pub(crate) struct Owners(HashMap<RecordId, Option<CustomerId>>);

impl Owners {
    pub(crate) fn of(&mut self, look: &Look<'_>, record: Option<RecordId>) -> Result<Option<CustomerId>> {
        let Some(record) = record else { return Ok(None) };
        if let Some(known) = self.0.get(&record) {
            return Ok(*known);
        }
        let customer = identity::rows::owner(look.rows, record)?;
        self.0.insert(record, customer);
        Ok(customer)
    }
}
