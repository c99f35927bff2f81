//! Events as rows: of any event by its name, and of standard ones.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    load::{Happened, Known, Owners, Whom},
    standard::{self, Field, Kind, Standard, state_of},
};
use crate::{
    error::Result,
    event::{
        Direction, EventFact,
        rows::{EventProperties, key, read_key},
    },
    rule::{Row, Rowset, Value},
    scope::{
        Look,
        look::{get, scan},
    },
    storage::{Flow, KeyRange},
    time::{Timestamp, Zone},
};

/// The name of the events whose rows a function has.
pub(super) fn name_of(source: &Rowset) -> Option<String> {
    source.event.clone().or_else(|| standard::of(&source.function).map(|s| s.event.to_owned()))
}

/// Loads events of some names.
pub(super) fn load(
    look: &Look<'_>,
    owners: &Owners,
    names: &HashSet<String>,
    until: Timestamp,
    whom: Whom,
    into: &mut [Vec<Happened>],
) -> Result<()> {
    let mut take = |row: &[u8], fact: EventFact| {
        let (record, at, id) = read_key(row)?;
        if let Some(place) = owners.get(&record).filter(|_| names.contains(&fact.name) && at <= until) {
            let content = get::<EventProperties>(look.rows, &key(record, at, id))?;
            let properties = content.map(|content| content.read()).transpose()?;
            into[*place].push(Happened { id, at, fact, properties: properties.map(Arc::new) });
        }
        Ok(Flow::Continue(()))
    };
    match whom {
        Whom::All => {
            scan::<EventFact>(look.rows, &KeyRange::all(), &mut take)?;
        }
        Whom::One(_) => {
            for record in owners.keys() {
                scan::<EventFact>(look.rows, &KeyRange::prefix(record.as_bytes()), &mut take)?;
            }
        }
    }
    into.iter_mut().for_each(|events| events.sort_by_key(|e| (e.at, e.id)));
    Ok(())
}

/// Rows of `event` and of the standard functions.
pub(super) fn rows(known: &Known, place: usize, source: &Rowset) -> Vec<Row> {
    let Some(name) = name_of(source) else { return vec![] };
    let events = known.events[place].iter().filter(|e| e.fact.name == name);
    match standard::of(&source.function) {
        None => events.map(|event| row(event, plain(event))).collect(),
        Some(standard) => {
            let by = standard.channel;
            let events = events.filter(|e| by.is_none_or(|channel| e.fact.is_by(channel)));
            last(standard, events.collect())
                .into_iter()
                .map(|event| {
                    let values = standard.columns.iter().map(|field| read(event, field, known.moment.zone));
                    row(event, values.collect())
                })
                .collect()
        }
    }
}

fn row(event: &Happened, values: Vec<Value>) -> Row {
    Row {
        at: event.at,
        unit: *event.id.as_bytes(),
        witness: Arc::from(event.id.to_string()),
        hidden: 0,
        values,
        properties: event.properties.clone(),
    }
}

fn plain(event: &Happened) -> Vec<Value> {
    let direction = event.fact.direction.map(|direction| match direction {
        Direction::Inbound => "INBOUND",
        Direction::Outbound => "OUTBOUND",
    });
    vec![
        Value::text(&event.fact.source),
        event.fact.channel.as_ref().map_or(Value::Null, Value::text),
        direction.map_or(Value::Null, Value::text),
    ]
}

/// Only the last event of each thing, where a standard says so.
fn last<'a>(standard: &Standard, events: Vec<&'a Happened>) -> Vec<&'a Happened> {
    if standard.last_by.is_none() {
        return events;
    }
    let mut last: HashMap<Option<String>, &Happened> = HashMap::new();
    for event in events {
        last.insert(state_of(standard.event, event.properties.as_deref()), event);
    }
    let mut rows: Vec<_> = last.into_values().collect();
    rows.sort_by_key(|event| (event.at, event.id));
    rows
}

fn read(event: &Happened, field: &Field, zone: Zone) -> Value {
    if field.kind == Kind::Channel {
        return event.fact.channel.as_ref().map_or(Value::Null, |c| Value::text(c.to_uppercase()));
    }
    let found = event.properties.as_ref().and_then(|p| field.from.iter().find_map(|name| p.get(*name)));
    let Some(json) = found else { return Value::Null };
    match (field.kind, Value::of_json(json)) {
        (Kind::Id | Kind::Text, Value::Text(text)) => Value::Text(text),
        (Kind::Id, Value::Number(n)) => Value::text(n.to_string()),
        (Kind::Number, Value::Text(text)) => {
            crate::rule::Number::parse(&text).map_or(Value::Null, Value::Number)
        }
        (Kind::Number, number @ Value::Number(_)) => number,
        (Kind::Yes, yes @ Value::Boolean(_)) => yes,
        (Kind::Day, day) => day.instant(zone).map_or(Value::Null, Value::At),
        (Kind::Texts, Value::Text(text)) => Value::list([text]),
        (Kind::Texts, list @ Value::List(_)) => list,
        _ => Value::Null,
    }
}
