//! Values and tests of them: each literal becomes one of the type that is due.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Checker, operator};
use crate::rule::{
    lex::read_day,
    number::{Decimal, Number},
    plan::{Check, Constant, Term},
    problem::{Problem, ProblemCode},
    registry::{Type, nearest},
    tree::{At, Factor, How, List, Literal, Op, Product, Span, Sum, Test, Unit},
    value::Value,
};

impl<'a> Checker<'a> {
    /// The value of terms and its type.
    pub(super) fn term(&mut self, sum: &mut Sum) -> Option<(Term, Type)> {
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

    pub(super) fn product(&mut self, product: &mut Product) -> Option<(Term, Type)> {
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

    pub(super) fn number_type(&mut self, ty: &Type, span: Span) -> Option<()> {
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

    pub(super) fn factor(&mut self, factor: &mut At<Factor>) -> Option<(Term, Type)> {
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
    pub(super) fn named(&mut self, name: &At<String>) -> Option<(Term, Type)> {
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
    pub(super) fn operand(&mut self, ty: &Type, name: &str, sum: &mut Sum) -> Option<Term> {
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

    pub(super) fn test(&mut self, ty: &Type, name: &str, test: &mut At<Test>) -> Option<Check> {
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
    pub(super) fn companies(&mut self, ty: &Type, name: &str, test: &mut At<Test>) {
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
    pub(super) fn among(&mut self, of: &Type, name: &str, test: &mut At<Test>) -> Option<Check> {
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

    pub(super) fn list_test(&mut self, ty: &Type, name: &str, test: &mut At<Test>) -> Option<Check> {
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

    pub(super) fn texts(
        &mut self,
        ty: &Type,
        name: &str,
        values: &mut [At<Literal>],
    ) -> Option<Vec<Arc<str>>> {
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
    pub(super) fn constant(&mut self, ty: &Type, name: &str, literal: &mut At<Literal>) -> Option<Constant> {
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

    pub(super) fn integer(&mut self, n: Decimal, name: &str, span: Span) -> Option<Constant> {
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

    pub(super) fn id(&mut self, n: Decimal, span: Span) -> Option<Constant> {
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

    pub(super) fn point(&mut self, lat: Decimal, lon: Decimal, span: Span) -> Option<Constant> {
        let millionths = |n: Decimal, most: i64| {
            let scaled = n.number().times(Number::whole(1_000_000))?;
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

    pub(super) fn lint_empty(&mut self, check: &Check, span: Span) {
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
