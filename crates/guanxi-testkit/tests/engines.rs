//! An engine is a small thing: what any of them needs stands in `storage/kv` of the core and in `guanxi-files`.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{fs, path::Path};

/// Lines of code that a storage must have: no blank lines, no comments, no tests, and not what it may leave out.
fn lines(krate: &str) -> usize {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(krate).join("src");
    let files = fs::read_dir(src).unwrap().map(|entry| entry.unwrap().path());
    let must = |path: &std::path::PathBuf| !path.ends_with("tests.rs") && !path.ends_with("compact.rs");
    let sources = files.filter(must).map(|path| fs::read_to_string(path).unwrap());
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
    sources.map(|source| source.lines().filter(is_code).count()).sum()
}

#[test]
fn a_storage_is_two_hundred_lines_at_most() {
    for krate in ["guanxi-redb", "guanxi-sled"] {
        let lines = lines(krate);
        assert!(
            (50..=200).contains(&lines),
            "{krate}: {lines}; what any engine needs belongs to storage/kv or guanxi-files"
        );
    }
}
