use guanxi_macros::model;

use super::{
    eval::{Bound, Scene},
    plan::{Ask, Node},
    value::{Facts, Row, Value},
};

/// One part of why a rule holds, or does not.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// How deep it stands: the whole at 0, its parts at 1.
    pub depth: u32,
    /// How its parts are joined.
    pub join: Join,
    /// Whether it holds.
    pub holds: bool,
    /// For a clause: how it is written.
    pub clause: Option<String>,
    /// For a clause: what was found, such as `number_of_orders = 3` or `count = 0`.
    pub found: Vec<String>,
    /// For a clause over rows: how many passed.
    pub rows: Option<u64>,
    /// The ids of the first ten of them.
    pub witnesses: Vec<String>,
}

/// How the parts of a condition are joined.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// All must hold.
    And,
    /// One must hold.
    Or,
    /// The part must not hold.
    Not,
    /// It has no parts.
    Clause,
}

/// Rows named in an explanation.
const WITNESSES: usize = 10;

impl Bound {
    /// Why the rule holds for a thing, or does not: the whole, then each part followed by its own parts.
    pub fn explain(&self, facts: &Facts) -> Vec<Reason> {
        let mut reasons = Vec::new();
        add(self, self.scene(facts), &self.rule.root, 0, &mut reasons);
        reasons
    }
}

fn add(bound: &Bound, scene: Scene<'_>, node: &Node, depth: u32, reasons: &mut Vec<Reason>) {
    let (clause, join, parts): (_, _, &[Node]) = match node {
        Node::And(all) => (None, Join::And, all),
        Node::Or(all) => (None, Join::Or, all),
        Node::Not(inner) => (None, Join::Not, std::slice::from_ref(inner)),
        Node::Leaf(leaf) => match &leaf.ask {
            Ask::All(parts) => (Some(&leaf.text), Join::And, parts),
            _ => (Some(&leaf.text), Join::Clause, &[]),
        },
    };
    let (holds, clause) = (scene.node(node), clause.cloned());
    let reason = Reason { depth, join, holds, clause, found: vec![], rows: None, witnesses: vec![] };
    reasons.push(match node {
        Node::Leaf(leaf) => found(bound, scene, &leaf.ask, reason),
        _ => reason,
    });
    parts.iter().for_each(|part| add(bound, scene, part, depth + 1, reasons));
}

/// What a clause was decided by.
fn found(bound: &Bound, scene: Scene<'_>, ask: &Ask, mut reason: Reason) -> Reason {
    let subject = reason.clause.as_deref().unwrap_or_default();
    match ask {
        Ask::Value(term, _) => {
            let name = subject.split(' ').next().unwrap_or_default();
            reason.found = vec![format!("{name} = {}", shown(&scene.term(term, &[])))];
        }
        Ask::Anniversary { attribute, .. } => {
            let name = &bound.rule.needs.attributes[*attribute];
            reason.found = vec![format!("{name} = {}", shown(&scene.facts.attributes[*attribute]))];
        }
        Ask::Rows(selection, _) => {
            let rows = scene.select(selection, &[]);
            for (aggregate, _) in &selection.aggregates {
                reason.found.push(format!(
                    "{} = {}",
                    aggregate.name(),
                    shown(&scene.aggregate(&rows, aggregate))
                ));
            }
            reason.rows = Some(rows.len() as u64);
            reason.witnesses = witnesses(&rows);
        }
        Ask::Sequence { steps, .. } => {
            let rows = scene.run(steps, crate::time::Timestamp::MIN).unwrap_or_default();
            reason.rows = Some(rows.len() as u64);
            reason.witnesses = witnesses(&rows);
        }
        Ask::Percent(rank, _) | Ask::Tile(rank, ..) | Ask::Top { rank, .. } => {
            reason.found = vec![match scene.facts.ranks[*rank] {
                Some(place) => format!("place {} of {}", place.higher + 1, place.of),
                None => "outside the population".to_owned(),
            }];
        }
        Ask::Segment(_) | Ask::Reach(_) | Ask::Bucket { .. } | Ask::All(_) => {}
    }
    reason
}

fn witnesses(rows: &[&Row]) -> Vec<String> {
    let mut ids: Vec<String> = rows.iter().map(|row| row.witness.to_string()).collect();
    ids.dedup();
    ids.truncate(WITNESSES);
    ids
}

/// A value for people. What is said of a customer is for the shop's own staff.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("'{text}'"),
        Value::At(at) => at.to_string(),
        Value::MonthDay(month, day) => format!("--{month:02}-{day:02}"),
        Value::List(list) => format!("({})", list.join(", ")),
        Value::Point(lat, lon) => format!("({}, {})", f64::from(*lat) / 1e6, f64::from(*lon) / 1e6),
    }
}
