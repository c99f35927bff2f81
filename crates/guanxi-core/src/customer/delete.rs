use super::{DeleteReceipt, link::Relinking};
use crate::{
    change::ChangeKind,
    error::{Error, Result},
    id::CustomerId,
    identity::LinkCause,
    scope::Tx,
};

/// See [`Customers::delete`](super::Customers::delete).
pub(super) fn delete(
    tx: &mut Tx<'_>,
    id: CustomerId,
    expected_version: Option<u64>,
) -> Result<DeleteReceipt> {
    let customer = super::find::get(&tx.look(), id)?;
    if let Some(expected) = expected_version.filter(|v| *v != customer.version) {
        return Err(Error::stale("customer", expected, customer.version));
    }
    let mut relinking = Relinking::default();
    relinking.load(tx, customer.id)?;
    let records = relinking.release(tx, customer.id, LinkCause::Deleted)?;
    relinking.finish(tx, customer.id)?;
    tx.changed(ChangeKind::CustomerDeleted, Some(customer.id), None);
    Ok(DeleteReceipt { customer_id: customer.id, records })
}
