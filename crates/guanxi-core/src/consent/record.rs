use super::{
    ConsentInput, ConsentReceipt, ConsentState, EVERY_CHANNEL, MARKETING, ObjectionInput,
    model::ConsentEntry, rows, state,
};
use crate::{
    change::{ChangeKind, Outcome, Subject},
    customer::{Booked, CustomerRef, record_for},
    error::{Error, Result},
    id::RecordId,
    scope::Tx,
    text::checked_text,
    time::Timestamp,
};

/// An entry to book on a record, checked by [`record_on`].
pub(crate) struct NewEntry<'a> {
    pub(crate) purpose: &'a str,
    pub(crate) channel: &'a str,
    pub(crate) state: ConsentState,
    /// When it was said; now when left out.
    pub(crate) at: Option<Timestamp>,
    pub(crate) source: &'a str,
    pub(crate) wording: Option<&'a str>,
}

/// See [`Consents::record`](super::Consents::record).
pub(crate) fn record(tx: &mut Tx<'_>, input: &ConsentInput) -> Result<ConsentReceipt> {
    let new = NewEntry {
        purpose: &input.purpose,
        channel: &input.channel,
        state: input.state,
        at: input.at,
        source: input.source.as_deref().unwrap_or("app"),
        wording: input.wording.as_deref(),
    };
    let mut entry = checked(tx, &new)?;
    entry.evidence = input.evidence.as_deref().map(|text| checked_text("evidence", text)).transpose()?;
    let record = record_for(tx, &input.customer)?;
    // Who is named as a person may have said otherwise on another record since.
    let by_record = matches!(input.customer, CustomerRef::Record { .. }) || input.at.is_some();
    let holds = |customer| state::holds(&tx.look(), customer, &entry);
    let asked = !by_record && !record.customer.map_or(Ok(false), holds)?;
    write(tx, &record, entry, input.at.is_some(), asked)
}

/// See [`Privacy::object`](crate::privacy::Privacy::object).
pub(crate) fn object(tx: &mut Tx<'_>, input: &ObjectionInput) -> Result<ConsentReceipt> {
    let ObjectionInput { customer, purpose, channel, at, source, evidence } = input.clone();
    let purpose = purpose.unwrap_or_else(|| MARKETING.to_owned());
    let channel = channel.unwrap_or_else(|| EVERY_CHANNEL.to_owned());
    let mut said = ConsentInput::new(customer, purpose, channel, ConsentState::Objected);
    (said.at, said.source, said.evidence) = (at, source, evidence);
    record(tx, &said)
}

/// Books an entry on a record; one without a time of its own whatever holds already, as the caller knows that it is
/// news from its source.
pub(crate) fn record_on(tx: &mut Tx<'_>, record: RecordId, new: NewEntry<'_>) -> Result<ConsentReceipt> {
    let entry = checked(tx, &new)?;
    let record = Booked::on(tx.rows(), record)?;
    write(tx, &record, entry, new.at.is_some(), new.at.is_none())
}

pub(super) fn checked(tx: &Tx<'_>, new: &NewEntry<'_>) -> Result<ConsentEntry> {
    let purpose = checked_text("purpose", new.purpose)?;
    let channel = checked_text("channel", new.channel)?;
    if channel == EVERY_CHANNEL && new.state < ConsentState::Withdrawn {
        return Err(Error::invalid("channel", "only a no can be said to every channel"));
    }
    Ok(ConsentEntry {
        purpose,
        channel,
        state: new.state,
        at: new.at.unwrap_or(tx.now),
        source: checked_text("source", new.source)?,
        wording: new.wording.map(|w| checked_text("wording", w)).transpose()?,
        recorded: tx.now,
        evidence: None,
        confirms: None,
    })
}

pub(super) fn write(
    tx: &mut Tx<'_>,
    record: &Booked,
    entry: ConsentEntry,
    dated: bool,
    asked: bool,
) -> Result<ConsentReceipt> {
    let entries: Vec<ConsentEntry> =
        rows::entries(tx.rows(), record.id)?.into_iter().map(|(_, e)| e).collect();
    if !asked && is_known(&entries, &entry, dated) {
        return Ok(ConsentReceipt { outcome: Outcome::Unchanged, customer_id: record.customer });
    }
    tx.put(rows::key(record.id, entries.len() as i64), &entry)?;
    let subject = Subject { prefix: RecordId::PREFIX, bytes: *record.id.as_bytes() };
    tx.changed(ChangeKind::ConsentRecorded, record.customer, Some(subject));
    Ok(ConsentReceipt { outcome: Outcome::Created, customer_id: record.customer })
}

/// What a source said last, on a record, for a purpose by a channel.
pub(crate) fn last_said(
    tx: &Tx<'_>,
    record: RecordId,
    source: &str,
    purpose: &str,
    channel: &str,
) -> Result<Option<ConsentState>> {
    let entries = rows::entries(tx.rows(), record)?.into_iter().map(|(_, entry)| entry);
    let same = entries.filter(|e| e.source == source && e.purpose == purpose && e.channel == channel);
    Ok(same.max_by_key(|e| e.at).map(|e| e.state))
}

/// Whether an entry says nothing new: the same with its time, or, without a time of its own, what holds already.
fn is_known(entries: &[ConsentEntry], new: &ConsentEntry, dated: bool) -> bool {
    let mut same = entries.iter().filter(|e| e.purpose == new.purpose);
    if dated {
        let is_it = |e: &ConsentEntry| e.state == new.state && e.at == new.at && e.source == new.source;
        return same.any(|e| e.channel == new.channel && is_it(e));
    }
    let every = |channel: &str| channel == EVERY_CHANNEL;
    let same = same.filter(|e| e.channel == new.channel || every(&e.channel) || every(&new.channel));
    same.max_by_key(|e| e.at).is_some_and(|last| {
        let says_as_much = last.channel == new.channel || every(&last.channel);
        says_as_much && last.state == new.state && last.wording == new.wording
    })
}
