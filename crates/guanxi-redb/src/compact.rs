//! Files without old bytes.

use std::{ops::Bound, path::Path};

use guanxi_core::error::Result;
use guanxi_files as files;
use redb::{Database, ReadableDatabase, ReadableTable, TableHandle};

use crate::{ON_DISK, Redb, definition, error, on_disk};

/// Has all go into a new file: redb's own compaction leaves old bytes in pages that are free.
pub(crate) fn compact(redb: &Redb) -> Result<()> {
    redb.open.beside(|_| Ok(()))?;
    redb.open.let_go(|open| {
        let database = open.finish()?.database;
        files::replace(&redb.file, |new| {
            rewrite(&database, new).map_err(|e| error::of(new, e))?;
            database.close().map_err(|e| error::of(&redb.file, e))
        })
    })
}

/// Writes all that a database has into a new file.
fn rewrite(database: &Database, new: &Path) -> Result<(), redb::Error> {
    let into = Database::create(new)?;
    let (from, mut tx) = (database.begin_read()?, into.begin_write()?);
    tx.set_quick_repair(true);
    tx.open_table(ON_DISK)?.insert((), on_disk(database)?)?;
    for table in from.list_tables()?.filter(|table| table.name() != ON_DISK.name()) {
        let rows = from.open_table(definition(table.name()))?;
        let mut copy = tx.open_table(definition(table.name()))?;
        let mut end = copy.upper_bound_mut(Bound::<&[u8]>::Unbounded)?;
        for row in rows.iter()? {
            let (key, value) = row?;
            end.insert_before(key.value(), value.value())?;
        }
        end.close()?;
    }
    tx.commit()?;
    Ok(into.close()?)
}
