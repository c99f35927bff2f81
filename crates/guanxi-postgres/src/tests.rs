//! What needs no server; the rest is in the suite of guanxi-testkit.

use guanxi_core::storage::{OpenOptions, Storage};

use super::Postgres;

#[test]
fn a_server_that_is_away_is_told_in_time() {
    let url = "postgres://mei@127.0.0.1:1/shop?connect_timeout=1";
    let storage = Postgres::open(url, &OpenOptions::new()).unwrap();
    let started = std::time::Instant::now();
    let err = storage.read(&mut |rows| {
        rows.count(&super::tests::NOTHING, &guanxi_core::storage::KeyRange::all(), 1).map(drop)
    });
    let err = err.unwrap_err();
    assert_eq!(err.code(), "io");
    assert!(err.to_string().contains("127.0.0.1:1"), "{err}");
    assert!(started.elapsed().as_secs() < 5);
}

static NOTHING: guanxi_core::storage::Table = guanxi_core::storage::Table::plain(
    1,
    "nothing",
    guanxi_core::storage::Kind::State,
    &[guanxi_core::storage::Column::int("n")],
);
