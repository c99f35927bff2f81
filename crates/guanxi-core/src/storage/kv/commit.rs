//! Group commit: many callers, one trip to the disk.
//!
//! A trip to the disk takes as long for one change as for a hundred. So a write runs under one lock, on what is on
//! disk plus what is under way; its changes join the open *group*; and it returns when the group is on disk. While
//! one group is being committed the next one fills. There is no thread for this: one of the waiting callers *leads*,
//! which is to say it commits the group it is in, for all.
//!
//! An engine with a log tells when the batch is on disk, before it takes it in itself. The others are answered then and come
//! again while the leader stays; until the engine has the batch, readers see it *ahead* of the engine's own state.
//!
//! - A write that ends in an error or a panic adds nothing to its group.
//! - A write may have read changes that are not on disk yet. So it returns, whether with a success or with an error,
//!   after they are; when their commit fails, it fails, as do all that were built on them.
//! - After a failed commit the state is what the engine has. Whether the batch is there after all is looked up: a
//!   batch that is there although the engine reported an error is an `unknown_outcome`, since it may not be on disk.
//!
//! Before it commits, a leader waits a little for callers that are likely to come: as many as were answered by the
//! last commit (a busy caller comes again) and as waited then. It waits no longer than a fraction of what the last
//! commit took, and not at all for a lone caller.
//!
//! Who was answered is woken two at a time, the next when one of them came again: more at once only take the processor
//! from the leader. All that are left wake when there is nobody to wait for.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use super::{Batch, KeyValue, Space, Transaction, View, transaction::Outcome};
use crate::error::{Error, Result};

/// A leader waits for others no longer than this.
const LONGEST_WAIT: Duration = Duration::from_millis(1);
/// As many members are woken at once while the leader still works.
const WOKEN: usize = 2;

/// How often an engine committed, and for how many writes. Divided, they say how well callers share the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommitStats {
    /// Commits of the engine that succeeded.
    pub commits: u64,
    /// Writes that these commits acknowledged.
    pub writes: u64,
}

/// The groups of one storage.
#[derive(Default)]
pub(super) struct GroupCommit {
    /// Held while a closure runs. Locks are taken in the order they stand here.
    pending: Mutex<Pending>,
    board: Mutex<Board>,
    ahead: Mutex<Ahead>,
    /// Tells a leader that waits that callers came.
    arrived: Condvar,
}

/// What the engine's state does not have yet.
#[derive(Default)]
struct Pending {
    /// The changes of the open group.
    open: Batch,
    /// The group that is being committed, until somebody sees that the engine has it.
    under_way: Option<(Arc<Group>, Arc<Batch>)>,
    /// The number of the feed's next entry, once somebody asked.
    feed_next: Option<u64>,
}

/// What is on disk and not yet in the engine's state.
#[derive(Clone, Default)]
struct Ahead {
    batch: Option<Arc<Batch>>,
    /// How many commits began.
    begun: u64,
}

/// Who waits for what.
#[derive(Default)]
struct Board {
    open: Arc<Group>,
    /// The last group that was answered; some of its members may still have to be woken.
    answered: Arc<Group>,
    /// Callers in the open group.
    members: usize,
    /// Somebody commits, or is about to.
    led: bool,
    /// As many members end a leader's wait; 0 when nobody waits.
    wanted: usize,
    /// How many callers the next group is likely to have.
    expected: usize,
    /// How long the last commit took.
    took: Duration,
    stats: CommitStats,
}

/// Writes that are committed together.
#[derive(Default)]
struct Group {
    fate: OnceLock<Result<()>>,
    /// The engine's state has its batch.
    taken_in: AtomicBool,
    /// Tells the members that the fate is known, or that one of them must lead.
    news: Condvar,
}

impl GroupCommit {
    pub(super) fn stats(&self) -> CommitStats {
        lock(&self.board).stats
    }

    /// Callers in the open group.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        lock(&self.board).members
    }

    /// Runs a closure on one state: all that was answered, and nothing that can still fail.
    ///
    /// # Errors
    /// What the closure returned; `io`, `corrupt`.
    pub(super) fn view(
        &self,
        engine: &dyn KeyValue,
        f: &mut dyn FnMut(&dyn View) -> Result<()>,
    ) -> Result<()> {
        let mut done = false;
        while !done {
            let ahead = lock(&self.ahead).clone();
            engine.view(&mut |view| {
                done = true;
                let Some(batch) = &ahead.batch else { return f(view) };
                // Once the next commit began the engine may have a newer state, which the batch does not belong over.
                done = lock(&self.ahead).begun == ahead.begun;
                if done { f(&Transaction::new(view, [Some(batch), None], None)) } else { Ok(()) }
            })?;
        }
        Ok(())
    }

    /// Runs a closure as one transaction.
    ///
    /// # Errors
    /// What the closure returned, or why its group was not committed.
    pub(super) fn write(
        &self,
        engine: &dyn KeyValue,
        f: &mut dyn FnMut(&mut Transaction<'_>) -> Result<()>,
    ) -> Result<()> {
        let (group, outcome) = self.run_and_join(engine, f)?;
        if let Some(group) = group {
            self.wait(engine, &group)?;
        }
        outcome
    }

    /// Runs the closure and adds its changes to the open group. Returns the group to wait for, if any, and what the
    /// closure returned.
    fn run_and_join(
        &self,
        engine: &dyn KeyValue,
        f: &mut dyn FnMut(&mut Transaction<'_>) -> Result<()>,
    ) -> Result<(Option<Arc<Group>>, Result<()>)> {
        let mut pending = lock(&self.pending);
        pending.forget_what_is_done();
        let ran = match run(engine, &pending, f) {
            Ok(Some(Ok(ran))) => ran,
            Ok(Some(Err(panic))) => {
                drop(pending);
                resume_unwind(panic)
            }
            Ok(None) => return Err(Error::internal("an engine did not run a view")),
            Err(e) => return Err(e),
        };
        let outcome = ran.map(|outcome| {
            pending.open.absorb(outcome.changes);
            pending.feed_next = outcome.feed_next;
        });
        if pending.is_on_disk() {
            return Ok((None, outcome));
        }
        Ok((Some(self.join()), outcome))
    }

    fn join(&self) -> Arc<Group> {
        let mut board = lock(&self.board);
        board.members += 1;
        if board.wanted != 0 && board.members >= board.wanted {
            self.arrived.notify_one();
        }
        board.answered.news.notify_one();
        board.open.clone()
    }

    /// Waits until a group's fate is known, and leads it when nobody else does.
    fn wait(&self, engine: &dyn KeyValue, group: &Group) -> Result<()> {
        let mut board = lock(&self.board);
        loop {
            if let Some(fate) = group.fate.get() {
                return fate.as_ref().copied().map_err(Error::again);
            }
            if board.led {
                board = group.news.wait(board).unwrap_or_else(PoisonError::into_inner);
            } else {
                // Nobody commits, so this group is the open one.
                board.led = true;
                drop(self.wait_for_company(board));
                self.lead(engine);
                board = lock(&self.board);
            }
        }
    }

    /// Waits for callers that are likely to come.
    fn wait_for_company<'a>(&self, mut board: MutexGuard<'a, Board>) -> MutexGuard<'a, Board> {
        let until = Instant::now() + LONGEST_WAIT.min(board.took / 2);
        board.wanted = board.expected;
        while board.members < board.wanted {
            let Some(left) = until.checked_duration_since(Instant::now()) else { break };
            board = self.arrived.wait_timeout(board, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        board.wanted = 0;
        board.answered.news.notify_all();
        board
    }

    /// Commits the open group.
    fn lead(&self, engine: &dyn KeyValue) {
        let (group, members, batch) = self.close_open_group();
        let start = Instant::now();
        let fate = commit(engine, &batch, &mut || self.answer_ahead(&group, members, &batch));
        let took = start.elapsed();
        // Of what was answered the engine has the log: opened again, it has the batch, whatever it failed at.
        let is_answered = group.fate.get().is_some();
        if let (Err(e), false) = (&fate, is_answered) {
            self.fail_open_group(e);
        }
        group.taken_in.store(true, Ordering::Release);
        lock(&self.ahead).batch = None;
        let mut board = lock(&self.board);
        if !is_answered {
            board.answer(&group, members, &batch, fate);
            group.news.notify_all();
        }
        board.took = took;
        board.led = false;
        match board.members {
            0 => board.answered.news.notify_all(),
            _ => board.open.news.notify_one(),
        }
        drop(board);
        // A large batch need not stay in memory until the next write.
        if let Ok(mut pending) = self.pending.try_lock() {
            pending.forget_what_is_done();
        }
    }

    /// The batch is on disk, though not in the engine's state yet.
    fn answer_ahead(&self, group: &Arc<Group>, members: usize, batch: &Arc<Batch>) {
        lock(&self.ahead).batch = Some(batch.clone());
        let mut board = lock(&self.board);
        board.answer(group, members, batch, Ok(()));
        (0..WOKEN).for_each(|_| group.news.notify_one());
    }

    fn close_open_group(&self) -> (Arc<Group>, usize, Arc<Batch>) {
        let mut pending = lock(&self.pending);
        let batch = Arc::new(std::mem::take(&mut pending.open));
        let mut board = lock(&self.board);
        let group = std::mem::take(&mut board.open);
        let members = std::mem::take(&mut board.members);
        pending.under_way = Some((group.clone(), batch.clone()));
        lock(&self.ahead).begun += 1;
        (group, members, batch)
    }

    /// The group under way failed: what was built on it is not true.
    fn fail_open_group(&self, why: &Error) {
        let mut pending = lock(&self.pending);
        *pending = Pending::default();
        let mut board = lock(&self.board);
        board.members = 0;
        let group = std::mem::take(&mut board.open);
        let _ = group.fate.set(Err(why.again()));
        group.news.notify_all();
    }
}

impl Board {
    /// Writes down what became of a group. Its members are still to be woken.
    fn answer(&mut self, group: &Arc<Group>, members: usize, batch: &Batch, fate: Result<()>) {
        if fate.is_ok() && !batch.is_empty() {
            self.stats.commits += 1;
            self.stats.writes += members as u64;
        }
        self.expected = members + self.members;
        self.answered = group.clone();
        let _ = group.fate.set(fate);
    }
}

impl Pending {
    /// Whether all that a write can have seen is on disk.
    fn is_on_disk(&self) -> bool {
        let is_answered = |(group, _): &(Arc<Group>, _)| matches!(group.fate.get(), Some(Ok(())));
        self.open.is_empty() && self.under_way.as_ref().is_none_or(is_answered)
    }

    fn forget_what_is_done(&mut self) {
        self.under_way.take_if(|(group, _)| group.taken_in.load(Ordering::Acquire));
    }
}

/// Runs a closure on a view of the engine under what is pending; a panic is caught and handed back, so that it
/// passes through no engine.
fn run(
    engine: &dyn KeyValue,
    pending: &Pending,
    f: &mut dyn FnMut(&mut Transaction<'_>) -> Result<()>,
) -> Result<Option<std::thread::Result<Result<Outcome>>>> {
    let mut ran = None;
    let layers = [pending.under_way.as_ref().map(|(_, batch)| &**batch), Some(&pending.open)];
    engine.view(&mut |view| {
        let mut tx = Transaction::new(view, layers, pending.feed_next);
        ran = Some(catch_unwind(AssertUnwindSafe(|| f(&mut tx).and_then(|()| tx.finish()))));
        Ok(())
    })?;
    Ok(ran)
}

/// Commits a batch. After an error, looks whether it is there all the same.
fn commit(engine: &dyn KeyValue, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()> {
    if batch.is_empty() {
        return Ok(());
    }
    let committed = catch_unwind(AssertUnwindSafe(|| engine.commit(batch, on_disk)));
    let why = match committed.unwrap_or_else(|_| Err(Error::internal("an engine panicked in a commit"))) {
        Ok(()) => return Ok(()),
        Err(e) => e,
    };
    // A panic here must not pass either: the others wait for this thread.
    let looked = catch_unwind(AssertUnwindSafe(|| is_there(engine, batch)));
    match looked.unwrap_or_else(|_| Err(Error::internal("an engine panicked in a look-up"))) {
        Ok(false) => Err(why),
        Ok(true) => Err(Error::unknown("the storage failed when the change was written").with_source(why)),
        Err(_) => Err(Error::unknown("the storage failed and cannot be read").with_source(why)),
    }
}

/// Whether the engine's state has every change of a batch.
fn is_there(engine: &dyn KeyValue, batch: &Batch) -> Result<bool> {
    let mut there = true;
    let look = |view: &dyn View, space: Space, key: &[u8], value: Option<&[u8]>| -> Result<bool> {
        let mut same = false;
        let found = view.get(space, key, &mut |held| same = Some(held) == value)?;
        Ok(if found { same } else { value.is_none() })
    };
    engine.view(&mut |view| {
        for (space, changes) in batch.spaces() {
            for (key, value) in changes {
                if !look(view, space, key, value)? {
                    there = false;
                    return Ok(());
                }
            }
        }
        Ok(())
    })?;
    Ok(there)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
