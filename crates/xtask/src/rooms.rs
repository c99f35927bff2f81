//! The order of rooms inside guanxi-core: see `docs/architecture.md`, "Rooms and their order".
//!
//! This list is the one place where the order is written for the machine. To add a room, put its name where it
//! belongs: right of all it uses on its line, below all that use it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::{
    crates,
    imports::{Module, imports},
    steps::none_found,
    workspace,
};

/// From the ground up. A room uses only rooms on lines above it in this list and, within its line, to its left.
const ORDER: &[&[&str]] = &[
    // values
    &["error", "number", "text_form", "schema", "leaf", "columns", "time", "id", "money", "page", "text"],
    // where rows are kept
    &["storage"],
    // how a call runs
    &["progress", "change", "settings", "rule", "access", "scope", "audit", "feed"],
    // people
    &["shop", "identity", "customer", "consent"],
    // what happened
    &["product", "order", "event"],
    // relationships
    &["loyalty", "reward", "promotion", "survey", "support", "sales"],
    // understanding
    &["analytics", "segment"],
    // reaching out
    &["referral", "campaign", "journey"],
    // whole persons, whole shop
    &["dedupe", "privacy", "payload", "import", "export", "report", "shown", "proof", "copy"],
    // calls by name
    &["bridge"],
    // the handle
    &["crm"],
];

/// Checks the rooms of guanxi-core and the order of the crates.
///
/// # Errors
/// When anything runs upward or has no place in the order.
pub(crate) fn run() -> Result<()> {
    let mut found = check(&workspace::root().join("crates/guanxi-core/src"), "guanxi_core")?;
    found.extend(crates::check(&workspace::metadata()?));
    none_found(&found, "places break the order of rooms")?;
    println!("the order of rooms and of crates holds");
    Ok(())
}

/// Reads a crate from its `lib.rs` on and tells what breaks the order.
fn check(src: &Path, crate_name: &str) -> Result<Vec<String>> {
    let mut walk = Walk { src, crate_name, seen: vec![src.join("lib.rs")], found: Vec::new() };
    walk.file(&src.join("lib.rs"), &[], false)?;
    for file in workspace::files(src, ".rs")? {
        if !walk.seen.contains(&file) {
            walk.found.push(format!("{}: no module declares this file", workspace::shown(&file)));
        }
    }
    Ok(walk.found)
}

struct Walk<'a> {
    src: &'a Path,
    crate_name: &'a str,
    seen: Vec<PathBuf>,
    found: Vec<String>,
}

impl Walk<'_> {
    fn file(&mut self, file: &Path, path: &[String], test: bool) -> Result<()> {
        let imports = imports(&workspace::read(file)?, path, self.crate_name, test)?;
        if let Some(room) = path.first() {
            for (name, line) in &imports.names {
                if let Some(complaint) = complaint(room, name) {
                    self.found.push(format!("{}:{line}: {complaint}", workspace::shown(file)));
                }
            }
        }
        imports.modules.iter().try_for_each(|module| self.module(file, module))
    }

    fn module(&mut self, parent: &Path, module: &Module) -> Result<()> {
        if let [room] = &module.path[..]
            && place(room).is_none()
            && !module.test
        {
            let parent = workspace::shown(parent);
            self.found.push(format!(
                "{parent}: room `{room}` has no place in the order (crates/xtask/src/rooms.rs)"
            ));
        }
        let file = self.file_of(module);
        match file {
            Some(file) => {
                self.seen.push(file.clone());
                self.file(&file, &module.path, module.test)
            }
            None => bail!("{}: no file for module `{}`", workspace::shown(parent), module.path.join("::")),
        }
    }

    fn file_of(&self, module: &Module) -> Option<PathBuf> {
        let stem = self.src.join(module.path.join("/"));
        let candidates = [stem.with_extension("rs"), stem.join("mod.rs")];
        candidates.into_iter().find(|file| file.is_file() && !module.moved)
    }
}

/// Where a room stands, counted from the ground up.
fn place(room: &str) -> Option<usize> {
    ORDER.iter().copied().flatten().position(|name| *name == room)
}

/// What is wrong with a room naming something at the root of the crate.
fn complaint(room: &str, name: &str) -> Option<String> {
    match (place(room), place(name)) {
        (_, None) => Some(format!("`crate::{name}` is no room; name the room it comes from")),
        (Some(from), Some(to)) if to > from => Some(format!("`{room}` uses `{name}`, which stands above it")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_keeps_its_order() {
        let src = workspace::root().join("crates/guanxi-core/src");
        assert_eq!(check(&src, "guanxi_core").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_name_stands_in_the_order_once() {
        let mut names: Vec<_> = ORDER.concat();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }

    fn crate_of(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        dir
    }

    #[test]
    fn upward_imports_are_told_with_file_and_line() {
        let dir = crate_of(&[
            ("lib.rs", "pub mod error;\npub mod order;\npub mod loyalty;\npub use error::Error;\n"),
            ("error.rs", "use crate::order::Order;\n"),
            ("order/mod.rs", "mod record;\nuse crate::{error::Error, loyalty::earn};\n"),
            (
                "order/record.rs",
                "\nfn f() { super::super::loyalty::earn(crate::Error); }\n#[cfg(test)]\nmod tests;\n",
            ),
            ("order/record/tests.rs", "use crate::loyalty;\n"),
            ("loyalty.rs", "use crate::order;\n"),
        ]);
        let shown = |file: &str| dir.path().join(file).display().to_string();
        assert_eq!(
            check(dir.path(), "c").unwrap(),
            [
                format!("{}:1: `error` uses `order`, which stands above it", shown("error.rs")),
                format!("{}:2: `order` uses `loyalty`, which stands above it", shown("order/mod.rs")),
                format!("{}:2: `order` uses `loyalty`, which stands above it", shown("order/record.rs")),
                format!(
                    "{}:2: `crate::Error` is no room; name the room it comes from",
                    shown("order/record.rs")
                ),
            ]
        );
    }

    #[test]
    fn unknown_rooms_and_forgotten_files_are_told() {
        let dir = crate_of(&[("lib.rs", "mod attic;\n"), ("attic.rs", ""), ("error/lost.rs", "")]);
        let found = check(dir.path(), "c").unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found[0].contains("`attic` has no place") && found[1].contains("lost.rs: no module declares"),
            "{found:?}"
        );
        assert!(check(crate_of(&[("lib.rs", "mod error;")]).path(), "c").is_err(), "a module without a file");
    }
}
