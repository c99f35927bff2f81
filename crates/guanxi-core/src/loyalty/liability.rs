//! What a program owes (rule P12).

use guanxi_macros::model;

use super::{
    LiabilityReport,
    program::{self, ProgramTerms},
    rows, view,
};
use crate::{
    error::{Error, Result},
    identity,
    money::Money,
    scope::Look,
    time::Timestamp,
};

/// See [`Loyalty::liability`](super::Loyalty::liability).
pub(super) fn liability(
    look: &Look<'_>,
    program: Option<&str>,
    at: Option<Timestamp>,
) -> Result<LiabilityReport> {
    let program = program::named(look, program)?;
    let at = at.unwrap_or_else(|| look.engine.clock.now());
    let breakage_ppm = program.terms.breakage_ppm;
    let mut out = LiabilityReport {
        program: program.name.clone(),
        at,
        accounts: 0,
        outstanding: 0,
        pending: 0,
        held: 0,
        debt: 0,
        credited: 0,
        debited: 0,
        expired: 0,
        breakage_ppm,
        value: None,
        liability: None,
    };
    rows::each_account(look.rows, &program.name, &mut |record, account| {
        if identity::rows::owner(look.rows, record)?.is_none() {
            return Ok(());
        }
        let balance = view::balance(&program.name, std::iter::once(&account), at);
        let points = balance.available + balance.pending + balance.held;
        out.accounts += u64::from(points > 0 || balance.debt > 0);
        out.outstanding = out.outstanding.saturating_add(points);
        out.pending = out.pending.saturating_add(balance.pending);
        out.held = out.held.saturating_add(balance.held);
        out.debt = out.debt.saturating_add(balance.debt);
        out.credited = out.credited.saturating_add(account.credited);
        out.debited = out.debited.saturating_add(account.debited);
        out.expired = out.expired.saturating_add(account.expired);
        Ok(())
    })?;
    (out.value, out.liability) = owed(&program.terms, out.outstanding)?;
    Ok(out)
}

/// What outstanding points are worth, and the same less breakage.
pub(super) fn owed(terms: &ProgramTerms, outstanding: i64) -> Result<(Option<Money>, Option<Money>)> {
    let value = terms.value(outstanding)?;
    let redeemed = i64::from(1_000_000 - terms.breakage_ppm.min(1_000_000));
    Ok((value, value.map(|value| value.mul_ratio(redeemed, 1_000_000)).transpose()?))
}

/// A sale that earns points, to split between goods and points (IFRS 15, paragraphs 73 to 80, B39 to B43).
#[model(input)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AllocationInput {
    /// What the customer pays.
    pub price: Money,
    /// What the goods alone would be sold for.
    pub goods: Money,
    /// What the points would be worth if all were redeemed.
    pub points: Money,
    /// The share of them that is expected to be redeemed, in millionths.
    pub redeemed_ppm: u32,
}

/// What of a price is for the goods, and what for the points.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Allocation {
    /// Revenue now.
    pub goods: Money,
    /// Deferred until points are redeemed.
    pub points: Money,
}

/// See [`Loyalty::allocate`](super::Loyalty::allocate).
pub(super) fn allocate(input: &AllocationInput) -> Result<Allocation> {
    let points = i128::from(input.points.minor()) * i128::from(input.redeemed_ppm.min(1_000_000));
    let goods = i128::from(input.goods.minor()) * 1_000_000;
    input.price.checked_cmp(input.goods)?;
    input.price.checked_cmp(input.points)?;
    if points < 0 || goods < 0 || points + goods == 0 {
        return Err(Error::invalid("goods", "expected amounts of which one is above 0"));
    }
    // Relative stand-alone prices; rounded once, half away from zero.
    let (price, whole) = (i128::from(input.price.minor()), points + goods);
    let share = price.checked_mul(goods).ok_or_else(|| Error::money("the amounts are too large to split"))?;
    let minor = (2 * share + share.signum() * whole) / (2 * whole);
    let of_goods = Money::new(i64::try_from(minor).unwrap_or(i64::MAX), input.price.currency())?;
    Ok(Allocation { goods: of_goods, points: input.price.checked_sub(of_goods)? })
}

/// What is deferred for points, and how many of them were redeemed.
#[model(input)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RecognitionInput {
    /// What was deferred.
    pub deferred: Money,
    /// Points redeemed so far.
    pub redeemed: i64,
    /// Points expected to be redeemed altogether, as of now.
    pub expected: i64,
    /// Revenue recognised before.
    pub recognised: Money,
}

/// Revenue for points redeemed.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recognition {
    /// To be recognised now.
    pub now: Money,
    /// What is still deferred then.
    pub deferred: Money,
}

/// See [`Loyalty::recognise`](super::Loyalty::recognise).
pub(super) fn recognise(input: &RecognitionInput) -> Result<Recognition> {
    if input.expected < 1 || input.redeemed < 0 || input.redeemed > input.expected {
        return Err(Error::invalid("expected", "expected at least 1, and no less than redeemed"));
    }
    let so_far = input.deferred.mul_ratio(input.redeemed, input.expected)?;
    Ok(Recognition {
        now: so_far.checked_sub(input.recognised)?,
        deferred: input.deferred.checked_sub(so_far)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn the_worked_examples_of_ifrs_15() {
        let recognise = |redeemed, expected, recognised: &str| {
            let input = RecognitionInput {
                deferred: money("9000.00 CNY"),
                redeemed,
                expected,
                recognised: money(recognised),
            };
            recognise(&input).unwrap().now.to_string()
        };
        assert_eq!(recognise(4_500, 9_700, "0.00 CNY"), "4175.26 CNY");
        assert_eq!(recognise(8_500, 9_900, "4175.26 CNY"), "3552.01 CNY");
        assert_eq!(recognise(8_500, 9_200, "4175.26 CNY"), "4139.96 CNY");
        // 2,000 points worth 0.10 each, 85 % of which are redeemed
        let sale = AllocationInput {
            price: money("2000.00 CNY"),
            goods: money("2000.00 CNY"),
            points: money("200.00 CNY"),
            redeemed_ppm: 850_000,
        };
        let split = allocate(&sale).unwrap();
        assert_eq!((split.goods, split.points), (money("1843.32 CNY"), money("156.68 CNY")));
    }
}
