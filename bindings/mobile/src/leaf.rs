//! Values that every language has its own form of. They cross as text, and the core reads the text.

#[cfg(feature = "bindgen")]
use std::collections::HashMap;

use guanxi::{Error, Timestamp};
use serde_json::Value;

use crate::{
    error::Result,
    packed::{Answer, Argument},
    unpack::Broken,
};

macro_rules! text {
    ($($(#[$meta:meta])* $name:ident)*) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name(String);
        uniffi::custom_newtype!($name, String);

        impl Argument for $name {
            fn write(&self, out: &mut String) -> Result<(), Broken> {
                self.0.write(out)
            }
        }

        impl Answer for $name {
            fn read(from: &Value) -> Result<Self, Broken> {
                String::read(from).map(Self)
            }
        }
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
#[derive(uniffi::Record)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// The currency's code.
    pub currency: String,
}

impl Argument for Money {
    fn write(&self, out: &mut String) -> Result<(), Broken> {
        out.push_str("{\"amount\":");
        self.amount.write(out)?;
        out.push_str(",\"currency\":");
        self.currency.write(out)?;
        out.push('}');
        Ok(())
    }
}

impl Answer for Money {
    fn read(from: &Value) -> Result<Self, Broken> {
        let part = |name| from.get(name).ok_or(Broken::Unlike);
        Ok(Self { amount: Answer::read(part("amount")?)?, currency: Answer::read(part("currency")?)? })
    }
}

// The library itself only ever has its bytes.
/// A value of JSON: properties of events are made of it.
#[cfg(feature = "bindgen")]
#[derive(uniffi::Enum)]
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

/// A number of an option as the type that the core takes.
pub(crate) fn integer<T: TryFrom<i64>>(path: &str, number: i64) -> Result<T> {
    Ok(T::try_from(number).map_err(|_| Error::argument(path, "expected a whole number from 0"))?)
}
