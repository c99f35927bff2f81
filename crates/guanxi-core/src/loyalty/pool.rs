//! Pools: members, such as those of a household, who spend each other's points (rule P14).
//!
//! Points stay where they are: a pool only lets a member draw lots of the others. What is drawn so is not lent, and nobody
//! pays it back when customers are taken apart.

use std::collections::BTreeMap;

use super::{
    PoolInput,
    account::Account,
    ledger::accounts_of,
    model::{PointPool, PoolMember},
    program::{self, PointKind, Program},
    rows::{self, POOL_FACTS, POOL_MEMBERS},
    view,
};
use crate::{
    change::ChangeKind,
    customer::{CustomerRef, must_resolve, record_for},
    error::{Error, Result},
    id::{CustomerId, RecordId},
    identity,
    scope::{Look, Tx},
    storage::{Read, Want},
    text::checked_text,
    time::Timestamp,
};

/// Members that a pool has at most where the program does not say.
const MEMBERS: u32 = 10;
/// Members that a program can allow.
pub(super) const MEMBERS_MAX: u32 = 100;

/// A record came into a pool, or left the one it was in.
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct PoolFact {
    /// None where it left.
    #[n(1)]
    pub(crate) pool: Option<String>,
    #[n(2)]
    pub(crate) at: Timestamp,
    #[n(3)]
    pub(crate) actor: String,
}

/// See [`Loyalty::join_pool`](super::Loyalty::join_pool).
pub(super) fn join(tx: &mut Tx<'_>, input: &PoolInput) -> Result<PointPool> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let name = checked_text("pool", &input.pool)?;
    let booked = record_for(tx, &input.customer)?;
    let customer = booked.customer.ok_or_else(Error::deleted)?;
    let refuse = |reason: String| Err(Error::program_refuses(&program.name, reason));
    if program.terms.kind == PointKind::Qualifying {
        return refuse("its points only count towards tiers".to_owned());
    }
    match of_customer(tx.rows(), &program.name, customer)? {
        Some(stay) if stay.pool == name => return shown(tx.rows(), &program, &name, tx.now),
        Some(_) => return refuse("the member is in another pool, which it has to leave before".to_owned()),
        None => {}
    }
    let most = program.terms.pool_members_max.unwrap_or(MEMBERS);
    if members(tx.rows(), &program.name, &name)?.len() >= most as usize {
        return refuse(match most {
            0 => "it has no pools".to_owned(),
            _ => format!("a pool has at most {most} members"),
        });
    }
    note(tx, booked.id, &program, Some(&name))?;
    tx.changed(ChangeKind::PointsChanged, Some(customer), None);
    shown(tx.rows(), &program, &name, tx.now)
}

/// See [`Loyalty::leave_pool`](super::Loyalty::leave_pool).
pub(super) fn leave(
    tx: &mut Tx<'_>,
    customer: &CustomerRef,
    program: Option<&str>,
) -> Result<Option<PointPool>> {
    let program = program::named(&tx.look(), program)?;
    let customer = must_resolve(&tx.look(), customer)?.id;
    let Some(stay) = of_customer(tx.rows(), &program.name, customer)? else { return Ok(None) };
    for record in identity::rows::records_of(tx.rows(), customer)? {
        if rows::pool_fact(tx.rows(), record, &program.name)?.is_some_and(|(_, fact)| fact.pool.is_some()) {
            note(tx, record, &program, None)?;
        }
    }
    tx.changed(ChangeKind::PointsChanged, Some(customer), None);
    shown(tx.rows(), &program, &stay.pool, tx.now).map(Some)
}

/// See [`Loyalty::pool`](super::Loyalty::pool).
pub(super) fn pool(
    look: &Look<'_>,
    customer: &CustomerRef,
    program: Option<&str>,
) -> Result<Option<PointPool>> {
    let customer = must_resolve(look, customer)?.id;
    let program = program::named(look, program)?;
    let stay = of_customer(look.rows, &program.name, customer)?;
    stay.map(|stay| shown(look.rows, &program, &stay.pool, look.engine.clock.now())).transpose()
}

/// What the other members of a customer's pool have; nothing outside a pool.
pub(super) fn accounts_beside(
    rows: &dyn Read,
    program: &str,
    customer: CustomerId,
) -> Result<BTreeMap<RecordId, Account>> {
    let mut all = BTreeMap::new();
    if let Some(stay) = of_customer(rows, program, customer)? {
        for (other, _) in members(rows, program, &stay.pool)? {
            if other != customer {
                all.extend(accounts_of(rows, other, program)?);
            }
        }
    }
    Ok(all)
}

/// The pool that a customer is in, and since when.
struct Stay {
    pool: String,
    since: Timestamp,
}

/// The pool of a customer: of its records in different ones the first to come in says, and the others wait.
fn of_customer(rows: &dyn Read, program: &str, customer: CustomerId) -> Result<Option<Stay>> {
    let mut first: Option<(Timestamp, RecordId, String)> = None;
    for record in identity::rows::records_of(rows, customer)? {
        let Some((_, PoolFact { pool: Some(pool), at, .. })) = rows::pool_fact(rows, record, program)? else {
            continue;
        };
        if first.as_ref().is_none_or(|(since, of, _)| (at, record) < (*since, *of)) {
            first = Some((at, record, pool));
        }
    }
    Ok(first.map(|(since, _, pool)| Stay { pool, since }))
}

/// The members of a pool, as they came in. A customer that was deleted is none.
fn members(rows: &dyn Read, program: &str, pool: &str) -> Result<Vec<(CustomerId, Timestamp)>> {
    rows.want(&[Want::new(&POOL_MEMBERS, rows::pool_key(program, pool, None))])?;
    let records = rows::pool_records(rows, program, pool)?;
    let facts = records.iter().map(|record| Want::new(&identity::rows::RECORD_FACTS, *record.as_bytes()));
    rows.want(&facts.collect::<Vec<_>>())?;
    let mut owners: Vec<CustomerId> = Vec::new();
    for record in records {
        let owner = identity::rows::owner(rows, record)?;
        owners.extend(owner.filter(|owner| !owners.contains(owner)));
    }
    let has = owners.iter().map(|owner| {
        Want::new(&identity::rows::CUSTOMER_RECORDS, *owner.as_bytes()).then(&rows::ACCOUNTS_OF_CUSTOMER)
    });
    rows.want(&has.collect::<Vec<_>>())?;
    let mut members = Vec::new();
    for owner in owners {
        if let Some(stay) = of_customer(rows, program, owner)?.filter(|stay| stay.pool == pool) {
            members.push((owner, stay.since));
        }
    }
    members.sort_by_key(|(customer, since)| (*since, *customer));
    Ok(members)
}

/// A pool as the API shows it.
fn shown(rows: &dyn Read, program: &Program, pool: &str, at: Timestamp) -> Result<PointPool> {
    let mut shown =
        PointPool { name: pool.to_owned(), program: program.name.clone(), available: 0, members: vec![] };
    for (customer_id, joined_at) in members(rows, &program.name, pool)? {
        let accounts = accounts_of(rows, customer_id, &program.name)?;
        let available = view::balance(&program.name, accounts.values(), at).available;
        shown.available += available;
        shown.members.push(PoolMember { customer_id, joined_at, available });
    }
    Ok(shown)
}

/// Notes that a record comes into a pool, or leaves the one it is in.
fn note(tx: &mut Tx<'_>, record: RecordId, program: &Program, pool: Option<&str>) -> Result<()> {
    let before = rows::pool_fact(tx.rows(), record, &program.name)?;
    let seq = before.as_ref().map_or(0, |(seq, _)| seq + 1);
    if let Some(left) = before.and_then(|(_, fact)| fact.pool) {
        tx.delete(&POOL_MEMBERS, rows::pool_key(&program.name, &left, Some(record)))?;
    }
    let fact = PoolFact { pool: pool.map(str::to_owned), at: tx.now, actor: tx.actor().as_str().to_owned() };
    tx.put(rows::entry_key(record, &program.name, seq), &fact)?;
    match pool {
        Some(pool) => tx.put_key(&POOL_MEMBERS, rows::pool_key(&program.name, pool, Some(record))),
        None => Ok(()),
    }
}

/// Takes records out of every pool, and destroys what is known of their being there.
pub(super) fn forget(tx: &mut Tx<'_>, record: RecordId) -> Result<u64> {
    for program in rows::programs(tx.rows())? {
        if let Some((_, PoolFact { pool: Some(pool), .. })) =
            rows::pool_fact(tx.rows(), record, &program.name)?
        {
            tx.delete(&POOL_MEMBERS, rows::pool_key(&program.name, &pool, Some(record)))?;
        }
    }
    tx.delete_all(&POOL_FACTS, record.as_bytes())
}
