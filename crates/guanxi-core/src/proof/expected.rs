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
        rows::{self as record_rows, RECORD_KEYS, RecordPointer},
    },
    loyalty,
    order::{
        metrics::StoredMetrics,
        rows::{self as order_rows, CUSTOMER_METRICS, ORDER_KEYS, OrderPointer, RECORD_ORDERS},
        sale::{Sale, sale},
    },
    referral, reward,
    scope::{Look, Tx, look::scan, shown::ShownRow},
    segment,
    shown::{self, SHOWN_STATE},
    storage::{Flow, KeyRange, Kind, Read, Table, key::decode_columns, row, tables::encode_columns},
};

/// What rows hold, by their keys: bodies; of what is shown, columns.
type Content = BTreeMap<Vec<u8>, Vec<u8>>;

/// Keys of rows that differ, with what should be there.
type Mends = Vec<(Vec<u8>, Option<Vec<u8>>)>;

/// What rows should hold, by table.
#[derive(Default)]
struct Expected {
    tables: HashMap<u16, Content>,
}

impl Expected {
    fn take(&mut self, table: &Table) -> Content {
        self.tables.remove(&table.space.number).unwrap_or_default()
    }

    fn put(&mut self, table: &Table, key: Vec<u8>, body: Vec<u8>) {
        self.tables.entry(table.space.number).or_default().insert(key, body);
    }
}

/// Compares what is stored with what the facts make.
pub(super) fn verify(look: &Look<'_>) -> Result<VerifyReport> {
    let mut expected = expected(look)?;
    let mut shown = shown(look)?;
    let mut report = VerifyReport { tables: vec![], storage_problems: vec![] };
    let state = tables(look, Kind::State).into_iter().map(|table| (table, expected.take(table)));
    let shown = shown_tables(look).into_iter().map(|table| (table, shown.take(table)));
    for (table, rows) in state.chain(shown) {
        report.tables.push(compare(look.rows, table, rows)?.0);
    }
    Ok(report)
}

/// Puts right what differs, inside a transaction.
pub(crate) fn rebuild_in(tx: &mut Tx<'_>) -> Result<VerifyReport> {
    let mut expected = expected(&tx.look())?;
    let mut report = VerifyReport { tables: vec![], storage_problems: vec![] };
    for table in tables(&tx.look(), Kind::State) {
        let (proof, mends) = compare(tx.rows(), table, expected.take(table))?;
        report.tables.push(proof);
        for (key, body) in mends {
            match body {
                Some(body) => tx.put_body(table, key, body)?,
                None => tx.delete(table, key)?,
            }
        }
    }
    let mut shown = shown(&tx.look())?;
    for table in shown_tables(&tx.look()) {
        let (proof, mends) = compare(tx.rows(), table, shown.take(table))?;
        report.tables.push(proof);
        for (key, columns) in mends {
            match columns {
                Some(columns) => {
                    let columns = decode_columns(table, &columns)?;
                    tx.show(table, key, || columns)?;
                }
                None => tx.hide(table, key)?,
            }
        }
    }
    Ok(report)
}

fn tables(look: &Look<'_>, kind: Kind) -> Vec<&'static Table> {
    look.engine.schema.tables.iter().copied().filter(|t| t.kind == kind).collect()
}

/// Tables of what is shown, where anything is.
fn shown_tables(look: &Look<'_>) -> Vec<&'static Table> {
    let all = if look.engine.shows { tables(look, Kind::Shown) } else { Vec::new() };
    all.into_iter().filter(|table| table.space != SHOWN_STATE.space).collect()
}

/// Differences that a report names one by one, per table.
const NAMED_MAX: usize = 20;

/// Compares one table.
fn compare(rows: &dyn Read, table: &'static Table, mut expected: Content) -> Result<(TableProof, Mends)> {
    let count = expected.len() as u64;
    let mut proof = TableProof {
        table: table.name().to_owned(),
        rows: count,
        missing: 0,
        extra: 0,
        different: 0,
        differences: vec![],
    };
    let (mut found, mut mends) = (Vec::new(), Mends::new());
    rows.scan(table, &KeyRange::all(), &mut |stored| {
        let content = if table.kind == Kind::Shown { stored.encoded_columns } else { stored.body };
        match expected.remove(stored.key) {
            Some(wanted) if wanted == content => {}
            Some(wanted) => found.push((DifferenceKind::Different, stored.key.to_vec(), Some(wanted))),
            None => found.push((DifferenceKind::Extra, stored.key.to_vec(), None)),
        }
        Flow::Continue(())
    })?;
    let missing = expected.into_iter().map(|(key, wanted)| (DifferenceKind::Missing, key, Some(wanted)));
    for (kind, key, wanted) in found.into_iter().chain(missing) {
        match kind {
            DifferenceKind::Missing => proof.missing += 1,
            DifferenceKind::Extra => proof.extra += 1,
            DifferenceKind::Different => proof.different += 1,
        }
        if proof.differences.len() < NAMED_MAX {
            let key = key.iter().map(|b| format!("{b:02x}")).collect();
            proof.differences.push(Difference { kind, key });
        }
        mends.push((key, wanted));
    }
    Ok((proof, mends))
}

/// What is to be shown of the rows as they are stored.
fn shown(look: &Look<'_>) -> Result<Expected> {
    let mut out = Expected::default();
    if look.engine.shows {
        let put = &mut |(table, key, columns): ShownRow| out.put(table, key, encode_columns(&columns));
        shown::each(look.rows, put)?;
    }
    Ok(out)
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
