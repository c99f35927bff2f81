use super::Tx;
use crate::{error::Result, id::CustomerId, storage::Table};

/// An area that holds data of persons. One list of them (in [`crm`](crate::crm)) is walked whenever records go from one
/// customer to another; export and erasure walk the same list.
pub(crate) trait PersonalData: Send + Sync {
    /// Its tables.
    fn tables(&self) -> &'static [&'static Table];

    /// The records of these customers changed hands: brings what is derived per customer up to date.
    fn customers_changed(&self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()>;
}
