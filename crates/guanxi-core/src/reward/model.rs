use guanxi_macros::model;

use crate::{
    change::Outcome,
    customer::hidden_debug,
    id::{CustomerId, EntryId},
    money::Money,
    time::Timestamp,
};

/// What a reward is. The shop hands it over; what kind it is changes nothing here.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum RewardKind {
    /// Worth an amount.
    #[default]
    #[n(1)]
    Voucher,
    /// A thing.
    #[n(2)]
    Product,
    /// Something off a purchase.
    #[n(3)]
    Discount,
    /// Something done for the customer.
    #[n(4)]
    Service,
    /// A place at a time.
    #[n(5)]
    Booking,
}

/// What a reward is, and on which terms it is given out.
#[model(default)]
#[derive(Clone, Debug, Default, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct RewardTerms {
    /// What it is.
    #[n(1)]
    #[cbor(default)]
    pub kind: RewardKind,
    /// What customers read.
    #[n(2)]
    pub title: Option<String>,
    /// Whose points buy it; may be left out when the shop has one program.
    #[n(3)]
    pub program: Option<String>,
    /// What it costs, in points.
    #[n(4)]
    #[cbor(default)]
    pub points: i64,
    /// How many there are altogether, those given out included; without end when left out.
    #[n(5)]
    pub stock: Option<i64>,
    /// How many one customer may have that are not cancelled; any number when left out.
    #[n(6)]
    pub limit_per_customer: Option<u32>,
    /// Not redeemed before.
    #[n(7)]
    pub starts_at: Option<Timestamp>,
    /// Not redeemed from then on.
    #[n(8)]
    pub ends_at: Option<Timestamp>,
    /// Calendar days for which a code can be used, to the same time of day; for ever when left out.
    #[n(9)]
    pub valid_days: Option<u32>,
    /// What a voucher or discount is worth.
    #[n(10)]
    pub value: Option<Money>,
    /// Which product it is.
    #[n(11)]
    pub sku: Option<String>,
}

/// One version of a reward.
#[model]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct Reward {
    /// Its short name: `mug`.
    #[n(1)]
    pub name: String,
    /// Counts its versions, from 1.
    #[n(2)]
    pub version: u64,
    /// What it is.
    #[n(3)]
    pub terms: RewardTerms,
    /// When this version was defined.
    #[n(4)]
    pub recorded_at: Timestamp,
}

/// What defining a reward did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RewardReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The reward as it is now.
    pub reward: Reward,
}

/// A reward of the catalogue, with what is left of it.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RewardOffer {
    /// The reward.
    pub reward: Reward,
    /// Redemptions of it that were not cancelled.
    pub taken: i64,
    /// How many are left; absent where there is no end of them.
    pub left: Option<i64>,
    /// It can be redeemed now: it has begun, has not ended, and something is left.
    pub on_offer: bool,
}

/// Where a redemption stands.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RedemptionState {
    /// Its code can be used.
    Open,
    /// Its code was used.
    Used,
    /// It was called off.
    Cancelled,
    /// Its code was not used in time.
    Expired,
}

/// A reward that somebody redeemed.
#[model]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RewardRedemption {
    /// Its id: that of the entry which took the points.
    pub id: EntryId,
    /// Whose.
    pub customer_id: CustomerId,
    /// The reward, in the version that was redeemed.
    pub reward: Reward,
    /// What it cost, in points.
    pub points: i64,
    /// What is shown at the till. Who has it can use it.
    pub code: String,
    /// Where it stands.
    pub state: RedemptionState,
    /// When it was redeemed.
    pub redeemed_at: Timestamp,
    /// From when on the code cannot be used.
    pub expires_at: Option<Timestamp>,
    /// When the code was used.
    pub used_at: Option<Timestamp>,
    /// When it was called off.
    pub cancelled_at: Option<Timestamp>,
    /// Why, in somebody's words.
    pub reason: Option<String>,
}

hidden_debug!(RewardRedemption);

/// What redeeming, using or cancelling did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RedemptionReceipt {
    /// The same was asked before; nothing was written.
    pub replayed: bool,
    /// The redemption as it is now.
    pub redemption: RewardRedemption,
}

/// One page of redemptions.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RedemptionPage {
    /// The redemptions, newest first.
    pub items: Vec<RewardRedemption>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}
