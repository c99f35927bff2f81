//! Why the records of a customer are one person.

use std::collections::{BTreeMap, BTreeSet};

use super::{CustomerExplanation, LinkChange, LinkEvidence, RecordLink};
use crate::{
    customer::{CustomerRef, must_resolve},
    error::Result,
    id::RecordId,
    identity::{LinkCause, Record, rows},
    scope::Look,
};

/// See [`Duplicates::explain_customer`](super::Duplicates::explain_customer).
pub(super) fn explain(look: &Look<'_>, customer: &CustomerRef) -> Result<CustomerExplanation> {
    let customer_id = must_resolve(look, customer)?.id;
    let records = rows::load_records(look.rows, customer_id)?;
    let mut path = Path::new(&records);
    path.identifiers(&records);
    let mut links = Vec::with_capacity(records.len());
    for record in &records {
        let mut all = rows::links(look.rows, record.id)?;
        for weighed in all.iter().filter_map(|link| link.evidence) {
            path.add(weighed.own, weighed.record, LinkCause::Duplicate, Some(weighed.weight_milli));
        }
        let cause = all.pop().map_or(LinkCause::New, |link| link.cause);
        links.push(RecordLink {
            record_id: record.id,
            source: record.source.clone(),
            external_id: record.content.external_id.clone(),
            since: record.linked,
            cause,
            came_from: record.origins().last().map(|stay| stay.customer),
        });
    }
    // What no identifier and no weight joins was joined by what its link says.
    if let Some(first) = links.first().map(|link| link.record_id) {
        links.iter().for_each(|link| path.add(first, link.record_id, said(link, &links), None));
    }
    Ok(CustomerExplanation { customer_id, records: links, evidence: path.evidence })
}

/// The cause that joined a record to the first one: its own, unless it was there first.
fn said(link: &RecordLink, links: &[RecordLink]) -> LinkCause {
    if link.cause != LinkCause::New {
        return link.cause;
    }
    links.iter().map(|link| link.cause).find(|cause| *cause != LinkCause::New).unwrap_or(LinkCause::Joined)
}

/// Evidence that joins what is not joined yet.
struct Path {
    /// The least record of the part that each is in.
    part: BTreeMap<RecordId, RecordId>,
    evidence: Vec<LinkEvidence>,
}

impl Path {
    fn new(records: &[Record]) -> Self {
        Self { part: records.iter().map(|r| (r.id, r.id)).collect(), evidence: vec![] }
    }

    fn add(&mut self, a: RecordId, b: RecordId, cause: LinkCause, weight_milli: Option<i64>) {
        let (Some(x), Some(y)) = (self.part.get(&a).copied(), self.part.get(&b).copied()) else { return };
        if x == y {
            return;
        }
        self.part.values_mut().filter(|part| **part == x.max(y)).for_each(|part| *part = x.min(y));
        let (record_id, other_record_id) = (a.min(b), a.max(b));
        self.evidence.push(LinkEvidence { record_id, other_record_id, cause, weight_milli });
    }

    /// Records that bear the same e-mail, then the same phone.
    fn identifiers(&mut self, records: &[Record]) {
        let mut bearer: BTreeMap<(bool, &str), RecordId> = BTreeMap::new();
        for phone in [false, true] {
            for record in records {
                let value = match phone {
                    false => record.content.real_email().map(|e| e.as_str()),
                    true => record.content.real_phone().map(|p| p.e164()),
                };
                let Some(value) = value else { continue };
                let cause = if phone { LinkCause::Phone } else { LinkCause::Email };
                let before = *bearer.entry((phone, value)).or_insert(record.id);
                self.add(before, record.id, cause, None);
            }
        }
    }
}

/// See [`Duplicates::history`](super::Duplicates::history).
pub(super) fn history(look: &Look<'_>, customer: &CustomerRef) -> Result<Vec<LinkChange>> {
    let id = must_resolve(look, customer)?.id;
    let present = rows::records_of(look.rows, id)?;
    let mut records: BTreeSet<RecordId> = present.iter().copied().collect();
    for record in &present {
        // What was taken from it was decided to be another's.
        records.extend(rows::decided(look.rows, *record)?.into_keys());
    }
    let mut history = Vec::new();
    for record_id in records {
        let links = rows::links(look.rows, record_id)?;
        if !present.contains(&record_id) && !links.iter().any(|link| link.customer == Some(id)) {
            continue;
        }
        history.extend(links.into_iter().map(|link| LinkChange {
            at: link.at,
            record_id,
            customer_id: link.customer,
            cause: link.cause,
            other_record_id: link.evidence.map(|weighed| weighed.record),
            weight_milli: link.evidence.map(|weighed| weighed.weight_milli),
        }));
    }
    history.sort_by_key(|change| (change.at, change.record_id));
    Ok(history)
}
