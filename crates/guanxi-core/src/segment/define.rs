use std::collections::BTreeMap;

use super::{
    QueryCheck, Segment, SegmentInput, SegmentReceipt, follow,
    model::Profile,
    registry,
    rows::{self, all},
};
use crate::{
    change::{ChangeKind, Outcome},
    error::{Error, Result},
    rule::{Dialect, Prepared, Problem, ProblemCode, Rule, prepare},
    scope::{Look, Tx},
    time::Timestamp,
};

/// Letters of a key and characters of a name at most.
const KEY_MAX: usize = 64;
const NAME_MAX: usize = 255;

/// The segments in force and their rules, each worked out once.
pub(super) struct Definitions {
    pub(super) segments: BTreeMap<String, Segment>,
    registry: crate::rule::Registry,
}

impl Definitions {
    pub(super) fn load(look: &Look<'_>) -> Result<Self> {
        Ok(Self { segments: all(look.rows)?, registry: registry(&look.settings.fields) })
    }

    /// Reads and checks a query; segments that it asks about must be there.
    pub(super) fn prepare(&self, query: &str, dialect: Dialect) -> Prepared {
        let mut prepared = prepare(query, &self.registry, dialect);
        let missing = prepared.rule.iter().flat_map(|rule| &rule.needs().segments);
        let missing: Vec<_> = missing.filter(|key| !self.segments.contains_key(*key)).cloned().collect();
        for key in missing {
            prepared.rule = None;
            let near = crate::rule::nearest_name(&key, self.segments.keys().map(String::as_str));
            prepared.problems.insert(
                0,
                Problem::at_text(
                    ProblemCode::SegmentUnknownSegment,
                    query,
                    &format!("'{key}'"),
                    format!("there is no segment '{key}'"),
                    near,
                ),
            );
        }
        prepared
    }

    /// The rule of a query that must be able to run, its spelling of today, and its warnings.
    pub(super) fn rule(&self, query: &str) -> Result<(Rule, String, Vec<Problem>)> {
        let Prepared { rule, formatted, problems } = self.prepare(query, Dialect::Own);
        match (rule, formatted) {
            (Some(rule), Some(formatted)) => Ok((rule, formatted, problems)),
            _ => Err(refused(&problems)),
        }
    }

    /// Has a segment be as an input says, for what follows.
    pub(super) fn put(&mut self, input: &SegmentInput, defined: &Defined, now: Timestamp) {
        let segment = Segment {
            key: input.key.clone(),
            version: 0,
            name: defined.name.clone(),
            query: defined.query.clone(),
            recorded_at: now,
            removed: false,
        };
        self.segments.insert(input.key.clone(), segment);
    }

    /// The way back to a segment through those that its rule asks about, if there is one.
    fn cycle(&self, key: &str, rule: &Rule) -> Result<Option<Vec<String>>> {
        let mut seen = Vec::new();
        let mut open: Vec<Vec<String>> =
            rule.needs().segments.iter().map(|next| vec![key.to_owned(), next.clone()]).collect();
        while let Some(path) = open.pop() {
            let Some(last) = path.last().filter(|last| !seen.contains(*last)) else { continue };
            if last == key {
                return Ok(Some(path));
            }
            seen.push(last.clone());
            let query = self.segments.get(last).and_then(|segment| segment.query.as_ref());
            let Some(query) = query else { continue };
            for next in &self.rule(query)?.0.needs().segments {
                open.push(path.iter().cloned().chain([next.clone()]).collect());
            }
        }
        Ok(None)
    }
}

fn refused(problems: &[Problem]) -> Error {
    match problems.first() {
        Some(first) => {
            let code = serde_json::to_value(first.code).ok();
            let code = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
            Error::query(code, first.line, first.column, &first.message)
        }
        None => Error::internal("a query without a rule has a problem"),
    }
}

/// See [`Segments::check`](super::Segments::check).
pub(super) fn check(look: &Look<'_>, query: &str, profile: Profile) -> Result<QueryCheck> {
    let dialect = match profile {
        Profile::Guanxi => Dialect::Own,
        Profile::Shopify => Dialect::Shopify,
    };
    let Prepared { rule, formatted, problems } = Definitions::load(look)?.prepare(query, dialect);
    Ok(QueryCheck { valid: rule.is_some(), formatted, problems })
}

/// What an input comes to: name, query in the spelling of today, warnings.
pub(super) struct Defined {
    pub(super) name: String,
    pub(super) query: Option<String>,
    pub(super) warnings: Vec<Problem>,
}

/// Checks an input against the segments there are.
pub(super) fn read(definitions: &Definitions, input: &SegmentInput) -> Result<Defined> {
    let key = &input.key;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if key.is_empty() || key.len() > KEY_MAX || !key.chars().all(plain) {
        return Err(Error::invalid(
            "key",
            format_args!("expected 1 to {KEY_MAX} lower-case letters, digits, - and _"),
        ));
    }
    let name = input.name.as_deref().map_or(key.as_str(), str::trim);
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(Error::invalid("name", format_args!("expected 1 to {NAME_MAX} characters")));
    }
    let mut defined = Defined { name: name.to_owned(), query: None, warnings: vec![] };
    if let Some(query) = &input.query {
        let looped = Problem::at_text(
            ProblemCode::SegmentCycle,
            query,
            &format!("'{key}'"),
            format!("the segment asks about itself: {key} → {key}"),
            None,
        );
        let asks_itself = |rule: &Rule| rule.needs().segments.contains(key);
        let prepared = prepare(query, &definitions.registry, Dialect::Own);
        if prepared.rule.as_ref().is_some_and(asks_itself) {
            return Err(refused(&[looped]));
        }
        let (rule, formatted, warnings) = definitions.rule(query)?;
        if let Some(path) = definitions.cycle(key, &rule)? {
            let message = format!("the segment leads back to itself: {}", path.join(" → "));
            return Err(refused(&[Problem { message, ..looped }]));
        }
        defined = Defined { query: Some(formatted), warnings, ..defined };
    }
    Ok(defined)
}

/// See [`Segments::define_many`](super::Segments::define_many).
pub(super) fn define_all(tx: &mut Tx<'_>, inputs: &[SegmentInput]) -> Result<Vec<SegmentReceipt>> {
    let receipts: Vec<_> = inputs.iter().map(|input| define(tx, input)).collect::<Result<_>>()?;
    if receipts.iter().any(|receipt| receipt.outcome != Outcome::Unchanged) {
        follow::run(tx)?;
    }
    Ok(receipts)
}

fn define(tx: &mut Tx<'_>, input: &SegmentInput) -> Result<SegmentReceipt> {
    let definitions = Definitions::load(&tx.look())?;
    let Defined { name, query, warnings, .. } = read(&definitions, input)?;
    let versions = rows::versions(tx.rows(), &input.key)?;
    let last = versions.into_iter().next_back();
    let version = last.as_ref().map_or(1, |last| last.version + 1);
    let outcome = match &last {
        Some(last) if !last.removed && (&last.name, &last.query) == (&name, &query) => Outcome::Unchanged,
        Some(last) if !last.removed => Outcome::Updated,
        _ => Outcome::Created,
    };
    if let (Outcome::Unchanged, Some(segment)) = (outcome, last) {
        return Ok(SegmentReceipt { outcome, segment, warnings });
    }
    let segment =
        Segment { key: input.key.clone(), version, name, query, recorded_at: tx.now, removed: false };
    save(tx, &segment)?;
    Ok(SegmentReceipt { outcome, segment, warnings })
}

/// See [`Segments::remove`](super::Segments::remove).
pub(super) fn remove(tx: &mut Tx<'_>, key: &str) -> Result<Segment> {
    let definitions = Definitions::load(&tx.look())?;
    let segment = definitions.segments.get(key).ok_or_else(|| Error::not_found("segment", key))?;
    for (other, user) in definitions.segments.iter().filter(|(other, _)| *other != key) {
        let Some(query) = &user.query else { continue };
        if definitions.rule(query)?.0.needs().segments.iter().any(|used| used == key) {
            return Err(Error::in_use("segment", key, format_args!("segment {other}")));
        }
    }
    let gone =
        Segment { version: segment.version + 1, recorded_at: tx.now, removed: true, ..segment.clone() };
    save(tx, &gone)?;
    follow::run(tx)?;
    Ok(gone)
}

fn save(tx: &mut Tx<'_>, segment: &Segment) -> Result<()> {
    tx.put(rows::key(&segment.key, segment.version), segment)?;
    tx.changed(ChangeKind::SegmentChanged, None, None);
    tx.note(format!("segment {} version {}", segment.key, segment.version));
    Ok(())
}
