//! What the levels of a field say: how often they are seen among records of one person, and of two.

use serde::{Deserialize, Serialize};

use crate::{
    compare,
    pattern::{LEVELS, Pattern, level, parts},
    value::Kind,
};

/// The parameters of a model (Fellegi and Sunter 1969), and of the household class beside it.
///
/// A pair of records is of one person, of two people of one household, or of two people at random. Among people of a
/// household what a household shares (family name, address, perhaps phone) agrees as often as `h` says, all else as
/// often as at random.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Weights {
    /// The share of pairs that are of one person.
    pub(crate) prior: f64,
    /// The share of pairs that are of one household.
    pub(crate) household: f64,
    pub(crate) fields: Vec<FieldWeights>,
    /// What the parts of a name say of each other; absent where a table has not both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) namesakes: Option<Namesakes>,
}

/// Given and family names go together: a Hervé is more often a François than a Müller is. Two people whose given names
/// agree therefore agree in the family name more often than two at random.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Namesakes {
    pub(crate) given: usize,
    pub(crate) family: usize,
    /// How many times more often both agree among two people than if neither knew of the other.
    pub(crate) lift: f64,
}

impl Namesakes {
    /// Whether both parts of the name agree.
    pub(crate) fn agree(&self, pattern: Pattern) -> bool {
        let from = usize::from(compare::agrees_from(Kind::Given));
        level(pattern, self.given) >= from && level(pattern, self.family) >= from
    }
}

/// Of one field: for each level of a pattern.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FieldWeights {
    pub(crate) m: [f64; LEVELS],
    pub(crate) u: [f64; LEVELS],
    pub(crate) h: [f64; LEVELS],
    /// How often two records at random agree entirely, matches included: the base of term frequencies.
    pub(crate) agree: f64,
}

impl FieldWeights {
    /// What is expected of a kind before any data is seen.
    pub(crate) fn expected(kind: Kind, nested: bool) -> Self {
        let mut weights = Self { m: [1.0; LEVELS], u: [1.0; LEVELS], h: [1.0; LEVELS], agree: 0.0 };
        let levels = compare::levels(kind);
        let most = if nested { levels.len() * 3 } else { levels.len() };
        for at in 1..=most {
            let (state, plain) = parts(kind, nested, at);
            let expected = levels[plain - 1];
            weights.m[at] =
                if state == 2 { tilted(expected.m, plain, levels.len(), 0.5) } else { expected.m };
            weights.u[at] = match (state, kind) {
                (2, Kind::Email) => NAMESAKES[plain - 1],
                (2, _) => tilted(expected.m, plain, levels.len(), 0.3),
                _ => expected.u,
            };
            let shared = shared_at_home(kind);
            weights.h[at] = shared * weights.m[at] + (1.0 - shared) * weights.u[at];
        }
        weights.agree = expected_agreement(kind);
        weights
    }
}

/// Levels of the e-mail addresses of two people of one name.
const NAMESAKES: [f64; 5] = [0.94, 0.05, 0.006, 0.002, 0.002];

/// Where what lies around a field agrees, so does the field, mostly.
fn tilted(m: f64, plain: usize, levels: usize, by: f64) -> f64 {
    if plain == levels { m + (1.0 - m) * by } else { m * (1.0 - by) }
}

fn expected_agreement(kind: Kind) -> f64 {
    compare::levels(kind).last().map_or(1.0, |level| level.u)
}

/// How far two people of one household share what a field of this kind holds.
pub(crate) fn shared_at_home(kind: Kind) -> f64 {
    match kind {
        Kind::Family => 0.8,
        Kind::Address | Kind::Postcode | Kind::Place => 0.95,
        Kind::Category => 0.5,
        Kind::Alias => 0.2,
        Kind::Phone => 0.3,
        Kind::Email => 0.15,
        _ => 0.0,
    }
}

/// Binary logarithms of ratios, ready to add.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Of the share of matches.
    pub(crate) prior: f64,
    /// Of the share of households to random pairs; negative infinity when there are none.
    pub(crate) household: f64,
    pub(crate) fields: Vec<[f64; LEVELS]>,
    /// The same of the household class.
    pub(crate) homes: Vec<[f64; LEVELS]>,
    namesakes: Option<Namesakes>,
}

impl Table {
    pub(crate) fn of(weights: &Weights) -> Self {
        let random = 1.0 - weights.prior - weights.household;
        let ratio = |top: &[f64; LEVELS], bottom: &[f64; LEVELS]| {
            let mut out = [0.0; LEVELS];
            (1..LEVELS).for_each(|at| out[at] = (top[at] / bottom[at]).log2());
            out
        };
        Self {
            prior: (weights.prior / random).log2(),
            household: (weights.household / random).log2(),
            fields: weights.fields.iter().map(|field| ratio(&field.m, &field.u)).collect(),
            homes: weights.fields.iter().map(|field| ratio(&field.h, &field.u)).collect(),
            namesakes: weights.namesakes,
        }
    }

    /// The sum over fields, of matches and of households, to random pairs.
    pub(crate) fn sums(&self, pattern: Pattern) -> (f64, f64) {
        let mut sums = (0.0, 0.0);
        for field in 0..self.fields.len() {
            let at = level(pattern, field);
            sums.0 += self.fields[field][at];
            sums.1 += self.homes[field][at];
        }
        let together = self.together(pattern);
        (sums.0 + together, sums.1 + together)
    }

    /// What is taken off where both parts of a name agree, because they go together.
    pub(crate) fn together(&self, pattern: Pattern) -> f64 {
        self.namesakes.filter(|names| names.agree(pattern)).map_or(0.0, |names| -names.lift.log2())
    }

    /// The field in whose evidence that is counted.
    pub(crate) fn together_in(&self) -> Option<usize> {
        self.namesakes.map(|names| names.family)
    }
}
