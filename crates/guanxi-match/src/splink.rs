//! Models of [Splink](https://github.com/moj-analytical-services/splink): its JSON is read, and scores the same.
//!
//! Its levels are conditions in SQL. Understood is what Splink's comparison library writes for DuckDB about texts and days:
//! exact matches, Levenshtein, Damerau-Levenshtein, Jaro, Jaro-Winkler and Jaccard at thresholds, days apart, and its
//! comparisons of names, forename with surname, e-mail addresses, dates of birth and postcodes; and these joined by `AND` and
//! `OR`. Any other condition (arrays, places on the globe, vectors, `NOT`) is an error that shows it, rather than a score
//! that differs.

mod condition;
mod sql;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use self::condition::{Cells, Condition};
use crate::{Error, table::Table};

/// A model of Splink.
#[derive(Clone, Debug)]
pub struct SplinkModel {
    /// The probability that two records at random are one.
    pub prior: f64,
    /// The comparisons, in the model's order.
    pub comparisons: Vec<Comparison>,
}

/// A comparison of one column, or of a few.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What it is called: the column, or the names of its columns joined.
    pub name: String,
    /// The levels, in the order they are asked.
    pub levels: Vec<Level>,
}

/// A level of a comparison.
#[derive(Clone, Debug)]
pub struct Level {
    condition: Condition,
    /// From 0, the worst; -1 where a value is missing, which says nothing.
    pub gamma: i32,
    /// How often pairs of one person are at it.
    pub m: f64,
    /// How often pairs of two people are.
    pub u: f64,
    frequency: Option<Frequency>,
}

/// How term frequency counts at a level.
#[derive(Clone, Debug)]
struct Frequency {
    column: String,
    weight: f64,
    /// How often the column is equal in pairs of two people.
    u: f64,
    /// No value counts as rarer than this.
    least: f64,
}

/// How a pair scores.
#[derive(Clone, Debug, PartialEq)]
pub struct SplinkScore {
    /// For each comparison its gamma, -1 where a value is missing.
    pub levels: Vec<i32>,
    /// For each comparison `log2(m / u)`, and what term frequency adds.
    pub weights: Vec<(f64, f64)>,
    /// The sum with the prior.
    pub match_weight: f64,
    /// The probability of a match.
    pub match_probability: f64,
}

/// How often each value of each compared column is held, of the rows that hold any.
#[derive(Clone, Debug, Default)]
pub struct SplinkFrequencies(FxHashMap<String, FxHashMap<String, f64>>);

impl SplinkModel {
    /// Reads the JSON that Splink 4 and 5 save.
    ///
    /// # Errors
    /// When the text is no such JSON, a level's condition is not understood, or a level counts the frequency of a column that
    /// no level asks to be equal.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let raw: RawModel = serde_json::from_str(text).map_err(|cause| Error::model(&cause))?;
        let comparisons = raw.comparisons.into_iter().map(RawComparison::read).collect::<Result<_, _>>()?;
        Ok(Self { prior: raw.probability_two_random_records_match, comparisons })
    }

    /// Counts how often values are held in a table.
    pub fn frequencies(&self, table: &Table) -> SplinkFrequencies {
        let mut all = FxHashMap::default();
        for column in table.columns() {
            let mut counts: FxHashMap<String, f64> = FxHashMap::default();
            let mut held = 0.0;
            for cell in (0..table.rows()).map(|row| column.cell(row)).filter(|cell| !cell.is_empty()) {
                *counts.entry(cell.to_owned()).or_insert(0.0) += 1.0;
                held += 1.0;
            }
            counts.values_mut().for_each(|count| *count /= held);
            all.insert(column.name().to_owned(), counts);
        }
        SplinkFrequencies(all)
    }

    /// Scores a pair of records, given as names of columns with their cells. An empty cell is a missing value; days of a
    /// column of dates are written `1990-03-05`.
    pub fn score(
        &self,
        frequencies: &SplinkFrequencies,
        left: &[(&str, &str)],
        right: &[(&str, &str)],
    ) -> SplinkScore {
        let mut match_weight = (self.prior / (1.0 - self.prior)).log2();
        let (mut levels, mut weights) = (Vec::new(), Vec::new());
        for comparison in &self.comparisons {
            let (gamma, weight, frequency) = comparison.score(frequencies, left, right);
            match_weight += weight + frequency;
            levels.push(gamma);
            weights.push((weight, frequency));
        }
        SplinkScore { levels, weights, match_weight, match_probability: 1.0 / (1.0 + (-match_weight).exp2()) }
    }
}

impl Comparison {
    fn score(&self, frequencies: &SplinkFrequencies, left: &Cells<'_>, right: &Cells<'_>) -> (i32, f64, f64) {
        match self.levels.iter().find(|level| level.condition.holds(left, right)) {
            Some(level) if level.gamma >= 0 => {
                let frequency =
                    level.frequency.as_ref().map_or(0.0, |how| how.adds(frequencies, left, right));
                (level.gamma, (level.m / level.u).log2(), frequency)
            }
            _ => (-1, 0.0, 0.0),
        }
    }
}

impl Frequency {
    /// `log2(u / max(tf_l, tf_r))`, as far as the level says; 0 where neither value was counted.
    fn adds(&self, frequencies: &SplinkFrequencies, left: &Cells<'_>, right: &Cells<'_>) -> f64 {
        let of = |cells: &Cells<'_>| {
            let cell = cells.iter().find(|cell| cell.0 == self.column)?.1;
            frequencies.0.get(&self.column)?.get(cell).copied()
        };
        let (l, r) = (of(left), of(right));
        let most = l.or(r).map(|some| some.max(r.unwrap_or(some)).max(self.least));
        most.map_or(0.0, |most| self.weight * (self.u / most).log2())
    }
}

#[derive(Deserialize)]
struct RawModel {
    probability_two_random_records_match: f64,
    comparisons: Vec<RawComparison>,
}

#[derive(Deserialize)]
struct RawComparison {
    output_column_name: String,
    comparison_levels: Vec<RawLevel>,
}

#[derive(Deserialize)]
struct RawLevel {
    sql_condition: String,
    m_probability: Option<f64>,
    u_probability: Option<f64>,
    #[serde(default)]
    is_null_level: bool,
    tf_adjustment_column: Option<String>,
    tf_adjustment_weight: Option<f64>,
    #[serde(default)]
    tf_minimum_u_value: f64,
    #[serde(default)]
    disable_tf_exact_match_detection: bool,
}

impl RawComparison {
    fn read(self) -> Result<Comparison, Error> {
        let name = self.output_column_name;
        let counted = self.comparison_levels.iter().filter(|level| !level.is_null_level).count() as i32;
        let (mut left, mut levels) = (counted, Vec::new());
        for raw in &self.comparison_levels {
            let condition = sql::condition(&raw.sql_condition).ok_or_else(|| not_understood(&name, raw))?;
            left -= i32::from(!raw.is_null_level);
            let gamma = if raw.is_null_level { -1 } else { left };
            let (m, u) = assumed(gamma, counted);
            let (m, u) = (raw.m_probability.unwrap_or(m), raw.u_probability.unwrap_or(u));
            levels.push(Level { condition, gamma, m, u, frequency: None });
        }
        for (at, raw) in self.comparison_levels.into_iter().enumerate() {
            levels[at].frequency = raw.frequency(&levels, at, &name)?;
        }
        Ok(Comparison { name, levels })
    }
}

impl RawLevel {
    /// How term frequency counts at this level, one of those that were read.
    fn frequency(self, levels: &[Level], at: usize, name: &str) -> Result<Option<Frequency>, Error> {
        let (level, weight) = (&levels[at], self.tf_adjustment_weight.unwrap_or(1.0));
        let Some(column) = self.tf_adjustment_column.filter(|_| weight != 0.0) else { return Ok(None) };
        if level.gamma < 0 || level.condition == Condition::Else {
            return Ok(None);
        }
        let is_equal = |level: &&Level| {
            level.condition.equal_column().is_some_and(|equal| equal.eq_ignore_ascii_case(&column))
        };
        let exact = levels.iter().find(is_equal);
        match if self.disable_tf_exact_match_detection { Some(level) } else { exact } {
            Some(exact) => Ok(Some(Frequency { column, weight, u: exact.u, least: self.tf_minimum_u_value })),
            None => Err(Error::Model(format!(
                "a level of {name} counts how frequent a value of {column} is, and no level asks for {column} to be equal"
            ))),
        }
    }
}

/// What Splink assumes of a level where nothing was learned: `m`, and `u` for a weight between -5 and 3, or 10 for the best.
fn assumed(gamma: i32, levels: i32) -> (f64, f64) {
    let best = levels - 1;
    let m = if gamma == best { 0.95 } else { 0.05 / f64::from(best) };
    let weight = match gamma {
        _ if gamma == best => 10.0,
        _ if levels == 2 => -5.0,
        _ => -5.0 + f64::from(gamma) * 8.0 / f64::from(levels - 2),
    };
    (m, m / weight.exp2())
}

/// Of a condition so many characters are shown.
const SHOWN: usize = 160;

fn not_understood(name: &str, level: &RawLevel) -> Error {
    let words: Vec<&str> = level.sql_condition.split_whitespace().collect();
    let mut shown: String = words.join(" ");
    if let Some((end, _)) = shown.char_indices().nth(SHOWN) {
        shown.truncate(end);
        shown.push('…');
    }
    Error::Model(format!("a level of {name} has a condition that is not understood: {shown}"))
}

/// Parameters of expectation maximisation: for each comparison `m` and `u` by gamma.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// The share of matches.
    pub prior: f64,
    /// By comparison and gamma.
    pub m: Vec<Vec<f64>>,
    /// By comparison and gamma.
    pub u: Vec<Vec<f64>>,
}

/// What stands for a level no match was seen at.
const UNSEEN: f64 = 1e-6;

/// Expectation maximisation over counts of patterns as Splink does it, without expectations or guards; a gamma of
/// -1 says nothing. Ends when nothing moves by more than `done`, or after `rounds`; gives the rounds beside.
pub fn expectation_maximisation(
    patterns: &[(Vec<i32>, f64)],
    start: Parameters,
    fix_u: bool,
    rounds: usize,
    done: f64,
) -> (Parameters, usize) {
    let mut now = start;
    for round in 1..=rounds {
        let next = one_round(patterns, &now, fix_u);
        let moved = moved(&now, &next);
        now = next;
        if moved < done {
            return (now, round);
        }
    }
    (now, rounds)
}

fn one_round(patterns: &[(Vec<i32>, f64)], now: &Parameters, fix_u: bool) -> Parameters {
    let zero = |of: &Vec<Vec<f64>>| of.iter().map(|levels| vec![0.0; levels.len()]).collect::<Vec<_>>();
    let (mut m, mut u) = (zero(&now.m), zero(&now.u));
    let (mut matches, mut all) = (0.0, 0.0);
    for (gammas, count) in patterns {
        let (mut of_match, mut of_other) = (now.prior, 1.0 - now.prior);
        for (at, &gamma) in gammas.iter().enumerate().filter(|gamma| *gamma.1 >= 0) {
            of_match *= now.m[at][gamma as usize];
            of_other *= now.u[at][gamma as usize];
        }
        let share = of_match / (of_match + of_other);
        matches += share * count;
        all += count;
        for (at, &gamma) in gammas.iter().enumerate().filter(|gamma| *gamma.1 >= 0) {
            m[at][gamma as usize] += share * count;
            u[at][gamma as usize] += (1.0 - share) * count;
        }
    }
    m.iter_mut().for_each(|levels| to_shares(levels));
    if fix_u {
        u.clone_from(&now.u);
    } else {
        u.iter_mut().for_each(|levels| to_shares(levels));
    }
    Parameters { prior: matches / all, m, u }
}

fn to_shares(levels: &mut [f64]) {
    let sum: f64 = levels.iter().sum();
    levels.iter_mut().for_each(|level| *level = if *level > 0.0 { *level / sum } else { UNSEEN });
}

fn moved(a: &Parameters, b: &Parameters) -> f64 {
    let flat =
        |p: &Parameters| -> Vec<f64> { p.m.iter().chain(&p.u).flatten().copied().chain([p.prior]).collect() };
    flat(a).iter().zip(flat(b)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}
