use super::{ConsentInput, ConsentReceipt, model::ConsentEntry, rows};
use crate::{
    change::{ChangeKind, Outcome, Subject},
    customer::record_for,
    error::Result,
    id::RecordId,
    scope::Tx,
    text::checked_text,
};

/// See [`Consents::record`](super::Consents::record).
pub(crate) fn record(tx: &mut Tx<'_>, input: &ConsentInput) -> Result<ConsentReceipt> {
    let entry = ConsentEntry {
        purpose: checked_text("purpose", &input.purpose)?,
        channel: checked_text("channel", &input.channel)?,
        state: input.state,
        at: input.at.unwrap_or(tx.now),
        source: checked_text("source", input.source.as_deref().unwrap_or("app"))?,
        wording: input.wording.as_deref().map(|w| checked_text("wording", w)).transpose()?,
        recorded: tx.now,
    };
    let record = record_for(tx, &input.customer)?;
    let entries: Vec<ConsentEntry> =
        rows::entries(tx.rows(), record.id)?.into_iter().map(|(_, e)| e).collect();
    if is_known(&entries, &entry, input.at.is_some()) {
        return Ok(ConsentReceipt { outcome: Outcome::Unchanged, customer_id: record.customer });
    }
    tx.put(rows::key(record.id, entries.len() as i64), &entry)?;
    let subject = Subject { prefix: RecordId::PREFIX, bytes: *record.id.as_bytes() };
    tx.changed(ChangeKind::ConsentRecorded, record.customer, Some(subject));
    Ok(ConsentReceipt { outcome: Outcome::Created, customer_id: record.customer })
}

/// Whether an entry says nothing new: the same with its time, or, without a time of its own, what holds already.
fn is_known(entries: &[ConsentEntry], new: &ConsentEntry, dated: bool) -> bool {
    let mut same = entries.iter().filter(|e| e.purpose == new.purpose && e.channel == new.channel);
    if dated {
        return same.any(|e| e.state == new.state && e.at == new.at && e.source == new.source);
    }
    same.max_by_key(|e| e.at).is_some_and(|last| last.state == new.state && last.wording == new.wording)
}
