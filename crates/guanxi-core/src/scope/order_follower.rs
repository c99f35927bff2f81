use super::Tx;
use crate::{
    error::Result,
    id::{OrderId, RecordId},
    storage::Want,
};

/// Follows what happens to orders, in the commit in which it happens: the area whose facts hang on orders implements it,
/// the one that keeps orders tells it.
pub(crate) trait OrderFollower: Send + Sync {
    /// An order is another than it was.
    fn order_changed(&self, tx: &mut Tx<'_>, order: OrderId, change: OrderChange) -> Result<()>;

    /// Tells ahead what it will read of an order that is about to change: by its source's name, and the record that it is
    /// booked on.
    fn look_ahead(&self, tx: &Tx<'_>, name: [&str; 2], record: Option<RecordId>) -> Result<()>;

    /// What it reads whichever order it is.
    fn wants(&self) -> Vec<Want>;
}

/// What happened to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderChange {
    /// Its source described it, or said where it got to.
    Told,
    /// Its newest refund came in.
    Refunded,
}
