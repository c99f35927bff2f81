use std::{cmp::Reverse, collections::BinaryHeap};

use guanxi_macros::model;

use crate::{
    customer::{Customer, CustomerRef, must_resolve},
    error::{Error, Result},
    id::CustomerId,
    order::{
        CustomerMetrics,
        metrics::{StoredMetrics, show},
        rows::CUSTOMER_METRICS,
    },
    scope::{
        Look,
        look::{bad_key, get, scan},
    },
    storage::{Flow, KeyRange, key::KeyReader},
};

/// A customer and its figures.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TopCustomer {
    /// Who.
    pub customer: Customer,
    /// How much.
    pub metrics: CustomerMetrics,
}

/// The customers that spent most, by amount spent, then the older.
pub(super) fn top(look: &Look<'_>, limit: usize) -> Result<Vec<TopCustomer>> {
    let mut best: BinaryHeap<Reverse<(i64, Reverse<CustomerId>)>> = BinaryHeap::new();
    scan::<StoredMetrics>(look.rows, &KeyRange::all(), &mut |key, metrics| {
        let id =
            KeyReader::new(key).id().map(CustomerId::from_bytes).ok_or_else(|| bad_key(&CUSTOMER_METRICS))?;
        best.push(Reverse((metrics.gross.saturating_sub(metrics.refunded), Reverse(id))));
        if best.len() > limit {
            best.pop();
        }
        Ok(Flow::Continue(()))
    })?;
    best.into_sorted_vec().into_iter().map(|Reverse((_, Reverse(id)))| row(look, id)).collect()
}

fn row(look: &Look<'_>, id: CustomerId) -> Result<TopCustomer> {
    let metrics = get::<StoredMetrics>(look.rows, id.as_bytes())?;
    let metrics = metrics.ok_or_else(|| Error::internal("a customer that was listed has figures"))?;
    Ok(TopCustomer { customer: must_resolve(look, &CustomerRef::Id(id))?, metrics: show(&metrics, look)? })
}
