//! A trained model: everything that decides about a pair, frozen.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    block::Blocking,
    compare,
    fillers::Fillers,
    pattern::{Comparer, LEVELS, Memo, level, parts},
    records::Records,
    schema::Schema,
    settings::Settings,
    value::Kind,
    weights::{Table, Weights, shared_at_home},
};

/// What training gives: fields, rules, weights, term frequencies and the keys that are not used. Under one model two
/// records score the same wherever and whenever they meet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    pub(crate) version: u32,
    pub(crate) schema: Schema,
    pub(crate) settings: Settings,
    pub(crate) blocking: Blocking,
    pub(crate) weights: Weights,
    pub(crate) frequencies: Vec<Frequencies>,
    /// Values that are taken for placeholders.
    #[serde(default)]
    pub(crate) fillers: Fillers,
    /// What could not be learned from the data, and why.
    pub(crate) warnings: Vec<String>,
}

impl Model {
    /// The fields that are compared.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The settings it was trained under.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What could not be learned from the data, and why; expectations stand in its place.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The share of all pairs that was found to be of one person.
    pub fn prior(&self) -> f64 {
        self.weights.prior
    }

    /// The share of all pairs that was found to be of two people of one household.
    pub fn household(&self) -> f64 {
        self.weights.household
    }

    /// The same model with other probabilities from which on two records are one person, and a pair is kept.
    #[must_use]
    pub fn with_thresholds(mut self, threshold: f64, review: f64) -> Self {
        (self.settings.threshold, self.settings.review) = (threshold, review);
        self
    }

    /// The model as JSON.
    ///
    /// # Errors
    /// None that data can cause.
    pub fn to_json(&self) -> Result<String, crate::Error> {
        serde_json::to_string(self).map_err(|cause| crate::Error::model(&cause))
    }

    /// Reads a model back.
    ///
    /// # Errors
    /// When the text is no model of this version.
    pub fn from_json(text: &str) -> Result<Self, crate::Error> {
        serde_json::from_str(text).map_err(|cause| crate::Error::model(&cause))
    }
}

/// How often values are held, by distinct records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Frequencies {
    /// How many records hold any.
    pub(crate) records: u32,
    /// By the hash of the value. Those held once or twice are left out: a pair that agrees in a value holds it twice.
    pub(crate) counts: FxHashMap<u64, u32>,
}

/// So often a value counts as held that is held less often, or not known: by the two of a pair that agrees in it. So what
/// is new weighs what it would in the batch, and a model names nothing that belongs to one person.
const HELD_LEAST: u32 = 2;

impl Frequencies {
    pub(crate) fn of(records: &Records, field: usize) -> Self {
        let dictionary = &records.dictionaries[field];
        let held = dictionary.values.iter().zip(&dictionary.counts).skip(1);
        let counts = held
            .clone()
            .filter(|held| *held.1 > HELD_LEAST)
            .map(|(value, &count)| (value.id, count))
            .collect();
        Self { records: held.map(|held| held.1).sum(), counts }
    }

    /// The binary logarithm of the share of records that hold a value.
    pub(crate) fn log(&self, id: u64) -> f64 {
        self.log_of(self.counts.get(&id).copied().unwrap_or(HELD_LEAST))
    }

    /// The same of the rarest value.
    fn least_log(&self) -> f64 {
        self.log_of(self.counts.values().copied().min().unwrap_or(HELD_LEAST).min(HELD_LEAST))
    }

    fn log_of(&self, count: u32) -> f64 {
        (f64::from(count) / f64::from(self.records.max(1))).min(1.0).log2()
    }
}

/// More than what is lost in rounding where sums are taken in another order.
const ROUNDING: f64 = 1e-6;

/// How far one pair can speak against a cluster, in bits.
const AGAINST: f64 = 4.0;
/// The same of two people of different names, who are not made one by a record that bears contacts of both.
const STRANGERS: f64 = 10.0;

/// So many records may hold an e-mail address, a phone number or an identifier that is somebody's own.
const FEW: u32 = 10;

/// Scores pairs of records under a model.
pub(crate) struct Scorer {
    pub(crate) comparer: Comparer,
    pub(crate) table: Table,
    agree: Vec<f64>,
    /// How far term frequencies count, by field and level.
    scale: Vec<[f64; LEVELS]>,
    at_home: Vec<bool>,
    /// For each field and symbol, the logarithm of its frequency.
    logs: Vec<Vec<f32>>,
    /// For each field, the same of a value that [`FEW`] records hold.
    few: Vec<f32>,
    /// For each field and level, the most that it may add to what speaks for one person.
    most: Vec<[f64; LEVELS]>,
}

/// What a pair's score is made of, in bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    pub(crate) total: f64,
    pub(crate) household: f64,
}

impl Scorer {
    pub(crate) fn new(model: &Model, records: &Records) -> Self {
        let comparer = Comparer::new(&model.schema);
        let scale = (0..comparer.kinds().len())
            .map(|field| {
                let (kind, nested) = (comparer.kinds()[field], comparer.nested(field));
                std::array::from_fn(|at| frequency_scale(kind, nested, at))
            })
            .collect();
        let mut scorer = Self {
            table: Table::of(&model.weights),
            agree: model.weights.fields.iter().map(|field| field.agree.log2()).collect(),
            scale,
            at_home: comparer.kinds().iter().map(|&kind| shared_at_home(kind) > 0.0).collect(),
            logs: vec![Vec::new(); records.width()],
            few: model.frequencies.iter().map(|field| field.log_of(FEW) as f32).collect(),
            most: Vec::new(),
            comparer,
        };
        scorer.most = (0..records.width()).map(|field| scorer.most_in(model, field)).collect();
        scorer.know(model, records);
        scorer
    }

    /// Forgets what it took up since the records had so many values.
    pub(crate) fn forget(&mut self, mark: &[usize]) {
        self.logs.iter_mut().zip(mark).for_each(|(logs, &len)| logs.truncate(len));
    }

    /// Takes up values the records have got since.
    pub(crate) fn know(&mut self, model: &Model, records: &Records) {
        for (field, logs) in self.logs.iter_mut().enumerate() {
            let values = &records.dictionaries[field].values[logs.len()..];
            logs.extend(values.iter().map(|value| model.frequencies[field].log(value.id) as f32));
        }
    }

    /// What term frequency adds to a field: nothing, unless the level says the values are one.
    pub(crate) fn frequency(&self, field: usize, at: usize, l: u32, r: u32) -> f64 {
        let scale = self.scale[field][at];
        if scale == 0.0 {
            return 0.0;
        }
        let logs = &self.logs[field];
        scale * (self.agree[field] - f64::from(logs[l as usize].max(logs[r as usize])))
    }

    /// The score of a pair: binary logarithm of the odds that it is of one person.
    pub(crate) fn score(&self, records: &Records, l: u32, r: u32) -> f64 {
        self.score_of(records, self.comparer.pattern(records, l, r, &mut Memo::none()), l, r).total
    }

    /// The same as it counts in a cluster: a record that was written badly differs from all the others, so that one pair
    /// speaks against no more than so far; further where neither part of the name has anything in common.
    pub(crate) fn in_cluster(&self, records: &Records, l: u32, r: u32) -> f64 {
        let pattern = self.comparer.pattern(records, l, r, &mut Memo::none());
        let strangers = self.comparer.name().is_some_and(|(given, family)| {
            level(pattern, given) == compare::name::DIFFERS
                && level(pattern, family) == compare::name::DIFFERS
        });
        let least = if strangers { -STRANGERS } else { -AGAINST };
        self.score_of(records, pattern, l, r).total.max(least)
    }

    /// Whether rows that all hold what this record holds are one person: where that much agreement reaches a weight, or an
    /// address, a number or an identifier is among it that few have.
    pub(crate) fn is_one(&self, records: &Records, record: u32, least: f64) -> bool {
        let own = |field: usize| {
            let symbol = records.row(record)[field];
            let identifies =
                matches!(self.comparer.kinds()[field], Kind::Email | Kind::Phone | Kind::Identifier);
            symbol != 0 && identifies && self.logs[field][symbol as usize] <= self.few[field]
        };
        records.says_something(record)
            && (self.score(records, record, record) >= least || (0..records.width()).any(own))
    }

    pub(crate) fn score_of(&self, records: &Records, pattern: u64, l: u32, r: u32) -> Score {
        let (of_match, of_home) = self.evidence(records, pattern, l, r);
        let household = self.household(of_home);
        Score { total: of_match + household, household }
    }

    /// The score of a pair, if it reaches so much. Most pairs do not, and a household only takes away.
    pub(crate) fn reaching(
        &self,
        least: f64,
        records: &Records,
        pattern: u64,
        l: u32,
        r: u32,
    ) -> Option<f64> {
        if self.most_of(pattern) + ROUNDING < least {
            return None;
        }
        let (of_match, of_home) = self.evidence(records, pattern, l, r);
        let score = if of_match < least { of_match } else { of_match + self.household(of_home) };
        (score >= least).then_some(score)
    }

    /// What speaks for one person, prior included, and for one household, both against people at random.
    fn evidence(&self, records: &Records, pattern: u64, l: u32, r: u32) -> (f64, f64) {
        let (mut of_match, mut of_home) = self.table.sums(pattern);
        let (left, right) = (records.row(l), records.row(r));
        for field in 0..left.len() {
            let more = self.frequency(field, level(pattern, field), left[field], right[field]);
            of_match += more;
            if self.at_home[field] {
                of_home += more;
            }
        }
        (self.table.prior + of_match, self.table.household + of_home)
    }

    /// The most that may speak for one person, whatever values agree: told by the pattern, without a look at records.
    fn most_of(&self, pattern: u64) -> f64 {
        let fields = self.most.iter().enumerate();
        let sum: f64 = fields.map(|(field, most)| most[level(pattern, field)]).sum();
        self.table.prior + sum + self.table.together(pattern)
    }

    /// The same of a field, by level: its values are the rarest there are.
    fn most_in(&self, model: &Model, field: usize) -> [f64; LEVELS] {
        let rarest = f64::from(model.frequencies[field].least_log() as f32);
        let more = |at: usize| self.scale[field][at] * (self.agree[field] - rarest);
        std::array::from_fn(|at| self.table.fields[field][at] + more(at))
    }

    /// What the chance takes away that both are of one household.
    fn household(&self, of_home: f64) -> f64 {
        -(1.0 + of_home.exp2()).log2()
    }
}

/// How far the frequency of a value counts at a level.
fn frequency_scale(kind: Kind, nested: bool, at: usize) -> f64 {
    let (state, plain) = parts(kind, nested, at);
    if at == 0 || state == 2 || matches!(kind, Kind::Gender | Kind::Number) {
        return 0.0;
    }
    match (kind, plain) {
        (Kind::Given | Kind::Family, 6 | 7) => 1.0,
        (Kind::Given | Kind::Family, 5) => 0.5,
        (Kind::Address, 5) => 0.5,
        (_, plain) if plain == compare::levels(kind).len() => 1.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dedupe::{Learned, learn},
        hash::Random,
        table,
        watch::Watched,
    };

    #[test]
    fn a_pair_that_reaches_a_score_is_not_left_out_by_its_pattern() {
        let (mut table, mut random) = (table::Table::new(["name", "city", "phone"]), Random::new(1));
        let mut pick = |of: &[&'static str]| of[random.below(of.len() as u64) as usize];
        for _ in 0..60 {
            let name = [pick(&["Ann", "Bea", "Zoe"]), pick(&["Smith", "Smyth", "Wu"])].join(" ");
            let phone = pick(&["020 7946 0958", "020 7946 0959", "030 901820", ""]);
            table.push([&name, pick(&["Bonn", "Rome"]), phone]);
        }
        let learned = learn(&table, &Settings::default(), &[], &mut Watched::nobody()).unwrap();
        let Learned { scorer, records, .. } = learned;
        let pairs = (0..records.len() as u32).flat_map(|r| (0..r).map(move |l| (l, r)));
        for (l, r) in pairs {
            let pattern = scorer.comparer.pattern(&records, l, r, &mut Memo::none());
            let score = scorer.score(&records, l, r);
            for least in (-40..40).map(f64::from).chain([score]) {
                let reached = scorer.reaching(least, &records, pattern, l, r);
                assert_eq!(reached, (score >= least).then_some(score), "{least}");
            }
        }
    }
}
