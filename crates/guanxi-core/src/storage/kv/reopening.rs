//! An engine that is opened again when it must be.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::error::{Error, Result};

/// Holds an open engine, for implementations of [`KeyValue`](super::KeyValue). After a failure, or after it was let
/// go of, the next call opens it again, so that each call finds it in working order.
pub struct Reopening<T> {
    open: Box<dyn Fn() -> Result<T> + Send + Sync>,
    held: RwLock<Option<T>>,
    failed: AtomicBool,
}

impl<T> Reopening<T> {
    /// Opens the engine, now and whenever it must be opened again.
    ///
    /// # Errors
    /// What `open` returned.
    pub fn new(open: impl Fn() -> Result<T> + Send + Sync + 'static) -> Result<Self> {
        let this = Self { open: Box::new(open), held: RwLock::new(None), failed: AtomicBool::new(false) };
        this.reopen()?;
        Ok(this)
    }

    /// Uses the engine beside others.
    ///
    /// # Errors
    /// What `f` returned, or what it is to open the engine again.
    pub fn beside<R>(&self, f: impl FnOnce(&T) -> Result<R>) -> Result<R> {
        loop {
            if let Some(engine) = &*self.held.read().unwrap_or_else(PoisonError::into_inner)
                && !self.has_failed()
            {
                return f(engine);
            }
            self.reopen()?;
        }
    }

    /// Uses the engine while nobody else does.
    ///
    /// # Errors
    /// As [`beside`](Self::beside).
    pub fn alone<R>(&self, f: impl FnOnce(&T) -> Result<R>) -> Result<R> {
        loop {
            if let Some(engine) = &*self.held.write().unwrap_or_else(PoisonError::into_inner)
                && !self.has_failed()
            {
                return f(engine);
            }
            self.reopen()?;
        }
    }

    /// Runs a piece of the engine's own code: after an error the engine is opened again before the next call, and a
    /// panic, which damaged files can lead to, is the error `corrupt`.
    ///
    /// # Errors
    /// What `f` returned; `corrupt`.
    pub fn guard<R>(&self, f: impl FnOnce() -> Result<R>) -> Result<R> {
        let done = catch_unwind(AssertUnwindSafe(f));
        let done = done.unwrap_or_else(|_| Err(Error::corrupt("the store", "the engine gave up on it")));
        done.inspect_err(|_| self.failed.store(true, Ordering::Release))
    }

    /// Closes the engine until the next call.
    ///
    /// # Errors
    /// What `close` returned.
    pub fn let_go(&self, close: impl FnOnce(T) -> Result<()>) -> Result<()> {
        let held = self.held.write().unwrap_or_else(PoisonError::into_inner).take();
        held.map_or(Ok(()), |engine| self.guard(|| close(engine)))
    }

    fn reopen(&self) -> Result<()> {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() || self.has_failed() {
            // The old one first: it may hold a lock.
            let old = held.take();
            let _ = catch_unwind(AssertUnwindSafe(|| drop(old)));
            *held = Some(self.guard(&self.open)?);
            self.failed.store(false, Ordering::Release);
        }
        Ok(())
    }

    fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }
}

impl<T> fmt::Debug for Reopening<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reopening")
    }
}
