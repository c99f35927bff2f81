//! What other terms would have meant: the orders of a period earn once as the program is and once as it might be, in
//! memory, by the functions that earn for real.

use std::collections::HashMap;

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
    let same_dates = sides.0.zone == sides.1.zone && dates::alike(&program.terms, &changed.terms);
    let mut totals = (after.is_none()).then_some((0, 0, 0));
    let (mut items, mut more) = (Vec::new(), false);
    let customers = tier::customers(look.rows)?;
    let from = after.map_or(0, |after| customers.partition_point(|customer| *customer <= after));
    let payments = Payments::new(look, &program.name, query)?;
    bought(look, &customers[from..], query, &payments, &mut |customer, orders| {
        let dates = sides.0.dates(orders);
        let current = sides.0.earn(look, customer, orders, &dates)?;
        let dates = if same_dates { dates } else { sides.1.dates(orders) };
        let then = sides.1.earn(look, customer, orders, &dates)?;
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
    payments: &Payments<'_>,
    show: &mut dyn FnMut(CustomerId, &[Bought]) -> Result<Flow>,
) -> Result<()> {
    for customers in customers.chunks(CUSTOMERS_AT_ONCE) {
        let bookings = bookings(look, customers, query)?;
        let mut rest = &bookings[..];
        while !rest.is_empty() {
            let (part, others) = rest.split_at(whole_customers(rest));
            rest = others;
            let mut orders = read(look, part, payments)?.into_iter();
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
fn read(look: &Look<'_>, bookings: &[Booking], payments: &Payments<'_>) -> Result<Vec<Option<Bought>>> {
    let mut places: Vec<_> = bookings.iter().enumerate().map(|(at, b)| (*b.2.as_bytes(), at)).collect();
    places.sort_unstable();
    let ids: Vec<_> = places.iter().map(|(id, _)| *id).collect();
    let mut orders: Vec<Option<Bought>> = Vec::new();
    orders.resize_with(bookings.len(), || None);
    let (mut missing, mut names) = (vec![true; bookings.len()], Vec::with_capacity(bookings.len()));
    let mut take = |at: usize, order: Folded| {
        let name = payments.name(&order);
        let Some(content) = order.content.filter(|c| sale::counts(c) && c.total >= 0) else { return };
        names.extend(name.map(|name| (name, at)));
        orders[at] = Some(Bought { record: bookings[at].3, content, id: order.id, paid: 0 });
    };
    order::rows::load_each(look, &ids, &mut |at, order| {
        missing[places[at].1] = false;
        take(places[at].1, order);
    })?;
    for at in (0..bookings.len()).filter(|at| missing[*at]) {
        take(at, order::rows::must_load(look.rows, bookings[at].2)?);
    }
    payments.add(names, &mut orders)?;
    Ok(orders)
}

/// How many points pay for orders.
struct Payments<'a> {
    look: &'a Look<'a>,
    program: &'a str,
    /// All there are, by name; absent where each order's are looked up.
    all: Option<HashMap<EntryId, i64>>,
}

impl<'a> Payments<'a> {
    /// Of the orders that a query asks for. Where these are all there are, one walk over the names costs far less than a
    /// look-up for each: names are hashes, and each look-up reads another page.
    fn new(look: &'a Look<'a>, program: &'a str, query: &SimulationQuery) -> Result<Self> {
        let every = query.since.is_none() && query.until.is_none() && query.page.cursor.is_none();
        let all = every.then(|| rows::open_points(look.rows, program)).transpose()?;
        Ok(Self { look, program, all })
    }

    /// The name that a redemption for an order has; `None` where there is no redemption at all.
    fn name(&self, order: &Folded) -> Option<EntryId> {
        let name = [&*order.source, &*order.external_id];
        let some = self.all.as_ref().is_none_or(|all| !all.is_empty());
        some.then(|| rows::natural_id(&self.look.engine.keyed, "redeem", self.program, name))
    }

    /// Adds to orders what pays for them, by the names that their redemptions have.
    fn add(&self, mut names: Vec<(EntryId, usize)>, orders: &mut [Option<Bought>]) -> Result<()> {
        if self.all.is_none() {
            self.tell_ahead(&names)?;
            // So that what lies on one page is looked up together.
            names.sort_unstable();
        }
        for (name, at) in names {
            let paid = self.points(name)?;
            orders[at].iter_mut().for_each(|order| order.paid = paid);
        }
        Ok(())
    }

    fn tell_ahead(&self, names: &[(EntryId, usize)]) -> Result<()> {
        if !self.look.engine.asks_ahead {
            return Ok(());
        }
        let wants = names.iter().map(|(name, _)| Want::new(&rows::POINT_KEYS, *name.as_bytes()));
        self.look.rows.want(&wants.collect::<Vec<_>>())
    }

    fn points(&self, name: EntryId) -> Result<i64> {
        match &self.all {
            Some(all) => Ok(all.get(&name).copied().unwrap_or(0)),
            None => Ok(get::<Known>(self.look.rows, name.as_bytes())?.map_or(0, |known| known.open_points())),
        }
    }
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

/// When points can be redeemed, and until when.
type Dates = (Timestamp, Option<Timestamp>);

/// What the records of one customer have.
type Accounts = Vec<(RecordId, Account)>;

impl<'a> Side<'a> {
    fn new(look: &Look<'_>, program: &'a Program) -> Self {
        let zone = program.terms.zone(look.settings.zone);
        Self { program, zone, now: look.engine.clock.now(), earned: 0, refused: 0, outstanding: 0 }
    }

    /// The dates of what these orders earn.
    fn dates(&self, orders: &[Bought]) -> Vec<Dates> {
        let (terms, placed) = (&self.program.terms, orders.iter().map(|order| order.content.placed_at));
        placed
            .map(|at| (dates::vests_at(terms, self.zone, at), dates::expires_at(terms, self.zone, at)))
            .collect()
    }

    /// Has the orders of one customer earn, one after another; gives the points.
    fn earn(
        &mut self,
        look: &Look<'_>,
        customer: CustomerId,
        orders: &[Bought],
        dates: &[Dates],
    ) -> Result<i64> {
        let mut accounts = Accounts::new();
        for order in orders {
            if accounts.iter().all(|(record, _)| *record != order.record) {
                accounts.push((order.record, Account::default()));
            }
        }
        let mut earned = 0;
        for (order, dates) in orders.iter().zip(dates) {
            match self.order(look, customer, order, *dates, &mut accounts) {
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
        (vests_at, expires_at): Dates,
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
