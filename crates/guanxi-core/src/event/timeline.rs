use super::{
    Event, TimelineItem, TimelineKind, TimelinePage, TimelineQuery,
    model::EventFact,
    rows::{self, EventProperties},
};
use crate::{
    consent,
    customer::must_resolve,
    error::{Error, Result},
    id::RecordId,
    identity,
    money::Money,
    order::{self, Folded},
    page::Cursor,
    scope::{
        Look,
        look::{get, scan},
    },
    storage::{
        Flow, KeyRange,
        key::{KeyReader, KeyWriter},
    },
    time::Timestamp,
};

/// Tells cursors of timelines from others.
const CURSOR: &str = "timeline";

/// See [`Events::timeline`](super::Events::timeline).
pub(super) fn timeline(look: &Look<'_>, query: &TimelineQuery) -> Result<TimelinePage> {
    let limit = query.page.limit()?;
    let before = query.page.cursor(CURSOR)?.map(place).transpose()?;
    let customer = must_resolve(look, &query.customer)?;
    let mut items = Vec::new();
    for record in identity::rows::records_of(look.rows, customer.id)? {
        events(look, record, before.as_ref(), limit + 1, &mut items)?;
        orders(look, record, &mut items)?;
        consents(look, record, &mut items)?;
    }
    items.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    items.retain(|(at, id, _)| before.as_ref().is_none_or(|(t, i)| (*at, id) < (*t, i)));
    let more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items.last().filter(|_| more).map(|(at, id, _)| {
        let mut bytes = KeyWriter::new().int(at.micros()).finish();
        bytes.extend_from_slice(id);
        Cursor::new(CURSOR, bytes).to_string()
    });
    let items = items.into_iter().map(|(at, _, kind)| TimelineItem { at, kind }).collect();
    Ok(TimelinePage { items, next_cursor })
}

fn place(cursor: Cursor) -> Result<(Timestamp, Vec<u8>)> {
    let bytes = cursor.into_bytes();
    let at = KeyReader::new(&bytes).int().and_then(Timestamp::from_micros);
    at.map(|at| (at, bytes[8..].to_vec())).ok_or_else(|| Error::cursor("it is damaged"))
}

/// A thing with its time and a text that orders things of the same time.
type Placed = (Timestamp, Vec<u8>, TimelineKind);

/// The newest events of a record before a place, no more than `most`.
fn events(
    look: &Look<'_>,
    record: RecordId,
    before: Option<&(Timestamp, Vec<u8>)>,
    most: usize,
    out: &mut Vec<Placed>,
) -> Result<()> {
    let mut range = KeyRange::prefix(record.as_bytes()).reversed();
    if let Some((at, id)) = before {
        let mut end = KeyWriter::new().id(record.as_bytes()).int(at.micros()).finish();
        end.extend_from_slice(&id[..id.len().min(16)]);
        range.to = std::ops::Bound::Excluded(end);
    }
    let mut found = Vec::new();
    scan::<EventFact>(look.rows, &range, &mut |key, fact| {
        found.push((key.to_vec(), fact));
        Ok(if found.len() < most { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    for (key, fact) in found {
        let event = event(look, &key, fact)?;
        out.push((event.occurred_at, event.id.as_bytes().to_vec(), TimelineKind::Event(event)));
    }
    Ok(())
}

/// An event with its properties.
pub(super) fn event(look: &Look<'_>, key: &[u8], fact: EventFact) -> Result<Event> {
    let (_, occurred_at, id) = rows::read_key(key)?;
    let text = get::<EventProperties>(look.rows, key)?;
    let properties = text.and_then(|t| serde_json::from_str(&t.0).ok()).unwrap_or_default();
    let EventFact { name, source, channel, direction, .. } = fact;
    Ok(Event { id, name, occurred_at, source, channel, direction, properties })
}

fn orders(look: &Look<'_>, record: RecordId, out: &mut Vec<Placed>) -> Result<()> {
    for (at, id) in order::rows::orders_of(look.rows, record)? {
        let folded = order::rows::must_load(look.rows, id)?;
        refunds(&folded, out)?;
        let counted = order::sale::sale(&folded, look.settings)?.is_some();
        let Some(content) = folded.content else { continue };
        let total = Money::new(content.total, content.currency)?;
        let number = content.number.unwrap_or(folded.external_id);
        out.push((at, id.as_bytes().to_vec(), TimelineKind::Order { order_id: id, number, total, counted }));
    }
    Ok(())
}

fn refunds(order: &Folded, out: &mut Vec<Placed>) -> Result<()> {
    for (i, refund) in order.refunds.iter().enumerate() {
        let amount = Money::new(refund.amount, refund.currency)?;
        let mut place = order.id.as_bytes().to_vec();
        place.extend_from_slice(&(i as u32).to_be_bytes());
        out.push((refund.at, place, TimelineKind::Refund { order_id: order.id, amount }));
    }
    Ok(())
}

fn consents(look: &Look<'_>, record: RecordId, out: &mut Vec<Placed>) -> Result<()> {
    for (seq, entry) in consent::rows::entries(look.rows, record)? {
        let mut place = record.as_bytes().to_vec();
        place.extend_from_slice(&seq.to_be_bytes());
        let state = entry.state.as_str().to_owned();
        out.push((
            entry.at,
            place,
            TimelineKind::Consent { purpose: entry.purpose, channel: entry.channel, state },
        ));
    }
    Ok(())
}
