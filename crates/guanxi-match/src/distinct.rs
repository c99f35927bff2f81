//! Which of many hashes are the same: tables of cells, values and records are numbered by it.

use crate::deal::Dealt;

/// Hashes, numbered.
pub(crate) struct Numbered {
    /// The number of each: from 1 in the order in which they are first met, 0 for the hash 0, which stands for nothing.
    pub(crate) of: Vec<u32>,
    /// Where each number is first met, that of 1 first.
    pub(crate) firsts: Vec<u32>,
}

/// Hashes that are looked at together: their table stays in the nearest memory of the processor.
const TOGETHER: usize = 4096;

/// Numbers hashes. Two things of one hash of 64 bits are taken to be one.
pub(crate) fn numbered(hashes: &[u64]) -> Numbered {
    let mut of = first_places(hashes);
    let mut firsts = Vec::new();
    for at in 0..of.len() {
        let first = of[at] as usize;
        of[at] = if hashes[at] == 0 {
            0
        } else if first < at {
            of[first] // which has its number already
        } else {
            firsts.push(at as u32);
            firsts.len() as u32
        };
    }
    firsts.shrink_to_fit();
    Numbered { of, firsts }
}

/// For each hash the place of the first that is the same.
fn first_places(hashes: &[u64]) -> Vec<u32> {
    let mut dealt = Dealt::of(hashes.len(), TOGETHER, hashes.iter().copied().zip(0..));
    let (mut out, mut places) = (vec![0; hashes.len()], Vec::new());
    for part in dealt.parts() {
        let size = (part.len() * 2).next_power_of_two();
        places.clear();
        places.resize(size, 0_u32);
        for (number, &(hash, at)) in (1..).zip(&*part) {
            let mut place = hash as usize & (size - 1);
            while places[place] != 0 && part[places[place] as usize - 1].0 != hash {
                place = (place + 1) & (size - 1);
            }
            if places[place] == 0 {
                places[place] = number;
            }
            out[at as usize] = part[places[place] as usize - 1].1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::hash;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn equal_hashes_have_one_number_in_the_order_of_the_first(
            len in 0_usize..20_000, different in 1_u64..20_000, mixed in any::<bool>(),
        ) {
            let mut random = hash::Random::new(different);
            let factor = if mixed { 0x9E37_79B9_7F4A_7C15 } else { 1 };
            let draw = |_| random.below(different).wrapping_mul(factor);
            let hashes: Vec<u64> = (0..len).map(draw).collect();
            let found = numbered(&hashes);
            let mut known = HashMap::new();
            for (at, &hash) in hashes.iter().enumerate() {
                let next = known.len() as u32 + 1;
                let number = if hash == 0 { 0 } else { *known.entry(hash).or_insert(next) };
                prop_assert_eq!(found.of[at], number);
                if number == next {
                    prop_assert_eq!(found.firsts[number as usize - 1], at as u32);
                }
            }
            prop_assert_eq!(found.firsts.len(), known.len());
        }
    }
}
