//! `cargo xtask mobile`: the library for Kotlin and Swift, the sources that uniffi writes, and the tests in both languages.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    codegen::Generated,
    command::{answers, cargo, in_root, is_ci, run as run_command},
    steps::{Outcome, Steps},
    workspace,
};

/// Kotlin and Swift.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only builds the library for this machine, stripped, into this folder, under the name that JNA looks for
    #[arg(long, value_name = "FOLDER")]
    library: Option<PathBuf>,
}

/// Runs the task.
///
/// # Errors
/// When a step failed.
pub(crate) fn run(options: &Options) -> Result<()> {
    if let Some(folder) = &options.library {
        return library(folder);
    }
    let mut steps = Steps::default();
    add(&mut steps);
    steps.finish("mobile")
}

/// The steps, for tasks that contain this one.
pub(crate) fn add(steps: &mut Steps) {
    steps.run_or_skip("Kotlin", || maven("bindings/mobile/kotlin", "install"));
    steps.run_or_skip("examples/till", || maven("examples/till", "test"));
    steps.run_or_skip("Swift", swift);
}

/// The crate, and what cargo calls its library.
const PACKAGE: &str = "guanxi-mobile";
const LIBRARY: &str = "guanxi_mobile";

/// The environment's word for how to build: `dev` for tests, which is quick; small, as phones carry it, unless set.
const PROFILE: &str = "GUANXI_BUILD_PROFILE";
/// What is built in beside what every phone has; the tests want all of it.
const FEATURES: &str = "GUANXI_BUILD_FEATURES";
/// What tests build in. `bindgen`, the description of the types, is for the generator alone: with it one build serves both.
const TESTED: &str = "bindgen,sqlite";

fn library(folder: &Path) -> Result<()> {
    let profile = std::env::var(PROFILE).unwrap_or_else(|_| "mobile".to_owned());
    let features = std::env::var(FEATURES).unwrap_or_default();
    run_command(cargo().args([
        "build",
        "--package",
        PACKAGE,
        "--lib",
        "--profile",
        &profile,
        "--features",
        &features,
    ]))?;
    let (place, name) = (of_jna(std::env::consts::OS, std::env::consts::ARCH)?, library_name());
    let to = folder.join(place).join(&name);
    fs::create_dir_all(folder.join(place))?;
    let from = target()?.join(if profile == "dev" { "debug" } else { &profile }).join(&name);
    let bytes = fs::copy(&from, &to)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    println!("{}: {:.2} MB", to.display(), bytes as f64 / 1e6);
    match bytes {
        6_000_001.. if profile == "mobile" && features.is_empty() => bail!("the library is larger than 6 MB"),
        _ => Ok(()),
    }
}

/// The folder of a JAR where JNA looks for libraries of a system.
fn of_jna(os: &str, arch: &str) -> Result<&'static str> {
    Ok(match (os, arch) {
        ("linux", "x86_64") => "linux-x86-64",
        ("linux", "aarch64") => "linux-aarch64",
        ("macos", "x86_64") => "darwin-x86-64",
        ("macos", "aarch64") => "darwin-aarch64",
        ("windows", "x86_64") => "win32-x86-64",
        ("windows", "aarch64") => "win32-aarch64",
        _ => bail!("no name known that JNA gives {os} on {arch}"),
    })
}

fn library_name() -> String {
    format!("{}{LIBRARY}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)
}

fn target() -> Result<PathBuf> {
    Ok(workspace::metadata()?.target_directory.into_std_path_buf())
}

/// The sources that uniffi writes, without the blank lines and the blanks at the ends of lines that it leaves. The library that it
/// reads is that of the tests.
pub(crate) fn sources() -> Result<Vec<Generated>> {
    run_command(cargo().args(["build", "--package", PACKAGE, "--features", TESTED, "--lib", "--bins"]))?;
    let (target, mut found) = (target()?, Vec::new());
    for (language, files) in WRITTEN {
        let out = target.join("uniffi").join(language);
        let mut bindgen = in_root(&target.join("debug").join("uniffi-bindgen").display().to_string());
        bindgen.args(["generate", "--no-format", "--language", language, "--library"]);
        bindgen.arg(target.join("debug").join(library_name())).arg("--out-dir").arg(&out);
        run_command(&mut bindgen)?;
        for (from, to) in *files {
            found.push(Generated::new(to, tidied(&workspace::read(&out.join(from))?)));
        }
    }
    Ok(found)
}

/// What uniffi calls its files, and what we do.
const WRITTEN: &[(&str, &[(&str, &str)])] = &[
    (
        "kotlin",
        &[("io/guanxi/guanxi_mobile.kt", "bindings/mobile/kotlin/src/main/kotlin/io/guanxi/Native.kt")],
    ),
    (
        "swift",
        &[
            ("Guanxi.swift", "bindings/mobile/swift/Sources/Guanxi/Native.swift"),
            ("GuanxiFFI.h", "bindings/mobile/swift/Sources/GuanxiFFI/GuanxiFFI.h"),
            ("GuanxiFFI.modulemap", "bindings/mobile/swift/Sources/GuanxiFFI/module.modulemap"),
        ],
    ),
];

fn tidied(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && (out.is_empty() || out.ends_with("\n\n"))) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Runs a phase, or a plugin's goal, of a Maven project.
pub(crate) fn maven(project: &str, phase: &str) -> Result<Outcome> {
    for (program, ask) in [("java", "-version"), ("mvn", "-version")] {
        if !answers(program, &[ask]) {
            return missing(program);
        }
    }
    run_command(
        in_root("mvn")
            .args(["--batch-mode", "--quiet", "--file", project, phase])
            .env(PROFILE, "dev")
            .env(FEATURES, TESTED),
    )?;
    Ok(Outcome::Passed)
}

/// Compiles and tests the Swift package, or at least parses its sources.
fn swift() -> Result<Outcome> {
    let package = "bindings/mobile/swift";
    if answers("swift", &["--version"]) {
        run_command(cargo().args(["build", "--package", PACKAGE, "--lib", "--profile", "mobile"]))?;
        let place = target()?.join("mobile");
        let mut test = in_root("swift");
        test.args(["test", "--package-path", package, "-Xlinker", "-L"]).arg("-Xlinker").arg(&place);
        run_command(test.env("LD_LIBRARY_PATH", &place).env("DYLD_LIBRARY_PATH", &place))?;
        return Ok(Outcome::Passed);
    }
    if !answers("python3", &["-m", "venv", "--help"]) {
        return missing("python3 with venv");
    }
    let venv = target()?.join("swift-parser");
    run_command(in_root("python3").args(["-m", "venv"]).arg(&venv))?;
    let python = venv.join("bin/python").display().to_string();
    run_command(in_root(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "tree-sitter==0.26.1",
        "tree-sitter-swift==0.7.4",
    ]))?;
    run_command(in_root(&python).arg(format!("{package}/parse.py")))?;
    Ok(Outcome::Skipped("there is no swift here; the sources parse, and were not compiled".into()))
}

/// Pages of the Swift package. They take Apple's documentation compiler.
pub(crate) fn swift_reference() -> Result<Outcome> {
    if !answers("xcodebuild", &["-version"]) {
        return Ok(Outcome::Skipped("it takes Xcode; the same text stands in the sources".into()));
    }
    let to = target()?.join("reference/swift");
    let mut build = in_root("xcodebuild");
    build.args(["docbuild", "-scheme", "Guanxi", "-destination", "generic/platform=iOS", "-derivedDataPath"]);
    run_command(build.arg(to).current_dir(workspace::root().join("bindings/mobile/swift")))?;
    Ok(Outcome::Passed)
}

fn missing(program: &str) -> Result<Outcome> {
    match is_ci() {
        true => bail!("{program} is missing"),
        false => Ok(Outcome::Skipped(format!("{program} is missing"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_folded() {
        assert_eq!(tidied("\n\na  \n\n\n b\n"), "a\n\n b\n");
    }

    #[test]
    fn every_system_of_the_release_has_a_place_in_the_jar() {
        for os in ["linux", "macos", "windows"] {
            for arch in ["x86_64", "aarch64"] {
                assert!(of_jna(os, arch).is_ok(), "{os} {arch}");
            }
        }
        assert!(of_jna("plan9", "vax").is_err());
    }
}
