//! Several rules about the same things, evaluated together: what they ask for is known once, and a clause that several of
//! them have is worked out once for each thing.

use std::collections::HashMap;

use super::{
    days::Moment,
    eval::Scene,
    next::Next,
    plan::{Ask, Columns, Constant, Needs, Node, Rule, Spot},
    tree::{Literal, Offset, Unit},
    value::Facts,
};
use crate::time::Timestamp;

/// Rules without ranks and without days or zones of their own, joined.
#[derive(Clone, Debug, Default)]
pub struct Together {
    needs: Needs,
    rules: Vec<Tree>,
    atoms: Vec<Atom>,
    bound: Option<Moment>,
}

/// A rule over the clauses of all.
#[derive(Clone, Debug)]
enum Tree {
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Not(Box<Tree>),
    Atom(usize),
}

/// A clause, as it is written and as it is at the moment.
#[derive(Clone, Debug)]
struct Atom {
    ask: Ask,
    bound: Ask,
    /// It speaks of instants, not of days alone.
    to_the_instant: bool,
}

/// What clauses came to for one thing.
#[derive(Debug, Default)]
pub struct Answers(Vec<Option<bool>>);

/// Where the things that one rule needs stand among those that all need.
struct Places {
    attributes: Vec<usize>,
    sources: Vec<usize>,
    segments: Vec<usize>,
    channels: Vec<usize>,
}

impl Places {
    fn of(needs: &Needs, all: &mut Needs) -> Self {
        Self {
            attributes: places(&needs.attributes, &mut all.attributes),
            sources: places(&needs.sources, &mut all.sources),
            segments: places(&needs.segments, &mut all.segments),
            channels: places(&needs.channels, &mut all.channels),
        }
    }

    fn set(&self, spot: Spot<'_>) {
        match spot {
            Spot::Attribute(at) => *at = self.attributes[*at],
            Spot::Source(at) => *at = self.sources[*at],
            Spot::Segment(at) => *at = self.segments[*at],
            Spot::Channel(at) => *at = self.channels[*at],
            Spot::Constant(_) | Spot::Column(..) => {}
        }
    }
}

fn places<T: Clone + PartialEq>(some: &[T], all: &mut Vec<T>) -> Vec<usize> {
    let place = |one: &T| {
        all.iter().position(|other| other == one).unwrap_or_else(|| {
            all.push(one.clone());
            all.len() - 1
        })
    };
    some.iter().map(place).collect()
}

impl Together {
    /// Joins rules.
    pub fn new<'r>(rules: impl Iterator<Item = &'r Rule>) -> Self {
        let (mut joined, mut known) = (Self::default(), HashMap::new());
        for rule in rules {
            let places = Places::of(&rule.needs, &mut joined.needs);
            let tree = joined.add(&rule.root, &places, &mut known);
            joined.rules.push(tree);
        }
        joined.count_columns();
        joined
    }

    /// Notes which columns of each source the clauses look at.
    fn count_columns(&mut self) {
        let mut columns = vec![Columns::NONE; self.needs.sources.len()];
        for atom in &mut self.atoms {
            atom.ask.walk(&mut |spot| match spot {
                Spot::Column(Some(source), column) => columns[source].add(column),
                Spot::Column(None, column) => columns.iter_mut().for_each(|source| source.add(column)),
                _ => {}
            });
        }
        self.needs.columns = columns;
    }

    fn add(&mut self, node: &Node, places: &Places, known: &mut HashMap<String, usize>) -> Tree {
        match node {
            Node::And(all) => Tree::And(all.iter().map(|node| self.add(node, places, known)).collect()),
            Node::Or(all) => Tree::Or(all.iter().map(|node| self.add(node, places, known)).collect()),
            Node::Not(inner) => Tree::Not(Box::new(self.add(inner, places, known))),
            // Clauses that are written alike are alike: they were checked against one registry.
            Node::Leaf(leaf) => Tree::Atom(*known.entry(leaf.text.clone()).or_insert_with(|| {
                let mut ask = leaf.ask.clone();
                ask.walk(&mut |spot| places.set(spot));
                let to_the_instant = is_to_the_instant(&mut ask);
                self.atoms.push(Atom { bound: ask.clone(), ask, to_the_instant });
                self.atoms.len() - 1
            })),
        }
    }

    /// What must be known of a thing to evaluate all of them.
    pub fn needs(&self) -> &Needs {
        &self.needs
    }

    /// How many different clauses they have.
    pub fn clauses(&self) -> usize {
        self.atoms.len()
    }

    /// Has every day and time be that of a moment.
    pub fn bind(&mut self, moment: Moment) {
        let same_day = self.bound.is_some_and(|b| b.zone == moment.zone && b.today() == moment.today());
        for atom in self.atoms.iter_mut().filter(|atom| !same_day || atom.to_the_instant) {
            atom.bound = atom.ask.clone();
            atom.bound.walk(&mut |spot| spot.bind(moment));
        }
        self.bound = Some(moment);
    }

    /// Whether one of the rules holds, by its number. What clauses come to is noted for the rules that follow; the
    /// membership of a segment must be known before a rule asks for it.
    pub fn holds(&self, rule: usize, facts: &Facts, answers: &mut Answers) -> bool {
        let Some(moment) = self.bound else { return false };
        answers.0.resize(self.atoms.len(), None);
        self.tree(&self.rules[rule], Scene { facts, moment }, answers)
    }

    fn tree(&self, tree: &Tree, scene: Scene<'_>, answers: &mut Answers) -> bool {
        match tree {
            Tree::And(all) => all.iter().all(|tree| self.tree(tree, scene, answers)),
            Tree::Or(all) => all.iter().any(|tree| self.tree(tree, scene, answers)),
            Tree::Not(inner) => !self.tree(inner, scene, answers),
            Tree::Atom(at) => match answers.0[*at] {
                Some(known) => known,
                None => {
                    let holds = scene.ask(&self.atoms[*at].bound);
                    answers.0[*at] = Some(holds);
                    holds
                }
            },
        }
    }

    /// The first instant after the moment at which time alone may have a rule come out otherwise; nothing changes before.
    pub fn next_check(&self, facts: &Facts) -> Option<Timestamp> {
        let moment = self.bound?;
        let mut next = Next::after(moment, &self.needs.attributes);
        self.atoms.iter().for_each(|atom| next.ask(Scene { facts, moment }, &atom.ask));
        next.instant()
    }
}

impl Answers {
    /// For another thing.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// Whether a clause speaks of `now` or of hours.
fn is_to_the_instant(ask: &mut Ask) -> bool {
    let mut found = false;
    ask.walk(&mut |spot| {
        if let Spot::Constant(Constant::Time(literal)) = spot {
            found |= matches!(
                literal,
                Literal::Now | Literal::Offset(Offset { unit: Unit::Hour | Unit::Minute, .. })
            );
        }
    });
    found
}
