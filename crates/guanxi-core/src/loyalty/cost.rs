//! What a program cost in a period, and what part of the sales that earned points that is.

use std::collections::BTreeMap;

use guanxi_macros::model;

use super::{
    account::{Account, EntryFact, Known},
    model::EntryKind,
    program::{self, Program, ProgramTerms},
    rows,
    walk::{Visit, walk},
};
use crate::{
    error::{Error, Result},
    id::{OrderId, RecordId},
    money::{Currency, Money},
    order::{
        self, Folded,
        sale::{counts, sale},
    },
    scope::{Look, look::get},
    storage::Want,
    time::Timestamp,
};

/// Points, and what they are worth.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValuedPoints {
    /// How many.
    pub points: i64,
    /// Points × value, rounded half away from zero; none where points have no value in money.
    pub value: Option<Money>,
}

/// What points paid for one reward.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RewardCost {
    /// The reward's short name.
    pub reward: String,
    /// How often it was redeemed.
    pub redeemed: u64,
    /// How often that was called off.
    pub cancelled: u64,
    /// Points spent on it less those that were given back.
    pub spent: ValuedPoints,
}

/// What a program cost in a period. Points are worth what they are worth by the program as it is now. What members have is
/// changed by `earned` − `clawed_back` + `adjusted` + `imported` − `redeemed` + `given_back` − `expired`.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProgramCostReport {
    /// The program.
    pub program: String,
    /// The first instant of the period; none for all that was before its end.
    pub since: Option<Timestamp>,
    /// The first instant after it; none for all up to now.
    pub until: Option<Timestamp>,
    /// Earned by orders, events, occasions and referrals.
    pub earned: ValuedPoints,
    /// Taken back because their order was; those that members owe now are in it.
    pub clawed_back: ValuedPoints,
    /// Given by hand less those taken by hand.
    pub adjusted: ValuedPoints,
    /// Brought along from elsewhere.
    pub imported: ValuedPoints,
    /// Spent, on orders, on rewards and otherwise.
    pub redeemed: ValuedPoints,
    /// Spent points given back, in this period, whenever they were spent.
    pub given_back: ValuedPoints,
    /// Past their date, whether that was booked or not.
    pub expired: ValuedPoints,
    /// What points paid for each reward, by name; all of it is in `redeemed` and `given_back`.
    pub rewards: Vec<RewardCost>,
    /// What the program cost: the value of what was spent less what was given back.
    pub cost: Option<Money>,
    /// Orders that earned in the period, also when it was 0 points, and that count still.
    pub orders: u64,
    /// Of them, those in another currency and without a rate; in no sum.
    pub unconverted_orders: u64,
    /// Totals of `orders` less all that was refunded of them by now, in the currency of the points' value.
    pub net_revenue: Option<Money>,
    /// `cost` as a share of `net_revenue`, in millionths, rounded half away from zero; none without revenue.
    pub cost_ppm: Option<i64>,
    /// The value of `earned` less `clawed_back` as such a share: what the program promises for what is bought.
    pub earned_ppm: Option<i64>,
}

/// See [`Loyalty::program_cost`](super::Loyalty::program_cost).
pub(super) fn report(
    look: &Look<'_>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    program: Option<&str>,
) -> Result<ProgramCostReport> {
    if since.zip(until).is_some_and(|(since, until)| since >= until) {
        return Err(Error::invalid("until", "expected later than since"));
    }
    let program = program::named(look, program)?;
    let mut period = Period::new(look, &program.terms, (since, until));
    walk(look.rows, &program.name, Timestamp::MAX, &mut period)?;
    period.sales.look_up(look)?;
    period.into_report(&program)
}

/// Points that moved, by what moved them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Points {
    earned: i64,
    clawed_back: i64,
    adjusted: i64,
    imported: i64,
    redeemed: i64,
    given_back: i64,
    expired: i64,
}

impl Points {
    /// What an entry did in all accounts together. Transfers, paid debt and un-merges move points and change nothing.
    fn count(&mut self, fact: &EntryFact) {
        let lot = fact.lot.as_ref().map_or(0, |lot| lot.amount);
        let drawn = drawn(fact);
        let (sum, points) = match fact.kind {
            EntryKind::Earned => (&mut self.earned, lot),
            EntryKind::Adjusted => (&mut self.adjusted, lot - drawn),
            EntryKind::Imported => (&mut self.imported, lot),
            EntryKind::Redeemed | EntryKind::Captured => (&mut self.redeemed, drawn),
            EntryKind::GivenBack => (&mut self.given_back, fact.asked),
            EntryKind::ClawedBack => (&mut self.clawed_back, drawn + fact.debt),
            EntryKind::Expired => (&mut self.expired, drawn),
            EntryKind::Held
            | EntryKind::Voided
            | EntryKind::TransferredOut
            | EntryKind::TransferredIn
            | EntryKind::DebtSettled
            | EntryKind::Unmerged => return,
        };
        *sum = sum.saturating_add(points);
    }
}

fn drawn(fact: &EntryFact) -> i64 {
    fact.drawn.iter().map(|drawn| drawn.points).sum()
}

/// Redemptions of a reward, cancellations, and points less those that were given back.
#[derive(Default)]
struct Spent {
    redeemed: u64,
    cancelled: u64,
    points: i64,
}

/// What happened in a period.
struct Period<'a> {
    look: &'a Look<'a>,
    now: Timestamp,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    points: Points,
    rewards: BTreeMap<String, Spent>,
    sales: Sales,
}

impl<'a> Period<'a> {
    fn new(
        look: &'a Look<'a>,
        terms: &ProgramTerms,
        (since, until): (Option<Timestamp>, Option<Timestamp>),
    ) -> Self {
        let amount = terms.redeem_amount.or(terms.earn_amount);
        let currency = amount.map(|amount| amount.currency()).or(look.settings.currency);
        let sales = Sales { currency, orders: 0, unconverted: 0, net: 0, unread: vec![] };
        let now = look.engine.clock.now();
        Self { look, now, since, until, points: Points::default(), rewards: BTreeMap::new(), sales }
    }

    fn has(&self, at: Timestamp) -> bool {
        self.since.is_none_or(|since| at >= since) && self.until.is_none_or(|until| at < until)
    }

    fn expires(&mut self, points: i64, at: Timestamp) {
        if at <= self.now && self.has(at) {
            self.points.expired = self.points.expired.saturating_add(points);
        }
    }

    /// The reward that an entry is about: one that it paid for, or whose points it gives back.
    fn reward(&mut self, fact: &EntryFact) -> Result<()> {
        if let Some(reward) = &fact.reward {
            let spent = self.rewards.entry(reward.clone()).or_default();
            spent.redeemed += 1;
            spent.points = spent.points.saturating_add(drawn(fact));
        }
        let Some(of) = fact.of.filter(|_| fact.kind == EntryKind::GivenBack) else { return Ok(()) };
        let known = get::<Known>(self.look.rows, of.as_bytes())?;
        let paid = known.map(|known| rows::fact(self.look.rows, &known)).transpose()?;
        if let Some(reward) = paid.and_then(|paid| paid.reward) {
            let spent = self.rewards.entry(reward).or_default();
            spent.cancelled += 1;
            spent.points = spent.points.saturating_sub(fact.asked);
        }
        Ok(())
    }

    fn into_report(self, program: &Program) -> Result<ProgramCostReport> {
        let terms = &program.terms;
        let valued = |points: i64| Ok::<_, Error>(ValuedPoints { points, value: terms.value(points)? });
        let Points { earned, clawed_back, adjusted, imported, redeemed, given_back, expired } = self.points;
        let cost = terms.value(redeemed.saturating_sub(given_back))?;
        let promised = terms.value(earned.saturating_sub(clawed_back))?;
        let currency = self.sales.currency;
        let net_revenue = currency.map(|currency| Money::new(self.sales.net, currency)).transpose()?;
        let share = |part: Option<Money>| part.zip(net_revenue).and_then(|(part, whole)| ppm(part, whole));
        let rewards = self.rewards.into_iter().map(|(reward, Spent { redeemed, cancelled, points })| {
            Ok::<_, Error>(RewardCost { reward, redeemed, cancelled, spent: valued(points)? })
        });
        Ok(ProgramCostReport {
            since: self.since,
            until: self.until,
            earned: valued(earned)?,
            clawed_back: valued(clawed_back)?,
            adjusted: valued(adjusted)?,
            imported: valued(imported)?,
            redeemed: valued(redeemed)?,
            given_back: valued(given_back)?,
            expired: valued(expired)?,
            rewards: rewards.collect::<Result<_>>()?,
            orders: self.sales.orders,
            unconverted_orders: self.sales.unconverted,
            cost_ppm: share(cost),
            earned_ppm: share(promised),
            cost,
            net_revenue,
            program: program.name.clone(),
        })
    }
}

impl Visit for Period<'_> {
    fn entry(&mut self, _: RecordId, fact: &EntryFact) -> Result<()> {
        // The row on whose record it was made says everything.
        if fact.by.is_some() || !self.has(fact.at) {
            return Ok(());
        }
        self.points.count(fact);
        self.reward(fact)?;
        // Not what another area gives for an order, nor what a changed one earns on top.
        let earned = fact.kind == EntryKind::Earned && fact.of.is_none() && fact.earning.is_some();
        match fact.order.filter(|_| earned) {
            Some(order) => self.sales.earned(self.look, order),
            None => Ok(()),
        }
    }

    /// What has expired and is not booked.
    fn account(&mut self, _: RecordId, account: &Account) -> Result<()> {
        for lot in &account.lots {
            if let Some(end) = lot.expires_at {
                self.expires(lot.left, end.max(lot.since));
            }
        }
        for hold in &account.holds {
            for drawn in &hold.drawn {
                if let Some(end) = drawn.lot.expires_at {
                    self.expires(drawn.points, end.max(hold.until));
                }
            }
        }
        Ok(())
    }
}

/// The sales that earned.
struct Sales {
    currency: Option<Currency>,
    orders: u64,
    unconverted: u64,
    net: i64,
    unread: Vec<OrderId>,
}

/// Orders that are read at once.
const BATCH: usize = 500;

impl Sales {
    fn earned(&mut self, look: &Look<'_>, order: OrderId) -> Result<()> {
        self.unread.push(order);
        if self.unread.len() < BATCH { Ok(()) } else { self.look_up(look) }
    }

    fn look_up(&mut self, look: &Look<'_>) -> Result<()> {
        let orders = std::mem::take(&mut self.unread);
        let wants = orders.iter().map(|order| Want::new(&order::rows::ORDER_FACTS, *order.as_bytes()));
        look.rows.want(&wants.collect::<Vec<_>>())?;
        for order in orders {
            if let Some(order) = order::rows::load(look.rows, order)? {
                self.count(look, &order)?;
            }
        }
        Ok(())
    }

    fn count(&mut self, look: &Look<'_>, order: &Folded) -> Result<()> {
        let Some(content) = order.content.as_ref().filter(|content| counts(content)) else { return Ok(()) };
        self.orders += 1;
        let Some(currency) = self.currency else { return Ok(()) };
        if content.currency == currency {
            let net = content.total.saturating_sub(order.refunded());
            self.net = self.net.saturating_add(net);
            return Ok(());
        }
        match sale(order, look.settings)?.filter(|sale| !sale.unconverted && sale.currency == currency) {
            Some(sale) => self.net = self.net.saturating_add(sale.net()),
            None => self.unconverted += 1,
        }
        Ok(())
    }
}

/// A share in millionths, rounded half away from zero.
fn ppm(part: Money, whole: Money) -> Option<i64> {
    let (part, whole) = (i128::from(part.minor()) * 1_000_000, i128::from(whole.minor()));
    if whole <= 0 {
        return None;
    }
    i64::try_from((2 * part + part.signum() * whole) / (2 * whole)).ok()
}

#[cfg(test)]
mod tests {
    use super::{super::account::Drawn, *};
    use crate::{id::EntryId, loyalty::account::Lot};

    fn fact(kind: EntryKind, lot: i64, drawn: i64, debt: i64) -> EntryFact {
        let (at, entry) = (Timestamp::MIN, EntryId::from_bytes([1; 16]));
        let of = |points: i64| Lot {
            seq: 0,
            entry,
            amount: points,
            earned_at: at,
            vests_at: at,
            expires_at: None,
            left: points,
            since: at,
        };
        let drawn = Drawn::own(RecordId::from_bytes([2; 16]), drawn, &of(drawn));
        EntryFact {
            lot: Some(of(lot)).filter(|lot| lot.amount > 0),
            drawn: Some(drawn).filter(|drawn| drawn.points != 0).into_iter().collect(),
            debt,
            ..EntryFact::new(entry, kind, at)
        }
    }

    #[test]
    fn each_kind_of_entry_is_counted_once() {
        let mut points = Points::default();
        for fact in [
            fact(EntryKind::Earned, 300, 0, 0),
            fact(EntryKind::Adjusted, 20, 0, 0),
            fact(EntryKind::Adjusted, 0, 5, 0),
            fact(EntryKind::Imported, 70, 0, 0),
            fact(EntryKind::Redeemed, 0, 40, 0),
            fact(EntryKind::Captured, 0, 2, 0),
            // Two of its five are given back as a new lot: what counts is what was asked for.
            EntryFact { asked: 5, ..fact(EntryKind::GivenBack, 2, -3, 0) },
            // Ten are there still, seven are owed.
            fact(EntryKind::ClawedBack, 0, 10, 7),
            fact(EntryKind::Expired, 0, 9, 0),
            fact(EntryKind::Held, 0, 11, 0),
            fact(EntryKind::DebtSettled, 0, 7, -7),
            fact(EntryKind::TransferredOut, 0, 3, 0),
            fact(EntryKind::TransferredIn, 3, 0, 0),
        ] {
            points.count(&fact);
        }
        let expected = Points {
            earned: 300,
            clawed_back: 17,
            adjusted: 15,
            imported: 70,
            redeemed: 42,
            given_back: 5,
            expired: 9,
        };
        assert_eq!(points, expected);
    }

    #[test]
    fn shares_are_rounded_half_away_from_zero() {
        let share = |part: &str, whole: &str| ppm(part.parse().unwrap(), whole.parse().unwrap());
        assert_eq!(share("16.20 CNY", "350.50 CNY"), Some(46_220));
        assert_eq!(share("0.01 CNY", "20000.00 CNY"), Some(1));
        assert_eq!(share("-0.01 CNY", "20000.00 CNY"), Some(-1));
        assert_eq!(share("0.01 CNY", "20000.01 CNY"), Some(0));
        assert_eq!(share("1.00 CNY", "0.00 CNY"), None);
        assert_eq!(share("1.00 CNY", "-5.00 CNY"), None);
    }
}
