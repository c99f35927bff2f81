//! Random histories of points against a model that keeps every single point as a thing of its own: where it lies, what it
//! was spent for, when it expires. After every step balances are equal; entries add up to what is left (rule P11); what
//! was known of the past stays as it was; state is what the facts make it.

#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

mod model;
mod overspend;
mod world;

use std::{path::Path, sync::Arc};

use guanxi_core::storage::{Memory, OpenOptions, Storage};
use guanxi_redb::Redb;
use guanxi_sled::Sled;
use guanxi_sqlite::Sqlite;
use guanxi_testkit::faulty::Faulty;

use crate::world::World;

fn run(storage: Arc<dyn Storage>, seed: u64, steps: usize) {
    go_on(World::new(storage, seed), seed, steps);
}

fn go_on(mut world: World, seed: u64, steps: usize) {
    for step in 0..steps {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            world.step();
            world.check(step % 50 == 49);
        }));
        if let Err(cause) = outcome {
            let cause = cause.downcast::<String>().map_or_else(|_| String::new(), |text| *text);
            panic!("seed {seed}, step {step}: {cause}");
        }
    }
}

#[test]
fn on_memory_points_are_always_right() {
    for seed in 0..12 {
        run(Arc::new(Memory::storage()), seed, 1_200);
    }
}

#[test]
fn on_a_failing_storage() {
    for seed in 0..4 {
        let storage = Arc::new(Faulty::new(Memory::storage()));
        let mut world = World::new(storage.clone(), seed);
        world.faulty = Some(storage);
        go_on(world, seed, 1_000);
    }
}

fn in_folder(open: impl Fn(&Path) -> Arc<dyn Storage>) {
    let folder = tempfile::tempdir().unwrap();
    run(open(folder.path()), 100, 300);
}

#[test]
fn on_redb() {
    in_folder(|folder| Arc::new(Redb::open(folder.join("shop"), &OpenOptions::new()).unwrap()));
}

#[test]
fn on_sqlite() {
    in_folder(|folder| Arc::new(Sqlite::open(folder.join("shop.db"), &OpenOptions::new()).unwrap()));
}

#[test]
fn on_sled() {
    in_folder(|folder| Arc::new(Sled::open(folder.join("shop"), &OpenOptions::new()).unwrap()));
}

#[cfg(unix)]
#[test]
fn on_postgres() {
    run(Arc::new(guanxi_testkit::server::open(Path::new("points/shop")).unwrap()), 100, 300);
}
