//! What was spent goes back, what was earned is taken back (rules P7 to P9).

use super::{
    GiveBackInput, PointsReceipt, ReturnInput, ReturnReceipt,
    account::{Drawn, EntryFact, Known},
    accrual::{EarningExplanation, of_units},
    dates,
    earn::{booked, order_id},
    follow,
    ledger::{Asked, Ledger, replayed},
    model::EntryKind,
    program::{self, ClawbackPolicy},
    rows,
};
use crate::{
    customer::Booked,
    error::{Error, Result},
    id::{EntryId, OrderId, RecordId},
    money::Money,
    order::{self, RefundLine},
    scope::{Tx, look::get},
    time::Timestamp,
};

/// See [`Loyalty::give_back`](super::Loyalty::give_back).
pub(super) fn give_back(tx: &mut Tx<'_>, input: &GiveBackInput) -> Result<PointsReceipt> {
    let not_found = || Error::not_found("redemption", input.entry);
    let known = get::<Known>(tx.rows(), input.entry.as_bytes())?.ok_or_else(not_found)?;
    let spent = rows::fact(tx.rows(), &known)?;
    if !matches!(spent.kind, EntryKind::Redeemed | EntryKind::Captured) {
        return Err(not_found());
    }
    if spent.reward.is_some() {
        return Err(Error::program_refuses(&known.program, "these points paid for a reward; cancel that"));
    }
    let customer = Booked::on(tx.rows(), known.record)?.customer.ok_or_else(Error::deleted)?;
    let program = program::named(&tx.look(), Some(&known.program))?;
    let content = format!("{} {:?}", input.entry, input.points);
    let key = (input.source.as_deref(), input.external_id.as_deref());
    let asked = Asked::new(tx, "give_back", &program.name, key, &content)?;
    let mut ledger = Ledger::open(tx, program, customer)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return ledger.receipt(tx, asked.id, true);
    }
    let open = known.open_points();
    let points = input.points.map_or(Ok(open), |points| program::positive("points", points))?;
    if points == 0 || points > open {
        return Err(ledger.refuse(format_args!("{open} points are left of this redemption to give back")));
    }
    give(tx, &mut ledger, &known, (&spent, input.entry), points, &asked)?;
    ledger.receipt(tx, asked.id, false)
}

/// Gives points back to the lots they were drawn from, newest drawn first; what is owed for them is owed no more. What was
/// owed and has been paid since comes back as a new lot, dated now.
pub(super) fn give(
    tx: &mut Tx<'_>,
    ledger: &mut Ledger,
    known: &Known,
    (spent, of): (&EntryFact, EntryId),
    points: i64,
    asked: &Asked,
) -> Result<()> {
    let at = tx.now.max(spent.at);
    let for_debt = points.min(known.open_debt);
    let owed = ledger.accounts.get(&known.record).map_or(0, |account| account.debt);
    let debt = for_debt.min(owed);
    let paid = for_debt - debt;
    let mut left = points - for_debt;
    let (mut drawn, mut renewed): (Vec<Drawn>, Vec<Drawn>) = (vec![], vec![]);
    for lot in known.open.iter().rev() {
        let part = lot.points.min(left);
        left -= part;
        let past = lot.lot.is_expired(at) && ledger.program.terms.give_back_grace_days.is_some();
        if part > 0 {
            if past { &mut renewed } else { &mut drawn }.push(lot.with(-part));
        }
    }
    let fresh = paid - renewed.iter().map(|d| d.points).sum::<i64>();
    let (terms, zone) = (&ledger.program.terms, ledger.zone);
    let until = match terms.give_back_grace_days {
        Some(days) if paid == 0 => Some(zone.plus_days(at, days.max(1))),
        _ => dates::expires_at(terms, zone, at),
    };
    let lot =
        (fresh > 0).then(|| ledger.lot_of(known.record, asked.id, fresh, (at, at, until))).transpose()?;
    let fact = EntryFact {
        lot,
        drawn,
        renewed,
        debt: -debt,
        asked: points,
        of: Some(of),
        order: spent.order,
        ..asked.entry(EntryKind::GivenBack, at)
    };
    ledger.post(tx, known.record, fact)
}

/// See [`Loyalty::return_order`](super::Loyalty::return_order).
pub(super) fn return_order(tx: &mut Tx<'_>, input: &ReturnInput) -> Result<ReturnReceipt> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let order = order::load(&tx.look(), &input.order)?;
    let (_, customer) = booked(tx, &order)?;
    let earned_id = order_id(tx, "earn", &program.name, &order);
    let spent_id = order_id(tx, "redeem", &program.name, &order);
    let external_id = input.external_id.as_ref().map(|id| format!("{}:{}", order.external_id, id.trim()));
    let key = (Some(order.source.as_str()), external_id.as_deref());
    let content = format!("{} {:?}", order.id, input.lines);
    let asked = Asked::new(tx, "return", &program.name, key, &content)?;
    let gives = Asked::new(tx, "return_give", &program.name, key, &content)?;
    let mut ledger = Ledger::open(tx, program, customer)?;
    if let Some(fact) = replayed(tx, asked.id, asked.digest)? {
        return receipt(tx, &ledger, &fact, gives.id, true);
    }
    let earned = get::<Known>(tx.rows(), earned_id.as_bytes())?.ok_or_else(|| {
        ledger.refuse("the order has earned nothing yet; call earn first, also when it earns 0")
    })?;
    let earning = rows::earning(tx.rows(), &earned)?;
    let mut part = part(&earning, &earned.returned, &input.lines)?;
    let spent = get::<Known>(tx.rows(), spent_id.as_bytes())?;
    let spent = spent.map(|spent| rows::fact(tx.rows(), &spent).map(|fact| (spent, fact))).transpose()?;
    // Money that came back for these goods before has taken its points already.
    let paid = spent.as_ref().and_then(|(_, fact)| fact.money);
    let left = follow::earns_without(&order, &earning, [&earned.returned, &part.lines], paid);
    part.earned = kept(tx, &earned)? - left;
    if let Some((spent, fact)) = spent {
        let points = part.points_paid.min(spent.open_points());
        if points > 0 {
            give(tx, &mut ledger, &spent, (&fact, spent_id), points, &gives)?;
        }
    }
    let fact = claw(tx, &mut ledger, &earned, (earned_id, Some(order.id)), part, &asked)?;
    receipt(tx, &ledger, &fact, gives.id, false)
}

/// What goes back with some units of an order.
#[derive(Default)]
pub(super) struct Part {
    pub(super) lines: Vec<RefundLine>,
    pub(super) points_paid: i64,
    /// None where no goods come back.
    pub(super) cash: Option<Money>,
    pub(super) earned: i64,
    /// How the points come out now, where that changed.
    pub(super) earning: Option<EarningExplanation>,
}

/// The shares of units, as they were split when the points were earned: in which order they come back makes no
/// difference to the sum.
fn part(earning: &EarningExplanation, before: &[RefundLine], asked: &[RefundLine]) -> Result<Part> {
    let back = |line: u32| before.iter().find(|b| b.line == line).map_or(0, |b| b.quantity);
    let rest = || {
        let left =
            earning.lines.iter().map(|l| RefundLine { line: l.line, quantity: l.quantity - back(l.line) });
        left.filter(|l| l.quantity > 0).collect::<Vec<_>>()
    };
    let lines = if asked.is_empty() { rest() } else { asked.to_vec() };
    if lines.is_empty() {
        return Err(Error::invalid("lines", "everything of this order came back before"));
    }
    let mut cash = Money::zero(earning.base.currency());
    let mut out = Part::default();
    for RefundLine { line, quantity } in lines {
        let of = earning.lines.iter().find(|l| l.line == line);
        let of = of.ok_or_else(|| Error::invalid("lines", format_args!("the order has no line {line}")))?;
        if out.lines.iter().any(|l: &RefundLine| l.line == line) {
            return Err(Error::invalid("lines", format_args!("line {line} is named twice")));
        }
        let from = back(line);
        if quantity < 1 || quantity > of.quantity - from {
            let left = (of.quantity - from).max(0);
            return Err(Error::invalid("lines", format_args!("{left} units of line {line} can come back")));
        }
        let share =
            |whole| of_units(whole, of.quantity, from + quantity) - of_units(whole, of.quantity, from);
        out.points_paid += share(of.points_paid);
        cash = cash.checked_add(Money::new(share(of.cash.minor()), cash.currency())?)?;
        out.earned += share(of.points);
        out.lines.push(RefundLine { line, quantity });
    }
    Ok(Part { cash: Some(cash), ..out })
}

/// Takes earned points back: from their own lot, then by the program's policy (rule P8).
pub(super) fn claw(
    tx: &mut Tx<'_>,
    ledger: &mut Ledger,
    earned: &Known,
    (of, order): (EntryId, Option<OrderId>),
    part: Part,
    asked: &Asked,
) -> Result<EntryFact> {
    let (at, record) = (tx.now, earned.record);
    ledger.release_ended(tx, at)?;
    let points = part.earned.min(kept(tx, earned)?).max(0);
    let (mut drawn, mut left) = own_lot(ledger, record, of, points);
    // What of the lot has expired counts as taken back, once.
    let lapsed = left.min(earned.expired - earned.counted).max(0);
    left -= lapsed;
    let policy = ledger.program.terms.clawback;
    if matches!(policy, ClawbackPolicy::OthersThenDebt | ClawbackPolicy::OthersThenWriteOff) {
        let (others, missing) = others(ledger, at, (record, of), left);
        drawn.extend(others);
        left = missing;
    }
    let writes_off = matches!(policy, ClawbackPolicy::OthersThenWriteOff | ClawbackPolicy::WriteOff);
    let fact = EntryFact {
        drawn,
        debt: if writes_off { 0 } else { left },
        written_off: if writes_off { left } else { 0 },
        lapsed,
        asked: points,
        of: Some(of),
        order,
        returned: part.lines,
        money: part.cash,
        earning: part.earning,
        ..asked.entry(EntryKind::ClawedBack, at)
    };
    ledger.post(tx, record, fact.clone())?;
    Ok(fact)
}

/// What was earned less what was taken back.
pub(super) fn kept(tx: &Tx<'_>, earned: &Known) -> Result<i64> {
    let first = rows::fact(tx.rows(), earned)?.lot.map_or(0, |lot| lot.amount);
    Ok(first + earned.added - earned.clawed)
}

fn own_lot(ledger: &Ledger, record: RecordId, of: EntryId, points: i64) -> (Vec<Drawn>, i64) {
    let lots = ledger.accounts.get(&record).map_or(&[][..], |account| &account.lots);
    let (mut drawn, mut left) = (vec![], points);
    // What came in last goes first.
    for lot in lots.iter().rev().filter(|lot| lot.entry == of) {
        let points = lot.left.min(left);
        left -= points;
        if points > 0 {
            drawn.push(Drawn::own(record, points, lot));
        }
    }
    (drawn, left)
}

fn others(ledger: &Ledger, at: Timestamp, own: (RecordId, EntryId), points: i64) -> (Vec<Drawn>, i64) {
    let mut left = points;
    let mut drawn = vec![];
    for lot in ledger.lots_at(at).into_iter().filter(|d| (d.record, d.lot.entry) != own) {
        let part = lot.points.min(left);
        left -= part;
        if part > 0 {
            drawn.push(lot.with(part));
        }
    }
    (drawn, left)
}

fn receipt(
    tx: &Tx<'_>,
    ledger: &Ledger,
    fact: &EntryFact,
    gives: EntryId,
    replayed: bool,
) -> Result<ReturnReceipt> {
    let given = get::<Known>(tx.rows(), gives.as_bytes())?;
    let given = given.map(|known| rows::fact(tx.rows(), &known)).transpose()?;
    let fact = match get::<Known>(tx.rows(), fact.id.as_bytes())? {
        Some(known) => rows::fact(tx.rows(), &known)?,
        None => return Err(Error::internal("an entry that was written is known")),
    };
    Ok(ReturnReceipt {
        replayed,
        customer_id: ledger.member()?,
        given_back: given.map_or(0, |fact| fact.asked),
        clawed_back: fact.asked,
        lapsed: fact.lapsed,
        owed: fact.debt,
        written_off: fact.written_off,
        cash: fact.money.ok_or_else(|| Error::internal("a return says what is paid back"))?,
        entry: ledger.shown(&fact),
        balance: ledger.balance(tx.now),
    })
}
