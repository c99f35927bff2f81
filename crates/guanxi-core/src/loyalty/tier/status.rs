//! The tier of a member, and of all.

use super::{
    TierChange, TierCount, TierQuery, TierReason, TierReport, TierStatus,
    changes::{all_changes, terms},
};
use crate::{
    customer::{CUSTOMERS, must_resolve},
    error::Result,
    id::CustomerId,
    loyalty::program,
    scope::{Look, look::scan_keys},
    storage::{Flow, KeyRange, Read},
    time::Timestamp,
};

/// See [`Loyalty::tier`](super::super::Loyalty::tier).
pub(in crate::loyalty) fn tier(look: &Look<'_>, query: &TierQuery) -> Result<TierStatus> {
    let customer = must_resolve(look, &query.customer)?.id;
    let program = program::named(look, query.program.as_deref())?;
    let terms = terms(&program)?;
    let at = query.at.unwrap_or_else(|| look.engine.clock.now());
    let (changes, figure) = all_changes(look, &program, terms, customer, at)?;
    let (past, future): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| change.at <= at);
    let last = past.last();
    let tier = last.and_then(|change| change.to_tier.clone());
    let level = tier.as_ref().and_then(|tier| terms.levels.iter().position(|l| l.name == *tier));
    let next = terms.levels.get(level.map_or(0, |at| at + 1));
    let next_change = future.into_iter().next();
    let zone = program.terms.zone(look.settings.zone);
    let told = |change: &&TierChange| {
        change.reason != TierReason::Reached && change.at <= zone.plus_days(at, terms.notice_days)
    };
    let threshold = level.map(|at| terms.levels[at].threshold);
    Ok(TierStatus {
        program: program.name.clone(),
        at,
        since: last.map(|change| change.at),
        benefits: level.map_or(vec![], |at| terms.levels[at].benefits.clone()),
        figure,
        next_tier: next.map(|level| level.name.clone()),
        next_missing: next.map(|level| (level.threshold - figure).max(0)),
        will_downgrade: next_change.as_ref().filter(told).cloned(),
        keep_missing: threshold.filter(|t| *t > figure).map(|t| t - figure),
        next_change,
        tier,
    })
}

/// See [`Loyalty::tier_history`](super::super::Loyalty::tier_history).
pub(in crate::loyalty) fn history(look: &Look<'_>, query: &TierQuery) -> Result<Vec<TierChange>> {
    let customer = must_resolve(look, &query.customer)?.id;
    let program = program::named(look, query.program.as_deref())?;
    let at = query.at.unwrap_or_else(|| look.engine.clock.now());
    let (mut changes, _) = all_changes(look, &program, terms(&program)?, customer, at)?;
    changes.retain(|change| change.at <= at);
    Ok(changes)
}

/// See [`Loyalty::tier_report`](super::super::Loyalty::tier_report).
pub(in crate::loyalty) fn report(
    look: &Look<'_>,
    program: Option<&str>,
    at: Option<Timestamp>,
) -> Result<TierReport> {
    let program = program::named(look, program)?;
    let terms = terms(&program)?;
    let at = at.unwrap_or_else(|| look.engine.clock.now());
    let levels = terms.levels.iter().rev().map(|level| Some(level.name.clone())).chain([None]);
    let mut tiers: Vec<TierCount> = levels.map(|tier| TierCount { tier, members: 0 }).collect();
    each_customer(look.rows, &mut |customer| {
        let (changes, _) = all_changes(look, &program, terms, customer, at)?;
        let tier = changes.into_iter().take_while(|change| change.at <= at).last().and_then(|c| c.to_tier);
        if let Some(count) = tiers.iter_mut().find(|count| count.tier == tier) {
            count.members += 1;
        }
        Ok(())
    })?;
    Ok(TierReport { program: program.name.clone(), at, tiers })
}

pub(in crate::loyalty) fn customers(rows: &dyn Read) -> Result<Vec<CustomerId>> {
    let mut all = Vec::new();
    scan_keys(rows, &CUSTOMERS, &KeyRange::all(), &mut |key| {
        all.extend(key.try_into().ok().map(CustomerId::from_bytes));
        Ok(Flow::Continue(()))
    })?;
    Ok(all)
}

/// Customers whose ids are read at once.
const PAGE: usize = 1_000;

/// Visits every customer, a page of ids at a time.
pub(in crate::loyalty) fn each_customer(
    rows: &dyn Read,
    f: &mut dyn FnMut(CustomerId) -> Result<()>,
) -> Result<()> {
    let (mut range, mut page) = (KeyRange::all(), Vec::new());
    loop {
        let resume = scan_keys(rows, &CUSTOMERS, &range, &mut |key| {
            page.extend(key.try_into().ok().map(CustomerId::from_bytes));
            Ok(if page.len() < PAGE { Flow::Continue(()) } else { Flow::Break(()) })
        })?;
        page.drain(..).try_for_each(&mut *f)?;
        if resume.is_none() {
            return Ok(());
        }
        range = KeyRange::all().after(resume);
    }
}
