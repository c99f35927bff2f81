use guanxi_macros::model;

use crate::{change::Outcome, money::Money, time::Timestamp};

/// A product to take in.
#[model(input)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProductInput {
    /// The shop's number for it.
    pub sku: String,
    /// What people call it.
    pub name: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// Brand.
    pub brand: Option<String>,
    /// Vendor.
    pub vendor: Option<String>,
    /// Price of a unit.
    pub price: Option<Money>,
    /// Tags.
    #[model(default)]
    pub tags: Vec<String>,
}

impl ProductInput {
    /// A product of which only the number is known.
    pub fn new(sku: impl Into<String>) -> Self {
        let sku = sku.into();
        Self { sku, name: None, category: None, brand: None, vendor: None, price: None, tags: vec![] }
    }

    /// Sets what people call it.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the category.
    #[must_use]
    pub fn category(mut self, category: impl Into<String>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// Sets the price of a unit.
    #[must_use]
    pub fn price(mut self, price: Money) -> Self {
        self.price = Some(price);
        self
    }
}

/// One version of a product.
#[model]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct Product {
    /// The shop's number for it.
    #[n(1)]
    pub sku: String,
    /// Counts its versions, from 1.
    #[n(2)]
    pub version: u64,
    /// What people call it.
    #[n(3)]
    pub name: Option<String>,
    /// Category.
    #[n(4)]
    pub category: Option<String>,
    /// Brand.
    #[n(5)]
    pub brand: Option<String>,
    /// Vendor.
    #[n(6)]
    pub vendor: Option<String>,
    /// Price of a unit.
    #[n(7)]
    pub price: Option<Money>,
    /// Tags, sorted.
    #[n(8)]
    #[cbor(default)]
    pub tags: Vec<String>,
    /// When this version came in.
    #[n(9)]
    pub recorded_at: Timestamp,
}

/// What taking a product in did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProductReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The product as it is now.
    pub product: Product,
}

/// One page of products.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProductPage {
    /// The products.
    pub items: Vec<Product>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}
