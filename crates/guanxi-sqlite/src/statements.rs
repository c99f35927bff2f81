//! The SQL, all of it: made from the declarations of tables, with every value as a parameter.
//!
//! A table has its rows' encoded key (`row_key`, which sorts as the values do), the parts of the key and the declared
//! columns for whoever reads the file with SQL, one column per index (`index:…`, the encoded entry), and `body`.

use std::fmt::Write as _;

use guanxi_core::storage::{ColumnType, Index, KeyRange, Table};

/// What a store is known by, and what it holds.
pub(crate) const STORE: &str = "CREATE TABLE IF NOT EXISTS guanxi_store (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID";
/// The feed: a place is never given twice.
pub(crate) const FEED: &str =
    "CREATE TABLE IF NOT EXISTS guanxi_feed (place INTEGER PRIMARY KEY AUTOINCREMENT, entry BLOB NOT NULL)";

/// A name as SQL takes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What the names of columns of entries start with: no declared column has a colon in its name, so none is taken for one.
pub(crate) const ENTRY: &str = "index:";

/// The name of the column that holds a row's entry of an index.
pub(crate) fn entry_name(index: &Index) -> String {
    format!("{ENTRY}{}", index.space.name)
}

/// The same, as SQL takes it.
pub(crate) fn entry_column(index: &Index) -> String {
    quoted(&entry_name(index))
}

/// Makes a table. It has no rowid: rows lie in the order of their keys.
pub(crate) fn create(table: &Table) -> String {
    let mut sql = format!("CREATE TABLE {} (row_key BLOB PRIMARY KEY NOT NULL", quoted(table.name()));
    if table.tracked {
        sql.push_str(", row_version INTEGER NOT NULL");
    }
    for (name, ty, null) in parts(table) {
        let _ = write!(sql, ", {name} {ty}{null}");
    }
    for index in table.indexes {
        let _ = write!(sql, ", {} BLOB", entry_column(index));
    }
    sql.push_str(", body BLOB NOT NULL) WITHOUT ROWID");
    sql
}

/// The parts of the key and the declared columns, as SQL declares them. A column that is called as a part of the key has
/// the same values and stands once.
fn parts(table: &Table) -> impl Iterator<Item = (String, &'static str, &'static str)> {
    let key = table.key.iter().map(|column| (column, " NOT NULL"));
    let columns = own_columns(table).map(|(_, column)| (column, ""));
    key.chain(columns).map(|(column, null)| (quoted(column.name), type_name(column.ty), null))
}

/// The declared columns with their positions, without those that are called as a part of the key.
pub(crate) fn own_columns(table: &Table) -> impl Iterator<Item = (usize, &guanxi_core::storage::Column)> {
    let in_key = |name| table.key.iter().any(|part| part.name == name);
    table.columns.iter().enumerate().filter(move |(_, column)| !in_key(column.name))
}

const fn type_name(ty: ColumnType) -> &'static str {
    match ty {
        ColumnType::Id => "BLOB",
        ColumnType::Int => "INTEGER",
        ColumnType::Text => "TEXT",
    }
}

/// Adds the column of an index to a table that has rows.
pub(crate) fn add_entry_column(table: &Table, index: &Index) -> String {
    format!("ALTER TABLE {} ADD COLUMN {} BLOB", quoted(table.name()), entry_column(index))
}

/// Makes the index over that column.
pub(crate) fn create_index(table: &Table, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let (name, column) = (quoted(index.space.name), entry_column(index));
    format!("CREATE {unique}INDEX IF NOT EXISTS {name} ON {} ({column})", quoted(table.name()))
}

/// Writes a row whole, over one that is there.
pub(crate) fn put(table: &Table) -> String {
    let mut names = vec!["row_key".to_owned()];
    names.extend(table.tracked.then(|| "row_version".to_owned()));
    names.extend(parts(table).map(|(name, ..)| name));
    names.extend(table.indexes.iter().map(entry_column));
    names.push("body".to_owned());
    let places: Vec<_> = (1..=names.len()).map(|i| format!("?{i}")).collect();
    let updates: Vec<_> = names[1..].iter().map(|name| format!("{name} = excluded.{name}")).collect();
    format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (row_key) DO UPDATE SET {}",
        quoted(table.name()),
        names.join(", "),
        places.join(", "),
        updates.join(", ")
    )
}

/// Removes a row.
pub(crate) fn delete(table: &Table) -> String {
    format!("DELETE FROM {} WHERE row_key = ?1", quoted(table.name()))
}

/// What a row is read from: key, version, declared columns, body, in this order.
fn read_columns(table: &Table) -> String {
    let version = if table.tracked { "row_version" } else { "0" };
    let columns: String = table.columns.iter().map(|c| format!(", {}", quoted(c.name))).collect();
    format!("row_key, {version}{columns}, body")
}

/// Reads the row of a key.
pub(crate) fn get(table: &Table) -> String {
    format!("SELECT {} FROM {} WHERE row_key = ?1", read_columns(table), quoted(table.name()))
}

/// Reads the version of a row.
pub(crate) fn version(table: &Table) -> String {
    let version = if table.tracked { "row_version" } else { "0" };
    format!("SELECT {version} FROM {} WHERE row_key = ?1", quoted(table.name()))
}

/// Reads rows between two ends, in the order of their keys or of an index; the entry comes last.
pub(crate) fn scan(table: &Table, index: Option<&Index>, range: &KeyRange) -> Option<String> {
    let by = index.map_or_else(|| "row_key".to_owned(), entry_column);
    let ends = ends(&by, range)?;
    let order = if range.reverse { "DESC" } else { "ASC" };
    Some(format!(
        "SELECT {}, {by} FROM {} WHERE {ends} ORDER BY {by} {order}",
        read_columns(table),
        quoted(table.name())
    ))
}

/// Counts rows between two ends, no further than a bound, the last parameter.
pub(crate) fn count(table: &Table, range: &KeyRange) -> Option<String> {
    let ends = ends("row_key", range)?;
    let table = quoted(table.name());
    Some(format!("SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {ends} LIMIT ?3)"))
}

/// A condition with the lower end as its first parameter and the upper as its second; `None` for a range that is empty.
fn ends(column: &str, range: &KeyRange) -> Option<String> {
    use std::ops::Bound::{Excluded, Included, Unbounded};
    let (from, to) = range.bounds()?;
    let from = match from {
        Included(_) => ">= ?1",
        Excluded(_) => "> ?1",
        Unbounded => "IS NOT ?1", // that parameter is null then
    };
    let to = match to {
        Included(_) => "<= ?2",
        Excluded(_) => "< ?2",
        Unbounded => "IS NOT ?2",
    };
    Some(format!("{column} {from} AND {column} {to}"))
}
