//! `crates/guanxi-core/stored-fields.txt`: every number that a stored field or variant ever had.
//!
//! A number is used once in the life of a type, as stored rows of every age are read by it. The list only grows: what
//! is new is added, what is gone is marked, and a number that comes back under another name is refused.

use std::{collections::BTreeMap, fs};

use anyhow::{Result, anyhow, bail};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::Generated;
use crate::workspace;

const PATH: &str = "crates/guanxi-core/stored-fields.txt";
const RETIRED: &str = " (retired)";

/// Names by type and number.
type Numbers = BTreeMap<(String, u32), String>;

/// The list as it must be now.
///
/// # Errors
/// When a number is used again.
pub(crate) fn files() -> Result<Vec<Generated>> {
    let before = fs::read_to_string(workspace::root().join(PATH)).unwrap_or_default();
    let mut now = Numbers::new();
    for file in workspace::files(&workspace::root().join("crates/guanxi-core/src"), ".rs")? {
        let tokens: TokenStream = workspace::read(&file)?.parse().map_err(|e| anyhow!("{e}"))?;
        collect(tokens, "", &mut now)?;
    }
    Ok(vec![Generated::new(PATH, grow(&parse(&before)?, &now)?)])
}

fn parse(list: &str) -> Result<Numbers> {
    list.lines()
        .map(|line| {
            let mut words = line.splitn(3, ' ');
            let (Some(ty), Some(Ok(number)), Some(name)) =
                (words.next(), words.next().map(str::parse), words.next())
            else {
                bail!("{PATH}: {line:?} is not a type, a number and a name");
            };
            Ok(((ty.to_owned(), number), name.to_owned()))
        })
        .collect()
}

fn grow(before: &Numbers, now: &Numbers) -> Result<String> {
    let mut all = now.clone();
    for (key @ (ty, number), name) in before {
        match now.get(key) {
            Some(other) if other != name => bail!(
                "{ty} {number} was `{name}` and is never used again: give `{other}` a number of its own; \
                 if it is only called otherwise now, change {PATH} by hand"
            ),
            Some(_) => {}
            None => {
                all.insert(key.clone(), format!("{}{RETIRED}", name.trim_end_matches(RETIRED)));
            }
        }
    }
    Ok(all.into_iter().map(|((ty, number), name)| format!("{ty} {number} {name}\n")).collect())
}

/// Finds `#[n(3)] name` in a group, and the groups inside it.
fn collect(tokens: TokenStream, context: &str, found: &mut Numbers) -> Result<()> {
    let (mut number, mut last) = (None, String::new());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(p) if p.as_char() == '#' => {
                if let Some(TokenTree::Group(attribute)) =
                    tokens.next_if(|t| matches!(t, TokenTree::Group(_)))
                {
                    number = number_in(&attribute).or(number);
                }
            }
            TokenTree::Ident(word) if word != "pub" => {
                last = word.to_string();
                if let Some(n) = number.take()
                    && let Some(before) = found.insert((context.to_owned(), n), last.clone())
                {
                    bail!("{context} uses the number {n} twice: for {before} and for {last}");
                }
            }
            TokenTree::Group(group) if group.delimiter() != Delimiter::Bracket => {
                let inner = if is_numbered(&group) { name(context, &last) } else { String::new() };
                collect(group.stream(), &inner, found)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn name(context: &str, last: &str) -> String {
    if context.is_empty() { last.to_owned() } else { format!("{context}.{last}") }
}

/// Whether fields or variants with numbers stand in a group itself.
fn is_numbered(group: &Group) -> bool {
    group.stream().into_iter().any(|token| matches!(&token, TokenTree::Group(g) if number_in(g).is_some()))
}

/// The 3 of `[n(3)]`.
fn number_in(attribute: &Group) -> Option<u32> {
    let mut tokens = attribute.stream().into_iter();
    match (tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(n), TokenTree::Group(inside)) if n == "n" => {
            inside.stream().to_string().parse().ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(source: &str) -> Numbers {
        let mut found = Numbers::new();
        collect(source.parse().unwrap(), "", &mut found).unwrap();
        found
    }

    #[test]
    fn numbers_of_structs_and_of_variants() {
        let found = numbers(
            "/// Doc.\n#[cbor(map)] pub struct A { #[n(1)] #[cbor(default)] pub(crate) name: String, #[n(2)] b: Option<B> }
             enum E { #[n(1)] One, #[n(2)] Two { #[n(1)] a: u8 } } impl A { fn f(&self) { g(1) } }",
        );
        let list = grow(&Numbers::new(), &found).unwrap();
        assert_eq!(list, "A 1 name\nA 2 b\nE 1 One\nE 2 Two\nE.Two 1 a\n");
    }

    #[test]
    fn a_number_is_never_used_again() {
        let before = parse("A 1 name\nA 2 old\n").unwrap();
        let list = grow(&before, &numbers("struct A { #[n(1)] name: u8, #[n(3)] new: u8 }")).unwrap();
        assert_eq!(list, "A 1 name\nA 2 old (retired)\nA 3 new\n");
        assert_eq!(
            grow(&parse(&list).unwrap(), &numbers("struct A { #[n(1)] name: u8, #[n(3)] new: u8 }")).unwrap(),
            list
        );
        let err = grow(&parse(&list).unwrap(), &numbers("struct A { #[n(2)] other: u8 }")).unwrap_err();
        assert!(err.to_string().contains("never used again"), "{err}");
        let twice: TokenStream = "struct A { #[n(1)] a: u8, #[n(1)] b: u8 }".parse().unwrap();
        assert!(collect(twice, "", &mut Numbers::new()).is_err());
    }
}
