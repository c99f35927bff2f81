//! Loyalty: points that are always right, and tiers.
//!
//! A *program* says what is promised, in versions. Its *points* come in *lots*, each with its own dates, and leave by
//! *entries* that say which lots they draw; entries are facts and never change. An *account* is what one record has in
//! one program; a *member* is a customer with the accounts of all its records, so that merging and un-merging move
//! points along with records. What is pending, available, expired or held is decided by the clock, whatever was booked.
//!
//! Invariants (rule P11): what came in less what went out is what is left in lots and held, less what is owed; no lot is
//! below 0 or above its amount; accounts are what their entries make them, byte for byte; an act that is asked for twice
//! happens once; nothing that is known of the past changes.
//!
//! Running example: `club`, 1 point per 1.00 CNY, 100 points worth 1.00 CNY. Mei pays an order of 300.00 CNY, less 30.00,
//! with 5,000 points and 220.00 CNY, and earns 220 points; she sends the second line back and has 1,667 points and
//! 73.33 CNY back, and 73 points are taken back.

pub(crate) mod account;
pub(crate) mod accrual;
mod adjust;
mod advance;
pub(crate) mod ahead;
pub(crate) mod care;
mod cohort;
mod cost;
mod dates;
mod earn;
mod explain;
pub(crate) mod follow;
mod give_back;
pub(crate) mod grant;
mod greeting;
mod held;
mod history;
mod input;
mod ledger;
mod liability;
mod model;
mod movement;
mod occasion;
pub(crate) mod pay;
mod personal;
pub(crate) mod pool;
pub(crate) mod program;
mod redeem;
pub(crate) mod rows;
pub(crate) mod shown;
mod simulate;
pub(crate) mod tier;
pub(crate) mod told;
pub(crate) mod unmerge;
mod view;
mod walk;

use guanxi_macros::ops;

pub use self::{
    accrual::{EarningBonus, EarningExplanation, EarningLine},
    cohort::{PointCohort, PointCohortReport, PointOutcome},
    cost::{ProgramCostReport, RewardCost, ValuedPoints},
    greeting::{Greeting, PastMidnight},
    input::{
        AdjustInput, BalanceQuery, CaptureInput, EarnEventInput, EarnInput, EntryQuery, GiveBackInput,
        ImportPointsInput, PoolInput, PreviewInput, RedeemInput, ReturnInput, TransferInput,
    },
    liability::{Allocation, AllocationInput, Recognition, RecognitionInput},
    model::{
        AdvanceReport, EntryExplanation, EntryKind, EntryPage, ExpiringPoints, LiabilityReport, LotDraw,
        PointBalance, PointCause, PointEntry, PointPool, PointsReceipt, PoolMember, ReturnReceipt,
    },
    movement::{TierFlow, TierMove, TierMovementReport},
    occasion::{Holiday, Occasion, OccasionKind, OccasionPage, OccasionQuery},
    program::{
        ClawbackPolicy, EarningRule, EventRule, ExpiryPolicy, OccasionRule, PointKind, PointRounding,
        Program, ProgramReceipt, ProgramTerms, Stacking,
    },
    simulate::{CustomerSimulation, SimulatedProgram, SimulationPage, SimulationQuery, SimulationTotals},
    tier::{
        TierChange, TierCount, TierDowngrade, TierGrantInput, TierLevel, TierMetric, TierQuery, TierReason,
        TierReport, TierStatus, TierTerms, TierWindow,
    },
};
use crate::{
    customer::CustomerRef,
    error::Result,
    id::EntryId,
    scope::{Ahead, Scope},
    time::{Date, Timestamp},
};

/// The shop's loyalty programs.
#[derive(Clone)]
pub struct Loyalty {
    pub(crate) scope: Scope,
}

#[ops]
impl Loyalty {
    /// Defines a program, or a new version of one. The same terms again change nothing; what was earned stays as it is.
    ///
    /// # Errors
    /// `invalid_field`, naming the first field that cannot be taken.
    pub fn define_program(&self, name: &str, terms: ProgramTerms) -> Result<ProgramReceipt> {
        self.scope.write("loyalty.define_program", |tx| program::define(tx, name, &terms))
    }

    /// Every program as it is now, by name.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn programs(&self) -> Result<Vec<Program>> {
        self.scope.read_rows(rows::programs)
    }

    /// Points for an order, on the record it is booked on (rules P3, P9). Asked again it gives the same entry. Points
    /// that paid for a part of the order are redeemed before, so that this part earns nothing.
    ///
    /// # Errors
    /// `not_found`, also for the program; `invalid_field` for nobody's order or a time ahead of the clock; `deleted`;
    /// `key_reused`; `program_refuses`; `invalid_money` for another currency.
    pub fn earn(&self, input: EarnInput) -> Result<PointsReceipt> {
        let wants = |ahead: &Ahead<'_>| ahead::of_earn(ahead, &input);
        self.scope.write_ahead("loyalty.earn", wants, |tx| earn::earn(tx, &input))
    }

    /// Points for many orders, in one commit: all of them or none.
    ///
    /// # Errors
    /// As [`earn`](Self::earn), for the first that cannot earn.
    pub fn earn_many(&self, inputs: Vec<EarnInput>) -> Result<Vec<PointsReceipt>> {
        let wants =
            |ahead: &Ahead<'_>| inputs.iter().flat_map(|input| ahead::of_earn(ahead, input)).collect();
        self.scope.write_ahead("loyalty.earn_many", wants, |tx| {
            inputs.iter().map(|input| earn::earn(tx, input)).collect()
        })
    }

    /// Points for something a customer did, as the program has it.
    ///
    /// # Errors
    /// `not_found`; `program_refuses` for an event that earns nothing; `deleted`; `key_reused`; `invalid_field`.
    pub fn earn_event(&self, input: EarnEventInput) -> Result<PointsReceipt> {
        self.scope.write("loyalty.earn_event", |tx| earn::earn_event(tx, &input))
    }

    /// What an order would earn, and why; nothing is written, and the order need not be recorded.
    ///
    /// # Errors
    /// `not_found` for the program; `invalid_field`, `invalid_money` as for an order.
    pub fn preview(&self, input: PreviewInput) -> Result<EarningExplanation> {
        self.scope.read(|look| earn::preview(look, &input))
    }

    /// Spends points: those that expire first go first (rule P2). For an order it is known by the order.
    ///
    /// # Errors
    /// `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses` for the program's limits;
    /// `insufficient_points`.
    pub fn redeem(&self, input: RedeemInput) -> Result<PointsReceipt> {
        let wants = |ahead: &Ahead<'_>| ahead::of_spend(ahead, &input, "redeem");
        self.scope.write_ahead("loyalty.redeem", wants, |tx| redeem::redeem(tx, &input))
    }

    /// Sets points aside for a while, as for a checkout (rule P6).
    ///
    /// # Errors
    /// As [`redeem`](Self::redeem).
    pub fn hold(&self, input: RedeemInput) -> Result<PointsReceipt> {
        let wants = |ahead: &Ahead<'_>| ahead::of_spend(ahead, &input, "hold");
        self.scope.write_ahead("loyalty.hold", wants, |tx| redeem::hold(tx, &input))
    }

    /// Spends held points, all or some; the others go back to their lots.
    ///
    /// # Errors
    /// `not_found`; `deleted`; `key_reused`; `program_refuses` when the hold ended; `invalid_field`;
    /// `insufficient_points`.
    pub fn capture(&self, input: CaptureInput) -> Result<PointsReceipt> {
        self.scope.write("loyalty.capture", |tx| redeem::capture(tx, &input))
    }

    /// Calls a hold off: its points go back to their lots.
    ///
    /// # Errors
    /// `not_found`; `deleted`; `program_refuses` when the hold ended otherwise.
    pub fn void_hold(&self, hold: EntryId) -> Result<PointsReceipt> {
        self.scope.write("loyalty.void_hold", |tx| redeem::void(tx, hold))
    }

    /// Gives spent points back to the lots they came from, with their dates (rule P7).
    ///
    /// # Errors
    /// `not_found`; `program_refuses` for what paid for a reward, which is cancelled instead; `deleted`; `key_reused`;
    /// `invalid_field`; `program_refuses` for more than is left of it.
    pub fn give_back(&self, input: GiveBackInput) -> Result<PointsReceipt> {
        self.scope.write("loyalty.give_back", |tx| give_back::give_back(tx, &input))
    }

    /// Goods came back: gives back the points that paid for them, then takes back the points they earned, by the split
    /// that was recorded when they were earned (rules P8, P9). How much money goes back is answered, too.
    ///
    /// # Errors
    /// `not_found`; `deleted`; `key_reused`; `program_refuses` before the order earned; `invalid_field` for units that
    /// cannot come back.
    pub fn return_order(&self, input: ReturnInput) -> Result<ReturnReceipt> {
        self.scope.write("loyalty.return_order", |tx| give_back::return_order(tx, &input))
    }

    /// Gives or takes points by hand, for a reason. What is given can be spent at once.
    ///
    /// # Errors
    /// `not_found`; `invalid_field`; `deleted`; `key_reused`; `insufficient_points`.
    pub fn adjust(&self, input: AdjustInput) -> Result<PointsReceipt> {
        self.scope.write("loyalty.adjust", |tx| adjust::adjust(tx, &input))
    }

    /// Takes a lot of points in that was earned elsewhere, with its dates: the opening balance of a new program.
    ///
    /// # Errors
    /// `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses`.
    pub fn import_points(&self, input: ImportPointsInput) -> Result<PointsReceipt> {
        self.scope.write("loyalty.import_points", |tx| adjust::import(tx, &input))
    }

    /// Gives points to another member; they keep their dates.
    ///
    /// # Errors
    /// `not_found`; `invalid_field`, also for the same member; `deleted`; `key_reused`; `program_refuses`;
    /// `insufficient_points`.
    pub fn transfer(&self, input: TransferInput) -> Result<PointsReceipt> {
        self.scope.write("loyalty.transfer", |tx| adjust::transfer(tx, &input))
    }

    /// Brings a member into a pool, whose members spend each other's points, those that expire first before others, whosever
    /// they are (rule P14). Points stay whose they are: only what redeems and holds, rewards included, draws on the pool.
    /// A member that is in it already stays.
    ///
    /// # Errors
    /// `not_found`; `invalid_field`; `deleted`; `program_refuses` for a member of another pool, a pool that is full, and a
    /// program that has none.
    pub fn join_pool(&self, input: PoolInput) -> Result<PointPool> {
        self.scope.write("loyalty.join_pool", |tx| pool::join(tx, &input))
    }

    /// Takes a member out of its pool, with what it has; nothing that was spent is paid back. Answers with the pool that it
    /// left, if it was in one.
    ///
    /// # Errors
    /// `not_found`.
    pub fn leave_pool(&self, customer: CustomerRef, program: Option<String>) -> Result<Option<PointPool>> {
        self.scope.write("loyalty.leave_pool", |tx| pool::leave(tx, &customer, program.as_deref()))
    }

    /// The pool of a member, with what it can spend now, if it is in one. `balance` is the member's own.
    ///
    /// # Errors
    /// `not_found`.
    pub fn pool(&self, customer: CustomerRef, program: Option<String>) -> Result<Option<PointPool>> {
        self.scope.read(|look| pool::pool(look, &customer, program.as_deref()))
    }

    /// What a member has at an instant, or had, or was known to have.
    ///
    /// # Errors
    /// `not_found`.
    pub fn balance(&self, query: BalanceQuery) -> Result<PointBalance> {
        let wants = |ahead: &Ahead<'_>| ahead::of_member(ahead, &query.customer);
        self.scope.read_ahead(wants, |look| history::balance(look, &query))
    }

    /// A member's entries, newest first.
    ///
    /// # Errors
    /// `invalid_cursor`; `not_found`.
    pub fn entries(&self, query: EntryQuery) -> Result<EntryPage> {
        self.scope.read(|look| history::entries(look, &query))
    }

    /// Why an entry is what it is: the arithmetic, the lots, and a sentence.
    ///
    /// # Errors
    /// `not_found`.
    pub fn explain(&self, entry: EntryId) -> Result<EntryExplanation> {
        self.scope.read(|look| history::explain(look, entry))
    }

    /// Books what time alone did: points that expired, holds that ran out, in the order of their times; then what members
    /// earn on their birthdays and anniversaries; then tells the feed who came into another tier. Balances and tiers are
    /// right without it, but for what occasions earn.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn advance(&self) -> Result<AdvanceReport> {
        let mut report = AdvanceReport::default();
        loop {
            let mut done = report.clone();
            let due = self.scope.write(told::VERB, |tx| {
                done = report.clone();
                advance::batch(tx, &mut done)
            })?;
            report = done;
            // What was only tried is due still.
            if due < advance::BATCH || self.scope.dry_run {
                break;
            }
        }
        care::keep(&self.scope, &mut report)?;
        report.tier_changes = told::tell(&self.scope)?;
        Ok(report)
    }

    /// What a program owes its members (rule P12).
    ///
    /// # Errors
    /// `not_found`; `invalid_money` when a sum does not fit.
    pub fn liability(&self, program: Option<String>, at: Option<Timestamp>) -> Result<LiabilityReport> {
        self.scope.read_stale(|look| liability::liability(look, program.as_deref(), at))
    }

    /// What became of points, by the month of the program's zone in which they were earned: spent, expired, taken back or
    /// still there at an instant, by the clock and by what took effect up to then (rule P12b). Points of customers who are
    /// deleted now are `forfeited`.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` where the shop has several programs and none is named.
    pub fn point_cohorts(&self, program: Option<String>, at: Option<Timestamp>) -> Result<PointCohortReport> {
        self.scope.read_stale(|look| cohort::report(look, program.as_deref(), at))
    }

    /// What a program cost in a period (rule P12c): points by what moved them and what they are worth, rewards, and the share of
    /// the net revenue of the orders that earned in it. A period is from its first instant to that after its last; without
    /// one it has no end on that side. What took effect in it counts, whenever it came in.
    ///
    /// # Errors
    /// `invalid_field` unless `since` is earlier than `until`; `not_found`; `invalid_money` when a sum does not fit.
    pub fn program_cost(
        &self,
        since: Option<Timestamp>,
        until: Option<Timestamp>,
        program: Option<String>,
    ) -> Result<ProgramCostReport> {
        self.scope.read_stale(|look| cost::report(look, since, until, program.as_deref()))
    }

    /// What other terms would have meant for the orders of a period: they earn once as the program is and once as it would
    /// be, as if none had earned before and nothing had come back. Points that paid for an order, first orders and tiers
    /// are as they are recorded; a tier that counts points counts those that were really earned. Nothing is written.
    ///
    /// # Errors
    /// `invalid_field`, also for the terms; `invalid_cursor`; `not_found`; `invalid_money` when a sum does not fit.
    pub fn simulate(&self, query: SimulationQuery) -> Result<SimulationPage> {
        self.scope.read_stale(|look| simulate::simulate(look, &query))
    }

    /// Whose birthdays and anniversaries come on some days, by day: with when they are kept and how many years it is (rules D1,
    /// D5), and at what instant to greet (rule D2). All customers are looked through. Anniversaries are by days of the shop's zone.
    ///
    /// # Errors
    /// `invalid_field`; `invalid_cursor`.
    pub fn occasions(&self, query: OccasionQuery) -> Result<OccasionPage> {
        self.scope.read_stale(|look| occasion::occasions(look, &query))
    }

    /// The holidays of the Chinese lunar calendar on some days, the last of which is left out (rules D3, D4). They are known
    /// from 1900 to 2100.
    ///
    /// # Errors
    /// `invalid_field` for no days at all.
    pub fn holidays(&self, since: Date, until: Date) -> Result<Vec<Holiday>> {
        occasion::holidays(since, until)
    }

    /// Splits the price of a sale between goods and points, by what each would be sold for alone (IFRS 15).
    ///
    /// # Errors
    /// `invalid_money` for several currencies; `invalid_field`.
    pub fn allocate(&self, input: AllocationInput) -> Result<Allocation> {
        liability::allocate(&input)
    }

    /// Revenue to be recognised now for points redeemed so far, out of what was deferred (IFRS 15).
    ///
    /// # Errors
    /// `invalid_field`; `invalid_money`.
    pub fn recognise(&self, input: RecognitionInput) -> Result<Recognition> {
        liability::recognise(&input)
    }

    /// The tier of a member at an instant, what is missing for the next, and what time alone will change.
    ///
    /// # Errors
    /// `not_found`; `program_refuses` for a program without tiers.
    pub fn tier(&self, query: TierQuery) -> Result<TierStatus> {
        self.scope.read(|look| tier::tier(look, &query))
    }

    /// Every change of a member's tier up to an instant, with its reason.
    ///
    /// # Errors
    /// As [`tier`](Self::tier).
    pub fn tier_history(&self, query: TierQuery) -> Result<Vec<TierChange>> {
        self.scope.read(|look| tier::history(look, &query))
    }

    /// How many members each tier has at an instant.
    ///
    /// # Errors
    /// As [`tier`](Self::tier).
    pub fn tier_report(&self, program: Option<String>, at: Option<Timestamp>) -> Result<TierReport> {
        self.scope.read_stale(|look| tier::report(look, program.as_deref(), at))
    }

    /// Who moved between tiers from one instant to another, now when left out: from which to which, and how many came up, fell,
    /// came into the tiers and out of them. Customers as they are now, with the tier that they had at the first and at the last
    /// instant, whatever was known then.
    ///
    /// # Errors
    /// `invalid_field` unless `since` is earlier than `until`; `not_found`; `program_refuses` for a program without tiers.
    pub fn tier_movement(
        &self,
        since: Timestamp,
        until: Option<Timestamp>,
        program: Option<String>,
    ) -> Result<TierMovementReport> {
        self.scope.read_stale(|look| movement::report(look, since, until, program.as_deref()))
    }

    /// Gives a member a tier by hand, for a while or for ever. A higher one that is reached counts before it.
    ///
    /// # Errors
    /// `not_found`; `program_refuses`; `invalid_field`; `deleted`.
    pub fn grant_tier(&self, input: TierGrantInput) -> Result<TierStatus> {
        self.scope.write("loyalty.grant_tier", |tx| tier::grant(tx, &input))
    }
}
