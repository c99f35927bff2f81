//! The real PostgreSQL of a test's process.

use std::path::Path;

use guanxi_core::{error::Result, storage::OpenOptions};
use guanxi_postgres::Postgres;
pub use guanxi_testserver::{Server, of_this_process, readable};

/// Opens the schema that belongs to a path: the folder it lies in names it.
///
/// # Errors
/// Those of [`Postgres::open`].
///
/// # Panics
/// As [`of_this_process`].
pub fn open(path: &Path) -> Result<Postgres> {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    Postgres::open(&of_this_process().url(&folder.to_string_lossy()), &OpenOptions::new())
}
