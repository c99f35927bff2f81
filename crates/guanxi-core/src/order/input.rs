use std::{collections::BTreeMap, str::FromStr};

use guanxi_macros::model;

use super::{Discount, FinancialStatus, FulfillmentStatus, OrderStatus, Rate, RefundLine};
use crate::{
    customer::{AddressInput, CustomerRef},
    error::{Error, Result},
    id::OrderId,
    money::Money,
    time::Timestamp,
};

/// An order as a source has it. (source, external id) is its natural key.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct OrderInput {
    /// Where it comes from; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it.
    pub external_id: String,
    /// What people call it.
    pub number: Option<String>,
    /// Whose it is; nobody's when left out. A record that does not exist yet is made.
    pub customer: Option<CustomerRef>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// What was bought.
    #[model(default)]
    pub lines: Vec<OrderLineInput>,
    /// Discounts on the whole.
    #[model(default)]
    pub discounts: Vec<Discount>,
    /// Tax on top of the lines; tax that the prices include is not repeated here.
    pub tax: Option<Money>,
    /// Shipping.
    pub shipping: Option<Money>,
    /// Total paid or payable, tax and shipping included, after discounts; computed when left out: lines minus
    /// discounts plus tax plus shipping, not below 0 unless the lines are.
    pub total: Option<Money>,
    /// Paid back so far, as the source has it. Single refunds are better recorded by `orders.refund`; the larger of
    /// the two sums counts.
    pub refunded: Option<Money>,
    /// Whether it stands.
    #[model(default)]
    pub status: OrderStatus,
    /// Where its payment stands.
    #[model(default)]
    pub financial_status: FinancialStatus,
    /// Where its goods are.
    #[model(default)]
    pub fulfillment_status: FulfillmentStatus,
    /// When it was called off.
    pub cancelled_at: Option<Timestamp>,
    /// Where it was bought: `web`, `wechat`, `till`.
    pub channel: Option<String>,
    /// In which physical store, by its code.
    pub store: Option<String>,
    /// Units of the shop's currency for one unit of the order's.
    pub exchange_rate: Option<Rate>,
    /// A test order; counts nowhere.
    #[model(default)]
    pub test: bool,
    /// Tags.
    #[model(default)]
    pub tags: Vec<String>,
    /// Where it goes.
    pub shipping_address: Option<AddressInput>,
    /// Note.
    pub note: Option<String>,
    /// What the source said that no field is for; kept as it is.
    #[model(default)]
    pub extra: BTreeMap<String, String>,
    /// When this was so at the source; now when left out.
    pub updated_at: Option<Timestamp>,
}

/// One line of an order as a source has it.
#[model(input, default)]
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct OrderLineInput {
    /// What was bought, by the shop's number.
    pub sku: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// Brand.
    pub brand: Option<String>,
    /// Units; negative on a credit note. 1 when left out.
    pub quantity: Option<i64>,
    /// Price of a unit before discounts.
    pub unit_price: Option<Money>,
    /// Discount on the line.
    pub discount: Option<Money>,
    /// What the line comes to; computed when left out: quantity × unit price − discount.
    pub total: Option<Money>,
}

/// Names an order in a request.
#[model(or_text)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderRef {
    /// By its id.
    Id(OrderId),
    /// By what its source calls it.
    External {
        /// The source.
        source: String,
        /// Its name for the order.
        external_id: String,
    },
}

impl FromStr for OrderRef {
    type Err = Error;

    /// Reads an id (`ord_…`), or a source and what it calls the order (`shopify:1001`).
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        let (source, external_id) = text
            .split_once(':')
            .ok_or_else(|| Error::invalid("order", "expected ord_ and 26 letters, or source:id"))?;
        Ok(Self::External { source: source.to_owned(), external_id: external_id.to_owned() })
    }
}

impl From<OrderId> for OrderRef {
    fn from(id: OrderId) -> Self {
        Self::Id(id)
    }
}

/// Money given back. (order, external id) is its natural key.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RefundInput {
    /// Which order; one named by its source may be unknown yet.
    pub order: OrderRef,
    /// What its source calls the refund. Without it the same refund twice is two refunds.
    pub external_id: Option<String>,
    /// How much; all that is left when left out.
    pub amount: Option<Money>,
    /// What came back, if goods did.
    #[model(default)]
    pub lines: Vec<RefundLine>,
    /// Why.
    pub reason: Option<String>,
    /// When; now when left out.
    pub refunded_at: Option<Timestamp>,
    /// What the source said that no field is for; kept as it is.
    #[model(default)]
    pub extra: BTreeMap<String, String>,
}

/// Where an order has got to.
#[model(spread, default)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusInput {
    /// Where its payment stands.
    pub financial_status: Option<FinancialStatus>,
    /// Where its goods are.
    pub fulfillment_status: Option<FulfillmentStatus>,
    /// When it got there; now when left out. What the order's source says of a later instant comes before it.
    pub at: Option<Timestamp>,
}

impl OrderInput {
    /// An order without lines, of nobody.
    pub fn new(source: impl Into<String>, external_id: impl Into<String>, placed_at: Timestamp) -> Self {
        Self {
            source: Some(source.into()),
            external_id: external_id.into(),
            number: None,
            customer: None,
            placed_at,
            lines: vec![],
            discounts: vec![],
            tax: None,
            shipping: None,
            total: None,
            refunded: None,
            status: OrderStatus::default(),
            financial_status: FinancialStatus::default(),
            fulfillment_status: FulfillmentStatus::default(),
            cancelled_at: None,
            channel: None,
            store: None,
            exchange_rate: None,
            test: false,
            tags: vec![],
            shipping_address: None,
            note: None,
            extra: BTreeMap::new(),
            updated_at: None,
        }
    }

    /// Sets whose it is.
    #[must_use]
    pub fn customer(mut self, customer: CustomerRef) -> Self {
        self.customer = Some(customer);
        self
    }

    /// Adds a line: so many units of an article at a price.
    #[must_use]
    pub fn line(mut self, sku: impl Into<String>, quantity: i64, unit_price: Money) -> Self {
        self.lines.push(OrderLineInput {
            sku: Some(sku.into()),
            quantity: Some(quantity),
            unit_price: Some(unit_price),
            ..OrderLineInput::default()
        });
        self
    }

    /// Sets the total.
    #[must_use]
    pub fn total(mut self, total: Money) -> Self {
        self.total = Some(total);
        self
    }

    /// Sets where its payment stands.
    #[must_use]
    pub fn financial_status(mut self, status: FinancialStatus) -> Self {
        self.financial_status = status;
        self
    }

    /// Sets the channel.
    #[must_use]
    pub fn channel(mut self, channel: impl Into<String>) -> Self {
        self.channel = Some(channel.into());
        self
    }

    /// Sets when this was so at the source.
    #[must_use]
    pub fn updated_at(mut self, at: Timestamp) -> Self {
        self.updated_at = Some(at);
        self
    }
}

impl RefundInput {
    /// A refund of all that is left.
    pub fn new(order: impl Into<OrderRef>) -> Self {
        Self {
            order: order.into(),
            external_id: None,
            amount: None,
            lines: vec![],
            reason: None,
            refunded_at: None,
            extra: BTreeMap::new(),
        }
    }

    /// Sets what its source calls it.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// Sets how much.
    #[must_use]
    pub fn amount(mut self, amount: Money) -> Self {
        self.amount = Some(amount);
        self
    }
}

crate::customer::hidden_debug!(OrderInput, OrderLineInput, RefundInput);
