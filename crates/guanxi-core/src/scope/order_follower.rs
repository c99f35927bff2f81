use super::Tx;
use crate::{
    error::Result,
    id::{OrderId, RecordId},
    storage::Want,
};

/// Follows what happens to orders, in the commit in which it happens: areas whose facts hang on orders implement it, the
/// one that keeps orders tells them.
pub(crate) trait OrderFollower: Send + Sync {
    /// An order is another than it was.
    fn order_changed(&self, tx: &mut Tx<'_>, order: OrderId, change: OrderChange) -> Result<()>;

    /// Tells ahead what it will read of an order that is about to change: by its source's name, and the record that it is
    /// booked on.
    fn look_ahead(&self, _: &Tx<'_>, _name: [&str; 2], _record: Option<RecordId>) -> Result<()> {
        Ok(())
    }

    /// What it reads whichever order it is.
    fn wants(&self) -> Vec<Want>;
}

/// What happened to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderChange {
    /// Its source described it for the first time, and nothing is known to have come back.
    New,
    /// Its source described it, or said where it got to.
    Told,
    /// Its newest refund came in.
    Refunded,
}

impl Tx<'_> {
    /// Tells who follows orders that one is another than it was.
    pub(crate) fn order_changed(&mut self, order: OrderId, change: OrderChange) -> Result<()> {
        let followers = self.engine.orders;
        followers.iter().try_for_each(|follower| follower.order_changed(self, order, change))
    }
}
