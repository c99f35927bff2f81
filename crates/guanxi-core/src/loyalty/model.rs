use guanxi_macros::model;

use super::accrual::EarningExplanation;
use crate::{
    customer::hidden_debug,
    id::{CustomerId, EntryId, OrderId},
    money::Money,
    time::Timestamp,
};

/// What an entry of the ledger is.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum EntryKind {
    /// Points for an order or an event.
    #[n(1)]
    Earned,
    /// Points given or taken by hand.
    #[n(2)]
    Adjusted,
    /// Points brought along from elsewhere.
    #[n(3)]
    Imported,
    /// Points spent.
    #[n(4)]
    Redeemed,
    /// Points set aside for a checkout.
    #[n(5)]
    Held,
    /// Points spent out of a hold; what is left of it went back.
    #[n(6)]
    Captured,
    /// A hold called off or run out.
    #[n(7)]
    Voided,
    /// Spent points given back.
    #[n(8)]
    GivenBack,
    /// Earned points taken back.
    #[n(9)]
    ClawedBack,
    /// Points given to another member.
    #[n(10)]
    TransferredOut,
    /// Points got from another member.
    #[n(11)]
    TransferredIn,
    /// Points past their date.
    #[n(12)]
    Expired,
    /// New points that paid what was owed.
    #[n(13)]
    DebtSettled,
    /// Each side of an un-merge has its own points back (rule P13).
    #[n(14)]
    Unmerged,
}

/// What happened to an order that an entry follows from.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum PointCause {
    /// Money was paid back, or goods came back.
    #[n(1)]
    OrderRefunded,
    /// It counts no more: called off, deleted, its payment voided.
    #[n(2)]
    OrderCancelled,
    /// Its source says something else of it than before.
    #[n(3)]
    OrderChanged,
}

/// One entry of the ledger.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PointEntry {
    /// Its id.
    pub id: EntryId,
    /// What it is.
    pub kind: EntryKind,
    /// In which program.
    pub program: String,
    /// The version of the program that it was decided by.
    pub program_version: u64,
    /// When it took effect.
    pub at: Timestamp,
    /// When it came in.
    pub recorded_at: Timestamp,
    /// By how much it changes the member's points: what is in lots and held, less what is owed.
    pub points: i64,
    /// In a pool: points of other members that it used beside them, less those it gave back. Where another member used or gave
    /// back points of this one, it is what `points` is.
    pub pooled: i64,
    /// By how much it changes what is owed.
    pub debt: i64,
    /// The entry that it is about: a redemption, a hold, what was earned.
    pub of: Option<EntryId>,
    /// For which order.
    pub order_id: Option<OrderId>,
    /// What happened to the order that it follows from by itself.
    pub cause: Option<PointCause>,
    /// The refund that it follows from, as the order's source calls it.
    pub refund: Option<String>,
    /// Why, in somebody's words.
    pub reason: Option<String>,
    /// The reward that it paid for.
    pub reward: Option<String>,
    /// Who acted.
    pub actor: Option<String>,
    /// What redeemed points are worth.
    pub value: Option<Money>,
    /// When the points that it brought can be redeemed.
    pub vests_at: Option<Timestamp>,
    /// When the points that it brought expire.
    pub expires_at: Option<Timestamp>,
}

/// Points that expire at one instant.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExpiringPoints {
    /// When.
    pub at: Timestamp,
    /// How many.
    pub points: i64,
}

/// What a member has in a program at an instant.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointBalance {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Timestamp,
    /// Points that can be redeemed.
    pub available: i64,
    /// Points that cannot be redeemed yet.
    pub pending: i64,
    /// Points set aside by holds.
    pub held: i64,
    /// Points owed: new ones pay them first.
    pub debt: i64,
    /// Available and pending points by when they expire, soonest first; those that never do are left out.
    pub expiring: Vec<ExpiringPoints>,
    /// When time alone changes any of this.
    pub next_change: Option<Timestamp>,
}

/// Members who spend each other's points, in one program.
#[model]
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PointPool {
    /// What it is called.
    pub name: String,
    /// The program.
    pub program: String,
    /// Points that each of them can redeem.
    pub available: i64,
    /// The members, as they came in.
    pub members: Vec<PoolMember>,
}

// A household is called by the name of its people.
hidden_debug!(PointPool);

/// A member of a pool.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolMember {
    /// Who.
    pub customer_id: CustomerId,
    /// Since when.
    pub joined_at: Timestamp,
    /// What of the points is this member's.
    pub available: i64,
}

/// What a movement of points did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PointsReceipt {
    /// The same was asked before; nothing was written.
    pub replayed: bool,
    /// Whose points.
    pub customer_id: CustomerId,
    /// The entry.
    pub entry: PointEntry,
    /// What the member has now.
    pub balance: PointBalance,
}

/// What returning goods did to points (rules P7 to P9).
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReturnReceipt {
    /// The same was asked before; nothing was written.
    pub replayed: bool,
    /// Whose points.
    pub customer_id: CustomerId,
    /// The entry of what was taken back.
    pub entry: PointEntry,
    /// Redeemed points given back.
    pub given_back: i64,
    /// Earned points taken back, in whichever way.
    pub clawed_back: i64,
    /// Of them, those that had expired already.
    pub lapsed: i64,
    /// Of them, those that are owed now.
    pub owed: i64,
    /// Of them, those that were written off.
    pub written_off: i64,
    /// The money to be paid back for these goods: what they cost, less what points paid.
    pub cash: Money,
    /// What the member has now.
    pub balance: PointBalance,
}

/// Points of one lot that an entry drew.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LotDraw {
    /// The entry that brought the lot.
    pub lot: EntryId,
    /// How many points it took; negative where it put them back.
    pub points: i64,
    /// When they were earned.
    pub earned_at: Timestamp,
    /// When they expire.
    pub expires_at: Option<Timestamp>,
}

/// Why an entry is what it is.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EntryExplanation {
    /// The entry.
    pub entry: PointEntry,
    /// For what was earned by an order: the arithmetic.
    pub earning: Option<EarningExplanation>,
    /// The lots it drew or put points back to, in order.
    pub draws: Vec<LotDraw>,
    /// The same as a sentence in English.
    pub text: String,
    /// The same as a sentence in Chinese.
    pub text_zh: String,
}

/// One page of entries.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EntryPage {
    /// The entries, newest first.
    pub items: Vec<PointEntry>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// What `advance` booked.
#[model]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AdvanceReport {
    /// Accounts looked at because something of them was due.
    pub accounts: u64,
    /// Points that were booked as expired.
    pub expired: i64,
    /// Holds that had run out.
    pub voided: u64,
    /// Birthdays and anniversaries that earned points.
    pub occasions: u64,
    /// Changes of tiers told to the feed.
    pub tier_changes: u64,
}

/// What a program owes its members (rule P12).
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LiabilityReport {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Timestamp,
    /// Accounts with points or debt.
    pub accounts: u64,
    /// Points that are not expired: available, pending and held.
    pub outstanding: i64,
    /// Of them, pending.
    pub pending: i64,
    /// Of them, held.
    pub held: i64,
    /// Points that members owe.
    pub debt: i64,
    /// Points that ever came in.
    pub credited: i64,
    /// Points that were used or taken back.
    pub debited: i64,
    /// Points whose expiry was booked.
    pub expired: i64,
    /// The share nobody will redeem, in millionths.
    pub breakage_ppm: u32,
    /// Outstanding × value.
    pub value: Option<Money>,
    /// Outstanding × value × (1 − breakage), rounded half away from zero.
    pub liability: Option<Money>,
}
