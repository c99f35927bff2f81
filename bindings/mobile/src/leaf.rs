//! Values that every language has its own form of. They cross as text, and the core reads the text.

use std::collections::HashMap;

use guanxi::{Error, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use crate::error::Result;

macro_rules! text {
    ($($(#[$meta:meta])* $name:ident)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);
        uniffi::custom_newtype!($name, String);
    )*};
}

text! {
    /// An instant, in microseconds.
    Instant
    /// A calendar day, without a zone.
    Day
    /// A decimal number, exact.
    Decimal
}

impl Instant {
    /// The core's own form.
    pub(crate) fn read(&self, path: &str) -> Result<Timestamp> {
        Ok(self.0.parse().map_err(|_| Error::argument(path, "expected an instant of the years 1 to 9999"))?)
    }
}

/// An amount of money, exact, in a currency of ISO 4217 (`CNY`). Amounts given out have as many decimals as the currency
/// has; those handed in may have fewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// The currency's code.
    pub currency: String,
}

/// A value of JSON: properties of events are made of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, uniffi::Enum)]
#[serde(from = "Value", into = "Value")]
pub enum JsonValue {
    /// Null.
    Null,
    /// True or false.
    Bool {
        /// Which.
        value: bool,
    },
    /// A whole number.
    Integer {
        /// Which.
        value: i64,
    },
    /// Any other number.
    Number {
        /// Which.
        value: f64,
    },
    /// Text.
    Text {
        /// Which.
        value: String,
    },
    /// Several, in order.
    Array {
        /// Which.
        items: Vec<JsonValue>,
    },
    /// By name.
    Object {
        /// Which.
        fields: HashMap<String, JsonValue>,
    },
}

impl From<Value> for JsonValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool { value },
            Value::Number(n) => match n.as_i64() {
                Some(value) => Self::Integer { value },
                None => Self::Number { value: n.as_f64().unwrap_or(f64::NAN) },
            },
            Value::String(value) => Self::Text { value },
            Value::Array(items) => Self::Array { items: items.into_iter().map(Into::into).collect() },
            Value::Object(map) => {
                Self::Object { fields: map.into_iter().map(|(name, value)| (name, value.into())).collect() }
            }
        }
    }
}

impl From<JsonValue> for Value {
    fn from(value: JsonValue) -> Self {
        match value {
            JsonValue::Null => Self::Null,
            JsonValue::Bool { value } => Self::Bool(value),
            JsonValue::Integer { value } => Self::Number(value.into()),
            // JSON has no infinity.
            JsonValue::Number { value } => Number::from_f64(value).map_or(Self::Null, Self::Number),
            JsonValue::Text { value } => Self::String(value),
            JsonValue::Array { items } => Self::Array(items.into_iter().map(Into::into).collect()),
            JsonValue::Object { fields } => {
                Self::Object(fields.into_iter().map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

/// A number of an option as the type that the core takes.
pub(crate) fn integer<T: TryFrom<i64>>(path: &str, number: i64) -> Result<T> {
    Ok(T::try_from(number).map_err(|_| Error::argument(path, "expected a whole number from 0"))?)
}
