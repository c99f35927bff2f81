//! Types of the model that are also read from plain text.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{
    Deserialize, Deserializer,
    de::{self, value::MapAccessDeserializer},
};

use crate::error::Error;

/// Reads text by `FromStr`, anything else as a `Form`.
pub(crate) fn deserialize<'de, D, F, T>(d: D, back: fn(F) -> T) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: Deserialize<'de>,
    T: FromStr<Err = Error>,
{
    d.deserialize_any(TextOr { back, form: PhantomData })
}

struct TextOr<F, T> {
    back: fn(F) -> T,
    form: PhantomData<F>,
}

impl<'de, F: Deserialize<'de>, T: FromStr<Err = Error>> de::Visitor<'de> for TextOr<F, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or one of its variants")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|e: Error| E::custom(e.field("reason").unwrap_or_default()))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        F::deserialize(MapAccessDeserializer::new(map)).map(self.back)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
        d.deserialize_any(self)
    }
}
