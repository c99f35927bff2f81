//! Telling how far a call is, and whether to go on.

use std::sync::Arc;

use guanxi_match::{Stage as Part, Step};

use crate::{
    error::{Error, Result},
    progress::{CancelToken, Progress, ProgressListener, Stage},
};

/// Tells a listener how far comparing records is.
pub(super) struct Teller {
    listener: Option<Arc<dyn ProgressListener>>,
    cancel: CancelToken,
    far: Progress,
}

impl Teller {
    pub(super) fn new(listener: Option<Arc<dyn ProgressListener>>, cancel: CancelToken) -> Self {
        Self { listener, cancel, far: Progress { stage: Stage::Match, done: 0, total: None, rows: 0 } }
    }

    /// For a call that is not asked.
    pub(super) fn nobody() -> Self {
        Self::new(None, CancelToken::new())
    }

    /// So many records were read.
    ///
    /// # Errors
    /// `cancelled`.
    pub(super) fn rows(&mut self, rows: u64) -> Result<()> {
        self.far.rows = rows;
        self.tell();
        self.cancel.check()
    }

    /// The engine came so far; whether to go on.
    pub(super) fn goes_on(&mut self, step: Step) -> bool {
        if matches!(step.stage, Part::Comparing | Part::Scoring) {
            (self.far.done, self.far.total) = (step.done, Some(step.total));
        }
        self.tell();
        !self.cancel.is_cancelled()
    }

    /// Work went on that is not the engine's.
    ///
    /// # Errors
    /// `cancelled`.
    pub(super) fn check(&mut self) -> Result<()> {
        self.tell();
        self.cancel.check()
    }

    /// What the engine gives, which ends in an error only when it was stopped.
    pub(super) fn stopped<T>(&self, given: Result<T, guanxi_match::Error>) -> Result<T> {
        given.map_err(|_| Error::cancelled())
    }

    fn tell(&self) {
        if let Some(listener) = &self.listener {
            listener.progress(&self.far);
        }
    }
}
