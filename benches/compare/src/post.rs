//! Durable postings, the same for both sides: an entry of an account, and its balance.

/// Accounts.
pub(crate) const ACCOUNTS: i64 = 10_000;
/// Points of an entry.
pub(crate) const POINTS: i64 = 5;
/// What an entry says.
pub(crate) const ENTRY: [u8; 60] = [7; 60];
/// How long callers post.
pub(crate) const SECONDS: f64 = 2.0;
