use super::{
    SegmentExplanation,
    define::Definitions,
    evaluate::Evaluation,
    load::{Owners, Whom},
    rows::pins,
};
use crate::{
    customer::{CustomerRef, must_resolve},
    error::{Error, Result},
    identity::rows::records_of,
    rule::Rule,
    scope::Look,
    time::Timestamp,
};

/// See [`Segments::explain`](super::Segments::explain).
pub(super) fn explain(
    look: &Look<'_>,
    customer: &CustomerRef,
    query: &str,
    now: Timestamp,
) -> Result<SegmentExplanation> {
    let definitions = Definitions::load(look)?;
    let (rule, formatted, _) = definitions.rule(query)?;
    let customer_id = must_resolve(look, customer)?.id;
    let mut evaluation = Evaluation::new(look, &definitions, now);
    let mut explained = |rule: &Rule| -> Result<_> {
        let outcome = evaluation.rule(rule, Whom::One(customer_id))?;
        let place = outcome.place(customer_id).ok_or_else(|| Error::not_found("customer", customer_id))?;
        Ok((outcome.holds[place], outcome.bound.explain(&outcome.facts[place])))
    };
    let (holds, mut reasons) = explained(&rule)?;
    let mut pinned = None;
    if let [key] = &*rule.needs().segments
        && formatted == format!("segment('{key}')")
    {
        if let Some(query) = definitions.segments.get(key).and_then(|segment| segment.query.as_ref()) {
            let (inner, ..) = definitions.rule(query)?;
            let (_, more) = explained(&inner)?;
            reasons.extend(more.into_iter().map(|mut reason| {
                reason.depth += 1;
                reason
            }));
        }
        let owners: Owners =
            records_of(look.rows, customer_id)?.into_iter().map(|record| (record, 0)).collect();
        pinned = pins(look.rows, key, &owners)?.into_values().next();
    }
    let moment = rule.moment(evaluation.moment);
    Ok(SegmentExplanation {
        customer_id,
        holds,
        query: formatted,
        as_of: moment.now,
        zone: moment.zone,
        pinned,
        reasons,
    })
}
