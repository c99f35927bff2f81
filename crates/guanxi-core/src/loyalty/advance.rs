//! Time alone moves points and tiers: what fell due is booked, in the order in which it fell due.

use super::{
    AdvanceReport,
    account::{Account, Drawn, EntryFact},
    ledger::Ledger,
    model::EntryKind,
    program::Program,
    rows,
};
use crate::{
    error::Result,
    id::{EntryId, RecordId},
    identity,
    scope::Tx,
    time::Timestamp,
};

/// Accounts that one commit looks at.
pub(super) const BATCH: usize = 500;

/// Books what fell due in some accounts; gives how many were due.
pub(super) fn batch(tx: &mut Tx<'_>, report: &mut AdvanceReport) -> Result<usize> {
    let due = rows::due(tx.rows(), tx.now, BATCH)?;
    for (record, program) in &due {
        let Some(program) = rows::program(tx.rows(), program)? else { continue };
        account(tx, *record, program, report)?;
    }
    report.accounts += due.len() as u64;
    Ok(due.len())
}

fn account(tx: &mut Tx<'_>, record: RecordId, program: Program, report: &mut AdvanceReport) -> Result<()> {
    let mut ledger = match identity::rows::owner(tx.rows(), record)? {
        Some(customer) => Ledger::open(tx, program, customer)?,
        None => Ledger::unowned(tx, program, record)?,
    };
    loop {
        let Some(account) = ledger.accounts.get(&record) else { return Ok(()) };
        let Some(due) = account.next_due().filter(|due| *due <= tx.now) else { return Ok(()) };
        let ended = account.holds.iter().find(|hold| hold.until == due).map(|hold| (hold.entry, hold.by));
        match ended {
            Some((hold, by)) => {
                let id = EntryId::from_bytes(tx.new_id());
                let fact = EntryFact { of: Some(hold), ..EntryFact::new(id, EntryKind::Voided, due) };
                ledger.post(tx, by.unwrap_or(record), fact)?;
                report.voided += 1;
            }
            None => report.expired += expire(tx, &mut ledger, record, due)?,
        }
    }
}

/// Books that what is left in the lots which are past at an instant has expired.
fn expire(tx: &mut Tx<'_>, ledger: &mut Ledger, record: RecordId, due: Timestamp) -> Result<i64> {
    let lots = ledger.accounts.get(&record).map_or(&[][..], |account: &Account| &account.lots);
    let past = lots.iter().filter(|lot| lot.expires_at == Some(due));
    let drawn: Vec<_> = past.map(|lot| Drawn::own(record, lot.left, lot)).collect();
    let points = drawn.iter().map(|d| d.points).sum();
    // Points that came back into a lot that was past by then expired when they came.
    let at = drawn.iter().map(|d| d.lot.since).fold(due, Timestamp::max);
    let id = EntryId::from_bytes(tx.new_id());
    ledger.post(tx, record, EntryFact { drawn, ..EntryFact::new(id, EntryKind::Expired, at) })?;
    Ok(points)
}
