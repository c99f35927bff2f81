//! What other terms would have meant: the orders of a period earn once as the program is and once as it might be, in
//! memory, by the functions that earn for real.

use std::collections::BTreeMap;

use guanxi_macros::model;

use super::{
    account::{Account, EntryFact, Known, Lot, apply},
    accrual::{Circumstances, accrue},
    dates, earn,
    liability::owed,
    model::EntryKind,
    program::{self, ExpiryPolicy, Program, ProgramTerms},
    rows, tier, view,
};
use crate::{
    error::{Error, Result},
    id::{CustomerId, EntryId, RecordId},
    identity,
    money::Money,
    order::{self, Folded, sale},
    page::{Cursor, PageRequest},
    scope::{Look, look::get},
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

/// See [`Loyalty::simulate`](super::Loyalty::simulate).
pub(super) fn simulate(look: &Look<'_>, query: &SimulationQuery) -> Result<SimulationPage> {
    let limit = query.page.limit()?;
    let after = query.page.cursor(CURSOR)?.map(read_cursor).transpose()?;
    query.terms.check()?;
    if query.since.zip(query.until).is_some_and(|(since, until)| since >= until) {
        return Err(Error::invalid("until", "expected later than since"));
    }
    let program = program::named(look, query.program.as_deref())?;
    let changed = Program { terms: query.terms.clone(), ..program.clone() };
    let mut sides = (Side::new(look, program), Side::new(look, changed));
    let mut totals = (after.is_none()).then_some((0, 0, 0));
    let (mut items, mut more) = (Vec::new(), false);
    for customer in tier::customers(look.rows)? {
        if after.is_some_and(|after| customer <= after) {
            continue;
        }
        if more && totals.is_none() {
            break;
        }
        let orders = orders(look, customer, query)?;
        if orders.is_empty() {
            continue;
        }
        let (current, then) =
            (sides.0.earn(look, customer, &orders)?, sides.1.earn(look, customer, &orders)?);
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
    }
    let next_cursor = items.last().filter(|_| more).map(|item: &CustomerSimulation| {
        Cursor::new(CURSOR, item.customer_id.as_bytes().to_vec()).to_string()
    });
    let program = sides.0.program.name.clone();
    let totals = totals.map(|(orders, customers, differing)| {
        let (current, changed) = (sides.0.total()?, sides.1.total()?);
        Ok(SimulationTotals { orders, customers, differing, current, changed })
    });
    Ok(SimulationPage { program, totals: totals.transpose()?, items, next_cursor })
}

fn read_cursor(cursor: Cursor) -> Result<CustomerId> {
    let bytes: Result<[u8; 16], _> = cursor.into_bytes().try_into();
    bytes.map(CustomerId::from_bytes).map_err(|_| Error::cursor("it is damaged"))
}

/// A customer's orders of the period that count, in the order they were placed.
fn orders(look: &Look<'_>, customer: CustomerId, query: &SimulationQuery) -> Result<Vec<(RecordId, Folded)>> {
    let mut found = Vec::new();
    for record in identity::rows::records_of(look.rows, customer)? {
        for (placed_at, id) in order::rows::orders_of(look.rows, record)? {
            let within = query.since.is_none_or(|since| placed_at >= since)
                && query.until.is_none_or(|until| placed_at < until);
            if !within {
                continue;
            }
            let order = order::rows::must_load(look.rows, id)?;
            if order.content.as_ref().is_some_and(|content| sale::counts(content) && content.total >= 0) {
                found.push((placed_at, id, record, order));
            }
        }
    }
    found.sort_by_key(|(placed_at, id, ..)| (*placed_at, *id));
    Ok(found.into_iter().map(|(_, _, record, order)| (record, order)).collect())
}

/// What comes together under some terms.
struct Side {
    program: Program,
    zone: Zone,
    now: Timestamp,
    earned: i64,
    refused: u64,
    outstanding: i64,
}

impl Side {
    fn new(look: &Look<'_>, program: Program) -> Self {
        let zone = program.terms.zone(look.settings.zone);
        Self { program, zone, now: look.engine.clock.now(), earned: 0, refused: 0, outstanding: 0 }
    }

    /// Has the orders of one customer earn, one after another; gives the points.
    fn earn(&mut self, look: &Look<'_>, customer: CustomerId, orders: &[(RecordId, Folded)]) -> Result<i64> {
        let mut accounts: BTreeMap<RecordId, Account> =
            orders.iter().map(|(record, _)| (*record, Account::default())).collect();
        let mut earned = 0;
        for (record, order) in orders {
            match self.order(look, customer, (*record, order), &mut accounts) {
                Ok(points) => earned += points,
                // Orders in another currency, sums that do not fit: they would not earn.
                Err(e) if e.code() == "invalid_money" => self.refused += 1,
                Err(e) => return Err(e),
            }
        }
        let balance = view::balance(&self.program.name, accounts.values(), self.now);
        self.earned = self.earned.saturating_add(earned);
        self.outstanding = self.outstanding.saturating_add(balance.available + balance.pending);
        Ok(earned)
    }

    fn order(
        &mut self,
        look: &Look<'_>,
        customer: CustomerId,
        (record, order): (RecordId, &Folded),
        accounts: &mut BTreeMap<RecordId, Account>,
    ) -> Result<i64> {
        let Some(content) = &order.content else { return Ok(0) };
        let (program, at) = (&self.program, content.placed_at);
        let paid = rows::natural_id(
            &look.engine.keyed,
            "redeem",
            &program.name,
            [&order.source, &order.external_id],
        );
        let paid = get::<Known>(look.rows, paid.as_bytes())?.map_or(0, |known| known.open_points());
        let tier = earn::tier_name(look, program, customer, at)?;
        let day = program.terms.points_per_day_max.map(|_| self.zone.day(at));
        let account = accounts.entry(record).or_default();
        let circumstances = Circumstances {
            points_paid: paid,
            first_purchase: earn::is_first(look, program, customer, at)?,
            tier: tier.as_deref(),
            earned_today: if day.is_some() && account.day == day { account.day_points } else { 0 },
        };
        let points = accrue(program, content, &circumstances)?.points;
        let vests_at = dates::vests_at(&program.terms, self.zone, at);
        let expires_at = dates::expires_at(&program.terms, self.zone, at);
        let terms = &program.terms;
        let runs = terms.starts_at.is_none_or(|from| at >= from) && terms.ends_at.is_none_or(|end| at < end);
        if !runs || points > 0 && expires_at.is_some_and(|end| end <= vests_at) {
            self.refused += 1;
            return Ok(0);
        }
        let entry = EntryId::from_bytes(*order.id.as_bytes());
        let lot = Lot {
            seq: account.entries,
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
        let part = EntryFact { prolongs, ..EntryFact::new(entry, EntryKind::Earned, at) };
        let fact = EntryFact { lot: Some(lot).filter(|lot| lot.amount > 0), day, ..part.clone() };
        for (of, account) in accounts.iter_mut() {
            let fact = if *of == record { &fact } else { &part };
            apply(account, &mut BTreeMap::new(), *of, &program.name, fact);
        }
        Ok(points)
    }

    fn total(&self) -> Result<SimulatedProgram> {
        let (value, liability) = owed(&self.program.terms, self.outstanding)?;
        let (earned, refused_orders, outstanding) = (self.earned, self.refused, self.outstanding);
        Ok(SimulatedProgram { earned, refused_orders, outstanding, value, liability })
    }
}
