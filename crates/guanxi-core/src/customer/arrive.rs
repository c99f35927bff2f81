//! What becomes of customers that were just written.

use super::{UpsertReceipt, find};
use crate::{change::Outcome, error::Result, scope::Scope};

/// Links the customers of receipts where the policy says so, and has the receipts tell.
pub(super) fn settle(scope: &Scope, receipts: &mut [UpsertReceipt]) -> Result<()> {
    let new = receipts.iter().filter(|receipt| receipt.outcome != Outcome::Unchanged);
    let new: Vec<_> = new.map(|receipt| receipt.customer.id).collect();
    let merged = scope.link_new(&new);
    if merged.is_empty() {
        return Ok(());
    }
    let mut now = Vec::new();
    for receipt in &*receipts {
        now.push(scope.read(|look| find::get(look, receipt.customer.id))?);
    }
    for (receipt, customer) in receipts.iter_mut().zip(now) {
        receipt.merged.extend(merged.iter().filter(|m| m.into == customer.id).map(|m| m.from));
        receipt.customer = customer;
    }
    Ok(())
}
