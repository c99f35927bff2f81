//! A shop as tables of SQLite: what guanxi keeps of customers and orders, under equal look-up keys.

use rusqlite::{Connection, Result};

/// Facts, contents and look-ups of records; links; profiles; orders; the feed.
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS record_facts (
        record BLOB, seq INTEGER, source TEXT, external_id TEXT, customer BLOB, cause INTEGER, digest BLOB,
        effective INTEGER, recorded INTEGER, PRIMARY KEY (record, seq)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS record_contents (
        record BLOB, seq INTEGER, external_id TEXT, given TEXT, family TEXT, email TEXT, phone TEXT,
        birth_date TEXT, street TEXT, city TEXT, postcode TEXT, country TEXT, tags TEXT, PRIMARY KEY (record, seq)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS record_keys (
        source TEXT, external_id TEXT, record BLOB, PRIMARY KEY (source, external_id)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS customer_records (
        customer BLOB, record BLOB, PRIMARY KEY (customer, record)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS identifiers (
        value TEXT, kind INTEGER, customer BLOB, record BLOB, PRIMARY KEY (value, kind, customer, record)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS customer_names (
        word TEXT, customer BLOB, PRIMARY KEY (word, customer)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS customers (
        id BLOB PRIMARY KEY, version INTEGER, given TEXT, family TEXT, email TEXT, phone TEXT, birth_date TEXT,
        street TEXT, city TEXT, postcode TEXT, country TEXT, tags TEXT, sources TEXT, records INTEGER,
        created_at INTEGER, updated_at INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS orders (
        id BLOB PRIMARY KEY, source TEXT, external_id TEXT, record BLOB, placed_at INTEGER, currency TEXT,
        total INTEGER, digest BLOB, effective INTEGER, recorded INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS order_lines (
        order_id BLOB, number INTEGER, sku TEXT, quantity INTEGER, unit_price INTEGER, total INTEGER,
        PRIMARY KEY (order_id, number)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS order_keys (
        source TEXT, external_id TEXT, order_id BLOB, PRIMARY KEY (source, external_id)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS record_orders (
        record BLOB, placed_at INTEGER, order_id BLOB, PRIMARY KEY (record, placed_at, order_id)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS customer_metrics (
        customer BLOB PRIMARY KEY, orders INTEGER, gross INTEGER, refunded INTEGER, first_at INTEGER, last_at INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS feed (seq INTEGER PRIMARY KEY, entry BLOB);
";

/// Makes the tables.
pub(super) fn prepare(connection: &Connection) -> Result<()> {
    connection.execute_batch(SCHEMA)
}

/// An id: grows with time, as guanxi's ids do.
pub(super) type Id = [u8; 16];

/// Gives ids out.
pub(super) struct Ids(u64);

impl Ids {
    /// Ids of a kind: kinds do not meet.
    pub(super) fn new(kind: u64) -> Self {
        Self(kind << 40)
    }

    pub(super) fn next(&mut self) -> Id {
        self.0 += 1;
        crate::bare::id(self.0)
    }
}

/// Changes of a commit, on their way into the feed.
#[derive(Default)]
pub(super) struct Feed(Vec<u8>);

/// Bytes of an entry at most.
const ENTRY: usize = 16 << 10;

impl Feed {
    /// Adds a change: whose, of what.
    pub(super) fn add(&mut self, connection: &Connection, customer: &Id, subject: &Id) -> Result<()> {
        self.0.push(1);
        self.0.extend_from_slice(customer);
        self.0.extend_from_slice(subject);
        if self.0.len() > ENTRY { self.flush(connection) } else { Ok(()) }
    }

    /// Writes what is left.
    pub(super) fn flush(&mut self, connection: &Connection) -> Result<()> {
        connection.prepare_cached("INSERT INTO feed (entry) VALUES (?1)")?.execute([&self.0])?;
        self.0.clear();
        Ok(())
    }
}

/// A hash of several texts, to tell whether they came in before.
pub(super) fn digest(parts: &[&str]) -> Id {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    crate::random::mix16(hasher.finish())
}
