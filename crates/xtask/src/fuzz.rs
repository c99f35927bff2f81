//! `cargo xtask fuzz`: libFuzzer on stable Rust.
//!
//! The compiler's coverage pass is asked for directly, so neither nightly nor cargo-fuzz is needed. Address checks are
//! left out: the code under test has no `unsafe`.
//!
//! Seeds stand in `fuzz/corpus/<target>`, inputs that once failed in `fuzz/crashers/<target>`; both are run first, each
//! time. What a run finds on the way is kept under the build directory.
//!
//! The step of `cargo xtask test` fixes libFuzzer's seed, so that a change is judged by itself and not by its luck;
//! `fuzz` and `soak` draw a new one each time.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, anyhow, bail};

use crate::{
    command::{answers, cargo, in_root, is_ci, run as run_command},
    steps::{Outcome, Steps},
    workspace,
};

/// Fuzzes one target, or all.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The target; all of them when left out
    target: Option<String>,
    /// Seconds per target
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Seed of libFuzzer's chance; 0 draws one
    #[arg(long, default_value_t = DRAWN)]
    seed: u32,
    /// Handed on to libFuzzer, for instance the file of one input
    #[arg(last = true)]
    more: Vec<String>,
}

/// The seed that stands for a new one each time.
pub(crate) const DRAWN: u32 = 0;

/// What the compiler adds to each branch, and what libFuzzer reads of it. Comparisons are not traced: where tables are
/// built for every input, as readers of CSV do, that takes twenty times as long, and seeds say what it would find.
const COVERAGE: [&str; 6] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
];

/// Runs the task.
///
/// # Errors
/// When a target cannot be built or an input fails.
pub(crate) fn run(options: &Options) -> Result<()> {
    let built = build()?;
    let all = targets()?;
    let chosen: Vec<_> = all.into_iter().filter(|t| options.target.as_ref().is_none_or(|o| o == t)).collect();
    if chosen.is_empty() {
        bail!("no such target in fuzz/fuzz_targets");
    }
    chosen.iter().try_for_each(|target| built.fuzz(target, options.seconds, options.seed, &options.more))
}

/// A step to build, and one per target.
pub(crate) fn add(steps: &mut Steps, seconds: u64, seed: u32) {
    if seconds == 0 {
        return;
    }
    let mut built = None;
    steps.run_or_skip("fuzz targets build", || {
        if !answers("c++", &["--version"]) && !is_ci() {
            return Ok(Outcome::Skipped("libFuzzer needs a C++ compiler".into()));
        }
        built = Some(build()?);
        Ok(Outcome::Passed)
    });
    if let Some(built) = built {
        for target in targets().unwrap_or_default() {
            steps.run(format!("fuzz {target}, {seconds} s"), || built.fuzz(&target, seconds, seed, &[]));
        }
    }
}

/// The names of the targets.
fn targets() -> Result<Vec<String>> {
    let files = workspace::files(&workspace::root().join("fuzz/fuzz_targets"), ".rs")?;
    Ok(files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect())
}

/// The targets, built.
struct Built {
    programs: PathBuf,
    found: PathBuf,
}

fn build() -> Result<Built> {
    let host = host()?;
    let directory = workspace::metadata()?.target_directory.into_std_path_buf().join("fuzz");
    let mut command = cargo();
    // With a target named, the flags stay away from build scripts and macros.
    command.args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &host]);
    command.arg("--target-dir").arg(&directory).env("RUSTFLAGS", COVERAGE.join(" "));
    command.env_remove("CARGO_ENCODED_RUSTFLAGS");
    run_command(&mut command)?;
    Ok(Built { programs: directory.join(&host).join("release"), found: directory.join("found") })
}

impl Built {
    fn fuzz(&self, target: &str, seconds: u64, seed: u32, more: &[String]) -> Result<()> {
        let root = workspace::root();
        let found = self.found.join(target);
        let artifacts = root.join("fuzz/artifacts").join(target);
        for folder in [&found, &artifacts] {
            std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        let log = self.found.join(format!("{target}.log"));
        let mut command = Command::new(self.programs.join(target));
        command.current_dir(root).stderr(std::fs::File::create(&log)?).env("RUST_BACKTRACE", "0");
        command.args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]);
        command.arg(format!("-max_total_time={seconds}")).arg(format!("-seed={seed}"));
        command.arg(format!("-artifact_prefix={}/", artifacts.display()));
        if more.is_empty() {
            let kept = ["corpus", "crashers"].map(|kind| root.join("fuzz").join(kind).join(target));
            command.arg(&found).args(kept.iter().filter(|folder| folder.is_dir()));
        }
        let ended = run_command(command.args(more));
        let log = String::from_utf8_lossy(&std::fs::read(&log)?).into_owned();
        match ended {
            Ok(()) => println!("{}", summary(&log)),
            Err(_) => println!("{}", last_lines(&log, 60)),
        }
        ended.map_err(|why| {
            anyhow!(
                "{why}; the input is in {}; keep it in fuzz/crashers/{target}",
                workspace::shown(&artifacts)
            )
        })
    }
}

/// The last coverage that libFuzzer tells, and how many inputs it ran.
fn summary(log: &str) -> String {
    let coverage = log.lines().rfind(|line| line.contains(" cov: ")).unwrap_or_default();
    let runs = log.lines().rfind(|line| line.starts_with("stat::number_of_executed_units"));
    format!("{}\n{}", coverage.replace('\t', " "), runs.unwrap_or_default())
}

fn last_lines(log: &str, count: usize) -> String {
    let lines: Vec<_> = log.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

fn host() -> Result<String> {
    let output = in_root("rustc").arg("-vV").output().context("cannot start `rustc -vV`")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}
