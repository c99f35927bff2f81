use super::{Product, ProductInput, ProductReceipt, rows};
use crate::{
    change::{ChangeKind, Outcome},
    error::Result,
    scope::Tx,
    text::checked_text,
};

/// See [`Products::upsert`](super::Products::upsert).
pub(super) fn upsert(tx: &mut Tx<'_>, input: &ProductInput) -> Result<ProductReceipt> {
    let sku = checked_text("sku", &input.sku)?;
    let before = rows::latest(tx.rows(), &sku)?;
    let version = before.as_ref().map_or(1, |p| p.version + 1);
    let product = product(input, sku, version, tx.now)?;
    if let Some(before) = before.filter(|b| says_the_same(b, &product)) {
        return Ok(ProductReceipt { outcome: Outcome::Unchanged, product: before });
    }
    tx.put(rows::key(&product.sku, version), &product)?;
    tx.changed(ChangeKind::ProductChanged, None, None);
    let outcome = if version == 1 { Outcome::Created } else { Outcome::Updated };
    Ok(ProductReceipt { outcome, product })
}

fn product(input: &ProductInput, sku: String, version: u64, now: crate::time::Timestamp) -> Result<Product> {
    let text =
        |field: &str, text: &Option<String>| text.as_deref().map(|t| checked_text(field, t)).transpose();
    let mut tags = input.tags.iter().map(|t| checked_text("tags", t)).collect::<Result<Vec<_>>>()?;
    tags.sort_unstable();
    tags.dedup();
    Ok(Product {
        sku,
        version,
        name: text("name", &input.name)?,
        category: text("category", &input.category)?,
        brand: text("brand", &input.brand)?,
        vendor: text("vendor", &input.vendor)?,
        price: input.price,
        tags,
        recorded_at: now,
    })
}

fn says_the_same(a: &Product, b: &Product) -> bool {
    *a == Product { version: a.version, recorded_at: a.recorded_at, ..b.clone() }
}
