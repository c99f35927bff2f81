//! Where referrals are kept, and how they are found.

use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;

use super::{ReferralCheck, ReferralProgram, settle};
use crate::{
    error::{Error, Result},
    id::{CustomerId, EntryId, OrderId, RecordId},
    identity::{
        self,
        rows::{BY_RECORD, CUSTOMER_RECORDS, RECORD_FACTS},
    },
    scope::{
        Dossier, Erased, KeptReason, Look, Person, PersonalData, Stored, Tx,
        look::{all, bad_key, get, scan, scan_keys},
        personal_data::fields,
    },
    storage::{
        By, Column, Flow, Hop, KeyRange, Kind, Read, Table, Want,
        key::{KeyReader, KeyWriter},
        row,
    },
    time::Timestamp,
};

const NAME: Column = Column::text("name");
const RECORD: Column = Column::id("record_id");

/// Every version of each program.
pub(crate) static REFERRAL_PROGRAMS: Table =
    Table::plain(140, "referral_programs", Kind::Definition, &[NAME, Column::int("version")]);
/// What happened to each record: it was given codes, it came with one, and what became of that.
pub(crate) static REFERRAL_FACTS: Table =
    Table::plain(141, "referral_facts", Kind::Fact, &[RECORD, Column::int("seq")]);
/// The code of each record in each program, as its customer sees it.
pub(crate) static REFERRAL_CODES: Table =
    Table::plain(142, "referral_codes", Kind::Personal, &[RECORD, Column::text("program")]);
/// From the keyed hash of a code to whose it is.
pub(crate) static REFERRAL_KEYS: Table =
    Table::plain(143, "referral_keys", Kind::State, &[Column::id("code_hash")]);
/// Whom each record referred.
pub(crate) static REFERRED: Table =
    Table::plain(144, "referred", Kind::State, &[RECORD, Column::id("friend_id")]);
/// From an order that qualified to the record that was referred.
pub(crate) static REFERRAL_ORDERS: Table =
    Table::plain(145, "referral_orders", Kind::State, &[Column::id("order_id")]);

/// From a customer's records to how they were referred.
static REFERRALS_OF_CUSTOMER: [Hop; 1] = [Hop { by: By::Part(1), to: &REFERRAL_FACTS, then: &[] }];
/// From a row of one of them to all.
static REFERRALS_OF_OWNER: [Hop; 1] =
    [Hop { by: By::Part(0), to: &CUSTOMER_RECORDS, then: &REFERRALS_OF_CUSTOMER }];

/// Referrals as one of the areas that hold data of persons. They are of records and go with them; one whose sides turn
/// out to be one person is taken back.
pub(crate) struct ReferralData;

impl PersonalData for ReferralData {
    fn name(&self) -> &'static str {
        "referrals"
    }

    /// Codes go; who was referred by which record stays with the entries that it made.
    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        let (mut destroyed, mut kept) = (0, 0);
        for record in &person.records {
            destroyed += tx.delete_all(&REFERRAL_CODES, record.as_bytes())?;
            kept += tx.rows().count(&REFERRAL_FACTS, &KeyRange::prefix(record.as_bytes()), u64::MAX)?;
        }
        Ok(Erased::but(destroyed, kept, KeptReason::Ledger))
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        for record in &person.records {
            for (key, code) in all::<ShownReferralCode>(look.rows, record.as_bytes())? {
                let program = KeyReader::new(&key[16..]).text();
                out.add_map("referral_codes", fields! { "program": program, "code": code.0 });
            }
            if let Some(known) = referral(look.rows, *record)? {
                out.add_map("referred_by", shown(&known, known.referrer));
            }
            for friend in friends_of(look.rows, *record)? {
                out.add_map("referred", shown(&must_referral(look.rows, friend)?, friend));
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
        static TABLES: [&Table; 5] =
            [&REFERRAL_FACTS, &REFERRAL_CODES, &REFERRAL_KEYS, &REFERRED, &REFERRAL_ORDERS];
        &TABLES
    }

    fn customers_changed(&self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<()> {
        for customer in customers {
            let mut waits = false;
            for record in identity::rows::records_of(tx.rows(), *customer)? {
                let Some(known) = referral(tx.rows(), record)? else { continue };
                waits |= known.is_open();
                let rewarded = known.rewarded.is_some() && known.reversed.is_none();
                if rewarded && identity::rows::owner(tx.rows(), known.referrer)? == Some(*customer) {
                    settle::reverse(tx, &known, "both sides are one customer".to_owned())?;
                }
            }
            if waits {
                settle::by_orders_of(tx, *customer)?;
            }
        }
        Ok(())
    }
}

/// A referral as it is handed out to one side of it, with the record of the other.
fn shown(known: &Known, other: RecordId) -> serde_json::Map<String, serde_json::Value> {
    let checks = |checks: &[ReferralCheck]| {
        let texts = checks.iter().map(|check| format!("{}: {}", check.name, check.detail));
        texts.collect::<Vec<_>>()
    };
    fields! {
        "program": known.program.clone(),
        "record_id": other.to_string(),
        "at": known.at.to_string(),
        "rewarded_at": known.rewarded.as_ref().map(|rewarded| rewarded.at.to_string()),
        "checks": known.rewarded.as_ref().map(|rewarded| checks(&rewarded.checks)),
        "refused": known.refused.as_deref().map(checks),
        "taken_back": known.reversed.clone(),
    }
}

/// Something that happened to a record.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
pub(crate) enum ReferralFact {
    #[n(1)]
    #[cbor(map)]
    CodeGiven {
        #[n(1)]
        recorded: Timestamp,
        #[n(2)]
        program: String,
        /// The keyed hash of the code.
        #[n(3)]
        code: ByteArray<16>,
    },
    #[n(2)]
    #[cbor(map)]
    Attributed {
        #[n(1)]
        at: Timestamp,
        #[n(2)]
        recorded: Timestamp,
        #[n(3)]
        program: String,
        #[n(4)]
        version: u64,
        #[n(5)]
        referrer: RecordId,
    },
    #[n(3)]
    #[cbor(map)]
    Rewarded {
        #[n(1)]
        recorded: Timestamp,
        #[n(2)]
        rewarded: Rewarded,
    },
    #[n(4)]
    #[cbor(map)]
    Refused {
        #[n(1)]
        recorded: Timestamp,
        #[n(2)]
        checks: Vec<ReferralCheck>,
    },
    #[n(5)]
    #[cbor(map)]
    Reversed {
        #[n(1)]
        recorded: Timestamp,
        #[n(2)]
        reason: String,
    },
}

/// What both sides got, and for what.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Rewarded {
    #[n(1)]
    pub(super) at: Timestamp,
    #[n(2)]
    pub(super) order: OrderId,
    #[n(3)]
    pub(super) referrer_entry: Option<EntryId>,
    #[n(4)]
    pub(super) friend_entry: Option<EntryId>,
    #[n(5)]
    pub(super) checks: Vec<ReferralCheck>,
}

/// A referral out of its facts.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(super) friend: RecordId,
    pub(super) at: Timestamp,
    pub(super) program: String,
    pub(super) version: u64,
    pub(super) referrer: RecordId,
    pub(super) rewarded: Option<Rewarded>,
    pub(super) refused: Option<Vec<ReferralCheck>>,
    pub(super) reversed: Option<String>,
}

impl Known {
    /// It may be rewarded still.
    pub(super) fn is_open(&self) -> bool {
        self.rewarded.is_none() && self.refused.is_none()
    }
}

/// Whose a code is: the body of a row in [`REFERRAL_KEYS`].
#[derive(Clone, Debug, minicbor::Encode, minicbor::Decode)]
pub(crate) struct CodeOf {
    #[n(0)]
    pub(super) record: RecordId,
    #[n(1)]
    pub(super) program: String,
}

/// The body of a row in [`REFERRAL_CODES`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct ShownReferralCode(#[n(0)] pub(super) String);

/// The body of a row in [`REFERRAL_ORDERS`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct OfOrder(#[n(0)] pub(super) RecordId);

impl Stored for ReferralProgram {
    const TABLE: &'static Table = &REFERRAL_PROGRAMS;
}
impl Stored for ReferralFact {
    const TABLE: &'static Table = &REFERRAL_FACTS;
}
impl Stored for ShownReferralCode {
    const TABLE: &'static Table = &REFERRAL_CODES;
}
impl Stored for CodeOf {
    const TABLE: &'static Table = &REFERRAL_KEYS;
}
impl Stored for OfOrder {
    const TABLE: &'static Table = &REFERRAL_ORDERS;
}

pub(super) fn program_key(name: &str, version: u64) -> Vec<u8> {
    KeyWriter::new().text(name).int(version as i64).finish()
}

pub(super) fn code_key(record: RecordId, program: &str) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).text(program).finish()
}

pub(super) fn referred_key(referrer: RecordId, friend: RecordId) -> Vec<u8> {
    KeyWriter::new().id(referrer.as_bytes()).id(friend.as_bytes()).finish()
}

/// A program as it is now.
pub(super) fn program(rows: &dyn Read, name: &str) -> Result<Option<ReferralProgram>> {
    let mut found = None;
    let versions = KeyRange::prefix(&KeyWriter::new().text(name).finish()).reversed();
    scan::<ReferralProgram>(rows, &versions, &mut |_, program| {
        found = Some(program);
        Ok(Flow::Break(()))
    })?;
    Ok(found)
}

/// A program as it was.
pub(super) fn program_version(rows: &dyn Read, name: &str, version: u64) -> Result<ReferralProgram> {
    let found = get::<ReferralProgram>(rows, &program_key(name, version))?;
    found.ok_or_else(|| Error::corrupt(REFERRAL_PROGRAMS.name(), "a program that refers is not there"))
}

/// Every program as it is now, by name.
pub(super) fn programs(rows: &dyn Read) -> Result<Vec<ReferralProgram>> {
    let mut all: BTreeMap<String, ReferralProgram> = BTreeMap::new();
    scan::<ReferralProgram>(rows, &KeyRange::all(), &mut |_, program| {
        all.insert(program.name.clone(), program);
        Ok(Flow::Continue(()))
    })?;
    Ok(all.into_values().collect())
}

/// Whether the shop has any program at all.
pub(super) fn has_programs(rows: &dyn Read) -> Result<bool> {
    let mut found = false;
    scan_keys(rows, &REFERRAL_PROGRAMS, &KeyRange::all(), &mut |_| {
        found = true;
        Ok(Flow::Break(()))
    })?;
    Ok(found)
}

/// The program of a name, or the only one.
pub(super) fn named(rows: &dyn Read, name: Option<&str>) -> Result<ReferralProgram> {
    if let Some(name) = name.map(str::trim) {
        return program(rows, name)?.ok_or_else(|| Error::not_found("referral program", name));
    }
    let mut all = programs(rows)?;
    match all.len() {
        1 => Ok(all.remove(0)),
        0 => Err(Error::not_found("referral program", "at all")),
        _ => Err(Error::invalid("program", "expected a name, as the shop has several")),
    }
}

/// Writes the next fact of a record.
pub(super) fn append(tx: &mut Tx<'_>, record: RecordId, fact: &ReferralFact) -> Result<()> {
    let seq = tx.rows().count(&REFERRAL_FACTS, &KeyRange::prefix(record.as_bytes()), u64::MAX)?;
    tx.put(KeyWriter::new().id(record.as_bytes()).int(seq as i64).finish(), fact)
}

/// How a record was referred.
pub(super) fn referral(rows: &dyn Read, friend: RecordId) -> Result<Option<Known>> {
    let mut known: Option<Known> = None;
    scan::<ReferralFact>(rows, &KeyRange::prefix(friend.as_bytes()), &mut |_, fact| {
        match (fact, &mut known) {
            (ReferralFact::Attributed { at, program, version, referrer, .. }, known) => {
                let (rewarded, refused, reversed) = (None, None, None);
                *known = Some(Known { friend, at, program, version, referrer, rewarded, refused, reversed });
            }
            (ReferralFact::Rewarded { rewarded, .. }, Some(known)) => known.rewarded = Some(rewarded),
            (ReferralFact::Refused { checks, .. }, Some(known)) => known.refused = Some(checks),
            (ReferralFact::Reversed { reason, .. }, Some(known)) => known.reversed = Some(reason),
            (ReferralFact::CodeGiven { .. }, _) => {}
            (_, None) => return Err(Error::corrupt(REFERRAL_FACTS.name(), "nobody was referred before")),
        }
        Ok(Flow::Continue(()))
    })?;
    Ok(known)
}

/// How a record that was referred was.
pub(super) fn must_referral(rows: &dyn Read, friend: RecordId) -> Result<Known> {
    let known = referral(rows, friend)?;
    known.ok_or_else(|| Error::corrupt(REFERRED.name(), "a referral that is known is not there"))
}

/// The records that a record referred.
pub(super) fn friends_of(rows: &dyn Read, referrer: RecordId) -> Result<Vec<RecordId>> {
    let mut friends = Vec::new();
    scan_keys(rows, &REFERRED, &KeyRange::prefix(referrer.as_bytes()), &mut |key| {
        let mut reader = KeyReader::new(key);
        let (_, friend) = (reader.id(), reader.id());
        friends.push(RecordId::from_bytes(friend.ok_or_else(|| bad_key(&REFERRED))?));
        Ok(Flow::Continue(()))
    })?;
    Ok(friends)
}

/// The record that an order qualified for.
pub(super) fn by_order(rows: &dyn Read, order: OrderId) -> Result<Option<RecordId>> {
    Ok(get::<OfOrder>(rows, order.as_bytes())?.map(|of| of.0))
}

/// What settling an order that is booked on a record reads.
pub(super) fn wants_of(order: OrderId, record: Option<RecordId>) -> Vec<Want> {
    let of_record = record.into_iter().flat_map(|record| {
        let record = *record.as_bytes();
        [Want::new(&RECORD_FACTS, record), Want::by(&BY_RECORD, record).then(&REFERRALS_OF_OWNER)]
    });
    of_record.chain([Want::new(&REFERRAL_ORDERS, *order.as_bytes())]).collect()
}

/// Every state row of this area out of the facts: table, key, body.
pub(crate) fn derive(rows: &dyn Read, mut put: impl FnMut(&Table, Vec<u8>, Vec<u8>)) -> Result<()> {
    scan::<ReferralFact>(rows, &KeyRange::all(), &mut |key, fact| {
        let record = KeyReader::new(key).id().map(RecordId::from_bytes);
        let record = record.ok_or_else(|| bad_key(&REFERRAL_FACTS))?;
        match fact {
            ReferralFact::CodeGiven { program, code, .. } => {
                put(&REFERRAL_KEYS, code.to_vec(), row::encode(&CodeOf { record, program }));
            }
            ReferralFact::Attributed { referrer, .. } => {
                put(&REFERRED, referred_key(referrer, record), vec![]);
            }
            ReferralFact::Rewarded { rewarded, .. } => {
                put(&REFERRAL_ORDERS, rewarded.order.as_bytes().to_vec(), row::encode(&OfOrder(record)));
            }
            ReferralFact::Refused { .. } | ReferralFact::Reversed { .. } => {}
        }
        Ok(Flow::Continue(()))
    })?;
    Ok(())
}
