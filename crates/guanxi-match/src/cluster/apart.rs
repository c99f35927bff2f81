//! A part that was too large to look at every pair, split where it holds records that are never one.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Edge, Union};

/// Splits a part along its best edges: the surest are joined first, and none that would bring a pair together that is
/// never one. The part comes back whole where it holds no such pair. Edges name records by their places in the part.
pub(super) fn kept_apart(
    part: Vec<u32>,
    mut edges: Vec<Edge>,
    ids: &[u64],
    decided: &FxHashMap<(u32, u32), bool>,
) -> Vec<Vec<u32>> {
    let Some(mut groups) = Groups::of(&part, decided) else { return vec![part] };
    let id = |at: u32| ids[part[at as usize] as usize];
    let ends = |edge: &Edge| (id(edge.l).min(id(edge.r)), id(edge.l).max(id(edge.r)));
    edges.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then_with(|| ends(a).cmp(&ends(b))));
    edges.iter().for_each(|edge| groups.join(edge.l, edge.r));
    let named = |group: Vec<u32>| group.into_iter().map(|at| part[at as usize]).collect();
    groups.union.sets().into_iter().map(named).collect()
}

/// Groups of records, each with the groups that it must not be joined with.
struct Groups {
    union: Union,
    /// By the root of a group the roots of others, in both directions.
    foes: FxHashMap<u32, FxHashSet<u32>>,
}

impl Groups {
    /// Every record of a part by itself. `None` where none is to be kept apart from another.
    fn of(part: &[u32], decided: &FxHashMap<(u32, u32), bool>) -> Option<Self> {
        let place: FxHashMap<u32, u32> = part.iter().copied().zip(0..).collect();
        let mut foes: FxHashMap<u32, FxHashSet<u32>> = FxHashMap::default();
        for (l, r) in decided.iter().filter(|pair| *pair.1).map(|pair| pair.0) {
            if let (Some(&l), Some(&r)) = (place.get(l), place.get(r)) {
                foes.entry(l).or_default().insert(r);
                foes.entry(r).or_default().insert(l);
            }
        }
        (!foes.is_empty()).then(|| Self { union: Union::new(part.len()), foes })
    }

    /// Joins the groups of two records, unless they are foes.
    fn join(&mut self, l: u32, r: u32) {
        let (l, r) = (self.union.find(l), self.union.find(r));
        let count = |root| self.foes.get(&root).map_or(0, FxHashSet::len);
        if l == r || self.foes.get(&l).is_some_and(|foes| foes.contains(&r)) {
            return;
        }
        // The one with more foes keeps its name, so that each is renamed a few times at most.
        let (kept, gone) = if count(l) < count(r) { (r, l) } else { (l, r) };
        self.union.hang(gone, kept);
        let Some(inherited) = self.foes.remove(&gone) else { return };
        for foe in inherited {
            let of_foe = self.foes.entry(foe).or_default();
            of_foe.remove(&gone);
            of_foe.insert(kept);
            self.foes.entry(kept).or_default().insert(foe);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        cluster::{Linkage, SURE, clusters},
        watch::Watched,
    };

    /// More than are looked at pair by pair.
    const RECORDS: u32 = 450;

    /// The cluster of each record, when no pair but those of the edges says anything.
    fn of(edges: &[Edge], decided: &FxHashMap<(u32, u32), bool>) -> Vec<u32> {
        let ids: Vec<u64> = (0..u64::from(RECORDS)).map(|at| at * 7919 % 451).collect();
        let linkage = Linkage { threshold: 0.0, score: |_, _| 0.0, ids: &ids, decided };
        clusters(RECORDS as usize, edges, &linkage, &mut Watched::nobody()).unwrap_or_default()
    }

    fn apart(pairs: &[(u32, u32)]) -> FxHashMap<(u32, u32), bool> {
        pairs.iter().filter(|(l, r)| l != r).map(|&(l, r)| ((l.min(r), l.max(r)), true)).collect()
    }

    /// Each record surely one with the next.
    fn chain() -> Vec<Edge> {
        (1..RECORDS).map(|r| Edge { l: r - 1, r, score: SURE }).collect()
    }

    #[test]
    fn a_large_part_is_cut_at_its_weakest_and_nowhere_else() {
        let mut edges = chain();
        edges[299].score = 90.0;
        let found = of(&edges, &apart(&[(0, RECORDS - 1)]));
        assert!(found[..300].iter().all(|&cluster| cluster == 0));
        assert!(found[300..].iter().all(|&cluster| cluster == 300));
        assert!(of(&edges, &apart(&[])).iter().all(|&cluster| cluster == 0));
    }

    #[test]
    fn one_that_is_told_from_all_others_is_alone() {
        let apart = apart(&(1..RECORDS).map(|other| (0, other)).collect::<Vec<_>>());
        let found = of(&chain(), &apart);
        assert!(found[0] == 0 && found[1..].iter().all(|&cluster| cluster == 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_never_one_is_never_in_one_cluster(
            more in prop::collection::vec((0..RECORDS, 0..RECORDS, 0.0..200.0_f64), 0..300),
            pairs in prop::collection::vec((0..RECORDS, 0..RECORDS), 1..200),
        ) {
            let mut edges = chain();
            edges.extend(more.iter().filter(|e| e.0 != e.1).map(|&(l, r, score)| Edge { l, r, score }));
            let apart = apart(&pairs);
            let found = of(&edges, &apart);
            for &(l, r) in apart.keys() {
                prop_assert_ne!(found[l as usize], found[r as usize]);
            }
            edges.reverse();
            prop_assert_eq!(found, of(&edges, &apart));
        }
    }
}
