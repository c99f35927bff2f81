//! What programs say of tiers, and what is said of a member's.

use guanxi_macros::model;

use super::super::program::POINTS_MAX;
use crate::{
    customer::{CustomerRef, hidden_debug},
    error::{Error, Result},
    text::checked_text,
    time::Timestamp,
};

/// What counts towards a tier (rule T1).
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum TierMetric {
    /// Net amounts of orders, in minor units of the shop's currency.
    #[default]
    #[n(1)]
    Spend,
    /// Points earned in this program.
    #[n(2)]
    Points,
    /// Orders.
    #[n(3)]
    Orders,
}

/// Over which time it counts (rule T1).
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum TierWindow {
    /// The last `window_months`: each order counts for so long.
    #[default]
    #[n(1)]
    Rolling,
    /// The calendar year; a tier lasts to the end of the next one.
    #[n(2)]
    CalendarYear,
    /// The year since the first order; a tier lasts to the end of the next one.
    #[n(3)]
    AnniversaryYear,
    /// Ever.
    #[n(4)]
    Lifetime,
}

/// Where a member falls to (rule T4).
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum TierDowngrade {
    /// To the tier that the figures give.
    #[default]
    #[n(1)]
    Recompute,
    /// By one tier.
    #[n(2)]
    OneDown,
}

/// One tier.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct TierLevel {
    /// Its name.
    #[n(1)]
    pub name: String,
    /// From how much on: minor units, points or orders.
    #[n(2)]
    pub threshold: i64,
    /// What its members have, in the shop's words.
    #[n(3)]
    #[cbor(default)]
    #[model(default)]
    pub benefits: Vec<String>,
}

/// The tiers of a program.
#[model(default)]
#[derive(Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct TierTerms {
    /// What counts.
    #[n(1)]
    pub metric: TierMetric,
    /// Over which time.
    #[n(2)]
    pub window: TierWindow,
    /// For a rolling window: months, 12 when left out.
    #[n(3)]
    pub window_months: Option<u32>,
    /// The tiers, lowest first. Below the first a member has none.
    #[n(4)]
    pub levels: Vec<TierLevel>,
    /// For a rolling window: calendar days for which a tier is kept after the figures fell (rule T3).
    #[n(5)]
    #[cbor(default)]
    pub grace_days: u32,
    /// Where a member falls to.
    #[n(6)]
    pub downgrade: TierDowngrade,
    /// Days ahead from which on a coming downgrade is told.
    #[n(7)]
    #[cbor(default)]
    pub notice_days: u32,
}

impl TierTerms {
    pub(in crate::loyalty) fn check(&self) -> Result<()> {
        if self.levels.is_empty() {
            return Err(Error::invalid("tiers", "expected at least one level"));
        }
        for level in &self.levels {
            checked_text("tier", &level.name)?;
        }
        let ascending = self.levels.windows(2).all(|w| w[0].threshold < w[1].threshold);
        if !ascending || !(1..=POINTS_MAX).contains(&self.levels[0].threshold) {
            return Err(Error::invalid(
                "threshold",
                "expected thresholds above 0, each above the one before",
            ));
        }
        if self.window_months.is_some_and(|months| !(1..=1200).contains(&months)) {
            return Err(Error::invalid("window_months", "expected 1 to 1,200"));
        }
        Ok(())
    }

    /// The highest level that a figure reaches; 0 is none.
    pub(super) fn level(&self, figure: i64) -> usize {
        self.levels.iter().take_while(|level| figure >= level.threshold).count()
    }

    /// The level of a name; 0 of none.
    pub(in crate::loyalty) fn level_of(&self, name: Option<&str>) -> usize {
        name.and_then(|name| self.levels.iter().position(|level| level.name == name)).map_or(0, |at| at + 1)
    }

    pub(in crate::loyalty) fn name(&self, level: usize) -> Option<String> {
        level.checked_sub(1).and_then(|at| self.levels.get(at)).map(|level| level.name.clone())
    }
}

/// Why a member came into a tier.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TierReason {
    /// The figures reached it.
    Reached,
    /// The figures fell below the tier before.
    Fell,
    /// It was given by hand, or such a gift ended.
    Granted,
}

/// A member came into a tier.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierChange {
    /// When.
    pub at: Timestamp,
    /// Out of which; none before the first.
    pub from_tier: Option<String>,
    /// Into which.
    pub to_tier: Option<String>,
    /// Why.
    pub reason: TierReason,
}

/// The tier of a member at an instant.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierStatus {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Timestamp,
    /// The tier; none below the first.
    pub tier: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// What its members have.
    pub benefits: Vec<String>,
    /// What counts towards tiers, as of the instant.
    pub figure: i64,
    /// The tier above.
    pub next_tier: Option<String>,
    /// What is missing for it.
    pub next_missing: Option<i64>,
    /// The next change that time alone makes.
    pub next_change: Option<TierChange>,
    /// That change when it is a downgrade that the program tells by now (rule T6).
    pub will_downgrade: Option<TierChange>,
    /// What is missing to keep the tier then.
    pub keep_missing: Option<i64>,
}

/// How many members a tier has.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierCount {
    /// The tier; none for those below the first.
    pub tier: Option<String>,
    /// Its members.
    pub members: u64,
}

/// How many members each tier has at an instant.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TierReport {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Timestamp,
    /// Every tier, the highest first, and last those who have none.
    pub tiers: Vec<TierCount>,
}

/// Whose tier, and as of when.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TierQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// As of this instant; now when left out.
    pub at: Option<Timestamp>,
}

/// A tier given by hand.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TierGrantInput {
    /// To whom.
    pub customer: CustomerRef,
    /// Which tier.
    pub tier: String,
    /// Why.
    pub reason: String,
    /// Until when; for ever when left out.
    pub until: Option<Timestamp>,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
}

hidden_debug!(TierQuery, TierGrantInput);

impl TierQuery {
    /// The tier of a customer now.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, program: None, at: None }
    }
}

impl TierGrantInput {
    /// A tier for ever.
    pub fn new(customer: CustomerRef, tier: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { customer, tier: tier.into(), reason: reason.into(), until: None, program: None }
    }
}
