//! Rewards under many hands, and random histories of them against a simple model (rule W1): what is left in stock, what
//! points are spent, and which codes are good.

#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{collections::BTreeMap, path::Path, sync::Arc};

use guanxi_core::{
    Crm,
    customer::CustomerRef,
    id::{EntryId, SeededRandom},
    loyalty::{BalanceQuery, ImportPointsInput, ProgramTerms},
    page::PageRequest,
    reward::{RedeemRewardInput, RedemptionQuery, RedemptionState, RewardTerms, UseCodeInput},
    storage::{Memory, OpenOptions, Storage},
    time::{FixedClock, Timestamp},
};
use guanxi_redb::Redb;
use guanxi_sqlite::Sqlite;
use guanxi_testkit::dice::Dice;

const CUSTOMERS: usize = 3;
const DAY: i64 = 86_400_000_000;
/// 2026-03-01T00:00:00Z.
const START: i64 = 1_772_323_200_000_000;
const PRICE: i64 = 10;
const STOCK: i64 = 12;
const LIMIT: u32 = 6;
const VALID_DAYS: i64 = 3;

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros).unwrap()
}

fn whose(record: usize) -> CustomerRef {
    CustomerRef::Record { source: "till".into(), external_id: record.to_string() }
}

fn shop(storage: Arc<dyn Storage>, clock: &Arc<FixedClock>, points: i64, limit: Option<u32>) -> Crm {
    let crm = Crm::new(storage, clock.clone(), Box::new(SeededRandom::new(1))).unwrap();
    crm.loyalty().define_program("club", ProgramTerms::default()).unwrap();
    for customer in 0..CUSTOMERS {
        let input = ImportPointsInput::new(whose(customer), points, customer.to_string());
        crm.loyalty().import_points(input).unwrap();
    }
    let mut terms = RewardTerms::default();
    (terms.points, terms.stock, terms.limit_per_customer) = (PRICE, Some(STOCK), limit);
    terms.valid_days = Some(VALID_DAYS as u32);
    crm.rewards().define("mug", terms).unwrap();
    crm
}

/// One redemption as the model has it.
struct Redeemed {
    customer: usize,
    id: EntryId,
    code: String,
    at: i64,
    state: RedemptionState,
    /// What its source calls it.
    name: String,
    used_as: Option<String>,
}

struct World {
    crm: Crm,
    clock: Arc<FixedClock>,
    now: i64,
    dice: Dice,
    points: [i64; CUSTOMERS],
    all: Vec<Redeemed>,
    names: usize,
}

impl World {
    fn new(storage: Arc<dyn Storage>, seed: u64) -> Self {
        let clock = Arc::new(FixedClock::new(at(START)));
        let crm = shop(storage, &clock, 100, Some(LIMIT));
        Self {
            crm,
            clock,
            now: START,
            dice: Dice::new(seed),
            points: [100; CUSTOMERS],
            all: vec![],
            names: 0,
        }
    }

    fn step(&mut self) {
        match self.dice.below(10) {
            0..4 => self.redeem(),
            4..6 => self.use_code(),
            6..8 => self.cancel(),
            8 => self.send_again(),
            _ => {
                self.now += self.dice.below(DAY as usize) as i64;
                self.clock.set(at(self.now));
            }
        }
    }

    fn standing(&self, customer: Option<usize>) -> i64 {
        let stands = |r: &&Redeemed| r.state != RedemptionState::Cancelled;
        self.all.iter().filter(stands).filter(|r| customer.is_none_or(|c| c == r.customer)).count() as i64
    }

    fn redeem(&mut self) {
        let customer = self.dice.below(CUSTOMERS);
        let refused = if self.standing(Some(customer)) >= i64::from(LIMIT) {
            Some("reward_refuses")
        } else if self.standing(None) >= STOCK {
            Some("sold_out")
        } else if self.points[customer] < PRICE {
            Some("insufficient_points")
        } else {
            None
        };
        self.names += 1;
        let name = self.names.to_string();
        let done = self
            .crm
            .rewards()
            .redeem(RedeemRewardInput::new(whose(customer), "mug").external_id("web", &name));
        match (done, refused) {
            (Ok(receipt), None) => {
                assert!(!receipt.replayed);
                self.points[customer] -= PRICE;
                let (id, code) = (receipt.redemption.id, receipt.redemption.code);
                let state = RedemptionState::Open;
                self.all.push(Redeemed { customer, id, code, at: self.now, state, name, used_as: None });
            }
            (Err(e), Some(code)) => assert_eq!(e.code(), code),
            (Ok(_), Some(code)) => panic!("given, though {code}"),
            (Err(e), None) => panic!("{e}"),
        }
    }

    fn pick(&self) -> Option<usize> {
        (!self.all.is_empty()).then(|| self.dice.below(self.all.len()))
    }

    /// The state at this instant.
    fn state(&self, number: usize) -> RedemptionState {
        match self.all[number].state {
            RedemptionState::Open if self.now >= self.all[number].at + VALID_DAYS * DAY => {
                RedemptionState::Expired
            }
            state => state,
        }
    }

    fn use_code(&mut self) {
        let Some(number) = self.pick() else { return };
        self.names += 1;
        let name = self.names.to_string();
        let input = UseCodeInput::new(self.all[number].code.to_lowercase()).external_id("till", &name);
        let done = self.crm.rewards().use_code(input);
        match self.state(number) {
            RedemptionState::Open => {
                assert!(!done.unwrap().replayed);
                (self.all[number].state, self.all[number].used_as) = (RedemptionState::Used, Some(name));
            }
            state => {
                let said = done.unwrap_err().field("state").unwrap();
                assert_eq!(said, format!("{state:?}").to_lowercase());
            }
        }
    }

    fn cancel(&mut self) {
        let Some(number) = self.pick() else { return };
        let done = self.crm.rewards().cancel(self.all[number].id, None);
        match self.all[number].state {
            RedemptionState::Used => assert_eq!(done.unwrap_err().code(), "reward_closed"),
            RedemptionState::Cancelled => assert!(done.unwrap().replayed),
            _ => {
                assert!(!done.unwrap().replayed);
                self.points[self.all[number].customer] += PRICE;
                self.all[number].state = RedemptionState::Cancelled;
            }
        }
    }

    /// What came before comes again: nothing moves.
    fn send_again(&mut self) {
        let Some(number) = self.pick() else { return };
        let redeemed = &self.all[number];
        let input =
            RedeemRewardInput::new(whose(redeemed.customer), "mug").external_id("web", &redeemed.name);
        let again = self.crm.rewards().redeem(input).unwrap();
        assert!(
            again.replayed && again.redemption.id == redeemed.id && again.redemption.code == redeemed.code
        );
        if let Some(name) = &redeemed.used_as {
            let input = UseCodeInput::new(&redeemed.code).external_id("till", name);
            assert!(self.crm.rewards().use_code(input).unwrap().replayed);
        }
    }

    fn check(&self) {
        let offers = self.crm.rewards().catalogue().unwrap();
        assert_eq!(
            (offers[0].taken, offers[0].left),
            (self.standing(None), Some(STOCK - self.standing(None)))
        );
        for customer in 0..CUSTOMERS {
            let balance = self.crm.loyalty().balance(BalanceQuery::new(whose(customer))).unwrap();
            assert_eq!((balance.available, balance.debt), (self.points[customer], 0));
            let mut query = RedemptionQuery::new(whose(customer));
            query.page = PageRequest::new().with_limit(1000);
            let listed = self.crm.rewards().list(query).unwrap().items;
            let listed: BTreeMap<_, _> = listed.iter().map(|r| (r.id, r.state)).collect();
            let own = (0..self.all.len()).filter(|i| self.all[*i].customer == customer);
            assert_eq!(listed, own.map(|i| (self.all[i].id, self.state(i))).collect());
        }
    }
}

fn run(storage: Arc<dyn Storage>, seed: u64, steps: usize) {
    let mut world = World::new(storage, seed);
    for step in 0..steps {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            world.step();
            world.check();
            if step % 50 == 49 {
                assert!(world.crm.proof().verify().unwrap().is_equal());
            }
        }));
        if let Err(cause) = outcome {
            let cause = cause.downcast::<String>().map_or_else(|_| String::new(), |text| *text);
            panic!("seed {seed}, step {step}: {cause}");
        }
    }
}

#[test]
fn on_memory_rewards_are_always_right() {
    for seed in 0..8 {
        run(Arc::new(Memory::storage()), seed, 200);
    }
}

#[test]
fn on_sqlite_rewards_are_always_right() {
    let folder = tempfile::tempdir().unwrap();
    run(Arc::new(Sqlite::open(folder.path().join("shop.db"), &OpenOptions::new()).unwrap()), 100, 100);
}

/// 32 threads of three customers want more than there is: what is given out is what there was, every code is another, and
/// every refusal says that none is left. Then all use one code at once, and one of them does.
fn rush(storage: Arc<dyn Storage>) {
    const THREADS: usize = 32;
    let clock = Arc::new(FixedClock::new(at(START)));
    let crm = shop(storage, &clock, 1_000, None);
    let redeem = |thread: usize| match crm
        .rewards()
        .redeem(RedeemRewardInput::new(whose(thread % CUSTOMERS), "mug"))
    {
        Ok(receipt) => Some(receipt.redemption.code),
        Err(e) => {
            assert_eq!(e.code(), "sold_out", "{e}");
            None
        }
    };
    let mut codes: Vec<String> = in_threads(THREADS, redeem).into_iter().flatten().collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len() as i64, STOCK);
    let offers = crm.rewards().catalogue().unwrap();
    assert_eq!((offers[0].taken, offers[0].left), (STOCK, Some(0)));
    let balance = |c: usize| crm.loyalty().balance(BalanceQuery::new(whose(c))).unwrap().available;
    assert_eq!((0..CUSTOMERS).map(balance).sum::<i64>(), 3_000 - STOCK * PRICE);
    let used = in_threads(THREADS, |_| match crm.rewards().use_code(UseCodeInput::new(&codes[0])) {
        Ok(_) => 1,
        Err(e) => {
            assert_eq!(e.field("state").as_deref(), Some("used"), "{e}");
            0
        }
    });
    assert_eq!(used.iter().sum::<i32>(), 1);
    assert!(crm.proof().verify().unwrap().is_equal());
}

fn in_threads<T: Send>(threads: usize, act: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let act = &act;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|thread| scope.spawn(move || act(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn nothing_is_given_out_twice_on_redb() {
    let folder = tempfile::tempdir().unwrap();
    rush(Arc::new(Redb::open(folder.path().join("shop"), &OpenOptions::new()).unwrap()));
}

#[test]
fn nothing_is_given_out_twice_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    rush(Arc::new(Sqlite::open(folder.path().join("shop.db"), &OpenOptions::new()).unwrap()));
}

#[cfg(unix)]
#[test]
fn nothing_is_given_out_twice_on_postgres() {
    rush(Arc::new(guanxi_testkit::server::open(Path::new("rewards/shop")).unwrap()));
}
