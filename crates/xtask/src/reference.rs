//! `cargo xtask reference`: the reference of every language as pages, from the doc comments of the core.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{
    ci, mobile, node, python,
    steps::{Outcome, Steps},
    workspace,
};

/// Makes the pages under `target/reference`.
///
/// # Errors
/// When a step failed.
pub(crate) fn run() -> Result<()> {
    let mut steps = Steps::default();
    steps.run("reference of Rust", || {
        ci::docs()?;
        copy(&workspace::metadata()?.target_directory.into_std_path_buf().join("doc"), &place("rust")?)
    });
    add(&mut steps);
    steps.finish("reference")
}

/// The steps of the bindings, for tasks that contain this one.
pub(crate) fn add(steps: &mut Steps) {
    steps.run_or_skip("reference of Python", || python::reference(&place("python")?));
    steps.run_or_skip("reference of Node", || node::reference(&place("node")?));
    steps.run_or_skip("reference of Kotlin", || kotlin(&place("kotlin")?));
    steps.run_or_skip("reference of Swift", mobile::swift_reference);
}

fn kotlin(to: &Path) -> Result<Outcome> {
    let project = "bindings/mobile/kotlin";
    let outcome = mobile::maven(project, "dokka:dokka")?;
    if matches!(outcome, Outcome::Passed) {
        copy(&workspace::root().join(project).join("target/dokka"), to)?;
    }
    Ok(outcome)
}

/// An empty folder for a language's pages.
fn place(language: &str) -> Result<std::path::PathBuf> {
    let place = workspace::root().join("target/reference").join(language);
    if place.exists() {
        std::fs::remove_dir_all(&place)?;
    }
    Ok(place)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let (entry, into) = (entry?.path(), to.to_owned());
        let into = into.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            copy(&entry, &into)?;
        } else {
            std::fs::copy(&entry, &into)?;
        }
    }
    Ok(())
}
