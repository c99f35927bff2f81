//! Settings that fit a table.

use crate::{
    block::Rule,
    schema::{FIELDS_MOST, Field, Schema, columns_of},
    settings::Settings,
    table::Table,
};

/// Why settings cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct Unfit {
    /// The setting at fault, such as `rules[0].parts[1].field`.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Settings {
    /// Whether a table can be deduplicated with these settings.
    ///
    /// # Errors
    /// The first setting that cannot be taken: a threshold that is no probability, a column the table does not have,
    /// a field that is not there.
    pub fn check(&self, table: &Table) -> Result<(), Unfit> {
        for (name, value) in [("threshold", self.threshold), ("review", self.review)] {
            if !(0.0..=1.0).contains(&value) {
                return Err(unfit(name, "expected a probability, 0 to 1"));
            }
        }
        if self.block_most < 2 {
            return Err(unfit("block_most", "expected 2 or more"));
        }
        if let Some(schema) = &self.schema {
            check_fields(&schema.fields, table)?;
        }
        let Some(rules) = &self.rules else { return Ok(()) };
        let fields =
            self.schema.as_ref().map_or_else(|| Schema::of(table).fields.len(), |schema| schema.fields.len());
        rules.iter().enumerate().try_for_each(|(at, rule)| check_rule(at, rule, fields))
    }
}

fn check_fields(fields: &[Field], table: &Table) -> Result<(), Unfit> {
    if fields.len() > FIELDS_MOST {
        return Err(unfit("schema.fields", &format!("more than {FIELDS_MOST}")));
    }
    for (at, field) in fields.iter().enumerate() {
        let path = format!("schema.fields[{at}]");
        let columns = columns_of(field);
        if columns.is_empty() {
            return Err(unfit(&format!("{path}.source"), "it names no column"));
        }
        let known = |name: &&str| table.columns().iter().any(|column| column.name() == *name);
        if let Some(missing) = columns.into_iter().find(|name| !known(name)) {
            return Err(unfit(&path, &format!("no column {missing:?}")));
        }
        if field.within.is_some_and(|within| within >= at) {
            return Err(unfit(&format!("{path}.within"), "expected the place of an earlier field, from 0"));
        }
    }
    Ok(())
}

fn check_rule(at: usize, rule: &Rule, fields: usize) -> Result<(), Unfit> {
    if rule.parts.is_empty() {
        return Err(unfit(&format!("rules[{at}].parts"), "a rule has one part or more"));
    }
    for (place, part) in rule.parts.iter().enumerate() {
        let path = format!("rules[{at}].parts[{place}]");
        if part.field >= fields {
            return Err(unfit(
                &format!("{path}.field"),
                &format!("there are {fields} fields, counted from 0"),
            ));
        }
        let (most, expected) =
            if rule.window.is_some() { (1, "expected 0 or 1") } else { (2, "expected 0, 1 or 2") };
        if part.key > most {
            return Err(unfit(&format!("{path}.key"), expected));
        }
    }
    if rule.window == Some(0) {
        return Err(unfit(&format!("rules[{at}].window"), "expected 1 or more"));
    }
    Ok(())
}

fn unfit(path: &str, reason: &str) -> Unfit {
    Unfit { path: path.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_of_the_guide_are_taken_and_its_defaults_are_ours() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/dedupe.md");
        // Outside the repository, as a package, there is no page.
        let Ok(page) = std::fs::read_to_string(page) else { return };
        let text = page.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let settings = Settings::from_toml(text).unwrap();
        let table = Table::new(["first_name", "last_name", "email"]);
        assert_eq!(settings.check(&table), Ok(()));
        assert_eq!(Settings { schema: None, rules: None, ..settings }, Settings::default());
    }

    #[test]
    fn the_setting_at_fault_is_named() {
        let table = Table::new(["name", "email"]);
        assert_eq!(Settings::default().check(&table), Ok(()));
        let read = |text: &str| serde_json::from_str::<Settings>(text).unwrap();
        let column = |name: &str| {
            format!(
                r#"{{"schema": {{"fields": [{{"name": "a", "kind": "text", "source": {{"columns": ["{name}"]}}}}]}}}}"#
            )
        };
        assert_eq!(read(&column("email")).check(&table), Ok(()));
        for (text, path) in [
            (r#"{"threshold": 1.5}"#, "threshold"),
            (r#"{"review": -1}"#, "review"),
            (r#"{"block_most": 1}"#, "block_most"),
            (&column("phone"), "schema.fields[0]"),
            (
                r#"{"schema": {"fields": [{"name": "a", "kind": "text", "source": {"columns": []}}]}}"#,
                "schema.fields[0].source",
            ),
            (
                r#"{"schema": {"fields": [{"name": "a", "kind": "text", "source": {"columns": ["name"]}, "within": 0}]}}"#,
                "schema.fields[0].within",
            ),
            (r#"{"rules": [{"name": "a", "parts": []}]}"#, "rules[0].parts"),
            (r#"{"rules": [{"name": "a", "parts": [{"field": 40, "key": 0}]}]}"#, "rules[0].parts[0].field"),
            (
                r#"{"schema": {"fields": [{"name": "a", "kind": "text", "source": {"columns": ["name"]}}]}, "rules": [{"name": "a", "parts": [{"field": 0, "key": 3}]}]}"#,
                "rules[0].parts[0].key",
            ),
            (
                r#"{"schema": {"fields": [{"name": "a", "kind": "text", "source": {"columns": ["name"]}}]}, "rules": [{"name": "a", "parts": [{"field": 0, "key": 2}], "window": 5}]}"#,
                "rules[0].parts[0].key",
            ),
            (
                r#"{"schema": {"fields": [{"name": "a", "kind": "text", "source": {"columns": ["name"]}}]}, "rules": [{"name": "a", "parts": [{"field": 0, "key": 1}], "window": 0}]}"#,
                "rules[0].window",
            ),
        ] {
            assert_eq!(read(text).check(&table).unwrap_err().path, path, "{text}");
        }
    }
}
