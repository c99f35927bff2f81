//! Every conformance case on every storage, and what the cases and their calls must be.

#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use guanxi_core::{
    Crm, Result,
    storage::{Memory, OpenOptions, Storage},
};
use guanxi_redb::Redb;
use guanxi_sled::Sled;
use guanxi_sqlite::Sqlite;
use guanxi_testkit::cases::{self, Case, Setup};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn files() -> Vec<PathBuf> {
    cases::files(&root()).unwrap()
}

/// Runs every case, each on a storage of its own, and tells all that went wrong.
fn run_all(open: impl Fn(&Path) -> Result<Arc<dyn Storage>>) {
    let mut failed = Vec::new();
    for file in files() {
        let folder = tempfile::tempdir().unwrap();
        let report = cases::run_file(&file, &mut |setup: &Setup| {
            Crm::new(open(folder.path())?, setup.clock.clone(), setup.random())
        });
        if !report.is_passed() {
            failed.push(report.to_string());
        }
    }
    assert!(failed.is_empty(), "{} cases failed:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn on_memory() {
    run_all(|_| Ok(Arc::new(Memory::storage())));
}

#[test]
fn on_redb() {
    run_all(|folder| Ok(Arc::new(Redb::open(folder.join("shop"), &OpenOptions::new())?)));
}

#[test]
fn on_sled() {
    run_all(|folder| Ok(Arc::new(Sled::open(folder.join("shop"), &OpenOptions::new())?)));
}

#[test]
fn on_sqlite() {
    run_all(|folder| Ok(Arc::new(Sqlite::open(folder.join("shop.db"), &OpenOptions::new())?)));
}

#[cfg(unix)]
#[test]
fn on_postgres() {
    run_all(|folder| Ok(Arc::new(guanxi_testkit::server::open(&folder.join("shop"))?)));
}

#[test]
fn every_file_reads_and_says_what_it_shows() {
    let mut abouts = BTreeSet::new();
    for file in files() {
        let case = Case::parse(&fs::read_to_string(&file).unwrap())
            .unwrap_or_else(|e| panic!("{}, line {:?}: {}", file.display(), e.line, e.reason));
        assert!(case.about.ends_with('.'), "{}: `about` is a sentence", file.display());
        assert!(abouts.insert(case.about), "{}: another case shows the same", file.display());
    }
}

#[test]
fn every_call_is_in_a_case() {
    let mut left: BTreeSet<_> = cases::calls().collect();
    for file in files() {
        for step in Case::parse(&fs::read_to_string(&file).unwrap()).unwrap().steps {
            left.remove(step.call.as_str());
        }
    }
    assert!(left.is_empty(), "no case calls {left:?}");
}

#[test]
fn every_call_is_written_down_for_other_runners() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let missing: Vec<_> = cases::calls().filter(|call| !readme.contains(&format!("`{call}`"))).collect();
    assert!(missing.is_empty(), "cases/README.md does not say what {missing:?} take");
}

/// The core's handles are read from its source: `areas!` names them, their `impl` has the verbs.
#[test]
fn every_public_verb_can_be_called() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../guanxi-core/src");
    let crm = fs::read_to_string(core.join("crm.rs")).unwrap();
    let areas = crm.split("\nareas! {").nth(1).unwrap().split("\n}").next().unwrap();
    let areas = areas.lines().filter_map(|line| line.trim().strip_suffix(',')?.split_once(": "));
    let source: String = fs::read_dir(&core)
        .unwrap()
        .filter_map(|e| fs::read_to_string(e.unwrap().path().join("mod.rs")).ok())
        .collect();
    let verbs: BTreeSet<String> = areas
        .flat_map(|(area, handle)| {
            let inside = source
                .split(&format!("\nimpl {handle} {{\n"))
                .nth(1)
                .unwrap_or_else(|| panic!("no {handle}"));
            let inside = inside.split("\n}\n").next().unwrap();
            let names = inside.split("\n    pub fn ").skip(1).map(|f| f.split(['(', '<']).next().unwrap());
            names.map(|verb| format!("{area}.{verb}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(verbs.len() > 30, "{verbs:?}");
    assert_eq!(verbs, cases::calls().collect());
}
