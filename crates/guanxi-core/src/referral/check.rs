//! The guards, and what an order must be: each says what it found.

use super::{ReferralCheck, ReferralProgram, rows, rows::Known};
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    identity::{self, Record},
    money::Money,
    order::{Folded, sale},
    scope::Look,
    segment,
    text::{Address, fold},
    time::{Timestamp, Zone},
};

/// How far a ring is followed.
const RING_MAX: usize = 100;
/// Days in which the friends of one customer are counted.
const DAYS: u32 = 30;

/// The two sides as they are now.
#[derive(Clone, Copy)]
pub(super) struct Sides {
    pub(super) friend: CustomerId,
    pub(super) referrer: CustomerId,
}

/// What may make it no referral at all, for good.
pub(super) fn guards(
    look: &Look<'_>,
    program: &ReferralProgram,
    known: &Known,
    sides: Sides,
    at: Timestamp,
) -> Result<Vec<ReferralCheck>> {
    let two = sides.friend != sides.referrer;
    let mut checks =
        vec![check("two_people", two, if two { "two customers" } else { "one customer" }.to_owned())];
    if two && !program.terms.same_household {
        let shared = shared(look, sides)?;
        let found = shared.map_or_else(|| "nothing shared".to_owned(), |what| format!("the same {what}"));
        checks.push(check("household", shared.is_none(), found));
    }
    if two {
        let steps = ring(look, sides)?;
        let found = steps.map_or_else(
            || "the friend did not refer the referrer".to_owned(),
            |steps| format!("the referrer came by the friend, in {steps} steps"),
        );
        checks.push(check("ring", steps.is_none(), found));
    }
    if let Some(most) = program.terms.friends_max {
        let friends = rewarded(look, known, sides.referrer, at)?;
        checks.push(check("velocity", friends < most, format!("{friends} of {most} friends in {DAYS} days")));
    }
    Ok(checks)
}

/// What an order must be.
pub(super) fn order(
    look: &Look<'_>,
    program: &ReferralProgram,
    known: &Known,
    friend: CustomerId,
    order: &Folded,
) -> Result<Vec<ReferralCheck>> {
    let placed_at = order.content.as_ref().map_or(Timestamp::MIN, |content| content.placed_at);
    let end = expires_at(program, look.settings.zone, known);
    let in_time = placed_at >= known.at && end.is_none_or(|end| placed_at < end);
    let mut checks = vec![check("window", in_time, format!("placed at {placed_at}"))];
    let (enough, found) = amount(program, order)?;
    checks.push(check("order", enough, found));
    if let Some(query) = &program.terms.condition {
        let holds = segment::holds_for(look, query, friend)?;
        let found = if holds { "holds" } else { "does not hold" };
        checks.push(check("condition", holds, format!("{query}: {found}")));
    }
    Ok(checks)
}

/// Whether an order counts and comes to enough, and what it comes to.
pub(super) fn amount(program: &ReferralProgram, order: &Folded) -> Result<(bool, String)> {
    let Some(content) = order.content.as_ref().filter(|content| sale::counts(content)) else {
        return Ok((false, "the order does not count".to_owned()));
    };
    let net = Money::new(content.total.saturating_sub(order.refunded()), content.currency)?;
    let enough = match program.terms.order_min {
        Some(min) if min.currency() != net.currency() => {
            return Ok((false, format!("{net}, in another currency than {min}")));
        }
        Some(min) => net.minor() >= min.minor(),
        None => net.minor() > 0,
    };
    Ok((enough, format!("{net} after refunds")))
}

/// From when on no order qualifies.
pub(super) fn expires_at(program: &ReferralProgram, zone: Zone, known: &Known) -> Option<Timestamp> {
    program.terms.window_days.map(|days| zone.plus_days(known.at, days))
}

fn check(name: &str, passed: bool, detail: String) -> ReferralCheck {
    ReferralCheck { name: name.to_owned(), passed, detail }
}

/// What the two sides have in common.
fn shared(look: &Look<'_>, sides: Sides) -> Result<Option<&'static str>> {
    let (a, b) = (
        identity::rows::load_records(look.rows, sides.friend)?,
        identity::rows::load_records(look.rows, sides.referrer)?,
    );
    let pairs = || a.iter().flat_map(|a| b.iter().map(move |b| (&a.content, &b.content)));
    let phone =
        |a: &Record| a.content.phone.as_ref().filter(|p| !p.is_placeholder()).map(|p| p.e164().to_owned());
    let email =
        |a: &Record| a.content.email.as_ref().filter(|e| !e.is_placeholder()).map(|e| e.as_str().to_owned());
    let same = |of: &dyn Fn(&Record) -> Option<String>| {
        a.iter().filter_map(of).any(|own| b.iter().filter_map(of).any(|other| own == other))
    };
    let home = pairs().any(|(a, b)| {
        let (a, b) = (a.address.as_ref().and_then(home), b.address.as_ref().and_then(home));
        a.is_some() && a == b
    });
    Ok(match () {
        () if same(&phone) => Some("phone"),
        () if same(&email) => Some("e-mail"),
        () if home => Some("address"),
        () => None,
    })
}

/// An address as it is compared: street and place, without what separates them. None without a street.
fn home(address: &Address) -> Option<String> {
    let plain = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let street = plain(&address.lines.concat());
    let place = address.postcode.as_deref().or(address.city.as_deref()).map(plain)?;
    (!street.is_empty()).then(|| format!("{street}/{place}"))
}

/// In how many steps the referrer came by the friend, if so.
fn ring(look: &Look<'_>, sides: Sides) -> Result<Option<usize>> {
    let mut who = sides.referrer;
    for steps in 1..=RING_MAX {
        let Some(by) = referrer_of(look, who)? else { return Ok(None) };
        if by == sides.friend {
            return Ok(Some(steps));
        }
        who = by;
    }
    Ok(None)
}

fn referrer_of(look: &Look<'_>, customer: CustomerId) -> Result<Option<CustomerId>> {
    for record in identity::rows::records_of(look.rows, customer)? {
        if let Some(known) = rows::referral(look.rows, record)? {
            return identity::rows::owner(look.rows, known.referrer);
        }
    }
    Ok(None)
}

/// Friends whom a customer was rewarded for in the days before an instant.
fn rewarded(look: &Look<'_>, known: &Known, referrer: CustomerId, at: Timestamp) -> Result<u32> {
    let mut friends: Vec<RecordId> = Vec::new();
    for record in identity::rows::records_of(look.rows, referrer)? {
        friends.extend(rows::friends_of(look.rows, record)?);
    }
    let mut count = 0;
    for friend in friends.into_iter().filter(|friend| *friend != known.friend) {
        let other = rows::referral(look.rows, friend)?.filter(|other| other.reversed.is_none());
        let other = other.and_then(|other| other.rewarded);
        let recent = other.is_some_and(|rewarded| look.settings.zone.plus_days(rewarded.at, DAYS) > at);
        count += u32::from(recent);
    }
    Ok(count)
}
