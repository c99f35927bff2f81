use std::{collections::HashMap, fmt};

/// The result of every call.
pub type Result<T, E = NativeError> = std::result::Result<T, E>;

/// Why a call failed. The layer in each language makes its own exceptions of it, one per kind.
#[derive(Debug, uniffi::Error)]
pub enum NativeError {
    /// The core's error, taken apart.
    Failed {
        /// The kind's stable name.
        kind: String,
        /// The code.
        code: String,
        /// What people read; `message` is taken in Kotlin.
        text: String,
        /// The named values of the message.
        fields: HashMap<String, String>,
    },
}

impl From<guanxi::Error> for NativeError {
    fn from(err: guanxi::Error) -> Self {
        Self::Failed {
            kind: err.kind().name().to_owned(),
            code: err.code().to_owned(),
            text: err.to_string(),
            fields: err.fields().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }
}

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Failed { code, text, .. } = self;
        write!(f, "{code}: {text}")
    }
}

impl std::error::Error for NativeError {}
