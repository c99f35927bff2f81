//! Records changing hands: the before and after of every customer that a verb touches.

use std::collections::BTreeMap;

use super::{
    Customer,
    derive::{derive, restate},
};
use crate::{
    change::{ChangeKind, Subject},
    error::{Error, Result},
    id::CustomerId,
    identity::{HeldBackReason, LinkCause, Record, RecordFact, contradiction, rows},
    scope::Tx,
};

/// Customers as they were before a verb and as it leaves them.
#[derive(Default)]
pub(super) struct Relinking {
    before: BTreeMap<CustomerId, Vec<Record>>,
    after: BTreeMap<CustomerId, Vec<Record>>,
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
        link(tx, record, Some(customer), LinkCause::New)?;
        self.moved.push(customer);
        Ok(())
    }

    /// Why two customers cannot be one person, if two of their records contradict.
    pub(super) fn conflict(&self, a: CustomerId, b: CustomerId) -> Option<HeldBackReason> {
        let pairs = self.records(a).iter().flat_map(|x| self.records(b).iter().map(move |y| (x, y)));
        pairs.into_iter().find_map(|(x, y)| contradiction(&x.content, &y.content))
    }

    /// Moves every record of one customer to another and writes the links.
    pub(super) fn merge(
        &mut self,
        tx: &mut Tx<'_>,
        from: CustomerId,
        into: CustomerId,
        cause: LinkCause,
    ) -> Result<()> {
        for mut record in self.after.insert(from, vec![]).unwrap_or_default() {
            link(tx, &mut record, Some(into), cause)?;
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

    /// Takes every record of a customer away from it.
    pub(super) fn release(&mut self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<u64> {
        let records = self.after.insert(customer, vec![]).unwrap_or_default();
        let count = records.len() as u64;
        for mut record in records {
            link(tx, &mut record, None, LinkCause::Deleted)?;
        }
        self.moved.push(customer);
        Ok(count)
    }

    /// Writes the state of every customer touched, has the other areas follow, and gives the profile of one.
    pub(super) fn finish(&self, tx: &mut Tx<'_>, of: CustomerId) -> Result<Option<Customer>> {
        let mut profile = None;
        for (customer, after) in &self.after {
            let before = &self.before[customer];
            let first = self.first_record(*customer);
            let (settings, keyed) = (tx.settings(), &tx.engine.keyed);
            let old = derive(*customer, before, None, settings, keyed);
            let new = derive(*customer, after, first, settings, keyed);
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

    /// The first record that a customer ever had.
    fn first_record(&self, customer: CustomerId) -> Option<crate::id::RecordId> {
        let all = self.before.values().chain(self.after.values()).flatten();
        all.filter(|r| r.customers.contains(&customer)).map(|r| r.id).min()
    }
}

/// Writes that a record belongs to a customer from now on.
fn link(tx: &mut Tx<'_>, record: &mut Record, customer: Option<CustomerId>, cause: LinkCause) -> Result<()> {
    rows::append(tx, record, &RecordFact::Linked { customer, cause, recorded: tx.now })?;
    record.customer = customer;
    record.customers.extend(customer);
    record.facts += 1;
    Ok(())
}

/// The profile that a finished relinking must have.
pub(super) fn must(profile: Option<Customer>) -> Result<Customer> {
    profile.ok_or_else(|| Error::internal("a customer with records has a profile"))
}
