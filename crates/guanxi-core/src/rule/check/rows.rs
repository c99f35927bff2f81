//! Clauses over rows: which rows pass, and what is asked of them together.

use super::{Checker, operator, place};
use crate::rule::{
    plan::{Aggregate, Ask, Check, Constant, Field, Leaf, Node, Rowset, Selection, Stage, Term},
    problem::{Problem, ProblemCode},
    registry::{Function, Type, nearest},
    tree::{At, Factor, Habit, Literal, Offset, Op, Param, Rows, Source, Step, Test, Unit},
    value::Value,
};

impl<'a> Checker<'a> {
    pub(super) fn rows(&mut self, rows: &mut Rows) -> Option<&'a Function> {
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

    pub(super) fn source(&mut self, function: &Function, rows: &Rows) -> usize {
        let event = match &rows.source.value {
            Source::Event(name) => Some(name.clone()),
            Source::Named(name) => name.strip_prefix("event.").map(str::to_owned),
        };
        place(&mut self.needs.sources, Rowset { function: function.name.to_string(), event })
    }

    pub(super) fn rows_clause(
        &mut self,
        function: &'a Function,
        rows: &Rows,
        test: &mut At<Test>,
    ) -> Option<Ask> {
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

    pub(super) fn selection(
        &mut self,
        function: &'a Function,
        rows: &Rows,
        params: &mut [Param],
    ) -> Option<Selection> {
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

    pub(super) fn param(
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

    pub(super) fn unknown_parameter(&mut self, function: &Function, name: &At<String>) {
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
    pub(super) fn field(
        &self,
        function: &Function,
        name: &str,
        presented: bool,
    ) -> Option<(Field, Type, u8)> {
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
    pub(super) fn aggregate(
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

    pub(super) fn periods(&mut self, param: &Param) -> Option<(Aggregate, Type)> {
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
    pub(super) fn distance(
        &mut self,
        rows: &Rows,
        params: &mut [Param],
        mut selection: Selection,
    ) -> Option<Selection> {
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

    pub(super) fn coordinates(&mut self, param: &mut Param) -> Option<(i32, i32)> {
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
    pub(super) fn habit(&mut self, habit: &mut Habit) -> Option<Ask> {
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

    pub(super) fn sequence(&mut self, steps: &mut [Step], test: Option<&mut At<Test>>) -> Option<Ask> {
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

    pub(super) fn step(&mut self, step: &mut Step) -> Option<Stage> {
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
}

fn excludes(test: &Test) -> bool {
    matches!(test, Test::Compare { op: Op::Ne, .. } | Test::In { negated: true, .. })
}
