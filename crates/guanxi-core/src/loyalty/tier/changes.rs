//! Every change of a member's tier.

use super::{TierChange, TierReason, TierTerms, counted::counted, grant::grants, run::run};
use crate::{
    error::{Error, Result},
    id::CustomerId,
    loyalty::program::Program,
    scope::Look,
    time::Timestamp,
};

/// Everything about a customer's tier: each change, past and to come, and the figure at an instant.
pub(in crate::loyalty) fn all_changes(
    look: &Look<'_>,
    program: &Program,
    terms: &TierTerms,
    customer: CustomerId,
    at: Timestamp,
) -> Result<(Vec<TierChange>, i64)> {
    let zone = program.terms.zone(look.settings.zone);
    let (by_figures, figure) = run(terms, zone, &counted(look, program, terms, customer)?, at);
    let grants = grants(look, &program.name, terms, customer)?;
    let edges = grants.iter().flat_map(|(_, grant)| [Some(grant.from), grant.until]).flatten();
    let granted: Vec<Timestamp> = edges.collect();
    // At one instant the figures may take several steps; each is a change.
    let mut instants: Vec<(Timestamp, Option<usize>)> =
        by_figures.iter().map(|(at, to)| (*at, Some(*to))).collect();
    instants.extend(granted.into_iter().map(|at| (at, None)));
    instants.sort_by_key(|(at, _)| *at);
    let (mut changes, mut own, mut now) = (Vec::new(), 0, 0);
    for (when, to) in instants {
        own = to.unwrap_or(own);
        let live = grants.iter().filter(|(_, g)| g.from <= when && g.until.is_none_or(|end| when < end));
        let given = live.map(|(level, _)| *level).max().unwrap_or(0);
        let level = own.max(given);
        if level != now {
            let reason = match to {
                None => TierReason::Granted,
                Some(_) if level > now => TierReason::Reached,
                Some(_) => TierReason::Fell,
            };
            changes.push(TierChange {
                at: when,
                from_tier: terms.name(now),
                to_tier: terms.name(level),
                reason,
            });
            now = level;
        }
    }
    Ok((changes, figure))
}

/// The tier of a customer before what happens at an instant.
pub(in crate::loyalty) fn before(
    look: &Look<'_>,
    program: &Program,
    customer: CustomerId,
    at: Timestamp,
) -> Result<Option<String>> {
    let Some(terms) = &program.terms.tiers else { return Ok(None) };
    let (changes, _) = all_changes(look, program, terms, customer, at)?;
    Ok(changes.into_iter().take_while(|change| change.at < at).last().and_then(|change| change.to_tier))
}

pub(in crate::loyalty) fn terms(program: &Program) -> Result<&TierTerms> {
    let terms = program.terms.tiers.as_ref();
    terms.ok_or_else(|| Error::program_refuses(&program.name, "it has no tiers"))
}
