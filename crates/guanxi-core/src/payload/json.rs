//! A JSON object as a tree that fields are taken out of; what nobody took is left to be kept.
//!
//! Numbers stay the text they came as, so that no amount goes through a float.

use std::{collections::BTreeMap, fmt};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Fault;

/// Levels that an object has at most.
const DEPTH_MAX: usize = 64;

/// What lists of an envelope are called, and what one of their objects is.
pub(super) const LISTS: &[(&str, &str)] = &[
    ("customers", "customer"),
    ("orders", "order"),
    ("refunds", "refund"),
    ("checkouts", "checkout"),
    ("draft_orders", "draft_order"),
    ("draftOrders", "draft_order"),
    ("gift_cards", "gift_card"),
    ("price_rules", "price_rule"),
    ("discount_codes", "discount_code"),
    ("discounts", "discount"),
    ("disputes", "dispute"),
    ("returns", "return"),
    ("swaps", "swap"),
    ("carts", "cart"),
    ("data", ""),
    ("nodes", ""),
    ("edges", ""),
];

/// A JSON value.
#[derive(Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// A JSON object, in its order.
pub(super) type Object = Vec<(String, Json)>;

impl Json {
    /// Reads a text; the path is for errors.
    pub(super) fn read(text: &str, path: &str) -> Result<Self, Fault> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|e| malformed(path, &e))?;
        Self::of(raw, path, 0)
    }

    fn of(raw: &RawValue, path: &str, depth: usize) -> Result<Self, Fault> {
        let text = raw.get();
        if depth > DEPTH_MAX {
            return Err(Fault::new(
                path,
                "too_deep",
                format!("more than {DEPTH_MAX} levels; no platform sends that"),
            ));
        }
        let broken = |e: serde_json::Error| malformed(path, &e);
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Pairs(pairs) = serde_json::from_str(text).map_err(broken)?;
                let read = |(key, raw): (String, &RawValue)| Ok((key, Self::of(raw, path, depth + 1)?));
                Self::Object(pairs.into_iter().map(read).collect::<Result<_, _>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(broken)?;
                Self::List(
                    items.into_iter().map(|raw| Self::of(raw, path, depth + 1)).collect::<Result<_, _>>()?,
                )
            }
            Some(b'"') => Self::Text(serde_json::from_str(text).map_err(broken)?),
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'n') | None => Self::Null,
            Some(_) => Self::Number(text.to_owned()),
        })
    }

    /// What it is, for errors.
    pub(super) fn what(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// Whether it says nothing: null, an empty text, a list or object of such.
    pub(super) fn says_nothing(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Bool(_) | Self::Number(_) => false,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.iter().all(Self::says_nothing),
            Self::Object(fields) => fields.iter().all(|(_, value)| value.says_nothing()),
        }
    }

    /// As properties of an event: fractions as texts.
    pub(super) fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Bool(b) => Value::Bool(*b),
            Self::Number(text) => match text.parse::<i64>() {
                Ok(whole) => Value::from(whole),
                Err(_) => Value::String(text.clone()),
            },
            Self::Text(text) => Value::String(text.clone()),
            Self::List(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            Self::Object(fields) => {
                Value::Object(fields.iter().map(|(key, value)| (key.clone(), value.to_value())).collect())
            }
        }
    }
}

impl fmt::Display for Json {
    /// Its JSON text, without blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(b) => write!(f, "{b}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at > 0 { "," } else { "" })?;
                }
                f.write_str("]")
            }
            Self::Object(fields) => {
                f.write_str("{")?;
                for (at, (key, value)) in fields.iter().enumerate() {
                    write!(f, "{}{}:{value}", if at > 0 { "," } else { "" }, quoted(key))?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn malformed(path: &str, err: &serde_json::Error) -> Fault {
    let what = match err.classify() {
        serde_json::error::Category::Eof => "it ends too early",
        _ => "it is no JSON",
    };
    let place = format!("line {}, column {} of the object", err.line(), err.column());
    Fault::new(path, "malformed", format!("{what}, at {place}; ask the platform for it again"))
}

/// The pairs of an object as they stand.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Vec<(String, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        d.deserialize_map(All).map(Pairs)
    }
}

/// Bytes of one piece of what is kept.
const PIECE_MAX: usize = 4000;

/// What is left of an object, by its keys: texts as they are, anything else as JSON, in pieces that can be kept. What
/// says nothing is left out.
pub(super) fn rest(object: Object) -> BTreeMap<String, String> {
    let mut kept = BTreeMap::new();
    object.into_iter().for_each(|(key, value)| keep(&key, value, &mut kept));
    kept
}

fn keep(path: &str, value: Json, kept: &mut BTreeMap<String, String>) {
    if value.says_nothing() {
        return;
    }
    let text = match &value {
        Json::Text(text) => text.clone(),
        other => other.to_string(),
    };
    match value {
        _ if text.len() <= PIECE_MAX => drop(kept.insert(path.to_owned(), text)),
        Json::Object(fields) => {
            fields.into_iter().for_each(|(key, v)| keep(&format!("{path}.{key}"), v, kept))
        }
        Json::List(items) => {
            items.into_iter().enumerate().for_each(|(at, v)| keep(&format!("{path}.{at}"), v, kept));
        }
        _ => pieces(&text).enumerate().for_each(|(at, piece)| {
            kept.insert(format!("{path}.{at}"), piece.to_owned());
        }),
    }
}

/// A long text in pieces.
fn pieces(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let end = (0..=PIECE_MAX.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
        let (piece, left) = text.split_at(end);
        text = left;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_they_are() {
        let text = r#"{"a":199.90,"b":12345678901234567890123.5,"c":[1e400,null,true],"d":"ü\n"}"#;
        assert_eq!(Json::read(text, "$").ok().unwrap().to_string(), text);
    }

    #[test]
    fn what_is_no_json_is_told_without_what_it_says() {
        let fault = Json::read(r#"{"email": "anna@web.de", "id": }"#, "$[2]").err().unwrap();
        assert_eq!((fault.path.as_str(), fault.code), ("$[2]", "malformed"));
        assert!(!fault.reason.contains("anna"), "{}", fault.reason);
        assert_eq!(Json::read("{\"a\": ", "$").err().unwrap().code, "malformed");
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Json::read(&deep, "$").err().unwrap().code, "too_deep");
    }

    #[test]
    fn what_is_left_is_kept_in_pieces() {
        let json = Json::read(r#"{"a": null, "b": "", "c": {"d": [""]}, "e": {"f": 1.50, "g": "x"}}"#, "$");
        let Json::Object(object) = json.ok().unwrap() else { panic!() };
        assert_eq!(rest(object), BTreeMap::from([("e".into(), r#"{"f":1.50,"g":"x"}"#.into())]));
        let long =
            vec![("n".to_owned(), Json::List(vec![Json::Text("é".repeat(3000)), Json::Number("7".into())]))];
        let kept = rest(long);
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["n.0.0", "n.0.1", "n.1"]);
        assert_eq!(format!("{}{}", kept["n.0.0"], kept["n.0.1"]), "é".repeat(3000));
    }
}
