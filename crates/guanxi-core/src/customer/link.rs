//! Records changing hands: the before and after of every customer that a verb touches.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Customer,
    derive::{derive, restate},
};
use crate::{
    change::{ChangeKind, Subject},
    error::{Error, Result},
    id::{CustomerId, RecordId},
    identity::{HeldBackReason, LinkCause, Record, RecordFact, Weighed, contradiction, rows},
    scope::Tx,
};

/// Customers as they were before a verb and as it leaves them.
#[derive(Default)]
pub(super) struct Relinking {
    before: BTreeMap<CustomerId, Vec<Record>>,
    after: BTreeMap<CustomerId, Vec<Record>>,
    /// Records that are nobody's any more.
    released: Vec<Record>,
    /// Customers whose stored records went to others or came from others.
    moved: Vec<CustomerId>,
    pub(super) merged: Vec<CustomerId>,
}

impl Relinking {
    /// Takes a customer in, with the records it has in the store.
    pub(super) fn load(&mut self, tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
        if !self.before.contains_key(&customer) {
            let records = rows::load_records(tx.rows(), customer)?;
            self.take(customer, records);
        }
        Ok(())
    }

    /// Takes a customer in whose records are loaded already.
    pub(super) fn take(&mut self, customer: CustomerId, records: Vec<Record>) {
        self.after.insert(customer, records.clone());
        self.before.insert(customer, records);
    }

    /// Takes a new customer in.
    pub(super) fn add(&mut self, customer: CustomerId) {
        self.take(customer, vec![]);
    }

    pub(super) fn records(&self, customer: CustomerId) -> &[Record] {
        self.after.get(&customer).map_or(&[], Vec::as_slice)
    }

    /// Sets a record of a customer: a new one, or a new version of one it has.
    pub(super) fn set(&mut self, customer: CustomerId, record: Record) {
        let records = self.after.entry(customer).or_default();
        match records.iter_mut().find(|r| r.id == record.id) {
            Some(old) => *old = record,
            None => {
                records.push(record);
                records.sort_by_key(|r| r.id);
            }
        }
    }

    /// Gives a record that belongs to nobody to a customer, and writes the link.
    pub(super) fn attach(
        &mut self,
        tx: &mut Tx<'_>,
        record: &mut Record,
        customer: CustomerId,
    ) -> Result<()> {
        link(tx, record, Some(customer), Why::of(LinkCause::New))?;
        self.moved.push(customer);
        Ok(())
    }

    /// Why two customers cannot be one person: two of their records contradict, or it was decided so.
    pub(super) fn conflict(
        &self,
        tx: &Tx<'_>,
        a: CustomerId,
        b: CustomerId,
    ) -> Result<Option<HeldBackReason>> {
        let mut pairs = self.records(a).iter().flat_map(|x| self.records(b).iter().map(move |y| (x, y)));
        if let Some(reason) = pairs.find_map(|(x, y)| contradiction(&x.content, &y.content)) {
            return Ok(Some(reason));
        }
        let apart = rows::are_apart(tx.rows(), &ids(self.records(a)), &ids(self.records(b)))?;
        Ok(apart.then_some(HeldBackReason::Decided))
    }

    /// Moves every record of one customer to another and writes the links.
    pub(super) fn merge(
        &mut self,
        tx: &mut Tx<'_>,
        from: CustomerId,
        into: CustomerId,
        why: Why,
    ) -> Result<()> {
        for mut record in self.after.insert(from, vec![]).unwrap_or_default() {
            link(tx, &mut record, Some(into), why)?;
            self.set(into, record);
        }
        self.moved.extend([from, into]);
        self.merged.push(from);
        tx.changed(
            ChangeKind::CustomerMerged,
            Some(into),
            Some(Subject { prefix: CustomerId::PREFIX, bytes: *from.as_bytes() }),
        );
        Ok(())
    }

    /// Gives some records of a customer, not all, to one of their own, and says which: the one that they came from,
    /// where these are all that came from it; else the oldest that all of came along; else a new one.
    pub(super) fn part(
        &mut self,
        tx: &mut Tx<'_>,
        from: CustomerId,
        leaving: &BTreeSet<RecordId>,
    ) -> Result<CustomerId> {
        let all = self.after.remove(&from).unwrap_or_default();
        let (leaving, left): (Vec<_>, Vec<_>) = all.into_iter().partition(|r| leaving.contains(&r.id));
        let old = old_home(&leaving, &left);
        self.after.insert(from, left.clone());
        for stay in leaving.iter().flat_map(Record::origins) {
            self.load(tx, stay.customer)?; // where its id leads may change
        }
        let target = old.unwrap_or_else(|| CustomerId::from_bytes(tx.new_id()));
        if old.is_none() {
            self.add(target);
        }
        for mut record in leaving {
            let whole: Vec<_> = whole(&record, &left).collect();
            let home = whole.iter().position(|customer| *customer == target);
            let kept = home.map_or(whole.len(), |at| at + 1) as u32;
            let why = Why { kept: Some(kept), ..Why::of(LinkCause::Unmerged) };
            link(tx, &mut record, Some(target), why)?;
            self.set(target, record);
        }
        self.moved.extend([from, target]);
        tx.changed(
            ChangeKind::CustomerUnmerged,
            Some(target),
            Some(Subject { prefix: CustomerId::PREFIX, bytes: *from.as_bytes() }),
        );
        Ok(target)
    }

    /// Takes every record of a customer away from it.
    pub(super) fn release(&mut self, tx: &mut Tx<'_>, customer: CustomerId, cause: LinkCause) -> Result<u64> {
        let records = self.after.insert(customer, vec![]).unwrap_or_default();
        let count = records.len() as u64;
        for mut record in records {
            link(tx, &mut record, None, Why::of(cause))?;
            self.released.push(record);
        }
        self.moved.push(customer);
        Ok(count)
    }

    /// Writes the state of every customer touched, has the other areas follow, and gives the profile of one.
    pub(super) fn finish(&self, tx: &mut Tx<'_>, of: CustomerId) -> Result<Option<Customer>> {
        let mut profile = None;
        for (customer, after) in &self.after {
            let before = &self.before[customer];
            let was_first = first_record(self.before.values().flatten(), *customer);
            let is_first = first_record(self.after.values().flatten().chain(&self.released), *customer);
            let (settings, keyed) = (tx.settings(), &tx.engine.keyed);
            let old = derive(*customer, before, was_first, settings, keyed);
            let new = derive(*customer, after, is_first, settings, keyed);
            restate(tx, old, &new)?;
            if *customer == of {
                profile = new.profile;
            }
        }
        let mut moved = self.moved.clone();
        moved.sort_unstable();
        moved.dedup();
        if !moved.is_empty() {
            for area in tx.engine.areas {
                area.customers_changed(tx, &moved)?;
            }
        }
        Ok(profile)
    }
}

/// What a link says beside to whom.
#[derive(Clone, Copy)]
pub(crate) struct Why {
    cause: LinkCause,
    evidence: Option<Weighed>,
    kept: Option<u32>,
}

impl Why {
    pub(crate) fn of(cause: LinkCause) -> Self {
        Self { cause, evidence: None, kept: None }
    }

    /// Because two records weigh enough.
    pub(crate) fn weighed(evidence: Option<Weighed>) -> Self {
        Self { evidence, ..Self::of(LinkCause::Duplicate) }
    }
}

/// The first of these records that ever was a customer's.
fn first_record<'a>(records: impl Iterator<Item = &'a Record>, customer: CustomerId) -> Option<RecordId> {
    records.filter(|r| r.belonged_to(customer)).map(|r| r.id).min()
}

/// The customers that a record came from, all of whose records leave with it: the first ones it came from, as a
/// customer goes into another as a whole.
fn whole<'a>(record: &'a Record, left: &'a [Record]) -> impl Iterator<Item = CustomerId> + 'a {
    let came = |r: &Record, customer| r.origins().iter().any(|stay| stay.customer == customer);
    let origins = record.origins().iter().map(|stay| stay.customer);
    origins.take_while(move |customer| !left.iter().any(|r| came(r, *customer)))
}

/// The id that records which leave a customer have of old.
fn old_home(leaving: &[Record], left: &[Record]) -> Option<CustomerId> {
    exact_home(leaving, left).or_else(|| leaving.iter().flat_map(|r| whole(r, left)).min())
}

/// The customer that exactly these records were before they came to where they are: the last such.
pub(super) fn exact_home(leaving: &[Record], left: &[Record]) -> Option<CustomerId> {
    let first = leaving.first()?;
    let homes: Vec<_> = whole(first, left).collect();
    let of_all = |home: &CustomerId| leaving.iter().all(|r| whole(r, left).any(|w| w == *home));
    homes.into_iter().rev().find(of_all)
}

pub(super) fn ids(records: &[Record]) -> Vec<RecordId> {
    records.iter().map(|r| r.id).collect()
}

/// Writes that a record belongs to a customer from now on.
fn link(tx: &mut Tx<'_>, record: &mut Record, customer: Option<CustomerId>, why: Why) -> Result<()> {
    let Why { cause, evidence, kept } = why;
    rows::append(tx, record, &RecordFact::Linked { customer, cause, recorded: tx.now, evidence, kept })?;
    record.follow(customer, kept, tx.now);
    Ok(())
}

/// The profile that a finished relinking must have.
pub(super) fn must(profile: Option<Customer>) -> Result<Customer> {
    profile.ok_or_else(|| Error::internal("a customer with records has a profile"))
}
