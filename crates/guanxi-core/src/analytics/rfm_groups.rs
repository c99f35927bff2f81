//! The named groups of recency × (frequency + money): a table in data, total over all 125 scores.

use guanxi_macros::model;

/// A group of customers that deserve the same care.
#[model(upper)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RfmGroup {
    /// Bought just now, often and for much.
    Champions,
    /// Buy often, the last time not long ago.
    Loyal,
    /// Buy now and then, the last time not long ago.
    Active,
    /// Bought for the first time not long ago.
    New,
    /// Bought little, not quite recently.
    Promising,
    /// Were active and grow quiet.
    NeedsAttention,
    /// Bought little, and some time ago.
    AlmostLost,
    /// Were among the best, and a long time ago.
    PreviouslyLoyal,
    /// Bought a fair amount, and a long time ago.
    AtRisk,
    /// Bought little, and a long time ago.
    Dormant,
    /// Never bought.
    Prospects,
}

impl RfmGroup {
    /// Every group, best first.
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::Loyal,
        Self::Active,
        Self::New,
        Self::Promising,
        Self::NeedsAttention,
        Self::AlmostLost,
        Self::PreviouslyLoyal,
        Self::AtRisk,
        Self::Dormant,
        Self::Prospects,
    ];

    /// Its name in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Champions => "CHAMPIONS",
            Self::Loyal => "LOYAL",
            Self::Active => "ACTIVE",
            Self::New => "NEW",
            Self::Promising => "PROMISING",
            Self::NeedsAttention => "NEEDS_ATTENTION",
            Self::AlmostLost => "ALMOST_LOST",
            Self::PreviouslyLoyal => "PREVIOUSLY_LOYAL",
            Self::AtRisk => "AT_RISK",
            Self::Dormant => "DORMANT",
            Self::Prospects => "PROSPECTS",
        }
    }
}

/// Rows by recency 1 to 5; columns by frequency + money: up to 3, 4, 5 to 7, 8, 9 and more.
const GRID: [[RfmGroup; 5]; 5] = {
    use RfmGroup::{
        Active, AlmostLost, AtRisk, Champions, Dormant, Loyal, NeedsAttention, New, PreviouslyLoyal,
        Promising,
    };
    [
        [Dormant, Dormant, AtRisk, AtRisk, PreviouslyLoyal],
        [Dormant, Dormant, AtRisk, AtRisk, PreviouslyLoyal],
        [AlmostLost, AlmostLost, NeedsAttention, Loyal, Loyal],
        [Promising, Active, Active, Loyal, Loyal],
        [New, Active, Active, Champions, Champions],
    ]
};

/// The group of a score, each digit 1 to 5.
pub(super) fn group(recency: u8, frequency: u8, monetary: u8) -> RfmGroup {
    let column = match frequency + monetary {
        ..=3 => 0,
        4 => 1,
        5..=7 => 2,
        8 => 3,
        _ => 4,
    };
    GRID[usize::from(recency.clamp(1, 5)) - 1][column]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_score_has_one_group() {
        let mut counts: BTreeMap<RfmGroup, u32> = BTreeMap::new();
        for code in 0..125u8 {
            *counts.entry(group(code / 25 + 1, code / 5 % 5 + 1, code % 5 + 1)).or_default() += 1;
        }
        use RfmGroup::*;
        let expected = [
            (Active, 32),
            (AtRisk, 32),
            (NeedsAttention, 13),
            (Loyal, 12),
            (Dormant, 12),
            (Champions, 6),
            (PreviouslyLoyal, 6),
            (AlmostLost, 6),
            (New, 3),
            (Promising, 3),
        ];
        assert_eq!(counts, expected.into_iter().collect());
    }
}
