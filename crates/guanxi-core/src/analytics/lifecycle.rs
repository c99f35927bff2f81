//! Where customers with orders stand between their first order and their last.

use std::collections::HashMap;

use super::rfm::{Bought, RfmQuery, bought, median_gap, own_gap};
use crate::{error::Result, id::CustomerId, scope::Look, time::Date};

/// A stage of customers with orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    New,
    Active,
    AtRisk,
    Lapsed,
    Lost,
}

impl Stage {
    /// Its name in queries.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::Active => "ACTIVE",
            Self::AtRisk => "AT_RISK",
            Self::Lapsed => "LAPSED",
            Self::Lost => "LOST",
        }
    }
}

/// Days for which a customer that came back counts as reactivated.
const REACTIVATED_DAYS: i64 = 30;

/// The stage of every customer with orders at the end of a day, and whether it came back lately.
pub(crate) fn stages(look: &Look<'_>, as_of: Date) -> Result<HashMap<CustomerId, (Stage, bool)>> {
    let all = bought(look, &RfmQuery::as_of(as_of), as_of)?;
    let shop = median_gap(all.iter().map(|(_, b)| b));
    Ok(all.into_iter().map(|(id, b)| (id, stage(&b, own_gap(&b).unwrap_or(shop), as_of))).collect())
}

/// By days since the last order against the gap: up to one of it, two, four, and beyond.
fn stage(bought: &Bought, gap: i64, as_of: Date) -> (Stage, bool) {
    let since = bought.days.last().map_or(0, |last| as_of.days_since(*last));
    let stage = match since {
        _ if since <= gap && bought.days.len() == 1 => Stage::New,
        _ if since <= gap => Stage::Active,
        _ if since <= 2 * gap => Stage::AtRisk,
        _ if since <= 4 * gap => Stage::Lapsed,
        _ => Stage::Lost,
    };
    let back = bought
        .days
        .windows(2)
        .any(|pair| pair[1].days_since(pair[0]) > 2 * gap && as_of.days_since(pair[1]) < REACTIVATED_DAYS);
    (stage, back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_go_by_the_gap() {
        let day = |n: i32| Date::from_ordinal(700_000 + n).unwrap();
        let of = |days: &[i32], as_of: i32| {
            let bought = Bought { first: None, days: days.iter().map(|d| day(*d)).collect(), net: 0 };
            stage(&bought, 20, day(as_of))
        };
        assert_eq!(of(&[0], 20), (Stage::New, false));
        assert_eq!(of(&[0], 21), (Stage::AtRisk, false));
        assert_eq!(of(&[0, 5], 25), (Stage::Active, false));
        assert_eq!(of(&[0, 5], 45), (Stage::AtRisk, false));
        assert_eq!(of(&[0, 5], 85), (Stage::Lapsed, false));
        assert_eq!(of(&[0, 5], 86), (Stage::Lost, false));
        assert_eq!(of(&[0, 41], 70), (Stage::AtRisk, true));
        assert_eq!(of(&[0, 40], 41), (Stage::Active, false));
    }
}
