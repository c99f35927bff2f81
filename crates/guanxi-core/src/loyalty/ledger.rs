//! The ledger of one member: the accounts of all records of a customer in one program.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::Arc,
};

use minicbor::bytes::ByteArray;

use super::{
    account::{Account, Drawn, EntryFact, Known, Lot, apply},
    dates,
    model::{EntryKind, PointBalance, PointCause, PointEntry, PointsReceipt},
    pool,
    program::{POINTS_MAX, Program},
    rows::{self, POINT_DUE},
    view,
};
use crate::{
    change::{ChangeKind, Subject},
    error::{Error, Result},
    id::{CustomerId, EntryId, RecordId},
    identity,
    scope::{Tx, look::get},
    storage::{Read, Want},
    time::{Timestamp, Zone},
};

pub(super) struct Ledger {
    pub(super) program: Arc<Program>,
    pub(super) zone: Zone,
    /// Nobody when it was deleted.
    pub(super) customer: Option<CustomerId>,
    pub(super) accounts: BTreeMap<RecordId, Account>,
    /// Accounts of others that an entry of this member has a part in; none of the member's points.
    others: BTreeMap<RecordId, Account>,
    /// Those of them whose points it spends, too: of its pool.
    pool: Vec<RecordId>,
    /// What was posted last: receipts tell of it without reading it again.
    last: Option<EntryFact>,
}

impl Ledger {
    /// Loads what a customer has.
    pub(super) fn open(tx: &Tx<'_>, program: impl Into<Arc<Program>>, customer: CustomerId) -> Result<Self> {
        let program = program.into();
        let accounts = accounts_of(tx.rows(), customer, &program.name)?;
        let zone = program.terms.zone(tx.settings().zone);
        Ok(Self {
            program,
            zone,
            customer: Some(customer),
            accounts,
            others: BTreeMap::new(),
            pool: vec![],
            last: None,
        })
    }

    /// The same for what spends points of the member's pool, too (rule P14).
    pub(super) fn open_with_pool(
        tx: &Tx<'_>,
        program: impl Into<Arc<Program>>,
        customer: CustomerId,
    ) -> Result<Self> {
        let mut ledger = Self::open(tx, program, customer)?;
        ledger.others = pool::accounts_beside(tx.rows(), &ledger.program.name, customer)?;
        ledger.pool = ledger.others.keys().copied().collect();
        Ok(ledger)
    }

    /// The account of a record whose customer was deleted.
    pub(super) fn unowned(tx: &Tx<'_>, program: impl Into<Arc<Program>>, record: RecordId) -> Result<Self> {
        let program = program.into();
        let account = rows::account(tx.rows(), record, &program.name)?;
        let zone = program.terms.zone(tx.settings().zone);
        let accounts = BTreeMap::from([(record, account)]);
        Ok(Self {
            program,
            zone,
            customer: None,
            accounts,
            others: BTreeMap::new(),
            pool: vec![],
            last: None,
        })
    }

    /// What the member has at an instant.
    pub(super) fn balance(&self, at: Timestamp) -> PointBalance {
        view::balance(&self.program.name, self.accounts.values(), at)
    }

    /// The member's lots that can be drawn at an instant, in the order of rule P2.
    pub(super) fn lots_at(&self, at: Timestamp) -> Vec<Drawn> {
        let lots = self.accounts.iter().flat_map(|(record, account)| account.drawable(*record, at));
        in_order(lots.collect())
    }

    /// The same with those of its pool.
    fn pooled_lots_at(&self, at: Timestamp) -> Vec<Drawn> {
        let mut lots = self.lots_at(at);
        for record in &self.pool {
            let account = self.others.get(record).into_iter();
            let theirs = account.flat_map(|account| account.drawable(*record, at));
            lots.extend(theirs.map(|drawn| Drawn { pooled: true, ..drawn }));
        }
        in_order(lots)
    }

    /// Draws points of the member at an instant, as far as there are; gives what is missing, too.
    pub(super) fn draw(&self, at: Timestamp, points: i64) -> (Vec<Drawn>, i64) {
        draw(self.lots_at(at), points)
    }

    /// Draws points, of its pool as well where that is open; all or none.
    pub(super) fn draw_all(&self, at: Timestamp, points: i64) -> Result<Vec<Drawn>> {
        match draw(self.pooled_lots_at(at), points) {
            (drawn, 0) => Ok(drawn),
            (_, missing) => Err(Error::insufficient_points(&self.program.name, points - missing, points)),
        }
    }

    /// A lot that is made by the next entry of a record.
    pub(super) fn lot(
        &self,
        record: RecordId,
        entry: EntryId,
        points: i64,
        earned_at: Timestamp,
    ) -> Result<Lot> {
        let terms = &self.program.terms;
        let vests_at = dates::vests_at(terms, self.zone, earned_at);
        let expires_at = dates::expires_at(terms, self.zone, earned_at);
        self.lot_of(record, entry, points, (earned_at, vests_at, expires_at))
    }

    /// The same with dates of its own: earned, vesting, expiry.
    pub(super) fn lot_of(
        &self,
        record: RecordId,
        entry: EntryId,
        points: i64,
        (earned_at, vests_at, expires_at): (Timestamp, Timestamp, Option<Timestamp>),
    ) -> Result<Lot> {
        if expires_at.is_some_and(|end| end <= vests_at) {
            return Err(self.refuse("the points would expire before they could be redeemed"));
        }
        let seq = self.accounts.get(&record).map_or(0, |account| account.entries);
        Ok(Lot {
            seq,
            entry,
            amount: points,
            earned_at,
            vests_at,
            expires_at,
            left: points,
            since: earned_at,
        })
    }

    pub(super) fn refuse(&self, reason: impl std::fmt::Display) -> Error {
        Error::program_refuses(&self.program.name, reason)
    }

    /// Whether the program runs, and the instant is no later than now.
    pub(super) fn check_time(&self, tx: &Tx<'_>, at: Timestamp) -> Result<()> {
        if at > tx.now {
            return Err(Error::invalid("at", "it lies ahead of the clock"));
        }
        let terms = &self.program.terms;
        if terms.starts_at.is_some_and(|from| at < from) {
            return Err(self.refuse("it has not started"));
        }
        if terms.ends_at.is_some_and(|end| at >= end) {
            return Err(self.refuse("it has ended"));
        }
        Ok(())
    }

    /// Until when an act at this instant prolongs lots.
    pub(super) fn prolongs(&self, at: Timestamp) -> Option<Timestamp> {
        let inactivity = self.program.terms.expiry == super::program::ExpiryPolicy::Inactivity;
        inactivity.then(|| self.zone.plus_months(at, self.program.terms.expiry_months))
    }

    /// Writes an entry on a record, its parts on the records whose lots it draws, and the state of all of them.
    pub(super) fn post(&mut self, tx: &mut Tx<'_>, record: RecordId, mut fact: EntryFact) -> Result<()> {
        fact.program_version = self.program.version;
        fact.actor = Some(tx.actor().as_str().to_owned());
        let (id, parts) = (fact.id, self.parts(tx.rows(), record, &fact)?);
        self.write(tx, record, fact)?;
        let subject = Subject { prefix: EntryId::PREFIX, bytes: *id.as_bytes() };
        tx.changed(ChangeKind::PointsChanged, self.customer, Some(subject.clone()));
        for (other, part) in parts {
            // Whoever is of its pool has other points now, too.
            let beside = !self.accounts.contains_key(&other) && part.kind != EntryKind::Unmerged;
            if beside && let Some(owner) = identity::rows::owner(tx.rows(), other)? {
                tx.changed(ChangeKind::PointsChanged, Some(owner), Some(subject.clone()));
            }
            self.write(tx, other, part)?;
        }
        Ok(())
    }

    /// What an entry says in the accounts of other records.
    fn parts(
        &self,
        rows: &dyn Read,
        record: RecordId,
        fact: &EntryFact,
    ) -> Result<Vec<(RecordId, EntryFact)>> {
        let mut others: BTreeSet<RecordId> = fact.drawn.iter().map(|d| d.record).collect();
        if matches!(fact.kind, EntryKind::Captured | EntryKind::Voided) {
            let held = fact.of.map(|of| get::<Known>(rows, of.as_bytes())).transpose()?.flatten();
            others.extend(held.iter().flat_map(|known| &known.open).map(|d| d.record));
        }
        if fact.prolongs.is_some() {
            others.extend(self.accounts.iter().filter(|(_, a)| !a.lots.is_empty()).map(|(r, _)| *r));
        }
        others.remove(&record);
        let part = |other: RecordId| EntryFact {
            drawn: fact.drawn.iter().filter(|d| d.record == other).cloned().collect(),
            of: fact.of,
            hold_until: fact.hold_until,
            // What somebody does prolongs nobody else's points.
            prolongs: fact.prolongs.filter(|_| self.accounts.contains_key(&other)),
            by: Some(record),
            program_version: fact.program_version,
            ..EntryFact::new(fact.id, fact.kind, fact.at)
        };
        Ok(others.into_iter().map(|other| (other, part(other))).collect())
    }

    fn write(&mut self, tx: &mut Tx<'_>, record: RecordId, mut fact: EntryFact) -> Result<()> {
        let name = &self.program.name;
        let account = match self.accounts.get_mut(&record) {
            Some(own) => own,
            None => match self.others.entry(record) {
                Entry::Occupied(there) => there.into_mut(),
                Entry::Vacant(none) => none.insert(rows::account(tx.rows(), record, name)?),
            },
        };
        // A clock that went back makes no entry older than those before it.
        fact.recorded = account.recorded.map_or(tx.now, |last| last.max(tx.now));
        fact.points = change(record, &fact);
        let mut known = BTreeMap::new();
        if fact.by.is_none() {
            for id in fact.about() {
                if let Some(row) = get::<Known>(tx.rows(), id.as_bytes())? {
                    known.insert(id, row);
                }
            }
        }
        let due = account.next_due();
        tx.put(rows::entry_key(record, name, account.entries), &fact)?;
        apply(account, &mut known, record, name, &fact);
        if account.total() > POINTS_MAX || account.debt > POINTS_MAX {
            return Err(Error::invalid("points", "the member would have more than can be counted"));
        }
        tx.put(rows::account_key(record, name), &*account)?;
        for (id, row) in &known {
            tx.put(id.as_bytes().to_vec(), row)?;
        }
        let now_due = account.next_due();
        if due != now_due {
            if let Some(due) = due {
                tx.delete(&POINT_DUE, rows::due_key(due, record, name))?;
            }
            if let Some(due) = now_due {
                tx.put_key(&POINT_DUE, rows::due_key(due, record, name))?;
            }
        }
        if fact.by.is_none() {
            self.last = Some(fact);
        }
        Ok(())
    }

    /// Has points that just came in pay what is owed, on the record that owes (rule P8). Points given back or released
    /// do not come this way.
    pub(super) fn settle_debt(&mut self, tx: &mut Tx<'_>, lot: &Lot, record: RecordId) -> Result<()> {
        let owing: Vec<_> =
            self.accounts.iter().filter(|(_, a)| a.debt > 0).map(|(r, a)| (*r, a.debt)).collect();
        let mut left = lot.left;
        for (debtor, debt) in owing {
            let points = debt.min(left);
            if points == 0 {
                break;
            }
            left -= points;
            let drawn = vec![Drawn::own(record, points, lot)];
            let id = EntryId::from_bytes(tx.new_id());
            let of = Some(lot.entry).filter(|_| debtor == record);
            let fact = EntryFact {
                drawn,
                debt: -points,
                of,
                ..EntryFact::new(id, EntryKind::DebtSettled, lot.since)
            };
            self.post(tx, debtor, fact)?;
        }
        Ok(())
    }

    /// Books holds that have run out, so that their points can be drawn.
    pub(super) fn release_ended(&mut self, tx: &mut Tx<'_>, at: Timestamp) -> Result<u64> {
        let pool = self.pool.iter().filter_map(|record| self.others.get_key_value(record));
        let ended = self.accounts.iter().chain(pool).flat_map(|(record, account)| {
            // A hold may have points of other records only.
            let ended = account.holds.iter().filter(|hold| hold.until <= at);
            let ended = ended.filter(|hold| {
                let is_near = |by| self.accounts.contains_key(&by) || self.pool.contains(&by);
                hold.is_pooled() || hold.by.is_none_or(is_near)
            });
            ended.map(|hold| (hold.until, hold.by.unwrap_or(*record), hold.entry))
        });
        let mut ended: Vec<_> = ended.collect();
        ended.sort_unstable();
        ended.dedup();
        for (until, record, hold) in &ended {
            let id = EntryId::from_bytes(tx.new_id());
            let fact = EntryFact { of: Some(*hold), ..EntryFact::new(id, EntryKind::Voided, *until) };
            self.post(tx, *record, fact)?;
        }
        Ok(ended.len() as u64)
    }

    /// Whose points.
    pub(super) fn member(&self) -> Result<CustomerId> {
        self.customer.ok_or_else(Error::deleted)
    }

    /// The receipt of an entry that was written, or written before.
    pub(super) fn receipt(&self, tx: &Tx<'_>, id: EntryId, replayed: bool) -> Result<PointsReceipt> {
        let entry = match self.last.as_ref().filter(|fact| fact.id == id) {
            Some(fact) => self.shown(fact),
            None => {
                let known = get::<Known>(tx.rows(), id.as_bytes())?;
                let known = known.ok_or_else(|| Error::internal("an entry that was written is known"))?;
                self.shown(&rows::fact(tx.rows(), &known)?)
            }
        };
        Ok(PointsReceipt { replayed, customer_id: self.member()?, entry, balance: self.balance(tx.now) })
    }

    pub(super) fn shown(&self, fact: &EntryFact) -> PointEntry {
        shown(&self.program.name, fact)
    }
}

/// An entry as the API shows it: with what it changes in all accounts of the member.
pub(super) fn shown(program: &str, fact: &EntryFact) -> PointEntry {
    let drawn: i64 = fact.drawn.iter().map(|d| d.points).sum();
    let of_pool: i64 = fact.drawn.iter().filter(|d| d.pooled).map(|d| d.points).sum();
    let (points, pooled) = match (fact.kind, fact.by) {
        (EntryKind::Held | EntryKind::Voided, _) => (0, 0),
        (_, None) => {
            let lot = fact.lot.as_ref().map_or(0, |lot| lot.amount);
            (lot - (drawn - of_pool) - fact.debt, of_pool)
        }
        (_, Some(_)) => (-of_pool, -of_pool),
    };
    PointEntry {
        id: fact.id,
        kind: fact.kind,
        program: program.to_owned(),
        program_version: fact.program_version,
        at: fact.at,
        recorded_at: fact.recorded,
        points,
        pooled,
        debt: fact.debt,
        of: fact.of,
        order_id: fact.order,
        cause: fact.cause,
        refund: fact.refund.clone(),
        reason: fact.reason.clone(),
        reward: fact.reward.clone(),
        actor: fact.actor.clone(),
        value: fact.money,
        vests_at: fact.lot.as_ref().map(|lot| lot.vests_at),
        expires_at: fact.lot.as_ref().and_then(|lot| lot.expires_at),
    }
}

/// In the order of rule P2.
fn in_order(mut lots: Vec<Drawn>) -> Vec<Drawn> {
    lots.sort_by_key(|d| (d.lot.expires_at.unwrap_or(Timestamp::MAX), d.lot.earned_at, d.record, d.lot.seq));
    lots
}

fn draw(lots: Vec<Drawn>, points: i64) -> (Vec<Drawn>, i64) {
    let mut missing = points;
    let mut drawn = Vec::new();
    for lot in lots {
        if missing == 0 {
            break;
        }
        let part = lot.points.min(missing);
        missing -= part;
        drawn.push(lot.with(part));
    }
    (drawn, missing)
}

/// By how much an entry changes one account: what is in lots and held, less what is owed.
fn change(record: RecordId, fact: &EntryFact) -> i64 {
    let drawn: i64 = fact.drawn.iter().filter(|d| d.record == record).map(|d| d.points).sum();
    match fact.kind {
        EntryKind::Held | EntryKind::Voided => 0,
        _ => fact.lot.as_ref().map_or(0, |lot| lot.amount) - drawn - fact.debt,
    }
}

/// What the records of a customer have in a program.
pub(super) fn accounts_of(
    rows: &dyn Read,
    customer: CustomerId,
    program: &str,
) -> Result<BTreeMap<RecordId, Account>> {
    let wants = Want::new(&identity::rows::CUSTOMER_RECORDS, *customer.as_bytes());
    rows.want(&[wants.then(&rows::ACCOUNTS_OF_CUSTOMER)])?;
    let records = identity::rows::records_of(rows, customer)?;
    records.into_iter().map(|record| Ok((record, rows::account(rows, record, program)?))).collect()
}

/// The entry that was made before under a key, if it was; other content under the same key is refused (rule P10).
pub(super) fn replayed(tx: &Tx<'_>, id: EntryId, digest: [u8; 16]) -> Result<Option<EntryFact>> {
    let Some(known) = get::<Known>(tx.rows(), id.as_bytes())? else { return Ok(None) };
    let fact = rows::fact(tx.rows(), &known)?;
    if fact.digest.as_ref().is_some_and(|known| **known != digest) {
        return Err(Error::key_reused("the key of this movement of points"));
    }
    Ok(Some(fact))
}

/// A request's key and content: the id of its entry, and a digest; and what happened to an order, where it follows from
/// that.
pub(super) struct Asked {
    pub(super) id: EntryId,
    pub(super) digest: [u8; 16],
    pub(super) cause: Option<PointCause>,
    pub(super) refund: Option<String>,
}

impl Asked {
    /// A request that its source names, or one without a name, which is always new.
    pub(super) fn new(
        tx: &Tx<'_>,
        kind: &str,
        program: &str,
        (source, external_id): (Option<&str>, Option<&str>),
        content: &str,
    ) -> Result<Self> {
        let source = crate::text::checked_text("source", source.unwrap_or("app"))?;
        let external_id = external_id.map(|id| crate::text::checked_text("external_id", id)).transpose()?;
        let id = match external_id {
            Some(external_id) => rows::natural_id(&tx.engine.keyed, kind, program, [&source, &external_id]),
            None => EntryId::from_bytes(tx.new_id()),
        };
        Ok(Self::of(id, tx.engine.keyed.digest(content.as_bytes())))
    }

    pub(super) fn of(id: EntryId, digest: [u8; 16]) -> Self {
        Self { id, digest, cause: None, refund: None }
    }

    pub(super) fn entry(&self, kind: EntryKind, at: Timestamp) -> EntryFact {
        EntryFact {
            digest: Some(ByteArray::from(self.digest)),
            cause: self.cause,
            refund: self.refund.clone(),
            ..EntryFact::new(self.id, kind, at)
        }
    }
}
