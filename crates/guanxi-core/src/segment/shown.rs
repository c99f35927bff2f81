//! What SQL shows of segments: who is in which, and since when.

use std::collections::BTreeMap;

use super::rows::{MemberOf, MoveFact, moves};
use crate::{
    error::Result,
    id::CustomerId,
    scope::{
        Tx,
        look::{bad_key, scan},
        shown::{ShownPage, ShownRow, shown_table, text, time_of},
    },
    storage::{
        Column, Flow, KeyRange, Read, Table, View,
        key::{KeyReader, KeyWriter},
        shows,
    },
    time::Timestamp,
};

pub(crate) static SHOWN_MEMBERS: Table = shown_table(
    89,
    "shown_segment_members",
    &[Column::id("customer_id"), Column::text("segment")],
    &[text("entered")],
);

/// Segments that customers are in.
pub(crate) static MEMBERSHIPS_VIEW: View = View {
    name: "crm_segment_memberships",
    doc: "A customer is in a segment, as told: what the clock changed is there once `advance` told it",
    columns: &[
        shows("customer_id", "c.id", "who"),
        shows("segment", "m.segment", "the segment's key"),
        shows("entered_at", "m.entered", "since when, RFC 3339"),
    ],
    from: "shown_segment_members AS m JOIN shown_customers AS c ON c.row_key = m.customer_id",
    finds: &[],
};

fn key(customer: CustomerId, segment: &str) -> Vec<u8> {
    KeyWriter::new().id(customer.as_bytes()).text(segment).finish()
}

/// Shows how a customer moved.
pub(super) fn show(tx: &mut Tx<'_>, customer: CustomerId, fact: &MoveFact) -> Result<()> {
    for segment in &fact.left {
        tx.hide(&SHOWN_MEMBERS, key(customer, segment))?;
    }
    for segment in &fact.entered {
        tx.show(&SHOWN_MEMBERS, key(customer, segment), || vec![time_of(fact.at)])?;
    }
    Ok(())
}

/// What is shown of some customers' segments.
pub(crate) fn page(rows: &dyn Read, after: Option<Vec<u8>>, at_most: usize) -> Result<ShownPage> {
    let mut customers = Vec::new();
    let resume = scan::<MemberOf>(rows, &KeyRange::all().after(after), &mut |key, _| {
        let customer = KeyReader::new(key).id().ok_or_else(|| bad_key(&super::rows::SEGMENT_MEMBERS))?;
        customers.push(CustomerId::from_bytes(customer));
        Ok(if customers.len() < at_most { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    let mut shown = Vec::new();
    for customer in customers {
        let mut since: BTreeMap<String, Timestamp> = BTreeMap::new();
        moves(rows, Some(customer), &mut |_, fact| {
            since.retain(|segment, _| !fact.left.contains(segment));
            since.extend(fact.entered.into_iter().map(|segment| (segment, fact.at)));
            Ok(())
        })?;
        let row = |(segment, at): (String, _)| -> ShownRow {
            (&SHOWN_MEMBERS, key(customer, &segment), vec![time_of(at)])
        };
        shown.extend(since.into_iter().map(row));
    }
    Ok((shown, resume))
}
