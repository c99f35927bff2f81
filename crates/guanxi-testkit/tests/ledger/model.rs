//! What is right: every point by itself.

use std::collections::{BTreeMap, BTreeSet};

use guanxi_core::{id::EntryId, time::Timestamp};

/// Records; each is a customer of its own at first, and 0 with 1, 2 with 3 may come together.
pub(crate) const RECORDS: usize = 6;
/// The record whose past is asked about.
pub(crate) const ALONE: usize = 4;
/// The record whose customer is deleted now and then, and comes back.
pub(crate) const LEAVING: usize = 5;
pub(crate) const HOUR: i64 = 3_600_000_000;
/// 2026-03-01T00:00:00Z.
pub(crate) const START: i64 = 1_772_323_200_000_000;

pub(crate) fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros).unwrap()
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    Free,
    /// Of a hold, by its number.
    Held(usize),
    /// For a debit, by its number.
    Spent(usize),
    /// Its expiry was booked.
    Expired,
    /// Taken back.
    Gone,
    /// Its expiry was booked, and counted as taken back later.
    Lapsed,
}

/// Earned, vesting, expiry.
pub(crate) type Dates = (i64, i64, Option<i64>);

/// One point.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    pub(crate) record: usize,
    pub(crate) lot: usize,
    pub(crate) earned: i64,
    pub(crate) vests: i64,
    pub(crate) expires: Option<i64>,
    pub(crate) state: State,
}

/// A redemption, or debt that was paid: whose, with which points in the order they were drawn, and what is owed for it.
#[derive(Debug, Default)]
pub(crate) struct Debit {
    pub(crate) record: usize,
    pub(crate) points: Vec<usize>,
    pub(crate) debt: i64,
    /// Points that were of other members of the pool.
    pub(crate) pooled: BTreeSet<usize>,
    pub(crate) id: Option<EntryId>,
}

#[derive(Debug)]
pub(crate) struct Hold {
    pub(crate) record: usize,
    pub(crate) points: Vec<usize>,
    pub(crate) pooled: BTreeSet<usize>,
    pub(crate) until: i64,
    pub(crate) id: EntryId,
    pub(crate) open: bool,
}

/// An order of so many units at one price: what came back of it, and what it still earns.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) record: usize,
    pub(crate) lots: Vec<usize>,
    pub(crate) dates: Dates,
    pub(crate) quantity: i64,
    pub(crate) cents: i64,
    /// Units that came back; of them, those that refunds name.
    pub(crate) returned: i64,
    pub(crate) named: i64,
    /// Money that came back, in cents: all of it, and that of refunds that name no units.
    pub(crate) refunded: i64,
    pub(crate) money: i64,
    pub(crate) cancelled: bool,
    pub(crate) kept: i64,
}

impl Order {
    pub(crate) fn points(&self) -> i64 {
        self.quantity * self.cents / 100
    }

    /// Points of so many units, the first of which have one more.
    pub(crate) fn of_units(&self, units: i64) -> i64 {
        let (points, quantity) = (self.points(), self.quantity);
        (0..units).map(|i| points / quantity + i64::from(i < points % quantity)).sum()
    }

    /// What it should earn after what came back.
    pub(crate) fn should(&self) -> i64 {
        let (told, named) = (self.returned.max(self.named).min(self.quantity), self.named.min(self.quantity));
        let money = (self.money - self.cents * (told - named)).max(0);
        let rest = self.cents * (self.quantity - told);
        if self.cancelled || told == self.quantity || (money > 0 && money >= rest) {
            return 0;
        }
        let left = self.points() - self.of_units(told);
        left - (2 * left * money + rest) / (2 * rest)
    }
}

#[derive(Default)]
pub(crate) struct Model {
    pub(crate) points: Vec<Point>,
    pub(crate) lots: usize,
    pub(crate) debt: [i64; RECORDS],
    pub(crate) debits: Vec<Debit>,
    pub(crate) holds: Vec<Hold>,
    pub(crate) orders: BTreeMap<usize, Order>,
    /// The pairs that are one customer.
    pub(crate) together: [bool; 2],
    /// The records that are in the pool.
    pub(crate) pool: [bool; RECORDS],
}

impl Model {
    pub(crate) fn member(&self, record: usize) -> Vec<usize> {
        match record / 2 {
            pair if pair < 2 && self.together[pair] => vec![2 * pair, 2 * pair + 1],
            _ => vec![record],
        }
    }

    pub(crate) fn in_pool(&self, record: usize) -> bool {
        self.member(record).into_iter().any(|record| self.pool[record])
    }

    /// The records whose points somebody spends.
    pub(crate) fn reach(&self, record: usize) -> Vec<usize> {
        match self.in_pool(record) {
            true => (0..RECORDS).filter(|record| self.in_pool(*record)).collect(),
            false => self.member(record),
        }
    }

    /// Those of some points that are not the member's own.
    pub(crate) fn pooled(&self, record: usize, points: &[usize]) -> BTreeSet<usize> {
        let member = self.member(record);
        points.iter().copied().filter(|i| !member.contains(&self.points[*i].record)).collect()
    }

    pub(crate) fn is_available(&self, point: &Point, at: i64) -> bool {
        point.earned <= at && point.vests <= at && point.expires.is_none_or(|end| at < end)
    }

    /// Points of some records that can be drawn, in draw order.
    pub(crate) fn drawable(&self, records: &[usize], at: i64) -> Vec<usize> {
        let free = (0..self.points.len()).filter(|i| {
            let point = &self.points[*i];
            point.state == State::Free && records.contains(&point.record) && self.is_available(point, at)
        });
        let mut free: Vec<_> = free.collect();
        free.sort_by_key(|i| {
            let p = &self.points[*i];
            (p.expires.unwrap_or(i64::MAX), p.earned, p.record, p.lot)
        });
        free
    }

    /// Holds of some records that ended, and those on their points, give their points back.
    pub(crate) fn release(&mut self, records: &[usize], at: i64) {
        for number in self.ended(records, at) {
            self.end_hold(number);
        }
    }

    pub(crate) fn ended(&self, records: &[usize], at: i64) -> Vec<usize> {
        let is_of = |hold: &Hold| {
            let theirs = |i: &usize| records.contains(&self.points[*i].record);
            records.contains(&hold.record) || hold.pooled.iter().any(theirs)
        };
        let ended = |number: &usize| {
            let hold = &self.holds[*number];
            hold.open && hold.until <= at && is_of(hold)
        };
        (0..self.holds.len()).filter(ended).collect()
    }

    pub(crate) fn end_hold(&mut self, number: usize) {
        self.holds[number].open = false;
        for point in &mut self.points {
            if point.state == State::Held(number) {
                point.state = State::Free;
            }
        }
    }

    pub(crate) fn credit(&mut self, record: usize, points: i64, (earned, vests, expires): Dates) -> usize {
        let lot = self.lots;
        self.lots += 1;
        for _ in 0..points {
            self.points.push(Point { record, lot, earned, vests, expires, state: State::Free });
        }
        for debtor in self.member(record) {
            let new = (0..self.points.len()).filter(|i| self.points[*i].lot == lot);
            let free: Vec<_> = new.filter(|i| self.points[*i].state == State::Free).collect();
            let paid = self.debt[debtor].min(free.len() as i64);
            self.debt[debtor] -= paid;
            self.debit(debtor, free[..paid as usize].to_vec(), None);
        }
        lot
    }

    pub(crate) fn debit(&mut self, record: usize, points: Vec<usize>, id: Option<EntryId>) {
        if points.is_empty() {
            return;
        }
        let number = self.debits.len();
        points.iter().for_each(|i| self.points[*i].state = State::Spent(number));
        let pooled = self.pooled(record, &points);
        self.debits.push(Debit { record, points, debt: 0, pooled, id });
    }

    pub(crate) fn give_back(&mut self, number: usize, points: i64, (now, expires): (i64, i64)) {
        let record = self.debits[number].record;
        let for_debt = points.min(self.debits[number].debt);
        self.debits[number].debt -= for_debt;
        // What was owed and paid since comes back as new points.
        let debt = for_debt.min(self.debt[record]);
        self.debt[record] -= debt;
        let lot = self.lots;
        self.lots += 1;
        for _ in debt..for_debt {
            let (vests, expires, state) = (now, Some(expires), State::Free);
            self.points.push(Point { record, lot, earned: now, vests, expires, state });
        }
        let keep = self.debits[number].points.len() - (points - for_debt) as usize;
        // Newest drawn first; inside a lot one point is as good as another.
        for point in self.debits[number].points.split_off(keep) {
            self.points[point].state = State::Free;
        }
    }

    /// Brings what an order earns to what it should; `units` came back anew.
    pub(crate) fn settle(&mut self, number: usize, units: bool, now: i64) {
        let Order { record, kept, dates, .. } = self.orders[&number];
        let should = self.orders[&number].should();
        if should < kept || units {
            self.release(&self.member(record), now);
            self.claw(number, kept - should.min(kept));
        }
        if should > kept {
            let lot = self.credit(record, should - kept, dates);
            self.orders.get_mut(&number).unwrap().lots.push(lot);
        }
        self.orders.get_mut(&number).unwrap().kept = should;
    }

    pub(crate) fn claw(&mut self, number: usize, points: i64) {
        let Order { record, lots, .. } = self.orders[&number].clone();
        let mut left = points;
        // What came in last goes first; then what has expired counts.
        for state in [State::Free, State::Expired] {
            for lot in lots.iter().rev() {
                let own = self.points.iter_mut().filter(|p| p.lot == *lot && p.record == record);
                for point in own.filter(|p| p.state == state).take(left as usize) {
                    point.state = if state == State::Expired { State::Lapsed } else { State::Gone };
                    left -= 1;
                }
            }
        }
        self.debt[record] += left;
    }

    /// Rules P13 and P14.
    pub(crate) fn part(&mut self, pair: usize, now: i64) {
        self.together[pair] = false;
        for (lender, other) in [(2 * pair, 2 * pair + 1), (2 * pair + 1, 2 * pair)] {
            for number in 0..self.holds.len() {
                let Hold { record, points, pooled, .. } = &self.holds[number];
                let foreign = |i: &usize| {
                    let point = &self.points[*i];
                    point.state == State::Held(number) && point.record == lender && !pooled.contains(i)
                };
                if *record == other && points.iter().any(foreign) {
                    self.end_hold(number);
                }
            }
            for number in 0..self.debits.len() {
                if self.debits[number].record != other {
                    continue;
                }
                let points = std::mem::take(&mut self.debits[number].points);
                let pooled = &self.debits[number].pooled;
                let is_lent = |i: &usize| self.points[*i].record == lender && !pooled.contains(i);
                let (lent, own): (Vec<_>, Vec<_>) = points.into_iter().partition(is_lent);
                self.debits[number].points = own;
                if lent.is_empty() {
                    continue;
                }
                lent.iter().for_each(|i| self.points[*i].state = State::Free);
                self.release(&self.member(other), now);
                let mut pay = self.drawable(&self.member(other), now);
                pay.truncate(lent.len());
                let owed = (lent.len() - pay.len()) as i64;
                pay.iter().for_each(|i| self.points[*i].state = State::Spent(number));
                self.debits[number].points.extend(pay);
                self.debits[number].debt += owed;
                self.debt[other] += owed;
            }
        }
    }

    /// Earned, expired, taken back and still there, by the month of the lot.
    pub(crate) fn cohorts(&self, now: i64) -> BTreeMap<String, [i64; 4]> {
        let earned: Vec<usize> = self.orders.values().flat_map(|order| order.lots.clone()).collect();
        let mut months: BTreeMap<String, [i64; 4]> = BTreeMap::new();
        for point in &self.points {
            let month = months.entry(at(point.earned).to_string()[..7].to_owned()).or_default();
            let is_past = point.expires.is_some_and(|end| now >= end);
            let (is_free, is_held) = match point.state {
                State::Free => (true, false),
                State::Held(number) => (self.holds[number].until <= now, self.holds[number].until > now),
                _ => (false, false),
            };
            let expired = matches!(point.state, State::Expired | State::Lapsed) || is_free && is_past;
            month[0] += i64::from(earned.contains(&point.lot));
            month[1] += i64::from(expired);
            month[2] += i64::from(point.state == State::Gone);
            month[3] += i64::from(is_held || is_free && !is_past);
        }
        months
    }

    /// Available, pending, held, owed.
    pub(crate) fn balance(&self, record: usize, now: i64) -> (i64, i64, i64, i64) {
        let member = self.member(record);
        let (mut available, mut pending, mut held) = (0, 0, 0);
        for point in self.points.iter().filter(|p| member.contains(&p.record)) {
            let is_free = match point.state {
                State::Free => true,
                State::Held(number) => self.holds[number].until <= now,
                _ => false,
            };
            let expired = point.expires.is_some_and(|end| now >= end);
            if is_free && !expired {
                if self.is_available(point, now) { available += 1 } else { pending += 1 }
            } else if !is_free && matches!(point.state, State::Held(_)) {
                held += 1;
            }
        }
        (available, pending, held, member.iter().map(|r| self.debt[*r]).sum())
    }
}
