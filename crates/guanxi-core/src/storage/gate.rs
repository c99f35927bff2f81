//! Who may come in: nobody after the end, and nobody who is inside already.

use std::{
    cell::RefCell,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use crate::error::{Error, Result};

thread_local! {
    /// The gates this thread is inside of, by their addresses. A thread may be inside several storages, to copy.
    static INSIDE: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Counts the calls under way; closing waits for them.
#[derive(Debug, Default)]
pub struct Gate {
    closed: RwLock<bool>,
}

/// A call is under way for as long as this lives.
#[derive(Debug)]
pub struct Inside<T> {
    _guard: T,
    _visit: Visit,
}

/// This thread is inside this gate.
#[derive(Debug)]
struct Visit(usize);

impl Gate {
    /// Comes in beside others.
    ///
    /// # Errors
    /// `internal` when this thread is inside already: it would wait for itself. `closed`.
    pub fn enter(&self) -> Result<Inside<RwLockReadGuard<'_, bool>>> {
        let visit = self.visit()?;
        let guard = self.closed.read().unwrap_or_else(PoisonError::into_inner);
        if *guard { Err(Error::closed()) } else { Ok(Inside { _guard: guard, _visit: visit }) }
    }

    /// Comes in when everybody else has left.
    ///
    /// # Errors
    /// As [`enter`](Self::enter).
    pub fn enter_alone(&self) -> Result<Inside<RwLockWriteGuard<'_, bool>>> {
        let visit = self.visit()?;
        let guard = self.closed.write().unwrap_or_else(PoisonError::into_inner);
        if *guard { Err(Error::closed()) } else { Ok(Inside { _guard: guard, _visit: visit }) }
    }

    /// Closes for ever, when everybody has left, and does the last work; the second time nothing happens.
    ///
    /// # Errors
    /// `internal` as in [`enter`](Self::enter); what the last work returned.
    pub fn close(&self, last: impl FnOnce() -> Result<()>) -> Result<()> {
        let _visit = self.visit()?;
        let mut closed = self.closed.write().unwrap_or_else(PoisonError::into_inner);
        if std::mem::replace(&mut *closed, true) { Ok(()) } else { last() }
    }

    fn visit(&self) -> Result<Visit> {
        let address = std::ptr::from_ref(self).addr();
        INSIDE.with_borrow_mut(|inside| {
            if inside.contains(&address) {
                return Err(Error::internal("a call inside a read or a write of the same storage"));
            }
            inside.push(address);
            Ok(Visit(address))
        })
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        // Who came in last mostly leaves first.
        INSIDE.with_borrow_mut(|inside| match inside.last() {
            Some(last) if *last == self.0 => drop(inside.pop()),
            _ => inside.retain(|address| *address != self.0),
        });
    }
}
