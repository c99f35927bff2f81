//! What the readers of all platforms need.

use super::{
    Fault,
    fact::{Taken, record},
    fields::Fields,
    json::Json,
    object::From,
};
use crate::{
    customer::{self, AddressInput, CustomerInput, CustomerRef},
    event::EventInput,
    identity::VersionInfo,
    money::{Currency, Money},
    time::Timestamp,
};

pub(super) fn sum(fields: &Fields, currency: Currency, amounts: Vec<Money>) -> Result<Money, Fault> {
    Money::sum(currency, amounts).map_err(|e| Fault::of(&fields.path, &e))
}

/// An amount without its sign: what was paid back is below 0 on some platforms.
pub(super) fn positive(fields: &Fields, amount: Money) -> Result<Money, Fault> {
    let turned = if amount.minor() < 0 { amount.checked_mul(-1) } else { Ok(amount) };
    turned.map_err(|e| Fault::of(&fields.path, &e))
}

/// A status word; one that is not known stays to be kept, and is told.
pub(super) fn status<T>(
    fields: &mut Fields,
    key: &str,
    taken: &mut Taken,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Fault> {
    let Some(word) = fields.text(key)? else { return Ok(None) };
    let status = read(&word.to_ascii_lowercase());
    if status.is_none() {
        taken.unreadable.push(key.to_owned());
        fields.put(key, Json::Text(word));
    }
    Ok(status)
}

/// Where an order goes. An address that does not read stays to be kept, and is told.
pub(super) fn ship_to(
    fields: &mut Fields,
    key: &str,
    taken: &mut Taken,
    postal: impl Fn(&mut Fields) -> Result<AddressInput, Fault>,
) -> Result<Option<AddressInput>, Fault> {
    let Some(mut address) = fields.object(key)? else { return Ok(None) };
    let before = address.look_all();
    let to = postal(&mut address)?;
    match customer::address(&to) {
        Ok(found) => {
            fields.back(key, address);
            Ok(found.map(|_| to))
        }
        Err(_) => {
            taken.unreadable.push(key.to_owned());
            fields.put(key, before);
            Ok(None)
        }
    }
}

/// Dates what an order says of a person. A customer of the platform has an object of its own, which says more whenever it
/// is of; of a guest nothing else will come.
pub(super) fn dated(input: &mut CustomerInput, known_since: Option<Timestamp>, at: Option<Timestamp>) {
    if input.external_id.is_some() {
        (input.created_at, input.updated_at) = (known_since, Some(VersionInfo::ASIDE));
    } else {
        input.updated_at = at;
    }
}

/// Whether an e-mail or a phone stands in an address.
pub(super) fn has_contact(address: Option<&Json>) -> bool {
    let contact = |(key, value): &(String, Json)| (key == "email" || key == "phone") && !value.says_nothing();
    matches!(address, Some(Json::Object(fields)) if fields.iter().any(contact))
}

/// Whose an event is while that is not worked out yet.
pub(super) fn nobody(from: &From<'_>) -> CustomerRef {
    record(from.source, "-")
}

/// All that an object says, as the properties of an event.
pub(super) fn properties_of(event: &mut EventInput, json: &Json) {
    if let serde_json::Value::Object(properties) = json.to_value() {
        event.properties = properties;
    }
}
