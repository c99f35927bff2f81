//! A transaction of SQLite: taken back unless it is committed, also after a panic.

use std::path::Path;

use guanxi_core::{
    error::{Error, Result},
    storage::sql::Sql,
};
use rusqlite::{Connection, ErrorCode};

use crate::{failure, rows::Rows};

/// A transaction under way.
struct Transaction<'a> {
    file: &'a Path,
    connection: &'a Connection,
    open: bool,
}

/// Runs a closure on one state.
pub(crate) fn read(
    file: &Path,
    connection: &Connection,
    sql: &Sql,
    f: impl FnOnce(&Rows<'_>) -> Result<()>,
) -> Result<()> {
    let _state = Transaction::begin(file, connection, "BEGIN DEFERRED")?;
    // The state is that of the first look.
    let look =
        connection.prepare_cached("SELECT 1 FROM sqlite_schema LIMIT 1").and_then(|mut s| s.exists([]));
    look.map_err(|e| failure::error(file, e))?;
    f(&Rows::new(file, connection, sql))
}

/// Runs a closure and keeps what it wrote, or nothing of it.
pub(crate) fn write<R>(
    file: &Path,
    connection: &Connection,
    sql: &Sql,
    f: impl FnOnce(&mut Rows<'_>) -> Result<R>,
) -> Result<R> {
    let transaction = Transaction::begin(file, connection, "BEGIN IMMEDIATE")?;
    let mut rows = Rows::new(file, connection, sql);
    let result = f(&mut rows)?;
    if rows.failed.get() {
        return Err(Error::internal("a write failed and its transaction went on to commit"));
    }
    transaction.commit()?;
    Ok(result)
}

impl<'a> Transaction<'a> {
    fn begin(file: &'a Path, connection: &'a Connection, sql: &str) -> Result<Self> {
        run(connection, sql).map_err(|e| failure::error(file, e))?;
        Ok(Self { file, connection, open: true })
    }

    /// After a failure while it is made durable, nobody knows whether a crash would bring it back.
    fn commit(mut self) -> Result<()> {
        let done = run(self.connection, "COMMIT");
        self.open = !self.connection.is_autocommit();
        done.map_err(|e| match e.sqlite_error_code() {
            Some(ErrorCode::SystemIoFailure) => {
                Error::unknown("writing failed inside a commit").with_source(e)
            }
            _ => failure::error(self.file, e),
        })
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            // Where this fails, SQLite has taken it back already.
            let _ = run(self.connection, "ROLLBACK");
        }
    }
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}
