//! The oldest Rust: one number in the workspace, and nothing we use asks for more.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::{steps::none_found, workspace};

/// Compares every place that names a version of Rust with the workspace's.
///
/// # Errors
/// When one differs, or a dependency needs a newer one.
pub(crate) fn run() -> Result<()> {
    let root = workspace::root();
    let manifest: Manifest = toml::from_str(&workspace::read(&root.join("Cargo.toml"))?)?;
    let clippy: Clippy = toml::from_str(&workspace::read(&root.join("clippy.toml"))?)?;
    let msrv = manifest.workspace.package.rust_version;
    if clippy.msrv != msrv {
        bail!("clippy.toml says {}, the workspace {msrv}", clippy.msrv);
    }
    let ours = number(&msrv).context("rust-version does not read")?;
    let metadata = workspace::metadata()?;
    let mut found = Vec::new();
    for package in workspace::members(&metadata) {
        if package.rust_version.as_ref().map(|v| (v.major, v.minor)) != Some(ours) {
            found.push(format!("crate `{}` does not take rust-version from the workspace", package.name));
        }
    }
    for package in &metadata.packages {
        if let Some(needs) = package.rust_version.as_ref().filter(|v| (v.major, v.minor) > ours) {
            found.push(format!("`{} {}` needs Rust {needs}", package.name, package.version));
        }
    }
    none_found(&found, "crates do not go with the oldest Rust")?;
    println!("Rust {msrv} is enough, by what every crate says of itself");
    Ok(())
}

fn number(version: &str) -> Option<(u64, u64)> {
    let (major, rest) = version.split_once('.')?;
    let minor = rest.split('.').next()?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[derive(Deserialize)]
struct Manifest {
    workspace: Workspace,
}

#[derive(Deserialize)]
struct Workspace {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    #[serde(rename = "rust-version")]
    rust_version: String,
}

#[derive(Deserialize)]
struct Clippy {
    msrv: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_read_with_two_or_three_parts() {
        assert_eq!(number("1.90"), Some((1, 90)));
        assert_eq!(number("1.90.1"), Some((1, 90)));
        assert_eq!(number("stable"), None);
    }
}
