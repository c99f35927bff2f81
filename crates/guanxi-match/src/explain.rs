//! Why two records score as they do, as data.

use serde::Serialize;

use crate::{
    compare,
    model::{Model, Scorer},
    pattern::{Memo, level, parts},
    records::Records,
    schema::{Reader, columns_of},
};

/// What a pair's score is made of. All weights are in bits, and add up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Of any two records.
    pub prior: f64,
    /// What each field says, in the order of the schema.
    pub fields: Vec<Evidence>,
    /// What is taken off because people of one household agree like this too.
    pub household: f64,
    /// The sum.
    pub weight: f64,
    /// The probability that both are one person.
    pub probability: f64,
}

/// What one field says about a pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The field.
    pub field: String,
    /// The level of agreement; `missing` where one record has no value.
    pub level: &'static str,
    /// What is known of the field it lies within: nothing, that it differs, or that it agrees.
    pub around: &'static str,
    /// What the level says.
    pub weight: f64,
    /// What the frequency of the value adds.
    pub frequency: f64,
}

/// A level of a model with its parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelWeight {
    /// The field.
    pub field: String,
    /// What is known of the field it lies within.
    pub around: &'static str,
    /// The level.
    pub level: &'static str,
    /// How often pairs of one person are at it.
    pub m: f64,
    /// How often pairs of two people at random are.
    pub u: f64,
    /// How often pairs of one household are.
    pub household: f64,
    /// `log2(m / u)`.
    pub weight: f64,
}

const AROUND: [&str; 3] = ["", "around differs", "around agrees"];

impl Model {
    /// The levels of all fields.
    pub fn levels(&self) -> Vec<LevelWeight> {
        let mut out = Vec::new();
        for (field, weights) in self.schema.fields.iter().zip(&self.weights.fields) {
            let nested = field.within.is_some();
            let levels = compare::levels(field.kind);
            for at in 1..=levels.len() * if nested { 3 } else { 1 } {
                let (state, plain) = parts(field.kind, nested, at);
                let (m, u) = (weights.m[at], weights.u[at]);
                out.push(LevelWeight {
                    field: field.name.clone(),
                    around: AROUND[state],
                    level: levels[plain - 1].label,
                    m,
                    u,
                    household: weights.h[at],
                    weight: (m / u).log2(),
                });
            }
        }
        out
    }

    /// Explains the score of two records, given as names of columns with their cells.
    pub fn explain(&self, left: &[(&str, &str)], right: &[(&str, &str)]) -> Explanation {
        let mut records = Records::new(self.schema.fields.len());
        let (l, r) = (self.read(&mut records, left), self.read(&mut records, right));
        let scorer = Scorer::new(self, &records);
        self.explain_pair(&scorer, &records, l, r)
    }

    /// Reads a record into symbols, and gives its place.
    pub(crate) fn read(&self, records: &mut Records, cells: &[(&str, &str)]) -> u32 {
        let row = self.symbols(records, cells);
        records.push(&row).0
    }

    pub(crate) fn symbols(&self, records: &mut Records, cells: &[(&str, &str)]) -> Vec<u32> {
        let reader = Reader::new(&self.schema);
        let cell = |name: &str| cells.iter().find(|cell| cell.0 == name).map_or("", |cell| cell.1.trim());
        (0..self.schema.fields.len())
            .map(|field| {
                let cells: Vec<&str> = columns_of(&self.schema.fields[field]).into_iter().map(cell).collect();
                let value = reader.value(field, &cells).filter(|value| !self.fillers.has(field, value));
                records.dictionaries[field].intern(value)
            })
            .collect()
    }

    pub(crate) fn explain_pair(&self, scorer: &Scorer, records: &Records, l: u32, r: u32) -> Explanation {
        let pattern = scorer.comparer.pattern(records, l, r, &mut Memo::none());
        let score = scorer.score_of(records, pattern, l, r);
        let swapped = scorer.comparer.swapped(pattern);
        let levels = scorer.comparer.levels(records, records.row(l), records.row(r), &mut Memo::none());
        let fields = self.schema.fields.iter().enumerate().map(|(at, field)| {
            let found = level(pattern, at);
            let (state, plain) = parts(field.kind, field.within.is_some(), found);
            // What another field has told already adds nothing, and is no missing value.
            let plain = match plain {
                0 if swapped == Some(at) => usize::from(compare::name::SWAPPED),
                0 => usize::from(levels[at]),
                plain => plain,
            };
            Evidence {
                field: field.name.clone(),
                level: if plain == 0 { "missing" } else { compare::levels(field.kind)[plain - 1].label },
                around: AROUND[state],
                weight: scorer.table.fields[at][found]
                    + if scorer.table.together_in() == Some(at) {
                        scorer.table.together(pattern)
                    } else {
                        0.0
                    },
                frequency: scorer.frequency(at, found, records.row(l)[at], records.row(r)[at]),
            }
        });
        Explanation {
            prior: scorer.table.prior,
            fields: fields.collect(),
            household: score.household,
            weight: score.total,
            probability: 1.0 / (1.0 + (-score.total).exp2()),
        }
    }
}
