//! Points for birthdays and anniversaries, as time brings the days.
//!
//! Occasions are not stored, so every customer is looked at once a day of the program's zone, a part at a time; days that
//! were left out are made up for, up to a year. Who has an account in the program is a member.

use std::{collections::BTreeMap, ops::Bound};

use minicbor::bytes::ByteArray;

use super::{
    AdvanceReport,
    earn::{Bonus, bonus},
    ledger::{Asked, Ledger, accounts_of},
    occasion::{Days, OccasionKind, anniversaries, of_customer},
    program::{OccasionRule, Program},
    rows::{self, OCCASIONS_KEPT},
    told,
};
use crate::{
    customer::{Customer, rows::key as customer_key},
    error::Result,
    id::{CustomerId, EntryId},
    identity,
    order::metrics::StoredMetrics,
    scope::{
        Look, Scope, Tx,
        look::{get, scan},
    },
    storage::{Flow, KeyRange, key::KeyReader},
    time::{Date, LunarDate, Zone},
};

/// Customers that one commit looks at.
const BATCH: usize = 5_000;

/// How far a program's occasions are booked.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Kept {
    /// The first day that is not booked.
    #[n(1)]
    day: Date,
    /// A round that is under way: the last customer that it looked at, and the day after its last.
    #[n(2)]
    after: Option<ByteArray<16>>,
    #[n(3)]
    until: Option<Date>,
}

/// Books the occasions of every program.
pub(super) fn keep(scope: &Scope, report: &mut AdvanceReport) -> Result<()> {
    for program in scope.read_rows(rows::programs)? {
        let mut more = !program.terms.occasions.is_empty();
        if !more {
            forget(scope, &program)?;
        }
        while more {
            let (earned, left) = scope.write(told::VERB, |tx| batch(tx, &program, scope.dry_run))?;
            (report.occasions, more) = (report.occasions + earned, left);
        }
    }
    Ok(())
}

/// A program that gives nothing for occasions begins anew when it does again: days in between are not made up for.
fn forget(scope: &Scope, program: &Program) -> Result<()> {
    let key = rows::program_prefix(&program.name);
    match scope.read_rows(|rows| get::<Kept>(rows, &key))? {
        Some(_) => scope.write(told::VERB, |tx| tx.delete(&OCCASIONS_KEPT, key.clone())),
        None => Ok(()),
    }
}

/// Looks at some customers; gives how many occasions earned, and whether there is more to do.
fn batch(tx: &mut Tx<'_>, program: &Program, all: bool) -> Result<(u64, bool)> {
    let zone = program.terms.zone(tx.settings().zone);
    let today = zone.day(tx.now);
    let before = get::<Kept>(tx.rows(), &rows::program_prefix(&program.name))?;
    let kept = before.unwrap_or(Kept { day: today, after: None, until: None });
    let until = kept.until.unwrap_or(next(today));
    let from = kept.day.max(Date::from_ordinal(today.ordinal() - DAYS_BACK).unwrap_or(kept.day));
    if from >= until {
        return Ok((0, false));
    }
    let at_most = if all { usize::MAX } else { BATCH };
    let after = kept.after.map(|after| CustomerId::from_bytes(*after));
    let (due, last) = due(&tx.look(), program, Days { from, until }, (after, at_most, zone))?;
    let mut earned = 0;
    for (customer, rule, on) in due {
        earned += u64::from(give(tx, program, customer, (rule, on), zone)?);
    }
    let kept = match last {
        Some(last) => Kept { day: kept.day, after: Some((*last.as_bytes()).into()), until: Some(until) },
        None => Kept { day: until, after: None, until: None },
    };
    tx.put(rows::program_prefix(&program.name), &kept)?;
    Ok((earned, last.is_some()))
}

/// Days at most that are made up for, today not counted.
const DAYS_BACK: i32 = 365;

fn next(day: Date) -> Date {
    Date::from_ordinal(day.ordinal() + 1).unwrap_or(day)
}

/// A customer's occasion, and the rule that it earns by.
type Due = (CustomerId, OccasionRule, Date);

/// The occasions of the next customers, and the last of these when there are more.
fn due(
    look: &Look<'_>,
    program: &Program,
    days: Days,
    (after, at_most, zone): (Option<CustomerId>, usize, Zone),
) -> Result<(Vec<Due>, Option<CustomerId>)> {
    let (rules, leap) = (&program.terms.occasions, program.terms.leap_day);
    let from = after.map_or(Bound::Unbounded, |after| Bound::Excluded(customer_key(after)));
    let range = KeyRange { from, ..KeyRange::all() };
    let (mut due, mut seen, mut last): (Vec<Due>, usize, _) = (vec![], 0, None);
    scan::<Customer>(look.rows, &range, &mut |_, customer| {
        for rule in rules {
            let found = of_customer(&customer, rule.occasion, (days, leap, zone));
            due.extend(found.into_iter().map(|(on, _)| (customer.id, rule.clone(), on)));
        }
        (seen, last) = (seen + 1, Some(customer.id));
        Ok(if seen < at_most { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    if let Some(rule) = rules.iter().find(|rule| rule.occasion == OccasionKind::FirstOrder) {
        let to = last.map_or(Bound::Unbounded, |last| Bound::Included(customer_key(last)));
        scan::<StoredMetrics>(look.rows, &KeyRange { to, ..range }, &mut |key, metrics| {
            let customer = KeyReader::new(key).id().map(CustomerId::from_bytes);
            if let Some((customer, first)) = customer.zip(metrics.first_day) {
                let found = anniversaries(first, days, leap);
                due.extend(found.into_iter().map(|(on, _)| (customer, rule.clone(), on)));
            }
            Ok(Flow::Continue(()))
        })?;
    }
    due.sort_by_key(|(customer, rule, on)| (*on, *customer, rule.occasion));
    Ok((due, last.filter(|_| seen == at_most)))
}

/// Gives a member what an occasion earns, once a year; whether it did.
fn give(
    tx: &mut Tx<'_>,
    program: &Program,
    customer: CustomerId,
    (rule, on): (OccasionRule, Date),
    zone: Zone,
) -> Result<bool> {
    let accounts = accounts_of(tx.rows(), customer, &program.name)?;
    let Some(record) = accounts.iter().find(|(_, account)| account.entries > 0).map(|(record, _)| *record)
    else {
        return Ok(false);
    };
    // A year has one birthday, whatever the customer was merged with and however its date was corrected.
    let name = format!("{}:{}", rule.occasion.as_str(), year_of(rule.occasion, on));
    let mut ids = BTreeMap::new();
    for record in identity::rows::records_of(tx.rows(), customer)? {
        let key = record.to_string();
        ids.insert(record, rows::natural_id(&tx.engine.keyed, "occasion", &program.name, [&key, &name]));
    }
    for id in ids.values() {
        if get::<super::account::Known>(tx.rows(), id.as_bytes())?.is_some() {
            return Ok(false);
        }
    }
    let id = ids.get(&record).copied().unwrap_or_else(|| EntryId::from_bytes(tx.new_id()));
    let asked = Asked::of(id, tx.engine.keyed.digest(name.as_bytes()));
    let at = zone.start_of_day(on);
    let mut ledger = Ledger::open(tx, program.clone(), customer)?;
    let of = Bonus { record, name: rule.occasion.as_str(), points: rule.points, at };
    // What the program refuses on that day is not earned; the others are.
    match ledger.check_time(tx, at).and_then(|()| ledger.lot(record, id, rule.points, at)) {
        Ok(_) => bonus(tx, &mut ledger, &asked, &of).map(|()| true),
        Err(_) => Ok(false),
    }
}

/// The year that an occasion belongs to: a lunar one may come twice in a common year, or not at all.
fn year_of(kind: OccasionKind, on: Date) -> i32 {
    use chrono::Datelike;
    let lunar = LunarDate::from_date(on).filter(|_| kind == OccasionKind::LunarBirthday);
    lunar.map_or_else(|| on.to_chrono().year(), LunarDate::year)
}
