//! What an order adds to the figures: the one place that decides which orders count.

use super::{FinancialStatus, Folded, OrderStatus, model::OrderContent};
use crate::{
    error::Result,
    id::RecordId,
    money::{Currency, Money},
    settings::ShopSettings,
    time::{Date, Timestamp},
};

/// An order as the figures see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sale {
    pub(crate) record: Option<RecordId>,
    pub(crate) placed_at: Timestamp,
    pub(crate) day: Date,
    /// A credit note: takes money back and is no order.
    pub(crate) is_credit: bool,
    pub(crate) currency: Currency,
    /// Total and refunds in minor units of `currency`: the shop's, unless there is no rate.
    pub(crate) total: i64,
    pub(crate) refunded: i64,
    /// In another currency than the shop's and without a rate (rule O2).
    pub(crate) unconverted: bool,
}

impl Sale {
    /// Total minus refunds.
    pub(crate) fn net(&self) -> i64 {
        self.total - self.refunded
    }
}

/// The sale that an order is; `None` when it counts nowhere: tests, drafts, deleted and cancelled orders, payments
/// voided or expired. Pending and authorised ones count as placed; refunded ones count and add 0.
pub(crate) fn sale(order: &Folded, settings: &ShopSettings) -> Result<Option<Sale>> {
    match &order.content {
        Some(content) if counts(content) => content_as_sale(content, order.refunded(), settings).map(Some),
        _ => Ok(None),
    }
}

pub(crate) fn counts(content: &OrderContent) -> bool {
    let stands =
        matches!(content.status, OrderStatus::Open | OrderStatus::Closed) && content.cancelled_at.is_none();
    let payable = !matches!(content.financial, FinancialStatus::Voided | FinancialStatus::Expired);
    stands && payable && !content.test
}

/// Whether an order counts and nothing of it came back.
pub(crate) fn stands_whole(order: &Folded) -> bool {
    let whole = |content: &OrderContent| content.financial != FinancialStatus::Refunded;
    order.refunds.is_empty()
        && order.refunded() == 0
        && order.content.as_ref().is_some_and(|content| counts(content) && whole(content))
}

/// An order's content as a sale, whether it counts or not.
pub(crate) fn content_as_sale(
    content: &OrderContent,
    refunded: i64,
    settings: &ShopSettings,
) -> Result<Sale> {
    let total = Money::new(content.total, content.currency)?;
    let refunded = Money::new(refunded, content.currency)?;
    let shop = settings.currency.unwrap_or(content.currency);
    let converted = match content.rate {
        _ if shop == content.currency => Some((total, refunded)),
        Some(rate) if content.rate_into.is_none_or(|into| into == shop) => {
            Some((rate.convert(total, shop)?, rate.convert(refunded, shop)?))
        }
        _ => None,
    };
    let (total, refunded) = converted.unwrap_or((total, refunded));
    Ok(Sale {
        record: content.record,
        placed_at: content.placed_at,
        day: settings.zone.day(content.placed_at),
        is_credit: content.total < 0,
        currency: total.currency(),
        total: total.minor(),
        refunded: refunded.minor(),
        unconverted: converted.is_none(),
    })
}
