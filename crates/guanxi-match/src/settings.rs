//! What can be set, with what holds when it is not.

use serde::{Deserialize, Serialize};

use crate::{block::Rule, schema::Schema};

/// How a table is deduplicated. Everything has a default that needs no knowledge of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The probability from which on two records are taken to be one person.
    pub threshold: f64,
    /// The probability from which on a pair below the threshold is kept for review.
    pub review: f64,
    /// The most distinct records that may share a blocking key before it is made finer or dropped.
    pub block_most: usize,
    /// Seeds the choice of random pairs.
    pub seed: u64,
    /// The fields; found from the table when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Schema>,
    /// The blocking rules; made for the fields when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<Rule>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { threshold: 0.4, review: 0.05, block_most: 120, seed: 7, schema: None, rules: None }
    }
}

impl Settings {
    /// Reads settings as a file has them: JSON where they begin with a brace, else TOML.
    ///
    /// # Errors
    /// Those of the two.
    pub fn from_text(text: &str) -> Result<Self, crate::Error> {
        let text = text.trim_start_matches('\u{FEFF}');
        if text.trim_start().starts_with('{') { Self::from_json(text) } else { Self::from_toml(text) }
    }

    /// Reads settings from TOML; what is not named has its default.
    ///
    /// # Errors
    /// When the text is no TOML, or names something there is not; the message begins with the path of the setting.
    pub fn from_toml(text: &str) -> Result<Self, crate::Error> {
        tracked(toml::from_str(text).map_err(|cause| crate::Error::model(&cause))?)
    }

    /// Reads settings from JSON; what is not named has its default.
    ///
    /// # Errors
    /// When the text is no JSON, or names something there is not; the message begins with the path of the setting.
    pub fn from_json(text: &str) -> Result<Self, crate::Error> {
        tracked(serde_json::from_str(text).map_err(|cause| crate::Error::model(&cause))?)
    }

    /// The same with another threshold, a probability.
    #[must_use]
    pub fn threshold(mut self, threshold: f64) -> Self {
        self.threshold = threshold;
        self
    }

    /// The same with these fields.
    #[must_use]
    pub fn schema(mut self, schema: Schema) -> Self {
        self.schema = Some(schema);
        self
    }

    /// The same with these blocking rules.
    #[must_use]
    pub fn rules(mut self, rules: Vec<Rule>) -> Self {
        self.rules = Some(rules);
        self
    }

    pub(crate) fn threshold_bits(&self) -> f64 {
        bits(self.threshold)
    }

    pub(crate) fn review_bits(&self) -> f64 {
        bits(self.review.min(self.threshold))
    }
}

/// Reads settings; an error says which one is at fault. A value between the text and them, so that what reads them is compiled
/// once, and not for each kind of text.
fn tracked(value: serde_json::Value) -> Result<Settings, crate::Error> {
    serde_path_to_error::deserialize(value).map_err(|cause| match cause.path().to_string().as_str() {
        "." => crate::Error::model(cause.inner()),
        path => crate::Error::Model(format!("{path}: {}", cause.inner())),
    })
}

/// The binary logarithm of the odds of a probability.
pub(crate) fn bits(probability: f64) -> f64 {
    let probability = probability.clamp(1e-12, 1.0 - 1e-12);
    (probability / (1.0 - probability)).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_begins_with_the_path_of_the_setting() {
        for (text, path) in [
            (r#"{"threshold": "high"}"#, "threshold: "),
            (
                r#"{"rules": [{"name": "a", "parts": [{"field": -1, "key": 0}]}]}"#,
                "rules[0].parts[0].field: ",
            ),
            (
                r#"{"schema": {"fields": [{"name": "a", "kind": "no", "source": {"columns": []}}]}}"#,
                "schema.fields[0].kind: ",
            ),
        ] {
            let error = Settings::from_json(text).unwrap_err().to_string();
            assert!(error.contains(path), "{error}");
        }
        let error = Settings::from_toml("[[rules]]\nname = 3\nparts = []\n").unwrap_err().to_string();
        assert!(error.contains("rules[0].name: "), "{error}");
        assert!(Settings::from_json("{} 1").is_err());
    }
}
