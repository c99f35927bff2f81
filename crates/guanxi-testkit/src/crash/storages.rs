//! Storages by URL.

use guanxi_core::{
    error::{Error, Result},
    storage::Storage,
};

/// Opens a storage: `redb:`, `sled:`.
///
/// # Errors
/// Those of opening; `unknown_storage`.
pub fn open(url: &str) -> Result<Box<dyn Storage>> {
    let (scheme, _path) = url.split_once(':').unwrap_or_default();
    Err(Error::unknown_storage(scheme, "redb, sled"))
}
