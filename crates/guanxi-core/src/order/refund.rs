use super::{
    OrderRef, RefundInput, RefundReceipt,
    fold::{Folded, OrderFact},
    metrics, read,
    record::{QUANTITY_MAX, extra, note},
    rows,
};
use crate::{
    change::ChangeKind,
    error::{Error, Result},
    money::Money,
    scope::{OrderChange, Tx},
    text::checked_text,
};

/// See [`Orders::refund`](super::Orders::refund).
pub(super) fn refund(tx: &mut Tx<'_>, input: &RefundInput) -> Result<RefundReceipt> {
    write(tx, input, Folded::refunded)
}

/// The same for a refund out of its order's own source, which may have counted it in what the order says is paid back
/// already: only other single refunds leave it less.
pub(crate) fn refund_counted(tx: &mut Tx<'_>, input: &RefundInput) -> Result<RefundReceipt> {
    write(tx, input, |order| order.content.as_ref().map_or(0, |content| order.refunds_in(content.currency)))
}

fn write(tx: &mut Tx<'_>, input: &RefundInput, paid_back: impl Fn(&Folded) -> i64) -> Result<RefundReceipt> {
    let external_id = input.external_id.as_deref().map(|id| checked_text("external_id", id)).transpose()?;
    if input.lines.iter().any(|line| line.quantity.unsigned_abs() > QUANTITY_MAX) {
        return Err(Error::invalid("quantity", format_args!("expected no more than {QUANTITY_MAX}")));
    }
    let input = &RefundInput { external_id, ..input.clone() };
    let order = ensure_order(tx, &input.order)?;
    if let Some(receipt) = replayed(tx, &order, input)? {
        return Ok(receipt);
    }
    let amount = decide(&order, input, paid_back(&order))?;
    order.tell_ahead(tx)?;
    let fact = OrderFact::Refunded {
        external_id: input.external_id.clone(),
        amount: amount.minor(),
        currency: amount.currency(),
        lines: input.lines.clone(),
        reason: input.reason.as_deref().map(|r| checked_text("reason", r)).transpose()?,
        at: input.refunded_at.unwrap_or(tx.now),
        recorded: tx.now,
        extra: extra(&input.extra)?,
    };
    let after = rows::append(tx, &order, &fact)?;
    metrics::restate(tx, Some(&order), &after)?;
    note(tx, ChangeKind::OrderRefunded, &after)?;
    tx.order_changed(after.id, OrderChange::Refunded)?;
    receipt(tx, after, amount, false)
}

/// How much may be given back, of what was not yet.
fn decide(order: &Folded, input: &RefundInput, paid_back: i64) -> Result<Money> {
    let left = |amount: Option<Money>| match &order.content {
        None => amount.ok_or_else(|| Error::invalid("amount", "needed while the order is not known yet")),
        Some(content) => {
            let money = |minor| Money::new(minor, content.currency);
            let left = money(content.total.saturating_sub(paid_back))?;
            let asked = amount.unwrap_or(left);
            if asked.currency() != content.currency {
                return Err(Error::invalid(
                    "amount",
                    format_args!("expected {}, the order's currency", content.currency),
                ));
            }
            if asked.minor() > left.minor() {
                return Err(Error::refund_too_large(money(content.total)?, money(paid_back)?, asked));
            }
            Ok(asked)
        }
    };
    let amount = left(input.amount)?;
    if amount.minor() <= 0 {
        return Err(Error::invalid("amount", "expected more than 0: nothing is left to give back"));
    }
    Ok(amount)
}

/// The receipt of a refund that came before under the same external id.
fn replayed(tx: &Tx<'_>, order: &Folded, input: &RefundInput) -> Result<Option<RefundReceipt>> {
    let Some(id) = &input.external_id else { return Ok(None) };
    let Some(refund) = order.refunds.iter().find(|r| r.external_id.as_ref() == Some(id)) else {
        return Ok(None);
    };
    let amount = Money::new(refund.amount, refund.currency)?;
    let same = input.amount.is_none_or(|a| a == amount)
        && input.lines == refund.lines
        && input.refunded_at.is_none_or(|at| at == refund.at);
    if !same {
        return Err(Error::key_reused("the refund's external id"));
    }
    receipt(tx, order.clone(), amount, true).map(Some)
}

fn receipt(tx: &Tx<'_>, order: Folded, amount: Money, replayed: bool) -> Result<RefundReceipt> {
    let order_id = order.id;
    let order = order.content.is_some().then(|| read::show(&tx.look(), order)).transpose()?;
    Ok(RefundReceipt { replayed, order_id, amount, order })
}

/// The order, announced when its source has not described it yet.
fn ensure_order(tx: &mut Tx<'_>, order: &OrderRef) -> Result<Folded> {
    let OrderRef::External { source, external_id } = order else { return read::load(&tx.look(), order) };
    let (source, external_id) = (checked_text("source", source)?, checked_text("external_id", external_id)?);
    if let Some(id) = rows::find(tx.rows(), &tx.engine.keyed, &source, &external_id)? {
        return rows::must_load(tx.rows(), id);
    }
    let fact =
        OrderFact::Announced { source: source.clone(), external_id: external_id.clone(), recorded: tx.now };
    rows::create(tx, &source, &external_id, &fact)
}
