//! What a member has and had, and why.

use std::collections::BTreeMap;

use super::{
    BalanceQuery, EntryExplanation, EntryPage, EntryQuery, LotDraw, PointBalance,
    account::{Account, EntryFact, Known, apply},
    explain, ledger, program, rows, view,
};
use crate::{
    customer::must_resolve,
    error::{Error, Result},
    id::{EntryId, RecordId},
    identity,
    page::Cursor,
    scope::{Look, look::get},
    storage::key::{KeyReader, KeyWriter},
    time::Timestamp,
};

/// See [`Loyalty::balance`](super::Loyalty::balance).
pub(super) fn balance(look: &Look<'_>, query: &BalanceQuery) -> Result<PointBalance> {
    let now = look.engine.clock.now();
    let customer = must_resolve(look, &query.customer)?.id;
    let program = program::named(look, query.program.as_deref())?;
    let at = query.at.unwrap_or(now);
    if query.known_at.is_none() && at >= now {
        let accounts = ledger::accounts_of(look.rows, customer, &program.name)?;
        return Ok(view::balance(&program.name, accounts.values(), at));
    }
    let known_at = query.known_at.unwrap_or(Timestamp::MAX);
    let records = identity::rows::records_of(look.rows, customer)?;
    let accounts = records.into_iter().map(|record| as_of(look, record, &program.name, at, known_at));
    let accounts = accounts.collect::<Result<Vec<_>>>()?;
    Ok(view::balance(&program.name, accounts.iter(), at))
}

/// An account out of the entries that took effect up to an instant, as far as they were known at another.
fn as_of(
    look: &Look<'_>,
    record: RecordId,
    program: &str,
    at: Timestamp,
    known_at: Timestamp,
) -> Result<Account> {
    let mut account = Account::default();
    let mut known: BTreeMap<EntryId, Known> = BTreeMap::new();
    let entries = rows::entries(look.rows, record, program)?;
    for fact in entries.iter().filter(|fact| fact.at <= at && fact.recorded <= known_at) {
        apply(&mut account, &mut known, record, program, fact);
    }
    Ok(account)
}

/// Tells cursors of entries from others.
const CURSOR: &str = "entries";

/// See [`Loyalty::entries`](super::Loyalty::entries).
pub(super) fn entries(look: &Look<'_>, query: &EntryQuery) -> Result<EntryPage> {
    let limit = query.page.limit()?;
    let after = query.page.cursor(CURSOR)?.map(place).transpose()?;
    let customer = must_resolve(look, &query.customer)?.id;
    let program = program::named(look, query.program.as_deref())?;
    let mut all: Vec<(Timestamp, Timestamp, RecordId, i64, EntryFact)> = Vec::new();
    for record in identity::rows::records_of(look.rows, customer)? {
        let facts = rows::entries(look.rows, record, &program.name)?;
        for (seq, fact) in facts.into_iter().enumerate().filter(|(_, fact)| fact.is_shown()) {
            all.push((fact.at, fact.recorded, record, seq as i64, fact));
        }
    }
    all.sort_by_key(|(at, recorded, record, seq, _)| std::cmp::Reverse((*at, *recorded, *record, *seq)));
    all.retain(|(at, recorded, record, seq, _)| {
        after.is_none_or(|after| (*at, *recorded, *record, *seq) < after)
    });
    let more = all.len() > limit;
    all.truncate(limit);
    let last = all.last().filter(|_| more).map(|(at, recorded, record, seq, _)| {
        let key = KeyWriter::new().int(at.micros()).int(recorded.micros()).id(record.as_bytes()).int(*seq);
        Cursor::new(CURSOR, key.finish()).to_string()
    });
    let items = all.iter().map(|(.., fact)| ledger::shown(&program.name, fact));
    Ok(EntryPage { items: items.collect(), next_cursor: last })
}

fn place(cursor: Cursor) -> Result<(Timestamp, Timestamp, RecordId, i64)> {
    let bytes = cursor.into_bytes();
    let mut reader = KeyReader::new(&bytes);
    let mut read = || {
        let at = reader.int().and_then(Timestamp::from_micros)?;
        let recorded = reader.int().and_then(Timestamp::from_micros)?;
        Some((at, recorded, RecordId::from_bytes(reader.id()?), reader.int()?))
    };
    read().ok_or_else(|| Error::cursor("it is damaged"))
}

/// See [`Loyalty::explain`](super::Loyalty::explain).
pub(super) fn explain(look: &Look<'_>, entry: EntryId) -> Result<EntryExplanation> {
    let known = get::<Known>(look.rows, entry.as_bytes())?;
    let known = known.ok_or_else(|| Error::not_found("entry", entry))?;
    let fact = rows::fact(look.rows, &known)?;
    let shown = ledger::shown(&known.program, &fact);
    let draws = fact.drawn.iter().chain(&fact.renewed).map(|d| LotDraw {
        lot: d.lot.entry,
        points: d.points,
        earned_at: d.lot.earned_at,
        expires_at: d.lot.expires_at,
    });
    let draws: Vec<_> = draws.collect();
    Ok(EntryExplanation {
        text: explain::english(&fact, &shown),
        text_zh: explain::chinese(&fact, &shown),
        entry: shown,
        earning: fact.earning.clone(),
        draws,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_of_accounts_are_prefixes_of_their_entries() {
        let record = crate::id::RecordId::from_bytes([7; 16]);
        let key = super::rows::account_key(record, "club");
        assert!(super::rows::entry_key(record, "club", 3).starts_with(&key));
    }
}
