//! SQLite as a storage of guanxi: one file that every tool can open, for several processes of one device.
//!
//! Each table of the core is a table of SQLite: the parts of its key and the declared columns under their names, the rest in
//! `body`. A write is a transaction of SQLite's in its write-ahead log, on disk when it
//! returns; writers of all processes wait for each other, readers for nobody.

mod check;
mod connections;
mod failure;
mod feed;
mod prepare;
mod rows;
mod statements;
#[cfg(test)]
mod tests;
mod transaction;

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Capabilities, FeedPosition, Flow, Gate, OpenOptions, Read, Schema, Storage, View, Write, sql::Sql,
        tables::check_schema,
    },
};

use self::{connections::Connections, rows::Rows};

/// An SQLite database.
pub struct Sqlite {
    connections: Connections,
    sql: Sql,
    gate: Gate,
    schema: Mutex<Option<&'static Schema>>,
}

impl Sqlite {
    /// Opens the store in a file.
    ///
    /// # Errors
    /// `no_store` when it is not there and may not be made, `corrupt` (the file is left as it is), `disk_full`, `io`.
    pub fn open(file: impl AsRef<Path>, options: &OpenOptions) -> Result<Self> {
        let connections = Connections::open(file.as_ref(), options)?;
        let sql = Sql::new(statements::DIALECT);
        Ok(Self { connections, sql, gate: Gate::default(), schema: Mutex::default() })
    }

    fn file(&self) -> &Path {
        &self.connections.file
    }

    fn on_one_state(&self, f: impl FnOnce(&Rows<'_>) -> Result<()>) -> Result<()> {
        let _inside = self.gate.enter()?;
        let reader = self.connections.reader()?;
        transaction::read(self.file(), &reader, &self.sql, f)
    }

    fn transact<R>(&self, f: impl FnOnce(&mut Rows<'_>) -> Result<R>) -> Result<R> {
        let _inside = self.gate.enter()?;
        self.connections.writing(|writer| transaction::write(self.file(), writer, &self.sql, f))
    }

    fn schema(&self) -> Option<&'static Schema> {
        *self.schema.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for Sqlite {
    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::EMBEDDED;
        capabilities.multi_process = true;
        capabilities.sql = true;
        capabilities
    }

    fn prepare(&self, schema: &'static Schema) -> Result<()> {
        check_schema(schema)?;
        let mut current = false;
        self.on_one_state(|rows| prepare::is_current(rows, schema).map(|is| current = is))?;
        if !current {
            self.transact(|rows| prepare::prepare(rows, schema))?;
        }
        *self.schema.lock().unwrap_or_else(PoisonError::into_inner) = Some(schema);
        Ok(())
    }

    fn show(&self, views: &[View]) -> Result<()> {
        let mut current = false;
        self.on_one_state(|rows| prepare::are_shown(rows, views).map(|are| current = are))?;
        if current { Ok(()) } else { self.transact(|rows| prepare::show(rows, views)) }
    }

    fn read(&self, f: &mut dyn FnMut(&dyn Read) -> Result<()>) -> Result<()> {
        self.on_one_state(|rows| f(rows))
    }

    fn write(&self, f: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        self.transact(|rows| f(rows))
    }

    fn changes(&self, after: &FeedPosition, f: &mut dyn FnMut(&FeedPosition, &[u8]) -> Flow) -> Result<()> {
        let from = feed::place(after)?;
        self.on_one_state(|rows| {
            let failed = |e| self.connections.error(e);
            let sql = "SELECT place, entry FROM guanxi_feed WHERE place >= ?1 ORDER BY place";
            let mut statement = rows.connection.prepare_cached(sql).map_err(failed)?;
            let mut entries = statement.query([from]).map_err(failed)?;
            let start = feed::start(rows)?;
            if from != 0 && from < start {
                return Err(Error::cursor_expired());
            }
            let mut known = from == 0 || from == start;
            while let Some(row) = entries.next().map_err(failed)? {
                let place: i64 = row.get(0).map_err(failed)?;
                known |= place == from;
                if place == from {
                    continue; // given out before
                }
                let entry = row.get_ref(1).map_err(failed)?.as_blob();
                let entry = entry.map_err(|_| Error::corrupt("feed", "an entry does not read"))?;
                if known && f(&feed::position(place), entry).is_break() {
                    break;
                }
            }
            if known { Ok(()) } else { Err(Error::cursor("it is no place in this feed")) }
        })
    }

    fn feed_start(&self) -> Result<FeedPosition> {
        let mut start = 0;
        self.on_one_state(|rows| feed::start(rows).map(|found| start = found))?;
        Ok(feed::position(start))
    }

    fn feed_end(&self) -> Result<FeedPosition> {
        let mut end = 0;
        self.on_one_state(|rows| feed::end(rows).map(|found| end = found))?;
        Ok(feed::position(end))
    }

    fn drop_feed(&self, until: &FeedPosition) -> Result<()> {
        let until = feed::place(until)?;
        self.transact(|rows| feed::drop_until(rows, until))
    }

    fn check(&self, report: &mut dyn FnMut(String)) -> Result<()> {
        let schema =
            self.schema().ok_or_else(|| Error::internal("a storage is checked before it was prepared"));
        self.on_one_state(|rows| check::check(rows, schema?, report))
    }

    fn size_on_disk(&self) -> Result<u64> {
        let _inside = self.gate.enter()?;
        let beside = |end: &str| PathBuf::from(format!("{}{end}", self.file().display()));
        let size = |path: PathBuf| fs::metadata(path).map_or(0, |m| m.len());
        Ok(["", "-wal", "-shm"].map(beside).map(size).iter().sum())
    }

    fn compact(&self) -> Result<()> {
        let _alone = self.gate.enter_alone()?;
        self.connections.writing(|writer| {
            self.connections.vacuum(writer).map_err(|e| self.connections.error(e))?;
            // Other processes that read keep the old log alive.
            let busy = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            match busy.map_err(|e| self.connections.error(e))? {
                0 => Ok(()),
                _ => Err(Error::contended(1)),
            }
        })
    }

    fn suspend(&self) -> Result<()> {
        let _alone = self.gate.enter_alone()?;
        self.connections.let_go()
    }

    fn close(&self) -> Result<()> {
        self.gate.close(|| self.connections.let_go())
    }
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sqlite({})", self.file().display())
    }
}
