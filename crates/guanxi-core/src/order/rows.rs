//! Where orders are kept, and how they are found.

use std::ops::ControlFlow;

use super::{
    fold::{Folded, OrderFact, fold},
    metrics::StoredMetrics,
    model::OrderPersonal,
};
use crate::{
    error::{Error, Result},
    id::{OrderId, RecordId},
    scope::{
        Keyed, Look, Stored, Tx,
        look::{bad_key, get, scan, scan_each, scan_keys},
    },
    storage::{
        Column, KeyRange, Kind, Read, Table,
        key::{KeyReader, KeyWriter},
        row,
    },
    time::Timestamp,
};

const ORDER: Column = Column::id("order_id");
const RECORD: Column = Column::id("record_id");
const CUSTOMER: Column = Column::id("customer_id");
const SEQ: Column = Column::int("seq");
const HASH: Column = Column::id("hash");
const PLACED_AT: Column = Column::int("placed_at");

/// What happened to each order.
pub(crate) static ORDER_FACTS: Table = Table::plain(30, "order_facts", Kind::Fact, &[ORDER, SEQ]);
/// What an order says about a person, under the number of its fact; only where it says something.
pub(crate) static ORDER_CONTENTS: Table = Table::plain(31, "order_contents", Kind::Personal, &[ORDER, SEQ]);
/// From the keyed hash of (source, external id) to the order.
pub(crate) static ORDER_KEYS: Table = Table::plain(32, "order_keys", Kind::State, &[HASH]);
/// The orders booked on each record, by the time they were placed.
pub(crate) static RECORD_ORDERS: Table =
    Table::plain(33, "record_orders", Kind::State, &[RECORD, PLACED_AT, ORDER]);
/// The figures of each customer that has orders.
pub(crate) static CUSTOMER_METRICS: Table = Table::plain(34, "customer_metrics", Kind::State, &[CUSTOMER]);

/// The body of a row in [`ORDER_KEYS`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct OrderPointer(#[n(0)] pub(crate) OrderId);

impl Stored for OrderFact {
    const TABLE: &'static Table = &ORDER_FACTS;
}
impl Stored for OrderPersonal {
    const TABLE: &'static Table = &ORDER_CONTENTS;
}
impl Stored for OrderPointer {
    const TABLE: &'static Table = &ORDER_KEYS;
}
impl Stored for StoredMetrics {
    const TABLE: &'static Table = &CUSTOMER_METRICS;
}

pub(crate) fn fact_key(order: OrderId, seq: i64) -> Vec<u8> {
    KeyWriter::new().id(order.as_bytes()).int(seq).finish()
}

pub(crate) fn record_order_key(record: RecordId, placed_at: Timestamp, order: OrderId) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).int(placed_at.micros()).id(order.as_bytes()).finish()
}

/// The order that a key of [`RECORD_ORDERS`] is of, and when it was placed.
pub(crate) fn read_record_order(key: &[u8]) -> Result<(Timestamp, OrderId)> {
    let mut reader = KeyReader::new(key);
    let (_, at, order) = (reader.id(), reader.int().and_then(Timestamp::from_micros), reader.id());
    at.zip(order).map(|(at, id)| (at, OrderId::from_bytes(id))).ok_or_else(|| bad_key(&RECORD_ORDERS))
}

/// The hash that finds an order by its source's name for it.
pub(crate) fn external_hash(keyed: &Keyed, source: &str, external_id: &str) -> [u8; 16] {
    keyed.hash("order", &[source, external_id])
}

pub(crate) fn find(
    rows: &dyn Read,
    keyed: &Keyed,
    source: &str,
    external_id: &str,
) -> Result<Option<OrderId>> {
    Ok(get::<OrderPointer>(rows, &external_hash(keyed, source, external_id))?.map(|p| p.0))
}

/// How many orders are known.
pub(crate) fn count(rows: &dyn Read) -> Result<u64> {
    rows.count(&ORDER_KEYS, &KeyRange::all(), u64::MAX)
}

/// An order as its facts leave it.
pub(crate) fn load(rows: &dyn Read, id: OrderId) -> Result<Option<Folded>> {
    let mut facts = Vec::with_capacity(2);
    scan::<OrderFact>(rows, &KeyRange::prefix(id.as_bytes()), &mut |_, fact| {
        facts.push(fact);
        Ok(ControlFlow::Continue(()))
    })?;
    if facts.is_empty() {
        return Ok(None);
    }
    fold(id, facts).map(Some).ok_or_else(|| no_first_fact(id))
}

/// Shows the orders of these ids, which are sorted, as their facts leave them, with the place of the id of each; one that is
/// not there is passed over.
pub(crate) fn load_each(look: &Look<'_>, ids: &[[u8; 16]], f: &mut dyn FnMut(usize, Folded)) -> Result<()> {
    let (mut facts, mut of) = (Vec::with_capacity(2), 0);
    let mut done = |of: usize, facts: &mut Vec<OrderFact>| -> Result<()> {
        if facts.is_empty() {
            return Ok(());
        }
        let id = OrderId::from_bytes(ids[of]);
        f(of, fold(id, facts.drain(..)).ok_or_else(|| no_first_fact(id))?);
        Ok(())
    };
    scan_each(look, &ORDER_FACTS, ids, &mut |at, row| {
        if at != of {
            done(of, &mut facts)?;
            of = at;
        }
        facts.push(row::decode(ORDER_FACTS.name(), row.body)?);
        Ok(())
    })?;
    done(of, &mut facts)
}

fn no_first_fact(id: OrderId) -> Error {
    Error::corrupt(ORDER_FACTS.name(), format_args!("{id} has no first fact"))
}

/// An order that must exist.
pub(crate) fn must_load(rows: &dyn Read, id: OrderId) -> Result<Folded> {
    load(rows, id)?.ok_or_else(|| Error::corrupt(ORDER_KEYS.name(), format_args!("{id} has no facts")))
}

/// The orders booked on a record, oldest first.
pub(crate) fn orders_of(rows: &dyn Read, record: RecordId) -> Result<Vec<(Timestamp, OrderId)>> {
    let mut orders = Vec::new();
    scan_keys(rows, &RECORD_ORDERS, &KeyRange::prefix(record.as_bytes()), &mut |key| {
        orders.push(read_record_order(key)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(orders)
}

/// Visits every order as its facts leave it, in the order of their ids.
pub(crate) fn each(rows: &dyn Read, f: &mut dyn FnMut(Folded) -> Result<()>) -> Result<()> {
    let mut facts: Vec<OrderFact> = Vec::new();
    let mut of: Option<OrderId> = None;
    let mut done = |of: Option<OrderId>, facts: &mut Vec<OrderFact>| -> Result<()> {
        let Some(id) = of else { return Ok(()) };
        f(fold(id, facts.drain(..)).ok_or_else(|| no_first_fact(id))?)
    };
    scan::<OrderFact>(rows, &KeyRange::all(), &mut |key, fact| {
        let id = KeyReader::new(key).id().map(OrderId::from_bytes).ok_or_else(|| bad_key(&ORDER_FACTS))?;
        if of != Some(id) {
            done(of, &mut facts)?;
            of = Some(id);
        }
        facts.push(fact);
        Ok(ControlFlow::Continue(()))
    })?;
    done(of, &mut facts)
}

/// Appends a fact to an order and gives what it leaves it as.
pub(crate) fn append(tx: &mut Tx<'_>, order: &Folded, fact: &OrderFact) -> Result<Folded> {
    tx.put(fact_key(order.id, order.facts), fact)?;
    must_load(tx.rows(), order.id)
}

/// Writes the first fact of a new order and its key.
pub(crate) fn create(tx: &mut Tx<'_>, source: &str, external_id: &str, fact: &OrderFact) -> Result<Folded> {
    let id = OrderId::from_bytes(tx.new_id());
    tx.put(fact_key(id, 0), fact)?;
    tx.put(external_hash(&tx.engine.keyed, source, external_id).to_vec(), &OrderPointer(id))?;
    fold(id, [fact.clone()]).ok_or_else(|| Error::internal("a first fact makes an order"))
}
