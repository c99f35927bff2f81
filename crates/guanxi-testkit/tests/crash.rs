//! A commit that returned is on disk: kill -9, power cuts, left-overs, damage and full disks.
//!
//! `GUANXI_CRASH_ROUNDS` and `GUANXI_CRASH_SEED` say how many rounds and from which seed; without them there are 20, or
//! 100 where `CI` is set, from seed 1. A failure prints both, and where it kept the store.
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
    child::Ack,
    rounds::{Child, Death, Rounds, Summary, copy_folder},
    storages,
    workload::{PERIOD, SCHEMA},
};
use guanxi_testkit::dice::Dice;

const CHILD: &str = env!("CARGO_BIN_EXE_crash-child");
/// The storages that must hold.
const SCHEMES: [&str; 3] = ["redb", "sled", "sqlite"];
const DIR: &str = env!("CARGO_TARGET_TMPDIR");

fn rounds(scheme: &'static str, death: Death) -> Rounds {
    let mut rounds = Rounds::from_environment(scheme, death, CHILD, DIR);
    if !SCHEMES.contains(&scheme) {
        // Those that prove the rounds need few, and the journals among them grow without end.
        rounds.rounds = 10;
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

#[test]
fn kill_sqlite() {
    hold("sqlite", Death::Kill);
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

    /// A store with the same files.
    fn copy(&self, scheme: &str) -> Self {
        let copy = Self::new(scheme);
        copy_folder(&self.dir, &copy.dir).unwrap();
        copy
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
        let mut known = Known::nothing(1);
        known.note(told.iter().chain(&child.kill().unwrap()));
        known
    }

    /// What is wrong with it.
    fn checked(&self, known: &Known) -> guanxi_core::error::Result<Vec<String>> {
        let storage = storages::open(&self.url)?;
        storage.prepare(&SCHEMA)?;
        let (_, wrong) = check(&*storage, known)?;
        storage.close()?;
        Ok(wrong)
    }

    /// The same, with an error as one more thing that is wrong.
    fn wrong(&self, known: &Known) -> Vec<String> {
        self.checked(known).unwrap_or_else(|e| vec![format!("{e:?}")])
    }

    /// Every acknowledged posting is there, and nothing is torn.
    fn assert_holds(&self, known: &Known) {
        assert_eq!(self.wrong(known), [""; 0], "{}", self.url);
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
    for (scheme, name) in [("redb", "data"), ("sled", "snap.")] {
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

/// 64 bytes of noise anywhere: an error, a difference told, or no harm; never a panic.
#[test]
fn damage_anywhere_is_no_panic() {
    let shop = Shop::new("redb");
    let known = shop.after_postings(150);
    let file = shop.dir.join("shop/data.redb");
    let whole = fs::read(&file).unwrap();
    let (dice, mut told) = (Dice::new(1), 0);
    for _ in 0..200 {
        let mut bytes = whole.clone();
        let at = dice.below(bytes.len() - 64);
        bytes[at..at + 64].fill_with(|| dice.any() as u8);
        fs::write(&file, &bytes).unwrap();
        let checked = shop.checked(&known);
        told += usize::from(checked.as_ref().map_or(true, |wrong| !wrong.is_empty()));
        assert!(checked.as_ref().err().is_none_or(|e| e.code() == "corrupt"), "at {at}: {checked:?}");
    }
    assert!(told > 10, "the noise met nothing: {told}");
}

#[cfg(target_os = "linux")]
mod under_the_shim {
    use guanxi_testkit::crash::powercut::{Cut, Loss, PowerCut};

    use super::*;

    impl Shop {
        /// A shim over this store.
        fn shim(&self) -> PowerCut {
            PowerCut::new(&self.dir, &self.dir.with_file_name("log")).unwrap()
        }

        /// Starts a child under a shim.
        fn start(&self, shim: &PowerCut) -> Child {
            let mut command = self.command();
            shim.attach(&mut command).unwrap();
            Child::start(command).unwrap()
        }

        /// A child that dies in place of an event; what it told.
        fn die_at(&self, event: u64) -> (Vec<String>, PowerCut) {
            let shim = self.shim();
            shim.die_at(event).unwrap();
            (self.start(&shim).live_on(Duration::from_secs(10)).unwrap(), shim)
        }
    }

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

    #[test]
    fn power_cut_sqlite() {
        hold_power_cuts("sqlite", Death::PowerCut);
    }

    #[test]
    fn power_cut_pages_sqlite() {
        hold_power_cuts("sqlite", Death::PowerCutPages);
    }

    #[test]
    fn power_cut_names_sqlite() {
        hold_power_cuts("sqlite", Death::PowerCutNames);
    }

    /// The rounds are proved by storages that must fail them: kill -9 alone finds nothing, a power cut does.
    #[test]
    fn a_storage_without_fsync_is_caught() {
        hold("careless", Death::Kill);
        for (scheme, death) in [("careless", Death::PowerCut), ("stock-sled", Death::PowerCut)] {
            let wrong = rounds(scheme, death).run().unwrap_err();
            let lost = ["was acknowledged", "does not open"].iter().any(|loss| wrong.contains(loss));
            assert!(lost, "{scheme}: {wrong}");
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

    /// A store whose next posting is a large one.
    fn before_large(scheme: &str) -> (Shop, Known) {
        for event in 2 * PERIOD as u64.. {
            let (shop, mut known) = (Shop::new(scheme), Known::nothing(1));
            let (told, shim) = shop.die_at(event);
            known.note(&told);
            if known.last == [PERIOD - 1] {
                shim.cut(Cut { loss: Loss::Everything, names: false }).unwrap();
                return (shop, known);
            }
        }
        unreachable!("every posting is followed by another")
    }

    /// How many power cuts in the first large commit, pages lost one by one, leave a torn store.
    fn torn(scheme: &str) -> usize {
        let (start, known) = before_large(scheme);
        let cuts = (1..8).flat_map(|event| (0..8).map(move |seed| (event, seed)));
        cuts.filter(|(event, seed)| {
            let (shop, mut known) = (start.copy(scheme), known.clone());
            let (told, shim) = shop.die_at(*event);
            shim.cut(Cut { loss: Loss::Pages(*seed), names: false }).unwrap();
            known.note(&told);
            !shop.wrong(&known).is_empty()
        })
        .count()
    }

    /// Without check sums a torn commit is taken for a whole one; only pages lost one by one show it.
    #[test]
    fn a_storage_without_check_sums_is_caught() {
        assert_eq!(torn("careful"), 0);
        assert!(torn("unchecked") > 0);
    }

    fn remove_kept_store(wrong: &str) {
        let (_, place) = wrong.rsplit_once("kept at ").unwrap();
        fs::remove_dir_all(place).unwrap();
    }

    /// A power cut at each single write, fsync and change of names, from the start of the process to its third
    /// acknowledgement.
    fn cut_everywhere(scheme: &str, start: &Shop, known: &Known) -> u64 {
        for event in 1.. {
            let mut acknowledged = 0;
            for loss in [Loss::Everything, Loss::Pages(event)] {
                let shop = start.copy(scheme);
                let (told, shim) = shop.die_at(event);
                shim.cut(Cut { loss, names: true }).unwrap();
                acknowledged = told.len().saturating_sub(1);
                let mut known = known.clone();
                known.note(&told);
                shop.assert_holds(&known);
            }
            if acknowledged >= 3 {
                return event;
            }
        }
        unreachable!("a process has an end")
    }

    #[test]
    fn power_cuts_while_a_store_is_made() {
        for scheme in SCHEMES {
            let events = cut_everywhere(scheme, &Shop::new(scheme), &Known::nothing(1));
            println!("{scheme}: {events} events");
            assert!(events > 5);
        }
    }

    #[test]
    fn power_cuts_while_a_store_recovers() {
        for scheme in SCHEMES {
            let shop = Shop::new(scheme);
            let known = shop.after_postings(100);
            let events = cut_everywhere(scheme, &shop, &known);
            println!("{scheme}: {events} events");
            assert!(events > 5);
        }
    }

    /// sled takes the snapshot that a crash cut short for its newest, and never opens again; the wrapper removes it.
    #[test]
    fn sled_left_over_generating() {
        let shop = Shop::new("sled");
        let known = shop.after_postings(30);
        let mut shim = shop.shim();
        shim.die_at_name(".generating");
        assert_eq!(shop.start(&shim).line(), None, "it dies while it opens");

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
        for scheme in SCHEMES {
            let shop = Shop::new(scheme);
            let shim = shop.shim();
            let child = shop.start(&shim);
            let told: Vec<_> = (0..=200).map(|_| child.line().unwrap()).collect();
            child.kill().unwrap();
            let acks: Vec<_> = told[1..].iter().map(|line| Ack::read(line).unwrap()).collect();
            let each: Vec<_> = acks.windows(2).map(|pair| pair[1].syncs - pair[0].syncs).collect();
            assert!(!each.contains(&0), "{scheme}: acknowledged without an fsync: {each:?}");
            // redb syncs once more when its file grows, and sled beside the commits, every half second.
            let more = each.iter().filter(|syncs| **syncs > 2).count();
            assert!(more <= each.len() / 20, "{scheme}: {each:?}");
            let all = acks[acks.len() - 1].syncs - acks[0].syncs;
            println!("{scheme}: {all} fsyncs for {} postings; {:?}", acks.len() - 1, shim.syncs().unwrap());
        }
    }

    /// What a full disk does to a child that goes on trying, and that all is well once there is room again.
    fn fill_the_disk(scheme: &str, copy_on_write: bool, allowed: &[&str]) {
        let shop = Shop::new(scheme);
        let shim = shop.shim();
        if copy_on_write {
            shim.copy_on_write().unwrap();
        }
        let child = shop.start(&shim);
        let mut told: Vec<_> = (0..=50).map(|_| child.line().unwrap()).collect();
        shim.set_room(100_000).unwrap();
        let (mut refusals, mut acks) = (0, 0);
        while acks < 20 {
            let line = child.line().expect("the child lives");
            if let Some(code) = line.strip_prefix("error 0 ") {
                assert!(allowed.contains(&code), "{scheme}: {code}");
                refusals += 1;
            } else if refusals > 0 {
                acks += 1;
            }
            told.push(line);
            if refusals == 3 {
                shim.set_room(u64::MAX).unwrap();
            }
        }
        told.extend(child.kill().unwrap());
        let mut known = Known::nothing(1);
        known.note(&told);
        shim.cut(Cut { loss: Loss::Everything, names: true }).unwrap();
        shop.assert_holds(&known);
    }

    #[test]
    fn a_full_disk_refuses_and_recovers() {
        fill_the_disk("redb", false, &["disk_full"]);
        // sled writes when it opens: on a full disk nobody can look whether a commit that failed was kept.
        fill_the_disk("sled", false, &["disk_full", "unknown_outcome"]);
        fill_the_disk("sqlite", false, &["disk_full"]);
    }

    /// Where overwriting takes room too, a store may not even be readable before there is some.
    #[test]
    fn a_full_disk_that_copies_on_write() {
        for scheme in SCHEMES {
            fill_the_disk(scheme, true, &["disk_full", "unknown_outcome"]);
        }
    }
}
