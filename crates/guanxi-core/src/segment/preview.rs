use std::collections::{BTreeSet, HashMap};

use super::{
    SegmentInput, SegmentPreview,
    define::{Definitions, read},
    evaluate::Evaluation,
    load::Whom,
};
use crate::{error::Result, id::CustomerId, scope::Look, time::Timestamp};

/// Customers named at most, of those who enter and of those who leave.
const NAMED: usize = 10;

/// See [`Segments::preview`](super::Segments::preview).
pub(super) fn preview(look: &Look<'_>, input: &SegmentInput, now: Timestamp) -> Result<SegmentPreview> {
    let mut definitions = Definitions::load(look)?;
    let defined = read(&definitions, input)?;
    let before = match definitions.segments.contains_key(&input.key) {
        true => members(look, &definitions, &input.key, now)?,
        false => BTreeSet::new(),
    };
    definitions.put(input, &defined, now);
    let after = members(look, &definitions, &input.key, now)?;
    let named = |a: &BTreeSet<CustomerId>, b: &BTreeSet<CustomerId>| -> (u64, Vec<CustomerId>) {
        (a.difference(b).count() as u64, a.difference(b).take(NAMED).copied().collect())
    };
    let ((enter, entering), (leave, leaving)) = (named(&after, &before), named(&before, &after));
    Ok(SegmentPreview {
        members_before: before.len() as u64,
        members_after: after.len() as u64,
        enter,
        leave,
        entering,
        leaving,
        warnings: defined.warnings,
    })
}

/// The members of a segment, pins included.
fn members(
    look: &Look<'_>,
    definitions: &Definitions,
    key: &str,
    now: Timestamp,
) -> Result<BTreeSet<CustomerId>> {
    let (rule, ..) = definitions.rule(&format!("segment('{key}')"))?;
    let outcome = Evaluation::new(look, definitions, now).rule(&rule, Whom::All)?;
    let members: HashMap<_, _> = outcome.customers.iter().copied().zip(outcome.holds).collect();
    Ok(members.into_iter().filter(|(_, holds)| *holds).map(|(customer, _)| customer).collect())
}
