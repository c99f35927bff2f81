//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand, Package};

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    // crates/xtask, two levels down
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().and_then(Path::parent).unwrap_or(here)
}

/// A path as shown to people: from the root.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// What cargo knows of the workspace and of all it depends on.
///
/// # Errors
/// When `cargo metadata` fails.
pub(crate) fn metadata() -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    command.current_dir(root()).other_options(["--locked".to_owned()]);
    command.exec().context("cargo metadata")
}

/// The workspace's own packages.
pub(crate) fn members(metadata: &Metadata) -> Vec<&Package> {
    metadata.workspace_packages()
}

/// Every file under a folder whose name ends so, in order, build output left out; none when there is no such folder.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files(folder: &Path, ends: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, ends, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, ends: &str, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| shown(folder))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && name != "node_modules" && !name.starts_with('.') {
                collect(&path, ends, found)?;
            }
        } else if name.ends_with(ends) {
            found.push(path);
        }
    }
    Ok(())
}

/// The text of a file.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| shown(path))
}
