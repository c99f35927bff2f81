//! Numbers found by the hash of what they stand for: eight bytes a place, what is looked up lies elsewhere.

/// An open table with linear probing (Knuth 1998, 6.4, algorithms L and R). A place
/// holds half of the hash above a number plus one, so that what lies elsewhere is looked at only where that half
/// agrees; 0 is free.
#[derive(Clone, Default)]
pub(crate) struct Lookup {
    places: Vec<u64>,
    len: usize,
}

impl Lookup {
    /// The number under a hash that `is` says is the one.
    pub(crate) fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        if self.places.is_empty() {
            return None;
        }
        let mut at = self.home(hash);
        while self.places[at] != 0 {
            let number = self.places[at] as u32 - 1;
            if self.places[at] >> 32 == hash >> 32 && is(number) {
                return Some(number);
            }
            at = self.next(at);
        }
        None
    }

    /// Adds a number that is not there yet.
    pub(crate) fn insert(&mut self, hash: u64, number: u32) {
        if (self.len + 1) * 4 > self.places.len() * 3 {
            let size = (self.places.len() * 2).max(16);
            let old = std::mem::replace(&mut self.places, vec![0; size]);
            old.into_iter().filter(|&held| held != 0).for_each(|held| self.place(held));
        }
        self.place(held(hash, number));
        self.len += 1;
    }

    /// Takes a number out, and closes the gap it leaves.
    pub(crate) fn remove(&mut self, hash: u64, number: u32) {
        if self.places.is_empty() {
            return;
        }
        let mut gap = self.home(hash);
        while self.places[gap] != held(hash, number) {
            if self.places[gap] == 0 {
                return;
            }
            gap = self.next(gap);
        }
        self.len -= 1;
        let (mut at, mask) = (self.next(gap), self.places.len() - 1);
        while self.places[at] != 0 {
            let home = self.home(self.places[at]);
            // It may move when its home does not lie between the gap and where it is.
            if at.wrapping_sub(home) & mask >= at.wrapping_sub(gap) & mask {
                self.places[gap] = self.places[at];
                gap = at;
            }
            at = self.next(at);
        }
        self.places[gap] = 0;
    }

    fn place(&mut self, held: u64) {
        let mut at = self.home(held);
        while self.places[at] != 0 {
            at = self.next(at);
        }
        self.places[at] = held;
    }

    fn home(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.places.len() - 1)
    }

    fn next(&self, at: usize) -> usize {
        (at + 1) & (self.places.len() - 1)
    }
}

fn held(hash: u64, number: u32) -> u64 {
    hash >> 32 << 32 | (u64::from(number) + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_in_is_found_and_what_is_out_is_not(
            steps in prop::collection::vec((any::<bool>(), 0_u32..40), 0..200),
            narrow in 1_u64..50,
        ) {
            let hash_of = |number: u32| (u64::from(number) % narrow) << 32;
            let (mut lookup, mut held) = (Lookup::default(), std::collections::BTreeSet::new());
            for (add, number) in steps {
                if !add {
                    lookup.remove(hash_of(number), number);
                    held.remove(&number);
                } else if held.insert(number) {
                    lookup.insert(hash_of(number), number);
                }
                for number in 0..40 {
                    let found = lookup.find(hash_of(number), |other| other == number);
                    prop_assert_eq!(found.is_some(), held.contains(&number));
                }
            }
        }
    }
}
