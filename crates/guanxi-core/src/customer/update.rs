use super::{Customer, CustomerInput, CustomerPatch, Reading, UpsertReceipt, parse, upsert};
use crate::{
    error::{Error, Result},
    id::CustomerId,
    identity::{LinkCause, RecordContent, rows},
    scope::Tx,
};

/// The source of what staff enter by hand: it comes before every other.
pub(crate) const MANUAL: &str = "manual";

/// See [`Customers::update`](super::Customers::update).
pub(super) fn update(tx: &mut Tx<'_>, id: CustomerId, patch: &CustomerPatch) -> Result<UpsertReceipt> {
    let customer = super::find::get(&tx.look(), id)?;
    if let Some(expected) = patch.expected_version.filter(|v| *v != customer.version) {
        return Err(Error::stale("customer", expected, customer.version));
    }
    let today = tx.settings().zone.day(tx.now);
    let (said, _) = parse::content(&as_input(patch, &customer), tx.settings(), today, Reading::Strict)?;
    parse::clearable(&patch.clear, tx.settings())?;
    let mut records = rows::load_records(tx.rows(), customer.id)?;
    let key = manual_key(tx, customer.id)?;
    let before = records.iter().position(|r| r.key == key).map(|at| records.swap_remove(at));
    let content = lay_over(before.map(|r| r.content).unwrap_or_default(), said, patch);
    if rows::find_record(tx.rows(), &key)?.is_none() {
        manual_record(tx, customer.id, key)?;
    }
    upsert::write(tx, MANUAL, key, content, None, vec![])
}

/// The key of the record that what staff enter on a customer is kept in. One that was entered on it and went to
/// another when the two were parted stays the other's.
fn manual_key(tx: &Tx<'_>, customer: CustomerId) -> Result<[u8; 16]> {
    let id = customer.to_string();
    let mut key = tx.engine.keyed.hash("record manual", &[&id]);
    for n in 1_u32.. {
        let owner = rows::find_record(tx.rows(), &key)?.map(|r| rows::owner(tx.rows(), r)).transpose()?;
        if owner.is_none_or(|owner| owner == Some(customer)) {
            break;
        }
        key = tx.engine.keyed.hash("record manual", &[&id, &n.to_string()]);
    }
    Ok(key)
}

/// Makes the record that what staff enter is kept in; on this customer, whoever else bears the same identifiers.
fn manual_record(tx: &mut Tx<'_>, customer: CustomerId, key: [u8; 16]) -> Result<()> {
    let mut relinking = super::link::Relinking::default();
    relinking.load(tx, customer)?;
    let record = rows::create(tx, MANUAL, key, customer, LinkCause::Manual, None, &RecordContent::default())?;
    relinking.set(customer, record);
    relinking.finish(tx, customer)?;
    Ok(())
}

/// A part of a name alone leaves the other part as it is.
fn as_input(patch: &CustomerPatch, customer: &Customer) -> CustomerInput {
    let mut p = patch.clone();
    if let (None, Some(name)) = (&p.name, &customer.name)
        && (p.given_name.is_some() || p.family_name.is_some())
    {
        p.given_name = p.given_name.or_else(|| name.given().map(str::to_owned));
        p.family_name = p.family_name.or_else(|| name.family().map(str::to_owned));
    }
    CustomerInput {
        name: p.name,
        given_name: p.given_name,
        family_name: p.family_name,
        email: p.email,
        phone: p.phone,
        birth_date: p.birth_date,
        gender: p.gender,
        language: p.language,
        company: p.company,
        address: p.address.unwrap_or_default(),
        note: p.note,
        tags: p.add_tags,
        fields: p.fields,
        ..CustomerInput::default()
    }
}

/// What was entered before with what is entered now laid over it.
fn lay_over(before: RecordContent, now: RecordContent, patch: &CustomerPatch) -> RecordContent {
    let mut out = RecordContent {
        external_id: None,
        name: now.name.or(before.name),
        email: now.email.or(before.email),
        phone: now.phone.or(before.phone),
        birth_date: now.birth_date.or(before.birth_date),
        gender: now.gender.or(before.gender),
        language: now.language.or(before.language),
        company: now.company.or(before.company),
        address: now.address.or(before.address),
        note: now.note.or(before.note),
        tags: union(&before.tags, &now.tags, &patch.remove_tags),
        removed_tags: union(&before.removed_tags, &patch.remove_tags, &now.tags),
        fields: before.fields.into_iter().chain(now.fields).collect(),
        raw: before.raw.into_iter().chain(now.raw).collect(),
        extra: before.extra,
        cleared: before.cleared,
        created_at: before.created_at,
    };
    out.cleared.retain(|field| !says(&out_fields(patch), field));
    for field in &patch.clear {
        empty(&mut out, field);
        if !out.cleared.contains(field) {
            out.cleared.push(field.clone());
        }
    }
    out.cleared.sort_unstable();
    out
}

fn union(a: &[String], b: &[String], without: &[String]) -> Vec<String> {
    let mut all: Vec<String> = a.iter().chain(b).filter(|tag| !without.contains(tag)).cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn says(fields: &[&str], field: &str) -> bool {
    fields.contains(&field)
}

/// The fields that a patch gives a value.
fn out_fields(patch: &CustomerPatch) -> Vec<&str> {
    let named = [
        ("name", patch.name.is_some() || patch.given_name.is_some() || patch.family_name.is_some()),
        ("email", patch.email.is_some()),
        ("phone", patch.phone.is_some()),
        ("birth_date", patch.birth_date.is_some()),
        ("gender", patch.gender.is_some()),
        ("language", patch.language.is_some()),
        ("company", patch.company.is_some()),
        ("address", patch.address.is_some()),
        ("note", patch.note.is_some()),
    ];
    let given = named.into_iter().filter(|(_, given)| *given).map(|(name, _)| name);
    given.chain(patch.fields.keys().map(String::as_str)).collect()
}

fn empty(content: &mut RecordContent, field: &str) {
    match field {
        "name" => content.name = None,
        "email" => content.email = None,
        "phone" => content.phone = None,
        "birth_date" => content.birth_date = None,
        "gender" => content.gender = None,
        "language" => content.language = None,
        "company" => content.company = None,
        "address" => content.address = None,
        "note" => content.note = None,
        other => {
            content.fields.remove(other);
        }
    }
}
