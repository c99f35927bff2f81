use guanxi_macros::model;

use crate::{
    customer::hidden_debug,
    id::{CustomerId, EntryId, OrderId},
    money::Money,
    time::Timestamp,
};

/// What a program promises to both sides, and to whom it does not.
#[model(default)]
#[derive(Clone, Debug, Default, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct ReferralTerms {
    /// The loyalty program whose points are given; may be left out when the shop has one.
    #[n(1)]
    pub program: Option<String>,
    /// Points for who referred.
    #[n(2)]
    #[cbor(default)]
    pub referrer_points: i64,
    /// Points for the friend.
    #[n(3)]
    #[cbor(default)]
    pub friend_points: i64,
    /// What the order must come to, less what was refunded; anything above 0 when left out.
    #[n(4)]
    pub order_min: Option<Money>,
    /// What must hold for the friend when the order comes in or changes, in the language of segments.
    #[n(5)]
    pub condition: Option<String>,
    /// Calendar days from the code to the order, to the same time of day; any when left out.
    #[n(6)]
    pub window_days: Option<u32>,
    /// Friends that one customer is rewarded for in any 30 days; any number when left out.
    #[n(7)]
    pub friends_max: Option<u32>,
    /// People who share a phone, an e-mail or an address may refer each other.
    #[n(8)]
    #[cbor(default)]
    pub same_household: bool,
    /// A link that carries a code, with `{code}` where it goes: `https://shop.example/?ref={code}`.
    #[n(9)]
    pub link: Option<String>,
}

/// One version of a program.
#[model]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct ReferralProgram {
    /// Its short name: `friends`.
    #[n(1)]
    pub name: String,
    /// Counts its versions, from 1.
    #[n(2)]
    pub version: u64,
    /// What it promises.
    #[n(3)]
    pub terms: ReferralTerms,
    /// When this version was defined.
    #[n(4)]
    pub recorded_at: Timestamp,
}

/// A customer's code.
#[model]
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReferralCode {
    /// The program.
    pub program: String,
    /// Whose.
    pub customer_id: CustomerId,
    /// Eight letters and digits. Blanks and dashes do not matter, nor whether letters are large.
    pub code: String,
    /// The link that carries it, where the program has one.
    pub link: Option<String>,
}

hidden_debug!(ReferralCode);

/// Where a referral stands.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReferralState {
    /// No order has qualified yet.
    Waiting,
    /// Both sides have their points.
    Rewarded,
    /// The points were taken back.
    Reversed,
    /// A guard refused it, for good.
    Refused,
    /// No order qualified in time.
    Expired,
}

/// One thing that was looked at, and what it came to.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct ReferralCheck {
    /// What: `two_people`, `household`, `ring`, `velocity`, `window`, `order`, `condition`; `program` where the loyalty program
    /// gives nothing.
    #[n(1)]
    pub name: String,
    /// Whether it is as it must be.
    #[n(2)]
    pub passed: bool,
    /// What was found.
    #[n(3)]
    pub detail: String,
}

/// A friend whom somebody referred.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Referral {
    /// The program.
    pub program: String,
    /// The version whose terms hold.
    pub program_version: u64,
    /// Who was referred; nobody any more when deleted.
    pub friend_id: Option<CustomerId>,
    /// By whom; nobody any more when deleted.
    pub referrer_id: Option<CustomerId>,
    /// Where it stands.
    pub state: ReferralState,
    /// When the friend came with the code.
    pub attributed_at: Timestamp,
    /// From when on no order qualifies.
    pub expires_at: Option<Timestamp>,
    /// The order that qualified.
    pub order_id: Option<OrderId>,
    /// The entry of the referrer's points.
    pub referrer_entry: Option<EntryId>,
    /// The entry of the friend's points.
    pub friend_entry: Option<EntryId>,
    /// What was looked at: when it was rewarded or refused, else just now.
    pub checks: Vec<ReferralCheck>,
    /// Where it stands and why, as a sentence in English.
    pub text: String,
    /// The same in Chinese.
    pub text_zh: String,
}

/// One page of referrals.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReferralPage {
    /// The referrals.
    pub items: Vec<Referral>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}
