//! Orders of a person who is erased, or who asks what is known.

use minicbor::bytes::ByteArray;

use super::{
    Folded, OrderFact, OrderInput,
    metrics::{self, StoredMetrics},
    model::{OrderContent, OrderPersonal},
    read, record,
    rows::{self, ORDER_CONTENTS},
    shown,
};
use crate::{
    error::Result,
    id::{OrderId, RecordId},
    identity,
    scope::{
        Dossier, Erased, KeptReason, Look, Person, Tx,
        look::{all, get},
    },
    time::Timestamp,
};

/// Destroys addresses, notes, tags and what was said when something was called off or paid back. Amounts, lines, numbers
/// and dates stay, tied to a record that says nothing any more.
pub(super) fn erase(tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
    let (mut destroyed, mut kept) = (0, 0);
    for record in &person.records {
        for (_, order) in rows::orders_of(tx.rows(), *record)? {
            destroyed += tx.delete_all(&ORDER_CONTENTS, order.as_bytes())?;
            hollow(tx, order)?;
            kept += 1;
        }
    }
    Ok(Erased::but(destroyed, kept, KeptReason::Accounting))
}

fn hollow(tx: &mut Tx<'_>, order: OrderId) -> Result<()> {
    for (place, mut fact) in all::<OrderFact>(tx.rows(), order.as_bytes())? {
        match &mut fact {
            OrderFact::Described { digest, content, .. } => {
                content.tags.clear();
                // What comes in again is told by what is left of it.
                let came = OrderContent { rate_into: None, ..content.clone() };
                *digest = ByteArray::from(record::digest(tx, &came, &OrderPersonal::default()));
            }
            OrderFact::Refunded { reason, extra, .. } => {
                *reason = None;
                extra.clear();
            }
            OrderFact::Moved { reason, .. } => *reason = None,
            OrderFact::Announced { .. } => {}
        }
        tx.put(place, &fact)?;
    }
    let order = rows::must_load(tx.rows(), order)?;
    shown::show(tx, None, &order)
}

/// The record that a known order is booked on, if its customer was erased: the order stays on it, and takes in what its
/// source says of money and goods, and nothing of the person.
pub(crate) fn record_if_erased(tx: &Tx<'_>, input: &OrderInput) -> Result<Option<RecordId>> {
    record::known(tx, input)?.map_or(Ok(None), |order| erased_record(tx, &order))
}

pub(super) fn erased_record(tx: &Tx<'_>, order: &Folded) -> Result<Option<RecordId>> {
    let Some(record) = order.content.as_ref().and_then(|content| content.record) else { return Ok(None) };
    let erased = identity::rows::without_content(tx.rows(), record)?.erased;
    Ok(Some(record).filter(|_| erased))
}

/// When the person of a record last ordered, or had money back.
pub(super) fn last_heard(look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
    let mut last = Timestamp::MIN;
    for (placed_at, order) in rows::orders_of(look.rows, record)? {
        let refunds = rows::must_load(look.rows, order)?.refunds.into_iter().map(|refund| refund.at);
        last = refunds.fold(last.max(placed_at), Timestamp::max);
    }
    Ok(last)
}

/// Orders as they stand, and the figures over them.
pub(super) fn export(look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
    for record in &person.records {
        for (_, order) in rows::orders_of(look.rows, *record)? {
            out.add("orders", &read::show(look, rows::must_load(look.rows, order)?)?)?;
        }
    }
    let figures = get::<StoredMetrics>(look.rows, person.customer.as_bytes())?;
    figures.map_or(Ok(()), |figures| out.add("figures", &metrics::show(&figures, look)?))
}
