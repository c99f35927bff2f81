//! A stored customer as bytes.

use std::hint::black_box;

use anyhow::Result;
use guanxi::Customer;
use guanxi_core::storage::row;

use crate::{bare::each, measure::Figures};

/// A customer with what shops know of one.
const CUSTOMER: &str = include_str!("customer.json");
/// How often it is encoded and decoded.
const TIMES: usize = 1_000_000;

/// Encodes and decodes a customer.
pub(super) fn encoding() -> Result<Figures> {
    let customer: Customer = serde_json::from_str(CUSTOMER)?;
    let bytes = row::encode(&customer);
    let encode = each(0..TIMES, |_| {
        black_box(row::encode(black_box(&customer)));
        Ok(())
    })?;
    let decode = each(0..TIMES, |_| {
        black_box(row::decode::<Customer>("customers", black_box(&bytes))?);
        Ok(())
    })?;
    Ok([("bytes", bytes.len() as f64), ("encode", encode), ("decode", decode)]
        .map(|(name, value)| (name.to_owned(), value))
        .into())
}
