use super::{
    CaptureInput, PointsReceipt, RedeemInput,
    account::{EntryFact, Known},
    accrual,
    earn::{named_order, settled},
    ledger::{Asked, Ledger, replayed},
    model::EntryKind,
    program::{self, PointKind},
    rows,
};
use crate::{
    customer::{Booked, record_for},
    error::{Error, Result},
    id::{CustomerId, EntryId, RecordId},
    money::Money,
    order::Folded,
    scope::{Tx, look::get},
    time::Timestamp,
};

/// Seconds that a hold lasts unless it says otherwise.
const HOLD_SECONDS: u32 = 900;

/// See [`Loyalty::redeem`](super::Loyalty::redeem).
pub(super) fn redeem(tx: &mut Tx<'_>, input: &RedeemInput) -> Result<PointsReceipt> {
    spend(tx, input, EntryKind::Redeemed)
}

/// See [`Loyalty::hold`](super::Loyalty::hold).
pub(super) fn hold(tx: &mut Tx<'_>, input: &RedeemInput) -> Result<PointsReceipt> {
    spend(tx, input, EntryKind::Held)
}

fn spend(tx: &mut Tx<'_>, input: &RedeemInput, kind: EntryKind) -> Result<PointsReceipt> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let points = program::positive("points", input.points)?;
    let (name, order) = match &input.order {
        Some(order) => named_order(&tx.look(), order).map(|(name, order)| (Some(name), order))?,
        None => (None, None),
    };
    let booked = record_for(tx, &input.customer)?;
    let (record, customer) = (booked.id, booked.customer.ok_or_else(Error::deleted)?);
    let key = match (&name, kind) {
        // The redemption for an order is known by the order, so that earning finds it.
        (Some((source, id)), EntryKind::Redeemed) => (Some(source.as_str()), Some(id.as_str())),
        _ => (input.source.as_deref(), input.external_id.as_deref()),
    };
    let content = format!("{points} {record} {:?} {:?} {:?}", input.at, name, input.ttl_seconds);
    let asked = Asked::new(
        tx,
        if kind == EntryKind::Held { "hold" } else { "redeem" },
        &program.name,
        key,
        &content,
    )?;
    let mut ledger = Ledger::open_with_pool(tx, program, customer)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return ledger.receipt(tx, asked.id, true);
    }
    let at = input.at.unwrap_or(tx.now);
    ledger.check_time(tx, at)?;
    check_limits(&ledger, points, goods(&order, input.order_amount)?)?;
    ledger.release_ended(tx, at)?;
    let drawn = ledger.draw_all(at, points)?;
    let seconds = i64::from(input.ttl_seconds.unwrap_or(HOLD_SECONDS));
    let until = at.micros().checked_add(seconds * 1_000_000).and_then(Timestamp::from_micros);
    let held = kind == EntryKind::Held;
    let fact = EntryFact {
        drawn,
        hold_until: until.filter(|_| held),
        money: ledger.program.terms.value(points)?,
        order: order.as_ref().map(|order| order.id),
        prolongs: ledger.prolongs(at).filter(|_| !held),
        ..asked.entry(kind, at)
    };
    ledger.post(tx, record, fact)?;
    let ledger = match order.filter(|_| !held) {
        Some(order) => settled(tx, ledger, &order)?,
        None => ledger,
    };
    ledger.receipt(tx, asked.id, false)
}

/// What the goods of the order come to, as far as that is known.
fn goods(order: &Option<Folded>, said: Option<Money>) -> Result<Option<Money>> {
    let content = order.as_ref().and_then(|order| order.content.as_ref());
    match content {
        Some(content) => Money::new(accrual::goods(content), content.currency).map(Some),
        None => Ok(said),
    }
}

fn check_limits(ledger: &Ledger, points: i64, goods: Option<Money>) -> Result<()> {
    let terms = &ledger.program.terms;
    if terms.kind == PointKind::Qualifying {
        return Err(ledger.refuse("its points only count towards tiers"));
    }
    if let Some(min) = terms.redeem_min.filter(|min| points < *min) {
        return Err(ledger.refuse(format_args!("no fewer than {min} points are redeemed at once")));
    }
    if let Some(step) = terms.redeem_step.filter(|step| points % step != 0) {
        return Err(ledger.refuse(format_args!("points are redeemed in multiples of {step}")));
    }
    let (Some(goods), Some(value)) = (goods, terms.value(points)?) else { return Ok(()) };
    let share = i64::from(terms.redeem_share_max_ppm.unwrap_or(1_000_000));
    let most = goods.mul_ratio(share, 1_000_000)?;
    if value.checked_cmp(most)?.is_gt() {
        return Err(ledger
            .refuse(format_args!("points pay at most {most} of this order, {points} are worth {value}")));
    }
    Ok(())
}

/// A hold with its ledger.
struct Hold {
    ledger: Ledger,
    record: RecordId,
    known: Known,
    fact: EntryFact,
}

fn load(tx: &Tx<'_>, hold: EntryId) -> Result<Hold> {
    let known = get::<Known>(tx.rows(), hold.as_bytes())?.ok_or_else(|| Error::not_found("hold", hold))?;
    let fact = rows::fact(tx.rows(), &known)?;
    if fact.kind != EntryKind::Held {
        return Err(Error::not_found("hold", hold));
    }
    let customer: CustomerId = Booked::on(tx.rows(), known.record)?.customer.ok_or_else(Error::deleted)?;
    let program = program::named(&tx.look(), Some(&known.program))?;
    Ok(Hold { ledger: Ledger::open(tx, program, customer)?, record: known.record, known, fact })
}

/// See [`Loyalty::capture`](super::Loyalty::capture).
pub(super) fn capture(tx: &mut Tx<'_>, input: &CaptureInput) -> Result<PointsReceipt> {
    let Hold { mut ledger, record, known, fact } = load(tx, input.hold)?;
    let (name, order) = match &input.order {
        Some(order) => named_order(&tx.look(), order).map(|(name, order)| (Some(name), order))?,
        None => (None, None),
    };
    let hold = input.hold.to_string();
    // The capture for an order is its redemption, so that earning finds it.
    let (kind, key) = match &name {
        Some((source, id)) => ("redeem", (Some(source.as_str()), Some(id.as_str()))),
        None => ("capture", (None, Some(hold.as_str()))),
    };
    let content = format!("{hold} {:?} {:?}", input.points, name);
    let asked = Asked::new(tx, kind, &ledger.program.name, key, &content)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return ledger.receipt(tx, asked.id, true);
    }
    check_open(&ledger, &known, &fact, tx.now)?;
    let held = known.open_points();
    let points = input.points.map_or(Ok(held), |points| program::positive("points", points))?;
    if points > held {
        return Err(Error::insufficient_points(&ledger.program.name, held, points));
    }
    let mut left = points;
    let drawn = known.open.iter().map(|d| {
        let part = d.points.min(left);
        left -= part;
        d.with(part)
    });
    let fact = EntryFact {
        drawn: drawn.filter(|d| d.points > 0).collect(),
        of: Some(input.hold),
        money: ledger.program.terms.value(points)?,
        order: order.as_ref().map(|order| order.id),
        prolongs: ledger.prolongs(tx.now),
        ..asked.entry(EntryKind::Captured, tx.now)
    };
    ledger.post(tx, record, fact)?;
    let ledger = match order {
        Some(order) => settled(tx, ledger, &order)?,
        None => ledger,
    };
    ledger.receipt(tx, asked.id, false)
}

/// See [`Loyalty::void_hold`](super::Loyalty::void_hold).
pub(super) fn void(tx: &mut Tx<'_>, hold: EntryId) -> Result<PointsReceipt> {
    let Hold { mut ledger, record, known, fact } = load(tx, hold)?;
    let name = hold.to_string();
    let asked = Asked::new(tx, "void", &ledger.program.name, (None, Some(&name)), &name)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return ledger.receipt(tx, asked.id, true);
    }
    check_open(&ledger, &known, &fact, tx.now)?;
    let fact = EntryFact { of: Some(hold), ..asked.entry(EntryKind::Voided, tx.now) };
    ledger.post(tx, record, fact)?;
    ledger.receipt(tx, asked.id, false)
}

/// A hold is resolved at most once, and ends by itself (rule P6).
fn check_open(ledger: &Ledger, known: &Known, fact: &EntryFact, now: Timestamp) -> Result<()> {
    if known.resolved {
        return Err(ledger.refuse("the hold was captured or voided before"));
    }
    match fact.hold_until {
        Some(until) if now >= until => Err(ledger.refuse(format_args!("the hold ended at {until}"))),
        _ => Ok(()),
    }
}
