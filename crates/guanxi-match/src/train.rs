//! Training: weights out of a table, without labels.

use rustc_hash::FxHashMap;

use crate::{
    block::{Blocking, Blocks, Oversized, Pass, TOGETHER, summed},
    cluster::Edge,
    compare,
    em::{self, Evidence, Fitted},
    error::Error,
    fillers::Fillers,
    hash::Random,
    model::{Frequencies, Model, Scorer},
    pattern::{Comparer, LEVELS, Memo, Pattern, traded},
    records::Records,
    schema::Schema,
    settings::Settings,
    spread,
    value::Kind,
    watch::{Stage, Watched},
    weights::{FieldWeights, Namesakes, Weights},
};

/// What training found beside the model.
pub(crate) struct Trained {
    pub(crate) model: Model,
    pub(crate) blocks: Blocks,
    pub(crate) compared: Compared,
    pub(crate) oversized: Vec<Oversized>,
}

pub(crate) fn train(
    schema: Schema,
    settings: &Settings,
    records: &Records,
    fillers: Fillers,
    watch: &mut Watched<'_>,
) -> Result<Trained, Error> {
    watch.at(Stage::Blocking, 0, 1)?;
    let mut blocking = Blocking::of(&schema, settings.block_most);
    if let Some(rules) = &settings.rules {
        blocking.rules.clone_from(rules);
    }
    let (oversized, known) = blocking.learn(records);
    let lowered = (blocking.cap < settings.block_most).then_some(blocking.cap);
    let blocks = Blocks::with(&blocking, records, known);
    let comparer = Comparer::new(&schema);
    watch.at(Stage::Blocking, 1, 1)?;
    let mut random = random_levels(&comparer, records, settings.seed);
    if let Some((given, family)) = comparer.name() {
        let share = swapped_by_chance(records, given, family);
        set(&mut random[given], usize::from(compare::name::SWAPPED), share);
    }
    let compared = Compared::of(&comparer, records, &blocks, watch)?;
    let mut counts = compared.counts(&comparer, records, &blocks, watch)?;
    add_copies(&mut counts, &comparer, records);
    let patterns = em::counted(counts);
    let start = start(&comparer, records, &random);
    let pairs = records.len() as f64 * records.len().saturating_sub(1) as f64 / 2.0;
    let evidence = Evidence { comparer: &comparer, patterns: &patterns, pairs, random: &random };
    // Of a single record nothing is learned: its copies are judged by what is expected.
    let Fitted { weights, strayed } = match records.len() {
        0 | 1 => Fitted { weights: start, strayed: None },
        _ => em::fit(&evidence, start, watch)?,
    };
    let frequencies = (0..records.width()).map(|field| Frequencies::of(records, field)).collect();
    let mut warnings = warnings(&schema, records, weights.prior * pairs);
    warnings.extend(strayed.map(|field| {
        format!(
            "{}: too few pairs are of one person to learn from; weights are what is expected of each kind",
            schema.fields[field].name
        )
    }));
    warnings.extend(lowered.map(|cap| {
        format!(
            "too many pairs share a key: keys of more than {cap} records, not {}, were made finer or not used",
            settings.block_most
        )
    }));
    warnings.extend(fillers.notes(&schema));
    let settings = settings.clone();
    let model = Model { version: 1, schema, settings, blocking, weights, frequencies, fillers, warnings };
    Ok(Trained { model, blocks, compared, oversized })
}

/// Matches below which the data says little about weights.
const MATCHES_FEW: f64 = 20.0;

/// What could not be learned, and why.
fn warnings(schema: &Schema, records: &Records, matches: f64) -> Vec<String> {
    let mut warnings = Vec::new();
    if matches < MATCHES_FEW {
        warnings
            .push(format!("about {matches:.0} matches: weights are mostly what is expected of each kind"));
    }
    for (field, spec) in schema.fields.iter().enumerate() {
        let filled: u32 = records.dictionaries[field].counts[1..].iter().sum();
        let both = f64::from(filled) / (records.len() as f64).max(1.0);
        let seen = matches * both * both;
        if matches >= MATCHES_FEW && seen < MATCHES_FEW {
            warnings.push(format!("{}: about {seen:.0} matches hold it on both sides", spec.name));
        }
    }
    let rows: u64 = records.copies.iter().map(|&copies| u64::from(copies)).sum();
    if records.len() == 1 && rows > 1 && !schema.fields.is_empty() {
        warnings.push(format!("all {rows} rows say the same"));
    }
    if schema.fields.is_empty() {
        warnings.push("no column holds anything to compare by".to_owned());
    }
    warnings
}

/// The pairs of the blocks with their patterns.
pub(crate) enum Compared {
    Kept(Vec<Vec<(u32, u32, Pattern)>>),
    /// They are too many to keep: they are compared to learn from, and again to be scored.
    Twice,
    /// They are compared to be scored alone.
    Once,
}

/// Pairs that are kept: 16 bytes each.
const KEPT_MOST: u64 = 16_000_000;

impl Compared {
    fn of(
        comparer: &Comparer,
        records: &Records,
        blocks: &Blocks,
        watch: &mut Watched<'_>,
    ) -> Result<Self, Error> {
        if blocks.forecast().iter().sum::<u64>() > KEPT_MOST {
            return Ok(Self::Twice);
        }
        let keep = |kept: &mut Vec<_>, memo: &mut Memo, pairs: &[_]| {
            comparer.patterns(records, pairs, memo, |l, r, pattern| kept.push((l, r, pattern)));
        };
        let mut pass = Pass::only(Stage::Comparing, watch);
        Ok(Self::Kept(blocks.fold_watched(&mut pass, Vec::new, Memo::new, keep)?))
    }

    /// How often each pattern is seen.
    fn counts(
        &self,
        comparer: &Comparer,
        records: &Records,
        blocks: &Blocks,
        watch: &mut Watched<'_>,
    ) -> Result<FxHashMap<Pattern, u64>, Error> {
        let add = |counts: &mut FxHashMap<Pattern, u64>, pattern| *counts.entry(pattern).or_insert(0) += 1;
        let parts = match self {
            Self::Kept(kept) => spread::map(records.len(), kept, |pairs| {
                let mut counts = FxHashMap::default();
                pairs.iter().for_each(|pair| add(&mut counts, pair.2));
                counts
            }),
            Self::Twice | Self::Once => {
                let step = |counts: &mut _, memo: &mut Memo, pairs: &[_]| {
                    comparer.patterns(records, pairs, memo, |_, _, pattern| add(counts, pattern));
                };
                let mut pass = Pass { number: (0, 2), stage: Stage::Comparing, watch };
                blocks.fold_watched(&mut pass, FxHashMap::default, Memo::new, step)?
            }
        };
        Ok(summed(parts))
    }

    /// The pairs that score enough.
    pub(crate) fn edges(
        &self,
        scorer: &Scorer,
        records: &Records,
        blocks: &Blocks,
        least: f64,
        watch: &mut Watched<'_>,
    ) -> Result<Vec<Edge>, Error> {
        let add = |edges: &mut Vec<Edge>, (l, r, pattern)| {
            let score = scorer.reaching(least, records, pattern, l, r);
            edges.extend(score.map(|score| Edge { l, r, score }));
        };
        let parts: Vec<Vec<Edge>> = match self {
            Self::Kept(kept) => {
                let of = |pairs: &Vec<_>| {
                    let mut edges = Vec::new();
                    pairs.iter().for_each(|&pair| add(&mut edges, pair));
                    edges
                };
                let edges = spread::map(records.len(), kept, of);
                let all = blocks.forecast().iter().sum();
                watch.at(Stage::Scoring, all, all)?;
                edges
            }
            Self::Twice | Self::Once => {
                let step = |edges: &mut _, memo: &mut Memo, pairs: &[_]| {
                    let found = |l, r, pattern| add(edges, (l, r, pattern));
                    scorer.comparer.patterns(records, pairs, memo, found);
                };
                let number = if matches!(self, Self::Twice) { (1, 2) } else { (0, 1) };
                let mut pass = Pass { number, stage: Stage::Scoring, watch };
                blocks.fold_watched(&mut pass, Vec::new, Memo::new, step)?
            }
        };
        Ok(parts.into_iter().flatten().collect())
    }
}

/// Rows that say the same are one record, and yet two of one person who agree in all: each copy counts as such a pair.
fn add_copies(counts: &mut FxHashMap<Pattern, u64>, comparer: &Comparer, records: &Records) {
    let copied = (0_u32..)
        .zip(&records.copies)
        .filter(|(record, copies)| **copies > 1 && records.says_something(*record));
    for (record, &copies) in copied {
        let pattern = comparer.pattern(records, record, record, &mut Memo::none());
        *counts.entry(pattern).or_insert(0) += u64::from(copies) - 1;
    }
}

/// The share of matches that is expected where there is nothing to compare.
const PRIOR: f64 = 1e-3;

/// Learning begins with so many matches a record. Pairs that agree in much are found from there, too; with many at first,
/// those who share a name alone are taken for matches before it is seen that nothing else of them agrees.
const MATCHES_A_RECORD: f64 = 5e-4;

/// Expectations, with what the table itself tells of agreement.
fn start(comparer: &Comparer, records: &Records, random: &[[f64; LEVELS]]) -> Weights {
    let records_n = (records.len() as f64).max(2.0);
    let named = comparer.kinds().iter().any(|kind| matches!(kind, Kind::Given | Kind::Text));
    let fields = (0..comparer.kinds().len())
        .map(|field| {
            let (kind, nested) = (comparer.kinds()[field], comparer.nested(field));
            let mut weights = FieldWeights::expected(kind, nested);
            let plain = compare::levels(kind).len();
            // Of a single record nobody knows which of its values are rare.
            weights.agree = if records.len() < 2 { 1.0 } else { random[field][plain] };
            for state in 0..if nested { 2 } else { 1 } {
                (1..=plain).for_each(|at| weights.u[state * plain + at] = random[field][at]);
            }
            weights
        })
        .collect();
    let prior = if records.len() < 2 { PRIOR } else { 2.0 * MATCHES_A_RECORD / records_n };
    let household = if records.len() < 2 { PRIOR } else { 1.0 / records_n };
    let namesakes = comparer.name().map(|(given, family)| Namesakes { given, family, lift: 1.0 });
    Weights { prior, household: if named { household } else { 0.0 }, fields, namesakes }
}

/// Random pairs that are drawn for each record. With 4 what was found on a table changed more with the seed, and was a
/// thousandth of F1 worse on average; with 20 it is no better.
const PAIRS_A_RECORD: u64 = 10;

/// How often each level is seen among random pairs. That two agree entirely is counted exactly.
fn random_levels(comparer: &Comparer, records: &Records, seed: u64) -> Vec<[f64; LEVELS]> {
    let n = records.len() as u64;
    let mut counts = vec![[0.0; LEVELS]; comparer.kinds().len()];
    if n > 1 {
        let mut random = Random::new(seed);
        let mut memo = Memo::none();
        let draw = |_| (random.below(n) as u32, random.below(n) as u32);
        let drawn = (0..(n * PAIRS_A_RECORD).clamp(2_000, 100_000)).map(draw);
        let pairs: Vec<(u32, u32)> = drawn.filter(|(l, r)| l != r).collect();
        for pairs in pairs.chunks(TOGETHER) {
            comparer.each(records, pairs, &mut memo, |_, _, levels| {
                counts.iter_mut().zip(levels).for_each(|(counts, &level)| counts[usize::from(level)] += 1.0);
            });
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
    let same = if records.len() < 2 { levels[levels.len() - 1].u } else { same(records, field) };
    out[levels.len()] = same;
    let rest: f64 = out[1..levels.len()].iter().sum();
    out[1..levels.len()].iter_mut().for_each(|share| *share *= (1.0 - same) / rest);
    out
}

/// How often the names of two people stand in each other's place: as often as given and family names would, each drawn
/// by itself. Counting pairs would count those of one person.
fn swapped_by_chance(records: &Records, given: usize, family: usize) -> f64 {
    let counts = |field: usize| {
        let mut counts: FxHashMap<u64, f64> = FxHashMap::default();
        let dictionary = &records.dictionaries[field];
        for (value, &count) in dictionary.values.iter().zip(&dictionary.counts).skip(1) {
            *counts.entry(traded(value)).or_insert(0.0) += f64::from(count);
        }
        counts.remove(&0);
        counts
    };
    let (given, family) = (counts(given), counts(family));
    let all = |counts: &FxHashMap<u64, f64>| counts.values().sum::<f64>().max(1.0);
    let both: f64 = given.iter().map(|(name, count)| count * family.get(name).unwrap_or(&0.0)).sum();
    let one = both / (all(&given) * all(&family));
    let records = records.len() as f64;
    one * one + 1.0 / (records * records).max(1.0)
}

/// Gives a level its share, and the others what is left.
fn set(shares: &mut [f64; LEVELS], at: usize, share: f64) {
    let left = (1.0 - share) / (1.0 - shares[at]);
    shares.iter_mut().for_each(|other| *other *= left);
    shares[at] = share;
}

/// How often two records hold the same value, exactly.
fn same(records: &Records, field: usize) -> f64 {
    let counts = &records.dictionaries[field].counts[1..];
    let all: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    let same: f64 = counts.iter().map(|&count| f64::from(count) * (f64::from(count) - 1.0)).sum();
    ((same + 0.5) / (all * (all - 1.0) + 1.0).max(1.0)).min(0.999)
}
