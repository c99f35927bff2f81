//! Records of a person who is erased, or who asks what is known.

use minicbor::bytes::ByteArray;
use serde_json::{Map, Value};

use super::{
    LinkCause, PairFact, RecordContent, RecordFact, VersionInfo,
    rows::{PAIR_FACTS, RECORD_CONTENTS, RECORD_KEYS, decided, fact_key, links, pair_key},
};
use crate::{
    error::Result,
    id::RecordId,
    scope::{
        Dossier, Erased, Look, Person, Tx,
        look::{all, get},
        personal_data::fields,
    },
    settings::FieldValue,
};

/// Destroys what records say and by what they are found. That there were records stays, with when they were linked to
/// whom by id: what is kept of the person elsewhere is tied to them.
pub(super) fn erase(tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
    let (mut destroyed, kept) = (0, person.records.len() as u64);
    for record in &person.records {
        destroyed += tx.delete_all(&RECORD_CONTENTS, record.as_bytes())?;
        for other in decided(tx.rows(), *record)?.into_keys() {
            destroyed += tx.delete_all(&PAIR_FACTS, &pair_prefix(*record, other))?;
            tx.delete_all(&PAIR_FACTS, &pair_prefix(other, *record))?;
        }
        hollow(tx, *record)?;
    }
    Ok(Erased::but(destroyed, kept, crate::scope::KeptReason::Pseudonym))
}

fn pair_prefix(a: RecordId, b: RecordId) -> Vec<u8> {
    let key = pair_key(a, b, 0);
    key[..32].to_vec()
}

/// Takes out of a record's facts what was made of what it said, and has it found by nothing.
fn hollow(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    let facts = all::<RecordFact>(tx.rows(), record.as_bytes())?;
    let (next, mut is_erased) = (facts.len() as i64, false);
    for (place, mut fact) in facts {
        match &mut fact {
            RecordFact::Created { key, version, .. } => {
                tx.delete(&RECORD_KEYS, key.to_vec())?;
                *key = ByteArray::from([0; 16]);
                *version = version.map(without_digest);
            }
            RecordFact::Described { version, .. } => *version = without_digest(*version),
            RecordFact::Linked { evidence, cause, .. } => {
                *evidence = None;
                is_erased = *cause == LinkCause::Erased;
            }
        }
        tx.put(place, &fact)?;
    }
    if is_erased {
        return Ok(());
    }
    // Its customer had been deleted before.
    let (cause, recorded) = (LinkCause::Erased, tx.now);
    let fact = RecordFact::Linked { customer: None, cause, recorded, evidence: None, kept: None };
    tx.put(fact_key(record, next), &fact)
}

fn without_digest(version: VersionInfo) -> VersionInfo {
    VersionInfo { digest: ByteArray::from([0; 16]), ..version }
}

/// Every version of every record as it came, whom the records were linked to, and what was decided about them.
pub(super) fn export(look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
    for record in &person.records {
        let mut source = Value::Null;
        for (place, fact) in all::<RecordFact>(look.rows, record.as_bytes())? {
            let (version, recorded) = match fact {
                RecordFact::Created { source: of, version, recorded, .. } => {
                    source = of.into();
                    (version, recorded)
                }
                RecordFact::Described { version, recorded } => (Some(version), recorded),
                RecordFact::Linked { .. } => continue,
            };
            let content = get::<RecordContent>(look.rows, &place)?.unwrap_or_default();
            let mut item = fields! {
                "record_id": record.to_string(),
                "source": source.clone(),
                "valid_from": version.map(|version| version.effective.to_string()),
                "recorded_at": recorded.to_string(),
            };
            item.extend(said(content));
            out.add_map("records", item);
        }
    }
    for record in &person.records {
        for link in links(look.rows, *record)? {
            let item = fields! {
                "record_id": record.to_string(),
                "customer_id": link.customer.map(|customer| customer.to_string()),
                "because": name(&link.cause),
                "weighed_with": link.evidence.map(|evidence| evidence.record.to_string()),
                "at": link.at.to_string(),
            };
            out.add_map("links", item);
        }
        for (other, (PairFact { verdict, recorded }, _)) in decided(look.rows, *record)? {
            let item = fields! {
                "record_id": record.to_string(),
                "other_record_id": other.to_string(),
                "decision": name(&verdict),
                "at": recorded.to_string(),
            };
            out.add_map("decisions", item);
        }
    }
    Ok(())
}

/// A term of the model by its name in the API.
fn name(term: &impl serde::Serialize) -> Value {
    serde_json::to_value(term).unwrap_or_default()
}

/// What a version of a record says, the text as it came beside what it was read as.
fn said(content: RecordContent) -> Map<String, Value> {
    let RecordContent { tags, removed_tags, cleared, .. } = content;
    let texts = |texts: Vec<String>| (!texts.is_empty()).then_some(texts);
    let object = |map: Map<String, Value>| (!map.is_empty()).then_some(Value::Object(map));
    let strings = |map: std::collections::BTreeMap<String, String>| {
        object(map.into_iter().map(|(name, text)| (name, text.into())).collect())
    };
    let own = content.fields.into_iter().map(|(name, value)| (name, own_field(&value)));
    fields! {
        "external_id": content.external_id,
        "name": content.name.map(|name| name.to_string()),
        "email": content.email.map(|email| email.as_str().to_owned()),
        "phone": content.phone.map(|phone| phone.e164().to_owned()),
        "birth_date": content.birth_date.map(|date| date.to_string()),
        "gender": content.gender,
        "language": content.language.map(|language| language.to_string()),
        "company": content.company,
        "address": content.address.map(|address| address.to_string()),
        "note": content.note,
        "tags": texts(tags),
        "removed_tags": texts(removed_tags),
        "fields": object(own.collect()),
        "as_it_came": strings(content.raw),
        "more": strings(content.extra),
        "cleared": texts(cleared),
        "known_since": content.created_at.map(|at| at.to_string()),
    }
}

fn own_field(value: &FieldValue) -> Value {
    value.to_string().into()
}
