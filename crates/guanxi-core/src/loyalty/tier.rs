//! Tiers of members: worked out from what they bought, at any instant, past or to come (rules T1 to T7).
//!
//! Nothing is stored of a tier but grants by hand: a refund, an order that comes in late, a merge and an un-merge need
//! nothing to be counted anew. The future is that in which nothing else happens.

use guanxi_macros::model;

use super::{
    model::EntryKind,
    program::{POINTS_MAX, Program},
    rows,
};
use crate::{
    change::ChangeKind,
    customer::{CustomerRef, hidden_debug, must_resolve, record_for},
    error::{Error, Result},
    id::{CustomerId, RecordId},
    identity,
    order::{rows as order_rows, sale::sale},
    scope::{Look, Tx, look::scan},
    storage::{Flow, KeyRange, Read},
    text::checked_text,
    time::{Timestamp, Zone},
};

/// What counts towards a tier (rule T1).
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum TierMetric {
    /// Net amounts of orders, in minor units of the shop's currency.
    #[default]
    #[n(1)]
    Spend,
    /// Points earned in this program.
    #[n(2)]
    Points,
    /// Orders.
    #[n(3)]
    Orders,
}

/// Over which time it counts (rule T1).
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum TierWindow {
    /// The last `window_months`: each order counts for so long.
    #[default]
    #[n(1)]
    Rolling,
    /// The calendar year; a tier lasts to the end of the next one.
    #[n(2)]
    CalendarYear,
    /// The year since the first order; a tier lasts to the end of the next one.
    #[n(3)]
    AnniversaryYear,
    /// Ever.
    #[n(4)]
    Lifetime,
}

/// Where a member falls to (rule T4).
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum TierDowngrade {
    /// To the tier that the figures give.
    #[default]
    #[n(1)]
    Recompute,
    /// By one tier.
    #[n(2)]
    OneDown,
}

/// One tier.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct TierLevel {
    /// Its name.
    #[n(1)]
    pub name: String,
    /// From how much on: minor units, points or orders.
    #[n(2)]
    pub threshold: i64,
    /// What its members have, in the shop's words.
    #[n(3)]
    #[cbor(default)]
    #[model(default)]
    pub benefits: Vec<String>,
}

/// The tiers of a program.
#[model(default)]
#[derive(Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct TierTerms {
    /// What counts.
    #[n(1)]
    pub metric: TierMetric,
    /// Over which time.
    #[n(2)]
    pub window: TierWindow,
    /// For a rolling window: months, 12 when left out.
    #[n(3)]
    pub window_months: Option<u32>,
    /// The tiers, lowest first. Below the first a member has none.
    #[n(4)]
    pub levels: Vec<TierLevel>,
    /// For a rolling window: calendar days for which a tier is kept after the figures fell (rule T3).
    #[n(5)]
    #[cbor(default)]
    pub grace_days: u32,
    /// Where a member falls to.
    #[n(6)]
    pub downgrade: TierDowngrade,
    /// Days ahead from which on a coming downgrade is told.
    #[n(7)]
    #[cbor(default)]
    pub notice_days: u32,
}

impl TierTerms {
    pub(super) fn check(&self) -> Result<()> {
        if self.levels.is_empty() {
            return Err(Error::invalid("tiers", "expected at least one level"));
        }
        for level in &self.levels {
            checked_text("tier", &level.name)?;
        }
        let ascending = self.levels.windows(2).all(|w| w[0].threshold < w[1].threshold);
        if !ascending || !(1..=POINTS_MAX).contains(&self.levels[0].threshold) {
            return Err(Error::invalid(
                "threshold",
                "expected thresholds above 0, each above the one before",
            ));
        }
        if self.window_months.is_some_and(|months| !(1..=1200).contains(&months)) {
            return Err(Error::invalid("window_months", "expected 1 to 1,200"));
        }
        Ok(())
    }

    /// The highest level that a figure reaches; 0 is none.
    fn level(&self, figure: i64) -> usize {
        self.levels.iter().take_while(|level| figure >= level.threshold).count()
    }

    /// The level of a name; 0 of none.
    pub(super) fn level_of(&self, name: Option<&str>) -> usize {
        name.and_then(|name| self.levels.iter().position(|level| level.name == name)).map_or(0, |at| at + 1)
    }

    pub(super) fn name(&self, level: usize) -> Option<String> {
        level.checked_sub(1).and_then(|at| self.levels.get(at)).map(|level| level.name.clone())
    }
}

/// Why a member came into a tier.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TierReason {
    /// The figures reached it.
    Reached,
    /// The figures fell below the tier before.
    Fell,
    /// It was given by hand, or such a gift ended.
    Granted,
}

/// A member came into a tier.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierChange {
    /// When.
    pub at: Timestamp,
    /// Out of which; none before the first.
    pub from_tier: Option<String>,
    /// Into which.
    pub to_tier: Option<String>,
    /// Why.
    pub reason: TierReason,
}

/// The tier of a member at an instant.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierStatus {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Timestamp,
    /// The tier; none below the first.
    pub tier: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// What its members have.
    pub benefits: Vec<String>,
    /// What counts towards tiers, as of the instant.
    pub figure: i64,
    /// The tier above.
    pub next_tier: Option<String>,
    /// What is missing for it.
    pub next_missing: Option<i64>,
    /// The next change that time alone makes.
    pub next_change: Option<TierChange>,
    /// That change when it is a downgrade that the program tells by now (rule T6).
    pub will_downgrade: Option<TierChange>,
    /// What is missing to keep the tier then.
    pub keep_missing: Option<i64>,
}

/// How many members a tier has.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierCount {
    /// The tier; none for those below the first.
    pub tier: Option<String>,
    /// Its members.
    pub members: u64,
}

/// How many members each tier has at an instant.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierReport {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Timestamp,
    /// Every tier, the highest first, and last those who have none.
    pub tiers: Vec<TierCount>,
}

/// Whose tier, and as of when.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TierQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// As of this instant; now when left out.
    pub at: Option<Timestamp>,
}

/// A tier given by hand.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TierGrantInput {
    /// To whom.
    pub customer: CustomerRef,
    /// Which tier.
    pub tier: String,
    /// Why.
    pub reason: String,
    /// Until when; for ever when left out.
    pub until: Option<Timestamp>,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
}

hidden_debug!(TierQuery, TierGrantInput);

impl TierQuery {
    /// The tier of a customer now.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, program: None, at: None }
    }
}

impl TierGrantInput {
    /// A tier for ever.
    pub fn new(customer: CustomerRef, tier: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { customer, tier: tier.into(), reason: reason.into(), until: None, program: None }
    }
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

/// Something that counts: when, how much, and what was taken off it later.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) at: Timestamp,
    pub(super) amount: i64,
    pub(super) off: Vec<(Timestamp, i64)>,
}

impl Counted {
    /// What counts from the start: what was taken off by then is not in it.
    fn at_first(&self) -> i64 {
        let off = self.off.iter().filter(|(when, _)| *when <= self.at).map(|(_, off)| *off);
        off.fold(self.amount, i64::saturating_sub)
    }
}

/// What happens at one instant, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// An order leaves the window, or a year ends.
    Leaves(usize),
    YearEnds,
    /// Something is taken off.
    Off(usize, usize),
    /// An order counts.
    Enters(usize),
}

/// A run through time: the level that the figures give, and the figure.
struct Run<'a> {
    terms: &'a TierTerms,
    zone: Zone,
    figure: i64,
    /// The figure of the year before.
    year_before: i64,
    year: i64,
    /// The last year in which the tier was reached.
    kept: i64,
    level: usize,
    grace_end: Option<Timestamp>,
    changes: Vec<(Timestamp, usize)>,
}

impl Run<'_> {
    fn enters(&mut self, at: Timestamp, amount: i64) {
        self.figure = self.figure.saturating_add(amount);
        let reached = self.terms.level(self.figure);
        if reached > self.level {
            self.moves(at, reached);
        }
        if reached >= self.level {
            self.grace_end = None;
            self.kept = self.year;
        }
    }

    /// The figures fell: at once, or after the grace.
    fn leaves(&mut self, at: Timestamp, amount: i64) {
        self.figure = self.figure.saturating_sub(amount);
        if self.terms.level(self.figure) >= self.level || self.grace_end.is_some() {
            return;
        }
        if self.terms.grace_days == 0 {
            self.falls(at, self.figure);
        } else {
            self.grace_end = Some(self.zone.plus_days(at, self.terms.grace_days));
        }
    }

    fn grace_ends(&mut self, until: Timestamp, steps_at_end: bool) {
        let is_over = |end: &Timestamp| *end < until || *end == until && steps_at_end;
        while let Some(end) = self.grace_end.filter(is_over) {
            self.grace_end = None;
            if self.terms.level(self.figure) < self.level {
                self.falls(end, self.figure);
            }
            if self.terms.level(self.figure) < self.level {
                self.grace_end = Some(self.zone.plus_days(end, self.terms.grace_days));
            }
        }
    }

    fn year_ends(&mut self, at: Timestamp) {
        self.year += 1;
        (self.year_before, self.figure) = (self.figure, 0);
        if self.level > 0 && self.kept + 1 < self.year {
            self.falls(at, self.year_before);
            self.kept = self.year - 1;
        }
    }

    fn falls(&mut self, at: Timestamp, figure: i64) {
        let to = match self.terms.downgrade {
            TierDowngrade::Recompute => self.terms.level(figure),
            TierDowngrade::OneDown => self.level - 1,
        };
        self.moves(at, to);
    }

    fn moves(&mut self, at: Timestamp, to: usize) {
        self.level = to;
        self.changes.push((at, to));
    }
}

/// Years of the future that are looked at: a tier is lost one by one at the most.
fn years_ahead(terms: &TierTerms) -> u32 {
    terms.levels.len() as u32 + 3
}

/// The levels that figures give: every change up to an instant and after it, and the figure at that instant.
fn run(terms: &TierTerms, zone: Zone, counted: &[Counted], at: Timestamp) -> (Vec<(Timestamp, usize)>, i64) {
    let mut steps: Vec<(Timestamp, Step)> = Vec::new();
    for (i, item) in counted.iter().enumerate() {
        steps.push((item.at, Step::Enters(i)));
        let later = item.off.iter().enumerate().filter(|(_, (when, _))| *when > item.at);
        steps.extend(later.map(|(j, (when, _))| (*when, Step::Off(i, j))));
        if terms.window == TierWindow::Rolling {
            steps.push((zone.plus_months(item.at, terms.window_months.unwrap_or(12)), Step::Leaves(i)));
        }
    }
    let first = counted.iter().map(|item| item.at).min();
    if let Some(first) = first {
        let last = zone.plus_months(at.max(first), 12 * years_ahead(terms));
        steps.extend(year_ends(terms.window, zone, first, last).map(|end| (end, Step::YearEnds)));
    }
    steps.sort_unstable();
    let mut run = Run {
        terms,
        zone,
        figure: 0,
        year_before: 0,
        year: 0,
        kept: 0,
        level: 0,
        grace_end: None,
        changes: vec![],
    };
    let mut present: Vec<Option<(i64, i64)>> = vec![None; counted.len()];
    let mut figure = 0;
    for (when, step) in steps {
        run.grace_ends(when, !matches!(step, Step::Leaves(_) | Step::YearEnds));
        match step {
            Step::Enters(i) => {
                let amount = counted[i].at_first();
                present[i] = Some((amount, run.year));
                run.enters(when, amount);
            }
            Step::Off(i, j) => {
                let off = counted[i].off[j].1;
                if let Some((left, year)) = &mut present[i] {
                    *left -= off;
                    if *year == run.year {
                        run.figure = run.figure.saturating_sub(off);
                    }
                }
            }
            Step::Leaves(i) => {
                let left = present[i].take().map_or(0, |(left, _)| left);
                run.leaves(when, left);
            }
            Step::YearEnds => run.year_ends(when),
        }
        if when <= at {
            figure = run.figure;
        }
    }
    run.grace_ends(Timestamp::MAX, true);
    (run.changes, figure)
}

/// The ends of the years of a window, after its first order.
fn year_ends(
    window: TierWindow,
    zone: Zone,
    first: Timestamp,
    last: Timestamp,
) -> impl Iterator<Item = Timestamp> {
    use chrono::Datelike;
    let year = zone.day(first).to_chrono().year();
    let ends: Box<dyn Iterator<Item = Timestamp>> = match window {
        TierWindow::CalendarYear => {
            Box::new((1..).map(move |n| super::dates::start(zone, year.saturating_add(n), 1)))
        }
        TierWindow::AnniversaryYear => Box::new((1..).map(move |n: u32| zone.plus_months(first, 12 * n))),
        TierWindow::Rolling | TierWindow::Lifetime => Box::new(std::iter::empty()),
    };
    ends.take_while(move |end| *end <= last && *end < Timestamp::MAX)
}

/// What counts for a customer.
pub(super) fn counted(
    look: &Look<'_>,
    program: &Program,
    terms: &TierTerms,
    customer: CustomerId,
) -> Result<Vec<Counted>> {
    let mut all = Vec::new();
    for record in identity::rows::records_of(look.rows, customer)? {
        match terms.metric {
            TierMetric::Points => points(look.rows, program, record, &mut all)?,
            _ => orders(look, terms.metric, record, &mut all)?,
        }
    }
    all.sort_by_key(|item| item.at);
    Ok(all)
}

fn orders(look: &Look<'_>, metric: TierMetric, record: RecordId, all: &mut Vec<Counted>) -> Result<()> {
    for (_, order) in order_rows::orders_of(look.rows, record)? {
        let order = order_rows::must_load(look.rows, order)?;
        let Some(sale) = sale(&order, look.settings)?.filter(|s| !s.is_credit && !s.unconverted) else {
            continue;
        };
        if metric == TierMetric::Orders {
            all.push(Counted { at: sale.placed_at, amount: 1, off: vec![] });
            continue;
        }
        // Refunds in the shop's currency, in proportion; what no single refund says was taken off from the start.
        let mut off = Vec::new();
        let single: i64 = order.refunds.iter().map(|r| r.amount).fold(0, i64::saturating_add);
        if single > 0 && single == order.refunded() {
            let weights: Vec<u64> = order.refunds.iter().map(|r| r.amount.max(0) as u64).collect();
            let parts = crate::number::split(sale.refunded.max(0) as u64, &weights).unwrap_or_default();
            off.extend(order.refunds.iter().zip(parts).map(|(r, part)| (r.at, part as i64)));
        } else if sale.refunded > 0 {
            off.push((sale.placed_at, sale.refunded));
        }
        all.push(Counted { at: sale.placed_at, amount: sale.total, off });
    }
    Ok(())
}

fn points(rows: &dyn Read, program: &Program, record: RecordId, all: &mut Vec<Counted>) -> Result<()> {
    let entries = rows::entries(rows, record, &program.name)?;
    for fact in entries.iter().filter(|fact| fact.kind == EntryKind::Earned) {
        let clawed = entries.iter().filter(|e| e.kind == EntryKind::ClawedBack && e.of == Some(fact.id));
        let off = clawed.map(|e| (e.at, e.asked)).collect();
        let amount = fact.lot.as_ref().map_or(0, |lot| lot.amount);
        all.push(Counted { at: fact.at, amount, off });
    }
    Ok(())
}

/// Tiers given to a customer by hand.
fn grants(
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

/// Everything about a customer's tier: each change, past and to come, and the figure at an instant.
pub(super) fn all_changes(
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

pub(super) fn terms(program: &Program) -> Result<&TierTerms> {
    let terms = program.terms.tiers.as_ref();
    terms.ok_or_else(|| Error::program_refuses(&program.name, "it has no tiers"))
}

/// The tier of a customer before what happens at an instant.
pub(super) fn before(
    look: &Look<'_>,
    program: &Program,
    customer: CustomerId,
    at: Timestamp,
) -> Result<Option<String>> {
    let Some(terms) = &program.terms.tiers else { return Ok(None) };
    let (changes, _) = all_changes(look, program, terms, customer, at)?;
    Ok(changes.into_iter().take_while(|change| change.at < at).last().and_then(|change| change.to_tier))
}

/// See [`Loyalty::tier`](super::Loyalty::tier).
pub(super) fn tier(look: &Look<'_>, query: &TierQuery) -> Result<TierStatus> {
    let customer = must_resolve(look, &query.customer)?.id;
    let program = super::program::named(look, query.program.as_deref())?;
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

/// See [`Loyalty::tier_history`](super::Loyalty::tier_history).
pub(super) fn history(look: &Look<'_>, query: &TierQuery) -> Result<Vec<TierChange>> {
    let customer = must_resolve(look, &query.customer)?.id;
    let program = super::program::named(look, query.program.as_deref())?;
    let at = query.at.unwrap_or_else(|| look.engine.clock.now());
    let (mut changes, _) = all_changes(look, &program, terms(&program)?, customer, at)?;
    changes.retain(|change| change.at <= at);
    Ok(changes)
}

/// See [`Loyalty::grant_tier`](super::Loyalty::grant_tier).
pub(super) fn grant(tx: &mut Tx<'_>, input: &TierGrantInput) -> Result<TierStatus> {
    let program = super::program::named(&tx.look(), input.program.as_deref())?;
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

pub(super) fn customers(rows: &dyn Read) -> Result<Vec<CustomerId>> {
    let mut all = Vec::new();
    crate::scope::look::scan_keys(rows, &crate::customer::CUSTOMERS, &KeyRange::all(), &mut |key| {
        all.extend(key.try_into().ok().map(CustomerId::from_bytes));
        Ok(Flow::Continue(()))
    })?;
    Ok(all)
}

/// Customers whose ids are read at once.
const PAGE: usize = 1_000;

/// Visits every customer, a page of ids at a time.
pub(super) fn each_customer(rows: &dyn Read, f: &mut dyn FnMut(CustomerId) -> Result<()>) -> Result<()> {
    let (mut range, mut page) = (KeyRange::all(), Vec::new());
    loop {
        let resume = crate::scope::look::scan_keys(rows, &crate::customer::CUSTOMERS, &range, &mut |key| {
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

/// See [`Loyalty::tier_report`](super::Loyalty::tier_report).
pub(super) fn report(look: &Look<'_>, program: Option<&str>, at: Option<Timestamp>) -> Result<TierReport> {
    let program = super::program::named(look, program)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn tiers(window: TierWindow, grace_days: u32, downgrade: TierDowngrade) -> TierTerms {
        let level = |name: &str, threshold| TierLevel { name: name.to_owned(), threshold, benefits: vec![] };
        let levels = vec![level("silver", 1_000), level("gold", 5_000), level("platinum", 20_000)];
        TierTerms { window, levels, grace_days, downgrade, ..TierTerms::default() }
    }

    /// Changes as `month-day:level`, for orders of (time, amount).
    fn changes(terms: &TierTerms, orders: &[(&str, i64)]) -> Vec<String> {
        let counted: Vec<_> = orders
            .iter()
            .map(|(when, amount)| Counted { at: at(when), amount: *amount, off: vec![] })
            .collect();
        let (changes, _) = run(terms, Zone::UTC, &counted, at("2026-06-01T00:00:00Z"));
        changes.into_iter().map(|(when, level)| format!("{when} {level}")).collect()
    }

    const G_T2: [(&str, i64); 2] = [("2025-01-15T12:00:00Z", 3_000), ("2025-06-10T09:00:00Z", 2_500)];

    #[test]
    fn a_rolling_window_is_half_open() {
        let terms = tiers(TierWindow::Rolling, 0, TierDowngrade::Recompute);
        let expected = [
            "2025-01-15T12:00:00Z 1",
            "2025-06-10T09:00:00Z 2",
            "2026-01-15T12:00:00Z 1",
            "2026-06-10T09:00:00Z 0",
        ];
        assert_eq!(changes(&terms, &G_T2), expected);
    }

    #[test]
    fn grace_ends_before_what_happens_at_its_end() {
        let terms = tiers(TierWindow::Rolling, 30, TierDowngrade::Recompute);
        let with = |when, amount| changes(&terms, &[G_T2[0], G_T2[1], (when, amount)]);
        let after = |all: Vec<String>| all[2..].to_vec();
        // before the end an order keeps Gold: nothing happens until June
        assert_eq!(after(with("2026-02-14T11:59:59Z", 2_500))[0], "2026-07-10T09:00:00Z 1");
        // at the end it is lost and reached again
        let lost = ["2026-02-14T12:00:00Z 1", "2026-02-14T12:00:00Z 2"];
        assert_eq!(after(with("2026-02-14T12:00:00Z", 2_500))[..2], lost);
        assert_eq!(after(with("2026-02-14T12:00:00Z", 2_000))[..1], lost[..1]);
    }

    #[test]
    fn where_a_member_falls_to() {
        let order = [("2025-01-15T12:00:00Z", 20_000)];
        let fall = |downgrade| changes(&tiers(TierWindow::Rolling, 0, downgrade), &order)[1].clone();
        assert_eq!(fall(TierDowngrade::Recompute), "2026-01-15T12:00:00Z 0");
        assert_eq!(fall(TierDowngrade::OneDown), "2026-01-15T12:00:00Z 2");
    }

    #[test]
    fn a_tier_of_a_calendar_year_lasts_to_the_end_of_the_next() {
        let terms = tiers(TierWindow::CalendarYear, 0, TierDowngrade::Recompute);
        let all = changes(&terms, &[("2025-11-30T10:00:00Z", 5_000), ("2026-03-01T10:00:00Z", 1_200)]);
        assert_eq!(all, ["2025-11-30T10:00:00Z 2", "2027-01-01T00:00:00Z 1", "2028-01-01T00:00:00Z 0"]);
    }

    #[test]
    fn what_is_taken_off_counts_at_the_next_evaluation() {
        let terms = tiers(TierWindow::Rolling, 0, TierDowngrade::Recompute);
        let first = Counted { at: at("2025-01-15T12:00:00Z"), amount: 500, off: vec![] };
        let second = Counted {
            at: at("2025-06-10T09:00:00Z"),
            amount: 6_000,
            off: vec![(at("2025-07-01T00:00:00Z"), 5_500)],
        };
        let (changes, figure) = run(&terms, Zone::UTC, &[first, second], at("2025-08-01T00:00:00Z"));
        assert_eq!((changes[0].1, figure), (2, 1_000));
        assert_eq!(changes[1], (at("2026-01-15T12:00:00Z"), 0));
    }
}
