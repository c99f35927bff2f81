//! The Python binding: an environment, the package, its tests.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{
    command::is_ci,
    needs::run_with_postgres,
    steps::{Outcome, Steps},
    workspace,
};

/// What `cargo xtask python` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// Optimised, as a release is
    #[arg(long)]
    release: bool,
    /// Also runs the benchmarks, which means --release
    #[arg(long)]
    bench: bool,
}

/// Packages that only development needs: `pyproject.toml` has the same list for those who work without this task.
const TOOLS: &str = "bindings/python/pyproject.toml";

/// Makes an environment in `target/python`, builds the package into it, runs tests and type checkers.
///
/// # Errors
/// When a step fails.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut steps = Steps::default();
    steps.run_or_skip("Python: tests, types, conformance cases, guide, notebook", || {
        everything(options, None)
    });
    steps.finish("python")
}

/// The steps, for tasks that contain this one and have run the workspace's tests, which build the command `guanxi`.
pub(crate) fn add(steps: &mut Steps) {
    let options = Options { release: false, bench: false };
    steps.run_or_skip("Python: tests, types, conformance cases, guide, notebook", || {
        let command = workspace::metadata()?.target_directory.join("debug/guanxi").into_std_path_buf();
        everything(&options, Some(command).filter(|command| command.is_file()))
    });
}

/// Pages of the package.
pub(crate) fn reference(to: &Path) -> Result<Outcome> {
    with_python(|venv| {
        venv.build(false)?;
        venv.run(&["-m", "pdoc", "guanxi", "--output-directory", &to.display().to_string()])
    })
}

/// The tests build the command where none is given.
fn everything(options: &Options, command: Option<PathBuf>) -> Result<Outcome> {
    with_python(|venv| {
        venv.build(options.release || options.bench)?;
        let mut tests = venv.command(&["-m", "pytest"]);
        if let Some(command) = command.filter(|_| env::var_os("GUANXI_COMMAND").is_none()) {
            tests.env("GUANXI_COMMAND", command);
        }
        run_with_postgres(&mut tests)?;
        venv.run(&["-m", "mypy"])?;
        venv.run(&["-m", "pyright", "--pythonpath", &venv.python().display().to_string()])?;
        if options.bench { venv.run(&["bench/bench.py"]) } else { Ok(()) }
    })
}

/// What is said where there is none.
pub(crate) const MISSING: &str = "no python3 of version 3.10 or newer with venv";

/// Runs a step that takes a Python, which a machine may lack; CI may not.
fn with_python(step: impl FnOnce(&Venv) -> Result<()>) -> Result<Outcome> {
    match (interpreter(), is_ci()) {
        (Some(python), _) => step(&Venv::prepare(&python)?).map(|()| Outcome::Passed),
        (None, true) => bail!(MISSING),
        (None, false) => Ok(Outcome::Skipped(MISSING.into())),
    }
}

/// A Python that is new enough and can make environments.
pub(crate) fn interpreter() -> Option<String> {
    const CHECK: &str = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
    let named = env::var("PYTHON").ok();
    let names = named.into_iter().chain(["python3", "python"].map(str::to_owned));
    names.into_iter().find(|name| {
        let checked = Command::new(name).args(["-c", CHECK]).output();
        checked.is_ok_and(|output| output.status.success())
    })
}

struct Venv {
    path: PathBuf,
}

impl Venv {
    /// Makes it, and installs what `pyproject.toml` asks for when that was changed since.
    fn prepare(python: &str) -> Result<Self> {
        let venv = Self { path: workspace::root().join("target/python/venv") };
        if !venv.python().is_file() {
            let mut make = Command::new(python);
            done(make.args(["-m", "venv"]).arg(&venv.path), "python -m venv")?;
        }
        let (stamp, wanted) = (venv.path.join("wanted"), workspace::read(&workspace::root().join(TOOLS))?);
        if std::fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
            return Ok(venv);
        }
        let tools = tools(&wanted)?;
        let install: Vec<_> =
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"].into_iter().collect();
        venv.run(&[install, tools.iter().map(String::as_str).collect()].concat())?;
        std::fs::write(&stamp, wanted)?;
        Ok(venv)
    }

    fn python(&self) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
        self.path.join(folder)
    }

    fn build(&self, release: bool) -> Result<()> {
        let profile: &[&str] = if release { &["--profile", "wheel"] } else { &["--profile", "dev"] };
        let develop = ["-m", "maturin", "develop", "--quiet", "--features", "test-hooks"];
        self.run(&[&develop[..], profile].concat())
    }

    /// Its Python in the binding's folder.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(self.python());
        command.args(args).current_dir(workspace::root().join("bindings/python"));
        command.env("VIRTUAL_ENV", &self.path).env_remove("CONDA_PREFIX");
        command
    }

    fn run(&self, args: &[&str]) -> Result<()> {
        done(&mut self.command(args), &args.join(" "))
    }
}

/// The packages under `dev`, which are those of the tests.
fn tools(pyproject: &str) -> Result<Vec<String>> {
    let table: toml::Table = toml::from_str(pyproject)?;
    let dev = table["project"]["optional-dependencies"]["dev"].as_array();
    let names = dev.context("pyproject.toml has no list of dev dependencies")?;
    Ok(names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
}

fn done(command: &mut Command, name: &str) -> Result<()> {
    let program = Path::new(command.get_program()).display().to_string();
    let status = command.status().with_context(|| format!("cannot run {program}"))?;
    if !status.success() {
        bail!("python {name}: {status}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tools_are_those_of_the_project() {
        let tools = tools(&workspace::read(&workspace::root().join(TOOLS)).unwrap()).unwrap();
        assert!(tools.iter().any(|tool| tool.starts_with("pytest")), "{tools:?}");
        assert!(tools.iter().any(|tool| tool.starts_with("maturin")), "{tools:?}");
    }
}
