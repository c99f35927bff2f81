//! What is held in memory and stays right when another process writes.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use crate::error::Result;

/// A value that was made of a state of the store, with the version it was made at.
///
/// A call first reads the version, which is cheap (the newest key of a table of definitions), and then takes the value
/// only when it was made at exactly that version. Both come from the state that the call runs on, so what another process
/// committed before the call began is never missed: there is no time to wait for, and nothing to follow.
///
/// A version must name one content for ever. So a value is [kept](Self::keep) only when its state is durable: one that was
/// read, or that of a transaction which was committed.
#[derive(Debug)]
pub(crate) struct Cached<T>(RwLock<Option<(i64, Arc<T>)>>);

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<T> Cached<T> {
    /// The value of a version: the one that is kept, or else made.
    pub(crate) fn get(&self, version: i64, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        match &*self.held() {
            Some((at, value)) if *at == version => Ok(value.clone()),
            _ => make().map(Arc::new),
        }
    }

    /// Keeps the value of a version for later calls.
    pub(crate) fn keep(&self, version: i64, value: &Arc<T>) {
        let is_held = self.held().as_ref().is_some_and(|(at, _)| *at == version);
        if !is_held {
            *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((version, value.clone()));
        }
    }

    /// What was kept last, of whatever version: a guess.
    pub(crate) fn last(&self) -> Option<Arc<T>> {
        self.held().as_ref().map(|(_, value)| value.clone())
    }

    fn held(&self) -> RwLockReadGuard<'_, Option<(i64, Arc<T>)>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn a_value_is_of_its_version_and_no_other() {
        let cached = Cached::default();
        let get = |version, made: &str| cached.get(version, || Ok(made.len())).unwrap();
        cached.keep(1, &get(1, "a"));
        assert_eq!(*get(1, "not made"), 1);
        assert_eq!(*get(2, "ab"), 2, "not kept");
        assert_eq!((*get(2, "abc"), *get(1, "not made")), (3, 1));
        cached.keep(2, &get(2, "abc"));
        assert_eq!((*get(1, "abcd"), *get(2, "not made"), cached.last().as_deref()), (4, 3, Some(&3)));
        assert!(cached.get(7, || Err(Error::cancelled())).is_err());
    }
}
