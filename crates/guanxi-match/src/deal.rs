//! Hashes dealt out by their first bits, so that what is done with one part stays within few bytes of memory.

/// Hashes, each with a number, by their first bits: parts in order, and within a part as they came.
pub(crate) struct Dealt {
    pub(crate) all: Vec<(u64, u32)>,
    /// Where each part ends.
    ends: Vec<u32>,
}

/// Parts there are at most, as a power of 2.
const PARTS_MOST: u32 = 12;

impl Dealt {
    /// Deals out `count` hashes or fewer, about `size` to a part.
    pub(crate) fn of(count: usize, size: usize, hashes: impl Iterator<Item = (u64, u32)> + Clone) -> Self {
        let bits = (count / size).next_power_of_two().ilog2().min(PARTS_MOST);
        let part_of = |hash: u64| (hash.rotate_left(bits) & ((1 << bits) - 1)) as usize;
        let mut ends = vec![0_u32; 1 << bits];
        hashes.clone().for_each(|(hash, _)| ends[part_of(hash)] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut all = vec![(0, 0); sum as usize];
        for (hash, number) in hashes {
            let end = &mut ends[part_of(hash)];
            all[*end as usize] = (hash, number);
            *end += 1;
        }
        Self { all, ends }
    }

    /// The parts, one after the other.
    pub(crate) fn parts(&mut self) -> impl Iterator<Item = &mut [(u64, u32)]> {
        let (mut rest, mut begin) = (&mut self.all[..], 0);
        self.ends.iter().map(move |&end| {
            let (part, later) = std::mem::take(&mut rest).split_at_mut((end - begin) as usize);
            (rest, begin) = (later, end);
            part
        })
    }
}
