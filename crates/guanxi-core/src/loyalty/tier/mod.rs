//! Tiers of members: worked out from what they bought, at any instant, past or to come (rules T1 to T7).
//!
//! Nothing is stored of a tier but grants by hand: a refund, an order that comes in late, a merge and an un-merge need
//! nothing to be counted anew. The future is that in which nothing else happens.

mod changes;
mod counted;
mod grant;
mod model;
mod run;
mod status;

pub(crate) use self::grant::GrantFact;
pub use self::model::{
    TierChange, TierCount, TierDowngrade, TierGrantInput, TierLevel, TierMetric, TierQuery, TierReason,
    TierReport, TierStatus, TierTerms, TierWindow,
};
pub(super) use self::{
    changes::{all_changes, before, terms},
    grant::grant,
    status::{customers, each_customer, history, report, tier},
};
