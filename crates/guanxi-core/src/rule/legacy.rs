//! Old spellings, and what they are today.

use super::{
    problem::{Problem, ProblemCode},
    tree::{At, Factor, List, Literal, Offset, Op, Param, Span, Sum, Test, Unit},
};

/// What stood behind the colon of an old parameter.
pub(super) enum Argument {
    Value(At<Literal>),
    List(Vec<At<Literal>>),
}

/// The value of a bare word, and how it is written today where that is another way.
pub(super) fn named_value(word: &str) -> Option<(Literal, Option<&'static str>)> {
    let offset = |amount, unit, today| Some((Literal::Offset(Offset { amount, unit }), Some(today)));
    match word {
        "today" => Some((Literal::Today, None)),
        "yesterday" => Some((Literal::Yesterday, None)),
        "now" => Some((Literal::Now, None)),
        "12_months_ago" => offset(-12, Unit::Month, "-12m"),
        "90_days_ago" => offset(-90, Unit::Day, "-90d"),
        "30_days_ago" => offset(-30, Unit::Day, "-30d"),
        "7_days_ago" => offset(-7, Unit::Day, "-7d"),
        _ if word.eq_ignore_ascii_case("true") => Some((Literal::Boolean(true), None)),
        _ if word.eq_ignore_ascii_case("false") => Some((Literal::Boolean(false), None)),
        _ => None,
    }
}

/// `f(tag: 'x') = true` as a test of today, with what is to be said about it.
pub(super) fn test(
    function: &At<String>,
    arguments: Vec<(At<String>, Argument)>,
    negated: bool,
    span: Span,
) -> (Test, Vec<Problem>) {
    let today = if negated { "NOT MATCHES" } else { "MATCHES" };
    let suggestion = format!("{} {today} (…)", function.value);
    let message = format!("an old spelling; write {suggestion}");
    let mut warnings =
        vec![Problem::warning(ProblemCode::SegmentDeprecated, span, message).suggest(Some(suggestion))];
    let params = arguments.into_iter().map(|(name, argument)| param(name, argument, &mut warnings)).collect();
    (Test::Matches { negated, params }, warnings)
}

fn param(name: At<String>, argument: Argument, warnings: &mut Vec<Problem>) -> Param {
    let span = name.span;
    let (today, op) = match name.value.as_str() {
        "count_at_least" => ("count", Op::Ge),
        "until" => ("date", Op::Le),
        "since" => ("date", Op::Ge),
        other => (other, Op::Eq),
    };
    let named = At::new(today.to_owned(), span);
    let test = match argument {
        Argument::List(list) => Test::In { negated: false, list: List::Values(list), ignore_case: false },
        Argument::Value(value) => {
            if name.value == "date" {
                let message = "means that one day; for the time since then write date >= …";
                warnings.push(
                    Problem::warning(ProblemCode::SegmentLint, span, message).suggest(Some("date >= …")),
                );
            }
            let right = Sum::from(At::new(Factor::Literal(value.value), value.span));
            Test::Compare { op, right, ignore_case: false }
        }
    };
    Param { name: named, of: vec![], test: At::new(test, span) }
}
