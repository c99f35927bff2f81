//! Fields taken out of an object, each read once; a field of another type than it has is a fault that names its path.

use std::collections::BTreeMap;

use super::{
    Fault,
    json::{Json, Object, rest},
};
use crate::{
    error::Result as Done,
    money::{Currency, Money},
    text::{checked_text, parse_instant},
    time::{Timestamp, Zone},
};

/// An object that fields are taken out of.
pub(super) struct Fields {
    pub(super) path: String,
    object: Object,
}

type Taken<T> = Result<Option<T>, Fault>;

impl Fields {
    pub(super) fn new(path: impl Into<String>, object: Object) -> Self {
        Self { path: path.into(), object }
    }

    /// The path of a field.
    pub(super) fn at(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.look(key).is_some()
    }

    /// A field as it stands; null is as if it were not there.
    pub(super) fn look(&self, key: &str) -> Option<&Json> {
        let found = self.object.iter().rev().find(|(name, _)| name == key);
        found.map(|(_, value)| value).filter(|value| **value != Json::Null)
    }

    /// A text or number that stays where it is.
    pub(super) fn look_text(&self, key: &str) -> Option<&str> {
        match self.look(key) {
            Some(Json::Text(text) | Json::Number(text)) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Json> {
        let at = self.object.iter().rposition(|(name, _)| name == key)?;
        let (_, value) = self.object.remove(at);
        Some(value).filter(|value| *value != Json::Null)
    }

    /// Puts back what is to be kept.
    pub(super) fn put(&mut self, key: &str, value: Json) {
        self.object.push((key.to_owned(), value));
    }

    /// All of it, as it stands.
    pub(super) fn look_all(&self) -> Json {
        Json::Object(self.object.clone())
    }

    /// What nobody took.
    pub(super) fn into_json(self) -> Json {
        Json::Object(self.object)
    }

    /// What nobody took, to be kept.
    pub(super) fn rest(self) -> BTreeMap<String, String> {
        rest(self.object)
    }

    fn wrong(&self, key: &str, expected: &str, found: &Json) -> Fault {
        Fault::new(&self.at(key), "invalid_field", format!("expected {expected}, found {}", found.what()))
    }

    /// A text; a number is one, too. Nothing when it is blank.
    pub(super) fn text(&mut self, key: &str) -> Taken<String> {
        match self.take(key) {
            None => Ok(None),
            Some(Json::Text(text) | Json::Number(text)) => Ok(Some(text).filter(|t| !t.trim().is_empty())),
            Some(other) => Err(self.wrong(key, "a text", &other)),
        }
    }

    /// A short text such as a name; one that is long or has lines stays to be kept.
    pub(super) fn short(&mut self, key: &str) -> Taken<String> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        let checked = checked_text(key, &text).ok();
        if checked.is_none() {
            self.put(key, Json::Text(text));
        }
        Ok(checked)
    }

    /// What the platform calls something: a whole number or a text.
    pub(super) fn id(&mut self, key: &str) -> Taken<String> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let text = match &value {
            Json::Text(text) => text.trim(),
            Json::Number(number) if number.bytes().all(|b| b.is_ascii_digit()) => number,
            other => return Err(self.wrong(key, "an id", other)),
        };
        if text.is_empty() || text == "0" {
            return Ok(None);
        }
        checked_text(key, text).map(Some).map_err(|e| Fault::of(&self.at(key), &e))
    }

    pub(super) fn needed_id(&mut self, key: &str) -> Result<String, Fault> {
        let missing =
            Fault::new(&self.at(key), "missing", "it has no id; send the object as the platform has it");
        self.id(key)?.ok_or(missing)
    }

    pub(super) fn boolean(&mut self, key: &str) -> Taken<bool> {
        match self.take(key) {
            None => Ok(None),
            Some(Json::Bool(value)) => Ok(Some(value)),
            Some(other) => Err(self.wrong(key, "true or false", &other)),
        }
    }

    /// A whole number, also as text.
    pub(super) fn whole(&mut self, key: &str) -> Taken<i64> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let text = match &value {
            Json::Number(text) | Json::Text(text) => text.trim(),
            other => return Err(self.wrong(key, "a whole number", other)),
        };
        if text.is_empty() {
            return Ok(None);
        }
        let number = minor_units(text, 0);
        number.map(Some).ok_or_else(|| Fault::new(&self.at(key), "invalid_field", "expected a whole number"))
    }

    /// A decimal amount, as text or number, that the currency can hold exactly.
    pub(super) fn money(&mut self, key: &str, currency: Currency) -> Taken<Money> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let text = match &value {
            Json::Number(text) | Json::Text(text) => text.trim(),
            other => return Err(self.wrong(key, "an amount such as \"12.50\"", other)),
        };
        if text.is_empty() {
            return Ok(None);
        }
        let places = currency.exponent();
        let refused = || {
            let reason =
                format!("expected an amount with at most {places} decimal places, as {currency} has");
            Fault::new(&self.at(key), "invalid_money", reason)
        };
        let minor = minor_units(text, i32::from(places)).ok_or_else(refused)?;
        Money::new(minor, currency).map(Some).map_err(|e| Fault::of(&self.at(key), &e))
    }

    /// An amount, if the currency can hold it exactly; one that is finer stays to be kept.
    pub(super) fn price(&mut self, key: &str, currency: Currency) -> Taken<Money> {
        let Some(value) = self.look(key).cloned() else { return Ok(None) };
        match self.money(key, currency) {
            Err(fault) if fault.code == "invalid_money" => {
                self.put(key, value);
                Ok(None)
            }
            read => read,
        }
    }

    /// An amount in minor units.
    pub(super) fn minor(&mut self, key: &str, currency: Currency) -> Taken<Money> {
        let Some(minor) = self.whole(key)? else { return Ok(None) };
        Money::new(minor, currency).map(Some).map_err(|e| Fault::of(&self.at(key), &e))
    }

    /// An instant in whole seconds since 1970.
    pub(super) fn epoch(&mut self, key: &str) -> Taken<Timestamp> {
        let Some(seconds) = self.whole(key)? else { return Ok(None) };
        let at = seconds.checked_mul(1_000_000).and_then(Timestamp::from_micros);
        let refused = || Fault::new(&self.at(key), "invalid_field", "expected seconds since 1970");
        at.map(Some).ok_or_else(refused)
    }

    /// The currency of an object.
    pub(super) fn currency(&mut self, key: &str) -> Taken<Currency> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        text.parse().map(Some).map_err(|e| Fault::of(&self.at(key), &e))
    }

    /// An instant with its zone; one without a zone is local time in `zone`.
    pub(super) fn time(&mut self, key: &str, zone: Zone) -> Taken<Timestamp> {
        let text = match self.take(key) {
            None => return Ok(None),
            Some(Json::Text(text)) => text,
            Some(other) => return Err(self.wrong(key, "a time such as \"2026-03-01T10:15:00Z\"", &other)),
        };
        if text.trim().is_empty() || text.starts_with("0000-00-00") {
            return Ok(None);
        }
        self.instant(key, &text, zone).map(Some)
    }

    fn instant(&self, key: &str, text: &str, zone: Zone) -> Result<Timestamp, Fault> {
        let begins = text
            .trim()
            .bytes()
            .take(5)
            .enumerate()
            .all(|(at, b)| if at == 4 { b == b'-' } else { b.is_ascii_digit() });
        let read: Done<Timestamp> =
            text.trim().parse().or_else(|e| if begins { parse_instant(text, zone, None) } else { Err(e) });
        read.map_err(|e| Fault::of(&self.at(key), &e))
    }

    pub(super) fn object(&mut self, key: &str) -> Taken<Self> {
        match self.take(key) {
            None => Ok(None),
            Some(Json::Object(object)) => Ok(Some(Self::new(self.at(key), object))),
            Some(other) => Err(self.wrong(key, "an object", &other)),
        }
    }

    /// A copy of an object that stays where it is.
    pub(super) fn look_object(&self, key: &str) -> Option<Self> {
        match self.look(key) {
            Some(Json::Object(object)) => Some(Self::new(self.at(key), object.clone())),
            _ => None,
        }
    }

    /// A list of objects.
    pub(super) fn list(&mut self, key: &str) -> Result<Vec<Self>, Fault> {
        let items = match self.take(key) {
            None => return Ok(vec![]),
            Some(Json::List(items)) => items,
            Some(other) => return Err(self.wrong(key, "a list", &other)),
        };
        let of = |(at, item): (usize, Json)| {
            let path = format!("{}[{at}]", self.at(key));
            match item {
                Json::Object(object) => Ok(Self::new(path, object)),
                other => Err(Fault::new(
                    &path,
                    "invalid_field",
                    format!("expected an object, found {}", other.what()),
                )),
            }
        };
        items.into_iter().enumerate().map(of).collect()
    }

    /// Puts back what is left of an object that was taken out.
    pub(super) fn back(&mut self, key: &str, fields: Self) {
        self.put(key, fields.into_json());
    }

    /// Puts back what is left of a list that was taken out.
    pub(super) fn back_all(&mut self, key: &str, items: Vec<Self>) {
        self.put(key, Json::List(items.into_iter().map(Self::into_json).collect()));
    }

    /// Tags: a list, or a text with commas. Those that are none stay to be kept.
    pub(super) fn tags(&mut self, key: &str) -> Result<Vec<String>, Fault> {
        let texts: Vec<String> = match self.take(key) {
            None => return Ok(vec![]),
            Some(Json::Text(text)) => text.split(',').map(str::to_owned).collect(),
            Some(Json::List(items)) => {
                let text = |item| match item {
                    Json::Text(text) => Ok(text),
                    other => Err(self.wrong(key, "texts", &other)),
                };
                items.into_iter().map(text).collect::<Result<_, _>>()?
            }
            Some(other) => return Err(self.wrong(key, "tags", &other)),
        };
        let (tags, others): (Vec<_>, Vec<_>) = texts
            .into_iter()
            .filter(|tag| !tag.trim().is_empty())
            .partition(|tag| checked_text(key, tag).is_ok());
        if !others.is_empty() {
            self.put(key, Json::List(others.into_iter().map(Json::Text).collect()));
        }
        Ok(tags.into_iter().map(|tag| tag.trim().to_owned()).collect())
    }
}

/// Digits that a number has at most.
const DIGITS_MAX: usize = 30;

/// A plain decimal number times 10 to the power of `places`, when that is whole and fits.
pub(super) fn minor_units(text: &str, places: i32) -> Option<i64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => {
            (number, exponent.strip_prefix('+').unwrap_or(exponent).parse::<i16>().ok()?)
        }
        None => (text, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(0);
    }
    if digits.len() > DIGITS_MAX {
        return None;
    }
    let shift = i32::from(exponent) + places - i32::try_from(fraction.len()).ok()?;
    let power = 10i128.checked_pow(shift.unsigned_abs())?;
    let digits: i128 = digits.parse().ok()?;
    let minor = if shift >= 0 {
        digits.checked_mul(power)?
    } else {
        Some(digits / power).filter(|_| digits % power == 0)?
    };
    i64::try_from(if negative { -minor } else { minor }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        for (text, places, minor) in [
            ("199.00", 2, Some(19_900)),
            ("-0.05", 2, Some(-5)),
            ("1200.00", 0, Some(1200)),
            ("12.345000", 3, Some(12_345)),
            ("1.5e3", 2, Some(150_000)),
            ("90071992547409.91", 2, Some(9_007_199_254_740_991)),
            ("0.1e1", 0, Some(1)),
            ("0e999", 2, Some(0)),
            ("1.005", 2, None),
            ("1e400", 2, None),
            ("1e-400", 2, None),
            ("9999999999999999999999999999999", 0, None),
            ("1,5", 2, None),
            (".5", 2, None),
            ("", 2, None),
            ("1e", 2, None),
            ("NaN", 2, None),
        ] {
            assert_eq!(minor_units(text, places), minor, "{text}");
        }
    }

    #[test]
    fn another_type_is_told_with_its_path() {
        let Json::Object(object) = Json::read(r#"{"price": [1], "n": "x"}"#, "$").ok().unwrap() else {
            panic!()
        };
        let mut fields = Fields::new("$.orders[3]", object);
        let fault = fields.money("price", "EUR".parse().unwrap()).err().unwrap();
        assert_eq!((fault.path.as_str(), fault.code), ("$.orders[3].price", "invalid_field"));
        assert!(fields.time("n", Zone::UTC).is_err());
        assert!(fields.rest().is_empty());
    }
}
