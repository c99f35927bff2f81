//! Any text as a query of segments.
//!
//! Nothing may panic or run for ever; every problem has a place in the text; a query that can run is printed as one
//! that is printed as itself, and holds for a customer of whom nothing is known, or its negation does.

#![no_main]

use guanxi_core::{
    rule::{Dialect, Facts, Moment, Prepared, Value, prepare},
    segment::language,
    time::{Timestamp, Zone},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, text)) = data.split_first() else { return };
    let query = String::from_utf8_lossy(text);
    let dialect = if first & 1 == 0 { Dialect::Own } else { Dialect::Shopify };
    let registry = language(&[]);
    let Prepared { rule, formatted, problems } = prepare(&query, &registry, dialect);
    for problem in &problems {
        assert!(problem.start <= problem.end && problem.end as usize <= query.len());
        assert!(problem.line >= 1 && problem.column >= 1 && !problem.message.is_empty());
    }
    assert_eq!(rule.is_none(), problems.iter().any(|problem| problem.is_error()));
    let (Some(rule), Some(formatted)) = (rule, formatted) else { return };
    // The printed query may be the longer one, and then beyond what is read.
    let again = prepare(&formatted, &registry, Dialect::Own);
    if formatted.len() < 60_000 {
        assert_eq!(again.formatted.as_ref(), Some(&formatted));
    }
    let needs = rule.needs();
    let facts = Facts {
        id: [1; 16],
        attributes: vec![Value::Null; needs.attributes.len()],
        rows: vec![vec![]; needs.sources.len()],
        segments: vec![false; needs.segments.len()],
        reach: vec![false; needs.channels.len()],
        ranks: vec![None; rule.ranks()],
    };
    let now = Timestamp::from_micros(1_772_000_000_000_000).unwrap_or(Timestamp::MIN);
    let moment = Moment { now, zone: Zone::UTC };
    let holds = rule.at(moment).holds(&facts);
    assert_eq!(rule.at(moment).explain(&facts).first().map(|reason| reason.holds), Some(holds));
});
