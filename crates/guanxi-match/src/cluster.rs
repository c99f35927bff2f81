//! Clusters: which records are one person, out of how each pair scores.
//!
//! Components of the pairs above the threshold come first. One that is not a pair is taken apart by average linkage:
//! starting from single records, the two clusters whose pairs score best on average are joined while that average
//! reaches the threshold. What scores a pair is asked for every pair of the component that is no edge, so that
//! records that only a third one connects still speak against each other.

mod apart;

use std::{cmp::Ordering, collections::BinaryHeap};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    error::Error,
    watch::{Stage, Watched},
};

/// Two records and their score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    pub(crate) l: u32,
    pub(crate) r: u32,
    pub(crate) score: f64,
}

/// Above so many records a component is first taken apart at higher thresholds.
const LARGEST: usize = 400;

/// What still holds together at so many bits is one.
const HIGHEST: f64 = 60.0;

/// How a cluster's pairs count.
pub(crate) struct Linkage<'a, S> {
    pub(crate) threshold: f64,
    /// The score of any pair, as it counts in a cluster.
    pub(crate) score: S,
    /// Orders records in a way that does not depend on when they came.
    pub(crate) ids: &'a [u64],
    /// What was decided about pairs, the lower record first: whether they are never one.
    pub(crate) decided: &'a FxHashMap<(u32, u32), bool>,
}

/// Gives each record the lowest record of its cluster.
pub(crate) fn clusters<S: Fn(u32, u32) -> f64 + Sync>(
    records: usize,
    edges: &[Edge],
    linkage: &Linkage<'_, S>,
    watch: &mut Watched<'_>,
) -> Result<Vec<u32>, Error> {
    let mut of: Vec<u32> = (0..records as u32).collect();
    let parts = components(records, edges, linkage.threshold);
    let (mut done, total) = (0, parts.len() as u64);
    watch.at(Stage::Clustering, done, total)?;
    let mut inner = inner_edges(records, &parts, edges);
    for (parts, edges) in parts.chunks(PARTS_A_STEP).zip(inner.chunks_mut(PARTS_A_STEP)) {
        let split = |(part, edges): (&Vec<u32>, &mut Vec<Edge>)| linkage.split(part, std::mem::take(edges));
        let clusters: Vec<Option<Vec<Vec<u32>>>> =
            parts.par_iter().zip(edges.par_iter_mut()).map(split).collect();
        let mut join = |cluster: &[u32]| {
            let least = cluster.iter().copied().min().unwrap_or(0);
            cluster.iter().for_each(|&record| of[record as usize] = least);
        };
        for (part, clusters) in parts.iter().zip(clusters) {
            match clusters {
                Some(clusters) => clusters.iter().for_each(|cluster| join(cluster)),
                None => join(part),
            }
        }
        done += parts.len() as u64;
        watch.at(Stage::Clustering, done, total)?;
    }
    Ok(of)
}

/// After so many components it is told how far the work is.
const PARTS_A_STEP: usize = 50_000;

/// The connected components of two and more records, each sorted, by the edges that reach a threshold.
pub(crate) fn components(records: usize, edges: &[Edge], threshold: f64) -> Vec<Vec<u32>> {
    let mut union = Union::new(records);
    edges.iter().filter(|edge| edge.score >= threshold).for_each(|edge| union.join(edge.l, edge.r));
    union.sets()
}

/// The edges inside each part of more than two, by places in the part.
fn inner_edges(records: usize, parts: &[Vec<u32>], edges: &[Edge]) -> Vec<Vec<Edge>> {
    let mut inner = vec![Vec::new(); parts.len()];
    let many = |part: &&(usize, &Vec<u32>)| part.1.len() > 2;
    let parts: Vec<(usize, &Vec<u32>)> = parts.iter().enumerate().collect();
    if !parts.iter().any(|part| many(&part)) {
        return inner;
    }
    let mut place = vec![(u32::MAX, 0); records];
    for (number, part) in parts.iter().filter(many) {
        (0_u32..).zip(*part).for_each(|(at, &record)| place[record as usize] = (*number as u32, at));
    }
    for edge in edges {
        let (l, r) = (place[edge.l as usize], place[edge.r as usize]);
        if l.0 == r.0 && l.0 != u32::MAX {
            inner[l.0 as usize].push(Edge { l: l.1, r: r.1, score: edge.score });
        }
    }
    inner
}

impl<S: Fn(u32, u32) -> f64 + Sync> Linkage<'_, S> {
    /// Takes a component apart where its pairs do not hold together; `None` where nothing can speak against it.
    fn split(&self, part: &[u32], edges: Vec<Edge>) -> Option<Vec<Vec<u32>>> {
        match part.len() {
            2 if self.decided.is_empty() => None,
            n if n <= LARGEST => Some(self.average(part, &edges)),
            _ => Some(self.coarse(part.to_vec(), edges)),
        }
    }

    /// Raises the threshold until the parts are small enough to look at every pair. An edge is handed on to the part
    /// it lies in, so that each is looked at once for each threshold.
    fn coarse(&self, part: Vec<u32>, edges: Vec<Edge>) -> Vec<Vec<u32>> {
        let (mut waiting, mut done) = (vec![(part, edges, self.threshold)], Vec::new());
        while let Some((next, edges, threshold)) = waiting.pop() {
            if next.len() <= LARGEST {
                done.extend(self.average(&next, &edges));
                continue;
            }
            if threshold > HIGHEST {
                let sure = edges.into_iter().filter(|edge| edge.score >= threshold).collect();
                done.extend(apart::kept_apart(next, sure, self.ids, self.decided));
                continue;
            }
            let threshold = threshold + 2.0;
            let parts = components(next.len(), &edges, threshold);
            let inner = inner_edges(next.len(), &parts, &edges);
            let named = |part: Vec<u32>| part.into_iter().map(|at| next[at as usize]).collect();
            waiting.extend(parts.into_iter().zip(inner).map(|(part, edges)| (named(part), edges, threshold)));
        }
        done
    }

    /// Clusters of a part by average linkage. Scores of its edges, by places in it, need not be asked for again.
    fn average(&self, part: &[u32], edges: &[Edge]) -> Vec<Vec<u32>> {
        let n = part.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_unstable_by_key(|&at| self.ids[part[at] as usize]);
        let mut known = vec![f64::NAN; n * n];
        for edge in edges {
            known[edge.l as usize * n + edge.r as usize] = edge.score;
        }
        let records: Vec<u32> = order.iter().map(|&at| part[at]).collect();
        let score = |l: usize, r: usize| {
            let (l, r) = (order[l].min(order[r]), order[l].max(order[r]));
            self.pair(part[l], part[r], Some(known[l * n + r]).filter(|score| !score.is_nan()))
        };
        Average::new(&records, self.threshold, score).run(self.threshold)
    }

    /// The score of a pair, the lower record first, that may be known.
    fn pair(&self, l: u32, r: u32, known: Option<f64>) -> f64 {
        match self.decided.get(&(l, r)) {
            Some(true) => f64::NEG_INFINITY,
            Some(false) => SURE,
            None => known.unwrap_or_else(|| (self.score)(l, r)).min(LIMIT),
        }
    }
}

/// How far one pair can speak for a cluster, in bits.
const LIMIT: f64 = 20.0;
/// What a pair that was decided to be one scores.
pub(crate) const SURE: f64 = 1000.0;

/// Average linkage over one component.
struct Average {
    records: Vec<u32>,
    /// Sums of scores between clusters; negative infinity where one pair is never one.
    sums: Vec<f64>,
    members: Vec<Vec<u32>>,
    version: Vec<u32>,
    heap: BinaryHeap<Candidate>,
}

struct Candidate {
    mean: f64,
    l: usize,
    r: usize,
    versions: (u32, u32),
}

impl Average {
    fn new(records: &[u32], threshold: f64, score: impl Fn(usize, usize) -> f64) -> Self {
        let n = records.len();
        let mut sums = vec![0.0; n * n];
        let mut heap = BinaryHeap::new();
        for l in 0..n {
            for r in l + 1..n {
                let score = score(l, r);
                sums[l * n + r] = score;
                sums[r * n + l] = score;
                if score >= threshold {
                    heap.push(Candidate { mean: score, l, r, versions: (0, 0) });
                }
            }
        }
        let members = records.iter().map(|&record| vec![record]).collect();
        Self { records: records.to_vec(), sums, members, version: vec![0; n], heap }
    }

    fn run(mut self, threshold: f64) -> Vec<Vec<u32>> {
        let n = self.records.len();
        while let Some(best) = self.heap.pop() {
            if best.versions != (self.version[best.l], self.version[best.r]) {
                continue;
            }
            let joined = std::mem::take(&mut self.members[best.r]);
            self.members[best.l].extend(joined);
            self.version[best.l] += 1;
            self.version[best.r] = u32::MAX;
            for other in (0..n).filter(|&other| other != best.l && !self.members[other].is_empty()) {
                let sum = self.sums[best.l * n + other] + self.sums[best.r * n + other];
                self.sums[best.l * n + other] = sum;
                self.sums[other * n + best.l] = sum;
                let mean = sum / (self.members[best.l].len() * self.members[other].len()) as f64;
                if mean >= threshold {
                    let (l, r) = (best.l.min(other), best.l.max(other));
                    self.heap.push(Candidate { mean, l, r, versions: (self.version[l], self.version[r]) });
                }
            }
        }
        self.members.retain(|members| !members.is_empty());
        self.members
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.l, other.r).cmp(&(self.l, self.r)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

/// Sets that are joined (Tarjan 1975).
pub(crate) struct Union(Vec<u32>);

impl Union {
    pub(crate) fn new(size: usize) -> Self {
        Self((0..size as u32).collect())
    }

    pub(crate) fn find(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            self.0[at as usize] = self.0[self.0[at as usize] as usize];
            at = self.0[at as usize];
        }
        at
    }

    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }

    /// Hangs one root below another.
    fn hang(&mut self, root: u32, below: u32) {
        self.0[root as usize] = below;
    }

    /// The sets of two and more, each sorted, by their least member.
    fn sets(mut self) -> Vec<Vec<u32>> {
        let roots: Vec<u32> = (0..self.0.len() as u32).map(|at| self.find(at)).collect();
        let mut sizes = vec![0_u32; roots.len()];
        roots.iter().for_each(|&root| sizes[root as usize] += 1);
        let mut place = vec![u32::MAX; roots.len()];
        let mut sets: Vec<Vec<u32>> = Vec::new();
        for (at, &root) in roots.iter().enumerate().filter(|(_, root)| sizes[**root as usize] > 1) {
            if place[root as usize] == u32::MAX {
                place[root as usize] = sets.len() as u32;
                sets.push(Vec::with_capacity(sizes[root as usize] as usize));
            }
            sets[place[root as usize] as usize].push(at as u32);
        }
        sets
    }
}
