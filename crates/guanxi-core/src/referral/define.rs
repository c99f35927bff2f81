use super::{ReferralProgram, ReferralTerms, rows};
use crate::{
    change::ChangeKind,
    error::{Error, Result},
    loyalty::program::{self, POINTS_MAX},
    scope::Tx,
    segment,
    text::checked_text,
};

/// Days of a window at most: a hundred years.
const DAYS_MAX: u32 = 36_500;
/// Where the code goes in a link.
pub(super) const PLACE: &str = "{code}";

/// See [`Referrals::define`](super::Referrals::define).
pub(super) fn define(tx: &mut Tx<'_>, name: &str, terms: &ReferralTerms) -> Result<ReferralProgram> {
    let name = checked_text("name", name)?;
    let loyalty = program::named(&tx.look(), terms.program.as_deref())?;
    terms.check()?;
    let condition = terms.condition.as_deref().map(|query| segment::spelled(&tx.look(), query));
    // Kept with the program's name: a second program would leave open which is meant.
    let terms = ReferralTerms {
        program: Some(loyalty.name.clone()),
        condition: condition.transpose()?,
        ..terms.clone()
    };
    let before = rows::program(tx.rows(), &name)?;
    if let Some(program) = before.as_ref().filter(|program| program.terms == terms) {
        return Ok(program.clone());
    }
    let version = before.map_or(1, |program| program.version + 1);
    let program = ReferralProgram { name, version, terms, recorded_at: tx.now };
    tx.put(rows::program_key(&program.name, version), &program)?;
    tx.changed(ChangeKind::ReferralChanged, None, None);
    Ok(program)
}

impl ReferralTerms {
    fn check(&self) -> Result<()> {
        for (field, points) in
            [("referrer_points", self.referrer_points), ("friend_points", self.friend_points)]
        {
            if !(0..=POINTS_MAX).contains(&points) {
                return Err(Error::invalid(field, format_args!("expected 0 to {POINTS_MAX}")));
            }
        }
        if self.referrer_points == 0 && self.friend_points == 0 {
            return Err(Error::invalid("referrer_points", "expected points for one side at least"));
        }
        if self.order_min.is_some_and(|min| min.minor() <= 0) {
            return Err(Error::invalid("order_min", "expected more than 0"));
        }
        if self.window_days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days)) {
            return Err(Error::invalid("window_days", format_args!("expected 1 to {DAYS_MAX}")));
        }
        if self.friends_max == Some(0) {
            return Err(Error::invalid("friends_max", "expected at least 1"));
        }
        if let Some(link) = &self.link
            && !checked_text("link", link)?.contains(PLACE)
        {
            return Err(Error::invalid("link", "expected {code} where the code goes"));
        }
        Ok(())
    }
}
