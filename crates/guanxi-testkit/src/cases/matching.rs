//! What a case expects against what was found.
//!
//! A table matches when every key it names matches; other keys are left alone. Lists match item by item and are of the
//! same length. Everything else matches when it is equal. A table with one key that begins with `$` is a *form*: see
//! [`form`] for what there is.

use serde_json::{Map, Value};

use super::case::Segment;

/// The first place where expected and found differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) path: Vec<Segment>,
    pub(super) expected: String,
    pub(super) found: String,
}

/// The first difference; `None` when what was found is as expected.
pub(super) fn difference(expected: &Value, found: Option<&Value>) -> Option<Difference> {
    let found = found.filter(|value| !value.is_null());
    if let Some((name, argument)) = form(expected) {
        return (!form_holds(name, argument, found)).then(|| here(expected, found));
    }
    match (expected, found) {
        (Value::Object(expected), Some(Value::Object(found))) => in_tables(expected, found),
        (Value::Array(wanted), Some(Value::Array(got))) if wanted.len() == got.len() => {
            let items = wanted.iter().zip(got).enumerate();
            items.into_iter().find_map(|(i, (w, g))| below(Segment::Index(i), difference(w, Some(g))))
        }
        (Value::String(text), Some(found)) if is_money(found, text) => None,
        (expected, Some(found)) if expected == found => None,
        (Value::Null, None) => None,
        _ => Some(here(expected, found)),
    }
}

fn in_tables(expected: &Map<String, Value>, found: &Map<String, Value>) -> Option<Difference> {
    expected.iter().find_map(|(key, value)| below(key.as_str().into(), difference(value, found.get(key))))
}

fn below(segment: Segment, inner: Option<Difference>) -> Option<Difference> {
    inner.map(|mut difference| {
        difference.path.insert(0, segment);
        difference
    })
}

fn here(expected: &Value, found: Option<&Value>) -> Difference {
    let found = found.map_or_else(|| "nothing".to_owned(), short);
    Difference { path: vec![], expected: short(expected), found }
}

/// Characters of a value that a message shows.
const SHOWN_MAX: usize = 300;

/// A value as a message shows it.
pub(super) fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text,
    }
}

/// Money in an answer is a table of amount and currency; a case may write it as text, as requests may.
fn is_money(found: &Value, text: &str) -> bool {
    let Value::Object(map) = found else { return false };
    match (map.len(), map.get("amount").and_then(Value::as_str), map.get("currency").and_then(Value::as_str))
    {
        (2, Some(amount), Some(currency)) => text == format!("{amount} {currency}"),
        _ => false,
    }
}

/// The forms:
///
/// | form | matches |
/// | --- | --- |
/// | `{ "$absent" = true }` | nothing, or null |
/// | `{ "$any" = true }` | whatever is there |
/// | `{ "$prefix" = "cus_" }` | text that begins so |
/// | `{ "$contains" = "…" }` | text that has this in it |
/// | `{ "$count" = 3 }` | a list, table or text of so many items, keys or characters |
/// | `{ "$not" = … }` | what does not match this |
fn form(expected: &Value) -> Option<(&str, &Value)> {
    let Value::Object(map) = expected else { return None };
    let (name, argument) = map.iter().next().filter(|_| map.len() == 1)?;
    name.starts_with('$').then_some((name, argument))
}

fn form_holds(name: &str, argument: &Value, found: Option<&Value>) -> bool {
    let text = found.and_then(Value::as_str).zip(argument.as_str());
    match name {
        "$absent" => found.is_none(),
        "$any" => found.is_some(),
        "$prefix" => text.is_some_and(|(found, prefix)| found.starts_with(prefix)),
        "$contains" => text.is_some_and(|(found, part)| found.contains(part)),
        "$count" => found.and_then(count).is_some_and(|n| argument.as_u64() == Some(n as u64)),
        "$not" => difference(argument, found).is_some(),
        _ => false,
    }
}

fn count(found: &Value) -> Option<usize> {
    match found {
        Value::Array(items) => Some(items.len()),
        Value::Object(map) => Some(map.len()),
        Value::String(text) => Some(text.chars().count()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn differ(expected: Value, found: Value) -> Option<Vec<Segment>> {
        difference(&expected, Some(&found)).map(|d| d.path)
    }

    #[test]
    fn tables_match_by_the_keys_they_name() {
        assert_eq!(differ(json!({"a": {"b": 1}}), json!({"a": {"b": 1, "c": 2}, "d": 3})), None);
        assert_eq!(
            differ(json!({"a": {"b": 1}}), json!({"a": {"b": 2}})),
            Some(vec!["a".into(), "b".into()])
        );
        assert_eq!(differ(json!({"a": 1}), json!({})), Some(vec!["a".into()]));
    }

    #[test]
    fn lists_match_item_by_item() {
        assert_eq!(differ(json!([{"a": 1}, 2]), json!([{"a": 1, "b": 2}, 2])), None);
        assert_eq!(differ(json!([1, 2]), json!([1, 3])), Some(vec![Segment::Index(1)]));
        assert_eq!(differ(json!([]), json!([1])), Some(vec![]));
        assert_eq!(differ(json!([1]), json!([])), Some(vec![]));
    }

    #[test]
    fn forms() {
        for (expected, found, holds) in [
            (json!({"a": {"$absent": true}}), json!({"a": null}), true),
            (json!({"a": {"$absent": true}}), json!({"a": 1}), false),
            (json!({"a": {"$any": true}}), json!({"a": 0}), true),
            (json!({"a": {"$any": true}}), json!({}), false),
            (json!({"$prefix": "cus_"}), json!("cus_1"), true),
            (json!({"$prefix": "cus_"}), json!("ord_1"), false),
            (json!({"$contains": "b"}), json!("abc"), true),
            (json!({"$count": 2}), json!([1, 2]), true),
            (json!({"$count": 0}), json!({}), true),
            (json!({"$count": 1}), json!(1), false),
            (json!({"$not": 1}), json!(2), true),
            (json!({"$not": 1}), json!(1), false),
            (json!({"$unknown": 1}), json!(1), false),
        ] {
            assert_eq!(differ(expected.clone(), found.clone()).is_none(), holds, "{expected} {found}");
        }
    }

    #[test]
    fn money_may_be_written_as_text() {
        let found = json!({"amount": "1.00", "currency": "EUR"});
        assert_eq!(differ(json!("1.00 EUR"), found.clone()), None);
        assert_eq!(differ(json!({"amount": "1.00"}), found.clone()), None);
        assert_eq!(differ(json!("1.0 EUR"), found), Some(vec![]));
    }

    #[test]
    fn a_long_value_is_shown_short() {
        assert!(short(&json!("长".repeat(1000))).chars().count() < 310);
    }
}
