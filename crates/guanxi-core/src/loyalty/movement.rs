//! Who moved between tiers from one instant to another.

use std::collections::BTreeMap;

use guanxi_macros::model;

use super::{
    program,
    tier::{self, TierTerms},
};
use crate::{
    error::{Error, Result},
    scope::Look,
    time::Timestamp,
};

/// Members who were in one tier and are in another, or in the same.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierMove {
    /// The tier at first; none for those below the first.
    pub from_tier: Option<String>,
    /// The tier at last; none for those below the first.
    pub to_tier: Option<String>,
    /// How many.
    pub members: u64,
}

/// How many members a tier had and has. `before` + `entered` − `left` = `after`.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierFlow {
    /// The tier; none for those below the first.
    pub tier: Option<String>,
    /// Its members at first.
    pub before: u64,
    /// Members at last who had another tier at first, or none.
    pub entered: u64,
    /// Members at first who have another tier at last, or none.
    pub left: u64,
    /// Its members at last.
    pub after: u64,
}

/// Who moved between the tiers of a program from one instant to another. Each member counts once, by where it was and where
/// it is; ways in between do not.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierMovementReport {
    /// The program.
    pub program: String,
    /// The first instant.
    pub since: Timestamp,
    /// The last instant.
    pub until: Timestamp,
    /// Members who had no tier and have one.
    pub entered: u64,
    /// Members who have a higher tier than they had.
    pub upgraded: u64,
    /// Members who have a lower tier than they had.
    pub downgraded: u64,
    /// Members who had a tier and have none.
    pub left: u64,
    /// Every tier, the highest first, and last those who have none.
    pub tiers: Vec<TierFlow>,
    /// From which tier to which, in the same order; pairs without members are left out, those who stayed are not.
    pub moves: Vec<TierMove>,
}

/// See [`Loyalty::tier_movement`](super::Loyalty::tier_movement).
pub(super) fn report(
    look: &Look<'_>,
    since: Timestamp,
    until: Option<Timestamp>,
    program: Option<&str>,
) -> Result<TierMovementReport> {
    let until = until.unwrap_or_else(|| look.engine.clock.now());
    if since >= until {
        return Err(Error::invalid("since", "expected earlier than until"));
    }
    let program = program::named(look, program)?;
    let terms = tier::terms(&program)?;
    let mut moved = Moved::default();
    tier::each_customer(look.rows, &mut |customer| {
        let (changes, _) = tier::all_changes(look, &program, terms, customer, until)?;
        let level = |at: Timestamp| {
            let last = changes.iter().take_while(|change| change.at <= at).last();
            terms.level_of(last.and_then(|change| change.to_tier.as_deref()))
        };
        moved.count(level(since), level(until));
        Ok(())
    })?;
    Ok(moved.into_report(terms, program.name.clone(), (since, until)))
}

/// How many members moved from which level to which; 0 is none.
#[derive(Default)]
struct Moved(BTreeMap<(usize, usize), u64>);

impl Moved {
    fn count(&mut self, from: usize, to: usize) {
        *self.0.entry((from, to)).or_default() += 1;
    }

    /// Members of the moves that are such.
    fn sum(&self, is: impl Fn(usize, usize) -> bool) -> u64 {
        self.0.iter().filter(|((from, to), _)| is(*from, *to)).map(|(_, members)| *members).sum()
    }

    fn into_report(
        self,
        terms: &TierTerms,
        program: String,
        (since, until): (Timestamp, Timestamp),
    ) -> TierMovementReport {
        let tiers = (0..=terms.levels.len()).rev().map(|level| TierFlow {
            tier: terms.name(level),
            before: self.sum(|from, _| from == level),
            entered: self.sum(|from, to| from != level && to == level),
            left: self.sum(|from, to| from == level && to != level),
            after: self.sum(|_, to| to == level),
        });
        let moves = self.0.iter().rev().map(|((from, to), members)| TierMove {
            from_tier: terms.name(*from),
            to_tier: terms.name(*to),
            members: *members,
        });
        TierMovementReport {
            program,
            since,
            until,
            entered: self.sum(|from, to| from == 0 && to > 0),
            upgraded: self.sum(|from, to| from > 0 && to > from),
            downgraded: self.sum(|from, to| to > 0 && to < from),
            left: self.sum(|from, to| from > 0 && to == 0),
            tiers: tiers.collect(),
            moves: moves.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::tier::TierLevel, *};

    fn report(moves: &[(usize, usize)]) -> TierMovementReport {
        let level =
            |(name, threshold): (&str, i64)| TierLevel { name: name.to_owned(), threshold, benefits: vec![] };
        let levels = [("silver", 1), ("gold", 2), ("platinum", 3)].map(level).to_vec();
        let terms = TierTerms { levels, ..TierTerms::default() };
        let mut moved = Moved::default();
        moves.iter().for_each(|(from, to)| moved.count(*from, *to));
        moved.into_report(&terms, "club".to_owned(), (Timestamp::MIN, Timestamp::MAX))
    }

    #[test]
    fn highest_first_and_none_last() {
        let report = report(&[(0, 0), (0, 2), (2, 3), (3, 1), (1, 0), (2, 2), (0, 2)]);
        let name = |tier: &Option<String>| tier.clone().unwrap_or_else(|| "-".to_owned());
        let moves = report.moves.iter().map(|m| (name(&m.from_tier), name(&m.to_tier), m.members));
        let moves: Vec<_> = moves.map(|(from, to, members)| format!("{from} {to} {members}")).collect();
        let expected =
            ["platinum silver 1", "gold platinum 1", "gold gold 1", "silver - 1", "- gold 2", "- - 1"];
        assert_eq!(moves, expected);
        let tiers = report.tiers.iter().map(|t| (name(&t.tier), [t.before, t.entered, t.left, t.after]));
        let expected = [
            ("platinum", [1, 1, 1, 1]),
            ("gold", [2, 2, 1, 3]),
            ("silver", [1, 1, 1, 1]),
            ("-", [3, 1, 2, 2]),
        ];
        assert_eq!(tiers.collect::<Vec<_>>(), expected.map(|(tier, counts)| (tier.to_owned(), counts)));
        let totals = [report.entered, report.upgraded, report.downgraded, report.left];
        assert_eq!(totals, [2, 1, 1, 1]);
    }

    proptest! {
        #[test]
        fn tiers_add_up(moves in prop::collection::vec((0usize..4, 0usize..4), 0..40)) {
            let report = report(&moves);
            let all = moves.len() as u64;
            for tier in &report.tiers {
                prop_assert_eq!(tier.before + tier.entered - tier.left, tier.after);
            }
            prop_assert_eq!(report.tiers.iter().map(|tier| tier.before).sum::<u64>(), all);
            prop_assert_eq!(report.tiers.iter().map(|tier| tier.after).sum::<u64>(), all);
            prop_assert_eq!(report.moves.iter().map(|moved| moved.members).sum::<u64>(), all);
            let moved = report.entered + report.upgraded + report.downgraded + report.left;
            prop_assert_eq!(report.tiers.iter().map(|tier| tier.entered).sum::<u64>(), moved);
            prop_assert_eq!(report.tiers.iter().map(|tier| tier.left).sum::<u64>(), moved);
        }
    }
}
