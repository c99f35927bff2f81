use guanxi_macros::model;

use crate::{
    customer::{CustomerRef, hidden_debug},
    id::EntryId,
    money::Money,
    order::{OrderInput, OrderRef, RefundLine},
    page::PageRequest,
    time::Timestamp,
};

/// Points for an order. (program, order) is its natural key.
#[model(input)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EarnInput {
    /// The order.
    pub order: OrderRef,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// When it was earned; when the order was placed unless set.
    pub at: Option<Timestamp>,
}

/// Points for something a customer did. (program, source, external id) is its natural key.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct EarnEventInput {
    /// Whose.
    pub customer: CustomerRef,
    /// The event's name, as the program has it.
    pub event: String,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// Who says it; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it. Without it the same event twice earns twice.
    pub external_id: Option<String>,
    /// When it was earned; now when left out.
    pub at: Option<Timestamp>,
}

/// What an order would earn that is not recorded yet.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct PreviewInput {
    /// The order. Whose it is need not be known.
    pub order: OrderInput,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// Points that will pay a part of it.
    pub points: Option<i64>,
}

/// Points to spend, or to set aside.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RedeemInput {
    /// Whose.
    pub customer: CustomerRef,
    /// How many.
    pub points: i64,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// For which order: its natural key then. One named by its source may be unknown yet.
    pub order: Option<OrderRef>,
    /// What the goods come to, where the order is not recorded yet: for a limit on the share that points pay.
    pub order_amount: Option<Money>,
    /// Who says it; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it. Without it and without an order the same twice spends twice.
    pub external_id: Option<String>,
    /// When; now when left out.
    pub at: Option<Timestamp>,
    /// For a hold: the seconds after which it ends by itself, 900 when left out.
    pub ttl_seconds: Option<u32>,
}

/// What to spend of a hold.
#[model(input)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CaptureInput {
    /// The hold.
    pub hold: EntryId,
    /// How many; all when left out.
    pub points: Option<i64>,
    /// For which order.
    pub order: Option<OrderRef>,
}

/// Redeemed points to give back.
#[model(input)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GiveBackInput {
    /// The redemption or capture.
    pub entry: EntryId,
    /// How many; all that is left of it when left out.
    pub points: Option<i64>,
    /// Who says it; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice gives back twice.
    pub external_id: Option<String>,
}

/// Goods that came back.
#[model(input)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReturnInput {
    /// The order they were bought with.
    pub order: OrderRef,
    /// The units; all that have not come back when left out.
    #[model(default)]
    pub lines: Vec<RefundLine>,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// What the order's source calls the return. Without it the same twice returns twice.
    pub external_id: Option<String>,
}

/// Points to give or take by hand.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct AdjustInput {
    /// Whose.
    pub customer: CustomerRef,
    /// How many; negative to take.
    pub points: i64,
    /// Why.
    pub reason: String,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// Who says it; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice counts twice.
    pub external_id: Option<String>,
}

/// A lot of points brought along from elsewhere. (program, source, external id) is its natural key.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ImportPointsInput {
    /// Whose.
    pub customer: CustomerRef,
    /// How many.
    pub points: i64,
    /// What the source calls the lot.
    pub external_id: String,
    /// Where it comes from; `app` when left out.
    pub source: Option<String>,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// When they were earned; now when left out.
    pub earned_at: Option<Timestamp>,
    /// When they expire; as the program has it when left out.
    pub expires_at: Option<Timestamp>,
}

/// Points to give to another member.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TransferInput {
    /// Who gives.
    pub customer: CustomerRef,
    /// Who gets.
    pub other: CustomerRef,
    /// How many. They keep their dates.
    pub points: i64,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// Who says it; `app` when left out.
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice counts twice.
    pub external_id: Option<String>,
}

/// Who comes into which pool.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct PoolInput {
    /// Who.
    pub customer: CustomerRef,
    /// What the pool is called. It is there with its first member.
    pub pool: String,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
}

/// Whose points, and as of when.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct BalanceQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// As of this instant; now when left out.
    pub at: Option<Timestamp>,
    /// As it was known at this instant; now when left out.
    pub known_at: Option<Timestamp>,
}

/// Whose entries, and from where on.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct EntryQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// How many, and from where on.
    #[model(default)]
    pub page: PageRequest,
}

hidden_debug!(
    EarnEventInput,
    PreviewInput,
    RedeemInput,
    AdjustInput,
    ImportPointsInput,
    TransferInput,
    PoolInput,
    BalanceQuery,
    EntryQuery
);

impl EarnInput {
    /// Points for this order.
    pub fn new(order: impl Into<OrderRef>) -> Self {
        Self { order: order.into(), program: None, at: None }
    }
}

impl EarnEventInput {
    /// Points for what a customer did now.
    pub fn new(customer: CustomerRef, event: impl Into<String>) -> Self {
        let event = event.into();
        Self { customer, event, program: None, source: None, external_id: None, at: None }
    }
}

impl PreviewInput {
    /// What this order would earn.
    pub fn new(order: OrderInput) -> Self {
        Self { order, program: None, points: None }
    }
}

impl RedeemInput {
    /// So many points, now.
    pub fn new(customer: CustomerRef, points: i64) -> Self {
        Self {
            customer,
            points,
            program: None,
            order: None,
            order_amount: None,
            source: None,
            external_id: None,
            at: None,
            ttl_seconds: None,
        }
    }

    /// Sets for which order.
    #[must_use]
    pub fn order(mut self, order: impl Into<OrderRef>) -> Self {
        self.order = Some(order.into());
        self
    }

    /// Sets what a source calls it.
    #[must_use]
    pub fn external_id(mut self, source: impl Into<String>, id: impl Into<String>) -> Self {
        (self.source, self.external_id) = (Some(source.into()), Some(id.into()));
        self
    }
}

impl CaptureInput {
    /// All of a hold.
    pub fn new(hold: EntryId) -> Self {
        Self { hold, points: None, order: None }
    }
}

impl GiveBackInput {
    /// All that is left of a redemption.
    pub fn new(entry: EntryId) -> Self {
        Self { entry, points: None, source: None, external_id: None }
    }
}

impl ReturnInput {
    /// Everything that has not come back.
    pub fn new(order: impl Into<OrderRef>) -> Self {
        Self { order: order.into(), lines: vec![], program: None, external_id: None }
    }

    /// Adds units of a line.
    #[must_use]
    pub fn line(mut self, line: u32, quantity: i64) -> Self {
        self.lines.push(RefundLine { line, quantity });
        self
    }
}

impl AdjustInput {
    /// So many points more, or fewer, for a reason.
    pub fn new(customer: CustomerRef, points: i64, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self { customer, points, reason, program: None, source: None, external_id: None }
    }
}

impl ImportPointsInput {
    /// A lot that was earned elsewhere.
    pub fn new(customer: CustomerRef, points: i64, external_id: impl Into<String>) -> Self {
        Self {
            customer,
            points,
            external_id: external_id.into(),
            source: None,
            program: None,
            earned_at: None,
            expires_at: None,
        }
    }
}

impl TransferInput {
    /// So many points from one member to another.
    pub fn new(customer: CustomerRef, other: CustomerRef, points: i64) -> Self {
        Self { customer, other, points, program: None, source: None, external_id: None }
    }
}

impl PoolInput {
    /// Somebody into a pool.
    pub fn new(customer: CustomerRef, pool: impl Into<String>) -> Self {
        Self { customer, pool: pool.into(), program: None }
    }
}

impl BalanceQuery {
    /// What a customer has now.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, program: None, at: None, known_at: None }
    }
}

impl EntryQuery {
    /// The newest of a customer.
    pub fn new(customer: CustomerRef) -> Self {
        Self { customer, program: None, page: PageRequest::default() }
    }
}
