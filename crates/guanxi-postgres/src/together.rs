//! Transactions that only write, of several calls at once, go to the server as one.
//!
//! A call that asked nothing has all it wants of the server in its hands when it commits. While such transactions are under
//! way, those that come meanwhile gather, and go out together: one beginning, one mark, one commit, one wait for the
//! disk. Rows are written in the order of tables and keys, so two processes never wait for each other in a circle, and a
//! lane is written by one of those under way alone, so they never lose against each other. Where anything stops such a
//! group, nothing of it is kept, and each of its calls goes alone.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use crate::{
    failure::Failure,
    pool::Pool,
    rows::TOGETHER,
    statements::{BEGIN_WRITE, COMMIT, MARK},
    values::Parameter,
    wire::Connection,
};

/// Groups under way at once: some are made ready or worked on while another waits for the disk.
const UNDER_WAY: usize = 3;
/// Statements of a call that is small enough for a group.
const STATEMENTS_MAX: usize = TOGETHER / 8;
/// Calls that go alone after a group failed; twice as many after each that fails next.
const ALONE_FIRST: u32 = 8;
const ALONE_MAX: u32 = 4096;

/// A statement that waits.
pub(crate) struct Told {
    pub(crate) sql: Box<str>,
    pub(crate) parameters: Vec<Parameter<'static>>,
    /// Table and key of the row that it is about; what has none comes last.
    pub(crate) place: Option<(u16, Vec<u8>)>,
}

/// What a transaction has to say, whole.
pub(crate) struct Wish {
    pub(crate) told: Vec<Told>,
    pub(crate) lanes: Vec<u16>,
    pub(crate) mark: [u8; 16],
}

/// What became of it.
pub(crate) enum Came {
    Kept,
    /// Nothing is kept; it is to go alone.
    Alone,
    /// The connection was lost inside the commit of this mark.
    Uncertain([u8; 16], Failure),
    /// It had nobody beside it, and this is why nothing is kept.
    Failed(Failure),
}

/// See the [module](self).
#[derive(Default)]
pub(crate) struct Together {
    stop: Mutex<Stop>,
}

#[derive(Default)]
struct Stop {
    waiting: VecDeque<(Wish, Arc<Ticket>)>,
    under_way: usize,
    /// Calls of those groups.
    calls: usize,
    /// Lanes that groups under way write.
    busy: Vec<u16>,
    /// Calls that still go alone, and how many will after the next failure.
    alone: u32,
    next_alone: u32,
}

/// What a call waits with.
#[derive(Default)]
struct Ticket {
    called: Mutex<Option<Called>>,
    bell: Condvar,
}

enum Called {
    Came(Came),
    /// It is to take the next group.
    Drive,
}

impl Ticket {
    /// Nothing comes after what became of it.
    fn call(&self, news: Called) {
        let mut called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*called, Some(Called::Came(_))) {
            *called = Some(news);
            self.bell.notify_one();
        }
    }

    fn wait(&self) -> Called {
        let mut called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match called.take() {
                Some(called) => return called,
                None => called = self.bell.wait(called).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

impl Together {
    /// Whether a transaction of so many statements shall go with others.
    pub(crate) fn takes(&self, statements: usize) -> bool {
        let mut stop = self.lock();
        if stop.alone > 0 {
            stop.alone -= 1;
            return false;
        }
        statements <= STATEMENTS_MAX
    }

    /// Has the server do it, together with what else waits.
    pub(crate) fn go(&self, pool: &Pool, wish: Wish) -> Came {
        let ticket = Arc::new(Ticket::default());
        let mut stop = self.lock();
        stop.waiting.push_back((wish, ticket.clone()));
        let mut group = Group::gather(self, &mut stop);
        drop(stop);
        loop {
            if let Some(group) = group.take() {
                group.run(pool);
            }
            match ticket.wait() {
                Called::Came(came) => return came,
                Called::Drive => group = Group::gather(self, &mut self.lock()),
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Stop> {
        self.stop.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Calls that go out together. When this goes, each hears what became of it, and somebody who waits takes the next.
struct Group<'a> {
    together: &'a Together,
    told: Vec<Told>,
    tickets: Vec<Arc<Ticket>>,
    lanes: Vec<u16>,
    mark: [u8; 16],
    /// `None` when nothing was sent, or nobody saw the end.
    result: Option<Result<(), Failure>>,
}

impl<'a> Group<'a> {
    /// Those that wait, as many as can go now. They wait for more while others are under way and they are fewer: a
    /// begin, a mark and a commit cost what several calls do.
    fn gather(together: &'a Together, stop: &mut Stop) -> Option<Self> {
        if stop.under_way >= UNDER_WAY || stop.waiting.len() < stop.calls {
            return None;
        }
        let (mut told, mut tickets, mut lanes, mut mark) = (Vec::new(), Vec::new(), Vec::new(), None);
        let mut left = VecDeque::new();
        while let Some((wish, ticket)) = stop.waiting.pop_front() {
            let in_the_way = wish.lanes.iter().any(|lane| stop.busy.contains(lane));
            if in_the_way || told.len() + wish.told.len() > TOGETHER - 3 {
                left.push_back((wish, ticket));
                continue;
            }
            told.extend(wish.told);
            lanes.extend(wish.lanes);
            mark.get_or_insert(wish.mark);
            tickets.push(ticket);
        }
        stop.waiting = left;
        let mark = mark?;
        stop.busy.extend(&lanes);
        stop.under_way += 1;
        stop.calls += tickets.len();
        Some(Self { together, told, tickets, lanes, mark, result: None })
    }

    fn run(mut self, pool: &Pool) {
        self.result = pool.lease().ok().map(|mut lease| self.send(&mut lease));
    }

    fn send(&mut self, lease: &mut Connection) -> Result<(), Failure> {
        // A stable order: what is told of one row stays in its order.
        self.told.sort_by(|a, b| (a.place.is_none(), &a.place).cmp(&(b.place.is_none(), &b.place)));
        lease.queue(BEGIN_WRITE, &[])?;
        for told in &self.told {
            lease.queue(&told.sql, &told.parameters)?;
        }
        lease.queue(MARK, &[Parameter::Bytes(&self.mark)])?;
        lease.queue(COMMIT, &[])?;
        lease.go(&mut |_, _| ())
    }

    fn came(&mut self, sole: bool) -> Came {
        match &self.result {
            Some(Ok(())) => Came::Kept,
            Some(Err(failure)) if failure.is_lost() => Came::Uncertain(self.mark, failure.of_connection()),
            Some(Err(_)) if sole => match self.result.take() {
                Some(Err(failure)) => Came::Failed(failure),
                _ => Came::Alone,
            },
            _ => Came::Alone,
        }
    }
}

impl Drop for Group<'_> {
    fn drop(&mut self) {
        let mut stop = self.together.lock();
        stop.under_way -= 1;
        stop.calls -= self.tickets.len();
        for lane in &self.lanes {
            if let Some(at) = stop.busy.iter().position(|busy| busy == lane) {
                stop.busy.swap_remove(at);
            }
        }
        match self.result {
            Some(Ok(())) => stop.next_alone = ALONE_FIRST,
            _ if self.tickets.len() > 1 => {
                stop.alone = stop.next_alone.max(ALONE_FIRST);
                stop.next_alone = (2 * stop.alone).min(ALONE_MAX);
            }
            _ => {}
        }
        let next = stop.waiting.front().map(|(_, ticket)| ticket.clone());
        drop(stop);
        if let Some(next) = next {
            next.call(Called::Drive);
        }
        let tickets = std::mem::take(&mut self.tickets);
        for ticket in &tickets {
            ticket.call(Called::Came(self.came(tickets.len() == 1)));
        }
    }
}
