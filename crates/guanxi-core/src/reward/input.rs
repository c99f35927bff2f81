use guanxi_macros::model;

use crate::{
    customer::{CustomerRef, hidden_debug},
    page::PageRequest,
    time::Timestamp,
};

/// A reward to redeem. (program, source, external id) is its natural key.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RedeemRewardInput {
    /// Who pays and gets it.
    pub customer: CustomerRef,
    /// The reward's name.
    pub reward: String,
    /// Who says it; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice redeems twice.
    pub external_id: Option<String>,
    /// When; now when left out.
    pub at: Option<Timestamp>,
}

/// A code to use. (source, external id) is its natural key.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UseCodeInput {
    /// The code, as it is read or typed.
    pub code: String,
    /// Who says it; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice is refused, as the code is used.
    pub external_id: Option<String>,
    /// When; now when left out.
    pub at: Option<Timestamp>,
}

/// Whose redemptions, and from where on.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RedemptionQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// How many, and from where on.
    #[model(default)]
    pub page: PageRequest,
}

hidden_debug!(RedeemRewardInput, UseCodeInput, RedemptionQuery);

impl RedeemRewardInput {
    /// This reward, now.
    pub fn new(customer: CustomerRef, reward: impl Into<String>) -> Self {
        Self { customer, reward: reward.into(), source: None, external_id: None, at: None }
    }

    /// Sets what a source calls it.
    #[must_use]
    pub fn external_id(mut self, source: impl Into<String>, id: impl Into<String>) -> Self {
        (self.source, self.external_id) = (Some(source.into()), Some(id.into()));
        self
    }
}

impl UseCodeInput {
    /// This code, now.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), source: None, external_id: None, at: None }
    }

    /// Sets what a source calls it.
    #[must_use]
    pub fn external_id(mut self, source: impl Into<String>, id: impl Into<String>) -> Self {
        (self.source, self.external_id) = (Some(source.into()), Some(id.into()));
        self
    }
}

impl RedemptionQuery {
    /// The newest of a customer.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, page: PageRequest::default() }
    }
}
