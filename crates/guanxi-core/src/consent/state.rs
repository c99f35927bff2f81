use std::collections::BTreeMap;

use super::{Consent, ConsentQuery, model::ConsentEntry, rows};
use crate::{customer::must_resolve, error::Result, identity, scope::Look, time::Timestamp};

/// See [`Consents::state`](super::Consents::state).
pub(super) fn state(look: &Look<'_>, query: &ConsentQuery) -> Result<Vec<Consent>> {
    let customer = must_resolve(look, &query.customer)?;
    let until = query.at.unwrap_or(Timestamp::MAX);
    let mut said: BTreeMap<(String, String), Vec<Vec<ConsentEntry>>> = BTreeMap::new();
    let records = identity::rows::load_records(look.rows, customer.id)?;
    let joined = records.iter().map(|r| r.linked).max().unwrap_or(Timestamp::MIN);
    for record in &records {
        let mut by_kind: BTreeMap<(String, String), Vec<ConsentEntry>> = BTreeMap::new();
        for (_, entry) in rows::entries(look.rows, record.id)?.into_iter().filter(|(_, e)| e.at <= until) {
            by_kind.entry((entry.purpose.clone(), entry.channel.clone())).or_default().push(entry);
        }
        by_kind.into_iter().for_each(|(kind, entries)| said.entry(kind).or_default().push(entries));
    }
    Ok(said.into_values().filter_map(|records| decide(&records, joined)).map(show).collect())
}

/// What holds for one purpose and channel, out of the entries of each record: the last one said since the records came
/// together; before that the most restrictive of what each record says.
fn decide(records: &[Vec<ConsentEntry>], joined: Timestamp) -> Option<ConsentEntry> {
    let last =
        |entries: &mut dyn Iterator<Item = &ConsentEntry>| entries.max_by_key(|e| (e.at, e.state)).cloned();
    if records.len() > 1 {
        let mut since = records.iter().flatten().filter(|e| e.recorded > joined);
        if let Some(entry) = last(&mut since) {
            return Some(entry);
        }
    }
    let each = records.iter().filter_map(|entries| last(&mut entries.iter()));
    each.max_by_key(|e| (e.state, e.at))
}

fn show(entry: ConsentEntry) -> Consent {
    let ConsentEntry { purpose, channel, state, at, source, wording, .. } = entry;
    Consent { purpose, channel, state, at, source, wording }
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
        }
    }

    #[test]
    fn after_a_merge_the_most_restrictive_holds_until_asked_again() {
        let joined = Timestamp::from_micros(50).unwrap();
        let records = vec![vec![entry(Granted, 10), entry(Granted, 30)], vec![entry(Withdrawn, 20)]];
        assert_eq!(decide(&records, joined).unwrap().state, Withdrawn);
        let asked = vec![vec![entry(Granted, 10), entry(Granted, 60)], vec![entry(Withdrawn, 20)]];
        assert_eq!(decide(&asked, joined).unwrap().state, Granted);
        assert_eq!(decide(&[vec![entry(Withdrawn, 10), entry(Granted, 20)]], joined).unwrap().state, Granted);
    }
}
