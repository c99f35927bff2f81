//! What other terms would have meant: the orders of a period earn once as the program is and once as it might be, in
//! memory, by the functions that earn for real.

use guanxi_macros::model;

use super::{
    account::{Account, EntryFact, Known, Lot},
    accrual::{self, Circumstances},
    dates, earn,
    liability::owed,
    model::EntryKind,
    program::{self, ExpiryPolicy, Program, ProgramTerms},
    rows, tier, view,
};
use crate::{
    error::{Error, Result},
    id::{CustomerId, EntryId, OrderId, RecordId},
    identity,
    money::Money,
    order::{self, Folded, OrderContent, sale},
    page::{Cursor, PageRequest},
    scope::{
        Look,
        look::{get, scan_each},
    },
    storage::{Flow, Want},
    time::{Timestamp, Zone},
};

/// Which terms to try, on which orders.
#[model(spread)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SimulationQuery {
    /// The program; may be left out when the shop has one.
    pub program: Option<String>,
    /// All of its terms, as they would be.
    pub terms: ProgramTerms,
    /// Orders placed at this instant or later; from the first on when left out.
    pub since: Option<Timestamp>,
    /// Orders placed before this instant; up to the last when left out.
    pub until: Option<Timestamp>,
    /// How many customers, and from where on.
    #[model(default)]
    pub page: PageRequest,
}

impl SimulationQuery {
    /// These terms on all orders.
    pub fn new(terms: ProgramTerms) -> Self {
        Self { program: None, terms, since: None, until: None, page: PageRequest::default() }
    }
}

/// What orders come to under some terms.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimulatedProgram {
    /// Points earned.
    pub earned: i64,
    /// Orders that earn nothing because the terms refuse them: another currency, before the program or after it, points
    /// that would expire before they could be redeemed.
    pub refused_orders: u64,
    /// Of the points earned, those that are not expired now.
    pub outstanding: i64,
    /// What these are worth.
    pub value: Option<Money>,
    /// The same less breakage (rule P12).
    pub liability: Option<Money>,
}

/// The whole period, under both terms.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimulationTotals {
    /// Orders of the period that count and have a customer.
    pub orders: u64,
    /// Customers who placed them.
    pub customers: u64,
    /// Of these, customers who would earn another number of points.
    pub differing: u64,
    /// As the program is.
    pub current: SimulatedProgram,
    /// As it would be.
    pub changed: SimulatedProgram,
}

/// What other terms would mean for a customer.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomerSimulation {
    /// Who.
    pub customer_id: CustomerId,
    /// Orders of the period.
    pub orders: u64,
    /// Points that they earn as the program is.
    pub current: i64,
    /// Points that they would earn.
    pub changed: i64,
}

/// What other terms would mean.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimulationPage {
    /// The program.
    pub program: String,
    /// The whole; on the first page only.
    pub totals: Option<SimulationTotals>,
    /// Customers who would earn another number of points, by id.
    pub items: Vec<CustomerSimulation>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// Tells cursors of simulations from others.
const CURSOR: &str = "simulation";

/// Customers whose orders are looked for together.
const CUSTOMERS_AT_ONCE: usize = 512;
/// Orders that are read together, unless one customer has more.
const ORDERS_AT_ONCE: usize = 2_048;

/// See [`Loyalty::simulate`](super::Loyalty::simulate).
pub(super) fn simulate(look: &Look<'_>, query: &SimulationQuery) -> Result<SimulationPage> {
    let limit = query.page.limit()?;
    let after = query.page.cursor(CURSOR)?.map(read_cursor).transpose()?;
    query.terms.check()?;
    if query.since.zip(query.until).is_some_and(|(since, until)| since >= until) {
        return Err(Error::invalid("until", "expected later than since"));
    }
    let program = program::named(look, query.program.as_deref())?;
    let changed = Program { terms: query.terms.clone(), ..Program::clone(&program) };
    let mut sides = (Side::new(look, &program), Side::new(look, &changed));
    let mut totals = (after.is_none()).then_some((0, 0, 0));
    let (mut items, mut more) = (Vec::new(), false);
    let customers = tier::customers(look.rows)?;
    let from = after.map_or(0, |after| customers.partition_point(|customer| *customer <= after));
    bought(look, &customers[from..], query, &program.name, &mut |customer, orders| {
        let (current, then) = (sides.0.earn(look, customer, orders)?, sides.1.earn(look, customer, orders)?);
        if let Some((all, customers, differing)) = &mut totals {
            *all += orders.len() as u64;
            *customers += 1;
            *differing += u64::from(current != then);
        }
        if current != then {
            more = items.len() == limit;
            let orders = orders.len() as u64;
            let item = CustomerSimulation { customer_id: customer, orders, current, changed: then };
            items.extend((!more).then_some(item));
        }
        Ok(if more && totals.is_none() { Flow::Break(()) } else { Flow::Continue(()) })
    })?;
    let next_cursor = items.last().filter(|_| more).map(|item: &CustomerSimulation| {
        Cursor::new(CURSOR, item.customer_id.as_bytes().to_vec()).to_string()
    });
    let totals = totals.map(|(orders, customers, differing)| {
        let (current, changed) = (sides.0.total()?, sides.1.total()?);
        Ok(SimulationTotals { orders, customers, differing, current, changed })
    });
    Ok(SimulationPage { program: program.name.clone(), totals: totals.transpose()?, items, next_cursor })
}

fn read_cursor(cursor: Cursor) -> Result<CustomerId> {
    let bytes: Result<[u8; 16], _> = cursor.into_bytes().try_into();
    bytes.map(CustomerId::from_bytes).map_err(|_| Error::cursor("it is damaged"))
}

/// An order that counts.
struct Bought {
    record: RecordId,
    content: OrderContent,
    id: OrderId,
    /// Points that pay for it.
    paid: i64,
}

/// Where an order is booked: the place of its customer, when it was placed, its id, and the record.
type Booking = (usize, Timestamp, OrderId, RecordId);

/// Shows each customer who has orders of the period that count, with these in the order they were placed, until the
/// callback breaks.
fn bought(
    look: &Look<'_>,
    customers: &[CustomerId],
    query: &SimulationQuery,
    program: &str,
    show: &mut dyn FnMut(CustomerId, &[Bought]) -> Result<Flow>,
) -> Result<()> {
    for customers in customers.chunks(CUSTOMERS_AT_ONCE) {
        let bookings = bookings(look, customers, query)?;
        let mut rest = &bookings[..];
        while !rest.is_empty() {
            let (part, others) = rest.split_at(whole_customers(rest));
            rest = others;
            let mut orders = read(look, part, program)?.into_iter();
            for same in part.chunk_by(|a, b| a.0 == b.0) {
                let orders: Vec<Bought> = orders.by_ref().take(same.len()).flatten().collect();
                if !orders.is_empty() && show(customers[same[0].0], &orders)?.is_break() {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// How many bookings are read together: no customer's are parted.
fn whole_customers(bookings: &[Booking]) -> usize {
    let mut end = bookings.len().min(ORDERS_AT_ONCE);
    let starts = |at: usize| at == bookings.len() || bookings[at].0 != bookings[at - 1].0;
    while end > 1 && !starts(end) {
        end -= 1;
    }
    if starts(end) { end } else { bookings.iter().take_while(|b| b.0 == bookings[0].0).count() }
}

/// The orders of the period that customers have, one customer after another, each one's in the order they were placed.
fn bookings(look: &Look<'_>, customers: &[CustomerId], query: &SimulationQuery) -> Result<Vec<Booking>> {
    let ids: Vec<_> = customers.iter().map(|customer| *customer.as_bytes()).collect();
    let mut records: Vec<([u8; 16], usize)> = Vec::with_capacity(ids.len());
    scan_each(look, &identity::rows::CUSTOMER_RECORDS, &ids, &mut |customer, row| {
        let record = identity::rows::read_customer_record(row.key)?;
        records.push((*record.as_bytes(), customer));
        Ok(())
    })?;
    records.sort_unstable();
    let ids: Vec<_> = records.iter().map(|(record, _)| *record).collect();
    let mut found = Vec::new();
    scan_each(look, &order::rows::RECORD_ORDERS, &ids, &mut |at, row| {
        let (placed_at, order) = order::rows::read_record_order(row.key)?;
        let within = query.since.is_none_or(|since| placed_at >= since)
            && query.until.is_none_or(|until| placed_at < until);
        let (record, customer) = records[at];
        found.extend(within.then_some((customer, placed_at, order, RecordId::from_bytes(record))));
        Ok(())
    })?;
    found.sort_unstable();
    Ok(found)
}

/// Reads the orders that are booked so; `None` for one that does not count.
fn read(look: &Look<'_>, bookings: &[Booking], program: &str) -> Result<Vec<Option<Bought>>> {
    let mut places: Vec<_> = bookings.iter().enumerate().map(|(at, b)| (*b.2.as_bytes(), at)).collect();
    places.sort_unstable();
    let ids: Vec<_> = places.iter().map(|(id, _)| *id).collect();
    let mut orders: Vec<Option<Folded>> = Vec::new();
    orders.resize_with(bookings.len(), || None);
    order::rows::load_each(look, &ids, &mut |at, order| orders[places[at].1] = Some(order))?;
    let counted = |order: Option<Folded>, booking: &Booking| -> Result<Option<Folded>> {
        let order = order.map_or_else(|| order::rows::must_load(look.rows, booking.2), Ok)?;
        let counts = |content: &OrderContent| sale::counts(content) && content.total >= 0;
        Ok(Some(order).filter(|order| order.content.as_ref().is_some_and(counts)))
    };
    let orders = orders.into_iter().zip(bookings).map(|(order, booking)| counted(order, booking));
    let orders: Vec<Option<Folded>> = orders.collect::<Result<_>>()?;
    let name = |order: &Folded| {
        rows::natural_id(&look.engine.keyed, "redeem", program, [&order.source, &order.external_id])
    };
    let names: Vec<_> = orders.iter().map(|order| order.as_ref().map(name)).collect();
    if look.engine.asks_ahead {
        let wants = names.iter().flatten().map(|id| Want::new(&rows::POINT_KEYS, *id.as_bytes()));
        look.rows.want(&wants.collect::<Vec<_>>())?;
    }
    let bought = orders.into_iter().zip(names).zip(bookings).map(|((order, name), booking)| {
        let (Some(order), Some(name)) = (order, name) else { return Ok(None) };
        let paid = get::<Known>(look.rows, name.as_bytes())?.map_or(0, |known| known.open_points());
        let (record, id) = (booking.3, order.id);
        Ok(order.content.map(|content| Bought { record, content, id, paid }))
    });
    bought.collect()
}

/// What comes together under some terms.
struct Side<'a> {
    program: &'a Program,
    zone: Zone,
    now: Timestamp,
    earned: i64,
    refused: u64,
    outstanding: i64,
}

/// What the records of one customer have.
type Accounts = Vec<(RecordId, Account)>;

impl<'a> Side<'a> {
    fn new(look: &Look<'_>, program: &'a Program) -> Self {
        let zone = program.terms.zone(look.settings.zone);
        Self { program, zone, now: look.engine.clock.now(), earned: 0, refused: 0, outstanding: 0 }
    }

    /// Has the orders of one customer earn, one after another; gives the points.
    fn earn(&mut self, look: &Look<'_>, customer: CustomerId, orders: &[Bought]) -> Result<i64> {
        let mut accounts = Accounts::new();
        for order in orders {
            if accounts.iter().all(|(record, _)| *record != order.record) {
                accounts.push((order.record, Account::default()));
            }
        }
        let mut earned = 0;
        for order in orders {
            match self.order(look, customer, order, &mut accounts) {
                Ok(points) => earned += points,
                // Orders in another currency, sums that do not fit: they would not earn.
                Err(e) if e.code() == "invalid_money" => self.refused += 1,
                Err(e) => return Err(e),
            }
        }
        let outstanding = view::outstanding(accounts.iter().map(|(_, account)| account), self.now);
        self.earned = self.earned.saturating_add(earned);
        self.outstanding = self.outstanding.saturating_add(outstanding);
        Ok(earned)
    }

    fn order(
        &mut self,
        look: &Look<'_>,
        customer: CustomerId,
        order: &Bought,
        accounts: &mut Accounts,
    ) -> Result<i64> {
        let (program, content, record) = (self.program, &order.content, order.record);
        let (terms, at) = (&program.terms, content.placed_at);
        let tier = earn::tier_name(look, program, customer, at)?;
        let day = terms.points_per_day_max.map(|_| self.zone.day(at));
        let own = accounts.iter().find(|(of, _)| *of == record).map(|(_, account)| account);
        let circumstances = Circumstances {
            points_paid: order.paid,
            first_purchase: earn::is_first(look, program, customer, at)?,
            tier: tier.as_deref(),
            earned_today: own.filter(|own| day.is_some() && own.day == day).map_or(0, |own| own.day_points),
        };
        let points = accrual::points(program, content, &circumstances)?;
        let vests_at = dates::vests_at(terms, self.zone, at);
        let expires_at = dates::expires_at(terms, self.zone, at);
        let runs = terms.starts_at.is_none_or(|from| at >= from) && terms.ends_at.is_none_or(|end| at < end);
        if !runs || points > 0 && expires_at.is_some_and(|end| end <= vests_at) {
            self.refused += 1;
            return Ok(0);
        }
        let entry = EntryId::from_bytes(*order.id.as_bytes());
        let lot = Lot {
            seq: own.map_or(0, |own| own.entries),
            entry,
            amount: points,
            earned_at: at,
            vests_at,
            expires_at,
            left: points,
            since: at,
        };
        let inactivity = terms.expiry == ExpiryPolicy::Inactivity;
        let prolongs = inactivity.then(|| self.zone.plus_months(at, terms.expiry_months));
        // For the other accounts, and with the lot for its own.
        let mut fact = EntryFact { prolongs, ..EntryFact::new(entry, EntryKind::Earned, at) };
        accounts.iter_mut().filter(|(of, _)| *of != record).for_each(|(of, other)| other.apply(*of, &fact));
        (fact.lot, fact.day) = (Some(lot).filter(|lot| lot.amount > 0), day);
        accounts.iter_mut().filter(|(of, _)| *of == record).for_each(|(of, own)| own.apply(*of, &fact));
        Ok(points)
    }

    fn total(&self) -> Result<SimulatedProgram> {
        let (value, liability) = owed(&self.program.terms, self.outstanding)?;
        let (earned, refused_orders, outstanding) = (self.earned, self.refused, self.outstanding);
        Ok(SimulatedProgram { earned, refused_orders, outstanding, value, liability })
    }
}
