//! The format of a case file, read strictly: an unknown key is refused with its line.

use std::ops::Range;

use guanxi_core::time::Timestamp;
use serde::{Deserialize, de::Error as _};
use serde_json::Value;
use toml::de::{DeTable, DeValue};

/// A case: what it shows, when and as whom it begins, and its steps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Case {
    /// What it shows, in one sentence.
    pub about: String,
    /// What the clock shows until a step moves it.
    pub now: Timestamp,
    /// The seed of ids and keys; 7 when left out.
    #[serde(default = "seed")]
    pub seed: u64,
    /// Who acts, unless a step says otherwise; `system` when left out.
    #[serde(default)]
    pub actor: Option<String>,
    /// The calls, in their order.
    #[serde(rename = "step", default)]
    pub steps: Vec<Step>,
}

fn seed() -> u64 {
    7
}

/// One call, and what it must answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Step {
    /// Area and verb: `customers.upsert`.
    pub call: String,
    /// What is handed in; nothing when left out.
    #[serde(default, deserialize_with = "neutral")]
    pub with: Option<Value>,
    /// The name that later steps know the answer by.
    #[serde(default)]
    pub save: Option<String>,
    /// What must be in the answer.
    #[serde(default, deserialize_with = "neutral")]
    pub expect: Option<Value>,
    /// The error that it must be refused with.
    #[serde(default)]
    pub error: Option<ExpectedError>,
    /// What the clock shows from this step on.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Who acts in this step.
    #[serde(default)]
    pub actor: Option<String>,
    /// The call is worked out and answered, and nothing of it is kept.
    #[serde(default)]
    pub dry_run: bool,
}

/// The error that a step must be refused with.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum ExpectedError {
    /// By its code alone.
    Code(String),
    /// By its code and some of its fields.
    Detailed(ErrorDetail),
}

/// An error by its code and some of its fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Its code.
    pub code: String,
    /// Fields that it must have, among others.
    #[serde(default)]
    pub fields: std::collections::BTreeMap<String, Value>,
}

impl ExpectedError {
    /// Its code.
    pub fn code(&self) -> &str {
        match self {
            Self::Code(code) | Self::Detailed(ErrorDetail { code, .. }) => code,
        }
    }
}

/// A value that every language has: TOML's own dates and times are refused, as JSON has none.
fn neutral<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Value>, D::Error> {
    let value = Value::deserialize(d)?;
    if holds_a_toml_time(&value) {
        return Err(D::Error::custom("dates and times are written as text, in quotes"));
    }
    Ok(Some(value))
}

fn holds_a_toml_time(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(holds_a_toml_time),
        Value::Object(map) => {
            map.keys().any(|k| k.starts_with("$__toml")) || map.values().any(holds_a_toml_time)
        }
        _ => false,
    }
}

/// What is wrong with a case file, and on which line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Malformed {
    /// The line, from 1, when it is one line's fault.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: String,
}

impl Case {
    /// Reads a case file.
    ///
    /// # Errors
    /// What is no TOML, an unknown key, a value of another kind, an unknown call, a step that expects an answer and an
    /// error at once.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let case: Self = toml::from_str(text).map_err(|e| Malformed {
            line: e.span().map(|span| line_of(text, &span)),
            reason: e.message().to_owned(),
        })?;
        for (i, step) in case.steps.iter().enumerate() {
            check(step)
                .map_err(|(key, reason)| Malformed { line: find_line(text, i, &[key.into()]), reason })?;
        }
        if case.steps.is_empty() {
            return Err(Malformed { line: None, reason: "a case has at least one [[step]]".to_owned() });
        }
        Ok(case)
    }
}

/// What contradicts itself in a step: the key at fault, and why.
fn check(step: &Step) -> Result<(), (&'static str, String)> {
    if !super::dispatch::is_known(&step.call) {
        return Err(("call", format!("no such call: {}", step.call)));
    }
    if step.error.is_some() && step.expect.is_some() {
        return Err(("error", "a step expects an answer or an error, not both".to_owned()));
    }
    if step.error.is_some() && step.save.is_some() {
        return Err(("save", "an error cannot be saved".to_owned()));
    }
    Ok(())
}

/// One step down into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Into a table.
    Key(String),
    /// Into a list, from 0.
    Index(usize),
}

impl From<&str> for Segment {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

/// The line of a place inside a step, or of the innermost thing around it that is written down.
pub(super) fn find_line(text: &str, step: usize, path: &[Segment]) -> Option<usize> {
    let document = DeTable::parse(text).ok()?;
    let mut at = document.get_ref().get("step")?.get_ref().get(step)?;
    // A table knows where it begins by its first key only when it was written in one piece; `call` is always there.
    let mut span = at.get_ref().get("call").map_or_else(|| at.span(), toml::Spanned::span);
    for segment in path {
        let inner = match (segment, at.get_ref()) {
            (Segment::Key(key), DeValue::Table(table)) => table.get(key.as_str()),
            (Segment::Index(i), DeValue::Array(list)) => list.get(*i),
            _ => None,
        };
        let Some(inner) = inner else { break };
        (at, span) = (inner, inner.span());
    }
    Some(line_of(text, &span))
}

fn line_of(text: &str, span: &Range<usize>) -> usize {
    let before = &text.as_bytes()[..span.start.min(text.len())];
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "about = \"x\"\nnow = \"2026-03-01T02:15:00Z\"\n";

    fn refused(rest: &str) -> Malformed {
        Case::parse(&format!("{HEAD}{rest}")).unwrap_err()
    }

    #[test]
    fn unknown_keys_are_refused_with_their_line() {
        let wrong = refused("[[step]]\ncall = \"customers.count\"\nexpects = 3\n");
        assert_eq!(wrong.line, Some(5));
        assert!(wrong.reason.contains("expects"), "{wrong:?}");
        assert_eq!(refused("sed = 3\n[[step]]\ncall = \"customers.count\"\n").line, Some(3));
        let error = "[[step]]\ncall = \"customers.count\"\nerror = { code = \"x\", field = 1 }\n";
        assert_eq!(refused(error).line, Some(5));
    }

    #[test]
    fn what_makes_no_case() {
        assert_eq!(refused("[[step]]\ncall = \"customers.counts\"\n").line, Some(4));
        assert_eq!(
            refused("[[step]]\ncall = \"customers.count\"\nexpect = 1\nerror = \"x\"\n").line,
            Some(6)
        );
        assert_eq!(
            refused("[[step]]\ncall = \"customers.count\"\nsave = \"n\"\nerror = \"x\"\n").line,
            Some(5)
        );
        let time = refused("[[step]]\ncall = \"customers.count\"\nwith = { at = 2026-03-01 }\n");
        assert!(time.reason.contains("quotes"), "{time:?}");
        assert!(refused("").reason.contains("[[step]]"));
        assert!(Case::parse("now = 1").is_err());
    }

    #[test]
    fn lines_of_places() {
        let text = format!(
            "{HEAD}[[step]]\ncall = \"feed.changes\"\n[step.expect]\nitems = [\n  {{ a = 1 }},\n  {{ a = 2 }},\n]\n"
        );
        let items = |rest: &[Segment]| [&["expect".into(), "items".into()][..], rest].concat();
        assert_eq!(find_line(&text, 0, &[]), Some(4));
        assert_eq!(find_line(&text, 0, &items(&[])), Some(6));
        assert_eq!(find_line(&text, 0, &items(&[Segment::Index(1), "a".into()])), Some(8));
        assert_eq!(find_line(&text, 0, &items(&[Segment::Index(0), "b".into()])), Some(7));
    }
}
