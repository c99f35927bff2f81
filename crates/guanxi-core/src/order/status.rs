use super::{
    OrderReceipt, OrderRef, OrderStatus, StatusInput,
    fold::{Folded, OrderFact},
    metrics, read,
    record::{note, receipt},
    rows,
};
use crate::{
    change::{ChangeKind, Outcome},
    error::Result,
    scope::{OrderChange, Tx},
    text::checked_text,
};

/// See [`Orders::cancel`](super::Orders::cancel).
pub(super) fn cancel(tx: &mut Tx<'_>, order: &OrderRef, reason: Option<&str>) -> Result<OrderReceipt> {
    let reason = reason.map(|r| checked_text("reason", r)).transpose()?;
    let before = read::load(&tx.look(), order)?;
    let done = before.content.as_ref().is_some_and(|c| c.status == OrderStatus::Cancelled);
    let fact = OrderFact::Moved {
        status: Some(OrderStatus::Cancelled),
        financial: None,
        fulfillment: None,
        reason,
        at: tx.now,
        recorded: tx.now,
    };
    write(tx, before, done, &fact, ChangeKind::OrderCancelled)
}

/// See [`Orders::set_status`](super::Orders::set_status).
pub(super) fn set(tx: &mut Tx<'_>, order: &OrderRef, input: &StatusInput) -> Result<OrderReceipt> {
    let before = read::load(&tx.look(), order)?;
    let done = before.content.as_ref().is_some_and(|c| {
        input.financial_status.is_none_or(|s| s == c.financial)
            && input.fulfillment_status.is_none_or(|s| s == c.fulfillment)
    });
    let told = (None, input.financial_status, input.fulfillment_status, input.at.unwrap_or(tx.now));
    let done = done || before.moves.contains(&told);
    let fact = OrderFact::Moved {
        status: None,
        financial: input.financial_status,
        fulfillment: input.fulfillment_status,
        reason: None,
        at: input.at.unwrap_or(tx.now),
        recorded: tx.now,
    };
    write(tx, before, done, &fact, ChangeKind::OrderUpdated)
}

fn write(
    tx: &mut Tx<'_>,
    before: Folded,
    done: bool,
    fact: &OrderFact,
    kind: ChangeKind,
) -> Result<OrderReceipt> {
    if done {
        let order = read::show(&tx.look(), before)?;
        return receipt(tx, Outcome::Unchanged, order);
    }
    before.tell_ahead(tx)?;
    let after = rows::append(tx, &before, fact)?;
    metrics::restate(tx, Some(&before), &after)?;
    note(tx, kind, &after)?;
    tx.order_changed(after.id, OrderChange::Told)?;
    let order = read::show(&tx.look(), after)?;
    receipt(tx, Outcome::Updated, order)
}
