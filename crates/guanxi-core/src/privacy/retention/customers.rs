//! Customers that are past their time.

use std::sync::Arc;

use super::{Due, Judge, whose::Whose};
use crate::{
    consent::{self, ConsentState, MARKETING, rows::CONSENTS},
    customer::{self, CUSTOMERS},
    error::Result,
    event::rows::{EVENT_ENDS, EVENTS},
    id::{CustomerId, RecordId},
    identity::rows::{self as records, CUSTOMER_RECORDS, RECORD_FACTS},
    loyalty::rows::{POINT_ACCOUNTS, POINT_ENTRIES},
    order::rows::RECORD_ORDERS,
    privacy::{ErasureReason, RetentionReport, erase::erase_person},
    reward::rows::REWARD_FACTS,
    scope::{
        Look, Tx,
        look::{bad_key, scan_keys},
    },
    settings::RetentionData,
    storage::{By, Flow, Hop, KeyRange, Want},
    time::Timestamp,
};

/// Customers that one commit looks at.
const BATCH: usize = 100;

/// From a customer's row in [`CUSTOMER_RECORDS`] to what tells when it was last heard of.
static HEARD_OF: [Hop; 8] = [
    Hop { by: By::Part(1), to: &RECORD_FACTS, then: &[] },
    Hop { by: By::Part(1), to: &RECORD_ORDERS, then: &[] },
    Hop { by: By::Part(1), to: &EVENTS, then: &[] },
    Hop { by: By::Part(1), to: &EVENT_ENDS, then: &[] },
    Hop { by: By::Part(1), to: &CONSENTS, then: &[] },
    Hop { by: By::Part(1), to: &POINT_ENTRIES, then: &[] },
    Hop { by: By::Part(1), to: &POINT_ACCOUNTS, then: &[] },
    Hop { by: By::Part(1), to: &REWARD_FACTS, then: &[] },
];

/// Where a walk over all customers is.
#[derive(Clone)]
pub(super) enum Place {
    /// Among those that are there, after this one.
    There(Option<Vec<u8>>),
    /// Before those that were deleted.
    Deleted,
    /// Among those that were deleted, before the one of this number.
    Left(Arc<[Whom]>, usize),
}

impl Default for Place {
    fn default() -> Self {
        Self::There(None)
    }
}

/// A customer that may be past its time.
#[derive(Clone)]
pub(super) struct Whom {
    customer: CustomerId,
    records: Vec<RecordId>,
    deleted: bool,
}

/// Some customers, and where others are.
pub(super) struct Page {
    pub(super) whom: Vec<Whom>,
    pub(super) left: Option<Place>,
}

/// The next customers, where there is a rule for them.
pub(super) fn page(look: &Look<'_>, report: &RetentionReport, place: Place) -> Result<Page> {
    match place {
        _ if report.horizon(&[RetentionData::Customers]).is_none() => Ok(Page { whom: vec![], left: None }),
        Place::There(after) => there(look, after),
        Place::Deleted => deleted(look),
        Place::Left(whom, from) => Ok(some(whom, from)),
    }
}

fn there(look: &Look<'_>, after: Option<Vec<u8>>) -> Result<Page> {
    let mut ids = Vec::new();
    scan_keys(look.rows, &CUSTOMERS, &KeyRange::all().after(after), &mut |key| {
        let id = key.try_into().map_err(|_| bad_key(&CUSTOMERS))?;
        ids.push(CustomerId::from_bytes(id));
        Ok(if ids.len() < BATCH { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    want(look, ids.iter())?;
    let last = ids.last().filter(|_| ids.len() == BATCH).map(|last| last.as_bytes().to_vec());
    let left = last.map_or(Place::Deleted, |last| Place::There(Some(last)));
    let mut whom = Vec::with_capacity(ids.len());
    for customer in ids {
        whom.push(Whom { customer, records: records::records_of(look.rows, customer)?, deleted: false });
    }
    Ok(Page { whom, left: Some(left) })
}

/// A pass over all records, since no index tells.
fn deleted(look: &Look<'_>) -> Result<Page> {
    let whom = |(customer, records)| Whom { customer, records, deleted: true };
    Ok(some(customer::deleted(look)?.into_iter().map(whom).collect(), 0))
}

fn some(all: Arc<[Whom]>, from: usize) -> Page {
    let to = all.len().min(from + BATCH);
    let whom = all[from..to].to_vec();
    Page { whom, left: (to < all.len()).then_some(Place::Left(all, to)) }
}

/// Tells what judging customers takes, where each look would be a trip.
fn want<'a>(look: &Look<'_>, customers: impl Iterator<Item = &'a CustomerId>) -> Result<()> {
    let wants = customers.map(|id| Want::new(&CUSTOMER_RECORDS, *id.as_bytes()).then(&HEARD_OF));
    look.rows.want(&wants.collect::<Vec<_>>())
}

impl Judge<'_> {
    /// Counts those of some customers that are past their time, and gives them.
    pub(super) fn customers(&self, report: &mut RetentionReport, whom: &[Whom]) -> Result<Vec<Whom>> {
        let mut past = Vec::new();
        for whom in whom {
            if let Some(due) = self.customer(report, whom)? {
                report.count(&due);
                past.push(whom.clone());
            }
        }
        Ok(past)
    }

    /// By which rule a customer is past its time.
    fn customer(&self, report: &RetentionReport, whom: &Whom) -> Result<Option<Due<()>>> {
        let Whom { customer, records, deleted } = whom;
        let Some(horizon) = report.horizon(&[RetentionData::Customers]) else { return Ok(None) };
        let since = last_heard(self.look, records, horizon)?;
        if since >= horizon {
            return Ok(None);
        }
        let mut whose = Whose::new(*customer, records.clone());
        for (rule, terms) in report.rules_of(RetentionData::Customers, since) {
            if whose.is_meant_by(self.look, terms, report)? {
                if !deleted && binds(self.look, records, report.as_of)? {
                    return Ok(None);
                }
                let restricted = self.restricted.contains(customer);
                return Ok(Some(Due { what: (), rule, since, restricted }));
            }
        }
        Ok(None)
    }
}

/// When a person was last heard of, or an instant from a horizon on; of whom only is known that there are records, when the last came to be.
fn last_heard(look: &Look<'_>, records: &[RecordId], horizon: Timestamp) -> Result<Timestamp> {
    let mut last = Timestamp::MIN;
    for area in look.engine.areas {
        for record in records {
            last = last.max(area.last_heard(look, *record)?);
            if last >= horizon {
                return Ok(last);
            }
        }
    }
    if last == Timestamp::MIN {
        for record in records {
            last = last.max(records::without_content(look.rows, *record)?.created);
        }
    }
    Ok(last)
}

/// Whether something holds still, so that the person must not be forgotten.
fn binds(look: &Look<'_>, records: &[RecordId], at: Timestamp) -> Result<bool> {
    for area in look.engine.areas {
        if area.binds(look, records, at)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Erases those of some customers that are past their time.
pub(super) fn destroy(tx: &mut Tx<'_>, report: &mut RetentionReport, whom: &[Whom]) -> Result<()> {
    let restricted = consent::restricted_customers(&tx.look())?;
    want(&tx.look(), whom.iter().map(|whom| &whom.customer))?;
    for whom in whom {
        let (due, person, suppress) = {
            let look = tx.look();
            let Some(whom) = whom.now(&look)? else { continue };
            let judge = Judge { look: &look, restricted: &restricted };
            let Some(due) = judge.customer(report, &whom)? else { continue };
            let suppress = said_no(&look, &whom.records)?;
            (due, customer::person_of(&look, whom.customer, whom.records)?, suppress)
        };
        report.count(&due);
        if !due.restricted {
            erase_person(tx, &person, ErasureReason::Retention, suppress)?;
        }
    }
    Ok(())
}

impl Whom {
    /// With the records that it has now; `None` when it has none any more.
    fn now(&self, look: &Look<'_>) -> Result<Option<Self>> {
        let mut now = Self { records: vec![], ..self.clone() };
        if self.deleted {
            for record in &self.records {
                let known = records::without_content(look.rows, *record)?;
                if customer::is_left(&known) && known.last_customer() == Some(self.customer) {
                    now.records.push(*record);
                }
            }
        } else {
            now.records = records::records_of(look.rows, self.customer)?;
        }
        Ok(Some(now).filter(|now| !now.records.is_empty()))
    }
}

/// Whether a person said no to marketing: its addresses are remembered, as keyed hashes, when it goes.
fn said_no(look: &Look<'_>, records: &[RecordId]) -> Result<bool> {
    let no = [ConsentState::Withdrawn, ConsentState::Objected];
    let agreed = consent::agreed(look, records)?;
    Ok(agreed.iter().any(|consent| consent.purpose == MARKETING && no.contains(&consent.state)))
}
