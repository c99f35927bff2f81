//! Work that is spread over the threads of the processor where it is worth waking them.

use rayon::prelude::*;

/// Tables of fewer records are worked through on the thread that asks: to wake others takes more than they would save.
const ALONE: usize = 2_000;

/// Does something with each item of a table of so many records, and gives what came out in the order of the items.
pub(crate) fn map<I, T, R>(records: usize, items: I, f: impl Fn(T) -> R + Send + Sync) -> Vec<R>
where
    I: IntoIterator<Item = T> + IntoParallelIterator<Item = T>,
    T: Send,
    R: Send,
{
    map_with(records, items, || (), |(), item| f(item))
}

/// The same with room that each thread has for itself.
pub(crate) fn map_with<I, T, W, R>(
    records: usize,
    items: I,
    room: impl Fn() -> W + Send + Sync,
    f: impl Fn(&mut W, T) -> R + Send + Sync,
) -> Vec<R>
where
    I: IntoIterator<Item = T> + IntoParallelIterator<Item = T>,
    T: Send,
    R: Send,
{
    if records < ALONE {
        let mut room = room();
        return items.into_iter().map(|item| f(&mut room, item)).collect();
    }
    items.into_par_iter().map_init(room, f).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_in_order_whoever_does_it() {
        let squares: Vec<u64> = (0..1000).map(|n| n * n).collect();
        for records in [0, ALONE - 1, ALONE, ALONE * 10] {
            assert_eq!(map(records, 0..1000_u64, |n| n * n), squares);
        }
    }
}
