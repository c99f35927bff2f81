//! Where programs and points are kept, and how they are found.

use std::collections::{BTreeMap, HashMap};

use super::{
    account::{Account, EntryFact, Known, apply},
    accrual::EarningExplanation,
    care::Kept,
    pool::PoolFact,
    program::Program,
    tier::GrantFact,
    told::{Followed, Told},
};
use crate::{
    error::{Error, Result},
    id::{CustomerId, EntryId, RecordId},
    scope::{
        Keyed, Stored,
        look::{bad_key, get, scan, scan_keys},
    },
    storage::{
        By, Column, Flow, Hop, KeyRange, Kind, Read, Table,
        key::{KeyReader, KeyWriter},
        row,
    },
    time::Timestamp,
};

const RECORD: Column = Column::id("record_id");
const PROGRAM: Column = Column::text("program");
const SEQ: Column = Column::int("seq");

/// Every version of each program.
pub(crate) static PROGRAMS: Table =
    Table::plain(110, "loyalty_programs", Kind::Definition, &[PROGRAM, Column::int("version")]);
/// What happened to the points of each record in each program.
pub(crate) static POINT_ENTRIES: Table =
    Table::plain(111, "point_entries", Kind::Fact, &[RECORD, PROGRAM, SEQ]);
/// What each record has in each program.
pub(crate) static POINT_ACCOUNTS: Table =
    Table::plain(112, "point_accounts", Kind::State, &[RECORD, PROGRAM]);
/// From an entry's id, which a natural key may make, to where it stands and what is still open of it.
pub(crate) static POINT_KEYS: Table = Table::plain(113, "point_keys", Kind::State, &[Column::id("entry")]);
/// Accounts by when time alone changes them next.
pub(crate) static POINT_DUE: Table =
    Table::plain(114, "point_due", Kind::State, &[Column::int("due"), RECORD, PROGRAM]);
/// Tiers that were given by hand.
pub(crate) static TIER_GRANTS: Table = Table::plain(115, "tier_grants", Kind::Fact, &[RECORD, PROGRAM, SEQ]);
/// Each record's coming into pools, and leaving them.
pub(crate) static POOL_FACTS: Table = Table::plain(130, "pool_facts", Kind::Fact, &[RECORD, PROGRAM, SEQ]);
/// The records that are in each pool.
pub(crate) static POOL_MEMBERS: Table =
    Table::plain(131, "pool_members", Kind::State, &[PROGRAM, Column::text("pool"), RECORD]);
/// How far the feed was followed for the tiers of a program.
pub(crate) static TIERS_FOLLOWED: Table = Table::plain(116, "tiers_followed", Kind::Progress, &[PROGRAM]);
/// What the feed was told of the tier of each member.
pub(crate) static TIERS_TOLD: Table =
    Table::plain(117, "tiers_told", Kind::Progress, &[PROGRAM, Column::id("customer_id")]);
/// Members by when time alone moves their tier next.
pub(crate) static TIER_DUE: Table =
    Table::plain(118, "tier_due", Kind::Progress, &[PROGRAM, Column::int("due"), Column::id("customer_id")]);

/// How far the occasions of a program's members are booked.
pub(crate) static OCCASIONS_KEPT: Table = Table::plain(119, "occasions_kept", Kind::Progress, &[PROGRAM]);

/// From a customer's row among its records to what these have.
pub(crate) static ACCOUNTS_OF_CUSTOMER: [Hop; 3] = [
    Hop { by: By::Part(1), to: &POINT_ACCOUNTS, then: &[] },
    Hop { by: By::Part(1), to: &POOL_FACTS, then: &[] },
    Hop { by: By::Part(1), to: &crate::identity::rows::RECORD_FACTS, then: &[] },
];

impl Stored for Program {
    const TABLE: &'static Table = &PROGRAMS;
}
impl Stored for EntryFact {
    const TABLE: &'static Table = &POINT_ENTRIES;
}
impl Stored for Account {
    const TABLE: &'static Table = &POINT_ACCOUNTS;
}
impl Stored for Known {
    const TABLE: &'static Table = &POINT_KEYS;
}
impl Stored for GrantFact {
    const TABLE: &'static Table = &TIER_GRANTS;
}
impl Stored for PoolFact {
    const TABLE: &'static Table = &POOL_FACTS;
}
impl Stored for Followed {
    const TABLE: &'static Table = &TIERS_FOLLOWED;
}
impl Stored for Kept {
    const TABLE: &'static Table = &OCCASIONS_KEPT;
}
impl Stored for Told {
    const TABLE: &'static Table = &TIERS_TOLD;
}

pub(crate) fn program_key(name: &str, version: u64) -> Vec<u8> {
    KeyWriter::new().text(name).int(version as i64).finish()
}

/// A record in a pool, or what comes before all of them.
pub(crate) fn pool_key(program: &str, pool: &str, record: Option<RecordId>) -> Vec<u8> {
    let key = KeyWriter::new().text(program).text(pool);
    match record {
        Some(record) => key.id(record.as_bytes()).finish(),
        None => key.finish(),
    }
}

/// What was said last of a record and pools, and the number of that.
pub(crate) fn pool_fact(rows: &dyn Read, record: RecordId, program: &str) -> Result<Option<(i64, PoolFact)>> {
    let mut last = None;
    let range = KeyRange::prefix(&account_key(record, program)).reversed();
    scan::<PoolFact>(rows, &range, &mut |key, fact| {
        last = Some((read_seq(&POOL_FACTS, key)?, fact));
        Ok(Flow::Break(()))
    })?;
    Ok(last)
}

fn read_seq(table: &Table, key: &[u8]) -> Result<i64> {
    let mut reader = KeyReader::new(key);
    let (record, program, seq) = (reader.id(), reader.text(), reader.int());
    record.and(program).and(seq).ok_or_else(|| bad_key(table))
}

/// The records that are in a pool.
pub(crate) fn pool_records(rows: &dyn Read, program: &str, pool: &str) -> Result<Vec<RecordId>> {
    let mut records = Vec::new();
    scan_keys(rows, &POOL_MEMBERS, &KeyRange::prefix(&pool_key(program, pool, None)), &mut |key| {
        let mut reader = KeyReader::new(key);
        let record = reader.text().and(reader.text()).and(reader.id());
        records.push(RecordId::from_bytes(record.ok_or_else(|| bad_key(&POOL_MEMBERS))?));
        Ok(Flow::Continue(()))
    })?;
    Ok(records)
}

/// A program as it is now.
pub(crate) fn program(rows: &dyn Read, name: &str) -> Result<Option<Program>> {
    let mut found = None;
    let versions = KeyRange::prefix(&KeyWriter::new().text(name).finish()).reversed();
    scan::<Program>(rows, &versions, &mut |_, program| {
        found = Some(program);
        Ok(Flow::Break(()))
    })?;
    Ok(found)
}

/// A version of a program.
pub(crate) fn program_version(rows: &dyn Read, name: &str, version: u64) -> Result<Option<Program>> {
    get::<Program>(rows, &program_key(name, version))
}

/// Every program as it is now, by name.
pub(crate) fn programs(rows: &dyn Read) -> Result<Vec<Program>> {
    let mut all: BTreeMap<String, Program> = BTreeMap::new();
    scan::<Program>(rows, &KeyRange::all(), &mut |_, program| {
        all.insert(program.name.clone(), program);
        Ok(Flow::Continue(()))
    })?;
    Ok(all.into_values().collect())
}

pub(crate) fn account_key(record: RecordId, program: &str) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).text(program).finish()
}

pub(crate) fn entry_key(record: RecordId, program: &str, seq: i64) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).text(program).int(seq).finish()
}

pub(crate) fn due_key(due: Timestamp, record: RecordId, program: &str) -> Vec<u8> {
    KeyWriter::new().int(due.micros()).id(record.as_bytes()).text(program).finish()
}

/// The key of a program in [`TIERS_FOLLOWED`], with which those of its members begin.
pub(crate) fn program_prefix(program: &str) -> Vec<u8> {
    KeyWriter::new().text(program).finish()
}

pub(crate) fn told_key(program: &str, customer: CustomerId) -> Vec<u8> {
    KeyWriter::new().text(program).id(customer.as_bytes()).finish()
}

pub(crate) fn tier_due_key(program: &str, due: Timestamp, customer: CustomerId) -> Vec<u8> {
    KeyWriter::new().text(program).int(due.micros()).id(customer.as_bytes()).finish()
}

/// Members whose tier time alone moves up to an instant, the earliest first.
pub(crate) fn tiers_due(
    rows: &dyn Read,
    program: &str,
    until: Timestamp,
    at_most: usize,
) -> Result<Vec<CustomerId>> {
    let mut found = Vec::new();
    scan_keys(rows, &TIER_DUE, &KeyRange::prefix(&program_prefix(program)), &mut |key| {
        let mut reader = KeyReader::new(key);
        let (_, due, customer) = (reader.text(), reader.int(), reader.id());
        let (Some(due), Some(customer)) = (due, customer) else { return Err(bad_key(&TIER_DUE)) };
        if due > until.micros() || found.len() == at_most {
            return Ok(Flow::Break(()));
        }
        found.push(CustomerId::from_bytes(customer));
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

/// The id that a natural key gives an entry.
pub(crate) fn natural_id(keyed: &Keyed, kind: &str, program: &str, parts: [&str; 2]) -> EntryId {
    EntryId::from_bytes(keyed.hash("points", &[kind, program, parts[0], parts[1]]))
}

/// What a record has; nothing when it has no entry.
pub(crate) fn account(rows: &dyn Read, record: RecordId, program: &str) -> Result<Account> {
    Ok(get::<Account>(rows, &account_key(record, program))?.unwrap_or_default())
}

/// The programs that a record has entries in.
pub(crate) fn programs_of(rows: &dyn Read, record: RecordId) -> Result<Vec<String>> {
    let mut programs = Vec::new();
    scan_keys(rows, &POINT_ACCOUNTS, &KeyRange::prefix(record.as_bytes()), &mut |key| {
        programs.push(read_account_key(key)?.1);
        Ok(Flow::Continue(()))
    })?;
    Ok(programs)
}

pub(crate) fn read_account_key(key: &[u8]) -> Result<(RecordId, String)> {
    let mut reader = KeyReader::new(key);
    let (record, program) = (reader.id().map(RecordId::from_bytes), reader.text());
    record.zip(program).ok_or_else(|| bad_key(&POINT_ACCOUNTS))
}

/// The entry that is known.
pub(crate) fn fact(rows: &dyn Read, known: &Known) -> Result<EntryFact> {
    let found = get::<EntryFact>(rows, &entry_key(known.record, &known.program, known.seq))?;
    found.ok_or_else(|| Error::corrupt(POINT_KEYS.name(), "an entry that is known is not there"))
}

/// The points that are still drawn or owed for entries of a program, by the entry's id; entries without any are left out.
pub(crate) fn open_points(rows: &dyn Read, program: &str) -> Result<HashMap<EntryId, i64>> {
    let mut open = HashMap::new();
    scan::<Known>(rows, &KeyRange::all(), &mut |key, known| {
        let id = key.try_into().map(EntryId::from_bytes).map_err(|_| bad_key(&POINT_KEYS))?;
        let points = Some(known.open_points()).filter(|points| *points != 0 && known.program == program);
        open.extend(points.map(|points| (id, points)));
        Ok(Flow::Continue(()))
    })?;
    Ok(open)
}

/// How the points of an order came out last.
pub(crate) fn earning(rows: &dyn Read, earned: &Known) -> Result<EarningExplanation> {
    let seq = earned.revised.unwrap_or(earned.seq);
    let found = get::<EntryFact>(rows, &entry_key(earned.record, &earned.program, seq))?;
    let earning = found.and_then(|fact| fact.earning);
    earning.ok_or_else(|| Error::corrupt(POINT_KEYS.name(), "what an order earned is not explained"))
}

/// The entries of an account, in the order they came in.
pub(crate) fn entries(rows: &dyn Read, record: RecordId, program: &str) -> Result<Vec<EntryFact>> {
    let mut entries = Vec::new();
    scan::<EntryFact>(rows, &KeyRange::prefix(&account_key(record, program)), &mut |_, fact| {
        entries.push(fact);
        Ok(Flow::Continue(()))
    })?;
    Ok(entries)
}

/// Visits every account of a program.
pub(crate) fn each_account(
    rows: &dyn Read,
    program: &str,
    f: &mut dyn FnMut(RecordId, Account) -> Result<()>,
) -> Result<()> {
    scan::<Account>(rows, &KeyRange::all(), &mut |key, account| {
        let (record, of) = read_account_key(key)?;
        if of == program {
            f(record, account)?;
        }
        Ok(Flow::Continue(()))
    })?;
    Ok(())
}

/// Accounts that time alone changes up to an instant, the earliest first.
pub(crate) fn due(rows: &dyn Read, until: Timestamp, at_most: usize) -> Result<Vec<(RecordId, String)>> {
    let mut found = Vec::new();
    scan_keys(rows, &POINT_DUE, &KeyRange::all(), &mut |key| {
        let mut reader = KeyReader::new(key);
        let (due, record, program) = (reader.int(), reader.id(), reader.text());
        let (Some(due), Some(record), Some(program)) = (due, record, program) else {
            return Err(bad_key(&POINT_DUE));
        };
        if due > until.micros() || found.len() == at_most {
            return Ok(Flow::Break(()));
        }
        found.push((RecordId::from_bytes(record), program));
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

/// Every state row of this area out of the entries: table, key, body.
pub(crate) fn derive(rows: &dyn Read, mut put: impl FnMut(&Table, Vec<u8>, Vec<u8>)) -> Result<()> {
    let mut done = |of: &(RecordId, String), account: &Account, known: &BTreeMap<EntryId, Known>| {
        put(&POINT_ACCOUNTS, account_key(of.0, &of.1), row::encode(account));
        if let Some(due) = account.next_due() {
            put(&POINT_DUE, due_key(due, of.0, &of.1), vec![]);
        }
        for (id, known) in known {
            put(&POINT_KEYS, id.as_bytes().to_vec(), row::encode(known));
        }
    };
    let mut of: Option<(RecordId, String)> = None;
    let (mut account, mut known) = (Account::default(), BTreeMap::new());
    scan::<EntryFact>(rows, &KeyRange::all(), &mut |key, fact| {
        let here = read_account_key(key)?;
        if of.as_ref() != Some(&here) {
            if let Some(of) = &of {
                done(of, &account, &known);
            }
            (account, known) = (Account::default(), BTreeMap::new());
            of = Some(here.clone());
        }
        apply(&mut account, &mut known, here.0, &here.1, &fact);
        Ok(Flow::Continue(()))
    })?;
    if let Some(of) = &of {
        done(of, &account, &known);
    }
    let mut pools = BTreeMap::new();
    scan::<PoolFact>(rows, &KeyRange::all(), &mut |key, fact| {
        pools.insert(read_account_key(key)?, fact.pool);
        Ok(Flow::Continue(()))
    })?;
    for ((record, program), pool) in pools {
        if let Some(pool) = pool {
            put(&POOL_MEMBERS, pool_key(&program, &pool, Some(record)), vec![]);
        }
    }
    Ok(())
}
