use std::collections::BTreeSet;

use super::{
    Customer, CustomerPage, CustomerQuery, CustomerRef,
    rows::{self, Alias, CUSTOMER_NAMES},
};
use crate::{
    error::{Error, Result},
    id::CustomerId,
    identity::{
        IdentifierKind,
        rows::{bearers, external_hash, find_record, find_records, identifier_hash, load, owner},
    },
    page::{Cursor, PageRequest},
    scope::{
        Look,
        look::{bad_key, get as get_row, scan, scan_keys},
        words,
    },
    storage::{Flow, KeyRange, Want, key::KeyReader},
    text::{Email, Phone},
};

/// Customers that one look-up weighs at most: beyond, the text is too short to mean somebody.
const MATCHES_MAX: usize = 10_000;

/// See [`Customers::get`](super::Customers::get).
pub(super) fn get(look: &Look<'_>, id: CustomerId) -> Result<Customer> {
    if let Some(customer) = get_row::<Customer>(look.rows, &rows::key(id))? {
        return Ok(customer);
    }
    let moved = present(look, id)?.filter(|now| *now != id);
    let customer = moved.map(|now| get_row::<Customer>(look.rows, &rows::key(now))).transpose()?.flatten();
    customer.ok_or_else(|| Error::not_found("customer", id))
}

/// Where a customer that was merged is now.
///
/// # Errors
/// `erased`.
fn present(look: &Look<'_>, id: CustomerId) -> Result<Option<CustomerId>> {
    let Some(Alias(record)) = get_row(look.rows, &rows::key(id))? else { return Ok(None) };
    let record = load(look.rows, record)?;
    if record.as_ref().is_some_and(|r| r.erased) {
        return Err(Error::erased(id));
    }
    Ok(record.and_then(|r| r.customer))
}

/// See [`Customers::list`](super::Customers::list).
pub(super) fn list(look: &Look<'_>, page: &PageRequest) -> Result<CustomerPage> {
    let limit = page.limit()?;
    let after = page.cursor(CURSOR)?.map(Cursor::into_bytes);
    let mut items = Vec::with_capacity(limit);
    let resume = scan::<Customer>(look.rows, &KeyRange::all().after(after), &mut |_, customer| {
        items.push(customer);
        Ok(if items.len() <= limit { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    items.truncate(limit);
    let last = items.last().filter(|_| resume.is_some()).map(|c: &Customer| rows::key(c.id));
    Ok(CustomerPage { items, next_cursor: last.map(|place| Cursor::new(CURSOR, place).to_string()) })
}

/// Tells cursors of customers from others.
const CURSOR: &str = "customers";
/// Tells cursors of look-ups from others.
const FIND_CURSOR: &str = "find";

/// See [`Customers::find`](super::Customers::find).
pub(super) fn find(look: &Look<'_>, query: &CustomerQuery) -> Result<CustomerPage> {
    let limit = query.page.limit()?;
    let skip = query.page.cursor(FIND_CURSOR)?.map_or(Ok(0), position)?;
    let text = query.text.trim();
    let email = text.parse::<Email>().ok();
    let mut found = by_identifier(look, text, email.as_ref())?;
    // An e-mail is no name, though it is made of words that many may bear.
    let named = if email.is_some() { vec![] } else { by_name(look, text)? };
    for id in named {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    let shown = found.iter().skip(skip).take(limit);
    let wants: Vec<_> = shown.map(|id| Want::new(&rows::CUSTOMERS, rows::key(*id))).collect();
    look.rows.want(&wants)?;
    let items = found.iter().skip(skip).take(limit).map(|id| get(look, *id)).collect::<Result<Vec<_>>>()?;
    let next = skip + items.len();
    let next_cursor = (next < found.len())
        .then(|| Cursor::new(FIND_CURSOR, (next as u64).to_be_bytes().to_vec()).to_string());
    Ok(CustomerPage { items, next_cursor })
}

fn position(cursor: Cursor) -> Result<usize> {
    let bytes: [u8; 8] = cursor.into_bytes().try_into().map_err(|_| Error::cursor("it is damaged"))?;
    Ok(u64::from_be_bytes(bytes) as usize)
}

/// Customers that bear this text as an identifier (rule I2): by id, by e-mail, by phone, by external id.
fn by_identifier(look: &Look<'_>, text: &str, email: Option<&Email>) -> Result<Vec<CustomerId>> {
    let mut found = Vec::new();
    if let Ok(id) = text.parse::<CustomerId>() {
        found.extend(get(look, id).map(|c| c.id).ok());
    }
    if let Some(email) = email {
        found.extend(bearing(look, IdentifierKind::Email, email.as_str())?);
    } else if let Ok(phone) = Phone::parse(text, look.settings.country) {
        found.extend(bearing(look, IdentifierKind::Phone, phone.e164())?);
    }
    // `source:id`, or the id alone under every source.
    if let Some((source, id)) = text.split_once(':') {
        found.extend(known_as(look, source, id)?);
    }
    found.extend(find_records(look.rows, &look.engine.keyed, text)?.into_iter().filter_map(|r| r.customer));
    let mut seen = BTreeSet::new();
    found.retain(|id| seen.insert(*id));
    Ok(found)
}

/// The customers that bear an identifier, those with more records that bear it first.
fn bearing(look: &Look<'_>, kind: IdentifierKind, value: &str) -> Result<Vec<CustomerId>> {
    let hash = identifier_hash(&look.engine.keyed, kind, value);
    let mut counts: Vec<(usize, CustomerId)> = Vec::new();
    for (customer, _) in bearers(look.rows, &hash, MATCHES_MAX)? {
        match counts.last_mut() {
            Some((n, last)) if *last == customer => *n += 1,
            _ => counts.push((1, customer)),
        }
    }
    counts.sort_by_key(|(n, id)| (std::cmp::Reverse(*n), *id));
    Ok(counts.into_iter().map(|(_, id)| id).collect())
}

/// The customer of the record that a source knows by this external id.
fn known_as(look: &Look<'_>, source: &str, external_id: &str) -> Result<Option<CustomerId>> {
    let record = find_record(look.rows, &external_hash(&look.engine.keyed, source, external_id))?;
    record.map(|id| owner(look.rows, id)).transpose().map(Option::flatten)
}

/// Customers that for every word of the text bear a name starting with it.
fn by_name(look: &Look<'_>, text: &str) -> Result<Vec<CustomerId>> {
    let mut wanted: Vec<String> = crate::text::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    if wanted.is_empty() {
        return Err(Error::invalid(
            "text",
            "expected an e-mail, a phone, an external id or the beginning of a name",
        ));
    }
    // The longest word first, as it means the fewest; a look-up by one short word alone weighs no more than so many.
    wanted.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let most = if wanted.len() == 1 { MATCHES_MAX } else { usize::MAX };
    let mut left: Option<BTreeSet<CustomerId>> = None;
    for word in &wanted {
        let matches = starting_with(look, word, left.as_ref(), most)?;
        left = Some(matches);
    }
    // The index tells six letters apart and may err by a hash: the profile decides.
    let mut found = Vec::new();
    for id in left.unwrap_or_default() {
        let names = names_of(look, id)?;
        if wanted.iter().all(|word| names.iter().any(|name| name.starts_with(word))) {
            found.push(id);
        }
    }
    Ok(found)
}

fn starting_with(
    look: &Look<'_>,
    word: &str,
    among: Option<&BTreeSet<CustomerId>>,
    most: usize,
) -> Result<BTreeSet<CustomerId>> {
    let range = KeyRange::prefix(&look.engine.keyed.word_prefix(word));
    let mut found = BTreeSet::new();
    scan_keys(look.rows, &CUSTOMER_NAMES, &range, &mut |key| {
        let mut reader = KeyReader::new(key);
        let id = reader.id().and_then(|_| reader.id()).ok_or_else(|| bad_key(&CUSTOMER_NAMES))?;
        let id = CustomerId::from_bytes(id);
        if among.is_none_or(|a| a.contains(&id)) {
            found.insert(id);
        }
        Ok(if found.len() < most { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    Ok(found)
}

/// Every word of every name of a customer's records.
fn names_of(look: &Look<'_>, id: CustomerId) -> Result<Vec<String>> {
    let records = crate::identity::rows::load_records(look.rows, id)?;
    let names = records.iter().flat_map(|r| {
        r.content.name.as_ref().map(ToString::to_string).into_iter().chain(r.content.company.clone())
    });
    Ok(names.flat_map(|name| words(&name)).collect())
}

/// The customer that a request names; `None` for a record that does not exist yet.
///
/// # Errors
/// `not_found`; `invalid_field` when an e-mail or phone is that of several customers, or does not read.
fn resolve_ref(look: &Look<'_>, reference: &CustomerRef) -> Result<Option<Customer>> {
    let one = |kind, value: &str| match bearing(look, kind, value)?.as_slice() {
        [] => Err(Error::not_found("customer", "with this identifier")),
        [id] => get(look, *id).map(Some),
        _ => Err(Error::invalid("customer", "several customers bear this identifier; name one by its id")),
    };
    match reference {
        CustomerRef::Id(id) => get(look, *id).map(Some),
        CustomerRef::Email(text) => one(IdentifierKind::Email, text.parse::<Email>()?.as_str()),
        CustomerRef::Phone(text) => {
            one(IdentifierKind::Phone, Phone::parse(text, look.settings.country)?.e164())
        }
        CustomerRef::Record { source, external_id } => {
            let customer = known_as(look, source.trim(), external_id.trim())?;
            customer.map(|id| get(look, id)).transpose()
        }
    }
}

/// The customer that a request names, which must exist.
///
/// # Errors
/// As [`resolve_ref`], and `not_found` for a record that does not exist.
pub(crate) fn must_resolve(look: &Look<'_>, reference: &CustomerRef) -> Result<Customer> {
    resolve_ref(look, reference)?.ok_or_else(|| Error::not_found("customer", "with this identifier"))
}
