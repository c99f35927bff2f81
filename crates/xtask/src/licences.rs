//! Licences of every dependency against the list in `deny.toml`, without a network and without cargo-deny.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::{steps::none_found, workspace};

#[derive(Deserialize)]
struct Deny {
    licenses: Licences,
}

/// The part of `deny.toml` that is about licences, in its own words.
#[derive(Deserialize)]
struct Licences {
    allow: BTreeSet<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

/// Licences that one crate alone may have.
#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: BTreeSet<String>,
}

/// Checks every package that cargo knows of.
///
/// # Errors
/// When one has no licence, or none that is allowed, or when an allowed one is had by none.
pub(crate) fn run() -> Result<()> {
    let deny: Deny =
        toml::from_str(&workspace::read(&workspace::root().join("deny.toml"))?).context("deny.toml")?;
    let packages = workspace::metadata()?.packages;
    let licences: BTreeMap<_, _> =
        packages.iter().map(|p| (format!("{} {}", p.name, p.version), p.license.as_deref())).collect();
    let found = complaints(&deny.licenses, licences.iter().map(|(name, licence)| (name.as_str(), *licence)));
    none_found(&found, "licences are not in order")?;
    println!("{} packages, every licence is allowed", licences.len());
    Ok(())
}

fn complaints<'a>(
    list: &Licences,
    packages: impl Iterator<Item = (&'a str, Option<&'a str>)>,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut had = BTreeSet::new();
    for (package, licence) in packages {
        let name = package.split(' ').next().unwrap_or(package);
        let own =
            list.exceptions.iter().find(|exception| exception.name == name).map(|exception| &exception.allow);
        let allowed =
            |licence: &str| list.allow.contains(licence) || own.is_some_and(|own| own.contains(licence));
        match licence.map(|text| (text, Expression::parse_mode(text, ParseMode::LAX))) {
            None => found.push(format!("{package} names no licence")),
            Some((text, Err(_))) => found.push(format!("{package}: `{text}` is no SPDX expression")),
            Some((text, Ok(expression))) => {
                had.extend(expression.requirements().map(|part| part.req.to_string()));
                if !expression.evaluate(|part| allowed(&part.to_string())) {
                    found.push(format!("{package}: `{text}` is not allowed"));
                }
            }
        }
    }
    let idle = list.allow.iter().filter(|licence| !had.contains(*licence));
    found.extend(idle.map(|licence| format!("deny.toml allows {licence}, which no package has")));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_weighed_against_the_list() {
        let list = Licences {
            allow: ["MIT", "Unicode-3.0"].map(str::to_owned).into(),
            exceptions: vec![Exception { name: "one".into(), allow: ["MPL-2.0".to_owned()].into() }],
        };
        let packages = [
            ("either 1.0", Some("MIT OR GPL-3.0-only")),
            ("slash 1.0", Some("Apache-2.0/MIT")),
            ("both 1.0", Some("(MIT OR Apache-2.0) AND Unicode-3.0")),
            ("one 1.0", Some("MPL-2.0")),
            ("two 1.0", Some("MPL-2.0")),
            ("half 1.0", Some("MIT AND ISC")),
            ("none 1.0", None),
        ];
        let found = complaints(&list, packages.into_iter());
        let expected = [
            "two 1.0: `MPL-2.0` is not allowed",
            "half 1.0: `MIT AND ISC` is not allowed",
            "none 1.0 names no licence",
        ];
        assert_eq!(found, expected);
        assert_eq!(
            complaints(&list, [("a 1", Some("MIT"))].into_iter()),
            ["deny.toml allows Unicode-3.0, which no package has"]
        );
    }
}
