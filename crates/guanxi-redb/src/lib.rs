//! redb as a storage of guanxi: the embedded default.
//!
//! A store is a directory with `data.redb` in it, so that a key file or a backup can lie beside. One process has it
//! open at a time. Each space of keys is a table of redb under the space's name, bytes to bytes. A commit is on disk
//! when it returns, and keeps what is needed to open at once after a crash ("quick-repair").

use std::{
    cell::RefCell,
    collections::BTreeMap,
    ops::Bound,
    path::{Path, PathBuf},
    rc::Rc,
};

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Flow, KeyValue, KvStorage, OpenOptions, Space,
        kv::{Batch, Bounds, Reopening, View},
    },
};
use guanxi_files as files;
use redb::{
    Database, ReadOnlyTable, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition, TableError,
};

mod error;
#[cfg(test)]
mod tests;

type Table = ReadOnlyTable<&'static [u8], &'static [u8]>;

/// A redb database.
#[derive(Debug)]
pub struct Redb {
    file: PathBuf,
    database: Reopening<Database>,
}

impl Redb {
    /// Opens the store in a directory.
    ///
    /// # Errors
    /// `no_store` when it is not there and may not be made, `locked`, `newer_format`, `corrupt` (the file is left as
    /// it is), `disk_full`, `io`.
    pub fn open(directory: impl AsRef<Path>, options: &OpenOptions) -> Result<KvStorage<Self>> {
        let file = files::find_or_make(directory.as_ref(), "data.redb", options.create, |new| {
            Database::create(new).and_then(Database::close).map_err(|e| error::of(new, e))
        })?;
        let (path, cache) = (file.clone(), options.cache_bytes);
        Self::start(file, move || Ok(Database::builder().set_cache_size(cache).open(&path)?))
    }

    fn start(
        file: PathBuf,
        open: impl Fn() -> Result<Database, redb::Error> + Send + Sync + 'static,
    ) -> Result<KvStorage<Self>> {
        let place = file.clone();
        let database = Reopening::new(move || open().map_err(|e| error::of(&place, e)))?;
        Ok(KvStorage::new(Self { file, database }))
    }

    /// Runs a piece of redb.
    fn guard<T, E: Into<redb::Error>>(&self, f: impl FnOnce() -> Result<T, E>) -> Result<T> {
        self.database.guard(|| f().map_err(|e| self.error(e)))
    }

    /// Looks at what redb found, which may not be where it should.
    fn read<T>(&self, f: impl FnOnce() -> T) -> Result<T> {
        self.database.guard(|| Ok(f()))
    }

    fn error(&self, e: impl Into<redb::Error>) -> Error {
        error::of(&self.file, e)
    }
}

impl KeyValue for Redb {
    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        self.database.beside(|database| {
            let tx = self.guard(|| database.begin_read())?;
            f(&Snapshot { redb: self, tx, tables: RefCell::default() })
        })
    }

    fn commit(&self, batch: &Batch) -> Result<()> {
        self.database.beside(|database| self.guard(|| write(database, batch)))
    }

    fn size_on_disk(&self) -> Result<u64> {
        files::size(&self.file).map_err(|e| self.error(e))
    }

    fn suspend(&self) -> Result<()> {
        self.database.let_go(|database| database.close().map_err(|e| self.error(e)))
    }
}

fn write(database: &Database, batch: &Batch) -> Result<(), redb::Error> {
    let mut tx = database.begin_write()?;
    tx.set_quick_repair(true);
    for (space, changes) in batch.spaces() {
        let mut changes = changes.peekable();
        let mut table = tx.open_table(definition(space))?;
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

/// One state of the database.
struct Snapshot<'a> {
    redb: &'a Redb,
    tx: ReadTransaction,
    /// The tables used so far: to open one is a search of its own.
    tables: RefCell<BTreeMap<Space, Option<Rc<Table>>>>,
}

impl Snapshot<'_> {
    fn table(&self, space: Space) -> Result<Option<Rc<Table>>> {
        if let Some(table) = self.tables.borrow().get(&space) {
            return Ok(table.clone());
        }
        let table = self.redb.guard(|| match self.tx.open_table(definition(space)) {
            Ok(table) => Ok(Some(Rc::new(table))),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(e) => Err(e),
        })?;
        self.tables.borrow_mut().insert(space, table.clone());
        Ok(table)
    }
}

impl View for Snapshot<'_> {
    fn get(&self, space: Space, key: &[u8], f: &mut dyn FnMut(&[u8])) -> Result<bool> {
        let Some(table) = self.table(space)? else { return Ok(false) };
        let Some(value) = self.redb.guard(|| table.get(key))? else { return Ok(false) };
        f(self.redb.read(|| value.value())?);
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
        while let Some((key, value)) = self.redb.guard(|| {
            let next = if reverse { rows.next_back() } else { rows.next() };
            next.transpose()
        })? {
            let (key, value) = self.redb.read(|| (key.value(), value.value()))?;
            if f(key, value).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn definition(space: Space) -> TableDefinition<'static, &'static [u8], &'static [u8]> {
    TableDefinition::new(space.name)
}
