//! What is wrong with an argument, and the way from errors of the core to exceptions.

use std::{borrow::Cow, fmt};

use guanxi::Error;
use pyo3::{PyErr, PyTypeInfo, Python, exceptions::PyOverflowError, prelude::*, types::PyDict};
use serde::{
    de::{self, Unexpected},
    ser,
};

use crate::registry::Registry;

/// A value of Python that cannot be taken, or one that cannot be made.
pub(crate) struct Fault(Box<Cause>);

enum Cause {
    /// Of another shape than it must be; where, and why. A rooted path is complete.
    Wrong { path: String, rooted: bool, reason: Cow<'static, str> },
    /// Python code raised, such as a generator that was read from.
    Raised(PyErr),
}

impl Fault {
    pub(crate) fn wrong(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Cause::Wrong { path: String::new(), rooted: false, reason: reason.into() }))
    }

    /// Of another type. Types are named, values never: they may be personal.
    pub(crate) fn expected(what: &str, found: &Bound<'_, PyAny>) -> Self {
        Self::wrong(format!("expected {what}, got {}", type_name(found)))
    }

    pub(crate) fn too_large() -> Self {
        Self::wrong("a whole number outside ±(2^53 − 1), which not every language can hold")
    }

    /// Puts a part in front of the path.
    pub(crate) fn at(mut self, part: fmt::Arguments<'_>) -> Self {
        if let Cause::Wrong { path, rooted: false, .. } = &mut *self.0 {
            path.insert_str(0, &part.to_string());
        }
        self
    }

    /// The path is complete: what stands further out is no part of what the caller wrote.
    pub(crate) fn rooted(mut self) -> Self {
        if let Cause::Wrong { path, rooted, .. } = &mut *self.0
            && !*rooted
            && !path.is_empty()
        {
            *path = path.trim_start_matches('.').to_owned();
            *rooted = true;
        }
        self
    }

    /// The exception.
    pub(crate) fn raise(self, py: Python<'_>, argument: &str) -> PyErr {
        match *self.at(format_args!("{argument}")).0 {
            Cause::Wrong { path, reason, .. } => raise(py, &Error::argument(path, reason)),
            Cause::Raised(err) => err,
        }
    }
}

fn type_name(value: &Bound<'_, PyAny>) -> String {
    if value.is_none() {
        return "None".to_owned();
    }
    value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string())
}

/// An error of the core as an instance of its exception.
pub(crate) fn raise(py: Python<'_>, err: &Error) -> PyErr {
    let made = Registry::get(py).and_then(|registry| {
        let fields = PyDict::new(py);
        for (name, value) in err.fields() {
            fields.set_item(name, value)?;
        }
        registry.exception(py, err.code())?.call1((err.to_string(), fields))
    });
    made.map_or_else(|other| other, PyErr::from_value)
}

impl From<PyErr> for Fault {
    fn from(err: PyErr) -> Self {
        let overflow =
            Python::attach(|py| err.matches(py, PyOverflowError::type_object(py)).unwrap_or(false));
        if overflow {
            return Self::too_large();
        }
        Self(Box::new(Cause::Raised(err)))
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Wrong { path, reason, .. } => write!(f, "{path}: {reason}"),
            Cause::Raised(_) => f.write_str("an exception"),
        }
    }
}

impl std::error::Error for Fault {}

impl ser::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::wrong(message.to_string())
    }
}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::wrong(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::wrong(format!("expected {expected}, got {}", kind(found)))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::wrong(format!("out of range: expected {expected}"))
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self::wrong(format!("expected one of {}", known.join(", ")))
    }
}

/// How Python calls the type of a value.
fn kind(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "bool",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "int",
        Unexpected::Float(_) => "float",
        Unexpected::Char(_) | Unexpected::Str(_) => "str",
        Unexpected::Bytes(_) => "bytes",
        Unexpected::Unit | Unexpected::Option => "None",
        Unexpected::Seq => "list",
        Unexpected::Map => "dict",
        _ => "something else",
    }
}
