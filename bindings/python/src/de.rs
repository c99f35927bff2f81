//! From values of Python to values of the core. A struct may come as its dataclass or as a dict.

use guanxi::{
    leaf::{DATE, DECIMAL, MONEY, TIMESTAMP},
    number,
};
use pyo3::{
    intern,
    prelude::*,
    types::{
        PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyIterator, PyList, PyMapping, PyString,
        PyTuple, dict::BoundDictIterator,
    },
};
use serde::{
    de::{self, DeserializeSeed, IntoDeserializer, Visitor, value::StrDeserializer},
    forward_to_deserialize_any,
};

use crate::{
    fault::Fault,
    leaves::{self, Leaf},
    registry::{Class, Known, Native, Registry},
};

type Object<'py> = Bound<'py, PyAny>;

/// A value to read.
pub(crate) struct De<'py> {
    pub(crate) value: Object<'py>,
    pub(crate) registry: &'static Registry,
}

impl<'py> De<'py> {
    pub(crate) fn with(&self, value: Object<'py>) -> Self {
        Self { value, registry: self.registry }
    }

    fn expected(&self, what: &str) -> Fault {
        Fault::expected(what, &self.value)
    }

    /// `True` is an `int` to Python, and not here; numpy's numbers are.
    fn integer(&self) -> Result<i64, Fault> {
        let whole = self.value.is_instance_of::<PyInt>()
            || self.value.hasattr(intern!(self.value.py(), "__index__"))?;
        if !whole || self.value.is_instance_of::<PyBool>() {
            return Err(self.expected("int"));
        }
        let number: i64 = self.value.extract()?;
        if number.unsigned_abs() > number::MAX.unsigned_abs() {
            return Err(Fault::too_large());
        }
        Ok(number)
    }

    fn visit_leaf<'de, V: Visitor<'de>>(leaf: Leaf, visitor: V) -> Result<V::Value, Fault> {
        match leaf {
            Leaf::Number(number) => visitor.visit_i64(number),
            Leaf::Text(text) => visitor.visit_string(text),
        }
    }

    /// Keyword arguments come as a dict in a tuple of one: what is wrong in them is named by the keyword alone.
    fn keywords(&self) -> Option<Object<'py>> {
        let tuple = self.value.cast_exact::<PyTuple>().ok().filter(|tuple| tuple.len() == 1)?;
        tuple.get_item(0).ok().filter(|inner| inner.is_exact_instance_of::<PyDict>())
    }

    fn dict(&self) -> Result<Option<Bound<'py, PyDict>>, Fault> {
        if let Ok(dict) = self.value.cast::<PyDict>() {
            return Ok(Some(dict.clone()));
        }
        let Ok(mapping) = self.value.cast::<PyMapping>() else { return Ok(None) };
        let dict = PyDict::new(self.value.py());
        dict.update(mapping)?;
        Ok(Some(dict))
    }

    /// The variant, and the value of its content.
    fn variant(
        &self,
        name: &str,
        variants: &'static [&'static str],
    ) -> Result<(&'static str, Content<'py>), Fault> {
        if let Some(natives) = self.registry.natives(name) {
            let found = natives.iter().find(|(_, native)| self.is_native(*native).unwrap_or(false));
            let (wire, _) = found.ok_or_else(|| self.expected("bool, int, date or str"))?;
            return Ok((wire, Content::Value(self.value.clone())));
        }
        if let Ok(text) = self.value.cast::<PyString>() {
            return Ok((one_of(variants, &text.to_cow()?)?, Content::Nothing));
        }
        if let Some(Known::Variant { wire, class }) = self.registry.known(&self.value) {
            return Ok((one_of(variants, wire)?, content(&self.value, class)?));
        }
        if let Some(dict) = self.dict()?
            && let Some((key, value)) = dict.iter().next().filter(|_| dict.len() == 1)
            && let Ok(key) = key.cast::<PyString>()
        {
            return Ok((one_of(variants, &key.to_cow()?)?, Content::Value(value)));
        }
        Err(self.expected(name))
    }

    fn is_native(&self, native: Native) -> PyResult<bool> {
        let value = &self.value;
        Ok(match native {
            Native::Bool => value.is_instance_of::<PyBool>(),
            Native::Int => value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>(),
            Native::Date => value.is_instance(self.registry.leaves.date.bind(value.py()))?,
            Native::Text => value.is_instance_of::<PyString>(),
        })
    }
}

/// What a variant carries.
enum Content<'py> {
    Nothing,
    Value(Object<'py>),
    Fields(Object<'py>, &'static Class),
}

fn one_of(variants: &'static [&'static str], found: &str) -> Result<&'static str, Fault> {
    let known = variants.iter().copied().find(|variant| *variant == found);
    known.ok_or_else(|| Fault::wrong(format!("expected one of {}", variants.join(", "))))
}

/// The content of an instance of a variant's class: its one `value`, or its fields.
fn content<'py>(value: &Object<'py>, class: &'static Class) -> Result<Content<'py>, Fault> {
    Ok(match &*class.fields {
        [("value", name)] => Content::Value(value.getattr(name)?),
        [] => Content::Nothing,
        _ => Content::Fields(value.clone(), class),
    })
}

macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> { visitor.visit_i64(self.integer()?) }
    )*};
}

impl<'de> de::Deserializer<'de> for De<'_> {
    type Error = Fault;

    fn is_human_readable(&self) -> bool {
        false
    }

    /// JSON, and enums that are read from text or as a map.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let value = &self.value;
        if value.is_none() {
            visitor.visit_unit()
        } else if value.is_instance_of::<PyBool>() {
            visitor.visit_bool(value.extract()?)
        } else if value.is_instance_of::<PyString>() {
            self.deserialize_str(visitor)
        } else if let Ok(float) = value.cast::<PyFloat>() {
            match float.value() {
                finite if finite.is_finite() => visitor.visit_f64(finite),
                _ => Err(Fault::wrong("expected a finite number")),
            }
        } else if value.is_instance_of::<PyInt>() {
            visitor.visit_i64(self.integer()?)
        } else if let Some(Known::Variant { wire, class }) = self.registry.known(value) {
            let content = content(value, class)?;
            visitor.visit_map(One { wire: Some(wire), content: Some(content), registry: self.registry })
        } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            self.deserialize_seq(visitor)
        } else if value.cast::<PyMapping>().is_ok() || self.registry.known(value).is_some() {
            self.deserialize_map(visitor)
        } else {
            Err(self.expected("a value that JSON has"))
        }
    }

    integers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
    deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value.cast::<PyBool>() {
            Ok(value) => visitor.visit_bool(value.is_true()),
            Err(_) => Err(self.expected("bool")),
        }
    }
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value.extract::<f64>() {
            Ok(number) if !self.value.is_instance_of::<PyBool>() => visitor.visit_f64(number),
            _ => Err(self.expected("float")),
        }
    }
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_f64(visitor)
    }
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Ok(text) = self.value.cast::<PyString>() else { return Err(self.expected("str")) };
        let text = text.to_cow().map_err(|_| Fault::wrong("text with half of a surrogate pair"))?;
        visitor.visit_str(&text)
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.value.is_none() { visitor.visit_none() } else { visitor.visit_some(self) }
    }
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.value.is_none() { visitor.visit_unit() } else { Err(self.expected("None")) }
    }
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match name {
            TIMESTAMP => Self::visit_leaf(leaves::read_timestamp(&self)?, visitor),
            DATE => Self::visit_leaf(leaves::read_date(&self)?, visitor),
            MONEY => visitor.visit_string(leaves::read_money(&self)?),
            DECIMAL => visitor.visit_string(leaves::read_decimal(&self)?),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let (value, registry) = (&self.value, self.registry);
        if let Ok(list) = value.cast::<PyList>() {
            let mut items = list.iter();
            return visitor.visit_seq(Items {
                length: Some(list.len()),
                at: 0,
                next: || Ok(items.next()),
                registry,
            });
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            let mut items = tuple.iter();
            return visitor.visit_seq(Items {
                length: Some(tuple.len()),
                at: 0,
                next: || Ok(items.next()),
                registry,
            });
        }
        let text = value.is_instance_of::<PyString>()
            || value.is_instance_of::<PyBytes>()
            || value.is_instance_of::<PyByteArray>();
        if text || value.cast::<PyMapping>().is_ok() {
            return Err(self.expected("list"));
        }
        let mut items: Bound<'_, PyIterator> = value.try_iter().map_err(|_| self.expected("list"))?;
        visitor.visit_seq(Items { length: None, at: 0, next: || items.next().transpose(), registry })
    }
    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if let Some(Known::Struct(class) | Known::Variant { class, .. }) = self.registry.known(&self.value) {
            return visitor.visit_map(Fields::of_instance(self, class));
        }
        match self.dict()? {
            Some(dict) => visitor.visit_map(Fields::of_dict(&dict, None, self.registry)),
            None => Err(self.expected("dict")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if let Some(keywords) = self.keywords() {
            let inner = self.with(keywords);
            return inner.deserialize_struct(name, fields, visitor).map_err(Fault::rooted);
        }
        if let Some(Known::Struct(class)) = self.registry.known(&self.value)
            && self.registry.class(name).is_ok_and(|named| std::ptr::eq(named, class))
        {
            return visitor.visit_map(Fields::of_instance(self, class));
        }
        match self.dict()? {
            Some(dict) => visitor.visit_map(Fields::of_dict(&dict, Some(fields), self.registry)),
            None => Err(self.expected(name)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let (wire, content) = self.variant(name, variants)?;
        visitor.visit_enum(Chosen { wire, content, registry: self.registry })
    }

    forward_to_deserialize_any! { i128 u128 char bytes byte_buf unit_struct tuple_struct }
}

/// The items of something that can be iterated.
struct Items<F> {
    length: Option<usize>,
    at: usize,
    next: F,
    registry: &'static Registry,
}

impl<'de, 'py, F: FnMut() -> PyResult<Option<Object<'py>>>> de::SeqAccess<'de> for Items<F> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(value) = (self.next)()? else { return Ok(None) };
        let at = self.at;
        self.at += 1;
        let item = seed.deserialize(De { value, registry: self.registry });
        item.map(Some).map_err(|e| e.at(format_args!("[{at}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        self.length
    }
}

/// The fields of a dataclass or the entries of a dict. What is `None` counts as left out, for a class has to say
/// something for each field; the values of a map do not.
struct Fields<'py> {
    from: From<'py>,
    registry: &'static Registry,
    key: String,
    value: Option<Object<'py>>,
}

enum From<'py> {
    Instance { value: Object<'py>, class: &'static Class, next: usize },
    Dict { entries: BoundDictIterator<'py>, fields: Option<&'static [&'static str]> },
}

impl<'py> Fields<'py> {
    fn of_instance(de: De<'py>, class: &'static Class) -> Self {
        let from = From::Instance { value: de.value, class, next: 0 };
        Self { from, registry: de.registry, key: String::new(), value: None }
    }

    fn of_dict(
        dict: &Bound<'py, PyDict>,
        fields: Option<&'static [&'static str]>,
        registry: &'static Registry,
    ) -> Self {
        Self { from: From::Dict { entries: dict.iter(), fields }, registry, key: String::new(), value: None }
    }

    fn next(&mut self) -> Result<Option<(Key<'py>, Object<'py>)>, Fault> {
        match &mut self.from {
            From::Instance { value, class, next } => {
                while let Some((name, text)) = class.fields.get(*next) {
                    *next += 1;
                    let field = value.getattr(text)?;
                    if !field.is_none() {
                        return Ok(Some((Key::Field(name), field)));
                    }
                }
                Ok(None)
            }
            From::Dict { entries, fields } => {
                for (key, value) in entries.by_ref() {
                    let Ok(key) = key.cast_into::<PyString>() else {
                        return Err(Fault::wrong("expected keys of type str"));
                    };
                    if let Some(fields) = fields {
                        let text = key.to_cow()?;
                        let Some(name) = fields.iter().find(|name| **name == text) else {
                            return Err(Fault::wrong(format!("there is no field {text}")));
                        };
                        if value.is_none() {
                            continue;
                        }
                        return Ok(Some((Key::Field(name), value)));
                    }
                    return Ok(Some((Key::Text(key), value)));
                }
                Ok(None)
            }
        }
    }
}

enum Key<'py> {
    Field(&'static str),
    Text(Bound<'py, PyString>),
}

impl<'de> de::MapAccess<'de> for Fields<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.next()? else { return Ok(None) };
        self.value = Some(value);
        self.key.clear();
        match key {
            Key::Field(name) => self.key.push_str(name),
            Key::Text(text) => {
                let text = text.to_cow().map_err(|_| Fault::wrong("text with half of a surrogate pair"))?;
                self.key.push_str(&text);
            }
        }
        let key: StrDeserializer<'_, Fault> = self.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let value = self.value.take().ok_or_else(|| Fault::wrong("a value without its key"))?;
        let read = seed.deserialize(De { value, registry: self.registry });
        read.map_err(|e| e.at(format_args!(".{}", self.key)))
    }
}

/// A variant that was found.
struct Chosen<'py> {
    wire: &'static str,
    content: Content<'py>,
    registry: &'static Registry,
}

impl<'de, 'py> de::EnumAccess<'de> for Chosen<'py> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let wire: StrDeserializer<'_, Fault> = self.wire.into_deserializer();
        Ok((seed.deserialize(wire)?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Chosen<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.content {
            Content::Nothing => Ok(()),
            Content::Value(value) if value.is_none() => Ok(()),
            _ => Err(Fault::wrong(format!("{} has no content", self.wire))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        match self.content {
            Content::Value(value) => seed.deserialize(De { value, registry: self.registry }),
            _ => Err(Fault::wrong(format!("{} needs a value", self.wire))),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Fault> {
        Err(Fault::wrong("the model has no variants with several values"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let registry = self.registry;
        match self.content {
            Content::Fields(value, class) => {
                visitor.visit_map(Fields::of_instance(De { value, registry }, class))
            }
            Content::Value(value) => {
                de::Deserializer::deserialize_struct(De { value, registry }, self.wire, fields, visitor)
            }
            Content::Nothing => Err(Fault::wrong(format!("{} needs fields", self.wire))),
        }
    }
}

/// A variant's instance as the map of one entry that it is on the wire.
struct One<'py> {
    wire: Option<&'static str>,
    content: Option<Content<'py>>,
    registry: &'static Registry,
}

impl<'de> de::MapAccess<'de> for One<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some(wire) = self.wire.take() else { return Ok(None) };
        let wire: StrDeserializer<'_, Fault> = wire.into_deserializer();
        seed.deserialize(wire).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        match self.content.take() {
            Some(Content::Value(value) | Content::Fields(value, _)) => {
                seed.deserialize(De { value, registry: self.registry })
            }
            _ => seed.deserialize(().into_deserializer()),
        }
    }
}
