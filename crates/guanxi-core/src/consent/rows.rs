//! Where consents are kept.

use std::collections::HashMap;

use super::{
    Consent, ConsentState, RestrictionReason, model::ConsentEntry, request::RequestFact,
    restriction::RestrictionFact,
};
use crate::{
    error::Result,
    id::RecordId,
    identity::rows::{BY_RECORD, RECORD_CONTENTS, RECORD_FACTS},
    scope::{
        Dossier, Erased, Look, Person, PersonalData, Stored, Tx,
        look::{all, bad_key, scan},
        personal_data::fields,
        shown::{Shown, shown_table, text, text_of, time_of},
    },
    storage::{
        By, Column, Flow, Hop, KeyRange, Kind, Read, Table, Value, View,
        key::{KeyReader, KeyWriter},
        row, shows,
    },
    time::Timestamp,
};

/// The entries of each record, in the order they came in.
pub(crate) static CONSENTS: Table =
    Table::plain(50, "consents", Kind::Fact, &[Column::id("record_id"), Column::int("seq")]);

/// Addresses that nothing may be sent to until their bearer agrees anew: keyed hashes, as `identity` has them. Of an erased
/// person nothing else is kept that an address can be compared with.
pub(crate) static SUPPRESSIONS: Table = Table::plain(51, "suppressions", Kind::Fact, &[Column::id("hash")]);

/// The consents that each record was asked for, by the keyed hash of the token that confirms them.
pub(crate) static CONSENT_REQUESTS: Table =
    Table::plain(52, "consent_requests", Kind::Fact, &[Column::id("record_id"), Column::id("token_hash")]);

/// Since when processing of each record is restricted or not, in the order it came in.
pub(crate) static RESTRICTIONS: Table =
    Table::plain(53, "restrictions", Kind::Fact, &[Column::id("record_id"), Column::int("seq")]);

/// From a customer's row in [`CUSTOMER_RECORDS`](crate::identity::rows::CUSTOMER_RECORDS) to what decides whether it may be
/// contacted.
pub(super) static GATE_OF_CUSTOMER: [Hop; 5] = [
    Hop { by: By::Part(1), to: &RECORD_FACTS, then: &[] },
    Hop { by: By::Part(1), to: &RECORD_CONTENTS, then: &[] },
    Hop { by: By::Part(1), to: &CONSENTS, then: &[] },
    Hop { by: By::Part(1), to: &CONSENT_REQUESTS, then: &[] },
    Hop { by: By::Part(1), to: &RESTRICTIONS, then: &[] },
];

/// The body of a row in [`SUPPRESSIONS`]: since when.
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct SuppressedSince(#[n(0)] pub(crate) Timestamp);

impl Stored for SuppressedSince {
    const TABLE: &'static Table = &SUPPRESSIONS;
}

/// Every suppressed address, and since when it is.
pub(crate) fn suppressions(rows: &dyn Read) -> Result<HashMap<[u8; 16], Timestamp>> {
    let mut found = HashMap::new();
    scan::<SuppressedSince>(rows, &KeyRange::all(), &mut |key, since| {
        found.insert(key.try_into().map_err(|_| bad_key(&SUPPRESSIONS))?, since.0);
        Ok(Flow::Continue(()))
    })?;
    Ok(found)
}

impl Stored for RequestFact {
    const TABLE: &'static Table = &CONSENT_REQUESTS;
}

pub(super) fn request_key(record: RecordId, token_hash: &[u8; 16]) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).id(token_hash).finish()
}

impl Stored for RestrictionFact {
    const TABLE: &'static Table = &RESTRICTIONS;
}

/// Whose a row of [`RESTRICTIONS`] is.
pub(super) fn restriction_record(key: &[u8]) -> Result<RecordId> {
    KeyReader::new(key).id().map(RecordId::from_bytes).ok_or_else(|| bad_key(&RESTRICTIONS))
}

/// What was said of restricting a record, in the order it came in.
pub(super) fn restrictions(rows: &dyn Read, record: RecordId) -> Result<Vec<RestrictionFact>> {
    Ok(all(rows, record.as_bytes())?.into_iter().map(|(_, fact)| fact).collect())
}

impl Stored for ConsentEntry {
    const TABLE: &'static Table = &CONSENTS;
}

pub(crate) fn key(record: RecordId, seq: i64) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).int(seq).finish()
}

/// The entries of a record, in the order they came in, with their numbers.
pub(crate) fn entries(rows: &dyn Read, record: RecordId) -> Result<Vec<(i64, ConsentEntry)>> {
    let mut entries = Vec::new();
    scan::<ConsentEntry>(rows, &KeyRange::prefix(record.as_bytes()), &mut |key, entry| {
        let mut reader = KeyReader::new(key);
        let seq = reader.id().and_then(|_| reader.int()).ok_or_else(|| bad_key(&CONSENTS))?;
        entries.push((seq, entry));
        Ok(Flow::Continue(()))
    })?;
    Ok(entries)
}

/// Visits every entry of a range, those of a record one behind the other.
pub(crate) fn each(
    rows: &dyn Read,
    range: &KeyRange,
    f: &mut dyn FnMut(RecordId, i64, ConsentEntry) -> Result<()>,
) -> Result<()> {
    scan::<ConsentEntry>(rows, range, &mut |key, entry| {
        let mut reader = KeyReader::new(key);
        let (record, seq) = reader.id().zip(reader.int()).ok_or_else(|| bad_key(&CONSENTS))?;
        f(RecordId::from_bytes(record), seq, entry)?;
        Ok(Flow::Continue(()))
    })?;
    Ok(())
}

/// Consents as one of the areas that hold data of persons.
pub(crate) struct ConsentData;

impl PersonalData for ConsentData {
    fn name(&self) -> &'static str {
        "consents"
    }

    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        let mut destroyed = 0;
        for record in &person.records {
            destroyed += tx.delete_all(&CONSENTS, record.as_bytes())?;
            destroyed += tx.delete_all(&CONSENT_REQUESTS, record.as_bytes())?;
            destroyed += tx.delete_all(&RESTRICTIONS, record.as_bytes())?;
        }
        Ok(Erased::all(destroyed))
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        for record in &person.records {
            for (_, entry) in entries(look.rows, *record)? {
                let item = fields! {
                    "record_id": record.to_string(),
                    "purpose": entry.purpose,
                    "channel": entry.channel,
                    "state": entry.state.as_str(),
                    "at": entry.at.to_string(),
                    "source": entry.source,
                    "wording": entry.wording,
                    "evidence": entry.evidence,
                    "recorded_at": entry.recorded.to_string(),
                };
                out.add_map("consents", item);
            }
            for (_, asked) in all::<RequestFact>(look.rows, record.as_bytes())? {
                let item = fields! {
                    "record_id": record.to_string(),
                    "purpose": asked.purpose,
                    "channel": asked.channel,
                    "asked_at": asked.at.to_string(),
                    "expires_at": asked.expires.to_string(),
                };
                out.add_map("consent_requests", item);
            }
            for fact in restrictions(look.rows, *record)? {
                let item = fields! {
                    "record_id": record.to_string(),
                    "at": fact.at.to_string(),
                    "restricted": fact.reason.is_some(),
                    "reason": fact.reason.map(RestrictionReason::as_str),
                };
                out.add_map("restrictions", item);
            }
        }
        Ok(())
    }

    fn last_heard(&self, look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
        let said = entries(look.rows, record)?.into_iter().map(|(_, entry)| entry.at);
        Ok(said.max().unwrap_or(Timestamp::MIN))
    }

    fn binds(&self, look: &Look<'_>, records: &[RecordId], _: Timestamp) -> Result<bool> {
        let granted = |consent: &Consent| consent.state == ConsentState::Granted;
        Ok(super::state::of_records(look, records)?.iter().any(granted))
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 4] = [&CONSENTS, &SUPPRESSIONS, &CONSENT_REQUESTS, &RESTRICTIONS];
        &TABLES
    }
}

/// What SQL shows of an entry.
pub(crate) static SHOWN_CONSENTS: Shown =
    Shown { of: &CONSENTS, table: &SHOWN_CONSENTS_TABLE, columns: shown_consent };

pub(crate) static SHOWN_CONSENTS_TABLE: Table = shown_table(
    96,
    "shown_consents",
    &[Column::id("record_id"), Column::int("seq")],
    &[text("purpose"), text("channel"), text("state"), text("at"), text("source"), text("wording")],
);

fn shown_consent(_: &[u8], body: &[u8]) -> Result<Vec<Value>> {
    let entry: ConsentEntry = row::decode(CONSENTS.name(), body)?;
    Ok(vec![
        text_of(Some(entry.purpose)),
        text_of(Some(entry.channel)),
        text_of(Some(entry.state.as_str())),
        time_of(entry.at),
        text_of(Some(entry.source)),
        text_of(entry.wording),
    ])
}

/// Entries of the consents, all that were ever said.
pub(crate) static CONSENTS_VIEW: View = View {
    name: "crm_consents",
    doc: "A consent given, asked for or withdrawn, or an objection; which of several holds is for `consents.state` to say",
    columns: &[
        shows("customer_id", "c.id", "whose; null when the customer was deleted"),
        shows("purpose", "e.purpose", "for what"),
        shows("channel", "e.channel", "by which channel; `*` of a no to every one"),
        shows("state", "e.state", "`granted`, `pending`, `withdrawn` or `objected`"),
        shows("said_at", "e.at", "when, RFC 3339"),
        shows("source", "e.source", "where it was said"),
        shows("wording", "e.wording", "the wording shown, by its id and version"),
    ],
    from: "shown_consents AS e LEFT JOIN customer_records AS r ON r.record_id = e.record_id \
           LEFT JOIN shown_customers AS c ON c.row_key = r.customer_id",
    finds: &[BY_RECORD],
};
