use std::collections::{BTreeMap, HashMap};

use super::{Consent, ConsentQuery, EVERY_CHANNEL, model::ConsentEntry, rows};
use crate::{
    customer::must_resolve,
    error::Result,
    id::{CustomerId, RecordId},
    identity,
    scope::Look,
    storage::KeyRange,
    time::Timestamp,
};

/// What one record says for one purpose and channel, in the order it came in, with its numbers, and since when the
/// record has been its customer's.
#[derive(Clone, Debug)]
struct Said {
    record: RecordId,
    linked: Timestamp,
    entries: Vec<(i64, ConsentEntry)>,
}

/// What the records of a customer say, by purpose and channel.
#[derive(Default)]
struct SaidBy(BTreeMap<(String, String), Vec<Said>>);

impl SaidBy {
    /// Takes an entry; those of a record come one behind the other.
    fn take(&mut self, record: RecordId, linked: Timestamp, seq: i64, entry: ConsentEntry) {
        let records = self.0.entry((entry.purpose.clone(), entry.channel.clone())).or_default();
        match records.last_mut().filter(|last| last.record == record) {
            Some(last) => last.entries.push((seq, entry)),
            None => records.push(Said { record, linked, entries: vec![(seq, entry)] }),
        }
    }

    /// Has what was said of every channel count for each.
    fn spread(mut self) -> Self {
        let every = self.0.iter().filter(|((_, channel), _)| channel == EVERY_CHANNEL);
        let every: Vec<_> = every.map(|((purpose, _), said)| (purpose.clone(), said.clone())).collect();
        for (of, every) in every {
            let others = self
                .0
                .iter_mut()
                .filter(|((purpose, channel), _)| *purpose == of && channel != EVERY_CHANNEL);
            for (_, records) in others {
                every.iter().for_each(|said| add(records, said));
            }
        }
        self
    }
}

/// Puts what a record said beside what records said, in the order it came in.
fn add(records: &mut Vec<Said>, said: &Said) {
    match records.iter_mut().find(|own| own.record == said.record) {
        Some(own) => {
            own.entries.extend(said.entries.iter().cloned());
            own.entries.sort_by_key(|(seq, _)| *seq);
        }
        None => records.push(said.clone()),
    }
}

/// See [`Consents::state`](super::Consents::state).
pub(super) fn state(look: &Look<'_>, query: &ConsentQuery) -> Result<Vec<Consent>> {
    let customer = must_resolve(look, &query.customer)?;
    of_customer(look, customer.id, query.at.unwrap_or(Timestamp::MAX))
}

/// What a customer agreed to, as it stood at an instant.
pub(super) fn of_customer(look: &Look<'_>, customer: CustomerId, until: Timestamp) -> Result<Vec<Consent>> {
    let said = said(look, customer, until)?;
    Ok(said.0.into_iter().filter_map(|(kind, records)| Some(show(kind, decide(records)?))).collect())
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
    let mut take = |record: RecordId, seq, entry: ConsentEntry| {
        if let Some(place) = owners.get(&record).filter(|_| entry.at <= until) {
            said.entry(*place).or_default().take(record, Timestamp::MIN, seq, entry);
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
        for (kind, mut records) in kinds.spread().0 {
            // Where one record alone speaks, since when it has been the customer's does not matter.
            if records.len() > 1 {
                for said in &mut records {
                    said.linked = identity::rows::without_content(look.rows, said.record)?.linked;
                }
            }
            consents.extend(decide(records).map(|entry| show(kind, entry)));
        }
        out.insert(place, consents);
    }
    Ok(out)
}

/// What the person of some records agreed to, as it stands.
pub(crate) fn of_records(look: &Look<'_>, records: &[RecordId]) -> Result<Vec<Consent>> {
    let owners: HashMap<_, _> = records.iter().map(|record| (*record, 0)).collect();
    Ok(said_by(look, &owners, Timestamp::MAX, false)?.remove(&0).unwrap_or_default())
}

/// What holds now for a customer, for the purpose and channel of an entry.
pub(super) fn holding(
    look: &Look<'_>,
    customer: Option<CustomerId>,
    of: &ConsentEntry,
) -> Result<Option<ConsentEntry>> {
    let Some(customer) = customer else { return Ok(None) };
    let mut said = said(look, customer, Timestamp::MAX)?;
    let mut records = |channel: &str| said.0.remove(&(of.purpose.clone(), channel.to_owned()));
    Ok(records(&of.channel).or_else(|| records(EVERY_CHANNEL)).and_then(decide))
}

/// Whether what an entry says holds already for a customer: of every channel, if it is said of every one.
pub(super) fn holds(look: &Look<'_>, customer: CustomerId, of: &ConsentEntry) -> Result<bool> {
    if of.channel != EVERY_CHANNEL {
        return Ok(holding(look, Some(customer), of)?.is_some_and(|entry| entry.state == of.state));
    }
    let said = said(look, customer, Timestamp::MAX)?;
    let is_said = said.0.contains_key(&(of.purpose.clone(), EVERY_CHANNEL.to_owned()));
    let mut others = said.0.into_iter().filter(|((purpose, _), _)| *purpose == of.purpose);
    Ok(is_said && others.all(|(_, records)| decide(records).is_some_and(|entry| entry.state == of.state)))
}

/// What each record of a customer said up to an instant, by purpose and channel.
fn said(look: &Look<'_>, customer: CustomerId, until: Timestamp) -> Result<SaidBy> {
    let mut said = SaidBy::default();
    for record in identity::rows::load_records(look.rows, customer)? {
        for (seq, entry) in rows::entries(look.rows, record.id)?.into_iter().filter(|(_, e)| e.at <= until) {
            said.take(record.id, record.linked, seq, entry);
        }
    }
    Ok(said.spread())
}

/// An entry, by its record and its number there.
#[derive(Clone, Copy)]
struct Spoken<'a> {
    of: usize,
    seq: i64,
    entry: &'a ConsentEntry,
}

/// What holds for one purpose and channel, out of what each record says (rule E2): where a record came to the others
/// the more restrictive of the two states, from then on the last one said by any of them. Records that say nothing
/// are not asked. Of what one record says of one instant the entry that came in later is the last one; between
/// records nothing tells which came first, so the more restrictive one is.
fn decide(mut records: Vec<Said>) -> Option<ConsentEntry> {
    records.sort_by_key(|said| (said.linked, said.record));
    let mut holds: Option<Spoken<'_>> = None;
    for (i, said) in records.iter().enumerate() {
        let own = last(said.spoken(i).filter(|s| s.entry.recorded <= said.linked));
        holds = holds.into_iter().chain(own).max_by_key(|s| (s.entry.state, s.entry.at));
        let next = records.get(i + 1).map_or(Timestamp::MAX, |next| next.linked);
        let is_since = |s: &Spoken<'_>| s.entry.recorded > said.linked && s.entry.recorded <= next;
        let together = records[..=i].iter().enumerate().filter_map(|(of, record)| {
            let held = holds.filter(|held| held.of == of);
            last(record.spoken(of).filter(is_since).chain(held))
        });
        holds = together.max_by_key(|s| (s.entry.at, s.entry.state));
    }
    holds.map(|spoken| spoken.entry.clone())
}

impl Said {
    fn spoken(&self, of: usize) -> impl Iterator<Item = Spoken<'_>> {
        self.entries.iter().map(move |(seq, entry)| Spoken { of, seq: *seq, entry })
    }
}

/// The last of what one record says.
fn last<'a>(spoken: impl Iterator<Item = Spoken<'a>>) -> Option<Spoken<'a>> {
    spoken.max_by_key(|s| (s.entry.at, s.seq))
}

fn show((purpose, channel): (String, String), entry: ConsentEntry) -> Consent {
    let ConsentEntry { state, at, source, wording, evidence, .. } = entry;
    Consent { purpose, channel, state, at, source, wording, evidence }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::consent::ConsentState::{self, Granted, Pending, Withdrawn};

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

    fn numbered(entries: Vec<ConsentEntry>) -> Vec<(i64, ConsentEntry)> {
        (0..).zip(entries).collect()
    }

    fn decided(records: &[(i64, &[ConsentEntry])]) -> ConsentState {
        let said = records.iter().enumerate().map(|(n, (linked, entries))| Said {
            record: RecordId::from_bytes([n as u8; 16]),
            linked: Timestamp::from_micros(*linked).unwrap(),
            entries: numbered(entries.to_vec()),
        });
        decide(said.collect()).unwrap().state
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

    #[test]
    fn of_one_instant_the_later_entry_of_a_record_holds() {
        assert_eq!(decided(&[(0, &[entry(Pending, 10), entry(Granted, 10)])]), Granted);
        assert_eq!(decided(&[(10, &[entry(Pending, 10), entry(Granted, 10)])]), Granted);
        // Over what held when another record came, too.
        let since = ConsentEntry { recorded: Timestamp::from_micros(60).unwrap(), ..entry(Granted, 20) };
        assert_eq!(decided(&[(0, &[entry(Withdrawn, 20), since]), (50, &[entry(Granted, 5)])]), Granted);
    }

    #[test]
    fn of_one_instant_the_more_restrictive_of_two_records_holds() {
        for (a, b) in [(Granted, Withdrawn), (Withdrawn, Granted)] {
            assert_eq!(decided(&[(0, &[entry(a, 60)]), (50, &[entry(b, 60)])]), Withdrawn);
            assert_eq!(decided(&[(0, &[entry(a, 20)]), (50, &[entry(b, 20)])]), Withdrawn);
        }
    }

    fn records() -> impl Strategy<Value = Vec<Said>> {
        let states = prop_oneof![Just(Granted), Just(Pending), Just(Withdrawn)];
        let entries = prop::collection::vec((states, 0..3_i64, 0..4_i64), 1..5);
        prop::collection::vec((0..4_i64, entries), 1..4).prop_map(|records| {
            let at = |micros| Timestamp::from_micros(micros).unwrap();
            let said = records.into_iter().enumerate().map(|(n, (linked, mut entries))| {
                entries.sort_by_key(|(_, _, recorded)| *recorded);
                let entries = entries.into_iter();
                let entries =
                    entries.map(|(s, of, when)| ConsentEntry { recorded: at(when), ..entry(s, of) });
                Said {
                    record: RecordId::from_bytes([n as u8; 16]),
                    linked: at(linked),
                    entries: numbered(entries.collect()),
                }
            });
            said.collect()
        })
    }

    /// The last entry of the newest instant, found by walking.
    fn newest(said: &Said) -> &ConsentEntry {
        let entries = said.entries.iter().map(|(_, entry)| entry);
        entries.reduce(|held, next| if next.at >= held.at { next } else { held }).unwrap()
    }

    proptest! {
        #[test]
        fn one_record_alone_means_what_it_said_last(records in records()) {
            for said in records {
                let last = newest(&said).clone();
                prop_assert_eq!(decide(vec![said]).unwrap(), last);
            }
        }

        #[test]
        fn records_in_any_order_say_the_same(records in records()) {
            let mut turned = records.clone();
            turned.reverse();
            prop_assert_eq!(decide(turned), decide(records));
        }

        /// Where all was said before anything came together, what each record said last is all that counts.
        #[test]
        fn what_was_said_apart_counts_once_for_each_record(mut records in records()) {
            records.iter_mut().for_each(|said| said.linked = Timestamp::from_micros(9).unwrap());
            let strictest = records.iter().map(|said| newest(said).state).max();
            prop_assert_eq!(decide(records).map(|holds| holds.state), strictest);
        }
    }
}
