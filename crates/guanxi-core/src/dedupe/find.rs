//! Pairs, live.

use std::collections::BTreeMap;

use super::{
    CustomerMatch, DuplicatePage, DuplicatePair, DuplicateQuery,
    evidence::{milli, ppm_of},
    matching::{Apart, Best, Matching, cells, named, reaches},
};
use crate::{
    customer::{CustomerInput, Reading, content, must_resolve},
    error::{Error, Result},
    id::CustomerId,
    page::Cursor,
    scope::Look,
    time::Timestamp,
};

/// Tells cursors of pairs from others.
const CURSOR: &str = "pairs";
/// Customers that somebody new may be, at most.
const MATCHES_MAX: usize = 100;

/// See [`Duplicates::find`](super::Duplicates::find).
pub(super) fn find(look: &Look<'_>, query: &DuplicateQuery) -> Result<DuplicatePage> {
    let limit = query.page.limit()?;
    let skip = query.page.cursor(CURSOR)?.map_or(Ok(0), position)?;
    let policy = &look.settings.duplicates;
    let above = query.above_ppm.unwrap_or(policy.review_above_ppm);
    if !(1..=1_000_000).contains(&above) {
        return Err(Error::invalid("above_ppm", format_args!("expected 1 to 1000000, got {above}")));
    }
    let only = query.customer.as_ref().map(|c| must_resolve(look, c)).transpose()?.map(|c| c.id);
    let all = Matching::of_all(look, above.min(policy.match_above_ppm), policy.match_above_ppm)?;
    let apart = Apart::load(look)?;
    let mut pairs = all.open_pairs(&apart);
    pairs.retain(|(pair, best)| {
        reaches(best.weight, above) && only.is_none_or(|id| pair.0 == id || pair.1 == id)
    });
    let mut group_of: BTreeMap<CustomerId, CustomerId> = BTreeMap::new();
    for group in all.groups(&apart) {
        group_of.extend(group.iter().map(|customer| (*customer, group[0])));
    }
    let show = |((a, b), best): &((CustomerId, CustomerId), Best)| {
        let group = group_of.get(a).filter(|group| group_of.get(b) == Some(group)).copied();
        DuplicatePair {
            customer_id: *a,
            other_id: *b,
            record_id: all.side(best.rows.0).1,
            other_record_id: all.side(best.rows.1).1,
            weight_milli: milli(best.weight),
            probability_ppm: ppm_of(best.weight),
            likely: reaches(best.weight, policy.match_above_ppm),
            group,
        }
    };
    let items: Vec<_> = pairs.iter().skip(skip).take(limit).map(show).collect();
    let next = skip.saturating_add(items.len());
    let next_cursor =
        (next < pairs.len()).then(|| Cursor::new(CURSOR, (next as u64).to_be_bytes().to_vec()).to_string());
    Ok(DuplicatePage { items, next_cursor })
}

fn position(cursor: Cursor) -> Result<usize> {
    let bytes: [u8; 8] = cursor.into_bytes().try_into().map_err(|_| Error::cursor("it is damaged"))?;
    Ok(u64::from_be_bytes(bytes) as usize)
}

/// See [`Duplicates::find_new`](super::Duplicates::find_new).
pub(super) fn find_new(look: &Look<'_>, input: &CustomerInput, now: Timestamp) -> Result<Vec<CustomerMatch>> {
    let (content, _) = content(input, look.settings, look.settings.zone.day(now), Reading::Strict)?;
    let policy = &look.settings.duplicates;
    let mut all = Matching::of_all(look, policy.review_above_ppm, policy.match_above_ppm)?;
    let matches = all.index.matching(&named(&cells(&content)));
    let mut best: BTreeMap<CustomerId, CustomerMatch> = BTreeMap::new();
    for m in matches {
        let (customer_id, record_id) = all.side(m.row);
        best.entry(customer_id).or_insert_with(|| CustomerMatch {
            customer_id,
            record_id,
            weight_milli: milli(m.weight),
            probability_ppm: ppm_of(m.weight),
            likely: reaches(m.weight, policy.match_above_ppm),
        });
    }
    let mut best: Vec<_> = best.into_values().collect();
    best.sort_by_key(|m| (std::cmp::Reverse(m.weight_milli), m.customer_id));
    best.truncate(MATCHES_MAX);
    Ok(best)
}
