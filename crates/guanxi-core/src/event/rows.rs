//! Where events are kept.

use serde_json::{Map, Value as Json};

use super::model::{Direction, EventFact};
use crate::{
    error::{Error, Result},
    id::{EventId, RecordId},
    identity::rows::BY_RECORD,
    scope::{
        Dossier, Erased, Look, Person, PersonalData, Stored, Tx,
        look::{all, bad_key, get},
        personal_data::fields,
        shown::{Shown, shown_table, text, text_of, time_of},
    },
    storage::{
        Column, Kind, Table, Value, View,
        key::{KeyReader, KeyWriter},
        row, shows,
    },
    time::Timestamp,
};

const RECORD: Column = Column::id("record_id");
const OCCURRED_AT: Column = Column::int("occurred_at");
const EVENT: Column = Column::id("event_id");
const HASH: Column = Column::id("hash");

/// The events of each record, by their time.
pub(crate) static EVENTS: Table = Table::plain(40, "events", Kind::Fact, &[RECORD, OCCURRED_AT, EVENT]);
/// The properties of events that have any, as JSON text.
pub(crate) static EVENT_CONTENTS: Table =
    Table::plain(41, "event_contents", Kind::Personal, &[RECORD, OCCURRED_AT, EVENT]);
/// From the keyed hash of (source, external id) to the event.
pub(crate) static EVENT_KEYS: Table = Table::plain(42, "event_keys", Kind::State, &[HASH]);

/// When the last event of each record happened that was removed and told of its customer: how long nothing was heard of a
/// customer is known without the events.
pub(crate) static EVENT_ENDS: Table = Table::plain(43, "event_ends", Kind::Fact, &[RECORD]);

/// The body of a row in [`EVENT_ENDS`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(super) struct LastRemoved(#[n(0)] pub(super) Timestamp);

/// The body of a row in [`EVENT_CONTENTS`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct EventProperties(#[n(0)] pub(crate) String);

impl EventProperties {
    /// What they say.
    pub(crate) fn read(&self) -> Result<Map<String, Json>> {
        serde_json::from_str(&self.0)
            .map_err(|e| Error::corrupt(EVENT_CONTENTS.name(), "no JSON").with_source(e))
    }
}

/// The body of a row in [`EVENT_KEYS`].
#[derive(minicbor::Encode, minicbor::Decode)]
pub(crate) struct EventPointer {
    #[n(0)]
    pub(crate) event: EventId,
    #[n(1)]
    pub(crate) record: RecordId,
}

impl Stored for EventFact {
    const TABLE: &'static Table = &EVENTS;
}
impl Stored for EventProperties {
    const TABLE: &'static Table = &EVENT_CONTENTS;
}
impl Stored for LastRemoved {
    const TABLE: &'static Table = &EVENT_ENDS;
}
impl Stored for EventPointer {
    const TABLE: &'static Table = &EVENT_KEYS;
}

pub(crate) fn key(record: RecordId, at: Timestamp, event: EventId) -> Vec<u8> {
    KeyWriter::new().id(record.as_bytes()).int(at.micros()).id(event.as_bytes()).finish()
}

/// The parts of a key of [`EVENTS`].
pub(crate) fn read_key(key: &[u8]) -> Result<(RecordId, Timestamp, EventId)> {
    let mut reader = KeyReader::new(key);
    let parts = (reader.id(), reader.int().and_then(Timestamp::from_micros), reader.id());
    let (Some(record), Some(at), Some(event)) = parts else { return Err(bad_key(&EVENTS)) };
    Ok((RecordId::from_bytes(record), at, EventId::from_bytes(event)))
}

/// Events as one of the areas that hold data of persons.
pub(crate) struct EventData;

impl PersonalData for EventData {
    fn name(&self) -> &'static str {
        "events"
    }

    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        let mut destroyed = 0;
        for record in &person.records {
            for (_, fact) in all::<EventFact>(tx.rows(), record.as_bytes())? {
                if let Some(key) = fact.key {
                    tx.delete(&EVENT_KEYS, key.to_vec())?;
                }
            }
            destroyed += tx.delete_all(&EVENTS, record.as_bytes())?;
            tx.delete_all(&EVENT_CONTENTS, record.as_bytes())?;
            tx.delete_all(&EVENT_ENDS, record.as_bytes())?;
        }
        Ok(Erased::all(destroyed))
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        for record in &person.records {
            for (key, fact) in all::<EventFact>(look.rows, record.as_bytes())? {
                out.add("events", &super::timeline::event(look, &key, fact)?)?;
            }
            if let Some(LastRemoved(at)) = get(look.rows, record.as_bytes())? {
                let item = fields! { "record_id": record.to_string(), "last_at": at.to_string() };
                out.add_map("events_removed", item);
            }
        }
        Ok(())
    }

    fn last_heard(&self, look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
        super::remove::last_heard(look, record)
    }

    fn binds(&self, _: &Look<'_>, _: &[RecordId], _: Timestamp) -> Result<bool> {
        Ok(false)
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 4] = [&EVENTS, &EVENT_CONTENTS, &EVENT_KEYS, &EVENT_ENDS];
        &TABLES
    }
}

/// What SQL shows of an event.
pub(crate) static SHOWN_EVENTS: Shown =
    Shown { of: &EVENTS, table: &SHOWN_EVENTS_TABLE, columns: shown_event };

pub(crate) static SHOWN_EVENTS_TABLE: Table = shown_table(
    95,
    "shown_events",
    &[RECORD, OCCURRED_AT, EVENT],
    &[text("id"), text("name"), text("at"), text("source"), text("channel"), text("direction")],
);

fn shown_event(key: &[u8], body: &[u8]) -> Result<Vec<Value>> {
    let (_, at, id) = read_key(key)?;
    let event: EventFact = row::decode(EVENTS.name(), body)?;
    let direction = event.direction.map(|direction| match direction {
        Direction::Inbound => "inbound",
        Direction::Outbound => "outbound",
    });
    Ok(vec![
        text_of(Some(id)),
        text_of(Some(event.name)),
        time_of(at),
        text_of(Some(event.source)),
        text_of(event.channel),
        text_of(direction),
    ])
}

/// Events, without their properties.
pub(crate) static EVENTS_VIEW: View = View {
    name: "crm_events",
    doc: "Something a customer did, or a contact with one",
    columns: &[
        shows("event_id", "e.id", "its id, as the API has it"),
        shows("customer_id", "c.id", "whose; null when the customer was deleted"),
        shows("name", "e.name", "its name"),
        shows("occurred_at", "e.at", "when, RFC 3339"),
        shows("source", "e.source", "who says it"),
        shows("channel", "e.channel", "of contacts: by which channel"),
        shows("direction", "e.direction", "of contacts: `inbound` or `outbound`"),
    ],
    from: "shown_events AS e LEFT JOIN customer_records AS r ON r.record_id = e.record_id \
           LEFT JOIN shown_customers AS c ON c.row_key = r.customer_id",
    finds: &[BY_RECORD],
};
