//! Many who spend one balance at once.

use std::{path::Path, sync::Arc};

use guanxi_core::{
    Crm,
    id::SeededRandom,
    loyalty::{BalanceQuery, ImportPointsInput, ProgramTerms, RedeemInput},
    storage::{OpenOptions, Storage},
    time::FixedClock,
};
use guanxi_redb::Redb;
use guanxi_sqlite::Sqlite;

use crate::{
    model::{START, at},
    world::whose,
};

/// 32 threads ask for more than one member has: what is given is what there was, to the point, and every refusal says so.
fn overspend(storage: Arc<dyn Storage>) {
    const THREADS: usize = 32;
    let clock = Arc::new(FixedClock::new(at(START)));
    let crm = Crm::new(storage, clock, Box::new(SeededRandom::new(1))).unwrap();
    crm.loyalty().define_program("club", ProgramTerms::default()).unwrap();
    for lot in 0..10 {
        let input = ImportPointsInput::new(whose(0), 100, lot.to_string());
        crm.loyalty().import_points(input).unwrap();
    }
    let spend = &|thread: usize| {
        let mut spent = 0;
        for round in 0..5 {
            let input = RedeemInput::new(whose(0), 10).external_id("till", format!("{thread}-{round}"));
            match crm.loyalty().redeem(input) {
                Ok(receipt) => spent -= receipt.entry.points,
                Err(e) => assert_eq!(e.code(), "insufficient_points", "{e}"),
            }
        }
        spent
    };
    let spent: i64 = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || spend(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(spent, 1000);
    let balance = crm.loyalty().balance(BalanceQuery::new(whose(0))).unwrap();
    assert_eq!((balance.available, balance.debt), (0, 0));
    assert!(crm.proof().verify().unwrap().is_equal());
}

#[test]
fn nobody_overspends_on_redb() {
    let folder = tempfile::tempdir().unwrap();
    overspend(Arc::new(Redb::open(folder.path().join("shop"), &OpenOptions::new()).unwrap()));
}

#[test]
fn nobody_overspends_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    overspend(Arc::new(Sqlite::open(folder.path().join("shop.db"), &OpenOptions::new()).unwrap()));
}

#[cfg(unix)]
#[test]
fn nobody_overspends_on_postgres() {
    overspend(Arc::new(guanxi_testkit::server::open(Path::new("overspend/shop")).unwrap()));
}
