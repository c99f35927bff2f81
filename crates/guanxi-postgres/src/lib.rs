//! PostgreSQL as a storage of guanxi, for many processes on many machines.
//!
//! Each table of the core is a table of a schema of the database: the parts of its key and the declared columns under their
//! names, the rest in `body`. A write is a serializable transaction; it runs again when others were faster or the
//! connection broke, and is never done twice: see `transaction`. What a call asks goes out together, so it takes few
//! trips to the server.
//!
//! | file | holds |
//! |---|---|
//! | `address` | what a URL says |
//! | `stream`, `tls`, `wire` | one connection: bytes, secrecy, statements |
//! | `pool` | the connections of a process |
//! | `statements` | the SQL beside that of tables |
//! | `rows`, `known` | reads and writes inside a transaction |
//! | `ahead` | what is told ahead, in one trip |
//! | `transaction` | a transaction until its end |
//! | `lanes` | the queue of writers to one customer |
//! | `together` | transactions of several calls, sent as one |
//! | `feed` | places in the feed |
//! | `prepare`, `check` | new stores and upgrades; every row against its entries |

mod address;
mod ahead;
mod check;
mod failure;
mod feed;
mod known;
mod lanes;
mod pool;
mod prepare;
mod rows;
mod statements;
mod stream;
#[cfg(test)]
mod tests;
mod tls;
mod together;
mod transaction;
mod values;
mod wire;

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Capabilities, FeedPosition, Flow, Gate, OpenOptions, Read, Schema, Storage, View, Write, sql::Sql,
        tables::check_schema,
    },
};

use self::{address::Address, lanes::Lanes, pool::Pool, together::Together, values::Parameter};

/// Writes after which old marks are removed.
const WRITES_PER_CLEARING: u64 = 20_000;

/// A schema of a PostgreSQL database.
pub struct Postgres {
    pool: Pool,
    /// A copy of the server that is only read.
    replica: Option<Pool>,
    sql: Sql,
    lanes: Lanes,
    together: Together,
    gate: Gate,
    create: bool,
    schema: Mutex<Option<&'static Schema>>,
    trips: Arc<AtomicU64>,
    writes: AtomicU64,
}

impl Postgres {
    /// Opens the store that a URL names, such as
    /// `postgres://crm:secret@db.example.com:5432/shop?schema=shop_a&sslmode=verify-full`. The server is reached by the
    /// first call.
    ///
    /// | option | means | else |
    /// |---|---|---|
    /// | `schema` | the schema with the tables: one per shop | `guanxi` |
    /// | `sslmode` | `disable`, `prefer`, `require`, `verify-full` | `prefer` |
    /// | `sslrootcert` | a file with the authorities that `verify-full` trusts | those of the system |
    /// | `host` | a folder with the server's socket | |
    /// | `read_host` | a copy of the server, `host:port`, for figures that may be some time behind | none |
    /// | `connections` | most connections at once | 16 |
    /// | `connect_timeout` | seconds until the server counts as away | 5 |
    /// | `statement_timeout` | seconds that an answer may take | 30 |
    /// | `retry_timeout` | seconds that a call goes on trying | 30 |
    ///
    /// # Errors
    /// `invalid_argument` for a URL that does not read.
    pub fn open(url: &str, options: &OpenOptions) -> Result<Self> {
        let trips = Arc::new(AtomicU64::new(0));
        let address = Address::parse(url)?;
        Ok(Self {
            replica: address.of_replica().map(|replica| Pool::new(replica, trips.clone())),
            pool: Pool::new(address, trips.clone()),
            sql: Sql::new(statements::DIALECT),
            lanes: Lanes::default(),
            together: Together::default(),
            gate: Gate::default(),
            create: options.create,
            schema: Mutex::default(),
            trips,
            writes: AtomicU64::new(0),
        })
    }

    /// How often a call waited for the server so far, by any thread: to count trips per verb.
    pub fn round_trips(&self) -> u64 {
        self.trips.load(Ordering::Relaxed)
    }

    /// How often a transaction ran again so far, because others were faster or a connection broke.
    pub fn repeats(&self) -> u64 {
        self.pool.repeats.load(Ordering::Relaxed)
    }

    fn let_go(&self) {
        self.pool.let_go();
        self.replica.iter().for_each(Pool::let_go);
    }

    fn on_one_state(&self, f: &mut dyn FnMut(&rows::Rows<'_>) -> Result<()>) -> Result<()> {
        let _inside = self.gate.enter()?;
        transaction::read(&self.pool, &self.sql, f)
    }
}

impl Storage for Postgres {
    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::EMBEDDED;
        (capabilities.multi_process, capabilities.asks_ahead, capabilities.sql) = (true, true, true);
        capabilities
    }

    fn prepare(&self, schema: &'static Schema) -> Result<()> {
        check_schema(schema)?;
        {
            let _inside = self.gate.enter()?;
            prepare::prepare(&self.pool, &self.sql, schema, self.create)?;
        }
        *self.schema.lock().unwrap_or_else(PoisonError::into_inner) = Some(schema);
        Ok(())
    }

    fn show(&self, views: &[View]) -> Result<()> {
        let _inside = self.gate.enter()?;
        prepare::show(&self.pool, &self.sql, views)
    }

    fn read(&self, f: &mut dyn FnMut(&dyn Read) -> Result<()>) -> Result<()> {
        self.on_one_state(&mut |rows| f(rows))
    }

    /// Asks the copy that `read_host` names; the server itself while that is away.
    fn read_stale(&self, f: &mut dyn FnMut(&dyn Read) -> Result<()>) -> Result<()> {
        let Some(replica) = &self.replica else { return self.read(f) };
        let inside = self.gate.enter()?;
        if transaction::is_there(replica) {
            return transaction::read(replica, &self.sql, &mut |rows| f(rows));
        }
        drop(inside);
        self.read(f)
    }

    fn write(&self, f: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        let _inside = self.gate.enter()?;
        let together = Some(&self.together);
        transaction::write(&self.pool, &self.sql, &self.lanes, together, &mut |rows| f(rows))?;
        if self.writes.fetch_add(1, Ordering::Relaxed) % WRITES_PER_CLEARING == WRITES_PER_CLEARING - 1 {
            transaction::clear_marks(&self.pool);
        }
        Ok(())
    }

    fn changes(&self, after: &FeedPosition, f: &mut dyn FnMut(&FeedPosition, &[u8]) -> Flow) -> Result<()> {
        let _inside = self.gate.enter()?;
        feed::changes(&self.pool, after, f)
    }

    fn feed_start(&self) -> Result<FeedPosition> {
        let _inside = self.gate.enter()?;
        let start = feed::start(&self.pool)?;
        Ok(if start == 0 { FeedPosition::START } else { FeedPosition(start.to_be_bytes().to_vec()) })
    }

    fn feed_end(&self) -> Result<FeedPosition> {
        let _inside = self.gate.enter()?;
        let end = feed::end(&self.pool)?;
        Ok(if end == 0 { FeedPosition::START } else { FeedPosition(end.to_be_bytes().to_vec()) })
    }

    fn drop_feed(&self, until: &FeedPosition) -> Result<()> {
        let _inside = self.gate.enter()?;
        transaction::write(&self.pool, &self.sql, &self.lanes, None, &mut |rows| {
            feed::drop_until(rows, until)
        })
    }

    fn check(&self, report: &mut dyn FnMut(String)) -> Result<()> {
        let schema = *self.schema.lock().unwrap_or_else(PoisonError::into_inner);
        let schema = schema.ok_or_else(|| Error::internal("a storage is checked before it was prepared"));
        self.on_one_state(&mut |rows| {
            let schema = schema.as_ref().map_err(|_| Error::closed())?;
            check::check(rows, &self.sql, (schema, &self.pool.address.schema), report)
        })
    }

    /// As the server counts it; 0 for one that speaks its protocol and does not count.
    fn size_on_disk(&self) -> Result<u64> {
        let mut size = 0;
        let counted = self.on_one_state(&mut |rows| {
            let schema = Parameter::Text((&*self.pool.address.schema).into());
            rows.ask(&[(statements::SIZE, vec![schema])], &mut |_, cells| size = cells.int().unwrap_or(0))
        });
        match counted {
            Err(e) if e.code() == "closed" => Err(e),
            _ => Ok(size.unsigned_abs()),
        }
    }

    fn suspend(&self) -> Result<()> {
        let _alone = self.gate.enter_alone()?;
        self.let_go();
        Ok(())
    }

    fn close(&self) -> Result<()> {
        self.gate.close(|| {
            self.let_go();
            Ok(())
        })
    }
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Postgres({:?})", self.pool.address)
    }
}
