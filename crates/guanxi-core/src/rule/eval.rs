//! Whether a rule holds for a thing. Two-valued: what is NULL fails a comparison and passes its negation.

use std::{cmp::Ordering, sync::Arc};

use chrono::{Datelike, Timelike};
use sha2::{Digest, Sha256};

use super::{
    anniversary,
    days::{Moment, ends, moved},
    number::Number,
    plan::{Aggregate, Ask, Check, Constant, Field, Measured, Node, Rule, Selection, Stage, Term},
    tree::{How, Op, Pick, Unit},
    value::{Facts, Place, Row, Value},
};
use crate::time::{Date, Timestamp};

/// A rule for one moment: days and times are worked out.
#[derive(Clone, Debug)]
pub struct Bound {
    pub(super) rule: Rule,
    pub(super) moment: Moment,
}

impl Rule {
    /// The rule for a moment; see [`moment`](Self::moment).
    pub fn at(&self, moment: Moment) -> Bound {
        let mut rule = self.clone();
        let moment = rule.moment(moment);
        rule.bind(moment);
        Bound { rule, moment }
    }

    /// How many ranks it asks for.
    pub fn ranks(&self) -> usize {
        self.needs.ranks.len()
    }
}

impl Bound {
    /// Whether it holds.
    pub fn holds(&self, facts: &Facts) -> bool {
        self.scene(facts).node(&self.rule.root)
    }

    /// What a thing is ranked by; NULL outside the population.
    pub fn measure(&self, rank: usize, facts: &Facts) -> Value {
        let (scene, rank) = (self.scene(facts), &self.rule.needs.ranks[rank]);
        if !rank.over.as_ref().is_none_or(|over| scene.node(over)) {
            return Value::Null;
        }
        match &rank.by {
            Measured::Attribute(at) => facts.attributes[*at].clone(),
            Measured::Rows(selection, aggregate) => scene.aggregate(&scene.select(selection, &[]), aggregate),
        }
    }

    pub(super) fn scene<'a>(&'a self, facts: &'a Facts) -> Scene<'a> {
        Scene { facts, moment: self.moment }
    }
}

/// The order of two values that things are ranked by.
pub fn rank_order(a: &Value, b: &Value) -> Ordering {
    order(a, b, false).unwrap_or(Ordering::Equal)
}

/// A thing at a moment.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) facts: &'a Facts,
    pub(super) moment: Moment,
}

impl<'a> Scene<'a> {
    pub(super) fn node(self, node: &Node) -> bool {
        match node {
            Node::And(all) => all.iter().all(|node| self.node(node)),
            Node::Or(all) => all.iter().any(|node| self.node(node)),
            Node::Not(inner) => !self.node(inner),
            Node::Leaf(leaf) => self.ask(&leaf.ask),
        }
    }

    pub(super) fn ask(self, ask: &Ask) -> bool {
        match ask {
            Ask::Value(term, check) => self.check(&self.term(term, &[]), check, &[]),
            Ask::Rows(selection, negated) => self.rows(selection) != *negated,
            Ask::All(parts) => parts.iter().all(|part| self.node(part)),
            Ask::Anniversary { attribute, birth, day, years } => {
                anniversary::holds(self, &self.facts.attributes[*attribute], *birth, day, years.as_ref())
            }
            Ask::Sequence { steps, counts, negated } => self.sequence(steps, counts) != *negated,
            Ask::Percent(rank, check) => self.check(&percent(self.facts.ranks[*rank]), check, &[]),
            Ask::Tile(rank, groups, check) => self.check(&tile(self.facts.ranks[*rank], *groups), check, &[]),
            Ask::Top { rank, count, percent, exact } => {
                self.facts.ranks[*rank].is_some_and(|place| is_top(place, *count, *percent, *exact))
            }
            Ask::Segment(at) => self.facts.segments[*at],
            Ask::Reach(at) => self.facts.reach[*at],
            Ask::Bucket { salt, of, check } => {
                self.check(&Value::whole(bucket(salt, &self.facts.id, *of)), check, &[])
            }
        }
    }

    pub(super) fn rows(self, selection: &Selection) -> bool {
        let rows = self.select(selection, &[]);
        if selection.aggregates.is_empty() {
            return !rows.is_empty();
        }
        selection
            .aggregates
            .iter()
            .all(|(aggregate, check)| self.check(&self.aggregate(&rows, aggregate), check, &[]))
    }

    /// The rows that pass; `taken` are those of the steps before.
    pub(super) fn select(self, selection: &Selection, taken: &[&Row]) -> Vec<&'a Row> {
        let seen =
            self.facts.rows[selection.source].iter().filter(|row| row.hidden & !selection.reveals == 0);
        let picked: Option<&Row> = match selection.pick {
            None => return seen.filter(|row| self.passes(selection, row, taken)).collect(),
            Some(Pick::First) => seen.min_by_key(|row| (row.at, row.unit)),
            Some(Pick::Last) => seen.max_by_key(|row| (row.at, row.unit)),
        };
        picked.into_iter().filter(|row| self.passes(selection, row, taken)).collect()
    }

    fn passes(self, selection: &Selection, row: &Row, taken: &[&Row]) -> bool {
        selection.filters.iter().all(|(field, check)| self.check(&self.field(row, field), check, taken))
    }

    pub(super) fn field(self, row: &Row, field: &Field) -> Value {
        match field {
            Field::At => Value::At(row.at),
            Field::Column(at) => row.values.get(*at).cloned().unwrap_or_default(),
            Field::Property(path) => property(row, path),
            Field::Weekday => {
                let day = self.moment.zone.day(row.at).to_chrono().weekday();
                Value::text(day.to_string().to_uppercase())
            }
            Field::Hour => Value::whole(self.moment.zone.local(row.at).hour()),
            Field::Distance { column, from, miles } => match row.values.get(*column) {
                Some(Value::Point(lat, lon)) => distance(*from, (*lat, *lon), *miles),
                _ => Value::Null,
            },
        }
    }

    pub(super) fn aggregate(self, rows: &[&Row], aggregate: &Aggregate) -> Value {
        let numbers = |field: &Field| {
            let values = rows.iter().filter_map(|row| match self.field(row, field) {
                Value::Number(n) => Some(n),
                _ => None,
            });
            values.collect::<Vec<Number>>()
        };
        match aggregate {
            Aggregate::Count => {
                let mut units: Vec<_> = rows.iter().map(|row| row.unit).collect();
                units.sort_unstable();
                units.dedup();
                Value::whole(units.len() as i64)
            }
            Aggregate::Sum(field) => sum(&numbers(field)).map_or(Value::Null, Value::Number),
            Aggregate::Average(field) => {
                let numbers = numbers(field);
                let mean = sum(&numbers).and_then(|sum| sum.by(Number::whole(numbers.len() as i64)));
                mean.map_or(Value::Null, Value::Number)
            }
            Aggregate::Least(field) => self.extreme(rows, field, Ordering::Less),
            Aggregate::Greatest(field) => self.extreme(rows, field, Ordering::Greater),
            Aggregate::Median(field) => median(numbers(field)).map_or(Value::Null, Value::Number),
            Aggregate::Distinct(field) => {
                let mut seen: Vec<Value> = Vec::new();
                for value in rows.iter().map(|row| self.field(row, field)).filter(|v| !v.is_null()) {
                    if !seen.contains(&value) {
                        seen.push(value);
                    }
                }
                Value::whole(seen.len() as i64)
            }
            Aggregate::First => rows.iter().map(|row| row.at).min().map_or(Value::Null, Value::At),
            Aggregate::Last => rows.iter().map(|row| row.at).max().map_or(Value::Null, Value::At),
            Aggregate::Days => Value::whole(self.days(rows).len() as i64),
            Aggregate::Periods(unit, n) => Value::whole(self.periods(rows, *unit, *n)),
        }
    }

    fn extreme(self, rows: &[&Row], field: &Field, wanted: Ordering) -> Value {
        let values = rows.iter().map(|row| self.field(row, field));
        let comparable = values.filter(|v| matches!(v, Value::Number(_) | Value::At(_)));
        let best = comparable.reduce(|best, value| match order(&value, &best, false) {
            Some(found) if found == wanted => value,
            _ => best,
        });
        best.unwrap_or_default()
    }

    fn days(self, rows: &[&Row]) -> Vec<Date> {
        let mut days: Vec<_> = rows.iter().map(|row| self.moment.zone.day(row.at)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// In how many of the last so many whole periods before the present one there is a row.
    fn periods(self, rows: &[&Row], unit: Unit, n: u32) -> i64 {
        let start = |day: Date| match unit {
            Unit::Week => moved(day, -(day.to_chrono().weekday().num_days_from_monday() as i32), Unit::Day),
            Unit::Month => moved(day, -(day.to_chrono().day0() as i32), Unit::Day),
            _ => day,
        };
        let end = start(self.moment.today());
        let begin = moved(end, -(n as i32), unit);
        let mut starts: Vec<_> = self.days(rows).into_iter().map(start).collect();
        starts.dedup();
        starts.iter().filter(|day| (begin..end).contains(*day)).count() as i64
    }

    /// Whether steps follow one another; with counts, how often, one behind the other.
    fn sequence(self, steps: &[Stage], counts: &[Check]) -> bool {
        if counts.is_empty() {
            return self.run(steps, Timestamp::MIN).is_some();
        }
        let (mut n, mut after) = (0i64, Timestamp::MIN);
        while let Some(taken) = self.run(steps, after) {
            n += 1;
            let Some(last) = taken.last().map(|row| row.at) else { break };
            let Some(next) = Timestamp::from_micros(last.micros() + 1) else { break };
            after = next;
        }
        counts.iter().all(|check| self.check(&Value::whole(n), check, &[]))
    }

    /// The rows of the earliest run of the steps from an instant on.
    pub(super) fn run(self, steps: &[Stage], from: Timestamp) -> Option<Vec<&'a Row>> {
        let mut taken = Vec::new();
        self.go_on(steps, from, &mut taken).then_some(taken)
    }

    fn go_on<'t>(self, steps: &[Stage], from: Timestamp, taken: &mut Vec<&'t Row>) -> bool
    where
        'a: 't,
    {
        // What must not happen before the next step, and the next step itself.
        let nots = steps.iter().take_while(|step| step.negated).count();
        let (forbidden, rest) = steps.split_at(nots);
        let Some((step, rest)) = rest.split_first() else { return self.stays_away(forbidden, taken, None) };
        let before = taken.last().copied();
        let place = |row: &Row| (row.at, row.unit);
        let mut rows = self.select(&step.rows, taken);
        rows.sort_by_key(|row| place(row));
        for row in rows {
            let follows = match before {
                Some(before) => {
                    let limit =
                        step.within.map_or(i64::MAX, |within| ends(before.at, within, self.moment.zone));
                    place(row) > place(before) && row.at.micros() <= limit
                }
                None => row.at >= from,
            };
            if !follows || !self.stays_away(forbidden, taken, Some(row)) {
                continue;
            }
            taken.push(row);
            if self.go_on(rest, from, taken) {
                return true;
            }
            taken.pop();
        }
        false
    }

    /// Whether no row of the forbidden steps lies behind the last one taken: up to the next, or as long as they say,
    /// which must be over.
    fn stays_away(self, forbidden: &[Stage], taken: &[&Row], next: Option<&Row>) -> bool {
        let Some(last) = taken.last() else { return forbidden.is_empty() };
        forbidden.iter().all(|step| {
            let limit = step.within.map(|within| ends(last.at, within, self.moment.zone));
            if next.is_none() && limit.is_some_and(|limit| limit > self.moment.now.micros()) {
                return false;
            }
            let inside = |row: &&&Row| {
                (row.at, row.unit) > (last.at, last.unit)
                    && limit.is_none_or(|limit| row.at.micros() <= limit)
                    && next.is_none_or(|next| (row.at, row.unit) < (next.at, next.unit))
            };
            !self.select(&step.rows, taken).iter().any(|row| inside(&row))
        })
    }

    pub(super) fn term(self, term: &Term, taken: &[&Row]) -> Value {
        match term {
            Term::Attribute(at) => self.facts.attributes[*at].clone(),
            Term::Constant(Constant::Value(value)) => value.clone(),
            Term::Constant(Constant::Span(span)) => {
                Timestamp::from_micros(span.from).map_or(Value::Null, Value::At)
            }
            Term::Constant(Constant::Time(_)) => Value::Null,
            Term::Step(at, field) => taken.get(*at).map_or(Value::Null, |row| self.field(row, field)),
            Term::Sum(first, rest) => {
                let start = self.number(first, taken);
                let sum = rest.iter().fold(start, |sum, (adds, term)| {
                    let n = self.number(term, taken)?;
                    sum?.plus(if *adds { n } else { n.negative() })
                });
                sum.map_or(Value::Null, Value::Number)
            }
            Term::Product(first, rest) => {
                let start = self.number(first, taken);
                let product = rest.iter().fold(start, |product, (multiplies, term)| {
                    let n = self.number(term, taken)?;
                    if *multiplies { product?.times(n) } else { product?.by(n) }
                });
                product.map_or(Value::Null, Value::Number)
            }
            Term::Moved(first, moves) => match self.term(first, taken) {
                Value::At(at) => {
                    let day = self.moment.zone.day(at);
                    let day = moves.iter().fold(day, |day, (adds, offset)| {
                        moved(day, if *adds { offset.amount } else { -offset.amount }, offset.unit)
                    });
                    Value::At(self.moment.zone.start_of_day(day))
                }
                _ => Value::Null,
            },
        }
    }

    fn number(self, term: &Term, taken: &[&Row]) -> Option<Number> {
        match self.term(term, taken) {
            Value::Number(n) => Some(n),
            _ => None,
        }
    }

    pub(super) fn check(self, value: &Value, check: &Check, taken: &[&Row]) -> bool {
        match check {
            Check::IsNull(negated) => value.is_null() != *negated,
            Check::Compare(op, right, fold) => self.compare(value, *op, right, *fold, taken),
            Check::Between(negated, low, high) => {
                let inside = self.compare(value, Op::Ge, low, false, taken)
                    && self.compare(value, Op::Le, high, false, taken);
                inside != *negated
            }
            Check::In(negated, list, fold) => {
                let found = list.iter().any(|constant| self.compare_constant(value, Op::Eq, constant, *fold));
                found != *negated
            }
            Check::Period(negated, period) => {
                let (first, last) = self.moment.period(*period);
                let day = value.instant(self.moment.zone).map(|at| self.moment.zone.day(at));
                day.is_some_and(|day| (first..=last).contains(&day)) != *negated
            }
            Check::Contains { negated, how, values, fold } => {
                contains(value, *how, values, *fold) != *negated
            }
            Check::Affix { negated, ends, text, fold } => affix(value, *ends, text, *fold) != *negated,
        }
    }

    fn compare(self, value: &Value, op: Op, right: &Term, fold: bool, taken: &[&Row]) -> bool {
        if let Term::Constant(constant) = right {
            return self.compare_constant(value, op, constant, fold);
        }
        // Days compare as days: two attributes, a field of an earlier step.
        let day = |value: Value| match value {
            Value::At(at) => Value::At(self.moment.zone.start_of_day(self.moment.zone.day(at))),
            other => other,
        };
        let other = self.term(right, taken);
        let found = order(&day(value.clone()), &day(other), fold);
        found.map_or(op == Op::Ne, |found| fits(found, op))
    }

    fn compare_constant(self, value: &Value, op: Op, constant: &Constant, fold: bool) -> bool {
        match constant {
            Constant::Value(other) => order(value, other, fold).map_or(op == Op::Ne, |found| fits(found, op)),
            Constant::Time(_) => op == Op::Ne,
            Constant::Span(span) => {
                let Some(at) = value.instant(self.moment.zone).map(Timestamp::micros) else {
                    return op == Op::Ne;
                };
                match op {
                    Op::Eq => (span.from..span.until).contains(&at),
                    Op::Ne => !(span.from..span.until).contains(&at),
                    Op::Gt => at >= span.after,
                    Op::Ge => at >= span.from,
                    Op::Lt => at < span.from,
                    Op::Le => at < span.after,
                }
            }
        }
    }
}

fn fits(found: Ordering, op: Op) -> bool {
    match op {
        Op::Eq => found.is_eq(),
        Op::Ne => found.is_ne(),
        Op::Gt => found.is_gt(),
        Op::Ge => found.is_ge(),
        Op::Lt => found.is_lt(),
        Op::Le => found.is_le(),
    }
}

/// How two values compare; `None` when one is NULL or they are of two kinds.
fn order(a: &Value, b: &Value, ignore_case: bool) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::At(a), Value::At(b)) => Some(a.cmp(b)),
        (Value::Boolean(a), Value::Boolean(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) if ignore_case => Some(folded(a).cmp(&folded(b))),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Full case folding, character by character: up and down again, so that `ß` is `ss` and each sigma is one.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

fn contains(value: &Value, how: How, values: &[Arc<str>], ignore_case: bool) -> bool {
    let has = |wanted: &Arc<str>| match value {
        Value::List(list) if ignore_case => list.iter().any(|item| folded(item) == folded(wanted)),
        Value::List(list) => list.contains(wanted),
        Value::Text(text) if ignore_case => folded(text).contains(&folded(wanted)),
        Value::Text(text) => text.contains(&**wanted),
        _ => false,
    };
    match how {
        How::One | How::Any => values.iter().any(has),
        How::All => values.iter().all(has),
        How::None => !values.iter().any(has),
    }
}

fn affix(value: &Value, ends: bool, wanted: &str, ignore_case: bool) -> bool {
    let Value::Text(text) = value else { return false };
    let (text, wanted) =
        if ignore_case { (folded(text), folded(wanted)) } else { (text.to_string(), wanted.to_owned()) };
    if ends { text.ends_with(&wanted) } else { text.starts_with(&wanted) }
}

fn property(row: &Row, path: &[String]) -> Value {
    let mut path = path.iter();
    let first = path.next().and_then(|name| row.properties.as_ref()?.get(name));
    let found = path.fold(first, |json, name| json?.get(name));
    found.map_or(Value::Null, Value::of_json)
}

fn sum(numbers: &[Number]) -> Option<Number> {
    numbers.iter().try_fold(Number::whole(0), |sum, n| sum.plus(*n))
}

fn median(mut numbers: Vec<Number>) -> Option<Number> {
    numbers.sort_unstable();
    let n = numbers.len();
    if n % 2 == 1 {
        return numbers.get(n / 2).copied();
    }
    numbers.get(n / 2)?.plus(numbers[n / 2 - 1])?.by(Number::whole(2))
}

fn percent(place: Option<Place>) -> Value {
    let Some(place) = place else { return Value::Null };
    Value::Number(Number::new(place.lower.into(), i128::from(place.of.saturating_sub(1)).max(1)))
}

fn tile(place: Option<Place>, groups: u64) -> Value {
    let Some(place) = place else { return Value::Null };
    Value::whole(1 + u128::from(groups) as i128 * i128::from(place.lower) / i128::from(place.of.max(1)))
}

fn is_top(place: Place, count: u64, percent: bool, exact: bool) -> bool {
    let count = if percent { (count * place.of).div_ceil(100) } else { count };
    if exact { place.before < count } else { place.higher < count }
}

/// A number from 0 on, the same everywhere: the first 8 bytes of SHA-256 over salt, a zero byte and id, modulo the count.
fn bucket(salt: &str, id: &[u8; 16], of: u64) -> i64 {
    let digest = Sha256::new().chain_update(salt).chain_update([0]).chain_update(id).finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    (u64::from_be_bytes(first) % of.max(1)) as i64
}

/// Radius of the sphere that distances are on, and the length of a mile, in kilometres.
const RADIUS_KM: f64 = 6371.0088;
const MILE_KM: f64 = 1.609_344;

/// The great circle between two points, in millionths of the unit.
fn distance(a: (i32, i32), b: (i32, i32), miles: bool) -> Value {
    let radians = |e6: i32| f64::from(e6) / 1e6 * std::f64::consts::PI / 180.0;
    let (lat_a, lat_b) = (radians(a.0), radians(b.0));
    let (lat, lon) = (lat_b - lat_a, radians(b.1) - radians(a.1));
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let h = half(lat) + lat_a.cos() * lat_b.cos() * half(lon);
    let km = 2.0 * RADIUS_KM * h.sqrt().min(1.0).asin();
    let length = if miles { km / MILE_KM } else { km };
    Value::Number(Number::new((length * 1e6).round() as i128, 1_000_000))
}
