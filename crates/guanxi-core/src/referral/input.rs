use guanxi_macros::model;

use crate::{
    customer::{CustomerRef, hidden_debug},
    page::PageRequest,
    time::Timestamp,
};

/// A customer who came with a code. The customer is its natural key: nobody is referred twice.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ReferralInput {
    /// The code, as it is read or typed.
    pub code: String,
    /// Who came with it.
    pub customer: CustomerRef,
    /// When; now when left out.
    pub at: Option<Timestamp>,
}

/// Whose referrals, and from where on.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ReferralQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// How many, and from where on.
    #[model(default)]
    pub page: PageRequest,
}

hidden_debug!(ReferralInput, ReferralQuery);

impl ReferralInput {
    /// This code, now.
    pub fn new(code: impl Into<String>, customer: CustomerRef) -> Self {
        Self { code: code.into(), customer, at: None }
    }
}

impl ReferralQuery {
    /// The newest of a customer.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, page: PageRequest::default() }
    }
}
