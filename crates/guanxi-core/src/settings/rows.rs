//! Where settings are kept: one row per version, the last one in force.

use std::{ops::ControlFlow, sync::Arc};

use super::ShopSettings;
use crate::{
    error::Result,
    storage::{
        Cached, Column, Expect, KeyRange, Kind, Op, Read, Table, Want, Write,
        key::{KeyReader, KeyWriter},
        row,
    },
};

pub(crate) static SETTINGS: Table =
    Table::plain(1, "shop_settings", Kind::Definition, &[Column::int("version")]);

/// The settings in force and their version; version 0 before any were made. They are read from their row when those that
/// are held are of another version.
pub(crate) fn load(rows: &dyn Read, held: &Cached<ShopSettings>) -> Result<(i64, Arc<ShopSettings>)> {
    let mut found = None;
    rows.scan(&SETTINGS, &KeyRange::all().reversed(), &mut |row| {
        let version = KeyReader::new(row.key).int().unwrap_or_default();
        let settings = held.get(version, || row::decode(SETTINGS.name(), row.body));
        found = Some(settings.map(|settings| (version, settings)));
        ControlFlow::Break(())
    })?;
    found.unwrap_or_else(|| Ok((0, held.get(0, || Ok(ShopSettings::default()))?)))
}

/// What [`load`] reads.
pub(crate) fn want() -> Want {
    Want::new(&SETTINGS, [])
}

/// Writes the next version.
pub(crate) fn save(rows: &mut dyn Write, version: i64, settings: &ShopSettings) -> Result<()> {
    let key = KeyWriter::new().int(version).finish();
    let body = row::encode(settings);
    rows.op(&Op::Put { table: &SETTINGS, key, columns: vec![], body, expect: Expect::Absent })
}
