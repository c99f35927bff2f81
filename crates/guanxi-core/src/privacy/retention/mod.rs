//! What is past its time by the shop's rules: told beforehand, or destroyed.
//!
//! A page is looked through without a transaction, which would hold others up. Where something in it is past its time, the
//! page is judged again inside the commit that destroys it, so that nothing goes that was restricted or heard of meanwhile.

mod customers;
mod events;
mod states;
mod whose;

use std::collections::HashSet;

use super::{RetentionCount, RetentionReport, RetentionRun};
use crate::{
    consent,
    error::Result,
    id::CustomerId,
    scope::{Look, Scope, Tx},
    settings::{LegalBasis, RetentionAction, RetentionData, RetentionRule},
    storage::KeyRange,
    time::Timestamp,
};

/// The call that destroys, as the audit names it.
const VERB: &str = "privacy.advance";

/// See [`Privacy::preview_retention`](super::Privacy::preview_retention).
pub(super) fn preview(look: &Look<'_>, as_of: Option<Timestamp>) -> Result<RetentionReport> {
    let mut report = RetentionReport::new(look, as_of);
    let restricted = consent::restricted_customers(look)?;
    let judge = Judge { look, restricted: &restricted };
    let mut left = Some(KeyRange::all());
    while let Some(range) = left {
        let page = events::page(look, &report, range)?;
        judge.events(&mut report, &page.keys)?;
        left = page.left;
    }
    let mut place = Some(customers::Place::default());
    while let Some(from) = place {
        let page = customers::page(look, &report, from)?;
        judge.customers(&mut report, &page.whom)?;
        place = page.left;
    }
    Ok(report)
}

/// See [`Privacy::advance`](super::Privacy::advance).
pub(super) fn advance(scope: &Scope) -> Result<RetentionReport> {
    if scope.dry_run {
        return scope.read(|look| preview(look, None));
    }
    let report = scope.read(|look| Ok(RetentionReport::new(look, None)))?;
    let mut run = Run { scope, id: None, report, ended: false };
    run.events()?;
    run.customers()?;
    run.finish()
}

/// Tells what is past its time.
struct Judge<'a> {
    look: &'a Look<'a>,
    /// Customers that are restricted.
    restricted: &'a HashSet<CustomerId>,
}

/// Something that is past its time by a rule, which is named by its place.
struct Due<T> {
    what: T,
    rule: usize,
    /// When its time began.
    since: Timestamp,
    restricted: bool,
}

impl RetentionReport {
    /// The rules in force, and nothing counted yet.
    fn new(look: &Look<'_>, as_of: Option<Timestamp>) -> Self {
        let as_of = as_of.unwrap_or_else(|| look.engine.clock.now());
        let count = |rule: &RetentionRule| RetentionCount {
            before: rule.before(look.settings.zone, as_of),
            rule: rule.clone(),
            removed: 0,
            oldest: None,
            restricted: 0,
        };
        Self { as_of, rules: look.settings.retention.iter().map(count).collect() }
    }

    /// Up to when something may be past its time by one of the rules for these data; `None` without such a rule.
    fn horizon(&self, data: &[RetentionData]) -> Option<Timestamp> {
        self.rules.iter().filter(|count| data.contains(&count.rule.data)).map(|count| count.before).max()
    }

    /// The rules that take what began at an instant, those that delete first, with their places.
    fn rules_of(
        &self,
        data: RetentionData,
        since: Timestamp,
    ) -> impl Iterator<Item = (usize, &RetentionRule)> {
        let all =
            || self.rules.iter().enumerate().filter(move |(_, c)| c.rule.data == data && since < c.before);
        let deletes = |count: &RetentionCount| count.rule.action == RetentionAction::Delete;
        let first = all().filter(move |(_, count)| deletes(count));
        let then = all().filter(move |(_, count)| !deletes(count));
        first.chain(then).map(|(place, count)| (place, &count.rule))
    }

    /// The bases that other rules for the same data and action name.
    fn named_beside(&self, rule: &RetentionRule) -> Vec<LegalBasis> {
        let alike = |other: &&RetentionRule| (other.data, other.action) == (rule.data, rule.action);
        self.rules.iter().map(|count| &count.rule).filter(alike).filter_map(|other| other.basis).collect()
    }

    /// Counts what is past its time.
    fn count<T>(&mut self, due: &Due<T>) {
        let count = &mut self.rules[due.rule];
        if due.restricted {
            count.restricted += 1;
        } else {
            count.removed += 1;
            count.oldest = Some(count.oldest.map_or(due.since, |oldest| oldest.min(due.since)));
        }
    }

    fn removed(&self) -> u64 {
        self.rules.iter().map(|count| count.removed).sum()
    }

    /// What was destroyed since an earlier state of it, for the audit.
    fn since(&self, before: &Self) -> String {
        let pairs = self.rules.iter().zip(&before.rules).filter(|(now, before)| now.removed > before.removed);
        let parts = pairs.map(|(now, before)| {
            let RetentionRule { data, action, basis, .. } = &now.rule;
            let basis = basis.map(|basis| format!(" ({})", basis.as_str())).unwrap_or_default();
            format!("{} {}{basis}: {}", data.as_str(), action.as_str(), now.removed - before.removed)
        });
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// A run under way.
struct Run<'a> {
    scope: &'a Scope,
    /// Its row, once something was destroyed.
    id: Option<[u8; 16]>,
    report: RetentionReport,
    /// The rules are others by now: what is left is for another run.
    ended: bool,
}

impl Run<'_> {
    fn events(&mut self) -> Result<()> {
        let mut left = Some(KeyRange::all());
        while let Some(range) = left.take().filter(|_| !self.ended) {
            let (past, seen) = self.scope.read(|look| {
                let page = events::page(look, &self.report, range.clone())?;
                left = page.left;
                self.judged(look, |judge, seen| judge.events(seen, &page.keys))
            })?;
            self.settle(seen, &mut |tx, report| events::destroy(tx, report, &past))?;
        }
        Ok(())
    }

    fn customers(&mut self) -> Result<()> {
        let mut left = Some(customers::Place::default());
        while let Some(place) = left.take().filter(|_| !self.ended) {
            let (past, seen) = self.scope.read(|look| {
                let page = customers::page(look, &self.report, place.clone())?;
                left = page.left;
                self.judged(look, |judge, seen| judge.customers(seen, &page.whom))
            })?;
            self.settle(seen, &mut |tx, report| customers::destroy(tx, report, &past))?;
        }
        Ok(())
    }

    /// What is past its time of a page, and the report with it counted.
    fn judged<T>(
        &self,
        look: &Look<'_>,
        judge: impl FnOnce(&Judge<'_>, &mut RetentionReport) -> Result<T>,
    ) -> Result<(T, RetentionReport)> {
        let restricted = consent::restricted_customers(look)?;
        let mut seen = self.report.clone();
        let past = judge(&Judge { look, restricted: &restricted }, &mut seen)?;
        Ok((past, seen))
    }

    /// Destroys what was seen to be past its time, if there was anything, in one commit.
    fn settle(
        &mut self,
        seen: RetentionReport,
        destroy: &mut dyn FnMut(&mut Tx<'_>, &mut RetentionReport) -> Result<()>,
    ) -> Result<()> {
        if seen.removed() == self.report.removed() {
            self.report = seen;
            return Ok(());
        }
        let rules: Vec<_> = self.report.rules.iter().map(|count| count.rule.clone()).collect();
        let (before, known) = (&self.report, self.id);
        (self.report, self.id, self.ended) = self.scope.write(VERB, |tx| {
            let mut report = before.clone();
            if tx.settings().retention != rules {
                return Ok((report, known, true));
            }
            destroy(tx, &mut report)?;
            if report.removed() == before.removed() {
                return Ok((report, known, false));
            }
            let id = known.unwrap_or_else(|| tx.new_id());
            tx.note(report.since(before));
            note(tx, id, &report, false)?;
            Ok((report, Some(id), false))
        })?;
        Ok(())
    }

    /// Notes that it came to its end.
    fn finish(self) -> Result<RetentionReport> {
        if let Some(id) = self.id {
            self.scope.write(VERB, |tx| note(tx, id, &self.report, !self.ended))?;
        }
        Ok(self.report)
    }
}

/// Writes what a run did so far.
fn note(tx: &mut Tx<'_>, id: [u8; 16], report: &RetentionReport, finished: bool) -> Result<()> {
    let actor = tx.actor().as_str().to_owned();
    let run = RetentionRun { at: report.as_of, actor, finished, rules: report.rules.clone() };
    tx.put(id.to_vec(), &run)
}
