//! The segments in force, made ready to be asked about one customer after the other: rules that see the same are joined.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use minicbor::bytes::ByteArray;
use sha2::{Digest, Sha256};

use super::{Segment, define::Definitions, load::Known};
use crate::{
    error::Result,
    rule::{Answers, Moment, Needs, Rule, Together},
    scope::Look,
    settings::FieldDefinition,
    time::{Date, Timestamp, Zone},
};

/// Segments made ready.
pub(super) struct Ready {
    definitions: [u8; 16],
    fields: Vec<FieldDefinition>,
    /// Every segment, sorted.
    pub(super) keys: Vec<String>,
    /// Rules that look from the moment, those that others ask about first: the place of the key, and the segments asked
    /// about, by the place of the need and of the key.
    plain: Vec<(usize, Vec<(usize, usize)>)>,
    pub(super) together: Together,
    /// Rules with a day or a zone of their own, by the place of the key.
    pub(super) apart: Vec<(usize, Arc<Rule>)>,
    /// The same, each by itself.
    alone: Vec<Together>,
    /// What depends on all customers, and is worked out by runs: places of keys.
    pub(super) ranked: Vec<usize>,
    answers: Answers,
}

/// How a segment is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Plain,
    Apart,
    Ranked,
}

/// Where a store's are held: as many as were in use at once. Nobody waits for that of another, who may be waiting for rows that
/// the first has written.
#[derive(Default)]
pub(super) struct Held(Mutex<Vec<Ready>>);

impl Held {
    /// Those in force, made ready if none that are held are these.
    pub(super) fn take(&self, look: &Look<'_>, definitions: [u8; 16]) -> Result<Ready> {
        let fits = |ready: &Ready| ready.definitions == definitions && ready.fields == look.settings.fields;
        match self.all().pop().filter(fits) {
            Some(ready) => Ok(ready),
            None => Ready::new(look, definitions),
        }
    }

    /// Gives one back; one that failed half way is better made anew.
    pub(super) fn give(&self, ready: Ready) {
        self.all().push(ready);
    }

    fn all(&self) -> MutexGuard<'_, Vec<Ready>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells one set of definitions from another.
pub(super) fn digest(segments: &BTreeMap<String, Segment>) -> ByteArray<16> {
    let mut hash = Sha256::new();
    for (key, segment) in segments {
        for text in [Some(key.as_str()), segment.query.as_deref()] {
            let text = text.unwrap_or("\0");
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hash.finalize()[..16]);
    ByteArray::from(first)
}

impl Ready {
    fn new(look: &Look<'_>, definitions: [u8; 16]) -> Result<Self> {
        let loaded = Definitions::load(look)?;
        let keys: Vec<String> = loaded.segments.keys().cloned().collect();
        // A query that does not read any more, since a field of the shop is gone, has nobody in it.
        let queries = loaded.segments.values().map(|segment| segment.query.as_ref());
        let rules: Vec<Option<Arc<Rule>>> =
            queries.map(|query| loaded.rule(query?).ok().map(|(rule, ..)| Arc::new(rule))).collect();
        let place = |key: &String| keys.binary_search(key).ok();
        let mut ways = HashMap::new();
        let mut order = Vec::new();
        for at in 0..keys.len() {
            sort(at, &rules, &place, &mut ways, &mut order);
        }
        let of = |wanted: Way| {
            let ways = &ways;
            order.iter().copied().filter(move |at| ways.get(at) == Some(&wanted))
        };
        let rule = |at: usize| rules[at].clone();
        let plain: Vec<(usize, Arc<Rule>)> = of(Way::Plain).filter_map(|at| Some((at, rule(at)?))).collect();
        let together = Together::new(plain.iter().map(|(_, rule)| &**rule));
        let needed = &together.needs().segments;
        let asked = |rule: &Rule| {
            let keys = rule.needs().segments.iter();
            keys.filter_map(|key| Some((needed.iter().position(|other| other == key)?, place(key)?)))
                .collect()
        };
        let apart: Vec<(usize, Arc<Rule>)> = of(Way::Apart).filter_map(|at| Some((at, rule(at)?))).collect();
        let alone = apart.iter().map(|(_, rule)| Together::new(std::iter::once(&**rule))).collect();
        Ok(Self {
            definitions,
            fields: look.settings.fields.clone(),
            plain: plain.iter().map(|(at, rule)| (*at, asked(rule))).collect(),
            apart,
            alone,
            ranked: of(Way::Ranked).collect(),
            together,
            keys,
            answers: Answers::default(),
        })
    }

    /// What a customer is in, by the places of keys: some are known already, the rules that look from the moment are
    /// worked out. Who is pinned stays where it was put. Beside it, when time alone may change that.
    pub(super) fn judge(
        &mut self,
        known: &Known,
        place: usize,
        mut is: Vec<bool>,
        pins: &[(usize, bool)],
    ) -> (Vec<bool>, Option<Timestamp>) {
        let pinned = |at: usize| pins.iter().find(|(other, _)| *other == at).map(|(_, included)| *included);
        for (at, included) in pins {
            is[*at] = *included;
        }
        let needs = self.together.needs();
        let mut facts = known.facts(place, needs, 0);
        self.answers.clear();
        for (rule, (at, asked)) in self.plain.iter().enumerate() {
            asked.iter().for_each(|(need, key)| facts.segments[*need] = is[*key]);
            let holds = self.together.holds(rule, &facts, &mut self.answers);
            is[*at] = pinned(*at).unwrap_or(holds);
        }
        let next = self.together.next_check(&facts);
        let days = self.apart.iter().filter(|(_, rule)| rule.as_of().is_none());
        let zones = days.map(|(_, rule)| midnight(rule.moment(known.moment).zone, known.moment));
        let mut next: Vec<Timestamp> = next.into_iter().chain(zones).collect();
        // Hours and minutes do not wait for the midnight of a zone.
        for (alone, (_, rule)) in self.alone.iter_mut().zip(&self.apart) {
            if rule.as_of().is_none() {
                alone.bind(rule.moment(known.moment));
                next.extend(alone.next_check(&known.facts(place, alone.needs(), 0)));
            }
        }
        (is, next.into_iter().min())
    }

    /// What all rules look at: those that are joined first.
    pub(super) fn needs(&self) -> Vec<&Needs> {
        std::iter::once(self.together.needs()).chain(self.alone.iter().map(Together::needs)).collect()
    }

    /// The keys of those places that hold.
    pub(super) fn keys_of(&self, is: &[bool]) -> Vec<String> {
        let held = self.keys.iter().zip(is).filter(|(_, is)| **is);
        held.map(|(key, _)| key.clone()).collect()
    }

    /// The places of some keys.
    pub(super) fn places_of(&self, keys: &[String]) -> Vec<bool> {
        let mut is = vec![false; self.keys.len()];
        keys.iter().filter_map(|key| self.keys.binary_search(key).ok()).for_each(|at| is[at] = true);
        is
    }
}

/// When the next day begins.
fn midnight(zone: Zone, moment: Moment) -> Timestamp {
    let day = zone.day(moment.now);
    zone.start_of_day(Date::from_ordinal(day.ordinal() + 1).unwrap_or(day))
}

/// Puts a segment behind those that it asks about, and finds how it is kept.
fn sort(
    at: usize,
    rules: &[Option<Arc<Rule>>],
    place: &impl Fn(&String) -> Option<usize>,
    ways: &mut HashMap<usize, Way>,
    order: &mut Vec<usize>,
) -> Way {
    if let Some(way) = ways.get(&at) {
        return *way;
    }
    ways.insert(at, Way::Plain); // queries never lead back to themselves
    let Some(rule) = &rules[at] else { return Way::Plain };
    let needs = rule.needs();
    let of_all = |name: &String| {
        name.starts_with("rfm_") || matches!(name.as_str(), "lifecycle_stage" | "reactivated")
    };
    let mut way = match rule.ranks() > 0 || needs.attributes.iter().any(of_all) {
        true => Way::Ranked,
        false if rule.looks_from_elsewhere() => Way::Apart,
        false => Way::Plain,
    };
    for inner in needs.segments.iter().filter_map(place) {
        if sort(inner, rules, place, ways, order) == Way::Ranked {
            way = Way::Ranked;
        }
    }
    ways.insert(at, way);
    order.push(at);
    way
}
