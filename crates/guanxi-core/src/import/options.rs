//! How a table is to be read.

use super::{delimiter::Delimiter, encoding::Encoding, mapping::Mapping};
use crate::progress::CancelToken;

/// How a table is to be read. What is not said is recognised.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// What messages call the source: its file name.
    pub name: String,
    /// Its size in bytes, for progress.
    pub size_bytes: Option<u64>,
    /// Its encoding; a byte order mark of this encoding is passed over.
    pub encoding: Option<Encoding>,
    /// What separates its cells.
    pub delimiter: Option<Delimiter>,
    /// The longest row in bytes of the source; 1 MiB. Longer ones are rejected.
    pub row_bytes_max: usize,
    /// Whether rows of empty cells are rows, too; left out, they are passed over. Blank lines always are.
    pub empty_rows: bool,
    /// Stops reading with `cancelled`.
    pub cancel: CancelToken,
}

impl Options {
    /// Everything recognised; messages call the source so.
    pub fn new(name: impl Into<String>) -> Self {
        let (size_bytes, encoding, delimiter, cancel) = (None, None, None, CancelToken::new());
        let (name, row_bytes_max, empty_rows) = (name.into(), 1 << 20, false);
        Self { name, size_bytes, encoding, delimiter, row_bytes_max, empty_rows, cancel }
    }

    /// Takes encoding and delimiter from a mapping, where it says them.
    #[must_use]
    pub fn mapping(mut self, mapping: &Mapping) -> Self {
        self.encoding = mapping.encoding.or(self.encoding);
        self.delimiter = mapping.delimiter.or(self.delimiter);
        self
    }

    /// Sets the source's size.
    #[must_use]
    pub fn size_bytes(mut self, size: u64) -> Self {
        self.size_bytes = Some(size);
        self
    }

    /// Sets the encoding.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// Sets the delimiter.
    #[must_use]
    pub fn delimiter(mut self, delimiter: Delimiter) -> Self {
        self.delimiter = Some(delimiter);
        self
    }

    /// Sets the longest row allowed.
    #[must_use]
    pub fn row_bytes_max(mut self, bytes: usize) -> Self {
        self.row_bytes_max = bytes;
        self
    }

    /// Sets whether rows of empty cells are rows, too.
    #[must_use]
    pub fn empty_rows(mut self, are_rows: bool) -> Self {
        self.empty_rows = are_rows;
        self
    }

    /// Sets the token that stops reading.
    #[must_use]
    pub fn cancel(mut self, cancel: CancelToken) -> Self {
        self.cancel = cancel;
        self
    }
}
