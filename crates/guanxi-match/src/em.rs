//! Expectation maximisation over counts of patterns (Dempster, Laird, Rubin 1977; Winkler 1988).
//!
//! All pairs of a table are modelled at once. Pairs no blocking rule yields are taken to be of two people; whether a
//! pair is yielded follows from what its records hold, so that the odds of those that are stay right, and the share
//! of matches comes out with the rest. `u` is fixed by random pairs, less the matches among them.

use rustc_hash::FxHashMap;

use crate::{
    compare,
    error::Error,
    pattern::{Comparer, LEVELS, Pattern, level},
    value::Kind,
    watch::{Stage, Watched},
    weights::{FieldWeights, Namesakes, Table, Weights, shared_at_home},
};

/// What is known before and beside the patterns.
pub(crate) struct Evidence<'a> {
    pub(crate) comparer: &'a Comparer,
    /// Counts of patterns of the pairs the blocking rules yield, sorted by pattern.
    pub(crate) patterns: &'a [(Pattern, f64)],
    /// How many pairs the table has.
    pub(crate) pairs: f64,
    /// For each field, how often each plain level is seen among random pairs.
    pub(crate) random: &'a [[f64; LEVELS]],
}

/// Matches that expectations count for.
const STRENGTH: f64 = 12.0;
/// Pairs of a household that are expected for each match beside those that are seen.
const HOUSEHOLDS: f64 = 0.05;
/// The share of the matches seen that expectations count for beside.
const SHARE: f64 = 0.01;
const ROUNDS: usize = 40;
const DONE: f64 = 1e-4;
/// The least share of the agreements among random pairs that is chance, however well matches explain them.
const CHANCE: f64 = 0.02;

/// What was learned.
pub(crate) struct Fitted {
    pub(crate) weights: Weights,
    /// The first field that strayed, where one did: then how often the fields of one person agree was not learned.
    pub(crate) strayed: Option<usize>,
}

/// Finds the weights. Where few pairs are of one person, namesakes, neighbours and the like explain the patterns better
/// than people do, and what they hold in common is taken for what people do. Then what the records of a person are
/// known to hold in common differs nearly always: it is told by that, and all is done again with what is expected.
pub(crate) fn fit(evidence: &Evidence<'_>, start: Weights, watch: &mut Watched<'_>) -> Result<Fitted, Error> {
    let free = settle(evidence, &start, false, watch)?;
    let strayed = strayed(evidence, &start, &free);
    let mut weights = if strayed.is_some() { settle(evidence, &start, true, watch)? } else { free };
    monotone(evidence.comparer, &mut weights);
    Ok(Fitted { weights, strayed })
}

/// Goes round until little moves. What is `held` is how often the fields of one person, and of one household, agree.
fn settle(
    evidence: &Evidence<'_>,
    start: &Weights,
    held: bool,
    watch: &mut Watched<'_>,
) -> Result<Weights, Error> {
    let mut weights = start.clone();
    for round in 0..ROUNDS {
        watch.at(Stage::Learning, if held { ROUNDS } else { round } as u64, ROUNDS as u64)?;
        let next = step(evidence, start, held, &weights);
        let moved = distance(&weights, &next);
        weights = next;
        if moved < DONE {
            break;
        }
    }
    Ok(weights)
}

/// So far a field goes from what is expected towards differing always, and is believed. Tables of one person twice or more
/// went 0.25 at the most, those that strayed 0.5 at the least.
const STRAYED: f64 = 0.4;

/// A field that tells people apart and differs far more often between records of one person than is expected.
fn strayed(evidence: &Evidence<'_>, expected: &Weights, found: &Weights) -> Option<usize> {
    let sums = expect(evidence, found);
    (0..found.fields.len()).filter(|&field| tells_apart(evidence.comparer.kinds()[field])).find(|&field| {
        let plain = compare::levels(evidence.comparer.kinds()[field]).len();
        let states = if evidence.comparer.nested(field) { 3 } else { 1 };
        let of_match = &sums.fields[field][0];
        let differs: f64 = (0..states).map(|state| of_match[state * plain + 1]).sum();
        let seen: f64 = of_match[1..=states * plain].iter().sum();
        let expected = expected.fields[field].m[1];
        (differs + expected) / (seen + 1.0) > expected + STRAYED * (1.0 - expected)
    })
}

/// Whether what is expected of the kind holds for people anywhere.
fn tells_apart(kind: Kind) -> bool {
    use Kind::{Address, Date, Email, Family, Given, Identifier, Phone};
    matches!(kind, Given | Family | Date | Email | Phone | Address | Identifier)
}

/// Sums of one round, for each field and level: of matches, households and the others.
struct Sums {
    matches: f64,
    households: f64,
    /// Pairs of two people whose given and family names agree.
    namesakes: f64,
    fields: Vec<[[f64; LEVELS]; 3]>,
}

fn step(evidence: &Evidence<'_>, expected: &Weights, held: bool, now: &Weights) -> Weights {
    let sums = expect(evidence, now);
    let pairs = evidence.pairs.max(1.0);
    let mut next = now.clone();
    next.prior = ((sums.matches + 0.5) / pairs).clamp(1e-12, 0.5);
    if now.household > 0.0 {
        next.household = ((sums.households + HOUSEHOLDS * sums.matches) / pairs).clamp(1e-12, 0.3);
    }
    for (field, weights) in next.fields.iter_mut().enumerate() {
        let kind = evidence.comparer.kinds()[field];
        let nested = evidence.comparer.nested(field);
        if !held {
            maximise(kind, nested, weights, &expected.fields[field], &sums.fields[field]);
        }
        less_matches(kind, nested, weights, &evidence.random[field], next.prior);
        if shared_at_home(kind) == 0.0 {
            weights.h = weights.u;
        }
    }
    if let Some((given, family)) = evidence.comparer.name() {
        let chance = evidence.random[given][usize::from(compare::name::SWAPPED)];
        swapped(&mut next, (given, family), chance);
    }
    if let Some(names) = next.namesakes {
        let lift = lift(&next, names, sums.namesakes, pairs);
        next.namesakes = Some(Namesakes { lift, ..names });
    }
    next
}

/// Names in each other's place say no more than if both parts were the same. No match is taken off from what is left to
/// chance: none was counted.
fn swapped(weights: &mut Weights, (given, family): (usize, usize), chance: f64) {
    let [swapped, same] = [compare::name::SWAPPED, compare::name::SAME].map(usize::from);
    let same = |field: usize| weights.fields[field].u[same] / weights.fields[field].m[same];
    let (same, of_given) = (same(given) * same(family), &mut weights.fields[given]);
    of_given.u[swapped] = (of_given.m[swapped] * same).max(chance);
    of_given.h[swapped] = of_given.u[swapped];
}

/// Pairs of namesakes that chance counts for, and the most that parts of a name go together.
const NAMESAKES: f64 = 20.0;
const LIFT_MOST: f64 = 64.0;

/// How many times more namesakes there are than if given and family names fell together by chance.
fn lift(weights: &Weights, names: Namesakes, seen: f64, pairs: f64) -> f64 {
    let from = usize::from(compare::agrees_from(Kind::Given));
    let agree = |field: usize| {
        let levels = compare::levels(Kind::Given).len();
        weights.fields[field].u[from..=levels].iter().sum::<f64>()
    };
    let expected = pairs * agree(names.given) * agree(names.family);
    ((seen + NAMESAKES) / (expected + NAMESAKES)).clamp(1.0, LIFT_MOST)
}

fn expect(evidence: &Evidence<'_>, now: &Weights) -> Sums {
    let table = Table::of(now);
    let fields = now.fields.len();
    let mut sums =
        Sums { matches: 0.0, households: 0.0, namesakes: 0.0, fields: vec![[[0.0; LEVELS]; 3]; fields] };
    for &(pattern, count) in evidence.patterns {
        let (of_match, of_home) = table.sums(pattern);
        let (m, h) = ((table.prior + of_match).exp2(), (table.household + of_home).exp2());
        let all = m + h + 1.0;
        let shares = if all.is_finite() { [m / all, h / all, 1.0 / all] } else { [1.0, 0.0, 0.0] };
        sums.matches += count * shares[0];
        sums.households += count * shares[1];
        if now.namesakes.is_some_and(|names| names.agree(pattern)) {
            sums.namesakes += count * shares[2];
        }
        for (field, sums) in sums.fields.iter_mut().enumerate() {
            let at = level(pattern, field);
            for (class, share) in sums.iter_mut().zip(shares) {
                class[at] += count * share;
            }
        }
    }
    sums
}

/// New `m` and `h`, and `u` where what lies around the field agrees, which random pairs do not show.
fn maximise(
    kind: Kind,
    nested: bool,
    weights: &mut FieldWeights,
    expected: &FieldWeights,
    sums: &[[f64; LEVELS]; 3],
) {
    let plain = compare::levels(kind).len();
    for state in 0..if nested { 3 } else { 1 } {
        let levels = state * plain + 1..=(state + 1) * plain;
        share(&mut weights.m, &expected.m, &sums[0], levels.clone());
        if shared_at_home(kind) > 0.0 {
            share(&mut weights.h, &expected.h, &sums[1], levels.clone());
        }
        if state == 2 {
            share(&mut weights.u, &expected.u, &sums[2], levels);
        }
    }
}

fn share(
    to: &mut [f64; LEVELS],
    expected: &[f64; LEVELS],
    sums: &[f64; LEVELS],
    levels: std::ops::RangeInclusive<usize>,
) {
    let seen: f64 = sums[levels.clone()].iter().sum();
    let prior: f64 = expected[levels.clone()].iter().sum();
    let strength = STRENGTH + seen * SHARE;
    for at in levels {
        to[at] = (sums[at] + strength * expected[at] / prior) / (seen + strength);
    }
}

/// `u` out of random pairs, less the matches that are among them.
fn less_matches(kind: Kind, nested: bool, weights: &mut FieldWeights, random: &[f64; LEVELS], prior: f64) {
    let plain = compare::levels(kind).len();
    for state in 0..if nested { 2 } else { 1 } {
        for (at, &seen) in random.iter().enumerate().take(plain + 1).skip(1) {
            let m = weights.m[state * plain + at];
            weights.u[state * plain + at] =
                ((seen - prior * m) / (1.0 - prior)).max(seen * CHANCE).max(1e-12);
        }
    }
}

/// Better levels never weigh less: neighbours that do are pooled (pool adjacent violators; Ayer et al. 1955).
fn monotone(comparer: &Comparer, weights: &mut Weights) {
    for (field, weights) in weights.fields.iter_mut().enumerate() {
        let kind = comparer.kinds()[field];
        let plain = compare::levels(kind).len();
        for state in 0..if comparer.nested(field) { 3 } else { 1 } {
            let levels: Vec<usize> =
                (1..=plain).filter(|&at| !is_aside(kind, at as u8)).map(|at| state * plain + at).collect();
            pool(weights, &levels);
        }
    }
}

/// Whether a level stands beside the order of the others.
fn is_aside(kind: Kind, level: u8) -> bool {
    matches!(kind, Kind::Given | Kind::Family)
        && (level == compare::name::PART || level == compare::name::SWAPPED)
}

fn pool(weights: &mut FieldWeights, levels: &[usize]) {
    let mut blocks: Vec<(Vec<usize>, f64, f64)> = Vec::new();
    for &at in levels {
        let mut block = (vec![at], weights.m[at], weights.u[at]);
        while let Some(last) = blocks.pop_if(|last| last.1 * block.2 > block.1 * last.2) {
            block = ([last.0, block.0].concat(), last.1 + block.1, last.2 + block.2);
        }
        blocks.push(block);
    }
    for (levels, m, u) in blocks.into_iter().filter(|block| block.0.len() > 1) {
        for at in levels {
            weights.m[at] = weights.u[at] * m / u;
        }
    }
}

fn distance(a: &Weights, b: &Weights) -> f64 {
    let fields = a.fields.iter().zip(&b.fields);
    let moved = fields.flat_map(|(a, b)| a.m.iter().zip(&b.m).map(|(a, b)| (a - b).abs()));
    moved.fold((a.prior / b.prior).log2().abs(), f64::max)
}

/// Counts patterns, sorted so that sums are the same for any order of the pairs.
pub(crate) fn counted(patterns: FxHashMap<Pattern, u64>) -> Vec<(Pattern, f64)> {
    let mut counted: Vec<_> = patterns.into_iter().map(|(pattern, count)| (pattern, count as f64)).collect();
    counted.sort_unstable_by_key(|pattern| pattern.0);
    counted
}
