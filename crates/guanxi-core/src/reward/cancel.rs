use super::{
    RedemptionReceipt, RedemptionState,
    rows::{self, RewardFact},
    view,
};
use crate::{
    change::ChangeKind,
    customer::Booked,
    error::{Error, Result},
    id::EntryId,
    loyalty::pay::pay_back,
    scope::Tx,
    text::checked_text,
};

/// See [`Rewards::cancel`](super::Rewards::cancel).
pub(super) fn cancel(tx: &mut Tx<'_>, id: EntryId, reason: Option<&str>) -> Result<RedemptionReceipt> {
    let reason = reason.map(|reason| checked_text("reason", reason)).transpose()?;
    let place = rows::place(tx.rows(), id)?;
    tx.rows().want(&place.wants())?;
    let redemption = rows::load(tx.rows(), &place)?;
    let customer = Booked::on(tx.rows(), place.record)?.customer.ok_or_else(Error::deleted)?;
    if redemption.cancelled_at.is_some() {
        return view::receipt(tx, &place, true);
    }
    if redemption.used_at.is_some() {
        return Err(redemption.closed(RedemptionState::Used));
    }
    pay_back(tx, id)?;
    rows::append(tx, &place, 1, &RewardFact::Cancelled { recorded: tx.now, reason })?;
    let taken = rows::taken(tx.rows(), &redemption.reward)?;
    rows::set_taken(tx, &redemption.reward, taken - 1)?;
    tx.changed(ChangeKind::RewardCancelled, Some(customer), Some(place.subject()));
    view::receipt(tx, &place, false)
}
