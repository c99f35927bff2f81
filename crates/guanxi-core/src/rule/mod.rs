//! Rules: conditions on one thing, written in the language of segments.
//!
//! A *query* is text. It is *parsed* into a tree, *checked* against a *registry* of attributes and functions into a
//! *rule*, and the rule is *evaluated* for a thing of which *facts* are known. The room knows no area: which names there
//! are, and what they stand for, comes in with the registry and the facts. [`prepare`] does the first two steps.
//!
//! Invariants: what is printed is read as the same tree; a test and its negation are each other's opposite, NULL or not
//! (rule S1); all problems are told at once, each with its place; no query costs more than its length; numbers are exact.
//!
//! Running example: `number_of_orders >= 3 AND last_order_date < -90d`.

mod anniversary;
mod check;
mod days;
mod eval;
mod explain;
mod legacy;
mod lex;
mod next;
mod number;
mod parse;
mod plan;
mod print;
mod problem;
mod registry;
#[cfg(test)]
mod tests;
mod together;
mod tree;
mod value;

pub use self::{
    check::Dialect,
    days::Moment,
    eval::{Bound, rank_order},
    explain::{Join, Reason},
    number::{Decimal, Number},
    plan::{Columns, Needs, Rowset, Rule},
    problem::{Problem, ProblemCode, Severity},
    registry::{Attribute, Code, Column, Function, Name, Registry, Type},
    together::{Answers, Together},
    value::{Facts, Place, Row, Value},
};

/// The most alike of several names, if one is alike enough to be meant.
pub fn nearest_name<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    registry::nearest(name, names)
}

/// What a query comes to.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The rule; absent when a problem is an error.
    pub rule: Option<Rule>,
    /// The query in the spelling of today; absent when it does not read.
    pub formatted: Option<String>,
    /// Everything there is to say: errors first, what does not read before the rest, each group by place.
    pub problems: Vec<Problem>,
}

/// Reads and checks a query.
pub fn prepare(query: &str, registry: &Registry, dialect: Dialect) -> Prepared {
    let limits = match dialect {
        Dialect::Own => parse::Limits::OWN,
        Dialect::Shopify => parse::Limits::SHOPIFY,
    };
    let (mut tree, mut problems) = parse::parse(query, &limits);
    let reads = !problems.iter().any(Problem::is_error);
    let (rule, mut found) = check::check(query, &mut tree, registry, dialect);
    problems.append(&mut found);
    let fine = !problems.iter().any(Problem::is_error);
    Prepared {
        rule: rule.filter(|_| fine),
        formatted: reads.then(|| tree.to_string()),
        problems: problem::place(query, problems),
    }
}
