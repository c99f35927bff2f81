//! Values of the model from a value of JSON.
//!
//! Every type of the model is read here, so how this reads is compiled some hundred times: it has one way for each shape, and
//! keeps the path of what is wrong by itself. A wrapper around a parser, which keeps the path of everything, takes a multiple
//! of the code.

use std::fmt;

use serde::{
    de::{self, DeserializeSeed, Unexpected, Visitor},
    forward_to_deserialize_any,
};

use super::tree::Node;

/// A value to read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'n>(pub(super) &'n Node<'n>);

/// What is wrong, and where.
pub(super) struct Fault(Box<Wrong>);

struct Wrong {
    path: String,
    why: serde_json::Error,
}

impl Fault {
    /// Where, such as `.lines[1].quantity`; empty for the value itself.
    pub(super) fn path(&self) -> &str {
        &self.0.path
    }

    pub(super) fn reason(&self) -> String {
        self.0.why.to_string()
    }

    fn new(why: serde_json::Error) -> Self {
        Self(Box::new(Wrong { path: String::new(), why }))
    }

    #[cold]
    fn below(mut self, key: &Node<'_>) -> Self {
        if let Node::Text(key) = key {
            self.0.path.insert_str(0, key);
            self.0.path.insert(0, '.');
        }
        self
    }

    #[cold]
    fn at(mut self, index: usize) -> Self {
        self.0.path.insert_str(0, &format!("[{index}]"));
        self
    }
}

/// Without the reason, which may hold what was handed in.
impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault at {}", self.path())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.why.fmt(f)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self::new(de::Error::custom(why))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(de::Error::invalid_type(found, expected))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new(de::Error::invalid_value(found, expected))
    }
}

impl<'n> Reader<'n> {
    #[cold]
    #[inline(never)]
    fn invalid(self, expected: &dyn de::Expected) -> Fault {
        let found = match self.0 {
            Node::Null => Unexpected::Unit,
            Node::Bool(value) => Unexpected::Bool(*value),
            Node::Natural(number) => Unexpected::Unsigned(*number),
            Node::Negative(number) => Unexpected::Signed(*number),
            Node::Float(number) => Unexpected::Float(*number),
            Node::Text(text) => Unexpected::Str(text),
            Node::List(_) => Unexpected::Seq,
            Node::Object(_) => Unexpected::Map,
        };
        de::Error::invalid_type(found, expected)
    }

    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Node::Natural(number) => visitor.visit_u64(*number),
            Node::Negative(number) => visitor.visit_i64(*number),
            Node::Float(number) => visitor.visit_f64(*number),
            _ => Err(self.invalid(&visitor)),
        }
    }

    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Node::Object(entries) => visitor.visit_map(Entries { rest: entries, last: None }),
            _ => Err(self.invalid(&visitor)),
        }
    }

    /// A variant: its name, or an object of its name and what it carries.
    #[inline(never)]
    fn variant(self) -> Result<Variant<'n>, Fault> {
        match self.0 {
            Node::Text(_) => Ok(Variant { name: self.0, content: None }),
            Node::Object(entries) => match &entries[..] {
                [(name, content)] => Ok(Variant { name, content: Some(content) }),
                _ => Err(de::Error::invalid_value(Unexpected::Map, &"map with a single key")),
            },
            _ => Err(self.invalid(&"string or map")),
        }
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> { self.number(visitor) }
    )*};
}

impl<'de> de::Deserializer<'de> for Reader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Natural(_) | Node::Negative(_) | Node::Float(_) => self.number(visitor),
            Node::Text(text) => visitor.visit_str(text),
            Node::List(_) => self.deserialize_seq(visitor),
            Node::Object(_) => self.object(visitor),
        }
    }

    numbers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
    deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Node::Bool(value) => visitor.visit_bool(*value),
            _ => Err(self.invalid(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Node::Text(text) => visitor.visit_str(text),
            _ => Err(self.invalid(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Node::Null => visitor.visit_unit(),
            _ => Err(self.invalid(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Node::List(items) => visitor.visit_seq(Items { all: items, next: 0 }),
            _ => Err(self.invalid(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.object(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.object(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(self.variant()?)
    }

    forward_to_deserialize_any! { i128 u128 char bytes byte_buf unit_struct tuple_struct }
}

/// The items of a list.
struct Items<'n> {
    all: &'n [Node<'n>],
    next: usize,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let at = self.next;
        let Some(item) = self.all.get(at) else { return Ok(None) };
        self.next += 1;
        seed.deserialize(Reader(item)).map(Some).map_err(|fault| fault.at(at))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.all.len() - self.next)
    }
}

/// The entries of an object.
struct Entries<'n> {
    rest: &'n [(Node<'n>, Node<'n>)],
    last: Option<&'n (Node<'n>, Node<'n>)>,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((first, rest)) = self.rest.split_first() else { return Ok(None) };
        (self.rest, self.last) = (rest, Some(first));
        seed.deserialize(Reader(&first.0)).map(Some).map_err(|fault| fault.below(&first.0))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((key, value)) = self.last.take() else {
            return Err(de::Error::custom("a value without its key"));
        };
        seed.deserialize(Reader(value)).map_err(|fault| fault.below(key))
    }
}

/// A variant that was found.
struct Variant<'n> {
    name: &'n Node<'n>,
    content: Option<&'n Node<'n>>,
}

impl<'de> de::EnumAccess<'de> for Variant<'_> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        Ok((seed.deserialize(Reader(self.name))?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.content {
            None | Some(Node::Null) => Ok(()),
            Some(content) => Err(Reader(content).invalid(&"unit").below(self.name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        match self.content {
            Some(content) => seed.deserialize(Reader(content)),
            None => Err(de::Error::invalid_type(Unexpected::UnitVariant, &"newtype variant")),
        }
        .map_err(|fault| fault.below(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Fault> {
        Err(de::Error::custom("the model has no variants with several values"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.content {
            Some(content) => Reader(content).object(visitor),
            None => Err(de::Error::invalid_type(Unexpected::UnitVariant, &"struct variant")),
        }
        .map_err(|fault| fault.below(self.name))
    }
}
