//! Analytics: what the orders of the whole shop say of each customer.
//!
//! *Sales* are the orders that count, up to a day. *RFM* scores customers by recency, frequency and money against all
//! others; the *lifecycle* stage of a customer follows from the gaps between orders, its own or the shop's. Reports show
//! these figures, segments ask about them.

pub(crate) mod lifecycle;
pub(crate) mod rfm;
mod rfm_groups;
pub(crate) mod sales;

pub use self::{
    rfm::{RfmCuts, RfmGroupRow, RfmMethod, RfmQuery, RfmReport, RfmScore},
    rfm_groups::RfmGroup,
};
