//! A call that is added to a handle of the core is there in every language after `cargo xtask codegen`, and nothing else.
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// What somebody writes who adds a call.
const CALL: &str = r#"
    /// How many customers bear a tag.
    ///
    /// # Errors
    /// `invalid_field` for a tag that is empty.
    pub fn count_tagged(&self, tag: &str, at_most: Option<u32>) -> Result<u64> {
        self.scope.read(|look| {
            let tag = crate::text::checked_text("tag", tag)?;
            let mut count = 0;
            crate::scope::look::scan::<Customer>(look.rows, &crate::storage::KeyRange::all(), &mut |_, customer| {
                count += u64::from(customer.tags.contains(&tag));
                Ok(std::ops::ControlFlow::Continue(()))
            })?;
            Ok(at_most.map_or(count, |most| count.min(u64::from(most))))
        })
    }
"#;

/// Where it shows, and how: the call with its types, and its documentation.
const SHOWN: &[(&str, &[&str])] = &[
    (
        "bindings/python/python/guanxi/_client.py",
        &[
            "def count_tagged(self, tag: str, at_most: int | None = None) -> int:",
            "How many customers bear a tag.",
        ],
    ),
    (
        "bindings/node/index.d.ts",
        &[
            "countTagged(tag: string, atMost?: number | null",
            "Promise<number>",
            "countTaggedSync(",
            "How many customers bear a tag.",
        ],
    ),
    (
        "bindings/mobile/kotlin/src/main/kotlin/io/guanxi/Areas.kt",
        &["suspend fun countTagged(tag: String, atMost: Long? = null", "How many customers bear a tag."],
    ),
    (
        "bindings/mobile/swift/Sources/Guanxi/Areas.swift",
        &["func countTagged(", "How many customers bear a tag."],
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

/// The project as it stands, without what git ignores.
fn copy() -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-call");
    let _ = fs::remove_dir_all(&copy); // what an earlier run left
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(listed.status.success(), "git lists the project's files");
    for name in String::from_utf8(listed.stdout).unwrap().split_terminator('\0') {
        let to = copy.join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        // A file that was deleted and not committed yet is still listed.
        if root().join(name).is_file() {
            fs::copy(root().join(name), to).unwrap();
        }
    }
    copy
}

/// Where the copy is built, kept from run to run, with the dependencies that this workspace has built. A folder of its own:
/// cargo tells members of two workspaces apart by their place in it alone, and would take what is built here for what is
/// built there.
fn target() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-call-target");
    let test = env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap();
    for kind in [".fingerprint", "build", "deps"] {
        link_dependencies(&built.join(kind), &target.join(built.file_name().unwrap()).join(kind)).unwrap();
    }
    target
}

/// Links files, whose times cargo goes by. What is of a member is written anew, and must not be one file in both folders.
fn link_dependencies(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name().into_string().unwrap();
        let file = name.strip_prefix("lib").unwrap_or(&name);
        let to = to.join(&name);
        if ["guanxi", "xtask"].iter().any(|member| file.starts_with(member)) || to.is_file() {
            continue;
        }
        if entry.file_type()?.is_dir() {
            link_dependencies(&entry.path(), &to)?;
        } else if fs::hard_link(entry.path(), &to).is_err() {
            break; // the folders are on two disks: cargo builds what it misses
        }
    }
    Ok(())
}

#[test]
fn a_new_call_is_in_every_language() {
    let copy = copy();
    let handle = copy.join("crates/guanxi-core/src/customer/mod.rs");
    let before = fs::read_to_string(&handle).unwrap();
    let at = before.find("    /// How many customers there are.").unwrap();
    fs::write(&handle, format!("{}{}\n{}", &before[..at], CALL.trim_start_matches('\n'), &before[at..]))
        .unwrap();
    let manifest = copy.join("Cargo.toml");
    // It is built anew, and hardly runs.
    let quick = fs::read_to_string(&manifest).unwrap().replace("guanxi-match.opt-level = 2", "");
    fs::write(&manifest, quick).unwrap();
    let done = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--package", "xtask", "--", "codegen"])
        .current_dir(&copy)
        .env("CARGO_TARGET_DIR", target())
        .status()
        .unwrap();
    assert!(done.success(), "codegen");
    for (file, texts) in SHOWN {
        let text = fs::read_to_string(copy.join(file)).unwrap();
        for shown in *texts {
            assert!(text.contains(shown), "{file} has no {shown:?}");
        }
    }
}
