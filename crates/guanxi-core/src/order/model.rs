use std::collections::BTreeMap;

use guanxi_macros::model;

use super::Rate;
use crate::{
    change::Outcome,
    id::{CustomerId, OrderId, RecordId},
    money::{Currency, Money},
    text::Address,
    time::Timestamp,
};

macro_rules! status {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* #[n($n:literal)] $variant:ident $text:literal,)* }) => {
        #[model]
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
        #[cbor(index_only)]
        #[non_exhaustive]
        pub enum $name { #[default] $($(#[doc = $vdoc])* #[n($n)] $variant,)* }

        impl $name {
            /// Its name in texts.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $text,)* } }
        }

        impl std::str::FromStr for $name {
            type Err = crate::error::Error;
            fn from_str(text: &str) -> crate::error::Result<Self> {
                $(if text == $text { return Ok(Self::$variant); })*
                let known = [$($text),*].join(", ");
                Err(crate::error::Error::invalid(stringify!($name), format_args!("expected one of {known}")))
            }
        }
    };
}

status! {
    /// Whether an order stands.
    OrderStatus {
        /// It stands.
        #[n(1)]
        Open "open",
        /// A draft or quote: no order yet, counts nowhere.
        #[n(2)]
        Draft "draft",
        /// All is done.
        #[n(3)]
        Closed "closed",
        /// It was called off; counts nowhere.
        #[n(4)]
        Cancelled "cancelled",
        /// Its source deleted it; counts nowhere.
        #[n(5)]
        Deleted "deleted",
    }
}

status! {
    /// Where its payment stands.
    FinancialStatus {
        /// To be paid.
        #[n(1)]
        Pending "pending",
        /// The card was authorised.
        #[n(2)]
        Authorized "authorized",
        /// Paid in part.
        #[n(3)]
        PartiallyPaid "partially_paid",
        /// Paid.
        #[n(4)]
        Paid "paid",
        /// Paid back in part.
        #[n(5)]
        PartiallyRefunded "partially_refunded",
        /// Paid back.
        #[n(6)]
        Refunded "refunded",
        /// The payment was called off; counts nowhere.
        #[n(7)]
        Voided "voided",
        /// It was never paid; counts nowhere.
        #[n(8)]
        Expired "expired",
    }
}

status! {
    /// Where its goods are.
    FulfillmentStatus {
        /// Not sent.
        #[n(1)]
        Unfulfilled "unfulfilled",
        /// Sent in part.
        #[n(2)]
        PartiallyFulfilled "partially_fulfilled",
        /// Packed or sent.
        #[n(3)]
        Fulfilled "fulfilled",
        /// On its way.
        #[n(4)]
        InTransit "in_transit",
        /// With the customer.
        #[n(5)]
        Delivered "delivered",
        /// Sent back.
        #[n(6)]
        Returned "returned",
    }
}

/// One line of an order.
#[model]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct OrderLine {
    /// What was bought, by the shop's number.
    #[n(1)]
    pub sku: Option<String>,
    /// Its name at the time.
    #[n(2)]
    pub name: Option<String>,
    /// Category at the time.
    #[n(3)]
    pub category: Option<String>,
    /// Brand at the time.
    #[n(4)]
    pub brand: Option<String>,
    /// Units ordered; negative on a credit note.
    #[n(5)]
    pub quantity: i64,
    /// Price of a unit before discounts, in minor units of the order's currency.
    #[n(6)]
    pub unit_price: Option<i64>,
    /// Discount on the line, in minor units.
    #[n(7)]
    #[cbor(default, skip_if = "is_zero")]
    #[model(default)]
    pub discount: i64,
    /// What the line comes to after its discount, in minor units.
    #[n(8)]
    pub total: i64,
}

pub(super) fn is_zero(n: &i64) -> bool {
    *n == 0
}

/// A discount on the whole order.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Discount {
    /// The code it was given for.
    #[n(1)]
    pub code: Option<String>,
    /// How much, in minor units of the order's currency.
    #[n(2)]
    pub amount: i64,
}

/// What one version of an order says; nothing in it is personal.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct OrderContent {
    #[n(1)]
    pub(crate) record: Option<RecordId>,
    #[n(2)]
    pub(crate) placed_at: Timestamp,
    #[n(3)]
    pub(crate) currency: Currency,
    #[n(4)]
    #[cbor(default)]
    pub(crate) lines: Vec<OrderLine>,
    #[n(5)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub(crate) discounts: Vec<Discount>,
    #[n(6)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) tax: i64,
    #[n(7)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) shipping: i64,
    /// Total paid or payable, tax and shipping included, after discounts, before refunds.
    #[n(8)]
    pub(crate) total: i64,
    /// Paid back so far as the order's source has it.
    #[n(9)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) refunded: i64,
    #[n(10)]
    pub(crate) status: OrderStatus,
    #[n(11)]
    pub(crate) financial: FinancialStatus,
    #[n(12)]
    pub(crate) fulfillment: FulfillmentStatus,
    #[n(13)]
    pub(crate) cancelled_at: Option<Timestamp>,
    #[n(14)]
    pub(crate) channel: Option<String>,
    #[n(15)]
    pub(crate) store: Option<String>,
    #[n(16)]
    pub(crate) rate: Option<Rate>,
    #[n(17)]
    #[cbor(default)]
    pub(crate) test: bool,
    #[n(18)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub(crate) tags: Vec<String>,
    #[n(19)]
    pub(crate) number: Option<String>,
    /// The currency that `rate` converts into: the shop's when it was given.
    #[n(20)]
    pub(crate) rate_into: Option<Currency>,
}

/// What an order says about a person, kept apart.
#[derive(Clone, Default, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct OrderPersonal {
    #[n(1)]
    pub(crate) shipping_address: Option<Address>,
    #[n(2)]
    pub(crate) note: Option<String>,
    /// What the source said that no field is for.
    #[n(3)]
    #[cbor(default, skip_if = "BTreeMap::is_empty")]
    pub(crate) extra: BTreeMap<String, String>,
}

impl OrderPersonal {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Money given back for an order.
#[model]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Refund {
    /// What its source calls it.
    pub external_id: Option<String>,
    /// How much.
    pub amount: Money,
    /// What came back, if goods did.
    pub lines: Vec<RefundLine>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub refunded_at: Timestamp,
    /// What its source said that no field is for; as it came.
    #[model(default)]
    pub extra: BTreeMap<String, String>,
}

/// Units of a line that came back.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct RefundLine {
    /// The position of the line in the order, from 0.
    #[n(1)]
    pub line: u32,
    /// How many units came back.
    #[n(2)]
    pub quantity: i64,
}

/// An order as its facts leave it. Amounts of lines and discounts are in minor units of its currency.
#[model]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// How many facts stand behind it.
    pub version: u64,
    /// Where it comes from.
    pub source: String,
    /// What its source calls it.
    pub external_id: String,
    /// What people call it.
    pub number: Option<String>,
    /// Whose it is, now.
    pub customer_id: Option<CustomerId>,
    /// The record it was booked on.
    pub record_id: Option<RecordId>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// Discounts on the whole.
    pub discounts: Vec<Discount>,
    /// Tax.
    pub tax: Money,
    /// Shipping.
    pub shipping: Money,
    /// Total paid or payable, tax and shipping included, after discounts, before refunds.
    pub total: Money,
    /// Paid back so far.
    pub refunded: Money,
    /// `total` minus `refunded` (rule O1).
    pub net_amount: Money,
    /// `net_amount` in the shop's currency; absent without a rate (rule O2).
    pub net_amount_in_shop_currency: Option<Money>,
    /// Whether it counts in the figures.
    pub counted: bool,
    /// Whether it stands.
    pub status: OrderStatus,
    /// Where its payment stands.
    pub financial_status: FinancialStatus,
    /// Where its goods are.
    pub fulfillment_status: FulfillmentStatus,
    /// When it was called off.
    pub cancelled_at: Option<Timestamp>,
    /// Where it was bought.
    pub channel: Option<String>,
    /// In which physical store.
    pub store: Option<String>,
    /// Units of the shop's currency for one of the order's.
    pub exchange_rate: Option<Rate>,
    /// A test order; counts nowhere.
    pub test: bool,
    /// Tags.
    pub tags: Vec<String>,
    /// What was given back.
    pub refunds: Vec<Refund>,
    /// Where it goes.
    pub shipping_address: Option<Address>,
    /// Note.
    pub note: Option<String>,
    /// What its source said that no field is for; as it came.
    #[model(default)]
    pub extra: BTreeMap<String, String>,
}

crate::customer::hidden_debug!(Refund);

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Order {{ {}, version {}, … }}", self.id, self.version)
    }
}

/// What a write did to an order.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OrderReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The order as it is now.
    pub order: Order,
    /// The segments that its customer came into by this, by their keys.
    #[model(default)]
    pub entered: Vec<String>,
    /// The segments that its customer fell out of by this.
    #[model(default)]
    pub left: Vec<String>,
}

/// What a refund did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RefundReceipt {
    /// The refund had come before; nothing was written.
    pub replayed: bool,
    /// Which order.
    pub order_id: OrderId,
    /// How much.
    pub amount: Money,
    /// The order as it is now; absent while only refunds of it are known.
    pub order: Option<Order>,
}

/// One page of orders.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OrderPage {
    /// The orders.
    pub items: Vec<Order>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}
