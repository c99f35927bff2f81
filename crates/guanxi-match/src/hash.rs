//! A hash that is the same on every machine, in every version: blocking keys and term frequencies are stored under it.

/// Hashes bytes. Never 0, which stands for the lack of a key.
pub(crate) fn bytes(bytes: &[u8]) -> u64 {
    let mut state = SEED ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        state = mix(state ^ u64::from_le_bytes(word));
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(state ^ u64::from_le_bytes(last)).max(1)
}

/// Hashes text.
pub(crate) fn text(text: &str) -> u64 {
    bytes(text.as_bytes())
}

/// One hash of two, in this order. Never 0.
pub(crate) fn pair(a: u64, b: u64) -> u64 {
    after(before(a), b)
}

/// The first half of [`pair`], for one that is the first of many.
pub(crate) fn before(a: u64) -> u64 {
    mix(a ^ SEED)
}

/// The second half.
pub(crate) fn after(before: u64, b: u64) -> u64 {
    mix(before ^ b).max(1)
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input moves every bit of the output.
pub(crate) fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

const SEED: u64 = 0x243F_6A88_85A3_08D3; // digits of pi

/// Numbers that repeat for a seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// The next number below `limit`, which is not 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        ((u128::from(mix(self.0)) * u128::from(limit)) >> 64) as u64
    }
}
