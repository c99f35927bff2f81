//! Points that another area gives, and takes back when its reason is gone.

use std::sync::Arc;

use super::{
    account::{EntryFact, Known},
    give_back::{Part, claw},
    ledger::{Asked, Ledger, replayed},
    model::EntryKind,
    program::{self, Program},
    rows,
};
use crate::{
    error::{Error, Result},
    id::{EntryId, OrderId, RecordId},
    identity,
    scope::{Tx, look::get},
    time::Timestamp,
};

/// What is given, to whom, for what. (program, kind, key) is its natural key.
pub(crate) struct Grant<'a> {
    pub(crate) record: RecordId,
    pub(crate) program: Option<&'a str>,
    pub(crate) points: i64,
    pub(crate) kind: &'a str,
    pub(crate) key: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) order: OrderId,
    pub(crate) at: Timestamp,
}

/// Gives points as if they were earned: they vest and expire by the program. The same again gives nothing.
pub(crate) fn grant(tx: &mut Tx<'_>, of: &Grant<'_>) -> Result<EntryId> {
    let program = program::named(&tx.look(), of.program)?;
    let key = (Some(of.kind), Some(of.key));
    let asked = Asked::new(tx, of.kind, &program.name, key, &format!("{} {}", of.points, of.order))?;
    let mut ledger = ledger(tx, program, of.record)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return Ok(asked.id);
    }
    ledger.check_time(tx, of.at)?;
    let lot = ledger.lot(of.record, asked.id, of.points, of.at)?;
    let fact = EntryFact {
        lot: Some(lot.clone()),
        reason: Some(format!("{}: {}", of.kind, of.reason)),
        order: Some(of.order),
        prolongs: ledger.prolongs(of.at),
        ..asked.entry(EntryKind::Earned, of.at)
    };
    ledger.post(tx, of.record, fact)?;
    ledger.settle_debt(tx, &lot, of.record)?;
    Ok(asked.id)
}

/// Why a program gives a record no points for an instant, if so.
pub(crate) fn refusal(
    tx: &Tx<'_>,
    record: RecordId,
    program: Option<&str>,
    at: Timestamp,
) -> Result<Option<String>> {
    let ledger = ledger(tx, program::named(&tx.look(), program)?, record)?;
    let lot = || ledger.lot(record, EntryId::from_bytes([0; 16]), 1, at);
    match ledger.check_time(tx, at).and_then(|()| lot()) {
        Ok(_) => Ok(None),
        Err(e) if e.code() == "program_refuses" => Ok(Some(e.to_string())),
        Err(e) => Err(e),
    }
}

/// Takes all of a grant back, as what an order earned is when it returns (rule P8). Taking it back again changes nothing.
pub(crate) fn take_back(tx: &mut Tx<'_>, entry: EntryId) -> Result<()> {
    let known = get::<Known>(tx.rows(), entry.as_bytes())?;
    let known = known.ok_or_else(|| Error::internal("points that were given are known"))?;
    let given = rows::fact(tx.rows(), &known)?;
    let program = program::named(&tx.look(), Some(&known.program))?;
    let name = entry.to_string();
    let asked = Asked::new(tx, "grant_back", &program.name, (None, Some(&name)), &name)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return Ok(());
    }
    let mut ledger = ledger(tx, program, known.record)?;
    let all = given.lot.map_or(0, |lot| lot.amount);
    let part = Part { earned: all, ..Part::default() };
    claw(tx, &mut ledger, &known, (entry, given.order), part, &asked).map(drop)
}

/// The ledger of a record's customer, or of the record alone when that was deleted.
pub(super) fn ledger(tx: &Tx<'_>, program: Arc<Program>, record: RecordId) -> Result<Ledger> {
    match identity::rows::owner(tx.rows(), record)? {
        Some(customer) => Ledger::open(tx, program, customer),
        None => Ledger::unowned(tx, program, record),
    }
}
