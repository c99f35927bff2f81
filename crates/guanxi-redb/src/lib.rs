//! redb as a storage of guanxi: the embedded default.
//!
//! A store is a directory with `data.redb` in it, so that a key file or a backup can lie beside. One process has it
//! open at a time. Each space of keys is a table of redb under the space's name, bytes to bytes.
//!
//! A commit of redb syncs twice and writes a page per touched place. So a small one goes to a [log](guanxi_files::Logged) first, `data.log`,
//! with one sync, and to redb's memory then; when the log is full, redb writes all it has, and keeps what is needed to
//! open at once after a crash ("quick-repair").

use std::{
    ops::Bound,
    path::{Path, PathBuf},
    sync::Arc,
};

use guanxi_core::{
    error::Result,
    storage::{
        Flow, KeyValue, KvStorage, OpenOptions, Space,
        kv::{Batch, Bounds, Opened, Reopening, View},
    },
};
use guanxi_files::{self as files, Behind, Logged, Spaces};
use redb::{
    Database, Durability, ReadOnlyTable, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition,
    TableError,
};

mod compact;
mod error;
#[cfg(test)]
mod tests;

type Table = ReadOnlyTable<&'static [u8], &'static [u8]>;

/// The number of the last commit of the log that redb has on disk.
const ON_DISK: TableDefinition<'static, (), u64> = TableDefinition::new("log");

/// A redb database.
#[derive(Debug)]
pub struct Redb {
    file: PathBuf,
    open: Reopening<Logged<Open>>,
}

impl Redb {
    /// Opens the store in a directory.
    ///
    /// # Errors
    /// `no_store` when it is not there and may not be made, `locked`, `newer_format`, `corrupt` (the file is left as
    /// it is), `disk_full`, `io`.
    pub fn open(directory: impl AsRef<Path>, options: &OpenOptions) -> Result<KvStorage<Self>> {
        let file = files::find_or_make(directory.as_ref(), "data.redb", options.create, |new| {
            // The log of a store that was deleted is not for the new one.
            files::remove(&files::log(new))?;
            Database::create(new).and_then(Database::close).map_err(|e| error::of(new, e))
        })?;
        let (at, cache) = (file.clone(), options.cache_bytes);
        let open = move || Ok(Database::builder().set_cache_size(cache).open(&at)?);
        Self::start(file, options.log_bytes, open)
    }

    fn start(
        file: PathBuf,
        log_bytes: usize,
        open: impl Fn() -> Result<Database, redb::Error> + Send + Sync + 'static,
    ) -> Result<KvStorage<Self>> {
        let (place, log) = (file.clone(), files::log(&file));
        let open = Reopening::new(move || {
            let database = open().map_err(|e| error::of(&place, e))?;
            files::remove(&files::unfinished(&place))?; // of a compaction that was cut off
            Logged::open(Open { file: place.clone(), database }, &log, log_bytes)
        })?;
        Ok(KvStorage::new(Self { file, open }))
    }

    /// Runs a piece of redb.
    fn guard<T, E: Into<redb::Error>>(&self, f: impl FnOnce() -> Result<T, E>) -> Result<T> {
        self.open.guard(|| f().map_err(|e| error::of(&self.file, e)))
    }
}

impl KeyValue for Redb {
    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        self.open.beside(|open| f(&Snapshot { redb: self, state: self.open.guard(|| open.state())? }))
    }

    fn commit(&self, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()> {
        self.open.beside(|open| self.open.guard(|| open.commit(batch, on_disk)))
    }

    fn size_on_disk(&self) -> Result<u64> {
        files::size_with_log(&self.file)
    }

    fn compact(&self) -> Result<()> {
        compact::compact(self)
    }

    fn suspend(&self) -> Result<()> {
        self.open.let_go(|open| open.finish()?.database.close().map_err(|e| error::of(&self.file, e)))
    }
}

/// What is in the log goes to the store with the last handle; where that fails, it stays in the log.
impl Drop for Redb {
    fn drop(&mut self) {
        let _ = self.suspend();
    }
}

struct Open {
    file: PathBuf,
    database: Database,
}

/// One state of the database.
struct State {
    tx: ReadTransaction,
    /// The tables used so far: to open one is a search of its own.
    tables: Opened<Option<Arc<Table>>>,
}

impl Behind for Open {
    type State = State;

    fn state(&self) -> Result<State> {
        let tx = self.database.begin_read().map_err(|e| error::of(&self.file, e))?;
        Ok(State { tx, tables: Opened::default() })
    }

    fn on_disk(&self) -> Result<u64> {
        on_disk(&self.database).map_err(|e| error::of(&self.file, e))
    }

    fn write<'a>(&self, spaces: impl Spaces<'a>, to_disk: Option<u64>) -> Result<()> {
        write(&self.database, spaces, to_disk).map_err(|e| error::of(&self.file, e))
    }
}

fn on_disk(database: &Database) -> Result<u64, redb::Error> {
    match database.begin_read()?.open_table(ON_DISK) {
        Ok(table) => Ok(table.get(())?.map_or(0, |number| number.value())),
        Err(TableError::TableDoesNotExist(_)) => Ok(0),
        Err(e) => Err(e.into()),
    }
}

fn write<'a>(database: &Database, spaces: impl Spaces<'a>, to_disk: Option<u64>) -> Result<(), redb::Error> {
    let mut tx = database.begin_write()?;
    match to_disk {
        None => tx.set_durability(Durability::None)?,
        Some(number) => {
            tx.set_quick_repair(true);
            tx.open_table(ON_DISK)?.insert((), number)?;
        }
    }
    for (name, changes) in spaces {
        let mut changes = changes.peekable();
        let mut table = tx.open_table(definition(name))?;
        let last = table.last()?.map(|(key, _)| key.value().to_vec());
        while let Some((key, value)) =
            changes.next_if(|(key, _)| last.as_deref().is_some_and(|last| *key <= last))
        {
            match value {
                Some(value) => drop(table.insert(key, value)?),
                None => drop(table.remove(key)?),
            }
        }
        // What comes after the last key goes through a cursor, which leaves full pages behind instead of halves.
        let mut end = table.upper_bound_mut(Bound::<&[u8]>::Unbounded)?;
        for (key, value) in changes.filter_map(|(key, value)| Some((key, value?))) {
            end.insert_before(key, value)?;
        }
        end.close()?;
    }
    Ok(tx.commit()?)
}

/// One state of the database, and whom to tell when it cannot be read.
struct Snapshot<'a> {
    redb: &'a Redb,
    state: Arc<State>,
}

impl Snapshot<'_> {
    fn table(&self, space: Space) -> Result<Option<Arc<Table>>> {
        let open = || match self.state.tx.open_table(definition(space.name)) {
            Ok(table) => Ok(Some(Arc::new(table))),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(e) => Err(e),
        };
        self.state.tables.get(space, || self.redb.guard(open))
    }
}

impl View for Snapshot<'_> {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        let Some(table) = self.table(space)? else { return Ok(false) };
        let Some(value) = self.redb.guard(|| table.get(key))? else { return Ok(false) };
        // What redb found may not be where it should.
        f(self.redb.open.guard(|| Ok(value.value()))?);
        Ok(true)
    }

    fn range(
        &self,
        space: Space,
        bounds: Bounds<'_>,
        reverse: bool,
        f: &mut dyn FnMut(&[u8], &[u8]) -> Flow,
    ) -> Result<()> {
        let Some(table) = self.table(space)? else { return Ok(()) };
        let mut rows = self.redb.guard(|| table.range::<&[u8]>(bounds))?;
        let mut next = || (if reverse { rows.next_back() } else { rows.next() }).transpose();
        while let Some((key, value)) = self.redb.guard(&mut next)? {
            let (key, value) = self.redb.open.guard(|| Ok((key.value(), value.value())))?;
            if f(key, value).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn definition(name: &str) -> TableDefinition<'_, &'static [u8], &'static [u8]> {
    TableDefinition::new(name)
}
