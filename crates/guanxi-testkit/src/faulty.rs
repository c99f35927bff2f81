//! Storages and engines that fail on purpose.
//!
//! [`Faulty`] stands in front of any storage and gives the answers that a caller must be ready for. [`FaultyEngine`]
//! stands in front of a key-value engine and fails as disks do.

use std::{
    io,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Capabilities, FeedPosition, Flow, Index, KeyRange, KeyValue, Op, Read, RowRef, Schema, Storage,
        Table, Write,
        kv::{Batch, View},
    },
};

/// How a write of a storage goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Other writers are faster so many times: the closure runs once more for each.
    Conflict(u32),
    /// The connection dies before the commit: `unknown_outcome`, and nothing is kept.
    UnknownBefore,
    /// The connection dies after the commit: `unknown_outcome`, and all is kept.
    UnknownAfter,
    /// The disk is full.
    Full,
    /// The operation of this number inside the transaction, from 0, fails with `io`.
    Operation(u32),
    /// It takes so long.
    Slow(Duration),
}

/// A storage whose next writes fail as told, in turn; without orders it is the storage behind it.
pub struct Faulty<S> {
    inner: S,
    faults: Mutex<Vec<Fault>>,
}

impl<S: Storage> Faulty<S> {
    /// A storage that works until told otherwise.
    pub fn new(inner: S) -> Self {
        Self { inner, faults: Mutex::new(Vec::new()) }
    }

    /// What the next writes come to, one each.
    pub fn next(&self, faults: impl IntoIterator<Item = Fault>) {
        let mut queue = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        queue.splice(0..0, faults.into_iter().collect::<Vec<_>>().into_iter().rev());
    }

    /// The storage behind.
    pub fn inner(&self) -> &S {
        &self.inner
    }

    /// Runs the closure on the storage and keeps nothing of it.
    fn try_out(&self, f: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        let mut outcome = Ok(());
        let undone = self.inner.write(&mut |tx| {
            outcome = f(tx);
            Err(Error::cancelled())
        });
        match undone {
            Err(e) if e.code() == "cancelled" => outcome,
            other => other,
        }
    }
}

impl<S: Storage> Storage for Faulty<S> {
    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    fn prepare(&self, schema: &'static Schema) -> Result<()> {
        self.inner.prepare(schema)
    }

    fn show(&self, views: &[guanxi_core::storage::View]) -> Result<()> {
        self.inner.show(views)
    }

    fn read(&self, f: &mut dyn FnMut(&dyn Read) -> Result<()>) -> Result<()> {
        self.inner.read(f)
    }

    fn write(&self, f: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        let fault = self.faults.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match fault {
            None => self.inner.write(f),
            Some(Fault::Conflict(times)) => {
                (0..times).try_for_each(|_| self.try_out(f))?;
                self.inner.write(f)
            }
            Some(Fault::UnknownBefore) => {
                self.try_out(f)?;
                Err(Error::unknown("the connection died"))
            }
            Some(Fault::UnknownAfter) => {
                self.inner.write(f)?;
                Err(Error::unknown("the connection died"))
            }
            Some(Fault::Full) => {
                self.try_out(f)?;
                Err(full())
            }
            Some(Fault::Operation(number)) => {
                self.inner.write(&mut |tx| f(&mut Failing { tx, left: number }))
            }
            Some(Fault::Slow(time)) => {
                std::thread::sleep(time);
                self.inner.write(f)
            }
        }
    }

    fn changes(&self, after: &FeedPosition, f: &mut dyn FnMut(&FeedPosition, &[u8]) -> Flow) -> Result<()> {
        self.inner.changes(after, f)
    }

    fn feed_start(&self) -> Result<FeedPosition> {
        self.inner.feed_start()
    }

    fn feed_end(&self) -> Result<FeedPosition> {
        self.inner.feed_end()
    }

    fn drop_feed(&self, until: &FeedPosition) -> Result<()> {
        self.inner.drop_feed(until)
    }

    fn check(&self, report: &mut dyn FnMut(String)) -> Result<()> {
        self.inner.check(report)
    }

    fn size_on_disk(&self) -> Result<u64> {
        self.inner.size_on_disk()
    }

    fn suspend(&self) -> Result<()> {
        self.inner.suspend()
    }

    fn close(&self) -> Result<()> {
        self.inner.close()
    }
}

/// A transaction whose writes fail when so many have gone well.
struct Failing<'a> {
    tx: &'a mut dyn Write,
    left: u32,
}

impl Failing<'_> {
    fn step(&mut self) -> Result<()> {
        self.left = self
            .left
            .checked_sub(1)
            .ok_or_else(|| Error::io("the storage", io::Error::other("on purpose")))?;
        Ok(())
    }
}

impl Read for Failing<'_> {
    fn get(&self, table: &'static Table, key: &[u8], f: &mut dyn FnMut(RowRef<'_>)) -> Result<bool> {
        self.tx.get(table, key, f)
    }

    fn scan(
        &self,
        table: &'static Table,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        self.tx.scan(table, range, f)
    }

    fn scan_index(
        &self,
        table: &'static Table,
        index: &'static Index,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        self.tx.scan_index(table, index, range, f)
    }

    fn count(&self, table: &'static Table, range: &KeyRange, at_most: u64) -> Result<u64> {
        self.tx.count(table, range, at_most)
    }
}

impl Write for Failing<'_> {
    fn op(&mut self, op: &Op) -> Result<()> {
        self.step()?;
        self.tx.op(op)
    }

    fn append_feed(&mut self, entry: &[u8]) -> Result<()> {
        self.step()?;
        self.tx.append_feed(entry)
    }
}

/// How a commit of an engine goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskFault {
    /// The disk is full before anything is kept.
    Full,
    /// It fails before anything is kept.
    Io,
    /// It fails although everything is there.
    IoAfter,
    /// It fails with half of it there: an engine that breaks its promise.
    Torn,
    /// It panics before anything is kept.
    Panic,
    /// It takes so long.
    Slow(Duration),
}

/// An engine that fails as told; without orders it is the engine behind it.
pub struct FaultyEngine<K> {
    inner: K,
    plan: Mutex<Plan>,
}

#[derive(Default)]
struct Plan {
    commits: u64,
    faults: Vec<(u64, DiskFault)>,
    unreadable: bool,
}

impl<K: KeyValue> FaultyEngine<K> {
    /// An engine that works until told otherwise.
    pub fn new(inner: K) -> Self {
        Self { inner, plan: Mutex::default() }
    }

    /// The commit after so many more goes wrong: 0 is the next.
    pub fn after(&self, commits: u64, fault: DiskFault) {
        let mut plan = self.plan();
        let at = plan.commits + commits;
        plan.faults.push((at, fault));
    }

    /// Whether nothing can be read from now on.
    pub fn unreadable(&self, unreadable: bool) {
        self.plan().unreadable = unreadable;
    }

    fn plan(&self) -> std::sync::MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_fault(&self) -> Option<DiskFault> {
        let mut plan = self.plan();
        let at = plan.commits;
        plan.commits += 1;
        plan.faults.iter().find(|(commit, _)| *commit == at).map(|(_, fault)| *fault)
    }
}

impl<K: KeyValue> KeyValue for FaultyEngine<K> {
    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    fn view(&self, f: &mut dyn FnMut(&dyn View) -> Result<()>) -> Result<()> {
        let unreadable = self.plan().unreadable;
        if unreadable { Err(broken()) } else { self.inner.view(f) }
    }

    fn commit(&self, batch: &Batch, on_disk: &mut dyn FnMut()) -> Result<()> {
        match self.next_fault() {
            None => self.inner.commit(batch, on_disk),
            Some(DiskFault::Full) => Err(full()),
            Some(DiskFault::Io) => Err(broken()),
            Some(DiskFault::IoAfter) => self.inner.commit(batch, &mut || {}).and(Err(broken())),
            Some(DiskFault::Torn) => self.inner.commit(&half(batch), &mut || {}).and(Err(broken())),
            Some(DiskFault::Panic) => panic!("on purpose"),
            Some(DiskFault::Slow(time)) => {
                std::thread::sleep(time);
                self.inner.commit(batch, on_disk)
            }
        }
    }

    fn size_on_disk(&self) -> Result<u64> {
        self.inner.size_on_disk()
    }

    fn suspend(&self) -> Result<()> {
        self.inner.suspend()
    }

    fn close(&self) -> Result<()> {
        self.inner.close()
    }
}

/// The first half of a batch's changes.
fn half(batch: &Batch) -> Batch {
    let mut out = Batch::new();
    let changes =
        batch.spaces().flat_map(|(space, changes)| changes.map(move |(key, value)| (space, key, value)));
    for (space, key, value) in changes.take(batch.len() / 2) {
        match value {
            Some(value) => out.put(space, key.to_vec(), value.to_vec()),
            None => out.delete(space, key.to_vec()),
        }
    }
    out
}

fn full() -> Error {
    Error::io("the disk", io::ErrorKind::StorageFull.into())
}

fn broken() -> Error {
    Error::io("the disk", io::Error::other("on purpose"))
}
