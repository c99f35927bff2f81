//! Moving house: everything that one storage keeps, copied into another of any kind.
//!
//! Tables are copied in the order of their keys, a batch in one commit together with the place it reaches; then the feed, in
//! its order; then the cursors of its groups, whose places are others in the new store. A copy that was cut off goes on
//! where it was. At the end both stores are read side by side; what was written to the old one meanwhile is copied too.
//! Until all is equal the new store refuses to be opened.
//!
//! Running example: a shop that began on redb moves to a database of several servers.
//!
//! | file | holds |
//! |---|---|
//! | `state` | how far a copy is, and whether it may begin |
//! | `tables` | rows: copied, compared |
//! | `feed` | the feed and its groups |

mod feed;
pub(crate) mod state;
mod tables;

use std::sync::Arc;

use self::state::CopyState;
use crate::{
    audit::rows::AUDIT_HEAD,
    error::{Error, Result},
    feed::rows::FEED_GROUPS,
    loyalty::rows::TIERS_FOLLOWED,
    progress::{CancelToken, Progress, ProgressListener, Stage},
    storage::{KeyRange, Kind, Schema, Storage, Table},
};

/// How to copy.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CopyOptions {
    /// Hears how many rows are done.
    pub progress: Option<Arc<dyn ProgressListener>>,
    /// Stops it between two batches; copied again it goes on.
    pub cancel: CancelToken,
}

impl CopyOptions {
    /// Without anybody who listens.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets who hears how far it is.
    #[must_use]
    pub fn progress(mut self, listener: Arc<dyn ProgressListener>) -> Self {
        self.progress = Some(listener);
        self
    }

    /// Sets what stops it.
    #[must_use]
    pub fn cancel(mut self, token: CancelToken) -> Self {
        self.cancel = token;
        self
    }
}

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyReport {
    /// Rows of all tables in the new store, compared with those of the old one.
    pub rows: u64,
    /// Commits of the feed, compared too.
    pub feed_entries: u64,
    /// Groups of the feed that were left behind: their cursors had fallen out of what the feed keeps.
    pub groups_left_out: Vec<String>,
    /// It went on with a copy that was cut off.
    pub resumed: bool,
}

/// How often both stores are compared while the old one is written to.
const ROUNDS: u32 = 3;

/// See [`Crm::copy`](crate::Crm::copy).
pub(crate) fn copy(
    schema: &'static Schema,
    from: &dyn Storage,
    to: &dyn Storage,
    options: &CopyOptions,
) -> Result<CopyReport> {
    from.prepare(schema)?;
    to.prepare(schema)?;
    let source = state::fingerprint(from)?.ok_or_else(|| Error::no_store("the source"))?;
    let begun = state::load(to)?;
    let mut state = match &begun {
        Some(state) if *state.source == source => state.clone(),
        None if state::is_empty(schema, to)? => CopyState::new(source),
        _ => return Err(Error::not_empty()),
    };
    if begun.is_none() {
        state::save(to, &state)?;
    }
    let job = Job { schema, from, to, options, total: total(schema, from)? };
    if state.finished {
        return job.confirm(&mut state);
    }
    tables::copy(&job, &mut state)?;
    let mut differed = true;
    for _ in 0..ROUNDS {
        feed::copy(&job, &mut state)?;
        differed = tables::compare(&job, &mut |ops| to.apply(ops))?;
        if !differed {
            break;
        }
    }
    if differed {
        return Err(Error::contended(ROUNDS));
    }
    let (feed_entries, groups_left_out) = feed::compare(&job)?;
    state.finished = true;
    state::save(to, &state)?;
    Ok(CopyReport { rows: total(schema, to)?, feed_entries, groups_left_out, resumed: begun.is_some() })
}

/// A copy under way.
struct Job<'a> {
    schema: &'static Schema,
    from: &'a dyn Storage,
    to: &'a dyn Storage,
    options: &'a CopyOptions,
    total: u64,
}

impl Job<'_> {
    /// A copy that came to its end before is said to have, if nothing happened on either side since.
    fn confirm(&self, state: &mut CopyState) -> Result<CopyReport> {
        let differed = tables::compare(self, &mut |_| Err(Error::not_empty()))?;
        let unread = feed::is_behind(self, state)?;
        if differed || unread {
            return Err(Error::not_empty());
        }
        let feed_entries = feed::same(self, &mut |_, _| ())?;
        Ok(CopyReport {
            rows: total(self.schema, self.to)?,
            feed_entries,
            groups_left_out: vec![],
            resumed: true,
        })
    }

    /// Tells how far it is, and stops when asked to.
    fn went_on(&self, rows: u64) -> Result<()> {
        if let Some(listener) = &self.options.progress {
            let done = rows.min(self.total);
            listener.progress(&Progress { stage: Stage::Copy, done, total: Some(self.total), rows });
        }
        self.options.cancel.check()
    }
}

/// What is copied row by row: neither how far copies are, nor what has places of the feed in it, nor what a storage
/// shows to other tools.
fn copied(schema: &'static Schema) -> impl Iterator<Item = &'static Table> {
    let apart = [state::COPIES.space, FEED_GROUPS.space, TIERS_FOLLOWED.space, AUDIT_HEAD.space];
    let shown = |table: &Table| table.kind == Kind::Shown;
    schema.tables.iter().copied().filter(move |table| !apart.contains(&table.space) && !shown(table))
}

fn total(schema: &'static Schema, storage: &dyn Storage) -> Result<u64> {
    let mut total = 0;
    storage.read(&mut |rows| {
        total = 0;
        copied(schema).try_for_each(|table| {
            total += rows.count(table, &KeyRange::all(), u64::MAX)?;
            Ok(())
        })
    })?;
    Ok(total)
}
