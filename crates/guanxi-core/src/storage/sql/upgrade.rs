//! What a store needs to become what a schema wants: worked out from what stands in it, without touching it.

use std::collections::{BTreeMap, BTreeSet};

use super::{ENTRY, Sql, entry_name, quoted};
use crate::{
    error::{Error, Result},
    storage::{Column, Index, Schema, Table},
};

/// How tables, indexes and feed are laid out. Grows when older code could not read it.
pub const LAYOUT: u32 = 1;
/// The table of what a store is known by: its layout, the version of its schema, the shape of each table.
pub const STORE_TABLE: &str = "guanxi_store";

/// What a store says of itself.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// Names and values in [`STORE_TABLE`]; empty when there is no such table.
    pub values: BTreeMap<String, String>,
    /// The columns of each table.
    pub tables: BTreeMap<String, BTreeSet<String>>,
}

/// One step of an upgrade.
#[derive(Debug)]
pub enum Step {
    /// Run this.
    Run(String),
    /// Run this, which makes the index; it can find two rows of one key.
    MakeIndex {
        /// Of this table.
        table: &'static Table,
        /// What to run.
        sql: String,
    },
    /// Give every row its entry of the index.
    Fill {
        /// Of this table.
        table: &'static Table,
        /// The index.
        index: &'static Index,
    },
    /// Write a value into [`STORE_TABLE`].
    Set {
        /// Its name.
        name: String,
        /// The value.
        value: String,
    },
}

/// The steps that bring a store up to a schema, none when it is that already. They belong into one transaction.
///
/// # Errors
/// `newer_format` when the store was written by a newer version; `internal` when a table has other columns.
pub fn upgrade(stored: &Stored, schema: &Schema, sql: &Sql) -> Result<Vec<Step>> {
    let (layout, version) = (stored.number("layout")?, stored.number("schema")?);
    if layout > LAYOUT {
        return Err(Error::newer("the store", layout, LAYOUT));
    }
    if version > schema.version {
        return Err(Error::newer("the store", version, schema.version));
    }
    let mut steps = Vec::new();
    for table in schema.tables {
        table_steps(stored, table, sql, &mut steps)?;
    }
    if steps.is_empty() && layout == LAYOUT && version == schema.version {
        return Ok(steps);
    }
    for (name, value) in [("layout", LAYOUT), ("schema", schema.version)] {
        steps.push(Step::Set { name: name.to_owned(), value: value.to_string() });
    }
    Ok(steps)
}

fn table_steps(stored: &Stored, table: &'static Table, sql: &Sql, steps: &mut Vec<Step>) -> Result<()> {
    let statements = sql.of(table);
    let (name, shape) = (format!("table {}", table.name()), shape(table));
    let known = stored.values.get(&name);
    if known.is_some_and(|known| *known != shape) {
        let reason = format_args!("{}: the store has this table with other columns", table.name());
        return Err(Error::internal(reason));
    }
    let Some(columns) = stored.tables.get(table.name()).filter(|_| known.is_some()) else {
        steps.push(Step::Run(statements.create.clone()));
        steps.push(Step::Set { name, value: shape });
        let made = |index| Step::MakeIndex { table, sql: statements.create_index(index) };
        steps.extend(table.indexes.iter().map(made));
        return Ok(());
    };
    let wanted: BTreeSet<_> = table.indexes.iter().map(entry_name).collect();
    for lost in columns.iter().filter(|c| c.starts_with(ENTRY) && !wanted.contains(*c)) {
        let index = quoted(lost.strip_prefix(ENTRY).unwrap_or(lost));
        steps.push(Step::Run(format!("DROP INDEX IF EXISTS {index}")));
        steps.push(Step::Run(format!("ALTER TABLE {} DROP COLUMN {}", quoted(table.name()), quoted(lost))));
    }
    for index in table.indexes.iter().filter(|index| !columns.contains(&entry_name(index))) {
        steps.push(Step::Run(statements.add_entry_column(index)));
        steps.push(Step::Fill { table, index });
        steps.push(Step::MakeIndex { table, sql: statements.create_index(index) });
    }
    Ok(())
}

/// What may not change while rows of it are kept.
fn shape(table: &Table) -> String {
    let types = |columns: &[Column]| {
        let types: Vec<_> = columns.iter().map(|c| format!("{} {:?}", c.name, c.ty)).collect();
        types.join(", ")
    };
    let tracked = if table.tracked { "tracked" } else { "plain" };
    format!("{tracked} ({}) {}", types(table.key), types(table.columns))
}

impl Stored {
    fn number(&self, name: &str) -> Result<u32> {
        let Some(text) = self.values.get(name) else { return Ok(0) };
        text.parse().map_err(|_| Error::corrupt("the store", format_args!("its {name} does not read")))
    }
}
