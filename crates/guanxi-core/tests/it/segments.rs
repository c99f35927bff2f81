//! Real queries behave as they are said to: each row of `data/segments/shopify_examples.tsv`.

use guanxi_core::rule::{Dialect, Prepared, ProblemCode, prepare};
use guanxi_core::segment::{SegmentInput, language};

use super::crm;

const EXAMPLES: &str = include_str!("../data/segments/shopify_examples.tsv");

struct Example {
    query: &'static str,
    meaning: &'static str,
    valid: bool,
}

fn examples() -> Vec<Example> {
    let rows = EXAMPLES.lines().skip(1).filter(|line| !line.is_empty());
    rows.map(|row| {
        let fields: Vec<_> = row.split('\t').collect();
        let [query, _, meaning, verdict] = *fields else { panic!("four fields: {row}") };
        Example { query, meaning, valid: verdict == "valid" }
    })
    .collect()
}

fn checked(query: &str, dialect: Dialect) -> Prepared {
    prepare(query, &language(&[]), dialect)
}

#[test]
fn every_valid_example_reads_and_prints_as_itself_in_both_profiles() {
    for Example { query, .. } in examples().into_iter().filter(|e| e.valid) {
        for dialect in [Dialect::Own, Dialect::Shopify] {
            let prepared = checked(query, dialect);
            assert!(prepared.rule.is_some(), "{query}: {:?}", prepared.problems);
            let formatted = prepared.formatted.unwrap();
            let again = checked(&formatted, dialect);
            assert_eq!(again.formatted.as_deref(), Some(formatted.as_str()));
            let deprecated = again.problems.iter().any(|p| p.code == ProblemCode::SegmentDeprecated);
            assert!(again.rule.is_some() && !deprecated, "{formatted}: {:?}", again.problems);
        }
    }
}

#[test]
fn every_invalid_example_is_refused_with_a_place_and_the_reason() {
    for Example { query, meaning, .. } in examples().into_iter().filter(|e| !e.valid) {
        let dialect = if meaning.contains("[shopify-profile]") { Dialect::Shopify } else { Dialect::Own };
        let prepared = checked(query, dialect);
        assert!(prepared.rule.is_none(), "{query}");
        let has = |code| prepared.problems.iter().any(|p| p.is_error() && p.code == code);
        let due = |text: &str, code| {
            assert!(!meaning.contains(text) || has(code), "{query}: {:?}", prepared.problems)
        };
        due("syntax error", ProblemCode::SegmentSyntax);
        due("unknown filter", ProblemCode::SegmentUnknownAttribute);
        due("filter cannot be found", ProblemCode::SegmentUnknownAttribute);
        due("is unexpected", ProblemCode::SegmentSyntax);
        due("unknown parameter", ProblemCode::SegmentUnknownParameter);
        due("invalid enum value", ProblemCode::SegmentEnumValue);
        due("does not support operator", ProblemCode::SegmentOperator);
        due("unsupported operator", ProblemCode::SegmentOperator);
        due("invalid-date", ProblemCode::SegmentDate);
        due("invalid time", ProblemCode::SegmentDate);
        due("out-of-range", ProblemCode::SegmentRange);
        assert!(prepared.problems.iter().all(|p| p.line >= 1 && p.column >= 1 && !p.message.is_empty()));
        // Recorded answers count columns from 0.
        for recorded in meaning.split("Column ").skip(1) {
            let column: u32 = recorded.split(':').next().unwrap().parse().unwrap();
            assert!(
                prepared.problems.iter().any(|p| p.column == column + 1),
                "{query}: {:?}",
                prepared.problems
            );
        }
    }
}

#[test]
fn all_examples_are_there() {
    let all = examples();
    assert_eq!((all.iter().filter(|e| e.valid).count(), all.len()), (128, 154));
}

#[test]
fn more_than_a_hundred_segments_are_not_compared() {
    let crm = crm();
    for n in 0..101 {
        crm.segments().define(SegmentInput::list(format!("s{n}"))).unwrap();
    }
    let keys = |n: usize| Some((0..n).map(|n| format!("s{n}")).collect());
    let refused = crm.segments().overlap(None).unwrap_err();
    assert_eq!((refused.code(), refused.field("field").as_deref()), ("invalid_field", Some("keys")));
    assert!(crm.segments().overlap(keys(101)).is_err());
    assert_eq!(crm.segments().overlap(keys(100)).unwrap().rows.len(), 100);
    assert_eq!(crm.segments().sizes().unwrap().items.len(), 101);
}
