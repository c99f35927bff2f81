//! From values of the core to values of Python. Structs become instances of the generated dataclasses.

use std::fmt::Display;

use guanxi::leaf::{DATE, DECIMAL, MONEY, TIMESTAMP};
use pyo3::{
    ffi, intern,
    prelude::*,
    types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyType},
};
use serde::ser::{self, Impossible, Serialize};

use crate::{
    fault::Fault,
    leaves,
    registry::{Class, Registry, Variant},
};

type Object<'py> = Bound<'py, PyAny>;
type Made<'py> = Result<Object<'py>, Fault>;

/// Makes values of Python.
#[derive(Clone, Copy)]
pub(crate) struct Ser<'py> {
    pub(crate) py: Python<'py>,
    pub(crate) registry: &'static Registry,
}

/// A new instance without running `__init__`, which is slow for frozen dataclasses.
#[allow(unsafe_code)]
pub(crate) fn blank<'py>(class: &Bound<'py, PyType>) -> PyResult<Object<'py>> {
    // SAFETY: `class` is live, and every registered class is a heap type made by `@dataclass` whose `__new__` is that
    // of `object`, which does no more than this; the result is a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(class.py(), ffi::PyType_GenericAlloc(class.as_type_ptr(), 0)) }
}

/// Sets a field also where `__setattr__` refuses: what `object.__setattr__` does.
#[allow(unsafe_code)]
pub(crate) fn put(object: &Object<'_>, name: &Bound<'_, PyString>, value: &Object<'_>) -> PyResult<()> {
    // SAFETY: three live objects, all borrowed; the function takes its own references.
    let status = unsafe { ffi::PyObject_GenericSetAttr(object.as_ptr(), name.as_ptr(), value.as_ptr()) };
    if status == 0 { Ok(()) } else { Err(PyErr::fetch(object.py())) }
}

/// Items of a list from which on the collector of garbage waits.
const MANY: usize = 100;

/// Lets the collector of garbage wait: a long list of new objects holds none, and it would look through them again and
/// again while they are made.
struct Collector {
    was_on: bool,
}

impl Collector {
    #[allow(unsafe_code)]
    fn pause(_: Python<'_>) -> Self {
        // SAFETY: the interpreter is attached, as the token shows.
        Self { was_on: unsafe { ffi::PyGC_Disable() } == 1 }
    }
}

impl Drop for Collector {
    #[allow(unsafe_code)]
    fn drop(&mut self) {
        if self.was_on {
            // SAFETY: it lives in `Items`, which holds values of an attached interpreter.
            unsafe { ffi::PyGC_Enable() };
        }
    }
}

impl<'py> Ser<'py> {
    fn begin(self, class: &'static Class) -> Result<Fields<'py>, Fault> {
        Ok(Fields { ser: self, object: blank(class.class.bind(self.py))?, class, next: 0 })
    }

    fn begin_variant(self, name: &str, variant: &str) -> Result<Fields<'py>, Fault> {
        match self.registry.variant(name, variant)? {
            Variant::Class(class) => self.begin(class),
            Variant::Member(_) => Err(Fault::wrong("a variant with content has no class")),
        }
    }
}

macro_rules! integers {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, number: $type) -> Made<'py> { Ok(PyInt::new(self.py, number).into_any()) }
    )*};
}

impl<'py> ser::Serializer for Ser<'py> {
    type Ok = Object<'py>;
    type Error = Fault;
    type SerializeSeq = Items<'py>;
    type SerializeTuple = Items<'py>;
    type SerializeTupleStruct = Items<'py>;
    type SerializeTupleVariant = Impossible<Object<'py>, Fault>;
    type SerializeMap = Entries<'py>;
    type SerializeStruct = Fields<'py>;
    type SerializeStructVariant = Fields<'py>;

    fn is_human_readable(&self) -> bool {
        false
    }

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    }

    fn serialize_bool(self, value: bool) -> Made<'py> {
        Ok(PyBool::new(self.py, value).to_owned().into_any())
    }
    fn serialize_f32(self, number: f32) -> Made<'py> {
        self.serialize_f64(number.into())
    }
    fn serialize_f64(self, number: f64) -> Made<'py> {
        Ok(PyFloat::new(self.py, number).into_any())
    }
    fn serialize_char(self, letter: char) -> Made<'py> {
        self.serialize_str(letter.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, text: &str) -> Made<'py> {
        Ok(PyString::new(self.py, text).into_any())
    }
    fn serialize_bytes(self, bytes: &[u8]) -> Made<'py> {
        Ok(pyo3::types::PyBytes::new(self.py, bytes).into_any())
    }
    fn serialize_none(self) -> Made<'py> {
        Ok(self.py.None().into_bound(self.py))
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made<'py> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Made<'py> {
        self.serialize_none()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Made<'py> {
        self.serialize_none()
    }
    fn serialize_unit_variant(self, name: &'static str, _: u32, variant: &'static str) -> Made<'py> {
        match self.registry.variant(name, variant)? {
            Variant::Member(member) => Ok(member.bind(self.py).clone()),
            Variant::Class(class) => Ok(blank(class.class.bind(self.py))?),
        }
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Made<'py> {
        let made = value.serialize(self)?;
        match name {
            TIMESTAMP => leaves::datetime(self, made.extract()?),
            DATE => Ok(leaves::date(self, &made)?),
            MONEY => leaves::money(self, &made),
            DECIMAL => Ok(leaves::decimal(self, &made)?),
            _ => Ok(made),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Made<'py> {
        let value = value.serialize(self)?;
        if self.registry.natives(name).is_some() {
            return Ok(value);
        }
        let made = self.begin_variant(name, variant)?;
        put(&made.object, intern!(self.py, "value"), &value)?;
        Ok(made.object)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'py>, Fault> {
        let length = length.unwrap_or(0);
        let collector = (length >= MANY).then(|| Collector::pause(self.py));
        Ok(Items { ser: self, items: Vec::with_capacity(length), collector })
    }
    fn serialize_tuple(self, length: usize) -> Result<Items<'py>, Fault> {
        self.serialize_seq(Some(length))
    }
    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items<'py>, Fault> {
        self.serialize_seq(Some(length))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Fault> {
        Err(Fault::wrong("the model has no variants with several values"))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'py>, Fault> {
        Ok(Entries { ser: self, dict: PyDict::new(self.py), key: None })
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'py>, Fault> {
        self.begin(self.registry.class(name)?)
    }
    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'py>, Fault> {
        self.begin_variant(name, variant)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Made<'py> {
        self.serialize_str(&value.to_string())
    }
}

/// A list in the making.
pub(crate) struct Items<'py> {
    ser: Ser<'py>,
    items: Vec<Object<'py>>,
    collector: Option<Collector>,
}

impl<'py> Items<'py> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.items.push(value.serialize(self.ser)?);
        Ok(())
    }

    fn done(self) -> Made<'py> {
        let list = PyList::new(self.ser.py, self.items)?.into_any();
        drop(self.collector);
        Ok(list)
    }
}

macro_rules! items {
    ($($name:ident $method:ident),*) => {$(
        impl<'py> ser::$name for Items<'py> {
            type Ok = Object<'py>;
            type Error = Fault;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> { self.push(value) }
            fn end(self) -> Made<'py> { self.done() }
        }
    )*};
}
items!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field);

/// A dict in the making.
pub(crate) struct Entries<'py> {
    ser: Ser<'py>,
    dict: Bound<'py, PyDict>,
    key: Option<Object<'py>>,
}

impl<'py> ser::SerializeMap for Entries<'py> {
    type Ok = Object<'py>;
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        self.key = Some(key.serialize(self.ser)?);
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        let key = self.key.take().ok_or_else(|| Fault::wrong("a value without its key"))?;
        Ok(self.dict.set_item(key, value.serialize(self.ser)?)?)
    }
    fn end(self) -> Made<'py> {
        Ok(self.dict.into_any())
    }
}

/// An instance of a dataclass in the making.
pub(crate) struct Fields<'py> {
    ser: Ser<'py>,
    object: Object<'py>,
    class: &'static Class,
    next: usize,
}

impl<'py> Fields<'py> {
    /// Fields come in the order in which they stand in the class.
    fn put(&mut self, key: &'static str, value: &Object<'py>) -> Result<(), Fault> {
        let fields = &self.class.fields;
        let in_order = fields.get(self.next).filter(|(name, _)| *name == key);
        self.next += 1;
        let found = in_order.or_else(|| fields.iter().find(|(name, _)| *name == key));
        let (_, name) = found.ok_or_else(|| Fault::wrong(format!("the class has no field {key}")))?;
        Ok(put(&self.object, name.bind(self.ser.py), value)?)
    }
}

macro_rules! fields {
    ($($name:ident),*) => {$(
        impl<'py> ser::$name for Fields<'py> {
            type Ok = Object<'py>;
            type Error = Fault;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Fault> {
                let value = value.serialize(self.ser)?;
                self.put(key, &value)
            }
            fn skip_field(&mut self, key: &'static str) -> Result<(), Fault> {
                let nothing = self.ser.py.None().into_bound(self.ser.py);
                self.put(key, &nothing)
            }
            fn end(self) -> Made<'py> { Ok(self.object) }
        }
    )*};
}
fields!(SerializeStruct, SerializeStructVariant);
