//! What is held in memory and stays right when another process writes.

use std::sync::{Arc, PoisonError, RwLock};

use crate::error::Result;

/// A value that was made of a state of the store, with the version it was made at.
///
/// A call first reads the version, which is cheap (the newest key of a table of definitions), and then takes the value
/// only when it was made at exactly that version. Both come from the state that the call runs on, so what another process
/// committed before the call began is never missed: there is no time to wait for, and nothing to follow.
///
/// A version must name one content for ever, so the value is kept from [`Keep::Yes`] alone: from a read, which sees what is
/// durable. A transaction may see what is not committed yet and never will be.
#[derive(Debug)]
pub(crate) struct Cached<T>(RwLock<Option<(i64, Arc<T>)>>);

/// Whether a value that was made may be kept for later calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// It was made of a durable state.
    Yes,
    /// It was made inside a transaction.
    No,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<T> Cached<T> {
    /// The value of a version: the one that is held, or else made.
    pub(crate) fn get(&self, version: i64, keep: Keep, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, value)) = &*held
            && *at == version
        {
            return Ok(value.clone());
        }
        drop(held);
        let value = Arc::new(make()?);
        if keep == Keep::Yes {
            *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((version, value.clone()));
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn a_value_is_of_its_version_and_no_other() {
        let cached = Cached::default();
        let get = |version, keep, made: &str| *cached.get(version, keep, || Ok(made.len())).unwrap();
        assert_eq!(get(1, Keep::Yes, "a"), 1);
        assert_eq!(get(1, Keep::Yes, "not made"), 1);
        assert_eq!(get(2, Keep::No, "ab"), 2, "inside a transaction");
        assert_eq!(get(1, Keep::Yes, "not made"), 1);
        assert_eq!(get(2, Keep::Yes, "abc"), 3, "what a transaction made was not kept");
        assert_eq!(get(1, Keep::Yes, "abcd"), 4);
        assert!(cached.get(7, Keep::Yes, || Err(Error::cancelled())).is_err());
        assert_eq!(get(1, Keep::Yes, "not made"), 4);
    }
}
