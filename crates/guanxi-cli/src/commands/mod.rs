//! The commands, one file per group.

pub(crate) mod audit;
pub(crate) mod case;
pub(crate) mod compact;
pub(crate) mod consents;
pub(crate) mod copy;
pub(crate) mod customers;
pub(crate) mod dedupe;
pub(crate) mod demo;
pub(crate) mod duplicates;
pub(crate) mod events;
pub(crate) mod feed;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod loyalty;
pub(crate) mod orders;
pub(crate) mod privacy;
pub(crate) mod proof;
pub(crate) mod referrals;
pub(crate) mod reports;
pub(crate) mod retention;
pub(crate) mod rewards;
pub(crate) mod segments;
pub(crate) mod shop;
pub(crate) mod stats;
