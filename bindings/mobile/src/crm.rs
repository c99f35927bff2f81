use std::panic::{AssertUnwindSafe, catch_unwind};

use guanxi::{Actor, Crm, bridge, open_with};

use crate::{
    error::Result,
    leaf::{Instant, integer},
};

/// How to open a store; what each means stands on `open` of the language's `Crm`.
#[derive(Debug, uniffi::Record)]
pub struct NativeOptions {
    /// Stops the clock.
    pub now: Option<Instant>,
    /// Makes ids and keys repeatable.
    pub seed: Option<i64>,
    /// Who acts.
    pub actor: Option<String>,
    /// Bytes of cache.
    pub cache_bytes: Option<i64>,
    /// Refuse when nothing is stored there yet.
    pub must_exist: bool,
}

/// An open store. One object has the calls of all areas: a handle per area would be one more thing that crosses, and the
/// layer in each language has those already.
#[derive(Debug, uniffi::Object)]
pub struct NativeCrm {
    pub(crate) crm: Crm,
}

#[uniffi::export]
impl NativeCrm {
    /// Opens a store.
    #[uniffi::constructor]
    pub fn open(url: String, options: NativeOptions) -> Result<Self> {
        let mut with = guanxi::Options::new();
        with.now = options.now.map(|now| now.read("now")).transpose()?;
        with.seed = options.seed.map(|seed| integer("seed", seed)).transpose()?;
        with.actor = options.actor.as_deref().map(str::parse).transpose()?;
        with.cache_bytes = options.cache_bytes.map(|bytes| integer("cache_bytes", bytes)).transpose()?;
        with.must_exist = options.must_exist;
        let crm = catch_unwind(AssertUnwindSafe(|| open_with(&url, with)));
        let crm = crm.unwrap_or_else(|panic| Err(bridge::of_panic(&*panic)))?;
        Ok(Self { crm })
    }

    /// The same store, used by somebody else.
    pub fn acting_as(&self, actor: String) -> Result<Self> {
        let actor: Actor = actor.parse()?;
        Ok(Self { crm: self.crm.acting_as(actor) })
    }

    /// The same store; writes are worked out and answered, and not kept.
    pub fn dry_run(&self) -> Self {
        Self { crm: self.crm.dry_run() }
    }

    /// Moves the clock that the store was opened with.
    pub fn set_now(&self, now: Instant) -> Result<()> {
        Ok(self.crm.set_now(now.read("now")?)?)
    }

    /// Bytes on disk.
    pub fn size_on_disk(&self) -> Result<i64> {
        Ok(i64::try_from(self.crm.size_on_disk()?).unwrap_or(i64::MAX))
    }

    /// Lets go of every file lock.
    pub fn suspend(&self) -> Result<()> {
        Ok(self.crm.suspend()?)
    }

    /// Closes the store for every handle on it. uniffi has a `close` of its own, which only lets go of the pointer.
    pub fn shut(&self) -> Result<()> {
        Ok(self.crm.close()?)
    }
}
