//! Reports: figures over the whole shop.
//!
//! Every figure is over *counted* orders (see [`Order::counted`](crate::order::Order)), in the shop's currency and days.
//! A report can look at any day: orders placed and refunds made after it are left out.

mod revenue;
mod stats;
mod top;

use guanxi_macros::ops;

pub use self::{
    revenue::{MonthRevenue, RevenueReport},
    stats::Stats,
    top::TopCustomer,
};
pub use crate::analytics::{RfmCuts, RfmGroup, RfmGroupRow, RfmMethod, RfmQuery, RfmReport, RfmScore};
use crate::{analytics::rfm, error::Result, scope::Scope, time::Date};

/// Figures over the whole shop.
#[derive(Clone)]
pub struct Reports {
    pub(crate) scope: Scope,
}

#[ops]
impl Reports {
    /// How much there is of everything, and the net revenue.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn stats(&self) -> Result<Stats> {
        self.scope.read(stats::stats)
    }

    /// Net revenue by the month that orders were placed in, oldest first, months without orders included.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub fn revenue_by_month(&self, as_of: Option<Date>) -> Result<RevenueReport> {
        self.scope.read_stale(|look| revenue::by_month(look, as_of))
    }

    /// How customers fall into the groups of recency, frequency and money.
    ///
    /// # Errors
    /// `invalid_field` for cut points that do not grow; as [`stats`](Self::stats).
    pub fn rfm(&self, query: RfmQuery) -> Result<RfmReport> {
        let now = self.scope.engine.clock.now();
        self.scope.read_stale(|look| rfm::report(look, &query, now))
    }

    /// The score of every customer that has orders, by customer.
    ///
    /// # Errors
    /// As [`rfm`](Self::rfm).
    pub fn rfm_scores(&self, query: RfmQuery) -> Result<Vec<RfmScore>> {
        let now = self.scope.engine.clock.now();
        self.scope.read_stale(|look| rfm::scores(look, &query, now))
    }

    /// The customers that spent most, as of the end of a day or, without one, of all that is known.
    ///
    /// # Errors
    /// As [`stats`](Self::stats).
    pub fn top_customers(&self, limit: u32, as_of: Option<Date>) -> Result<Vec<TopCustomer>> {
        self.scope.read_stale(|look| top::top(look, limit as usize, as_of))
    }
}
