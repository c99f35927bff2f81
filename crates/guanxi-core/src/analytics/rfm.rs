//! Recency, frequency, money: rules R1 to R3 of the semantics.
//!
//! A score is `1 + ⌊5 × L ÷ n⌋`, where L of the n customers with orders have a strictly worse value: an older last
//! day, fewer orders, less money. Equal values get equal scores.

use std::collections::{BTreeMap, HashMap};

use guanxi_macros::model;

use super::{
    rfm_groups::{RfmGroup, group},
    sales::{self, Owners},
};
use crate::{
    customer,
    error::{Error, Result},
    id::CustomerId,
    money::Money,
    scope::Look,
    time::{Date, Timestamp},
};

/// How scores are cut.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RfmMethod {
    /// Each value among all customers.
    #[default]
    Independent,
    /// Frequency among those of the same recency score, money among those of the same recency and frequency.
    Dependent,
    /// By fixed cut points.
    Fixed(RfmCuts),
}

/// Fixed cut points: four of each, growing.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RfmCuts {
    /// Days since the last order: up to the first is 5, up to the second 4, …, beyond the fourth 1.
    pub recency_days: [i64; 4],
    /// Orders: from the fourth on is 5, from the third 4, …, below the first 1.
    pub orders: [i64; 4],
    /// Net amounts in minor units of the shop's currency, likewise.
    pub net_amount_minor: [i64; 4],
}

/// What to score, as of when.
#[model(spread, default)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RfmQuery {
    /// As of the end of this day; today when left out.
    pub as_of: Option<Date>,
    /// Only orders of the last so many days, the day looked at being the last; all when left out.
    pub window_days: Option<u32>,
    /// How scores are cut.
    pub method: RfmMethod,
}

impl RfmQuery {
    /// As of the end of a day.
    pub fn as_of(day: Date) -> Self {
        Self { as_of: Some(day), ..Self::default() }
    }

    /// Sets how scores are cut.
    #[must_use]
    pub fn method(mut self, method: RfmMethod) -> Self {
        self.method = method;
        self
    }

    /// Sets how many days to look back.
    #[must_use]
    pub fn window_days(mut self, days: u32) -> Self {
        self.window_days = Some(days);
        self
    }
}

/// The score of one customer.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RfmScore {
    /// Who.
    pub customer_id: CustomerId,
    /// Days from the last order to the day looked at.
    pub recency_days: i64,
    /// Orders that count.
    pub orders: u64,
    /// Their net amount; absent before the shop has a currency.
    pub net_amount: Option<Money>,
    /// 1 to 5, 5 for the most recent.
    pub recency: u8,
    /// 1 to 5, 5 for the most orders.
    pub frequency: u8,
    /// 1 to 5, 5 for the most money.
    pub monetary: u8,
    /// The named group.
    pub group: RfmGroup,
}

/// How customers fall into the groups.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RfmReport {
    /// As of the end of this day.
    pub as_of: Date,
    /// Customers with at least one order that counts.
    pub population: u64,
    /// Below 30 of them fifths say little.
    pub low_population: bool,
    /// Every group, best first.
    pub groups: Vec<RfmGroupRow>,
}

/// One group.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RfmGroupRow {
    /// Which.
    pub group: RfmGroup,
    /// Customers in it.
    pub customers: u64,
    /// Their orders.
    pub orders: u64,
    /// Their net amount; absent before the shop has a currency.
    pub net_amount: Option<Money>,
}

/// What one customer bought.
#[derive(Default)]
pub(super) struct Bought {
    /// The day of the first order at all.
    pub(super) first: Option<Date>,
    pub(super) days: Vec<Date>,
    pub(super) net: i64,
}

pub(crate) fn report(look: &Look<'_>, query: &RfmQuery, now: Timestamp) -> Result<RfmReport> {
    let scores = scores(look, query, now)?;
    let mut sums: BTreeMap<RfmGroup, (u64, u64, i64)> = BTreeMap::new();
    for score in &scores {
        let sum = sums.entry(score.group).or_default();
        sum.0 += 1;
        sum.1 += score.orders;
        sum.2 = sum.2.saturating_add(score.net_amount.map_or(0, |m| m.minor()));
    }
    let population = scores.len() as u64;
    sums.entry(RfmGroup::Prospects).or_default().0 =
        customer::rows::count(look.rows)?.saturating_sub(population);
    let groups = RfmGroup::ALL.into_iter().map(|group| {
        let (customers, orders, net) = sums.get(&group).copied().unwrap_or_default();
        Ok(RfmGroupRow { group, customers, orders, net_amount: money(look, net)? })
    });
    let groups = groups.collect::<Result<_>>()?;
    Ok(RfmReport { as_of: day(look, query, now), population, low_population: population < 30, groups })
}

fn day(look: &Look<'_>, query: &RfmQuery, now: Timestamp) -> Date {
    query.as_of.unwrap_or_else(|| look.settings.zone.day(now))
}

fn money(look: &Look<'_>, minor: i64) -> Result<Option<Money>> {
    look.settings.currency.map(|currency| Money::new(minor, currency)).transpose()
}

pub(crate) fn scores(look: &Look<'_>, query: &RfmQuery, now: Timestamp) -> Result<Vec<RfmScore>> {
    let as_of = day(look, query, now);
    let bought = bought(look, query, as_of)?;
    let values: Vec<Values> = bought.iter().map(|(_, b)| Values::of(b, as_of)).collect();
    let digits = match query.method {
        RfmMethod::Independent => independent(&values),
        RfmMethod::Dependent => dependent(&values),
        RfmMethod::Fixed(cuts) => fixed(&values, &cuts)?,
    };
    let gap = median_gap(bought.iter().map(|(_, b)| b));
    let rows = bought.iter().zip(&values).zip(digits).map(|(((id, bought), value), [r, f, m])| {
        let first = bought.first.map_or(0, |first| as_of.days_since(first));
        let is_new = first <= own_gap(bought).unwrap_or(gap);
        Ok(RfmScore {
            customer_id: *id,
            recency_days: value.recency_days,
            orders: bought.days.len() as u64,
            net_amount: money(look, bought.net)?,
            recency: r,
            frequency: f,
            monetary: m,
            group: if is_new { RfmGroup::New } else { group(r, f, m) },
        })
    });
    rows.collect()
}

pub(super) fn bought(look: &Look<'_>, query: &RfmQuery, as_of: Date) -> Result<Vec<(CustomerId, Bought)>> {
    let mut owners = Owners::default();
    let mut all: HashMap<CustomerId, Bought> = HashMap::new();
    let window = query.window_days.map(i64::from);
    sales::each(look, Some(as_of), &mut |sale| {
        let Some(customer) = owners.of(look, sale.record)? else { return Ok(()) };
        let bought = all.entry(customer).or_default();
        if !sale.is_credit {
            bought.first = Some(bought.first.map_or(sale.day, |first| first.min(sale.day)));
        }
        if window.is_some_and(|days| as_of.days_since(sale.day) >= days) {
            return Ok(());
        }
        if !sale.is_credit {
            bought.days.push(sale.day);
        }
        if !sale.unconverted {
            bought.net = bought.net.saturating_add(sale.net());
        }
        Ok(())
    })?;
    let mut all: Vec<_> = all.into_iter().filter(|(_, b)| !b.days.is_empty()).collect();
    all.iter_mut().for_each(|(_, b)| b.days.sort_unstable());
    all.sort_unstable_by_key(|(id, _)| *id);
    Ok(all)
}

/// The three values of a customer; `recency_days` is better when smaller.
#[derive(Clone, Copy)]
struct Values {
    recency_days: i64,
    orders: i64,
    net: i64,
}

impl Values {
    fn of(bought: &Bought, as_of: Date) -> Self {
        let recency_days = bought.days.last().map_or(0, |last| as_of.days_since(*last));
        Self { recency_days, orders: bought.days.len() as i64, net: bought.net }
    }
}

/// Scores of values, larger being better: `1 + ⌊5 × L ÷ n⌋`, L counting the strictly worse.
fn fifths(values: &[i64]) -> Vec<u8> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let n = values.len();
    values.iter().map(|v| (1 + 5 * sorted.partition_point(|w| w < v) / n) as u8).collect()
}

fn independent(values: &[Values]) -> Vec<[u8; 3]> {
    let of = |f: fn(&Values) -> i64| fifths(&values.iter().map(f).collect::<Vec<_>>());
    let (r, f, m) = (of(|v| -v.recency_days), of(|v| v.orders), of(|v| v.net));
    (0..values.len()).map(|i| [r[i], f[i], m[i]]).collect()
}

fn dependent(values: &[Values]) -> Vec<[u8; 3]> {
    let recency = fifths(&values.iter().map(|v| -v.recency_days).collect::<Vec<_>>());
    let mut digits: Vec<[u8; 3]> = recency.iter().map(|r| [*r, 0, 0]).collect();
    within(&mut digits, 1, |i| values[i].orders);
    within(&mut digits, 2, |i| values[i].net);
    digits
}

/// Sets one digit by fifths among those whose digits before it are the same.
fn within(digits: &mut [[u8; 3]], at: usize, value: impl Fn(usize) -> i64) {
    let mut groups: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for (i, digit) in digits.iter().enumerate() {
        groups.entry(digit[..at].to_vec()).or_default().push(i);
    }
    for members in groups.values() {
        let scores = fifths(&members.iter().map(|i| value(*i)).collect::<Vec<_>>());
        members.iter().zip(scores).for_each(|(i, score)| digits[*i][at] = score);
    }
}

fn fixed(values: &[Values], cuts: &RfmCuts) -> Result<Vec<[u8; 3]>> {
    for (field, cuts) in [
        ("recency_days", cuts.recency_days),
        ("orders", cuts.orders),
        ("net_amount_minor", cuts.net_amount_minor),
    ] {
        if cuts.windows(2).any(|w| w[0] >= w[1]) {
            return Err(Error::invalid(field, "expected four cut points that grow"));
        }
    }
    let up = |cuts: &[i64; 4], v: i64| 1 + cuts.iter().filter(|c| v >= **c).count() as u8;
    let down = |cuts: &[i64; 4], v: i64| 1 + cuts.iter().filter(|c| v <= **c).count() as u8;
    let score = |v: &Values| {
        [
            down(&cuts.recency_days, v.recency_days),
            up(&cuts.orders, v.orders),
            up(&cuts.net_amount_minor, v.net),
        ]
    };
    Ok(values.iter().map(score).collect())
}

/// Bounds of a gap, in days.
const GAP_DAYS: std::ops::RangeInclusive<i64> = 14..=365;

fn clamp(gap: i64) -> i64 {
    gap.clamp(*GAP_DAYS.start(), *GAP_DAYS.end())
}

/// The customer's own average gap between orders, when it has three or more; in whole days, rounded half up.
pub(super) fn own_gap(bought: &Bought) -> Option<i64> {
    let (first, last) = (bought.days.first()?, bought.days.last()?);
    let gaps = bought.days.len() as i64 - 1;
    (gaps >= 2).then(|| clamp((2 * last.days_since(*first) + gaps) / (2 * gaps)))
}

/// The median gap between consecutive orders of a customer, over the shop. Where nobody came back yet nothing is known
/// of the shop's pace, and the longest gap is taken.
pub(super) fn median_gap<'a>(all: impl Iterator<Item = &'a Bought>) -> i64 {
    let mut gaps: Vec<i64> = all.flat_map(|b| b.days.windows(2).map(|w| w[1].days_since(w[0]))).collect();
    gaps.sort_unstable();
    match gaps.len() {
        0 => *GAP_DAYS.end(),
        n if n % 2 == 1 => clamp(gaps[n / 2]),
        n => clamp((gaps[n / 2 - 1] + gaps[n / 2] + 1) / 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// G-R1: (days, orders, spend) of customers a to j.
    const G_R1: [(i64, i64, i64); 10] = [
        (3, 12, 1200),
        (5, 9, 900),
        (5, 9, 450),
        (20, 4, 400),
        (20, 4, 400),
        (40, 2, 150),
        (90, 1, 80),
        (90, 1, 80),
        (200, 1, 60),
        (365, 1, 20),
    ];

    #[test]
    fn equal_values_get_equal_scores() {
        let values: Vec<_> = G_R1
            .iter()
            .map(|(recency_days, orders, net)| Values {
                recency_days: *recency_days,
                orders: *orders,
                net: *net,
            })
            .collect();
        let codes: Vec<String> = independent(&values).iter().map(|[r, f, m]| format!("{r}{f}{m}")).collect();
        assert_eq!(codes, ["555", "445", "444", "333", "333", "333", "212", "212", "111", "111"]);
    }

    #[test]
    fn worked_example_of_five() {
        assert_eq!(fifths(&[1, 1, 1, 2, 5]), [1, 1, 1, 4, 5]);
        assert_eq!(fifths(&[7]), [1]);
    }

    #[test]
    fn dependent_fifths_look_inside_the_group() {
        let v = |recency_days, orders, net| Values { recency_days, orders, net };
        let digits = dependent(&[v(1, 1, 1), v(1, 2, 1), v(9, 1, 5), v(9, 1, 9)]);
        assert_eq!(digits[0][0], digits[1][0]);
        assert!(digits[1][1] > digits[0][1], "more orders in the same recency");
        assert!(digits[3][2] > digits[2][2], "more money in the same recency and frequency");
        assert_eq!(digits[2][1], digits[3][1]);
    }

    #[test]
    fn fixed_cut_points() {
        let cuts =
            RfmCuts { recency_days: [7, 30, 90, 365], orders: [2, 3, 5, 10], net_amount_minor: [1, 2, 3, 4] };
        let v = |recency_days, orders, net| Values { recency_days, orders, net };
        assert_eq!(
            fixed(&[v(7, 10, 4), v(8, 9, 0), v(366, 1, 1)], &cuts).unwrap(),
            [[5, 5, 5], [4, 4, 1], [1, 1, 2]]
        );
        let bad = RfmCuts { orders: [2, 2, 5, 10], ..cuts };
        assert_eq!(fixed(&[], &bad).unwrap_err().field("field").as_deref(), Some("orders"));
    }

    #[test]
    fn gaps() {
        let bought = |days: &[i32]| Bought {
            first: None,
            days: days.iter().map(|d| Date::from_ordinal(700_000 + d).unwrap()).collect(),
            net: 0,
        };
        assert_eq!(own_gap(&bought(&[0, 30])), None);
        assert_eq!(own_gap(&bought(&[0, 30, 61])), Some(31));
        assert_eq!(median_gap([bought(&[0, 20]), bought(&[0, 40, 100])].iter()), 40);
        assert_eq!(median_gap([bought(&[0])].iter()), 365);
        assert_eq!(median_gap([bought(&[0, 1])].iter()), 14);
    }
}
