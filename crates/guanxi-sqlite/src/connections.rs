//! Connections to one file: one that writes, and as many that read as there are readers at once.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use guanxi_core::{
    error::{Error, Result},
    storage::OpenOptions,
};
use rusqlite::{Connection, ErrorCode, OpenFlags, limits::Limit};

use crate::failure;

/// How long a writer waits for another process's.
const PATIENCE: Duration = Duration::from_secs(10);
/// Statements that a connection keeps ready.
const STATEMENTS: usize = 256;

/// See the [module](self).
pub(crate) struct Connections {
    pub(crate) file: PathBuf,
    cache_bytes: usize,
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Vec<Connection>>,
}

/// A connection that reads, given back when this goes.
pub(crate) struct Reader<'a> {
    connections: &'a Connections,
    connection: Option<Connection>,
}

impl Connections {
    /// Opens the file, making it when there is none and that is allowed.
    pub(crate) fn open(file: &Path, options: &OpenOptions) -> Result<Self> {
        if !options.create && !file.exists() {
            return Err(Error::no_store(file.display()));
        }
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|e| Error::io(folder.display(), e))?;
        }
        let connections = Self {
            file: file.to_owned(),
            cache_bytes: options.cache_bytes,
            writer: Mutex::default(),
            readers: Mutex::default(),
        };
        connections.writing(|_| Ok(()))?;
        Ok(connections)
    }

    /// Runs a closure on the one connection that writes; others of this process wait in front of it, without a timeout.
    pub(crate) fn writing<R>(&self, f: impl FnOnce(&Connection) -> Result<R>) -> Result<R> {
        let mut writer = lock(&self.writer);
        let connection = match writer.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        f(writer.insert(connection))
    }

    /// A connection that nobody else reads with.
    pub(crate) fn reader(&self) -> Result<Reader<'_>> {
        let kept = lock(&self.readers).pop();
        let connection = kept.map_or_else(|| self.connect(), Ok)?;
        Ok(Reader { connections: self, connection: Some(connection) })
    }

    /// Closes every connection; the next call opens them again.
    pub(crate) fn let_go(&self) -> Result<()> {
        let readers = std::mem::take(&mut *lock(&self.readers));
        for connection in readers.into_iter().chain(lock(&self.writer).take()) {
            connection.close().map_err(|(_, e)| self.error(e))?;
        }
        Ok(())
    }

    /// Writes the file anew. SQLite attaches a second one to do so, which is allowed for that alone.
    pub(crate) fn vacuum(&self, writer: &Connection) -> rusqlite::Result<()> {
        writer.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
        let done = writer.execute_batch("VACUUM");
        writer.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        done
    }

    pub(crate) fn error(&self, failure: rusqlite::Error) -> Error {
        failure::error(&self.file, failure)
    }

    fn connect(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX; // each is used by one thread at a time
        let connection = Connection::open_with_flags(&self.file, flags).map_err(|e| self.error(e))?;
        self.set_up(&connection).map_err(|e| self.error(e))?;
        Ok(connection)
    }

    /// A commit is on disk when it returns (`synchronous = FULL` syncs the log; on Apple's systems `fullfsync` makes that
    /// reach the medium), and readers go on beside the writer.
    fn set_up(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.busy_timeout(PATIENCE)?;
        use_log(connection)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update(None, "checkpoint_fullfsync", true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cache_size", -((self.cache_bytes / 1024) as i64))?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        Ok(())
    }
}

/// Switches a new file to its write-ahead log. Where two processes do so at once, SQLite tells the second that the file is
/// busy without having waited; so it tries again.
fn use_log(connection: &Connection) -> rusqlite::Result<()> {
    let until = Instant::now() + PATIENCE;
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

impl std::ops::Deref for Reader<'_> {
    type Target = Connection;

    #[allow(clippy::expect_used)] // it is taken when this is dropped, and only then
    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("a reader has its connection until it goes")
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        lock(&self.connections.readers).extend(self.connection.take());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
