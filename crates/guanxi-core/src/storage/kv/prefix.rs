//! Keys under a prefix: for engines that have one space of keys for all, and for spaces within a space.

use std::ops::Bound;

use super::Bounds;

/// The ends, in one larger space, of what lies between two ends under a prefix.
pub fn under(prefix: &[u8], (from, to): Bounds<'_>) -> (Bound<Vec<u8>>, Bound<Vec<u8>>) {
    let from = match from {
        Bound::Unbounded => Bound::Included(prefix.to_vec()),
        bound => bound.map(|key| [prefix, key].concat()),
    };
    let to = match to {
        Bound::Unbounded => after(prefix),
        bound => bound.map(|key| [prefix, key].concat()),
    };
    (from, to)
}

/// Ends before the first key that does not begin like this.
fn after(prefix: &[u8]) -> Bound<Vec<u8>> {
    let Some(last) = prefix.iter().rposition(|byte| *byte < u8::MAX) else { return Bound::Unbounded };
    let mut end = prefix[..=last].to_vec();
    end[last] += 1;
    Bound::Excluded(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_under_a_prefix_and_nothing_else() {
        for prefix in [&[][..], &[0], &[7, 255], &[255, 255], &[1, 255, 255]] {
            let ends = under(prefix, (Bound::Unbounded, Bound::Unbounded));
            for key in
                [&[][..], &[0], &[1], &[7], &[7, 255, 0], &[8], &[255, 255, 255], &[1, 255, 255, 3], &[2]]
            {
                let inside = std::ops::RangeBounds::contains(&ends, &key.to_vec());
                assert_eq!(inside, key.starts_with(prefix), "{prefix:?} {key:?}");
            }
        }
        let ends = under(&[9], (Bound::Excluded(&[1]), Bound::Included(&[2])));
        assert_eq!(ends, (Bound::Excluded(vec![9, 1]), Bound::Included(vec![9, 2])));
    }
}
