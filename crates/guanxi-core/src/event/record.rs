use minicbor::bytes::ByteArray;

use super::{
    EventInput, EventReceipt,
    model::EventFact,
    rows::{self, EventPointer, EventProperties},
};
use crate::{
    change::{ChangeKind, Outcome, Subject},
    customer::record_for,
    error::{Error, Result},
    id::EventId,
    identity,
    scope::{Tx, look::get},
    text::checked_text,
};

/// Bytes that the properties of an event have at most, as JSON text.
const PROPERTIES_MAX: usize = 64 * 1024;

/// See [`Events::record`](super::Events::record).
pub(crate) fn record(tx: &mut Tx<'_>, input: &EventInput) -> Result<EventReceipt> {
    let name = checked_text("name", &input.name)?;
    let source = checked_text("source", input.source.as_deref().unwrap_or("app"))?;
    let external_id = input.external_id.as_deref().map(|id| checked_text("external_id", id)).transpose()?;
    let key = external_id.map(|id| tx.engine.keyed.hash("event", &[&source, &id]));
    if let Some(seen) = key.map(|k| get::<EventPointer>(tx.rows(), &k)).transpose()?.flatten() {
        let customer_id = identity::rows::owner(tx.rows(), seen.record)?;
        return Ok(EventReceipt { outcome: Outcome::Unchanged, event_id: seen.event, customer_id });
    }
    let properties = serde_json::Value::Object(input.properties.clone()).to_string();
    if properties.len() > PROPERTIES_MAX {
        return Err(Error::invalid("properties", format_args!("longer than {PROPERTIES_MAX} bytes")));
    }
    let record = record_for(tx, &input.customer)?;
    let event_id = EventId::from_bytes(tx.new_id());
    let place = rows::key(record.id, input.occurred_at.unwrap_or(tx.now), event_id);
    let channel = input.channel.as_deref().map(|c| checked_text("channel", c)).transpose()?;
    let fact = EventFact {
        name,
        source,
        key: key.map(ByteArray::from),
        channel,
        direction: input.direction,
        recorded: tx.now,
    };
    tx.put(place.clone(), &fact)?;
    if !input.properties.is_empty() {
        tx.put(place, &EventProperties(properties))?;
    }
    if let Some(key) = key {
        tx.put(key.to_vec(), &EventPointer { event: event_id, record: record.id })?;
    }
    let subject = Subject { prefix: EventId::PREFIX, bytes: *event_id.as_bytes() };
    tx.changed(ChangeKind::EventRecorded, record.customer, Some(subject));
    Ok(EventReceipt { outcome: Outcome::Created, event_id, customer_id: record.customer })
}
