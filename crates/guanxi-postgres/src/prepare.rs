//! New stores and upgrades: one process does it, others that start meanwhile wait and find it done.

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Flow, Index, KeyRange, Read, Row, Schema, Table, View,
        sql::{STORE_TABLE, Sql, Step, Stored, upgrade},
        tables::index_entry,
    },
};

use crate::{
    failure::Failure,
    lanes::Lanes,
    pool::{Pool, pause},
    rows::{Rows, taken},
    statements::{
        BEGIN_ALONE, COLUMNS, FEED, FEED_PLACES, HAS_SCHEMA, LOCK, LOCK_ROW, MARKS, SET_VALUE, STORE, VALUES,
        create_schema,
    },
    values::Parameter,
};

/// The row that whoever upgrades has locked.
const UPGRADE: &str = "upgrade";
/// Tries to make what somebody else makes at the same time.
const TRIES: u32 = 20;

/// Brings the store up to a schema.
///
/// # Errors
/// `no_store` when there is none and none may be made; `newer_format`; `duplicate` when rows stand in the way of a new
/// unique index; `io`.
pub(crate) fn prepare(pool: &Pool, sql: &Sql, schema: &Schema, create: bool) -> Result<()> {
    let mut found = Stored::default();
    crate::transaction::read(pool, sql, &mut |rows| {
        found = stored(rows, &pool.address.schema)?;
        Ok(())
    })?;
    if found.tables.contains_key(STORE_TABLE) {
        if upgrade(&found, schema, sql)?.is_empty() {
            return Ok(());
        }
    } else if !create {
        return Err(Error::no_store(format_args!("{}?schema={}", pool.address, pool.address.schema)));
    }
    let mut tries = 0;
    loop {
        tries += 1;
        match try_once(pool, sql, schema)? {
            None => return Ok(()),
            // Two that make the same table at once can fail by turns, though each asks first.
            Some(failure) if tries < TRIES && (failure.is_lost() || is_race(&failure)) => pause(tries + 4),
            Some(failure) => return Err(failure.error(&pool.address.to_string())),
        }
    }
}

fn is_race(failure: &Failure) -> bool {
    let Failure::Server(refusal) = failure else { return false };
    failure.is_conflict() || matches!(&refusal.code[..], "23505" | "42P06" | "42P07" | "42710" | "XX000")
}

/// The failure of the server, if that is what it came to.
fn try_once(pool: &Pool, sql: &Sql, schema: &Schema) -> Result<Option<Failure>> {
    if let Err(failure) = ground(pool) {
        return Ok(Some(failure));
    }
    let rows = Rows::new(sql, pool, BEGIN_ALONE);
    let result = upgrade_in(&rows, sql, schema, &pool.address.schema);
    let committed = if result.is_ok() { rows.commit().err() } else { None };
    match committed.or(rows.end().failure) {
        Some(failure) => Ok(Some(failure)),
        None => result.map(|()| None),
    }
}

/// The name of the views' SQL among what a store says of itself.
const VIEWS: &str = "views";

/// Makes the views, in place of older ones, unless they are these already.
pub(crate) fn show(pool: &Pool, sql: &Sql, views: &[View]) -> Result<()> {
    let wanted = views.iter().flat_map(|view| view.indexes().chain([view.create()]));
    let wanted: String = wanted.map(|sql| sql + ";").collect();
    let mut found = None;
    crate::transaction::read(pool, sql, &mut |rows| {
        found = stored(rows, &pool.address.schema)?.values.remove(VIEWS);
        Ok(())
    })?;
    if found.as_ref() == Some(&wanted) {
        return Ok(());
    }
    let lanes = Lanes::default();
    crate::transaction::write(pool, sql, &lanes, None, &mut |rows| {
        let lock = || vec![Parameter::Text(UPGRADE.into())];
        rows.ask(&[(LOCK_ROW, lock()), (LOCK, lock())], &mut |_, _| ())?;
        for view in views {
            view.indexes().try_for_each(|index| rows.tell_set(&index, &[]))?;
            rows.tell_set(&view.remove(), &[])?;
            rows.tell_set(&view.create(), &[])?;
        }
        rows.tell_set(SET_VALUE, &[Parameter::Text(VIEWS.into()), Parameter::Text(wanted.clone().into())])
    })
}

/// The schema and the tables that every store has.
fn ground(pool: &Pool) -> Result<(), Failure> {
    let mut lease = pool.lease()?;
    let mut schemas = None;
    lease.queue(HAS_SCHEMA, &[Parameter::Text((&*pool.address.schema).into())])?;
    lease.go(&mut |_, cells| schemas = cells.int())?;
    if schemas != Some(1) {
        lease.simple(&create_schema(&pool.address.schema))?;
    }
    for table in [STORE, MARKS, FEED, FEED_PLACES] {
        lease.simple(table)?;
    }
    Ok(())
}

fn upgrade_in(rows: &Rows<'_>, sql: &Sql, schema: &Schema, name: &str) -> Result<()> {
    let lock = || vec![Parameter::Text(UPGRADE.into())];
    rows.ask(&[(LOCK_ROW, lock()), (LOCK, lock())], &mut |_, _| ())?;
    for step in upgrade(&stored(rows, name)?, schema, sql)? {
        take(rows, sql, step)?;
    }
    Ok(())
}

fn take(rows: &Rows<'_>, sql: &Sql, step: Step) -> Result<()> {
    match step {
        Step::Run(statement) => rows.tell_set(&statement, &[]),
        Step::MakeIndex { table, sql } => {
            let made = rows.ask(&[(&sql, vec![])], &mut |_, _| ());
            made.map_err(|e| {
                rows.why(|failure| taken(table, failure))
                    .map_or(e, |index| Error::duplicate(table.name(), index))
            })
        }
        Step::Fill { table, index } => fill(rows, sql, table, index),
        Step::Set { name, value } => {
            rows.tell_set(SET_VALUE, &[Parameter::Text(name.into()), Parameter::Text(value.into())])
        }
    }
}

/// Gives every row its entry of a new index.
fn fill(rows: &Rows<'_>, sql: &Sql, table: &'static Table, index: &Index) -> Result<()> {
    let set = sql.of(table).set_entry(index);
    let mut after = None;
    loop {
        let mut batch: Vec<Result<Row>> = Vec::new();
        after = rows.scan(table, &KeyRange::all().after(after), &mut |row| {
            batch.push(row.to_owned(table));
            if batch.len() < 2000 { Flow::Continue(()) } else { Flow::Break(()) }
        })?;
        for row in batch {
            let row = row?;
            let entry = index_entry(index, &row.columns, &row.key);
            rows.tell_set(&set, &[Parameter::Bytes(&row.key), Parameter::bytes_or_null(entry.as_ref())])?;
        }
        if after.is_none() {
            return Ok(());
        }
    }
}

/// What the schema of the database holds: every table with its columns, and what the store says of itself.
pub(crate) fn stored(rows: &Rows<'_>, schema: &str) -> Result<Stored> {
    let mut stored = Stored::default();
    let mut unread = false;
    rows.ask(&[(COLUMNS, vec![Parameter::Text(schema.into())])], &mut |_, cells| match cells.texts() {
        Some((table, column)) => drop(stored.tables.entry(table).or_default().insert(column)),
        None => unread = true,
    })?;
    if stored.tables.contains_key(STORE_TABLE) {
        rows.ask(&[(VALUES, vec![])], &mut |_, cells| match cells.texts() {
            Some((name, value)) => drop(stored.values.insert(name, value)),
            None => unread = true,
        })?;
    }
    if unread { Err(Error::corrupt("the store", "what it says of itself does not read")) } else { Ok(stored) }
}
