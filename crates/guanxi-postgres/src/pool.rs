//! Connections to one server: kept for the next call, and no more of them than the server shall have.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, atomic::AtomicU64},
    time::{Duration, Instant},
};

use crate::{address::Address, failure::Failure, statements, wire::Connection};

/// See the [module](self).
pub(crate) struct Pool {
    pub(crate) address: Address,
    setup: String,
    trips: Arc<AtomicU64>,
    /// Transactions that ran again.
    pub(crate) repeats: AtomicU64,
    kept: Mutex<Kept>,
    given_back: Condvar,
}

#[derive(Default)]
struct Kept {
    idle: Vec<Connection>,
    /// Connections that calls have.
    out: usize,
}

/// A connection of a call, given back when this goes.
pub(crate) struct Lease<'a> {
    pool: &'a Pool,
    connection: Option<Connection>,
}

impl Pool {
    pub(crate) fn new(address: Address, trips: Arc<AtomicU64>) -> Self {
        let setup = statements::setup(&address.schema, address.statement.as_millis());
        Self {
            address,
            setup,
            trips,
            repeats: AtomicU64::new(0),
            kept: Mutex::default(),
            given_back: Condvar::new(),
        }
    }

    /// A connection: one that was used before, a new one, or one that another call gives back in time.
    pub(crate) fn lease(&self) -> Result<Lease<'_>, Failure> {
        let end = Instant::now() + self.address.patience;
        let mut kept = self.lock();
        loop {
            if let Some(connection) = kept.idle.pop() {
                if connection.is_over() {
                    continue; // the server was started anew, or keeps no one who is silent for long
                }
                kept.out += 1;
                return Ok(Lease { pool: self, connection: Some(connection) });
            }
            if kept.out < self.address.connections {
                kept.out += 1;
                break;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::Lost(std::io::ErrorKind::TimedOut.into()));
            }
            kept = self.given_back.wait_timeout(kept, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(kept);
        let mut lease = Lease { pool: self, connection: None };
        lease.connection = Some(Connection::open(&self.address, &self.setup, self.trips.clone())?);
        Ok(lease)
    }

    /// Closes what nobody uses.
    pub(crate) fn let_go(&self) {
        let idle = std::mem::take(&mut self.lock().idle);
        drop(idle);
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::ops::Deref for Lease<'_> {
    type Target = Connection;

    #[allow(clippy::expect_used)] // it is taken when this is dropped, and only then
    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("a lease has its connection until it goes")
    }
}

impl std::ops::DerefMut for Lease<'_> {
    #[allow(clippy::expect_used)] // as above
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("a lease has its connection until it goes")
    }
}

impl Drop for Lease<'_> {
    /// What a call left open is taken back, also after a panic.
    fn drop(&mut self) {
        let ended = self.connection.take().and_then(|mut connection| {
            let ended = connection.end(statements::ROLLBACK).is_ok() && connection.is_sound();
            ended.then_some(connection)
        });
        let mut kept = self.pool.lock();
        kept.out -= 1;
        // A connection that broke tells that the others are as old: the next call makes a new one.
        match ended {
            Some(connection) => kept.idle.push(connection),
            None => kept.idle.clear(),
        }
        drop(kept);
        self.pool.given_back.notify_one();
    }
}

/// A pause before the next try, of any length up to twice that of the last (full jitter); the first try waits for nothing,
/// none longer than 50 ms.
pub(crate) fn pause(tries: u32) {
    let most = (250_u64 << tries.min(8)).min(50_000);
    let mut bytes = [0; 8];
    let chance = getrandom::fill(&mut bytes).map_or(most, |()| u64::from_le_bytes(bytes));
    if tries > 1 {
        std::thread::sleep(Duration::from_micros(chance % most));
    }
}
