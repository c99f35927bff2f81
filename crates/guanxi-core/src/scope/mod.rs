//! How a call runs: on which storage, as whom, at what time, for real or only tried.
//!
//! Every verb passes through a `Scope`. It opens a transaction, hands the verb a `Look` or a `Tx`, and commits
//! facts, state and the feed entry together. A dry run does all of it and rolls back.

mod actor;
mod ahead;
mod deliveries;
mod engine;
mod keyed;
mod linker;
pub(crate) mod look;
mod memory;
mod order_follower;
pub(crate) mod personal_data;
pub(crate) mod shown;
mod tx;

use std::{ops::Deref, sync::Arc};

pub use self::{
    actor::Actor,
    personal_data::{DossierSection, KeptReason},
};
pub(crate) use self::{
    ahead::Ahead,
    deliveries::Deliveries,
    engine::{Above, Engine, Follow, SECRETS},
    keyed::{Keyed, words},
    linker::{Linker, Merged},
    look::{Look, Stored},
    order_follower::{OrderChange, OrderFollower},
    personal_data::{Dossier, Erased, Person, PersonalData},
    tx::{Touched, Tx},
};
use crate::{
    error::{Error, Result},
    settings,
    storage::{Read, Want},
};

/// On which storage, as whom, for real or not. One pointer, since every call by name copies it.
#[derive(Clone)]
pub(crate) struct Scope(Arc<Within>);

/// What a scope holds.
#[derive(Clone)]
pub(crate) struct Within {
    pub(crate) engine: Arc<Engine>,
    pub(crate) actor: Actor,
    pub(crate) dry_run: bool,
}

impl Deref for Scope {
    type Target = Within;

    fn deref(&self) -> &Within {
        &self.0
    }
}

impl Scope {
    /// A scope for the app itself, for real.
    pub(crate) fn new(engine: Engine) -> Self {
        Self(Arc::new(Within { engine: Arc::new(engine), actor: Actor::system(), dry_run: false }))
    }

    /// The same as somebody else.
    pub(crate) fn acting_as(&self, actor: Actor) -> Self {
        Self(Arc::new(Within { actor, ..Within::clone(self) }))
    }

    /// The same, only tried.
    pub(crate) fn trying(&self) -> Self {
        Self(Arc::new(Within { dry_run: true, ..Within::clone(self) }))
    }

    /// Runs a closure on one state.
    pub(crate) fn read<R>(&self, f: impl FnMut(&Look<'_>) -> Result<R>) -> Result<R> {
        self.read_ahead(|_| vec![], f)
    }

    /// The same where the shop's settings have no say.
    pub(crate) fn read_rows<R>(&self, mut f: impl FnMut(&dyn Read) -> Result<R>) -> Result<R> {
        let mut out = None;
        self.engine.storage.read(&mut |rows| {
            out = Some(f(rows)?);
            Ok(())
        })?;
        out.ok_or_else(without_result)
    }

    /// As [`read`](Self::read), on a state that may be some time behind, where a storage has such: for figures over the
    /// whole shop.
    pub(crate) fn read_stale<R>(&self, mut f: impl FnMut(&Look<'_>) -> Result<R>) -> Result<R> {
        let mut out = None;
        self.look_at_stale(&mut |look| {
            out = Some(f(look)?);
            Ok(())
        })?;
        out.ok_or_else(without_result)
    }

    /// As [`read`](Self::read), with what it will read told ahead: asked for only where a storage makes use of it.
    pub(crate) fn read_ahead<R>(
        &self,
        wants: impl Fn(&Ahead<'_>) -> Vec<Want>,
        mut f: impl FnMut(&Look<'_>) -> Result<R>,
    ) -> Result<R> {
        let mut out = None;
        self.look(&wants, &mut |look| {
            out = Some(f(look)?);
            Ok(())
        })?;
        out.ok_or_else(without_result)
    }

    /// Runs a verb in a transaction; it may run again after a conflict.
    pub(crate) fn write<R>(&self, verb: &'static str, f: impl FnMut(&mut Tx<'_>) -> Result<R>) -> Result<R> {
        self.write_ahead(verb, |_| vec![], f)
    }

    /// The same, with what it will read told ahead: asked for only where a storage makes use of it.
    pub(crate) fn write_ahead<R>(
        &self,
        verb: &'static str,
        wants: impl Fn(&Ahead<'_>) -> Vec<Want>,
        mut f: impl FnMut(&mut Tx<'_>) -> Result<R>,
    ) -> Result<R> {
        let mut out = None;
        self.commit(verb, &wants, &mut |tx| {
            out = Some(f(tx)?);
            Ok(())
        })?;
        out.ok_or_else(without_result)
    }
}

/// What will be read.
type Wants<'a> = &'a dyn Fn(&Ahead<'_>) -> Vec<Want>;

/// The same for every verb: compiled once, not once for each of them.
impl Scope {
    fn look(&self, wants: Wants<'_>, f: &mut dyn FnMut(&Look<'_>) -> Result<()>) -> Result<()> {
        self.engine.storage.read(&mut |rows| {
            self.tell_ahead(rows, wants)?;
            let (version, settings) = settings::rows::load(rows, &self.engine.settings)?;
            self.engine.settings.keep(version, &settings);
            f(&Look { rows, engine: &self.engine, settings: &settings, durable: true })
        })
    }

    fn look_at_stale(&self, f: &mut dyn FnMut(&Look<'_>) -> Result<()>) -> Result<()> {
        self.engine.storage.read_stale(&mut |rows| {
            let (_, settings) = settings::rows::load(rows, &self.engine.settings)?;
            f(&Look { rows, engine: &self.engine, settings: &settings, durable: false })
        })
    }

    fn commit(
        &self,
        verb: &'static str,
        wants: Wants<'_>,
        f: &mut dyn FnMut(&mut Tx<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut kept = None;
        let done = self.engine.storage.write(&mut |rows| {
            kept = None;
            self.tell_ahead(&*rows, &|ahead: &Ahead<'_>| {
                let mut wants = wants(ahead);
                wants.push((self.engine.follow.want)());
                wants
            })?;
            let mut tx = Tx::new(rows, &self.engine, verb, &self.actor)?;
            f(&mut tx)?;
            let settings = tx.settings_and_version();
            tx.finish()?;
            kept = Some(settings);
            // Nothing of a dry run may stay: an error rolls back.
            if self.dry_run { Err(Error::cancelled()) } else { Ok(()) }
        });
        trace(verb, done.as_ref().err());
        match (done, kept) {
            (Ok(()), Some((settings, version))) => {
                self.engine.settings.keep(version, &settings);
                Ok(())
            }
            (Err(e), Some(_)) if self.dry_run && e.code() == "cancelled" => Ok(()),
            (Err(e), _) => Err(e),
            (Ok(()), None) => Err(without_result()),
        }
    }

    fn tell_ahead(&self, rows: &dyn Read, wants: Wants<'_>) -> Result<()> {
        if !self.engine.asks_ahead {
            return Ok(());
        }
        let settings = self.engine.settings.last().unwrap_or_default();
        let ahead = Ahead {
            keyed: &self.engine.keyed,
            settings: &settings,
            now: self.engine.clock.now(),
            orders: self.engine.orders,
        };
        let mut wants = wants(&ahead);
        wants.push(settings::rows::want());
        rows.want(&wants)
    }
}

#[cold]
fn without_result() -> Error {
    Error::internal("a read or write ended without a result")
}

#[cfg(feature = "tracing")]
fn trace(verb: &'static str, err: Option<&Error>) {
    match err {
        None => tracing::debug!(verb, "committed"),
        Some(e) => tracing::debug!(verb, code = e.code(), "not committed"),
    }
}

#[cfg(not(feature = "tracing"))]
fn trace(_: &'static str, _: Option<&Error>) {}
