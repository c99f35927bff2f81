use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use guanxi_macros::model;

use crate::{
    analytics::sales::{self, Owners},
    customer::{Customer, CustomerRef, must_resolve},
    error::Result,
    id::CustomerId,
    order::{
        CustomerMetrics,
        metrics::{StoredMetrics, show},
        rows::CUSTOMER_METRICS,
    },
    scope::{
        Look,
        look::{bad_key, scan},
    },
    storage::{Flow, KeyRange, key::KeyReader},
    time::Date,
};

/// A customer and its figures.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TopCustomer {
    /// Who.
    pub customer: Customer,
    /// How much, as of the day asked for.
    pub metrics: CustomerMetrics,
}

/// The customers that spent most, by amount spent, then the older.
pub(super) fn top(look: &Look<'_>, limit: usize, as_of: Option<Date>) -> Result<Vec<TopCustomer>> {
    let mut best: BTreeMap<(Reverse<i64>, CustomerId), StoredMetrics> = BTreeMap::new();
    each(look, as_of, &mut |id, metrics| {
        best.insert((Reverse(metrics.gross.saturating_sub(metrics.refunded)), id), metrics);
        if best.len() > limit {
            best.pop_last();
        }
    })?;
    best.into_iter().map(|((_, id), metrics)| row(look, id, &metrics)).collect()
}

/// Visits every customer that bought up to a day, with its figures then.
fn each(look: &Look<'_>, as_of: Option<Date>, f: &mut dyn FnMut(CustomerId, StoredMetrics)) -> Result<()> {
    if let Some(day) = as_of {
        counted(look, day)?.into_iter().for_each(|(id, metrics)| f(id, metrics));
        return Ok(());
    }
    // What holds now is kept.
    scan::<StoredMetrics>(look.rows, &KeyRange::all(), &mut |key, metrics| {
        let id =
            KeyReader::new(key).id().map(CustomerId::from_bytes).ok_or_else(|| bad_key(&CUSTOMER_METRICS))?;
        f(id, metrics);
        Ok(Flow::Continue(()))
    })?;
    Ok(())
}

/// The figures of every customer from the sales up to a day.
fn counted(look: &Look<'_>, day: Date) -> Result<HashMap<CustomerId, StoredMetrics>> {
    let (mut all, mut owners) = (HashMap::<CustomerId, StoredMetrics>::new(), Owners::default());
    sales::each(look, Some(day), &mut |sale| {
        if let Some(id) = owners.of(look, sale.record)? {
            all.entry(id).or_default().add(&sale);
        }
        Ok(())
    })?;
    Ok(all)
}

fn row(look: &Look<'_>, id: CustomerId, metrics: &StoredMetrics) -> Result<TopCustomer> {
    Ok(TopCustomer { customer: must_resolve(look, &CustomerRef::Id(id))?, metrics: show(metrics, look)? })
}
