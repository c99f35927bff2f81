//! A rule over customers: the segments it asks about first, then the ranks, then itself. Whatever rules ask for of
//! customers from one instant is loaded together, once.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    define::Definitions,
    load::{Known, Whom, load},
    rows::pins,
};
use crate::{
    error::{Error, Result},
    id::CustomerId,
    rule::{Answers, Bound, Facts, Moment, Needs, Place, Rule, Together, Value, rank_order},
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

/// Whether each customer that was looked at, by their ids, is a member.
pub(super) struct Members {
    customers: Vec<CustomerId>,
    pub(super) holds: Vec<bool>,
}

impl Members {
    fn has(&self, customer: CustomerId) -> bool {
        self.customers.binary_search(&customer).is_ok_and(|at| self.holds[at])
    }
}

/// From where customers are looked at, and which.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sight {
    moment: Moment,
    /// What happened later is left out.
    back: bool,
    whom: Whom,
}

impl Sight {
    /// The same for a rule, which may look back, or ask for places: those are a matter of all.
    fn of(self, rule: &Rule) -> Self {
        Self {
            moment: rule.moment(self.moment),
            back: self.back || rule.as_of().is_some(),
            whom: if rule.ranks() > 0 { Whom::All } else { self.whom },
        }
    }
}

/// What is seen from one sight, for all rules that look from there.
struct View {
    sight: Sight,
    needs: Vec<Needs>,
    /// Loaded when the first rule asks.
    known: Option<Arc<Known>>,
}

/// Evaluates rules of one call.
pub(super) struct Evaluation<'a> {
    look: &'a Look<'a>,
    definitions: &'a Definitions,
    pub(super) moment: Moment,
    views: Vec<View>,
    /// Rules of segments, by their keys; lists have none.
    rules: HashMap<String, Option<Arc<Rule>>>,
    /// Members of segments by the place of the view, worked out once.
    held: HashMap<(String, usize), Arc<Members>>,
    /// Segments under way, the outermost first.
    under_way: Vec<String>,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(look: &'a Look<'a>, definitions: &'a Definitions, now: Timestamp) -> Self {
        let moment = Moment { now, zone: look.settings.zone };
        Self {
            look,
            definitions,
            moment,
            views: vec![],
            rules: HashMap::new(),
            held: HashMap::new(),
            under_way: vec![],
        }
    }

    /// A rule for customers.
    pub(super) fn rule(&mut self, rule: &Rule, whom: Whom) -> Result<Outcome> {
        let sight = self.sight(whom);
        self.plan(rule, sight, &mut HashSet::new())?;
        self.evaluate(rule, sight)
    }

    /// Members of several segments among all customers; all of them by the same places.
    pub(super) fn segments(&mut self, keys: &[&str]) -> Result<Vec<Arc<Members>>> {
        let sight = self.sight(Whom::All);
        let mut planned = HashSet::new();
        for key in keys {
            self.plan_segment(key, sight, &mut planned)?;
        }
        self.join(keys, sight)?;
        keys.iter().map(|key| self.segment(key, sight)).collect()
    }

    /// Works out those of several segments that need nothing but what is known of each customer, all together: what
    /// they ask for is put together once a customer, and a clause that several have is worked out once.
    fn join(&mut self, keys: &[&str], sight: Sight) -> Result<()> {
        let mut joined = Vec::new();
        for key in keys {
            if let Some(rule) = self.rule_of(key)?
                && rule.ranks() == 0
                && !rule.looks_from_elsewhere()
                && rule.needs().segments.is_empty()
            {
                joined.push(((*key).to_owned(), rule));
            }
        }
        if joined.len() < 2 {
            return Ok(());
        }
        let known = self.known(sight)?;
        let mut together = Together::new(joined.iter().map(|(_, rule)| &**rule));
        together.bind(sight.moment);
        let mut holds = vec![Vec::with_capacity(known.customers.len()); joined.len()];
        let mut answers = Answers::default();
        for place in 0..known.customers.len() {
            let facts = known.facts(place, together.needs(), 0);
            answers.clear();
            for (rule, holds) in holds.iter_mut().enumerate() {
                holds.push(together.holds(rule, &facts, &mut answers));
            }
        }
        for ((key, _), holds) in joined.into_iter().zip(holds) {
            let customers = known.customers.iter().map(|customer| customer.id).collect();
            let mut members = Members { customers, holds };
            self.pin(&key, sight, &mut members)?;
            let at = self.view(sight);
            self.held.insert((key, at), Arc::new(members));
        }
        Ok(())
    }

    /// How many customers there are.
    pub(super) fn customers(&mut self) -> Result<u64> {
        Ok(self.known(self.sight(Whom::All))?.customers.len() as u64)
    }

    fn sight(&self, whom: Whom) -> Sight {
        Sight { moment: self.moment, back: false, whom }
    }

    /// Notes what a rule, and the segments it asks about, must know.
    fn plan(&mut self, rule: &Rule, sight: Sight, planned: &mut HashSet<(String, usize)>) -> Result<()> {
        let sight = sight.of(rule);
        let at = self.view(sight);
        let view = &mut self.views[at];
        view.needs.push(rule.needs().clone());
        view.known = None;
        rule.needs().segments.iter().try_for_each(|key| self.plan_segment(key, sight, planned))
    }

    fn plan_segment(
        &mut self,
        key: &str,
        sight: Sight,
        planned: &mut HashSet<(String, usize)>,
    ) -> Result<()> {
        let at = self.view(sight);
        if !planned.insert((key.to_owned(), at)) {
            return Ok(());
        }
        match self.rule_of(key)? {
            Some(rule) => self.plan(&rule, sight, planned),
            None => Ok(()),
        }
    }

    /// The place of a view, new when nobody looked from there yet.
    fn view(&mut self, sight: Sight) -> usize {
        self.views.iter().position(|view| view.sight == sight).unwrap_or_else(|| {
            self.views.push(View { sight, needs: vec![], known: None });
            self.views.len() - 1
        })
    }

    fn known(&mut self, sight: Sight) -> Result<Arc<Known>> {
        let at = self.view(sight);
        let View { needs, known, .. } = &mut self.views[at];
        if let Some(known) = known {
            return Ok(known.clone());
        }
        let needs: Vec<_> = needs.iter().collect();
        let loaded = Arc::new(load(self.look, &needs, sight.moment, sight.back, sight.whom)?);
        *known = Some(loaded.clone());
        Ok(loaded)
    }

    /// The rule of a segment; `None` for lists.
    fn rule_of(&mut self, key: &str) -> Result<Option<Arc<Rule>>> {
        if let Some(rule) = self.rules.get(key) {
            return Ok(rule.clone());
        }
        let query = self.definitions.segments.get(key).and_then(|segment| segment.query.as_ref());
        let rule = query.map(|query| self.definitions.rule(query)).transpose()?;
        let rule = rule.map(|(rule, ..)| Arc::new(rule));
        self.rules.insert(key.to_owned(), rule.clone());
        Ok(rule)
    }

    fn evaluate(&mut self, rule: &Rule, sight: Sight) -> Result<Outcome> {
        let bound = rule.at(sight.moment);
        let sight = sight.of(rule);
        let known = self.known(sight)?;
        let mut inner = Vec::new();
        for key in &rule.needs().segments {
            inner.push(self.segment(key, sight)?);
        }
        let mut facts: Vec<Facts> =
            (0..known.customers.len()).map(|at| known.facts(at, rule.needs(), rule.ranks())).collect();
        for (facts, customer) in facts.iter_mut().zip(&known.customers) {
            for (slot, members) in facts.segments.iter_mut().zip(&inner) {
                *slot = members.has(customer.id);
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
    fn segment(&mut self, key: &str, sight: Sight) -> Result<Arc<Members>> {
        let at = (key.to_owned(), self.view(sight));
        if let Some(held) = self.held.get(&at) {
            return Ok(held.clone());
        }
        if self.under_way.iter().any(|other| other == key) {
            return Err(Error::corrupt("segments", format_args!("segment {key} leads back to itself")));
        }
        self.under_way.push(key.to_owned());
        let mut members = match self.rule_of(key)? {
            Some(rule) => {
                let Outcome { customers, holds, .. } = self.evaluate(&rule, sight)?;
                Members { customers, holds }
            }
            None => {
                let customers: Vec<_> = self.known(sight)?.customers.iter().map(|c| c.id).collect();
                Members { holds: vec![false; customers.len()], customers }
            }
        };
        self.under_way.pop();
        self.pin(key, sight, &mut members)?;
        let members = Arc::new(members);
        self.held.insert(at, members.clone());
        Ok(members)
    }

    /// Has those who are in or out of a segment by hand be so.
    fn pin(&mut self, key: &str, sight: Sight, members: &mut Members) -> Result<()> {
        let known = self.known(sight)?;
        for (place, pinned) in pins(self.look.rows, key, &known.owners)? {
            let found = members.customers.binary_search(&known.customers[place].id);
            if let Ok(at) = found {
                members.holds[at] = pinned;
            }
        }
        Ok(())
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
