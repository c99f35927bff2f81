//! Products: what the shop sells.
//!
//! A *product* is known by its SKU; each change is a new version, so that an order of last year still shows what the
//! article was then.
//!
//! Running example: `SKU-9`, "Mug", category `kitchen`, 134.00 CNY.

mod model;
pub(crate) mod rows;
mod upsert;

use guanxi_macros::ops;

pub use self::model::{Product, ProductInput, ProductPage, ProductReceipt};
use crate::{
    error::{Error, Result},
    page::{Cursor, PageRequest},
    scope::Scope,
    storage::{
        Flow, KeyRange,
        key::{KeyReader, KeyWriter, after_prefix},
    },
};

/// What the shop sells.
#[derive(Clone)]
pub struct Products {
    pub(crate) scope: Scope,
}

/// Tells cursors of products from others.
const CURSOR: &str = "products";

#[ops]
impl Products {
    /// Takes a product in, or a new version of one. The same content again changes nothing.
    ///
    /// # Errors
    /// `invalid_field` for a SKU that is empty or too long.
    pub fn upsert(&self, input: ProductInput) -> Result<ProductReceipt> {
        self.scope.write("products.upsert", |tx| upsert::upsert(tx, &input))
    }

    /// A product as it is now.
    ///
    /// # Errors
    /// `not_found`.
    pub fn get(&self, sku: &str) -> Result<Product> {
        self.scope
            .read(|look| rows::latest(look.rows, sku.trim())?.ok_or_else(|| Error::not_found("product", sku)))
    }

    /// Every product as it is now, by SKU.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn list(&self, page: PageRequest) -> Result<ProductPage> {
        self.scope.read(|look| {
            let limit = page.limit()?;
            let after = page.cursor(CURSOR)?.map(Cursor::into_bytes);
            let mut items: Vec<Product> = Vec::new();
            let mut full = false;
            let mut last: Option<Vec<u8>> = None;
            crate::scope::look::scan::<Product>(
                look.rows,
                &KeyRange::all().after(after),
                &mut |key, product| {
                    let newer = items.last().is_some_and(|before| before.sku == product.sku);
                    if newer {
                        items.pop();
                    } else if items.len() == limit {
                        full = true;
                        return Ok(Flow::Break(()));
                    }
                    items.push(product);
                    // Behind every version of this product: one that comes between two pages is not shown again.
                    last = KeyReader::new(key)
                        .text()
                        .and_then(|sku| after_prefix(&KeyWriter::new().text(&sku).finish()));
                    Ok(Flow::Continue(()))
                },
            )?;
            let next_cursor = last.filter(|_| full).map(|key| Cursor::new(CURSOR, key).to_string());
            Ok(ProductPage { items, next_cursor })
        })
    }
}
