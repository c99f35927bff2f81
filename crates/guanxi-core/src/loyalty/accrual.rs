//! How many points an order earns, and why: a pure function of the program and the order (rules P3, P9).

use guanxi_macros::model;

use super::program::{EarningRule, POINTS_MAX, PointRounding, Program, ProgramTerms, Stacking};
use crate::{
    error::{Error, Result},
    money::Money,
    number::split,
    order::{OrderContent, OrderLine},
};

/// How the points of an order were worked out.
#[model]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct EarningExplanation {
    /// What earned: the lines' part, shipping and tax where they count.
    #[n(1)]
    pub base: Money,
    /// Shipping and tax in it.
    #[n(2)]
    pub extra: Money,
    /// Points for each `earn_amount`.
    #[n(3)]
    pub earn_points: i64,
    /// The amount that earns `earn_points`.
    #[n(4)]
    pub earn_amount: Option<Money>,
    /// How each line came out. An order without lines has one.
    #[n(5)]
    pub lines: Vec<EarningLine>,
    /// Points after rounding, before anything on top and before caps.
    #[n(6)]
    pub rounded: i64,
    /// How they were rounded.
    #[n(7)]
    pub rounding: PointRounding,
    /// Points on top.
    #[n(8)]
    #[cbor(default)]
    pub bonuses: Vec<EarningBonus>,
    /// The cap that cut them, in points.
    #[n(9)]
    pub cap: Option<i64>,
    /// Points earned.
    #[n(10)]
    pub points: i64,
}

/// Points on top of those for amounts.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct EarningBonus {
    /// The rule or event.
    #[n(1)]
    pub rule: String,
    /// How many.
    #[n(2)]
    pub points: i64,
}

/// What one line earned.
#[model]
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
#[non_exhaustive]
pub struct EarningLine {
    /// Its position in the order, from 0.
    #[n(1)]
    pub line: u32,
    /// Units.
    #[n(2)]
    pub quantity: i64,
    /// What it costs after its share of the order's discounts.
    #[n(3)]
    pub net: Money,
    /// Points that pay for it.
    #[n(4)]
    pub points_paid: i64,
    /// What else pays for it: net less the value of these points.
    #[n(5)]
    pub cash: Money,
    /// What of it earns.
    #[n(6)]
    pub base: Money,
    /// What all rules multiply it by, in thousandths.
    #[n(7)]
    pub multiplier_milli: i64,
    /// The rules that multiply it.
    #[n(8)]
    #[cbor(default)]
    pub rules: Vec<String>,
    /// Its share of the points earned.
    #[n(9)]
    pub points: i64,
}

/// What earning depends on beside program and order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Circumstances<'a> {
    /// Points that pay for the order.
    pub(crate) points_paid: i64,
    /// It is its customer's first.
    pub(crate) first_purchase: bool,
    /// The tier of its customer.
    pub(crate) tier: Option<&'a str>,
    /// Points earned before on the same day.
    pub(crate) earned_today: i64,
}

/// Works out what an order earns.
///
/// # Errors
/// `invalid_money` for another currency than the program's, or when something does not fit.
pub(crate) fn accrue(
    program: &Program,
    content: &OrderContent,
    circumstances: &Circumstances<'_>,
) -> Result<EarningExplanation> {
    let mut lines = Vec::with_capacity(content.lines.len().max(1));
    let sums = work_out(&program.terms, content, circumstances, &mut |line, order_line| {
        let rules = applying(&program.terms, content, order_line, circumstances);
        let rules = rules.filter(|r| r.multiplier_milli.is_some()).map(|r| r.name.clone()).collect();
        lines.push(EarningLine { rules, ..line });
    })?;
    let bonuses = bonuses(&program.terms, content, circumstances);
    let bonuses = bonuses.map(|(rule, points)| EarningBonus { rule: rule.name.clone(), points }).collect();
    distribute(sums.points, &mut lines);
    Ok(EarningExplanation {
        base: sums.base,
        extra: sums.extra,
        earn_points: program.terms.earn_points.unwrap_or(1),
        earn_amount: program.terms.earn_amount,
        lines,
        rounded: sums.rounded,
        rounding: program.terms.rounding,
        bonuses,
        cap: sums.cap,
        points: sums.points,
    })
}

/// How many points an order earns, for who does not ask why.
///
/// # Errors
/// As [`accrue`].
pub(super) fn points(
    program: &Program,
    content: &OrderContent,
    circumstances: &Circumstances<'_>,
) -> Result<i64> {
    work_out(&program.terms, content, circumstances, &mut |_, _| {}).map(|sums| sums.points)
}

/// What the lines of an order come to together.
struct Sums {
    base: Money,
    extra: Money,
    rounded: i64,
    cap: Option<i64>,
    points: i64,
}

/// Works out an order, and shows each line as it comes out, still without the names of rules and its share of the points.
fn work_out(
    terms: &ProgramTerms,
    content: &OrderContent,
    circumstances: &Circumstances<'_>,
    show: &mut dyn FnMut(EarningLine, &OrderLine),
) -> Result<Sums> {
    if let Some(amount) = terms.earn_amount.filter(|a| a.currency() != content.currency) {
        let (program, order) = (amount.currency(), content.currency);
        return Err(Error::money(format_args!("the program earns on {program}, the order is in {order}")));
    }
    let (mut of_lines, mut exact) = (0i64, 0i128);
    each_line(terms, content, circumstances, &mut |line, order_line| {
        of_lines = of_lines.saturating_add(line.base.minor());
        exact += i128::from(weight(&line)?);
        show(line, order_line);
        Ok(())
    })?;
    let extra = extra(terms, content);
    exact += i128::from(extra) * 1000;
    let earn_points = terms.earn_points.unwrap_or(1);
    let rounded = terms.earn_amount.map_or(Ok(0), |amount| {
        round(exact * i128::from(earn_points), i128::from(amount.minor()) * 1000, terms.rounding)
    })?;
    let bonuses = bonuses(terms, content, circumstances);
    let uncapped = bonuses.fold(rounded, |sum, (_, points)| sum.saturating_add(points));
    let day = terms.points_per_day_max.map(|max| (max - circumstances.earned_today).max(0));
    let cap = terms.points_per_order_max.into_iter().chain(day).min().filter(|cap| *cap < uncapped);
    let points = cap.unwrap_or(uncapped);
    if points > POINTS_MAX {
        return Err(Error::money("the order earns more points than can be counted"));
    }
    let base = Money::new(of_lines.saturating_add(extra), content.currency)?;
    Ok(Sums { base, extra: Money::new(extra, content.currency)?, rounded, cap, points })
}

/// Gives each line its share of the points: by what it earns, else by what it costs, else the same to all.
fn distribute(points: i64, lines: &mut [EarningLine]) {
    let by = |weight: &dyn Fn(&EarningLine) -> u64| {
        let weights: Vec<u64> = lines.iter().map(weight).collect();
        split(points as u64, &weights)
    };
    let parts = by(&|line| weight(line).unwrap_or_default())
        .or_else(|| by(&|line| line.net.minor() as u64))
        .or_else(|| by(&|_| 1))
        .unwrap_or_default();
    lines.iter_mut().zip(parts).for_each(|(line, part)| line.points = part as i64);
}

/// What a line earns, in thousandths of what counts.
fn weight(line: &EarningLine) -> Result<u64> {
    scaled(line.base.minor(), line.multiplier_milli)
}

fn scaled(minor: i64, milli: i64) -> Result<u64> {
    let scaled = u64::try_from(minor).ok().zip(u64::try_from(milli).ok()).and_then(|(a, b)| a.checked_mul(b));
    scaled.ok_or_else(|| Error::money("a line's points do not fit"))
}

/// What the lines cost and how they are paid for; what a line without points is worth is what earns.
fn each_line(
    terms: &ProgramTerms,
    content: &OrderContent,
    circumstances: &Circumstances<'_>,
    show: &mut dyn FnMut(EarningLine, &OrderLine) -> Result<()>,
) -> Result<()> {
    let money = |minor| Money::new(minor, content.currency);
    let goods = goods(content);
    let whole = [whole(goods)];
    let lines = if content.lines.is_empty() { &whole[..] } else { &content.lines[..] };
    let total = |line: &OrderLine| line.total.max(0) as u64;
    let sum = lines.iter().fold(0u64, |sum, line| sum.saturating_add(total(line)));
    let discount = sum.saturating_sub(goods.unsigned_abs());
    let off = parts(discount, || lines.iter().map(total).collect());
    let off = |i: usize| off.as_ref().map_or(0, |off| off[i]);
    let net = |i: usize, line: &OrderLine| total(line) - off(i);
    let paid = parts(circumstances.points_paid.unsigned_abs(), || {
        lines.iter().enumerate().map(|(i, line)| net(i, line)).collect()
    });
    let (mut points, mut value) = (0i64, 0i64);
    for (i, line) in lines.iter().enumerate() {
        let points_paid = paid.as_ref().map_or(0, |paid| paid[i] as i64);
        points += points_paid;
        // The value of the points so far, less that of those before: what each line gets adds up to the whole.
        let so_far = if points == 0 { 0 } else { terms.value(points)?.map_or(0, |v| v.minor()) };
        let net = net(i, line) as i64;
        let cash = (net - (so_far - value)).max(0);
        value = so_far;
        let excluded = line.category.as_ref().is_some_and(|c| terms.excluded_categories.contains(c));
        let base = if excluded {
            0
        } else if terms.earn_on_points_paid {
            net
        } else {
            cash
        };
        let multipliers = applying(terms, content, line, circumstances).filter_map(|r| r.multiplier_milli);
        let out = EarningLine {
            line: i as u32,
            quantity: line.quantity,
            net: money(net)?,
            points_paid,
            cash: money(cash)?,
            base: money(base)?,
            multiplier_milli: together(terms.stacking, multipliers),
            rules: vec![],
            points: 0,
        };
        show(out, line)?;
    }
    Ok(())
}

/// Shares of a whole by weights; `None` where nothing is shared out, or nobody has a weight.
fn parts(whole: u64, weights: impl FnOnce() -> Vec<u64>) -> Option<Vec<u64>> {
    if whole == 0 { None } else { split(whole, &weights()) }
}

/// The rules that apply to a line.
fn applying<'a>(
    terms: &'a ProgramTerms,
    content: &'a OrderContent,
    line: &'a OrderLine,
    circumstances: &'a Circumstances<'_>,
) -> impl Iterator<Item = &'a EarningRule> {
    terms.rules.iter().filter(move |rule| applies(rule, content, line, circumstances))
}

/// What the goods of an order come to: its total without shipping and tax.
pub(crate) fn goods(content: &OrderContent) -> i64 {
    content.total.saturating_sub(content.shipping).saturating_sub(content.tax).max(0)
}

/// The line that stands for an order without lines.
fn whole(goods: i64) -> OrderLine {
    OrderLine {
        sku: None,
        name: None,
        category: None,
        brand: None,
        quantity: 1,
        unit_price: None,
        discount: 0,
        total: goods,
    }
}

fn extra(terms: &ProgramTerms, content: &OrderContent) -> i64 {
    let shipping = if terms.earn_on_shipping { content.shipping.max(0) } else { 0 };
    let tax = if terms.earn_on_tax { content.tax.max(0) } else { 0 };
    shipping.saturating_add(tax).min(content.total.max(0))
}

fn applies(
    rule: &EarningRule,
    content: &OrderContent,
    line: &OrderLine,
    circumstances: &Circumstances<'_>,
) -> bool {
    let among = |list: &[String], value: Option<&str>| {
        list.is_empty() || value.is_some_and(|value| list.iter().any(|item| item == value))
    };
    among(&rule.skus, line.sku.as_deref())
        && among(&rule.categories, line.category.as_deref())
        && among(&rule.brands, line.brand.as_deref())
        && among(&rule.channels, content.channel.as_deref())
        && among(&rule.stores, content.store.as_deref())
        && among(&rule.tiers, circumstances.tier)
        && rule.starts_at.is_none_or(|from| content.placed_at >= from)
        && rule.ends_at.is_none_or(|end| content.placed_at < end)
        && (!rule.first_purchase || circumstances.first_purchase)
}

fn together(stacking: Stacking, multipliers: impl Iterator<Item = i64>) -> i64 {
    let mut multipliers = multipliers.peekable();
    if multipliers.peek().is_none() {
        return 1000;
    }
    let milli: i128 = match stacking {
        Stacking::Multiply => {
            multipliers.fold(1000, |all, m| (all * i128::from(m) / 1000).min(i128::from(POINTS_MAX)))
        }
        Stacking::Add => 1000 + multipliers.map(|m| i128::from(m) - 1000).sum::<i128>(),
        Stacking::Best => i128::from(multipliers.max().unwrap_or(1000)),
    };
    milli.clamp(0, i128::from(POINTS_MAX)) as i64
}

/// The rules that give points on top, and how many.
fn bonuses<'a>(
    terms: &'a ProgramTerms,
    content: &'a OrderContent,
    circumstances: &'a Circumstances<'_>,
) -> impl Iterator<Item = (&'a EarningRule, i64)> {
    let rules = terms.rules.iter().filter_map(|rule| Some((rule, rule.bonus?)));
    rules.filter(move |(rule, _)| match &content.lines[..] {
        [] => applies(rule, content, &whole(goods(content)), circumstances),
        lines => lines.iter().any(|line| applies(rule, content, line, circumstances)),
    })
}

/// `a ÷ b` as whole points, for a ≥ 0 and b > 0.
fn round(a: i128, b: i128, rounding: PointRounding) -> Result<i64> {
    let whole = match rounding {
        PointRounding::Down => a / b,
        PointRounding::HalfUp => (2 * a + b) / (2 * b),
        PointRounding::Up => (a + b - 1) / b,
    };
    let whole = i64::try_from(whole).ok().filter(|points| *points <= POINTS_MAX);
    whole.ok_or_else(|| Error::money("the order earns more points than can be counted"))
}

/// The share of a line that so many of its units stand for: units get whole parts, the first ones one more.
pub(crate) fn of_units(share: i64, quantity: i64, units: i64) -> i64 {
    let (share, quantity, units) = (i128::from(share), i128::from(quantity.max(1)), i128::from(units));
    (share / quantity * units + (share % quantity).min(units)) as i64
}
