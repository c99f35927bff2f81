//! Where records are kept, and how they are found.

use std::ops::ControlFlow;

use minicbor::bytes::ByteArray;

use std::collections::{BTreeMap, HashMap};

use super::{
    IdentifierKind, LinkCause, PairFact, Record, RecordContent, RecordFact, Verdict, VersionInfo,
    model::Stay, personal,
};
use crate::{
    error::{Error, Result},
    id::{CustomerId, RecordId},
    scope::{
        Dossier, Erased, Keyed, Look, Person, PersonalData, Stored, Tx,
        look::{bad_key, get, scan, scan_keys},
    },
    storage::{
        By, Column, FoundBy, Hop, KeyRange, Kind, Read, Table, Want,
        key::{KeyReader, KeyWriter},
    },
    time::Timestamp,
};

const RECORD: Column = Column::id("record_id");
const CUSTOMER: Column = Column::id("customer_id");
const SEQ: Column = Column::int("seq");
const HASH: Column = Column::id("hash");

/// What happened to each record.
pub(crate) static RECORD_FACTS: Table = Table::plain(10, "record_facts", Kind::Fact, &[RECORD, SEQ]);
/// The content of each version, under the number of its fact.
pub(crate) static RECORD_CONTENTS: Table =
    Table::plain(11, "record_contents", Kind::Personal, &[RECORD, SEQ]);
/// From the [place](external_hash) of (source, external id) to the record.
pub(crate) static RECORD_KEYS: Table = Table::plain(12, "record_keys", Kind::State, &[HASH]);
/// Which records a customer has.
pub(crate) static CUSTOMER_RECORDS: Table =
    Table::plain(13, "customer_records", Kind::State, &[CUSTOMER, RECORD]);
/// How views find the customer of a record.
pub(crate) const BY_RECORD: FoundBy = FoundBy { table: &CUSTOMER_RECORDS, column: RECORD.name };
/// From the keyed hash of an e-mail or phone to the customers and records that bear it.
pub(crate) static IDENTIFIERS: Table =
    Table::plain(14, "identifiers", Kind::State, &[HASH, CUSTOMER, RECORD]);

/// What was decided about two records, once under each of them.
pub(crate) static PAIR_FACTS: Table =
    Table::plain(16, "pair_facts", Kind::Fact, &[RECORD, Column::id("other_id"), SEQ]);

/// From the pointer to a record to all that is known of it.
pub(crate) static OF_POINTED: [Hop; 2] = [
    Hop { by: By::Body, to: &RECORD_FACTS, then: &[] },
    Hop { by: By::Body, to: &RECORD_CONTENTS, then: &[] },
];
/// The same without what it says of the person.
pub(crate) static FACTS_OF_POINTED: [Hop; 1] = [Hop { by: By::Body, to: &RECORD_FACTS, then: &[] }];
/// From a customer's row in [`CUSTOMER_RECORDS`] to all that is known of the record.
pub(crate) static OF_CUSTOMER: [Hop; 2] = [
    Hop { by: By::Part(1), to: &RECORD_FACTS, then: &[] },
    Hop { by: By::Part(1), to: &RECORD_CONTENTS, then: &[] },
];
/// The same without what it says of the person.
pub(crate) static FACTS_OF_CUSTOMER: [Hop; 1] = [Hop { by: By::Part(1), to: &RECORD_FACTS, then: &[] }];
/// The body of a row in [`RECORD_KEYS`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct RecordPointer(#[n(0)] pub(crate) RecordId);

impl Stored for RecordFact {
    const TABLE: &'static Table = &RECORD_FACTS;
}
impl Stored for PairFact {
    const TABLE: &'static Table = &PAIR_FACTS;
}
impl Stored for RecordContent {
    const TABLE: &'static Table = &RECORD_CONTENTS;
}
impl Stored for RecordPointer {
    const TABLE: &'static Table = &RECORD_KEYS;
}

pub(crate) fn fact_key(record: RecordId, seq: i64) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).int(seq).finish()
}

pub(crate) fn customer_record_key(customer: CustomerId, record: RecordId) -> Vec<u8> {
    KeyWriter::new().id(customer.as_bytes()).id(record.as_bytes()).finish()
}

pub(crate) fn identifier_key(hash: &[u8; 16], customer: CustomerId, record: RecordId) -> Vec<u8> {
    KeyWriter::new().id(hash).id(customer.as_bytes()).id(record.as_bytes()).finish()
}

/// The place that finds a record by its source's name for it: half of it is a hash of the external id alone, so that
/// those of every source lie in one range.
pub(crate) fn external_hash(keyed: &Keyed, source: &str, external_id: &str) -> [u8; 16] {
    let mut place = [0; 16];
    place[..8].copy_from_slice(&external_prefix(keyed, external_id));
    place[8..].copy_from_slice(&keyed.hash("record", &[source, external_id])[..8]);
    place
}

/// What the places of an external id begin with, whatever its source.
fn external_prefix(keyed: &Keyed, external_id: &str) -> [u8; 8] {
    let mut prefix = [0; 8];
    prefix.copy_from_slice(&keyed.hash("external id", &[external_id])[..8]);
    prefix
}

/// The hash that finds customers by e-mail or phone.
pub(crate) fn identifier_hash(keyed: &Keyed, kind: IdentifierKind, value: &str) -> [u8; 16] {
    keyed.hash(kind.name(), &[value])
}

/// The record of a key.
pub(crate) fn find_record(rows: &dyn Read, key: &[u8; 16]) -> Result<Option<RecordId>> {
    Ok(get::<RecordPointer>(rows, key)?.map(|p| p.0))
}

/// The records that some source knows by an external id, in the order of their sources, without their content.
pub(crate) fn find_records(rows: &dyn Read, keyed: &Keyed, external_id: &str) -> Result<Vec<Record>> {
    let mut found = Vec::new();
    scan::<RecordPointer>(
        rows,
        &KeyRange::prefix(&external_prefix(keyed, external_id)),
        &mut |_, pointer| {
            found.push(pointer.0);
            Ok(ControlFlow::Continue(()))
        },
    )?;
    let mut records = found.into_iter().map(|id| without_content(rows, id)).collect::<Result<Vec<_>>>()?;
    // Two ids may meet in half a hash: the whole decides.
    records.retain(|record| record.key == external_hash(keyed, &record.source, external_id));
    records.sort_by(|a, b| a.source.cmp(&b.source));
    Ok(records)
}

/// The record that a key of [`CUSTOMER_RECORDS`] is of.
pub(crate) fn read_customer_record(key: &[u8]) -> Result<RecordId> {
    let mut reader = KeyReader::new(key);
    let record = reader.id().and_then(|_| reader.id());
    record.map(RecordId::from_bytes).ok_or_else(|| bad_key(&CUSTOMER_RECORDS))
}

/// A customer's records, in the order of their ids.
pub(crate) fn records_of(rows: &dyn Read, customer: CustomerId) -> Result<Vec<RecordId>> {
    let mut records = Vec::new();
    scan_keys(rows, &CUSTOMER_RECORDS, &KeyRange::prefix(customer.as_bytes()), &mut |key| {
        records.push(read_customer_record(key)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(records)
}

/// A customer's records, loaded.
pub(crate) fn load_records(rows: &dyn Read, customer: CustomerId) -> Result<Vec<Record>> {
    rows.want(&[Want::new(&CUSTOMER_RECORDS, *customer.as_bytes()).then(&OF_CUSTOMER)])?;
    records_of(rows, customer)?.into_iter().map(|id| must_load(rows, id)).collect()
}

/// Who bears an identifier: (customer, record), no more than `at_most`.
pub(crate) fn bearers(
    rows: &dyn Read,
    hash: &[u8; 16],
    at_most: usize,
) -> Result<Vec<(CustomerId, RecordId)>> {
    let mut found = Vec::new();
    scan_keys(rows, &IDENTIFIERS, &KeyRange::prefix(hash), &mut |key| {
        let mut reader = KeyReader::new(key);
        let (_, customer, record) = (reader.id(), reader.id(), reader.id());
        let (Some(customer), Some(record)) = (customer, record) else { return Err(bad_key(&IDENTIFIERS)) };
        found.push((CustomerId::from_bytes(customer), RecordId::from_bytes(record)));
        Ok(if found.len() < at_most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(found)
}

/// A record that must exist.
pub(crate) fn must_load(rows: &dyn Read, id: RecordId) -> Result<Record> {
    load(rows, id)?.ok_or_else(|| no_first_fact(id))
}

fn no_first_fact(id: RecordId) -> Error {
    Error::corrupt(RECORD_FACTS.name(), format_args!("{id} has no first fact"))
}

fn facts(rows: &dyn Read, id: RecordId) -> Result<Vec<RecordFact>> {
    let mut facts = Vec::with_capacity(2);
    scan::<RecordFact>(rows, &KeyRange::prefix(id.as_bytes()), &mut |_, fact| {
        facts.push(fact);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(facts)
}

/// Whose a record is: nobody's when its customer was deleted. Looks at its facts alone, not at its content.
pub(crate) fn owner(rows: &dyn Read, id: RecordId) -> Result<Option<CustomerId>> {
    Ok(without_content(rows, id)?.customer)
}

/// A record that must exist, without its content.
pub(crate) fn without_content(rows: &dyn Read, id: RecordId) -> Result<Record> {
    fold(id, facts(rows, id)?).map(|(record, _)| record).ok_or_else(|| no_first_fact(id))
}

/// Visits every record, still without content, with the number of the fact that its content stands under.
pub(crate) fn each(rows: &dyn Read, f: &mut dyn FnMut(Record, i64) -> Result<()>) -> Result<()> {
    let mut facts: Vec<RecordFact> = Vec::new();
    let mut of: Option<RecordId> = None;
    let mut done = |of: Option<RecordId>, facts: &mut Vec<RecordFact>| -> Result<()> {
        let Some(id) = of else { return Ok(()) };
        let (record, current) = fold(id, std::mem::take(facts)).ok_or_else(|| no_first_fact(id))?;
        f(record, current)
    };
    scan::<RecordFact>(rows, &KeyRange::all(), &mut |key, fact| {
        let id = KeyReader::new(key).id().map(RecordId::from_bytes).ok_or_else(|| bad_key(&RECORD_FACTS))?;
        if of != Some(id) {
            done(of, &mut facts)?;
            of = Some(id);
        }
        facts.push(fact);
        Ok(ControlFlow::Continue(()))
    })?;
    done(of, &mut facts)
}

/// Every record that belongs to a customer, with its content, in the order of their ids: two passes over all.
pub(crate) fn all(rows: &dyn Read) -> Result<Vec<Record>> {
    let (mut records, mut places) = (Vec::new(), HashMap::new());
    each(rows, &mut |record, current| {
        if record.customer.is_some() {
            places.insert(fact_key(record.id, current), records.len());
            records.push(record);
        }
        Ok(())
    })?;
    scan::<RecordContent>(rows, &KeyRange::all(), &mut |key, content| {
        if let Some(at) = places.get(key) {
            records[*at].content = content;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(records)
}

/// The links of a record, in their order: to whom, why, when, resting on what.
pub(crate) fn links(rows: &dyn Read, id: RecordId) -> Result<Vec<Link>> {
    let links = facts(rows, id)?.into_iter().filter_map(|fact| match fact {
        RecordFact::Created { customer, cause, recorded, .. } => {
            Some(Link { customer: Some(customer), cause, at: recorded, evidence: None })
        }
        RecordFact::Linked { customer, cause, recorded, evidence, .. } => {
            Some(Link { customer, cause, at: recorded, evidence })
        }
        RecordFact::Described { .. } => None,
    });
    Ok(links.collect())
}

/// One link of a record.
pub(crate) struct Link {
    pub(crate) customer: Option<CustomerId>,
    pub(crate) cause: LinkCause,
    pub(crate) at: Timestamp,
    pub(crate) evidence: Option<super::Weighed>,
}

/// What holds between a record and others that something was decided about, and how many facts say so.
pub(crate) fn decided(rows: &dyn Read, record: RecordId) -> Result<BTreeMap<RecordId, (PairFact, i64)>> {
    let mut found = BTreeMap::new();
    scan::<PairFact>(rows, &KeyRange::prefix(record.as_bytes()), &mut |key, fact| {
        let mut reader = KeyReader::new(key);
        let (_, other, seq) = (reader.id(), reader.id(), reader.int());
        let (other, seq) = other.zip(seq).ok_or_else(|| bad_key(&PAIR_FACTS))?;
        found.insert(RecordId::from_bytes(other), (fact, seq + 1));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// What holds between two records, for every pair that something was decided about; the lower record first.
pub(crate) fn verdicts(rows: &dyn Read) -> Result<BTreeMap<(RecordId, RecordId), Verdict>> {
    let mut found = BTreeMap::new();
    scan::<PairFact>(rows, &KeyRange::all(), &mut |key, fact| {
        let mut reader = KeyReader::new(key);
        let (own, other) = reader.id().zip(reader.id()).ok_or_else(|| bad_key(&PAIR_FACTS))?;
        if own < other {
            found.insert((RecordId::from_bytes(own), RecordId::from_bytes(other)), fact.verdict);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// Decides the same about every pair of two sets of records; gives how many pairs it was news for.
pub(crate) fn decide(tx: &mut Tx<'_>, a: &[RecordId], b: &[RecordId], verdict: Verdict) -> Result<u64> {
    let fact = PairFact { verdict, recorded: tx.now };
    let mut news = 0;
    for own in a {
        let known = decided(tx.rows(), *own)?;
        for other in b {
            let (before, seq) = known.get(other).map_or((None, 0), |(fact, n)| (Some(fact.verdict), *n));
            if before != Some(verdict) {
                tx.put(pair_key(*own, *other, seq), &fact)?;
                tx.put(pair_key(*other, *own, seq), &fact)?;
                news += 1;
            }
        }
    }
    Ok(news)
}

pub(super) fn pair_key(record: RecordId, other: RecordId, seq: i64) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).id(other.as_bytes()).int(seq).finish()
}

/// Whether it was decided that some record of the one set and some of the other are two persons.
pub(crate) fn are_apart(rows: &dyn Read, a: &[RecordId], b: &[RecordId]) -> Result<bool> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    for record in few {
        let known = decided(rows, *record)?;
        let apart = |(other, (fact, _)): (&RecordId, &(PairFact, i64))| {
            fact.verdict == Verdict::NotTheSame && many.contains(other)
        };
        if known.iter().any(apart) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A record as its facts leave it; `None` when there is none.
pub(crate) fn load(rows: &dyn Read, id: RecordId) -> Result<Option<Record>> {
    let Some((mut record, current)) = fold(id, facts(rows, id)?) else { return Ok(None) };
    if let Some(content) = get::<RecordContent>(rows, &fact_key(id, current))? {
        record.content = content;
    }
    Ok(Some(record))
}

/// What the facts of a record, in their order, leave it as, still without content; and the number of the fact that
/// its current content stands under.
pub(crate) fn fold(id: RecordId, facts: Vec<RecordFact>) -> Option<(Record, i64)> {
    let mut facts = facts.into_iter();
    let Some(RecordFact::Created { source, key, customer, version, recorded, .. }) = facts.next() else {
        return None;
    };
    let effective = version.map_or(Timestamp::MIN, |v| v.effective);
    let mut record = Record {
        id,
        source,
        key: *key,
        customer: Some(customer),
        linked: recorded,
        stays: vec![Stay { customer, since: recorded }],
        ended: 0,
        erased: false,
        facts: 1,
        counted: 1,
        versions: version.into_iter().collect(),
        current: version,
        created: version.map_or(recorded, |v| v.said(recorded)),
        effective,
        content: RecordContent::default(),
    };
    let (mut current, mut latest) = (0, (effective, recorded));
    for fact in facts {
        match fact {
            RecordFact::Described { version, recorded } => {
                record.versions.push(version);
                record.created = record.created.min(version.said(recorded));
                if (version.effective, recorded) >= latest {
                    (current, latest) = (record.facts, (version.effective, recorded));
                    record.effective = version.effective;
                    record.current = Some(version);
                }
            }
            RecordFact::Linked { customer, recorded, kept, cause, .. } => {
                record.follow(customer, kept, recorded);
                record.erased = cause == LinkCause::Erased;
                continue;
            }
            RecordFact::Created { .. } => return None,
        }
        record.facts += 1;
        record.counted += 1;
    }
    Some((record, current))
}

/// Writes the first fact of a new record, its content and its key.
pub(crate) fn create(
    tx: &mut Tx<'_>,
    source: &str,
    key: [u8; 16],
    customer: CustomerId,
    cause: LinkCause,
    version: Option<VersionInfo>,
    content: &RecordContent,
) -> Result<Record> {
    let id = RecordId::from_bytes(tx.new_id());
    let recorded = tx.now;
    let fact = RecordFact::Created {
        source: source.to_owned(),
        key: ByteArray::from(key),
        customer,
        cause,
        version,
        recorded,
    };
    tx.put(fact_key(id, 0), &fact)?;
    tx.put(fact_key(id, 0), content)?;
    tx.put(key.to_vec(), &RecordPointer(id))?;
    let (mut record, _) =
        fold(id, vec![fact]).ok_or_else(|| Error::internal("a first fact makes a record"))?;
    record.content = content.clone();
    Ok(record)
}

/// Appends a fact to a record.
pub(crate) fn append(tx: &mut Tx<'_>, record: &Record, fact: &RecordFact) -> Result<()> {
    tx.put(fact_key(record.id, record.facts), fact)
}

/// Records as one of the areas that hold data of persons.
pub(crate) struct RecordData;

impl PersonalData for RecordData {
    fn name(&self) -> &'static str {
        "records"
    }

    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        personal::erase(tx, person)
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        personal::export(look, person, out)
    }

    fn last_heard(&self, look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
        let said = without_content(look.rows, record)?.versions.into_iter().map(|version| version.effective);
        Ok(said.max().unwrap_or(Timestamp::MIN))
    }

    fn binds(&self, _: &Look<'_>, _: &[RecordId], _: Timestamp) -> Result<bool> {
        Ok(false)
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 6] =
            [&RECORD_FACTS, &RECORD_CONTENTS, &RECORD_KEYS, &CUSTOMER_RECORDS, &IDENTIFIERS, &PAIR_FACTS];
        &TABLES
    }
}
