//! Four processes of eight threads on one PostgreSQL, while connections break, commits are refused and one process is
//! killed: no posting is lost or doubled, no call fails, and state is what the facts make it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use guanxi_core::{
    Crm,
    change::ChangeKind,
    customer::CustomerInput,
    id::{CustomerId, SeededRandom},
    order::{OrderInput, OrderRef, RefundInput},
    page::PageRequest,
    storage::{
        Column, Expect, Flow, KeyRange, Kind, Op, OpenOptions, Schema, Space, Storage, Table, Value,
        key::{KeyReader, KeyWriter},
    },
    time::{FixedClock, Timestamp},
};
use guanxi_postgres::Postgres;
use guanxi_testkit::{dice::Dice, proxy::Proxy, server};

/// Tells a child which process it is, where the server is, and for how long.
const ROLE: &str = "GUANXI_HAMMER_ROLE";
/// Seconds that the processes run.
const SECONDS: &str = "GUANXI_HAMMER_SECONDS";
const PROCESSES: i64 = 4;
const THREADS: i64 = 8;
/// No call takes longer.
const LONGEST: Duration = Duration::from_secs(10);
/// The account and the customer that all write to.
const HOT: i64 = 0;
const ACCOUNTS: i64 = 50;

static BALANCES: Table = Table {
    space: Space { number: 61_000, name: "balances" },
    kind: Kind::State,
    key: &[Column::int("account")],
    columns: &[Column::int("balance")],
    indexes: &[],
    tracked: true,
};
static ENTRIES: Table = Table {
    space: Space { number: 61_001, name: "entries" },
    kind: Kind::Fact,
    key: &[Column::int("process"), Column::int("thread"), Column::int("number")],
    columns: &[Column::int("account"), Column::int("amount")],
    indexes: &[],
    tracked: false,
};
static POSTINGS: Schema = Schema { version: 1, tables: &[&BALANCES, &ENTRIES] };

#[test]
#[ignore = "what the test below starts, four times"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let mut parts = role.split(' ');
    let (process, port) = (parts.next().unwrap().parse().unwrap(), parts.next().unwrap().parse().unwrap());
    work(process, port, seconds());
}

fn seconds() -> Duration {
    Duration::from_secs(std::env::var(SECONDS).ok().and_then(|s| s.parse().ok()).unwrap_or(12))
}

fn url(port: u16, schema: &str) -> String {
    format!("postgres://postgres@127.0.0.1:{port}/postgres?schema={schema}&sslmode=disable")
}

fn postings(port: u16) -> Postgres {
    let storage = Postgres::open(&url(port, "postings"), &OpenOptions::new()).unwrap();
    storage.prepare(&POSTINGS).unwrap();
    storage
}

fn shop(port: u16, seed: u64) -> (Crm, Arc<Postgres>) {
    let now: Timestamp = "2026-03-01T02:15:00Z".parse().unwrap();
    let storage = Arc::new(Postgres::open(&url(port, "shop"), &OpenOptions::new()).unwrap());
    let clock = Arc::new(FixedClock::new(now));
    let random = Box::new(SeededRandom::new(seed));
    (Crm::new(storage.clone(), clock, random).unwrap(), storage)
}

fn hot_customer(crm: &Crm) -> CustomerId {
    let input = CustomerInput::new().external_id("till", "hot").email("hot@example.cn");
    crm.customers().upsert(input).unwrap().customer.id
}

/// What a process did, and how long the longest call took.
#[derive(Default)]
struct Done {
    postings: AtomicI64,
    refused: AtomicI64,
    orders: AtomicI64,
    calls: AtomicI64,
    longest: AtomicI64,
}

impl Done {
    fn call<T>(&self, what: &str, f: impl FnOnce() -> guanxi_core::Result<T>) -> guanxi_core::Result<T> {
        let started = Instant::now();
        let done = f();
        let took = started.elapsed();
        self.calls.fetch_add(1, Ordering::SeqCst);
        self.longest.fetch_max(took.as_millis() as i64, Ordering::SeqCst);
        if let Err(e) = &done
            && e.code() != "below_floor"
        {
            panic!("{what} failed after {took:?}: {e:?}, {:?}", std::error::Error::source(e));
        }
        done
    }
}

fn work(process: i64, port: u16, time: Duration) {
    let storage = postings(port);
    let (crm, _) = shop(port, process as u64 + 10);
    let hot = hot_customer(&crm);
    let done = Done::default();
    let end = Instant::now() + time;
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (storage, crm, done) = (&storage, &crm, &done);
            scope.spawn(move || {
                let dice = Dice::new((process * 100 + thread) as u64);
                for number in 0.. {
                    if Instant::now() > end {
                        break;
                    }
                    post(storage, done, &dice, [process, thread, number]);
                    if number % 3 == 0 {
                        sell(crm, done, &dice, [process, thread, number], hot);
                    }
                }
            });
        }
    });
    let all = [&done.postings, &done.refused, &done.orders, &done.calls, &done.longest];
    let all: Vec<_> = all.map(|n| n.load(Ordering::SeqCst).to_string()).into();
    let _ = std::io::stdout().write_all(format!("\ndone {}\n", all.join(" ")).as_bytes());
}

/// Reads a balance, writes an entry, moves the balance; by one trip, or by reading first.
fn post(storage: &Postgres, done: &Done, dice: &Dice, name: [i64; 3]) {
    let account = if dice.below(3) == 0 { HOT } else { 1 + dice.below(ACCOUNTS as usize) as i64 };
    let amount = dice.below(40) as i64 - 15;
    let key = name.iter().fold(KeyWriter::new(), |key, part| key.int(*part)).finish();
    let entry = Op::Put {
        table: &ENTRIES,
        key,
        columns: vec![Value::Int(account), Value::Int(amount)],
        body: vec![],
        expect: Expect::Absent,
    };
    let key = KeyWriter::new().int(account).finish();
    let add = Op::Add { table: &BALANCES, key: key.clone(), column: 0, delta: amount, floor: Some(0) };
    let posted = done.call("a posting", || match dice.below(2) {
        0 => storage.apply(&[entry.clone(), add.clone()]),
        _ => storage.write(&mut |tx| {
            tx.get(&BALANCES, &key, &mut |_| ())?;
            tx.op(&entry)?;
            tx.op(&add)
        }),
    });
    let count = if posted.is_ok() { &done.postings } else { &done.refused };
    let count = count.fetch_add(1, Ordering::SeqCst) + 1;
    if posted.is_ok() {
        let _ = std::io::stdout().write_all(format!("\nposted {count}\n").as_bytes());
    }
}

/// A person says something new, buys, and gives back; or the one customer does that everybody serves.
fn sell(crm: &Crm, done: &Done, dice: &Dice, [process, thread, number]: [i64; 3], hot: CustomerId) {
    let source = format!("till-{process}-{thread}");
    let person = dice.below(60);
    let mut input =
        CustomerInput::new().external_id(&*source, person.to_string()).name(format!("P {person}"));
    input = input.email(format!("person{}@example.cn", dice.below(60)));
    let saved = done.call("an upsert", || crm.customers().upsert(input.clone())).unwrap();
    let customer = if dice.below(3) == 0 { hot } else { saved.customer.id };
    let placed = "2026-02-01T10:00:00Z".parse().unwrap();
    let order = OrderInput::new(&*source, number.to_string(), placed)
        .customer(customer.into())
        .total("10.00 EUR".parse().unwrap());
    let recorded = done.call("an order", || crm.orders().record(order.clone())).unwrap();
    done.orders.fetch_add(1, Ordering::SeqCst);
    if dice.below(3) == 0 {
        let refund = RefundInput::new(OrderRef::Id(recorded.order.id))
            .external_id(format!("r{number}"))
            .amount("4.00 EUR".parse().unwrap());
        done.call("a refund", || crm.orders().refund(refund.clone())).unwrap();
    }
}

fn start(process: i64, port: u16) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--ignored", "--nocapture", "--test-threads", "1"]);
    command.env(ROLE, format!("{process} {port}")).stdout(Stdio::piped()).spawn().unwrap()
}

/// Every so often a transaction is refused as if others had been faster, or two had waited for each other.
const REFUSALS: &str = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
    IF NOT NEW.void AND random() < 0.03 THEN RAISE EXCEPTION 'forced' USING ERRCODE = \
    CASE WHEN random() < 0.5 THEN '40001' ELSE '40P01' END; END IF; RETURN NEW; END $$; \
    CREATE TRIGGER refuse BEFORE INSERT ON postings.guanxi_marks FOR EACH ROW EXECUTE FUNCTION refuse(); \
    CREATE TRIGGER refuse BEFORE INSERT ON shop.guanxi_marks FOR EACH ROW EXECUTE FUNCTION refuse();";

#[test]
fn nothing_is_lost_or_doubled() {
    let server = server::of_this_process();
    let (storage, (crm, _)) = (postings(server.port()), shop(server.port(), 1));
    hot_customer(&crm);
    server.sql(REFUSALS);
    let proxy = Proxy::start(server.port(), 150, 7);
    let mut children: Vec<_> = (0..PROCESSES).map(|process| start(process, proxy.port())).collect();
    let readers: Vec<_> = children
        .iter_mut()
        .map(|child| {
            let out = BufReader::new(child.stdout.take().unwrap());
            std::thread::spawn(move || told(out.lines().map_while(Result::ok)))
        })
        .collect();
    std::thread::sleep(seconds() / 2);
    children[0].kill().unwrap();
    let ended: Vec<_> = children.iter_mut().map(|child| child.wait().unwrap().success()).collect();
    assert_eq!(ended[1..], [true; 3], "a call failed: see above");
    let told: Vec<_> = readers.into_iter().map(|reader| reader.join().unwrap()).collect();
    let (cuts, answers_cut) = proxy.cuts();
    let void = server.sql("SELECT (SELECT count(*) FROM postings.guanxi_marks WHERE void) + (SELECT count(*) FROM shop.guanxi_marks WHERE void)");
    let orders: i64 = told[1..].iter().map(|told| told.done[2]).sum();
    let calls: i64 = told[1..].iter().map(|told| told.done[3]).sum();
    println!(
        "{calls} calls, {orders} orders, {cuts} cuts, {answers_cut} of answers, {void} commits found undone"
    );
    assert!(cuts > 10 && answers_cut > 3, "{cuts} {answers_cut}");
    for told in &told[1..] {
        assert!(told.done[4] < LONGEST.as_millis() as i64, "a call took {} ms", told.done[4]);
    }
    check_postings(&storage, &told);
    check_shop(&crm, orders);
}

struct Told {
    posted: i64,
    done: Vec<i64>,
}

fn told(lines: impl Iterator<Item = String>) -> Told {
    let mut told = Told { posted: 0, done: vec![0; 5] };
    for line in lines {
        if let Some(count) = line.strip_prefix("posted ") {
            told.posted = told.posted.max(count.parse().unwrap_or(0));
        } else if let Some(all) = line.strip_prefix("done ") {
            told.done = all.split(' ').map(|n| n.parse().unwrap()).collect();
        }
    }
    told
}

/// Entries make the balances; of each process there are as many as were acknowledged, of the killed one no fewer.
fn check_postings(storage: &Postgres, told: &[Told]) {
    let (mut sums, mut counts) = (HashMap::<i64, i64>::new(), HashMap::<i64, i64>::new());
    let mut balances = HashMap::new();
    let int = |value: &Value| if let Value::Int(n) = value { *n } else { panic!("no number") };
    storage
        .read(&mut |rows| {
            rows.scan(&ENTRIES, &KeyRange::all(), &mut |row| {
                let columns = row.columns(&ENTRIES).unwrap();
                *sums.entry(int(&columns[0])).or_default() += int(&columns[1]);
                *counts.entry(KeyReader::new(row.key).int().unwrap()).or_default() += 1;
                Flow::Continue(())
            })?;
            rows.scan(&BALANCES, &KeyRange::all(), &mut |row| {
                let columns = row.columns(&BALANCES).unwrap();
                balances.insert(KeyReader::new(row.key).int().unwrap(), int(&columns[0]));
                Flow::Continue(())
            })?;
            Ok(())
        })
        .unwrap();
    assert_eq!(sums, balances);
    assert!(balances.values().all(|balance| *balance >= 0));
    for (process, told) in told.iter().enumerate().skip(1) {
        assert_eq!(counts[&(process as i64)], told.done[0], "process {process}");
    }
    let killed = counts.get(&0).copied().unwrap_or(0);
    assert!((told[0].posted..=told[0].posted + THREADS).contains(&killed), "{killed} {}", told[0].posted);
    storage.check(&mut |difference| panic!("{difference}")).unwrap();
}

fn check_shop(crm: &Crm, orders: i64) {
    let report = crm.proof().verify().unwrap();
    assert!(report.is_equal(), "{report:?}");
    let kept = crm.orders().count().unwrap() as i64;
    assert!(kept >= orders);
    let (mut seen, mut page) = (0, PageRequest::new().with_limit(1000));
    loop {
        let changes = crm.feed().changes(page).unwrap();
        if changes.items.is_empty() {
            break;
        }
        seen += changes.items.iter().filter(|c| c.kind == ChangeKind::OrderRecorded).count();
        page = PageRequest::new().with_limit(1000).with_cursor(changes.next_cursor);
    }
    assert_eq!(seen as i64, kept, "each change once");
}
