//! Tables of words out of text files, with a hash that costs little for short words.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

/// FNV-1a (Fowler, Noll, Vo): enough for tables that nobody from outside fills.
#[derive(Clone, Copy)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }

    fn write_u8(&mut self, _: u8) {} // the end mark of a str

    fn finish(&self) -> u64 {
        self.0
    }
}

pub(super) type Table<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;
pub(super) type Map<V> = HashMap<&'static str, V, BuildHasherDefault<Fnv>>;
pub(super) type Set = HashSet<&'static str, BuildHasherDefault<Fnv>>;

/// All words of a file.
pub(super) fn set(file: &'static str) -> Set {
    file.split_whitespace().collect()
}

/// The other words of each line, and the first word itself, lead to the first; of two lines the first one counts.
pub(super) fn to_first(file: &'static str) -> Map<&'static str> {
    let mut map = Map::default();
    for line in file.lines() {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        map.insert(first, first);
        for word in words {
            map.entry(word).or_insert(first);
        }
    }
    map
}
