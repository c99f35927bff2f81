//! What there is, what a code stands for, and what somebody redeemed.

use super::{
    RedemptionPage, RedemptionQuery, RedemptionReceipt, RewardOffer, RewardRedemption,
    code::Code,
    rows::{self, Pointer, Redemption},
};
use crate::{
    customer::{Booked, must_resolve},
    error::{Error, Result},
    id::EntryId,
    identity,
    page::Cursor,
    scope::{Look, Tx, look::get},
    storage::key::{KeyReader, KeyWriter},
    time::Timestamp,
};

/// See [`Rewards::catalogue`](super::Rewards::catalogue).
pub(super) fn catalogue(look: &Look<'_>) -> Result<Vec<RewardOffer>> {
    let now = look.engine.clock.now();
    let offers = rows::rewards(look.rows)?.into_iter().map(|reward| {
        let taken = rows::taken(look.rows, &reward.name)?;
        let left = reward.terms.stock.map(|stock| (stock - taken).max(0));
        let begun = reward.terms.starts_at.is_none_or(|from| now >= from);
        let ended = reward.terms.ends_at.is_some_and(|end| now >= end);
        Ok(RewardOffer { reward, taken, left, on_offer: begun && !ended && left != Some(0) })
    });
    offers.collect()
}

/// See [`Rewards::find_code`](super::Rewards::find_code).
pub(super) fn find_code(look: &Look<'_>, code: &str) -> Result<RewardRedemption> {
    let place = place_of(look, &Code::read(code)?)?;
    look.rows.want(&place.wants())?;
    show(look, rows::load(look.rows, &place)?, look.engine.clock.now())
}

/// Where the redemption of a code stands. The code itself stays out of the error.
pub(super) fn place_of(look: &Look<'_>, code: &Code) -> Result<Pointer> {
    let place = get::<Pointer>(look.rows, &code.hash(&look.engine.keyed))?;
    place.ok_or_else(|| Error::not_found("redemption", "with this code"))
}

/// Tells cursors of redemptions from others.
const CURSOR: &str = "redemptions";

/// See [`Rewards::list`](super::Rewards::list).
pub(super) fn list(look: &Look<'_>, query: &RedemptionQuery) -> Result<RedemptionPage> {
    let limit = query.page.limit()?;
    let after = query.page.cursor(CURSOR)?.map(read_cursor).transpose()?;
    let customer = must_resolve(look, &query.customer)?.id;
    let mut all: Vec<Redemption> = Vec::new();
    for record in identity::rows::records_of(look.rows, customer)? {
        all.extend(rows::redemptions_of(look.rows, record)?);
    }
    let order = |r: &Redemption| (r.redeemed_at, r.place.entry);
    all.sort_by_key(|r| std::cmp::Reverse(order(r)));
    all.retain(|r| after.is_none_or(|after| order(r) < after));
    let more = all.len() > limit;
    all.truncate(limit);
    let next_cursor = all.last().filter(|_| more).map(|r| {
        let key = KeyWriter::new().int(r.redeemed_at.micros()).id(r.place.entry.as_bytes());
        Cursor::new(CURSOR, key.finish()).to_string()
    });
    let now = look.engine.clock.now();
    let items = all.into_iter().map(|redemption| show(look, redemption, now)).collect::<Result<_>>()?;
    Ok(RedemptionPage { items, next_cursor })
}

fn read_cursor(cursor: Cursor) -> Result<(Timestamp, EntryId)> {
    let bytes = cursor.into_bytes();
    let mut reader = KeyReader::new(&bytes);
    let at = reader.int().and_then(Timestamp::from_micros);
    at.zip(reader.id().map(EntryId::from_bytes)).ok_or_else(|| Error::cursor("it is damaged"))
}

/// The receipt of what was done to a redemption, or done before.
pub(super) fn receipt(tx: &Tx<'_>, place: &Pointer, replayed: bool) -> Result<RedemptionReceipt> {
    let redemption = show(&tx.look(), rows::load(tx.rows(), place)?, tx.now)?;
    Ok(RedemptionReceipt { replayed, redemption })
}

fn show(look: &Look<'_>, redemption: Redemption, now: Timestamp) -> Result<RewardRedemption> {
    let state = redemption.state(now);
    let Redemption { place, reward, version, points, redeemed_at, expires_at, .. } = redemption;
    Ok(RewardRedemption {
        id: place.entry,
        customer_id: Booked::on(look.rows, place.record)?.customer.ok_or_else(Error::deleted)?,
        reward: rows::reward_version(look.rows, &reward, version)?,
        points,
        code: rows::code(look.rows, &place)?,
        state,
        redeemed_at,
        expires_at,
        used_at: redemption.used_at,
        cancelled_at: redemption.cancelled_at,
        reason: redemption.reason,
    })
}
