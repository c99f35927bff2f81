//! Rounds: kill, cut the power, check, go on.

use std::{
    fs, io,
    io::BufRead as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{
    check::{Known, check},
    storages,
    workload::{SCHEMA, THREADS},
};
use crate::dice::Dice;

/// The longest life of a child with an open storage.
const LIFE: Duration = Duration::from_millis(250);

/// How a child dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// kill -9 after a random time.
    Kill,
    /// kill -9 in place of a random write, fsync or change of names, and a power cut: all that no fsync covered is
    /// lost.
    #[cfg(target_os = "linux")]
    PowerCut,
    /// The same, each page by itself.
    #[cfg(target_os = "linux")]
    PowerCutPages,
    /// As [`Death::PowerCutPages`], and names are lost that no fsync of their folder covered.
    #[cfg(target_os = "linux")]
    PowerCutNames,
}

/// A run of rounds over one store.
#[derive(Clone, Debug)]
pub struct Rounds {
    /// The storage: the URL's scheme.
    pub scheme: &'static str,
    /// How its children die.
    pub death: Death,
    /// How many.
    pub rounds: u64,
    /// Where chance comes from. The scheduler has its part too: a seed repeats most of a round, not all.
    pub seed: u64,
    /// The program `crash-child`.
    pub child: PathBuf,
    /// Where stores are made.
    pub dir: PathBuf,
}

/// What rounds that held amount to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Postings acknowledged.
    pub acknowledged: u64,
    /// Postings found that were not acknowledged.
    pub in_flight: u64,
    /// Children that died before their storage was open.
    pub died_opening: u64,
    /// Writes that power cuts undid.
    pub writes_undone: usize,
    /// Names that power cuts undid.
    pub names_undone: usize,
    /// The longest opening after a crash.
    pub slowest_open: Duration,
}

/// A store and what is known of it, from round to round.
struct Life<'a> {
    rounds: &'a Rounds,
    store: PathBuf,
    known: Known,
    dice: Dice,
    summary: Summary,
}

impl Rounds {
    /// How many rounds and from which seed, as `GUANXI_CRASH_ROUNDS` and `GUANXI_CRASH_SEED` say; without them 20,
    /// or 100 where `CI` is set, from seed 1.
    pub fn from_environment(scheme: &'static str, death: Death, child: &str, dir: &str) -> Self {
        let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
        let rounds =
            number("GUANXI_CRASH_ROUNDS").unwrap_or(if std::env::var_os("CI").is_some() { 100 } else { 20 });
        let seed = number("GUANXI_CRASH_SEED").unwrap_or(1);
        Self { scheme, death, rounds, seed, child: child.into(), dir: dir.into() }
    }

    /// Runs them all over one store.
    ///
    /// # Errors
    /// What was wrong in the first round that failed, how to repeat it, and where the store is.
    pub fn run(&self) -> Result<Summary, String> {
        let dir =
            tempfile::Builder::new().prefix("crash-").tempdir_in(&self.dir).map_err(|e| e.to_string())?;
        let mut life = Life {
            rounds: self,
            store: dir.path().join("store"),
            known: Known::nothing(THREADS),
            dice: Dice::new(self.seed),
            summary: Summary::default(),
        };
        for round in 0..self.rounds {
            if let Err(wrong) = life.round(dir.path(), round) {
                let (seed, place) = (self.seed, dir.keep());
                return Err(format!(
                    "{} {:?}, round {round}: {wrong}\nGUANXI_CRASH_SEED={seed} GUANXI_CRASH_ROUNDS={} repeats it; \
                     the store is kept at {}",
                    self.scheme,
                    self.death,
                    round + 1,
                    place.display()
                ));
            }
        }
        Ok(life.summary)
    }
}

impl Life<'_> {
    fn round(&mut self, dir: &Path, round: u64) -> Result<(), String> {
        fs::create_dir_all(&self.store).map_err(|e| e.to_string())?;
        let told = self.live_and_die(dir, round).map_err(|e| format!("the child: {e}"))?;
        self.take_note(&told)?;
        // A copy is checked: the next child shall find the store as the crash left it.
        let copy = dir.join("copy");
        copy_folder(&self.store, &copy).map_err(|e| format!("copying: {e}"))?;
        let started = Instant::now();
        let storage = storages::open(&self.url(&copy)).map_err(|e| format!("does not open: {e}"))?;
        storage.prepare(&SCHEMA).map_err(|e| format!("does not prepare: {e}"))?;
        self.summary.slowest_open = self.summary.slowest_open.max(started.elapsed());
        let (known, wrong) = check(&*storage, &self.known).map_err(|e| format!("does not read: {e}"))?;
        if !wrong.is_empty() {
            return Err(wrong.join("\n"));
        }
        let more = known.last.iter().sum::<i64>() - self.known.last.iter().sum::<i64>();
        self.summary.in_flight += more.unsigned_abs();
        self.known = known;
        storage.close().map_err(|e| format!("does not close: {e}"))?;
        drop(storage);
        fs::remove_dir_all(&copy).map_err(|e| e.to_string())
    }

    fn url(&self, store: &Path) -> String {
        format!("{}:{}", self.rounds.scheme, store.join("shop").display())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.rounds.child);
        command.arg(self.url(&self.store)).arg(THREADS.to_string());
        command
    }

    /// Every eighth child dies within its first moments, often while it opens.
    #[cfg(target_os = "linux")]
    fn live_and_die(&mut self, dir: &Path, round: u64) -> io::Result<Vec<String>> {
        use super::powercut::{Cut, Loss, PowerCut};
        let early = round % 8 == 7;
        let seed = self.dice.any();
        let loss = match self.rounds.death {
            Death::Kill => return self.live_until_killed(early),
            Death::PowerCut => Loss::Everything,
            Death::PowerCutPages | Death::PowerCutNames => Loss::Pages(seed),
        };
        let shim = PowerCut::new(&self.store, &dir.join("log"))?;
        let most = if early { 2 << self.dice.below(6) } else { 3000 };
        shim.die_at(1 + self.dice.below(most) as u64)?;
        let mut command = self.command();
        shim.attach(&mut command)?;
        let told = Child::start(command)?.live_on(LIFE)?;
        if shim.events()? == 0 {
            return Err(io::Error::other("the shim saw nothing"));
        }
        let undone = shim.cut(Cut { loss, names: self.rounds.death == Death::PowerCutNames })?;
        self.summary.writes_undone += undone.writes;
        self.summary.names_undone += undone.names;
        Ok(told)
    }

    #[cfg(not(target_os = "linux"))]
    fn live_and_die(&mut self, _: &Path, round: u64) -> io::Result<Vec<String>> {
        self.live_until_killed(round % 8 == 7)
    }

    fn live_until_killed(&mut self, early: bool) -> io::Result<Vec<String>> {
        let time =
            Duration::from_micros(
                self.dice.below(if early { 12_000 } else { LIFE.as_micros() as usize }) as u64
            );
        let child = Child::start(self.command())?;
        if early { child.live(time) } else { child.live_on(time) }
    }

    /// What the child told becomes what must be there.
    fn take_note(&mut self, told: &[String]) -> Result<(), String> {
        let found = told.first().and_then(|line| line.strip_prefix("open "));
        if let Some(error) = told.iter().find(|line| line.starts_with("error")) {
            return Err(format!("the child was told: {error}"));
        }
        let Some(found) = found else {
            self.summary.died_opening += 1;
            return Ok(());
        };
        let found: Vec<i64> = found.split(' ').filter_map(|n| n.parse().ok()).collect();
        if found != self.known.last {
            return Err(format!("the child found {found:?}, the copy held {:?}", self.known.last));
        }
        let acknowledged = self.known.note(&told[1..]);
        self.summary.acknowledged += acknowledged as u64;
        if acknowledged < told.len() - 1 {
            return Err(format!("the child told more than acknowledgements: {told:?}"));
        }
        Ok(())
    }
}

/// A running child and what it tells.
#[derive(Debug)]
pub struct Child {
    process: std::process::Child,
    reader: Option<JoinHandle<()>>,
    lines: mpsc::Receiver<String>,
}

impl Child {
    /// Starts a command and listens.
    ///
    /// # Errors
    /// Those of starting it.
    pub fn start(mut command: Command) -> io::Result<Self> {
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let output = process.stdout.take().ok_or_else(|| io::Error::other("no pipe"))?;
        let (sender, lines) = mpsc::channel();
        let reader = std::thread::spawn(move || {
            for line in io::BufReader::new(output).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Ok(Self { process, reader: Some(reader), lines })
    }

    /// The next line; `None` when the child is dead or silent for ten seconds.
    pub fn line(&self) -> Option<String> {
        self.lines.recv_timeout(Duration::from_secs(10)).ok()
    }

    /// Kills it after a time, if it still lives; all that it told.
    ///
    /// # Errors
    /// Those of killing it.
    pub fn live(mut self, time: Duration) -> io::Result<Vec<String>> {
        let end = Instant::now() + time;
        while Instant::now() < end && self.process.try_wait()?.is_none() {
            std::thread::sleep(Duration::from_millis(1).min(end.saturating_duration_since(Instant::now())));
        }
        self.kill()
    }

    /// The same, with the time from its first line on.
    ///
    /// # Errors
    /// Those of killing it.
    pub fn live_on(self, time: Duration) -> io::Result<Vec<String>> {
        let first = self.line();
        Ok(first.into_iter().chain(self.live(time)?).collect())
    }

    /// Kills it; all that it told and nobody took.
    ///
    /// # Errors
    /// Those of killing it.
    pub fn kill(mut self) -> io::Result<Vec<String>> {
        self.process.kill()?;
        self.process.wait()?;
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        Ok(self.lines.try_iter().collect())
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Copies a folder and what is in it.
///
/// # Errors
/// Those of the file system.
pub fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
