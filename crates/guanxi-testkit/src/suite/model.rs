//! Random transactions against a model that is a map.

use std::{cell::RefCell, collections::BTreeMap};

use guanxi_core::storage::{Expect, KeyRange, Op, Storage, Value};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::{Home, tables::*};

#[derive(Clone, Debug)]
enum Step {
    Put { number: i64, points: i64, owner: Option<u8>, name: &'static str, expect: Expect },
    Delete { number: i64, expect: Expect },
    Add { number: i64, delta: i64, floor: Option<i64> },
    Entry { number: i64, expect: Expect },
    EntryGone { number: i64 },
    Feed { entry: u8 },
}

#[derive(Clone, Debug)]
enum Act {
    /// Steps, and whether the closure then fails.
    Write(Vec<Step>, bool),
    Reopen,
}

#[derive(Clone, Debug, PartialEq)]
struct Account {
    version: u64,
    points: i64,
    owner: Option<u8>,
    name: Option<&'static str>,
}

/// What the storage should hold.
#[derive(Clone, Debug, Default, PartialEq)]
struct Model {
    accounts: BTreeMap<i64, Account>,
    entries: BTreeMap<i64, ()>,
    feed: Vec<u8>,
}

impl Model {
    fn step(&mut self, step: &Step) -> Result<(), &'static str> {
        match *step {
            Step::Put { number, points, owner, name, expect } => {
                let version = self.expect(number, expect)?;
                let taken = |(other, row): (&i64, &Account)| *other != number && row.owner == owner;
                if owner.is_some() && self.accounts.iter().any(taken) {
                    return Err("duplicate");
                }
                self.accounts
                    .insert(number, Account { version: version + 1, points, owner, name: Some(name) });
            }
            Step::Delete { number, expect } => {
                self.expect(number, expect)?;
                self.accounts.remove(&number);
            }
            Step::Add { number, delta, floor } => {
                let start = Account { version: 0, points: 0, owner: None, name: None };
                let row = self.accounts.entry(number).or_insert(start);
                row.points += delta;
                row.version += 1;
                if floor.is_some_and(|floor| row.points < floor) {
                    return Err("below_floor");
                }
            }
            Step::Entry { number, expect } => {
                if expect == Expect::Absent && self.entries.contains_key(&number) {
                    return Err("duplicate");
                }
                self.entries.insert(number, ());
            }
            Step::EntryGone { number } => drop(self.entries.remove(&number)),
            Step::Feed { entry } => self.feed.push(entry),
        }
        Ok(())
    }

    fn expect(&self, number: i64, expect: Expect) -> Result<u64, &'static str> {
        let version = self.accounts.get(&number).map_or(0, |row| row.version);
        match expect {
            Expect::Absent if version > 0 => Err("duplicate"),
            Expect::Version(expected) if expected != version => Err("stale_version"),
            _ => Ok(version),
        }
    }

    fn write(&mut self, steps: &[Step], fails: bool) -> Result<(), &'static str> {
        let mut next = self.clone();
        steps.iter().try_for_each(|step| next.step(step))?;
        if fails {
            return Err("cancelled");
        }
        *self = next;
        Ok(())
    }
}

fn op(step: &Step) -> Op {
    match *step {
        Step::Put { number, points, owner, name, expect } => {
            put_expecting(number, points, owner, name, expect)
        }
        Step::Delete { number, expect } => delete(number, expect),
        Step::Add { number, delta, floor } => {
            Op::Add { table: &ACCOUNTS, key: account(number), column: 0, delta, floor }
        }
        Step::Entry { number, expect } => put_entry(number, number, expect),
        Step::EntryGone { number } => {
            Op::Delete { table: &ENTRIES, key: entry(number, number), expect: Expect::Any }
        }
        Step::Feed { .. } => unreachable!("the feed is no table"),
    }
}

fn steps() -> impl Strategy<Value = Step> {
    let number = || 0..6_i64;
    let expect = || prop_oneof![6 => Just(Expect::Any), 1 => Just(Expect::Absent), 2 => (1..4_u64).prop_map(Expect::Version)];
    let plain = prop_oneof![3 => Just(Expect::Any), 1 => Just(Expect::Absent)];
    let names = prop::sample::select(vec!["", "a", "ab", "a\0", "b"]);
    prop_oneof![
        6 => (number(), -2..3_i64, prop::option::of(0..4_u8), names, expect()).prop_map(
            |(number, points, owner, name, expect)| Step::Put { number, points, owner, name, expect }),
        2 => (number(), expect()).prop_map(|(number, expect)| Step::Delete { number, expect }),
        3 => (number(), -2..4_i64, prop::option::of(-1..1_i64)).prop_map(
            |(number, delta, floor)| Step::Add { number, delta, floor }),
        1 => (number(), plain).prop_map(|(number, expect)| Step::Entry { number, expect }),
        1 => number().prop_map(|number| Step::EntryGone { number }),
        1 => any::<u8>().prop_map(|entry| Step::Feed { entry }),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let write =
        (vec(steps(), 1..5), prop::bool::weighted(0.1)).prop_map(|(steps, fails)| Act::Write(steps, fails));
    vec(prop_oneof![12 => write, 1 => Just(Act::Reopen)], 1..30)
}

/// Random acts end as the map says, and leave what it holds.
pub fn behaves_as_a_map(home: &Home) {
    let config = Config { cases: 40, failure_persistence: None, ..Config::default() };
    let storage = RefCell::new(home.open());
    let run = TestRunner::new(config).run(&acts(), |acts| {
        // All cases live in one home: each begins by removing what the one before left.
        let feed = feed(&**storage.borrow()).iter().map(|entry| entry[0]).collect();
        let mut model = Model { feed, ..Model::default() };
        empty(&**storage.borrow());
        for act in acts {
            match act {
                Act::Write(steps, fails) => {
                    let ended = write(&**storage.borrow(), &steps, fails);
                    prop_assert_eq!(ended, model.write(&steps, fails));
                }
                Act::Reopen => {
                    storage.borrow().close().expect("it closes");
                    storage.replace(home.open());
                }
            }
            compare(&**storage.borrow(), &model)?;
        }
        Ok(())
    });
    if let Err(e) = run {
        panic!("{e}");
    }
}

fn write(storage: &dyn Storage, steps: &[Step], fails: bool) -> Result<(), &'static str> {
    let ended = writing(storage, |tx| {
        for step in steps {
            match step {
                Step::Feed { entry } => tx.append_feed(&[*entry])?,
                step => tx.op(&op(step))?,
            }
        }
        if fails { Err(guanxi_core::error::Error::cancelled()) } else { Ok(()) }
    });
    ended.map_err(|e| e.code())
}

fn empty(storage: &dyn Storage) {
    let accounts = (0..6).map(|number| delete(number, Expect::Any));
    let entries = (0..6).map(|number| op(&Step::EntryGone { number }));
    storage.apply(&accounts.chain(entries).collect::<Vec<_>>()).expect("rows can be removed");
}

fn compare(storage: &dyn Storage, model: &Model) -> Result<(), TestCaseError> {
    let mut held = Model { feed: feed(storage).iter().map(|entry| entry[0]).collect(), ..Model::default() };
    let all = KeyRange::all();
    let mut orders = Vec::new();
    reading(storage, |read| {
        for number in scan(read, &all, 99)?.0 {
            let row = get(read, &ACCOUNTS, &account(number))?.expect("a row that was scanned");
            held.accounts.insert(number, from_row(row.version, &row.columns, &model.accounts, number));
        }
        for number in 0..6 {
            if get(read, &ENTRIES, &entry(number, number))?.is_some() {
                held.entries.insert(number, ());
            }
        }
        for index in 0..3 {
            orders.push(scan_index(read, index, &all, 99)?.0);
            orders.push(scan_index(read, index, &all.clone().reversed(), 99)?.0);
        }
        Ok(())
    });
    prop_assert_eq!(&held, model);
    prop_assert_eq!(orders, expected_orders(model));
    storage.check(&mut |difference| panic!("{difference}")).expect("the check reads");
    Ok(())
}

fn from_row(version: u64, columns: &[Value], known: &BTreeMap<i64, Account>, number: i64) -> Account {
    let points = if let Value::Int(points) = columns[0] { points } else { i64::MIN };
    let owner = if let Value::Id(id) = columns[1] { Some(id[0]) } else { None };
    let name = match &columns[2] {
        Value::Text(text) => {
            Some(["", "a", "ab", "a\0", "b"].into_iter().find(|name| name == text).unwrap_or("?"))
        }
        _ => known.get(&number).and_then(|row| row.name),
    };
    Account { version, points, owner, name }
}

/// Numbers by points, by owner, by name and points: each upwards and downwards.
fn expected_orders(model: &Model) -> Vec<Vec<i64>> {
    let rows = || model.accounts.iter();
    let mut points: Vec<_> = rows().map(|(number, row)| (row.points, *number)).collect();
    let mut owners: Vec<_> = rows().filter_map(|(number, row)| Some((row.owner?, *number))).collect();
    let mut names: Vec<_> =
        rows().map(|(number, row)| (row.name.map(str::as_bytes), row.points, *number)).collect();
    points.sort_unstable();
    owners.sort_unstable();
    names.sort_unstable();
    let upwards = [
        points.into_iter().map(|(_, number)| number).collect::<Vec<_>>(),
        owners.into_iter().map(|(_, number)| number).collect(),
        names.into_iter().map(|(_, _, number)| number).collect(),
    ];
    upwards.into_iter().flat_map(|order| [order.clone(), order.into_iter().rev().collect()]).collect()
}
