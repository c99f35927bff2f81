use minicbor::bytes::ByteArray;

use super::{
    RedeemRewardInput, RedemptionReceipt, Reward,
    code::Code,
    rows::{self, Pointer, REWARD_STOCK, REWARDS, RewardFact, ShownCode},
    view,
};
use crate::{
    change::ChangeKind,
    error::{Error, Result},
    id::CustomerId,
    identity,
    loyalty::{
        ahead::of_member,
        pay::{Payment, pay},
    },
    scope::{Ahead, Look, Tx},
    storage::Want,
    time::Timestamp,
};

/// What redeeming reads before it knows the customer.
pub(super) fn wants(ahead: &Ahead<'_>, input: &RedeemRewardInput) -> Vec<Want> {
    let name = rows::name_key(input.reward.trim());
    let mut wants = of_member(ahead, &input.customer);
    wants.extend([Want::new(&REWARDS, name.clone()), Want::new(&REWARD_STOCK, name)]);
    wants
}

/// See [`Rewards::redeem`](super::Rewards::redeem).
pub(super) fn redeem(tx: &mut Tx<'_>, input: &RedeemRewardInput) -> Result<RedemptionReceipt> {
    let reward = rows::reward(tx.rows(), input.reward.trim())?;
    let reward = reward.ok_or_else(|| Error::not_found("reward", &input.reward))?;
    let at = input.at.unwrap_or(tx.now);
    let taken = rows::taken(tx.rows(), &reward.name)?;
    let payment = Payment {
        customer: &input.customer,
        program: reward.terms.program.as_deref(),
        points: reward.terms.points,
        reward: &reward.name,
        key: (input.source.as_deref(), input.external_id.as_deref()),
        at: input.at,
    };
    let paid = pay(tx, &payment, |look, customer| {
        on_offer(&reward, at)?;
        within_limit(look, &reward, customer)?;
        if reward.terms.stock.is_some_and(|stock| taken >= stock) {
            return Err(Error::sold_out(&reward.name));
        }
        Ok(())
    })?;
    let place = Pointer { record: paid.record, entry: paid.entry };
    if !paid.replayed {
        let code = Code::fresh(tx)?;
        let hash = code.hash(&tx.engine.keyed);
        let fact = RewardFact::Redeemed {
            at,
            recorded: tx.now,
            reward: reward.name.clone(),
            version: reward.version,
            points: reward.terms.points,
            expires_at: reward.terms.valid_days.map(|days| paid.zone.plus_days(at, days)),
            code: ByteArray::from(hash),
        };
        rows::append(tx, &place, 0, &fact)?;
        tx.put(place.key(), &ShownCode(code.shown()))?;
        tx.put(hash.to_vec(), &place)?;
        rows::set_taken(tx, &reward.name, taken + 1)?;
        tx.changed(ChangeKind::RewardRedeemed, Some(paid.customer), Some(place.subject()));
    }
    view::receipt(tx, &place, paid.replayed)
}

fn on_offer(reward: &Reward, at: Timestamp) -> Result<()> {
    let terms = &reward.terms;
    if terms.starts_at.is_some_and(|from| at < from) {
        return Err(Error::reward_refuses(&reward.name, "it is not on offer yet"));
    }
    if terms.ends_at.is_some_and(|end| at >= end) {
        return Err(Error::reward_refuses(&reward.name, "it is not on offer any more"));
    }
    Ok(())
}

fn within_limit(look: &Look<'_>, reward: &Reward, customer: CustomerId) -> Result<()> {
    let Some(limit) = reward.terms.limit_per_customer else { return Ok(()) };
    let mut has = 0u32;
    for record in identity::rows::records_of(look.rows, customer)? {
        let of = rows::redemptions_of(look.rows, record)?;
        has += of.iter().filter(|r| r.reward == reward.name && r.cancelled_at.is_none()).count() as u32;
    }
    if has >= limit {
        return Err(Error::reward_refuses(&reward.name, format_args!("a customer may have {limit}")));
    }
    Ok(())
}
