//! A referral as it is shown.

use super::{
    Referral, ReferralCheck, ReferralPage, ReferralQuery, ReferralState, check,
    rows::{self, Known},
};
use crate::{
    customer::must_resolve,
    error::{Error, Result},
    id::RecordId,
    identity,
    page::Cursor,
    scope::Look,
    storage::key::{KeyReader, KeyWriter},
    time::Timestamp,
};

/// Tells cursors of referrals from others.
const CURSOR: &str = "referrals";

/// See [`Referrals::list`](super::Referrals::list).
pub(super) fn list(look: &Look<'_>, query: &ReferralQuery) -> Result<ReferralPage> {
    let limit = query.page.limit()?;
    let after = query.page.cursor(CURSOR)?.map(read_cursor).transpose()?;
    let customer = must_resolve(look, &query.customer)?.id;
    let (mut own, mut friends) = (vec![], vec![]);
    for record in identity::rows::records_of(look.rows, customer)? {
        own.extend(rows::referral(look.rows, record)?);
        for friend in rows::friends_of(look.rows, record)? {
            friends.push(rows::must_referral(look.rows, friend)?);
        }
    }
    let order = |known: &Known| (known.at, known.friend);
    friends.sort_by_key(|known| std::cmp::Reverse(order(known)));
    if after.is_none() {
        friends.splice(0..0, own);
    } else {
        friends.retain(|known| after.is_none_or(|after| order(known) < after));
    }
    let more = friends.len() > limit;
    friends.truncate(limit);
    let next_cursor = friends.last().filter(|_| more).map(|known| {
        let key = KeyWriter::new().int(known.at.micros()).id(known.friend.as_bytes());
        Cursor::new(CURSOR, key.finish()).to_string()
    });
    let now = look.engine.clock.now();
    let items = friends.iter().map(|known| show(look, known, None, now)).collect::<Result<_>>()?;
    Ok(ReferralPage { items, next_cursor })
}

fn read_cursor(cursor: Cursor) -> Result<(Timestamp, RecordId)> {
    let bytes = cursor.into_bytes();
    let mut reader = KeyReader::new(&bytes);
    let at = reader.int().and_then(Timestamp::from_micros);
    at.zip(reader.id().map(RecordId::from_bytes)).ok_or_else(|| Error::cursor("it is damaged"))
}

/// A referral as it stands at an instant, with what was just looked at.
pub(super) fn show(
    look: &Look<'_>,
    known: &Known,
    checks: Option<Vec<ReferralCheck>>,
    now: Timestamp,
) -> Result<Referral> {
    let program = rows::program_version(look.rows, &known.program, known.version)?;
    let expires_at = check::expires_at(&program, look.settings.zone, known);
    let state = match known {
        Known { reversed: Some(_), .. } => ReferralState::Reversed,
        Known { rewarded: Some(_), .. } => ReferralState::Rewarded,
        Known { refused: Some(_), .. } => ReferralState::Refused,
        _ if expires_at.is_some_and(|end| now >= end) => ReferralState::Expired,
        _ => ReferralState::Waiting,
    };
    let rewarded = known.rewarded.as_ref();
    let kept = rewarded.map(|rewarded| &rewarded.checks).or(known.refused.as_ref());
    let checks = checks.or_else(|| kept.cloned()).unwrap_or_default();
    let (text, text_zh) = sentences(state, known, &program.terms, &checks);
    Ok(Referral {
        program: known.program.clone(),
        program_version: known.version,
        friend_id: identity::rows::owner(look.rows, known.friend)?,
        referrer_id: identity::rows::owner(look.rows, known.referrer)?,
        state,
        attributed_at: known.at,
        expires_at,
        order_id: rewarded.map(|rewarded| rewarded.order),
        referrer_entry: rewarded.and_then(|rewarded| rewarded.referrer_entry),
        friend_entry: rewarded.and_then(|rewarded| rewarded.friend_entry),
        checks,
        text,
        text_zh,
    })
}

fn sentences(
    state: ReferralState,
    known: &Known,
    terms: &super::ReferralTerms,
    checks: &[ReferralCheck],
) -> (String, String) {
    let failed: Vec<_> = checks.iter().filter(|check| !check.passed).collect();
    let why = failed.iter().map(|c| format!("{}: {}", c.name, c.detail)).collect::<Vec<_>>().join("; ");
    let (referrer, friend) = (terms.referrer_points, terms.friend_points);
    match state {
        ReferralState::Waiting if why.is_empty() => {
            ("no order has qualified yet".to_owned(), "尚无符合条件的订单".to_owned())
        }
        ReferralState::Waiting => {
            (format!("the order does not qualify: {why}"), format!("订单不符合条件：{why}"))
        }
        ReferralState::Rewarded => (
            format!("an order qualified: {referrer} points for the referrer, {friend} for the friend"),
            format!("订单符合条件：推荐人获得 {referrer} 积分，好友获得 {friend} 积分"),
        ),
        ReferralState::Reversed => {
            let reason = known.reversed.as_deref().unwrap_or("-");
            (format!("taken back: {reason}"), format!("奖励已收回：{reason}"))
        }
        ReferralState::Refused => (format!("refused: {why}"), format!("已拒绝：{why}")),
        ReferralState::Expired => {
            ("no order qualified in time".to_owned(), "期限内没有符合条件的订单".to_owned())
        }
    }
}
