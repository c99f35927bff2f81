//! Two customers become one, and are taken apart again.

use std::collections::BTreeSet;

use super::{
    Customer,
    link::{Relinking, Why, exact_home, ids, must},
};
use crate::{
    error::{Error, Result},
    id::{CustomerId, RecordId},
    identity::{Record, Verdict, rows},
    scope::Tx,
    time::Timestamp,
};

/// Makes one of two customers: the older keeps its id, the id of the other leads there. Decisions that they are two
/// persons hold no more.
pub(crate) fn merge(tx: &mut Tx<'_>, a: CustomerId, b: CustomerId, why: Why) -> Result<Customer> {
    let (into, from) = (a.min(b), a.max(b));
    let mut relinking = Relinking::default();
    relinking.load(tx, into)?;
    relinking.load(tx, from)?;
    let (own, others) = (ids(relinking.records(into)), ids(relinking.records(from)));
    if rows::are_apart(tx.rows(), &own, &others)? {
        rows::decide(tx, &own, &others, Verdict::Match)?;
    }
    relinking.merge(tx, from, into, why)?;
    must(relinking.finish(tx, into)?)
}

/// Two customers where there was one.
pub(crate) struct Parted {
    /// Whose the records are now.
    pub(crate) customer: CustomerId,
    /// Whose the others are.
    pub(crate) left: CustomerId,
    /// The others.
    pub(crate) left_records: Vec<RecordId>,
}

/// Gives records of a customer to one of their own, and has them stay apart. A part that was a customer before has its
/// id back; where that is the other part alone, or the one that came later, it is the other part that goes.
pub(crate) fn part(tx: &mut Tx<'_>, from: CustomerId, records: &BTreeSet<RecordId>) -> Result<Parted> {
    let mut relinking = Relinking::default();
    relinking.load(tx, from)?;
    let all = relinking.records(from).to_vec();
    let (leaving, left): (Vec<_>, Vec<_>) = all.into_iter().partition(|r| records.contains(&r.id));
    if leaving.len() < records.len() {
        return Err(Error::invalid("records", "not all of them are of this customer"));
    }
    if leaving.is_empty() || left.is_empty() {
        return Err(Error::invalid(
            "records",
            "expected some of the customer's records, and not all of them",
        ));
    }
    let goes = match (exact_home(&leaving, &left), exact_home(&left, &leaving)) {
        (None, Some(_)) => true,
        // Nothing is left of the customer itself: what came last goes.
        (Some(_), Some(_)) => came(&left) > came(&leaving),
        (_, None) => false,
    };
    let going = if goes { &left } else { &leaving };
    let home = relinking.part(tx, from, &going.iter().map(|r| r.id).collect())?;
    relinking.finish(tx, from)?;
    rows::decide(tx, &ids(&leaving), &ids(&left), Verdict::NotTheSame)?;
    let (customer, left_customer) = if goes { (from, home) } else { (home, from) };
    Ok(Parted { customer, left: left_customer, left_records: ids(&left) })
}

/// When records came to the customer that they are of.
fn came(records: &[Record]) -> Option<Timestamp> {
    records.iter().map(|record| record.linked).min()
}
