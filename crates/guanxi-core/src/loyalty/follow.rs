//! What happens to an order reaches its points, in the same commit (rules P7 to P9).
//!
//! Nothing here counts steps. What should be left of the points that an order earned, and of those that paid for it, is
//! worked out from the order as it stands; what differs is posted. So it does not matter in which order things come in, and
//! the same again posts nothing.

use std::sync::Arc;

use super::{
    account::{EntryFact, Known, Lot},
    accrual::{Circumstances, EarningExplanation, accrue, of_units},
    ahead,
    earn::order_id,
    give_back::{Part, claw, give, kept},
    grant,
    ledger::{Asked, Ledger},
    model::{EntryKind, PointCause},
    program::Program,
    rows,
};
use crate::{
    error::Result,
    id::{EntryId, OrderId, RecordId},
    money::Money,
    order::{
        FinancialStatus, Folded, FoldedRefund, OrderContent, RefundLine, rows as order_rows, sale::counts,
    },
    scope::{OrderChange, OrderFollower, Tx, look::get},
    storage::{Read, Want},
};

/// Points as one of the areas whose facts hang on orders.
pub(crate) struct PointsOfOrders;

impl OrderFollower for PointsOfOrders {
    fn order_changed(&self, tx: &mut Tx<'_>, order: OrderId, change: OrderChange) -> Result<()> {
        // Nothing that is known hangs on a new order that stands whole.
        if change == OrderChange::New {
            return Ok(());
        }
        let programs = rows::programs(tx.rows())?;
        if programs.is_empty() {
            return Ok(());
        }
        let order = order_rows::must_load(tx.rows(), order)?;
        programs.into_iter().try_for_each(|program| settle(tx, program.into(), &order, change))
    }

    fn look_ahead(&self, tx: &Tx<'_>, name: [&str; 2], record: Option<RecordId>) -> Result<()> {
        let Some(record) = record.filter(|_| tx.engine.asks_ahead) else { return Ok(()) };
        let ids = |program: &Program| {
            ["earn", "redeem"].map(|kind| rows::natural_id(&tx.engine.keyed, kind, &program.name, name))
        };
        let programs = rows::programs(tx.rows())?;
        let wants = programs.iter().flat_map(|program| ahead::of_booked(record, ids(program)));
        tx.rows().want(&wants.collect::<Vec<_>>())
    }

    fn wants(&self) -> Vec<Want> {
        vec![Want::new(&rows::PROGRAMS, [])]
    }
}

/// Brings the points of an order to what it stands for now.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    program: Arc<Program>,
    order: &Folded,
    change: OrderChange,
) -> Result<()> {
    let Some(content) = &order.content else { return Ok(()) };
    let earned_id = order_id(tx, "earn", &program.name, order);
    let spent_id = order_id(tx, "redeem", &program.name, order);
    let earned = get::<Known>(tx.rows(), earned_id.as_bytes())?;
    let spent = get::<Known>(tx.rows(), spent_id.as_bytes())?;
    if earned.is_none() && spent.is_none() {
        return Ok(());
    }
    let names = Names::of(tx, &program.name, order, change);
    tx.rows().want(&ahead::of_entries(earned.iter().chain(&spent), names.all()))?;
    let spent = spent.map(|known| rows::fact(tx.rows(), &known).map(|fact| (known, fact))).transpose()?;
    let paid = spent.as_ref().and_then(|(_, fact)| fact.money);
    let earned = earned.map(|known| Earned::load(tx.rows(), known, content)).transpose()?;
    let earning = earned.as_ref().map(|earned| (&earned.earning, &earned.known.returned[..]));
    let stands = stands(order, content, earning, paid);
    let is_revised = earned.as_ref().is_some_and(|earned| earned.is_revised);
    let because = Because::of(order, content, change, is_revised, names);
    if let Some((known, fact)) = spent {
        let open = known.open_points();
        let points = if stands.nothing { open } else { stands.points_paid.min(open) };
        if points > 0 {
            let asked = because.asked(tx, order, because.names.gives)?;
            let mut ledger = grant::ledger(tx, program.clone(), known.record)?;
            match give(tx, &mut ledger, &known, (&fact, spent_id), points, &asked) {
                // They would be past as soon as they came; the order is not refused for it.
                Err(e) if e.code() == "program_refuses" => {}
                done => done?,
            }
        }
    }
    match earned {
        Some(earned) => put_right(tx, program, order, (earned, earned_id), stands, &because),
        None => Ok(()),
    }
}

/// What an order earned, and how that comes out now.
struct Earned {
    known: Known,
    first: EntryFact,
    earning: EarningExplanation,
    /// It comes out otherwise than before.
    is_revised: bool,
    /// It can earn by the program at all.
    earns: bool,
}

impl Earned {
    /// An order that says something else now earns what it would have earned then: by the same version of the program, in
    /// the same tier. One that does not count is not worked out again.
    fn load(rows: &dyn Read, known: Known, content: &OrderContent) -> Result<Self> {
        let first = rows::fact(rows, &known)?;
        let last = rows::earning(rows, &known)?;
        let mut out = Self { known, first, earning: last, is_revised: false, earns: true };
        let version = rows::program_version(rows, &out.known.program, out.first.program_version)?;
        let (Some(given), Some(program), true) = (&out.first.given, version, counts(content)) else {
            return Ok(out);
        };
        let circumstances = Circumstances {
            points_paid: out.earning.lines.iter().map(|line| line.points_paid).sum(),
            first_purchase: given.first_purchase,
            tier: given.tier.as_deref(),
            earned_today: given.earned_today,
        };
        match accrue(&program, content, &circumstances) {
            // A credit note earns nothing, nor does an order in another currency.
            Err(_) => out.earns = false,
            Ok(_) if content.total < 0 => out.earns = false,
            Ok(now) => {
                out.is_revised = now != out.earning;
                out.earning = now;
            }
        }
        Ok(out)
    }
}

/// What an order stands for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Stands {
    /// Units that came back and were not booked yet.
    lines: Vec<RefundLine>,
    /// Points that paid for these.
    points_paid: i64,
    /// Nothing is left of it.
    nothing: bool,
    /// Points that it earns after what came back.
    earns: i64,
}

/// What an order earns when these units come back.
pub(super) fn earns_without(
    order: &Folded,
    earning: &EarningExplanation,
    units: [&[RefundLine]; 2],
    paid: Option<Money>,
) -> i64 {
    let content = order.content.as_ref();
    content.map_or(0, |content| stands(order, content, Some((earning, &units.concat())), paid).earns)
}

/// What an order stands for, by what it is said to be; `paid` is the value of the points that paid for it. Units that came
/// back are told by refunds, or were booked before; the same units told both ways came back once. Money that came back
/// without goods takes back its share of what is left.
fn stands(
    order: &Folded,
    content: &OrderContent,
    earned: Option<(&EarningExplanation, &[RefundLine])>,
    paid: Option<Money>,
) -> Stands {
    let mut out = Stands::default();
    let paid = paid.filter(|value| value.currency() == content.currency).map_or(0, |value| value.minor());
    let (mut units, mut all_units, mut points, mut cash) = (0i64, 0i64, 0i64, 0i64);
    // Cash of units that were booked as returned and that no refund names: money that came back is for them first.
    let mut unnamed = 0i64;
    let (lines, booked) = earned.map_or((&[][..], &[][..]), |(earning, booked)| (&earning.lines[..], booked));
    for line in lines {
        let among = |told: &[RefundLine]| {
            let here = told.iter().filter(|told| told.line == line.line).map(|told| told.quantity.max(0));
            here.fold(0i64, i64::saturating_add)
        };
        let quantity = line.quantity.max(0);
        let share = |whole: i64, units: i64| of_units(whole, line.quantity, units);
        let was = among(booked).min(quantity);
        let told: i64 = order.refunds.iter().map(|refund| among(&refund.lines)).fold(0, i64::saturating_add);
        let told = told.min(quantity);
        let is = was.max(told);
        (units, all_units) = (is.saturating_add(units), quantity.saturating_add(all_units));
        points = share(line.points, is).saturating_add(points);
        cash = share(line.cash.minor(), is).saturating_add(cash);
        let by_hand = share(line.cash.minor(), is) - share(line.cash.minor(), told);
        unnamed = by_hand.saturating_add(unnamed);
        if is > was {
            out.lines.push(RefundLine { line: line.line, quantity: is - was });
            out.points_paid += share(line.points_paid, is) - share(line.points_paid, was);
        }
    }
    let names = |refund: &&FoldedRefund| {
        refund.lines.iter().any(|told| told.quantity > 0 && lines.iter().any(|line| line.line == told.line))
    };
    let same = order.refunds.iter().filter(|refund| refund.currency == content.currency);
    let with_goods = same.filter(names).map(|refund| refund.amount).fold(0, i64::saturating_add);
    let money = order.refunded().saturating_sub(with_goods).saturating_sub(unnamed).max(0);
    let rest = content.total.saturating_sub(paid).saturating_sub(cash);
    out.nothing = !counts(content)
        || content.financial == FinancialStatus::Refunded
        || (units > 0 && units == all_units)
        || (money > 0 && money >= rest);
    let left = earned.map_or(0, |(earning, _)| earning.points) - points;
    out.earns = if out.nothing { 0 } else { left - share_of(left, money, rest) };
    out
}

/// A part of some points, rounded half up; none of nothing.
fn share_of(points: i64, part: i64, whole: i64) -> i64 {
    let (points, part, whole) = (i128::from(points), i128::from(part), i128::from(whole));
    if whole <= 0 { 0 } else { ((2 * points * part + whole) / (2 * whole)) as i64 }
}

/// Posts the difference between what an order's points are and what they should be.
fn put_right(
    tx: &mut Tx<'_>,
    program: Arc<Program>,
    order: &Folded,
    (earned, id): (Earned, EntryId),
    stands: Stands,
    because: &Because<'_>,
) -> Result<()> {
    let should = if earned.earns { stands.earns } else { 0 };
    let difference = should - kept(tx, &earned.known)?;
    let mut earning = earned.is_revised.then(|| earned.earning.clone());
    if difference == 0 && stands.lines.is_empty() && earning.is_none() {
        return Ok(());
    }
    let mut ledger = grant::ledger(tx, program, earned.known.record)?;
    if difference < 0 || !stands.lines.is_empty() {
        let asked = because.asked(tx, order, because.names.claws)?;
        let part = Part {
            lines: stands.lines,
            points_paid: 0,
            cash: because.money(),
            earned: -difference.min(0),
            earning: earning.take(),
        };
        claw(tx, &mut ledger, &earned.known, (id, Some(order.id)), part, &asked)?;
    }
    if difference > 0 || earning.is_some() {
        add(tx, &mut ledger, (&earned, id), difference.max(0), earning, because)?;
    }
    Ok(())
}

/// Points that an order earns more than it did: they vest and expire with those it earned first.
fn add(
    tx: &mut Tx<'_>,
    ledger: &mut Ledger,
    (earned, of): (&Earned, EntryId),
    points: i64,
    earning: Option<EarningExplanation>,
    because: &Because<'_>,
) -> Result<()> {
    let (record, first) = (earned.known.record, &earned.first);
    let at = tx.now.max(first.at);
    let prolongs = ledger.prolongs(at);
    let lot = match &first.lot {
        Some(lot) => {
            let until = prolongs.or(lot.expires_at);
            ledger.lot_of(record, of, points, (lot.earned_at, lot.vests_at, until))
        }
        None => ledger.lot(record, of, points, first.at),
    };
    // What the program's terms have no dates for is not earned; the order is not refused for it.
    let Ok(lot) = (points > 0).then_some(lot).transpose() else { return Ok(()) };
    let lot = lot.map(|lot| Lot { since: at, ..lot });
    let asked = because.unnamed(tx, because.names.adds);
    let fact = EntryFact {
        lot: lot.clone(),
        earning,
        of: Some(of),
        order: first.order,
        // What was taken back before stands in the day's sum still.
        day: first.day.filter(|_| earned.known.clawed == 0),
        prolongs,
        ..asked.entry(EntryKind::Earned, at)
    };
    ledger.post(tx, record, fact)?;
    lot.map_or(Ok(()), |lot| ledger.settle_debt(tx, &lot, record))
}

/// The ids of the entries that may be posted.
#[derive(Clone, Copy)]
struct Names {
    gives: EntryId,
    claws: EntryId,
    adds: EntryId,
    /// They are those of a refund.
    named: bool,
}

impl Names {
    /// Those of the return that has the refund's name, so that this is known when it is asked for by that name; new ones
    /// where there is no name.
    fn of(tx: &Tx<'_>, program: &str, order: &Folded, change: OrderChange) -> Self {
        let refund = Because::refund(order, change).and_then(|refund| refund.external_id.as_ref());
        let name = refund.map(|refund| format!("{}:{refund}", order.external_id));
        let id = |kind: &str| match &name {
            Some(name) => rows::natural_id(&tx.engine.keyed, kind, program, [&order.source, name]),
            None => EntryId::from_bytes(tx.new_id()),
        };
        Self {
            gives: id("return_give"),
            claws: id("return"),
            adds: EntryId::from_bytes(tx.new_id()),
            named: name.is_some(),
        }
    }

    fn all(self) -> [EntryId; 3] {
        [self.gives, self.claws, self.adds]
    }
}

/// What happened to an order, and the refund that it was, where one alone can be told.
struct Because<'a> {
    cause: PointCause,
    refund: Option<&'a FoldedRefund>,
    names: Names,
}

impl<'a> Because<'a> {
    fn of(
        order: &'a Folded,
        content: &OrderContent,
        change: OrderChange,
        is_revised: bool,
        names: Names,
    ) -> Self {
        let came_back = order.refunded() > 0 || content.financial == FinancialStatus::Refunded;
        let cause = match change {
            _ if !counts(content) => PointCause::OrderCancelled,
            OrderChange::Told if is_revised || !came_back => PointCause::OrderChanged,
            _ => PointCause::OrderRefunded,
        };
        let refund = Self::refund(order, change).filter(|_| cause == PointCause::OrderRefunded);
        Self { cause, refund, names }
    }

    fn refund(order: &'a Folded, change: OrderChange) -> Option<&'a FoldedRefund> {
        match (change, &order.refunds[..]) {
            (OrderChange::Refunded, [.., newest]) => Some(newest),
            (OrderChange::Told, [only]) => Some(only),
            _ => None,
        }
    }

    /// An entry by its name; a new one when it was asked for by that name before, or follows from something else.
    fn asked(&self, tx: &Tx<'_>, order: &Folded, name: EntryId) -> Result<Asked> {
        let free = match get::<Known>(tx.rows(), name.as_bytes())? {
            None if self.refund.is_some() || !self.names.named => name,
            _ => EntryId::from_bytes(tx.new_id()),
        };
        let lines = self.refund.map_or(&[][..], |refund| &refund.lines);
        let digest = tx.engine.keyed.digest(format!("{} {lines:?}", order.id).as_bytes());
        Ok(Asked { digest, ..self.unnamed(tx, free) })
    }

    fn unnamed(&self, tx: &Tx<'_>, id: EntryId) -> Asked {
        let digest = tx.engine.keyed.digest(id.as_bytes());
        let refund = self.refund.and_then(|refund| refund.external_id.clone());
        Asked { cause: Some(self.cause), refund, ..Asked::of(id, digest) }
    }

    fn money(&self) -> Option<Money> {
        self.refund.and_then(|refund| Money::new(refund.amount, refund.currency).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        loyalty::program::ProgramTerms,
        order::{self, OrderFact, OrderInput},
        time::Timestamp,
    };

    /// Rule P9's order: 200.00 and 100.00, less 30.00, with 5,000 points worth 50.00; and what it earned.
    fn bought(refunds: Vec<FoldedRefund>) -> (Folded, EarningExplanation) {
        let at: Timestamp = "2026-03-01T02:00:00Z".parse().unwrap();
        let mut input = OrderInput::new("shop", "1", at);
        input = input.line("A", 1, "200.00 CNY".parse().unwrap()).line("B", 1, "100.00 CNY".parse().unwrap());
        input.discounts.push(order::Discount { code: None, amount: 3000 });
        let content = order::content(&input).unwrap();
        let terms = ProgramTerms {
            earn_amount: Some("1.00 CNY".parse().unwrap()),
            redeem_points: Some(100),
            redeem_amount: Some("1.00 CNY".parse().unwrap()),
            ..ProgramTerms::default()
        };
        let program = Program { name: "club".into(), version: 1, terms, recorded_at: at };
        let paid = Circumstances { points_paid: 5000, ..Circumstances::default() };
        let earning = accrue(&program, &content, &paid).unwrap();
        let fact = OrderFact::Described {
            source: "shop".into(),
            external_id: "1".into(),
            effective: at,
            recorded: at,
            digest: [0; 16].into(),
            content,
        };
        let order = order::Folded { refunds, ..order::fold(OrderId::from_bytes([1; 16]), [fact]).unwrap() };
        (order, earning)
    }

    fn refund(amount: i64, lines: &[(u32, i64)]) -> FoldedRefund {
        FoldedRefund {
            external_id: None,
            amount,
            currency: "CNY".parse().unwrap(),
            lines: lines
                .iter()
                .map(|(line, quantity)| RefundLine { line: *line, quantity: *quantity })
                .collect(),
            reason: None,
            at: "2026-03-02T02:00:00Z".parse().unwrap(),
            extra: std::collections::BTreeMap::new(),
        }
    }

    /// Points still earned, points to be given back, and whether nothing is left.
    fn left(refunds: Vec<FoldedRefund>, booked: &[(u32, i64)]) -> (i64, i64, bool) {
        let (order, earning) = bought(refunds);
        let booked: Vec<_> =
            booked.iter().map(|(line, quantity)| RefundLine { line: *line, quantity: *quantity }).collect();
        let content = order.content.clone().unwrap();
        let stands = stands(&order, &content, Some((&earning, &booked)), Some("50.00 CNY".parse().unwrap()));
        (stands.earns, stands.points_paid, stands.nothing)
    }

    #[test]
    fn units_bring_back_their_parts() {
        assert_eq!(left(vec![], &[]), (220, 0, false));
        assert_eq!(left(vec![refund(7333, &[(1, 1)])], &[]), (147, 1667, false));
        assert_eq!(left(vec![refund(14667, &[(0, 1)])], &[]), (73, 3333, false));
        assert_eq!(left(vec![refund(7333, &[(1, 1)]), refund(14667, &[(0, 1)])], &[]).0, 0);
        // Told by a refund and by hand, a unit came back once.
        assert_eq!(left(vec![refund(7333, &[(1, 1)])], &[(1, 1)]), (147, 0, false));
        assert_eq!(left(vec![refund(7333, &[])], &[(1, 1)]), (147, 0, false));
        // More units than there are, lines that are not there, no units at all.
        assert_eq!(left(vec![refund(7333, &[(1, 9)])], &[]), (147, 1667, false));
        assert_eq!(left(vec![refund(22000, &[(7, 1)])], &[]), (0, 0, true));
        assert_eq!(left(vec![refund(11000, &[(1, 0)])], &[]), (110, 0, false));
    }

    #[test]
    fn money_alone_brings_back_its_share() {
        assert_eq!(left(vec![refund(11000, &[])], &[]), (110, 0, false));
        assert_eq!(left(vec![refund(100, &[])], &[]), (219, 0, false));
        assert_eq!(left(vec![refund(11000, &[]), refund(10999, &[])], &[]), (0, 0, false));
        assert_eq!(left(vec![refund(11000, &[]), refund(11000, &[])], &[]), (0, 0, true));
        // Some money, and a line: half of what the other line still earns.
        assert_eq!(left(vec![refund(7333, &[(1, 1)]), refund(7334, &[])], &[]), (73, 1667, false));
        assert_eq!(left(vec![refund(7333, &[(1, 1)]), refund(14667, &[])], &[]), (0, 1667, true));
        // All that was ever to be paid, points included.
        assert_eq!(left(vec![refund(27000, &[])], &[]), (0, 0, true));
    }

    #[test]
    fn shares_of_points_are_rounded_half_up() {
        assert_eq!(
            [share_of(5, 1, 2), share_of(4, 1, 3), share_of(5, 0, 7), share_of(5, 7, 0)],
            [3, 1, 0, 0]
        );
        assert_eq!(share_of(i64::MAX, i64::MAX - 1, i64::MAX), i64::MAX - 1);
    }
}
