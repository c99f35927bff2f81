//! What counts towards a tier.

use super::{TierMetric, TierTerms};
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    identity,
    loyalty::{model::EntryKind, program::Program, rows},
    order::{rows as order_rows, sale::sale},
    scope::Look,
    storage::Read,
    time::Timestamp,
};

/// Something that counts: when, how much, and what was taken off it later.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) at: Timestamp,
    pub(super) amount: i64,
    pub(super) off: Vec<(Timestamp, i64)>,
}

impl Counted {
    /// What counts from the start: what was taken off by then is not in it.
    pub(super) fn at_first(&self) -> i64 {
        let off = self.off.iter().filter(|(when, _)| *when <= self.at).map(|(_, off)| *off);
        off.fold(self.amount, i64::saturating_sub)
    }
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
