//! Tables of words out of text files, with a hash that costs little for short words: nobody from outside fills them.

use std::collections::{HashMap, HashSet};

use rustc_hash::FxBuildHasher;

pub(super) type Table<K, V> = HashMap<K, V, FxBuildHasher>;
pub(super) type Map<V> = HashMap<&'static str, V, FxBuildHasher>;
pub(super) type Set = HashSet<&'static str, FxBuildHasher>;

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
