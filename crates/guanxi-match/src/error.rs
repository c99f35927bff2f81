//! What can go wrong.

use std::fmt;

/// An error of the engine. It never shows what a record holds; the [source](std::error::Error::source) of one may.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A model or settings did not read.
    #[error("the model does not read: {0}")]
    Model(String),
    /// The caller stopped the work.
    #[error("stopped")]
    Stopped,
    /// A column of Arrow, with its name, holds lists, structs or the like.
    #[cfg(feature = "arrow")]
    #[error("column {0:?}: cells are text, numbers or dates; flatten structs and lists first")]
    Nested(String),
    /// Two columns of Arrow have this name.
    #[cfg(feature = "arrow")]
    #[error("two columns are called {0:?}")]
    SameName(String),
    /// A cell of the column of Arrow with this name has no text, such as a day beyond the calendar.
    #[cfg(feature = "arrow")]
    #[error("column {0:?}: a cell cannot be written as text")]
    Unwritable(String),
    /// Arrow could not read on. Its source is what Arrow says, which may show a cell that it could not read.
    #[cfg(feature = "arrow")]
    #[error("the table cannot be read")]
    Arrow(#[source] arrow_schema::ArrowError),
}

/// The message: what Arrow says may be personal data.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Error {
    pub(crate) fn model(cause: &dyn std::fmt::Display) -> Self {
        Self::Model(cause.to_string())
    }
}
