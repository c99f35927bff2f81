//! Training: weights out of a table, without labels.

use rustc_hash::FxHashMap;

use crate::{
    block::{Blocking, Blocks, Oversized, summed},
    compare,
    em::{self, Evidence},
    hash::Random,
    model::{Frequencies, Model},
    pattern::{Comparer, LEVELS, Pattern},
    records::Records,
    schema::Schema,
    settings::Settings,
    value::Kind,
    weights::{FieldWeights, Weights},
};

/// What training found beside the model.
pub(crate) struct Trained {
    pub(crate) model: Model,
    pub(crate) blocks: Blocks,
    pub(crate) oversized: Vec<Oversized>,
}

pub(crate) fn train(schema: Schema, settings: &Settings, records: &Records) -> Trained {
    let mut blocking = Blocking::of(&schema, settings.block_most);
    if let Some(rules) = &settings.rules {
        blocking.rules.clone_from(rules);
    }
    let oversized = blocking.learn(records);
    let blocks = Blocks::of(&blocking, records);
    let comparer = Comparer::new(&schema);
    let random = random_levels(&comparer, records, settings.seed);
    let patterns = patterns(&comparer, records, &blocks);
    let start = start(&comparer, records, &random);
    let pairs = records.len() as f64 * (records.len() as f64 - 1.0) / 2.0;
    let evidence = Evidence { comparer: &comparer, patterns: &patterns, pairs, random: &random };
    let weights = em::fit(&evidence, start);
    let frequencies = (0..records.width()).map(|field| Frequencies::of(records, field)).collect();
    let model = Model { version: 1, schema, settings: settings.clone(), blocking, weights, frequencies, warnings: Vec::new() };
    Trained { model, blocks, oversized }
}

/// How often each pattern is seen among the pairs of the blocks.
fn patterns(comparer: &Comparer, records: &Records, blocks: &Blocks) -> Vec<(Pattern, f64)> {
    let counts = blocks.fold(FxHashMap::default, |counts: &mut FxHashMap<Pattern, u64>, l, r| {
        *counts.entry(comparer.pattern(records, l, r)).or_insert(0) += 1;
    });
    em::counted(summed(counts))
}

/// Expectations, with what the table itself tells of agreement.
fn start(comparer: &Comparer, records: &Records, random: &[[f64; LEVELS]]) -> Weights {
    let records_n = (records.len() as f64).max(2.0);
    let named = comparer.kinds().contains(&Kind::Given);
    let fields = (0..comparer.kinds().len())
        .map(|field| {
            let (kind, nested) = (comparer.kinds()[field], comparer.nested(field));
            let mut weights = FieldWeights::expected(kind, nested);
            let plain = compare::levels(kind).len();
            weights.agree = random[field][plain];
            for state in 0..if nested { 2 } else { 1 } {
                (1..=plain).for_each(|at| weights.u[state * plain + at] = random[field][at]);
            }
            weights
        })
        .collect();
    let prior = 1.0 / records_n;
    Weights { prior, household: if named { 0.3 * prior } else { 0.0 }, fields }
}

/// How often each level is seen among random pairs. That two agree entirely is counted exactly.
fn random_levels(comparer: &Comparer, records: &Records, seed: u64) -> Vec<[f64; LEVELS]> {
    let n = records.len() as u64;
    let mut counts = vec![[0.0; LEVELS]; comparer.kinds().len()];
    if n > 1 {
        let mut random = Random::new(seed);
        for _ in 0..(n * 20).clamp(2_000, 400_000) {
            let (l, r) = (random.below(n), random.below(n));
            if l == r {
                continue;
            }
            let levels = comparer.levels(records, records.row(l as u32), records.row(r as u32));
            counts.iter_mut().zip(levels).for_each(|(counts, level)| counts[usize::from(level)] += 1.0);
        }
    }
    (0..counts.len()).map(|field| smoothed(comparer, records, field, &counts[field])).collect()
}

/// Pairs that expectations count for.
const PSEUDO_PAIRS: f64 = 200.0;

fn smoothed(comparer: &Comparer, records: &Records, field: usize, counts: &[f64; LEVELS]) -> [f64; LEVELS] {
    let levels = compare::levels(comparer.kinds()[field]);
    let seen: f64 = counts[1..=levels.len()].iter().sum();
    let mut out = [1.0; LEVELS];
    for at in 1..levels.len() {
        out[at] = (counts[at] + PSEUDO_PAIRS * levels[at - 1].u) / (seen + PSEUDO_PAIRS);
    }
    let same = same(records, field);
    out[levels.len()] = same;
    let rest: f64 = out[1..levels.len()].iter().sum();
    out[1..levels.len()].iter_mut().for_each(|share| *share *= (1.0 - same) / rest);
    out
}

/// How often two records hold the same value, exactly.
fn same(records: &Records, field: usize) -> f64 {
    let counts = &records.dictionaries[field].counts[1..];
    let all: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    let same: f64 = counts.iter().map(|&count| f64::from(count) * (f64::from(count) - 1.0)).sum();
    ((same + 0.5) / (all * (all - 1.0) + 1.0).max(1.0)).min(0.999)
}
