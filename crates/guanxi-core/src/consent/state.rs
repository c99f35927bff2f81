use std::collections::{BTreeMap, HashMap};

use super::{Consent, ConsentQuery, model::ConsentEntry, rows};
use crate::{
    customer::must_resolve,
    error::Result,
    id::{CustomerId, RecordId},
    identity,
    scope::Look,
    storage::KeyRange,
    time::Timestamp,
};

/// What one record says for one purpose and channel, and since when it has been its customer's.
type Said = (Timestamp, Vec<ConsentEntry>);

/// The same of several records, by purpose and channel.
type SaidBy = BTreeMap<(String, String), Vec<(RecordId, Said)>>;

/// See [`Consents::state`](super::Consents::state).
pub(super) fn state(look: &Look<'_>, query: &ConsentQuery) -> Result<Vec<Consent>> {
    let customer = must_resolve(look, &query.customer)?;
    let said = said(look, customer.id, query.at.unwrap_or(Timestamp::MAX))?;
    Ok(said.into_values().filter_map(decide).map(show).collect())
}

/// What the customers of records agreed to, as it stood at an instant: by the customer's place, sorted as `state` has
/// it. Of customers that said nothing there is nothing.
pub(crate) fn said_by(
    look: &Look<'_>,
    owners: &HashMap<RecordId, usize>,
    until: Timestamp,
    all: bool,
) -> Result<HashMap<usize, Vec<Consent>>> {
    let mut said: HashMap<usize, SaidBy> = HashMap::new();
    let mut take = |record: RecordId, entry: ConsentEntry| {
        let Some(place) = owners.get(&record).filter(|_| entry.at <= until) else { return Ok(()) };
        let kinds = said.entry(*place).or_default();
        let records = kinds.entry((entry.purpose.clone(), entry.channel.clone())).or_default();
        match records.last_mut().filter(|(last, _)| *last == record) {
            Some((_, (_, entries))) => entries.push(entry),
            None => records.push((record, (Timestamp::MIN, vec![entry]))),
        }
        Ok(())
    };
    // Of a few records each is read by itself, in their order, as a scan over all has them.
    let ranges = if all {
        vec![KeyRange::all()]
    } else {
        let mut records: Vec<_> = owners.keys().collect();
        records.sort_unstable();
        records.into_iter().map(|record| KeyRange::prefix(record.as_bytes())).collect()
    };
    ranges.iter().try_for_each(|range| rows::each(look.rows, range, &mut take))?;
    let mut out = HashMap::with_capacity(said.len());
    for (place, kinds) in said {
        let mut consents = Vec::new();
        for mut records in kinds.into_values() {
            // Where one record alone speaks, since when it has been the customer's does not matter.
            if records.len() > 1 {
                for (record, (linked, _)) in &mut records {
                    *linked = identity::rows::without_content(look.rows, *record)?.linked;
                }
            }
            consents.extend(decide(records.into_iter().map(|(_, said)| said).collect()).map(show));
        }
        out.insert(place, consents);
    }
    Ok(out)
}

/// What holds now for a customer, for the purpose and channel of an entry.
pub(super) fn holding(
    look: &Look<'_>,
    customer: Option<CustomerId>,
    of: &ConsentEntry,
) -> Result<Option<ConsentEntry>> {
    let Some(customer) = customer else { return Ok(None) };
    let mut said = said(look, customer, Timestamp::MAX)?;
    let records = said.remove(&(of.purpose.clone(), of.channel.clone()));
    Ok(records.and_then(decide))
}

/// What each record of a customer said up to an instant, by purpose and channel.
fn said(
    look: &Look<'_>,
    customer: CustomerId,
    until: Timestamp,
) -> Result<BTreeMap<(String, String), Vec<Said>>> {
    let mut said: BTreeMap<(String, String), Vec<Said>> = BTreeMap::new();
    for record in identity::rows::load_records(look.rows, customer)? {
        let mut by_kind: BTreeMap<(String, String), Vec<ConsentEntry>> = BTreeMap::new();
        for (_, entry) in rows::entries(look.rows, record.id)?.into_iter().filter(|(_, e)| e.at <= until) {
            by_kind.entry((entry.purpose.clone(), entry.channel.clone())).or_default().push(entry);
        }
        by_kind.into_iter().for_each(|(kind, e)| said.entry(kind).or_default().push((record.linked, e)));
    }
    Ok(said)
}

/// What holds for one purpose and channel, out of what each record says (rule E2): where a record came to the others
/// the more restrictive of the two states, from then on the last one said by any of them. Records that say nothing
/// are not asked.
fn decide(mut records: Vec<Said>) -> Option<ConsentEntry> {
    records.sort_by_key(|(linked, _)| *linked);
    let mut state: Option<ConsentEntry> = None;
    for (i, (linked, entries)) in records.iter().enumerate() {
        let own = last(entries.iter().filter(|e| e.recorded <= *linked));
        state = state.into_iter().chain(own.cloned()).max_by_key(|e| (e.state, e.at));
        let next = records.get(i + 1).map_or(Timestamp::MAX, |(linked, _)| *linked);
        let together = records[..=i].iter().flat_map(|(_, entries)| entries);
        let since = together.filter(|e| e.recorded > *linked && e.recorded <= next);
        state = last(since.chain(&state)).cloned();
    }
    state
}

fn last<'a>(entries: impl Iterator<Item = &'a ConsentEntry>) -> Option<&'a ConsentEntry> {
    entries.max_by_key(|e| (e.at, e.state))
}

fn show(entry: ConsentEntry) -> Consent {
    let ConsentEntry { purpose, channel, state, at, source, wording, evidence, .. } = entry;
    Consent { purpose, channel, state, at, source, wording, evidence }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::ConsentState::{self, Granted, Withdrawn};

    fn entry(state: ConsentState, at: i64) -> ConsentEntry {
        let at = Timestamp::from_micros(at).unwrap();
        let text = |t: &str| t.to_owned();
        ConsentEntry {
            purpose: text("p"),
            channel: text("c"),
            state,
            at,
            source: text("s"),
            wording: None,
            recorded: at,
            evidence: None,
            confirms: None,
        }
    }

    fn decided(records: &[(i64, &[ConsentEntry])]) -> ConsentState {
        let at = |micros| Timestamp::from_micros(micros).unwrap();
        decide(records.iter().map(|(linked, entries)| (at(*linked), entries.to_vec())).collect())
            .unwrap()
            .state
    }

    #[test]
    fn after_a_merge_the_most_restrictive_holds_until_asked_again() {
        let till = [entry(Withdrawn, 20)];
        assert_eq!(decided(&[(0, &[entry(Granted, 10), entry(Granted, 30)]), (50, &till)]), Withdrawn);
        let asked = [entry(Granted, 10), entry(Granted, 60)];
        assert_eq!(decided(&[(0, &asked), (50, &till)]), Granted);
        assert_eq!(decided(&[(0, &asked), (50, &till), (70, &[entry(Granted, 5)])]), Granted);
        assert_eq!(decided(&[(0, &asked), (50, &till), (70, &[entry(Withdrawn, 5)])]), Withdrawn);
        assert_eq!(decided(&[(0, &[entry(Withdrawn, 10), entry(Granted, 20)])]), Granted);
    }

    #[test]
    fn what_comes_in_late_is_of_its_own_time() {
        let late = ConsentEntry { recorded: Timestamp::from_micros(90).unwrap(), ..entry(Withdrawn, 5) };
        assert_eq!(decided(&[(0, &[entry(Granted, 10), late])]), Granted);
    }
}
