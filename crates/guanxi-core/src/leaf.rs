//! How the leaves of the model look to a host's own serializers.
//!
//! Formats that people read (JSON) get text. A serializer that says it is not human-readable gets each leaf as a
//! newtype struct of the name below, so that it can make the host's own `datetime` of it; a deserializer of that kind
//! is asked for a newtype struct of the same name and may hand over the same thing, or text.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{
    Deserializer, Serializer,
    de::{self, Visitor},
};

use crate::error::Error;

/// An instant: microseconds since 1970-01-01T00:00:00Z, as `i64`.
pub const TIMESTAMP: &str = "$guanxi::Timestamp";
/// A day: its number counted from 0001-01-01 = 1, as `i32`.
pub const DATE: &str = "$guanxi::Date";
/// Money: the text `134.00 CNY`.
pub const MONEY: &str = "$guanxi::Money";
/// An exact decimal number: its text.
pub const DECIMAL: &str = "$guanxi::Decimal";

/// Writes a leaf whose form is text either way.
pub(crate) fn write_text<S: Serializer>(
    name: &'static str,
    value: &impl fmt::Display,
    s: S,
) -> Result<S::Ok, S::Error> {
    s.serialize_newtype_struct(name, &format_args!("{value}"))
}

/// Reads a leaf from text, or from a number where it has one.
pub(crate) fn read<'de, D, T>(name: &'static str, number: fn(i64) -> Option<T>, d: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = Error>,
{
    d.deserialize_newtype_struct(name, Leaf { name, number, leaf: PhantomData })
}

struct Leaf<T> {
    name: &'static str,
    number: fn(i64) -> Option<T>,
    leaf: PhantomData<T>,
}

impl<'de, T: FromStr<Err = Error>> Visitor<'de> for Leaf<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name.trim_start_matches("$guanxi::"))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        (self.number)(number).ok_or_else(|| E::custom("outside the years 1 to 9999"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
        d.deserialize_str(self)
    }
}
