//! Orders: what was bought, given back and called off.
//!
//! An *order* is known by (source, external id); the same content again changes nothing, other content is a new
//! version (rule O3). What happens to it later, a refund, a change of status, a cancellation, is a fact of its own; a
//! refund may come before the order itself. An order is what its facts leave it: it is folded when it is read, not stored.
//! *Metrics* are the figures of a customer's orders, kept current in the same commit.
//!
//! Invariants: which orders count, and what they add, is decided in one place (`sale`); metrics kept step by step
//! equal metrics counted anew; money given back never exceeds what was paid, unless the order is not known yet.
//!
//! Running example: `shopify:1001`, two mugs at 134.00 CNY, paid, later one sent back.

pub(crate) mod ahead;
mod fold;
mod input;
pub(crate) mod metrics;
mod model;
mod personal;
mod rate;
mod read;
mod record;
mod refund;
pub(crate) mod rows;
pub(crate) mod sale;
pub(crate) mod shown;
mod status;

use guanxi_macros::ops;

#[cfg(test)]
pub(crate) use self::fold::fold;
pub(crate) use self::{
    fold::{Folded, FoldedRefund, OrderFact},
    model::OrderContent,
    personal::record_if_erased,
    read::load,
    record::{check, content, record, write},
    refund::refund_counted,
};
pub use self::{
    input::{OrderInput, OrderLineInput, OrderRef, RefundInput, StatusInput},
    metrics::CustomerMetrics,
    model::{
        Discount, FinancialStatus, FulfillmentStatus, Order, OrderLine, OrderPage, OrderReceipt, OrderStatus,
        Refund, RefundLine, RefundReceipt,
    },
    rate::Rate,
};
use crate::{
    customer::CustomerRef,
    error::Result,
    id::CustomerId,
    page::PageRequest,
    scope::{Ahead, Scope},
    storage::Want,
};

/// The shop's orders.
#[derive(Clone)]
pub struct Orders {
    pub(crate) scope: Scope,
}

#[ops]
impl Orders {
    /// Takes an order in, or a new version of one.
    ///
    /// # Errors
    /// `invalid_field` for amounts in several currencies, no amount at all, or an external id that is empty;
    /// `invalid_money` when a sum does not fit; `not_found` for a customer named by id, e-mail or phone that does not
    /// exist.
    pub fn record(&self, input: OrderInput) -> Result<OrderReceipt> {
        let wants = |ahead: &Ahead<'_>| ahead::of_records(ahead, std::slice::from_ref(&input));
        self.scope.write_ahead("orders.record", wants, |tx| record(tx, &input))
    }

    /// Takes many at once, in one commit: all of them or none.
    ///
    /// # Errors
    /// As [`record`](Self::record), for the first that cannot be taken.
    pub fn record_many(&self, inputs: Vec<OrderInput>) -> Result<Vec<OrderReceipt>> {
        let wants = |ahead: &Ahead<'_>| ahead::of_records(ahead, &inputs);
        self.scope.write_ahead("orders.record_many", wants, |tx| {
            inputs.iter().map(|input| record(tx, input)).collect()
        })
    }

    /// Takes a refund in. The same again gives the same receipt. It may come before its order.
    ///
    /// # Errors
    /// `not_found` for an order named by id; `key_reused` when the refund came before with other content;
    /// `invalid_field` for another currency than the order's; `refund_too_large`; `invalid_field` for a sum that is not
    /// positive.
    pub fn refund(&self, input: RefundInput) -> Result<RefundReceipt> {
        let wants = |ahead: &Ahead<'_>| ahead::of_change(ahead, &input.order);
        self.scope.write_ahead("orders.refund", wants, |tx| refund::refund(tx, &input))
    }

    /// Calls an order off: it counts in no figure from then on. Cancelling again changes nothing.
    ///
    /// # Errors
    /// `invalid_field` for a reason that is empty; `not_found`.
    pub fn cancel(&self, order: OrderRef, reason: Option<String>) -> Result<OrderReceipt> {
        let wants = |ahead: &Ahead<'_>| ahead::of_change(ahead, &order);
        self.scope.write_ahead("orders.cancel", wants, |tx| status::cancel(tx, &order, reason.as_deref()))
    }

    /// Moves an order on: paid, shipped, delivered. The same status again changes nothing.
    ///
    /// # Errors
    /// `not_found`.
    pub fn set_status(&self, order: OrderRef, status: StatusInput) -> Result<OrderReceipt> {
        let wants = |ahead: &Ahead<'_>| ahead::of_change(ahead, &order);
        self.scope.write_ahead("orders.set_status", wants, |tx| status::set(tx, &order, &status))
    }

    /// An order.
    ///
    /// # Errors
    /// `not_found`, also for one of which only refunds are known so far.
    pub fn get(&self, order: OrderRef) -> Result<Order> {
        self.scope.read_ahead(|ahead| ahead::of_order(ahead, &order), |look| read::get(look, &order))
    }

    /// A customer's orders, newest first.
    ///
    /// # Errors
    /// `invalid_cursor`; `not_found`.
    pub fn list(&self, customer: CustomerRef, page: PageRequest) -> Result<OrderPage> {
        self.scope.read(|look| read::list(look, &customer, &page))
    }

    /// The figures of a customer's orders.
    ///
    /// # Errors
    /// `not_found`.
    pub fn metrics(&self, customer: CustomerId) -> Result<CustomerMetrics> {
        let wants = |_: &Ahead<'_>| {
            vec![Want::new(&crate::customer::CUSTOMERS, *customer.as_bytes()), ahead::of_metrics(customer)]
        };
        self.scope.read_ahead(wants, |look| metrics::get(look, customer))
    }

    /// How many orders are known, whether they count or not.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn count(&self) -> Result<u64> {
        self.scope.read_rows(rows::count)
    }
}
