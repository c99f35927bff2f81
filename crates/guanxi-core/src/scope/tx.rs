use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Actor, Ahead, Engine, Look, look::Stored};
use crate::{
    change::{CHANGES_PER_ENTRY, Change, ChangeKind, CommitEntry, Moved, Subject},
    error::Result,
    id::CustomerId,
    settings::{self, ShopSettings},
    storage::{Expect, Flow, KeyRange, Op, Read, Table, Write, row},
    time::Timestamp,
};

/// A transaction of a verb: reads, writes, and the list of what it changed.
pub(crate) struct Tx<'a> {
    rows: &'a mut dyn Write,
    pub(crate) engine: &'a Engine,
    pub(crate) now: Timestamp,
    settings: Arc<ShopSettings>,
    settings_version: i64,
    verb: &'static str,
    actor: &'a Actor,
    changes: Vec<Change>,
    /// How many of the changes were followed.
    followed: usize,
    /// Customers that changed beside those of the changes.
    also: BTreeSet<CustomerId>,
    note: Option<String>,
}

/// What a commit did to customers.
pub(crate) struct Touched {
    /// Each with the last fact about it.
    pub(crate) customers: BTreeMap<CustomerId, Option<Subject>>,
    /// Something that may be said of any customer changed.
    pub(crate) shop: bool,
}

impl<'a> Tx<'a> {
    pub(super) fn new(
        rows: &'a mut dyn Write,
        engine: &'a Engine,
        verb: &'static str,
        actor: &'a Actor,
    ) -> Result<Self> {
        let (settings_version, settings) = settings::rows::load(&*rows, &engine.settings)?;
        let now = engine.clock.now();
        Ok(Self {
            rows,
            engine,
            now,
            settings,
            settings_version,
            verb,
            actor,
            changes: vec![],
            followed: 0,
            also: BTreeSet::new(),
            note: None,
        })
    }

    /// The rows, to read.
    pub(crate) fn rows(&self) -> &dyn Read {
        &*self.rows
    }

    /// The same state for functions that only look.
    pub(crate) fn look(&self) -> Look<'_> {
        Look { rows: &*self.rows, engine: self.engine, settings: &self.settings, durable: false }
    }

    /// Who acts.
    pub(crate) fn actor(&self) -> &Actor {
        self.actor
    }

    /// What is known now, to tell ahead what comes.
    pub(crate) fn ahead(&self) -> Ahead<'_> {
        let orders = self.engine.orders;
        Ahead { keyed: &self.engine.keyed, settings: &self.settings, now: self.now, orders }
    }

    /// The shop's settings in force.
    pub(crate) fn settings(&self) -> &ShopSettings {
        &self.settings
    }

    /// The same, to be kept for later calls once this is committed.
    pub(super) fn settings_and_version(&self) -> (Arc<ShopSettings>, i64) {
        (self.settings.clone(), self.settings_version)
    }

    /// Writes the next version of the settings, when they are others.
    pub(crate) fn set_settings(&mut self, settings: ShopSettings) -> Result<bool> {
        if settings == *self.settings && self.settings_version > 0 {
            return Ok(false);
        }
        self.settings_version += 1;
        settings::rows::save(self.rows, self.settings_version, &settings)?;
        self.settings = Arc::new(settings);
        self.changed(ChangeKind::SettingsChanged, None, None);
        Ok(true)
    }

    /// A new id's bytes.
    pub(crate) fn new_id(&self) -> [u8; 16] {
        self.engine.ids.next(self.now)
    }

    /// Writes a row.
    pub(crate) fn put<T: Stored>(&mut self, key: Vec<u8>, value: &T) -> Result<()> {
        self.put_body(T::TABLE, key, row::encode(value))
    }

    /// Writes a row that is all key.
    pub(crate) fn put_key(&mut self, table: &'static Table, key: Vec<u8>) -> Result<()> {
        self.put_body(table, key, Vec::new())
    }

    /// Writes a row whose body is encoded already.
    pub(crate) fn put_body(&mut self, table: &'static Table, key: Vec<u8>, body: Vec<u8>) -> Result<()> {
        self.show_row(table, &key, &body)?;
        self.op(&Op::Put { table, key, columns: Vec::new(), body, expect: Expect::Any })
    }

    /// Removes a row.
    pub(crate) fn delete(&mut self, table: &'static Table, key: Vec<u8>) -> Result<()> {
        self.hide_row(table, &key)?;
        self.op(&Op::Delete { table, key, expect: Expect::Any })
    }

    /// Removes every row whose key begins so; gives how many.
    pub(crate) fn delete_all(&mut self, table: &'static Table, prefix: &[u8]) -> Result<u64> {
        let mut keys = Vec::new();
        self.rows.scan(table, &KeyRange::prefix(prefix), &mut |row| {
            keys.push(row.key.to_vec());
            Flow::Continue(())
        })?;
        let count = keys.len() as u64;
        keys.into_iter().try_for_each(|key| self.delete(table, key))?;
        Ok(count)
    }

    pub(super) fn op(&mut self, op: &Op) -> Result<()> {
        self.rows.op(op)
    }

    /// Notes a change for the feed.
    pub(crate) fn changed(
        &mut self,
        kind: ChangeKind,
        customer: Option<CustomerId>,
        subject: Option<Subject>,
    ) {
        self.changes.push(Change { kind, customer, subject, segment: None });
    }

    /// Notes that a customer came into a segment or fell out of it, and what brought it there.
    pub(crate) fn moved(
        &mut self,
        kind: ChangeKind,
        customer: CustomerId,
        cause: Option<Subject>,
        moved: Moved,
    ) {
        self.changes.push(Change { kind, customer: Some(customer), subject: cause, segment: Some(moved) });
    }

    /// Notes that a customer changed of whom no change tells.
    pub(crate) fn touch(&mut self, customer: CustomerId) {
        self.also.insert(customer);
    }

    /// What was done to customers since this was last asked.
    pub(crate) fn touched(&mut self) -> Touched {
        let mut touched = Touched { customers: BTreeMap::new(), shop: false };
        touched.customers.extend(std::mem::take(&mut self.also).into_iter().map(|customer| (customer, None)));
        for change in &self.changes[self.followed..] {
            touched.shop |= change.is_of_shop();
            touched.customers.extend(change.customers().map(|customer| (customer, change.subject.clone())));
        }
        self.followed = self.changes.len();
        touched
    }

    /// Brings what depends on customers up to date now, and gives the segments that one of them came into and fell out
    /// of in this commit.
    pub(crate) fn follow(&mut self, customer: Option<CustomerId>) -> Result<(Vec<String>, Vec<String>)> {
        let before = self.changes.len();
        (self.engine.follow.run)(self)?;
        let of = |kind: ChangeKind| {
            let moves = self.changes[before..].iter().filter(|c| c.kind == kind && c.customer == customer);
            moves.filter_map(|c| Some(c.segment.as_ref()?.key.clone())).collect()
        };
        Ok((of(ChangeKind::SegmentEntered), of(ChangeKind::SegmentLeft)))
    }

    /// By which call.
    pub(crate) fn verb(&self) -> &'static str {
        self.verb
    }

    /// Has the commit stand in the audit with this note, even when nothing changed. No personal data.
    pub(crate) fn note(&mut self, note: String) {
        self.note = Some(note);
    }

    /// Writes the commit entry: several for a large commit.
    pub(super) fn finish(mut self) -> Result<()> {
        (self.engine.follow.run)(&mut self)?;
        if self.changes.is_empty() && self.note.is_none() {
            return Ok(());
        }
        let mut note = self.note;
        let mut changes = self.changes.into_iter().peekable();
        loop {
            let part: Vec<_> = changes.by_ref().take(CHANGES_PER_ENTRY).collect();
            let entry = CommitEntry {
                at: self.now,
                actor: self.actor.as_str().to_owned(),
                verb: self.verb.to_owned(),
                changes: part,
                note: note.take(),
            };
            self.rows.append_feed(&row::encode(&entry))?;
            if changes.peek().is_none() {
                return Ok(());
            }
        }
    }
}
