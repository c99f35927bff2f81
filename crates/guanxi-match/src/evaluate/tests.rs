use super::*;
use crate::{Again, Bin, Settings, Table, dedupe};

fn table() -> (Table, Truth) {
    let mut table = Table::new(["first_name", "last_name", "email"]);
    let mut truth = Vec::new();
    for person in 0..60 {
        let given = ["Anna", "Bernd", "Clara", "David", "Emma", "Felix"][person % 6];
        let family = ["Abel", "Brandt", "Conrad", "Dietz", "Engel", "Frei", "Graf", "Horn", "Imhof", "Jung"]
            [person / 6];
        let email = format!("{given}{family}{person}@mailbox.org");
        table.push([given, family, &email]);
        table.push([given, family, if person % 3 == 0 { "" } else { &email }]);
        truth.extend([person.to_string(), person.to_string()]);
    }
    (table, Truth::of(truth.iter().map(String::as_str)))
}

#[test]
fn nothing_is_known_of_empty_cells() {
    let truth = Truth::of(["a", "", "a", " ", "b"]);
    assert_eq!((truth.known(), truth.same(0, 2), truth.same(0, 4)), (3, Some(true), Some(false)));
    assert_eq!((truth.same(0, 1), truth.same(1, 3), truth.same(0, 99)), (None, None, None));
}

#[test]
fn another_threshold_gives_what_training_under_it_gives() {
    let (table, _) = table();
    let found = dedupe(&table, &Settings::default());
    let again = Again::new(&table, &found.model, 0.01);
    assert_eq!(again.clusters(found.model.settings().threshold), found.clusters);
    for threshold in [0.05, 0.5, 0.99, 0.9999] {
        let trained = dedupe(&table, &Settings { threshold, ..Settings::default() });
        assert_eq!(again.clusters(threshold), trained.clusters, "{threshold}");
    }
    let bins = again.scores(None);
    assert!(bins.iter().map(Bin::pairs).sum::<u64>() > 0 && bins.iter().all(|bin| bin.same == 0));
}

#[test]
fn the_best_is_not_below_the_default() {
    let (table, truth) = table();
    let found = dedupe(&table, &Settings::default());
    let again = Again::new(&table, &found.model, 0.01);
    let evaluation = evaluate(&again, &found, truth, 5);
    assert!(evaluation.curve.contains(&evaluation.found), "the default is on the curve");
    assert!(evaluation.best().pairwise.f1() >= evaluation.found.pairwise.f1());
    assert!(evaluation.curve.is_sorted_by(|a, b| a.threshold < b.threshold));
    assert!(evaluation.found.pairwise.f1() > 0.5, "{:?}", evaluation.found);
}

#[test]
fn mistakes_are_counted_and_listed_in_bounds() {
    let (table, truth) = table();
    let found = dedupe(&table, &Settings::default());
    let again = Again::new(&table, &found.model, 0.01);
    let everything = vec![0; table.rows()];
    let wrong_together = wrong(&again, &everything, &truth, 7);
    assert_eq!((wrong_together.false_positives, wrong_together.false_negatives), (120 * 119 / 2 - 60, 0));
    assert_eq!(wrong_together.pairs.len(), 7);
    let alone: Vec<u32> = (0..120).collect();
    let wrong_apart = wrong(&again, &alone, &truth, 1000);
    assert_eq!((wrong_apart.false_positives, wrong_apart.false_negatives), (0, 60));
    assert_eq!(wrong_apart.pairs.len(), 60);
    for pair in wrong_apart.pairs {
        assert_eq!((pair.mistake, pair.right), (Mistake::FalseNegative, pair.left + 1));
        assert_eq!(pair.explanation, again.explain(pair.left, pair.right));
    }
}

#[test]
fn block_recall_counts_pairs_of_rows() {
    let mut table = Table::new(["first_name", "last_name", "email"]);
    let people = [
        ["Anna", "Abel", "anna.abel@mailbox.org"],
        ["Bernd", "Brandt", "bernd.brandt@mailbox.org"],
        ["Clara", "Conrad", "clara.conrad@mailbox.org"],
    ];
    for [given, family, email] in people {
        // Twice the same, once with a key in common, and once with none.
        table.push([given, family, email]);
        table.push([given, family, email]);
        table.push([given, family, ""]);
        table.push(["Zoltan", &format!("{family}-Zweig"), &format!("{given}@elsewhere.net")]);
    }
    let truth = Truth::of(["a", "a", "a", "a", "b", "b", "b", "", "c", "c", "c", "c"]);
    let found = dedupe(&table, &Settings::default());
    let again = Again::new(&table, &found.model, 0.01);
    // Of six pairs of a person three, and all three of the one whose last row is not known.
    assert_eq!(again.block_recall(&truth), 9.0 / 15.0);
    assert_eq!(again.block_recall(&Truth::of(["", ""])), 1.0);
    let names: Vec<String> = (0..12).map(|row| row.to_string()).collect();
    let each_by_itself = Truth::of(names.iter().map(String::as_str));
    assert_eq!(again.block_recall(&each_by_itself), 1.0);
}

#[test]
fn f1_goes_out_with_precision_and_recall() {
    let json = serde_json::to_value(Quality { precision: 1.0, recall: 0.5 }).unwrap();
    assert_eq!(json["recall"], 0.5);
    assert!((json["f1"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-12);
}
