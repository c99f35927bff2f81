//! The SQL that is SQLite's alone; the rest is made by [`Sql`](guanxi_core::storage::sql::Sql).

use guanxi_core::storage::sql::Dialect;

/// Rows lie in the order of their keys: tables have no rowid.
pub(crate) const DIALECT: Dialect = Dialect {
    bytes: "BLOB",
    int: "INTEGER",
    text: "TEXT",
    parameter: '?',
    table_end: " WITHOUT ROWID",
    paged: false,
};

/// What a store is known by, and what it holds.
pub(crate) const STORE: &str = "CREATE TABLE IF NOT EXISTS guanxi_store (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID";
/// The feed: a place is never given twice.
pub(crate) const FEED: &str =
    "CREATE TABLE IF NOT EXISTS guanxi_feed (place INTEGER PRIMARY KEY AUTOINCREMENT, entry BLOB NOT NULL)";
