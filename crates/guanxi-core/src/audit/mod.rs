//! The audit: who did what, when. One entry per commit, in the order of commits, with how much it changed.
//!
//! Feed and audit are the same entries, seen change by change or commit by commit. Runs that changed nothing, such as
//! an import of a file that came before, stand here and not in the feed.

use guanxi_macros::{model, ops};

use crate::{
    change::CommitEntry,
    error::Result,
    page::{Cursor, PageRequest},
    scope::Scope,
    storage::{FeedPosition, Flow, row},
    time::Timestamp,
};

/// The audit.
#[derive(Clone)]
pub struct Audit {
    pub(crate) scope: Scope,
}

/// One commit; a large one has several entries.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What was called.
    pub verb: String,
    /// How many changes.
    pub changes: u64,
    /// More about it; nobody's personal data.
    pub note: Option<String>,
}

/// One page of entries.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditPage {
    /// The entries, oldest first.
    pub items: Vec<AuditEntry>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// Tells cursors of the audit from others.
const CURSOR: &str = "audit";

#[ops]
impl Audit {
    /// Every commit, page by page, oldest first.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn list(&self, page: PageRequest) -> Result<AuditPage> {
        let limit = page.limit()?;
        let after = page.cursor(CURSOR)?.map_or(FeedPosition::START, |c| FeedPosition(c.into_bytes()));
        let mut items = Vec::new();
        let mut last = None;
        let mut more = false;
        let mut failed = None;
        self.scope.engine.storage.changes(&after, &mut |at, entry| {
            if items.len() == limit {
                more = true;
                return Flow::Break(());
            }
            match row::decode::<CommitEntry>("feed", entry) {
                Ok(entry) => items.push(show(entry)),
                Err(e) => {
                    failed = Some(e);
                    return Flow::Break(());
                }
            }
            last = Some(at.clone());
            Flow::Continue(())
        })?;
        failed.map_or(Ok(()), Err)?;
        let next_cursor = last.filter(|_| more).map(|at| Cursor::new(CURSOR, at.0).to_string());
        Ok(AuditPage { items, next_cursor })
    }
}

fn show(entry: CommitEntry) -> AuditEntry {
    let CommitEntry { at, actor, verb, changes, note } = entry;
    AuditEntry { at, actor, verb, changes: changes.len() as u64, note }
}
