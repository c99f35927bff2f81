use guanxi::{Actor, Options};
use pyo3::{prelude::*, types::PyTuple};

use crate::{call, fault::raise, table::Table};

/// An open store. The generated classes stand in front of it.
#[pyclass(frozen, module = "guanxi")]
pub(crate) struct Crm {
    crm: guanxi::Crm,
}

#[pymethods]
impl Crm {
    #[staticmethod]
    #[pyo3(signature = (url, now, seed, actor, cache_bytes, must_exist))]
    fn open(
        url: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
        seed: &Bound<'_, PyAny>,
        actor: &Bound<'_, PyAny>,
        cache_bytes: &Bound<'_, PyAny>,
        must_exist: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let py = url.py();
        let mut options = Options::new();
        options.now = call::read(now, "now")?;
        options.seed = call::read(seed, "seed")?;
        options.actor =
            call::read::<Option<String>>(actor, "actor")?.map(|text| who(py, &text)).transpose()?;
        options.cache_bytes = call::read::<Option<u64>>(cache_bytes, "cache_bytes")?.map(|n| n as usize);
        options.must_exist = call::read(must_exist, "must_exist")?;
        let url: String = call::read(url, "url")?;
        let crm = py.detach(|| guanxi::open_with(&url, options)).map_err(|e| raise(py, &e))?;
        Ok(Self { crm })
    }

    fn acting_as(&self, actor: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text: String = call::read(actor, "actor")?;
        Ok(Self { crm: self.crm.acting_as(who(actor.py(), &text)?) })
    }

    fn dry_run(&self) -> Self {
        Self { crm: self.crm.dry_run() }
    }

    fn set_now(&self, now: &Bound<'_, PyAny>) -> PyResult<()> {
        self.crm.set_now(call::read(now, "now")?).map_err(|e| raise(now.py(), &e))
    }

    fn size_on_disk(&self, py: Python<'_>) -> PyResult<u64> {
        py.detach(|| self.crm.size_on_disk()).map_err(|e| raise(py, &e))
    }

    fn suspend(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.crm.suspend()).map_err(|e| raise(py, &e))
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.crm.close()).map_err(|e| raise(py, &e))
    }

    /// Makes a call by its name, with one value for each of its parameters.
    #[pyo3(signature = (name, *values))]
    fn call<'py>(&self, name: &str, values: Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyAny>> {
        let py = values.py();
        call::call(&self.crm, name, values)?.finish(py).map_err(|e| e.0)
    }

    /// The same on a thread of its own: with progress, and stopped by Ctrl-C.
    #[pyo3(signature = (name, *values))]
    fn call_long<'py>(&self, name: &str, values: Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyAny>> {
        let py = values.py();
        call::call_long(&self.crm, name, values)?.finish(py).map_err(|e| e.0)
    }

    /// The same; the rows of the answer as a table.
    #[pyo3(signature = (name, *values))]
    fn call_table(&self, name: &str, values: Bound<'_, PyTuple>) -> PyResult<Table> {
        let py = values.py();
        let done = call::call(&self.crm, name, values)?;
        py.detach(move || Table::of(&done)).map_err(|e| raise(py, &e))
    }
}

fn who(py: Python<'_>, text: &str) -> PyResult<Actor> {
    text.parse().map_err(|e| raise(py, &e))
}
