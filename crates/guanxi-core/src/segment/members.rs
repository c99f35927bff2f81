use super::{
    MemberPage, MemberQuery, SegmentCount, SegmentMember, define::Definitions, evaluate::Evaluation,
    load::Whom,
};
use crate::{
    error::{Error, Result},
    id::CustomerId,
    page::Cursor,
    scope::Look,
    time::Timestamp,
};

/// Tells cursors of members from others.
const CURSOR: &str = "members";

/// See [`Segments::members`](super::Segments::members).
pub(super) fn members(look: &Look<'_>, query: &MemberQuery, now: Timestamp) -> Result<MemberPage> {
    let definitions = Definitions::load(look)?;
    let (rule, ..) = definitions.rule(&query.query)?;
    let limit = query.page.limit()?;
    let after = match query.page.cursor(CURSOR)?.map(Cursor::into_bytes) {
        Some(bytes) => {
            let id = bytes.try_into().map_err(|_| Error::cursor("it is damaged"))?;
            Some(CustomerId::from_bytes(id))
        }
        None => None,
    };
    let outcome = Evaluation::new(look, &definitions, now).rule(&rule, Whom::All)?;
    let mut rest = outcome.members().filter(|id| after.is_none_or(|after| *id > after));
    let items: Vec<_> = rest.by_ref().take(limit).map(|customer_id| SegmentMember { customer_id }).collect();
    let last = items.last().filter(|_| rest.next().is_some());
    let next_cursor = last.map(|m| Cursor::new(CURSOR, m.customer_id.as_bytes().to_vec()).to_string());
    Ok(MemberPage { items, next_cursor })
}

/// See [`Segments::count`](super::Segments::count).
pub(super) fn count(look: &Look<'_>, query: &str, now: Timestamp) -> Result<SegmentCount> {
    let definitions = Definitions::load(look)?;
    let (rule, ..) = definitions.rule(query)?;
    let outcome = Evaluation::new(look, &definitions, now).rule(&rule, Whom::All)?;
    let members = outcome.holds.iter().filter(|holds| **holds).count() as u64;
    Ok(SegmentCount { members, customers: outcome.holds.len() as u64 })
}
