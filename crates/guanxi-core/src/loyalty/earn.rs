use super::{
    EarnEventInput, EarnInput, EarningExplanation, PointsReceipt, PreviewInput,
    account::{EntryFact, Given, Known},
    accrual::{Circumstances, EarningBonus, accrue},
    ahead, follow,
    ledger::{Asked, Ledger, replayed},
    model::EntryKind,
    program::{self, Program},
    rows, tier,
};
use crate::{
    customer::{Booked, record_for},
    error::{Error, Result},
    id::{CustomerId, EntryId, RecordId},
    money::Money,
    order::{self, Folded, OrderRef, metrics::StoredMetrics, sale},
    scope::{Look, OrderChange, Tx, look::get},
    time::Timestamp,
};

/// The name that a natural key of an order has: its source's.
pub(super) fn order_id(tx: &Tx<'_>, kind: &str, program: &str, order: &Folded) -> EntryId {
    rows::natural_id(&tx.engine.keyed, kind, program, [&order.source, &order.external_id])
}

/// See [`Loyalty::earn`](super::Loyalty::earn).
pub(super) fn earn(tx: &mut Tx<'_>, input: &EarnInput) -> Result<PointsReceipt> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let order = order::load(&tx.look(), &input.order)?;
    let id = order_id(tx, "earn", &program.name, &order);
    let paid = order_id(tx, "redeem", &program.name, &order);
    let record = order.content.as_ref().and_then(|content| content.record);
    if let Some(record) = record.filter(|_| tx.engine.asks_ahead) {
        tx.rows().want(&ahead::of_booked(record, [id, paid]))?;
    }
    let (record, customer) = booked(tx, &order)?;
    let content = order.content.as_ref().ok_or_else(|| Error::not_found("order", order.id))?;
    let at = input.at.unwrap_or(content.placed_at);
    let digest = tx.engine.keyed.digest(format!("{} {:?}", order.id, input.at).as_bytes());
    let mut ledger = Ledger::open(tx, program, customer)?;
    if replayed(tx, id, digest)?.is_some() {
        return ledger.receipt(tx, id, true);
    }
    if !sale::counts(content) {
        return Err(ledger.refuse("the order does not count: it was cancelled, is a draft or a test"));
    }
    if content.total < 0 {
        return Err(ledger.refuse("a credit note earns nothing"));
    }
    ledger.check_time(tx, at)?;
    let paid = get::<Known>(tx.rows(), paid.as_bytes())?.map_or(0, |known| known.open_points());
    let day = ledger.program.terms.points_per_day_max.map(|_| ledger.zone.day(at));
    let account = ledger.accounts.get(&record);
    let earned_today = account.filter(|a| day.is_some() && a.day == day).map_or(0, |a| a.day_points);
    let tier = tier_name(&tx.look(), &ledger.program, customer, at)?;
    let first_purchase = is_first(&tx.look(), &ledger.program, customer, content.placed_at)?;
    let circumstances =
        Circumstances { points_paid: paid, first_purchase, tier: tier.as_deref(), earned_today };
    let earning = accrue(&ledger.program, content, &circumstances)?;
    let points = earning.points;
    let lot = (points > 0).then(|| ledger.lot(record, id, points, at)).transpose()?;
    let given = Given { tier, first_purchase, earned_today };
    let fact = EntryFact {
        lot: lot.clone(),
        earning: Some(earning),
        given: Some(given),
        order: Some(order.id),
        day,
        prolongs: ledger.prolongs(at),
        ..Asked::of(id, digest).entry(EntryKind::Earned, at)
    };
    ledger.post(tx, record, fact)?;
    if let Some(lot) = lot {
        ledger.settle_debt(tx, &lot, record)?;
    }
    let ledger = settled(tx, ledger, &order)?;
    ledger.receipt(tx, id, false)
}

/// A ledger after what came back of an order before was taken into account.
pub(super) fn settled(tx: &mut Tx<'_>, ledger: Ledger, order: &Folded) -> Result<Ledger> {
    if sale::stands_whole(order) {
        return Ok(ledger);
    }
    let (program, customer) = (ledger.program.clone(), ledger.member()?);
    follow::settle(tx, program.clone(), order, OrderChange::Told)?;
    Ledger::open(tx, program, customer)
}

/// The record that an order is booked on, and its customer.
pub(super) fn booked(tx: &Tx<'_>, order: &Folded) -> Result<(RecordId, CustomerId)> {
    let content = order.content.as_ref().ok_or_else(|| Error::not_found("order", order.id))?;
    let record =
        content.record.ok_or_else(|| Error::invalid("order", "it is nobody's: points need a customer"))?;
    let customer = Booked::on(tx.rows(), record)?.customer.ok_or_else(Error::deleted)?;
    Ok((record, customer))
}

/// Whether no order of the customer that counts was placed before; asked only where a rule depends on it.
pub(super) fn is_first(
    look: &Look<'_>,
    program: &Program,
    customer: CustomerId,
    placed_at: Timestamp,
) -> Result<bool> {
    if !program.terms.rules.iter().any(|rule| rule.first_purchase) {
        return Ok(false);
    }
    let metrics = get::<StoredMetrics>(look.rows, customer.as_bytes())?;
    Ok(metrics.and_then(|m| m.first_at).is_none_or(|first| first >= placed_at))
}

/// The tier of a customer before what happens at this instant; asked only where a rule depends on it.
pub(super) fn tier_name(
    look: &Look<'_>,
    program: &Program,
    customer: CustomerId,
    at: Timestamp,
) -> Result<Option<String>> {
    if program.terms.rules.iter().all(|rule| rule.tiers.is_empty()) {
        return Ok(None);
    }
    tier::before(look, program, customer, at)
}

/// See [`Loyalty::earn_event`](super::Loyalty::earn_event).
pub(super) fn earn_event(tx: &mut Tx<'_>, input: &EarnEventInput) -> Result<PointsReceipt> {
    let program = program::named(&tx.look(), input.program.as_deref())?;
    let rule = program.terms.events.iter().find(|rule| rule.event == input.event.trim()).cloned();
    let rule = rule.ok_or_else(|| {
        Error::program_refuses(
            &program.name,
            format_args!("nothing is earned by the event {:?}", input.event),
        )
    })?;
    let booked = record_for(tx, &input.customer)?;
    let (record, customer) = (booked.id, booked.customer.ok_or_else(Error::deleted)?);
    let content = format!("{} {record} {:?}", rule.event, input.at);
    let key = (input.source.as_deref(), input.external_id.as_deref());
    let asked = Asked::new(tx, "event", &program.name, key, &content)?;
    let mut ledger = Ledger::open(tx, program, customer)?;
    if replayed(tx, asked.id, asked.digest)?.is_some() {
        return ledger.receipt(tx, asked.id, true);
    }
    let at = input.at.unwrap_or(tx.now);
    ledger.check_time(tx, at)?;
    let of = Bonus { record, name: &rule.event, points: rule.points, at };
    bonus(tx, &mut ledger, &asked, &of)?;
    ledger.receipt(tx, asked.id, false)
}

/// Points that a rule gives for what it names.
pub(super) struct Bonus<'a> {
    pub(super) record: RecordId,
    pub(super) name: &'a str,
    pub(super) points: i64,
    pub(super) at: Timestamp,
}

/// Posts a bonus, as far as the day's cap leaves room.
pub(super) fn bonus(tx: &mut Tx<'_>, ledger: &mut Ledger, asked: &Asked, of: &Bonus<'_>) -> Result<()> {
    let Bonus { record, name, points: promised, at } = *of;
    let day = ledger.program.terms.points_per_day_max.map(|max| (max, ledger.zone.day(at)));
    let today = ledger.accounts.get(&record).filter(|a| day.is_some_and(|(_, day)| a.day == Some(day)));
    let left = day.map_or(promised, |(max, _)| (max - today.map_or(0, |a| a.day_points)).max(0));
    let points = promised.min(left);
    let lot = (points > 0).then(|| ledger.lot(record, asked.id, points, at)).transpose()?;
    let currency = ledger.program.terms.earn_amount.map(|a| a.currency()).or(tx.settings().currency);
    let earning = currency.map(|currency| EarningExplanation {
        base: Money::zero(currency),
        extra: Money::zero(currency),
        earn_points: 0,
        earn_amount: None,
        lines: vec![],
        rounded: 0,
        rounding: ledger.program.terms.rounding,
        bonuses: vec![EarningBonus { rule: name.to_owned(), points: promised }],
        cap: Some(points).filter(|points| *points < promised),
        points,
    });
    let fact = EntryFact {
        lot: lot.clone(),
        earning,
        reason: Some(name.to_owned()),
        day: day.map(|(_, day)| day),
        prolongs: ledger.prolongs(at),
        ..asked.entry(EntryKind::Earned, at)
    };
    ledger.post(tx, record, fact)?;
    lot.map_or(Ok(()), |lot| ledger.settle_debt(tx, &lot, record))
}

/// See [`Loyalty::preview`](super::Loyalty::preview).
pub(super) fn preview(look: &Look<'_>, input: &PreviewInput) -> Result<EarningExplanation> {
    let program = program::named(look, input.program.as_deref())?;
    let content = order::content(&input.order)?;
    let customer = match &input.order.customer {
        Some(customer) => crate::customer::must_resolve(look, customer).map(|c| c.id).map(Some),
        None => Ok(None),
    };
    // A customer that does not exist yet has no tier and no order before.
    let customer = customer.or_else(|e| if e.code() == "not_found" { Ok(None) } else { Err(e) })?;
    let tier = customer.map(|c| tier::before(look, &program, c, content.placed_at)).transpose()?.flatten();
    let metrics = customer.map(|c| get::<StoredMetrics>(look.rows, c.as_bytes())).transpose()?.flatten();
    let circumstances = Circumstances {
        points_paid: input.points.map_or(Ok(0), |points| program::positive("points", points))?,
        first_purchase: metrics.and_then(|m| m.first_at).is_none_or(|first| first >= content.placed_at),
        tier: tier.as_deref(),
        earned_today: 0,
    };
    accrue(&program, &content, &circumstances)
}

/// What an order that a request names is called by its source, and the order where it is recorded.
pub(super) fn named_order(look: &Look<'_>, order: &OrderRef) -> Result<((String, String), Option<Folded>)> {
    let found = match order::load(look, order) {
        Ok(order) => Some(order),
        Err(e) if e.code() == "not_found" && matches!(order, OrderRef::External { .. }) => None,
        Err(e) => return Err(e),
    };
    let name = match (&found, order) {
        (Some(order), _) => (order.source.clone(), order.external_id.clone()),
        (None, OrderRef::External { source, external_id }) => (
            crate::text::checked_text("source", source)?,
            crate::text::checked_text("external_id", external_id)?,
        ),
        (None, OrderRef::Id(id)) => return Err(Error::not_found("order", id)),
    };
    Ok((name, found))
}
