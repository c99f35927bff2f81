//! Points of a person who is erased, or who asks what is known.

use super::{
    account::{Account, EntryFact},
    ledger,
    model::EntryKind,
    pool::{self, PoolFact},
    rows::{self, TIER_GRANTS},
    tier::GrantFact,
    told, view,
};
use crate::{
    error::Result,
    id::RecordId,
    scope::{Dossier, Erased, KeptReason, Look, Person, Tx, look::all, personal_data::fields},
    time::Timestamp,
};

/// Destroys what staff said of a person, the tiers it was given and the pools it was in. The entries stay: what the shop
/// owed at a time adds up with them. Points that are left are nobody's, and owed to nobody.
pub(super) fn erase(tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
    let (mut destroyed, mut kept) = (0, 0);
    for record in &person.records {
        destroyed += tx.delete_all(&TIER_GRANTS, record.as_bytes())?;
        destroyed += pool::forget(tx, *record)?;
        for (place, mut fact) in all::<EntryFact>(tx.rows(), record.as_bytes())? {
            kept += 1;
            // Of entries made by hand alone the reason is what somebody wrote.
            if fact.kind == EntryKind::Adjusted && fact.reason.take().is_some() {
                destroyed += 1;
                tx.put(place, &fact)?;
            }
        }
    }
    for program in rows::programs(tx.rows())? {
        person.ids.iter().try_for_each(|customer| told::forget(tx, &program.name, *customer))?;
    }
    Ok(Erased::but(destroyed, kept, KeptReason::Ledger))
}

/// When the person of a record last spent points, or set them aside.
pub(super) fn last_spent(look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
    let mut last = Timestamp::MIN;
    for (_, fact) in all::<EntryFact>(look.rows, record.as_bytes())? {
        let kinds = [EntryKind::Redeemed, EntryKind::Held, EntryKind::Captured, EntryKind::TransferredOut];
        // What others of its pool spent says nothing of it.
        let of_pool = fact.drawn.iter().any(|d| d.pooled) && fact.by.is_some();
        if kinds.contains(&fact.kind) && !of_pool {
            last = last.max(fact.at);
        }
    }
    Ok(last)
}

/// Whether points on some records can be spent at an instant or later, or are held.
pub(super) fn can_spend(look: &Look<'_>, records: &[RecordId], at: Timestamp) -> Result<bool> {
    for record in records {
        for (_, account) in all::<Account>(look.rows, record.as_bytes())? {
            let left = account.lots.iter().any(|lot| lot.left > 0 && !lot.is_expired(at));
            if left || account.holds.iter().any(|hold| hold.until > at) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Entries, what they leave, tiers given by hand and pools.
pub(super) fn export(look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
    for program in rows::programs(look.rows)? {
        let mut accounts = Vec::new();
        for record in &person.records {
            for fact in rows::entries(look.rows, *record, &program.name)? {
                if fact.is_shown() {
                    out.add("points", &ledger::shown(&program.name, &fact))?;
                }
            }
            accounts.push(rows::account(look.rows, *record, &program.name)?);
            for (_, grant) in all::<GrantFact>(look.rows, &rows::account_key(*record, &program.name))? {
                let item = fields! {
                    "program": program.name.clone(),
                    "tier": grant.tier,
                    "from": grant.from.to_string(),
                    "until": grant.until.map(|until| until.to_string()),
                    "reason": grant.reason,
                    "actor": grant.actor,
                };
                out.add_map("tiers_by_hand", item);
            }
            for (_, fact) in all::<PoolFact>(look.rows, &rows::account_key(*record, &program.name))? {
                let item = fields! {
                    "program": program.name.clone(),
                    "pool": fact.pool,
                    "at": fact.at.to_string(),
                    "actor": fact.actor,
                };
                out.add_map("pools", item);
            }
        }
        let now = look.engine.clock.now();
        if accounts.iter().any(|account| account.credited > 0) {
            out.add("balances", &view::balance(&program.name, accounts.iter(), now))?;
        }
    }
    Ok(())
}
