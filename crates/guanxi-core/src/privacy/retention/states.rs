//! Events that say how something stands, such as a subscription.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use crate::{
    error::Result,
    event::{
        EventFact,
        rows::{EventProperties, read_key},
    },
    id::RecordId,
    scope::{
        Look,
        look::{all, get},
    },
    segment::state_of,
};

/// The keys of the last event of each thing, by records that were asked for: how it stands now is known by that alone.
#[derive(Default)]
pub(super) struct States(HashMap<RecordId, HashSet<Vec<u8>>>);

impl States {
    /// Whether an event is the last word of its record on how something stands.
    pub(super) fn has(&mut self, look: &Look<'_>, key: &[u8], fact: &EventFact) -> Result<bool> {
        if state_of(&fact.name, None).is_none() {
            return Ok(false);
        }
        let last = match self.0.entry(read_key(key)?.0) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let keys = last(look, *place.key())?;
                place.insert(keys)
            }
        };
        Ok(last.contains(key))
    }
}

fn last(look: &Look<'_>, record: RecordId) -> Result<HashSet<Vec<u8>>> {
    let mut last = HashMap::new();
    for (key, fact) in all::<EventFact>(look.rows, record.as_bytes())? {
        if state_of(&fact.name, None).is_none() {
            continue;
        }
        let said = get::<EventProperties>(look.rows, &key)?.map(|said| said.read()).transpose()?;
        let thing = state_of(&fact.name, said.as_ref());
        last.insert((fact.name, thing), key);
    }
    Ok(last.into_values().collect())
}
