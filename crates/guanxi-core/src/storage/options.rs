//! How a storage on disk is opened.

/// How a storage on disk is opened: made when it is not there, with a cache of 32 MiB and a log of 1 MiB.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenOptions {
    /// Make the store when it is not there; else that is `no_store`.
    pub create: bool,
    /// Bytes of memory that the engine may use for pages it has read.
    pub cache_bytes: usize,
    /// Bytes of commits that an engine with a log keeps there before it writes them to their places; at most 64 MiB. A longer log
    /// spares a busy store writing, and takes longer to take in after a crash.
    pub log_bytes: usize,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { create: true, cache_bytes: 32 << 20, log_bytes: 1 << 20 }
    }
}

impl OpenOptions {
    /// Made when it is not there, with a cache of 32 MiB and a log of 1 MiB.
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

    /// Bytes of commits that an engine with a log keeps there, at most 64 MiB.
    #[must_use]
    pub fn log_bytes(mut self, bytes: usize) -> Self {
        self.log_bytes = bytes;
        self
    }
}
