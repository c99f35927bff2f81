//! kill -9 in the middle of points: no posting that was acknowledged is lost, none is there by half, and what was under way
//! is there once or not at all.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use guanxi_core::{
    Crm,
    customer::CustomerRef,
    id::SeededRandom,
    loyalty::{BalanceQuery, EntryKind, EntryQuery, ImportPointsInput, ProgramTerms, RedeemInput},
    page::PageRequest,
    storage::{OpenOptions, Storage},
    time::FixedClock,
};
use guanxi_postgres::Postgres;
use guanxi_redb::Redb;
use guanxi_sled::Sled;
use guanxi_sqlite::Sqlite;
use guanxi_testkit::dice::Dice;

/// Tells the child which store it works on, from which number on for each thread.
const ROLE: &str = "GUANXI_POINTS_ROLE";
const THREADS: usize = 4;
/// Points of a lot and of a redemption.
const LOT: i64 = 10;
const SPENT: i64 = 3;

fn open(url: &str, seed: u64) -> Crm {
    let options = OpenOptions::new();
    let storage: Arc<dyn Storage> = match url.split_once(':').unwrap() {
        ("redb", path) => Arc::new(Redb::open(path, &options).unwrap()),
        ("sled", path) => Arc::new(Sled::open(path, &options).unwrap()),
        ("sqlite", path) => Arc::new(Sqlite::open(path, &options).unwrap()),
        _ => Arc::new(Postgres::open(url, &options).unwrap()),
    };
    let clock = Arc::new(FixedClock::new("2026-03-01T02:15:00Z".parse().unwrap()));
    Crm::new(storage, clock, Box::new(SeededRandom::new(seed))).unwrap()
}

fn whose(thread: usize) -> CustomerRef {
    CustomerRef::Record { source: "till".into(), external_id: thread.to_string() }
}

fn lot(thread: usize, number: i64) -> ImportPointsInput {
    ImportPointsInput::new(whose(thread), LOT, format!("{thread}-{number}"))
}

fn spend(thread: usize, number: i64) -> RedeemInput {
    RedeemInput::new(whose(thread), SPENT).external_id("till", format!("{thread}-{number}"))
}

#[test]
#[ignore = "what the tests below start and kill"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let parts: Vec<&str> = role.split(' ').collect();
    let crm = open(parts[0], parts[1].parse().unwrap());
    std::thread::scope(|scope| {
        for (thread, last) in parts[2..].iter().enumerate() {
            let (crm, last): (_, i64) = (&crm, last.parse().unwrap());
            scope.spawn(move || {
                for number in last + 1.. {
                    crm.loyalty().import_points(lot(thread, number)).unwrap();
                    crm.loyalty().redeem(spend(thread, number)).unwrap();
                    let line = format!("\nack {thread} {number}\n");
                    // Nobody is left to be told that the parent is gone.
                    let _ = std::io::stdout().lock().write_all(line.as_bytes());
                }
            });
        }
    });
}

/// Has a child post until it is killed; the last number of each thread that it acknowledged.
fn kill_one(role: &str, last: &mut [i64], life: Duration) {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["child", "--exact", "--ignored", "--nocapture"]).env(ROLE, role);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let killer = std::thread::spawn(move || {
        std::thread::sleep(life);
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
    });
    for line in out.lines().map_while(Result::ok) {
        let mut words = line.split(' ');
        if words.next() == Some("ack")
            && let (Some(thread), Some(number)) = (words.next(), words.next())
            && let (Ok(thread), Ok(number)) = (thread.parse::<usize>(), number.parse())
        {
            last[thread] = number;
        }
    }
    killer.join().unwrap();
}

/// Lots and redemptions of a member.
fn counted(crm: &Crm, thread: usize) -> (i64, i64) {
    let (mut lots, mut spent, mut cursor) = (0, 0, None);
    loop {
        let mut query = EntryQuery::new(whose(thread));
        query.page = PageRequest::new().with_limit(1000);
        query.page.cursor = cursor;
        let page = match crm.loyalty().entries(query) {
            Ok(page) => page,
            Err(e) if e.code() == "not_found" => return (0, 0),
            Err(e) => panic!("{e}"),
        };
        lots += page.items.iter().filter(|e| e.kind == EntryKind::Imported).count() as i64;
        spent += page.items.iter().filter(|e| e.kind == EntryKind::Redeemed).count() as i64;
        cursor = page.next_cursor;
        if cursor.is_none() {
            return (lots, spent);
        }
    }
}

/// Has children post and kills them, again and again; `settled` waits until nothing of a killed one is under way.
fn rounds(url: &str, rounds: u64, settled: impl Fn()) {
    let seed = std::env::var("GUANXI_CRASH_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let dice = Dice::new(seed);
    open(url, 0).loyalty().define_program("club", ProgramTerms::default()).unwrap();
    let (mut last, mut acknowledged) = ([0_i64; THREADS], 0);
    for round in 1..=rounds {
        let from: Vec<_> = last.iter().map(i64::to_string).collect();
        let role = format!("{url} {round} {}", from.join(" "));
        let before: i64 = last.iter().sum();
        kill_one(&role, &mut last, Duration::from_millis(150 + dice.below(500) as u64));
        acknowledged += last.iter().sum::<i64>() - before;
        settled();
        let crm = open(url, 1_000 + round);
        for (thread, last) in last.iter_mut().enumerate() {
            let (lots, spent) = counted(&crm, thread);
            assert!(
                (*last..=*last + 1).contains(&spent),
                "round {round}: {spent} redemptions, {last} acknowledged"
            );
            assert!((spent..=spent + 1).contains(&lots), "round {round}: {lots} lots, {spent} redemptions");
            if lots > 0 {
                let balance = crm.loyalty().balance(BalanceQuery::new(whose(thread))).unwrap();
                assert_eq!(balance.available, LOT * lots - SPENT * spent, "round {round}");
                // What was under way is asked again, and is there once.
                let again = crm.loyalty().import_points(lot(thread, lots)).unwrap();
                assert!(again.replayed, "round {round}");
            }
            if lots > spent {
                assert!(!crm.loyalty().redeem(spend(thread, lots)).unwrap().replayed, "round {round}");
            }
            *last = lots;
        }
        let report = crm.proof().verify().unwrap();
        assert!(report.is_equal() && report.storage_problems.is_empty(), "round {round}: {report:?}");
    }
    assert!(acknowledged > 0, "no child came to post anything");
}

fn asked_for() -> u64 {
    std::env::var("GUANXI_CRASH_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

/// In a file, or a folder, of its own; a killed process leaves nothing under way there.
fn rounds_in(scheme: &str) {
    let folder = tempfile::tempdir().unwrap();
    rounds(&format!("{scheme}:{}", folder.path().join("shop").display()), asked_for(), || ());
}

#[test]
fn on_redb() {
    rounds_in("redb");
}

#[test]
fn on_sled() {
    rounds_in("sled");
}

#[test]
fn on_sqlite() {
    rounds_in("sqlite");
}

/// The server may be at a commit when the client is gone already. Rounds take longer here, so there are fewer.
#[test]
fn on_postgres() {
    let server = guanxi_testkit::server::of_this_process();
    let others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
    rounds(&server.url("points_crash"), asked_for().div_ceil(4), || {
        let begun = Instant::now();
        while server.sql(others) != "0" {
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "the server is still busy with a client that is gone"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    });
}
