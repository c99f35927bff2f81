use super::Tx;
use crate::{error::Result, id::CustomerId, storage::Table};

/// An area that holds data of persons. One list of them (in [`crm`](crate::crm)) is walked whenever records go from one
/// customer to another; export and erasure walk the same list.
pub(crate) trait PersonalData: Send + Sync {
    /// Its tables. Every table of facts, personal content and state belongs to one area.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "export and erasure will walk it; the test of tables does today")
    )]
    fn tables(&self) -> &'static [&'static Table];

    /// The records of these customers changed hands: brings what is derived per customer up to date.
    fn customers_changed(&self, _tx: &mut Tx<'_>, _customers: &[CustomerId]) -> Result<()> {
        Ok(())
    }
}
