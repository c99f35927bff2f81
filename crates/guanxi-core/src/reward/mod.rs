//! Rewards: what points buy.
//!
//! A *reward* is an offer of the shop's catalogue, in versions: a price in points, how many there are, how many one
//! customer may have, from when until when. Who *redeems* one pays with points and gets a *redemption* with a code; a
//! till *uses* the code, once; until then the redemption can be *cancelled*, which gives points and stock back.
//!
//! Invariants (rule W1): what is left of a reward is its stock less its redemptions that were not cancelled, never below
//! 0; a redemption is used or cancelled at most once; its points are spent exactly as long as it is not cancelled. It is
//! of the record that it was redeemed on, so that merging and un-merging move it along with that record's points.
//!
//! Running example: `mug`, a product for 500 points, 100 of them, one per customer. Mei redeems one, gets the code
//! `7K2M-9QXD-40TB`, and the till at the shop uses it.

mod cancel;
mod code;
mod define;
mod input;
mod model;
mod redeem;
pub(crate) mod rows;
mod use_code;
mod view;

use guanxi_macros::ops;

pub use self::{
    input::{RedeemRewardInput, RedemptionQuery, UseCodeInput},
    model::{
        RedemptionPage, RedemptionReceipt, RedemptionState, Reward, RewardKind, RewardOffer, RewardReceipt,
        RewardRedemption, RewardTerms,
    },
};
use crate::{
    error::Result,
    id::EntryId,
    scope::{Ahead, Scope},
};

/// The shop's rewards.
#[derive(Clone)]
pub struct Rewards {
    pub(crate) scope: Scope,
}

#[ops]
impl Rewards {
    /// Defines a reward, or a new version of one. The same terms again change nothing; what was redeemed stays as it is.
    ///
    /// # Errors
    /// `not_found` for the program; `invalid_field`, naming the first field that cannot be taken.
    pub fn define(&self, name: &str, terms: RewardTerms) -> Result<RewardReceipt> {
        self.scope.write("rewards.define", |tx| define::define(tx, name, &terms))
    }

    /// Every reward as it is now, by name, with what is left of it.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn catalogue(&self) -> Result<Vec<RewardOffer>> {
        self.scope.read(view::catalogue)
    }

    /// Redeems a reward: takes its points by rule P2, takes one from stock, and gives out a code, all or nothing.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` for a time ahead of the clock; `deleted`; `key_reused`; `program_refuses`;
    /// `reward_refuses` when it is not on offer, or for more than a customer may have; `sold_out`;
    /// `insufficient_points`.
    pub fn redeem(&self, input: RedeemRewardInput) -> Result<RedemptionReceipt> {
        let wants = |ahead: &Ahead<'_>| redeem::wants(ahead, &input);
        self.scope.write_ahead("rewards.redeem", wants, |tx| redeem::redeem(tx, &input))
    }

    /// What a code stands for; nothing is used. Blanks and dashes do not matter, nor whether letters are large.
    ///
    /// # Errors
    /// `invalid_field` for what cannot be a code; `not_found`; `deleted`.
    pub fn find_code(&self, code: &str) -> Result<RewardRedemption> {
        self.scope.read(|look| view::find_code(look, code))
    }

    /// Uses a code: what it stands for is handed over.
    ///
    /// # Errors
    /// `invalid_field` for what cannot be a code, or a time ahead of the clock or before the code was given out;
    /// `not_found`; `deleted`; `key_reused`; `reward_closed` with the `state`: `used`, `cancelled` or `expired`.
    pub fn use_code(&self, input: UseCodeInput) -> Result<RedemptionReceipt> {
        let wants = |ahead: &Ahead<'_>| use_code::wants(ahead, &input);
        self.scope.write_ahead("rewards.use_code", wants, |tx| use_code::use_code(tx, &input))
    }

    /// Calls a redemption off that was not used, also one past its date: its points go back to their lots (rule P7), and
    /// it is in stock again. Cancelling again changes nothing.
    ///
    /// # Errors
    /// `invalid_field` for a reason that is empty; `not_found`; `deleted`; `reward_closed` when it was used.
    pub fn cancel(&self, redemption: EntryId, reason: Option<String>) -> Result<RedemptionReceipt> {
        self.scope.write("rewards.cancel", |tx| cancel::cancel(tx, redemption, reason.as_deref()))
    }

    /// What a customer redeemed, newest first.
    ///
    /// # Errors
    /// `invalid_cursor`; `not_found`.
    pub fn list(&self, query: RedemptionQuery) -> Result<RedemptionPage> {
        self.scope.read(|look| view::list(look, &query))
    }
}
