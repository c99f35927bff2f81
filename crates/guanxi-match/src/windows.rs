//! Sorted neighbourhood: records whose texts stand near each other in order are looked at (Hernández and Stolfo 1995).
//!
//! Who stands near whom depends on who else is there, so that one more record would part two others. Therefore the order
//! is that of the table a model is trained on, and is cut into windows once: which window a text falls into is, under
//! one model, a matter of that text alone, as any other key is. Windows are twice as wide as what is asked for, and
//! there are two rows of them, one shifted against the other by half a window: so whatever stands that near shares one.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    block::{Part, Rule},
    hash,
    records::Records,
    value::{Body, Value},
};

/// An order of texts, cut into windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Windows {
    /// Where each window but the first begins: the shortest text that parts it from the one before (Bayer and
    /// Unterauer 1977), so that a model holds no more of a value than it needs.
    cuts: Vec<String>,
}

impl Windows {
    /// Both rows of windows over the records of a table, in which texts as many places apart as this share one.
    pub(crate) fn over(records: &Records, rule: &Rule, places: usize) -> [Self; 2] {
        let text = |record| text(records, records.row(record), rule);
        let mut texts: Vec<String> = (0..records.len() as u32).into_par_iter().filter_map(text).collect();
        texts.par_sort_unstable();
        texts.dedup();
        let (half, width) = (places.max(1), places.max(1).saturating_mul(2));
        [width, half].map(|first| {
            let cut = |at: usize| parting(&texts[at - 1], &texts[at]);
            Self { cuts: (first..texts.len()).step_by(width).map(cut).collect() }
        })
    }

    /// The key of a record: the number of its window, after what the keys of the rule begin with.
    pub(crate) fn key(&self, records: &Records, row: &[u32], rule: &Rule, start: u64) -> u64 {
        let Some(text) = text(records, row, rule) else { return 0 };
        hash::after(start, 1 + self.cuts.partition_point(|cut| *cut <= text) as u64)
    }
}

/// The shortest start of the later of two texts that is after the earlier one.
fn parting(before: &str, after: &str) -> String {
    let same = before.chars().zip(after.chars()).take_while(|(before, after)| before == after).count();
    after.chars().take(same + 1).collect()
}

/// What a record is put in order by: the texts of all parts, one after the other. `None` where it lacks one.
fn text(records: &Records, row: &[u32], rule: &Rule) -> Option<String> {
    let of = |part: &Part| {
        let symbol = row[part.field] as usize;
        (symbol != 0).then(|| in_order(&records.dictionaries[part.field].values[symbol], part.key))
    };
    let mut texts: Vec<String> = rule.parts.iter().map(of).collect::<Option<_>>()?;
    if rule.unordered {
        texts.sort_unstable();
    }
    Some(texts.join("\u{1}"))
}

/// A text whose order is that of values: of numbers by how large they are. Read from the end for the key 1, where like
/// values begin differently.
fn in_order(value: &Value, key: usize) -> String {
    match value.body {
        Body::Number(number) => {
            let bits = number.to_bits();
            format!("{:016x}", if bits >> 63 == 0 { bits | 1 << 63 } else { !bits })
        }
        _ if key == 1 => value.text.chars().rev().collect(),
        _ => value.text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        schema::{Field, Schema, Source},
        table::Table,
        value::Kind,
    };

    fn field(name: &str, kind: Kind) -> Field {
        let source = Source::Columns(vec![name.to_owned()]);
        Field { name: name.to_owned(), kind, source, country_column: None, within: None }
    }

    fn records<const N: usize>(fields: [(&str, Kind); N], rows: &[[String; N]]) -> Records {
        let mut table = Table::new(fields.map(|field| field.0));
        rows.iter().for_each(|row| table.push(row.iter().map(String::as_str)));
        let fields = fields.map(|(name, kind)| field(name, kind)).into();
        Records::learn(&table, &Schema { fields, ..Schema::default() }).0
    }

    fn near(parts: &[(usize, usize)]) -> Rule {
        let parts = parts.iter().map(|&(field, key)| Part { field, key }).collect();
        Rule { name: "near".to_owned(), parts, ..Rule::default() }
    }

    fn keys(windows: &[Windows; 2], records: &Records, rule: &Rule, record: usize) -> [u64; 2] {
        [0, 1].map(|at| windows[at].key(records, records.row(record as u32), rule, 1 + at as u64))
    }

    proptest! {
        #[test]
        fn whatever_stands_near_shares_a_window_and_no_window_is_wider_than_two(
            places in 1_usize..8, texts in prop::collection::btree_set("[a-c]{1,6}", 2..80),
        ) {
            let rows: Vec<[String; 1]> = texts.into_iter().map(|text| [text]).collect();
            let (records, rule) = (records([("code", Kind::Category)], &rows), near(&[(0, 0)]));
            let windows = Windows::over(&records, &rule, places);
            let mut sorted: Vec<usize> = (0..records.len()).collect();
            sorted.sort_by_key(|&record| text(&records, records.row(record as u32), &rule));
            for (at, &left) in sorted.iter().enumerate() {
                for (further, &right) in sorted[at..].iter().enumerate() {
                    let of = [left, right].map(|record| keys(&windows, &records, &rule, record));
                    let shared = (0..2).any(|row| of[0][row] == of[1][row]);
                    prop_assert!(shared || further > places, "{} places apart", further);
                    prop_assert!(!shared || further < 2 * places, "{} places apart", further);
                }
            }
        }

        #[test]
        fn numbers_stand_by_how_large_they_are(numbers in prop::collection::vec(-1e9..1e9_f64, 2..20)) {
            let of = |number: f64| in_order(&Value { body: Body::Number(number), ..Value::missing() }, 0);
            for pair in numbers.windows(2) {
                prop_assert_eq!(of(pair[0]).cmp(&of(pair[1])), pair[0].total_cmp(&pair[1]));
            }
        }
    }

    #[test]
    fn a_cut_holds_no_more_of_a_value_than_it_needs() {
        assert_eq!(parting("schmidt", "schneider"), "schn");
        assert_eq!(parting("an", "anna"), "ann");
        assert_eq!(parting("王伟", "王芳"), "王芳");
    }

    #[test]
    fn several_parts_in_any_order_and_from_the_end() {
        let row = |given: &str, family: &str| [given.to_owned(), family.to_owned()];
        let rows = [row("blue", "arrow"), row("arrow", "blue"), row("red", "sparrow"), row("red", "")];
        let records = records([("a", Kind::Category), ("b", Kind::Category)], &rows);
        let of = |record, rule: &Rule| text(&records, records.row(record), rule);
        let any = Rule { unordered: true, ..near(&[(0, 0), (1, 0)]) };
        assert_eq!(of(0, &any), of(1, &any));
        assert_ne!(of(0, &near(&[(0, 0), (1, 0)])), of(1, &near(&[(0, 0), (1, 0)])));
        assert_eq!(of(2, &near(&[(1, 1)])).as_deref(), Some("worraps"));
        assert_eq!(of(3, &any), None, "it lacks a part");
    }
}
