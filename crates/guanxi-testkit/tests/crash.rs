//! A commit that returned is on disk: kill -9, power cuts, left-overs, damage and full disks.
//!
//! `GUANXI_CRASH_ROUNDS` and `GUANXI_CRASH_SEED` say how many rounds and from which seed.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests and their helpers")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use guanxi_testkit::crash::{
    check::{Known, check},
    rounds::{Child, Death, Rounds, Summary, read_ack},
    storages,
    workload::SCHEMA,
};

const CHILD: &str = env!("CARGO_BIN_EXE_crash-child");
const DIR: &str = env!("CARGO_TARGET_TMPDIR");

fn rounds(scheme: &'static str, death: Death) -> Rounds {
    let mut rounds = Rounds::from_environment(scheme, death, CHILD, DIR);
    if !["redb", "sled"].contains(&scheme) {
        // The journals that prove the rounds grow without end.
        rounds.rounds = rounds.rounds.min(20);
    }
    rounds
}

/// Runs rounds that must hold, and looks that they proved something.
fn hold(scheme: &'static str, death: Death) -> Summary {
    let rounds = rounds(scheme, death);
    let summary = rounds.run().unwrap_or_else(|wrong| panic!("{wrong}"));
    println!("{scheme} {death:?}, {} rounds: {summary:?}", rounds.rounds);
    assert!(summary.acknowledged > rounds.rounds, "too few postings to prove anything: {summary:?}");
    assert!(summary.slowest_open < Duration::from_secs(5), "{summary:?}");
    summary
}

#[test]
fn kill_redb() {
    hold("redb", Death::Kill);
}

#[test]
fn kill_sled() {
    hold("sled", Death::Kill);
}

/// A store in a folder of its own.
struct Shop {
    _root: tempfile::TempDir,
    dir: PathBuf,
    url: String,
}

impl Shop {
    fn new(scheme: &str) -> Self {
        let root = tempfile::tempdir_in(DIR).unwrap();
        let dir = root.path().join("store");
        fs::create_dir(&dir).unwrap();
        let url = format!("{scheme}:{}", dir.join("shop").display());
        Self { _root: root, dir, url }
    }

    /// One caller's child.
    fn command(&self) -> Command {
        let mut command = Command::new(CHILD);
        command.args([&self.url, "1"]);
        command
    }

    /// Posts so often, then dies; what is known then.
    fn after_postings(&self, postings: usize) -> Known {
        let child = Child::start(self.command()).unwrap();
        let told = (0..=postings).map(|_| child.line().unwrap()).collect::<Vec<_>>();
        known_from(told.into_iter().chain(child.kill().unwrap()))
    }

    /// Every acknowledged posting is there, and nothing is torn.
    fn assert_holds(&self, known: &Known) {
        let storage = storages::open(&self.url).unwrap();
        storage.prepare(&SCHEMA).unwrap();
        assert_eq!(check(&*storage, known).unwrap().1, [""; 0]);
        storage.close().unwrap();
    }

    /// Every file but locks, which may come and go.
    fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.dir)
            .into_iter()
            .filter(|path| !path.to_string_lossy().ends_with("lock"))
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }
}

/// What one caller's child told.
fn known_from(told: impl Iterator<Item = String>) -> Known {
    let mut known = Known::nothing(1);
    for line in told {
        match read_ack(&line) {
            Some((thread, number, _)) => known.last[thread] = number,
            None => assert!(line.starts_with("open"), "{line}"),
        }
    }
    known
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_store_open_elsewhere_is_locked() {
    for scheme in ["redb", "sled"] {
        let shop = Shop::new(scheme);
        let child = Child::start(shop.command()).unwrap();
        assert!(child.line().unwrap().starts_with("open"));
        let err = storages::open(&shop.url).map(drop).unwrap_err();
        assert_eq!(err.code(), "locked", "{scheme}: {err}");
        child.kill().unwrap();

        let storage = storages::open(&shop.url).unwrap();
        let child = Child::start(shop.command()).unwrap();
        assert_eq!(child.line().as_deref(), Some("error -1 locked"), "{scheme}");
        storage.close().unwrap();
    }
}

#[test]
fn a_damaged_store_is_refused_and_left_alone() {
    // In sled the snapshot has a check sum over all of it.
    for (scheme, name) in [("redb", ""), ("sled", "snap.")] {
        let shop = Shop::new(scheme);
        let known = shop.after_postings(20);
        // Opening and closing once more leaves a snapshot behind in sled.
        shop.assert_holds(&known);
        let damaged: Vec<_> = files(&shop.dir)
            .into_iter()
            .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(name))
            .collect();
        assert!(!damaged.is_empty(), "{scheme}: {:?}", files(&shop.dir));
        for path in &damaged {
            let mut bytes = fs::read(path).unwrap();
            let end = bytes.len().min(4096);
            bytes[..end].fill(0x5A);
            fs::write(path, bytes).unwrap();
        }
        let before = shop.bytes();
        let err = storages::open(&shop.url).and_then(|storage| storage.prepare(&SCHEMA)).unwrap_err();
        assert_eq!(err.code(), "corrupt", "{scheme}: {err}");
        assert!(shop.bytes() == before, "{scheme}: the refusal changed bytes");
    }
}

#[cfg(target_os = "linux")]
mod under_the_shim {
    use guanxi_testkit::crash::{
        powercut::{Cut, Loss, PowerCut},
        rounds::copy_folder,
    };

    use super::*;

    /// Rounds whose power cuts had something to undo.
    fn hold_power_cuts(scheme: &'static str, death: Death) {
        let summary = hold(scheme, death);
        assert!(summary.writes_undone > 0, "no cut undid anything: {summary:?}");
    }

    #[test]
    fn power_cut_redb() {
        hold_power_cuts("redb", Death::PowerCut);
    }

    #[test]
    fn power_cut_pages_redb() {
        hold_power_cuts("redb", Death::PowerCutPages);
    }

    #[test]
    fn power_cut_names_redb() {
        hold_power_cuts("redb", Death::PowerCutNames);
    }

    #[test]
    fn power_cut_sled() {
        hold_power_cuts("sled", Death::PowerCut);
    }

    #[test]
    fn power_cut_pages_sled() {
        hold_power_cuts("sled", Death::PowerCutPages);
    }

    #[test]
    fn power_cut_names_sled() {
        hold_power_cuts("sled", Death::PowerCutNames);
    }

    /// The rounds are proved by storages that must fail them: kill -9 alone finds nothing, a power cut does.
    #[test]
    fn a_storage_without_fsync_is_caught() {
        hold("careless", Death::Kill);
        for (scheme, death) in [("careless", Death::PowerCut), ("stock-sled", Death::PowerCut)] {
            let wrong = rounds(scheme, death).run().unwrap_err();
            assert!(wrong.contains("was acknowledged"), "{scheme}: {wrong}");
            remove_kept_store(&wrong);
        }
    }

    /// The same storage with its fsync passes; without check sums it takes torn commits for whole ones, which only
    /// pages lost one by one show.
    #[test]
    fn a_storage_with_fsync_passes() {
        hold_power_cuts("careful", Death::PowerCut);
        hold_power_cuts("careful", Death::PowerCutNames);
    }

    #[test]
    fn a_storage_without_check_sums_is_caught() {
        hold_power_cuts("unchecked", Death::PowerCut);
        let wrong = rounds("unchecked", Death::PowerCutPages).run().unwrap_err();
        remove_kept_store(&wrong);
    }

    fn remove_kept_store(wrong: &str) {
        let (_, place) = wrong.rsplit_once("kept at ").unwrap();
        fs::remove_dir_all(place).unwrap();
    }

    /// sled takes the snapshot that a crash cut short for its newest, and never opens again; the wrapper removes it.
    #[test]
    fn sled_left_over_generating() {
        let shop = Shop::new("sled");
        let known = shop.after_postings(30);
        let mut shim = PowerCut::new(&shop.dir, &shop.dir.with_file_name("log")).unwrap();
        shim.die_at_name(".generating");
        let mut command = shop.command();
        shim.attach(&mut command).unwrap();
        assert_eq!(Child::start(command).unwrap().line(), None, "it dies while it opens");

        let left = files(&shop.dir).into_iter().find(|path| path.to_string_lossy().ends_with(".generating"));
        let left = left.expect("a snapshot cut short");
        let copy = shop.dir.with_file_name("copy");
        copy_folder(left.parent().unwrap(), &copy).unwrap();
        for _ in 0..2 {
            let err = sled::open(&copy).unwrap_err();
            assert!(matches!(err, sled::Error::Corruption { .. }), "stock sled: {err}");
        }
        shop.assert_holds(&known);
        assert!(!left.exists());
    }

    #[test]
    fn fsyncs_per_acknowledgement() {
        for scheme in ["redb", "sled"] {
            let shop = Shop::new(scheme);
            let shim = PowerCut::new(&shop.dir, &shop.dir.with_file_name("log")).unwrap();
            let mut command = shop.command();
            shim.attach(&mut command).unwrap();
            let child = Child::start(command).unwrap();
            let told: Vec<_> = (0..=200).map(|_| child.line().unwrap()).collect();
            child.kill().unwrap();
            let counts: Vec<_> = told[1..].iter().map(|line| read_ack(line).unwrap().2).collect();
            let each: Vec<_> = counts.windows(2).map(|pair| pair[1] - pair[0]).collect();
            println!(
                "{scheme}: {} fsyncs for {} postings; {:?}",
                each.iter().sum::<u64>(),
                each.len(),
                shim.syncs().unwrap()
            );
            assert!(each.iter().all(|n| *n >= 1), "{scheme}: acknowledged without an fsync: {each:?}");
            assert!(each.iter().all(|n| *n <= 2), "{scheme}: {each:?}");
        }
    }

    #[test]
    fn a_full_disk_refuses_and_recovers() {
        for scheme in ["redb", "sled"] {
            let shop = Shop::new(scheme);
            let shim = PowerCut::new(&shop.dir, &shop.dir.with_file_name("log")).unwrap();
            let mut command = shop.command();
            shim.attach(&mut command).unwrap();
            let child = Child::start(command).unwrap();
            let mut told: Vec<_> = (0..=50).map(|_| child.line().unwrap()).collect();
            shim.set_room(100_000).unwrap();
            let refused = loop {
                match child.line().unwrap() {
                    line if line.starts_with("error") => break line,
                    line => told.push(line),
                }
            };
            assert_eq!(refused, "error 0 disk_full", "{scheme}");
            // Room is made while the process lives: it goes on by itself.
            shim.set_room(u64::MAX).unwrap();
            let mut acks = 0;
            while acks < 20 {
                match child.line().unwrap() {
                    line if line.starts_with("error") => assert_eq!(line, "error 0 disk_full", "{scheme}"),
                    line => {
                        told.push(line);
                        acks += 1;
                    }
                }
            }
            told.extend(child.kill().unwrap());
            let known = known_from(told.into_iter());
            shim.cut(Cut { loss: Loss::Everything, names: false }).unwrap();
            shop.assert_holds(&known);
            shop.after_postings(5);
        }
    }
}
