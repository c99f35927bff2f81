//! Under one trained model the order in which records come, and how many threads work, changes nothing.

#![allow(clippy::unwrap_used)] // a test that cannot read its data fails

use std::{collections::BTreeSet, path::PathBuf};

use guanxi_match::{Index, Model, Part, Rule, Settings, Table, dedupe};
use proptest::prelude::*;

fn table(name: &str, most: usize) -> Table {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut table = Table::new(reader.headers().unwrap().iter().map(str::to_owned));
    reader.records().take(most).for_each(|row| table.push(row.unwrap().iter()));
    table.without(&["cluster"])
}

/// The clusters as sets of rows, whatever they are called.
fn sets(clusters: &[u32], row_of: &[usize]) -> BTreeSet<BTreeSet<usize>> {
    let mut sets = std::collections::BTreeMap::<u32, BTreeSet<usize>>::new();
    for (at, &cluster) in clusters.iter().enumerate() {
        sets.entry(cluster).or_default().insert(row_of[at]);
    }
    sets.into_values().collect()
}

/// The default rules, or windows over three orders instead.
fn settings(windows: bool, fields: [usize; 2]) -> Settings {
    let rule = |name: &str, parts: &[Part], unordered| Rule {
        name: name.to_owned(),
        parts: parts.to_vec(),
        unordered,
        window: Some(6),
        ..Rule::default()
    };
    let [a, b] = fields.map(|field| [0, 1].map(|key| Part { field, key }));
    let rules = vec![
        rule("name", &[a[0], b[0]], true),
        rule("from the end", &[a[1]], false),
        rule("b", &b[..1], false),
    ];
    if windows { Settings::default().rules(rules) } else { Settings::default() }
}

fn inserted(model: &Model, table: &Table, order: &[usize]) -> BTreeSet<BTreeSet<usize>> {
    let mut index = Index::new(model.clone());
    for &row in order {
        index.insert(&table.record(row));
    }
    sets(&index.clusters(), order)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_order_gives_the_clusters_of_the_batch(order in Just((0..500).collect::<Vec<usize>>()).prop_shuffle(), which in 0..2_usize, windows: bool) {
        let table = table(["fake_1000.csv", "restaurant.csv"][which], 500);
        let model = dedupe(&table, &settings(windows, [0, 1])).model;
        let plain: Vec<usize> = (0..500).collect();
        let batch = sets(&model.dedupe(&table).clusters, &plain);
        prop_assert_eq!(&batch, &inserted(&model, &table, &order));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// What is left after records came and went in any order is as if it had come at once: pairs, scores, clusters,
    /// and what a further record matches.
    #[test]
    fn what_came_and_went_leaves_nothing(
        order in Just((0..400).collect::<Vec<usize>>()).prop_shuffle(),
        begun in 0..400_usize,
        goes in prop::collection::vec(any::<bool>(), 400),
        windows: bool,
    ) {
        let table = table("fake_1000.csv", 400);
        let model = dedupe(&table, &settings(windows, [0, 1])).model;
        let mut index = Index::of(model.clone(), &of(&table, &order[..begun]));
        let (mut row_of, mut left): (Vec<usize>, Vec<usize>) = (order[..begun].to_vec(), vec![]);
        for (&row, goes) in order[begun..].iter().zip(&goes) {
            index.insert(&table.record(row));
            row_of.push(row);
            if *goes {
                prop_assert!(index.remove(row as u32 % row_of.len() as u32) || index.removed() > 0);
            }
        }
        let all = index.clusters();
        let live = |at: u32| index.explain(at, at).is_some();
        left.extend((0..row_of.len()).filter(|&at| live(at as u32)).map(|at| row_of[at]));
        prop_assert_eq!(index.len(), left.len());
        let mut batch = Index::of(model.clone(), &of(&table, &left));
        let kept: Vec<u32> = (0..row_of.len()).filter(|&at| live(at as u32)).map(|at| all[at]).collect();
        prop_assert_eq!(sets(&kept, &left), sets(&batch.clusters(), &left));
        prop_assert_eq!(sets(&kept, &left), sets(&model.dedupe(&of(&table, &left)).clusters, &left));
        let pairs = |index: &Index, rows: &[usize]| -> BTreeSet<(usize, usize, u64)> {
            let of = |at: usize| index.matches_of_row(at as u32).into_iter().map(move |m| (at, m));
            (0..rows.len()).flat_map(of).map(|(at, m)| (rows[at], rows[m.row as usize], m.weight.to_bits())).collect()
        };
        prop_assert_eq!(pairs(&index, &row_of), pairs(&batch, &left));
        for row in (0..400).step_by(7) {
            let matches = |index: &mut Index, rows: &[usize]| -> BTreeSet<(usize, u64)> {
                let found = index.matching(&table.record(row));
                found.into_iter().map(|m| (rows[m.row as usize], m.weight.to_bits())).collect()
            };
            prop_assert_eq!(matches(&mut index, &row_of), matches(&mut batch, &left));
        }
    }
}

/// Some rows of a table.
fn of(table: &Table, rows: &[usize]) -> Table {
    let mut out = Table::new(table.columns().iter().map(|column| column.name().to_owned()));
    rows.iter().for_each(|&row| out.push(table.row(row)));
    out
}

#[test]
fn training_and_batch_agree_for_any_number_of_threads() {
    let table = table("fake_1000.csv", 1000);
    let mut settings = settings(true, [0, 1]);
    let rules = settings.rules.as_mut().unwrap();
    rules.push(Rule { name: "b itself".to_owned(), window: None, ..rules[2].clone() });
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| [Settings::default(), settings.clone()].map(|settings| dedupe(&table, &settings)))
    };
    for (at, one) in with(1).iter().enumerate() {
        let again = one.model.dedupe(&table);
        assert_eq!(one.clusters, again.clusters);
        assert_eq!(one.pairs, again.pairs);
        for threads in [2, 5] {
            let more = &with(threads)[at];
            assert_eq!(one.model, more.model);
            assert_eq!(one.clusters, more.clusters);
            assert_eq!(one.pairs, more.pairs);
        }
    }
}

#[test]
fn a_model_survives_json() {
    for windows in [false, true] {
        let model = dedupe(&table("restaurant.csv", 864), &settings(windows, [0, 1])).model;
        let back = Model::from_json(&model.to_json().unwrap()).unwrap();
        assert_eq!(model, back);
    }
}

#[test]
fn matching_leaves_the_index_as_it_was() {
    let table = table("fake_1000.csv", 300);
    let model = dedupe(&table, &Settings::default()).model;
    let mut index = Index::of(model, &table);
    let before = index.clusters();
    for row in 0..table.rows() {
        let found = index.matching(&table.record(row));
        assert!(found.iter().any(|found| found.row == row as u32) || found.is_empty());
    }
    index.matching(&[("first_name", "Nobody"), ("surname", "Known"), ("email", "n@known.org")]);
    assert!(index.holds(7, &table.record(7)) && !index.holds(7, &table.record(8)));
    assert_eq!(index.len(), 300);
    assert_eq!(index.clusters(), before);
}
