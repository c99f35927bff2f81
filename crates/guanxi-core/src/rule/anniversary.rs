//! Days that come round each year.

use chrono::Datelike;

use super::{
    days::moved,
    eval::Scene,
    plan::{Check, Constant, Term},
    tree::{Op, Unit},
    value::Value,
};
use crate::{
    text::{BirthDate, LeapPolicy},
    time::Date,
};

/// Whether an anniversary of a date lies where a test says. The day itself is none, but for a day of birth. 29 February
/// falls on the 28th in common years (rule D1).
pub(super) fn holds(
    scene: Scene<'_>,
    value: &Value,
    birth: bool,
    day: &Check,
    years: Option<&Check>,
) -> bool {
    let zone = scene.moment.zone;
    let (year, month, of) = match value {
        Value::MonthDay(month, day) => (None, *month, *day),
        other => match other.instant(zone).map(|at| zone.day(at).to_chrono()) {
            Some(day) => (Some(day.year()), day.month(), day.day()),
            None => return is_negated(day),
        },
    };
    if let Check::IsNull(negated) = day {
        return *negated;
    }
    let Some((first, last, negated)) = range(scene, day) else { return false };
    // A whole year has everybody's day.
    let last = last.min(moved(first, 1, Unit::Year));
    let Some(date) = BirthDate::new(None, month, of) else { return is_negated(day) };
    let fits = |year_of: i32| {
        let Some(on) = date.birthday_in(year_of, LeapPolicy::Feb28) else { return false };
        let age = year.map(|year| year_of - year);
        let old_enough = age.is_none_or(|age| age >= i32::from(!birth));
        let counted =
            years.is_none_or(|check| scene.check(&age.map_or(Value::Null, Value::whole), check, &[]));
        (first..=last).contains(&on) && old_enough && counted
    };
    (first.to_chrono().year()..=last.to_chrono().year()).any(fits) != negated
}

/// The first and last day that a test takes, and whether all others are meant.
fn range(scene: Scene<'_>, check: &Check) -> Option<(Date, Date, bool)> {
    let day = |term: &Term| match term {
        Term::Constant(Constant::Time(literal)) => scene.moment.day(literal).or_else(|| {
            let span = scene.moment.span(literal)?;
            crate::time::Timestamp::from_micros(span.from).map(|at| scene.moment.zone.day(at))
        }),
        other => scene.term(other, &[]).instant(scene.moment.zone).map(|at| scene.moment.zone.day(at)),
    };
    match check {
        Check::Compare(op, right, _) => day(right).map(|day| (day, day, *op == Op::Ne)),
        Check::Between(negated, low, high) => Some((day(low)?, day(high)?, *negated)),
        Check::Period(negated, period) => {
            let (first, last) = scene.moment.period(*period);
            Some((first, last, *negated))
        }
        _ => None,
    }
}

/// What a test says of a date that is NULL.
fn is_negated(check: &Check) -> bool {
    match check {
        Check::Compare(op, ..) => *op == Op::Ne,
        Check::Between(negated, ..) | Check::Period(negated, _) => *negated,
        Check::IsNull(negated) => !negated,
        _ => false,
    }
}
