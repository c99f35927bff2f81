//! Seeded chance for tests.

use guanxi_core::id::{Random, SeededRandom};

/// Dice that fall the same way for the same seed.
#[derive(Debug)]
pub struct Dice(SeededRandom);

impl Dice {
    /// The dice of a seed.
    pub fn new(seed: u64) -> Self {
        Self(SeededRandom::new(seed))
    }

    /// Any number.
    pub fn any(&self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A number below `end`, which is at least 1. The bias is below 2⁻³² for the small ends of tests.
    pub fn below(&self, end: usize) -> usize {
        (self.any() % end as u64) as usize
    }
}
