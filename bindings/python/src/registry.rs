//! The generated classes, handed over once when the package is imported.

use std::{collections::HashMap, sync::Mutex};

use pyo3::{
    exceptions::{PyRuntimeError, PySystemError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyDict, PyString, PyType},
};

/// A generated dataclass: one of the model's structs, or a variant with content.
pub(crate) struct Class {
    pub(crate) class: Py<PyType>,
    /// Its fields in their order: name, and the name as Python's own text.
    pub(crate) fields: Vec<(&'static str, Py<PyString>)>,
}

/// How a variant looks in Python.
pub(crate) enum Variant {
    /// An enum's member, or text.
    Member(Py<PyAny>),
    /// A dataclass.
    Class(Class),
}

/// What an object of Python stands for, by its type.
#[derive(Clone, Copy)]
pub(crate) enum Known {
    Struct(&'static Class),
    Variant { wire: &'static str, class: &'static Class },
}

/// A Python type that stands for a variant by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Native {
    Bool,
    Int,
    Date,
    Text,
}

/// Everything that the two directions look up.
pub(crate) struct Registry {
    structs: HashMap<String, Class>,
    enums: HashMap<String, HashMap<String, Variant>>,
    natives: HashMap<String, Vec<(&'static str, Native)>>,
    exceptions: HashMap<String, Py<PyType>>,
    by_type: HashMap<usize, Known>,
    pub(crate) leaves: Leaves,
}

/// The types of Python's own that leaves become.
pub(crate) struct Leaves {
    pub(crate) datetime: Py<PyType>,
    pub(crate) date: Py<PyType>,
    pub(crate) date_from_ordinal: Py<PyAny>,
    pub(crate) epoch: Py<PyAny>,
    pub(crate) utc: Py<PyAny>,
    pub(crate) decimal: Py<PyType>,
    pub(crate) money: Py<PyType>,
    /// The instant that was made last: rows of one commit have the same.
    pub(crate) last: Mutex<Option<(i64, Py<PyAny>)>>,
}

static REGISTRY: PyOnceLock<&'static Registry> = PyOnceLock::new();

impl Registry {
    pub(crate) fn get(py: Python<'_>) -> PyResult<&'static Self> {
        REGISTRY
            .get(py)
            .copied()
            .ok_or_else(|| PyRuntimeError::new_err("guanxi was not imported as a package"))
    }

    pub(crate) fn class(&self, name: &str) -> PyResult<&Class> {
        self.structs.get(name).ok_or_else(|| differs(name))
    }

    pub(crate) fn variant(&self, name: &str, variant: &str) -> PyResult<&Variant> {
        self.enums.get(name).and_then(|variants| variants.get(variant)).ok_or_else(|| differs(name))
    }

    /// What an object stands for; `None` for one of a type that is not generated.
    pub(crate) fn known(&self, value: &Bound<'_, PyAny>) -> Option<Known> {
        self.by_type.get(&(value.get_type_ptr() as usize)).copied()
    }

    /// The variants of an enum that is shown without their names.
    pub(crate) fn natives(&self, name: &str) -> Option<&[(&'static str, Native)]> {
        self.natives.get(name).map(Vec::as_slice)
    }

    pub(crate) fn exception<'py>(&self, py: Python<'py>, code: &str) -> PyResult<&Bound<'py, PyType>> {
        self.exceptions.get(code).map(|class| class.bind(py)).ok_or_else(|| differs(code))
    }
}

fn differs(name: &str) -> PyErr {
    PySystemError::new_err(format!(
        "{name}: the generated Python code and the library differ; build both anew"
    ))
}

/// Takes the generated classes, once: `structs` by name with the names of their fields, `enums` by name and variant
/// (a member, text, or a class with the names of its fields), `natives` by name, exceptions by code.
#[pyfunction]
pub(crate) fn register(
    py: Python<'_>,
    structs: HashMap<String, (Py<PyType>, Vec<String>)>,
    enums: HashMap<String, Bound<'_, PyDict>>,
    natives: HashMap<String, Vec<(String, String)>>,
    exceptions: HashMap<String, Py<PyType>>,
    money: Py<PyType>,
) -> PyResult<()> {
    let structs = structs.into_iter().map(|(name, (class, fields))| (name, Class::new(py, class, fields)));
    let enums = enums.into_iter().map(|(name, variants)| Ok((name, read_variants(py, &variants)?)));
    let natives = natives.into_iter().map(|(name, variants)| Ok((name, read_natives(variants)?)));
    let registry: &'static mut Registry = Box::leak(Box::new(Registry {
        structs: structs.collect(),
        enums: enums.collect::<PyResult<_>>()?,
        natives: natives.collect::<PyResult<_>>()?,
        exceptions,
        by_type: HashMap::new(),
        leaves: Leaves::new(py, money)?,
    }));
    registry.by_type = by_type(registry);
    let _ = REGISTRY.set(py, registry); // imported again: the classes of the first time stay
    Ok(())
}

/// The classes live as long as the registry, which lives as long as the process; so their addresses name them.
fn by_type(registry: &Registry) -> HashMap<usize, Known> {
    // SAFETY: see the sentence above; `register` leaks the registry and never takes anything out of its maps.
    #[allow(unsafe_code)]
    let forever: &'static Registry = unsafe { &*std::ptr::from_ref(registry) };
    let structs = forever.structs.values().map(|class| (class.class.as_ptr() as usize, Known::Struct(class)));
    let variants = forever.enums.values().flatten().filter_map(|(wire, variant)| match variant {
        Variant::Class(class) => Some((class.class.as_ptr() as usize, Known::Variant { wire, class })),
        Variant::Member(_) => None,
    });
    structs.chain(variants).collect()
}

fn read_variants(py: Python<'_>, variants: &Bound<'_, PyDict>) -> PyResult<HashMap<String, Variant>> {
    variants
        .iter()
        .map(|(wire, what)| {
            let variant = match what.extract::<(Py<PyType>, Vec<String>)>() {
                Ok((class, fields)) => Variant::Class(Class::new(py, class, fields)),
                Err(_) => Variant::Member(what.unbind()),
            };
            Ok((wire.extract()?, variant))
        })
        .collect()
}

fn read_natives(variants: Vec<(String, String)>) -> PyResult<Vec<(&'static str, Native)>> {
    variants
        .into_iter()
        .map(|(wire, kind)| {
            let native = match kind.as_str() {
                "bool" => Native::Bool,
                "int" => Native::Int,
                "date" => Native::Date,
                "str" => Native::Text,
                _ => return Err(differs(&kind)),
            };
            Ok((&*wire.leak(), native))
        })
        .collect()
}

impl Class {
    fn new(py: Python<'_>, class: Py<PyType>, fields: Vec<String>) -> Self {
        let fields = fields.into_iter().map(|name| {
            let text = PyString::intern(py, &name).unbind();
            (&*name.leak(), text)
        });
        Self { class, fields: fields.collect() }
    }
}

impl Leaves {
    fn new(py: Python<'_>, money: Py<PyType>) -> PyResult<Self> {
        let module = py.import("datetime")?;
        let datetime = module.getattr("datetime")?.cast_into::<PyType>()?;
        let date = module.getattr("date")?.cast_into::<PyType>()?;
        let utc = module.getattr("timezone")?.getattr("utc")?;
        let epoch = datetime.call1((1970, 1, 1, 0, 0, 0, 0, &utc))?;
        Ok(Self {
            date_from_ordinal: date.getattr("fromordinal")?.unbind(),
            epoch: epoch.unbind(),
            utc: utc.unbind(),
            datetime: datetime.unbind(),
            date: date.unbind(),
            decimal: py.import("decimal")?.getattr("Decimal")?.cast_into::<PyType>()?.unbind(),
            money,
            last: Mutex::new(None),
        })
    }
}
