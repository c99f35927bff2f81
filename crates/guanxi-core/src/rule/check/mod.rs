//! Looks every name up and gives every value its type: a tree becomes a rule.
//!
//! Spellings that mean something known are put right in the tree, so that it prints as it is written today.

mod rows;
mod values;

use super::{
    number::Decimal,
    plan::{Ask, Leaf, Measured, Needs, Node, Ranked, Rule},
    problem::{Problem, ProblemCode},
    registry::{Function, Registry, Type},
    tree::{
        At, Clause, Expr, Factor, List, Measure, Op, Param, Query, Rank, Rows, Source, Span, Subject, Sum,
        Test,
    },
};
use crate::time::Zone;

/// Which language a query must keep to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// All of it.
    #[default]
    Own,
    /// What Shopify takes.
    Shopify,
}

/// Characters that Shopify takes.
const SHOPIFY_CHARS: usize = 5000;

/// Checks a tree. Gives the rule when none of the problems, nor those of reading, is an error.
pub(super) fn check(
    text: &str,
    query: &mut Query,
    registry: &Registry,
    dialect: Dialect,
) -> (Option<Rule>, Vec<Problem>) {
    let mut checker = Checker {
        registry,
        dialect,
        problems: vec![],
        needs: Needs::default(),
        labels: vec![],
        ranking: false,
    };
    if dialect == Dialect::Shopify && text.chars().count() > SHOPIFY_CHARS {
        checker.error(
            ProblemCode::SegmentLimit,
            Span::default(),
            format!("the query is too long: Shopify takes {SHOPIFY_CHARS} characters"),
        );
    }
    let root = checker.expr(&mut query.condition);
    if let Some(day) = &query.as_of {
        checker.extension(day.span, "AS OF");
    }
    let zone = query.zone.as_ref().and_then(|zone| checker.zone(zone));
    let rule = root.map(|root| Rule {
        root,
        needs: std::mem::take(&mut checker.needs),
        as_of: query.as_of.as_ref().map(|day| day.value),
        zone,
    });
    (rule, checker.problems)
}

struct Checker<'a> {
    registry: &'a Registry,
    dialect: Dialect,
    problems: Vec<Problem>,
    needs: Needs,
    /// Labels of the steps before this one, with their functions.
    labels: Vec<(String, &'a Function)>,
    /// Inside `OVER (…)`.
    ranking: bool,
}

impl<'a> Checker<'a> {
    fn error(&mut self, code: ProblemCode, span: Span, message: impl Into<String>) {
        self.problems.push(Problem::new(code, span, message));
    }

    fn lint(&mut self, span: Span, message: &str) {
        self.problems.push(Problem::warning(ProblemCode::SegmentLint, span, message));
    }

    /// Something that is not in Shopify's language.
    fn extension(&mut self, span: Span, what: &str) {
        if self.dialect == Dialect::Shopify {
            self.error(ProblemCode::SegmentUnsupported, span, format!("Shopify's language has no {what}"));
        }
    }

    fn zone(&mut self, name: &At<String>) -> Option<Zone> {
        self.extension(name.span, "IN TIME ZONE");
        let zone = name.value.parse().ok();
        if zone.is_none() {
            self.error(ProblemCode::SegmentType, name.span, "expected a time zone such as 'Asia/Shanghai'");
        }
        zone
    }

    fn expr(&mut self, expr: &mut Expr) -> Option<Node> {
        match expr {
            Expr::And(all) => self.all(all).map(Node::And),
            Expr::Or(all) => self.all(all).map(Node::Or),
            Expr::Not(inner) => self.expr(inner).map(|node| Node::Not(Box::new(node))),
            Expr::Clause(clause) => {
                let ask = self.clause(clause)?;
                Some(Node::Leaf(Box::new(Leaf { text: clause.to_string(), ask })))
            }
            Expr::Broken => None,
        }
    }

    /// Every part is looked at, so that every fault is told.
    fn all(&mut self, all: &mut [Expr]) -> Option<Vec<Node>> {
        let nodes: Vec<_> = all.iter_mut().map(|expr| self.expr(expr)).collect();
        nodes.into_iter().collect()
    }

    fn clause(&mut self, clause: &mut Clause) -> Option<Ask> {
        let Clause { subject, test } = clause;
        let span = subject.span;
        match &mut subject.value {
            Subject::Value(sum) => self.value_clause(sum, test.as_mut()),
            Subject::Rows(rows) => {
                let function = self.rows(rows);
                let test = test.as_mut()?;
                self.rows_clause(function?, rows, test)
            }
            Subject::Anniversary(name) => self.anniversary(name, test.as_mut()?),
            Subject::Sequence(steps) => {
                self.extension(span, "SEQUENCE");
                self.sequence(steps, test.as_mut())
            }
            Subject::Rank(rank) => {
                self.extension(span, "ranks");
                self.rank(rank, span, test.as_mut())
            }
            Subject::Segment(key) => {
                self.extension(span, "segment(…)");
                if let Some(test) = test {
                    let message = "when a customer entered or left a segment is not kept yet";
                    self.error(ProblemCode::SegmentUnsupported, test.span, message);
                    return None;
                }
                Some(Ask::Segment(place(&mut self.needs.segments, key.value.clone())))
            }
            Subject::Reachable(channel) => {
                self.extension(span, "reachable(…)");
                Some(Ask::Reach(place(&mut self.needs.channels, channel.value.clone())))
            }
            Subject::Bucket(salt, of) => {
                self.extension(span, "bucket(…)");
                let count = self.count(of, 1, 1_000_000);
                let check = self.test(&Type::Integer, "bucket", test.as_mut()?)?;
                Some(Ask::Bucket { salt: salt.clone(), of: count?, check })
            }
            Subject::Habit(habit) => {
                self.extension(span, "STOPPED and RESTARTED");
                self.habit(habit)
            }
        }
    }

    /// A whole number in bounds.
    fn count(&mut self, number: &At<Decimal>, least: i128, most: i128) -> Option<u64> {
        let n = number.value;
        if !n.is_whole() || !(least..=most).contains(&n.digits) {
            let message = format!("expected a whole number from {least} to {most}");
            self.error(ProblemCode::SegmentRange, number.span, message);
            return None;
        }
        u64::try_from(n.digits).ok()
    }

    fn value_clause(&mut self, sum: &mut Sum, test: Option<&mut At<Test>>) -> Option<Ask> {
        if let Some(At { value: Factor::Name(name), span }) = sum.single() {
            let named = At::new(name.clone(), *span);
            if self.attribute_type(&named.value).is_none() {
                let mut rows = Rows { pick: None, source: At::new(Source::Named(named.value), named.span) };
                let function = self.rows(&mut rows)?;
                let name = match &rows.source.value {
                    Source::Named(name) | Source::Event(name) => name.clone(),
                };
                *sum = Sum::from(At::new(Factor::Name(name), named.span));
                return self.rows_clause(function, &rows, test?);
            }
        } else {
            self.extension(sum.span(), "arithmetic");
        }
        let name = sum.to_string();
        let (term, ty) = self.term(sum)?;
        let test = test?;
        if let Test::Matches { .. } = test.value {
            let message = format!("{name} does not support operator MATCHES; only functions do");
            self.error(ProblemCode::SegmentOperator, test.span, message);
            return None;
        }
        self.extra_operators(&ty, test);
        let check = self.test(&ty, &name, test)?;
        Some(Ask::Value(term, check))
    }

    /// Operators of attributes that are extensions.
    fn extra_operators(&mut self, ty: &Type, test: &At<Test>) {
        let listed = matches!(ty, Type::List(_) | Type::Folded(_));
        match &test.value {
            Test::In { .. } => self.extension(test.span, "IN on attributes"),
            Test::Between { negated: true, .. } => self.extension(test.span, "NOT BETWEEN"),
            Test::Contains { .. } if !listed => self.extension(test.span, "CONTAINS on texts"),
            _ => {}
        }
    }

    /// The attribute of a name, and whether it is an extension.
    fn attribute_type(&mut self, name: &str) -> Option<(Type, bool, bool)> {
        if let Some(attribute) = self.attribute_of(name) {
            return Some(attribute);
        }
        name.strip_prefix("customer.").map(|_| (Type::Any, false, true))
    }

    /// An attribute, also by the path of a metafield.
    fn attribute_of(&self, name: &str) -> Option<(Type, bool, bool)> {
        let found = self.registry.attribute(name).or_else(|| {
            let path =
                name.strip_prefix("customer.metafields.").or_else(|| name.strip_prefix("customer."))?;
            let joined = self.registry.attribute(&format!("customer.{}", path.replace('.', "_")));
            joined.or_else(|| self.registry.attribute(&format!("customer.{}", path.rsplit('.').next()?)))
        });
        found.map(|a| (a.ty.clone(), a.extension, a.birth))
    }

    /// The name that the values of an attribute are asked for by.
    fn need_attribute(&mut self, name: &At<String>) -> Option<(usize, Type, bool)> {
        let Some((ty, extension, birth)) = self.attribute_type(&name.value) else {
            self.unknown(name);
            return None;
        };
        if extension {
            self.extension(name.span, &name.value);
        }
        if self.attribute_of(&name.value).is_none() {
            let message = format!("'{}' is not defined: nobody has it, so it is NULL for all", name.value);
            self.problems.push(Problem::warning(ProblemCode::SegmentUnknownAttribute, name.span, message));
        }
        Some((place(&mut self.needs.attributes, name.value.clone()), ty, birth))
    }

    fn unknown(&mut self, name: &At<String>) {
        let nearest = self.registry.nearest(&name.value);
        let hint = nearest.as_ref().map_or_else(String::new, |near| format!("; did you mean {near}?"));
        let message = format!("'{}' filter cannot be found{hint}", name.value);
        self.problems
            .push(Problem::new(ProblemCode::SegmentUnknownAttribute, name.span, message).suggest(nearest));
    }

    fn anniversary(&mut self, name: &At<String>, test: &mut At<Test>) -> Option<Ask> {
        let (attribute, ty, birth) = self.need_attribute(name)?;
        if !matches!(ty, Type::Date | Type::Any) {
            let message = format!("anniversary takes a date, and {} is {}", name.value, ty.about());
            self.error(ProblemCode::SegmentType, name.span, message);
            return None;
        }
        let (day, years) = match &mut test.value {
            Test::Matches { negated: false, params } => {
                self.extension(test.span, "anniversary … MATCHES");
                let (mut day, mut years) = (None, None);
                for param in params {
                    match param.name.value.as_str() {
                        "date" if day.is_none() => {
                            self.anniversary_operator(&param.test)?;
                            day = Some(self.test(&Type::Date, "date", &mut param.test)?);
                        }
                        "years" if years.is_none() => {
                            years = Some(self.test(&Type::Integer, "years", &mut param.test)?);
                        }
                        _ => {
                            let message = "anniversary takes date and years, each once";
                            self.error(ProblemCode::SegmentUnknownParameter, param.name.span, message);
                            return None;
                        }
                    }
                }
                let Some(day) = day else {
                    self.error(ProblemCode::SegmentSyntax, test.span, "expected a test of date");
                    return None;
                };
                (day, years)
            }
            _ => {
                self.anniversary_operator(test)?;
                (self.test(&Type::Date, "anniversary", test)?, None)
            }
        };
        Some(Ask::Anniversary { attribute, birth, day, years })
    }

    fn anniversary_operator(&mut self, test: &At<Test>) -> Option<()> {
        let fine = match &test.value {
            Test::Compare { op, .. } => matches!(op, Op::Eq | Op::Ne),
            Test::Between { .. } | Test::IsNull { .. } | Test::In { list: List::Period(_), .. } => true,
            _ => false,
        };
        if !fine {
            let message = format!("anniversary does not support operator {}", operator(&test.value));
            self.problems.push(
                Problem::new(ProblemCode::SegmentOperator, test.span, message)
                    .expected(["=", "!=", "BETWEEN", "IS NULL"]),
            );
        }
        fine.then_some(())
    }

    fn rank(&mut self, rank: &mut Rank, span: Span, test: Option<&mut At<Test>>) -> Option<Ask> {
        if self.ranking {
            self.error(ProblemCode::SegmentUnsupported, span, "a rank inside OVER is not built yet");
            return None;
        }
        match rank {
            Rank::Percent(by) => {
                let by = self.measure(by)?;
                let check = self.test(&Type::Decimal, "PERCENT_RANK", test?)?;
                Some(Ask::Percent(self.ranked(by, None), check))
            }
            Rank::Tile(count, by) => {
                let count = self.count(count, 1, 1_000_000);
                let by = self.measure(by)?;
                let check = self.test(&Type::Integer, "NTILE", test?)?;
                Some(Ask::Tile(self.ranked(by, None), count?, check))
            }
            Rank::Top { count, percent, exact, by, over } => {
                let (most, percent, exact) = (if *percent { 100 } else { 1_000_000_000 }, *percent, *exact);
                let count = self.count(count, 0, most);
                let by = self.measure(by)?;
                self.ranking = true;
                let over = over.as_mut().map(|over| self.expr(over));
                self.ranking = false;
                let over = match over {
                    Some(over) => Some(over?),
                    None => None,
                };
                Some(Ask::Top { rank: self.ranked(by, over), count: count?, percent, exact })
            }
        }
    }

    fn ranked(&mut self, by: Measured, over: Option<Node>) -> usize {
        self.needs.ranks.push(Ranked { by, over });
        self.needs.ranks.len() - 1
    }

    fn measure(&mut self, measure: &mut Measure) -> Option<Measured> {
        let name = measure.name.clone();
        if self.attribute_type(&name.value).is_some() {
            let (at, ty, _) = self.need_attribute(&name)?;
            let fine = matches!(ty, Type::Integer | Type::Decimal | Type::Money | Type::Date | Type::Any);
            if !fine || measure.params.is_some() {
                let message =
                    format!("a rank is by a number or a date, and {} is {}", name.value, ty.about());
                self.error(ProblemCode::SegmentType, name.span, message);
                return None;
            }
            return Some(Measured::Attribute(at));
        }
        let Some((function_name, aggregate)) = name.value.rsplit_once('.') else {
            self.unknown(&name);
            return None;
        };
        let mut rows =
            Rows { pick: None, source: At::new(Source::Named(function_name.to_owned()), name.span) };
        let function = self.rows(&mut rows)?;
        let mut none = Vec::new();
        let params = measure.params.as_mut().unwrap_or(&mut none);
        let presented = params.iter().any(|p| p.name.value == "currency");
        let selection = self.selection(function, &rows, params)?;
        let asked = At::new(aggregate.to_owned(), name.span);
        let test = At::from(Test::IsNull { negated: false });
        let param = Param { name: asked.clone(), of: vec![], test };
        match self.aggregate(function, &param, presented)? {
            Some((aggregate, _)) => Some(Measured::Rows(selection, aggregate)),
            None => {
                self.unknown_parameter(function, &asked);
                None
            }
        }
    }
}

/// How an operator is written.
pub(super) fn operator(test: &Test) -> &'static str {
    match test {
        Test::Compare { op, .. } => op.as_str(),
        Test::Between { negated: false, .. } => "BETWEEN",
        Test::Between { negated: true, .. } => "NOT BETWEEN",
        Test::In { negated: false, .. } => "IN",
        Test::In { negated: true, .. } => "NOT IN",
        Test::Contains { negated: false, .. } => "CONTAINS",
        Test::Contains { negated: true, .. } => "NOT CONTAINS",
        Test::Affix { ends: false, .. } => "STARTS WITH",
        Test::Affix { ends: true, .. } => "ENDS WITH",
        Test::IsNull { .. } => "IS NULL",
        Test::Matches { negated: false, .. } => "MATCHES",
        Test::Matches { negated: true, .. } => "NOT MATCHES",
    }
}

/// The place of a thing among those needed; each stands once.
pub(super) fn place<T: PartialEq>(all: &mut Vec<T>, one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or_else(|| {
        all.push(one);
        all.len() - 1
    })
}
