//! Splink's own numbers, made with Splink 5.0.0 (see `data/README.md`), to 1e-9.

#![allow(clippy::unwrap_used)] // a test that cannot read its data fails

use std::path::PathBuf;

use guanxi_match::{
    Table,
    splink::{Parameters, SplinkModel, expectation_maximisation},
};
use serde_json::Value;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn rows(name: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path(name)).unwrap().records().map(Result::unwrap).collect()
}

fn table(name: &str) -> Table {
    let mut reader = csv::Reader::from_path(path(name)).unwrap();
    let mut table = Table::new(reader.headers().unwrap().iter().map(str::to_owned));
    reader.records().for_each(|row| table.push(row.unwrap().iter()));
    table
}

#[test]
fn weights_levels_and_frequencies_are_those_of_splink() {
    assert_eq!(pairs_that_score_as_theirs("fake_1000.csv", "fake_1000"), 3989);
}

#[test]
fn what_the_comparison_library_writes_scores_as_it_does_there() {
    assert_eq!(pairs_that_score_as_theirs("oracle/library.csv", "library"), 40 * 28);
}

/// Scores the pairs that an oracle lists, under its model, and counts them.
fn pairs_that_score_as_theirs(rows: &str, oracle: &str) -> usize {
    let json = std::fs::read_to_string(path(&format!("oracle/{oracle}_model.json"))).unwrap();
    let model = SplinkModel::from_json(&json).unwrap();
    let table = table(rows);
    let frequencies = model.frequencies(&table);
    let mut reader = csv::Reader::from_path(path(&format!("oracle/{oracle}_pairs.csv"))).unwrap();
    let headers = reader.headers().unwrap().clone();
    let mut seen = 0;
    for row in reader.records().map(Result::unwrap) {
        let number = |name: &str| -> Option<f64> {
            let at = headers.iter().position(|header| header == name)?;
            row[at].parse().ok()
        };
        let (l, r) = (number("_row_l").unwrap() as usize, number("_row_r").unwrap() as usize);
        let score = model.score(&frequencies, &table.record(l), &table.record(r));
        for (at, comparison) in model.comparisons.iter().enumerate() {
            let name = &comparison.name;
            let gamma = number(&format!("gamma_{name}"));
            assert_eq!(Some(f64::from(score.levels[at])), gamma, "{name} of {l} and {r}");
            close(score.weights[at].0, number(&format!("mw_{name}")).unwrap());
            close(score.weights[at].1, number(&format!("mw_tf_adj_{name}")).unwrap_or(0.0));
        }
        close(score.match_weight, number("match_weight").unwrap());
        if let Some(probability) = number("match_probability") {
            close(score.match_probability, probability);
        }
        seen += 1;
    }
    seen
}

#[test]
fn a_condition_that_is_not_understood_is_shown() {
    let model = |sql: &str, column: &str| {
        let json = serde_json::json!({
            "probability_two_random_records_match": 0.1,
            "comparisons": [{
                "output_column_name": "town",
                "comparison_levels": [{ "sql_condition": sql, "tf_adjustment_column": column }],
            }],
        });
        SplinkModel::from_json(&json.to_string()).unwrap_err().to_string()
    };
    assert_eq!(
        model("array_length(list_intersect(\"town_l\",\n  \"town_r\")) >= 2", "town"),
        "the model does not read: a level of town has a condition that is not understood: \
         array_length(list_intersect(\"town_l\", \"town_r\")) >= 2"
    );
    assert_eq!(
        model("jaccard(\"town_l\", \"town_r\") >= 0.5", "city"),
        "the model does not read: a level of town counts how frequent a value of city is, and no level asks for city \
         to be equal"
    );
}

#[test]
fn expectation_maximisation_is_that_of_splink() {
    let session: Value =
        serde_json::from_str(&std::fs::read_to_string(path("oracle/fake_1000_em.json")).unwrap()).unwrap();
    let patterns: Vec<(Vec<i32>, f64)> = rows("oracle/fake_1000_em_patterns.csv")
        .iter()
        .map(|row| ((0..3).map(|at| row[at].parse().unwrap()).collect(), row[3].parse().unwrap()))
        .collect();
    let (found, _) = expectation_maximisation(&patterns, parameters(&session["start"]), true, 8, 0.0);
    let expected = parameters(&session["end"]);
    close(found.prior, expected.prior);
    for (found, expected) in found.m.iter().flatten().zip(expected.m.iter().flatten()) {
        close(*found, *expected);
    }
}

#[test]
fn free_expectation_maximisation_finds_known_parameters() {
    let patterns: Vec<(Vec<i32>, f64)> = rows("oracle/known_params_comparison_vectors.csv")
        .iter()
        .map(|row| ((0..3).map(|at| row[at].parse().unwrap()).collect(), 1.0))
        .collect();
    let start = Parameters { prior: 0.3, m: vec![vec![0.2, 0.8]; 3], u: vec![vec![0.8, 0.2]; 3] };
    let (found, _) = expectation_maximisation(&patterns, start, false, 2000, 1e-10);
    let expected = [(0.7, 0.1), (0.9, 0.025), (0.95, 0.2)];
    for (at, (m, u)) in expected.into_iter().enumerate() {
        assert!((found.m[at][1] - m).abs() < 0.01 && (found.u[at][1] - u).abs() < 0.01, "{found:?}");
    }
    assert!((found.prior - 0.5).abs() < 0.01);
}

fn parameters(session: &Value) -> Parameters {
    let of = |what: &str| -> Vec<Vec<f64>> {
        let comparisons = session["comparisons"].as_array().unwrap();
        comparisons
            .iter()
            .map(|comparison| {
                let levels = comparison["levels"].as_array().unwrap();
                let mut by_gamma = vec![0.0; levels.len()];
                for level in levels {
                    by_gamma[level["gamma"].as_u64().unwrap() as usize] = level[what].as_f64().unwrap();
                }
                by_gamma
            })
            .collect()
    };
    Parameters { prior: session["prior"].as_f64().unwrap(), m: of("m"), u: of("u") }
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}
