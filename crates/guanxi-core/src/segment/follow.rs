//! Membership kept current in the commit that changes a customer.
//!
//! Before a commit is made, each customer that it touched is looked at once: from what is known of it, all segments are
//! worked out together and compared with what it was in. How it *moved* is a fact, what it is in is state, both in the
//! same commit, and the feed tells each segment entered and left with the fact that caused it. What time alone will do is
//! noted as a *check*: the first instant at which anything may change. [`advance`](super::advance) makes it so.
//!
//! What depends on all customers (places, RFM, stages) is worked out by *runs*, and stays as it is in between.

use std::collections::HashMap;

use super::{
    define::Definitions,
    evaluate::Evaluation,
    load::{Known, Whom, load},
    ready::{Held, Ready, digest},
    rows::{self, Check, Clock, MemberOf, MoveFact},
};
use crate::{
    change::{ChangeKind, Moved, Subject},
    customer::Customer,
    error::Result,
    id::{CustomerId, EventId, OrderId},
    rule::Moment,
    scope::{Look, Touched, Tx, look::get},
    time::Timestamp,
};

/// What a customer was in and is in, at an instant.
pub(super) struct Step {
    at: Timestamp,
    is: Vec<String>,
    corrected: bool,
}

/// Brings the segments of the customers that a commit touched up to date.
pub(crate) fn follow(tx: &mut Tx<'_>) -> Result<()> {
    let Touched { customers, shop } = tx.touched();
    if customers.is_empty() && !shop {
        return Ok(());
    }
    let Some(mut clock) = rows::clock(tx.rows())? else { return Ok(()) };
    if shop && !clock.due {
        clock.due = true;
        rows::set_clock(tx, &clock)?;
    }
    let held = tx.engine.memory.of::<Held>();
    let mut ready = held.take(&tx.look(), *clock.definitions)?;
    for (customer, cause) in customers {
        one(tx, &mut ready, &clock, customer, cause)?;
    }
    held.give(ready);
    Ok(())
}

fn one(
    tx: &mut Tx<'_>,
    ready: &mut Ready,
    clock: &Clock,
    customer: CustomerId,
    cause: Option<Subject>,
) -> Result<()> {
    let before = rows::members_of(tx.rows(), customer)?;
    let check = rows::check_of(tx.rows(), customer)?;
    let now = tx.now;
    if get::<Customer>(tx.rows(), customer.as_bytes())?.is_none() {
        rows::set_check(tx, customer, check, None)?;
        let gone = Step { at: now, is: vec![], corrected: false };
        return settle(tx, customer, before, gone, cause).map(drop);
    }
    // What time did before this is told first, from what was known of then.
    let (mut was, mut due) = (before, check);
    while let Some(at) = due.filter(|at| *at < now) {
        let look = tx.look();
        let (is, next) = Person::load(&look, ready, clock, customer, at, true)?.at(&look, ready, at, &was)?;
        was = settle(tx, customer, was, Step { at, is, corrected: false }, None)?;
        due = next;
    }
    let mut person = Person::load(&tx.look(), ready, clock, customer, now, false)?;
    let late = cause.as_ref().and_then(|cause| person.time_of(cause));
    let (is, next) = person.at(&tx.look(), ready, now, &was)?;
    let corrected = late.is_some_and(|at| at < clock.advanced_to);
    settle(tx, customer, was, Step { at: now, is, corrected }, cause)?;
    rows::set_check(tx, customer, check, next)
}

/// What is known of one customer.
pub(super) struct Person {
    known: Known,
    pins: Vec<(usize, bool)>,
    /// For rules that look from elsewhere.
    apart: Option<Definitions>,
}

impl Person {
    /// `back` leaves out what happened later.
    pub(super) fn load(
        look: &Look<'_>,
        ready: &Ready,
        clock: &Clock,
        customer: CustomerId,
        at: Timestamp,
        back: bool,
    ) -> Result<Self> {
        let moment = Moment { now: at, zone: look.settings.zone };
        let known = load(look, &ready.needs(), moment, back, Whom::One(customer))?;
        let records: Vec<_> = known.owners.keys().copied().collect();
        let mut pins = Vec::new();
        for key in &clock.pinned {
            if let (Ok(at), Some(included)) =
                (ready.keys.binary_search(key), rows::pinned(look.rows, key, &records)?)
            {
                pins.push((at, included));
            }
        }
        let apart = if ready.apart.is_empty() { None } else { Some(Definitions::load(look)?) };
        Ok(Self { known, pins, apart })
    }

    /// What it is in at an instant, from the same facts, and when time alone may change that.
    pub(super) fn at(
        &mut self,
        look: &Look<'_>,
        ready: &mut Ready,
        at: Timestamp,
        was: &[String],
    ) -> Result<(Vec<String>, Option<Timestamp>)> {
        self.known.moment.now = at;
        ready.together.bind(self.known.moment);
        let customer = self.known.customers[0].id;
        let before = ready.places_of(was);
        let mut is = vec![false; ready.keys.len()];
        ready.ranked.iter().for_each(|place| is[*place] = before[*place]);
        if let Some(definitions) = &self.apart {
            let mut evaluation = Evaluation::new(look, definitions, at);
            for (place, rule) in &ready.apart {
                let outcome = evaluation.rule(rule, Whom::One(customer))?;
                is[*place] = outcome.holds.first().copied().unwrap_or_default();
            }
        }
        let (is, next) = ready.judge(&self.known, 0, is, &self.pins);
        Ok((ready.keys_of(&is), next))
    }

    /// When a fact about it took place.
    fn time_of(&self, fact: &Subject) -> Option<Timestamp> {
        match fact.prefix {
            OrderId::PREFIX => {
                let mut orders = self.known.orders[0].iter();
                orders.find(|b| *b.order.id.as_bytes() == fact.bytes).map(|b| b.sale.placed_at)
            }
            EventId::PREFIX => {
                let mut events = self.known.events[0].iter();
                events.find(|e| *e.id.as_bytes() == fact.bytes).map(|e| e.at)
            }
            _ => None,
        }
    }
}

/// Writes how a customer moved, if it did; gives what it is in from then on.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    was: Vec<String>,
    step: Step,
    cause: Option<Subject>,
) -> Result<Vec<String>> {
    let Step { at, is, corrected } = step;
    if was == is {
        return Ok(is);
    }
    let fact = MoveFact {
        at,
        recorded: tx.now,
        entered: missing(&is, &was),
        left: missing(&was, &is),
        verb: tx.verb().to_owned(),
        cause,
        corrected,
    };
    for (kind, keys) in [(ChangeKind::SegmentLeft, &fact.left), (ChangeKind::SegmentEntered, &fact.entered)] {
        for key in keys {
            let moved = Moved { key: key.clone(), at, corrected };
            tx.moved(kind, customer, fact.cause.clone(), moved);
        }
    }
    rows::add_move(tx, customer, &fact, is.clone())?;
    Ok(is)
}

/// Those of some keys that are not among others, which are sorted.
pub(super) fn missing(from: &[String], keys: &[String]) -> Vec<String> {
    from.iter().filter(|key| keys.binary_search(key).is_err()).cloned().collect()
}

impl Step {
    /// What time alone did.
    pub(super) fn of_time(at: Timestamp, is: Vec<String>) -> Self {
        Self { at, is, corrected: false }
    }
}

/// Works out every segment for every customer, places and all, and has membership be so: after a definition, or when a
/// day began. Gives how often segments were entered and left.
pub(super) fn run(tx: &mut Tx<'_>) -> Result<(u64, u64)> {
    let definitions = Definitions::load(&tx.look())?;
    let before = rows::clock(tx.rows())?;
    let clock = Clock {
        definitions: digest(&definitions.segments),
        advanced_to: tx.now.max(before.as_ref().map_or(tx.now, |clock| clock.advanced_to)),
        ran_on: tx.settings().zone.day(tx.now),
        due: false,
        pinned: before.map(|clock| clock.pinned).unwrap_or_default(),
    };
    let held = tx.engine.memory.of::<Held>();
    let mut ready = held.take(&tx.look(), *clock.definitions)?;
    let moves = all(&tx.look(), &mut ready, &definitions, &clock, tx.now)?;
    held.give(ready);
    let (mut entered, mut left) = (0, 0);
    for (customer, was, is, checks) in moves {
        rows::set_check(tx, customer, checks.0, checks.1)?;
        entered += missing(&is, &was).len() as u64;
        left += missing(&was, &is).len() as u64;
        settle(tx, customer, was, Step::of_time(tx.now, is), None)?;
    }
    rows::set_clock(tx, &clock)?;
    Ok((entered, left))
}

/// Whom a run moves: what it was in and is in, when it was to be looked at and when it is now.
type RunMove = (CustomerId, Vec<String>, Vec<String>, (Option<Timestamp>, Option<Timestamp>));

fn all(
    look: &Look<'_>,
    ready: &mut Ready,
    definitions: &Definitions,
    clock: &Clock,
    now: Timestamp,
) -> Result<Vec<RunMove>> {
    let moment = Moment { now, zone: look.settings.zone };
    let known = load(look, &ready.needs(), moment, false, Whom::All)?;
    ready.together.bind(moment);
    let mut evaluation = Evaluation::new(look, definitions, now);
    let apart = ready.apart.iter().map(|(at, _)| *at).chain(ready.ranked.iter().copied());
    let apart: Vec<usize> = apart.collect();
    let keys: Vec<&str> = apart.iter().map(|at| ready.keys[*at].as_str()).collect();
    let worked_out = evaluation.segments(&keys)?;
    let mut pins: HashMap<usize, Vec<(usize, bool)>> = HashMap::new();
    for key in &clock.pinned {
        let Ok(at) = ready.keys.binary_search(key) else { continue };
        for (place, included) in rows::pins(look.rows, key, &known.owners)? {
            pins.entry(place).or_default().push((at, included));
        }
    }
    let mut before = rows::by_customer::<MemberOf>(look.rows)?;
    let mut checks = rows::by_customer::<Check>(look.rows)?;
    let mut moves = Vec::new();
    for (place, customer) in known.customers.iter().enumerate() {
        let mut is = vec![false; ready.keys.len()];
        for (at, members) in apart.iter().zip(&worked_out) {
            is[*at] = members.holds[place];
        }
        let pins = pins.get(&place).map_or(&[][..], Vec::as_slice);
        let (is, next) = ready.judge(&known, place, is, pins);
        let (was, is) = (before.remove(&customer.id).unwrap_or_default().0, ready.keys_of(&is));
        let check = checks.remove(&customer.id).map(|check| check.0);
        if was != is || check != next {
            moves.push((customer.id, was, is, (check, next)));
        }
    }
    // Whoever is left over is gone.
    moves.extend(before.into_iter().map(|(customer, was)| (customer, was.0, vec![], (None, None))));
    moves.sort_by_key(|(customer, ..)| *customer);
    Ok(moves)
}
