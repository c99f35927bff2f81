//! The `console` snippets of the README and the guide: run, and their output compared.
//!
//! In a block marked `console`, a line that starts with `$ guanxi` is run, and what follows it is its output. `…` stands
//! for any text within a line, a line of `…` alone for any lines. All blocks of one page run in order, in one empty
//! folder beside a copy of `examples/`. Lines that call anything else (`$ cargo add guanxi`) are shown, not run.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

use crate::{
    command::{cargo, run as run_command},
    markdown,
    steps::none_found,
    workspace,
};

/// A command as a page shows it.
#[derive(Debug, PartialEq)]
struct Snippet {
    line: usize,
    command: String,
    output: Vec<String>,
}

/// Builds the command and runs the snippets.
///
/// # Errors
/// When one ends badly or prints something else than the page says.
pub(crate) fn run() -> Result<()> {
    run_command(cargo().args(["build", "--package", "guanxi-cli", "--locked"]))?;
    let programs = workspace::metadata()?.target_directory.into_std_path_buf().join("debug");
    let mut found = Vec::new();
    let mut count = 0;
    for path in pages()? {
        let snippets = snippets(&workspace::read(&path)?);
        count += snippets.len();
        found.extend(run_page(&path, &snippets, &programs)?);
    }
    none_found(&found, "snippets do not do what they say")?;
    println!("{count} snippets do what they say");
    Ok(())
}

fn pages() -> Result<Vec<PathBuf>> {
    let root = workspace::root();
    let mut pages = workspace::files(&root.join("docs/guide"), ".md")?;
    pages.extend(["README.md", "README.zh-CN.md"].map(|name| root.join(name)));
    Ok(pages)
}

fn snippets(source: &str) -> Vec<Snippet> {
    let mut found: Vec<Snippet> = Vec::new();
    for block in markdown::page(source).blocks.iter().filter(|block| block.info == "console") {
        let mut open = false;
        for (line, text) in (block.line + 1..).zip(block.text.lines()) {
            match (text.strip_prefix("$ "), found.last_mut()) {
                (Some(command), _) => {
                    open = command.starts_with("guanxi ");
                    if open {
                        found.push(Snippet { line, command: command.to_owned(), output: Vec::new() });
                    }
                }
                (None, Some(last)) if open && last.output.is_empty() && last.command.ends_with('\\') => {
                    last.command.push('\n');
                    last.command.push_str(text);
                }
                (None, Some(last)) if open => last.output.push(text.to_owned()),
                _ => {}
            }
        }
    }
    found
}

fn run_page(page: &Path, snippets: &[Snippet], programs: &Path) -> Result<Vec<String>> {
    let folder = std::env::temp_dir().join(format!("guanxi-readme-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    copy(&workspace::root().join("examples"), &folder.join("examples"))?;
    let mut found = Vec::new();
    for snippet in snippets {
        let (ended_well, printed) = run_snippet(&snippet.command, &folder, programs)?;
        let printed: Vec<_> = printed.lines().map(str::trim_end).collect();
        let expected: Vec<_> = snippet.output.iter().map(|line| line.trim_end()).collect();
        if !ended_well || !lines_match(&expected, &printed) {
            let place = format!("{}:{}", workspace::shown(page), snippet.line);
            found.push(format!("{place}: `{}` printed\n{}", snippet.command, printed.join("\n")));
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    Ok(found)
}

/// Whether it ended well, and what it printed to both streams.
fn run_snippet(command: &str, folder: &Path, programs: &Path) -> Result<(bool, String)> {
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([programs.to_owned()].into_iter().chain(std::env::split_paths(&others)))?;
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path)
        .stdin(Stdio::null());
    let output = shell.output().context("cannot start `sh`")?;
    Ok((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn lines_match(expected: &[&str], printed: &[&str]) -> bool {
    match (expected, printed) {
        ([], printed) => printed.is_empty(),
        (["…", rest @ ..], printed) => {
            (0..=printed.len()).any(|skipped| lines_match(rest, &printed[skipped..]))
        }
        ([expected, rest @ ..], [line, printed @ ..]) => {
            line_matches(expected, line) && lines_match(rest, printed)
        }
        (_, []) => false,
    }
}

fn line_matches(expected: &str, line: &str) -> bool {
    match expected.split_once('…') {
        None => expected == line,
        Some((start, rest)) => line.strip_prefix(start).is_some_and(|line| {
            let mut ends = line.char_indices().map(|(at, _)| at).chain([line.len()]);
            ends.any(|at| line_matches(rest, &line[at..]))
        }),
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in workspace::files(from, "")? {
        let target = to.join(file.strip_prefix(from)?);
        let folder = target.parent().context("a file stands in a folder")?;
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        std::fs::copy(&file, &target).with_context(|| workspace::shown(&file))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_commands_with_their_output() {
        let source = "```console\n$ cargo add guanxi\nadded\n$ guanxi a \\\n  --b\none\ntwo\n$ guanxi c\n```\n```rust\n$ guanxi d\n```\n";
        let snippet = |line, command: &str, output: &[&str]| Snippet {
            line,
            command: command.to_owned(),
            output: output.iter().map(|line| (*line).to_owned()).collect(),
        };
        let expected = [snippet(4, "guanxi a \\\n  --b", &["one", "two"]), snippet(8, "guanxi c", &[])];
        assert_eq!(snippets(source), expected);
    }

    #[test]
    fn output_is_compared_with_gaps() {
        assert!(lines_match(&["a", "…", "z"], &["a", "b", "c", "z"]));
        assert!(lines_match(&["took … ms, …"], &["took 12 ms, ok"]));
        assert!(!lines_match(&["a"], &["a", "b"]));
        assert!(!lines_match(&["a", "b"], &["a"]));
        assert!(!lines_match(&["took … ms"], &["took 12 s"]));
    }

    #[cfg(unix)]
    #[test]
    fn a_snippet_that_prints_something_else_is_told() {
        let programs = tempfile::tempdir().unwrap();
        let program = programs.path().join("guanxi");
        std::fs::write(&program, "#!/bin/sh\necho \"$1\"\n").unwrap();
        std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let page = "```console\n$ guanxi one\none\n$ guanxi two\nthree\n$ guanxi four && false\nfour\n```\n";
        let found = run_page(Path::new("page.md"), &snippets(page), programs.path()).unwrap();
        assert_eq!(
            found,
            ["page.md:4: `guanxi two` printed\ntwo", "page.md:6: `guanxi four && false` printed\nfour"]
        );
    }
}
