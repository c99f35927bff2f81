use minicbor::bytes::ByteArray;

use super::{
    CustomerInput, CustomerRef, Issue, UpsertReceipt,
    find::must_resolve,
    link::{Relinking, Why, ids, must},
    parse,
    update::MANUAL,
};
use crate::{
    change::{ChangeKind, Outcome, Subject},
    error::{Error, Result},
    id::{CustomerId, RecordId},
    identity::{
        Candidate, HeldBack, HeldBackReason, IdentifierKind, LinkCause, Record, RecordContent, RecordFact,
        Resolution, VersionInfo, resolve, rows,
    },
    scope::{Keyed, Tx},
    storage::{Read, row},
    text::{Email, Phone, checked_text},
    time::Timestamp,
};

/// What to do with a value that does not read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Refuse the whole input.
    Strict,
    /// Keep the value as it came, and report it.
    Lenient,
}

/// The source of what apps hand in without naming one.
pub(super) const APP: &str = "app";

/// See [`Customers::upsert`](super::Customers::upsert).
pub(crate) fn upsert(tx: &mut Tx<'_>, input: &CustomerInput, reading: Reading) -> Result<UpsertReceipt> {
    let today = tx.settings().zone.day(tx.now);
    let (content, issues) = parse::content(input, tx.settings(), today, reading)?;
    let source = source(input.source.as_deref().unwrap_or(APP))?;
    let key = natural_key(&tx.engine.keyed, &source, &content).unwrap_or_else(|| tx.new_id());
    write(tx, &source, key, content, input.updated_at, issues)
}

/// The name of a source; that of what staff enter is not for others.
fn source(text: &str) -> Result<String> {
    let source = checked_text("source", text)?;
    if source == MANUAL {
        return Err(Error::invalid("source", "what staff enter by hand goes through `update`"));
    }
    Ok(source)
}

/// The key of the record that an e-mail or phone stands for, within a source.
pub(crate) fn contact_key(tx: &Tx<'_>, source: &str, input: &CustomerInput) -> Result<[u8; 16]> {
    let today = tx.settings().zone.day(tx.now);
    let (content, _) = parse::content(input, tx.settings(), today, Reading::Lenient)?;
    let none = || Error::invalid("customer", "neither an e-mail nor a phone stands for it");
    natural_key(&tx.engine.keyed, source, &content).ok_or_else(none)
}

/// What a record is known by within its source: its external id, else its e-mail, else its phone.
pub(super) fn natural_key(keyed: &Keyed, source: &str, content: &RecordContent) -> Option<[u8; 16]> {
    if let Some(id) = &content.external_id {
        return Some(rows::external_hash(keyed, source, id));
    }
    let email = content.real_email().map(|e| keyed.hash("record email", &[source, e.as_str()]));
    email.or_else(|| content.real_phone().map(|p| keyed.hash("record phone", &[source, p.e164()])))
}

/// Writes what a source says under a record's key, and joins what belongs together.
pub(super) fn write(
    tx: &mut Tx<'_>,
    source: &str,
    key: [u8; 16],
    content: RecordContent,
    updated_at: Option<Timestamp>,
    issues: Vec<Issue>,
) -> Result<UpsertReceipt> {
    let digest = tx.engine.keyed.digest(&row::encode(&content));
    let version = VersionInfo { digest: ByteArray::from(digest), effective: updated_at.unwrap_or(tx.now) };
    let known = rows::find_record(tx.rows(), &key)?.map(|id| rows::must_load(tx.rows(), id)).transpose()?;
    match known {
        None => create(tx, source, key, content, version, issues),
        Some(record) if is_known(&record, &version, updated_at.is_some()) => unchanged(tx, &record, issues),
        Some(record) => describe(tx, record, content, version, issues),
    }
}

/// Whether a version says nothing new: the present content of no later time, or one that came in before for the same
/// instant.
fn is_known(record: &Record, version: &VersionInfo, dated: bool) -> bool {
    let present = record.current.filter(|current| current.digest == version.digest);
    present.is_some_and(|current| !dated || version.effective <= current.effective)
        || dated && record.versions.contains(version)
}

fn unchanged(tx: &Tx<'_>, record: &Record, issues: Vec<Issue>) -> Result<UpsertReceipt> {
    let customer = record.customer.ok_or_else(Error::deleted)?;
    Ok(UpsertReceipt {
        customer: super::find::get(&tx.look(), customer)?,
        record_id: record.id,
        outcome: Outcome::Unchanged,
        customer_created: false,
        merged: vec![],
        held_back: vec![],
        issues,
    })
}

fn create(
    tx: &mut Tx<'_>,
    source: &str,
    key: [u8; 16],
    content: RecordContent,
    version: VersionInfo,
    issues: Vec<Issue>,
) -> Result<UpsertReceipt> {
    let Resolution { candidates, mut held_back } = resolve(&tx.look(), &content, None)?;
    let mut relinking = Relinking::default();
    let mut candidates = candidates.into_iter();
    let (customer, cause, created) = match candidates.next() {
        Some(Candidate { customer, cause, records }) => {
            relinking.take(customer, records);
            (customer, cause, false)
        }
        None => {
            let customer = CustomerId::from_bytes(tx.new_id());
            relinking.add(customer);
            (customer, LinkCause::New, true)
        }
    };
    let record = rows::create(tx, source, key, customer, cause, Some(version), &content)?;
    let kind = if created { ChangeKind::CustomerCreated } else { ChangeKind::CustomerUpdated };
    tx.changed(kind, Some(customer), Some(subject(record.id)));
    let record_id = record.id;
    relinking.set(customer, record);
    let customer = join(tx, &mut relinking, customer, candidates, &mut held_back)?;
    let profile = must(relinking.finish(tx, customer)?)?;
    Ok(UpsertReceipt {
        customer: profile,
        record_id,
        outcome: Outcome::Created,
        customer_created: created,
        merged: relinking.merged,
        held_back,
        issues,
    })
}

fn describe(
    tx: &mut Tx<'_>,
    mut record: Record,
    content: RecordContent,
    version: VersionInfo,
    issues: Vec<Issue>,
) -> Result<UpsertReceipt> {
    let Resolution { mut candidates, mut held_back } = resolve(&tx.look(), &content, Some(record.id))?;
    let mut relinking = Relinking::default();
    if let Some(own) = record.customer {
        relinking.load(tx, own)?;
        candidates.retain(|c| c.customer != own);
    }
    rows::append(tx, &record, &RecordFact::Described { version, recorded: tx.now })?;
    tx.put(rows::fact_key(record.id, record.facts), &content)?;
    record = rows::must_load(tx.rows(), record.id)?;
    let mut candidates = candidates.into_iter();
    let mut created = false;
    let own = match record.customer {
        Some(own) => own,
        None => {
            let target = match next_not_apart(tx, record.id, &mut candidates, &mut held_back)? {
                Some(Candidate { customer, records, .. }) => {
                    relinking.take(customer, records);
                    customer
                }
                None => {
                    created = true;
                    let customer = CustomerId::from_bytes(tx.new_id());
                    relinking.add(customer);
                    customer
                }
            };
            relinking.attach(tx, &mut record, target)?;
            target
        }
    };
    let kind = if created { ChangeKind::CustomerCreated } else { ChangeKind::CustomerUpdated };
    tx.changed(kind, Some(own), Some(subject(record.id)));
    let record_id = record.id;
    relinking.set(own, record);
    let customer = join(tx, &mut relinking, own, candidates, &mut held_back)?;
    let profile = must(relinking.finish(tx, customer)?)?;
    Ok(UpsertReceipt {
        customer: profile,
        record_id,
        outcome: Outcome::Updated,
        customer_created: created,
        merged: relinking.merged,
        held_back,
        issues,
    })
}

/// Joins a customer with others that share an identifier of its record, where all their records agree. The oldest
/// stays.
fn join(
    tx: &mut Tx<'_>,
    relinking: &mut Relinking,
    mut customer: CustomerId,
    candidates: impl Iterator<Item = Candidate>,
    held_back: &mut Vec<HeldBack>,
) -> Result<CustomerId> {
    for candidate in candidates {
        let kind = kind_of(&candidate);
        relinking.take(candidate.customer, candidate.records);
        if let Some(reason) = relinking.conflict(tx, customer, candidate.customer)? {
            held_back.push(HeldBack { kind, reason });
            continue;
        }
        let (into, from) = (customer.min(candidate.customer), customer.max(candidate.customer));
        relinking.merge(tx, from, into, Why::of(LinkCause::Joined))?;
        customer = into;
    }
    Ok(customer)
}

fn kind_of(candidate: &Candidate) -> IdentifierKind {
    match candidate.cause {
        LinkCause::Email => IdentifierKind::Email,
        _ => IdentifierKind::Phone,
    }
}

/// The next customer that nobody said this record is not.
fn next_not_apart(
    tx: &Tx<'_>,
    record: RecordId,
    candidates: &mut impl Iterator<Item = Candidate>,
    held_back: &mut Vec<HeldBack>,
) -> Result<Option<Candidate>> {
    for candidate in candidates {
        if !rows::are_apart(tx.rows(), &[record], &ids(&candidate.records))? {
            return Ok(Some(candidate));
        }
        held_back.push(HeldBack { kind: kind_of(&candidate), reason: HeldBackReason::Decided });
    }
    Ok(None)
}

fn subject(record: RecordId) -> Subject {
    Subject { prefix: RecordId::PREFIX, bytes: *record.as_bytes() }
}

/// A record that a fact is booked on, and whose it is.
pub(crate) struct Booked {
    pub(crate) id: RecordId,
    /// Nobody's when its customer was deleted.
    pub(crate) customer: Option<CustomerId>,
}

impl Booked {
    /// A record that is there.
    pub(crate) fn on(rows: &dyn Read, id: RecordId) -> Result<Self> {
        Ok(Self { id, customer: rows::owner(rows, id)? })
    }
}

/// The record of (source, external id), made bare when its source has not described it yet: an order or an event may
/// speak of a person first.
pub(crate) fn ensure_record(tx: &mut Tx<'_>, source: &str, external_id: &str) -> Result<Booked> {
    let source = self::source(source)?;
    let external_id = checked_text("external_id", external_id)?;
    let key = rows::external_hash(&tx.engine.keyed, &source, &external_id);
    if let Some(id) = rows::find_record(tx.rows(), &key)? {
        return Booked::on(tx.rows(), id);
    }
    let customer = CustomerId::from_bytes(tx.new_id());
    let content = RecordContent { external_id: Some(external_id), ..RecordContent::default() };
    let record = rows::create(tx, &source, key, customer, LinkCause::New, None, &content)?;
    let id = record.id;
    let mut relinking = Relinking::default();
    relinking.add(customer);
    relinking.set(customer, record);
    relinking.finish(tx, customer)?;
    tx.changed(ChangeKind::CustomerCreated, Some(customer), Some(subject(id)));
    Ok(Booked { id, customer: Some(customer) })
}

/// The record that a fact about a customer is booked on: that of its source's name; else the one that bears the e-mail
/// or phone it is named by, or that came with the id it is named by; else the customer's first (rule E1).
pub(crate) fn record_for(tx: &mut Tx<'_>, customer: &CustomerRef) -> Result<Booked> {
    if let CustomerRef::Record { source, external_id } = customer {
        return ensure_record(tx, source, external_id);
    }
    let found = must_resolve(&tx.look(), customer)?.id;
    let records = rows::records_of(tx.rows(), found)?;
    let first = *records.first().ok_or_else(|| Error::internal("a customer has a record"))?;
    let named = if records.len() > 1 { named_record(tx, customer, found, &records)? } else { None };
    Ok(Booked { id: named.unwrap_or(first), customer: Some(found) })
}

/// Which of several records of a customer a reference means, if it tells.
fn named_record(
    tx: &Tx<'_>,
    reference: &CustomerRef,
    customer: CustomerId,
    records: &[RecordId],
) -> Result<Option<RecordId>> {
    let (kind, value) = match reference {
        CustomerRef::Id(id) => return came_with(tx.rows(), *id, records),
        CustomerRef::Record { .. } => return Ok(None),
        CustomerRef::Email(text) => (IdentifierKind::Email, text.parse::<Email>()?.as_str().to_owned()),
        CustomerRef::Phone(text) => {
            (IdentifierKind::Phone, Phone::parse(text, tx.settings().country)?.e164().to_owned())
        }
    };
    let hash = rows::identifier_hash(&tx.engine.keyed, kind, &value);
    let bearers = rows::bearers(tx.rows(), &hash, usize::MAX)?;
    Ok(bearers.into_iter().find(|(of, _)| *of == customer).map(|(_, record)| record))
}

/// The first of several records that came under this id.
fn came_with(rows: &dyn Read, id: CustomerId, records: &[RecordId]) -> Result<Option<RecordId>> {
    let mut later = None;
    for record in records {
        let record = rows::without_content(rows, *record)?;
        match record.stays[record.ended..].iter().position(|stay| stay.customer == id) {
            Some(0) => return Ok(Some(record.id)),
            Some(_) => later = later.or(Some(record.id)),
            None => {}
        }
    }
    Ok(later)
}
