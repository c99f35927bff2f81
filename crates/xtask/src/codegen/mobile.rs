//! The generated files of `bindings/mobile`.

use anyhow::Result;
use guanxi_core::schema::Interface;

use super::Generated;

/// The files.
#[expect(clippy::unnecessary_wraps, reason = "the generators of all languages have one signature")]
pub(crate) fn files(_: &Interface) -> Result<Vec<Generated>> {
    Ok(vec![])
}
