//! What a program promises, in versions.

use std::sync::Arc;

use guanxi_macros::model;

use super::{
    held::{self, Found},
    occasion::OccasionKind,
    pool, rows,
    tier::TierTerms,
};
use crate::{
    change::{ChangeKind, Outcome},
    error::{Error, Result},
    money::Money,
    number,
    scope::{Look, Tx},
    text::{LeapPolicy, checked_text},
    time::{Date, Timestamp, Zone},
};

/// What the points of a program are for.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum PointKind {
    /// They can be redeemed.
    #[default]
    #[n(1)]
    Spendable,
    /// They only count, towards a tier.
    #[n(2)]
    Qualifying,
}

/// How the exact points of an order become whole ones.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum PointRounding {
    /// The fraction is dropped.
    #[default]
    #[n(1)]
    Down,
    /// To the nearest, half up.
    #[n(2)]
    HalfUp,
    /// Every fraction is a point.
    #[n(3)]
    Up,
}

/// When points expire (rule P5).
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum ExpiryPolicy {
    /// Never.
    #[default]
    #[n(1)]
    Never,
    /// `expiry_months` after they were earned, to the microsecond.
    #[n(2)]
    Rolling,
    /// With the end of the month that lies `expiry_months` later.
    #[n(3)]
    EndOfMonth,
    /// With the end of the year that lies `expiry_months` later.
    #[n(4)]
    EndOfYear,
    /// With the end of `expiry_date`.
    #[n(5)]
    FixedDate,
    /// `expiry_months` after points were last earned or redeemed: each such act moves all lots.
    #[n(6)]
    Inactivity,
}

/// From where earned points are taken back that are not in their own lot any more (rule P8).
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum ClawbackPolicy {
    /// The member owes them.
    #[default]
    #[n(1)]
    Debt,
    /// From other available lots, then the member owes the rest.
    #[n(2)]
    OthersThenDebt,
    /// From other available lots, then the rest is written off.
    #[n(3)]
    OthersThenWriteOff,
    /// They are written off.
    #[n(4)]
    WriteOff,
}

/// How the multipliers of several rules that apply to one line go together.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum Stacking {
    /// 2 × and 3 × are 6 ×.
    #[default]
    #[n(1)]
    Multiply,
    /// 2 × and 3 × are 4 ×: what each adds is added up.
    #[n(2)]
    Add,
    /// 2 × and 3 × are 3 ×.
    #[n(3)]
    Best,
}

/// More points for some lines, or for the whole order. A rule applies where each of its conditions holds; a list that is
/// empty is no condition.
#[model(default)]
#[derive(Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct EarningRule {
    /// What explanations call it.
    #[n(1)]
    pub name: String,
    /// The points of a line times this, in thousandths: 2,000 doubles them, 0 means none.
    #[n(2)]
    pub multiplier_milli: Option<i64>,
    /// Points on top, once per order that has a line which the rule applies to.
    #[n(3)]
    pub bonus: Option<i64>,
    /// Lines with one of these SKUs.
    #[n(4)]
    #[cbor(default)]
    pub skus: Vec<String>,
    /// Lines of one of these categories.
    #[n(5)]
    #[cbor(default)]
    pub categories: Vec<String>,
    /// Lines of one of these brands.
    #[n(6)]
    #[cbor(default)]
    pub brands: Vec<String>,
    /// Orders of one of these channels.
    #[n(7)]
    #[cbor(default)]
    pub channels: Vec<String>,
    /// Orders of one of these stores.
    #[n(8)]
    #[cbor(default)]
    pub stores: Vec<String>,
    /// Members in one of these tiers when the order was placed.
    #[n(9)]
    #[cbor(default)]
    pub tiers: Vec<String>,
    /// Orders placed at this instant or later.
    #[n(10)]
    pub starts_at: Option<Timestamp>,
    /// Orders placed before this instant.
    #[n(11)]
    pub ends_at: Option<Timestamp>,
    /// A customer's first order.
    #[n(12)]
    #[cbor(default)]
    pub first_purchase: bool,
}

/// Points for something a customer did.
#[model(default)]
#[derive(Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct EventRule {
    /// The event's name: `review_written`.
    #[n(1)]
    pub event: String,
    /// How many.
    #[n(2)]
    pub points: i64,
}

/// Points for a day of a member's own, once a year.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct OccasionRule {
    /// Which day.
    #[n(1)]
    pub occasion: OccasionKind,
    /// How many.
    #[n(2)]
    pub points: i64,
}

impl OccasionRule {
    /// So many points for a day.
    pub fn new(occasion: OccasionKind, points: i64) -> Self {
        Self { occasion, points }
    }
}

/// What a program promises. Everything may be left out; an empty program earns nothing by itself.
#[model(default)]
#[derive(Clone, Debug, Default, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct ProgramTerms {
    /// What its points are for.
    #[n(1)]
    #[cbor(default)]
    pub kind: PointKind,
    /// Points for each `earn_amount`; 1 unless set.
    #[n(2)]
    pub earn_points: Option<i64>,
    /// The amount that earns `earn_points`. Without it orders earn nothing.
    #[n(3)]
    pub earn_amount: Option<Money>,
    /// How points become whole ones, once per order.
    #[n(4)]
    #[cbor(default)]
    pub rounding: PointRounding,
    /// Shipping earns, too.
    #[n(5)]
    #[cbor(default)]
    pub earn_on_shipping: bool,
    /// Tax on top of the lines earns, too.
    #[n(6)]
    #[cbor(default)]
    pub earn_on_tax: bool,
    /// What is paid with points earns, too.
    #[n(7)]
    #[cbor(default)]
    pub earn_on_points_paid: bool,
    /// Categories whose lines earn nothing, such as those of gift cards.
    #[n(8)]
    #[cbor(default)]
    pub excluded_categories: Vec<String>,
    /// Calendar days for which points are pending (rule P4).
    #[n(9)]
    #[cbor(default)]
    pub pending_days: u32,
    /// When points expire.
    #[n(10)]
    #[cbor(default)]
    pub expiry: ExpiryPolicy,
    /// For policies that count months.
    #[n(11)]
    #[cbor(default)]
    pub expiry_months: u32,
    /// For a fixed date: the last day on which points are valid.
    #[n(12)]
    pub expiry_date: Option<Date>,
    /// From where points of returned goods are taken.
    #[n(13)]
    #[cbor(default)]
    pub clawback: ClawbackPolicy,
    /// Points given back to a lot that is past are good for so many days more; they expire when left out (rule P7).
    #[n(14)]
    pub give_back_grace_days: Option<u32>,
    /// Points that are worth `redeem_amount`.
    #[n(15)]
    pub redeem_points: Option<i64>,
    /// What `redeem_points` are worth. Without it points have no value in money.
    #[n(16)]
    pub redeem_amount: Option<Money>,
    /// Fewer points are not redeemed at once.
    #[n(17)]
    pub redeem_min: Option<i64>,
    /// Points are redeemed in multiples of this.
    #[n(18)]
    pub redeem_step: Option<i64>,
    /// The share of an order's goods that points pay at most, in millionths.
    #[n(19)]
    pub redeem_share_max_ppm: Option<u32>,
    /// More points for some, in this order.
    #[n(20)]
    #[cbor(default)]
    pub rules: Vec<EarningRule>,
    /// How multipliers go together.
    #[n(21)]
    #[cbor(default)]
    pub stacking: Stacking,
    /// Points for what customers do.
    #[n(22)]
    #[cbor(default)]
    pub events: Vec<EventRule>,
    /// Points that one order earns at most.
    #[n(23)]
    pub points_per_order_max: Option<i64>,
    /// Points that a member earns at most in a day of the program's zone, counted on the record that earns.
    #[n(24)]
    pub points_per_day_max: Option<i64>,
    /// The share of points that nobody will ever redeem, in millionths, for the liability (rule P12).
    #[n(25)]
    #[cbor(default)]
    pub breakage_ppm: u32,
    /// Nothing is earned or redeemed before.
    #[n(26)]
    pub starts_at: Option<Timestamp>,
    /// Nothing is earned or redeemed from then on.
    #[n(27)]
    pub ends_at: Option<Timestamp>,
    /// The zone of its days; the shop's unless set.
    #[n(28)]
    pub zone: Option<Zone>,
    /// The tiers of its members.
    #[n(29)]
    pub tiers: Option<TierTerms>,
    /// Points for birthdays and anniversaries of members, which `advance` books when time has come there.
    #[n(30)]
    #[cbor(default)]
    pub occasions: Vec<OccasionRule>,
    /// When occasions of 29 February are kept in common years (rule D1).
    #[n(31)]
    #[cbor(default)]
    pub leap_day: LeapPolicy,
    /// Members of a pool at most; 10 unless set, 100 at most, 0 for no pools (rule P14).
    #[n(32)]
    pub pool_members_max: Option<u32>,
}

/// One version of a program.
#[model]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct Program {
    /// Its short name: `club`.
    #[n(1)]
    pub name: String,
    /// Counts its versions, from 1.
    #[n(2)]
    pub version: u64,
    /// What it promises.
    #[n(3)]
    pub terms: ProgramTerms,
    /// When this version was defined.
    #[n(4)]
    pub recorded_at: Timestamp,
}

/// What defining a program did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProgramReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The program as it is now.
    pub program: Program,
}

/// See [`Loyalty::define_program`](super::Loyalty::define_program).
pub(super) fn define(tx: &mut Tx<'_>, name: &str, terms: &ProgramTerms) -> Result<ProgramReceipt> {
    let name = checked_text("name", name)?;
    terms.check()?;
    let before = rows::program(tx.rows(), &name)?;
    if let Some(program) = before.as_ref().filter(|p| p.terms == *terms) {
        return Ok(ProgramReceipt { outcome: Outcome::Unchanged, program: program.clone() });
    }
    let version = before.as_ref().map_or(1, |p| p.version + 1);
    let program = Program { name, version, terms: terms.clone(), recorded_at: tx.now };
    tx.put(rows::program_key(&program.name, version), &program)?;
    tx.changed(ChangeKind::ProgramChanged, None, None);
    let outcome = if version == 1 { Outcome::Created } else { Outcome::Updated };
    Ok(ProgramReceipt { outcome, program })
}

/// The program that a request names, or the only one.
pub(crate) fn named(look: &Look<'_>, name: Option<&str>) -> Result<Arc<Program>> {
    match (held::find(look, name.map(str::trim))?, name) {
        (Found::One(program), _) => Ok(program),
        (Found::None, name) => Err(Error::not_found("loyalty program", name.unwrap_or("yet"))),
        (Found::Several, _) => Err(Error::invalid("program", "the shop has several; name one")),
    }
}

/// Points at most, in anything.
pub(crate) const POINTS_MAX: i64 = number::MAX;

/// Points of a request: from 1 to what every language counts exactly.
pub(crate) fn positive(field: &str, points: i64) -> Result<i64> {
    if (1..=POINTS_MAX).contains(&points) {
        return Ok(points);
    }
    Err(Error::invalid(field, format_args!("expected 1 to {POINTS_MAX}")))
}

impl ProgramTerms {
    pub(super) fn check(&self) -> Result<()> {
        let amount = |field: &str, amount: Option<Money>| match amount {
            Some(amount) if amount.minor() <= 0 => Err(Error::invalid(field, "expected more than 0")),
            _ => Ok(()),
        };
        let points =
            |field: &str, points: Option<i64>| points.map_or(Ok(()), |p| positive(field, p).map(drop));
        let share = |field: &str, ppm: u32| match ppm {
            0..=1_000_000 => Ok(()),
            _ => Err(Error::invalid(field, "expected at most 1,000,000 millionths")),
        };
        points("earn_points", self.earn_points)?;
        amount("earn_amount", self.earn_amount)?;
        let months = !matches!(self.expiry, ExpiryPolicy::Never | ExpiryPolicy::FixedDate);
        let none_needed = matches!(self.expiry, ExpiryPolicy::EndOfMonth | ExpiryPolicy::EndOfYear);
        if months && !none_needed && self.expiry_months == 0 {
            return Err(Error::invalid("expiry_months", "expected at least 1 for this expiry"));
        }
        if self.expiry_months > MONTHS_MAX {
            return Err(Error::invalid("expiry_months", format_args!("expected at most {MONTHS_MAX}")));
        }
        if self.expiry == ExpiryPolicy::FixedDate && self.expiry_date.is_none() {
            return Err(Error::invalid("expiry_date", "needed for a fixed date"));
        }
        points("redeem_points", self.redeem_points)?;
        amount("redeem_amount", self.redeem_amount)?;
        points("redeem_min", self.redeem_min)?;
        points("redeem_step", self.redeem_step)?;
        share("redeem_share_max_ppm", self.redeem_share_max_ppm.unwrap_or(0))?;
        points("points_per_order_max", self.points_per_order_max)?;
        points("points_per_day_max", self.points_per_day_max)?;
        share("breakage_ppm", self.breakage_ppm)?;
        if self.pool_members_max.is_some_and(|most| most > pool::MEMBERS_MAX) {
            return Err(Error::invalid(
                "pool_members_max",
                format_args!("expected at most {}", pool::MEMBERS_MAX),
            ));
        }
        if self.starts_at.zip(self.ends_at).is_some_and(|(from, to)| from >= to) {
            return Err(Error::invalid("ends_at", "expected later than starts_at"));
        }
        let currencies = self.earn_amount.zip(self.redeem_amount);
        if currencies.is_some_and(|(earn, redeem)| earn.currency() != redeem.currency()) {
            return Err(Error::invalid("redeem_amount", "expected the currency of earn_amount"));
        }
        self.rules.iter().try_for_each(EarningRule::check)?;
        self.events.iter().try_for_each(|rule| {
            checked_text("event", &rule.event)?;
            positive("points", rule.points).map(drop)
        })?;
        for (i, rule) in self.occasions.iter().enumerate() {
            positive("points", rule.points)?;
            if self.occasions[..i].iter().any(|before| before.occasion == rule.occasion) {
                return Err(Error::invalid("occasions", "an occasion is named twice"));
            }
        }
        self.tiers.as_ref().map_or(Ok(()), TierTerms::check)
    }

    /// The zone of its days.
    pub(super) fn zone(&self, shop: Zone) -> Zone {
        self.zone.unwrap_or(shop)
    }

    /// What points are worth, rounded half away from zero.
    pub(super) fn value(&self, points: i64) -> Result<Option<Money>> {
        let Some(amount) = self.redeem_amount else { return Ok(None) };
        amount.mul_ratio(points, self.redeem_points.unwrap_or(1)).map(Some)
    }
}

/// Months of an expiry at most: a hundred years.
const MONTHS_MAX: u32 = 1200;

/// A multiplier at most, in thousandths: a thousandfold.
const MULTIPLIER_MAX: i64 = 1_000_000;

impl EarningRule {
    fn check(&self) -> Result<()> {
        checked_text("name", &self.name)?;
        if self.multiplier_milli.is_some_and(|m| !(0..=MULTIPLIER_MAX).contains(&m)) {
            return Err(Error::invalid("multiplier_milli", format_args!("expected 0 to {MULTIPLIER_MAX}")));
        }
        if self.multiplier_milli.is_none() && self.bonus.is_none() {
            return Err(Error::invalid("rules", "a rule needs a multiplier or a bonus"));
        }
        self.bonus.map_or(Ok(()), |bonus| positive("bonus", bonus).map(drop))
    }
}
