//! Places in the feed, and where it begins once entries were dropped.

use guanxi_core::{
    error::{Error, Result},
    storage::FeedPosition,
};
use rusqlite::OptionalExtension;

use crate::{failure, prepare, rows::Rows};

/// What the place of the last entry that was dropped is called in the table of what a store is known by.
const START: &str = "feed_start";

/// The number of a place; 0 before every entry.
pub(crate) fn place(position: &FeedPosition) -> Result<i64> {
    let place = match position.0.len() {
        0 => 0,
        8 => position.0[..].try_into().map(i64::from_be_bytes).unwrap_or_default(),
        _ => -1,
    };
    if place < 0 { Err(Error::cursor("it is no place in this feed")) } else { Ok(place) }
}

/// The place of a number.
pub(crate) fn position(place: i64) -> FeedPosition {
    if place == 0 { FeedPosition::START } else { FeedPosition(place.to_be_bytes().to_vec()) }
}

/// The last entry that was dropped; 0 when none was.
pub(crate) fn start(rows: &Rows<'_>) -> Result<i64> {
    let sql = "SELECT value FROM guanxi_store WHERE name = ?1";
    let found = rows
        .connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.query_row([START], |row| row.get::<_, String>(0)).optional());
    let found = found.map_err(|e| failure::error(rows.file, e))?;
    let damaged = || Error::corrupt("the store", "where its feed begins does not read");
    found.map_or(Ok(0), |text| text.parse().map_err(|_| damaged()))
}

/// The last entry; 0 when there is none.
pub(crate) fn end(rows: &Rows<'_>) -> Result<i64> {
    let sql = "SELECT coalesce(max(place), 0) FROM guanxi_feed";
    let found = rows
        .connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)));
    found.map_err(|e| failure::error(rows.file, e))
}

/// Drops entries up to this place, which is not the newest.
pub(crate) fn drop_until(rows: &Rows<'_>, until: i64) -> Result<()> {
    let failed = |e| failure::error(rows.file, e);
    let newer = "SELECT 1 FROM guanxi_feed WHERE place > ?1 LIMIT 1";
    if !rows.connection.prepare(newer).and_then(|mut s| s.exists([until])).map_err(failed)? {
        return Err(Error::cursor("the feed cannot begin after it"));
    }
    rows.connection.execute("DELETE FROM guanxi_feed WHERE place <= ?1", [until]).map_err(failed)?;
    if start(rows)? < until {
        prepare::put_text(rows, START, &until.to_string())?;
    }
    Ok(())
}
