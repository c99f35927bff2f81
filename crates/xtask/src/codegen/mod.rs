//! The generated files of the bindings: written from the description that `#[model]` and `#[ops]` make of the core.
//!
//! Each language is one module with one function, from the [`Interface`] to files. The files are committed;
//! `cargo xtask codegen --check` fails when they are stale. Beside them stand the list of [stored] fields and the
//! reference of the [language] of segments.

mod language;
mod mobile;
mod node;
mod python;
mod shared;
mod stored;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use guanxi_core::{crm::interface, schema::Interface};

use crate::workspace;

/// A generated file: its path from the root of the workspace, and its text.
pub(crate) struct Generated {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl Generated {
    pub(crate) fn new(path: &str, text: String) -> Self {
        Self { path: path.into(), text }
    }
}

/// From the description to the files of a language.
type Generator = fn(&Interface) -> Result<Vec<Generated>>;

/// The languages.
const LANGUAGES: &[Generator] = &[python::files, node::files, mobile::files];

/// Writes the generated files, or says which are stale.
///
/// # Errors
/// When one is stale, or cannot be written.
pub(crate) fn run(check: bool) -> Result<()> {
    let interface = interface();
    let mut files = stored::files()?;
    files.push(language::file());
    for language in LANGUAGES {
        files.extend(language(&interface)?);
    }
    let mut stale = bring(&files, check)?;
    // uniffi reads the library that is built of the facade just written.
    stale.extend(bring(&crate::mobile::sources()?, check)?);
    match (check, stale.is_empty()) {
        (_, true) => println!("the generated files are what the core makes them"),
        (true, false) => bail!("stale: {}; run `cargo xtask codegen` and commit", stale.join(", ")),
        (false, false) => println!("wrote {}", stale.join(", ")),
    }
    Ok(())
}

/// Writes the files that differ, unless they are only looked at; gives their names.
fn bring(files: &[Generated], check: bool) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for file in files {
        let path = workspace::root().join(&file.path);
        if fs::read_to_string(&path).is_ok_and(|text| text == file.text) {
            continue;
        }
        stale.push(file.path.display().to_string());
        if !check {
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            fs::write(&path, &file.text).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(stale)
}
