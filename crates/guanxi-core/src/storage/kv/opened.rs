//! What an engine opens once for each space.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, PoisonError},
};

use super::Space;
use crate::error::Result;

/// Tables, trees or files of one state of an engine, each opened when it is first asked for.
pub struct Opened<T>(Mutex<BTreeMap<Space, T>>);

impl<T: Clone> Opened<T> {
    /// What was opened for a space, or is opened now.
    ///
    /// # Errors
    /// What `open` returned; it is asked again the next time.
    pub fn get(&self, space: Space, open: impl FnOnce() -> Result<T>) -> Result<T> {
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = opened.get(&space) {
            return Ok(found.clone());
        }
        let new = open()?;
        opened.insert(space, new.clone());
        Ok(new)
    }
}

impl<T> Default for Opened<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> fmt::Debug for Opened<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn each_space_is_opened_once() {
        let opened = Opened::default();
        let (a, b) = (Space { number: 1, name: "a" }, Space { number: 2, name: "b" });
        assert_eq!(opened.get(a, || Err(Error::closed())).unwrap_err().code(), "closed");
        assert_eq!(opened.get(a, || Ok(1)).unwrap(), 1);
        assert_eq!(opened.get(b, || Ok(2)).unwrap(), 2);
        assert_eq!(opened.get(a, || Err(Error::closed())).unwrap(), 1);
    }
}
