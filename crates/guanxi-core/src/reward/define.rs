use super::{Reward, RewardReceipt, RewardTerms, rows};
use crate::{
    change::{ChangeKind, Outcome},
    error::{Error, Result},
    loyalty::program::{self, PointKind},
    scope::Tx,
    text::checked_text,
};

/// Days of a code at most: a hundred years.
const DAYS_MAX: u32 = 36_500;

/// See [`Rewards::define`](super::Rewards::define).
pub(super) fn define(tx: &mut Tx<'_>, name: &str, terms: &RewardTerms) -> Result<RewardReceipt> {
    let name = checked_text("name", name)?;
    let program = program::named(&tx.look(), terms.program.as_deref())?;
    terms.check()?;
    if program.terms.kind == PointKind::Qualifying {
        return Err(Error::invalid("program", "its points only count towards tiers"));
    }
    // Kept with the program's name: a second program would leave open which is meant.
    let terms = RewardTerms { program: Some(program.name.clone()), ..terms.clone() };
    let before = rows::reward(tx.rows(), &name)?;
    if let Some(reward) = before.as_ref().filter(|r| r.terms == terms) {
        return Ok(RewardReceipt { outcome: Outcome::Unchanged, reward: reward.clone() });
    }
    let version = before.map_or(1, |r| r.version + 1);
    let reward = Reward { name, version, terms, recorded_at: tx.now };
    tx.put(rows::reward_key(&reward.name, version), &reward)?;
    tx.changed(ChangeKind::RewardChanged, None, None);
    let outcome = if version == 1 { Outcome::Created } else { Outcome::Updated };
    Ok(RewardReceipt { outcome, reward })
}

impl RewardTerms {
    fn check(&self) -> Result<()> {
        self.title.as_deref().map_or(Ok(()), |title| checked_text("title", title).map(drop))?;
        program::positive("points", self.points)?;
        if self.stock.is_some_and(|stock| !(0..=program::POINTS_MAX).contains(&stock)) {
            return Err(Error::invalid("stock", format_args!("expected 0 to {}", program::POINTS_MAX)));
        }
        if self.limit_per_customer == Some(0) {
            return Err(Error::invalid("limit_per_customer", "expected at least 1"));
        }
        if self.starts_at.zip(self.ends_at).is_some_and(|(from, to)| from >= to) {
            return Err(Error::invalid("ends_at", "expected later than starts_at"));
        }
        if self.valid_days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days)) {
            return Err(Error::invalid("valid_days", format_args!("expected 1 to {DAYS_MAX}")));
        }
        if self.value.is_some_and(|value| value.minor() <= 0) {
            return Err(Error::invalid("value", "expected more than 0"));
        }
        self.sku.as_deref().map_or(Ok(()), |sku| checked_text("sku", sku).map(drop))
    }
}
