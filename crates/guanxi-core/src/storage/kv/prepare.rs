//! New stores, upgrades, indexes built in steps.
//!
//! The store's own space holds its layout, the version of its schema, the shape of each table, and a mark per index.
//! An index that an existing table gains is first cleared, then built, a few thousand rows a transaction; the mark
//! says how far it is, so that a stop in the middle costs nothing. An index that a table loses is cleared, for a
//! later version may bring it back. The version of the schema is written last: when an upgrade cannot be finished, as with
//! two rows of one key under a new unique index, the older version still opens the store.

use super::{Flow, KeyValue, KvStorage, META, Rows, Transaction, View, index, rows};
use crate::{
    error::{Error, Result},
    storage::{Index, KeyRange, Read, Schema, Space, Table, tables::check_schema},
};

/// What the first key holds, before the layout.
const MAGIC: &[u8] = b"guanxi";
/// How rows, indexes, feed and this space are laid out. Grows when older code could not read it.
const LAYOUT: u32 = 1;
/// Rows or entries a step goes through.
const STEP: usize = 4096;

const LAYOUT_KEY: &[u8] = b"layout";
const SCHEMA_KEY: &[u8] = b"schema";

/// Where an index stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    /// Whole.
    Ready,
    /// Old entries are being removed.
    Clearing,
    /// Entries are there for the rows up to this key.
    Building(Option<Vec<u8>>),
}

/// Brings the store up to a schema.
pub(super) fn prepare<K: KeyValue>(storage: &KvStorage<K>, schema: &Schema) -> Result<()> {
    check_schema(schema)?;
    let mut work = false;
    storage.view(&mut |view| {
        refuse_newer(view, schema)?;
        work = !is_current(view, schema)?;
        Ok(())
    })?;
    if !work {
        return Ok(());
    }
    storage.transact(&mut |tx| {
        refuse_newer(tx, schema)?;
        describe(tx, schema)
    })?;
    while work {
        storage.transact(&mut |tx| step(tx, schema).map(|more| work = more))?;
    }
    storage.transact(&mut |tx| {
        tx.put(META, SCHEMA_KEY.to_vec(), schema.version.to_be_bytes().to_vec());
        Ok(())
    })
}

/// The indexes that are not whole.
pub(super) fn unfinished(view: &dyn View, schema: &Schema) -> Result<Vec<&'static str>> {
    let mut names = Vec::new();
    for (table, index) in indexes(schema) {
        if mark(view, table, index.space)? != Some(Mark::Ready) {
            names.push(index.space.name);
        }
    }
    Ok(names)
}

fn indexes(schema: &Schema) -> impl Iterator<Item = (&'static Table, &'static Index)> {
    schema.tables.iter().flat_map(|table| table.indexes.iter().map(move |index| (*table, index)))
}

fn refuse_newer(view: &dyn View, schema: &Schema) -> Result<()> {
    let Some(layout) = get(view, LAYOUT_KEY)? else { return Ok(()) };
    let layout =
        layout.strip_prefix(MAGIC).and_then(number).ok_or_else(|| damaged("it does not say what it is"))?;
    if layout > LAYOUT {
        return Err(Error::newer("the store", layout, LAYOUT));
    }
    let version = schema_version(view)?;
    if version > schema.version {
        return Err(Error::newer("the store", version, schema.version));
    }
    Ok(())
}

fn is_current(view: &dyn View, schema: &Schema) -> Result<bool> {
    let known = get(view, LAYOUT_KEY)?.is_some() && schema_version(view)? == schema.version;
    if !known || !unfinished(view, schema)?.is_empty() {
        return Ok(false);
    }
    for table in schema.tables {
        if get(view, &table_key(table))?.as_deref() != Some(shape(table).as_bytes())
            || !lost(view, table)?.is_empty()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes down what the schema has and marks the indexes that need work.
fn describe(tx: &mut Transaction<'_>, schema: &Schema) -> Result<()> {
    tx.put(META, LAYOUT_KEY.to_vec(), [MAGIC, &LAYOUT.to_be_bytes()].concat());
    for table in schema.tables {
        let shape = shape(table);
        let known = get(tx, &table_key(table))?;
        if known.as_ref().is_some_and(|known| *known != shape.as_bytes()) {
            return Err(Error::internal(format_args!(
                "{}: the store has this table with other columns",
                table.name()
            )));
        }
        let first = if known.is_some() { Mark::Clearing } else { Mark::Ready };
        tx.put(META, table_key(table), shape.into_bytes());
        for index in table.indexes {
            if mark(&*tx, table, index.space)?.is_none() {
                set_mark(tx, table, index.space, &first);
            }
        }
        for index in lost(tx, table)? {
            set_mark(tx, table, index, &Mark::Clearing);
        }
    }
    Ok(())
}

/// Does a piece of the work that the marks ask for; says whether there may be more.
fn step(tx: &mut Transaction<'_>, schema: &Schema) -> Result<bool> {
    for table in schema.tables {
        if let Some(lost) = lost(tx, table)?.pop() {
            if clear(tx, lost)? {
                tx.delete(META, index_key(table, lost));
            }
            return Ok(true);
        }
        for index in table.indexes {
            let space = index.space;
            match mark(&*tx, table, space)? {
                Some(Mark::Ready) => continue,
                Some(Mark::Building(after)) => {
                    let mark = build(tx, table, index, after)?;
                    set_mark(tx, table, space, &mark);
                }
                Some(Mark::Clearing) | None => {
                    if clear(tx, space)? {
                        set_mark(tx, table, space, &Mark::Building(None));
                    }
                }
            }
            return Ok(true);
        }
    }
    Ok(false)
}

/// Adds the entries of the next rows.
fn build(
    tx: &mut Transaction<'_>,
    table: &'static Table,
    index: &Index,
    after: Option<Vec<u8>>,
) -> Result<Mark> {
    let mut entries = Vec::new();
    let mut seen = 0;
    let mut failed = Ok(());
    let stopped = Rows(&*tx).scan(table, &KeyRange::all().after(after), &mut |row| {
        seen += 1;
        match row.columns(table) {
            Ok(columns) => entries
                .extend(index::index_entry(index, &columns, row.key).map(|entry| (entry, row.key.to_vec()))),
            Err(e) => failed = Err(e),
        }
        if seen < STEP && failed.is_ok() { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    failed?;
    for (entry, row_key) in entries {
        index::add(tx, table, index, entry, &row_key)?;
    }
    Ok(stopped.map_or(Mark::Ready, |at| Mark::Building(Some(at))))
}

/// Removes the next entries; says whether none are left.
fn clear(tx: &mut Transaction<'_>, space: Space) -> Result<bool> {
    let mut entries = Vec::new();
    let stopped = rows::walk(&*tx, space, &KeyRange::all(), &mut |entry, _| {
        entries.push(entry.to_vec());
        Ok(if entries.len() < STEP { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    entries.into_iter().for_each(|entry| tx.delete(space, entry));
    Ok(stopped.is_none())
}

/// Indexes that the store has for a table and the schema has not.
fn lost(view: &dyn View, table: &Table) -> Result<Vec<Space>> {
    let prefix = index_prefix(table);
    let mut lost = Vec::new();
    rows::walk(view, META, &KeyRange::prefix(&prefix), &mut |key, _| {
        let space =
            split_space(&key[prefix.len()..]).ok_or_else(|| damaged("the mark of an index does not read"))?;
        if !table.indexes.iter().any(|index| index.space.number == space.0) {
            lost.push(space);
        }
        Ok(Flow::Continue(()))
    })?;
    // A name is needed for as long as the process runs; an index is lost once in the life of a store.
    Ok(lost.into_iter().map(|(number, name)| Space { number, name: name.leak() }).collect())
}

fn split_space(key: &[u8]) -> Option<(u16, String)> {
    let (number, name) = key.split_first_chunk()?;
    Some((u16::from_be_bytes(*number), String::from_utf8(name.to_vec()).ok()?))
}

/// 0 while the first is being set up.
fn schema_version(view: &dyn View) -> Result<u32> {
    let Some(version) = get(view, SCHEMA_KEY)? else { return Ok(0) };
    number(&version).ok_or_else(|| damaged("the version of its schema does not read"))
}

fn mark(view: &dyn View, table: &Table, index: Space) -> Result<Option<Mark>> {
    let Some(bytes) = get(view, &index_key(table, index))? else { return Ok(None) };
    match &bytes[..] {
        [0] => Ok(Some(Mark::Ready)),
        [1] => Ok(Some(Mark::Clearing)),
        [2] => Ok(Some(Mark::Building(None))),
        [3, after @ ..] => Ok(Some(Mark::Building(Some(after.to_vec())))),
        _ => Err(damaged("the mark of an index does not read")),
    }
}

fn set_mark(tx: &mut Transaction<'_>, table: &Table, index: Space, mark: &Mark) {
    let bytes = match mark {
        Mark::Ready => vec![0],
        Mark::Clearing => vec![1],
        Mark::Building(None) => vec![2],
        Mark::Building(Some(after)) => [&[3], &after[..]].concat(),
    };
    tx.put(META, index_key(table, index), bytes);
}

/// What may not change while rows of it are kept.
fn shape(table: &Table) -> String {
    let columns: Vec<_> = table.columns.iter().map(|column| format!("{:?}", column.ty)).collect();
    let tracked = if table.tracked { "tracked" } else { "plain" };
    format!("{} {tracked} {}", table.name(), columns.join(","))
}

fn table_key(table: &Table) -> Vec<u8> {
    [b"table/", &table.space.number.to_be_bytes()[..]].concat()
}

fn index_prefix(table: &Table) -> Vec<u8> {
    [b"index/", &table.space.number.to_be_bytes()[..]].concat()
}

fn index_key(table: &Table, index: Space) -> Vec<u8> {
    [&index_prefix(table)[..], &index.number.to_be_bytes(), index.name.as_bytes()].concat()
}

fn get(view: &dyn View, key: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut value = None;
    view.get(META, key, &mut |bytes| value = Some(bytes.to_vec()))?;
    Ok(value)
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.try_into().map(u32::from_be_bytes).ok()
}

fn damaged(reason: &str) -> Error {
    Error::corrupt("the store", reason)
}
