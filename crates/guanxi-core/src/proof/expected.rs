//! Every state row out of the facts, and the comparison with what is stored.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Difference, DifferenceKind, TableProof, VerifyReport};
use crate::{
    customer::derive,
    error::Result,
    event::rows::{EVENT_KEYS, EventPointer},
    id::{CustomerId, RecordId},
    identity::{
        Record,
        rows::{self as record_rows, RECORD_KEYS, RECORD_SOURCES, RecordPointer},
    },
    loyalty,
    order::{
        metrics::StoredMetrics,
        rows::{self as order_rows, CUSTOMER_METRICS, ORDER_KEYS, OrderPointer, RECORD_ORDERS},
        sale::{Sale, sale},
    },
    referral, reward,
    scope::{Look, Tx, look::scan},
    segment,
    storage::{Flow, KeyRange, Kind, Read, Table, row},
};

/// Rows by table and key.
#[derive(Default)]
struct Expected {
    tables: HashMap<u16, BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl Expected {
    fn put(&mut self, table: &Table, key: Vec<u8>, body: Vec<u8>) {
        self.tables.entry(table.space.number).or_default().insert(key, body);
    }
}

/// Compares what is stored with what the facts make.
pub(super) fn verify(look: &Look<'_>) -> Result<VerifyReport> {
    let mut expected = expected(look)?;
    let mut report = VerifyReport { tables: vec![], storage_problems: vec![] };
    for table in state_tables(look) {
        let rows = expected.tables.remove(&table.space.number).unwrap_or_default();
        report.tables.push(compare(look.rows, table, rows, &mut |_, _, _| Ok(()))?);
    }
    Ok(report)
}

/// Puts right what differs, inside a transaction.
pub(crate) fn rebuild_in(tx: &mut Tx<'_>) -> Result<VerifyReport> {
    let mut expected = expected(&tx.look())?;
    let mut report = VerifyReport { tables: vec![], storage_problems: vec![] };
    for table in state_tables(&tx.look()) {
        let rows = expected.tables.remove(&table.space.number).unwrap_or_default();
        let mut mends = Vec::new();
        report.tables.push(compare(tx.rows(), table, rows, &mut |_, key, body| {
            mends.push((key, body));
            Ok(())
        })?);
        for (key, body) in mends {
            match body {
                Some(body) => tx.put_body(table, key, body)?,
                None => tx.delete(table, key)?,
            }
        }
    }
    Ok(report)
}

fn state_tables(look: &Look<'_>) -> Vec<&'static Table> {
    look.engine.schema.tables.iter().copied().filter(|t| t.kind == Kind::State).collect()
}

/// Differences that a report names one by one, per table.
const NAMED_MAX: usize = 20;

/// Compares one table; `differs` is given the key and what should be there.
fn compare(
    rows: &dyn Read,
    table: &'static Table,
    mut expected: BTreeMap<Vec<u8>, Vec<u8>>,
    differs: &mut dyn FnMut(DifferenceKind, Vec<u8>, Option<Vec<u8>>) -> Result<()>,
) -> Result<TableProof> {
    let count = expected.len() as u64;
    let mut proof = TableProof {
        table: table.name().to_owned(),
        rows: count,
        missing: 0,
        extra: 0,
        different: 0,
        differences: vec![],
    };
    let mut found = Vec::new();
    rows.scan(table, &KeyRange::all(), &mut |stored| {
        match expected.remove(stored.key) {
            Some(body) if body == stored.body => {}
            Some(body) => found.push((DifferenceKind::Different, stored.key.to_vec(), Some(body))),
            None => found.push((DifferenceKind::Extra, stored.key.to_vec(), None)),
        }
        Flow::Continue(())
    })?;
    let missing = expected.into_iter().map(|(key, body)| (DifferenceKind::Missing, key, Some(body)));
    for (kind, key, body) in found.into_iter().chain(missing) {
        match kind {
            DifferenceKind::Missing => proof.missing += 1,
            DifferenceKind::Extra => proof.extra += 1,
            DifferenceKind::Different => proof.different += 1,
        }
        if proof.differences.len() < NAMED_MAX {
            let key = key.iter().map(|b| format!("{b:02x}")).collect();
            proof.differences.push(Difference { kind, key });
        }
        differs(kind, key, body)?;
    }
    Ok(proof)
}

fn expected(look: &Look<'_>) -> Result<Expected> {
    let mut out = Expected::default();
    let owners = customers(look, &mut out)?;
    orders(look, &owners, &mut out)?;
    events(look, &mut out)?;
    loyalty::rows::derive(look.rows, |table, key, body| out.put(table, key, body))?;
    referral::rows::derive(look.rows, |table, key, body| out.put(table, key, body))?;
    reward::rows::derive(look.rows, |table, key, body| out.put(table, key, body))?;
    segment::rows::derive(look.rows, |table, key, body| out.put(table, key, body))?;
    Ok(out)
}

/// Rows of identity and customers. Gives the customer of each record.
fn customers(look: &Look<'_>, out: &mut Expected) -> Result<HashMap<RecordId, CustomerId>> {
    let mut owners = HashMap::new();
    let mut members: BTreeSet<(CustomerId, RecordId)> = BTreeSet::new();
    let mut first: BTreeMap<CustomerId, RecordId> = BTreeMap::new();
    record_rows::each(look.rows, &mut |record, _| {
        if !record.erased {
            out.put(&RECORD_KEYS, record.key.to_vec(), row::encode(&RecordPointer(record.id)));
        }
        out.put(&RECORD_SOURCES, record_rows::source_key(&record.source), vec![]);
        for stay in &record.stays {
            let least = first.entry(stay.customer).or_insert(record.id);
            *least = record.id.min(*least);
        }
        if let Some(customer) = record.customer {
            owners.insert(record.id, customer);
            members.insert((customer, record.id));
        }
        Ok(())
    })?;
    let mut put_all = |id: CustomerId, records: &[Record], first: Option<RecordId>| {
        let derived = derive(id, records, first, look.settings, &look.engine.keyed);
        derived.rows.into_iter().for_each(|(table, key, body)| out.put(table, key, body));
    };
    let mut members = members.into_iter().peekable();
    while let Some((customer, record)) = members.next() {
        let mut records = vec![record_rows::must_load(look.rows, record)?];
        while let Some((_, record)) = members.next_if(|(c, _)| *c == customer) {
            records.push(record_rows::must_load(look.rows, record)?);
        }
        first.remove(&customer);
        put_all(customer, &records, None);
    }
    for (customer, record) in first {
        put_all(customer, &[], Some(record));
    }
    Ok(owners)
}

fn orders(look: &Look<'_>, owners: &HashMap<RecordId, CustomerId>, out: &mut Expected) -> Result<()> {
    let mut metrics: HashMap<CustomerId, StoredMetrics> = HashMap::new();
    order_rows::each(look.rows, &mut |order| {
        let key = order_rows::external_hash(&look.engine.keyed, &order.source, &order.external_id);
        out.put(&ORDER_KEYS, key.to_vec(), row::encode(&OrderPointer(order.id)));
        let record = order.content.as_ref().and_then(|c| Some((c.record?, c.placed_at)));
        if let Some((record, placed_at)) = record {
            out.put(&RECORD_ORDERS, order_rows::record_order_key(record, placed_at, order.id), vec![]);
        }
        let sale: Option<Sale> = sale(&order, look.settings)?;
        if let Some(sale) = sale
            && let Some(customer) = sale.record.and_then(|r| owners.get(&r))
        {
            metrics.entry(*customer).or_default().add(&sale);
        }
        Ok(())
    })?;
    for (customer, metrics) in metrics {
        out.put(&CUSTOMER_METRICS, customer.as_bytes().to_vec(), row::encode(&metrics));
    }
    Ok(())
}

fn events(look: &Look<'_>, out: &mut Expected) -> Result<()> {
    scan::<crate::event::EventFact>(look.rows, &KeyRange::all(), &mut |key, fact| {
        let (record, _, event) = crate::event::rows::read_key(key)?;
        if let Some(key) = fact.key {
            out.put(&EVENT_KEYS, key.to_vec(), row::encode(&EventPointer { event, record }));
        }
        Ok(Flow::Continue(()))
    })?;
    Ok(())
}
