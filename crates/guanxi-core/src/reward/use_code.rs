use minicbor::bytes::ByteArray;

use super::{
    RedemptionReceipt, RedemptionState, UseCodeInput,
    code::Code,
    rows::{self, Pointer, REWARD_KEYS, RewardFact},
    view,
};
use crate::{
    change::ChangeKind,
    customer::Booked,
    error::{Error, Result},
    scope::{Ahead, Keyed, Tx, look::get},
    storage::Want,
    text::checked_text,
};

/// What using a code reads first: what the code and its use are known by.
pub(super) fn wants(ahead: &Ahead<'_>, input: &UseCodeInput) -> Vec<Want> {
    let code = Code::read(&input.code).ok().map(|code| code.hash(ahead.keyed));
    let key = key(ahead.keyed, input).ok().flatten();
    code.into_iter().chain(key).map(|hash| Want::new(&REWARD_KEYS, hash)).collect()
}

/// See [`Rewards::use_code`](super::Rewards::use_code).
pub(super) fn use_code(tx: &mut Tx<'_>, input: &UseCodeInput) -> Result<RedemptionReceipt> {
    let code = Code::read(&input.code)?;
    let at = input.at.unwrap_or(tx.now);
    if at > tx.now {
        return Err(Error::invalid("at", "it lies ahead of the clock"));
    }
    let place = view::place_of(&tx.look(), &code)?;
    tx.rows().want(&place.wants())?;
    let redemption = rows::load(tx.rows(), &place)?;
    let customer = Booked::on(tx.rows(), place.record)?.customer.ok_or_else(Error::deleted)?;
    let key = key(&tx.engine.keyed, input)?;
    if let Some(before) = key.map(|key| get::<Pointer>(tx.rows(), &key)).transpose()?.flatten() {
        if before != place {
            return Err(Error::key_reused("the key of this use"));
        }
        return view::receipt(tx, &place, true);
    }
    if at < redemption.redeemed_at {
        return Err(Error::invalid("at", "the code was given out later"));
    }
    let state = redemption.state(at);
    if state != RedemptionState::Open {
        return Err(redemption.closed(state));
    }
    let fact = RewardFact::Used { at, recorded: tx.now, key: key.map(ByteArray::from) };
    rows::append(tx, &place, 1, &fact)?;
    if let Some(key) = key {
        tx.put(key.to_vec(), &place)?;
    }
    tx.changed(ChangeKind::RewardUsed, Some(customer), Some(place.subject()));
    view::receipt(tx, &place, false)
}

/// What a use is known by, where its source names it.
fn key(keyed: &Keyed, input: &UseCodeInput) -> Result<Option<[u8; 16]>> {
    let source = checked_text("source", input.source.as_deref().unwrap_or("app"))?;
    let id = input.external_id.as_deref().map(|id| checked_text("external_id", id)).transpose()?;
    Ok(id.map(|id| keyed.hash("reward_use", &[&source, &id])))
}
