//! What can go wrong.

/// An error of the engine. It never shows what a record holds.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A model or settings did not read.
    #[error("the model does not read: {0}")]
    Model(String),
    /// The caller stopped the work.
    #[error("stopped")]
    Stopped,
}

impl Error {
    pub(crate) fn model(cause: &dyn std::fmt::Display) -> Self {
        Self::Model(cause.to_string())
    }
}
