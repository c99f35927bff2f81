//! Models of [Splink](https://github.com/moj-analytical-services/splink): its JSON is read, and scores the same.
//!
//! Its levels are conditions in SQL. Those that Splink's own comparison library writes for names, dates, e-mails and
//! exact matches are understood; any other is an error that names the column, rather than a score that differs.

use rapidfuzz::distance::{jaro_winkler, levenshtein};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::{Error, table::Table};

/// A model of Splink.
#[derive(Clone, Debug)]
pub struct SplinkModel {
    /// The probability that two records at random are one.
    pub prior: f64,
    /// The comparisons, in the model's order.
    pub comparisons: Vec<Comparison>,
}

/// A comparison of one column.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The column.
    pub column: String,
    /// The levels, from the best to the worst, the missing one first.
    pub levels: Vec<Level>,
}

/// A level of a comparison.
#[derive(Clone, Debug)]
pub struct Level {
    condition: Condition,
    /// How often pairs of one person are at it; 1 for the missing level.
    pub m: f64,
    /// How often pairs of two people are.
    pub u: f64,
    /// How far term frequency counts.
    pub frequency_weight: f64,
}

/// What a level asks of two values.
#[derive(Clone, Debug, PartialEq)]
enum Condition {
    Missing,
    NoDate,
    Equal,
    SameUser,
    JaroWinkler(f64),
    UserJaroWinkler(f64),
    Levenshtein(usize),
    /// Seconds.
    DaysApart(f64),
    Else,
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
    /// When the text is no such JSON, or a level's condition is not understood.
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

    /// Scores a pair of records, given as names of columns with their cells.
    pub fn score(
        &self,
        frequencies: &SplinkFrequencies,
        left: &[(&str, &str)],
        right: &[(&str, &str)],
    ) -> SplinkScore {
        let cell = |cells: &[(&str, &str)], name: &str| {
            cells.iter().find(|cell| cell.0 == name).map_or(String::new(), |cell| cell.1.to_owned())
        };
        let mut match_weight = (self.prior / (1.0 - self.prior)).log2();
        let (mut levels, mut weights) = (Vec::new(), Vec::new());
        for comparison in &self.comparisons {
            let (l, r) = (cell(left, &comparison.column), cell(right, &comparison.column));
            let (gamma, weight, frequency) = comparison.score(frequencies, &l, &r);
            match_weight += weight + frequency;
            levels.push(gamma);
            weights.push((weight, frequency));
        }
        SplinkScore { levels, weights, match_weight, match_probability: 1.0 / (1.0 + (-match_weight).exp2()) }
    }
}

impl Comparison {
    fn score(&self, frequencies: &SplinkFrequencies, l: &str, r: &str) -> (i32, f64, f64) {
        let Some(at) = self.levels.iter().position(|level| level.condition.holds(l, r)) else {
            return (-1, 0.0, 0.0);
        };
        let level = &self.levels[at];
        if matches!(level.condition, Condition::Missing | Condition::NoDate) {
            return (-1, 0.0, 0.0);
        }
        let gamma = (self.levels.len() - 1 - at) as i32;
        (gamma, (level.m / level.u).log2(), self.frequency(frequencies, level, l, r))
    }

    /// `log2(u_exact / max(tf_l, tf_r))`, as far as the level says.
    fn frequency(&self, frequencies: &SplinkFrequencies, level: &Level, l: &str, r: &str) -> f64 {
        let exact = self.levels.iter().find(|level| level.condition == Condition::Equal);
        let (Some(exact), Some(counts)) = (exact, frequencies.0.get(&self.column)) else { return 0.0 };
        let most = [l, r].iter().filter_map(|value| counts.get(*value)).copied().fold(0.0, f64::max);
        if level.frequency_weight == 0.0 || most == 0.0 {
            return 0.0;
        }
        level.frequency_weight * (exact.u / most).log2()
    }
}

impl Condition {
    fn holds(&self, l: &str, r: &str) -> bool {
        match self {
            Self::Missing => l.is_empty() || r.is_empty(),
            Self::NoDate => seconds(l).is_none() || seconds(r).is_none(),
            Self::Equal => l == r,
            Self::SameUser => !user(l).is_empty() && user(l) == user(r),
            Self::JaroWinkler(least) => alike(l, r) >= *least,
            Self::UserJaroWinkler(least) => {
                !user(l).is_empty() && !user(r).is_empty() && alike(user(l), user(r)) >= *least
            }
            Self::Levenshtein(most) => levenshtein::distance(l.chars(), r.chars()) <= *most,
            Self::DaysApart(most) => {
                seconds(l).zip(seconds(r)).is_some_and(|(l, r)| (l - r).unsigned_abs() as f64 <= *most)
            }
            Self::Else => true,
        }
    }

    /// Reads the SQL of a level.
    fn read(sql: &str, column: &str) -> Option<Self> {
        let sql: String = sql.chars().filter(|c| !c.is_whitespace() && *c != '"' && *c != '`').collect();
        let sql = sql.replace(&format!("{column}_l"), "L").replace(&format!("{column}_r"), "R");
        let user = |side: &str| format!("NULLIF(regexp_extract({side},'^[^@]+',0),'')");
        let sql = sql.replace(&user("L"), "U").replace(&user("R"), "V");
        let date = |side: &str| format!("try_strptime({side},'%Y-%m-%d')");
        let sql = sql.replace(&date("L"), "D").replace(&date("R"), "E");
        let after = |start: &str| sql.strip_prefix(start).and_then(|number| number.parse::<f64>().ok());
        Some(match sql.as_str() {
            "LISNULLORRISNULL" => Self::Missing,
            "DISNULLOREISNULL" => Self::NoDate,
            "L=R" => Self::Equal,
            "U=V" => Self::SameUser,
            "ELSE" => Self::Else,
            _ => None
                .or_else(|| after("jaro_winkler_similarity(L,R)>=").map(Self::JaroWinkler))
                .or_else(|| after("jaro_winkler_similarity(U,V)>=").map(Self::UserJaroWinkler))
                .or_else(|| after("levenshtein(L,R)<=").map(|most| Self::Levenshtein(most as usize)))
                .or_else(|| after("ABS(EPOCH(D)-EPOCH(E))<=").map(Self::DaysApart))?,
        })
    }
}

fn user(email: &str) -> &str {
    email.split('@').next().unwrap_or("")
}

fn alike(l: &str, r: &str) -> f64 {
    jaro_winkler::similarity(l.chars(), r.chars())
}

/// Seconds since 1970 of a day written `1990-03-05` (days from civil; Hinnant 2013).
fn seconds(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(days * 86_400)
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
}

impl RawComparison {
    fn read(self) -> Result<Comparison, Error> {
        let column = self.output_column_name;
        let counted = self.comparison_levels.iter().filter(|level| !level.is_null_level).count();
        let others = counted.saturating_sub(1).max(1) as f64;
        let read = |level: RawLevel| {
            let condition = Condition::read(&level.sql_condition, &column).ok_or_else(|| {
                Error::Model(format!("a level of {column} has a condition that is not understood"))
            })?;
            // What Splink assumes where nothing was learned.
            let exact = condition == Condition::Equal;
            Ok(Level {
                m: level.m_probability.unwrap_or(if exact { 0.95 } else { 0.05 / others }),
                u: level.u_probability.unwrap_or(if exact { 0.05 } else { 0.95 / others }),
                frequency_weight: level
                    .tf_adjustment_column
                    .map_or(0.0, |_| level.tf_adjustment_weight.unwrap_or(1.0)),
                condition,
            })
        };
        let levels = self.comparison_levels.into_iter().map(read).collect::<Result<_, Error>>()?;
        Ok(Comparison { column, levels })
    }
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
