//! Where products are kept: a row per version, the last one being the product as it is.

use super::Product;
use crate::{
    error::Result,
    scope::{Stored, look::scan},
    storage::{Column, Flow, KeyRange, Kind, Read, Table, key::KeyWriter},
};

/// Every version of each product.
pub(crate) static PRODUCTS: Table =
    Table::plain(60, "products", Kind::Definition, &[Column::text("sku"), Column::int("version")]);

impl Stored for Product {
    const TABLE: &'static Table = &PRODUCTS;
}

pub(crate) fn key(sku: &str, version: u64) -> Vec<u8> {
    KeyWriter::new().text(sku).int(version as i64).finish()
}

/// The product as it is.
pub(crate) fn latest(rows: &dyn Read, sku: &str) -> Result<Option<Product>> {
    let mut found = None;
    let versions = KeyRange::prefix(&KeyWriter::new().text(sku).finish()).reversed();
    scan::<Product>(rows, &versions, &mut |_, product| {
        found = Some(product);
        Ok(Flow::Break(()))
    })?;
    Ok(found)
}
