//! Points pay for a reward, and go back when it is called off.

use super::{
    account::{EntryFact, Known},
    give_back::give,
    ledger::{Asked, Ledger, replayed},
    model::EntryKind,
    program, rows,
};
use crate::{
    customer::{Booked, CustomerRef, record_for},
    error::{Error, Result},
    id::{CustomerId, EntryId, RecordId},
    scope::{Look, Tx, look::get},
    time::{Timestamp, Zone},
};

/// What is paid for, by whom.
pub(crate) struct Payment<'a> {
    pub(crate) customer: &'a CustomerRef,
    pub(crate) program: Option<&'a str>,
    pub(crate) points: i64,
    pub(crate) reward: &'a str,
    /// Source and external id.
    pub(crate) key: (Option<&'a str>, Option<&'a str>),
    pub(crate) at: Option<Timestamp>,
}

/// What paid.
pub(crate) struct Paid {
    pub(crate) entry: EntryId,
    pub(crate) record: RecordId,
    pub(crate) customer: CustomerId,
    pub(crate) zone: Zone,
    pub(crate) replayed: bool,
}

/// Spends the price of a reward, once `check` says that the customer may have it; the same again checks and spends
/// nothing. How many points are redeemed at once is for the price to say, not for the program's limits.
pub(crate) fn pay(
    tx: &mut Tx<'_>,
    payment: &Payment<'_>,
    check: impl FnOnce(&Look<'_>, CustomerId) -> Result<()>,
) -> Result<Paid> {
    let program = program::named(&tx.look(), payment.program)?;
    let at = payment.at.unwrap_or(tx.now);
    let booked = record_for(tx, payment.customer)?;
    let (record, customer) = (booked.id, booked.customer.ok_or_else(Error::deleted)?);
    let content = format!("{} {record} {:?}", payment.reward, payment.at);
    let asked = Asked::new(tx, "reward", &program.name, payment.key, &content)?;
    let mut ledger = Ledger::open_with_pool(tx, program, customer)?;
    let paid = Paid { entry: asked.id, record, customer, zone: ledger.zone, replayed: true };
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return Ok(paid);
    }
    ledger.check_time(tx, at)?;
    check(&tx.look(), customer)?;
    ledger.release_ended(tx, at)?;
    let fact = EntryFact {
        drawn: ledger.draw_all(at, payment.points)?,
        money: ledger.program.terms.value(payment.points)?,
        reward: Some(payment.reward.to_owned()),
        prolongs: ledger.prolongs(at),
        ..asked.entry(EntryKind::Redeemed, at)
    };
    ledger.post(tx, record, fact)?;
    Ok(Paid { replayed: false, ..paid })
}

/// Gives what is still spent on a reward back to the lots it came from (rule P7).
pub(crate) fn pay_back(tx: &mut Tx<'_>, entry: EntryId) -> Result<()> {
    let known = get::<Known>(tx.rows(), entry.as_bytes())?;
    let known = known.ok_or_else(|| Error::not_found("redemption", entry))?;
    let spent = rows::fact(tx.rows(), &known)?;
    let customer = Booked::on(tx.rows(), known.record)?.customer.ok_or_else(Error::deleted)?;
    let program = program::named(&tx.look(), Some(&known.program))?;
    let name = entry.to_string();
    let asked = Asked::new(tx, "reward_back", &program.name, (None, Some(&name)), &name)?;
    let mut ledger = Ledger::open(tx, program, customer)?;
    match known.open_points() {
        0 => Ok(()),
        points => give(tx, &mut ledger, &known, (&spent, entry), points, &asked),
    }
}
