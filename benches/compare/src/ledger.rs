//! Points through the whole library, the same for both sides.

/// Members that earn and redeem.
pub(crate) const MEMBERS: u64 = 10_000;
/// Points that each has at first.
pub(crate) const POINTS: i64 = 1_000_000;
/// Orders that one measurement has earn, and redemptions that one makes.
pub(crate) const CALLS: u64 = 8_000;
/// Orders that earn in one commit, where they come in bulk.
pub(crate) const BULK: usize = 1_000;
/// Orders of each member, where they earn in bulk.
pub(crate) const ORDERS_EACH: u64 = 10;
/// Orders that a program is tried on.
pub(crate) const SIMULATED: u64 = 300_000;
/// How many members have points that expire on the day that is advanced, and how many another tier.
pub(crate) const DUE: (u64, u64) = (5_000, 1_000);
/// Bytes of rows as guanxi writes them for an order of two lines: order, entry, account, what is known of the entry, feed.
pub(crate) const BYTES: [usize; 5] = [180, 330, 120, 60, 90];

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Ledger {
    /// Makes orders and their members.
    Fill { orders: u64, members: u64 },
    /// Has orders earn, from so many callers, from this order on.
    Earn(usize, u64),
    /// Redeems points, from so many callers, numbered from this on.
    Redeem(usize, u64),
    /// Has so many orders earn in bulk, from this order on.
    Bulk(u64, u64),
    /// Previews, and simulates the orders there are.
    Try,
    /// Makes so many entries and reads balances.
    Balance(u64),
    /// Makes so many members and advances a day.
    Advance(u64),
}
