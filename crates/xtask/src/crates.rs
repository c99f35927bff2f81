//! The order of the crates: who may depend on whom. Crates that are not listed must be listed.

use cargo_metadata::{DependencyKind, Metadata};

use crate::workspace;

/// Each crate of ours, with those of ours that it may use outside its own tests.
const ORDER: &[(&str, &[&str])] = &[
    ("guanxi-macros", &[]),
    ("guanxi-match", &[]),
    ("guanxi-core", &["guanxi-macros", "guanxi-match"]),
    ("guanxi-files", &["guanxi-core"]),
    ("guanxi-redb", &["guanxi-core", "guanxi-files"]),
    ("guanxi-sled", &["guanxi-core", "guanxi-files"]),
    ("guanxi-sqlite", &["guanxi-core"]),
    ("guanxi-postgres", &["guanxi-core"]),
    ("guanxi", &["guanxi-core", "guanxi-postgres", "guanxi-redb", "guanxi-sled", "guanxi-sqlite"]),
    ("guanxi-cli", &["guanxi", "guanxi-match", "guanxi-testkit"]),
    // for tests, and for the command's `case`: nothing else above may use what follows, save as a dev-dependency
    (
        "guanxi-testkit",
        &[
            "guanxi-core",
            "guanxi-postgres",
            "guanxi-redb",
            "guanxi-sled",
            "guanxi-sqlite",
            "guanxi-testserver",
        ],
    ),
    ("guanxi-testserver", &[]),
    ("guanxi-powercut", &[]),
    ("guanxi-python", &["guanxi", "guanxi-match"]),
    ("guanxi-node", &["guanxi"]),
    ("guanxi-mobile", &["guanxi"]),
    ("xtask", &["guanxi-core", "guanxi-testserver"]),
];

/// Tells which dependencies between our crates the order does not allow.
pub(crate) fn check(metadata: &Metadata) -> Vec<String> {
    let members = workspace::members(metadata);
    let ours: Vec<_> = members.iter().map(|package| package.name.as_str()).collect();
    let mut found = Vec::new();
    for package in &members {
        let uses = package.dependencies.iter().filter(|d| d.kind != DependencyKind::Development);
        let uses: Vec<_> = uses.map(|d| d.name.as_str()).filter(|name| ours.contains(name)).collect();
        found.extend(complaints(package.name.as_str(), &uses));
    }
    found
}

fn complaints(name: &str, uses: &[&str]) -> Vec<String> {
    let Some((_, allowed)) = ORDER.iter().find(|(listed, _)| *listed == name) else {
        return vec![format!("crate `{name}` has no place in the order (crates/xtask/src/crates.rs)")];
    };
    let wrong = uses.iter().filter(|used| !allowed.contains(used));
    wrong.map(|used| format!("crate `{name}` depends on `{used}`, which the order does not allow")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crates_keep_their_order() {
        assert_eq!(check(&workspace::metadata().unwrap()), Vec::<String>::new());
    }

    #[test]
    fn what_runs_upward_is_told() {
        assert_eq!(complaints("guanxi-redb", &["guanxi-core"]), Vec::<String>::new());
        assert_eq!(complaints("guanxi-redb", &["guanxi-core", "guanxi"]).len(), 1);
        assert_eq!(complaints("guanxi-attic", &[]).len(), 1);
    }
}
