//! Every state row that a customer's records make: one pure function, used by the verbs and by `rebuild` alike.

use super::{
    profile::profile,
    rows::{self, Alias, CUSTOMER_ALIASES, CUSTOMER_NAMES, CUSTOMERS},
};
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    identity::{
        IdentifierKind, Record,
        rows::{CUSTOMER_RECORDS, IDENTIFIERS, customer_record_key, identifier_hash, identifier_key},
    },
    scope::{Keyed, Tx, words},
    settings::ShopSettings,
    storage::{Table, row},
};

/// Rows of state: (table, key, body), sorted by table and key.
pub(crate) struct Derived {
    pub(crate) rows: Vec<(&'static Table, Vec<u8>, Vec<u8>)>,
    pub(crate) profile: Option<super::Customer>,
}

/// What a customer with these records is: nothing but an alias to its first record when it has none left.
pub(crate) fn derive(
    id: CustomerId,
    records: &[Record],
    first_record: Option<RecordId>,
    settings: &ShopSettings,
    keyed: &Keyed,
) -> Derived {
    let mut out = Derived { rows: Vec::with_capacity(8), profile: None };
    if records.is_empty() {
        if let Some(record) = first_record {
            out.rows.push((&CUSTOMER_ALIASES, rows::key(id), row::encode(&Alias(record))));
        }
        return out;
    }
    let mut places = Vec::new();
    for record in records {
        out.rows.push((&CUSTOMER_RECORDS, customer_record_key(id, record.id), vec![]));
        for hash in identifier_hashes(record, keyed) {
            out.rows.push((&IDENTIFIERS, identifier_key(&hash, id, record.id), vec![]));
        }
        let content = &record.content;
        let names = content.name.as_ref().map(ToString::to_string).into_iter().chain(content.company.clone());
        places.extend(names.flat_map(|name| words(&name)).map(|word| keyed.word(&word)));
    }
    places.sort_unstable();
    places.dedup();
    out.rows.extend(places.iter().map(|place| (&CUSTOMER_NAMES, rows::name_key(place, id), vec![])));
    let profile = profile(id, records, settings);
    out.rows.push((&CUSTOMERS, rows::key(id), row::encode(&profile)));
    out.profile = Some(profile);
    if records.len() > 1 {
        out.rows.sort_unstable_by(|a, b| (a.0.space.number, &a.1).cmp(&(b.0.space.number, &b.1)));
    }
    out
}

/// The keyed hashes of the e-mail and the phone of a record.
pub(super) fn identifier_hashes(record: &Record, keyed: &Keyed) -> impl Iterator<Item = [u8; 16]> {
    let email =
        record.content.real_email().map(|e| identifier_hash(keyed, IdentifierKind::Email, e.as_str()));
    let phone = record.content.real_phone().map(|p| identifier_hash(keyed, IdentifierKind::Phone, p.e164()));
    email.into_iter().chain(phone)
}

/// Writes the difference between what was and what is.
pub(crate) fn restate(tx: &mut Tx<'_>, before: Derived, after: &Derived) -> Result<()> {
    let gone =
        before.rows.iter().filter(|(t, k, _)| !after.rows.iter().any(|(u, l, _)| same(t, u) && k == l));
    for (table, key, _) in gone {
        tx.delete(table, key.clone())?;
    }
    for row in &after.rows {
        if !before.rows.iter().any(|(t, k, b)| same(t, row.0) && *k == row.1 && *b == row.2) {
            tx.put_body(row.0, row.1.clone(), row.2.clone())?;
        }
    }
    Ok(())
}

fn same(a: &Table, b: &Table) -> bool {
    a.space == b.space
}
