//! The audit: who did what, when. One entry per commit, in the order of commits, with how much it changed.
//!
//! Feed and audit are the same entries, seen change by change or commit by commit. Runs that changed nothing, such as
//! an import of a file that came before, stand here and not in the feed. A *chain* of hashes goes over the entries, so that
//! one that was changed, put in or taken out later shows; a *seal* writes down what the chain is, a *head* is what is
//! kept of it elsewhere.
//!
//! The hash of an entry is `SHA-256(hash of the one before ‖ bytes of the entry)`, that before the first 32 zero bytes.

pub(crate) mod chain;
mod model;
pub(crate) mod rows;

use guanxi_macros::ops;

pub use self::model::{AuditEntry, AuditExport, AuditHead, AuditPage, AuditProof, AuditQuery};
use crate::{
    change::CommitEntry,
    error::Result,
    page::{Cursor, PageRequest},
    scope::Scope,
    storage::{FeedPosition, Flow, row},
};

/// The audit.
#[derive(Clone)]
pub struct Audit {
    pub(crate) scope: Scope,
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
        self.find(AuditQuery { page, ..AuditQuery::default() })
    }

    /// The commits that a query names, page by page, oldest first: about a customer, by a call, by somebody, in a time. It
    /// reads through the audit as far as it is kept.
    ///
    /// # Errors
    /// `invalid_field` for the limit; `invalid_cursor`.
    pub fn find(&self, query: AuditQuery) -> Result<AuditPage> {
        let limit = query.page.limit()?;
        let after = query.page.cursor(CURSOR)?.map_or(FeedPosition::START, |c| FeedPosition(c.into_bytes()));
        let mut items = Vec::new();
        let mut last = None;
        let mut more = false;
        let mut failed = None;
        self.scope.engine.storage.changes(&after, &mut |at, entry| {
            let entry = match row::decode::<CommitEntry>("feed", entry) {
                Ok(entry) => entry,
                Err(e) => {
                    failed = Some(e);
                    return Flow::Break(());
                }
            };
            if query.matches(&entry) {
                if items.len() == limit {
                    more = true;
                    return Flow::Break(());
                }
                items.push(show(entry));
                last = Some(at.clone());
            }
            Flow::Continue(())
        })?;
        failed.map_or(Ok(()), Err)?;
        let next_cursor = last.filter(|_| more).map(|at| Cursor::new(CURSOR, at.0).to_string());
        Ok(AuditPage { items, next_cursor })
    }

    /// Writes down what the chain is now, and gives it: for a job that runs now and then and keeps it somewhere else. A
    /// chain that is not intact is left as it was sealed.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn seal(&self) -> Result<AuditHead> {
        chain::seal(&self.scope)
    }

    /// Works the chain out anew and compares it with every seal, and with a head that was kept elsewhere; then seals what
    /// came since. Who can write to the store's files can write seals, too: only a head from elsewhere tells of that.
    ///
    /// # Errors
    /// `invalid_field` for an anchor whose entries were dropped from the feed.
    pub fn verify(&self, anchor: Option<AuditHead>) -> Result<AuditProof> {
        chain::verify(&self.scope, anchor)
    }

    /// The entries as lines of JSON with their hashes, page by page, oldest first, and sealed first: for who wants to keep
    /// them, and to check the chain, elsewhere.
    ///
    /// # Errors
    /// `invalid_field` for the limit; `invalid_cursor`.
    pub fn export(&self, page: PageRequest) -> Result<AuditExport> {
        chain::export(&self.scope, &page)
    }
}

impl AuditQuery {
    fn matches(&self, entry: &CommitEntry) -> bool {
        let of_verb = |verb: &String| {
            entry.verb == *verb
                || entry.verb.strip_prefix(verb.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        self.customer.is_none_or(|id| entry.changes.iter().any(|c| c.named().any(|named| named == id)))
            && self.verb.as_ref().is_none_or(of_verb)
            && self.actor.as_ref().is_none_or(|actor| entry.actor == *actor)
            && self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at < until)
    }
}

fn show(entry: CommitEntry) -> AuditEntry {
    let CommitEntry { at, actor, verb, changes, note } = entry;
    AuditEntry { at, actor, verb, changes: changes.len() as u64, note }
}
