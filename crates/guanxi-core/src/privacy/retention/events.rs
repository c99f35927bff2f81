//! Events and contacts that are past their time.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use super::{Due, Judge, states::States, whose::Whose};
use crate::{
    change::ChangeKind,
    consent,
    error::Result,
    event::{
        self, EventFact, is_hard_bounce,
        rows::{EVENT_CONTENTS, EVENT_ENDS, EVENTS, read_key},
    },
    id::CustomerId,
    identity::rows::RECORD_FACTS,
    privacy::RetentionReport,
    scope::{Look, Tx, look::get},
    settings::{RetentionAction, RetentionData},
    storage::{KeyRange, Want},
};

/// Events that one commit looks at.
const BATCH: usize = 500;

/// Some keys of events that may be past their time, and where others are.
pub(super) struct Page {
    pub(super) keys: Vec<Vec<u8>>,
    pub(super) left: Option<KeyRange>,
}

/// The next events of a range that are old enough for one of the rules.
pub(super) fn page(look: &Look<'_>, report: &RetentionReport, range: KeyRange) -> Result<Page> {
    let horizon = report.horizon(&[RetentionData::Events, RetentionData::Contacts]);
    let Some(horizon) = horizon else { return Ok(Page { keys: vec![], left: None }) };
    let (keys, left) = event::remove::before(look, horizon, range, BATCH)?;
    Ok(Page { keys, left })
}

/// An event that is past its time.
struct Past {
    key: Vec<u8>,
    fact: EventFact,
    customer: CustomerId,
}

impl Judge<'_> {
    /// Counts those of some events that are past their time, and gives their keys.
    pub(super) fn events(&self, report: &mut RetentionReport, keys: &[Vec<u8>]) -> Result<Vec<Vec<u8>>> {
        let past = self.past(report, keys)?;
        past.iter().for_each(|due| report.count(due));
        Ok(past.into_iter().map(|due| due.what.key).collect())
    }

    fn past(&self, report: &RetentionReport, keys: &[Vec<u8>]) -> Result<Vec<Due<Past>>> {
        want(self.look, keys)?;
        let (mut owners, mut states, mut past) = (HashMap::new(), States::default(), Vec::new());
        for key in keys {
            let Some(fact) = get::<EventFact>(self.look.rows, key)? else { continue };
            let (record, since, _) = read_key(key)?;
            let owner = match owners.entry(record) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(Whose::of(self.look, record)?),
            };
            let Some(owner) = owner else { continue };
            let data = if fact.is_contact() { RetentionData::Contacts } else { RetentionData::Events };
            for (rule, terms) in report.rules_of(data, since) {
                let gone = terms.action == RetentionAction::Anonymise && !self.has_properties(key)?;
                if gone || !owner.is_meant_by(self.look, terms, report)? {
                    continue;
                }
                if !is_hard_bounce(self.look, key, &fact)? && !states.has(self.look, key, &fact)? {
                    let restricted = self.restricted.contains(&owner.customer);
                    let what = Past { key: key.clone(), fact, customer: owner.customer };
                    past.push(Due { what, rule, since, restricted });
                }
                break;
            }
        }
        Ok(past)
    }

    fn has_properties(&self, key: &[u8]) -> Result<bool> {
        self.look.rows.get(&EVENT_CONTENTS, key, &mut |_| ())
    }
}

/// Tells what judging these takes, where each look would be a trip.
fn want(look: &Look<'_>, keys: &[Vec<u8>]) -> Result<()> {
    let mut wants = Vec::with_capacity(2 * keys.len());
    let mut records = BTreeSet::new();
    for key in keys {
        records.insert(*read_key(key)?.0.as_bytes());
        wants.extend([Want::new(&EVENTS, key.clone()), Want::new(&EVENT_CONTENTS, key.clone())]);
    }
    let of = |record| [Want::new(&RECORD_FACTS, record), Want::new(&EVENT_ENDS, record)];
    wants.extend(records.into_iter().flat_map(of));
    look.rows.want(&wants)
}

/// Destroys those of some events that are past their time.
pub(super) fn destroy(tx: &mut Tx<'_>, report: &mut RetentionReport, keys: &[Vec<u8>]) -> Result<()> {
    let restricted = consent::restricted_customers(&tx.look())?;
    let past = Judge { look: &tx.look(), restricted: &restricted }.past(report, keys)?;
    past.iter().for_each(|due| report.count(due));
    let past: Vec<_> = past.into_iter().filter(|due| !due.restricted).collect();
    let customers: BTreeSet<_> = past.iter().map(|due| due.what.customer).collect();
    // What time did up to now is told first, from what is known still.
    customers.iter().for_each(|customer| tx.touch(*customer));
    tx.follow(None)?;
    for Due { what, rule, .. } in &past {
        match report.rules[*rule].rule.action {
            RetentionAction::Delete => event::remove::remove(tx, &what.key, &what.fact)?,
            RetentionAction::Anonymise => event::remove::strip(tx, &what.key)?,
        }
    }
    customers.into_iter().for_each(|customer| tx.changed(ChangeKind::EventsRemoved, Some(customer), None));
    Ok(())
}
