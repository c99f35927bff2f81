//! Writers to one customer queue inside a process.
//!
//! PostgreSQL ends the slower of two transactions that write the same rows, and it may meet the same fate again and
//! again. So a transaction that lost takes the lanes of the keys it wrote, in turn with others, before it runs again; and
//! one that is about to commit in a lane that somebody has stops, and queues behind them. The first sixteen bytes of a key
//! choose its lane: the customer's id, wherever that comes first.
//!
//! Where so many meet that lanes do not help, as with rows that all of them only read, one that lost again and again
//! runs [alone](Lanes::alone) in its process.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

const LANES: usize = 1024;

/// See the [module](self).
pub(crate) struct Lanes {
    lanes: Vec<Lane>,
    hash: RandomState,
    road: RwLock<()>,
}

#[derive(Default)]
struct Lane {
    turn: Mutex<Turn>,
    moved_on: Condvar,
}

/// Numbers are drawn, and served in their order.
#[derive(Default)]
struct Turn {
    drawn: u64,
    served: u64,
}

/// Lanes that a call has, until this goes.
pub(crate) struct Held<'a> {
    lanes: &'a Lanes,
    numbers: Vec<u16>,
}

impl Default for Lanes {
    fn default() -> Self {
        let lanes = (0..LANES).map(|_| Lane::default()).collect();
        Self { lanes, hash: RandomState::new(), road: RwLock::default() }
    }
}

impl Lanes {
    /// Runs beside others until the guard goes. Nobody waits for a lane meanwhile.
    pub(crate) fn beside(&self) -> RwLockReadGuard<'_, ()> {
        self.road.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs alone until the guard goes. Nobody who has a lane asks for this, nor for a lane who has this.
    pub(crate) fn alone(&self) -> RwLockWriteGuard<'_, ()> {
        self.road.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lane of a key.
    pub(crate) fn of(&self, key: &[u8]) -> u16 {
        (self.hash.hash_one(&key[..key.len().min(16)]) % LANES as u64) as u16
    }

    /// Whether somebody has one of these.
    pub(crate) fn any_taken(&self, lanes: &[u16]) -> bool {
        lanes.iter().any(|lane| {
            let turn = self.lanes[usize::from(*lane)].turn.lock().unwrap_or_else(PoisonError::into_inner);
            turn.drawn > turn.served
        })
    }

    /// Takes these when it is this call's turn. All take them in the same order, so nobody waits in a circle.
    pub(crate) fn take(&self, mut lanes: Vec<u16>) -> Held<'_> {
        lanes.sort_unstable();
        lanes.dedup();
        let mut held = Held { lanes: self, numbers: Vec::with_capacity(lanes.len()) };
        for number in lanes {
            let lane = &self.lanes[usize::from(number)];
            let mut turn = lane.turn.lock().unwrap_or_else(PoisonError::into_inner);
            let mine = turn.drawn;
            turn.drawn += 1;
            while turn.served != mine {
                turn = lane.moved_on.wait(turn).unwrap_or_else(PoisonError::into_inner);
            }
            held.numbers.push(number);
        }
        held
    }
}

impl Held<'_> {
    pub(crate) fn numbers(&self) -> &[u16] {
        &self.numbers
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        for number in &self.numbers {
            let lane = &self.lanes.lanes[usize::from(*number)];
            lane.turn.lock().unwrap_or_else(PoisonError::into_inner).served += 1;
            lane.moved_on.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn one_at_a_time_and_no_circle() {
        let (lanes, inside) = (Lanes::default(), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for i in 0..8_u16 {
                let (lanes, inside) = (&lanes, &inside);
                scope.spawn(move || {
                    for _ in 0..100 {
                        let held = lanes.take(vec![7, i % 3, 7, 900 - i]);
                        assert!(lanes.any_taken(&[7]) && held.numbers().len() >= 2);
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(!lanes.any_taken(&[0, 1, 2, 7]));
    }
}
