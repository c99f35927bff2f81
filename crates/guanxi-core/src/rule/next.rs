//! When time alone may have a clause come out otherwise, with the same facts.
//!
//! What is given is never too late: at every instant before it the clause comes out as it does now. It may be too early;
//! whoever looks then asks again.

use super::{
    anniversary,
    days::{Moment, ends, moved},
    eval::Scene,
    plan::{Aggregate, Ask, Check, Constant, Field, Node, Selection, Spot, Stage, Term},
    tree::{Literal, Offset, Period, Unit},
    value::Value,
};
use crate::time::{Date, Timestamp};

/// Attributes that follow from the day they are asked on.
const OF_THE_DAY: [&str; 1] = ["days_since_last_order"];

/// Days that an anniversary is looked for ahead.
const AHEAD: i32 = 32;

/// The first of the instants found so far.
pub(super) struct Next<'a> {
    moment: Moment,
    today: Date,
    attributes: &'a [String],
    first: i64,
}

impl<'a> Next<'a> {
    pub(super) fn after(moment: Moment, attributes: &'a [String]) -> Self {
        Self { moment, today: moment.today(), attributes, first: i64::MAX }
    }

    pub(super) fn instant(&self) -> Option<Timestamp> {
        Timestamp::from_micros(self.first).filter(|_| self.first < i64::MAX)
    }

    fn at(&mut self, micros: i64) {
        if micros > self.moment.now.micros() {
            self.first = self.first.min(micros);
        }
    }

    /// At the start of a day, if it is still to come.
    fn day(&mut self, day: Date) {
        if day > self.today && day < Date::MAX {
            self.at(self.moment.zone.start_of_day(day).micros());
        }
    }

    fn midnight(&mut self) {
        self.day(moved(self.today, 1, Unit::Day));
    }

    pub(super) fn ask(&mut self, scene: Scene<'_>, ask: &Ask) {
        match ask {
            Ask::Value(term, check) => self.value(scene, term, check),
            Ask::Rows(selection, _) => self.rows(scene, selection),
            Ask::All(parts) => parts.iter().for_each(|part| self.node(scene, part)),
            Ask::Anniversary { attribute, birth, day, years } => {
                let value = &scene.facts.attributes[*attribute];
                let of = |day_of: Date| {
                    let now = scene.moment.zone.start_of_day(day_of);
                    let scene = Scene { moment: Moment { now, ..scene.moment }, ..scene };
                    anniversary::holds(scene, value, *birth, day, years.as_ref())
                };
                if !matches!(value, Value::Null) {
                    let holds = of(self.today);
                    let days = (1..=AHEAD).map(|n| moved(self.today, n, Unit::Day));
                    let change = days.clone().find(|day| of(*day) != holds);
                    change.or(days.clone().next_back()).into_iter().for_each(|day| self.day(day));
                }
            }
            Ask::Sequence { steps, .. } => self.sequence(scene, steps),
            // Places are worked out on a schedule; the others hear of facts.
            Ask::Percent(..)
            | Ask::Tile(..)
            | Ask::Top { .. }
            | Ask::Segment(_)
            | Ask::Reach(_)
            | Ask::Bucket { .. } => {}
        }
    }

    fn node(&mut self, scene: Scene<'_>, node: &Node) {
        match node {
            Node::And(all) | Node::Or(all) => all.iter().for_each(|node| self.node(scene, node)),
            Node::Not(inner) => self.node(scene, inner),
            Node::Leaf(leaf) => self.ask(scene, &leaf.ask),
        }
    }

    fn value(&mut self, scene: Scene<'_>, term: &Term, check: &Check) {
        if let Term::Attribute(at) = term
            && self.is_of_the_day(*at)
        {
            return self.counted_days(&scene.facts.attributes[*at], check);
        }
        match self.moves(term) {
            true => self.midnight(),
            false if is_timed(check) => self.check(&scene.term(term, &[]), check),
            false => {}
        }
    }

    fn rows(&mut self, scene: Scene<'_>, selection: &Selection) {
        for row in &scene.facts.rows[selection.source] {
            for (field, check) in &selection.filters {
                match field {
                    Field::At => self.check(&Value::At(row.at), check),
                    _ if is_timed(check) => self.check(&scene.field(row, field), check),
                    _ => {}
                }
            }
        }
        for (aggregate, check) in &selection.aggregates {
            if let Aggregate::Periods(unit, _) = aggregate {
                self.start_of(*unit);
            } else if is_timed(check) {
                // Which rows pass is as of the moment, so the days in the filters are, too.
                let mut bound = selection.clone();
                bound.filters.iter_mut().for_each(|(_, check)| check.walk(&mut |s| s.bind(scene.moment)));
                let value = scene.aggregate(&scene.select(&bound, &[]), aggregate);
                self.check(&value, check);
            }
        }
    }

    fn sequence(&mut self, scene: Scene<'_>, steps: &[Stage]) {
        steps.iter().for_each(|step| self.rows(scene, &step.rows));
        for within in steps.iter().filter(|step| step.negated).filter_map(|step| step.within) {
            for step in steps.iter().filter(|step| !step.negated) {
                for row in &scene.facts.rows[step.rows.source] {
                    self.at(ends(row.at, within, scene.moment.zone));
                }
            }
        }
    }

    /// A test of a value that stays as it is.
    fn check(&mut self, value: &Value, check: &Check) {
        let of_terms = match check {
            Check::Compare(_, right, _) => [Some(right), None],
            Check::Between(_, low, high) => [Some(low), Some(high)],
            _ => [None, None],
        };
        let moving = |term: &&Term| !matches!(term, Term::Constant(_)) && self.moves(term);
        if of_terms.iter().flatten().any(moving) {
            self.midnight();
        }
        let Some(at) = value.instant(self.moment.zone) else { return };
        match check {
            Check::Compare(_, right, _) => self.against(at, right),
            Check::Between(_, low, high) => {
                self.against(at, low);
                self.against(at, high);
            }
            Check::In(_, values, _) => values.iter().for_each(|constant| self.constant(at, constant)),
            Check::Period(_, Period { unit, .. }) => self.start_of(*unit),
            Check::Contains { .. } | Check::Affix { .. } | Check::IsNull(_) => {}
        }
    }

    fn against(&mut self, at: Timestamp, right: &Term) {
        if let Term::Constant(constant) = right {
            self.constant(at, constant);
        }
    }

    /// When a stretch of time that moves with the clock comes to an instant, and when it is past it.
    fn constant(&mut self, at: Timestamp, constant: &Constant) {
        let Constant::Time(literal) = constant else { return };
        let ahead = match literal {
            Literal::Now => 0,
            Literal::Offset(Offset { amount, unit: Unit::Hour }) => i64::from(*amount) * 3_600_000_000,
            Literal::Offset(Offset { amount, unit: Unit::Minute }) => i64::from(*amount) * 60_000_000,
            Literal::Offset(Offset { amount, unit }) => return self.days(at, *amount, *unit),
            Literal::Today => return self.days(at, 0, Unit::Day),
            Literal::Yesterday => return self.days(at, -1, Unit::Day),
            _ => return,
        };
        let reached = at.micros().saturating_sub(ahead);
        self.at(reached);
        self.at(reached.saturating_add(1));
    }

    fn days(&mut self, at: Timestamp, amount: i32, unit: Unit) {
        let day = self.moment.zone.day(at);
        let reached = moved(day, amount.saturating_neg(), unit);
        match unit {
            Unit::Day | Unit::Week => {
                self.day(reached);
                self.day(moved(reached, 1, Unit::Day));
            }
            // Several days lead to one end of a month.
            _ => {
                for n in -4..=5 {
                    let then = moved(reached, n, Unit::Day);
                    let before = moved(reached, n - 1, Unit::Day);
                    if moved(then, amount, unit).cmp(&day) != moved(before, amount, unit).cmp(&day) {
                        self.day(then);
                    }
                }
            }
        }
    }

    /// A test of a number of days that grows by one each midnight.
    fn counted_days(&mut self, value: &Value, check: &Check) {
        let Value::Number(now) = value else { return };
        let mut against = |term: &Term| match term {
            Term::Constant(Constant::Value(Value::Number(bound))) => {
                let missing = bound.plus(now.negative()).and_then(super::Number::to_whole);
                match missing.and_then(|days| i32::try_from(days).ok()) {
                    Some(days) => {
                        let reached = moved(self.today, days, Unit::Day);
                        (0..2).for_each(|n| self.day(moved(reached, n, Unit::Day)));
                    }
                    None => self.midnight(),
                }
            }
            _ => self.midnight(),
        };
        match check {
            Check::IsNull(_) => {}
            Check::Compare(_, right, _) => against(right),
            Check::Between(_, low, high) => {
                against(low);
                against(high);
            }
            _ => self.midnight(),
        }
    }

    /// When the next day, week, month, quarter or year begins.
    fn start_of(&mut self, unit: Unit) {
        let (_, last) = match unit {
            Unit::Day => (self.today, self.today),
            unit => self.moment.period(Period { last: false, unit }),
        };
        self.day(moved(last, 1, Unit::Day));
    }

    fn is_of_the_day(&self, attribute: usize) -> bool {
        self.attributes.get(attribute).is_some_and(|name| OF_THE_DAY.contains(&name.as_str()))
    }

    /// Whether a term is another one on another day.
    fn moves(&self, term: &Term) -> bool {
        let mut found = false;
        term.clone().walk(&mut |spot| {
            found |= match spot {
                Spot::Constant(constant) => matches!(constant, Constant::Time(_)),
                Spot::Attribute(at) => self.is_of_the_day(*at),
                _ => false,
            }
        });
        found
    }
}

/// Whether the clock has a say in a test.
fn is_timed(check: &Check) -> bool {
    match check {
        Check::Compare(_, right, _) => !matches!(right, Term::Constant(Constant::Value(_))),
        Check::In(_, values, _) => values.iter().any(|value| !matches!(value, Constant::Value(_))),
        Check::Between(..) | Check::Period(..) => true,
        Check::Contains { .. } | Check::Affix { .. } | Check::IsNull(_) => false,
    }
}
