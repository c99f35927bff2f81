//! Steps of a task, run one after another, and what came of them.

use std::{
    fmt::Display,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

/// What came of a step.
pub(crate) enum Outcome {
    /// It holds.
    Passed,
    /// It cannot be told on this machine, and why.
    Skipped(String),
}

/// Runs steps and remembers what came of them.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration, Result<Outcome>)>,
}

impl Steps {
    /// Runs a step that passes or fails.
    pub(crate) fn run(&mut self, name: impl Display, step: impl FnOnce() -> Result<()>) {
        self.run_or_skip(name, || step().map(|()| Outcome::Passed));
    }

    /// Runs a step that may find that it cannot run here.
    pub(crate) fn run_or_skip(&mut self, name: impl Display, step: impl FnOnce() -> Result<Outcome>) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        match &outcome {
            Ok(Outcome::Passed) => {}
            Ok(Outcome::Skipped(why)) => println!("skipped: {why}"),
            Err(why) => eprintln!("failed: {why:#}"),
        }
        self.done.push((name.to_string(), start.elapsed(), outcome));
    }

    /// Prints the summary.
    ///
    /// # Errors
    /// When a step failed.
    pub(crate) fn finish(self, task: &str) -> Result<()> {
        println!("\n== cargo xtask {task}");
        for (name, took, outcome) in &self.done {
            let word = match outcome {
                Ok(Outcome::Passed) => "ok",
                Ok(Outcome::Skipped(_)) => "skipped",
                Err(_) => "FAILED",
            };
            println!("{word:>8} {:>7.1} s  {name}", took.as_secs_f64());
        }
        let failed = self.done.iter().filter(|(.., outcome)| outcome.is_err()).count();
        match failed {
            0 => Ok(()),
            _ => bail!("{failed} of {} steps failed", self.done.len()),
        }
    }
}

/// Prints what a check found and fails when it found anything.
pub(crate) fn none_found(found: &[String], what: &str) -> Result<()> {
    found.iter().for_each(|line| println!("{line}"));
    match found.len() {
        0 => Ok(()),
        n => bail!("{n} {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_task_and_the_others_still_run() {
        let mut steps = Steps::default();
        let mut ran = false;
        steps.run("bad", || bail!("no"));
        steps.run("good", || {
            ran = true;
            Ok(())
        });
        assert!(ran);
        assert_eq!(steps.finish("test").unwrap_err().to_string(), "1 of 2 steps failed");
    }
}
