//! Which parts of a crate a source file names, read from its tokens.
//!
//! Tokens, not text: comments, doc comments and strings are out of it, and paths inside macro calls are in, which a
//! reader of syntax trees would miss. What stands under `#[cfg(test)]` may look anywhere and is passed over.

use anyhow::{Context, Result, anyhow};
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// What a file names.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Imports {
    /// Names right below the root of the crate, with the line where each is named.
    pub(crate) names: Vec<(String, usize)>,
    /// Modules that it declares and that stand in files of their own.
    pub(crate) modules: Vec<Module>,
}

/// `mod name;`
#[derive(Debug, PartialEq)]
pub(crate) struct Module {
    /// Its path below the root of the crate.
    pub(crate) path: Vec<String>,
    /// Whether it is there for tests only.
    pub(crate) test: bool,
    /// `#[path]` stands before it, so its file cannot be told from its name.
    pub(crate) moved: bool,
}

/// Reads the source of the module of this path; `crate_name` in a path means the root, as `crate` does.
///
/// # Errors
/// When the source has no balanced brackets or unfinished literals.
pub(crate) fn imports(source: &str, path: &[String], crate_name: &str, test: bool) -> Result<Imports> {
    let tokens: TokenStream = source.parse().map_err(|e| anyhow!("{e}")).context("does not read as Rust")?;
    let mut reader = Reader { crate_name, found: Imports::default() };
    reader.read(&tokens.into_iter().collect::<Vec<_>>(), path, test);
    Ok(reader.found)
}

struct Reader<'a> {
    crate_name: &'a str,
    found: Imports,
}

impl Reader<'_> {
    fn read(&mut self, tokens: &[TokenTree], path: &[String], test: bool) {
        let mut rest = tokens;
        while !rest.is_empty() {
            rest = self.step(rest, path, test);
        }
    }

    /// Reads what comes first and returns what follows it.
    fn step<'t>(&mut self, tokens: &'t [TokenTree], path: &[String], test: bool) -> &'t [TokenTree] {
        if let Some(attributes) = Attributes::read(tokens)
            && (attributes.test || attributes.path)
        {
            let (item, rest) = split_item(attributes.rest);
            self.item(item, path, test || attributes.test, attributes.path);
            return rest;
        }
        if let [TokenTree::Ident(word), name @ TokenTree::Ident(_), rest @ ..] = tokens
            && word == "mod"
        {
            return self.module(name, rest, path, test, false);
        }
        match root_of_path(tokens, path.len(), self.crate_name) {
            Some((above, rest)) => self.path(above, rest, test),
            None => {
                if let TokenTree::Group(group) = &tokens[0] {
                    self.read(&group.stream().into_iter().collect::<Vec<_>>(), path, test);
                }
                &tokens[1..]
            }
        }
    }

    fn item(&mut self, item: &[TokenTree], path: &[String], test: bool, moved: bool) {
        let at = item.iter().position(|token| is_word(token, "mod"));
        match at.map(|at| &item[at + 1..]) {
            Some([name @ TokenTree::Ident(_), rest @ ..]) if moved => {
                self.module(name, rest, path, test, moved);
            }
            _ => self.read(item, path, test),
        }
    }

    /// `mod name;` or `mod name { … }`; what follows the name is given.
    fn module<'t>(
        &mut self,
        name: &TokenTree,
        rest: &'t [TokenTree],
        path: &[String],
        test: bool,
        moved: bool,
    ) -> &'t [TokenTree] {
        let path = [path, &[name.to_string()]].concat();
        match rest {
            [TokenTree::Group(body), rest @ ..] if body.delimiter() == Delimiter::Brace => {
                self.read(&body.stream().into_iter().collect::<Vec<_>>(), &path, test);
                rest
            }
            [TokenTree::Punct(end), rest @ ..] if end.as_char() == ';' => {
                self.found.modules.push(Module { path, test, moved });
                rest
            }
            _ => rest,
        }
    }

    /// Follows a path that stands `above` levels below the root: notes what it names there.
    fn path<'t>(&mut self, above: usize, tokens: &'t [TokenTree], test: bool) -> &'t [TokenTree] {
        match tokens {
            [TokenTree::Ident(word), after @ ..] if word == "super" && above > 0 => {
                match path_separator(after) {
                    Some(rest) => self.path(above - 1, rest, test),
                    None => after,
                }
            }
            [TokenTree::Group(group), rest @ ..] if group.delimiter() == Delimiter::Brace => {
                let entries: Vec<_> = group.stream().into_iter().collect();
                for entry in entries.split(|token| is_mark(token, ',')).filter(|entry| !entry.is_empty()) {
                    self.path(above, entry, test);
                }
                rest
            }
            // A macro that is exported stands at the root, wherever it is written.
            [TokenTree::Ident(_), TokenTree::Punct(mark), ..] if above == 0 && mark.as_char() == '!' => {
                &tokens[1..]
            }
            [name, ..] if above == 0 => {
                if !test && !is_word(name, "self") {
                    self.found.names.push((name.to_string(), name.span().start().line));
                }
                &tokens[1..]
            }
            _ => tokens,
        }
    }
}

/// Where a path that begins here stands: how many levels below the root, and what follows.
fn root_of_path<'t>(
    tokens: &'t [TokenTree],
    depth: usize,
    crate_name: &str,
) -> Option<(usize, &'t [TokenTree])> {
    let TokenTree::Ident(word) = tokens.first()? else { return None };
    let rest = path_separator(&tokens[1..])?;
    if word == "crate" || word == crate_name {
        Some((0, rest))
    } else if word == "super" && depth > 0 {
        Some((depth - 1, rest))
    } else {
        None
    }
}

fn path_separator(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [TokenTree::Punct(a), TokenTree::Punct(b), rest @ ..]
            if a.as_char() == ':' && a.spacing() == Spacing::Joint && b.as_char() == ':' =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// The attributes before an item.
struct Attributes<'t> {
    test: bool,
    path: bool,
    rest: &'t [TokenTree],
}

impl<'t> Attributes<'t> {
    fn read(tokens: &'t [TokenTree]) -> Option<Self> {
        let mut found = Self { test: false, path: false, rest: tokens };
        while let [TokenTree::Punct(hash), TokenTree::Group(group), rest @ ..] = found.rest {
            if hash.as_char() != '#' || group.delimiter() != Delimiter::Bracket {
                break;
            }
            let inside: Vec<_> = group.stream().into_iter().collect();
            found.test |= is_cfg_test(&inside);
            found.path |= inside.first().is_some_and(|first| is_word(first, "path"));
            found.rest = rest;
        }
        (found.rest.len() < tokens.len()).then_some(found)
    }
}

/// `cfg(test)` or `cfg(all(…, test, …))`
fn is_cfg_test(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Ident(cfg), TokenTree::Group(what)] = tokens else { return false };
    let inside: Vec<_> = what.stream().into_iter().collect();
    cfg == "cfg"
        && match &inside[..] {
            [only] => is_word(only, "test"),
            [all, TokenTree::Group(parts)] if is_word(all, "all") => {
                parts.stream().into_iter().any(|part| is_word(&part, "test"))
            }
            _ => false,
        }
}

/// Splits off the item, field or arm that comes first.
fn split_item(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    const ITEMS: [&str; 12] = [
        "mod",
        "fn",
        "struct",
        "enum",
        "union",
        "impl",
        "trait",
        "unsafe",
        "async",
        "extern",
        "macro_rules",
        "pub",
    ];
    const STATEMENTS: [&str; 5] = ["use", "const", "static", "type", "let"];
    let visibility = match tokens {
        [first, TokenTree::Group(group), ..]
            if is_word(first, "pub") && group.delimiter() == Delimiter::Parenthesis =>
        {
            2
        }
        [first, ..] if is_word(first, "pub") => 1,
        _ => 0,
    };
    let keyword = tokens.get(visibility).map(ToString::to_string).unwrap_or_default();
    let next = tokens.get(visibility + 1).map(ToString::to_string).unwrap_or_default();
    let is_const_fn = keyword == "const" && ITEMS.contains(&next.as_str());
    let statement = STATEMENTS.contains(&keyword.as_str()) && !is_const_fn;
    let item = ITEMS.contains(&keyword.as_str()) || is_const_fn;
    let end = tokens.iter().position(|token| {
        let brace = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        is_mark(token, ';') || (brace && !statement) || (is_mark(token, ',') && !statement && !item)
    });
    tokens.split_at(end.map_or(tokens.len(), |at| at + 1))
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str, path: &str) -> Imports {
        let path: Vec<_> = path.split("::").map(str::to_owned).collect();
        imports(source, &path, "guanxi_core", false).unwrap()
    }

    fn names(source: &str, path: &str) -> Vec<(String, usize)> {
        read(source, path).names
    }

    fn at(names: &[(&str, usize)]) -> Vec<(String, usize)> {
        names.iter().map(|(name, line)| ((*name).to_owned(), *line)).collect()
    }

    #[test]
    fn every_way_to_name_a_room_is_seen() {
        let source = "use crate::error::Error;\n\
                      use crate::{\n    id::CustomerId,\n    money::{Money, Currency}, page,\n};\n\
                      pub(crate) use guanxi_core::text::fold;\n\
                      fn f(x: crate::time::Date) { vec![crate::order::Order::new()]; super::super::loyalty::earn() }\n\
                      use super::{super::feed, rows, self};\n\
                      macro_rules! m { () => { $crate::audit::note() } }\n";
        assert_eq!(
            names(source, "order::record"),
            at(&[
                ("error", 1),
                ("id", 3),
                ("money", 4),
                ("page", 4),
                ("text", 6),
                ("time", 7),
                ("order", 7),
                ("loyalty", 7),
                ("feed", 8),
                ("audit", 9)
            ])
        );
    }

    #[test]
    fn what_only_looks_like_a_path_is_not_one() {
        let source = "//! crate::a\n/// [`x`](crate::b)\n// use crate::c;\n/* crate::d */\n\
                      pub(crate) struct S(pub(in crate::order) u8, &'static str);\n\
                      const T: &str = \"crate::e\"; const R: &str = r#\"crate::f\"#; pub(super) fn g() { super::h() }\n\
                      fn i() { crate::exported!() }\n";
        assert_eq!(names(source, "order::record"), at(&[("order", 5)]));
    }

    #[test]
    fn tests_may_look_anywhere() {
        let source = "#[cfg(test)]\nuse crate::{a, b};\n\
                      #[cfg(test)]\n#[allow(dead_code)]\npub(crate) const fn f() { crate::c::d() }\n\
                      #[cfg(all(test, unix))]\nmod tests { use crate::e; mod more; }\n\
                      struct S { #[cfg(test)] x: crate::f::F, y: crate::g::G }\n\
                      #[cfg(not(test))]\nuse crate::h;\n";
        let found = read(source, "order");
        assert_eq!(found.names, at(&[("g", 8), ("h", 10)]));
        let more = vec!["order".to_owned(), "tests".to_owned(), "more".to_owned()];
        assert_eq!(found.modules, [Module { path: more, test: true, moved: false }]);
    }

    #[test]
    fn modules_in_files_are_told() {
        let found = read(
            "mod a;\npub(crate) mod b { mod c; }\n#[path = \"x.rs\"]\nmod d;\n#[cfg(test)] mod tests;",
            "order",
        );
        let shown: Vec<_> = found.modules.iter().map(|m| (m.path[1..].join("::"), m.test, m.moved)).collect();
        let told = |path: &str, test, moved| (path.to_owned(), test, moved);
        let expected = [
            told("a", false, false),
            told("b::c", false, false),
            told("d", false, true),
            told("tests", true, false),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn levels_up_are_counted_through_inline_modules() {
        assert_eq!(
            names("mod inner { use super::super::crm; use super::rows; }", "order"),
            at(&[("crm", 1)])
        );
        assert_eq!(names("use super::crm;", "order"), at(&[("crm", 1)]));
        assert_eq!(names("use super::crm;", "order::record"), at(&[]));
    }

    #[test]
    fn unfinished_source_is_an_error() {
        assert!(imports("fn f( {", &[], "guanxi_core", false).is_err());
    }
}
