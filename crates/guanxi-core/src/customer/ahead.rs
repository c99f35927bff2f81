//! What calls about customers will read, told ahead.

use super::{
    CustomerInput, CustomerRef, Reading, parse,
    rows::{self, CUSTOMERS},
    upsert::{APP, natural_key},
};
use crate::{
    identity::{
        IdentifierKind, RecordContent,
        rows::{
            CUSTOMER_RECORDS, FACTS_OF_CUSTOMER, FACTS_OF_POINTED, IDENTIFIERS, OF_CUSTOMER, OF_POINTED,
            RECORD_KEYS, external_hash, identifier_hash,
        },
    },
    scope::Ahead,
    storage::{By, Hop, Want},
    text::{Email, Phone},
};

/// From a bearer of an identifier to the customer, and to the records that facts are booked on.
static CUSTOMER_OF_BEARER: [Hop; 2] = [
    Hop { by: By::Part(1), to: &CUSTOMERS, then: &[] },
    Hop { by: By::Part(1), to: &CUSTOMER_RECORDS, then: &FACTS_OF_CUSTOMER },
];

/// The same with all that is known of the records.
static ALL_OF_BEARER: [Hop; 2] = [
    Hop { by: By::Part(1), to: &CUSTOMERS, then: &[] },
    Hop { by: By::Part(1), to: &CUSTOMER_RECORDS, then: &OF_CUSTOMER },
];

/// What an upsert reads: the record of this name and everybody who bears its identifiers.
pub(crate) fn of_upsert(ahead: &Ahead<'_>, input: &CustomerInput, reading: Reading) -> Vec<Want> {
    let today = ahead.settings.zone.day(ahead.now);
    let Ok((content, _)) = parse::content(input, ahead.settings, today, reading) else { return vec![] };
    let source = input.source.as_deref().unwrap_or(APP).trim();
    let key = natural_key(ahead.keyed, source, &content);
    let record = key.map(|key| Want::new(&RECORD_KEYS, key).then(&OF_POINTED));
    let bearers = identifiers(ahead, &content).map(|hash| Want::new(&IDENTIFIERS, hash).then(&ALL_OF_BEARER));
    record.into_iter().chain(bearers).collect()
}

fn identifiers(ahead: &Ahead<'_>, content: &RecordContent) -> impl Iterator<Item = [u8; 16]> {
    let email = content.real_email().map(|e| identifier_hash(ahead.keyed, IdentifierKind::Email, e.as_str()));
    let phone = content.real_phone().map(|p| identifier_hash(ahead.keyed, IdentifierKind::Phone, p.e164()));
    email.into_iter().chain(phone)
}

/// What is read to find a customer and the record that facts about it are booked on.
pub(crate) fn of_ref(ahead: &Ahead<'_>, reference: &CustomerRef) -> Vec<Want> {
    let bearers = |hash| vec![Want::new(&IDENTIFIERS, hash).then(&CUSTOMER_OF_BEARER)];
    match reference {
        CustomerRef::Id(id) => vec![
            Want::new(&CUSTOMERS, rows::key(*id)),
            Want::new(&CUSTOMER_RECORDS, rows::key(*id)).then(&FACTS_OF_CUSTOMER),
        ],
        CustomerRef::Email(text) => text.parse::<Email>().map_or(vec![], |email| {
            bearers(identifier_hash(ahead.keyed, IdentifierKind::Email, email.as_str()))
        }),
        CustomerRef::Phone(text) => Phone::parse(text, ahead.settings.country).map_or(vec![], |phone| {
            bearers(identifier_hash(ahead.keyed, IdentifierKind::Phone, phone.e164()))
        }),
        CustomerRef::Record { source, external_id } => {
            let key = external_hash(ahead.keyed, source.trim(), external_id.trim());
            vec![Want::new(&RECORD_KEYS, key).then(&FACTS_OF_POINTED)]
        }
    }
}
