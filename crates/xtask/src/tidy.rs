//! Small manners that no other tool looks after.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context, Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};

use crate::{command::answers, markdown, steps::none_found, workspace};

/// Longer files are told, not refused: a complete list may be long, several nouns in one file may not.
const LINES: usize = 900;

/// Crates with a lint table of their own, and why.
const OWN_LINTS: &[(&str, &str)] = &[
    ("guanxi-powercut", "interposes C functions, which takes `unsafe`"),
    ("guanxi-mobile", "uniffi writes `unsafe`"),
    ("guanxi-node", "napi writes `unsafe`"),
    ("guanxi-python", "meets the C interfaces of Python and Arrow, which takes `unsafe` in a few places"),
];

/// Runs the checks.
///
/// # Errors
/// When one finds something.
pub(crate) fn run() -> Result<()> {
    let root = workspace::root();
    let sources = workspace::files(&root.join("crates"), ".rs")?;
    let mut found = Vec::new();
    for file in &sources {
        let text = workspace::read(file)?;
        let shown = workspace::shown(file);
        let lines = text.lines().count();
        if lines > LINES {
            println!("{shown}: {lines} lines; is it about one noun?");
        }
        found.extend(
            unfinished(&text)
                .with_context(|| shown.clone())?
                .into_iter()
                .map(|what| format!("{shown}:{what}")),
        );
    }
    for page in pages(root)? {
        found.extend(dead_links(&page)?);
    }
    found.extend(translations(root)?);
    found.extend(lint_tables()?);
    found.extend(stale_locks(root));
    found.extend(dependency_table(root)?);
    none_found(&found, "things are not tidy")?;
    println!("{} source files, links, translations and lint tables are tidy", sources.len());
    Ok(())
}

/// Calls of `todo!` and `unimplemented!`, told by line.
fn unfinished(source: &str) -> Result<Vec<String>> {
    let tokens: TokenStream = source.parse().map_err(|e| anyhow!("does not read as Rust: {e}"))?;
    let mut found = Vec::new();
    find_unfinished(tokens, &mut found);
    Ok(found)
}

fn find_unfinished(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => find_unfinished(group.stream(), found),
            TokenTree::Ident(word) if word == "todo" || word == "unimplemented" => {
                if matches!(tokens.get(i + 1), Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
                    found.push(format!("{}: {word}!", word.span().start().line));
                }
            }
            _ => {}
        }
    }
}

fn pages(root: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut pages: Vec<_> = workspace::files(&root.join("docs"), ".md")?;
    pages.extend(workspace::files(&root.join("examples"), ".md")?);
    for entry in std::fs::read_dir(root)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    Ok(pages)
}

/// Links to files and headings that are not there. Links into the net are not followed.
fn dead_links(page: &Path) -> Result<Vec<String>> {
    let source = workspace::read(page)?;
    let read = markdown::page(&source);
    let folder = page.parent().context("a page stands in a folder")?;
    let mut found = Vec::new();
    for (link, line) in &read.links {
        if link.contains("://") || link.starts_with("mailto:") {
            continue;
        }
        let (file, anchor) =
            link.split_once('#').map_or((link.as_str(), None), |(file, anchor)| (file, Some(anchor)));
        let target = if file.is_empty() { page.to_owned() } else { folder.join(file) };
        let alive = target.exists()
            && match anchor {
                Some(anchor) if target.extension().is_some_and(|extension| extension == "md") => {
                    markdown::page(&workspace::read(&target)?).anchors.iter().any(|known| known == anchor)
                }
                _ => true,
            };
        if !alive {
            found.push(format!("{}:{line}: `{link}` leads nowhere", workspace::shown(page)));
        }
    }
    Ok(found)
}

/// The README in Chinese has as many headings as the one in English.
fn translations(root: &Path) -> Result<Vec<String>> {
    let [english, chinese] = ["README.md", "README.zh-CN.md"].map(|name| root.join(name));
    if let Some(missing) = [&english, &chinese].into_iter().find(|page| !page.is_file()) {
        return Ok(vec![format!("{} is missing", workspace::shown(missing))]);
    }
    let headings =
        |page: &Path| Ok::<_, anyhow::Error>(markdown::page(&workspace::read(page)?).anchors.len());
    let (english, chinese) = (headings(&english)?, headings(&chinese)?);
    let differ = english != chinese;
    Ok(differ
        .then(|| format!("README.md has {english} headings, README.zh-CN.md {chinese}"))
        .into_iter()
        .collect())
}

/// Crates that do not take the workspace's lint table.
fn lint_tables() -> Result<Vec<String>> {
    let metadata = workspace::metadata()?;
    let mut found = Vec::new();
    for package in workspace::members(&metadata) {
        let manifest: toml::Table = toml::from_str(&workspace::read(package.manifest_path.as_std_path())?)?;
        let shared = manifest.get("lints").and_then(|lints| lints.get("workspace"))
            == Some(&toml::Value::Boolean(true));
        if !shared && !OWN_LINTS.iter().any(|(name, _)| *name == package.name.as_str()) {
            found.push(format!("crate `{}` does not take the workspace's lint table", package.name));
        }
    }
    Ok(found)
}

/// Direct dependencies that `docs/dependencies.md` does not name with the version asked for, and lines without one.
fn dependency_table(root: &Path) -> Result<Vec<String>> {
    let metadata = workspace::metadata()?;
    let used = workspace::members(&metadata).into_iter().flat_map(|package| &package.dependencies);
    let used = used.filter(|dependency| dependency.path.is_none());
    let used = used.map(|d| (d.name.clone(), d.req.to_string().trim_start_matches('^').to_owned())).collect();
    Ok(table_complaints(&used, &workspace::read(&root.join("docs/dependencies.md"))?))
}

fn table_complaints(used: &BTreeSet<(String, String)>, page: &str) -> Vec<String> {
    let lines = page.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
        Some((cells.next()?.strip_suffix('`')?.to_owned(), cells.next()?.to_owned()))
    });
    let named: BTreeSet<_> = lines.collect();
    let missing = used.difference(&named).map(|(name, version)| format!("has no line for {name} {version}"));
    let idle =
        named.difference(used).map(|(name, version)| format!("names {name} {version}, which nothing uses"));
    missing.chain(idle).map(|what| format!("docs/dependencies.md {what}")).collect()
}

/// Workspaces beside the main one whose lock file does not go with what they, or our crates, depend on now.
fn stale_locks(root: &Path) -> Vec<String> {
    let beside = ["fuzz/Cargo.toml", "benches/compare/Cargo.toml"];
    let stale = beside.into_iter().filter(|manifest| {
        let args = ["metadata", "--locked", "--format-version", "1", "--manifest-path", manifest];
        root.join(manifest).is_file() && !answers("cargo", &args)
    });
    stale
        .map(|manifest| format!("{manifest}: its lock file is stale; build it once and commit the file"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_code_is_told_and_talk_of_it_is_not() {
        let source = "// todo!()\nfn f() { \"todo!()\"; todo!() }\nfn g() { x(|| unimplemented!(\"y\")) }\nfn todo() {}\n";
        assert_eq!(unfinished(source).unwrap(), ["2: todo!", "3: unimplemented!"]);
    }

    #[test]
    fn dependencies_without_a_line_and_lines_without_one_are_told() {
        let used = [("a", "1.2"), ("b", "=3"), ("c", "1")]
            .map(|(name, version)| (name.to_owned(), version.to_owned()));
        let page = "| crate | version |\n|---|---|\n| `a` | 1.2 | MIT |\n| `b` | 2 | MIT |\n| `c` | 1 |\n";
        let expected = [
            "docs/dependencies.md has no line for b =3",
            "docs/dependencies.md names b 2, which nothing uses",
        ];
        assert_eq!(table_complaints(&used.into(), page), expected);
    }

    #[test]
    fn links_that_lead_nowhere_are_told() {
        let dir = tempfile::tempdir().unwrap();
        let page = dir.path().join("a.md");
        std::fs::write(dir.path().join("b.md"), "# There\n").unwrap();
        let text = "# Here\n[1](b.md#there) [2](#here) [3](https://example.com)\n[4](c.md)\n[5](b.md#gone)\n[6](#gone)\n";
        std::fs::write(&page, text).unwrap();
        let shown = page.display();
        let expected = [
            format!("{shown}:3: `c.md` leads nowhere"),
            format!("{shown}:4: `b.md#gone` leads nowhere"),
            format!("{shown}:5: `#gone` leads nowhere"),
        ];
        assert_eq!(dead_links(&page).unwrap(), expected);
    }
}
