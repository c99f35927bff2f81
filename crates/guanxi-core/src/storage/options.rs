//! How a storage on disk is opened.

/// How a storage on disk is opened: made when it is not there, with a cache of 32 MiB.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenOptions {
    /// Make the store when it is not there; else that is `no_store`.
    pub create: bool,
    /// Bytes of memory that the engine may use for pages it has read.
    pub cache_bytes: usize,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { create: true, cache_bytes: 32 << 20 }
    }
}

impl OpenOptions {
    /// Made when it is not there, with a cache of 32 MiB.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether to make the store when it is not there.
    #[must_use]
    pub fn create(mut self, create: bool) -> Self {
        self.create = create;
        self
    }

    /// Bytes of memory for the engine's cache.
    #[must_use]
    pub fn cache_bytes(mut self, bytes: usize) -> Self {
        self.cache_bytes = bytes;
        self
    }
}
