//! Messages that came back.

use serde_json::{Map, Value};

use super::{
    EventFact, MESSAGE_BOUNCED,
    rows::{EVENTS, EventProperties, read_key},
};
use crate::{
    error::Result,
    id::RecordId,
    scope::{
        Deliveries, Look,
        look::{all, get},
    },
    storage::Want,
    time::Timestamp,
};

/// Whether an event says that a channel does not reach its customer for good.
pub(crate) fn is_hard(fact: &EventFact, properties: Option<&Map<String, Value>>, channel: &str) -> bool {
    fact.name == MESSAGE_BOUNCED
        && fact.is_by(channel)
        && properties.is_some_and(|p| p.get("hard") == Some(&true.into()))
}

/// Whether an event says that some channel does not reach its customer for good.
pub(crate) fn is_hard_bounce(look: &Look<'_>, key: &[u8], fact: &EventFact) -> Result<bool> {
    let Some(channel) = fact.channel.as_ref().filter(|_| fact.name == MESSAGE_BOUNCED) else {
        return Ok(false);
    };
    let said = get::<EventProperties>(look.rows, key)?.map(|p| p.read()).transpose()?;
    Ok(is_hard(fact, said.as_ref(), channel))
}

/// What came back, as the events say.
pub(crate) struct Bounces;

impl Deliveries for Bounces {
    fn bounced(
        &self,
        look: &Look<'_>,
        records: &[RecordId],
        channel: &str,
        until: Timestamp,
    ) -> Result<Option<Timestamp>> {
        let wants: Vec<_> = records.iter().map(|record| Want::new(&EVENTS, *record.as_bytes())).collect();
        look.rows.want(&wants)?;
        let mut last = None;
        for record in records {
            for (key, fact) in all::<EventFact>(look.rows, record.as_bytes())? {
                let (_, at, _) = read_key(&key)?;
                if fact.name != MESSAGE_BOUNCED || at > until {
                    continue;
                }
                let said = get::<EventProperties>(look.rows, &key)?.map(|p| p.read()).transpose()?;
                if is_hard(&fact, said.as_ref(), channel) {
                    last = last.max(Some(at));
                }
            }
        }
        Ok(last)
    }
}
