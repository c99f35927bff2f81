//! Who was in what, since when, and what time will do.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    CustomerSegments, Segment, SegmentChange, SegmentDay, SegmentMembership, SegmentMove,
    follow::{Person, missing},
    ready::{Held, Ready},
    rows::{self, Clock, MoveFact},
};
use crate::{
    customer::{CustomerRef, must_resolve},
    error::{Error, Result},
    id::CustomerId,
    scope::Look,
    time::{Date, Timestamp},
};

/// Instants that are looked at for the next change at most.
const STEPS: usize = 1000;

/// Days that sizes are told of at most.
const DAYS: i64 = 3660;

/// Whether to stop at an instant at which these are entered and these left.
type Stops<'s> = &'s mut dyn FnMut(Timestamp, &[String], &[String]) -> bool;

/// The segments of a customer, each with since when.
type Since = BTreeMap<String, Timestamp>;

/// See [`Segments::memberships`](super::Segments::memberships).
pub(super) fn memberships(
    look: &Look<'_>,
    customer: &CustomerRef,
    at: Option<Timestamp>,
    now: Timestamp,
) -> Result<CustomerSegments> {
    let customer_id = must_resolve(look, customer)?.id;
    let as_of = at.unwrap_or(now);
    let mut since = Since::new();
    rows::moves(look.rows, Some(customer_id), &mut |_, fact| {
        if fact.at <= as_of {
            follow(&mut since, fact.at, &fact.left, &fact.entered);
        }
        Ok(())
    })?;
    let mut next_change = None;
    if let Some(clock) = rows::clock(look.rows)?
        && as_of >= now.min(clock.advanced_to)
    {
        let mut ahead = Ahead { look, clock: &clock, customer: customer_id };
        ahead.until(as_of, &mut since)?;
        if at.is_none() {
            next_change = ahead.next(now, &since)?;
        }
    }
    let items = since.into_iter().map(|(segment, since)| SegmentMembership { segment, since });
    Ok(CustomerSegments { customer_id, as_of, items: items.collect(), next_change })
}

fn follow(since: &mut Since, at: Timestamp, left: &[String], entered: &[String]) {
    since.retain(|key, _| !left.contains(key));
    for key in entered {
        since.entry(key.clone()).or_insert(at);
    }
}

/// What time does to a customer that it was not told of yet.
struct Ahead<'a> {
    look: &'a Look<'a>,
    clock: &'a Clock,
    customer: CustomerId,
}

impl Ahead<'_> {
    /// What it did up to an instant.
    fn until(&mut self, until: Timestamp, since: &mut Since) -> Result<()> {
        let due = rows::check_of(self.look.rows, self.customer)?;
        self.steps(due, since, &mut |at, _, _| at > until).map(drop)
    }

    /// What it will do first after an instant.
    fn next(&mut self, now: Timestamp, since: &Since) -> Result<Option<SegmentChange>> {
        let mut since = since.clone();
        let due = rows::check_of(self.look.rows, self.customer)?;
        self.steps(due, &mut since, &mut |at, enters, leaves| {
            at > now && !(enters.is_empty() && leaves.is_empty())
        })
    }

    /// Goes from one instant to the next; gives what happens at the first that is to stop at.
    fn steps(
        &mut self,
        due: Option<Timestamp>,
        since: &mut Since,
        stops: Stops<'_>,
    ) -> Result<Option<SegmentChange>> {
        let held = self.look.engine.memory.of::<Held>();
        let mut ready = held.take(self.look, *self.clock.definitions)?;
        let found = self.steps_with(&mut ready, due, since, stops);
        held.give(ready);
        found
    }

    fn steps_with(
        &mut self,
        ready: &mut Ready,
        mut due: Option<Timestamp>,
        since: &mut Since,
        stops: Stops<'_>,
    ) -> Result<Option<SegmentChange>> {
        let mut person: Option<Person> = None;
        for _ in 0..STEPS {
            let Some(at) = due else { break };
            let person = match &mut person {
                Some(person) => person,
                none => none.insert(Person::load(self.look, ready, self.clock, self.customer, at, false)?),
            };
            let was: Vec<String> = since.keys().cloned().collect();
            let (is, next) = person.at(self.look, ready, at, &was)?;
            let (enters, leaves) = (missing(&is, &was), missing(&was, &is));
            if stops(at, &enters, &leaves) {
                return Ok(Some(SegmentChange { at, enters, leaves }));
            }
            follow(since, at, &leaves, &enters);
            due = next;
        }
        Ok(None)
    }
}

/// See [`Segments::history`](super::Segments::history).
pub(super) fn history(look: &Look<'_>, customer: &CustomerRef) -> Result<Vec<SegmentMove>> {
    let customer = must_resolve(look, customer)?.id;
    let mut versions: HashMap<String, Vec<Segment>> = HashMap::new();
    let mut found = Vec::new();
    rows::moves(look.rows, Some(customer), &mut |_, fact| {
        let moved =
            fact.left.iter().map(|key| (key, false)).chain(fact.entered.iter().map(|key| (key, true)));
        for (key, entered) in moved {
            if !versions.contains_key(key) {
                versions.insert(key.clone(), rows::versions(look.rows, key)?);
            }
            found.push(shown(key, entered, &fact, &versions[key]));
        }
        Ok(())
    })?;
    Ok(found)
}

fn shown(key: &str, entered: bool, fact: &MoveFact, versions: &[Segment]) -> SegmentMove {
    let in_force = versions.iter().rfind(|version| version.recorded_at <= fact.recorded);
    SegmentMove {
        segment: key.to_owned(),
        version: in_force.map_or(0, |version| version.version),
        entered,
        at: fact.at,
        recorded_at: fact.recorded,
        verb: fact.verb.clone(),
        cause: fact.cause.as_ref().map(ToString::to_string),
        corrected: fact.corrected,
    }
}

/// See [`Segments::size_by_day`](super::Segments::size_by_day).
pub(super) fn size_by_day(look: &Look<'_>, key: &str, from: Date, to: Date) -> Result<Vec<SegmentDay>> {
    if rows::versions(look.rows, key)?.is_empty() {
        return Err(Error::not_found("segment", key));
    }
    let days = to.days_since(from);
    if !(0..DAYS).contains(&days) {
        return Err(Error::invalid("to", format_args!("expected a day of the {DAYS} from `from` on")));
    }
    let mut moved: BTreeMap<Date, (u64, u64)> = BTreeMap::new();
    rows::moves(look.rows, None, &mut |_, fact| {
        let of = |keys: &[String]| u64::from(keys.iter().any(|other| other == key));
        let (entered, left) = (of(&fact.entered), of(&fact.left));
        if entered + left > 0 {
            let day = moved.entry(look.settings.zone.day(fact.at)).or_default();
            *day = (day.0 + entered, day.1 + left);
        }
        Ok(())
    })?;
    let mut members: u64 = moved.range(..from).fold(0, |n, (_, (entered, left))| n + entered - left);
    let days: BTreeSet<Date> =
        (0..=days as i32).filter_map(|n| Date::from_ordinal(from.ordinal() + n)).collect();
    let told = days.into_iter().map(|day| {
        let (entered, left) = moved.get(&day).copied().unwrap_or_default();
        members = members + entered - left;
        SegmentDay { day, entered, left, members }
    });
    Ok(told.collect())
}
