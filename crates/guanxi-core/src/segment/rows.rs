//! Where segments and their pins are kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use minicbor::bytes::ByteArray;

use super::{
    load::Owners,
    model::{PinChange, Segment},
};
use crate::{
    change::Subject,
    error::Result,
    id::{CustomerId, RecordId},
    scope::{
        Dossier, Erased, Look, Person, PersonalData, Stored, Tx,
        look::{all as all_rows, bad_key, get, scan, scan_keys},
        personal_data::fields,
    },
    storage::{
        Column, Flow, KeyRange, Kind, Read, Table, Want,
        key::{KeyReader, KeyWriter},
        row,
    },
    time::{Date, Timestamp},
};

/// Every version of each segment.
pub(crate) static SEGMENTS: Table =
    Table::plain(61, "segments", Kind::Definition, &[Column::text("key"), Column::int("version")]);
/// Records whose customers are in or out of a segment by hand.
pub(crate) static SEGMENT_PINS: Table = Table::plain(
    62,
    "segment_pins",
    Kind::Fact,
    &[Column::text("key"), Column::id("record_id"), Column::int("seq")],
);

const CUSTOMER: Column = Column::id("customer_id");

/// How far membership is kept: one row, from the first segment on.
pub(crate) static SEGMENT_CLOCK: Table =
    Table::plain(63, "segment_clock", Kind::Progress, &[Column::text("name")]);
/// How each customer came into segments and fell out of them.
pub(crate) static SEGMENT_MOVES: Table =
    Table::plain(64, "segment_moves", Kind::Fact, &[CUSTOMER, Column::int("seq")]);
/// The segments that each customer is in; only where it is in some.
pub(crate) static SEGMENT_MEMBERS: Table = Table::plain(65, "segment_members", Kind::State, &[CUSTOMER]);
/// When time alone may move each customer next; only where it may.
pub(crate) static SEGMENT_CHECKS: Table = Table::plain(66, "segment_checks", Kind::Progress, &[CUSTOMER]);
/// The same by the instant.
pub(crate) static SEGMENT_DUE: Table =
    Table::plain(67, "segment_due", Kind::Progress, &[Column::int("at"), CUSTOMER]);

/// How far membership is kept.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Clock {
    /// Tells one set of definitions from another.
    #[n(1)]
    pub(crate) definitions: ByteArray<16>,
    /// Up to here time has moved everybody.
    #[n(2)]
    pub(crate) advanced_to: Timestamp,
    /// The store day of the last run over all customers.
    #[n(3)]
    pub(crate) ran_on: Date,
    /// Something changed that may be said of any customer: the next run is due.
    #[n(4)]
    pub(crate) due: bool,
    /// The segments that somebody was put into or kept out of by hand.
    #[n(5)]
    pub(crate) pinned: Vec<String>,
}

/// A customer came into segments and fell out of others, at one instant.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct MoveFact {
    /// When it took effect.
    #[n(1)]
    pub(crate) at: Timestamp,
    #[n(2)]
    pub(crate) recorded: Timestamp,
    #[n(3)]
    #[cbor(default)]
    pub(crate) entered: Vec<String>,
    #[n(4)]
    #[cbor(default)]
    pub(crate) left: Vec<String>,
    /// The call.
    #[n(5)]
    pub(crate) verb: String,
    /// The fact that moved it; none where time did, or a definition.
    #[n(6)]
    pub(crate) cause: Option<Subject>,
    /// It follows from a fact of a time that was over already.
    #[n(7)]
    #[cbor(default)]
    pub(crate) corrected: bool,
}

/// The body of a row in [`SEGMENT_MEMBERS`]: keys, sorted.
#[derive(Clone, Debug, Default, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct MemberOf(#[n(0)] pub(crate) Vec<String>);

/// The body of a row in [`SEGMENT_CHECKS`].
#[derive(Clone, Copy, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct Check(#[n(0)] pub(crate) Timestamp);

impl Stored for Clock {
    const TABLE: &'static Table = &SEGMENT_CLOCK;
}
impl Stored for MoveFact {
    const TABLE: &'static Table = &SEGMENT_MOVES;
}
impl Stored for MemberOf {
    const TABLE: &'static Table = &SEGMENT_MEMBERS;
}
impl Stored for Check {
    const TABLE: &'static Table = &SEGMENT_CHECKS;
}

/// Somebody said that a record's customer is in a segment, or out of it, or neither any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct PinFact {
    #[n(1)]
    pub(crate) change: PinChange,
    #[n(2)]
    pub(crate) recorded: Timestamp,
}

impl Stored for Segment {
    const TABLE: &'static Table = &SEGMENTS;
}
impl Stored for PinFact {
    const TABLE: &'static Table = &SEGMENT_PINS;
}

pub(crate) fn key(segment: &str, version: u64) -> Vec<u8> {
    KeyWriter::new().text(segment).int(version as i64).finish()
}

pub(crate) fn pin_key(segment: &str, record: RecordId, seq: i64) -> Vec<u8> {
    KeyWriter::new().text(segment).id(record.as_bytes()).int(seq).finish()
}

/// Every version of a segment, oldest first.
pub(super) fn versions(rows: &dyn Read, segment: &str) -> Result<Vec<Segment>> {
    let mut found = Vec::new();
    let prefix = KeyWriter::new().text(segment).finish();
    scan::<Segment>(rows, &KeyRange::prefix(&prefix), &mut |_, version| {
        found.push(version);
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

/// Every segment in force, by its key.
pub(super) fn all(rows: &dyn Read) -> Result<BTreeMap<String, Segment>> {
    let mut found = BTreeMap::new();
    scan::<Segment>(rows, &KeyRange::all(), &mut |_, segment| {
        found.insert(segment.key.clone(), segment);
        Ok(Flow::Continue(()))
    })?;
    found.retain(|_, segment: &mut Segment| !segment.removed);
    Ok(found)
}

/// The keys of all segments, also of those that were taken away.
fn keys(rows: &dyn Read) -> Result<BTreeSet<String>> {
    let mut keys = BTreeSet::new();
    scan_keys(rows, &SEGMENTS, &KeyRange::all(), &mut |key| {
        keys.insert(KeyReader::new(key).text().ok_or_else(|| bad_key(&SEGMENTS))?);
        Ok(Flow::Continue(()))
    })?;
    Ok(keys)
}

/// The pins of records, by the record: what was said last, and how often something was.
pub(super) fn pins_of(rows: &dyn Read, segment: &str) -> Result<HashMap<RecordId, (PinFact, i64)>> {
    let mut found: HashMap<RecordId, (PinFact, i64)> = HashMap::new();
    let prefix = KeyWriter::new().text(segment).finish();
    scan::<PinFact>(rows, &KeyRange::prefix(&prefix), &mut |key, fact| {
        let mut reader = KeyReader::new(key);
        let (_, record, seq) = (reader.text(), reader.id(), reader.int());
        let (record, seq) = record.zip(seq).ok_or_else(|| bad_key(&SEGMENT_PINS))?;
        found.insert(RecordId::from_bytes(record), (fact, seq + 1));
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

/// Who is in or out by hand, by the customer's place. Of several records the last word holds; at one instant, out.
pub(super) fn pins(rows: &dyn Read, segment: &str, owners: &Owners) -> Result<HashMap<usize, bool>> {
    let mut last: HashMap<usize, PinFact> = HashMap::new();
    for (record, (fact, _)) in pins_of(rows, segment)? {
        let Some(place) = owners.get(&record) else { continue };
        let held = last.entry(*place).or_insert(fact);
        let rank = |fact: &PinFact| (fact.recorded, fact.change == PinChange::Exclude);
        if rank(&fact) > rank(held) {
            *held = fact;
        }
    }
    let pinned = last.into_iter().filter(|(_, fact)| fact.change != PinChange::Clear);
    Ok(pinned.map(|(place, fact)| (place, fact.change == PinChange::Include)).collect())
}

/// The same for one customer, by its records.
pub(super) fn pinned(rows: &dyn Read, segment: &str, records: &[RecordId]) -> Result<Option<bool>> {
    let mut last: Option<PinFact> = None;
    let rank = |fact: &PinFact| (fact.recorded, fact.change == PinChange::Exclude);
    for record in records {
        let prefix = KeyWriter::new().text(segment).id(record.as_bytes()).finish();
        scan::<PinFact>(rows, &KeyRange::prefix(&prefix).reversed(), &mut |_, fact| {
            last = Some(last.filter(|held| rank(held) >= rank(&fact)).unwrap_or(fact));
            Ok(Flow::Break(()))
        })?;
    }
    let last = last.filter(|fact| fact.change != PinChange::Clear);
    Ok(last.map(|fact| fact.change == PinChange::Include))
}

fn clock_key() -> Vec<u8> {
    KeyWriter::new().text("all").finish()
}

/// How far membership is kept; nothing before there was a segment.
pub(super) fn clock(rows: &dyn Read) -> Result<Option<Clock>> {
    get(rows, &clock_key())
}

/// What [`clock`] reads.
pub(crate) fn clock_want() -> Want {
    Want::new(&SEGMENT_CLOCK, clock_key())
}

pub(super) fn set_clock(tx: &mut Tx<'_>, clock: &Clock) -> Result<()> {
    tx.put(clock_key(), clock)
}

/// The segments that a customer is in, sorted.
pub(super) fn members_of(rows: &dyn Read, customer: CustomerId) -> Result<Vec<String>> {
    Ok(get::<MemberOf>(rows, customer.as_bytes())?.unwrap_or_default().0)
}

/// The customer of a key that begins with one.
fn customer_of(table: &Table, key: &[u8]) -> Result<CustomerId> {
    KeyReader::new(key).id().map(CustomerId::from_bytes).ok_or_else(|| bad_key(table))
}

/// Every row of a table by its customer.
pub(super) fn by_customer<T: Stored>(rows: &dyn Read) -> Result<HashMap<CustomerId, T>> {
    let mut found = HashMap::new();
    scan::<T>(rows, &KeyRange::all(), &mut |key, value| {
        found.insert(customer_of(T::TABLE, key)?, value);
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

/// How a customer moved, oldest first, or how all did, each with whom.
pub(super) fn moves(
    rows: &dyn Read,
    customer: Option<CustomerId>,
    f: &mut dyn FnMut(CustomerId, MoveFact) -> Result<()>,
) -> Result<()> {
    let range = customer.map_or_else(KeyRange::all, |customer| KeyRange::prefix(customer.as_bytes()));
    scan::<MoveFact>(rows, &range, &mut |key, fact| {
        f(customer_of(&SEGMENT_MOVES, key)?, fact)?;
        Ok(Flow::Continue(()))
    })?;
    Ok(())
}

/// Writes how a customer moved, and what it is in from then on.
pub(super) fn add_move(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    fact: &MoveFact,
    is: Vec<String>,
) -> Result<()> {
    let mut seq = 0;
    let last = KeyRange::prefix(customer.as_bytes()).reversed();
    scan_keys(tx.rows(), &SEGMENT_MOVES, &last, &mut |key| {
        let mut reader = KeyReader::new(key);
        seq = 1 + reader.id().and_then(|_| reader.int()).ok_or_else(|| bad_key(&SEGMENT_MOVES))?;
        Ok(Flow::Break(()))
    })?;
    tx.put(KeyWriter::new().id(customer.as_bytes()).int(seq).finish(), fact)?;
    super::shown::show(tx, customer, fact)?;
    match is.is_empty() {
        true => tx.delete(&SEGMENT_MEMBERS, customer.as_bytes().to_vec()),
        false => tx.put(customer.as_bytes().to_vec(), &MemberOf(is)),
    }
}

fn due_key(at: Timestamp, customer: CustomerId) -> Vec<u8> {
    KeyWriter::new().int(at.micros()).id(customer.as_bytes()).finish()
}

/// When time alone may move a customer next.
pub(super) fn check_of(rows: &dyn Read, customer: CustomerId) -> Result<Option<Timestamp>> {
    Ok(get::<Check>(rows, customer.as_bytes())?.map(|check| check.0))
}

/// Has a customer be looked at again at another instant.
pub(super) fn set_check(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    before: Option<Timestamp>,
    after: Option<Timestamp>,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    if let Some(at) = before {
        tx.delete(&SEGMENT_DUE, due_key(at, customer))?;
    }
    match after {
        Some(at) => {
            tx.put(customer.as_bytes().to_vec(), &Check(at))?;
            tx.put_key(&SEGMENT_DUE, due_key(at, customer))
        }
        None => tx.delete(&SEGMENT_CHECKS, customer.as_bytes().to_vec()),
    }
}

/// Who is to be looked at first, no more than so many.
pub(super) fn due(rows: &dyn Read, at_most: usize) -> Result<BTreeSet<(Timestamp, CustomerId)>> {
    let mut due = BTreeSet::new();
    scan_keys(rows, &SEGMENT_DUE, &KeyRange::all(), &mut |key| {
        let mut reader = KeyReader::new(key);
        let at = reader.int().and_then(Timestamp::from_micros);
        let (at, customer) = at.zip(reader.id()).ok_or_else(|| bad_key(&SEGMENT_DUE))?;
        due.insert((at, CustomerId::from_bytes(customer)));
        Ok(if due.len() < at_most { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    Ok(due)
}

/// What customers are in by their moves: each row of [`SEGMENT_MEMBERS`].
pub(crate) fn derive(rows: &dyn Read, mut put: impl FnMut(&'static Table, Vec<u8>, Vec<u8>)) -> Result<()> {
    let mut all: BTreeMap<CustomerId, BTreeSet<String>> = BTreeMap::new();
    moves(rows, None, &mut |customer, fact| {
        follow_move(all.entry(customer).or_default(), &fact);
        Ok(())
    })?;
    for (customer, keys) in all.into_iter().filter(|(_, keys)| !keys.is_empty()) {
        let body = row::encode(&MemberOf(keys.into_iter().collect()));
        put(&SEGMENT_MEMBERS, customer.as_bytes().to_vec(), body);
    }
    Ok(())
}

/// Has a customer be in what a move leaves it in.
fn follow_move(keys: &mut BTreeSet<String>, fact: &MoveFact) {
    keys.retain(|key| !fact.left.contains(key));
    keys.extend(fact.entered.iter().cloned());
}

/// Pins and moves as one of the areas that hold data of persons.
pub(crate) struct SegmentData;

impl PersonalData for SegmentData {
    fn name(&self) -> &'static str {
        "segments"
    }

    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        // It falls out of what it is in first, so that whoever follows the feed hears of it.
        tx.follow(None)?;
        let mut destroyed = 0;
        for customer in &person.ids {
            destroyed += tx.delete_all(&SEGMENT_MOVES, customer.as_bytes())?;
            tx.delete(&SEGMENT_MEMBERS, customer.as_bytes().to_vec())?;
            let check = check_of(tx.rows(), *customer)?;
            set_check(tx, *customer, check, None)?;
        }
        for segment in keys(tx.rows())? {
            for record in &person.records {
                let prefix = KeyWriter::new().text(&segment).id(record.as_bytes()).finish();
                destroyed += tx.delete_all(&SEGMENT_PINS, &prefix)?;
            }
        }
        Ok(Erased::all(destroyed))
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        for customer in &person.ids {
            for segment in members_of(look.rows, *customer)? {
                out.add_map("segments", fields! { "segment": segment });
            }
            moves(look.rows, Some(*customer), &mut |customer, fact| {
                let item = fields! {
                    "customer_id": customer.to_string(),
                    "at": fact.at.to_string(),
                    "entered": fact.entered,
                    "left": fact.left,
                    "because": fact.cause.map(|cause| cause.to_string()),
                };
                out.add_map("segment_moves", item);
                Ok(())
            })?;
        }
        for segment in keys(look.rows)? {
            for record in &person.records {
                let prefix = KeyWriter::new().text(&segment).id(record.as_bytes()).finish();
                for (_, pin) in all_rows::<PinFact>(look.rows, &prefix)? {
                    let item = fields! {
                        "segment": segment.clone(),
                        "record_id": record.to_string(),
                        "change": match pin.change {
                            PinChange::Include => "include",
                            PinChange::Exclude => "exclude",
                            PinChange::Clear => "clear",
                        },
                        "at": pin.recorded.to_string(),
                    };
                    out.add_map("segments_by_hand", item);
                }
            }
        }
        Ok(())
    }

    fn last_heard(&self, _: &Look<'_>, _: RecordId) -> Result<Timestamp> {
        Ok(Timestamp::MIN)
    }

    fn binds(&self, _: &Look<'_>, _: &[RecordId], _: Timestamp) -> Result<bool> {
        Ok(false)
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 3] = [&SEGMENT_PINS, &SEGMENT_MOVES, &SEGMENT_MEMBERS];
        &TABLES
    }

    fn customers_changed(&self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        customers.iter().for_each(|customer| tx.touch(*customer));
        Ok(())
    }
}
