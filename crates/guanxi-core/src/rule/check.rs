//! Looks every name up and gives every value its type: a tree becomes a rule.
//!
//! Spellings that mean something known are put right in the tree, so that it prints as it is written today.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{
    lex::read_day,
    number::Decimal,
    plan::{
        Aggregate, Ask, Check, Constant, Field, Leaf, Measured, Needs, Node, Ranked, Rowset, Rule, Selection,
        Stage, Term,
    },
    problem::{Problem, ProblemCode},
    registry::{Function, Registry, Type, nearest},
    tree::{
        At, Clause, Expr, Factor, Habit, How, List, Literal, Measure, Offset, Op, Param, Query, Rank, Rows,
        Source, Span, Step, Subject, Sum, Test, Unit,
    },
    value::Value,
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

    fn rows(&mut self, rows: &mut Rows) -> Option<&'a Function> {
        let registry = self.registry;
        let span = rows.source.span;
        if rows.pick.is_some() {
            self.extension(span, "FIRST and LAST");
        }
        let name = match &mut rows.source.value {
            Source::Event(_) => "event".to_owned(),
            Source::Named(name) => {
                if let Some(rest) = name.strip_prefix("storefront_event.") {
                    *name = format!("storefront.{rest}");
                }
                name.clone()
            }
        };
        let wanted = if name.starts_with("event.") { "event" } else { &name };
        let Some(function) = registry.function(wanted) else {
            self.unknown(&At::new(name, span));
            return None;
        };
        if function.extension {
            self.extension(span, &name);
        }
        Some(function)
    }

    fn source(&mut self, function: &Function, rows: &Rows) -> usize {
        let event = match &rows.source.value {
            Source::Event(name) => Some(name.clone()),
            Source::Named(name) => name.strip_prefix("event.").map(str::to_owned),
        };
        place(&mut self.needs.sources, Rowset { function: function.name.to_string(), event })
    }

    fn rows_clause(&mut self, function: &'a Function, rows: &Rows, test: &mut At<Test>) -> Option<Ask> {
        match &mut test.value {
            Test::Matches { negated, params } => {
                let negated = *negated;
                self.selection(function, rows, params).map(|selection| Ask::Rows(selection, negated))
            }
            Test::IsNull { negated } => {
                let negated = *negated;
                self.selection(function, rows, &mut []).map(|selection| Ask::Rows(selection, !negated))
            }
            other => {
                let message = format!(
                    "{} does not support operator {}; use MATCHES (…)",
                    function.name,
                    operator(other)
                );
                self.problems.push(
                    Problem::new(ProblemCode::SegmentOperator, test.span, message).expected([
                        "MATCHES",
                        "NOT MATCHES",
                        "IS NULL",
                        "IS NOT NULL",
                    ]),
                );
                None
            }
        }
    }

    fn selection(&mut self, function: &'a Function, rows: &Rows, params: &mut [Param]) -> Option<Selection> {
        let mut selection = Selection {
            source: self.source(function, rows),
            pick: rows.pick,
            reveals: 0,
            filters: vec![],
            aggregates: vec![],
        };
        let mut seen: Vec<String> = Vec::new();
        let mut fine = true;
        if function.name == "customer_within_distance" {
            return self.distance(rows, params, selection);
        }
        let presented = params.iter().any(|p| p.name.value == "currency");
        for param in params {
            let key = param.to_string().split(' ').next().unwrap_or_default().to_owned();
            if seen.contains(&key) {
                let message = format!("{key} stands twice; a range is written BETWEEN");
                self.error(ProblemCode::SegmentDuplicateParameter, param.name.span, message);
                fine = false;
            }
            seen.push(key);
            fine &= self.param(function, param, presented, &mut selection).is_some();
        }
        fine.then_some(selection)
    }

    fn param(
        &mut self,
        function: &Function,
        param: &mut Param,
        presented: bool,
        selection: &mut Selection,
    ) -> Option<()> {
        let name = param.name.clone();
        if !function.shopify.contains(&name.value.as_str()) {
            self.extension(name.span, &format!("parameter {} of {}", name.value, function.name));
        }
        if let Some((aggregate, ty)) = self.aggregate(function, param, presented)? {
            let check = self.test(&ty, &name.value, &mut param.test)?;
            if let (Aggregate::Count, Check::Compare(Op::Lt | Op::Le, ..)) = (&aggregate, &check) {
                self.lint(param.test.span, "includes customers with no matching row at all");
            }
            selection.aggregates.push((aggregate, check));
            return Some(());
        }
        let Some((field, ty, reveals)) = self.field(function, &name.value, presented) else {
            self.unknown_parameter(function, &name);
            return None;
        };
        if name.value == "id" && excludes(&param.test.value) {
            self.lint(
                param.test.span,
                "asks for a row with another id; for customers without such a row write NOT MATCHES (id = …)",
            );
        }
        selection.reveals |= reveals;
        let check = self.test(&ty, &name.value, &mut param.test)?;
        selection.filters.push((field, check));
        Some(())
    }

    fn unknown_parameter(&mut self, function: &Function, name: &At<String>) {
        let mut names: Vec<String> = function.columns.iter().map(|c| c.name.to_string()).collect();
        if function.timed {
            names.extend(["date", "count"].map(str::to_owned));
        }
        names.extend(function.sums.iter().map(|(sum, _)| (*sum).to_owned()));
        if function.properties {
            names.push("properties.…".to_owned());
        }
        let near = nearest(&name.value, names.iter().map(String::as_str));
        let message =
            format!("{} has no parameter '{}'; it has {}", function.name, name.value, names.join(", "));
        self.problems.push(
            Problem::new(ProblemCode::SegmentUnknownParameter, name.span, message)
                .expected(names)
                .suggest(near),
        );
    }

    /// What a name means in a row: the field, its type, the hidden rows it brings out.
    fn field(&self, function: &Function, name: &str, presented: bool) -> Option<(Field, Type, u8)> {
        if let Some(at) = function.column(name) {
            let column = &function.columns[at];
            let other = column.presented.filter(|_| presented).and_then(|name| function.column(name));
            return Some((Field::Column(other.unwrap_or(at)), column.ty.clone(), column.reveals));
        }
        let path = name.strip_prefix("properties.").filter(|_| function.properties);
        if let Some(path) = path {
            return Some((Field::Property(path.split('.').map(str::to_owned).collect()), Type::Any, 0));
        }
        match name {
            _ if !function.timed => None,
            "date" => Some((Field::At, Type::Date, 0)),
            "day_of_week" => {
                Some((Field::Weekday, Type::choice(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]), 0))
            }
            "hour" => Some((Field::Hour, Type::Integer, 0)),
            _ => None,
        }
    }

    /// The aggregate that a parameter is, if it is one; `None` outside when it is one that does not hold together.
    fn aggregate(
        &mut self,
        function: &Function,
        param: &Param,
        presented: bool,
    ) -> Option<Option<(Aggregate, Type)>> {
        let name = param.name.value.as_str();
        if param.of.is_empty() {
            let sum = function.sums.iter().find(|(sum, _)| *sum == name);
            if let Some((_, column)) = sum {
                let (field, ty, _) = self.field(function, column, presented)?;
                return Some(Some((Aggregate::Sum(field), ty)));
            }
            return Some(match name {
                _ if !function.timed || function.column(name).is_some() => None,
                "count" => Some((Aggregate::Count, Type::Integer)),
                "first_date" => Some((Aggregate::First, Type::Date)),
                "last_date" => Some((Aggregate::Last, Type::Date)),
                "days_active" => Some((Aggregate::Days, Type::Integer)),
                _ => None,
            });
        }
        if name == "active_periods" {
            return self.periods(param).map(Some);
        }
        let makes: fn(Field) -> Aggregate = match name {
            "sum" => Aggregate::Sum,
            "avg" => Aggregate::Average,
            "min" => Aggregate::Least,
            "max" => Aggregate::Greatest,
            "median" => Aggregate::Median,
            "count_distinct" => Aggregate::Distinct,
            _ => {
                self.unknown_parameter(function, &param.name);
                return None;
            }
        };
        let [At { value: Factor::Name(of), span }] = &*param.of else {
            self.error(
                ProblemCode::SegmentSyntax,
                param.name.span,
                format!("{name} takes one field: {name}(amount)"),
            );
            return None;
        };
        let Some((field, ty, _)) = self.field(function, of, presented) else {
            self.unknown_parameter(function, &At::new(of.clone(), *span));
            return None;
        };
        let numeric = matches!(ty, Type::Integer | Type::Decimal | Type::Money | Type::Any);
        let ty = match name {
            "count_distinct" => Type::Integer,
            "min" | "max" if ty == Type::Date => Type::Date,
            _ if numeric => Type::Decimal,
            _ => {
                let message = format!("{name} takes a number, and {of} is {}", ty.about());
                self.error(ProblemCode::SegmentType, *span, message);
                return None;
            }
        };
        Some(Some((makes(field), ty)))
    }

    fn periods(&mut self, param: &Param) -> Option<(Aggregate, Type)> {
        let message =
            "expected active_periods('day', 7), active_periods('week', 8) or active_periods('month', 6)";
        let found = match &*param.of {
            [
                At { value: Factor::Literal(Literal::Text(unit)), .. },
                At { value: Factor::Literal(Literal::Number(n)), .. },
            ] => {
                let unit = match unit.as_str() {
                    "day" => Some(Unit::Day),
                    "week" => Some(Unit::Week),
                    "month" => Some(Unit::Month),
                    _ => None,
                };
                unit.zip(u32::try_from(n.digits).ok().filter(|n_| n.is_whole() && (1..=1000).contains(n_)))
            }
            _ => None,
        };
        let Some((unit, n)) = found else {
            self.error(ProblemCode::SegmentSyntax, param.name.span, message);
            return None;
        };
        Some((Aggregate::Periods(unit, n), Type::Integer))
    }

    /// `coordinates` and exactly one of `distance_km` and `distance_mi`.
    fn distance(&mut self, rows: &Rows, params: &mut [Param], mut selection: Selection) -> Option<Selection> {
        let span = rows.source.span;
        let (mut from, mut radius) = (None, vec![]);
        let mut fine = true;
        for param in params {
            let name = param.name.value.clone();
            match name.as_str() {
                "coordinates" if from.is_none() => from = self.coordinates(param),
                "distance_km" | "distance_mi" => {
                    let check = self.test(&Type::Decimal, &name, &mut param.test);
                    fine &= check.is_some();
                    radius.push((name == "distance_mi", param.test.span, check));
                }
                _ => {
                    let message = format!(
                        "customer_within_distance has no parameter '{name}'; it has coordinates, distance_km, distance_mi"
                    );
                    self.problems.push(
                        Problem::new(ProblemCode::SegmentUnknownParameter, param.name.span, message)
                            .expected(["coordinates", "distance_km", "distance_mi"]),
                    );
                    fine = false;
                }
            }
        }
        let ([(miles, at, check)], Some(from)) = (&mut *radius, from) else {
            if fine {
                let message = "expected coordinates and exactly one of distance_km and distance_mi";
                self.error(ProblemCode::SegmentSyntax, span, message);
            }
            return None;
        };
        let check = match check.take()? {
            // Shopify writes the radius with an equals sign.
            Check::Compare(Op::Eq | Op::Le, radius, _) => Check::Compare(Op::Le, radius, false),
            Check::Compare(Op::Lt, radius, _) => Check::Compare(Op::Lt, radius, false),
            _ => {
                self.error(ProblemCode::SegmentOperator, *at, "a distance is written = or <=");
                return None;
            }
        };
        selection.filters.push((Field::Distance { column: 0, from, miles: *miles }, check));
        Some(selection)
    }

    fn coordinates(&mut self, param: &mut Param) -> Option<(i32, i32)> {
        let Test::Compare { op: Op::Eq, .. } = &param.test.value else {
            self.error(
                ProblemCode::SegmentOperator,
                param.test.span,
                "coordinates are written = (latitude, longitude)",
            );
            return None;
        };
        match self.test(&Type::Point, "coordinates", &mut param.test)? {
            Check::Compare(_, Term::Constant(Constant::Value(Value::Point(lat, lon))), _) => Some((lat, lon)),
            _ => None,
        }
    }

    /// `STOPPED(f (…), 30d, 60d)`: in the 60 days before, and not in the last 30. `RESTARTED` the other way round.
    fn habit(&mut self, habit: &mut Habit) -> Option<Ask> {
        let function = self.rows(&mut habit.rows)?;
        if let Some(date) = habit.params.iter().find(|p| p.name.value == "date") {
            self.error(
                ProblemCode::SegmentDuplicateParameter,
                date.name.span,
                "the days are said behind the function",
            );
            return None;
        }
        let (recent, before) =
            (habit.recent.value.min(500_000) as i32, habit.before.value.min(500_000) as i32);
        let base = self.selection(function, &habit.rows, &mut habit.params)?;
        let days = |from: Option<i32>, to: i32| {
            let term = |n: i32| {
                Term::Constant(Constant::Time(Literal::Offset(Offset { amount: -n, unit: Unit::Day })))
            };
            let check = match from {
                Some(from) => Check::Between(false, term(from), term(to)),
                None => Check::Compare(Op::Lt, term(to), false),
            };
            let mut selection = base.clone();
            selection.filters.push((Field::At, check));
            selection
        };
        let leaf = |text: &str, selection: Selection, negated: bool| {
            let text = format!("{} {text}", habit.rows);
            Node::Leaf(Box::new(Leaf { text, ask: Ask::Rows(selection, negated) }))
        };
        let whole = recent + before;
        let now = days(Some(recent), 0);
        let pause = days(Some(whole), recent + 1);
        let parts = if habit.restarted {
            let long_ago = days(None, whole);
            vec![
                leaf(&format!("MATCHES (date < -{whole}d)"), long_ago, false),
                leaf(&format!("NOT MATCHES (date BETWEEN -{whole}d AND -{}d)", recent + 1), pause, true),
                leaf(&format!("MATCHES (date BETWEEN -{recent}d AND today)"), now, false),
            ]
        } else {
            vec![
                leaf(&format!("MATCHES (date BETWEEN -{whole}d AND -{}d)", recent + 1), pause, false),
                leaf(&format!("NOT MATCHES (date BETWEEN -{recent}d AND today)"), now, true),
            ]
        };
        Some(Ask::All(parts))
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

    fn sequence(&mut self, steps: &mut [Step], test: Option<&mut At<Test>>) -> Option<Ask> {
        let kept = std::mem::take(&mut self.labels);
        let stages: Vec<_> = steps.iter_mut().map(|step| self.step(step)).collect();
        self.labels = kept;
        let stages: Vec<Stage> = stages.into_iter().collect::<Option<_>>()?;
        let Some(test) = test else {
            return Some(Ask::Sequence { steps: stages, counts: vec![], negated: false });
        };
        let span = test.span;
        let Test::Matches { negated, params } = &mut test.value else {
            self.error(ProblemCode::SegmentOperator, span, "a sequence takes MATCHES (count …), or nothing");
            return None;
        };
        let negated = *negated;
        let mut counts = Vec::new();
        for param in params {
            if param.name.value != "count" || !param.of.is_empty() {
                self.error(
                    ProblemCode::SegmentUnknownParameter,
                    param.name.span,
                    "a sequence has only count",
                );
                return None;
            }
            counts.push(self.test(&Type::Integer, "count", &mut param.test)?);
        }
        Some(Ask::Sequence { steps: stages, counts, negated })
    }

    fn step(&mut self, step: &mut Step) -> Option<Stage> {
        let function = self.rows(&mut step.rows)?;
        let rows = self.selection(function, &step.rows, &mut step.params)?;
        if !function.timed {
            let message = format!("rows of {} have no time", function.name);
            self.error(ProblemCode::SegmentType, step.rows.source.span, message);
            return None;
        }
        if !rows.aggregates.is_empty() {
            let message = "a step takes no aggregates; count stands behind the sequence: SEQUENCE (…) MATCHES (count >= 2)";
            self.error(ProblemCode::SegmentOperator, step.rows.source.span, message);
            return None;
        }
        if !step.negated {
            let label = step.label.as_ref().map_or_else(String::new, |label| label.value.clone());
            self.labels.push((label, function));
        }
        Some(Stage { negated: step.negated, rows, within: step.within.as_ref().map(|w| w.value) })
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

    /// The value of terms and its type.
    fn term(&mut self, sum: &mut Sum) -> Option<(Term, Type)> {
        let first = self.product(&mut sum.first)?;
        if sum.rest.is_empty() {
            return Some(first);
        }
        let span = sum.span();
        let (term, ty) = first;
        if ty == Type::Date {
            let mut moves = Vec::new();
            for (adds, product) in &sum.rest {
                match (&product.first.value, product.rest.is_empty()) {
                    (Factor::Literal(Literal::Offset(offset)), true) if is_days(offset.unit) => {
                        moves.push((*adds, *offset));
                    }
                    _ => {
                        let message = "to a date only days, weeks, months and years are added: +30d";
                        self.error(ProblemCode::SegmentType, span, message);
                        return None;
                    }
                }
            }
            return Some((Term::Moved(Box::new(term), moves), Type::Date));
        }
        let mut rest = Vec::new();
        for (adds, product) in &mut sum.rest {
            let (term, ty) = self.product(product)?;
            self.number_type(&ty, span)?;
            rest.push((*adds, term));
        }
        self.number_type(&ty, span)?;
        Some((Term::Sum(Box::new(term), rest), Type::Decimal))
    }

    fn product(&mut self, product: &mut super::tree::Product) -> Option<(Term, Type)> {
        let first = self.factor(&mut product.first)?;
        if product.rest.is_empty() {
            return Some(first);
        }
        let span = product.first.span;
        self.number_type(&first.1, span)?;
        let mut rest = Vec::new();
        for (multiplies, factor) in &mut product.rest {
            let (term, ty) = self.factor(factor)?;
            self.number_type(&ty, factor.span)?;
            rest.push((*multiplies, term));
        }
        Some((Term::Product(Box::new(first.0), rest), Type::Decimal))
    }

    fn number_type(&mut self, ty: &Type, span: Span) -> Option<()> {
        let fine = matches!(ty, Type::Integer | Type::Decimal | Type::Money | Type::Any);
        if !fine {
            self.error(
                ProblemCode::SegmentType,
                span,
                format!("arithmetic is for numbers, not for {}", ty.about()),
            );
        }
        fine.then_some(())
    }

    fn factor(&mut self, factor: &mut At<Factor>) -> Option<(Term, Type)> {
        let span = factor.span;
        match &factor.value {
            Factor::Literal(Literal::Number(n)) => {
                Some((Term::Constant(Constant::Value(Value::Number(n.number()))), Type::Decimal))
            }
            Factor::Literal(Literal::Broken) => None,
            Factor::Literal(literal) => {
                let time = matches!(
                    literal,
                    Literal::Date(_)
                        | Literal::Offset(_)
                        | Literal::Today
                        | Literal::Yesterday
                        | Literal::Now
                );
                if !time {
                    self.error(ProblemCode::SegmentType, span, "expected a number, a date or an attribute");
                    return None;
                }
                Some((Term::Constant(Constant::Time(literal.clone())), Type::Date))
            }
            Factor::Name(name) => self.named(&At::new(name.clone(), span)),
        }
    }

    /// A name inside a comparison: a field of an earlier step, or an attribute.
    fn named(&mut self, name: &At<String>) -> Option<(Term, Type)> {
        if let Some((label, field)) = name.value.split_once('.')
            && let Some(at) = self.labels.iter().position(|(l, _)| l == label)
        {
            let function = self.labels[at].1;
            let Some((field, ty, _)) = self.field(function, field, false) else {
                self.unknown_parameter(function, &At::new(field.to_owned(), name.span));
                return None;
            };
            return Some((Term::Step(at, field), ty));
        }
        let (at, ty, _) = self.need_attribute(name)?;
        Some((Term::Attribute(at), ty))
    }

    /// The right side of a comparison with something of a type.
    fn operand(&mut self, ty: &Type, name: &str, sum: &mut Sum) -> Option<Term> {
        if sum.rest.is_empty() && sum.first.rest.is_empty() {
            let single = &mut sum.first.first;
            match &single.value {
                Factor::Literal(literal) => {
                    let mut literal = At::new(literal.clone(), single.span);
                    let constant = self.constant(ty, name, &mut literal);
                    single.value = Factor::Literal(literal.value);
                    return constant.map(Term::Constant);
                }
                Factor::Name(word) => {
                    let label =
                        word.split_once('.').is_some_and(|(l, _)| self.labels.iter().any(|(n, _)| n == l));
                    if !label && self.attribute_type(word).is_none() {
                        let message = format!("'{word}' is a bare word; a text stands in single quotes");
                        self.problems.push(
                            Problem::new(ProblemCode::SegmentSyntax, single.span, message)
                                .suggest(Some(format!("'{word}'"))),
                        );
                        return None;
                    }
                }
            }
        }
        let span = sum.span();
        self.extension(span, "attributes and arithmetic on the right side");
        let (term, found) = self.term(sum)?;
        if class(ty) != class(&found) && *ty != Type::Any && found != Type::Any {
            let message = format!("{name} is {}, and this is {}", ty.about(), found.about());
            self.error(ProblemCode::SegmentType, span, message);
            return None;
        }
        Some(term)
    }

    fn test(&mut self, ty: &Type, name: &str, test: &mut At<Test>) -> Option<Check> {
        let span = test.span;
        self.companies(ty, name, test);
        match ty {
            Type::Folded(_) | Type::List(_) => return self.list_test(ty, name, test),
            Type::Among(of) => return self.among(of, name, test),
            _ => {}
        }
        let ordered = matches!(ty, Type::Integer | Type::Decimal | Type::Money | Type::Date | Type::Any);
        let texts = matches!(ty, Type::Text | Type::Any);
        match &mut test.value {
            Test::IsNull { negated } => Some(Check::IsNull(*negated)),
            Test::Compare { op, right, ignore_case } if ordered || matches!(op, Op::Eq | Op::Ne) => {
                if *ignore_case {
                    self.extension(span, "IGNORE CASE");
                }
                let (op, fold) = (*op, *ignore_case);
                self.operand(ty, name, right).map(|term| Check::Compare(op, term, fold))
            }
            Test::Between { negated, low, high } if ordered => {
                let negated = *negated;
                let (low, high) = (self.operand(ty, name, low), self.operand(ty, name, high));
                let check = Check::Between(negated, low?, high?);
                self.lint_empty(&check, span);
                Some(check)
            }
            Test::In { negated, list: List::Period(period), .. } if *ty == Type::Date => {
                let (negated, period) = (*negated, *period);
                self.extension(span, "named ranges of days");
                Some(Check::Period(negated, period))
            }
            Test::In { negated, list: List::Values(values), ignore_case } => {
                let (negated, fold) = (*negated, *ignore_case);
                let constants: Vec<_> =
                    values.iter_mut().map(|value| self.constant(ty, name, value)).collect();
                constants.into_iter().collect::<Option<_>>().map(|values| Check::In(negated, values, fold))
            }
            Test::Contains { negated, how, values, ignore_case } if texts => {
                let (negated, how, fold) = (*negated, *how, *ignore_case);
                let values = self.texts(ty, name, values)?;
                Some(Check::Contains { negated, how, values, fold })
            }
            Test::Affix { negated, ends, text, ignore_case } if texts => {
                self.extension(span, "STARTS WITH and ENDS WITH");
                let (negated, ends, fold) = (*negated, *ends, *ignore_case);
                let text = self.texts(ty, name, std::slice::from_mut(text))?.remove(0);
                Some(Check::Affix { negated, ends, text, fold })
            }
            other => {
                let message = format!("{name} does not support operator '{}'", operator(other));
                let mut expected = vec!["=", "!=", "IN"];
                if ordered {
                    expected.extend([">", ">=", "<", "<=", "BETWEEN"]);
                }
                if texts {
                    expected.extend(["CONTAINS", "STARTS WITH", "ENDS WITH"]);
                }
                expected.extend(["IS NULL", "IS NOT NULL"]);
                self.problems
                    .push(Problem::new(ProblemCode::SegmentOperator, span, message).expected(expected));
                None
            }
        }
    }

    /// `companies = 123` means the list contains it.
    fn companies(&mut self, ty: &Type, name: &str, test: &mut At<Test>) {
        let Type::List(of) = ty else { return };
        if let Test::Compare { op: op @ (Op::Eq | Op::Ne), right, ignore_case } = &test.value
            && **of == Type::Id
            && let Some(At { value: Factor::Literal(literal), span }) = right.single()
        {
            let values = vec![At::new(literal.clone(), *span)];
            let (negated, ignore_case) = (*op == Op::Ne, *ignore_case);
            let today = if negated { "NOT CONTAINS" } else { "CONTAINS" };
            test.value = Test::Contains { negated, how: How::One, values, ignore_case };
            let message = format!("{name} is a list: read as {today}");
            self.problems.push(
                Problem::warning(ProblemCode::SegmentDeprecated, test.span, message).suggest(Some(today)),
            );
        }
    }

    /// A test of one of several values of a row: it holds when it holds for any.
    fn among(&mut self, of: &Type, name: &str, test: &mut At<Test>) -> Option<Check> {
        let (negated, how) = match &mut test.value {
            Test::Compare { op: op @ (Op::Eq | Op::Ne), right, .. } => {
                let negated = *op == Op::Ne;
                let Some(Term::Constant(Constant::Value(Value::Text(text)))) = self.operand(of, name, right)
                else {
                    return None;
                };
                return Some(Check::Contains { negated, how: How::One, values: vec![text], fold: true });
            }
            Test::In { negated, list: List::Values(_), .. } => (*negated, How::Any),
            _ => return self.list_test(&Type::Folded(Box::new(of.clone())), name, test),
        };
        let Test::In { list: List::Values(values), .. } = &mut test.value else { return None };
        let values = self.texts(of, name, values)?;
        Some(Check::Contains { negated, how, values, fold: true })
    }

    fn list_test(&mut self, ty: &Type, name: &str, test: &mut At<Test>) -> Option<Check> {
        let (of, folded) = match ty {
            Type::Folded(inner) => match &**inner {
                Type::List(of) => (&**of, true),
                of => (of, true),
            },
            Type::List(of) => (&**of, false),
            other => (other, false),
        };
        let span = test.span;
        match &mut test.value {
            Test::IsNull { negated } => Some(Check::IsNull(*negated)),
            Test::Contains { negated, how, values, ignore_case } => {
                if *how != How::One || *ignore_case {
                    self.extension(span, "CONTAINS ANY, ALL, NONE and IGNORE CASE");
                }
                let (negated, how, fold) = (*negated, *how, *ignore_case || folded);
                let values = self.texts(of, name, values)?;
                Some(Check::Contains { negated, how, values, fold })
            }
            other => {
                let message = format!(
                    "{name} does not support operator '{}'; it is a list: use CONTAINS",
                    operator(other)
                );
                self.problems.push(Problem::new(ProblemCode::SegmentOperator, span, message).expected([
                    "CONTAINS",
                    "NOT CONTAINS",
                    "IS NULL",
                    "IS NOT NULL",
                ]));
                None
            }
        }
    }

    fn texts(&mut self, ty: &Type, name: &str, values: &mut [At<Literal>]) -> Option<Vec<Arc<str>>> {
        let texts: Vec<_> = values
            .iter_mut()
            .map(|value| match self.constant(ty, name, value)? {
                Constant::Value(Value::Text(text)) => Some(text),
                Constant::Value(Value::Number(number)) => Some(Arc::from(number.to_string())),
                _ => {
                    self.error(ProblemCode::SegmentType, value.span, "expected a text in single quotes");
                    None
                }
            })
            .collect();
        texts.into_iter().collect()
    }

    /// A value as one of a type.
    fn constant(&mut self, ty: &Type, name: &str, literal: &mut At<Literal>) -> Option<Constant> {
        if let (Type::Date, Literal::Text(text)) = (ty, &literal.value)
            && let Some(day) = read_day(text)
        {
            literal.value = day;
        }
        if let (Type::Point, Literal::Text(text)) = (ty, &literal.value)
            && let Some((lat, lon)) = text.split_once(',')
            && let Some((lat, lon)) = Decimal::parse(lat.trim()).zip(Decimal::parse(lon.trim()))
        {
            literal.value = Literal::Point(lat, lon);
        }
        if let Literal::Text(text) = &literal.value
            && let Some((_, _, meant)) =
                self.registry.values.iter().find(|(of, tried, _)| *of == name && tried == text)
        {
            literal.value = Literal::Text((*meant).to_owned());
        }
        let span = literal.span;
        if let Literal::Text(text) = &mut literal.value {
            // What is stored is in this form, too.
            *text = text.nfc().collect();
        }
        let fine = match &literal.value {
            Literal::Now => true,
            Literal::Offset(offset) => matches!(offset.unit, Unit::Minute | Unit::Hour | Unit::Quarter),
            _ => false,
        };
        if fine {
            self.extension(span, "now, hours, minutes and quarters");
        }
        match (ty, &literal.value) {
            (_, Literal::Broken) => None,
            (Type::Boolean | Type::Any, Literal::Boolean(yes)) => Some(Constant::Value(Value::Boolean(*yes))),
            (Type::Integer, Literal::Number(n)) => self.integer(*n, name, span),
            (Type::Decimal | Type::Money | Type::Any, Literal::Number(n)) => {
                Some(Constant::Value(Value::Number(n.number())))
            }
            (Type::Id, Literal::Number(n)) => self.id(*n, span),
            (Type::Date, literal) if is_time(literal) => Some(Constant::Time(literal.clone())),
            (Type::Any, literal) if is_time(literal) => Some(Constant::Time(literal.clone())),
            (Type::Text | Type::Any | Type::Id, Literal::Text(text)) => {
                Some(Constant::Value(Value::text(text)))
            }
            (Type::Choice(choices), Literal::Text(text)) => {
                if choices.iter().any(|choice| choice == text) {
                    return Some(Constant::Value(Value::text(text)));
                }
                let near = nearest(text, choices.iter().map(AsRef::as_ref));
                let message = format!("{name} is {}; letter case counts", ty.about());
                let choices: Vec<String> = choices.iter().map(ToString::to_string).collect();
                self.problems.push(
                    Problem::new(ProblemCode::SegmentEnumValue, span, message)
                        .expected(choices)
                        .suggest(near),
                );
                None
            }
            (Type::Code(code), Literal::Text(text)) => {
                if (code.is)(text) {
                    return Some(Constant::Value(Value::text(text)));
                }
                let message = format!("{name} takes {}", code.about);
                self.problems
                    .push(Problem::new(ProblemCode::SegmentEnumValue, span, message).expected([code.about]));
                None
            }
            (Type::Point, Literal::Point(lat, lon)) => self.point(*lat, *lon, span),
            (ty, _) => {
                let message = format!("{name} takes {}", wanted(ty));
                self.problems
                    .push(Problem::new(ProblemCode::SegmentType, span, message).expected([wanted(ty)]));
                None
            }
        }
    }

    fn integer(&mut self, n: Decimal, name: &str, span: Span) -> Option<Constant> {
        if !n.is_whole() {
            self.error(ProblemCode::SegmentType, span, format!("{name} is a whole number"));
            return None;
        }
        let Ok(whole) = i64::try_from(n.digits) else {
            self.error(
                ProblemCode::SegmentRange,
                span,
                format!("{name} goes from {} to {}", i64::MIN, i64::MAX),
            );
            return None;
        };
        Some(Constant::Value(Value::whole(whole)))
    }

    fn id(&mut self, n: Decimal, span: Span) -> Option<Constant> {
        if !n.is_whole() {
            self.error(ProblemCode::SegmentType, span, "an id is a whole number, or a text in quotes");
            return None;
        }
        let Ok(id) = u64::try_from(n.digits) else {
            self.error(ProblemCode::SegmentRange, span, format!("an id goes from 0 to {}", u64::MAX));
            return None;
        };
        Some(Constant::Value(Value::text(id.to_string())))
    }

    fn point(&mut self, lat: Decimal, lon: Decimal, span: Span) -> Option<Constant> {
        let millionths = |n: Decimal, most: i64| {
            let scaled = n.number().times(super::number::Number::whole(1_000_000))?;
            let near = scaled.to_whole().or_else(|| scaled.to_string().split('.').next()?.parse().ok())?;
            i32::try_from(near).ok().filter(|n| i64::from(n.unsigned_abs()) <= most * 1_000_000)
        };
        let point = millionths(lat, 90).zip(millionths(lon, 180));
        if point.is_none() {
            let message = "expected (latitude, longitude) within 90 and 180 degrees";
            self.error(ProblemCode::SegmentRange, span, message);
        }
        point.map(|(lat, lon)| Constant::Value(Value::Point(lat, lon)))
    }

    fn lint_empty(&mut self, check: &Check, span: Span) {
        let Check::Between(_, Term::Constant(low), Term::Constant(high)) = check else { return };
        let empty = match (low, high) {
            (Constant::Value(Value::Number(low)), Constant::Value(Value::Number(high))) => low > high,
            (Constant::Time(Literal::Date(low)), Constant::Time(Literal::Date(high))) => low > high,
            (Constant::Time(Literal::Offset(low)), Constant::Time(Literal::Offset(high))) => {
                low.unit == high.unit && low.amount > high.amount
            }
            _ => false,
        };
        if empty {
            self.lint(span, "the range is empty: the lower end is above the upper one");
        }
    }
}

fn wanted(ty: &Type) -> String {
    match ty {
        Type::Date => "a date such as 2026-03-01, -30d or today".to_owned(),
        Type::Integer => "a whole number".to_owned(),
        Type::Decimal | Type::Money => "a number such as 10.99".to_owned(),
        Type::Text | Type::Choice(_) | Type::Code(_) => "a text in single quotes".to_owned(),
        Type::Boolean => "true or false".to_owned(),
        Type::Id => "an id".to_owned(),
        Type::Point => "(latitude, longitude)".to_owned(),
        other => other.about(),
    }
}

fn is_time(literal: &Literal) -> bool {
    matches!(
        literal,
        Literal::Date(_)
            | Literal::Datetime(_)
            | Literal::Offset(_)
            | Literal::Today
            | Literal::Yesterday
            | Literal::Now
    )
}

fn is_days(unit: Unit) -> bool {
    !matches!(unit, Unit::Hour | Unit::Minute)
}

/// Types that compare with one another.
fn class(ty: &Type) -> u8 {
    match ty {
        Type::Boolean => 0,
        Type::Integer | Type::Decimal | Type::Money => 1,
        Type::Date => 2,
        Type::Id | Type::Text | Type::Choice(_) | Type::Code(_) => 3,
        Type::List(_) | Type::Folded(_) | Type::Among(_) => 4,
        Type::Point => 5,
        Type::Any => 6,
    }
}

fn excludes(test: &Test) -> bool {
    matches!(test, Test::Compare { op: Op::Ne, .. } | Test::In { negated: true, .. })
}

/// How an operator is written.
fn operator(test: &Test) -> &'static str {
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
fn place<T: PartialEq>(all: &mut Vec<T>, one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or_else(|| {
        all.push(one);
        all.len() - 1
    })
}
