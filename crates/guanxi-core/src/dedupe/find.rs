//! Pairs, live.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    CustomerMatch, DuplicatePage, DuplicatePair, DuplicateQuery,
    cells::{cells, named},
    evidence::{milli, ppm_of},
    kept::{self, Apart, Best, Side, reaches},
    teller::Teller,
};
use crate::{
    customer::{CustomerInput, Reading, content, must_resolve},
    error::{Error, Result},
    id::CustomerId,
    page::Cursor,
    scope::Scope,
};

/// Tells cursors of pairs from others.
const CURSOR: &str = "pairs";
/// Customers that somebody new may be, at most.
const MATCHES_MAX: usize = 100;

/// See [`Duplicates::find`](super::Duplicates::find).
pub(super) fn find(scope: &Scope, query: &DuplicateQuery, teller: &mut Teller) -> Result<DuplicatePage> {
    let limit = query.page.limit()?;
    let skip = query.page.cursor(CURSOR)?.map_or(Ok(0), position)?;
    if let Some(above) = query.above_ppm.filter(|above| !(1..=1_000_000).contains(above)) {
        return Err(Error::invalid("above_ppm", format_args!("expected 1 to 1000000, got {above}")));
    }
    kept::with(scope, query.above_ppm, teller, |kept, look| {
        let policy = &look.settings.duplicates;
        let above = query.above_ppm.unwrap_or(policy.review_above_ppm);
        let only = query.customer.as_ref().map(|c| must_resolve(look, c)).transpose()?.map(|c| c.id);
        let apart = Apart::load(look)?;
        let pairs = kept.open(&kept.pairs(only, above)?, &apart);
        let page = &pairs[skip.min(pairs.len())..(skip.saturating_add(limit)).min(pairs.len())];
        let shown = page.iter().flat_map(|((a, b), _)| [*a, *b]);
        let mut group_of: BTreeMap<CustomerId, CustomerId> = BTreeMap::new();
        for group in kept.groups(look, shown, policy.match_above_ppm)? {
            group_of.extend(group.iter().map(|customer| (*customer, group[0])));
        }
        let show = |((a, b), best): &((CustomerId, CustomerId), Best)| {
            let group = group_of.get(a).filter(|group| group_of.get(b) == Some(group)).copied();
            Ok(DuplicatePair {
                customer_id: *a,
                other_id: *b,
                record_id: kept.side(best.rows.0)?.record,
                other_record_id: kept.side(best.rows.1)?.record,
                weight_milli: milli(best.weight),
                probability_ppm: ppm_of(best.weight),
                likely: reaches(best.weight, policy.match_above_ppm),
                group,
            })
        };
        let items = page.iter().map(show).collect::<Result<Vec<_>>>()?;
        let next = skip.saturating_add(items.len());
        let next_cursor = (next < pairs.len())
            .then(|| Cursor::new(CURSOR, (next as u64).to_be_bytes().to_vec()).to_string());
        Ok(DuplicatePage { items, next_cursor })
    })
}

fn position(cursor: Cursor) -> Result<usize> {
    let bytes: [u8; 8] = cursor.into_bytes().try_into().map_err(|_| Error::cursor("it is damaged"))?;
    Ok(u64::from_be_bytes(bytes) as usize)
}

/// See [`Duplicates::find_new`](super::Duplicates::find_new).
pub(super) fn find_new(scope: &Scope, input: &CustomerInput) -> Result<Vec<CustomerMatch>> {
    let now = scope.engine.clock.now();
    kept::with(scope, None, &mut Teller::nobody(), |kept, look| {
        let (content, _) = content(input, look.settings, look.settings.zone.day(now), Reading::Strict)?;
        let policy = &look.settings.duplicates;
        let mut best: BTreeMap<CustomerId, CustomerMatch> = BTreeMap::new();
        for found in kept.index.matching(&named(&cells(&content))) {
            if !reaches(found.weight, policy.review_above_ppm) {
                continue;
            }
            let Side { customer, record } = kept.side(found.row)?;
            let found = CustomerMatch {
                customer_id: customer,
                record_id: record,
                weight_milli: milli(found.weight),
                probability_ppm: ppm_of(found.weight),
                likely: reaches(found.weight, policy.match_above_ppm),
            };
            // Of records that fit as well as each other the first: rows are in the order in which they came to memory.
            let rank = |m: &CustomerMatch| (Reverse(m.weight_milli), m.record_id);
            let known = best.entry(customer).or_insert_with(|| found.clone());
            if rank(&found) < rank(known) {
                *known = found;
            }
        }
        let mut best: Vec<_> = best.into_values().collect();
        best.sort_by_key(|m| (Reverse(m.weight_milli), m.customer_id));
        best.truncate(MATCHES_MAX);
        Ok(best)
    })
}
