//! How far the work is, and whether to go on.

use crate::error::Error;

/// A part of the work, in the order they are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Cells are read into values; counted in rows.
    Reading,
    /// Blocking rules are tried; counted as one.
    Blocking,
    /// Pairs are compared, to learn from; counted in pairs.
    Comparing,
    /// Weights are learned; counted in rounds, of which the last ones may not be needed.
    Learning,
    /// Pairs are scored; counted in pairs. Where those that were compared do not fit into memory they are compared again,
    /// and those compared first count, too.
    Scoring,
    /// Clusters are made; counted in groups of records that hang together.
    Clustering,
}

/// How far a part of the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which part.
    pub stage: Stage,
    /// How much of it is done.
    pub done: u64,
    /// How much there is.
    pub total: u64,
}

/// Somebody who hears of each step and says whether to go on; on the thread that called, whatever others work.
pub(crate) struct Watched<'a>(Option<&'a mut dyn FnMut(Step) -> bool>);

impl<'a> Watched<'a> {
    pub(crate) fn by(watch: &'a mut dyn FnMut(Step) -> bool) -> Self {
        Self(Some(watch))
    }

    pub(crate) fn nobody() -> Self {
        Self(None)
    }

    /// Tells how far the work is.
    ///
    /// # Errors
    /// [`Error::Stopped`] when it is not to go on.
    pub(crate) fn at(&mut self, stage: Stage, done: u64, total: u64) -> Result<(), Error> {
        let go_on = self.0.as_mut().is_none_or(|watch| watch(Step { stage, done, total }));
        if go_on { Ok(()) } else { Err(Error::Stopped) }
    }
}
