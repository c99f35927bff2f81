//! Restriction of processing: what is known of a person is kept, and not used (GDPR article 18).

use std::collections::{HashMap, HashSet};

use guanxi_macros::model;

use super::rows::{self, RESTRICTIONS};
use crate::{
    change::{ChangeKind, Outcome},
    customer::{self, CustomerRef},
    error::Result,
    id::{CustomerId, RecordId},
    identity::{self, rows::RECORD_FACTS},
    scope::{Look, Tx, look::scan},
    storage::{Flow, KeyRange, Read, Want},
    time::Timestamp,
};

/// Why processing is restricted (GDPR article 18(1)).
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum RestrictionReason {
    /// The person says that what is known is wrong, and it is being looked into (18(1)(a)).
    #[n(1)]
    Contested,
    /// It was processed against the law, and the person wants it kept rather than erased (18(1)(b)).
    #[n(2)]
    Unlawful,
    /// The shop needs it no more, and the person does, for a claim in law (18(1)(c)).
    #[n(3)]
    LegalClaim,
    /// The person objected, and it is being weighed whose interest comes first (18(1)(d)).
    #[n(4)]
    Objection,
    /// Something else.
    #[n(5)]
    Other,
}

impl RestrictionReason {
    /// Its name in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Unlawful => "unlawful",
            Self::LegalClaim => "legal_claim",
            Self::Objection => "objection",
            Self::Other => "other",
        }
    }
}

/// What restricting a customer, or lifting that, did.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RestrictionReceipt {
    /// `updated`, or `unchanged`.
    pub outcome: Outcome,
    /// Who.
    pub customer_id: CustomerId,
    /// Why processing is restricted; absent when it is not.
    pub reason: Option<RestrictionReason>,
    /// Since when; absent when it is not.
    pub since: Option<Timestamp>,
}

/// That processing of a record was restricted, or is no more.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct RestrictionFact {
    #[n(1)]
    pub(crate) at: Timestamp,
    /// Why; absent when it was lifted.
    #[n(2)]
    pub(crate) reason: Option<RestrictionReason>,
}

/// Which records of a range are restricted at an instant: since when and why.
pub(crate) fn restricted(
    rows: &dyn Read,
    range: &KeyRange,
    until: Timestamp,
) -> Result<HashMap<RecordId, (Timestamp, RestrictionReason)>> {
    let mut last = HashMap::new();
    scan::<RestrictionFact>(rows, range, &mut |key, fact| {
        if fact.at <= until {
            last.insert(rows::restriction_record(key)?, fact);
        }
        Ok(Flow::Continue(()))
    })?;
    Ok(last.into_iter().filter_map(|(record, fact)| Some((record, (fact.at, fact.reason?)))).collect())
}

/// The customers that are restricted now, also deleted ones.
pub(crate) fn restricted_customers(look: &Look<'_>) -> Result<HashSet<CustomerId>> {
    let records = restricted(look.rows, &KeyRange::all(), Timestamp::MAX)?;
    let facts = records.keys().map(|record| Want::new(&RECORD_FACTS, *record.as_bytes()));
    look.rows.want(&facts.collect::<Vec<_>>())?;
    let mut customers = HashSet::new();
    for record in records.into_keys() {
        customers.extend(identity::rows::without_content(look.rows, record)?.last_customer());
    }
    Ok(customers)
}

/// Since when a person is restricted at an instant, and why: where one of its records is, by the one that is longest.
pub(super) fn of_records(
    rows: &dyn Read,
    records: &[RecordId],
    until: Timestamp,
) -> Result<Option<(Timestamp, RestrictionReason)>> {
    let mut first = None;
    for record in records {
        let of = restricted(rows, &KeyRange::prefix(record.as_bytes()), until)?.remove(record);
        first = first.into_iter().chain(of).min_by_key(|(since, _)| *since);
    }
    Ok(first)
}

/// Restricts every record of a customer, so that each stays so when they are taken apart; without a reason, lifts it.
pub(crate) fn restrict(
    tx: &mut Tx<'_>,
    reference: &CustomerRef,
    reason: Option<RestrictionReason>,
) -> Result<RestrictionReceipt> {
    let person = customer::person(&tx.look(), reference)?;
    let wants: Vec<_> =
        person.records.iter().map(|record| Want::new(&RESTRICTIONS, *record.as_bytes())).collect();
    tx.rows().want(&wants)?;
    let mut outcome = Outcome::Unchanged;
    for record in &person.records {
        let facts = rows::restrictions(tx.rows(), *record)?;
        if facts.last().and_then(|fact| fact.reason) != reason {
            let fact = RestrictionFact { at: tx.now, reason };
            tx.put(rows::key(*record, facts.len() as i64), &fact)?;
            outcome = Outcome::Updated;
        }
    }
    if outcome == Outcome::Updated {
        let kind =
            if reason.is_some() { ChangeKind::CustomerRestricted } else { ChangeKind::CustomerUnrestricted };
        tx.changed(kind, Some(person.customer), None);
    }
    let holds = of_records(tx.rows(), &person.records, Timestamp::MAX)?;
    let (since, reason) = holds.map_or((None, None), |(since, reason)| (Some(since), Some(reason)));
    Ok(RestrictionReceipt { outcome, customer_id: person.customer, reason, since })
}
