use super::{PairExplanation, evidence::Shower, matching::Matching};
use crate::{
    customer::{CustomerRef, must_resolve},
    error::{Error, Result},
    scope::Look,
};

/// See [`Duplicates::explain`](super::Duplicates::explain).
pub(super) fn explain(
    look: &Look<'_>,
    customer: &CustomerRef,
    other: &CustomerRef,
) -> Result<PairExplanation> {
    let (a, b) = (must_resolve(look, customer)?.id, must_resolve(look, other)?.id);
    if a == b {
        return Err(Error::invalid("other", "both are one customer; `explain_customer` says why"));
    }
    let policy = &look.settings.duplicates;
    let all = Matching::of_all(look, policy.review_above_ppm, policy.match_above_ppm)?;
    let shower = Shower::new(all.index.model());
    let (left, right) = (all.rows_of(a), all.rows_of(b));
    let pairs = left.iter().flat_map(|l| right.iter().map(move |r| (*l, *r)));
    let explained = pairs.filter_map(|(l, r)| {
        let explanation = all.index.explain(l.min(r), l.max(r))?;
        Some(shower.show(&explanation, [all.side(l), all.side(r)]))
    });
    let best = explained.min_by_key(|e| (-e.weight_milli, e.record_id, e.other_record_id));
    best.ok_or_else(|| Error::invalid("customer", "one of them says nothing that can be compared"))
}
