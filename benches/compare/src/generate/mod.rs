//! Files to take in: made row by row from a seed, so that they are the same in every run and may be of any size.

mod customers;
mod orders;

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::{Context, Result};

pub(crate) use self::{
    customers::{Person, customers},
    orders::orders,
};

/// The seed of everything that is made up.
const SEED: u64 = 20_261_124;

/// Writes a file in one go.
fn write_file(path: &Path, rows: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let file = File::create(path).with_context(|| path.display().to_string())?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    rows(&mut out)?;
    Ok(out.flush()?)
}
