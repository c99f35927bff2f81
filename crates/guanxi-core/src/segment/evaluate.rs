//! A rule over customers: the segments it asks about first, then the ranks, then itself.

use std::{collections::HashMap, sync::Arc};

use super::{
    define::Definitions,
    load::{Known, Whom, load},
    rows::pins,
};
use crate::{
    error::{Error, Result},
    id::{CustomerId, RecordId},
    identity::rows::records_of,
    rule::{Bound, Facts, Moment, Place, Rule, Value, rank_order},
    scope::Look,
    time::Timestamp,
};

/// What a rule comes to for the customers that were looked at, by their ids.
pub(super) struct Outcome {
    pub(super) bound: Bound,
    pub(super) facts: Vec<Facts>,
    pub(super) customers: Vec<CustomerId>,
    pub(super) holds: Vec<bool>,
}

impl Outcome {
    pub(super) fn place(&self, customer: CustomerId) -> Option<usize> {
        self.customers.binary_search(&customer).ok()
    }

    /// Those that it holds for.
    pub(super) fn members(&self) -> impl Iterator<Item = CustomerId> + '_ {
        self.customers.iter().zip(&self.holds).filter(|(_, holds)| **holds).map(|(customer, _)| *customer)
    }
}

/// Whether each customer that was looked at is a member.
type Members = HashMap<CustomerId, bool>;

/// Evaluates rules of one call.
pub(super) struct Evaluation<'a> {
    look: &'a Look<'a>,
    definitions: &'a Definitions,
    pub(super) moment: Moment,
    /// Members of segments at a moment, worked out once.
    held: HashMap<(String, Timestamp, &'static str), Arc<Members>>,
    /// Segments under way, the outermost first.
    under_way: Vec<String>,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(look: &'a Look<'a>, definitions: &'a Definitions, now: Timestamp) -> Self {
        let moment = Moment { now, zone: look.settings.zone };
        Self { look, definitions, moment, held: HashMap::new(), under_way: vec![] }
    }

    /// A rule for customers.
    pub(super) fn rule(&mut self, rule: &Rule, whom: Whom) -> Result<Outcome> {
        self.rule_at(rule, whom, self.moment, false)
    }

    fn rule_at(&mut self, rule: &Rule, whom: Whom, moment: Moment, back: bool) -> Result<Outcome> {
        let back = back || rule.as_of().is_some();
        let bound = rule.at(moment);
        let moment = rule.moment(moment);
        // A place is a matter of all.
        let whom = if rule.ranks() > 0 { Whom::All } else { whom };
        let known = load(self.look, &[rule.needs()], moment, back, whom)?;
        let mut inner = Vec::new();
        for key in &rule.needs().segments {
            inner.push(self.segment(key, whom, moment, back)?);
        }
        let mut facts: Vec<Facts> =
            (0..known.customers.len()).map(|at| known.facts(at, rule.needs(), rule.ranks())).collect();
        for (facts, customer) in facts.iter_mut().zip(&known.customers) {
            for (slot, members) in facts.segments.iter_mut().zip(&inner) {
                *slot = members.get(&customer.id).copied().unwrap_or(false);
            }
        }
        for rank in 0..rule.ranks() {
            place_all(&bound, rank, &mut facts);
        }
        let holds = facts.iter().map(|facts| bound.holds(facts)).collect();
        let customers = known.customers.iter().map(|customer| customer.id).collect();
        Ok(Outcome { bound, facts, customers, holds })
    }

    /// Who is a member of a segment, pins included.
    fn segment(&mut self, key: &str, whom: Whom, moment: Moment, back: bool) -> Result<Arc<Members>> {
        let at = (key.to_owned(), moment.now, moment.zone.name());
        if let Some(held) = self.held.get(&at) {
            return Ok(held.clone());
        }
        if self.under_way.iter().any(|other| other == key) {
            return Err(Error::corrupt("segments", format_args!("segment {key} leads back to itself")));
        }
        self.under_way.push(key.to_owned());
        let segment = self.definitions.segments.get(key);
        let query = segment.and_then(|segment| segment.query.as_ref());
        let mut members: Members = match query {
            Some(query) => {
                let (rule, ..) = self.definitions.rule(query)?;
                let outcome = self.rule_at(&rule, whom, moment, back)?;
                outcome.customers.into_iter().zip(outcome.holds).collect()
            }
            None => {
                let known: Known = load(self.look, &[], moment, back, whom)?;
                known.customers.iter().map(|customer| (customer.id, false)).collect()
            }
        };
        self.under_way.pop();
        for (customer, pinned) in self.pinned(key, &members)? {
            members.insert(customer, pinned);
        }
        let members = Arc::new(members);
        self.held.insert(at, members.clone());
        Ok(members)
    }

    /// Who of these customers is in or out of a segment by hand.
    pub(super) fn pinned(&self, key: &str, among: &Members) -> Result<Vec<(CustomerId, bool)>> {
        let mut owners: HashMap<RecordId, usize> = HashMap::new();
        let customers: Vec<_> = among.keys().copied().collect();
        if super::rows::pins_of(self.look.rows, key)?.is_empty() {
            return Ok(vec![]);
        }
        for (place, customer) in customers.iter().enumerate() {
            owners.extend(records_of(self.look.rows, *customer)?.into_iter().map(|record| (record, place)));
        }
        let pins = pins(self.look.rows, key, &owners)?;
        Ok(pins.into_iter().map(|(place, pinned)| (customers[place], pinned)).collect())
    }
}

/// Gives every customer of the population its place; customers come by their ids.
fn place_all(bound: &Bound, rank: usize, facts: &mut [Facts]) {
    let values: Vec<Value> = facts.iter().map(|facts| bound.measure(rank, facts)).collect();
    let mut population: Vec<usize> =
        (0..facts.len()).filter(|at| matches!(values[*at], Value::Number(_) | Value::At(_))).collect();
    let order = |a: &usize, b: &usize| rank_order(&values[*b], &values[*a]).then(a.cmp(b));
    population.sort_by(order);
    let of = population.len() as u64;
    let mut at = 0;
    while at < population.len() {
        let same = |other: &usize| rank_order(&values[population[at]], &values[*other]).is_eq();
        let ties = population[at..].iter().take_while(|other| same(other)).count();
        for i in at..at + ties {
            let (higher, lower) = (at as u64, of - (at + ties) as u64);
            facts[population[i]].ranks[rank] = Some(Place { lower, higher, before: i as u64, of });
        }
        at += ties;
    }
}
