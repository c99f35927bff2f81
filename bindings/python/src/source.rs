//! What calls read from and write to: paths, content in memory, file objects, tables.

use std::{
    fs::File,
    io::{self, BufWriter, Cursor, Write},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use guanxi::{
    Error,
    import::{Sink, Source},
};
use pyo3::{
    intern,
    prelude::*,
    types::{PyByteArray, PyBytes, PyString},
};

use crate::{fault::raise, table};

/// A path is opened; bytes are the content; a file object is read to its end; a table becomes CSV.
pub(crate) fn source(value: &Bound<'_, PyAny>, name: &str) -> PyResult<Source> {
    #[cfg(feature = "test-hooks")]
    if value.is_instance_of::<crate::hooks::PanickingSource>() {
        return Ok(Source::new("a source that panics", None, crate::hooks::Panics));
    }
    if let Some(path) = path(value)? {
        return open(value.py(), &path);
    }
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(in_memory("the bytes", bytes.as_bytes().to_vec()));
    }
    if let Ok(bytes) = value.cast::<PyByteArray>() {
        return Ok(in_memory("the bytes", bytes.to_vec()));
    }
    if table::is_table(value)? {
        return Ok(in_memory("the table", table::csv(value, name)?));
    }
    if value.hasattr(intern!(value.py(), "read"))? {
        return Ok(in_memory(&shown(value), content(value, name)?));
    }
    let expected = "expected a path, bytes, a file object or a table";
    Err(raise(value.py(), &Error::argument(name, expected)))
}

fn path(value: &Bound<'_, PyAny>) -> PyResult<Option<PathBuf>> {
    let is_path = value.is_instance_of::<PyString>() || value.hasattr(intern!(value.py(), "__fspath__"))?;
    is_path.then(|| value.extract()).transpose()
}

fn open(py: Python<'_>, path: &PathBuf) -> PyResult<Source> {
    let shown = path.display().to_string();
    let opened = py.detach(|| File::open(path).and_then(|file| Ok((file.metadata()?.len(), file))));
    let (size, file) = opened.map_err(|e| raise(py, &Error::io(&shown, e)))?;
    Ok(Source::new(shown, Some(size), file))
}

fn in_memory(name: &str, content: Vec<u8>) -> Source {
    Source::new(name, Some(content.len() as u64), Cursor::new(content))
}

/// What messages call a file object.
fn shown(value: &Bound<'_, PyAny>) -> String {
    let name = value.getattr(intern!(value.py(), "name")).and_then(|name| name.extract());
    name.unwrap_or_else(|_| "the file".to_owned())
}

fn content(file: &Bound<'_, PyAny>, name: &str) -> PyResult<Vec<u8>> {
    let content = file.call_method0(intern!(file.py(), "read"))?;
    if let Ok(text) = content.cast::<PyString>() {
        return Ok(text.to_cow()?.into_owned().into_bytes());
    }
    match content.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes().to_vec()),
        Err(_) => Err(raise(file.py(), &Error::argument(name, "its read() gives neither bytes nor str"))),
    }
}

/// What was written for a file object, which only its own thread may touch.
pub(crate) struct Written<'py> {
    file: Bound<'py, PyAny>,
    content: Shared,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Written<'_> {
    /// Writes it to the file object: as text to a text file, as bytes to any other.
    pub(crate) fn hand_over(&self) -> PyResult<()> {
        let (file, py) = (&self.file, self.file.py());
        let content = std::mem::take(&mut *self.content.0.lock().unwrap_or_else(PoisonError::into_inner));
        let is_text = file.is_instance(&py.import("io")?.getattr("TextIOBase")?)?;
        let content = if is_text {
            PyString::new(py, &String::from_utf8_lossy(&content)).into_any()
        } else {
            PyBytes::new(py, &content).into_any()
        };
        file.call_method1(intern!(py, "write"), (content,)).map(drop)
    }
}

/// A path is made anew; a file object is written to when the call has ended.
pub(crate) fn sink<'py>(value: Bound<'py, PyAny>, name: &str) -> PyResult<(Sink, Option<Written<'py>>)> {
    let py = value.py();
    if let Some(path) = path(&value)? {
        let shown = path.display().to_string();
        let file = py.detach(|| File::create(&path)).map_err(|e| raise(py, &Error::io(&shown, e)))?;
        return Ok((Sink::new(shown, BufWriter::new(file)), None));
    }
    if !value.hasattr(intern!(py, "write"))? {
        return Err(raise(py, &Error::argument(name, "expected a path or a file object")));
    }
    let content = Shared::default();
    Ok((Sink::new(shown(&value), content.clone()), Some(Written { file: value, content })))
}
