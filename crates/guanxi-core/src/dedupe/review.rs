//! The review queue, and what is decided in it.

use super::{
    DecisionReceipt, Review, ReviewPage, ReviewQuery, merge,
    rows::{Place, REVIEWS, StoredReview},
};
use crate::{
    change::Outcome,
    customer::{CustomerRef, must_resolve},
    error::{Error, Result},
    id::{CustomerId, RecordId},
    identity::{Verdict, rows},
    page::Cursor,
    scope::{Look, Tx, look::get},
    storage::{Flow, KeyRange},
    time::Timestamp,
};

/// Tells cursors of the queue from others.
const CURSOR: &str = "reviews";

/// See [`Duplicates::reviews`](super::Duplicates::reviews).
pub(super) fn list(look: &Look<'_>, query: &ReviewQuery) -> Result<ReviewPage> {
    let limit = query.page.limit()?;
    let mut after = query.page.cursor(CURSOR)?.map(Cursor::into_bytes);
    let mut items = Vec::new();
    loop {
        let (keys, more) = next_keys(look, after.take(), limit)?;
        for (at, key) in keys.iter().enumerate() {
            if let Some(review) = show(look, key, query.later)? {
                items.push(review);
            }
            if items.len() == limit && (more || at + 1 < keys.len()) {
                let next_cursor = Some(Cursor::new(CURSOR, key.clone()).to_string());
                return Ok(ReviewPage { items, next_cursor });
            }
        }
        if !more {
            return Ok(ReviewPage { items, next_cursor: None });
        }
        after = keys.last().cloned();
    }
}

/// The next keys of the queue, and whether there are more.
fn next_keys(look: &Look<'_>, after: Option<Vec<u8>>, limit: usize) -> Result<(Vec<Vec<u8>>, bool)> {
    let mut keys = Vec::new();
    look.rows.scan(&REVIEWS, &KeyRange::all().after(after), &mut |row| {
        keys.push(row.key.to_vec());
        if keys.len() <= limit { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    let more = keys.len() > limit;
    keys.truncate(limit);
    Ok((keys, more))
}

/// A pair that still is to be decided about.
fn show(look: &Look<'_>, key: &[u8], later: bool) -> Result<Option<Review>> {
    let place = Place::read(key)?;
    let owner = |record| rows::owner(look.rows, record);
    let (Some(a), Some(b)) = (owner(place.record)?, owner(place.other)?) else { return Ok(None) };
    if a == b {
        return Ok(None);
    }
    let mut sides = [(a, place.record), (b, place.other)];
    sides.sort_unstable();
    let standing = standing(look, sides[0].0, sides[1].0)?;
    let put_off_at = match standing {
        Standing::Apart => return Ok(None),
        Standing::Open => None,
        Standing::Later(at) => Some(at),
    };
    if put_off_at.is_some() != later {
        return Ok(None);
    }
    let Some(stored) = get::<StoredReview>(look.rows, key)? else { return Ok(None) };
    let customer = |id| must_resolve(look, &CustomerRef::Id(id));
    Ok(Some(Review {
        customer: customer(sides[0].0)?,
        other: customer(sides[1].0)?,
        explanation: stored.show(&place, sides),
        put_off_at,
    }))
}

enum Standing {
    Open,
    Later(Timestamp),
    Apart,
}

/// What was decided about two customers.
fn standing(look: &Look<'_>, a: CustomerId, b: CustomerId) -> Result<Standing> {
    let (own, others) = (rows::records_of(look.rows, a)?, rows::records_of(look.rows, b)?);
    let mut standing = Standing::Open;
    for record in own {
        for (other, (fact, _)) in rows::decided(look.rows, record)? {
            match fact.verdict {
                Verdict::NotTheSame if others.contains(&other) => return Ok(Standing::Apart),
                Verdict::Later if others.contains(&other) => standing = Standing::Later(fact.recorded),
                _ => {}
            }
        }
    }
    Ok(standing)
}

/// See [`Duplicates::decide`](super::Duplicates::decide).
pub(super) fn decide(
    tx: &mut Tx<'_>,
    customer: &CustomerRef,
    other: &CustomerRef,
    verdict: Verdict,
) -> Result<DecisionReceipt> {
    if verdict == Verdict::Match {
        let done = merge::merge(tx, customer, other)?;
        return Ok(DecisionReceipt { outcome: done.outcome, customer: done.customer, other: None });
    }
    let customer = must_resolve(&tx.look(), customer)?;
    let other = must_resolve(&tx.look(), other)?;
    if customer.id == other.id {
        return Err(Error::invalid("other", "both are one customer already; `unmerge` takes it apart"));
    }
    let records = |tx: &Tx<'_>, id| -> Result<Vec<RecordId>> { rows::records_of(tx.rows(), id) };
    let (own, others) = (records(tx, customer.id)?, records(tx, other.id)?);
    let news = rows::decide(tx, &own, &others, verdict)?;
    let outcome = if news > 0 { Outcome::Updated } else { Outcome::Unchanged };
    if news > 0 {
        let said = if verdict == Verdict::Later { "put off" } else { "not the same" };
        tx.note(format!("{} and {}: {said}", customer.id, other.id));
    }
    Ok(DecisionReceipt { outcome, customer, other: Some(other) })
}
