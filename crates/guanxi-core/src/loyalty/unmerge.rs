//! Customers are taken apart: each side has its own points back (rule P13).

use super::{
    account::{EntryFact, Lent},
    ledger::Ledger,
    model::EntryKind,
    personal,
    rows::{
        self, POINT_ACCOUNTS, POINT_DUE, POINT_ENTRIES, POINT_KEYS, POOL_FACTS, POOL_MEMBERS, TIER_GRANTS,
    },
};
use crate::{
    error::Result,
    id::{CustomerId, EntryId, RecordId},
    identity,
    scope::{Dossier, Erased, Look, Person, PersonalData, Tx},
    storage::Table,
    time::Timestamp,
};

/// Points as one of the areas that hold data of persons. An account is of one record, so that records take their points
/// along; only points that one used for another go back.
pub(crate) struct LoyaltyData;

impl PersonalData for LoyaltyData {
    fn name(&self) -> &'static str {
        "loyalty"
    }

    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        personal::erase(tx, person)
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        personal::export(look, person, out)
    }

    fn last_heard(&self, look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
        personal::last_spent(look, record)
    }

    fn binds(&self, look: &Look<'_>, records: &[RecordId], at: Timestamp) -> Result<bool> {
        personal::can_spend(look, records, at)
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 7] = [
            &POINT_ENTRIES,
            &POINT_ACCOUNTS,
            &POINT_KEYS,
            &POINT_DUE,
            &TIER_GRANTS,
            &POOL_FACTS,
            &POOL_MEMBERS,
        ];
        &TABLES
    }

    fn customers_changed(&self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        for customer in customers {
            for record in identity::rows::records_of(tx.rows(), *customer)? {
                for program in rows::programs_of(tx.rows(), record)? {
                    part(tx, *customer, record, &program)?;
                }
            }
        }
        Ok(())
    }
}

/// Gives an account back what records of other customers have of it.
fn part(tx: &mut Tx<'_>, customer: CustomerId, record: RecordId, program: &str) -> Result<()> {
    let account = rows::account(tx.rows(), record, program)?;
    for hold in account.holds.iter().filter(|hold| hold.by.is_some() && !hold.is_pooled()) {
        if let Some(by) = hold.by
            && let Some(other) = stranger(tx, by, customer)?
        {
            let ledger = ledger(tx, program, other)?;
            void(tx, ledger, by, hold.entry, hold.until.min(tx.now))?;
        }
    }
    // What was used first is paid back first.
    let mut debts: Vec<(RecordId, EntryId)> = vec![];
    for lent in &account.lent {
        if !debts.contains(&(lent.by, lent.entry)) {
            debts.push((lent.by, lent.entry));
        }
    }
    for (by, entry) in debts {
        let Some(other) = stranger(tx, by, customer)? else { continue };
        let lent: Vec<&Lent> = account.lent.iter().filter(|l| (l.by, l.entry) == (by, entry)).collect();
        let points: i64 = lent.iter().map(|l| l.drawn.points).sum();
        let mut ledger = ledger(tx, program, other)?;
        ledger.release_ended(tx, tx.now)?;
        let (mut drawn, debt) = ledger.draw(tx.now, points);
        drawn.extend(lent.iter().map(|l| l.drawn.with(-l.drawn.points)));
        let id = EntryId::from_bytes(tx.new_id());
        let fact =
            EntryFact { drawn, debt, of: Some(entry), ..EntryFact::new(id, EntryKind::Unmerged, tx.now) };
        ledger.post(tx, by, fact)?;
    }
    Ok(())
}

/// The customer of a record, when it is somebody, and another.
fn stranger(tx: &Tx<'_>, record: RecordId, than: CustomerId) -> Result<Option<CustomerId>> {
    Ok(identity::rows::owner(tx.rows(), record)?.filter(|owner| *owner != than))
}

fn ledger(tx: &Tx<'_>, program: &str, customer: CustomerId) -> Result<Ledger> {
    let program = super::program::named(&tx.look(), Some(program))?;
    Ledger::open(tx, program, customer)
}

/// A hold that took points of both is off: what it was to pay for must be held anew.
fn void(
    tx: &mut Tx<'_>,
    mut ledger: Ledger,
    by: RecordId,
    hold: EntryId,
    at: crate::time::Timestamp,
) -> Result<()> {
    let id = EntryId::from_bytes(tx.new_id());
    let fact = EntryFact { of: Some(hold), ..EntryFact::new(id, EntryKind::Voided, at) };
    ledger.post(tx, by, fact)
}
