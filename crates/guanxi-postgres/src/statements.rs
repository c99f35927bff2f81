//! The SQL that is not made from the declarations of tables.
//!
//! Only what every server that speaks PostgreSQL's protocol takes: no sequence, no advisory lock, no `LISTEN`, no
//! extension, no hidden column. A test looks for these in every text.

use guanxi_core::storage::sql::{Dialect, quoted};

pub(crate) const DIALECT: Dialect =
    Dialect { bytes: "BYTEA", int: "BIGINT", text: "TEXT", parameter: '$', table_end: "", paged: true };

/// What reads one state.
pub(crate) const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// What writes.
pub(crate) const BEGIN_WRITE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
/// What gives places in the feed, and what upgrades: one at a time by a lock, each statement on the newest state.
pub(crate) const BEGIN_ALONE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
pub(crate) const COMMIT: &str = "COMMIT";
pub(crate) const ROLLBACK: &str = "ROLLBACK";

/// What a store is known by.
pub(crate) const STORE: &str =
    "CREATE TABLE IF NOT EXISTS guanxi_store (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)";
/// What each entry of the feed came with: the mark of its transaction, its number therein, the server's time. A place is
/// given to it by whoever reads the feed.
pub(crate) const FEED: &str = "CREATE TABLE IF NOT EXISTS guanxi_feed (mark BYTEA NOT NULL, number BIGINT NOT NULL, at TIMESTAMPTZ NOT NULL, place BIGINT, entry BYTEA NOT NULL, PRIMARY KEY (mark, number))";
pub(crate) const FEED_PLACES: &str =
    "CREATE UNIQUE INDEX IF NOT EXISTS guanxi_feed_places ON guanxi_feed (place)";
/// The mark of each transaction that wrote: whoever lost the connection inside a commit finds out by it.
pub(crate) const MARKS: &str = "CREATE TABLE IF NOT EXISTS guanxi_marks (mark BYTEA PRIMARY KEY NOT NULL, at TIMESTAMPTZ NOT NULL, void BOOLEAN NOT NULL)";

pub(crate) const VALUES: &str = "SELECT name, value FROM guanxi_store";
pub(crate) const COLUMNS: &str = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = $1";
pub(crate) const SET_VALUE: &str = "INSERT INTO guanxi_store (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
/// Makes the row that is the lock of upgrades and of places.
pub(crate) const LOCK_ROW: &str =
    "INSERT INTO guanxi_store (name, value) VALUES ($1, '') ON CONFLICT (name) DO NOTHING";
/// Takes that lock until the end of the transaction. It writes: where a server runs this on one state, as some do whatever
/// is asked for, the second to come fails and tries again, and never works on what it saw before it waited.
pub(crate) const LOCK: &str = "UPDATE guanxi_store SET value = value WHERE name = $1";

pub(crate) const MARK: &str =
    "INSERT INTO guanxi_marks (mark, at, void) VALUES ($1, clock_timestamp(), FALSE)";
/// Takes a mark so that the transaction it belongs to can never commit, unless it has. Waits for one that is about to.
pub(crate) const VOID: &str = "INSERT INTO guanxi_marks (mark, at, void) VALUES ($1, clock_timestamp(), TRUE) ON CONFLICT (mark) DO NOTHING";
/// 1 when the transaction of a mark was committed.
pub(crate) const WAS_KEPT: &str = "SELECT CASE WHEN void THEN 0 ELSE 1 END FROM guanxi_marks WHERE mark = $1";
/// Marks that nobody can ask for any more.
pub(crate) const OLD_MARKS: &str =
    "DELETE FROM guanxi_marks WHERE at < clock_timestamp() - INTERVAL '10 minutes'";

pub(crate) const APPEND: &str =
    "INSERT INTO guanxi_feed (mark, number, at, entry) VALUES ($1, $2, clock_timestamp(), $3)";
pub(crate) const ANY_WITHOUT_PLACE: &str =
    "SELECT CAST(count(*) AS BIGINT) FROM (SELECT 1 FROM guanxi_feed WHERE place IS NULL LIMIT 1) AS waiting";
/// Gives the next places in the order of the server's time; entries of one transaction stay together.
pub(crate) const GIVE_PLACES: &str = "UPDATE guanxi_feed SET place = following.place FROM (SELECT mark, number, (SELECT COALESCE(max(place), 0) FROM guanxi_feed) + row_number() OVER (ORDER BY first_at, mark, number) AS place FROM (SELECT mark, number, min(at) OVER (PARTITION BY mark) AS first_at FROM guanxi_feed WHERE place IS NULL) AS waiting) AS following WHERE guanxi_feed.mark = following.mark AND guanxi_feed.number = following.number";
pub(crate) const CHANGES: &str =
    "SELECT place, entry FROM guanxi_feed WHERE place >= $1 ORDER BY place LIMIT $2";

/// The place of the last entry that was dropped.
pub(crate) const FEED_START: &str =
    "SELECT CAST(value AS BIGINT) FROM guanxi_store WHERE name = 'feed_start'";
pub(crate) const FEED_END: &str = "SELECT CAST(coalesce(max(place), 0) AS BIGINT) FROM guanxi_feed";
pub(crate) const ANY_AFTER: &str =
    "SELECT CAST(count(*) AS BIGINT) FROM (SELECT 1 FROM guanxi_feed WHERE place > $1 LIMIT 1) AS newer";
pub(crate) const DROP_UNTIL: &str = "DELETE FROM guanxi_feed WHERE place <= $1";

/// Bytes that the tables of a schema take.
pub(crate) const SIZE: &str = "SELECT CAST(COALESCE(sum(pg_total_relation_size(CAST(quote_ident(table_schema) || '.' || quote_ident(table_name) AS regclass))), 0) AS BIGINT) FROM information_schema.tables WHERE table_schema = $1";

pub(crate) const HAS_SCHEMA: &str =
    "SELECT CAST(count(*) AS BIGINT) FROM information_schema.schemata WHERE schema_name = $1";

/// Makes the schema.
pub(crate) fn create_schema(schema: &str) -> String {
    format!("CREATE SCHEMA IF NOT EXISTS {}", quoted(schema))
}

/// Small tables are read by their keys, too. A transaction that read a whole table conflicts with everybody who writes to
/// it, and PostgreSQL's planner takes a table of a few pages whole.
pub(crate) const BY_KEYS: &str = "SET enable_seqscan TO off";

/// How a session is set up: where its tables are, and how long a statement may take.
pub(crate) fn setup(schema: &str, statement_ms: u128) -> String {
    format!("SET search_path TO {}; SET statement_timeout TO {statement_ms}", quoted(schema))
}
