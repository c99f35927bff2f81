use std::sync::Arc;

use guanxi_core::{
    Crm, Error, Result,
    copy::{CopyOptions, CopyReport},
    id::{Random, SeededRandom},
    scope::Actor,
    storage::{Memory, Storage},
    time::{FixedClock, Timestamp},
};

use crate::{SystemClock, SystemRandom};

/// How to open a store.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Stops the clock, for tests and simulations; `Crm::set_now` moves it.
    pub now: Option<Timestamp>,
    /// Makes ids and keys repeatable, for tests and simulations: the same calls give the same bytes. Never for real
    /// shops, as the keys are no secret then.
    pub seed: Option<u64>,
    /// Who acts; `system` when left out.
    pub actor: Option<Actor>,
    /// Bytes of cache; the storage's own default when left out.
    pub cache_bytes: Option<usize>,
    /// Refuse with `no_store` when nothing is stored there yet.
    pub must_exist: bool,
}

impl Options {
    /// The usual way.
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the clock.
    #[must_use]
    pub fn now(mut self, now: Timestamp) -> Self {
        self.now = Some(now);
        self
    }

    /// Makes ids and keys repeatable.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Sets who acts.
    #[must_use]
    pub fn actor(mut self, actor: Actor) -> Self {
        self.actor = Some(actor);
        self
    }

    /// Sets the bytes of cache.
    #[must_use]
    pub fn cache_bytes(mut self, bytes: usize) -> Self {
        self.cache_bytes = Some(bytes);
        self
    }

    /// Refuses when nothing is stored there yet.
    #[must_use]
    pub fn must_exist(mut self) -> Self {
        self.must_exist = true;
        self
    }
}

/// Opens a store, making it when there is none: `memory:`, `redb:PATH`, `sled:PATH`, `sqlite:FILE`,
/// `postgres://USER@HOST/DATABASE?schema=SHOP`; a bare path is redb.
///
/// # Errors
/// `unknown_storage`; `locked` when another process holds it; `newer_format`, `corrupt`, `io`.
pub fn open(url: &str) -> Result<Crm> {
    open_with(url, Options::new())
}

/// The same with options.
///
/// # Errors
/// As [`open`], and `no_store` when it must exist and does not.
pub fn open_with(url: &str, options: Options) -> Result<Crm> {
    let storage = storage(url, &options)?;
    let random: Box<dyn Random> = match options.seed {
        Some(seed) => Box::new(SeededRandom::new(seed)),
        None => Box::new(SystemRandom),
    };
    let crm = match options.now {
        Some(now) => Crm::new(storage, Arc::new(FixedClock::new(now)), random)?,
        None => Crm::new(storage, Arc::new(SystemClock), random)?,
    };
    Ok(match options.actor {
        Some(actor) => crm.acting_as(actor),
        None => crm,
    })
}

/// Copies everything of one store into a place that is empty or holds a part of this copy, of any kind of storage: see
/// [`Crm::copy`]. Both stores are closed before and after.
///
/// # Errors
/// `unknown_storage`, `no_store`, `locked`; those of [`Crm::copy`].
pub fn copy(from: &str, to: &str, options: &CopyOptions) -> Result<CopyReport> {
    let from = storage(from, &Options::new().must_exist())?;
    let to = storage(to, &Options::new())?;
    let report = Crm::copy(&*from, &*to, options);
    from.close()?;
    to.close()?;
    report
}

/// Storages built in, as a message lists them.
const KNOWN: &[&str] = &[
    "memory:",
    #[cfg(feature = "redb")]
    "redb:",
    #[cfg(feature = "sled")]
    "sled:",
    #[cfg(feature = "sqlite")]
    "sqlite:",
    #[cfg(feature = "postgres")]
    "postgres:",
];

/// The scheme of a URL and the rest; a bare path is redb, also `C:\shop` with its one-letter drive.
fn split(url: &str) -> (&str, &str) {
    match url.split_once(':') {
        Some((scheme, rest)) if scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            (scheme, rest)
        }
        _ => ("redb", url),
    }
}

fn storage(url: &str, options: &Options) -> Result<Arc<dyn Storage>> {
    match split(url) {
        ("memory", _) if options.must_exist => Err(Error::no_store("memory:")),
        ("memory", _) => Ok(Arc::new(Memory::storage())),
        #[cfg(feature = "redb")]
        ("redb", path) => Ok(Arc::new(guanxi_redb::Redb::open(path, &open_options(options))?)),
        #[cfg(feature = "sled")]
        ("sled", path) => Ok(Arc::new(guanxi_sled::Sled::open(path, &open_options(options))?)),
        #[cfg(feature = "sqlite")]
        ("sqlite", path) => Ok(Arc::new(guanxi_sqlite::Sqlite::open(path, &open_options(options))?)),
        #[cfg(feature = "postgres")]
        ("postgres" | "postgresql", _) => {
            Ok(Arc::new(guanxi_postgres::Postgres::open(url, &open_options(options))?))
        }
        (scheme, _) => Err(Error::unknown_storage(scheme, KNOWN.join(", "))),
    }
}

#[cfg(any(feature = "redb", feature = "sled", feature = "sqlite", feature = "postgres"))]
fn open_options(options: &Options) -> guanxi_core::storage::OpenOptions {
    let open = guanxi_core::storage::OpenOptions::new().create(!options.must_exist);
    options.cache_bytes.map_or(open.clone(), |bytes| open.cache_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        for (url, parts) in [
            ("memory:", ("memory", "")),
            ("redb:./shop", ("redb", "./shop")),
            ("shop", ("redb", "shop")),
            ("/var/lib/shop", ("redb", "/var/lib/shop")),
            (r"C:\shop", ("redb", r"C:\shop")),
            ("sled:shop", ("sled", "shop")),
        ] {
            assert_eq!(split(url), parts, "{url}");
        }
        let err = open("mongo:shop").map(drop).unwrap_err();
        assert_eq!(err.code(), "unknown_storage");
        assert!(err.to_string().contains("memory:"), "{err}");
    }
}
