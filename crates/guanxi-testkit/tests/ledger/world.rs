//! A shop with its model beside it: steps that change both, and what must be the same of both.

use std::{collections::BTreeMap, sync::Arc};

use guanxi_core::{
    Crm,
    change::Outcome,
    customer::{CustomerInput, CustomerRef},
    id::{CustomerId, EntryId, SeededRandom},
    loyalty::{
        AdjustInput, BalanceQuery, CaptureInput, EarnInput, EntryQuery, ExpiryPolicy, GiveBackInput,
        ImportPointsInput, PointBalance, PointEntry, PointOutcome, PoolInput, ProgramTerms, RedeemInput,
        ReturnInput, TransferInput,
    },
    money::Money,
    order::{OrderInput, OrderRef, RefundInput, RefundLine},
    page::PageRequest,
    storage::{KvStorage, Memory, Storage},
    time::{FixedClock, Timestamp},
};
use guanxi_testkit::{
    dice::Dice,
    faulty::{Fault, Faulty},
};

use crate::model::*;

/// A request that can be sent again.
#[derive(Clone)]
pub(crate) enum Sent {
    Earn(EarnInput),
    Redeem(RedeemInput),
    Adjust(AdjustInput),
    Return(ReturnInput),
    Refund(RefundInput),
}

pub(crate) struct World {
    pub(crate) crm: Crm,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) dice: Dice,
    pub(crate) model: Model,
    pub(crate) now: i64,
    pub(crate) sent: Vec<(Sent, EntryId)>,
    pub(crate) customers: Vec<CustomerId>,
    /// Answers about the past of a record that stays alone.
    pub(crate) past: Vec<(Timestamp, Timestamp, PointBalance)>,
    /// The storage, where it fails on purpose.
    pub(crate) faulty: Option<Arc<Faulty<KvStorage<Memory>>>>,
}

pub(crate) fn whose(record: usize) -> CustomerRef {
    CustomerRef::Record { source: "till".into(), external_id: record.to_string() }
}

pub(crate) fn shop(number: usize) -> OrderRef {
    OrderRef::External { source: "shop".into(), external_id: number.to_string() }
}

pub(crate) fn cny(cents: i64) -> Money {
    Money::new(cents, "CNY".parse().unwrap()).unwrap()
}

impl World {
    pub(crate) fn new(storage: Arc<dyn Storage>, seed: u64) -> Self {
        let clock = Arc::new(FixedClock::new(at(START)));
        let crm = Crm::new(storage, clock.clone(), Box::new(SeededRandom::new(seed))).unwrap();
        let mut terms = ProgramTerms::default();
        terms.earn_amount = Some("1.00 CNY".parse().unwrap());
        terms.pending_days = 2;
        (terms.expiry, terms.expiry_months) = (ExpiryPolicy::Rolling, 1);
        crm.loyalty().define_program("club", terms).unwrap();
        let customers = (0..RECORDS).map(|record| {
            let input = CustomerInput::new().external_id("till", record.to_string());
            crm.customers().upsert(input).unwrap().customer.id
        });
        let customers = customers.collect();
        let (dice, model) = (Dice::new(seed), Model::default());
        Self { crm, clock, dice, model, now: START, sent: vec![], customers, past: vec![], faulty: None }
    }

    pub(crate) fn vests(&self, earned: i64) -> i64 {
        earned + 48 * HOUR
    }

    pub(crate) fn expires(&self, earned: i64) -> i64 {
        guanxi_core::time::Zone::UTC.plus_months(at(earned), 1).micros()
    }

    pub(crate) fn step(&mut self) {
        if let Some(faulty) = self.faulty.clone() {
            self.fail(&faulty);
        }
        let record = self.dice.below(RECORDS);
        match self.dice.below(21) {
            0 | 1 => self.earn(record),
            2 => self.import(record),
            3 | 4 => self.redeem(record),
            5 => self.hold(record),
            6 => self.resolve(),
            7 => self.give_back(),
            8 => self.return_units(),
            9 => self.adjust(record),
            10 => self.transfer(record),
            11 => self.advance(),
            12 => self.merge_or_part(),
            13 => self.again(),
            14 => self.leave(),
            15 | 16 => {
                let number = self.dice.below(self.model.orders.len() + 1);
                self.refund(number);
            }
            17 => self.change(),
            18 => self.cancel(),
            19 => self.pool(record),
            _ => {
                self.now += (1 + self.dice.below(60) as i64) * HOUR;
                self.clock.set(at(self.now));
            }
        }
    }

    /// A call that fails leaves nothing; one of which nobody knows is asked again; one that others were faster than runs
    /// again by itself.
    pub(crate) fn fail(&mut self, faulty: &Faulty<KvStorage<Memory>>) {
        let record = self.dice.below(RECORDS);
        let mut input = AdjustInput::new(whose(record), 5, "by hand");
        let fault = match self.dice.below(6) {
            0 => Fault::Full,
            1 => Fault::UnknownBefore,
            2 => Fault::UnknownAfter,
            // An entry, its account, its key and the feed are four writes at least.
            3 => Fault::Operation(self.dice.below(4) as u32),
            _ => Fault::Conflict(1 + self.dice.below(3) as u32),
        };
        faulty.next([fault]);
        if matches!(fault, Fault::UnknownAfter | Fault::Conflict(_)) {
            input.external_id = Some(format!("adjust {}", self.sent.len()));
            if fault == Fault::UnknownAfter {
                assert_eq!(self.crm.loyalty().adjust(input.clone()).unwrap_err().code(), "unknown_outcome");
            }
            let receipt = self.crm.loyalty().adjust(input.clone()).unwrap();
            assert_eq!(receipt.replayed, fault == Fault::UnknownAfter);
            self.model.credit(record, 5, (self.now, self.now, Some(self.expires(self.now))));
            self.sent.push((Sent::Adjust(input), receipt.entry.id));
            return;
        }
        self.crm.loyalty().adjust(input).unwrap_err();
        let found = self.balance(record);
        let found = (found.available, found.pending, found.held, found.debt);
        assert_eq!(found, self.model.balance(record, self.now), "a failed call left something");
    }

    /// A customer is deleted: nothing more is done for it, time goes on; when its source speaks of it again it has what it
    /// had.
    pub(crate) fn leave(&mut self) {
        self.crm.customers().delete(self.customers[LEAVING], None).unwrap();
        let refused = self.crm.loyalty().redeem(RedeemInput::new(whose(LEAVING), 1)).unwrap_err();
        assert_eq!(refused.code(), "deleted");
        // What it bought can come back still.
        let bought = self.model.orders.iter().filter(|(_, order)| order.record == LEAVING);
        if let Some(number) = bought.map(|(number, _)| *number).next_back() {
            self.refund(number);
        }
        if self.dice.below(2) == 0 {
            self.now += self.dice.below(400) as i64 * HOUR;
            self.clock.set(at(self.now));
            self.advance();
        }
        let name = format!("Bo {}", self.dice.any());
        let input = CustomerInput::new().external_id("till", LEAVING.to_string()).name(name);
        self.customers[LEAVING] = self.crm.customers().upsert(input).unwrap().customer.id;
    }

    pub(crate) fn earn(&mut self, record: usize) {
        let number = self.model.orders.len();
        let (quantity, cents) = (1 + self.dice.below(3) as i64, 100 + self.dice.below(900) as i64);
        // Now and then a refund is there before its order.
        let early = if self.dice.below(6) == 0 { self.dice.below(quantity as usize + 1) as i64 } else { 0 };
        if early > 0 {
            let mut input = RefundInput::new(shop(number)).amount(cny(early * cents));
            input.lines = vec![RefundLine { line: 0, quantity: early }];
            self.crm.orders().refund(input).unwrap();
        }
        self.describe(number, record, (quantity, cents));
        let input = EarnInput::new(shop(number));
        let receipt = self.crm.loyalty().earn(input.clone()).unwrap();
        let points = quantity * cents / 100;
        assert_eq!(receipt.entry.points, points);
        self.sent.push((Sent::Earn(input), receipt.entry.id));
        let dates = (self.now, self.vests(self.now), Some(self.expires(self.now)));
        let lots = vec![self.model.credit(record, points, dates)];
        let (returned, refunded) = (early, early * cents);
        let order = Order {
            record,
            lots,
            dates,
            quantity,
            cents,
            returned,
            named: early,
            refunded,
            money: 0,
            cancelled: false,
            kept: points,
        };
        self.model.orders.insert(number, order);
        self.model.settle(number, early > 0, self.now);
    }

    /// Whether it says anything new.
    pub(crate) fn describe(&self, number: usize, record: usize, (quantity, cents): (i64, i64)) -> bool {
        let placed = self.model.orders.get(&number).map_or(self.now, |order| order.dates.0);
        let order = OrderInput::new("shop", number.to_string(), at(placed)).customer(whose(record));
        let done = self.crm.orders().record(order.line("SKU", quantity, cny(cents))).unwrap();
        done.outcome != Outcome::Unchanged
    }

    /// Money comes back, for so many units or for none in particular.
    pub(crate) fn refund(&mut self, number: usize) {
        let Some(order) = self.model.orders.get_mut(&number) else { return };
        let left = order.quantity * order.cents - order.refunded;
        if left <= 0 {
            return;
        }
        let units = self.dice.below(3) as i64;
        let amount = (1 + self.dice.below(order.cents as usize) as i64).min(left);
        let mut input = RefundInput::new(shop(number)).amount(cny(amount));
        input.external_id = Some(format!("refund {}", self.sent.len()));
        order.refunded += amount;
        let before = order.returned.min(order.quantity);
        if units == 0 {
            order.money += amount;
        } else {
            input.lines = vec![RefundLine { line: 0, quantity: units }];
            order.named += units;
            order.returned = order.returned.max(order.named.min(order.quantity));
        }
        let anew = order.returned.min(order.quantity) > before;
        self.crm.orders().refund(input.clone()).unwrap();
        self.sent.push((Sent::Refund(input), EntryId::from_bytes([0; 16])));
        self.model.settle(number, anew, self.now);
    }

    /// The source says something else of an order.
    pub(crate) fn change(&mut self) {
        let number = self.dice.below(self.model.orders.len() + 1);
        let (quantity, cents) = (1 + self.dice.below(3) as i64, 100 + self.dice.below(900) as i64);
        let Some(order) = self.model.orders.get_mut(&number).filter(|order| !order.cancelled) else { return };
        (order.quantity, order.cents) = (quantity, cents);
        // A larger order may have units that a refund told of before.
        let anew = order.named.min(quantity) > order.returned.min(quantity);
        order.returned = order.returned.max(order.named.min(quantity));
        let record = order.record;
        if self.describe(number, record, (quantity, cents)) {
            self.model.settle(number, anew, self.now);
        }
    }

    pub(crate) fn cancel(&mut self) {
        let number = self.dice.below(self.model.orders.len() + 1);
        let Some(order) = self.model.orders.get_mut(&number) else { return };
        order.cancelled = true;
        self.crm.orders().cancel(shop(number), None).unwrap();
        self.model.settle(number, false, self.now);
    }

    pub(crate) fn import(&mut self, record: usize) {
        let points = 1 + self.dice.below(20) as i64;
        let earned = self.now - self.dice.below(200) as i64 * HOUR;
        let expires = (self.dice.below(3) > 0).then(|| self.now + (1 + self.dice.below(900) as i64) * HOUR);
        let mut input = ImportPointsInput::new(whose(record), points, format!("lot {}", self.model.lots));
        (input.earned_at, input.expires_at) = (Some(at(earned)), expires.map(at));
        self.crm.loyalty().import_points(input).unwrap();
        let expires = expires.unwrap_or_else(|| self.expires(earned));
        self.model.credit(record, points, (earned, earned, Some(expires)));
    }

    pub(crate) fn redeem(&mut self, record: usize) {
        let points = 1 + self.dice.below(15) as i64;
        let mut input = RedeemInput::new(whose(record), points);
        let when =
            if self.dice.below(4) == 0 { self.now - self.dice.below(72) as i64 * HOUR } else { self.now };
        if when < self.now {
            input.at = Some(at(when));
        }
        if self.dice.below(2) == 0 {
            input = input.external_id("till", format!("redeem {}", self.sent.len()));
        }
        let done = self.crm.loyalty().redeem(input.clone());
        // A refused call leaves nothing, not even that holds had ended.
        let reach = self.model.reach(record);
        if self.free_after_release(&reach, when).len() < points as usize {
            assert_eq!(done.unwrap_err().code(), "insufficient_points");
            return;
        }
        self.model.release(&reach, when);
        let mut drawn = self.model.drawable(&reach, when);
        drawn.truncate(points as usize);
        let PointEntry { id, points: own, pooled, .. } = done.unwrap().entry;
        let of_pool = self.model.pooled(record, &drawn).len() as i64;
        assert_eq!((own, pooled), (of_pool - points, of_pool));
        self.model.debit(record, drawn, Some(id));
        if input.external_id.is_some() {
            self.sent.push((Sent::Redeem(input), id));
        }
    }

    pub(crate) fn free_after_release(&self, records: &[usize], when: i64) -> Vec<usize> {
        let mut points = self.model.drawable(records, when);
        for number in self.model.ended(records, when) {
            points.extend(self.model.points.iter().enumerate().filter_map(|(i, p)| {
                let is_theirs = p.state == State::Held(number) && records.contains(&p.record);
                (is_theirs && self.model.is_available(p, when)).then_some(i)
            }));
        }
        points
    }

    /// Into the pool, or out of it.
    pub(crate) fn pool(&mut self, record: usize) {
        if self.model.in_pool(record) {
            let left = self.crm.loyalty().leave_pool(whose(record), None).unwrap();
            assert_eq!(left.unwrap().name, "home");
            self.model.member(record).into_iter().for_each(|record| self.model.pool[record] = false);
        } else {
            self.crm.loyalty().join_pool(PoolInput::new(whose(record), "home")).unwrap();
            self.model.pool[record] = true;
        }
    }

    pub(crate) fn hold(&mut self, record: usize) {
        let points = 1 + self.dice.below(15) as i64;
        let hours = 1 + self.dice.below(50) as i64;
        let mut input = RedeemInput::new(whose(record), points);
        input.ttl_seconds = Some((hours * 3600) as u32);
        let done = self.crm.loyalty().hold(input);
        let reach = self.model.reach(record);
        if self.free_after_release(&reach, self.now).len() < points as usize {
            assert_eq!(done.unwrap_err().code(), "insufficient_points");
            return;
        }
        self.model.release(&reach, self.now);
        let mut drawn = self.model.drawable(&reach, self.now);
        drawn.truncate(points as usize);
        let number = self.model.holds.len();
        drawn.iter().for_each(|i| self.model.points[*i].state = State::Held(number));
        let (id, until) = (done.unwrap().entry.id, self.now + hours * HOUR);
        let pooled = self.model.pooled(record, &drawn);
        self.model.holds.push(Hold { record, points: drawn, pooled, until, id, open: true });
    }

    pub(crate) fn resolve(&mut self) {
        if self.model.holds.is_empty() {
            return;
        }
        let number = self.dice.below(self.model.holds.len());
        let (id, record) = (self.model.holds[number].id, self.model.holds[number].record);
        let held = self.model.holds[number].points.len();
        let is_open = self.model.holds[number].open && self.model.holds[number].until > self.now;
        if self.dice.below(2) == 0 {
            let done = self.crm.loyalty().void_hold(id);
            if is_open {
                done.unwrap();
                self.model.end_hold(number);
            } else if let Err(e) = done {
                assert_eq!(e.code(), "program_refuses");
            }
            return;
        }
        let used = 1 + self.dice.below(held);
        let mut input = CaptureInput::new(id);
        input.points = Some(used as i64);
        let done = self.crm.loyalty().capture(input);
        if !is_open {
            match done {
                Ok(receipt) => assert!(receipt.replayed),
                Err(e) => assert!(["program_refuses", "key_reused"].contains(&e.code()), "{e}"),
            }
            return;
        }
        let drawn = self.model.holds[number].points[..used].to_vec();
        let pooled = self.model.holds[number].pooled.clone();
        self.model.end_hold(number);
        self.model.debit(record, drawn, Some(done.unwrap().entry.id));
        // Whose points they are was decided by the hold.
        self.model.debits.last_mut().unwrap().pooled = pooled;
    }

    pub(crate) fn give_back(&mut self) {
        let known: Vec<_> =
            (0..self.model.debits.len()).filter(|n| self.model.debits[*n].id.is_some()).collect();
        if known.is_empty() {
            return;
        }
        let number = known[self.dice.below(known.len())];
        let debit = &self.model.debits[number];
        let open = debit.points.len() as i64 + debit.debt;
        let mut input = GiveBackInput::new(debit.id.unwrap());
        let points = 1 + self.dice.below(12) as i64;
        input.points = Some(points);
        let done = self.crm.loyalty().give_back(input);
        if points > open {
            assert_eq!(done.unwrap_err().code(), "program_refuses");
            return;
        }
        let entry = done.unwrap().entry;
        assert_eq!(entry.points - entry.pooled, points);
        let expires = self.expires(self.now);
        self.model.give_back(number, points, (self.now, expires));
    }

    pub(crate) fn return_units(&mut self) {
        // Some orders do not exist, or have come back.
        let number = self.dice.below(self.model.orders.len() + 2);
        let mut input = ReturnInput::new(shop(number)).line(0, 1);
        input.external_id = Some(format!("return {}", self.sent.len()));
        let done = self.crm.loyalty().return_order(input.clone());
        let Some(order) = self.model.orders.get_mut(&number) else {
            assert_eq!(done.unwrap_err().code(), "not_found");
            return;
        };
        if order.returned >= order.quantity {
            assert_eq!(done.unwrap_err().code(), "invalid_field");
            return;
        }
        order.returned += 1;
        let receipt = done.unwrap();
        assert_eq!(receipt.clawed_back, (order.kept - order.should()).max(0));
        self.sent.push((Sent::Return(input), receipt.entry.id));
        let order = order.clone();
        self.model.release(&self.model.member(order.record), self.now);
        self.model.claw(number, receipt.clawed_back);
        self.model.orders.get_mut(&number).unwrap().kept -= receipt.clawed_back;
    }

    pub(crate) fn adjust(&mut self, record: usize) {
        let points = self.dice.below(21) as i64 - 10;
        if points == 0 {
            return;
        }
        let mut input = AdjustInput::new(whose(record), points, "by hand");
        input.external_id = Some(format!("adjust {}", self.sent.len()));
        let done = self.crm.loyalty().adjust(input.clone());
        if points > 0 {
            let id = done.unwrap().entry.id;
            self.model.credit(record, points, (self.now, self.now, Some(self.expires(self.now))));
            self.sent.push((Sent::Adjust(input), id));
            return;
        }
        let member = self.model.member(record);
        if self.free_after_release(&member, self.now).len() < -points as usize {
            assert_eq!(done.unwrap_err().code(), "insufficient_points");
            return;
        }
        self.sent.push((Sent::Adjust(input), done.unwrap().entry.id));
        self.model.release(&member, self.now);
        let mut drawn = self.model.drawable(&member, self.now);
        drawn.truncate(-points as usize);
        self.model.debit(record, drawn, None);
    }

    pub(crate) fn transfer(&mut self, record: usize) {
        let other = (record + 1 + self.dice.below(RECORDS - 1)) % RECORDS;
        let points = 1 + self.dice.below(10) as i64;
        let done = self.crm.loyalty().transfer(TransferInput::new(whose(record), whose(other), points));
        if self.model.member(record).contains(&other) {
            assert_eq!(done.unwrap_err().code(), "invalid_field");
            return;
        }
        let member = self.model.member(record);
        if self.free_after_release(&member, self.now).len() < points as usize {
            assert_eq!(done.unwrap_err().code(), "insufficient_points");
            return;
        }
        done.unwrap();
        self.model.release(&member, self.now);
        let mut drawn = self.model.drawable(&member, self.now);
        drawn.truncate(points as usize);
        let mut lots: Vec<(usize, i64, Dates)> = vec![];
        for i in &drawn {
            let point = &self.model.points[*i];
            match lots.last_mut() {
                Some((lot, points, _)) if *lot == point.lot => *points += 1,
                _ => lots.push((point.lot, 1, (point.earned, point.vests, point.expires))),
            }
        }
        self.model.debit(record, drawn, None);
        for (_, points, dates) in lots {
            self.model.credit(other, points, dates);
        }
    }

    pub(crate) fn advance(&mut self) {
        self.crm.loyalty().advance().unwrap();
        self.model.release(&(0..RECORDS).collect::<Vec<_>>(), self.now);
        for point in &mut self.model.points {
            if point.state == State::Free && point.expires.is_some_and(|end| self.now >= end) {
                point.state = State::Expired;
            }
        }
    }

    pub(crate) fn merge_or_part(&mut self) {
        let pair = self.dice.below(2);
        let duplicates = self.crm.duplicates();
        if self.model.together[pair] {
            duplicates.unmerge(CustomerRef::Id(self.customers[2 * pair + 1]), vec![]).unwrap();
            self.model.part(pair, self.now);
        } else {
            duplicates.merge(whose(2 * pair), whose(2 * pair + 1)).unwrap();
            self.model.together[pair] = true;
        }
    }

    /// A request that was sent before gives the same entry.
    pub(crate) fn again(&mut self) {
        if self.sent.is_empty() {
            return;
        }
        let (sent, id) = self.sent[self.dice.below(self.sent.len())].clone();
        let loyalty = self.crm.loyalty();
        let (replayed, found) = match sent {
            Sent::Earn(input) => loyalty.earn(input).map(|r| (r.replayed, r.entry.id)),
            Sent::Redeem(input) => loyalty.redeem(input).map(|r| (r.replayed, r.entry.id)),
            Sent::Adjust(input) => loyalty.adjust(input).map(|r| (r.replayed, r.entry.id)),
            Sent::Return(input) => loyalty.return_order(input).map(|r| (r.replayed, r.entry.id)),
            Sent::Refund(input) => self.crm.orders().refund(input).map(|r| (r.replayed, id)),
        }
        .unwrap();
        assert_eq!((replayed, found), (true, id));
    }

    pub(crate) fn balance(&self, record: usize) -> PointBalance {
        self.crm.loyalty().balance(BalanceQuery::new(whose(record))).unwrap()
    }

    pub(crate) fn check(&mut self, thorough: bool) {
        for record in 0..RECORDS {
            let b = self.balance(record);
            let found = (b.available, b.pending, b.held, b.debt);
            assert_eq!(found, self.model.balance(record, self.now), "record {record}");
            self.check_pool(record);
        }
        if !thorough {
            return;
        }
        for record in 0..RECORDS {
            self.check_sums(record);
        }
        self.check_cohorts();
        let (when, known) = (at(self.now - self.dice.below(300) as i64 * HOUR), at(self.now - 1));
        let ask = |when, known| {
            let mut query = BalanceQuery::new(whose(ALONE));
            (query.at, query.known_at) = (Some(when), Some(known));
            self.crm.loyalty().balance(query).unwrap()
        };
        for (when, known, answer) in &self.past {
            assert_eq!(&ask(*when, *known), answer, "the past changed");
        }
        let answer = ask(when, known);
        if self.past.len() < 20 {
            self.past.push((when, known, answer));
        }
        let report = self.crm.proof().verify().unwrap();
        assert!(report.is_equal(), "{report:?}");
    }

    /// A pool has what its members have.
    pub(crate) fn check_pool(&self, record: usize) {
        let pool = self.crm.loyalty().pool(whose(record), None).unwrap();
        assert_eq!(pool.is_some(), self.model.in_pool(record), "record {record}");
        if let Some(pool) = pool {
            let reach = self.model.reach(record);
            let has = self.free_after_release(&reach, self.now).len() as i64;
            assert_eq!(pool.available, has, "pool of record {record}");
        }
    }

    /// Points by month are those of the model, each month adds up at any instant, and what is still there is what the program
    /// owes (rules P12, P12b).
    pub(crate) fn check_cohorts(&self) {
        let loyalty = self.crm.loyalty();
        let adds_up = |points: &PointOutcome| {
            let used = points.redeemed - points.given_back + points.settled + points.withdrawn;
            let gone = points.expired + points.clawed_back + points.forfeited;
            assert_eq!(
                points.earned + points.added + points.transferred,
                used + gone + points.outstanding,
                "{points:?}"
            );
        };
        let report = loyalty.point_cohorts(None, None).unwrap();
        let before = at(self.now - self.now / HOUR % 977 * HOUR);
        let past = loyalty.point_cohorts(None, Some(before)).unwrap();
        for report in [&report, &past] {
            adds_up(&report.total);
            report.cohorts.iter().for_each(|cohort| adds_up(&cohort.points));
        }
        let found = report.cohorts.iter().map(|cohort| {
            let points = &cohort.points;
            (cohort.month.clone(), [points.earned, points.expired, points.clawed_back, points.outstanding])
        });
        assert_eq!(found.collect::<BTreeMap<_, _>>(), self.model.cohorts(self.now));
        let owed = loyalty.liability(None, None).unwrap();
        assert_eq!(report.total.outstanding, owed.outstanding);
        self.check_cost(&report.total);
    }

    /// What a program cost is what the ledger holds, and two periods that meet are one (rule P12c).
    pub(crate) fn check_cost(&self, total: &PointOutcome) {
        let cost = |since, until| {
            let found = self.crm.loyalty().program_cost(since, until, None).unwrap();
            let all = [found.earned, found.clawed_back, found.adjusted, found.imported];
            let all = all.into_iter().chain([found.redeemed, found.given_back, found.expired]);
            all.map(|of| of.points).collect::<Vec<_>>()
        };
        let whole = cost(None, None);
        let between = Some(at(START + (self.now - START) / 3));
        let parts: Vec<_> = cost(None, between).iter().zip(cost(between, None)).map(|(a, b)| a + b).collect();
        assert_eq!(parts, whole);
        assert_eq!((whole[0], whole[6]), (total.earned, total.expired));
        let signs = [1, -1, 1, 1, -1, 1, -1];
        let sum: i64 = whole.iter().zip(signs).map(|(points, sign)| points * sign).sum();
        let owed: i64 = self.model.debt.iter().sum();
        assert_eq!(sum, total.outstanding + total.forfeited - owed);
    }

    /// Of whoever is alone: what all entries add up to is what is left in lots and held, less what is owed; what has
    /// expired and is not booked is still in its lot.
    pub(crate) fn check_sums(&self, record: usize) {
        let model = &self.model;
        let member = model.member(record);
        let left = model.points.iter().filter(|p| member.contains(&p.record));
        let left = left.filter(|p| matches!(p.state, State::Free | State::Held(_))).count() as i64;
        let owed: i64 = member.iter().map(|r| model.debt[*r]).sum();
        let (mut sum, mut cursor) = (0, None);
        loop {
            let mut query = EntryQuery::new(whose(record));
            query.page = PageRequest::new().with_limit(1000);
            query.page.cursor = cursor;
            let page = self.crm.loyalty().entries(query).unwrap();
            sum += page.items.iter().map(|e| e.points).sum::<i64>();
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        // Entries of a part that was un-merged change both sides: the pair together adds up.
        if record / 2 < 2 && !model.together[record / 2] {
            return;
        }
        assert_eq!(sum, left - owed, "record {record}");
    }
}
