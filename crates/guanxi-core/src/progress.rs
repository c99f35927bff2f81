//! How far a long call is, and how to stop it.
//!
//! A call that takes long tells a [`ProgressListener`] how far it is and asks a [`CancelToken`] whether to go on.
//! It asks between units of work, so that what was committed before stays whole.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use guanxi_macros::model;

use crate::error::{Error, Result};

#[model]
/// What a long call is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Taking rows in; counted in bytes of the input.
    Import,
    /// Handing rows out; counted in rows.
    Export,
    /// Comparing records; counted in pairs.
    Match,
    /// Deriving state anew; counted in facts.
    Rebuild,
    /// Checking what is stored; counted in rows.
    Check,
    /// Copying a store into another; counted in rows.
    Copy,
}

impl Stage {
    /// Its stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Export => "export",
            Self::Match => "match",
            Self::Rebuild => "rebuild",
            Self::Check => "check",
            Self::Copy => "copy",
        }
    }
}

#[model]
/// How far a call is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is busy with.
    pub stage: Stage,
    /// How much is done, in the unit of the stage.
    pub done: u64,
    /// How much there is in all, in the same unit; `None` when nobody knows (a pipe).
    pub total: Option<u64>,
    /// How many rows were taken so far, good and bad.
    pub rows: u64,
}

/// Hears how far a call is. It is called from the thread that does the work and should return at once.
pub trait ProgressListener: Send + Sync {
    /// Work went on.
    fn progress(&self, progress: &Progress);
}

/// Every closure can listen.
impl<F: Fn(&Progress) + Send + Sync> ProgressListener for F {
    fn progress(&self, progress: &Progress) {
        self(progress);
    }
}

/// Asks a call to stop. Clones belong together: cancelling one cancels all.
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// A token nobody has cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the call to stop at the next safe place. Cannot be taken back.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on unless somebody asked to stop.
    ///
    /// # Errors
    /// `cancelled`.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() { Err(Error::cancelled()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_of_a_token_belong_together() {
        let token = CancelToken::new();
        let other = token.clone();
        assert!(other.check().is_ok());
        token.cancel();
        assert!(other.is_cancelled());
        assert_eq!(other.check().unwrap_err().code(), "cancelled");
    }

    #[test]
    fn a_closure_listens() {
        let heard = std::sync::Mutex::new(Vec::new());
        let listener = |p: &Progress| heard.lock().unwrap().push((p.stage.name(), p.done));
        let listener: &dyn ProgressListener = &listener;
        listener.progress(&Progress { stage: Stage::Import, done: 7, total: None, rows: 1 });
        assert_eq!(*heard.lock().unwrap(), [("import", 7)]);
    }
}
