//! Tiers given by hand.

use super::{TierGrantInput, TierQuery, TierStatus, TierTerms, changes::terms, status::tier};
use crate::{
    change::ChangeKind,
    customer::{CustomerRef, record_for},
    error::{Error, Result},
    id::CustomerId,
    identity,
    loyalty::{program, rows},
    scope::{Look, Tx, look::scan},
    storage::{Flow, KeyRange},
    text::checked_text,
    time::Timestamp,
};

/// See [`Loyalty::grant_tier`](super::super::Loyalty::grant_tier).
pub(in crate::loyalty) fn grant(tx: &mut Tx<'_>, input: &TierGrantInput) -> Result<TierStatus> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let name = checked_text("tier", &input.tier)?;
    let reason = checked_text("reason", &input.reason)?;
    if !terms(&program)?.levels.iter().any(|level| level.name == name) {
        return Err(Error::not_found("tier", name));
    }
    if input.until.is_some_and(|until| until <= tx.now) {
        return Err(Error::invalid("until", "expected later than now"));
    }
    let booked = record_for(tx, &input.customer)?;
    let customer = booked.customer.ok_or_else(Error::deleted)?;
    let prefix = rows::account_key(booked.id, &program.name);
    let count = tx.rows().count(&rows::TIER_GRANTS, &KeyRange::prefix(&prefix), u64::MAX)?;
    let fact = GrantFact {
        tier: name,
        from: tx.now,
        until: input.until,
        reason,
        actor: tx.actor().as_str().to_owned(),
    };
    tx.put(rows::entry_key(booked.id, &program.name, count as i64), &fact)?;
    tx.changed(ChangeKind::TierChanged, Some(customer), None);
    let query =
        TierQuery { program: Some(program.name.clone()), ..TierQuery::new(CustomerRef::Id(customer)) };
    tier(&tx.look(), &query)
}

/// A tier given by hand, as it is kept.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct GrantFact {
    #[n(1)]
    pub(crate) tier: String,
    #[n(2)]
    pub(crate) from: Timestamp,
    #[n(3)]
    pub(crate) until: Option<Timestamp>,
    #[n(4)]
    pub(crate) reason: String,
    #[n(5)]
    pub(crate) actor: String,
}

/// Tiers given to a customer by hand.
pub(super) fn grants(
    look: &Look<'_>,
    program: &str,
    terms: &TierTerms,
    customer: CustomerId,
) -> Result<Vec<(usize, GrantFact)>> {
    let mut all = Vec::new();
    for record in identity::rows::records_of(look.rows, customer)? {
        let range = KeyRange::prefix(&rows::account_key(record, program));
        scan::<GrantFact>(look.rows, &range, &mut |_, grant| {
            if let Some(at) = terms.levels.iter().position(|level| level.name == grant.tier) {
                all.push((at + 1, grant));
            }
            Ok(Flow::Continue(()))
        })?;
    }
    Ok(all)
}
