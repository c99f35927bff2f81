//! What happens to an order reaches its referral, in the same commit.

use super::{rows, settle};
use crate::{
    error::Result,
    id::OrderId,
    order::rows as order_rows,
    scope::{OrderChange, OrderFollower, Tx},
    storage::Want,
};

/// Referrals as one of the areas whose facts hang on orders.
pub(crate) struct ReferralsOfOrders;

impl OrderFollower for ReferralsOfOrders {
    fn order_changed(&self, tx: &mut Tx<'_>, order: OrderId, _: OrderChange) -> Result<()> {
        if !rows::has_programs(tx.rows())? {
            return Ok(());
        }
        let order = order_rows::must_load(tx.rows(), order)?;
        let record = order.content.as_ref().and_then(|content| content.record);
        tx.rows().want(&rows::wants_of(order.id, record))?;
        settle::by(tx, &order).map(drop)
    }

    fn wants(&self) -> Vec<Want> {
        vec![Want::new(&rows::REFERRAL_PROGRAMS, [])]
    }
}
