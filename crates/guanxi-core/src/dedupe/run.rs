//! A run: links what may be linked, and fills the review queue.

use std::collections::BTreeMap;

use super::{
    BlockedMerge, BlockedReason, DuplicateMerge, DuplicateReport, PairExplanation,
    evidence::{Shower, milli},
    kept::{self, Apart, Best, Kept, Pairs, reaches},
    rows as queue,
    teller::Teller,
};
use crate::{
    customer::{CustomerRef, Why, merge, must_resolve},
    error::{Error, Result},
    id::CustomerId,
    identity::{Weighed, rows},
    scope::{Look, Scope, Tx},
};

/// Groups that one commit links at most.
const GROUPS_PER_COMMIT: usize = 200;

/// What a run found, before anything is written.
struct Plan {
    report: DuplicateReport,
    groups: Vec<Vec<Step>>,
    reviews: Vec<PairExplanation>,
    records_max: u32,
}

/// Two customers to link, and the pair that says so.
pub(super) struct Step {
    into: CustomerId,
    from: CustomerId,
    evidence: Option<Weighed>,
}

/// See [`Duplicates::run`](super::Duplicates::run).
pub(super) fn run(scope: &Scope, link: Option<bool>, teller: &mut Teller) -> Result<DuplicateReport> {
    let mut plan =
        kept::train(scope, "duplicates.run", teller, |kept, _, _| scope.read(|look| plan(kept, look, link)))?;
    for groups in plan.groups.chunks(GROUPS_PER_COMMIT) {
        teller.check()?;
        let (merges, blocked) =
            scope.write("duplicates.run", |tx| link_groups(tx, groups, plan.records_max))?;
        plan.report.merges.extend(merges);
        plan.report.blocked.extend(blocked);
    }
    teller.check()?;
    plan.report.for_review = scope.write("duplicates.run", |tx| {
        let open = still_open(tx, &plan.reviews, &plan.report)?;
        let count = queue::replace(tx, &open)?;
        tx.note(format!("{} linked, {count} for review", plan.report.merges.len()));
        Ok(count)
    })?;
    Ok(plan.report)
}

fn plan(kept: &Kept, look: &Look<'_>, link: Option<bool>) -> Result<Plan> {
    let policy = &look.settings.duplicates;
    let link_at = match link {
        Some(false) => None,
        Some(true) => Some(policy.link_above_ppm.unwrap_or(policy.match_above_ppm)),
        None => policy.link_above_ppm,
    };
    let apart = Apart::load(look)?;
    let all = kept.pairs(None, policy.review_above_ppm)?;
    let pairs = kept.open(&all, &apart);
    let shower = Shower::new(kept.index.model());
    let explain = |best: &Best| {
        let (l, r) = best.rows;
        let explanation = kept.index.explain(l, r);
        let explanation = explanation.ok_or_else(|| Error::internal("a pair has its rows"))?;
        Ok(shower.show(&explanation, [kept.side(l)?, kept.side(r)?]))
    };
    let groups = match link_at {
        Some(at) => kept.groups(look, kept.customers(), at)?,
        None => vec![],
    };
    let likely = pairs.iter().filter(|(_, best)| reaches(best.weight, policy.match_above_ppm)).count();
    Ok(Plan {
        groups: groups.iter().map(|group| steps(kept, &all, group)).collect::<Result<_>>()?,
        reviews: pairs.iter().map(|(_, best)| explain(best)).collect::<Result<_>>()?,
        records_max: policy.records_max,
        report: DuplicateReport {
            records: kept.index.len() as u64,
            customers: kept.customers().count() as u64,
            pairs: pairs.len() as u64,
            likely: likely as u64,
            merges: vec![],
            blocked: vec![],
            for_review: 0,
            warnings: kept.index.model().warnings().to_vec(),
        },
    })
}

/// The links of a group: each customer to one that is in already, the strongest pair first.
pub(super) fn steps(kept: &Kept, pairs: &Pairs, group: &[CustomerId]) -> Result<Vec<Step>> {
    let (mut inside, mut outside) = (vec![group[0]], group[1..].to_vec());
    let mut steps = Vec::new();
    while !outside.is_empty() {
        let both = outside.iter().flat_map(|from| inside.iter().map(move |into| (*from, *into)));
        let best = both
            .filter_map(|(from, into)| {
                let best = pairs.get(&(into.min(from), into.max(from)))?;
                Some((best.weight, from, into, *best))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        let (from, evidence) = match best {
            Some((_, from, _, best)) => (from, Some(weighed(kept, from, &best)?)),
            None => (outside[0], None),
        };
        outside.retain(|customer| *customer != from);
        inside.push(from);
        steps.push(Step { into: group[0], from, evidence });
    }
    Ok(steps)
}

fn weighed(kept: &Kept, from: CustomerId, best: &Best) -> Result<Weighed> {
    let (left, right) = (kept.side(best.rows.0)?, kept.side(best.rows.1)?);
    let (own, other) = if left.customer == from { (left, right) } else { (right, left) };
    Ok(Weighed { record: other.record, own: own.record, weight_milli: milli(best.weight) })
}

/// Links groups, as far as what is stored by now allows.
pub(super) fn link_groups(
    tx: &mut Tx<'_>,
    groups: &[Vec<Step>],
    records_max: u32,
) -> Result<(Vec<DuplicateMerge>, Vec<BlockedMerge>)> {
    let (mut merges, mut blocked) = (Vec::new(), Vec::new());
    for step in groups.iter().flatten() {
        let now = |tx: &Tx<'_>, id| match must_resolve(&tx.look(), &CustomerRef::Id(id)) {
            Ok(customer) => Ok(Some(customer.id)),
            Err(e) if e.code() == "not_found" => Ok(None), // deleted meanwhile
            Err(e) => Err(e),
        };
        let (Some(into), Some(from)) = (now(tx, step.into)?, now(tx, step.from)?) else { continue };
        if into == from {
            continue;
        }
        let (customer_id, other_id) = (into.min(from), into.max(from));
        if let Some(reason) = blocks(tx, into, from, records_max)? {
            blocked.push(BlockedMerge { customer_id, other_id, reason });
            continue;
        }
        merge(tx, into, from, Why::weighed(step.evidence))?;
        let weight_milli = step.evidence.map(|evidence| evidence.weight_milli);
        merges.push(DuplicateMerge { customer_id, merged_id: other_id, weight_milli });
    }
    Ok((merges, blocked))
}

fn blocks(tx: &Tx<'_>, a: CustomerId, b: CustomerId, most: u32) -> Result<Option<BlockedReason>> {
    let (own, others) = (rows::records_of(tx.rows(), a)?, rows::records_of(tx.rows(), b)?);
    if rows::are_apart(tx.rows(), &own, &others)? {
        return Ok(Some(BlockedReason::Decided));
    }
    Ok((own.len() + others.len() > most as usize).then_some(BlockedReason::TooManyRecords))
}

/// The pairs that are still two customers.
fn still_open(
    tx: &Tx<'_>,
    reviews: &[PairExplanation],
    report: &DuplicateReport,
) -> Result<Vec<PairExplanation>> {
    // A dry run keeps none of its links: they count all the same.
    let mut into: BTreeMap<CustomerId, CustomerId> =
        report.merges.iter().map(|merge| (merge.merged_id, merge.customer_id)).collect();
    let ids: Vec<_> = into.keys().copied().collect();
    for id in ids {
        let mut at = into[&id];
        while let Some(next) = into.get(&at) {
            at = *next;
        }
        into.insert(id, at);
    }
    let mut open = Vec::new();
    for review in reviews {
        let at = |id: CustomerId| into.get(&id).copied().unwrap_or(id);
        let owners =
            (rows::owner(tx.rows(), review.record_id)?, rows::owner(tx.rows(), review.other_record_id)?);
        let two = owners.0.zip(owners.1).is_some_and(|(a, b)| at(a) != at(b));
        if two {
            open.push(review.clone());
        }
    }
    Ok(open)
}
