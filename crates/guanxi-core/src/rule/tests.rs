//! What is printed is read as the same tree, for every tree of the grammar; hostile texts cost no more than their length.

use std::time::{Duration, Instant};

use proptest::{collection::vec, option, prelude::*};

use super::{
    number::Decimal,
    parse::{Limits, parse},
    tree::{
        At, Clause, Expr, Factor, Habit, How, List, Literal, Measure, Offset, Op, Param, Period, Pick,
        Product, Query, Rank, Rows, Source, Step, Subject, Sum, Test, Unit,
    },
    *,
};
use crate::time::Date;

fn name() -> BoxedStrategy<String> {
    prop::sample::select(vec![
        "number_of_orders",
        "orders_placed",
        "shopify_email.opened",
        "customer.metafields.custom.vip",
        "event.ride",
        "läden",
        "x_1",
    ])
    .prop_map(str::to_owned)
    .boxed()
}

fn text() -> BoxedStrategy<String> {
    prop_oneof!["[a-zA-Z '\\\\\"äß关系()-]{0,12}", Just("VIP's".to_owned())].boxed()
}

fn decimal() -> BoxedStrategy<Decimal> {
    (-1_000_000_000_000i128..1_000_000_000_000, 0u8..6)
        .prop_map(|(digits, scale)| Decimal { digits, scale })
        .boxed()
}

fn count() -> BoxedStrategy<At<Decimal>> {
    (1i64..1000).prop_map(|n| At::from(Decimal::whole(n))).boxed()
}

fn unit() -> BoxedStrategy<Unit> {
    prop::sample::select(Unit::ALL.map(|(unit, _)| unit).to_vec()).boxed()
}

fn literal() -> BoxedStrategy<Literal> {
    prop_oneof![
        text().prop_map(Literal::Text),
        decimal().prop_map(Literal::Number),
        (600_000i32..800_000).prop_map(|n| Literal::Date(Date::from_ordinal(n).unwrap())),
        (600_000i32..800_000, 0u32..86_400).prop_map(|(day, second)| {
            let day = Date::from_ordinal(day).unwrap().to_chrono();
            let time = chrono::NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap();
            Literal::Datetime(day.and_time(time))
        }),
        (-999i32..999, unit()).prop_map(|(amount, unit)| Literal::Offset(Offset { amount, unit })),
        prop::sample::select(vec![Literal::Today, Literal::Yesterday, Literal::Now]),
        any::<bool>().prop_map(Literal::Boolean),
        (decimal(), decimal()).prop_map(|(a, b)| Literal::Point(a, b)),
    ]
    .boxed()
}

fn factor() -> BoxedStrategy<At<Factor>> {
    prop_oneof![literal().prop_map(Factor::Literal), name().prop_map(Factor::Name)].prop_map(At::from).boxed()
}

fn product(first: impl Strategy<Value = At<Factor>> + 'static) -> BoxedStrategy<Product> {
    (first, vec((any::<bool>(), factor()), 0..2)).prop_map(|(first, rest)| Product { first, rest }).boxed()
}

fn sum() -> BoxedStrategy<Sum> {
    (product(factor()), vec((any::<bool>(), product(factor())), 0..2))
        .prop_map(|(first, rest)| Sum { first, rest })
        .boxed()
}

fn named_sum() -> BoxedStrategy<Sum> {
    let first = product(name().prop_map(Factor::Name).prop_map(At::from));
    (first, vec((any::<bool>(), product(factor())), 0..2))
        .prop_map(|(first, rest)| Sum { first, rest })
        .boxed()
}

fn op() -> BoxedStrategy<Op> {
    prop::sample::select(Op::ALL.map(|(op, _)| op).to_vec()).boxed()
}

fn comparison() -> BoxedStrategy<Test> {
    let values = || vec(literal().prop_map(At::from), 1..4);
    let list = prop_oneof![
        values().prop_map(List::Values),
        prop::sample::select(Period::ALL.map(|(period, _)| period).to_vec()).prop_map(List::Period),
    ];
    let how = prop::sample::select(vec![How::One, How::Any, How::All, How::None]);
    prop_oneof![
        (op(), sum(), any::<bool>()).prop_map(|(op, right, ignore_case)| Test::Compare {
            op,
            right,
            ignore_case
        }),
        (any::<bool>(), sum(), sum()).prop_map(|(negated, low, high)| Test::Between { negated, low, high }),
        (any::<bool>(), list, any::<bool>()).prop_map(|(negated, list, ignore_case)| Test::In {
            negated,
            list,
            ignore_case
        }),
        (any::<bool>(), how, values(), any::<bool>()).prop_map(|(negated, how, mut values, ignore_case)| {
            if how == How::One {
                values.truncate(1);
            }
            Test::Contains { negated, how, values, ignore_case }
        }),
        (any::<bool>(), any::<bool>(), literal().prop_map(At::from), any::<bool>())
            .prop_map(|(negated, ends, text, ignore_case)| Test::Affix { negated, ends, text, ignore_case }),
        any::<bool>().prop_map(|negated| Test::IsNull { negated }),
    ]
    .boxed()
}

fn params() -> BoxedStrategy<Vec<Param>> {
    let of = prop_oneof![Just(vec![]), vec(factor(), 1..3)];
    vec(
        (name(), of, comparison()).prop_map(|(name, of, test)| Param {
            name: name.into(),
            of,
            test: test.into(),
        }),
        0..3,
    )
    .boxed()
}

fn test() -> BoxedStrategy<At<Test>> {
    let matches = (any::<bool>(), params()).prop_map(|(negated, params)| Test::Matches { negated, params });
    prop_oneof![comparison(), matches].prop_map(At::from).boxed()
}

fn rows() -> BoxedStrategy<Rows> {
    let pick = option::of(prop::sample::select(vec![Pick::First, Pick::Last]));
    let source = prop_oneof![name().prop_map(Source::Named), text().prop_map(Source::Event)];
    (pick, source).prop_map(|(pick, source)| Rows { pick, source: source.into() }).boxed()
}

fn step() -> BoxedStrategy<Step> {
    let within = option::of((0i32..100, unit()));
    (any::<bool>(), rows(), option::of(name()), params(), within)
        .prop_map(|(negated, rows, label, params, within)| Step {
            negated,
            rows,
            label: label.map(At::from),
            params,
            within: within.map(|(amount, unit)| At::from(Offset { amount, unit })),
        })
        .boxed()
}

fn measure() -> BoxedStrategy<Measure> {
    (name(), option::of(params())).prop_map(|(name, params)| Measure { name: name.into(), params }).boxed()
}

fn clause(inner: impl Strategy<Value = Expr> + 'static) -> BoxedStrategy<Clause> {
    let with = |subject: Subject, test: Option<At<Test>>| Clause { subject: subject.into(), test };
    let picked = rows().prop_filter("a bare name is a value", |rows| {
        rows.pick.is_some() || matches!(rows.source.value, Source::Event(_))
    });
    let steps = (step(), vec(step(), 0..3)).prop_map(|(mut first, rest)| {
        first.negated = false;
        first.within = None;
        std::iter::once(first).chain(rest).collect::<Vec<_>>()
    });
    let habit = (any::<bool>(), rows(), params(), 0u32..99, 0u32..99);
    let top = (count(), any::<bool>(), any::<bool>(), measure(), option::of(inner.prop_map(Box::new)));
    prop_oneof![
        (named_sum(), test()).prop_map(move |(sum, test)| with(Subject::Value(sum), Some(test))),
        (picked, test()).prop_map(move |(rows, test)| with(Subject::Rows(rows), Some(test))),
        (name(), test()).prop_map(move |(name, test)| with(Subject::Anniversary(name.into()), Some(test))),
        (steps, option::of(test())).prop_map(move |(steps, test)| with(Subject::Sequence(steps), test)),
        (measure(), test()).prop_map(move |(by, test)| with(Subject::Rank(Rank::Percent(by)), Some(test))),
        (count(), measure(), test())
            .prop_map(move |(n, by, test)| with(Subject::Rank(Rank::Tile(n, by)), Some(test))),
        top.prop_map(move |(count, percent, exact, by, over)| {
            with(Subject::Rank(Rank::Top { count, percent, exact, by, over }), None)
        }),
        (text(), option::of(test())).prop_map(move |(key, test)| with(Subject::Segment(key.into()), test)),
        text().prop_map(move |channel| with(Subject::Reachable(channel.into()), None)),
        (text(), count(), test())
            .prop_map(move |(salt, of, test)| with(Subject::Bucket(salt, of), Some(test))),
        habit.prop_map(move |(restarted, rows, params, recent, before)| {
            let (recent, before) = (recent.into(), before.into());
            with(Subject::Habit(Habit { restarted, rows, params, recent, before }), None)
        }),
    ]
    .boxed()
}

fn expr() -> BoxedStrategy<Expr> {
    let plain = name().prop_map(|name| {
        let subject = Subject::Value(Sum::from(At::from(Factor::Name(name))));
        let test = Some(Test::IsNull { negated: false }.into());
        Expr::Clause(Box::new(Clause { subject: subject.into(), test }))
    });
    let leaf = clause(plain).prop_map(|clause| Expr::Clause(Box::new(clause)));
    leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Expr::And),
            vec(inner.clone(), 2..4).prop_map(Expr::Or),
            inner.prop_map(|expr| Expr::Not(Box::new(expr))),
        ]
    })
    .boxed()
}

fn query() -> BoxedStrategy<Query> {
    let day = option::of((600_000i32..800_000).prop_map(|n| At::from(Date::from_ordinal(n).unwrap())));
    (expr(), day, option::of(text().prop_map(At::from)))
        .prop_map(|(condition, as_of, zone)| Query { condition, as_of, zone })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_printed_is_read_as_the_same_tree(query in query()) {
        let text = query.to_string();
        let (read, problems) = parse(&text, &Limits::OWN);
        prop_assert!(!problems.iter().any(Problem::is_error), "{text}\n{problems:?}");
        prop_assert_eq!(read, query, "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}") {
        prepare(&text, &Registry::default(), Dialect::Own);
    }

    #[test]
    fn no_tokens_make_it_panic(words in vec(prop::sample::select(vec![
        "AND", "OR", "NOT", "(", ")", ",", "=", "!=", ">", "MATCHES", "BETWEEN", "IN", "CONTAINS", "IS", "NULL",
        "f", "x.y", "'t'", "-7d", "7d", "3", "1.5", "2026-03-01", "TOP", "BY", "SEQUENCE", "THEN", "WITHIN",
        "FIRST", "event", "segment", "STOPPED", "NTILE", "OVER", "AS", "OF", "TIME", "ZONE", "FROM", "WHERE", ":", "true",
        "'", "--", "/*", "anniversary", "bucket", "%", "*", "+",
    ]), 0..24)) {
        let text = words.join(" ");
        for problem in prepare(&text, &Registry::default(), Dialect::Own).problems {
            prop_assert!(problem.end as usize <= text.len() && problem.start <= problem.end);
            prop_assert!(problem.line >= 1 && problem.column >= 1);
        }
    }
}

fn problems(text: &str) -> Vec<(ProblemCode, u32)> {
    let prepared = prepare(text, &Registry::default(), Dialect::Own);
    prepared.problems.iter().map(|p| (p.code, p.column)).collect()
}

#[test]
fn all_is_told_at_once_with_its_place() {
    use ProblemCode::{SegmentDate, SegmentSyntax, SegmentUnknownAttribute};
    assert_eq!(
        problems("foo bar AND (baz = 2026-02-30 OR x CONTAINS) AND y >> 3"),
        [
            (SegmentSyntax, 5),
            (SegmentSyntax, 44),
            (SegmentSyntax, 53),
            (SegmentUnknownAttribute, 1),
            (SegmentUnknownAttribute, 14),
            (SegmentDate, 20),
            (SegmentUnknownAttribute, 34),
            (SegmentUnknownAttribute, 50),
        ],
    );
    let second = &prepare("a = 1\nAND é ?", &Registry::default(), Dialect::Own).problems[0];
    assert_eq!((second.line, second.column), (2, 7));
}

#[test]
fn hostile_queries_are_refused_quickly() {
    let nested = format!("{}a = 1{}", "(".repeat(10_000), ")".repeat(10_000));
    let ids = format!("f MATCHES (id IN ({}))", vec!["1"; 30_000].join(","));
    let clauses = vec!["a = 1"; 5_000].join(" AND ");
    let nots = format!("{} a = 1", "NOT ".repeat(10_000));
    let quotes = "'".repeat(60_000);
    let comments = "/*".repeat(30_000);
    let sums = format!("a = {}", vec!["1"; 20_000].join(" + "));
    let faults = vec!["?"; 20_000].join(" AND ");
    let long = "a = 1 ".repeat(20_000);
    for text in [nested, ids, clauses, nots, quotes, comments, sums, faults, long] {
        let begun = Instant::now();
        let prepared = prepare(&text, &Registry::default(), Dialect::Own);
        assert!(prepared.rule.is_none() && !prepared.problems.is_empty());
        assert!(prepared.problems.len() <= 100);
        assert!(begun.elapsed() < Duration::from_secs(2), "{} … took {:?}", &text[..20], begun.elapsed());
    }
}

#[test]
fn old_spellings_are_printed_as_they_are_written_today() {
    for (old, today) in [
        ("f(tag: 'x') = true", "f MATCHES (tag = 'x')"),
        ("f(tag: 'x') != true", "f NOT MATCHES (tag = 'x')"),
        ("f(id: (1, 2), count_at_least: 3) = false", "f NOT MATCHES (id IN (1, 2), count >= 3)"),
        ("f(since: -7d, until: today) = true", "f MATCHES (date >= -7d, date <= today)"),
        (
            "f(coordinates: (40, -73.5), distance_mi: 6.2) = true",
            "f MATCHES (coordinates = (40, -73.5), distance_mi = 6.2)",
        ),
        ("f NOT_MATCHES ()", "f NOT MATCHES ()"),
        ("d >= 12_months_ago", "d >= -12m"),
        ("FROM customers SHOW a, b WHERE a = 1 ORDER BY updated_at", "a = 1"),
        ("not (a = 1 or b != 2) and c is not null -- why", "NOT (a = 1 OR b != 2) AND c IS NOT NULL"),
        ("a <> 1", "a != 1"),
    ] {
        let (tree, problems) = parse(old, &Limits::OWN);
        assert!(!problems.iter().any(Problem::is_error), "{old}: {problems:?}");
        assert_eq!(tree.to_string(), today);
    }
}
