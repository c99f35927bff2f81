//! Bare rows with three look-up keys, the same for both sides.

use std::hint::black_box;

use anyhow::Result;

use crate::{
    measure::Meter,
    random::{Sequence, mix16},
};

/// Rows that are committed at once.
pub(crate) const BATCH: usize = 5_000;
/// Reads that are measured together.
pub(crate) const READS: usize = 20_000;

/// The key of a row: ids that grow with time, as guanxi makes them.
pub(crate) fn id(n: u64) -> [u8; 16] {
    let mut id = mix16(4 * n);
    id[..8].copy_from_slice(&n.to_be_bytes());
    id
}

/// Its unique look-up key.
pub(crate) fn email(n: u64) -> [u8; 16] {
    mix16(4 * n + 1)
}

/// Its other look-up key.
pub(crate) fn phone(n: u64) -> [u8; 16] {
    mix16(4 * n + 2)
}

/// What it is listed by.
pub(crate) fn since(n: u64) -> i64 {
    (n / 10) as i64
}

/// Its content: as long as a stored customer.
pub(crate) fn body(n: u64) -> [u8; 320] {
    [n as u8; 320]
}

/// Rows to read.
pub(crate) struct Picks(Vec<u64>);

impl Picks {
    /// Rows among so many.
    pub(crate) fn new(rows: u64) -> Self {
        let mut random = Sequence::new(7);
        Self((0..READS).map(|_| random.below(rows)).collect())
    }

    /// The rows.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }

    /// Seconds of processor time that something takes for one of the first so many rows.
    pub(crate) fn each(&self, count: usize, f: impl FnMut(u64) -> Result<()>) -> Result<f64> {
        each(self.iter().take(count), f)
    }
}

/// Seconds of processor time that something takes for one of several.
pub(crate) fn each<T>(among: impl Iterator<Item = T>, mut f: impl FnMut(T) -> Result<()>) -> Result<f64> {
    let (meter, mut count) = (Meter::start(), 0_u64);
    for one in among {
        f(black_box(one))?;
        count += 1;
    }
    Ok(meter.cpu() / count as f64)
}
