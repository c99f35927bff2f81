//! What is PostgreSQL's alone: TLS, passwords, copies that are read, a server that goes and comes back, many that start
//! at once, and that it does not matter from where it is called.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use guanxi_core::storage::{
    Column, Expect, KeyRange, Kind, Op, OpenOptions, Schema, Space, Storage, Table, Value, key::KeyWriter,
};
use guanxi_postgres::Postgres;
use guanxi_testkit::{
    proxy::Proxy,
    server::{self, Server},
};

static NOTES: Table = Table {
    space: Space { number: 61_000, name: "notes" },
    kind: Kind::State,
    key: &[Column::id("customer_id"), Column::int("number")],
    columns: &[Column::int("points")],
    indexes: &[],
    tracked: true,
};
static SCHEMA: Schema = Schema { version: 1, tables: &[&NOTES] };

fn note(number: i64) -> Op {
    let key = KeyWriter::new().id(&[1; 16]).int(number).finish();
    Op::Put { table: &NOTES, key, columns: vec![Value::Int(number)], body: vec![], expect: Expect::Any }
}

fn open(url: &str) -> Postgres {
    let storage = Postgres::open(url, &OpenOptions::new()).unwrap();
    storage.prepare(&SCHEMA).unwrap();
    storage
}

fn count(storage: &Postgres) -> guanxi_core::Result<u64> {
    let mut count = 0;
    storage.read(&mut |rows| rows.count(&NOTES, &KeyRange::all(), u64::MAX).map(|n| count = n))?;
    Ok(count)
}

/// A server with a certificate for `localhost`, and passwords kept as SCRAM has them.
fn with_tls() -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let in_folder = |name: &str| folder.path().join(name).display().to_string();
    let run = |args: &[&str]| {
        let out = Command::new("openssl").args(args).output().expect("openssl runs");
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    };
    let (ca, ca_key, key, request, certificate) = (
        in_folder("ca.pem"),
        in_folder("ca.key"),
        in_folder("server.key"),
        in_folder("server.csr"),
        in_folder("server.pem"),
    );
    let new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    run(&[
        &["req", "-x509", "-days", "2", "-subj", "/CN=a test's authority", "-keyout", &ca_key, "-out", &ca],
        &new[..],
    ]
    .concat());
    run(&[&["req", "-subj", "/CN=localhost", "-keyout", &key, "-out", &request], &new[..]].concat());
    let names = in_folder("names");
    std::fs::write(&names, "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n").unwrap();
    run(&[
        "x509",
        "-req",
        "-days",
        "2",
        "-in",
        &request,
        "-CA",
        &ca,
        "-CAkey",
        &ca_key,
        "-CAcreateserial",
        "-extfile",
        &names,
        "-out",
        &certificate,
    ]);
    let (key, certificate) = server::readable(&[Path::new(&key), Path::new(&certificate)]);
    let settings = [
        "ssl=on".to_owned(),
        format!("ssl_key_file={key}"),
        format!("ssl_cert_file={certificate}"),
        "password_encryption=scram-sha-256".to_owned(),
    ];
    (Server::start(&settings.iter().map(String::as_str).collect::<Vec<_>>()), folder)
}

#[test]
fn tls_and_passwords() {
    let (server, folder) = with_tls();
    server.sql("CREATE ROLE mei LOGIN PASSWORD 'se cret'; GRANT ALL ON DATABASE postgres TO mei");
    server.require_passwords();
    let url = |user: &str, host: &str, more: &str| {
        format!("postgres://{user}@{host}:{}/postgres?schema=tls{more}", server.port())
    };
    let ca = folder.path().join("ca.pem").display().to_string();
    for more in
        ["", "&sslmode=require", "&sslmode=disable", &format!("&sslmode=verify-full&sslrootcert={ca}")]
    {
        let storage = open(&url("mei:se%20cret", "localhost", more));
        storage.apply(&[note(1)]).unwrap();
        assert_eq!(count(&storage).unwrap(), 1, "{more}");
    }
    assert_eq!(server.sql("SELECT count(*) > 0 FROM pg_stat_ssl WHERE ssl"), "t");
    let refused = |url: String| {
        let storage = Postgres::open(&url, &OpenOptions::new()).unwrap();
        let err = storage.prepare(&SCHEMA).unwrap_err();
        assert_eq!(err.code(), "io");
        assert!(!format!("{err:?} {err}").contains("cret"), "{err}");
        err.to_string()
    };
    let err = refused(url("mei:wrong-secret", "localhost", ""));
    assert!(err.contains("does not let this user in"), "{err}");
    // Another name than the certificate's, and an authority that nobody knows.
    refused(url(
        "mei:se%20cret",
        "127.0.0.1",
        &format!("&connect_timeout=1&sslmode=verify-full&sslrootcert={ca}"),
    ));
    refused(url("mei:se%20cret", "localhost", "&connect_timeout=1&sslmode=verify-full"));
}

#[test]
fn a_server_that_comes_back_is_used_again() {
    let server = server::of_this_process();
    let proxy = Proxy::start(server.port(), 0, 1);
    let storage = open(&format!(
        "postgres://postgres@127.0.0.1:{}/postgres?schema=comes_back&connect_timeout=1",
        proxy.port()
    ));
    storage.apply(&[note(1)]).unwrap();
    proxy.shut(true);
    let started = Instant::now();
    // On the connection that it has, a write goes out whole: nobody knows whether it arrived.
    assert_eq!(storage.apply(&[note(2)]).unwrap_err().code(), "unknown_outcome");
    let err = storage.apply(&[note(2)]).unwrap_err();
    assert_eq!((err.code(), err.kind().name()), ("io", "storage"));
    assert!(err.to_string().contains(&proxy.port().to_string()), "{err}");
    assert_eq!(count(&storage).unwrap_err().code(), "io");
    assert!(started.elapsed() < Duration::from_secs(8));
    proxy.shut(false);
    storage.apply(&[note(2)]).unwrap();
    assert_eq!(count(&storage).unwrap(), 2);
}

#[test]
fn a_copy_is_read_where_that_is_allowed() {
    let server = Server::start(&[]);
    let replica = server.start_replica();
    let url = format!("{}&read_host=127.0.0.1:{}", server.url("copied"), replica.port());
    let storage = open(&url);
    storage.apply(&(0..5).map(note).collect::<Vec<_>>()).unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    let counted = || {
        let mut count = None;
        let read = storage
            .read_stale(&mut |rows| rows.count(&NOTES, &KeyRange::all(), u64::MAX).map(|n| count = Some(n)));
        read.ok().and(count)
    };
    while counted() != Some(5) {
        assert!(Instant::now() < end, "the copy does not follow");
        std::thread::sleep(Duration::from_millis(50));
    }
    let asked = "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'guanxi'";
    assert_eq!(replica.sql(asked), "t");
    // A copy can be away; the server answers then.
    drop(replica);
    let storage = open(&format!("{url}&connect_timeout=1"));
    let mut count = 0;
    storage.read_stale(&mut |rows| rows.count(&NOTES, &KeyRange::all(), 9).map(|n| count = n)).unwrap();
    assert_eq!(count, 5);
}

#[test]
fn many_may_start_at_once() {
    let server = server::of_this_process();
    std::thread::scope(|scope| {
        for number in 0..8 {
            scope.spawn(move || open(&server.url("at_once")).apply(&[note(number)]).unwrap());
        }
    });
    let storage = open(&server.url("at_once"));
    assert_eq!(count(&storage).unwrap(), 8);
    storage.check(&mut |difference| panic!("{difference}")).unwrap();
    let none = Postgres::open(&server.url("nowhere"), &OpenOptions::new().create(false)).unwrap();
    assert_eq!(none.prepare(&SCHEMA).unwrap_err().code(), "no_store");
}

#[test]
fn a_socket_of_the_machine_will_do() {
    let server = server::of_this_process();
    let folder = server.folder().display().to_string().replace('/', "%2F");
    let storage =
        open(&format!("postgres://postgres@/postgres?schema=socket&host={folder}&port={}", server.port()));
    storage.apply(&[note(1)]).unwrap();
    assert_eq!(count(&storage).unwrap(), 1);
}

/// Writers that wait for each other's rows in two orders: the server ends one of them, and it runs again.
#[test]
fn writers_that_wait_in_a_circle_both_come_through() {
    let storage = open(&server::of_this_process().url("circle"));
    storage.apply(&[note(1), note(2)]).unwrap();
    let add = |number: i64| {
        let key = KeyWriter::new().id(&[1; 16]).int(number).finish();
        Op::Add { table: &NOTES, key, column: 0, delta: 1, floor: None }
    };
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let storage = &storage;
            scope.spawn(move || {
                for _ in 0..50 {
                    let (first, second) = if thread % 2 == 0 { (1, 2) } else { (2, 1) };
                    storage.apply(&[add(first), add(second)]).unwrap();
                }
            });
        }
    });
    let mut points = vec![];
    storage
        .read(&mut |rows| {
            points.clear();
            rows.scan(&NOTES, &KeyRange::all(), &mut |row| {
                points.extend(row.columns(&NOTES).unwrap());
                std::ops::ControlFlow::Continue(())
            })
            .map(drop)
        })
        .unwrap();
    assert_eq!(points, [Value::Int(401), Value::Int(402)]);
}

/// Calls that only write share trips, and one that must not be done harms none of those it goes with.
#[test]
fn writers_that_come_together_go_together() {
    const THREADS: i64 = 16;
    const CALLS: i64 = 60;
    let storage = open(&server::of_this_process().url("together"));
    let add = |number: i64, delta: i64| {
        let key = KeyWriter::new().id(&[number as u8; 16]).int(number).finish();
        Op::Add { table: &NOTES, key, column: 0, delta, floor: Some(0) }
    };
    let work = |refusals: bool| {
        let before = storage.round_trips();
        std::thread::scope(|scope| {
            for thread in 0..THREADS {
                let storage = &storage;
                scope.spawn(move || {
                    for call in 0..CALLS {
                        let (one, other) = ((thread + call) % 6, (thread * 7 + call * 3) % 6);
                        storage.apply(&[add(one, 2), add(other, 1)]).unwrap();
                        if refusals && call % 20 == 7 {
                            let refused = storage.apply(&[add(one, 5), add(other, -1_000_000)]);
                            assert_eq!(refused.unwrap_err().code(), "below_floor");
                        }
                    }
                });
            }
        });
        storage.round_trips() - before
    };
    // Counted first: after a refusal, calls go alone for as long as refusals went on.
    let (trips, calls) = (work(false), (THREADS * CALLS) as u64);
    assert!(trips < calls / 2, "{trips} trips of {calls} calls");
    work(true);
    let mut sum = 0;
    storage
        .read(&mut |rows| {
            sum = 0;
            rows.scan(&NOTES, &KeyRange::all(), &mut |row| {
                if let Ok([Value::Int(points)]) = row.columns(&NOTES).as_deref() {
                    sum += points;
                }
                std::ops::ControlFlow::Continue(())
            })
            .map(drop)
        })
        .unwrap();
    assert_eq!(sum, 2 * THREADS * CALLS * 3);
}
