//! Why two customers score as they do.

use super::{PairExplanation, evidence::Shower, kept, teller::Teller};
use crate::{
    customer::{CustomerRef, must_resolve},
    error::{Error, Result},
    scope::Scope,
};

/// See [`Duplicates::explain`](super::Duplicates::explain).
pub(super) fn explain(scope: &Scope, customer: &CustomerRef, other: &CustomerRef) -> Result<PairExplanation> {
    kept::with(scope, None, &mut Teller::nobody(), |kept, look| {
        let (a, b) = (must_resolve(look, customer)?.id, must_resolve(look, other)?.id);
        if a == b {
            return Err(Error::invalid("other", "both are one customer; `explain_customer` says why"));
        }
        let shower = Shower::new(kept.index.model());
        let mut explained = Vec::new();
        for (&l, &r) in kept.rows_of(a).iter().flat_map(|l| kept.rows_of(b).iter().map(move |r| (l, r))) {
            if let Some(explanation) = kept.index.explain(l, r) {
                explained.push(shower.show(&explanation, [kept.side(l)?, kept.side(r)?]));
            }
        }
        let best = explained.into_iter().min_by_key(|e| (-e.weight_milli, e.record_id, e.other_record_id));
        best.ok_or_else(|| Error::invalid("customer", "one of them says nothing that can be compared"))
    })
}
